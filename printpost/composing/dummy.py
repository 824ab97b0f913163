"""The dummy: which item stands on which page, in what rectangle, and which story turns.

Matter measured and set comes in; a page plan goes out. Pages are planned one after the other with a few of the best
states kept (a beam): a state is what has been placed so far and what a turned story still has to say. Stories keep
their order; panels may move, at a small cost, since a rail wants the panel that fits it. Candidates are tried in a
fixed order, so that the same issue always gives the same plan.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from printpost.composing.galley import Filled, Start
from printpost.composing.matter import Group, Item, Matter, Panel, Story
from printpost.composing.shapes import Frame, PlacedInset, Setting, arrange
from printpost.composing.slicing import FORBIDDEN, Cut, Items, Module, Slicer

BEAM = 6
ORDERS = 6
MOVE = 0.12
LEFT = 0.05
EMPTY = 4.0
"""What the pages that are left promise to cost, for the square of the cells that nothing will fill, over all their cells."""
CHOICES = 14


@dataclass(frozen=True, slots=True)
class Take:
    """A module with what it holds. ``part`` is whole, first or rest."""

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
    def turns(self) -> dict[str, tuple[int, int]]:
        """For every turned story the pages (from 0) that it leaves and comes to."""
        leaves = {take.item: n for n, page in enumerate(self.pages) for take in page.takes if take.part == "first"}
        comes = {take.item: n for n, page in enumerate(self.pages) for take in page.takes if take.part == "rest"}
        return {item: (leaves[item], comes[item]) for item in comes}

    def slack(self, leading: float) -> tuple[float, ...]:
        """Cells (rows of one column) on each page that hold nothing: under legs, in opened panels, in wide gaps."""
        return tuple(page.slack(leading) for page in self.pages)


@dataclass(frozen=True, slots=True)
class _Rest:
    item: str
    start: Start


@dataclass(frozen=True)
class _State:
    left: tuple[str, ...]
    rest: _Rest | None
    pages: tuple[PagePlan, ...]
    cost: float
    used: frozenset[str] = field(default_factory=frozenset)


class Planner:
    """Plans one issue at one text size. ``rows`` gives the rows of the well of a page (0 is the front)."""

    def __init__(self, matter: Matter, rows: Sequence[int]) -> None:
        self.matter = matter
        self.rows = (rows[0], rows[1])
        self.slicer = Slicer(matter.columns, max(rows), self._shapes, matter.clash)
        self._codes: dict[str, tuple[str, Start, float | None]] = {}

    def plan(self, pages: int) -> Dummy | None:
        """The cheapest plan found that fills so many pages, or None where there is none."""
        states = [_State(self.matter.order, None, (), 0.0)]
        for page in range(pages):
            found: dict[object, _State] = {}
            for state in states:
                for after in self._page(state, page, pages):
                    key = (after.left, after.rest)
                    known = found.get(key)
                    if known is None or after.cost < known.cost:
                        found[key] = after
            last = page == pages - 1
            states = sorted(found.values(), key=lambda s: s.cost + (0 if last else self._outlook(s, page, pages)))
            states = states[:BEAM]
        done = [state for state in states if not self._must(state.left) and state.rest is None]
        return Dummy(done[0].pages, done[0].cost) if done else None

    # -- one page

    def _page(self, state: _State, page: int, pages: int) -> Iterator[_State]:
        rows = self.rows[0 if page == 0 else 1]
        last = page == pages - 1
        evaluated: list[tuple[float, Items, tuple[str, ...], str | None]] = []
        for chosen, after in self._choices(state, page, pages, rows):
            for order, moved in self._orders(chosen, state.rest):
                turning = [None] if last else [None, *self._may_turn(chosen)]
                for story in turning:
                    for target in self._targets(story, state, after, page, pages):
                        items = tuple(
                            self._first(name, target) if name == story and target is not None else name
                            for name in order
                        )
                        cost = self.slicer.cost(items, rows) + moved
                        if cost < FORBIDDEN:
                            evaluated.append((cost + self._ahead(after, page, pages), items, after, story))
        evaluated.sort(key=lambda entry: (entry[0], entry[1]))
        for _, items, after, story in evaluated[: BEAM if not last else 4]:
            plan, rest = self._realize(items, rows)
            if plan is None or (story is not None and rest is None):
                continue
            yield _State(after, rest, (*state.pages, plan), state.cost + plan.cost)

    def _choices(
        self, state: _State, page: int, pages: int, rows: int
    ) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What may stand on the page, and what is left then, the likeliest first."""
        matter = self.matter
        left = state.left
        if page == pages - 1:
            return [(tuple(self._fillers_out(left)), ())]
        room = rows * matter.columns
        rest = self.natural(_rest_name(state.rest)) if state.rest else 0.0
        stories = [name for name in left if not matter[name].movable]
        panels = [name for name in left if matter[name].movable]
        pages_left = pages - page
        demand = sum(self.natural(name) for name in left) + rest
        share = demand / (room * pages_left) if room else 1.0
        choices: list[tuple[float, tuple[str, ...], tuple[str, ...]]] = []
        thin: list[tuple[float, tuple[str, ...], tuple[str, ...]]] = []
        for count in range(len(stories) + 1):
            for size in range(min(len(panels), 5) + 1):
                for subset in itertools.combinations(panels[:7], size):
                    chosen = {*stories[:count], *subset}
                    if not chosen and state.rest is None:
                        continue
                    if not self._pins_met(chosen, left, page):
                        continue
                    cells = sum(self.natural(name) for name in chosen) + rest
                    turnable = max((self.natural(name) for name in chosen if matter.turnable(name)), default=0.0)
                    if cells - turnable * 0.8 > room * 1.06:
                        continue
                    away = max(cells / room - share - turnable * 0.5 / room, share - cells / room, 0.0)
                    jumps = sum(left.index(name) for name in subset) - sum(range(len(subset)))
                    score = away * 6 + 0.1 * jumps + 0.35 * abs(len(subset) - len(panels) / pages_left)
                    order = tuple(name for name in left if name in chosen)
                    after = tuple(name for name in left if name not in chosen)
                    (thin if cells < room * min(0.88, share - 0.1) else choices).append((score, order, after))
        # A page that is too thin is better than no page: its white is dear, but it is not forbidden.
        chosen_from = sorted(choices or thin, key=lambda choice: (choice[0], choice[1]))
        return [(chosen, after) for _, chosen, after in chosen_from[:CHOICES]]

    def _pins_met(self, chosen: set[str], left: Iterable[str], page: int) -> bool:
        for name in left:
            pin = self.matter[name].page
            if pin is None:
                continue
            if (name in chosen and pin != page + 1) or (name not in chosen and pin <= page + 1):
                return False
        return True

    def _orders(self, chosen: Sequence[str], rest: _Rest | None) -> list[tuple[Items, float]]:
        """Reading orders to try: panels and a turned story's rest at several places among the stories."""
        matter = self.matter
        stories = [name for name in chosen if not matter[name].movable]
        panels = [name for name in chosen if matter[name].movable]
        found: dict[Items, float] = {}

        def add(order: Sequence[str]) -> None:
            moved = sum(MOVE * min(abs(order.index(p) - chosen.index(p)), 6) for p in panels)
            found.setdefault(tuple(order), moved)

        add(chosen)
        for at in range(1 if stories else 0, len(stories) + 1):
            add([*stories[:at], *panels, *stories[at:]])
        for split in range(1, len(panels)):
            for at in range(1, len(stories)):
                add([*stories[:at], *panels[:split], *stories[at:], *panels[split:]])
        if len(panels) > 1:
            back = panels[::-1]
            for at in range(1 if stories else 0, len(stories) + 1):
                add([*stories[:at], *back, *stories[at:]])
        orders = sorted(found.items(), key=lambda entry: entry[1])[: ORDERS + 2 * len(panels)]
        if rest is None:
            return orders
        name = _rest_name(rest)
        self._codes.setdefault(name, (rest.item, rest.start, None))
        with_rest: dict[Items, float] = {}
        for order, moved in orders[:ORDERS]:
            for at, price in ((len(order), 0.0), (0, 0.6), (1, 0.2)):
                if at <= len(order):
                    with_rest.setdefault((*order[:at], name, *order[at:]), moved + price)
        return list(with_rest.items())

    # -- turns

    def _may_turn(self, chosen: Sequence[str]) -> list[str]:
        names = [name for name in chosen if self.matter.turnable(name)]
        return names[-2:] + ([names[0]] if len(names) > 2 else [])

    def _first(self, name: str, target: float) -> str:
        code = f"{name}>{target:.0f}"
        self._codes.setdefault(code, (name, Start(), target))
        return code

    def _targets(
        self, story: str | None, state: _State, after: tuple[str, ...], page: int, pages: int
    ) -> list[float | None]:
        """How many lines of a turned story the later pages can take."""
        if story is None:
            return [None]
        room = self.rows[1] * self.matter.columns * (pages - page - 1)
        demand = sum(self.natural(name) for name in after)
        head = 4 * 2.0
        target = room - demand - head
        lines = self.matter.lines(story)
        legs = self.matter.legs
        low, high = legs.turn_after, lines - legs.turn_before
        if target < low - 6 or high <= low:
            return []
        if page < pages - 2:
            # Only the next page takes it: keep the take there no longer than that page.
            target = min(target, self.rows[1] * self.matter.columns * 0.7)
            targets = {min(max(round(target * share), low), high) for share in (0.35, 0.7, 1.0)}
        else:
            targets = {min(max(round(target + away), low), high) for away in (-8, -2, 4)}
        return sorted(targets)

    # -- making it real

    def _realize(self, items: Items, rows: int) -> tuple[PagePlan | None, _Rest | None]:
        cost = self.slicer.cost(items, rows)
        modules, cuts = self.slicer.modules(items, rows)
        takes: list[Take] = []
        flags: list[Flag] = []
        all_cuts = list(cuts)
        rest: _Rest | None = None
        for module in modules:
            for take, flag, inner in self._take(module):
                if take is None:
                    return None, None
                takes.append(take)
                flags += flag
                all_cuts += inner
                if take.filled:
                    cost += take.filled.cost * 0.35
                if take.part == "first":
                    if take.filled is None or take.filled.rest is None:
                        return None, None
                    rest = _Rest(take.item, take.filled.rest)
        return PagePlan(tuple(takes), tuple(all_cuts), tuple(flags), cost, rows), rest

    def _take(self, module: Module) -> Iterator[tuple[Take | None, list[Flag], list[Cut]]]:
        name, start, target = self._codes.get(module.item, (module.item, Start(), None))
        item = self.matter[name]
        setting = self._shapes(module.item)[module.span].at(module.depth)
        if isinstance(item, Group):
            inner: list[Module] = []
            cuts: list[Cut] = []
            flag = self.matter.flag_rows
            self.slicer._trace(  # noqa: SLF001 - a group is a rectangle cut by the same slicer
                item.items, module.column, module.row + flag, module.span, module.depth - flag, inner, cuts
            )
            flags = [Flag(item.section, Module(name, module.column, module.row, module.span, flag))]
            for part in inner:
                for take, _, _ in self._take(part):
                    yield take, flags, cuts
                    flags, cuts = [], []
            return
        if isinstance(item, Panel):
            yield Take(name, "whole", module, setting), [], []
            return
        assert isinstance(item, Story)
        arranged = arrange(module.span, module.depth, setting)
        part = "rest" if module.item.startswith("+") else "whole" if target is None else "first"
        if arranged is None:
            yield None, [], []
            return
        frames, insets = arranged
        filled = item.galley.fill(tuple(frame.rows for frame in frames), start, turns=part == "first")
        if filled is not None and part != "first" and filled.white >= module.span > 1:
            frames, filled = _level(item, frames, start, module.span, filled)
        if filled is None:
            yield None, [], []
            return
        yield Take(name, part, module, setting, frames, insets, filled), [], []

    # -- figures

    def _shapes(self, code: str) -> Mapping[int, object]:  # type: ignore[override]
        name, start, target = self._codes.get(code, (code, Start(), None))
        if isinstance(self.matter[name], Group):
            return self.matter.group_shapes(name, self.slicer)
        return self.matter.shapes(name, self.slicer.deepest, start, target)

    def natural(self, name: str) -> float:
        code = self._codes.get(name)
        if code is None and name.startswith("+"):
            raise KeyError(name)
        return self.matter.natural(code[0] if code else name, self.slicer, code[1] if code else Start())

    def _must(self, left: Iterable[str]) -> list[str]:
        return [name for name in left if not self.matter[name].optional]

    def _fillers_out(self, left: Iterable[str]) -> list[str]:
        return self._must(left)

    def _ahead(self, after: tuple[str, ...], page: int, pages: int) -> float:
        return 0.0

    def _outlook(self, state: _State, page: int, pages: int) -> float:
        """What the copy that is left promises to cost: too much or too little for the pages that are left."""
        room = self.rows[1] * self.matter.columns * (pages - page - 1)
        demand = sum(self.natural(name) for name in self._must(state.left))
        if state.rest:
            self._codes.setdefault(_rest_name(state.rest), (state.rest.item, state.rest.start, None))
            demand += self.natural(_rest_name(state.rest))
        short = max(room - demand, 0.0)
        over = max(demand - room, 0.0)
        return EMPTY * short**2 / max(room, 1.0) + LEFT * over + (0.3 * over if over > 0.04 * room else 0.0)


def _level(
    item: Story, frames: tuple[Frame, ...], start: Start, span: int, filled: Filled
) -> tuple[tuple[Frame, ...], Filled]:
    """Let the legs of a story that does not fill its module end level, by taking rows from the foot of every leg."""
    last = {frame.leg: frame for frame in frames}
    for rows in range(filled.white // span, 0, -1):
        shorter = tuple(
            replace(frame, rows=frame.rows - rows) if last[frame.leg] is frame else frame for frame in frames
        )
        if any(frame.rows < 1 for frame in shorter):
            continue
        found = item.galley.fill(tuple(frame.rows for frame in shorter), start)
        if found is not None:
            return shorter, replace(found, white=found.white + rows * span)
    return frames, filled


def _rest_name(rest: _Rest | None) -> str:
    assert rest is not None
    start = rest.start
    return f"+{rest.item}@{start.block}.{start.count or 0}.{start.line}"


__all__ = ["Dummy", "Flag", "Item", "PagePlan", "Planner", "Take"]
