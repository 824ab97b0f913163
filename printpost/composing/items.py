"""Items: the stories, panels and groups of an issue as make-up sees them. Plain values.

Depths come in as points, cast off in the layout's own templates; copy as galleys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from printpost.composing.galley import Galley
from printpost.composing.slicing import Items


@dataclass(frozen=True, slots=True)
class Level:
    """A headline level that a story may have, with its cost."""

    name: str
    cost: float


@dataclass(frozen=True)
class Story:
    """A story. ``heads`` are depths in points by level and span (level 'turn' for the rest after a turn), with the
    white between head and copy; ``facts`` (from the white over them to their last baseline) and ``quote`` are depths in
    points, ``art`` those of a picture with its cutline by span.
    """

    name: str
    galley: Galley
    rank: int
    levels: tuple[Level, ...]
    spans: Mapping[str, tuple[int, ...]]
    heads: Mapping[tuple[str, int], float]
    facts: float | None = None
    quote: float | None = None
    art: Mapping[int, float] | None = None
    byline: float | None = None
    """Points from the first to the last baseline of a byline that may stand over the first leg."""
    empty: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """Cells of white beside the lines of a head, by level and span."""
    holes: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """Cells of the largest rectangle of white beside them."""
    usual: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    may_turn: bool = True
    page: int | None = None
    movable: bool = False
    must_turn: bool = False
    must_span: int | None = None
    """The columns that it must take, until it turns."""


@dataclass(frozen=True)
class Panel:
    """A panel: natural depth in points by span, in how many gaps and by how many points each it may be opened out, and
    how far (points) it may be cropped or grown, all by span: a list has fewer gaps in legs than in one column.
    ``grown_cell`` is what every cell costs by which it grows; ``short`` are by span the cells that stay white at the
    foot of a leg in any case.
    """

    name: str
    depths: Mapping[int, float]
    gaps: Mapping[int, int]
    most_opened: Mapping[int, float]
    shrink: Mapping[int, float] = field(default_factory=dict)
    growth: Mapping[int, float] = field(default_factory=dict)
    grown_cell: float = 0.0
    page: int | None = None
    movable: bool = True
    cost: Mapping[int, float] = field(default_factory=dict)
    short: Mapping[int, float] = field(default_factory=dict)
    pinned: bool = False
    house: bool = False
    """Whether it is the house's own, which fills."""


@dataclass(frozen=True)
class Group:
    """Items that stand together: stories of one section under its flag or, without one, a package that `with` made."""

    name: str
    section: str | None
    items: Items
    page: int | None = None
    movable: bool = False


Item = Story | Panel | Group


def levels_for(rank: int, words: int) -> tuple[Level, ...]:
    """The levels that a story of a rank and length may have, best first.

    The lead has its own; the next stories of some length are features; short ones briefs. A step down costs a little.
    """
    if rank == 1:
        return (
            Level("lead", 0.0),
            Level("banner", 0.0),
            Level("feature", 45.0),
            Level("secondary", 90.0),
            Level("brief", 120.0),
        )
    if words >= 170 or rank == 2:
        return (Level("feature", 0.0), Level("secondary", 1.6), Level("brief", 9.0))
    if words >= 80:
        return (Level("secondary", 0.0), Level("brief", 1.3), Level("feature", 2.6))
    if words >= 55:
        return (Level("secondary", 0.0), Level("brief", 1.3))
    return (Level("brief", 0.0), Level("secondary", 1.5))
