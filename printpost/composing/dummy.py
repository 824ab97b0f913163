"""The dummy: which item stands on which page, in what rectangle, and which story turns.

Matter measured and set comes in; a page plan goes out. Pages are planned one after the other with a few of the best
states kept (a beam): a state is what has been placed so far and what a turned story still has to say. Stories keep
their order; panels may move, at a small cost, since a rail wants the panel that fits it. Candidates are tried in a
fixed order, so that the same issue always gives the same plan.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from printpost.composing.galley import WHOLE, Filled, Start
from printpost.composing.matter import Group, Matter, Panel, Story
from printpost.composing.shapes import Frame, PlacedInset, Setting, Shape, arrange
from printpost.composing.slicing import DEAR, FORBIDDEN, Cut, Items, Module, Slicer

BEAM = 5
ORDERS = 5
REST_ORDERS = 3
MOVE = 0.12
LEFT = 0.05
EMPTY = 4.0
"""What the pages that are left promise to cost, for the square of the cells that nothing will fill, over all their
cells."""
CHOICES = 10
LOOSE, TIGHT = 0.96, 1.06
"""How full a page's items must seem for a turn to be worth a try, and how full they may seem without one."""
LONG = 0.6
"""A turned story whose rest is longer than this share of a page may turn again."""
HEAD_CELLS = 8.0
SLACK = 0.2
"""Cost of a cell that holds nothing, on top of what the shapes ask for it."""
ALIKE = 2


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """What may stand on a page: the order in which the slicer takes it, what it costs to have moved items, what is left
    for later pages, and the story that turns.
    """

    items: Items
    moved: float
    after: tuple[str, ...]
    turns: str | None


@dataclass(frozen=True, slots=True)
class _Code:
    """What a name in the slicer stands for: an item from its start, or from a turn on; with a target it turns
    itself.
    """

    item: str
    start: Start = WHOLE
    target: float | None = None
    part: str = "whole"


