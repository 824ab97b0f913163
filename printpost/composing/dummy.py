"""The dummy: which item stands on which page, in what rectangle, and which story turns.

Plain values: ``planner`` makes them, markup and the dummy sheet read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from printpost.composing.charges import Bill, total
from printpost.composing.galley import WHOLE, Filled, Start
from printpost.composing.shapes import Frame, PlacedInset, Setting
from printpost.composing.slicing import Cut, Module


@dataclass(frozen=True, slots=True)
class Take:
    """A module with what it holds. ``part`` is whole, first, middle or rest: a story that turns has a first take and
    a rest; only one that is longer than a page has takes in the middle. It begins at ``start``; ``target`` is how many
    lines should be carried over.
    """

    item: str
    part: str
    module: Module
    setting: Setting
    frames: tuple[Frame, ...] = ()
    insets: tuple[PlacedInset, ...] = ()
    filled: Filled | None = None
    start: Start = WHOLE
    target: float | None = None

    def slack(self, leading: float) -> float:
        """Cells of the module that hold nothing."""
        if self.filled:
            return self.filled.white
        room = self.module.depth * leading - self.setting.natural - self.setting.grown
        return max(room / leading - 0.5, 0.0) * self.module.span

    def art_depth(self, leading: float) -> float:
        """Points of its module that a picture standing alone takes, with its cutline: no more than its crops allow,
        since one that is blown up to fill a module is coarse.
        """
        room, most = self.module.depth * leading, self.setting.natural + self.setting.grown
        return room if room < most + leading else most


@dataclass(frozen=True, slots=True)
class Flag:
    """A section's flag over the modules of its group."""

    section: str
    module: Module


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its takes in reading order, the cuts between them, its flags, and what the plan cost; ``bill`` is the
    share of that cost that no module and no cut accounts for. ``items`` are what it was made of and ``rests`` what is
    carried over, by the planner's names.
    """

    takes: tuple[Take, ...]
    cuts: tuple[Cut, ...]
    flags: tuple[Flag, ...]
    cost: float
    rows: int
    bill: Bill = ()
    items: tuple[str, ...] = field(default=(), compare=False)
    rests: tuple[str, ...] = field(default=(), compare=False)

    @property
    def own(self) -> Bill:
        """What it costs that items stand out of their order, that rests wait and that fillers were called in, however
        the page is cut.
        """
        return tuple((what, cost) for what, cost in self.bill if what in ("moved", "waits", "filler"))

    def charged(self, bill: Bill) -> PagePlan:
        """The same page, with this on its bill."""
        return replace(self, cost=self.cost + total(bill), bill=self.bill + bill)

    def slack(self, leading: float) -> float:
        """Cells that hold nothing."""
        white = sum(take.slack(leading) for take in self.takes)
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
