"""Head fitting: a headline over several columns fills them, and stays of its level."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from printpost.composing.headfit import (
    LEAST,
    LEAST_OF_DEEP,
    MOST,
    MOST_OF_LEAD,
    MOST_OF_SHORT,
    STEP,
    fit_head,
    hole_beside,
)
from printpost.composing.heads import break_head
from printpost.composing.lineage import load_layout
from printpost.premises import layouts_folder
from tests.composing.test_heads import SETTING, heads, widths

few = settings(max_examples=80, deadline=None)
LAYOUTS = ("morning", "tabloid", "broadsheet", "letter", "slate")


@few
@given(heads, widths)
def test_a_fitted_head_is_as_large_as_its_lines_go_in_or_a_line_shorter(words: list[str], width: float) -> None:
    """It has its own lines, at most a tenth larger and no step larger than goes in; or it is smaller by a sixteenth at
    most and takes a line less.
    """
    text = " ".join(words)
    own = break_head(text, SETTING, width, language="en-GB")
    found = fit_head(text, SETTING, width, language="en-GB")
    assert own
    assert found
    setting, lines = found
    widest = max(map(setting.inked, lines))
    assert " ".join(lines) == text
    assert widest <= width + 0.02
    if setting.size < SETTING.size:
        assert setting.size >= LEAST * SETTING.size
        assert len(lines) < len(own)
    else:
        assert lines == own
        assert setting.size <= MOST * SETTING.size
        larger = setting.size + STEP
        assert larger > MOST * SETTING.size or widest * larger / setting.size > width


def test_the_leads_head_may_grow_more() -> None:
    """Nothing is above it: two lines by a fifth, a single one by half, and no further than the measure."""

    def size(text: str, width: float) -> float:
        found = fit_head(text, SETTING, width, language="en-GB", most=MOST_OF_LEAD)
        assert found
        return found[0].size / SETTING.size

    assert size("It rained", 900.0) == pytest.approx(MOST_OF_SHORT, abs=STEP / SETTING.size)
    assert 1.0 < size("It rained", 150.0) < MOST_OF_LEAD
    two = "It rained all night and all morning"
    room = 1.4 * SETTING.inked("and all morning")
    assert room < SETTING.inked(two)
    assert size(two, room) == pytest.approx(MOST_OF_LEAD, abs=STEP / SETTING.size)


def test_a_leads_head_in_four_lines_is_rather_smaller_in_three() -> None:
    """By at most 15 per cent: four lines of uneven length leave white beside them. Another's keeps its size."""
    text = "Network that reads DNA six letters at once tops Sunday’s list"
    width = SETTING.inked("DNA six letters at once") * 0.9
    leads, others = (fit_head(text, SETTING, width, language="en-GB", most=most) for most in (MOST_OF_LEAD, MOST))
    assert leads
    assert others
    assert leads[1] == ("Network that reads", "DNA six letters at once", "tops Sunday’s list")
    assert LEAST_OF_DEEP * SETTING.size <= leads[0].size < LEAST * SETTING.size
    assert len(others[1]) == 4
    assert others[0].size >= SETTING.size


@pytest.mark.parametrize("name", LAYOUTS)
def test_levels_of_head_stay_apart(name: str) -> None:
    """The smallest that a head of a level is set is larger than the largest of the next."""
    found = load_layout(name, (layouts_folder(),)).heads
    sizes = [found[level].size for level in ("lead", "feature", "secondary", "brief")]
    assert all(higher * LEAST > lower * MOST for higher, lower in itertools.pairwise(sizes)), sizes
    assert sizes[0] * LEAST_OF_DEEP > sizes[1] * MOST


def test_a_hole_is_the_largest_rectangle_of_dead_white() -> None:
    """Eleven points from any ink on three sides; a wide line parts two holes, white between lines joins them."""
    lines = [(100.0, 30.0), (120.0, 30.0)]
    assert hole_beside(lines, 300.0) == pytest.approx((300 - 120 - 11) * (60 - 22))
    assert hole_beside([lines[0], (290.0, 16.0), lines[1]], 300.0) == pytest.approx((300 - 100 - 11) * (30 - 22))
    assert hole_beside([lines[0], (0.0, 16.0), lines[1]], 300.0) == pytest.approx((300 - 120 - 11) * (76 - 22))
    assert hole_beside([(295.0, 60.0)], 300.0) == 0.0
