"""Rankings: how the rows of a trending panel go into a width.

A panel, a width and its type come in; the arrangement of its rows goes out. In a wide panel a row is one line of cells.
In a narrow one the figures stand in a stack at the right, as in a column of market prices; where names are too long for
that, a row's curve and figures have a line of their own under them. All rows of a panel are arranged alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from printpost.composing.heads import Setting, break_head
from printpost.composing.inline import SHORT_COMPOUND
from printpost.composing.kinsoku import unbroken
from printpost.newsroom.issue import Trending, TrendingRow

RANK, TWO_FIGURES, CURVE, LEAST_CURVE, APART = 12.0, 18.0, 32.0, 18.0, 8.0
"""The width of a rank of one figure and of two, and of a curve, the least that shows a course, and the white between
two cells, in points.
"""
CURVES = (CURVE, 25.0, LEAST_CURVE)
"""The widths of a curve beside a name, the best first."""
MANY = 10
"""Rows from which on ranks have two figures."""
SMALLER = 0.88
"""The size of what is said of a row, as a share of the text's, about."""
_STROKE, _HYPHEN = re.compile(r"(?<=/)(?=[^\W\d])"), re.compile(r"(?<=-)(?=[^\W\d])")
"""Where the renderer may break a word: after a stroke or a hyphen, before a letter (Unicode Standard Annex #14)."""

Form = Literal["row", "stacked", "under"]


@dataclass(frozen=True, slots=True)
class RankingType:
    """The type of a panel: of names, and of figures; ``new`` is what a change that has no figure says."""

    name: Setting
    figure: Setting
    new: str
    language: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How rows are arranged, and the widths in points of a curve, and of figures and changes where they stand under the
    name.
    """

    form: Form
    curve: float = CURVE
    figure: float = 0.0
    change: float = 0.0


def arranged(block: Trending, width: float, type_: RankingType) -> Arrangement:
    """The arrangement for a width in points that is least deep; where several are, the one with most on a line."""
    cells = _Cells(block, type_)
    forms: list[Form] = ["row"] if cells.in_a_row <= width else ["row", "stacked", "under"]
    ways = [(*_lines_of(form, block, cells, width, type_), form) for form in forms if cells.least(form) <= width]
    _, curve, form = min(ways, key=lambda way: way[0], default=(0, CURVE, "under"))
    if form != "under":
        return Arrangement(form, curve)
    room = width - cells.rank
    curve = min(max(room - cells.figures_alone, LEAST_CURVE), CURVE) * cells.curves
    change = min(cells.change + APART, room) if cells.figure else room - curve
    return Arrangement("under", curve, room - curve - change, change)


def least_width(block: Trending, type_: RankingType) -> float:
    """The least width in points at which no word of the panel is wider than its place."""
    cells = _Cells(block, type_)
    return min(cells.least("row"), cells.least("stacked"), cells.least("under"))


def row_width(block: Trending, type_: RankingType) -> float:
    """The least width in points at which a row is one line of cells, and no word of it is parted."""
    return _Cells(block, type_).in_a_row


class _Cells:
    """The widths of a panel's cells, and the least that each arrangement needs, in points."""

    def __init__(self, block: Trending, type_: RankingType) -> None:
        rows = block.rows
        self.rank = (TWO_FIGURES if len(rows) >= MANY else RANK) * block.ranked
        self.curves = any(row.trend for row in rows)
        self.described = any(row.text for row in rows)
        self.figure = max((type_.figure.width(row.figure) for row in rows if row.figure), default=0.0)
        self.change = max((type_.figure.width(_said(row, type_)) for row in rows if row.change), default=0.0)
        said = [*(row.name for row in rows), *(row.text or "" for row in rows)]
        words = [word for text in said for word in unbroken(text)]
        self.word = max((type_.name.width(word) for word in words), default=0.0)
        self.part = max((type_.name.width(part) for word in words for part in _parts(word)), default=0.0)
        self.right = max(self.figure, self.change, CURVE if self.curves and self.described else 0.0)

    @property
    def in_a_row(self) -> float:
        """The width of a row in one line, its longest word whole."""
        return self.rank + self.word + self.beside

    @property
    def beside(self) -> float:
        """What stands beside a name, with the white before each."""
        return (CURVE + APART) * self.curves + self.figures_alone

    @property
    def figures_alone(self) -> float:
        return sum(cell + APART for cell in (self.figure, self.change) if cell)

    def least(self, form: Form) -> float:
        """The least width of an arrangement."""
        if form == "row":
            return self.rank + self.part + self.beside
        if form == "stacked":
            return self.rank + max(self.part, CURVE * self.curves) + APART + self.right
        return self.rank + max(self.part, LEAST_CURVE * self.curves + self.figures_alone)


def _parts(word: str) -> Iterator[str]:
    """The parts of a word that the renderer keeps whole: those of a path, and of a long compound."""
    for part in _STROKE.split(word):
        yield from [part] if len(part) <= SHORT_COMPOUND else _HYPHEN.split(part)


def _said(row: TrendingRow, type_: RankingType) -> str:
    change = row.change or ""
    return type_.new if change == "new" else f"▲ {change[1:].strip()}" if change[0] in "+-−" else change


def _lines_of(form: Form, block: Trending, cells: _Cells, width: float, type_: RankingType) -> tuple[int, float]:
    """The lines of all rows in an arrangement, and the width of a curve. In a row with its name this is as short as
    keeps most names on one line.
    """
    room = width - cells.rank
    if form == "row":
        ways = [
            (sum(_lines(row, room - cells.beside + CURVE - curve, type_) for row in block.rows), curve)
            for curve in (CURVES if cells.curves else CURVES[:1])
        ]
        return min(ways, key=lambda way: way[0])
    if form == "under":
        return sum(_lines(row, room, type_) + 1 for row in block.rows), CURVE
    right = bool(cells.figure) + bool(cells.change) + (cells.curves and cells.described)
    left = (_lines(row, room - APART - cells.right, type_) for row in block.rows)
    return sum(max(lines + (cells.curves and not cells.described), right) for lines in left), CURVE


def _lines(row: TrendingRow, room: float, type_: RankingType) -> int:
    """The lines of a row's name and of what is said of it."""
    smaller = Setting(type_.name.type, type_.name.size * SMALLER)
    said = ((row.name, type_.name), (row.text, smaller))
    broken = (break_head(text, setting, room, language=type_.language, force=True) for text, setting in said if text)
    return sum(len(lines or ()) for lines in broken)
