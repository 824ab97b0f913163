"""Weighing: no page costs less than it weighs, and an item that fits its page weighs what it costs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings

from printpost.composing.shapes import Setting, Shape
from printpost.composing.weighing import Load, Scales
from tests.composing.test_slicing import Table, slicer, tables


def scales(table: Table, columns: int, rows: int, natural: float = math.inf) -> Scales:
    """Scales for items that cost what such a table says."""

    def shapes(item: str) -> Mapping[int, Shape]:
        found = {}
        for span in range(1, columns + 1):
            cost = np.full(rows + 1, np.inf)
            for depth, price in table.get((item, span), {}).items():
                cost[depth] = price
            found[span] = Shape(cost, np.zeros(rows + 1, dtype=np.intp), (Setting(),))
        return found

    return Scales(shapes, lambda _: natural)


@settings(max_examples=120, deadline=None)
@given(tables())
def test_no_page_costs_less_than_it_weighs(drawn: tuple[int, int, tuple[str, ...], Table]) -> None:
    """Whichever way and in whatever order items are cut, their page costs at least what they weigh together."""
    columns, rows, items, table = drawn
    weight = scales(table, columns, rows).weigh([Load(items, (), columns * (rows + 1))])[0]
    for order in itertools.permutations(items):
        assert slicer(columns, rows, table).cost(order, rows) >= weight - 1e-3


def test_items_that_just_fill_a_page_weigh_what_they_cost() -> None:
    """Two items that fill two columns at their best weigh no less than both cost, and more where a page is larger or
    smaller than they are.
    """
    table: Table = {("a", 2): {5: 3.0, 6: 9.0}, ("b", 2): {4: 2.0, 3: 7.0, 2: 14.0}}
    pair = ("a", "b")
    just, small, large = scales(table, 2, 12).weigh([Load(pair, (), 22), Load(pair, (), 18), Load(pair, (), 26)])
    assert just == pytest.approx(5.0)
    assert 5.0 < small <= 17.0
    assert 5.0 < large <= 2 * 0.55 * 2 + 5.0 + 1e-9


def test_what_goes_whole_into_no_page_weighs_nothing_where_it_may_turn() -> None:
    """An item without a shape cannot stand whole; where it may turn it takes its natural cells for nothing."""
    found = scales({("a", 1): {4: 1.0}}, 1, 8, natural=30.0).weigh(
        [Load(("a", "long"), (), 35), Load(("a",), ("long",), 35), Load((), (), 0)]
    )
    assert found == [math.inf, 1.0, 0.0]
