"""Lists in legs: every item once and in order, and the legs end level where that takes little white."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.composing.listlegs import in_legs

MOST = 6.0
depths = st.lists(st.floats(14.0, 90.0), min_size=1, max_size=9)


@given(depths, st.integers(1, 3))
def test_the_deepest_leg_is_as_shallow_as_can_be(items: list[float], count: int) -> None:
    """Every item stands in one leg, in order, and no other cut makes the deepest leg shallower."""
    legs = in_legs(items, count, MOST)
    assert [n for leg in legs for n in leg.items] == list(range(len(items)))
    assert len(legs) == min(count, len(items))
    assert all(len(leg.items) for leg in legs)
    deepest = max(sum(items[n] for n in leg.items) for leg in legs)
    for cuts in itertools.combinations(range(1, len(items)), len(legs) - 1):
        edges = itertools.pairwise((0, *cuts, len(items)))
        assert max(sum(items[first:last]) for first, last in edges) >= deepest - 0.01


@given(depths, st.integers(1, 3), st.floats(0.0, 13.0))
def test_legs_end_level_also_when_they_are_opened_out(items: list[float], count: int, opened: float) -> None:
    """With its white, and opened out on every side, each leg is as deep as the deepest but for what it leaves bare."""
    legs = in_legs(items, count, MOST)
    half = opened / 2

    def depth(number: int) -> float:
        leg = legs[number]
        sides = 2 * len(leg.items) - 1
        return sum(items[n] for n in leg.items) + half + sides * (leg.white + leg.more * half) + leg.bare

    depths = [depth(number) for number in range(len(legs))]
    assert depths == pytest.approx([max(depths)] * len(legs), abs=0.01)
    assert all(leg.white <= MOST for leg in legs)
    assert all(leg.bare < 0.01 or leg.white == pytest.approx(MOST) for leg in legs)
