"""Fits: the sizes and leadings at which an issue may be set.

A layout comes in, its sizes go out in order. Nothing is measured or set here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from printpost.composing.layout import Layout

SIZE_STEP = 0.1
LEADING_STEP = 0.01
APART = 0.06
"""Points by which the size of copy gives way where something else has it."""
SHARES = (1.0, 0.978, 0.956, 1.044)
"""The sizes of text in panels, of the layout's, as the style sheets have them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The text size and leading of an issue, in points."""

    size: float
    leading: float


def normal_fit(layout: Layout) -> Fit:
    """The layout's own size."""
    return fit_at(layout, layout.text.size, layout.text.leading)


def fit_at(layout: Layout, size: float, leading: float) -> Fit:
    """A text size in points, with leading as a multiple of it.

    Copy keeps to the grid; what stands in panels does not, and decks have a leading of their own: so that none of them
    is taken for copy, their type should not be of its size to a tenth of a point, and copy gives way a little. Where
    characters fill squares, the size is the nearest of which a whole number fills the measure.
    """
    panels = layout.panels
    others = {
        round(other, 1)
        for other in (
            *(panels.text * share for share in SHARES),
            panels.notice,
            panels.index,
            panels.title,
            *(head.deck_size for head in layout.heads.values()),
        )
    }
    squares = _squares(layout)
    if squares:
        size = min(squares, key=lambda square: abs(square - size))
    # A square too many would be worse than a hair of white.
    for more in (0.0, -APART, -2 * APART) if squares else (0.0, APART, -APART, 2 * APART, -2 * APART):
        given = round(size + more, 2)
        if round(given, 1) not in others and layout.text.smallest <= given <= layout.text.largest:
            size = given
            break
    return Fit(round(size, 2), round(size * leading, 2))


def all_fits(layout: Layout) -> list[Fit]:
    """Every size and leading that the layout allows, from the tightest to the most open.

    From the layout's own size the leading gives way first, then the size.
    """
    pairs = _pairs_in_squares(layout) if _squares(layout) else _pairs(layout)
    return list(dict.fromkeys(fit_at(layout, size, ratio) for size, ratio in pairs))


def _squares(layout: Layout) -> list[float]:
    """The sizes of which a whole number fills the measure, the largest first; none where the copy wants none."""
    text = layout.text
    if not text.squares:
        return []
    counts = range(math.ceil(layout.measure / text.largest), math.floor(layout.measure / text.smallest) + 1)
    return [math.floor(100 * layout.measure / count) / 100 for count in counts]


def _pairs(layout: Layout) -> Iterator[tuple[float, float]]:
    text = layout.text
    pairs = [(text.size, text.leading)]
    ratio, size = text.leading, text.size
    while ratio - LEADING_STEP >= text.least_leading - 1e-9:
        ratio -= LEADING_STEP
        pairs.insert(0, (size, ratio))
    while size - SIZE_STEP >= text.smallest - 1e-9:
        size -= SIZE_STEP
        pairs.insert(0, (size, ratio))
    ratio, size = text.leading, text.size
    while ratio + LEADING_STEP <= text.most_leading + 1e-9:
        ratio += LEADING_STEP
        pairs.append((size, ratio))
    while size + SIZE_STEP <= text.largest + 1e-9:
        size += SIZE_STEP
        pairs.append((size, ratio))
    yield from pairs


def _pairs_in_squares(layout: Layout) -> list[tuple[float, float]]:
    """Few sizes fill the measure with whole characters: so a smaller one takes the leading down again, and a larger one
    up, from the layout's own.
    """
    text = layout.text
    normal = normal_fit(layout).size
    found = []
    for size in _squares(layout):
        near = abs(size - normal) <= 2 * APART
        least = text.least_leading if near or size < normal else text.leading
        most = text.most_leading if near or size > normal else text.leading
        down = math.floor((text.leading - least) / LEADING_STEP + 1e-6)
        up = math.floor((most - text.leading) / LEADING_STEP + 1e-6)
        found += [(size, text.leading + LEADING_STEP * step) for step in range(-down, up + 1)]
    # By the room that a character takes.
    return sorted(found, key=lambda pair: pair[0] ** 2 * pair[1])
