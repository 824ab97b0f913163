"""The outlook: no page that is cut costs less than it promised, and pages that just hold what is left promise least."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.choices import Choice, Chooser
from printpost.composing.items import Item
from printpost.composing.outlook import Outlook
from printpost.composing.planner import Planner
from printpost.composing.slicing import FORBIDDEN
from tests.composing.test_dummy import COLUMNS, ROWS, issue, matter, story


def outlook(items: Sequence[Item], pages: int) -> tuple[Outlook, Planner]:
    """The outlook of an issue of so many pages, with the planner that knows its items."""
    rows = (ROWS[0], *[ROWS[1]] * (pages - 1))
    planner = Planner(matter(items), rows)
    shapes = {
        name: planner.matter.shapes(name, max(rows), planner.start_of(name), None) for name in planner.matter.order
    }
    return Outlook(planner, rows, shapes.__getitem__), planner


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from([45, 90, 150, 280]), min_size=2, max_size=5),
    st.lists(st.sampled_from([90.0, 160.0, 240.0]), max_size=3),
)
def test_no_order_of_a_choice_costs_less_than_it_promised(counts: list[int], depths: list[float]) -> None:
    """What a page of a choice without turns promises is a lower bound of all that the slicer finds for it."""
    found, planner = outlook(issue(sorted(counts, reverse=True), depths), 2)
    chooser = Chooser(planner, found.rows)
    choices = [choice for choice in chooser.choices(planner.matter.order, (), 0, 6) if not choice.turns]
    for choice, prospect in zip(choices, found.of_choices(choices, 0), strict=True):
        orders = [order for order, _ in chooser.orders(choice)]
        assert min(planner.slicer.page_costs(orders, ROWS[0])) >= prospect.here - 1e-3


def test_what_just_fills_the_later_pages_promises_least() -> None:
    """Of equal stories as many as a page holds cost less beforehand than half of them, or half as many again."""
    found, planner = outlook([story(f"s{number}", 90, number + 1) for number in range(20)], 2)
    names = planner.matter.order
    room = COLUMNS * ROWS[1]
    fit = max(count for count in range(1, 14) if sum(map(planner.natural, names[:count])) <= room)
    assert 4 <= fit <= 13
    just, half, over = (found.after(names[:count], (), 0) for count in (fit, fit // 2, fit * 3 // 2))
    assert just < half
    assert just < over


@pytest.mark.parametrize("left", [("s0",), ()])
def test_nothing_may_be_left_after_the_last_page(left: tuple[str, ...]) -> None:
    """A last page that leaves something is out of the question; one that leaves nothing promises nothing."""
    found, _ = outlook([story("s0", 280, 1)], 1)
    assert found.after(left, (), 0) == (FORBIDDEN if left else 0.0)
    (prospect,) = found.of_choices([Choice(("s0",), (), left, ())], 0)
    assert prospect.after == (FORBIDDEN if left else 0.0)
