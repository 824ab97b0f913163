"""The slicing programme: the best way to cut one rectangle of a page into modules.

A good newspaper page is modular: it is cut by straight cuts from edge to edge, and read in the order of the cuts. For a
run of items in reading order, and a number of columns, the programme finds the least cost at every depth:
one item costs what its shape says; several cost the best of every cut into a first part above, or beside, a
second part. Costs are arrays over all depths, so a cut across is a min-plus convolution and a cut down is a sum.
Results are kept by run of items: pages, orders and turns that share items share the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from printpost.composing.shapes import Costs, Shape

BESIDE = 0.3
GAPS = (1, 2, 3)
"""Free rows that may stand between two modules."""
WIDER_GAP = 0.55
"""Cost of a free row more than one between two modules, for each column."""
FORBIDDEN = 1e6

Items = tuple[str, ...]


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


@dataclass(slots=True)
class _Table:
    """Costs by depth, finite from ``low`` to ``high`` at most, and how each depth is come by."""

    cost: Costs
    how: NDArray[np.int64]
    low: int
    high: int


class Slicer:
    """All rectangles of one grid. ``shapes`` gives an item's shapes by span; ``headline`` its head's level, for
    tombstones.
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
        self._tables: dict[tuple[Items, int], _Table] = {}
        self._leasts: dict[tuple[str, int], int] = {}
        nothing = np.full(deepest + 1, np.inf)
        self._none = _Table(nothing, np.zeros(deepest + 1, dtype=np.int64), deepest + 1, 0)

    def cost(self, items: Items, depth: int, span: int | None = None) -> float:
        """The least cost of filling ``span`` columns (default all) exactly ``depth`` rows deep with the items."""
        return float(self._table(items, span or self.columns).cost[depth])

    def costs(self, items: Items, span: int | None = None) -> Costs:
        """The same at every depth."""
        return self._table(items, span or self.columns).cost

    def modules(self, items: Items, depth: int) -> tuple[tuple[Module, ...], tuple[Cut, ...]]:
        """The cheapest plan of that depth over all columns."""
        modules: list[Module] = []
        cuts: list[Cut] = []
        self.trace(items, 0, 0, self.columns, depth, modules, cuts)
        return tuple(modules), tuple(cuts)

    def _table(self, items: Items, span: int) -> _Table:
        key = (items, span)
        table = self._tables.get(key)
        if table is None:
            if len(items) == 1:
                table = self._single(items[0], span)
            elif sum(self._least(item, span) for item in items) > span * (self.deepest + 1):
                table = self._none
            else:
                table = self._cut(items, span)
            self._tables[key] = table
        return table

    def _least(self, item: str, span: int) -> int:
        """The fewest cells that an item takes in at most ``span`` columns, with the row under it."""
        key = (item, span)
        least = self._leasts.get(key)
        if least is None:
            least = 1_000_000
            for width in range(1, span + 1):
                table = self._table((item,), width)
                if table is not self._none:
                    least = min(least, width * (table.low + 1))
            self._leasts[key] = least
        return least

    def _single(self, item: str, span: int) -> _Table:
        shape = self._shapes(item).get(span)
        if shape is None:
            return self._none
        return self._kept(shape.cost, np.zeros(self.deepest + 1, dtype=np.int64))

    def _kept(self, cost: Costs, how: NDArray[np.int64]) -> _Table:
        finite = np.flatnonzero(cost < FORBIDDEN)
        if not len(finite):
            return self._none
        return _Table(cost, how, int(finite[0]), int(finite[-1]))

    def _cut(self, items: Items, span: int) -> _Table:
        best = np.full(self.deepest + 1, np.inf)
        how = np.zeros(self.deepest + 1, dtype=np.int64)
        for at in range(1, len(items)):
            first, second = items[:at], items[at:]
            clash = BESIDE + self._clash(first[0], second[0]) if span > 1 else 0.0
            for left in range(1, span):
                one = self._table(first, left)
                if one is self._none:
                    continue
                other = self._table(second, span - left)
                low, high = max(one.low, other.low), min(one.high, other.high) + 1
                if other is self._none or low >= high:
                    continue
                cost = one.cost[low:high] + other.cost[low:high] + clash
                better = cost < best[low:high]
                best[low:high][better] = cost[better]
                how[low:high][better] = _code(at, left, 0)
            self._across(items, at, span, best, how)
        return self._kept(best, how)

    def _across(self, items: Items, at: int, span: int, best: Costs, how: NDArray[np.int64]) -> None:
        upper = self._table(items[:at], span)
        if upper is self._none:
            return
        lower = self._table(items[at:], span)
        if lower is self._none or upper.low + lower.low + 1 > self.deepest:
            return
        cost, depths = _stack(upper, lower, self.deepest)
        first = upper.low + lower.low
        for gap in GAPS:
            low = first + gap
            high = min(low + len(cost), self.deepest + 1)
            if low >= high:
                continue
            here = cost[: high - low] + WIDER_GAP * span * (gap - 1)
            better = here < best[low:high]
            if better.any():
                best[low:high][better] = here[better]
                how[low:high][better] = depths[: high - low][better] + _code(at, 0, 0, gap)

    def trace(
        self, items: Items, column: int, row: int, span: int, depth: int, modules: list[Module], cuts: list[Cut]
    ) -> None:
        """Append the modules and cuts of the cheapest plan of a rectangle."""
        if len(items) == 1:
            modules.append(Module(items[0], column, row, span, depth))
            return
        at, left, upper, gap = _decode(int(self._table(items, span).how[depth]))
        if left:
            self.trace(items[:at], column, row, left, depth, modules, cuts)
            cuts.append(Cut(False, column + left, row, 1, depth))
            self.trace(items[at:], column + left, row, span - left, depth, modules, cuts)
        else:
            self.trace(items[:at], column, row, span, upper, modules, cuts)
            cuts.append(Cut(True, column, row + upper + gap, span, 0, gap))
            self.trace(items[at:], column, row + upper + gap, span, depth - upper - gap, modules, cuts)


def _stack(upper: _Table, lower: _Table, deepest: int) -> tuple[Costs, NDArray[np.int64]]:
    """Min-plus convolution: the least cost of one rectangle above another, and the depth of the upper.

    Entry n is for a depth of ``upper.low + lower.low + n`` and the gap.
    """
    long, short = (upper, lower) if upper.high - upper.low >= lower.high - lower.low else (lower, upper)
    band = short.high - short.low + 1
    count = min(long.high - long.low + band, deepest + 1 - long.low - short.low)
    # Row n of the window holds long[n - s] for s = band - 1 down to 0.
    padded = np.full(count + band - 1, np.inf)
    body = long.cost[long.low : long.low + count]
    padded[band - 1 : band - 1 + len(body)] = body
    window: Costs = np.ndarray((count, band), np.float64, padded, strides=(8, 8))
    totals = window + short.cost[short.low : short.high + 1][::-1]
    choice = totals.argmin(axis=1)
    cost = totals[np.arange(count), choice]
    taken = short.high - choice
    if short is upper:
        return cost, taken
    return cost, np.arange(count) + (long.low + short.low) - taken


def _code(at: int, left: int, upper: int, gap: int = 0) -> int:
    return ((at * 16 + left) * 4 + gap) * 512 + upper


def _decode(code: int) -> tuple[int, int, int, int]:
    code, upper = divmod(code, 512)
    code, gap = divmod(code, 4)
    at, left = divmod(code, 16)
    return at, left, upper, gap
