"""Facts: labels and figures side by side, in lines that never leave their column.

Rows, a width and two settings come in; lines of both go out. Every row is set for itself, since nothing divides labels
from figures but white. A figure stands beside its label's first line where it can, in several lines where that keeps
the label whole, and under the label where even that does not. A word is divided only where it is wider than the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from printpost.composing.heads import Setting, break_head
from printpost.composing.kinsoku import unbroken

GAP = 6.5
"""White between a label and its figure, in points."""
FEWER = (1.0, 0.66, 0.6, 0.5, 0.4)
"""Widths that figures are tried at, as shares of their own width and of the column's."""
BROKEN, LOWER = 0.5, 0.8
"""What a further line of a figure weighs beside the depth of its row, in lines, and what each line that it stands lower
does.
"""
_BLANK = "\N{NO-BREAK SPACE}"
"""A line of nothing over a figure that stands lower than its label."""

Lines = tuple[str, ...]


def fact_lines(
    rows: Mapping[str, str], width: float, label: Setting, bold: Setting, language: str
) -> list[tuple[Lines, Lines]]:
    """The lines of each label and of its figure, in so many points: for each row the way that is least deep."""
    return [_row(name, figure, width, label, bold, language) for name, figure in rows.items()]


def _row(name: str, figure: str, width: float, label: Setting, bold: Setting, language: str) -> tuple[Lines, Lines]:
    ways: list[tuple[float, Lines, Lines]] = []
    own = bold.width(figure)
    limits = {min(limit * share, width) for limit in (own, width) for share in FEWER} | {_widest(figure, bold)}
    for figures in _broken(figure, limits, width, bold, language):
        beside = width - GAP - max(map(bold.width, figures))
        for names in _broken(name, {width, beside}, width, label, language):
            lower = next(n for n in range(len(names) + 1) if _clear(names[n:], figures, width, label, bold))
            depth = max(len(names), lower + len(figures))
            price = depth + (len(figures) - 1) * BROKEN + lower * LOWER
            ways.append((price, names, (_BLANK,) * lower + figures))
    _, names, figures = min(ways, key=lambda way: way[0])
    return names, figures


def _broken(text: str, limits: set[float], width: float, setting: Setting, language: str) -> Iterator[Lines]:
    """The ways to break a text within some widths, the widest first. None of them divides a word that goes into the
    column.
    """
    seen: set[Lines] = set()
    least = min(_widest(text, setting), width)
    for limit in sorted({min(limit, width) for limit in limits}, reverse=True):
        if limit < least - 0.01:
            continue
        lines = break_head(text, setting, limit + 0.01, language=language, force=True) or (text,)
        if lines not in seen:
            seen.add(lines)
            yield lines


def _widest(text: str, setting: Setting) -> float:
    return max((setting.width(word) for word in unbroken(text)), default=0.0)


def _clear(names: Lines, figures: Lines, width: float, label: Setting, bold: Setting) -> bool:
    """Whether figures stand clear of the lines that they are beside."""
    return all(
        label.width(name) + GAP + bold.width(figure) <= width + 0.02
        for name, figure in zip(names, figures, strict=False)
    )
