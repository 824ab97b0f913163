"""The slicing programme: the best way to cut one rectangle of a page into modules.

A good newspaper page is modular: it is cut by straight cuts from edge to edge, and read in the order of the cuts. For a
run of items in reading order, and a number of columns, the programme finds the least cost at every depth:
one item costs what its shape says; several cost the best of every cut into a first part above, or beside, a
second part. Costs are arrays over all depths, so a cut across is a min-plus convolution and a cut down is a sum.

Many runs are asked for at once, and all runs of one length are worked out together: numpy then adds tens of thousands
of costs in one go. Nothing is kept of how a cost came about: the few plans that are wanted are traced back by asking
again which cut it was.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from printpost.composing.charges import Bill, total
from printpost.composing.shapes import Costs, Shape

BESIDE = 0.3
GAPS = (1, 2, 3)
"""Free rows that may stand between two modules."""
WIDER_GAP = 0.55
"""Cost of a free row more than one between two modules, for each column."""
FORBIDDEN = 1e6
DEAR = 30.0
"""A depth that costs so much more than the best depth of a rectangle is given up, unless nothing else is left. A
third of it would save a little time, and spoil the plans of issues with pins, which are dear."""
FIRST_ROOM = 256
ROUNDING = 1e-2
ALIKE, TOGETHER = 32, 512
"""Rows by which the bands of pairs that are stacked together may differ, and how many are: what is worked on must not
be larger than the processor's cache.
"""

Items = tuple[str, ...]
_Cells = NDArray[np.float32]
_Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Module:
    """An item in its rectangle, in columns and rows of the page's well."""

    item: str
    column: int
    row: int
    span: int
    depth: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A straight cut of a rectangle. ``across``: a rule over ``span`` columns in the free rows above ``row``; else one
    down the gutter left of ``column``, ``depth`` rows long.
    """

    across: bool
    column: int
    row: int
    span: int
    depth: int
    gap: int = 0
    bill: Bill = field(default=(), compare=False)


class Slicer:
    """All rectangles of one grid.

    ``shapes`` gives an item's shapes by span; ``clash`` the cost of two items standing side by side.
    """

    def __init__(
        self,
        columns: int,
        deepest: int,
        shapes: Callable[[str], Mapping[int, Shape]],
        clash: Callable[[str, str], float],
    ) -> None:
        self.columns, self.deepest = columns, deepest
        self._shapes, self._clash = shapes, clash
        # The columns left and right of every cut down the page.
        beside = [(left, span - left) for span in range(2, columns + 1) for left in range(1, span)]
        lefts, rights = np.array(beside, dtype=np.intp).reshape(-1, 2).T
        self._beside_spans = lefts, rights
        self.forget()

    def forget(self, *, dear: float = DEAR) -> None:
        """Forget all rectangles, for the sake of memory; from now on give up what is so much too dear."""
        self._dear = dear
        self._numbers: dict[Items, int] = {}
        self._priced: dict[tuple[Items, int], float] = {}
        self._names: list[str] = []
        # What two items standing side by side cost, by their places in the list of names.
        self._prices: _Cells = np.full((FIRST_ROOM, FIRST_ROOM), np.nan, dtype=np.float32)
        # By run, span and depth. The last depth stands for all that are out of range: nothing is had there.
        self._costs: _Cells = np.full((FIRST_ROOM, self.columns + 1, self.deepest + 2), np.inf, dtype=np.float32)
        # By run and span: the least and the greatest depth that can be had, and the fewest cells that the items take.
        self._low: _Rows = np.full((FIRST_ROOM, self.columns + 1), self.deepest + 1, dtype=np.intp)
        self._high: _Rows = np.full((FIRST_ROOM, self.columns + 1), -1, dtype=np.intp)
        self._fewest: _Cells = np.full((FIRST_ROOM, self.columns + 1), np.inf, dtype=np.float32)
        # The best cost, and its depth.
        self._best: _Cells = np.full((FIRST_ROOM, self.columns + 1), np.inf, dtype=np.float32)
        self._best_at: _Rows = np.zeros((FIRST_ROOM, self.columns + 1), dtype=np.intp)
        # By run: its first item's place in the list of names, the run without its last item and without its first.
        self._first: _Rows = np.zeros(FIRST_ROOM, dtype=np.intp)
        # What every cell costs by which an item of the run grows, if one does.
        self._grown: _Cells = np.zeros(FIRST_ROOM, dtype=np.float32)
        self._head: _Rows = np.zeros(FIRST_ROOM, dtype=np.intp)
        self._tail: _Rows = np.zeros(FIRST_ROOM, dtype=np.intp)

    @property
    def dear(self) -> float:
        """How much dearer than the best depth of a rectangle a depth may be."""
        return self._dear

    def cost(self, items: Items, depth: int) -> float:
        """The least cost of filling all columns exactly ``depth`` rows deep with the items."""
        return self.page_costs((items,), depth)[0]

    def page_costs(self, runs: Sequence[Items], depth: int) -> list[float]:
        """The least cost of filling all columns exactly ``depth`` rows deep with each of the runs of items.

        No other span and depth of a run is asked for, so none is worked out, unless it stands within another.
        """
        new = [run for run in dict.fromkeys(runs) if run not in self._numbers and (run, depth) not in self._priced]
        self.prepare(part for run in new for part in ((run[:-1], run[1:]) if len(run) > 1 else (run,)))
        by_length: dict[int, list[Items]] = {}
        for run in new:
            if run not in self._numbers:
                by_length.setdefault(len(run), []).append(run)
        for length, alike in by_length.items():
            heads = np.array([self._numbers[run[:-1]] for run in alike])
            tails = np.array([self._numbers[run[1:]] for run in alike])
            best = self._at_one_depth(self._cuts_of(heads, tails, length), depth)
            self._priced |= zip(((run, depth) for run in alike), best.tolist(), strict=True)
        return [
            self._priced[run, depth] if run not in self._numbers else float(self._costs[self._numbers[run], -1, depth])
            for run in runs
        ]

    def _at_one_depth(self, parts: Sequence[tuple[_Rows, _Rows]], depth: int) -> _Cells:
        """The least costs over all columns of runs with these parts before and after every cut."""
        best = np.full(len(parts[0][0]), np.inf, dtype=np.float32)
        for before, after in parts:
            price = self._side_by_side(self._first[before], self._first[after])
            for left in range(1, self.columns):
                beside = self._costs[before, left, depth] + self._costs[after, self.columns - left, depth] + price
                np.minimum(best, beside, out=best)
            for gap in GAPS:
                if depth - gap >= 2:
                    stacked = (
                        self._costs[before, -1, 1 : depth - gap] + self._costs[after, -1, depth - gap - 1 : 0 : -1]
                    )
                    across = stacked.min(axis=1) + np.float32(WIDER_GAP * self.columns * (gap - 1))
                    np.minimum(best, across, out=best)
        return best

    def _cuts_of(self, heads: _Rows, tails: _Rows, length: int) -> list[tuple[_Rows, _Rows]]:
        """For every cut of runs, given without their last and without their first item, what stands before and after
        it.
        """
        before, after = [heads], [tails]
        for _ in range(length - 2):
            before.append(self._head[before[-1]])
            after.append(self._tail[after[-1]])
        return list(zip(reversed(before), after, strict=True))

    def costs(self, items: Items, span: int | None = None) -> Costs:
        """The least cost of filling ``span`` columns (default all) with the items, at every depth."""
        self.prepare((items,))
        found: Costs = self._costs[self._numbers[items], span or self.columns, :-1].astype(np.float64)
        return found

    def modules(self, items: Items, depth: int) -> tuple[tuple[Module, ...], tuple[Cut, ...]]:
        """The cheapest plan of that depth over all columns."""
        modules: list[Module] = []
        cuts: list[Cut] = []
        self.trace(items, 0, 0, self.columns, depth, modules, cuts)
        return tuple(modules), tuple(cuts)

    def prepare(self, runs: Iterable[Items]) -> None:
        """Work out the costs of all these runs of items, and of every run within them, together."""
        runs = [run for run in runs if run not in self._numbers]
        for item in dict.fromkeys(item for run in runs for item in run):
            if (item,) not in self._numbers:
                self._single(item)
        by_length: dict[int, dict[Items, None]] = {}

        def want(run: Items) -> None:
            if run in self._numbers or run in (level := by_length.setdefault(len(run), {})):
                return
            level[run] = None
            want(run[:-1])
            want(run[1:])

        for run in runs:
            want(run)
        for length in sorted(by_length):
            self._cut(length, list(by_length[length]))

    # -- one item

    def _single(self, item: str) -> None:
        # The shapes of a group ask for its own items first.
        shapes = self._shapes(item)
        number = self._room(1)
        self._numbers[(item,)] = number
        self._first[number] = len(self._names)
        self._names.append(item)
        while len(self._names) > len(self._prices):
            self._prices = _doubled(_doubled(self._prices, np.nan).T, np.nan).T
        for span, shape in shapes.items():
            self._costs[number, span, :-1] = np.where(shape.cost < FORBIDDEN, shape.cost, np.inf)
        self._grown[number] = max((shape.grown_cell for shape in shapes.values()), default=0.0)
        self._bounded(slice(number, number + 1))
        fewest = np.inf
        for span in range(1, self.columns + 1):
            low = self._low[number, span]
            fewest = min(fewest, span * (low + 1) if low <= self.deepest else np.inf)
            self._fewest[number, span] = fewest

    def _room(self, count: int) -> int:
        """The number of the first of so many new runs."""
        number = len(self._numbers)
        # One is always free: what is read beyond the end of a row must still be in the table.
        while number + count >= len(self._costs):
            self._costs = _doubled(self._costs, np.inf)
            self._low = _doubled(self._low, self.deepest + 1)
            self._high = _doubled(self._high, -1)
            self._fewest = _doubled(self._fewest, np.inf)
            self._best = _doubled(self._best, np.inf)
            self._best_at = _doubled(self._best_at, 0)
            self._first = _doubled(self._first, 0)
            self._grown = _doubled(self._grown, 0.0)
            self._head = _doubled(self._head, 0)
            self._tail = _doubled(self._tail, 0)
        return number

    def _bounded(self, numbers: slice) -> None:
        """Give up what is far too dear, and note the least and the greatest depth of what is left, and the best."""
        costs = self._costs[numbers]
        at = costs.argmin(axis=2)
        best = np.take_along_axis(costs, at[:, :, None], axis=2)
        self._best[numbers], self._best_at[numbers] = best[:, :, 0], at
        there = costs <= best + self._dear
        grown = self._grown[numbers]
        if grown.any():
            # Ruled lines that take the room there is are not too dear for that.
            bare = costs - grown[:, None, None] * np.multiply.outer(
                np.arange(costs.shape[1]), np.arange(costs.shape[2])
            )
            there |= bare <= bare.min(axis=2, keepdims=True) + self._dear
        costs[~there] = np.inf
        some = np.isfinite(best[:, :, 0])
        self._low[numbers] = np.where(some, there.argmax(axis=2), self.deepest + 1)
        self._high[numbers] = np.where(some, self.deepest + 1 - there[:, :, ::-1].argmax(axis=2), -1)

    # -- several items

    def _cut(self, length: int, runs: list[Items]) -> None:
        """Work out all runs of one length; those within them are known."""
        first_number = self._room(len(runs))
        known = self._numbers
        numbers = slice(first_number, first_number + len(runs))
        self._head[numbers] = [known[run[:-1]] for run in runs]
        self._tail[numbers] = [known[run[1:]] for run in runs]
        self._first[numbers] = self._first[self._head[numbers]]
        self._grown[numbers] = np.maximum(self._grown[self._head[numbers]], self._grown[self._tail[numbers]])
        for number, run in enumerate(runs, first_number):
            known[run] = number
        cuts = self._cuts_of(self._head[numbers], self._tail[numbers], length)
        self._fewest[numbers] = self._fewest[cuts[0][0]] + self._fewest[cuts[0][1]]
        spans = np.arange(self.columns + 1)
        room = self._fewest[numbers] <= spans * (self.deepest + 1)
        # As [cut, run].
        before, after = np.array([before for before, _ in cuts]), np.array([after for _, after in cuts])
        costs = self._costs[numbers]
        self._beside(before, after, room, costs)
        across = self._across(before, after, room)[:, :, : self.deepest + 1]
        # Every free row more costs as much.
        for gap in GAPS:
            here = across[:, :, : self.deepest + 2 - gap]
            np.minimum(costs[:, :, gap:], here, out=costs[:, :, gap:])
            across += (WIDER_GAP * spans).astype(np.float32)[None, :, None]
        costs[:, :, -1] = np.inf
        self._bounded(numbers)

    def _side_by_side(self, firsts: _Rows, seconds: _Rows) -> _Cells:
        """What items cost that stand side by side, by their places in the list of names."""
        prices: _Cells = self._prices[firsts, seconds]
        unknown = np.isnan(prices)
        if not unknown.any():
            return prices
        for first, second in {*zip(firsts[unknown].tolist(), seconds[unknown].tolist(), strict=True)}:
            self._prices[first, second] = total(self._beside_bill(self._names[first], self._names[second]))
        found: _Cells = self._prices[firsts, seconds]
        return found

    def _beside_bill(self, first: str, second: str) -> Bill:
        return (("beside", BESIDE), ("tombstone", self._clash(first, second)))

    def _beside(self, left: _Rows, right: _Rows, room: NDArray[np.bool_], costs: _Cells) -> None:
        """Cuts down the page, brought into the costs, [run, span, depth]; ``left`` and ``right`` are the runs beside
        each other, as [cut, run], and ``room`` as for ``_across``.
        """
        price = self._side_by_side(self._first[left], self._first[right])
        lefts, rights = self._beside_spans
        low = np.maximum(self._low[left][:, :, lefts], self._low[right][:, :, rights])
        high = np.minimum(self._high[left][:, :, lefts], self._high[right][:, :, rights])
        cut, run, at = np.nonzero((low <= high) & room[:, lefts + rights])
        first = low[cut, run, at]
        depths = high[cut, run, at] - first + 1
        # Few pairs have many depths in common: every depth of every pair by itself.
        pairs = np.repeat(np.arange(len(cut)), depths)
        depth = np.arange(len(pairs)) - np.repeat(np.cumsum(depths) - depths, depths) + first[pairs]
        size, spans = self.deepest + 2, self.columns + 1
        all_costs = self._costs.reshape(-1)
        cost = all_costs[((left[cut, run] * spans + lefts[at]) * size)[pairs] + depth]
        cost += all_costs[((right[cut, run] * spans + rights[at]) * size)[pairs] + depth]
        cost += price[cut, run][pairs]
        np.minimum.at(costs.reshape(-1), ((run * spans + lefts[at] + rights[at]) * size)[pairs] + depth, cost)

    def _across(self, upper: _Rows, lower: _Rows, room: NDArray[np.bool_]) -> _Cells:
        """Cuts across the page: as [run, span, depth] the least cost of the two parts' depths together, without the
        gap.

        ``upper`` and ``lower`` are the runs above and below, as [cut, run]; ``room``, as [run, span], is where there is
        room for the items.
        """
        cost = self._best[upper] + self._best[lower]
        there = room & (self._best_at[upper] + self._best_at[lower] < self.deepest)
        # What a run costs at the most where it is best: cuts that promise less than that can bear are given up.
        most = np.where(there, cost, np.inf).min(axis=0)
        together = self._low[upper] + self._low[lower]
        cuts, runs, spans = np.nonzero(room & (together < self.deepest) & (cost <= most + self._dear + ROUNDING))
        # Rows have room for what is deeper than the page, so that all of them can be added to in one go.
        found = np.full((*room.shape, 2 * (self.deepest + 2)), np.inf, dtype=np.float32)
        if len(cuts):
            rows = runs * room.shape[1] + spans
            self._stack(upper[cuts, runs], lower[cuts, runs], spans, cuts, rows, found.reshape(-1, found.shape[2]))
        return found

    def _stack(self, upper: _Rows, lower: _Rows, spans: _Rows, cuts: _Rows, rows: _Rows, found: _Cells) -> None:
        """Min-plus convolutions: the least cost, over ways to share a depth, of one rectangle above another, brought
        into the rows of what is found. No row is met twice by one cut.
        """
        low_upper, low_lower = self._low[upper, spans], self._low[lower, spans]
        band_upper, band_lower = self._high[upper, spans] - low_upper + 1, self._high[lower, spans] - low_lower + 1
        swap = band_upper > band_lower
        band_short, band_long = np.where(swap, band_lower, band_upper), np.where(swap, band_upper, band_lower)
        short, long = np.where(swap, lower, upper), np.where(swap, upper, lower)
        least = low_upper + low_lower
        # Pairs of about one length are added together, of these those with the longest bands come first: every step of
        # the loop then takes a part of the pairs.
        order = np.lexsort((-band_short, band_long // ALIKE))
        groups = np.flatnonzero(np.diff(band_long[order] // ALIKE, prepend=-1, append=-1))
        for first, end in itertools.pairwise(groups.tolist()):
            for start in range(first, end, TOGETHER):
                some = order[start : min(start + TOGETHER, end)]
                cost = self._stacked(
                    short[some], long[some], spans[some], band_short[some], band_long[some], least[some]
                )
                into = _windows(found, cost.shape[1])
                at = rows[some] * found.shape[1] + least[some]
                for cut in range(int(cuts[some].max()) + 1):
                    these = np.flatnonzero(cuts[some] == cut)
                    into[at[these]] = np.minimum(into[at[these]], cost[these])

    def _stacked(
        self, short: _Rows, long: _Rows, spans: _Rows, band_short: _Rows, band_long: _Rows, least: _Rows
    ) -> _Cells:
        """The same for pairs whose shorter bands grow shorter, as [pair, depth] from their least depth on."""
        width = int(min((band_short + band_long).max() - 1, self.deepest + 1 - least.min()))
        reach = min(int(band_long.max()), width)
        steps = min(int(band_short[0]), width)
        a = self._from_least(short, spans, steps)
        b = self._from_least(long, spans, reach)
        cost = np.full((len(short), width), np.inf, dtype=np.float32)
        sums = np.empty((len(short), reach), dtype=np.float32)
        counts = len(short) - np.searchsorted(band_short[::-1], np.arange(1, steps + 1))
        for step, count in enumerate(counts.tolist()):
            room = min(reach, width - step)
            some, part = sums[:count, :room], cost[:count, step : step + room]
            np.add(b[:count, :room], a[:count, step, None], out=some)
            np.minimum(part, some, out=part)
        return cost

    def _from_least(self, numbers: _Rows, spans: _Rows, width: int) -> _Cells:
        """The costs of runs from their least depth on. Beyond the end of a run's own row another's begins: who reads so
        far is deeper than the page.
        """
        size = self.deepest + 2
        at = (numbers * (self.columns + 1) + spans) * size + self._low[numbers, spans]
        found: _Cells = _windows(self._costs, width)[at]
        return found

    # -- tracing

    def trace(
        self, items: Items, column: int, row: int, span: int, depth: int, modules: list[Module], cuts: list[Cut]
    ) -> None:
        """Append the modules and cuts of the cheapest plan of a rectangle."""
        if len(items) == 1:
            modules.append(Module(items[0], column, row, span, depth))
            return
        if items not in self._numbers:
            self.prepare((items[:-1], items[1:]))
        at, left, upper, gap = self._cheapest(items, span, depth)
        if left:
            self.trace(items[:at], column, row, left, depth, modules, cuts)
            bill = self._beside_bill(items[0], items[at])
            cuts.append(Cut(False, column + left, row, 1, depth, bill=bill))
            self.trace(items[at:], column + left, row, span - left, depth, modules, cuts)
        else:
            self.trace(items[:at], column, row, span, upper, modules, cuts)
            bill = (("gap", WIDER_GAP * span * (gap - 1)),)
            cuts.append(Cut(True, column, row + upper + gap, span, 0, gap, bill))
            self.trace(items[at:], column, row + upper + gap, span, depth - upper - gap, modules, cuts)

    def _cheapest(self, items: Items, span: int, depth: int) -> tuple[int, int, int, int]:
        """The cheapest cut of a rectangle: before which item, after how many columns, or rows and with what gap."""
        found: list[tuple[float, int, int, int, int]] = []
        for at in range(1, len(items)):
            one, other = self._numbers[items[:at]], self._numbers[items[at:]]
            price = np.float32(total(self._beside_bill(items[0], items[at])))
            for left in range(1, span):
                cost = self._costs[one, left, depth] + self._costs[other, span - left, depth] + price
                found.append((float(cost), at, left, 0, 0))
            for gap in GAPS:
                if depth - gap < 2:
                    continue
                stacked = self._costs[one, span, 1 : depth - gap] + self._costs[other, span, depth - gap - 1 : 0 : -1]
                upper = int(stacked.argmin())
                cost = stacked[upper] + np.float32(WIDER_GAP * span * (gap - 1))
                found.append((float(cost), at, 0, upper + 1, gap))
        _, at, left, upper, gap = min(found)
        return at, left, upper, gap


def _windows(array: _Cells, width: int) -> _Cells:
    """All runs of so many neighbours in a table, by where they begin."""
    size, step = array.size, array.itemsize
    return np.ndarray((size - width + 1, width), array.dtype, array, strides=(step, step))


def _doubled(array: NDArray[Any], empty: float) -> NDArray[Any]:
    return np.ascontiguousarray(np.concatenate([array, np.full_like(array, empty)]))
