"""Choices: what may stand on the next page, in which reading orders, and which stories may turn there.

Items that are left come in; choices go out, the likeliest first. Depths play no part here: a choice is likely if the
cells that its items take at their best come close to those of the page, less what a turned story carries over.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from printpost.composing.galley import Start
from printpost.composing.items import Story
from printpost.composing.matter import Matter
from printpost.composing.slicing import Items

MOST_PANELS = 7
"""The next panels that may stand on a page."""
MOST_TOGETHER = 5
"""Panels that may stand on one page."""
MOVE = 0.12
"""Cost of a place by which a panel is moved among the items of its page."""
MOST_MOVES = 6
JUMPED = 0.1
"""How much less likely a choice is for every earlier panel that it leaves out."""
UNEVEN = 0.35
"""How much less likely it is for every panel more or less than each page should have."""
AWAY = 6.0
"""How much less likely it is for the share of the page by which it seems too full or too empty."""
LEAST_INSIDE = 0.2
"""The share of later pages that a front leaves for what is more than ruled lines for notes, about."""
FRONT_OF_THIN = 0.7
"""The share of a paper that is far too thin which its front has at least, about."""
EMPTY_PAGE = 3.0
"""How much less likely it is for every later page that has nothing on it but room for notes."""
LOOSE, TIGHT = 0.96, 1.06
"""How full a page's items must seem for a turn to be worth a try, and how full they may seem without one."""
TURNABLE, STAYS = 0.8, 0.6
"""The share of a story that may be carried over, about; of one of many pages, all but so much of a page."""
LONG = 0.9
"""A turned story whose rest is longer than this share of a page may turn again."""
WAIT = 0.8
"""Cost of a page that a turned story's rest is made to wait."""
SECOND = 1.15
"""How full a front page must seem for two stories to turn on it."""
TURNS_ON_FRONT = 2
HEAD_CELLS = 8.0
"""Cells that the head of a turned story's rest takes, about."""
NARROW_FOOT = 3


class Figures(Protocol):
    """What is known of items and rests by their names."""

    matter: Matter

    def natural(self, name: str, /) -> float:
        """The cells that it takes at its best."""
        ...

    def naturals(self, names: tuple[str, ...], /) -> float:
        """The same for several, together."""
        ...

    def turn_cost(self, name: str, /) -> float:
        """What it costs that it turns."""
        ...

    def item_of(self, name: str, /) -> str:
        """The item of a rest, or the item itself."""
        ...

    def start_of(self, name: str, /) -> Start:
        """Where it begins."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands on a page: the items, the rests of turned stories; what is left after it and which rests wait on;
    which stories turn, each with the lines to be carried over; and what it costs that rests wait.
    """

    items: tuple[str, ...]
    rests: tuple[str, ...]
    after: tuple[str, ...]
    waiting: tuple[str, ...]
    turns: tuple[tuple[str, float], ...] = ()
    price: float = 0.0


