"""Cutting anew: a page whose copy parts badly between its legs gets other modules, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printpost.composing.dummy import Dummy, PagePlan
from printpost.composing.galley import Galley
from printpost.composing.items import Item, Story
from printpost.composing.planner import POURED, SLACK, Planner
from printpost.composing.recutting import BADLY, cut_anew
from tests.composing.specimen import block, galley, words_of
from tests.composing.test_dummy import ROWS, issue, matter


def _subheaded(words: int) -> Galley:
    """Paragraphs of about forty words, each but the first under a subhead: many ways for a leg to end badly."""
    blocks = []
    for at in range(0, words, 40):
        if at:
            blocks.append(block(words_of(2, at), kind="subhead"))
        blocks.append(block(words_of(min(40, words - at), at)))
    return galley(blocks)


@pytest.fixture(scope="module")
def planned() -> list[tuple[Planner, Dummy]]:
    """Plans of one issue on two pages, the second of many depths."""
    words = [300, 240, 200]
    items: list[Item] = [
        replace(item, galley=_subheaded(words[int(item.name[1:])])) if isinstance(item, Story) else item
        for item in issue(words, [160.0, 120.0])
    ]
    planners = [Planner(matter(items), (ROWS[0], rows)) for rows in range(44, 62, 2)]
    found = [(planner, planner.plan()) for planner in planners]
    return [(planner, dummy) for planner, dummy in found if dummy is not None]


def _worst(page: PagePlan) -> float:
    return max((take.filled.cost * POURED for take in page.takes if take.filled), default=0.0)


def test_a_page_whose_copy_parts_badly_is_cut_anew(planned: list[tuple[Planner, Dummy]]) -> None:
    """The plan costs less; what stands on a page and what it carries over stays, and pages without fault stay as they
    are.
    """
    better = 0
    for planner, dummy in planned:
        cut = cut_anew(planner, dummy)
        assert cut.cost <= dummy.cost
        assert sum(page.cost for page in cut.pages) - cut.cost == pytest.approx(0.0, abs=1e-6)
        assert cut.turns == dummy.turns
        for old, new in zip(dummy.pages, cut.pages, strict=True):
            assert new == old or (new.cost < old.cost and _worst(old) >= BADLY)
            assert (new.items, new.rests) == (old.items, old.rests)
            better += _worst(new) < BADLY <= _worst(old)
    assert better, "no page shows what is tested"


def test_a_page_cut_anew_costs_what_its_modules_cost(planned: list[tuple[Planner, Dummy]]) -> None:
    """What was known of its copy while a page was cut is paid once."""
    changed = 0
    for planner, dummy in planned:
        for old, new in zip(dummy.pages, cut_anew(planner, dummy).pages, strict=True):
            if new == old:
                continue
            changed += 1
            paid = sum(cost for _, cost in new.bill) + SLACK * new.slack(planner.matter.leading)
            paid += sum(cost for cut in new.cuts for _, cost in cut.bill)
            for take in new.takes:
                shape = planner._shapes(take.module.item)[take.module.span]
                paid += shape.cost[take.module.depth] + (take.filled.cost * POURED if take.filled else 0.0)
            assert new.cost == pytest.approx(paid, abs=0.01)
    assert changed, "no page shows what is tested"
