"""Tables: the widths of a table's columns, and the lines of its cells.

A table, a width and its type come in; columns, white and lines go out. Columns of figures keep their width; columns of
words give way where the table is too wide, a line at a time, where that makes the table least deep. What is left over
goes to the columns of words, so that figures stand close together at the right, as in a league table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from printpost.composing.heads import Setting, break_head
from printpost.composing.kinsoku import unbroken
from printpost.composing.scripts import script_of
from printpost.newsroom.figures import decimals
from printpost.newsroom.issue import Table

GAPS = (10.0, 8.5, 7.0, 6.0, 5.0)
"""White between two columns, in points: the best first."""
WIDEST_GAP = 36.0
"""The white that they may have at most: beyond that the columns no longer hang together."""
NARROWEST = 4.0
"""The least width, in em, of a column of cells of more than one word."""
STRAYS = 1 / 3
"""A column of figures may have words ("free", "n/a") in such a share of its cells, of so many characters at most."""
LONGEST_STRAY = 6

_FIGURE = re.compile(
    r"^(?!.*\d\s?[A-Z][a-z]{2}$)[+\-−±~≈<>£$€¥]?\s?[£$€¥]?\d[\d.,:/–’'\u00a0\u202f]*\s?(?:[^\W\d_]{1,3}[.׳’]?|[%‰°]C?|[KMkBbn×x]+)?[*†]?$|^[–—-]$"
)
"""A figure with its unit, in any script: 2.10m, 2,10 м, 2.10公尺; "31 May" is a date."""

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableType:
    """The type of a table: of its column heads, of words and of figures."""

    head: Setting
    word: Setting
    figure: Setting
    language: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's lines, and points of white after them that align a figure at its units or its decimal sign."""

    lines: Lines
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column in points, the white after it included, and whether it ranges right."""

    width: float
    numeric: bool
    head: Lines
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A table as it is set: ``gap`` is the white after every column but the last, in points."""

    columns: tuple[Column, ...]
    gap: float

    @property
    def broken(self) -> int:
        """The rows that have a cell in several lines."""
        rows = zip(*([len(cell.lines) for cell in column.cells] for column in self.columns), strict=True)
        return sum(max(row) > 1 for row in rows)


def numeric(cells: Sequence[str | None]) -> bool:
    """Whether cells are figures, but for a short word here and there."""
    said = [cell for cell in cells if cell]
    strays = [cell for cell in said if not _FIGURE.match(cell)]
    return len(strays) <= len(said) * STRAYS and all(len(word) <= LONGEST_STRAY for word in strays) and bool(said)


def tabulated(table: Table, width: float, type_: TableType) -> Tabulated:
    """The table in so many points."""
    columns = [_Text(table, number, type_) for number in range(len(table.columns))]
    ways = []
    for gap in GAPS:
        room = width - gap * (len(columns) - 1)
        if gap > GAPS[-1] and sum(column.least for column in columns) > room:
            continue
        widths = _fitted(columns, room)
        ways.append((_depth(columns, widths), gap, widths))
    _, gap, widths = min(ways, key=lambda way: (way[0], -way[1]))
    gap, widths = _spread(columns, widths, gap, width)
    return Tabulated(
        tuple(
            column.set(one, one + gap * (column is not columns[-1]))
            for column, one in zip(columns, widths, strict=True)
        ),
        gap,
    )


def least_width(table: Table, type_: TableType) -> float:
    """The least width in points at which no word is wider than its column, and none of these is a mere stripe."""
    columns = [_Text(table, number, type_) for number in range(len(table.columns))]
    return sum(column.least for column in columns) + GAPS[-1] * (len(columns) - 1)