class Planner:
    """Plans one issue at one text size. ``rows`` are the rows of the well of every page."""

    def __init__(self, matter: Matter, rows: Sequence[int]) -> None:
        self.matter = matter
        self.rows = tuple(rows)
        self.slicer = Slicer(matter.columns, max(rows), self._shapes, matter.clash)
        self._codes: dict[str, _Code] = {}
        self._naturals: dict[str, float] = {}
        self._poured: dict[object, tuple[tuple[Frame, ...], Filled | None]] = {}
        pins = {name: matter[name].page for name in matter.order}
        self._pinned = {name: page for name, page in pins.items() if page is not None}

    def plan(self) -> Dummy | None:
        """The cheapest plan found that fills the pages, or None where there is none."""
        return self._plan(DEAR) or self._plan(FORBIDDEN)

    def _plan(self, dear: float) -> Dummy | None:
        pages = len(self.rows)
        states = [_State(self.matter.order, None, (), 0.0)]
        for page in range(pages):
            found: dict[object, _State] = {}
            self.slicer.forget(dear=dear)
            drafts = [(state, list(self._drafts(state, page, pages))) for state in states]
            self.slicer.prepare(draft.items for _, drawn in drafts for draft in drawn)
            for state, drawn in drafts:
                for after in self._made(state, drawn, page, pages):
                    key = (after.left, after.rest)
                    known = found.get(key)
                    if known is None or after.cost < known.cost:
                        found[key] = after
            last = page == pages - 1
            states = sorted(found.values(), key=lambda s: s.cost + (0 if last else self._outlook(s, page)))
            states = states[:BEAM]
        done = [state for state in states if not state.left and state.rest is None]
        return Dummy(done[0].pages, done[0].cost) if done else None

    # -- one page

    def _drafts(self, state: _State, page: int, pages: int) -> Iterator[_Draft]:
        """All that is tried on a page after a state."""
        rows = self.rows[page]
        last = page == pages - 1
        for chosen, after in self._choices(state, page, pages, rows):
            fill = sum(self.natural(name) for name in chosen) / (rows * self.matter.columns)
            if state.rest:
                fill += self.natural(self._resumed(state.rest)) / (rows * self.matter.columns)
            turning: list[str | None] = [None] if last or fill <= TIGHT else []
            if not last and fill >= LOOSE:
                turning += self._may_turn(chosen, state.rest, rows)
            targets = [
                (story, target) for story in turning for target in self._targets(story, chosen, state.rest, after, page)
            ]
            if not targets:
                continue
            for order, moved in self._orders(chosen, state.rest):
                for story, target in targets:
                    items = tuple(
                        self._turned(name, target) if name == story and target is not None else name for name in order
                    )
                    if items:
                        yield _Draft(items, moved, after, story)

    def _made(self, state: _State, drafts: Iterable[_Draft], page: int, pages: int) -> Iterator[_State]:
        """The states after a page: the cheapest drafts, made real."""
        rows = self.rows[page]
        priced = [(self.slicer.cost(draft.items, rows) + draft.moved, draft) for draft in drafts]
        evaluated = [(cost, draft.items, draft.after, draft.turns) for cost, draft in priced if cost < FORBIDDEN]
        evaluated.sort(key=lambda entry: (entry[0], entry[1]))
        for _, items, after, story in self._several(evaluated, BEAM if page < pages - 2 else 2 * BEAM):
            plan, rest = self._realize(items, rows)
            if plan is None or (story is not None and rest is None):
                continue
            yield _State(after, rest, (*state.pages, plan), state.cost + plan.cost)

    def _several(
        self, evaluated: Sequence[tuple[float, Items, tuple[str, ...], str | None]], most: int
    ) -> Iterator[tuple[float, Items, tuple[str, ...], str | None]]:
        """The best candidates, not all of one kind: at most two that leave the same items and turn the same story
        alike.
        """
        kinds: dict[object, int] = {}
        given = 0
        for entry in evaluated:
            target = next((code.target for name in entry[1] if (code := self._codes.get(name)) and code.target), None)
            kind = (entry[2], entry[3], target)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= ALIKE:
                yield entry
                given += 1
                if given == most:
                    return

    def _choices(
        self, state: _State, page: int, pages: int, rows: int
    ) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What may stand on the page, and what is left then, the likeliest first."""
        matter, left = self.matter, state.left
        if page == pages - 1:
            return [(left, ())]
        room = rows * matter.columns
        cells = {name: self.natural(name) for name in left}
        turns = {name: cells[name] if matter.turnable(name) else 0.0 for name in left}
        place = {name: at for at, name in enumerate(left)}
        rest = self.natural(self._resumed(state.rest)) if state.rest else 0.0
        rest_turns = rest if rest > LONG * room else 0.0
        stories = [name for name in left if not matter[name].movable]
        panels = [name for name in left if matter[name].movable]
        share = (sum(cells.values()) + rest) / (sum(self.rows[page:]) * matter.columns)
        each = len(panels) / (pages - page)
        subsets = [
            (subset, sum(cells[name] for name in subset), sum(place[name] for name in subset) - sum(range(size)))
            for size in range(min(len(panels), 5) + 1)
            for subset in itertools.combinations(panels[:7], size)
        ]
        choices: list[tuple[float, tuple[str, ...], tuple[str, ...]]] = []
        thin: list[tuple[float, tuple[str, ...], tuple[str, ...]]] = []
        for count in range(len(stories) + 1):
            chosen_stories = stories[:count]
            least = sum(cells[name] for name in chosen_stories) + rest
            turnable = max((turns[name] for name in chosen_stories), default=0.0)
            turnable = max(turnable, rest_turns)
            if least - turnable * 0.8 > room * 1.06:
                break
            for subset, more, jumps in subsets:
                here = least + more
                chosen = {*chosen_stories, *subset}
                if here - turnable * 0.8 > room * 1.06 or not (chosen or state.rest):
                    continue
                if not self._pins_met(chosen, left, page):
                    continue
                if len(left) - len(chosen) + math.ceil(turnable / room) < pages - page - 1:
                    continue  # a later page would have nothing on it
                away = max(here / room - share - turnable * 0.5 / room, share - here / room, 0.0)
                score = away * 6 + 0.1 * jumps + 0.35 * abs(len(subset) - each)
                order = tuple(name for name in left if name in chosen)
                after = tuple(name for name in left if name not in chosen)
                (thin if here < room * min(0.88, share - 0.1) else choices).append((score, order, after))
        # A page that is too thin is better than no page: its white is dear, but it is not forbidden.
        chosen_from = sorted(choices or thin, key=lambda choice: (choice[0], choice[1]))
        return [(chosen, after) for _, chosen, after in chosen_from[:CHOICES]]

    def _pins_met(self, chosen: set[str], left: Iterable[str], page: int) -> bool:
        if not self._pinned:
            return True
        for name in left:
            pin = self._pinned.get(name)
            if pin is not None and ((name in chosen and pin != page + 1) or (name not in chosen and pin <= page + 1)):
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
        name = self._resumed(rest)
        with_rest: dict[Items, float] = {}
        for order, moved in orders[:REST_ORDERS]:
            for at, price in ((len(order), 0.0), (0, 0.6), (1, 0.2)):
                if at <= len(order):
                    with_rest.setdefault((*order[:at], name, *order[at:]), moved + price)
        return list(with_rest.items())

    # -- turns

    def _may_turn(self, chosen: Sequence[str], rest: _Rest | None, rows: int) -> list[str]:
        names = [name for name in chosen if self.matter.turnable(name)]
        found = names[-1:]
        longest = max(names[:-1], key=self.natural, default=None)
        if longest is not None:
            found.append(longest)
        if rest is not None:
            name = self._resumed(rest)
            if self.natural(name) > LONG * rows * self.matter.columns:
                found.insert(0, name)
        return found

    def _resumed(self, rest: _Rest) -> str:
        start = rest.start
        name = f"+{rest.item}@{start.block}.{start.count or 0}.{start.line}"
        self._codes.setdefault(name, _Code(rest.item, start, None, "rest"))
        return name

    def _turned(self, name: str, target: float) -> str:
        code = self._codes.get(name, _Code(name))
        turned = f"{name}>{target:.0f}"
        part = "middle" if code.part == "rest" else "first"
        self._codes.setdefault(turned, _Code(code.item, code.start, target, part))
        return turned

    def _targets(
        self, story: str | None, chosen: Sequence[str], rest: _Rest | None, after: tuple[str, ...], page: int
    ) -> list[float | None]:
        """How many lines of a turned story should be left: what does not go in here, and what the later pages can
        take.
        """
        if story is None:
            return [None]
        code = self._codes.get(story, _Code(story))
        item = self.matter[code.item]
        assert isinstance(item, Story)
        lines = item.galley.rows(code.start)
        low, high = self.matter.legs.turn_after, lines - self.matter.legs.turn_before
        if high <= low:
            return []
        columns = self.matter.columns
        later = sum(self.rows[page + 1 :]) * columns - sum(self.natural(name) for name in after)
        here_too = (*chosen, self._resumed(rest)) if rest else chosen
        others = sum(self.natural(name) for name in here_too if name != story)
        here = self.rows[page] * columns - others - (self.natural(story) - lines)
        stays = lines - here
        if stays < low - 0.2 * lines or later < low - 6:
            return []
        wanted = [stays, (stays + later) / 2, later - HEAD_CELLS]
        if page == len(self.rows) - 2 and after:
            # The last page must take all that is left, and a panel may want a column of its own.
            wanted.append((self.rows[-1] - 3) * (columns - 1) - HEAD_CELLS)
        return [*sorted({float(min(max(round(target), low), high)) for target in wanted})]

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
                if take.part in ("first", "middle"):
                    if take.filled is None or take.filled.rest is None:
                        return None, None
                    rest = _Rest(take.item, take.filled.rest)
        plan = PagePlan(tuple(takes), tuple(all_cuts), tuple(flags), cost, rows)
        return replace(plan, cost=cost + SLACK * plan.slack(self.matter.leading)), rest

    def _take(self, module: Module) -> Iterator[tuple[Take | None, list[Flag], list[Cut]]]:
        code = self._codes.get(module.item, _Code(module.item))
        name, start, part = code.item, code.start, code.part
        item = self.matter[name]
        setting = self._shapes(module.item)[module.span].at(module.depth)
        if isinstance(item, Group):
            inner: list[Module] = []
            cuts: list[Cut] = []
            flag = self.matter.flag_rows
            self.slicer.trace(
                item.items, module.column, module.row + flag, module.span, module.depth - flag, inner, cuts
            )
            flags = [Flag(item.section, Module(name, module.column, module.row, module.span, flag))]
            for inside in inner:
                for take, _, _ in self._take(inside):
                    yield take, flags, cuts
                    flags, cuts = [], []
            return
        if isinstance(item, Panel):
            yield Take(name, "whole", module, setting), [], []
            return
        assert isinstance(item, Story)
        arranged = arrange(module.span, module.depth, setting)
        turns = code.target is not None
        if arranged is None:
            yield None, [], []
            return
        frames, insets = arranged
        frames, filled = self._pour(item, frames, start, module.span, turns=turns)
        if filled is None:
            yield None, [], []
            return
        yield Take(name, part, module, setting, frames, insets, filled), [], []

    def _pour(
        self, item: Story, frames: tuple[Frame, ...], start: Start, span: int, *, turns: bool
    ) -> tuple[tuple[Frame, ...], Filled | None]:
        """The copy poured into frames, once for all states that have the same module."""
        key = (item.name, start, frames, turns)
        known = self._poured.get(key)
        if known is None:
            filled = item.galley.fill(tuple(frame.rows for frame in frames), start, turns=turns)
            if filled is not None and not turns and filled.white >= span > 1:
                frames, filled = _level(item, frames, start, span, filled)
            known = self._poured[key] = (frames, filled)
        return known

    # -- figures

    def _shapes(self, code: str) -> Mapping[int, Shape]:
        known = self._codes.get(code, _Code(code))
        if isinstance(self.matter[known.item], Group):
            return self.matter.group_shapes(known.item, self.slicer)
        return self.matter.shapes(known.item, self.slicer.deepest, known.start, known.target)

    def natural(self, name: str) -> float:
        """The cells that an item, or the rest of one, takes when it is set at its best."""
        found = self._naturals.get(name)
        if found is None:
            code = self._codes.get(name, _Code(name))
            found = self._naturals[name] = self.matter.natural(code.item, self.slicer, code.start)
        return found

    def _outlook(self, state: _State, page: int) -> float:
        """What the copy that is left promises to cost: too much or too little for the pages that are left."""
        room = sum(self.rows[page + 1 :]) * self.matter.columns
        demand = sum(self.natural(name) for name in state.left)
        if state.rest:
            demand += self.natural(self._resumed(state.rest))
        if not state.rest and len(state.left) < len(self.rows) - page - 1:
            return FORBIDDEN
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
