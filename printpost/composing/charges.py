"""Charges: the names of all that a page plan may cost, and bills made up of them.

The cost functions of make-up (``pricing``, ``matter``, ``slicing``, ``galley``, ``planner``) name what they charge for
with the keys below, and ``accounts`` adds the bills up. Nothing is priced here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Bill = tuple[tuple[str, float], ...]
"""Charges with their costs; a charge may stand in it more than once."""

PARTS: Mapping[str, str] = {
    "head": "head of another level",
    "unusual": "unusual span",
    "bare": "white beside the head",
    "hole": "hole beside and under the head",
    "insets": "place and crop of insets",
    "span": "span that suits it less",
    "shallow": "legs too shallow",
    "tall": "legs too tall",
    "dwarfed": "picture large for its copy",
    "white": "white under the legs",
    "lines": "lines taken long or short",
    "turn": "turn",
    "carried": "length carried over",
    "opened": "panel opened out",
    "crop": "picture cropped or grown",
    "feet": "white at the feet of legs",
    "widows": "widows and orphans",
    "hyphens": "hyphens at the feet of legs",
    "empty": "cells that hold nothing",
    "beside": "cuts down the page",
    "tombstone": "heads alike side by side",
    "outshone": "head that outshines a higher one",
    "topped": "panel over the page's stories",
    "gap": "wider gaps",
    "moved": "items out of their order",
    "waits": "rest that waits for a later page",
    "filler": "filler called in",
    "unexplained": "not explained",
}
"""Every charge by its key, as an editor reads it. Keys are stable: ``printpost plan --json`` prints them."""


def total(bill: Iterable[tuple[str, float]]) -> float:
    """What a bill comes to."""
    return sum([cost for _, cost in bill])


def gathered(bill: Iterable[tuple[str, float]], *, least: float = 1e-6) -> dict[str, float]:
    """A bill with one entry for each charge, without those that come to nothing."""
    found: dict[str, float] = {}
    for part, cost in bill:
        found[part] = found.get(part, 0.0) + cost
    return {part: cost for part, cost in found.items() if abs(cost) > least}
