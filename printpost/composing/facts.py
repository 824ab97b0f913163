"""Facts: labels and figures side by side, in lines that never leave their column.

Rows, a width and two settings come in; lines of both go out. Figures take their natural width up to a share of it;
beyond that they go into several lines. A label has the rest: its lines are even, and a word that is wider is divided.
"""

from __future__ import annotations

from collections.abc import Mapping

from printpost.composing.heads import Setting, break_head
from printpost.composing.kinsoku import unbroken

FIGURES, WIDEST_FIGURES = 0.6, 0.8
"""The share of the width that figures may take, and where a figure is one long word."""
GAP = 6.5
"""White between a label and its figure, in points."""
IN_TWO = 0.66
"""The share of its width that a figure in two lines takes, about."""
BROKEN = 1.5
"""What a further line of a figure weighs against a line of a label."""

Lines = tuple[str, ...]


def fact_lines(
    rows: Mapping[str, str], width: float, label: Setting, bold: Setting, language: str
) -> list[tuple[Lines, Lines]]:
    """The lines of each label and of its figure, in so many points: the way that is least deep."""
    word = max(bold.width(word) for figure in rows.values() for word in unbroken(figure))
    most = min(max(width * FIGURES, word), width * WIDEST_FIGURES)
    # One long figure in two lines may spare many labels a second one.
    widths = {bold.width(figure) * share for figure in rows.values() for share in (1, IN_TWO)}
    limits = sorted({most, min(word, most), *(one for one in widths if word <= one <= most)}, reverse=True)
    ways = [_side_by_side(rows, width, label, bold, language, limit) for limit in limits]
    return min(ways, key=lambda way: sum(max(len(name), 1 + (len(figure) - 1) * BROKEN) for name, figure in way))


def _side_by_side(
    rows: Mapping[str, str], width: float, label: Setting, bold: Setting, language: str, most: float
) -> list[tuple[Lines, Lines]]:
    """The lines where no figure is wider than so much."""
    figures = [break_head(figure, bold, most, language=language, force=True) or () for figure in rows.values()]
    room = width - max(bold.width(line) for lines in figures for line in lines) - GAP
    labels = [break_head(name, label, room, language=language, force=True) or () for name in rows]
    return list(zip(labels, figures, strict=True))
