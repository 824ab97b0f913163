"""Dead white: how much of a finished page is farther than a line from any ink.

A PDF comes in, a share for each page goes out. The figure is the one that holes show up in: white between lines and
around heads does not count, an empty corner does.
"""

from __future__ import annotations

import numpy as np
import pypdfium2
from numpy.typing import NDArray

REACH = 11
"""Points from the nearest ink, along both axes, beyond which white is dead."""
INK = 235


def dead_white(pdf: bytes, area: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The share of dead white on each page, within ``area`` (left, top, right, bottom in points)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_share(document[number], area) for number in range(len(document)))
    finally:
        document.close()


def _share(page: pypdfium2.PdfPage, area: tuple[float, float, float, float]) -> float:
    pixels = np.asarray(page.render(scale=1, grayscale=True).to_numpy())
    ink = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0] < INK
    left, top, right, bottom = (round(edge) for edge in area)
    return round(float(1 - _near(ink)[top:bottom, left:right].mean()), 4)


def _near(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether there is ink within reach: a box filter over running sums."""
    near = ink
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (REACH + 1, REACH)
        sums = np.cumsum(np.pad(near, padding).astype(np.int32), axis=axis)
        after = np.take(sums, range(2 * REACH + 1, sums.shape[axis]), axis=axis)
        before = np.take(sums, range(sums.shape[axis] - 2 * REACH - 1), axis=axis)
        near = (after - before) > 0
    return near
