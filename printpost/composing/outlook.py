"""The outlook: what may stand on a page, and what is left for the pages after it, promise to cost.

Choices come in; out goes for each what its page costs at the least and what the rest of the paper does. Nothing is
cut for it, so that many more choices can be weighed than drawn up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from printpost.composing.choices import HEAD_CELLS, Choice, Figures
from printpost.composing.shapes import Shape
from printpost.composing.slicing import FORBIDDEN
from printpost.composing.weighing import Load, Scales

CARRIED = 1.03
"""Cells that a line of copy takes that is carried over, about."""
OVER, FAR_OVER, MOST_OVER = 0.012, 0.075, 0.04
"""Cost of every cell that the pages left have too few, and of each where these are more than a share of them; beside
what squeezing their items costs.
"""
EMPTY, RULED = 1.0, 0.025
"""Cost of the square of the cells that nothing will fill, over all their cells; and of those that ruled lines will
fill.
"""


class Prospect(NamedTuple):
    """What a page promises to cost at the least, and what the pages after it do."""

    here: float
    after: float


class Outlook:
    """Weighs choices for the pages of an issue. ``rows`` are the rows of the well of every page; ``shapes`` gives the
    shapes of items and rests by name.
    """

    def __init__(self, figures: Figures, rows: Sequence[int], shapes: Callable[[str], Mapping[int, Shape]]) -> None:
        self.figures, self.matter, self.rows = figures, figures.matter, tuple(rows)
        self._ruled = {name for name in self.matter.order if self.matter.grown_cell(name)}
        self._scales = Scales(shapes, figures.natural)

    def of_choices(self, choices: Sequence[Choice], page: int) -> list[Prospect]:
        """What each of the choices for a page (from 0) promises."""
        cells = self.matter.columns * (self.rows[page] + 1)
        loads, own = [], []
        for choice in choices:
            targets = dict(choice.turns)
            names = (*choice.items, *choice.rests)
            # A story that turns gives as many cells to later pages as are carried over.
            loads.append(
                Load(
                    tuple(name for name in names if name not in targets),
                    tuple(name for name in names if name in targets),
                    cells + CARRIED * sum(targets.values()),
                )
            )
            own.append(choice.price + sum(map(self.figures.turn_cost, targets)))
        after = self._after([(choice.after, choice.waiting, choice.turns) for choice in choices], page)
        return [
            Prospect(weight + price, later)
            for weight, price, later in zip(self._scales.weigh(loads), own, after, strict=True)
        ]

    def after(self, left: tuple[str, ...], rests: tuple[str, ...], page: int) -> float:
        """What the items and rests that are left after a page promise to cost."""
        return self._after([(left, rests, ())], page)[0]

    def _after(
        self, states: Sequence[tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, float], ...]]], page: int
    ) -> list[float]:
        later = self.rows[page + 1 :]
        if not later:
            return [FORBIDDEN if any(state) else 0.0 for state in states]
        cells = self.matter.columns * sum(rows + 1 for rows in later)
        carried = [sum(CARRIED * target + HEAD_CELLS for _, target in turns) for _, _, turns in states]
        loads = [
            Load((), (*left, *rests), cells - turned) for (left, rests, _), turned in zip(states, carried, strict=True)
        ]
        weights = self._scales.weigh(loads)
        return [
            FORBIDDEN if self._too_few(left, rests, turns, later) else weight + self._uneven(left, rests, turned, later)
            for (left, rests, turns), turned, weight in zip(states, carried, weights, strict=True)
        ]

    def _too_few(
        self, left: tuple[str, ...], rests: Sequence[str], turns: Sequence[object], rows: tuple[int, ...]
    ) -> bool:
        """Whether there is nothing for some of the later pages."""
        return not rests and not turns and len(left) < len(rows) and not any(map(self.matter.turnable, left))

    def _uneven(self, left: tuple[str, ...], rests: tuple[str, ...], turned: float, rows: tuple[int, ...]) -> float:
        """What too much or too little for the later pages promises to cost beside that: what is weighed can be shared
        out among them only so well.
        """
        room = sum(rows) * self.matter.columns
        demand = self.figures.naturals(left) + self.figures.naturals(rests) + turned
        short, over = max(room - demand, 0.0), max(demand - room, 0.0)
        if short and not self._ruled.isdisjoint(left):
            # Ruled lines take any room; but they should not have a page to themselves.
            return RULED * short**2 / room
        return EMPTY * short**2 / max(room, 1.0) + (OVER + FAR_OVER * (over > MOST_OVER * room)) * over
