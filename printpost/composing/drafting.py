"""Drafting: the pages that are worth being made real.

States come in (what has been placed so far), and for each what may stand on the next page; out go drafts: items in an
order, with what they promise to cost. What is weighed is much, what is drawn up less, what is given out little: every
step knows more of what a page will cost and takes longer to find out.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from printpost.composing.choices import Choice, Chooser
from printpost.composing.dummy import PagePlan
from printpost.composing.outlook import Outlook
from printpost.composing.slicing import FORBIDDEN, Items, Slicer
from printpost.composing.slugs import Slugs

CHOICES, FEWEST = 16, 3
"""Sets of items that are weighed for a page after the best state, and after the worst."""
ON_FRONT = 40
"""The same for the first page."""
DRAWN, DRAWN_ON_FRONT = 16, 24
"""Of these, the most promising of all states together, which are drawn up and priced."""
KINDS = 6
"""If fewer ways to go on from the page are among these, as many more are drawn up."""
REALIZED = 16
"""Drafts of a page that are made real, of all its states together."""
ALIKE = 3
"""Of these, how many may leave the same items and turn the same story alike."""
FIRST_ORDERS = 3
"""Reading orders that are tried for every choice, before the best choices are tried in all orders."""
DEEPER, FULLY = 10, 2
"""The best choices that are tried with turns of other lengths, and those that are tried in all orders."""


@dataclass(frozen=True)
class State:
    """What has been placed so far: the items left, the rests of turned stories, the pages and their cost."""

    left: tuple[str, ...]
    rests: tuple[str, ...]
    pages: tuple[PagePlan, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Hope:
    """What might stand on a page after a state, what is left after it promises to cost, and all together at the
    least.
    """

    state: State
    choice: Choice
    after: float
    promise: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that might be: what stands there in which order, and what that promises to cost."""

    hope: Hope
    items: Items
    own: float
    promise: float

    @property
    def kind(self) -> object:
        """What is left after the page, and how much of which story is carried over."""
        choice = self.hope.choice
        return choice.after, choice.waiting, choice.turns


class Drafter:
    """Draws up the pages of an issue."""

    def __init__(self, chooser: Chooser, outlook: Outlook, slicer: Slicer, slugs: Slugs) -> None:
        self._chooser, self._outlook, self._slicer, self._slugs = chooser, outlook, slicer, slugs

    def drafts(self, states: Sequence[State], page: int) -> Iterator[Draft]:
        """The most promising drafts of a page (from 0) after all these states, the best of which comes first."""
        return _several(self._promising(states, page))

    def _promising(self, states: Sequence[State], page: int) -> list[Draft]:
        """Drafts of a page after all its states: of what weighs least, then with other lengths of turns, then in other
        orders.
        """
        # The better a state, the more is weighed after it; most on the front, which has no other states.
        most, drawn = (CHOICES, DRAWN) if len(states) > 1 else (ON_FRONT, DRAWN_ON_FRONT)
        first = self._hopes(
            (
                (state, choice)
                for number, state in enumerate(states)
                for choice in self._chooser.choices(state.left, state.rests, page, max(most - 2 * number, FEWEST))
            ),
            page,
        )
        drafts: list[Draft] = []
        # Most pages need no more than the likeliest; where few of these can be had, others are tried.
        for at in range(0, len(first), drawn):
            drafts += self._drafts(first[at : at + drawn], page, slice(0, FIRST_ORDERS))
            if len({draft.kind for draft in drafts}) >= KINDS:
                break
        # Where nothing can be had at the likeliest lengths of turns, it may be at others.
        turning = self._hopes(
            (
                (hope.state, other)
                for hope in (_best(drafts, DEEPER) if drafts else first)
                for other in self._chooser.other_turns(hope.choice, page)
            ),
            page,
        )
        real = list(_several(drafts))
        worst = real[-1].promise if len(real) == REALIZED else math.inf
        drafts += self._drafts([hope for hope in turning if hope.promise <= worst], page, slice(0, FIRST_ORDERS))
        return drafts + self._drafts(_best(drafts, FULLY), page, slice(FIRST_ORDERS, None))

    def _hopes(self, choices: Iterable[tuple[State, Choice]], page: int) -> list[Hope]:
        """The choices weighed, the most promising first; those that cannot be are left out."""
        chosen = list(choices)
        prospects = self._outlook.of_choices([choice for _, choice in chosen], page)
        # Among equals the order of the names decides, so that no sum's last digit does.
        found = [
            Hope(state, choice, after, round(state.cost + here + after, 6))
            for (state, choice), (here, after) in zip(chosen, prospects, strict=True)
            if here < FORBIDDEN
        ]
        return sorted(found, key=lambda hope: (hope.promise, hope.choice.items, hope.choice.rests, hope.choice.turns))

    def _drafts(self, hopes: Iterable[Hope], page: int, which: slice) -> list[Draft]:
        """Drafts of a page in some of the orders of each choice, priced together; those that cannot be are left out."""
        drawn = [
            (hope, self._slugs.with_turns(order, dict(hope.choice.turns)), moved + hope.choice.price)
            for hope in hopes
            for order, moved in itertools.islice(self._chooser.orders(hope.choice), which.start, which.stop)
        ]
        costs = self._slicer.page_costs([items for _, items, _ in drawn], self._outlook.rows[page])
        return [
            Draft(hope, items, own, hope.state.cost + bare + own + hope.after)
            for (hope, items, own), bare in zip(drawn, costs, strict=True)
            if bare + own < FORBIDDEN
        ]


def _best(drafts: Iterable[Draft], most: int) -> list[Hope]:
    """What the most promising drafts were drawn up for."""
    best: dict[tuple[int, Choice], Hope] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.promise, draft.items)):
        best.setdefault((id(draft.hope.state), draft.hope.choice), draft.hope)
        if len(best) == most:
            break
    return list(best.values())


def _several(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The most promising drafts, not all of one kind: few that leave the same items and turn the same story alike."""
    kinds: dict[object, int] = {}
    given = 0
    for draft in heapq.nsmallest(REALIZED * 12, drafts, key=lambda draft: (draft.promise, draft.items)):
        kinds[draft.kind] = kinds.get(draft.kind, 0) + 1
        if kinds[draft.kind] <= ALIKE:
            yield draft
            given += 1
            if given == REALIZED:
                return
