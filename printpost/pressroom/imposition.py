"""The imposition: which page stands where on which side of which sheet, so that it folds into a paper.

Numbers come in, numbers go out: pages count from 0, None is a page left blank, lengths are points. Nothing here knows
PDF; `imposing` puts the pages there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from printpost.geometry import MM, TRIM_HINT, TRIMS, trim_size
from printpost.problems import BadInput, error

FOLD = 4
"""Pages of a sheet that is folded once."""

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its pages from left to right, then down. ``inward`` is how far (points) each is moved
    towards the fold.
    """

    pages: tuple[int | None, ...]
    inward: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a page of a side stands: its trim's lower left corner on the sheet, in points, and its scale. ``fold`` says
    on which of its sides it is folded: -1 on the left, 1 on the right, 0 on none.
    """

    x: float
    y: float
    scale: float = 1.0
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: its size in points, and where pages stand on it."""

    size: Size
    cells: tuple[Cell, ...]


def booklet(count: int, signature: int | None = None, creep: float = 0.0) -> tuple[Side, ...]:
    """The sides of sheets that are folded once and laid into each other.

    ``signature`` is how many pages one such bundle has at most, a multiple of four (None: all). ``creep`` (points) is
    how far the innermost sheet's pages are moved inwards, the others in proportion: inner sheets stand out at the
    fore edge by the thickness of those around them. Missing pages are blank, before the last one, which stays on the
    back. Raises ValueError for a signature that is no multiple of four.
    """
    if signature is not None and (signature < FOLD or signature % FOLD):
        raise ValueError(f"a signature of {signature} pages cannot be folded")
    pages = padded(count, FOLD)
    bundle = min(signature or len(pages), len(pages))
    sides: list[Side] = []
    for first in range(0, len(pages), bundle):
        sides += _folded(pages[first : first + bundle], creep)
    return tuple(sides)


def _folded(pages: Sequence[int | None], creep: float) -> list[Side]:
    sheets = len(pages) // FOLD
    sides: list[Side] = []
    for sheet in range(sheets):
        inward = creep * sheet / (sheets - 1) if sheets > 1 else 0.0
        low, high = 2 * sheet, len(pages) - 1 - 2 * sheet
        sides += [Side((pages[high], pages[low]), inward), Side((pages[low + 1], pages[high - 1]), inward)]
    return sides


def n_up(count: int, number: int) -> tuple[Side, ...]:
    """The sides of sheets with so many pages each, in the order of reading."""
    pages: list[int | None] = [*range(count), *[None] * (-count % number)]
    return tuple(Side(tuple(pages[first : first + number])) for first in range(0, len(pages), number))


def padded(count: int, multiple: int) -> tuple[int | None, ...]:
    """The pages with blanks before the last one, so that there is a multiple of so many."""
    blanks = -count % multiple
    if not blanks:
        return tuple(range(count))
    return (*range(count - 1), *[None] * blanks, count - 1) if count > 1 else (0, *[None] * blanks)


def folded_sheet(trim: Size, sheet: Size | None, around: float) -> Sheet:
    """A sheet with two pages side by side at their own size, in its middle; without a size it is as large as they are
    with ``around`` points on every side. Raises BadInput where they do not fit.
    """
    width, height = 2 * trim[0] + 2 * around, trim[1] + 2 * around
    if sheet is None:
        sheet = (width, height)
    else:
        sheet = max((sheet, sheet[::-1]), key=lambda size: (_holds(size, (width, height)), size[0] >= size[1]))
    if not _holds(sheet, (width, height)):
        raise BadInput(
            error(
                f"two pages of {_mm(trim)} need a sheet of {_mm((width, height))}, and it is {_mm(sheet)}",
                hint="give a larger --sheet, or leave --marks away",
            )
        )
    x, y = (sheet[0] - 2 * trim[0]) / 2, (sheet[1] - trim[1]) / 2
    return Sheet(sheet, (Cell(x, y, fold=1), Cell(x + trim[0], y, fold=-1)))


def n_up_sheet(trim: Size, number: int, sheet: Size) -> Sheet:
    """A sheet with so many pages in rows, upright or lying, as large as they can be and not larger than they are."""
    best = max(
        (_grid(trim, columns, math.ceil(number / columns), size) for size in (sheet, sheet[::-1])
         for columns in range(1, number + 1)),
        key=lambda grid: (round(grid[0], 6), grid[1][0] <= grid[1][1]),
    )  # fmt: skip
    scale, size, columns, rows = best
    left, top = (size[0] - columns * trim[0] * scale) / 2, (size[1] + rows * trim[1] * scale) / 2
    cells = [
        Cell(left + n % columns * trim[0] * scale, top - (n // columns + 1) * trim[1] * scale, scale)
        for n in range(number)
    ]
    return Sheet(size, tuple(cells))


def _grid(trim: Size, columns: int, rows: int, sheet: Size) -> tuple[float, Size, int, int]:
    scale = min(sheet[0] / (columns * trim[0]), sheet[1] / (rows * trim[1]), 1.0)
    return scale, sheet, columns, rows


def sheet_size(told: str) -> Size:
    """The points of a sheet told by its name (a3) or in millimetres (320x450). Raises BadInput for anything else."""
    name = told.strip()
    try:
        width, height = trim_size(f"{name}mm" if name[-1:].isdecimal() and name.lower() not in TRIMS else name)
    except ValueError as failure:
        raise BadInput(error(f"--sheet is {told!r}: {failure}", hint=TRIM_HINT)) from None
    return width * MM, height * MM


def _holds(size: Size, wanted: Size) -> bool:
    return size[0] >= wanted[0] - 0.5 and size[1] >= wanted[1] - 0.5


def _mm(size: Size) -> str:
    return f"{size[0] / MM:.0f} × {size[1] / MM:.0f} mm"
