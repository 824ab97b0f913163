"""The slicing programme: as cheap as trying every cut, and its modules fill the page without overlap."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.shapes import Setting, Shape
from printpost.composing.slicing import BESIDE, GAPS, WIDER_GAP, Slicer

Table = dict[tuple[str, int], dict[int, float]]
Clash = Callable[[str, str], float]
few = settings(max_examples=60, deadline=None)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, tuple[str, ...], Table]:
    """Columns, rows, items, and what some items cost in some spans at some depths."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(4, 14))
    items = tuple("abcd"[: draw(st.integers(1, 4))])
    costs = st.dictionaries(st.integers(1, rows), st.integers(0, 40).map(float), max_size=6)
    return columns, rows, items, {(item, span): draw(costs) for item in items for span in range(1, columns + 1)}


def clash(first: str, second: str) -> float:
    """A price on two neighbours, another one for each pair, so that it shows which pair is asked for."""
    return 0.01 * (ord(first) - 90) * (ord(second) - 95)


def slicer(columns: int, rows: int, table: Table, clash: Clash = clash) -> Slicer:
    """A slicer over such a table."""

    def shapes(item: str) -> Mapping[int, Shape]:
        found = {}
        for span in range(1, columns + 1):
            cost = np.full(rows + 1, np.inf)
            for depth, price in table[item, span].items():
                cost[depth] = price
            if table[item, span]:
                found[span] = Shape(cost, np.zeros(rows + 1, dtype=np.intp), (Setting(),))
        return found

    found = Slicer(columns, rows, shapes, clash)
    found.forget(dear=math.inf)
    return found


def by_trying(items: tuple[str, ...], span: int, depth: int, table: Table) -> float:
    """The least cost over all slicings, found by trying each one."""
    if depth <= 0:
        return math.inf
    if len(items) == 1:
        return table[items[0], span].get(depth, math.inf)
    best = math.inf
    for at in range(1, len(items)):
        one, other = items[:at], items[at:]
        for left in range(1, span):
            beside = by_trying(one, left, depth, table) + by_trying(other, span - left, depth, table)
            best = min(best, beside + BESIDE + clash(one[0], other[0]))
        for gap in GAPS:
            for upper in range(1, depth - gap):
                above = by_trying(one, span, upper, table)
                if above < math.inf:
                    above += by_trying(other, span, depth - gap - upper, table)
                best = min(best, above + WIDER_GAP * span * (gap - 1))
    return best


@few
@given(tables())
def test_the_cheapest_plan_is_as_cheap_as_trying_them_all(
    drawn: tuple[int, int, tuple[str, ...], Table],
) -> None:
    """The cost is that of the best of all slicings, found by brute force, and infinite where there is none: of a page,
    and of a rectangle at every depth.
    """
    columns, rows, items, table = drawn
    tried = [by_trying(items, columns, depth, table) for depth in range(rows + 1)]
    found = slicer(columns, rows, table)
    assert found.page_costs([items[:2], items], rows)[1] == pytest.approx(tried[rows])
    assert found.costs(items).tolist() == pytest.approx(tried)
    assert found.page_costs([items], rows) == pytest.approx(tried[rows:])


@few
@given(tables())
def test_modules_fill_the_page_without_overlap(drawn: tuple[int, int, tuple[str, ...], Table]) -> None:
    """Modules and the free rows of the cuts across make up the rectangle exactly, each cell once."""
    columns, rows, items, table = drawn
    found = slicer(columns, rows, table)
    if not math.isfinite(found.cost(items, rows)):
        return
    modules, cuts = found.modules(items, rows)
    cells = [(m.column + x, m.row + y) for m in modules for x in range(m.span) for y in range(m.depth)]
    free = [
        (cut.column + x, cut.row - 1 - y) for cut in cuts if cut.across for x in range(cut.span) for y in range(cut.gap)
    ]
    assert sorted(cells + free) == [(x, y) for x in range(columns) for y in range(rows)]
    assert len(cuts) == len(items) - 1


@few
@given(tables())
def test_a_plan_costs_what_the_programme_said(drawn: tuple[int, int, tuple[str, ...], Table]) -> None:
    """The plan that is traced back is the one whose cost was promised."""
    columns, rows, items, table = drawn
    found = slicer(columns, rows, table, lambda first, second: 0.0)
    cost = found.cost(items, rows)
    if not math.isfinite(cost):
        return
    modules, cuts = found.modules(items, rows)
    shown = sum(table[module.item, module.span][module.depth] for module in modules)
    shown += sum(WIDER_GAP * cut.span * (cut.gap - 1) if cut.across else BESIDE for cut in cuts)
    assert shown == pytest.approx(cost)


@few
@given(tables())
def test_reading_order_is_kept(drawn: tuple[int, int, tuple[str, ...], Table]) -> None:
    """Nobody meets a later item over an earlier one in the same column, or left of it in the same row."""
    columns, rows, items, table = drawn
    found = slicer(columns, rows, table)
    if not math.isfinite(found.cost(items, rows)):
        return
    modules, _ = found.modules(items, rows)
    assert tuple(module.item for module in modules) == items
    for number, one in enumerate(modules):
        for other in modules[number + 1 :]:
            shares_column = one.column < other.column + other.span and other.column < one.column + one.span
            shares_row = one.row < other.row + other.depth and other.row < one.row + one.depth
            assert not (shares_column and other.row < one.row)
            assert not (shares_row and other.column < one.column)


PLAN = """\
aaa bb
aaa bb
aaa bb
aaa ..
... cc
ddd cc
ddd cc
"""


def test_a_page_is_cut_as_an_editor_would() -> None:
    """A plan of five columns, to be read in a diff: free rows are dots."""
    table: Table = {(item, span): {} for item in "abcd" for span in range(1, 6)}
    table["a", 3], table["d", 3] = {4: 0.0}, {2: 0.0}
    table["b", 2], table["c", 2] = {3: 0.0}, {3: 0.0}
    found = slicer(5, 7, table)
    modules, _ = found.modules(("a", "d", "b", "c"), 7)
    page = [["."] * 5 for _ in range(7)]
    for module in modules:
        for row in range(module.row, module.row + module.depth):
            page[row][module.column : module.column + module.span] = module.item * module.span
    assert "".join("".join(row[:3]) + " " + "".join(row[3:]) + "\n" for row in page) == PLAN


def test_ruled_lines_are_not_too_dear_for_taking_the_room_there_is() -> None:
    """What a panel costs for growing does not count where depths are given up that are much dearer than the best."""
    rows, each = 40, 0.5

    def cost_of_a_page(grown: float) -> float:
        story, lines = np.full(rows + 1, np.inf), each * np.arange(rows + 1.0)
        story[2], lines[0] = 1.0, np.inf
        shapes = {
            "a": {1: Shape(story, np.zeros(rows + 1, dtype=np.intp), (Setting(),))},
            "n": {1: Shape(lines, np.zeros(rows + 1, dtype=np.intp), (Setting(),), grown_cell=grown)},
        }
        found = Slicer(1, rows, shapes.__getitem__, clash)
        found.forget(dear=5.0)
        found.prepare([("a", "n")])
        return found.cost(("a", "n"), rows)

    assert cost_of_a_page(each) == pytest.approx(1.0 + each * (rows - 3))
    assert cost_of_a_page(0.0) == math.inf
