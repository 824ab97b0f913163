"""The drawing: a page of the dummy sheet as text, for a terminal.

A page of plain values and a width in characters come in, lines of that width go out: every module in its place, with
its title, its level and length, and arrows where a story turns. The drawing is to scale across; down the page it
stretches where a shallow module needs room for its words. Nothing is decided or priced here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from printpost.composing.dummysheet import Inset, SheetFlag, SheetModule, SheetPage
from printpost.problems import printable

ROWS_IN_LINE = 2.0
"""Grid rows to a line of the drawing: a page then has about half the depth that it should have."""
LEAST_LINES = 2
"""Lines inside a module: one for its title, one for its figures."""
NARROWEST = 13
"""Characters that a column must have for two pages to stand side by side."""
BETWEEN = 2
LEADS = ("lead", "banner")
SHADE = "░"
NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
WALLS = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
"""The sign for every sum of directions in which a wall goes on."""
_TYPEWRITTEN = str.maketrans(WALLS + "×→←·…–▸█░“”", " |-+||++-+-+++++" + 'x></~->#:""')


@dataclass(frozen=True, slots=True)
class _Box:
    """A module on the drawing: its walls, in characters and lines from the page's top left corner."""

    left: int
    top: int
    right: int
    bottom: int


def draw_pages(pages: Sequence[SheetPage], columns: int, width: int) -> list[str]:
    """All pages, as many side by side as the width takes."""
    least = columns * NARROWEST + 1
    beside = min(max((width + BETWEEN) // (least + BETWEEN), 1), max(len(pages), 1))
    wide = (width - BETWEEN * (beside - 1)) // beside
    lines: list[str] = []
    for first in range(0, len(pages), beside):
        drawn = [draw_page(page, columns, wide) for page in pages[first : first + beside]]
        most = max(map(len, drawn))
        padded = [[*page, *[" " * wide] * (most - len(page))] for page in drawn]
        lines += [(" " * BETWEEN).join(row).rstrip() for row in zip(*padded, strict=True)]
        lines.append("")
    return lines[:-1]


def draw_page(page: SheetPage, columns: int, width: int) -> list[str]:
    """One page, every line ``width`` characters wide."""
    boxes = _boxes(page, columns, width)
    depth = max((box.bottom for box in boxes), default=1)
    walls = [[0] * width for _ in range(depth + 1)]
    for box in boxes:
        _wall(walls, box)
    drawn = [[WALLS[wall] for wall in line] for line in walls]
    for box, module in zip(boxes, page.modules, strict=True):
        for inset in module.insets:
            _shade(drawn, box, module, inset)
        text = _words(module, box.right - box.left - 3, box.bottom - box.top - 1)
        for line, words in enumerate(text):
            if words:
                _write(drawn[box.top + 1 + line], box.left + 1, f" {words} ")
    tops = {(box.left, module.row): box.top for box, module in zip(boxes, page.modules, strict=True)}
    for flag in page.flags:
        left = _at(flag.column - 1, columns, width)
        room = _at(flag.column - 1 + flag.span, columns, width) - left - 5
        top = tops.get((left, flag.row + flag.depth), 0)
        _write(drawn[top], left + 2, f" {cut(printable(flag.section).upper(), room)} ")
    caption = cut(f"Page {page.number} · {page.rows} rows · cost {page.cost:.2f}", width)
    return [caption + " " * (width - cell_len(caption)), *("".join(line) for line in drawn)]


def cut(text: str, width: int) -> str:
    """The text in so many characters, with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    kept = chop_cells(text, width - 1)[0] if width > 1 else ""
    return kept.rstrip(" ,·:;") + "…"


def wrapped(words: Iterable[str], width: int, joint: str = " ") -> list[str]:
    """Words in lines of so many characters; a word that is too long is cut."""
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + len(joint) + cell_len(word) <= width:
            lines[-1] += joint + word
        else:
            lines.append(cut(word, width))
    return lines


def typewritten(text: str) -> str:
    """The text with the signs of a typewriter for those of the drawing and of the tables."""
    return text.translate(_TYPEWRITTEN)


# -- where things stand


def _at(column: int, columns: int, width: int) -> int:
    return round(column * (width - 1) / columns)


def _boxes(page: SheetPage, columns: int, width: int) -> list[_Box]:
    """The boxes of the modules: walls stand where the next module begins, and every box has room for its words."""
    tops = [_top(module, page) for module in page.modules]
    bottoms = [_bottom(module, page) for module in page.modules]
    lines: dict[int, int] = {}
    shift = 0
    for row in sorted({*tops, *bottoms}):
        scaled = round((row - 1) / ROWS_IN_LINE)
        needed = [lines[top] + 1 + LEAST_LINES for top, bottom in zip(tops, bottoms, strict=True) if bottom == row]
        lines[row] = max([scaled + shift, *needed])
        shift = lines[row] - scaled
    return [
        _Box(
            _at(module.column - 1, columns, width),
            lines[top],
            _at(module.column - 1 + module.span, columns, width),
            lines[bottom],
        )
        for module, top, bottom in zip(page.modules, tops, bottoms, strict=True)
    ]


def _top(module: SheetModule, page: SheetPage) -> int:
    """The row of the wall over a module: that of its section's flag, if it stands under one."""
    for flag in page.flags:
        inside = flag.column <= module.column < flag.column + flag.span
        if inside and module.row == flag.row + flag.depth:
            return flag.row
    return module.row


def _bottom(module: SheetModule, page: SheetPage) -> int:
    """The row of the wall under a module: the first below it where another begins, or the foot of the page."""
    end = module.row + module.depth
    starts: list[tuple[SheetModule | SheetFlag, int]] = [(other, _top(other, page)) for other in page.modules]
    starts += [(flag, flag.row) for flag in page.flags]
    last = module.column + module.span
    below = [
        row for other, row in starts if row >= end and other.column < last and module.column < other.column + other.span
    ]
    return min(below, default=page.rows + 1)


def _wall(walls: list[list[int]], box: _Box) -> None:
    for x in range(box.left, box.right):
        for y in (box.top, box.bottom):
            walls[y][x] |= EAST
            walls[y][x + 1] |= WEST
    for y in range(box.top, box.bottom):
        for x in (box.left, box.right):
            walls[y][x] |= SOUTH
            walls[y + 1][x] |= NORTH


def _shade(drawn: list[list[str]], box: _Box, module: SheetModule, inset: Inset) -> None:
    """Shade the place of an inset in its module, with its kind in the middle."""
    wide, deep = box.right - box.left, box.bottom - box.top
    left = box.left + _at(inset.leg - 1, module.span, wide + 1) + 1
    right = box.left + _at(inset.leg - 1 + inset.legs, module.span, wide + 1)
    top = box.top + round((inset.row - 1) * deep / module.depth) + 1
    bottom = min(max(box.top + round((inset.row - 1 + inset.depth) * deep / module.depth), top + 1), box.bottom)
    for y in range(top, bottom):
        drawn[y][left:right] = SHADE * (right - left)
    label = cut(f" {inset.kind} ", right - left)
    if bottom > top:
        _write(drawn[(top + bottom - 1) // 2], left + (right - left - len(label)) // 2, label)


def _write(line: list[str], at: int, words: str) -> None:
    """Put words in a line, one sign to a cell; a wide one takes the next cell, too."""
    for sign in words:
        cells = cell_len(sign)
        if cells == 0:
            line[at - 1] += sign
            continue
        line[at] = sign
        if cells == 2:
            line[at + 1] = ""
        at += cells


# -- what they say


def _words(module: SheetModule, width: int, lines: int) -> list[str]:
    """What is written in a box: title, figures, and at the foot where the story goes on; fewer if there is no room."""
    title = printable(module.short if module.from_page and module.short else module.title)
    if module.level in LEADS:
        title = title.upper()
    if module.from_page:
        title = f"← p. {module.from_page} {title}"
    arrow = f"{module.carried} lines → p. {module.to_page}" if module.to_page else ""
    figures = [f"{module.span} × {module.depth}"]
    if module.lines:
        figures = [module.level or "", *figures, f"{module.lines} lines"]
    figures.append(f"cost {module.cost:.1f}")
    if not module.lines:
        figures.insert(0, module.kind)
    foot = [cut(arrow, width)] if arrow and lines > LEAST_LINES else []
    if arrow and not foot:
        figures.insert(0, f"→ p. {module.to_page}")
    room = lines - len(foot)
    told = wrapped(figures, width, " · ")[: max(room - 1, 0)]
    heading = wrapped(title.split(), width)
    if len(heading) > room - len(told):
        heading = heading[: max(room - len(told), 1)]
        heading[-1] = cut(heading[-1] + "…", width) if cell_len(heading[-1]) < width else cut(heading[-1] + "..", width)
    text = [*heading, *told]
    blank = [""] * (room - len(text)) if foot else []
    return [*text, *blank, *(" " * (width - cell_len(line)) + line for line in foot)]
