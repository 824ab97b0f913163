"""Inks: colours on a screen to amounts of ink on paper, by LittleCMS and the ICC profile of a printing condition.

A colour or a picture in sRGB comes in, amounts of cyan, magenta, yellow and black go out (0 to 1, or 0 to 255 in
pictures). What is neutral goes to the black plate alone, with the lightness that it has on the screen; the four
plates together keep to the ink limit.
"""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0 is none, 1 is solid."""

NEUTRAL = 0.012
"""Colours whose channels differ by less (of 1) are neutral."""
NEUTRAL_IN_PICTURES = 12
"""The same for the pixels of a picture, of 255: JPEG colours greys a little."""
HEADROOM = 6.0
"""Percent that pictures stay under the ink limit: JPEG and resampling ring."""

_Bytes = NDArray[np.uint8]


class Inks:
    """The inks of one printing condition. ``limit`` is the most of all four together, in percent."""

    def __init__(self, profile: bytes, limit: float) -> None:
        self.limit = limit
        press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        lab = ImageCms.createProfile("LAB")
        relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        self._separate = ImageCms.buildTransform(screen, press, "RGB", "CMYK", relative, flags)
        steps = np.arange(256, dtype=np.uint8)
        zeros = np.zeros_like(steps)
        blacks = Image.fromarray(np.stack([zeros, zeros, zeros, steps], axis=-1)[None], "CMYK")
        greys = Image.fromarray(np.stack([steps] * 3, axis=-1)[None], "RGB")
        printed = _lightness(blacks, ImageCms.buildTransform(press, lab, "CMYK", "LAB", relative))
        shown = _lightness(greys, ImageCms.buildTransform(screen, lab, "RGB", "LAB", relative))
        self._black = _black_curve(printed, shown)

    @lru_cache(maxsize=1024)  # noqa: B019  lives as long as one file is made
    def of(self, red: float, green: float, blue: float) -> Ink:
        """The inks of a colour, its channels from 0 to 1."""
        if max(red, green, blue) - min(red, green, blue) < NEUTRAL:
            return self.of_grey((red + green + blue) / 3)
        pixel = Image.new("RGB", (1, 1), tuple(round(min(max(c, 0.0), 1.0) * 255) for c in (red, green, blue)))
        amounts = np.asarray(ImageCms.applyTransform(pixel, self._separate), np.float64) / 255
        cyan, magenta, yellow, black = limited(amounts, self.limit / 100)[0, 0].tolist()
        return round(cyan, 4), round(magenta, 4), round(yellow, 4), round(black, 4)

    def of_grey(self, grey: float) -> Ink:
        """The inks of a grey, 0 is black: the black plate alone."""
        black = float(np.interp(min(max(grey, 0.0), 1.0) * 255, np.arange(256), self._black))
        return 0.0, 0.0, 0.0, round(black, 4)

    def picture(self, picture: Image.Image) -> Image.Image:
        """A picture in mode RGB or L as it is printed: mode L, 0 is solid black, where it is neutral, else CMYK."""
        if picture.mode == "L":
            return self._grey(np.asarray(picture))
        pixels = np.asarray(picture.convert("RGB"))
        if int((pixels.max(axis=-1) - pixels.min(axis=-1)).max()) <= NEUTRAL_IN_PICTURES:
            return self._grey(np.asarray(picture.convert("L")))
        separated = ImageCms.applyTransform(picture.convert("RGB"), self._separate)
        assert separated is not None
        amounts = np.asarray(separated, np.float32) / 255
        within = limited(amounts, (self.limit - HEADROOM) / 100)
        return Image.fromarray(np.floor(within * 255 + 0.5).astype(np.uint8), "CMYK")

    def within_limit(self, picture: Image.Image) -> bool:
        """Whether a separated picture keeps to the ink limit everywhere."""
        return (
            picture.mode != "CMYK" or int(np.asarray(picture).sum(axis=-1, dtype=np.int32).max()) <= self.limit * 2.55
        )

    def _grey(self, pixels: _Bytes) -> Image.Image:
        table = np.floor((1 - self._black) * 255 + 0.5).astype(np.uint8)
        return Image.fromarray(table[pixels], "L")


def limited(amounts: NDArray[np.floating], limit: float) -> NDArray[np.floating]:
    """Amounts of ink, (..., 4), whose sum is at most `limit` (1 is one solid): colour gives way, black stays."""
    colour, black = amounts[..., :3], amounts[..., 3:]
    total = colour.sum(axis=-1, keepdims=True)
    room = np.maximum(limit - black, 0)
    share = np.where(total > room, room / np.maximum(total, 1e-9), 1.0)
    return np.concatenate([colour * share, black], axis=-1)


def _lightness(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> NDArray[np.float64]:
    """CIE L*, 0 to 100, along a picture of one row."""
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None
    return np.asarray(converted)[0, :, 0].astype(np.float64) / 255 * 100


def _black_curve(printed: NDArray[np.float64], shown: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much black (0 to 1) prints each of 256 greys: the amount whose lightness is the screen's, the paper's white
    and the solid black being the two ends.
    """
    scaled = (printed - printed.min()) / (printed.max() - printed.min())
    wanted = (shown - shown.min()) / (shown.max() - shown.min())
    falling = np.minimum.accumulate(scaled)
    curve: NDArray[np.float64] = np.interp(wanted, falling[::-1], np.arange(255, -1, -1) / 255)
    curve[0], curve[-1] = 1.0, 0.0  # in eight bits the last steps of black look alike
    return curve
