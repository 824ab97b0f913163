"""Insets: where facts, a pull quote, art and a byline may stand in the legs of a story, and what that costs.

Depths in points come in; insets of whole rows go out, in all the ways that they may be placed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from printpost.composing.items import Story
from printpost.composing.shapes import InsetShape

INSET_AIR = {"foot": 0.0, "middle": 0.66, "head": 0.5}
"""Rows that an inset needs beyond its own depth, by where it stands in its leg; at the foot its depth has the white."""
UNDER_BYLINE = 2
"""Rows from the last baseline of a byline in the first leg to the copy's first."""
OPENED_INSET, ASIDE = 0.5, 0.8
"""Cost of a row by which an inset is opened out, and of facts that do not stand in the last leg."""
CROPPED, GROWN = 0.18, 0.12
"""The share of its depth that a picture in a story may lose, and win, by another crop."""
CROP = 0.14
"""Cost of a row of it."""

Placing = tuple[tuple[InsetShape, ...], float]
"""The insets of a story in their places, and what that costs."""


def ways_to_place(item: Story, span: int, leading: float) -> list[Placing]:
    """The ways to place a story's insets in so many legs; one way, without any, where it has none."""
    ways = []
    if item.art:
        ways.append(_art(item.art, span, leading))
    if item.facts is not None:
        ways.append(_facts(_rows(item.facts, "foot", leading), span, with_art=bool(item.art)))
    if item.quote is not None:
        leg = (span - 1) // 2 if item.facts is not None or span > 2 else span // 2
        ways.append(_quote(_rows(item.quote, "middle", leading), _rows(item.quote, "head", leading), leg))
    return [
        (tuple(inset for inset, _ in chosen), sum(cost for _, cost in chosen)) for chosen in itertools.product(*ways)
    ]


def with_byline(ways: Sequence[Placing], depth: float, leading: float) -> list[Placing]:
    """The ways with a byline, so many points from its first baseline to its last, over all but art in the first leg."""
    byline = InsetShape("byline", "byline", 0, 1, math.ceil(depth / leading - 0.05) + UNDER_BYLINE, "head")
    return [(_under_art(byline, insets), cost) for insets, cost in ways]


def _rows(depth: float, where: str, leading: float) -> int:
    return math.ceil(depth / leading + INSET_AIR[where] - 0.003)


def _art(depths: Mapping[int, float], span: int, leading: float) -> list[tuple[InsetShape, float]]:
    """Art over some of the legs, the last of them among these, in all its crops."""
    found = []
    # One column of many is little for a picture, but some are good for no more.
    wider = any(1 < wide <= span for wide in depths)
    for wide in range(1, span + 1):
        if wide not in depths or (wide == 1 and span > 2 and wider):
            continue
        rows = math.ceil(depths[wide] / leading + 0.5)
        for crop in range(-int(rows * CROPPED), int(rows * GROWN) + 1):
            cost = CROP * abs(crop) + (0.5 if wide == span and span >= 3 else 0.0) + (0.8 if wide == 1 < span else 0)
            found.append((InsetShape("art", "art", span - wide, wide, rows + crop, "head"), cost))
    return found


def _facts(depth: int, span: int, *, with_art: bool) -> list[tuple[InsetShape, float]]:
    """Facts at the foot of the last leg or, since that may have no room under art, of the one before."""
    legs = ((span - 1, 0.0), (span - 2, ASIDE)) if with_art and span > 1 else ((span - 1, 0.0),)
    return [
        (InsetShape("facts", "facts", leg, 1, depth + more, "foot"), aside + more * OPENED_INSET)
        for leg, aside in legs
        for more in (0, 1)
    ]


def _quote(middle: int, head: int, leg: int) -> list[tuple[InsetShape, float]]:
    """A pull quote in a leg, with copy over and under it or at its head, so many rows deep."""
    return [
        way
        for more in (0, 1)
        for way in (
            (InsetShape("quote", "quote", leg, 1, middle + more, "middle"), more * OPENED_INSET),
            (InsetShape("quote", "quote", leg, 1, head + more, "head"), 0.9 + more * OPENED_INSET),
        )
    ]


def _under_art(byline: InsetShape, insets: Sequence[InsetShape]) -> tuple[InsetShape, ...]:
    art = tuple(inset for inset in insets if inset.kind == "art")
    return (*art, byline, *(inset for inset in insets if inset.kind != "art"))


def beside_head(insets: Sequence[InsetShape], wide: int, span: int, *, copy: bool) -> bool:
    """Whether what stands beside a head may stand there: art that takes all columns or, where ``copy`` may stand there,
    no art that begins under the head.
    """
    art = [inset for inset in insets if inset.kind == "art"]
    if not copy:
        return any(takes_all(inset, wide, span) for inset in art)
    return not any(inset.leg < wide < inset.leg + inset.span for inset in art)


def takes_all(inset: InsetShape, wide: int, span: int) -> bool:
    """Whether an inset takes all columns beside a head."""
    return inset.kind == "art" and inset.leg == wide and inset.span == span - wide
