"""Any layout at any trim: columns, margins and heads follow the page, the text keeps the size that is read well.

A layout and a trim size come in, a layout goes out. The measure stays as near to the layout's own as whole columns
allow, so copy looks as it did; what makes a page's scale (the nameplate, the lead's head) grows or shrinks with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from printpost.composing.layout import HeadType, Layout, Legs, Margins, Trim

MOST_COLUMNS = 8
_GROWTH = {"banner": 0.6, "lead": 0.5, "feature": 0.35, "secondary": 0.15, "brief": 0.1}
"""How much of the page's growth a head takes part in, as a power of the ratio of type widths."""
_SPREAD = {"banner": 1.0, "lead": 1.0, "feature": 0.5, "secondary": 0.0, "brief": 0.0}
"""How much of the growth in columns the spans of a head take part in, as a power of the ratio of columns."""
_DECK = 0.5
"""A deck takes part in this share of its head's growth."""
_MARGINS = 0.5
_LINES = 0.3
"""The lines around the nameplate and the folios grow a little on a larger page, and stay legible on a smaller one."""


def at_trim(layout: Layout, width: float, height: float) -> Layout:
    """The layout on a page of another size (millimetres)."""
    trim, own = Trim(width=width, height=height), layout.trim
    if trim == own:
        return layout
    margins = Margins(
        top=_scaled(layout.margins.top, height / own.height, _MARGINS),
        bottom=_scaled(layout.margins.bottom, height / own.height, _MARGINS),
        left=_scaled(layout.margins.left, width / own.width, _MARGINS),
        right=_scaled(layout.margins.right, width / own.width, _MARGINS),
    )
    room = width - margins.left - margins.right
    measure = (own.width - layout.margins.left - layout.margins.right + layout.gutter) / layout.columns - layout.gutter
    columns = _columns(room, layout.gutter, measure)
    growth = room / (own.width - layout.margins.left - layout.margins.right)
    changes: dict[str, object] = {
        "trim": trim,
        "margins": margins,
        "columns": columns,
        "heads": {level: _head(level, head, growth, layout.columns, columns) for level, head in layout.heads.items()},
        "nameplate": layout.nameplate.model_copy(
            update={
                "largest": round(layout.nameplate.largest * growth, 1),
                "lines": _scaled(layout.nameplate.lines, max(growth, 1.0), _LINES),
            }
        ),
        "panel_spans": _panel_spans(layout.panel_spans, layout.columns, columns),
        "legs": _legs(layout.legs, height / own.height),
    }
    return layout.model_copy(update=changes)


def _scaled(length: float, ratio: float, power: float) -> float:
    return round(float(length * ratio**power), 2)


def _columns(room: float, gutter: float, measure: float) -> int:
    """The number of columns whose measure is nearest to the one wanted, as a ratio."""

    def off(count: int) -> float:
        found = (room - (count - 1) * gutter) / count
        return abs(math.log(found / measure)) if found > 0 else math.inf

    return min(range(1, MOST_COLUMNS + 1), key=off)


def _head(level: str, head: HeadType, growth: float, before: int, after: int) -> HeadType:
    power = _GROWTH[level]
    # A head that wants more than one column wants it on any page that has them.
    least = min(2 if min(head.spans) > 1 else 1, after)
    ends = [min(max(round(span * (after / before) ** _SPREAD[level]), least), after) for span in head.spans]
    spans = range(min(ends), max(ends) + 1)
    return head.model_copy(
        update={
            "size": _scaled(head.size, growth, power),
            "deck_size": _scaled(head.deck_size, growth, power * _DECK),
            "deck_leading": _scaled(head.deck_leading, growth, power * _DECK),
            "spans": tuple(spans),
        }
    )


def _panel_spans(spans: Mapping[str, tuple[int, ...]], before: int, after: int) -> dict[str, tuple[int, ...]]:
    """A panel that might take the whole width still may; the others keep to so many columns as there are."""
    return {
        kind: tuple(range(1, after + 1))
        if max(found) == before > 1
        else tuple(s for s in found if s <= after) or (after,)
        for kind, found in spans.items()
    }


def _legs(legs: Legs, ratio: float) -> Legs:
    return legs.model_copy(update={"tall": max(round(legs.tall * ratio**0.5), legs.shallow + 8)})
