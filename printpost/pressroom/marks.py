"""Marks: where to cut and how the plates lie on each other, around the page on the sheet.

Marks stand outside the bleed and on every plate (the colour space Separation /All), as thin as a plate holds them.
The sheet has been made large enough before; here is only drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from printpost.geometry import MM
from printpost.pressroom.painting import Area

CLEAR = 1.0 * MM
"""White between the bleed and the marks."""
LENGTH = 5.0 * MM
MARGIN = CLEAR + LENGTH + 1.0 * MM
"""What the sheet needs beyond the bleed on every side."""
WIDTH = 0.25
RADIUS = 1.6 * MM

_CIRCLE = 0.5523  # of the radius, the control points of a quarter circle


def draw_marks(
    document: pikepdf.Pdf, page: pikepdf.Page, trim: Area, bleed: float, folds: Sequence[float] = ()
) -> None:
    """Draw crop marks at the corners of the trim, a register mark in the middle of each side, and a dashed line over
    and under the trim at each fold (all in points).
    """
    tint = document.make_indirect(
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    )
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/All"), pikepdf.Name.DeviceCMYK, tint])
    resources = page.obj.Resources
    if "/ColorSpace" not in resources:
        resources.ColorSpace = pikepdf.Dictionary()
    resources.ColorSpace["/All"] = document.make_indirect(space)
    lines = [*_crop_marks(trim, bleed), *_register_marks(trim, bleed, folds), *_fold_marks(trim, bleed, folds)]
    page.contents_add(f"q /All CS 1 SCN {WIDTH} w {' '.join(lines)} Q\n".encode())
    page.contents_coalesce()


def _crop_marks(trim: Area, bleed: float) -> Iterator[str]:
    left, bottom, right, top = trim
    near, far = bleed + CLEAR, bleed + CLEAR + LENGTH
    for x in (left, right):
        yield _line(x, bottom - far, x, bottom - near)
        yield _line(x, top + near, x, top + far)
    for y in (bottom, top):
        yield _line(left - far, y, left - near, y)
        yield _line(right + near, y, right + far, y)


def _fold_marks(trim: Area, bleed: float, folds: Sequence[float]) -> Iterator[str]:
    _, bottom, _, top = trim
    near, far = bleed + CLEAR, bleed + CLEAR + LENGTH
    if folds:
        yield "[2 1.5] 0 d"
    for x in folds:
        yield _line(x, bottom - far, x, bottom - near)
        yield _line(x, top + near, x, top + far)


def _register_marks(trim: Area, bleed: float, folds: Sequence[float]) -> Iterator[str]:
    left, bottom, right, top = trim
    off = bleed + CLEAR + LENGTH / 2
    centre, middle = (left + right) / 2, (bottom + top) / 2
    if any(abs(centre - fold) < LENGTH for fold in folds):
        centre = (left + centre) / 2  # clear of the fold
    for x, y in ((centre, bottom - off), (centre, top + off), (left - off, middle), (right + off, middle)):
        yield _circle(x, y, RADIUS)
        yield _line(x - LENGTH / 2, y, x + LENGTH / 2, y)
        yield _line(x, y - LENGTH / 2, x, y + LENGTH / 2)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    k = radius * _CIRCLE
    quarters = (
        (x + radius, y + k, x + k, y + radius, x, y + radius),
        (x - k, y + radius, x - radius, y + k, x - radius, y),
        (x - radius, y - k, x - k, y - radius, x, y - radius),
        (x + k, y - radius, x + radius, y - k, x + radius, y),
    )
    curves = " ".join(" ".join(f"{n:.3f}" for n in quarter) + " c" for quarter in quarters)
    return f"{x + radius:.3f} {y:.3f} m {curves} S"
