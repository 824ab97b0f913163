"""Panel widths: the least width at which a panel's words go into their places.

A panel, a layout and its type case come in; points go out. Nothing is rendered.
"""

from __future__ import annotations

from printpost.composing.fonts import Case, Face
from printpost.composing.kinsoku import unbroken
from printpost.composing.layout import Layout
from printpost.newsroom.issue import ListPanel, Table, Trending

NARROW = 1.02
"""What a word in a panel must have to spare, of its width, to be called narrow enough for its place."""
CELL_PADDING, SPARK, NUMERAL = 10.0, 40.0, 17.0
"""White between two cells of a table, a sparkline's width and that of a list's numeral, in points."""


def narrowest(block: object, layout: Layout, case: Case) -> float:
    """The least width in points at which no word of a panel is wider than its place."""
    text = case.face(layout.text.families[0])
    small = case.face(layout.small_families[0], 700)
    brief, panels = layout.heads["brief"], layout.panels
    display = case.face(brief.families[0], brief.weight)
    size, head_size, title_size = panels.text * NARROW, panels.head * NARROW, panels.title * NARROW

    def widest(face: Face, em: float, *texts: str | None) -> float:
        return max((face.width(word) * em for entry in texts for word in unbroken(entry or "")), default=0.0)

    if isinstance(block, Table):
        widths = [
            max(widest(small, head_size, head), widest(text, size, *(row[n] for row in block.rows)))
            for n, head in enumerate(block.columns)
        ]
        return sum(widths) + CELL_PADDING * (len(widths) - 1)
    if isinstance(block, Trending):
        rows = block.rows
        figures = [
            max((small.width(cell) * size for cell in cells if cell), default=0.0)
            for cells in ([row.figure for row in rows], [f"▲ {row.change}" for row in rows if row.change])
        ]
        name = widest(text, size, *(row.name for row in rows), *(row.text for row in rows))
        spark = SPARK if any(row.trend for row in rows) else 0.0
        return name + spark + sum(figures) + 3 * CELL_PADDING
    if isinstance(block, ListPanel):
        title = widest(display, title_size, *(item.title for item in block.items))
        return max(title, widest(text, size, *(item.text for item in block.items))) + NUMERAL * block.numbered
    return 0.0
