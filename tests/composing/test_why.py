"""Why a story stands where it stands: the alternatives are plans of their own, and a story is found by its headline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printpost.composing.composition import Edition
from printpost.composing.dummysheet import Name, Why
from printpost.composing.items import Story
from printpost.composing.planner import Planner
from printpost.composing.why import find, why
from printpost.problems import BadInput

KNOWN = {
    "s0": Name("The ferry comes back", "Ferry"),
    "s1": Name("The old crane comes down"),
    "s2": Name("Letters to the harbour"),
    "p3": Name("Tide table"),
}


@pytest.mark.parametrize(
    ("wanted", "item"),
    [
        ("The ferry comes back", "s0"),
        ("ferry", "s0"),
        ("  THE OLD   crane ", "s1"),
        ("s2", "s2"),
        ("tide", "p3"),
    ],
)
def test_a_story_is_found_by_a_part_of_its_headline(wanted: str, item: str) -> None:
    """Capitals and spaces do not matter; a short headline, a panel's title and the name in the JSON will do, too."""
    assert find(KNOWN, wanted) == item


def test_a_whole_headline_goes_before_a_part_of_another() -> None:
    """A headline that stands within a longer one can still be meant."""
    known = KNOWN | {"s4": Name("The ferry comes back late")}
    assert find(known, "the ferry comes back") == "s0"


def test_several_stories_are_named() -> None:
    """Where several are meant, the message lists them."""
    with pytest.raises(BadInput) as failure:
        find(KNOWN, "comes")
    assert str(failure.value) == (
        "'comes' may be “The ferry comes back” or “The old crane comes down”\n"
        "hint: give more of the headline, or the whole of it"
    )


@pytest.mark.parametrize(
    ("wanted", "likely"),
    [
        ("the fery comes bak", "The ferry comes back"),
        ("harbor", "Letters to the harbour"),
        ("Tide tabel", "Tide table"),
    ],
)
def test_a_story_that_is_not_there_is_guessed(wanted: str, likely: str) -> None:
    """A slip of the finger is answered with what may have been meant."""
    with pytest.raises(BadInput) as failure:
        find(KNOWN, wanted)
    message, hint = str(failure.value).split("\n")
    assert message == f"nothing in the issue is called {wanted!r}"
    assert hint.startswith("hint: perhaps ")
    assert f"“{likely}”" in hint


def test_nothing_like_it_lists_the_stories() -> None:
    """Without any likeness the stories are listed; an empty word finds nothing."""
    for wanted in ("xyzzy", " "):
        with pytest.raises(BadInput, match=r"The ferry comes back”.* or “The old crane"):
            find(KNOWN, wanted)


@pytest.fixture(scope="module")
def answer(small: Edition) -> Why:
    """Why the second story of the sample of two pages stands where it does."""
    return why(small, "s1")


def _plans(edition: Edition, changed: Story) -> float | None:
    found = replace(edition.matter, items={**edition.matter.items, changed.name: changed})
    dummy = Planner(found, [grid.rows for grid in edition.grids]).plan()
    return dummy.cost if dummy else None


def test_alternatives_are_plans_of_their_own(small: Edition, answer: Why) -> None:
    """What another page would have cost is what a plan with that page pinned costs, and how much more it is."""
    story = small.matter["s1"]
    assert isinstance(story, Story)
    there = min(number for number, page in enumerate(small.dummy.pages) for t in page.takes if t.item == "s1")
    other = 2 - there
    (found,) = (one for one in answer.alternatives if one.pinned == f"page {other}")
    cost = _plans(small, replace(story, page=other))
    assert (found.cost is None) == (cost is None)
    if cost is not None and found.cost is not None and found.more is not None:
        assert found.cost == pytest.approx(cost, abs=0.001)
        assert found.more == pytest.approx(cost - small.dummy.cost, abs=0.001)
        assert found.stands[0].startswith(f"p. {other}: ")


def test_alternatives_are_what_they_say(small: Edition, answer: Why) -> None:
    """Where there is a plan, the story stands there in so many columns, or under a head of that level."""
    (first, *_) = [take for page in small.dummy.pages for take in page.takes if take.item == "s1"]
    told = {one.pinned: one for one in answer.alternatives}
    for pinned, one in told.items():
        if not one.stands:
            assert one.cost is None
        elif pinned.endswith(("column", "columns")):
            assert f" {pinned.split()[0]} × " in one.stands[0]
        elif pinned.endswith(" head"):
            assert pinned.removesuffix("head") in one.stands[0]
    assert f"{first.setting.level} head" not in told
    assert any(pinned.endswith("columns") for pinned in told)


def test_the_plan_itself_is_what_alternatives_are_compared_with(small: Edition) -> None:
    """Planned again with nothing pinned, the paper costs what it costs."""
    dummy = Planner(small.matter, [grid.rows for grid in small.grids]).plan()
    assert dummy is not None
    assert dummy.cost == pytest.approx(small.dummy.cost)
