"""The planner: the cheapest dummy that fills the pages of an issue.

Matter measured and set comes in; a dummy goes out. Pages are planned one after the other with a few of the best
states kept (a beam): a state is what has been placed so far and what turned stories still have to say. For every page
what might stand on it is weighed, the lightest choices are drawn up and priced by the slicer in one go, and the best
few drafts are made real. Stories keep their order; panels may move, at a small cost, since a rail wants the panel that
fits it. All is tried in a fixed order, so that the same issue always gives the same plan.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from printpost.composing.charges import total
from printpost.composing.choices import Chooser
from printpost.composing.drafting import Drafter, State
from printpost.composing.dummy import Dummy, Flag, PagePlan, Take
from printpost.composing.galley import Filled, Start
from printpost.composing.items import Group, Panel, Story
from printpost.composing.matter import TOMBSTONE, Matter
from printpost.composing.outlook import Outlook
from printpost.composing.packages import trace_package
from printpost.composing.precedence import LEVELS, OUTSHONE, as_pair, by_rank, topped
from printpost.composing.shapes import Frame, Shape, arrange
from printpost.composing.slicing import DEAR, FORBIDDEN, Cut, Items, Module, Slicer
from printpost.composing.slugs import Slugs

BEAM, LAST_BEAM = 4, 16
"""States kept after each page, and before the last."""
SQUEEZED = 90.0
"""A page's cost from which the whole paper is planned again without giving anything up."""
LONG = 12
"""A paper of more pages than this is long."""
POURED = 0.35
"""What one unit of cost of copy as it was poured is worth."""
SLACK = 0.2
"""Cost of a cell that holds nothing, on top of what the shapes ask for it."""
GAIN = 0.05
"""What another head must at least save to be taken."""


Place = tuple[str, int, int]
"""A module's name in the slicer, its span and its depth: what is known of its copy holds wherever it stands."""


