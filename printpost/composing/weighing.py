"""Weighing: what pages of some items must cost, whichever way they are cut.

However a page is sliced, its modules and the free rows under them take its cells exactly. So, whatever a cell may be
worth, a page costs no less than its cells are worth and, for each item, the least that the item costs beyond the worth
of its own cells: the Lagrangian bound of a knapsack (M. L. Fisher, The Lagrangian Relaxation Method for Solving Integer
Programming Problems, Management Science 27, 1981). It takes one sum where slicing takes thousands.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from printpost.composing.shapes import Shape
from printpost.composing.slicing import WIDER_GAP

_Table = NDArray[np.float64]

WORTHS: _Table = np.array([-3.0, -1.5, -0.8, -0.4, -0.2, -0.1, 0.0, 0.07, 0.15, 0.25, 0.4, WIDER_GAP])
"""What a cell may be worth: less than nothing where there is too much copy, at most what a free row costs."""


class Load(NamedTuple):
    """What is to be weighed: items that stand whole, others that may turn, and the cells that they take together, each
    with a free row under it.
    """

    whole: tuple[str, ...]
    turning: tuple[str, ...]
    cells: float


class Scales:
    """Weighs what ``shapes`` gives the shapes of; ``natural`` are the cells of an item that goes whole into no page."""

    def __init__(self, shapes: Callable[[str], Mapping[int, Shape]], natural: Callable[[str], float]) -> None:
        self._shapes, self._natural = shapes, natural
        self._places: dict[str, int] = {}
        # By item and worth of a cell: the least that it costs beyond what its cells are worth, and the same where an
        # item that goes whole into no page turns for nothing.
        self._whole: _Table = np.empty((0, len(WORTHS)))
        self._turning: _Table = np.empty((0, len(WORTHS)))

    def weigh(self, loads: Sequence[Load]) -> list[float]:
        """The least that each load can cost; infinite where something that must stand whole cannot."""
        if not loads:
            return []
        self._take(dict.fromkeys(itertools.chain.from_iterable(load.whole + load.turning for load in loads)))
        sums = self._summed(self._whole, [load.whole for load in loads])
        sums += self._summed(self._turning, [load.turning for load in loads])
        cells = np.array([load.cells for load in loads])
        weights: list[float] = (sums + WORTHS * cells[:, None]).max(axis=1).tolist()
        return weights

    def _summed(self, table: _Table, loads: Sequence[tuple[str, ...]]) -> _Table:
        """The sums of the items' rows of a table, by load."""
        sums = np.zeros((len(loads), len(WORTHS)))
        some = [number for number, items in enumerate(loads) if items]
        if some:
            places = [self._places[item] for number in some for item in loads[number]]
            first = np.cumsum([0, *(len(loads[number]) for number in some[:-1])])
            sums[some] = np.add.reduceat(table[places], first, axis=0)
        return sums

    def _take(self, items: Mapping[str, None]) -> None:
        new = [item for item in items if item not in self._places]
        if not new:
            return
        self._places |= zip(new, itertools.count(len(self._places)))
        whole = np.array([self._beyond(item) for item in new])
        turning = [
            beyond if np.isfinite(beyond[0]) else self._turned(item) for item, beyond in zip(new, whole, strict=True)
        ]
        self._whole = np.concatenate([self._whole, whole])
        self._turning = np.concatenate([self._turning, np.array(turning)])

    def _turned(self, item: str) -> _Table:
        natural = self._natural(item)
        return -WORTHS * natural if math.isfinite(natural) else np.full(len(WORTHS), np.inf)

    def _beyond(self, item: str) -> _Table:
        shapes = self._shapes(item)
        if not shapes:
            return np.full(len(WORTHS), np.inf)
        costs = np.array([shape.cost for shape in shapes.values()])
        cells = np.array(list(shapes))[:, None] * np.arange(1, costs.shape[1] + 1)
        least: _Table = np.array([(costs - worth * cells).min() for worth in WORTHS])
        return least
