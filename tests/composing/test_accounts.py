"""Accounts: what a plan costs is explained to the last charge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printpost.composing.accounts import ROUNDING, accounts
from printpost.composing.charges import PARTS, gathered, total
from printpost.composing.composition import Edition
from printpost.composing.dummy import Dummy
from printpost.composing.items import Story
from printpost.composing.matter import Matter
from printpost.composing.planner import Planner
from printpost.composing.pricing import TURN, TURN_OF_LEAD
from tests.composing.specimen import block, galley, words_of
from tests.composing.test_dummy import ROWS, issue, plan


def complaints(dummy: Dummy, matter: Matter) -> list[str]:
    """What of a plan's cost has no name, page by page and take by take, in words for whoever added it."""
    found: list[str] = []
    for number, (page, account) in enumerate(zip(dummy.pages, accounts(dummy, matter), strict=True), 1):
        entries = [*((take.item, charges) for take, charges in zip(page.takes, account.takes, strict=True))]
        entries += [(f"cut {cut}", charges) for cut, charges in zip(page.cuts, account.cuts, strict=True)]
        for name, charges in (*entries, ("the page as a whole", account.own)):
            if "unexplained" in charges:
                found.append(
                    f"page {number}, {name}: {charges['unexplained']:+.3f} of the cost is in no bill. A cost function "
                    "of shapes, matter, slicing, galley or planner charges for something without naming it"
                )
            found += [f"{part!r} wants a line in charges.PARTS" for part in charges if part not in PARTS]
        together = sum(account.together().values())
        if abs(together - page.cost) > ROUNDING:
            found.append(f"page {number}: the charges come to {together:.3f}, the plan to {page.cost:.3f}")
    whole = sum(page.cost for page in dummy.pages)
    if abs(whole - dummy.cost) > ROUNDING:
        found.append(f"the pages cost {whole:.3f} together, the plan {dummy.cost:.3f}")
    return found


@pytest.mark.parametrize(
    ("words", "panels", "pages"),
    [
        ([480, 320, 200, 120], [160.0, 240.0, 200.0], 2),
        ([900, 420, 300, 90, 60], [120.0, 180.0], 3),
        ([2500], [200.0], 4),
        ([300, 120], [], 1),
    ],
)
def test_the_charges_add_up_to_the_cost_of_the_plan(words: list[int], panels: list[float], pages: int) -> None:
    """Nothing of a plan's cost is left over when all its charges are added up, with turns and without."""
    dummy, matter = plan(issue(words, panels), pages)
    assert dummy is not None
    assert complaints(dummy, matter) == []


def test_the_charges_of_the_samples_add_up(edition: Edition, small: Edition) -> None:
    """The same with real heads, insets, a section's group, a drop cap, an index and fillers."""
    assert complaints(edition.dummy, edition.matter) == []
    assert complaints(small.dummy, small.matter) == []


def test_a_charge_without_a_name_is_seen() -> None:
    """A page that costs more than its bills say has the rest booked as unexplained."""
    dummy, matter = plan(issue([300, 120], []), 1)
    assert dummy is not None
    page = replace(dummy.pages[0], cost=dummy.pages[0].cost + 1.5)
    dearer = replace(dummy, pages=(page,), cost=dummy.cost + 1.5)
    assert accounts(dearer, matter)[0].own["unexplained"] == pytest.approx(1.5, abs=ROUNDING)
    (complaint,) = complaints(dearer, matter)
    assert complaint.startswith("page 1, the page as a whole: +1.5")


def test_a_turn_is_charged_to_the_take_that_turns() -> None:
    """The first take of a turned story pays for the turn, its rest does not."""
    dummy, matter = plan(issue([2500], [200.0]), 4)
    assert dummy is not None
    for page, account in zip(dummy.pages, accounts(dummy, matter), strict=True):
        for take, charges in zip(page.takes, account.takes, strict=True):
            assert ("turn" in charges) == (take.part in ("first", "middle"))


def test_a_poured_galley_says_what_it_costs() -> None:
    """The bill of a fill adds up to its cost; a leg that splits a paragraph after its first line pays for an orphan."""
    copy = galley([block(words_of(60)), block(words_of(60, 60))])
    rows = copy.rows()
    for first in range(3, rows - 3):
        filled = copy.fill((first, rows - first + 2))
        assert filled is not None
        assert total(filled.bill) == pytest.approx(filled.cost)
    # Both paragraphs in their best numbers of lines, parted between them and a line later.
    first = copy.blocks[0].best
    parted = copy.cut(1, copy.blocks[1].best, 1)
    assert gathered(parted[1])["widows"] > 0
    kept = copy.fill((first, copy.blocks[1].best))
    assert kept is not None
    assert gathered(kept.bill).get("widows", 0.0) == 0.0


@pytest.mark.parametrize("name", ["s0", "s1"])
def test_a_story_that_must_turn_turns(name: str) -> None:
    """Pinned for a comparison, a story that would stand whole is carried over, and the turn is charged.

    Whether the whole plan then costs more is not tested: the planner's beam is no proof of the least cost.
    """
    dummy, matter = plan(issue([460, 260, 245, 160], [160.0, 240.0, 200.0]), 2)
    assert dummy is not None
    assert dummy.turns == {}
    story = matter[name]
    assert isinstance(story, Story)
    changed = matter.changed(name, replace(story, must_turn=True))
    other = Planner(changed, ROWS).plan()
    assert other is not None
    assert name in other.turns
    before, after = (
        sum(page.together().get("turn", 0.0) for page in accounts(each, found))
        for each, found in ((dummy, matter), (other, changed))
    )
    assert before == 0.0
    assert after == sum(TURN_OF_LEAD if turned == "s0" else TURN for turned in other.turns)