class Planner:
    """Plans one issue at one text size. ``rows`` are the rows of the well of every page; ``slugs`` the names that are
    known already.
    """

    def __init__(self, matter: Matter, rows: Sequence[int], slugs: Slugs | None = None) -> None:
        self.matter = matter
        self.rows = tuple(rows)
        self.slicer = Slicer(matter.columns, max(rows), self._shapes, matter.clash)
        self._slugs = slugs or Slugs()
        self._naturals: dict[str, float] = {}
        self._sums: dict[tuple[str, ...], float] = {}
        self._poured: dict[object, tuple[tuple[Frame, ...], Filled | None]] = {}
        self._outlook = Outlook(self, self.rows, self._shapes)
        self._drafter = Drafter(Chooser(self, self.rows), self._outlook, self.slicer, self._slugs)
        self._copy: Mapping[Place, float] = {}
        self.taken: float | None = None
        """The share of its pages that a long paper turned out to take that could be made up past its middle and no
        further: nothing but another size or page count will help it.
        """

    def plan(self) -> Dummy | None:
        """The cheapest plan found that fills the pages, or None where there is none."""
        found = self._plan(DEAR)
        if self.taken is not None or (found is not None and found.cost < SQUEEZED * len(self.rows)):
            return found
        # Where little goes, what was given up as too dear may go.
        other = self._plan(FORBIDDEN)
        best = min((plan for plan in (found, other) if plan is not None), key=lambda plan: plan.cost, default=None)
        if best is not None:
            self.taken = None
        return best

    def _plan(self, dear: float) -> Dummy | None:
        states = [State(self.matter.order, (), (), 0.0)]
        for page in range(len(self.rows)):
            self.slicer.forget(dear=dear)
            found: dict[object, State] = {}
            before = states[0]
            after = list(self._after(states, page))
            if not after and dear < FORBIDDEN:
                # A page that cannot be had otherwise may be dear: a short last page above all.
                self.slicer.forget(dear=FORBIDDEN)
                after = list(self._after(states, page))
            for state in after:
                key = (state.left, state.rests)
                known = found.get(key)
                if known is None or state.cost < known.cost:
                    found[key] = state
            promised = {
                key: round(state.cost + self._outlook.after(state.left, state.rests, page), 6)
                for key, state in found.items()
            }
            # The last page must take all that is left: more ways to come there are kept.
            beam = LAST_BEAM if page == len(self.rows) - 2 else BEAM
            states = [found[key] for key in sorted(found, key=promised.__getitem__)[:beam]]
            if not states:
                if len(self.rows) > LONG and page > len(self.rows) / 2:
                    left = sum(map(self.natural, (*before.left, *before.rests)))
                    self.taken = (sum(self.rows[:page]) + left / self.matter.columns) / sum(self.rows)
                return None
        done = [state for state in states if not state.left and not state.rests]
        return Dummy(done[0].pages, done[0].cost) if done else None

    def informed(self, copy: Mapping[Place, float]) -> Planner:
        """A planner of the same pages that knows what the copy of some modules costs, by name, span and depth."""
        other = Planner(replace(self.matter), self.rows, self._slugs)
        other.slicer.forget(dear=self.slicer.dear)
        other._poured, other._copy = self._poured, copy
        return other

    # -- one page

    def _after(self, states: Sequence[State], page: int) -> Iterator[State]:
        """The states after a page: its cheapest drafts, made real."""
        for draft in self._drafter.drafts(states, page):
            plan = self.realize(draft.items, self.rows[page])
            choice, state = draft.hope.choice, draft.hope.state
            if plan is None or len(plan.rests) != len(choice.turns):
                continue
            waits = choice.price
            plan = plan.charged((("moved", draft.own - waits), ("waits", waits)))
            waiting = (*choice.waiting, *plan.rests)
            yield State(choice.after, waiting, (*state.pages, plan), state.cost + plan.cost)

    # -- names in the slicer

    def start_of(self, name: str) -> Start:
        """Where an item, or the rest of one, begins."""
        return self._slugs.of(name).start

    def item_of(self, name: str) -> str:
        """The item that a name in the slicer stands for."""
        return self._slugs.of(name).item

    def _inside(self, group: Group, target: float | None) -> Items:
        """The items of a group, the one that turns with its target."""
        turning = self.matter.turning(group.name) if target is not None else ""
        return self._slugs.with_turns(group.items, {turning: target} if target is not None else {})

    # -- making it real

    def realize(self, items: Items, rows: int) -> PagePlan | None:
        """A page of these items so many rows deep. None where that cannot be had."""
        cost = self.slicer.cost(items, rows)
        modules, cuts = self.slicer.modules(items, rows)
        takes: list[Take] = []
        flags: list[Flag] = []
        all_cuts = list(cuts)
        rests: list[str] = []
        for module in modules:
            for take, flag, inner in self._take(module):
                if take is None:
                    return None
                takes.append(take)
                flags += flag
                all_cuts += inner
                # What was known of its copy is in the slicer's price.
                cost += copy_cost(take) - self._copy.get(place(take), 0.0)
                if take.part in ("first", "middle"):
                    if take.filled is None or take.filled.rest is None:
                        return None
                    rests.append(self._slugs.resumed(take.item, take.filled.rest))
        dearer = self._mended(takes)
        ranked = (*by_rank(self.matter, takes), *topped(self.matter, takes))
        cost += dearer + total(ranked)
        plan = PagePlan(tuple(takes), tuple(all_cuts), tuple(flags), cost, rows, ranked, items, tuple(rests))
        return replace(plan, cost=cost + SLACK * plan.slack(self.matter.leading))

    def _mended(self, takes: list[Take]) -> float:
        """Give heads that clash another level where the page gets better by it; return how much dearer the takes are.

        The slicer prices every rectangle alone and cannot know which heads meet at one height.
        """
        dearer = 0.0
        heads = [number for number, take in enumerate(takes) if take.setting.level in LEVELS]
        for one, other in itertools.combinations(heads, 2):
            if not total(as_pair(self.matter, takes[one], takes[other])):
                continue
            found: tuple[float, float, int, Take] | None = None
            for number in (one, other):
                others = [takes[head] for head in heads if head != number]
                before = sum(total(as_pair(self.matter, takes[number], head)) for head in others)
                for take, more in self._with_other_heads(takes[number]):
                    gain = before - sum(total(as_pair(self.matter, take, head)) for head in others) - more
                    # Copy costs nothing at the least: most heads need not be tried with it.
                    if gain + copy_cost(take) <= max(GAIN, found[0] if found else 0.0):
                        continue
                    poured = self._poured_anew(take)
                    if poured is None:
                        continue
                    dearer_copy = copy_cost(poured) - copy_cost(take)
                    gain -= dearer_copy
                    if gain > GAIN and (found is None or gain > found[0]):
                        found = (gain, more + dearer_copy, number, poured)
            if found is not None:
                _, more, number, take = found
                takes[number] = take
                dearer += more
        return dearer

    def _with_other_heads(self, take: Take) -> Iterator[tuple[Take, float]]:
        """A story's take with a head of another level in the same module, its copy as it was, and how much dearer the
        head is.
        """
        item, module = self.matter[take.item], take.module
        if not isinstance(item, Story) or take.filled is None or take.part not in ("whole", "first"):
            return
        name = take.item if take.target is None else self._slugs.turned(take.item, take.target)
        shape = self._shapes(name)[module.span]
        for setting, more in shape.with_other_heads(module.depth).values():
            if more < TOMBSTONE + OUTSHONE:
                yield replace(take, setting=setting), more

    def _poured_anew(self, take: Take) -> Take | None:
        """A take with its copy poured into what its head leaves. None where it cannot be, or where what is carried over
        would change, which has been planned for.
        """
        item, module = self.matter[take.item], take.module
        assert isinstance(item, Story)
        assert take.filled is not None
        arranged = arrange(module.span, module.depth, take.setting)
        if arranged is None:
            return None
        frames, insets = arranged
        frames, filled = self._pour(item, frames, take.start, module.span, turns=take.target is not None)
        if filled is None or filled.rest != take.filled.rest:
            return None
        return replace(take, frames=frames, insets=insets, filled=filled)

    def _take(self, module: Module) -> Iterator[tuple[Take | None, list[Flag], list[Cut]]]:
        code = self._slugs.of(module.item)
        name, start, part = code.item, code.start, code.part
        item = self.matter[name]
        setting = self._shapes(module.item)[module.span].at(module.depth)
        if isinstance(item, Group):
            inner: list[Module] = []
            cuts: list[Cut] = []
            flags: list[Flag] = []
            if item.section is None:
                trace_package(self.slicer, self._inside(item, code.target), module, inner, cuts)
            else:
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
        yield Take(name, part, module, setting, frames, insets, filled, start, code.target), [], []

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
        known = self._slugs.of(code)
        item = self.matter[known.item]
        if isinstance(item, Group):
            return self.matter.group_shapes(known.item, self.slicer, self._inside(item, known.target))
        shapes = self.matter.shapes(known.item, self.slicer.deepest, known.start, known.target)
        dearer: dict[int, Shape] = {}
        for (name, span, depth), cost in self._copy.items():
            if name == code:
                dearer[span] = dearer.get(span, shapes[span]).dearer(depth, cost)
        return {**shapes, **dearer} if dearer else shapes

    def natural(self, name: str) -> float:
        """The cells that an item, or the rest of one, takes when it is set at its best."""
        found = self._naturals.get(name)
        if found is None:
            code = self._slugs.of(name)
            found = self._naturals[name] = self.matter.natural(code.item, self.slicer, code.start)
        return found

    def turn_cost(self, name: str) -> float:
        """What it costs that an item, or the rest of one, turns."""
        code = self._slugs.of(name)
        return self.matter.turn_cost(code.item, code.start)

    def naturals(self, names: tuple[str, ...]) -> float:
        """The same for several, together."""
        found = self._sums.get(names)
        if found is None:
            found = self._sums[names] = sum(map(self.natural, names))
        return found


def copy_cost(take: Take) -> float:
    """What a take's copy costs its page, as it was poured."""
    return take.filled.cost * POURED if take.filled else 0.0


def place(take: Take) -> Place:
    """What that cost is known by."""
    return take.module.item, take.module.span, take.module.depth


def _level(
    item: Story, frames: tuple[Frame, ...], start: Start, span: int, filled: Filled
) -> tuple[tuple[Frame, ...], Filled]:
    """Let the legs of a story that does not fill its module end level, by taking rows from the foot of every leg."""
    last = {frame.leg: frame for frame in frames}
    for rows in range(filled.white // span, 0, -1):
        shorter = tuple(
            frame._replace(rows=frame.rows - rows) if last[frame.leg] is frame else frame for frame in frames
        )
        if any(frame.rows < 1 for frame in shorter):
            continue
        found = item.galley.fill(tuple(frame.rows for frame in shorter), start)
        if found is not None:
            return shorter, replace(found, white=found.white + rows * span)
    return frames, filled
