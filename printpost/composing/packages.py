"""Packages: items that an editor keeps together with `with`, in one rectangle.

The slicer's costs of the items come in; the costs of their rectangle go out, and its modules and cuts. The first item
stands at the left and the others beside it, in a rail of their own; where that cannot be had, or is far too dear, the
items are cut as any others are and touch above one another.
"""

from __future__ import annotations

import numpy as np

from printpost.composing.shapes import Costs
from printpost.composing.slicing import BESIDE, Cut, Items, Module, Slicer

STACKED = 40.0
"""What it costs that the items of a package do not stand side by side."""


def package_costs(slicer: Slicer, items: Items, span: int) -> Costs:
    """The costs of a package at every depth, over so many columns."""
    best: Costs = slicer.costs(items, span) + STACKED
    for left in range(1, span):
        best = np.minimum(best, _beside(slicer, items, span, left))
    return best


def trace_package(slicer: Slicer, items: Items, module: Module, modules: list[Module], cuts: list[Cut]) -> None:
    """Append the modules and cuts of the cheapest plan of a package in its rectangle."""
    column, row, span, depth = module.column, module.row, module.span, module.depth
    prices = [(float(_beside(slicer, items, span, left)[depth]), left) for left in range(1, span)]
    price, left = min(prices, default=(np.inf, 0))
    if price > float(slicer.costs(items, span)[depth]) + STACKED:
        slicer.trace(items, column, row, span, depth, modules, cuts)
        return
    slicer.trace(items[:1], column, row, left, depth, modules, cuts)
    cuts.append(Cut(False, column + left, row, 1, depth))
    slicer.trace(items[1:], column + left, row, span - left, depth, modules, cuts)


def _beside(slicer: Slicer, items: Items, span: int, left: int) -> Costs:
    return slicer.costs(items[:1], left) + slicer.costs(items[1:], span - left) + BESIDE
