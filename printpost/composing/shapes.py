"""Shapes: what an item of an issue may look like, in every span and at every depth that it may take.

For make-up an item is only an array of costs by depth in grid rows (infinite where it cannot be done) and, for every
depth, the setting that gives it. Where copy and insets then stand in a module is worked out here, too; what costs how
much is decided in ``pricing``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from printpost.composing.charges import Bill

Costs = NDArray[np.float64]

LEAST_IN_LEG = 3
"""Rows of copy that a part of a leg has at least."""


class InsetShape(NamedTuple):
    """An inset of a story: over ``span`` legs from ``leg``, ``depth`` rows deep with its own white."""

    key: str
    kind: Literal["facts", "quote", "art", "byline"]
    leg: int
    span: int
    depth: int
    where: Literal["head", "middle", "foot"]


class PlacedInset(NamedTuple):
    """An inset with its first row, from the module's top."""

    inset: InsetShape
    row: int


class Setting(NamedTuple):
    """One way to set an item: the level and rows of its head, its insets, and rows kept free for a jump line."""

    level: str = ""
    head: int = 0
    insets: tuple[InsetShape, ...] = ()
    jump: int = 0
    opened: float = 0.0
    """Points by which each gap of a panel is opened out."""
    grown: float = 0.0
    """Points by which a code or a picture is deeper than its natural size."""
    part: str = "whole"
    natural: float = 0.0
    bill: Bill = ()
    """What the setting costs at any depth."""
    abreast: int = 0
    """Columns that the head takes where art stands beside it; 0 where it takes all."""


class Frame(NamedTuple):
    """Rows of a leg that take copy, from ``row`` of the module."""

    leg: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Shape:
    """An item in one span: cost by depth, which of the settings gives it, and what a setting is made of at a depth
    (without its own bill). ``every`` gives the costs of all settings at a depth; ``grown_cell`` is what each cell costs
    by which it grows.
    """

    cost: Costs
    choice: NDArray[np.intp]
    settings: tuple[Setting, ...]
    made_of: Callable[[int, int], Mapping[str, float]] = field(default=lambda *_: {}, compare=False)
    every: Callable[[int], Costs] | None = field(default=None, compare=False)
    grown_cell: float = 0.0

    def at(self, depth: int) -> Setting:
        """The setting chosen at a depth."""
        return self.settings[int(self.choice[depth])]

    def bill(self, depth: int, setting: Setting | None = None) -> Bill:
        """What the cost at a depth is made of, in the setting that is chosen or in another of the shape's."""
        way = int(self.choice[depth])
        if setting is not None and setting is not self.settings[way]:
            way = self.settings.index(setting)
        return (*self.settings[way].bill, *self.made_of(way, depth).items())

    def with_other_heads(self, depth: int) -> dict[str, tuple[Setting, float]]:
        """The best setting at a depth with each other level of head, and how much dearer it is than the one chosen."""
        if self.every is None:
            return {}
        costs, chosen = self.every(depth), int(self.choice[depth])
        found: dict[str, tuple[Setting, float]] = {}
        for way in np.argsort(costs, kind="stable").tolist():
            setting, more = self.settings[way], float(costs[way] - costs[chosen])
            if not np.isfinite(costs[way]):
                break
            if setting.level != self.settings[chosen].level:
                found.setdefault(setting.level, (setting, more))
        return found

    def dearer(self, depth: int, more: float) -> Shape:
        """The shape that costs so much more at a depth."""
        cost = self.cost.copy()
        cost[depth] += more
        return replace(self, cost=cost)

    @property
    def least(self) -> int:
        """The least depth that can be had."""
        finite = np.flatnonzero(np.isfinite(self.cost))
        return int(finite[0]) if len(finite) else len(self.cost)


def arrange(span: int, depth: int, setting: Setting) -> tuple[tuple[Frame, ...], tuple[PlacedInset, ...]] | None:
    """The frames of copy and the places of the insets in a module. None where they do not go in."""
    frames: list[Frame] = []
    placed: dict[str, PlacedInset] = {}
    for leg in range(span):
        top = setting.head if leg < (setting.abreast or span) else 0
        bottom = depth - (setting.jump if leg == span - 1 else 0)
        cuts: list[InsetShape] = []
        for inset in setting.insets:
            if not inset.leg <= leg < inset.leg + inset.span:
                continue
            if inset.where == "head":
                placed[inset.key] = PlacedInset(inset, top)
                top += inset.depth
            elif inset.where == "foot":
                bottom -= inset.depth
                placed[inset.key] = PlacedInset(inset, bottom)
            else:
                cuts.append(inset)
        if bottom < top:
            return None
        for inset in cuts:
            room = bottom - top - inset.depth
            if room < 2 * LEAST_IN_LEG + 2:
                return None
            upper = max(LEAST_IN_LEG, round(room * 0.45))
            placed[inset.key] = PlacedInset(inset, top + upper)
            frames.append(Frame(leg, top, upper))
            top += upper + inset.depth
        if bottom - top:
            if bottom - top < LEAST_IN_LEG:
                return None
            frames.append(Frame(leg, top, bottom - top))
    return tuple(frames), tuple(placed.values())
