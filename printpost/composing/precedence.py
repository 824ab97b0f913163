"""Precedence: what shows on a page which story comes first, and what hides it.

The takes of a page come in; out goes what it costs that heads do not show the rank of their stories, that two of one
size stand side by side, and that a panel stands where a page should begin with a story.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from printpost.composing.dummy import Take
from printpost.composing.items import Panel, Story
from printpost.composing.matter import TOMBSTONE, Matter

LEVELS = ("banner", "lead", "feature", "secondary", "brief")
"""Levels of heads, the largest first."""
OUTSHONE, INVERTED = 12.0, 2.5
"""Cost of a head that is larger than the lead's, and of one that is larger than that of another higher story."""
TOPPED = 2.0
"""Cost of a panel that is no picture across the top of a page, over its stories; and of a filler at the head of any
column.
"""


RULED_ALONE = 40.0
"""Cost of a page that has nothing but ruled lines for notes."""


def by_rank(matter: Matter, takes: Sequence[Take]) -> Iterator[tuple[str, float]]:
    """The cost of heads that do not show the rank of their stories, and of two of one size side by side."""
    for one, other in itertools.combinations([take for take in takes if take.setting.level in LEVELS], 2):
        yield from as_pair(matter, one, other)


def as_pair(matter: Matter, one: Take, other: Take) -> Iterator[tuple[str, float]]:
    """The same for two heads."""
    first, second = (one, other) if _rank(matter, one) <= _rank(matter, other) else (other, one)
    if LEVELS.index(second.setting.level) < LEVELS.index(first.setting.level):
        yield "outshone", OUTSHONE if _rank(matter, first) == 1 else INVERTED
    if _alike(one, other):
        yield "tombstone", TOMBSTONE


def topped(matter: Matter, takes: Sequence[Take]) -> Iterator[tuple[str, float]]:
    """The cost of a panel where a page should begin with a story, or of ruled lines where there should be matter."""
    if all(matter.grown_cell(take.item) for take in takes):
        yield "topped", RULED_ALONE
    for take in takes:
        item, module = matter[take.item], take.module
        if not isinstance(item, Panel) or module.row or not any(other.filled for other in takes):
            continue
        if item.house or (module.span == matter.columns > 1 and not item.shrink):
            yield "topped", TOPPED


def _rank(matter: Matter, take: Take) -> int:
    item = matter[take.item]
    return item.rank if isinstance(item, Story) else 0


def _alike(one: Take, other: Take) -> bool:
    """Whether two heads of one size begin side by side at one height: a tombstone."""
    apart = one.module.column + one.module.span <= other.module.column or (
        other.module.column + other.module.span <= one.module.column
    )
    level = one.setting.level
    return level in LEVELS and apart and one.module.row == other.module.row and level == other.setting.level