class _Text:
    """A column's head and cells, and how many lines each takes at a width."""

    def __init__(self, table: Table, number: int, type_: TableType) -> None:
        cells = [row[number] for row in table.rows]
        self.type = type_
        self.numeric = number > 0 and numeric(cells)
        self.setting = type_.figure if self.numeric else type_.word
        self.head = table.columns[number] or ""
        self.cells = [cell or "" for cell in cells]
        self.after = self._aligned() if self.numeric else [0.0] * len(cells)
        texts = [(self.head, type_.head, 0.0)]
        texts += [(cell, self.setting, after) for cell, after in zip(self.cells, self.after, strict=True)]
        # A figure stands on one line whatever it takes.
        self._words = [
            (
                [setting.width(part) for part in ([text] if self.numeric and n else unbroken(text))],
                setting.width("n n") - 2 * setting.width("n"),
                after,
            )
            for n, (text, setting, after) in enumerate(texts)
        ]
        self.natural = max(setting.width(text) + after for text, setting, after in texts)
        self.least = max((word + after for words, _, after in self._words for word in words), default=0.0)
        if self.numeric:
            # Columns of one figure and of two stand at even distances.
            self.least = max(self.least, type_.figure.width("00"))
            self.natural = max(self.natural, self.least)
        else:
            self.least = max(self.least, min(self.natural, NARROWEST * type_.word.size))
        self.steps = self._steps()
        self._lines: dict[float, list[int]] = {}

    def _aligned(self) -> list[float]:
        """White after each figure, where a column has decimals of several lengths and nothing after them.

        Lines that run from the right have their end at the left, where figures begin: there the white makes units stand
        under units, and the widest figure alone stands at the end.
        """
        tails = [decimals(cell, self.type.language) for cell in self.cells]
        if script_of(self.type.language).rtl:
            figures = [bool(_FIGURE.match(cell)) for cell in self.cells]
            whole = any(tail is None and figure for tail, figure in zip(tails, figures, strict=True))
            before = [
                self.setting.width(cell) - (0.0 if whole or not tail else self.setting.width(tail))
                for cell, tail in zip(self.cells, tails, strict=True)
            ]
            most = max((one for one, figure in zip(before, figures, strict=True) if figure), default=0.0)
            return [most - one if figure else 0.0 for one, figure in zip(before, figures, strict=True)]
        if any(tail is None and _FIGURE.match(cell) for tail, cell in zip(tails, self.cells, strict=True)):
            return [0.0] * len(tails)
        widths = [self.setting.width(tail) if tail else 0.0 for tail in tails]
        return [max(widths) - one if tail is not None else 0.0 for one, tail in zip(widths, tails, strict=True)]

    def lines(self, width: float) -> list[int]:
        """The lines of the head and of each cell, at a width."""
        if width not in self._lines:
            self._lines[width] = [_count(words, space, width - after) for words, space, after in self._words]
        return self._lines[width]

    def _steps(self) -> list[float]:
        """The widths at which something more has to be broken, down to the least."""
        found = {self.least}
        for words, space, after in self._words:
            for start in range(len(words)):
                run = after - space
                for word in words[start:]:
                    run += word + space
                    if self.least <= run:
                        found.add(run)
        return sorted(found, reverse=True)

    def set(self, room: float, width: float) -> Column:
        """The column in a room, as wide as that and the white after it."""
        language = self.type.language
        head: Lines = ()
        if self.head:
            head = break_head(self.head, self.type.head, room + 0.05, language=language, force=True) or ()
        cells = []
        for cell, after in zip(self.cells, self.after, strict=True):
            lines: Lines = (cell,) if cell else ()
            if cell and not self.numeric:
                lines = break_head(cell, self.setting, room + 0.05, language=language, force=True) or ()
            cells.append(Cell(lines, after))
        return Column(width, self.numeric, head, tuple(cells))


def _count(words: Sequence[float], space: float, width: float) -> int:
    count, length = 1, 0.0
    for word in words:
        if length and length + space + word > width + 0.05:
            count, length = count + 1, word
        else:
            length += (space if length else 0.0) + word
    return count


def _depth(columns: Sequence[_Text], widths: Sequence[float]) -> float:
    """The lines of the whole table, and a little for every line of a cell beside a deeper one."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    return sum((max(row) + 0.05 * sum(row) for row in zip(*lines, strict=True)), 0.0)


def _fitted(columns: Sequence[_Text], room: float) -> list[float]:
    """Widths that go into a room: columns give way where it costs fewest lines. Where even the least widths do not go
    in, all are short alike, and words will be divided.
    """
    widths = [column.natural for column in columns]
    while sum(widths) > room:
        depth = _depth(columns, widths)
        found: tuple[float, int, float] | None = None
        for n, column in enumerate(columns):
            for step in column.steps:
                if step > widths[n] - 0.01:
                    continue
                # Lines for each point that is won, as far as points are wanted: what does not help far is dear.
                won = min(widths[n] - step, sum(widths) - room)
                price = (_depth(columns, [*widths[:n], step, *widths[n + 1 :]]) - depth) / won
                if found is None or price < found[0] - 1e-9:
                    found = (price, n, step)
        if found is None:
            short = room / sum(widths)
            return [width * short for width in widths]
        widths[found[1]] = found[2]
    return widths


def _spread(columns: Sequence[_Text], widths: list[float], gap: float, width: float) -> tuple[float, list[float]]:
    """What is left over: columns of figures become alike and the white wider, and columns of words take the rest."""
    spare = width - sum(widths) - gap * (len(columns) - 1)
    figures = [n for n, column in enumerate(columns) if column.numeric]
    widest = max((widths[n] for n in figures), default=0.0)
    more = sum(widest - widths[n] for n in figures)
    if 0 < more <= spare / 2:
        widths = [widest if n in figures else one for n, one in enumerate(widths)]
        spare -= more
    if len(columns) > 1:
        wider = min(WIDEST_GAP - gap, spare / 2 / (len(columns) - 1))
        gap, spare = gap + wider, spare - wider * (len(columns) - 1)
    # The last column ends where its words end: it needs no white after them.
    takers = [n for n, column in enumerate(columns) if not column.numeric and (n == 0 or n < len(columns) - 1)]
    total = sum(widths[n] for n in takers) or 1.0
    return gap, [one + spare * one / total if n in takers else one for n, one in enumerate(widths)]