class Chooser:
    """Draws up the choices for every page. ``rows`` are the rows of the well of every page."""

    def __init__(self, figures: Figures, rows: Sequence[int]) -> None:
        self.figures, self.matter, self.rows = figures, figures.matter, tuple(rows)
        pins = {name: self.matter[name].page for name in self.matter.order}
        self._pins = {name: page - 1 for name, page in pins.items() if page is not None}

    # -- what stands on the page

    def choices(self, left: tuple[str, ...], rests: tuple[str, ...], page: int, most: int) -> list[Choice]:
        """The choices for a page (from 0), of at most so many sets of items, with the turns that seem worth a try."""
        found: list[Choice] = []
        last = page == len(self.rows) - 1
        for placed in self._rests(rests, page):
            waiting = tuple(rest for rest in rests if rest not in placed)
            for items, after in self._sets(left, placed, waiting, page, most):
                here = (*items, *placed)
                fill = sum(map(self.figures.natural, here)) / (self.rows[page] * self.matter.columns)
                turnings: list[tuple[str, ...]] = [()] if last or fill <= TIGHT else []
                if not last and fill >= LOOSE:
                    turnings += self._turnings(items, placed, page, fill)
                bare = Choice(items, placed, after, waiting, (), WAIT * len(waiting))
                for turning in turnings:
                    found += [replace(bare, turns=turns) for turns in self._targets(turning, bare, page)[:1]]
        return found

    def other_turns(self, choice: Choice, page: int) -> list[Choice]:
        """The same choice with other lengths of what is carried over."""
        turning = tuple(name for name, _ in choice.turns)
        found = [replace(choice, turns=turns) for turns in self._targets(turning, choice, page)]
        return [other for other in found if other != choice]

    def _rests(self, rests: tuple[str, ...], page: int) -> list[tuple[str, ...]]:
        """Which rests may stand on the page: all, or all but one that waits for a later page."""
        if not rests:
            return [()]
        found = [rests]
        if page < len(self.rows) - 1:
            room = self.rows[page] * self.matter.columns
            found += [
                tuple(other for other in rests if other != rest)
                for rest in rests[-1:]
                if self.figures.natural(rest) <= LONG * room
            ]
        return found

    def _sets(
        self, left: tuple[str, ...], placed: tuple[str, ...], waiting: tuple[str, ...], page: int, most: int
    ) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What may stand on the page and what is left then, the likeliest first."""
        pages = len(self.rows)
        if page == pages - 1:
            return [(left, ())] if left or placed else []
        natural, matter, pins = self.figures.natural, self.matter, self._pins
        room = self.rows[page] * matter.columns
        cells = {name: natural(name) for name in left}
        rest = sum(map(natural, placed))
        rest_turns = max((natural(name) for name in placed if natural(name) > LONG * room), default=0.0)
        share = (sum(cells.values()) + rest + sum(map(natural, waiting))) / (sum(self.rows[page:]) * matter.columns)
        must = [name for name in left if pins.get(name) == page]
        # Where later pages have what takes any room, this one is filled as far as something is left for them: a thin
        # paper is not thin on its front.
        elastic = {name for name in left if matter.grown_cell(name)}
        if elastic and elastic.isdisjoint(must):
            whole = sum(cells.values()) + rest
            spare = whole - LEAST_INSIDE * sum(self.rows[page + 1 :]) * matter.columns
            share = max(share, min(max(spare, FRONT_OF_THIN * whole * (page == 0)) / room, 1.0))
        free = [name for name in left if name not in pins]
        stories = [name for name in free if not matter[name].movable]
        panels = [name for name in free if matter[name].movable]
        sizes, subsets = _subsets(min(len(panels), MOST_PANELS))
        taken = subsets @ np.array([cells[name] for name in panels[:MOST_PANELS]])
        places = np.array([left.index(name) for name in panels[:MOST_PANELS]])
        jumps = subsets @ places - sizes * (sizes - 1) / 2
        uneven = np.abs(sizes + sum(matter[name].movable for name in must) - len(panels) / (pages - page))
        scores: list[NDArray[np.float64]] = []
        least = rest + sum(cells[name] for name in must)
        # The pages that items can be on: a long story that may turn gives something to several.
        spread = {name: max(1, round(cells[name] / room)) if matter.turnable(name) else 1 for name in left}
        later = sum(spread.values()) - sum(spread[name] for name in must) + len(waiting)
        turns = [rest_turns, *(cells[name] for name in must if matter.turnable(name))]
        # The lead is not left for a later page, whatever is pinned to the front.
        leads = page == 0 and bool(stories) and self._is_lead(stories[0])
        for count in range(len(stories) + 1):
            if count:
                name = stories[count - 1]
                least += cells[name]
                later -= spread[name]
                turns.append(cells[name] if matter.turnable(name) else 0.0)
            turning = heapq.nlargest(TURNS_ON_FRONT if page == 0 else 1, turns)
            turnable = sum(turning)
            carried = sum(max(each * TURNABLE, each - room * STAYS) for each in turning)
            if least - carried > room * TIGHT:
                break
            here = least + taken
            # Two turns are for fronts that are hard to fill otherwise: they do not make a choice likelier.
            one_turn = max(turns) * 0.5 / room
            away = np.maximum(np.maximum(here / room - share - one_turn, share - here / room), 0.0)
            score = away * AWAY + JUMPED * jumps + UNEVEN * uneven
            over = here - carried > room * TIGHT
            own = sizes + count + len(set(must) - elastic) + len(placed)
            bare = (own + len(must) == 0) | (leads and not count)
            # A later page must have something on it.
            starved = later - sizes + -(-turnable // room) < pages - page - 1
            # A page that is too thin is better than no page: its white is dear, but it is not forbidden.
            thin = here < room * min(0.88, share - 0.1)
            # Pages inside that are all panels and ruled lines are no paper.
            thin |= bool(elastic) and page == 0 and 1 < count == len(stories)
            thin |= own == 0
            score += EMPTY_PAGE * np.maximum(pages - page - 1 + len(elastic) - (later - sizes), 0)
            scores.append(np.where(over | bare | starved, np.inf, score + np.where(thin, 1000.0, 0.0)))
        table = np.array(scores).reshape(-1) if scores else np.array([])
        likely = np.argsort(table, kind="stable")[: 4 * most]
        # Among equals the order of the names decides, so that no sum's last digit does.
        chosen: list[tuple[float, tuple[str, ...]]] = []
        for index in likely.tolist():
            if not np.isfinite(table[index]):
                break
            count, subset = divmod(index, len(sizes))
            some = {*must, *stories[:count], *itertools.compress(panels, subsets[subset] > 0)}
            chosen.append((round(float(table[index]), 6), tuple(name for name in left if name in some)))
        chosen.sort()
        if any(score < 1000.0 for score, _ in chosen):
            chosen = [entry for entry in chosen if entry[0] < 1000.0]
        return [(items, tuple(name for name in left if name not in items)) for _, items in chosen[:most]]

    # -- in which order

    def orders(self, choice: Choice) -> Iterator[tuple[Items, float]]:
        """Reading orders to try, the likeliest first: panels and rests at several places among the stories."""
        given: set[Items] = set()
        for order, moved in self._with_rests(choice):
            if order not in given:
                given.add(order)
                yield order, moved

    def _with_rests(self, choice: Choice) -> Iterator[tuple[Items, float]]:
        # Ruled lines stand at the end of the page, after what comes from other pages, too.
        ruled = tuple(name for name in choice.items if self.matter.grown_cell(name))
        rests = choice.rests
        orders: list[tuple[Items, float]] = []
        for order, moved in self._without_rests([name for name in choice.items if name not in ruled]):
            if len(orders) < 4 and (order, moved) not in orders:
                orders.append((order, moved))
            yield (*order, *rests, *ruled), moved
        for order, moved in orders if rests else ():
            yield (*order[:1], *rests, *order[1:], *ruled), moved + 0.2
            yield (*rests, *order, *ruled), moved + 0.6
            if len(rests) > 1:
                yield (*order[:1], rests[0], *order[1:], *rests[1:], *ruled), moved + 0.3

    def _without_rests(self, chosen: Sequence[str]) -> Iterator[tuple[Items, float]]:
        matter = self.matter
        stories = [name for name in chosen if not matter[name].movable]
        panels = [name for name in chosen if matter[name].movable]
        places = {name: place for place, name in enumerate(chosen) if name in panels}

        def moved(*order: str) -> tuple[Items, float]:
            # A panel's cost is added in the editor's order, so that no sum's last digit depends on the reading order.
            at = {name: place for place, name in enumerate(order) if name in places}
            return order, sum(MOVE * min(abs(at[p] - places[p]), MOST_MOVES) for p in panels)

        yield moved(*chosen)
        if not panels:
            return
        first = 1 if stories else 0
        yield moved(*stories, *panels)
        yield moved(*stories[:1], *panels, *stories[1:])
        for at in range(first, len(stories) + 1):
            yield moved(*stories[:at], *panels, *stories[at:])
        for split in range(1, len(panels)):
            for at in range(1, len(stories)):
                yield moved(*stories[:at], *panels[:split], *stories[at:], *panels[split:])
        if len(panels) > 1:
            back = panels[::-1]
            for at in range(first, len(stories) + 1):
                yield moved(*stories[:at], *back, *stories[at:])

    # -- turns

    def _turnings(self, items: Sequence[str], placed: Sequence[str], page: int, fill: float) -> list[tuple[str, ...]]:
        """Which stories may turn on a page: the last or the longest that can; a long rest once more; on the front
        two.
        """
        natural = self.figures.natural
        names = [name for name in items if self.matter.turnable(name)]
        room = self.rows[page] * self.matter.columns
        found: list[tuple[str, ...]] = [(name,) for name in placed if natural(name) > LONG * room]
        found += [(name,) for name in names[-1:]]
        longest = max(names[:-1], key=natural, default=None)
        if longest is not None:
            found.append((longest,))
        if page == 0 and len(names) > 1 and fill >= SECOND:
            found.append((names[-2], names[-1]))
        return found

    def _targets(self, turning: tuple[str, ...], choice: Choice, page: int) -> list[tuple[tuple[str, float], ...]]:
        """How many lines of each turned story should be carried over: what does not go in here, then other lengths up
        to what the later pages can take.
        """
        if not turning:
            return [()]
        matter = self.matter
        columns, legs = matter.columns, matter.legs
        lines = [self._lines(name) for name in turning]
        bounds = [(float(legs.turn_after), float(count - legs.turn_before)) for count in lines]
        if any(high <= low for low, high in bounds):
            return []
        naturals = self.figures.naturals
        later = sum(self.rows[page + 1 :]) * columns - (naturals(choice.after) + naturals(choice.waiting))
        # What is left may make itself smaller than it is at its best.
        most = later + (TIGHT - 1.0) * sum(self.rows[page + 1 :]) * columns
        over = naturals(choice.items) + naturals(choice.rests) - self.rows[page] * columns
        if len(turning) > 1:
            if over < sum(low for low, _ in bounds) or most < over:
                return []
            wanted = [tuple(over * share for share in shares) for shares in _shared(lines)]
        else:
            if over < bounds[0][0] - 0.2 * lines[0] or most < bounds[0][0] - 6:
                return []
            wanted = [(over,), ((over + later) / 2,), (later - HEAD_CELLS,)]
            if page == len(self.rows) - 2 and choice.after:
                # The last page must take all that is left, and a panel may want a column of its own.
                wanted.append(((self.rows[-1] - NARROW_FOOT) * (columns - 1) - HEAD_CELLS,))
        bounded = [
            tuple(min(max(float(round(one)), low), high) for one, (low, high) in zip(some, bounds, strict=True))
            for some in wanted
        ]
        return [tuple(zip(turning, some, strict=True)) for some in dict.fromkeys(bounded)]

    def _is_lead(self, name: str) -> bool:
        item = self.matter[name]
        return isinstance(item, Story) and item.rank == 1

    def _lines(self, name: str) -> int:
        item = self.matter[self.matter.turning(self.figures.item_of(name))]
        assert isinstance(item, Story)
        return item.galley.rows(self.figures.start_of(name))


@lru_cache(maxsize=16)
def _subsets(panels: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """All sets of few of so many panels: their sizes, and [set, panel] whether it is in."""
    rows = [
        [float(panel in subset) for panel in range(panels)]
        for size in range(min(panels, MOST_TOGETHER) + 1)
        for subset in itertools.combinations(range(panels), size)
    ]
    table = np.array(rows).reshape(len(rows), panels)
    return table.sum(axis=1).astype(np.intp), table


def _shared(lines: Sequence[int]) -> list[tuple[float, ...]]:
    """How two stories may share what is carried over: by their length, or one of them more."""
    whole = sum(lines)
    even = lines[0] / whole
    return [(share, 1.0 - share) for share in (even, even * 0.6, 1.0 - (1.0 - even) * 0.6)]
