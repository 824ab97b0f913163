"""The dummy: which item stands on which page, in what rectangle, and which story turns.

Plain values: ``planner`` makes them, markup and the dummy sheet read them.
"""

from __future__ import annotations

from dataclasses import dataclass

from printpost.composing.galley import Filled
from printpost.composing.shapes import Frame, PlacedInset, Setting
from printpost.composing.slicing import Cut, Module


@dataclass(frozen=True, slots=True)
class Take:
    """A module with what it holds. ``part`` is whole, first, middle or rest: a story that turns has a first take and
    a rest; only one that is longer than a page has takes in the middle.
    """

    item: str
    part: str
    module: Module
    setting: Setting
    frames: tuple[Frame, ...] = ()
    insets: tuple[PlacedInset, ...] = ()
    filled: Filled | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A section's flag over the modules of its group."""

    section: str
    module: Module


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its takes in reading order, the cuts between them, its flags, and what the plan cost."""

    takes: tuple[Take, ...]
    cuts: tuple[Cut, ...]
    flags: tuple[Flag, ...]
    cost: float
    rows: int

    def slack(self, leading: float) -> float:
        """Cells that hold nothing."""
        white = 0.0
        for take in self.takes:
            if take.filled:
                white += take.filled.white
            else:
                room = take.module.depth * leading - take.setting.natural - take.setting.grown
                white += max(room / leading - 0.5, 0.0) * take.module.span
        return white + sum((cut.gap - 1) * cut.span for cut in self.cuts if cut.across)


@dataclass(frozen=True, slots=True)
class Dummy:
    """The page plan of an issue."""

    pages: tuple[PagePlan, ...]
    cost: float

    @property
    def turns(self) -> dict[str, tuple[int, ...]]:
        """For every turned story the pages (from 0) that it stands on, in order."""
        pages: dict[str, list[int]] = {}
        for number, page in enumerate(self.pages):
            for take in page.takes:
                if take.part != "whole":
                    pages.setdefault(take.item, []).append(number)
        return {item: tuple(numbers) for item, numbers in pages.items()}

    def slack(self, leading: float) -> tuple[float, ...]:
        """Cells (rows of one column) on each page that hold nothing: under legs, in opened panels, in wide gaps."""
        return tuple(page.slack(leading) for page in self.pages)
