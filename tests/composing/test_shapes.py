"""Shapes: what stands in a module fills it exactly, and costs fall where an editor would say so."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.layout import Legs
from printpost.composing.pricing import (
    IN_HOLE,
    OPENED_FURTHER,
    QUOTE_ALONE,
    SHALLOW,
    panel_shape,
    story_shape,
    turned_shape,
    ways_to_set,
    white_cost,
)
from printpost.composing.shapes import LEAST_IN_LEG, InsetShape, Setting, arrange

few = settings(max_examples=150, deadline=None)


@st.composite
def story_settings(draw: st.DrawFn) -> tuple[int, int, Setting]:
    """A span, a depth and a setting with up to three insets."""
    span = draw(st.integers(1, 4))
    insets = []
    if draw(st.booleans()):
        wide = draw(st.integers(1, span))
        insets.append(InsetShape("art", "art", span - wide, wide, draw(st.integers(3, 12)), "head"))
    if draw(st.booleans()):
        insets.append(InsetShape("facts", "facts", span - 1, 1, draw(st.integers(3, 9)), "foot"))
    if draw(st.booleans()):
        insets.append(
            InsetShape("quote", "quote", draw(st.integers(0, span - 1)), 1, draw(st.integers(3, 6)), "middle")
        )
    # A head may leave columns at the right to art or to copy; no art begins under it and ends beside it.
    abreast = draw(st.integers(0, span - 1))
    if any(inset.kind == "art" and inset.leg < abreast < inset.leg + inset.span for inset in insets):
        abreast = 0
    return (
        span,
        draw(st.integers(4, 45)),
        Setting("feature", draw(st.integers(2, 9)), tuple(insets), draw(st.integers(0, 1)), abreast=abreast),
    )


@few
@given(story_settings())
def test_copy_and_insets_fill_a_module_without_overlap(drawn: tuple[int, int, Setting]) -> None:
    """Every cell under the head, and beside one that leaves columns free, holds one thing: copy, an inset or the jump
    line.
    """
    span, depth, setting = drawn
    arranged = arrange(span, depth, setting)
    if arranged is None:
        return
    frames, insets = arranged
    cells = Counter((frame.leg, row) for frame in frames for row in range(frame.row, frame.row + frame.rows))
    for placed in insets:
        inset = placed.inset
        cells.update(
            (leg, row)
            for leg in range(inset.leg, inset.leg + inset.span)
            for row in range(placed.row, placed.row + inset.depth)
        )
    cells.update((span - 1, depth - 1) for _ in range(setting.jump))
    assert set(cells.values()) <= {1}
    under = setting.abreast or span
    assert set(cells) == {(leg, row) for leg in range(span) for row in range(setting.head if leg < under else 0, depth)}
    assert {placed.inset for placed in insets} == set(setting.insets)
    assert all(frame.rows >= 3 for frame in frames)
    assert [frame.leg for frame in frames] == sorted(frame.leg for frame in frames), "legs are read from left to right"


@few
@given(story_settings())
def test_capacity_is_what_the_frames_hold(drawn: tuple[int, int, Setting]) -> None:
    """Make-up counts the very rows that copy is then poured into, and offers no depth that cannot be arranged."""
    span, depth, setting = drawn
    ways = ways_to_set(span, 45, [(setting, 0.0)], Legs(), shallowest=LEAST_IN_LEG + setting.jump)
    if not np.isfinite(ways.cost[0, depth]):
        return
    arranged = arrange(span, depth, setting)
    assert arranged is not None
    assert ways.capacity[0, depth] == sum(frame.rows for frame in arranged[0])


@few
@given(st.integers(1, 4), st.integers(10, 120), st.integers(2, 8))
def test_a_story_is_cheapest_where_it_just_fills_its_module(span: int, lines: int, head: int) -> None:
    """No depth that is too shallow is offered, and white costs more the more there is of it."""
    legs = Legs(shallow=1, tall=200)
    ways = ways_to_set(span, 140, [(Setting("feature", head), 0.0)], legs)
    shape = story_shape(ways, span, lines, {0: 0.0})
    just = head + max(-(-lines // span), 3)
    assert shape.least == just
    costs = shape.cost[just : just + 12]
    assert all(a <= b for a, b in itertools.pairwise(costs))


def test_a_story_takes_a_line_more_where_that_fills_a_leg() -> None:
    """A paragraph that may be set a line longer is cheaper than a white row, and one set shorter saves a row."""
    ways = ways_to_set(2, 60, [(Setting("feature", 4), 0.0)], Legs(shallow=1, tall=200))
    stiff, supple = (story_shape(ways, 2, 41, stretch) for stretch in ({0: 0.0}, {-1: 0.2, 0: 0.0, 1: 0.1}))
    assert supple.cost[4 + 21] < stiff.cost[4 + 21]
    assert not np.isfinite(stiff.cost[4 + 20])
    assert np.isfinite(supple.cost[4 + 20])


@few
@given(st.integers(1, 4), st.integers(20, 150), st.integers(10, 100))
def test_a_turn_leaves_enough_on_both_pages(span: int, lines: int, target: int) -> None:
    """A first take has its least lines, and so has the rest; the depth nearest to what should be left is cheapest."""
    legs = Legs()
    ways = ways_to_set(span, 60, [(Setting("feature", 4, jump=1), 0.0)], Legs(shallow=1, tall=200))
    shape = turned_shape(ways, lines, float(target), legs)
    good = np.flatnonzero(np.isfinite(shape.cost))
    rests = {int(depth): lines - int(ways.capacity[0, depth]) for depth in good}
    assert all(rest >= legs.turn_after for rest in rests.values())
    assert all(lines - rest >= legs.turn_before for rest in rests.values())
    if rests:
        chosen = rests[int(shape.cost.argmin())]
        assert abs(chosen - target) == min(abs(rest - target) for rest in rests.values())


@few
@given(st.integers(1, 4), st.integers(10, 120), st.integers(0, 60))
def test_other_heads_are_the_best_of_their_level(span: int, lines: int, depth: int) -> None:
    """What a depth would cost with another level of head is what the shape of that level alone costs there."""
    legs = Legs(shallow=1, tall=200)
    heads = [(Setting("feature", 6), 0.0), (Setting("secondary", 4), 1.5), (Setting("secondary", 5), 2.5)]
    shape = story_shape(ways_to_set(span, 60, heads, legs), span, lines, {0: 0.0})
    if not np.isfinite(shape.cost[depth]):
        return
    chosen = shape.at(depth).level
    others = shape.with_other_heads(depth)
    assert chosen not in others
    for level in {"feature", "secondary"} - {chosen}:
        alone = story_shape(ways_to_set(span, 60, [h for h in heads if h[0].level == level], legs), span, lines, {0: 0})
        more = float(alone.cost[depth] - shape.cost[depth])
        if not np.isfinite(more):
            assert level not in others
            continue
        setting, found = others[level]
        assert found == pytest.approx(more)
        assert np.isclose(sum(cost for _, cost in shape.bill(depth, setting)), alone.cost[depth] - paid(heads, setting))


def paid(heads: list[tuple[Setting, float]], setting: Setting) -> float:
    """What a setting costs by itself: these have no bill of their own."""
    return next(cost for found, cost in heads if found is setting)


def test_a_head_deeper_than_the_page_is_no_way_to_set_a_story() -> None:
    """Small trims have pages that are less deep than a head with its insets: nothing is offered, nothing breaks."""
    quote = InsetShape("quote", "quote", 0, 1, 5, "middle")
    ways = ways_to_set(2, 27, [(Setting("lead", 31, (quote,)), 0.0), (Setting("lead", 27, (quote,)), 0.0)], Legs())
    assert not np.isfinite(ways.cost).any()


@few
@given(st.floats(20, 400), st.integers(1, 4), st.floats(10.5, 14.5), st.integers(1, 12), st.floats(1, 13))
def test_a_panel_is_never_offered_shallower_than_it_is(
    natural: float, span: int, leading: float, gaps: int, opened: float
) -> None:
    """A panel keeps its depth to the fiftieth of a row; what is over goes into its gaps, up to their limit."""
    shape = panel_shape(natural, span, 60, leading, gaps=gaps, most_opened=opened)
    for depth in np.flatnonzero(np.isfinite(shape.cost)):
        setting = shape.at(int(depth))
        assert depth * leading >= natural - 0.021 * leading
        assert 0.0 <= setting.opened <= opened * OPENED_FURTHER[-1]
        assert natural + setting.opened * gaps <= depth * leading + 0.021 * leading


def test_a_panel_is_opened_out_further_rather_than_leave_a_hole() -> None:
    """Two gaps of at most ten points take two free rows of ten points. A third stays white, since the page bears that
    and half of the gap under it; four would be a hole: the gaps then take a fourth more, and with six what they can.
    """
    shape = panel_shape(100.0, 2, 20, 10.0, gaps=2, most_opened=10.0, bearable=4.0)
    assert [shape.at(depth).opened for depth in (10, 12, 13, 14)] == [0.0, 10.0, 10.0, 12.5]
    assert shape.at(16).opened == pytest.approx(10.0 * OPENED_FURTHER[-1])
    assert all(np.diff(shape.cost[12:17]) > 0.0)
    for short, over in ((3.5, 0.0), (4.5, 1.0)):
        uneven = panel_shape(100.0, 2, 20, 10.0, gaps=2, most_opened=10.0, bearable=4.0, short=short)
        assert uneven.cost[12] - shape.cost[12] == pytest.approx(IN_HOLE * over), "a leg is short by so many rows"
    dear = panel_shape(100.0, 2, 20, 10.0, gaps=2, most_opened=10.0)
    assert dear.at(16).opened == 10.0, "no white is a hole where the page bears any"


@few
@given(st.floats(80, 300), st.floats(11, 14), st.floats(5, 30))
def test_art_gives_way_by_no_more_than_its_crop(natural: float, leading: float, crop: float) -> None:
    """A picture loses and wins depth within its limits, and is cheapest near its own."""
    shape = panel_shape(natural, 2, 60, leading, gaps=1, most_opened=2.0, shrink=crop, growth=crop)
    assert shape.least * leading >= natural - crop - 0.021 * leading
    assert all(0 <= shape.at(depth).grown <= crop for depth in range(shape.least, 61))
    assert abs(int(shape.cost.argmin()) * leading - natural) <= leading


@few
@given(st.integers(0, 24), st.integers(1, 4), st.floats(0, 8))
def test_white_that_lies_together_is_dearer_where_the_page_is_small(cells: int, span: int, bearable: float) -> None:
    """White under legs costs more the less of it the page can bear in one place, and nothing more where it can."""
    white = np.array([float(cells)])
    free, bounded = float(white_cost(white, span)[0]), float(white_cost(white, span, bearable)[0])
    together = cells * 1.5 if cells < span else cells + span * 0.5
    assert (bounded > free) == (together > bearable)
    assert bounded <= float(white_cost(white, span, bearable / 2)[0])


def test_a_pull_quote_pays_for_a_leg_of_its_own() -> None:
    """At the depth at which no copy stands under it, and at no other; facts in the last leg do not pay."""
    quote, facts = (InsetShape(kind, kind, 1, 1, 6, "head") for kind in ("quote", "facts"))
    quoted, plain = (
        ways_to_set(3, 30, [(Setting("feature", 4, (inset,)), 0.0)], Legs(shallow=1, tall=200))
        for inset in (quote, facts)
    )
    possible = np.isfinite(plain.cost[0])
    assert possible[10]
    dearer = quoted.cost[0, possible] - plain.cost[0, possible]
    assert dict(zip(np.flatnonzero(possible).tolist(), dearer.tolist(), strict=True)) == {
        depth: QUOTE_ALONE if depth == 10 else 0.0 for depth in np.flatnonzero(possible)
    }
    shape = story_shape(quoted, 3, 12, {0: 0.0})
    assert ("insets", QUOTE_ALONE) in shape.bill(10)
    assert sum(cost for _, cost in shape.bill(10)) == pytest.approx(shape.cost[10])


def test_a_picture_does_not_dwarf_its_copy() -> None:
    """Of two crops that leave a turned story so many lines, the larger picture is dearer where these are few, and no
    dearer where they are many; what it costs is told.
    """
    small, large = (Setting("lead", 4, (InsetShape("art", "art", 0, 2, deep, "head"),), 1) for deep in (8, 20))
    ways = ways_to_set(2, 60, [(small, 0.0), (large, 0.0)], Legs(shallow=3, tall=60))
    for lines, dearer in ((10, 0.3 * (40 - 2 * 10)), (30, 0.0)):
        of_small, of_large = (
            ways.cost[way, next(depth for depth in range(60) if ways.capacity[way, depth] >= lines)] for way in (0, 1)
        )
        assert of_large - of_small == pytest.approx(dearer, abs=0.7)
    depth = next(depth for depth in range(60) if ways.capacity[1, depth] >= 10)
    bill = dict(turned_shape(ways, 60, 50.0, Legs()).bill(depth, large))
    assert bill["dwarfed"] == pytest.approx(0.3 * (40 - 2 * ways.capacity[1, depth]))


def test_white_makes_no_leg_deeper() -> None:
    """Legs that are too shallow pay for that with white rows under them as they do without."""
    legs = Legs(shallow=7, tall=40)
    ways = ways_to_set(3, 30, [(Setting("brief", 2), 0.0)], legs)
    lines = 3 * (legs.shallow - 2)
    shape = story_shape(ways, 3, lines, {0: 0.0})
    full = legs.shallow  # two rows of head, and two fewer of copy
    for more in range(5):
        bill = dict(shape.bill(full + more))
        assert bill["shallow"] == 2 * SHALLOW
        assert shape.cost[full + more] == pytest.approx(sum(bill.values()))
        assert bill["white"] == pytest.approx(float(white_cost(np.array([3.0 * more]), 3)[0]))
