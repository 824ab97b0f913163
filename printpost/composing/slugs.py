"""Slugs: the short names by which the slicer knows what it cuts.

An item goes by its own name. The rest of a story has another, by where it begins, and so has a take after which
so many lines are to be left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from printpost.composing.galley import WHOLE, Start
from printpost.composing.slicing import Items


@dataclass(frozen=True, slots=True)
class Slug:
    """What a name stands for: an item from its start, or from a turn on; with a target it turns itself."""

    item: str
    start: Start = WHOLE
    target: float | None = None
    part: str = "whole"


class Slugs:
    """The names of one planner."""

    def __init__(self) -> None:
        self._known: dict[str, Slug] = {}

    def of(self, name: str) -> Slug:
        """What a name stands for: its item whole, if it is none of these."""
        return self._known.get(name) or Slug(name)

    def resumed(self, item: str, start: Start) -> str:
        """The name of the rest of an item from ``start`` on."""
        name = f"+{item}@{start.block}.{start.count or 0}.{start.line}"
        self._known.setdefault(name, Slug(item, start, None, "rest"))
        return name

    def turned(self, name: str, target: float) -> str:
        """The name of an item, or a rest, after whose take so many lines are to be left."""
        slug = self.of(name)
        turned = f"{name}>{target:.0f}"
        self._known.setdefault(
            turned, Slug(slug.item, slug.start, target, "middle" if slug.part == "rest" else "first")
        )
        return turned

    def with_turns(self, items: Iterable[str], targets: Mapping[str, float]) -> Items:
        """The items, those that turn with their targets."""
        return tuple(self.turned(name, targets[name]) if name in targets else name for name in items)
