"""Pictures of a PDF: how large they stand on the page, and the same pictures in other colours or fewer pixels.

An open document comes in and its image objects are written anew in place, each once however often it is placed.
Soft masks keep their greys. A picture is only ever made smaller, never larger.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from PIL import Image

from printpost.pressroom.painting import Matrix, painted

JPEG_QUALITY = 88
_SMALL = 1.15
"""Pictures with less than so many times the wanted pixels are left as they are: resampling softens them."""

Convert = Callable[[Image.Image], Image.Image]


def placements(document: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object, Matrix]]:
    """Every placing of an image: page from 0, the image object, and the matrix from its unit square to the page."""
    for number, page in enumerate(document.pages):
        for paint in painted(page):
            if paint.image is not None:
                yield number, paint.image, paint.matrix


def resolution(image: pikepdf.Object, matrix: Matrix) -> float:
    """Pixels an inch of a placed image, along its coarser side."""
    a, b, c, d, _, _ = matrix
    across, down = math.hypot(a, b), math.hypot(c, d)
    return min(int(image.Width) / max(across, 1e-6), int(image.Height) / max(down, 1e-6)) * 72


def rework(
    document: pikepdf.Pdf, most: float, convert: Convert, allowed: Callable[[Image.Image], bool] = lambda _: True
) -> None:
    """Write every image of the document anew: at most ``most`` pixels an inch where it stands largest, and in the
    colours that ``convert`` gives it. One that JPEG would change so that it is not ``allowed`` is kept without loss.
    """
    finest: dict[tuple[int, int], float] = {}
    images: dict[tuple[int, int], Any] = {}
    for _, image, matrix in placements(document):
        key = image.objgen
        images[key] = image
        finest[key] = min(resolution(image, matrix), finest.get(key, math.inf))
    for key, image in images.items():
        if image.get("/ImageMask", False):
            continue
        smaller = most / finest[key] if finest[key] > most * _SMALL else 1.0
        _rework_one(document, image, smaller, convert, allowed)


def _rework_one(
    document: pikepdf.Pdf, image: Any, smaller: float, convert: Convert, allowed: Callable[[Image.Image], bool]
) -> None:
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode in {"1", "P"}:
        picture = picture.convert("RGB" if picture.mode == "P" else "L")
    lossless = "/DCTDecode" not in _filters(image)
    reworked = convert(_resampled(picture, smaller)) if picture.mode != "CMYK" else _resampled(picture, smaller)
    if reworked is picture:
        return
    mask = image.get("/SMask")
    if mask is not None and smaller < 1:
        shape = _resampled(pikepdf.PdfImage(mask).as_pil_image().convert("L"), smaller)
        data = zlib.compress(shape.tobytes(), 9)
        mask = document.make_stream(data, Filter=pikepdf.Name.FlateDecode, **image_keys(shape))
    data, wanted = b"", pikepdf.Name.DCTDecode
    if not lossless:
        data = _jpeg(reworked)
        lossless = not allowed(Image.open(io.BytesIO(data)))
    if lossless:
        data, wanted = zlib.compress(reworked.tobytes(), 9), pikepdf.Name.FlateDecode
    for key in ("/Decode", "/DecodeParms", "/Intent", "/Metadata", "/OPI", "/Alternates"):
        if key in image:
            del image[key]
    image.write(data, filter=wanted)
    for key, value in image_keys(reworked).items():
        image[f"/{key}"] = value
    if reworked.mode == "CMYK" and not lossless:
        image.Decode = pikepdf.Array([1, 0] * 4)  # JPEG files of four inks are written inverted
    if mask is not None:
        image.SMask = mask


def _resampled(picture: Image.Image, smaller: float) -> Image.Image:
    if smaller >= 1:
        return picture
    size = (max(round(picture.width * smaller), 1), max(round(picture.height * smaller), 1))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def _filters(image: pikepdf.Object) -> tuple[str, ...]:
    found = image.get("/Filter")
    if found is None:
        return ()
    return tuple(str(name) for name in found) if isinstance(found, pikepdf.Array) else (str(found),)


def image_keys(picture: Image.Image) -> dict[str, Any]:
    """The keys of an image object that hold for the picture."""
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode]
    return {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": pikepdf.Name(space),
        "BitsPerComponent": 8,
    }
