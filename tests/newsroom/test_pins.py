"""Pins as the newsroom reads them: which block is meant, and what no make-up could meet."""

from __future__ import annotations

import pytest

from printpost.newsroom.pins import packages, pins_of, without

from .conftest import HEAD, Desk

CONTENTS = """contents:
  - story:
      headline: The bridge is shut
      copy: Words.
  - story:
      headline: Who pays for it
      short: The bill
      copy: Words.
  - list:
      section: What to do
      items: [{title: Walk}]
"""


def issue(**keys: str) -> str:
    """An issue of a lead, a second story and a list, with more keys under each: ``lead``, ``second``, ``list``."""
    text = HEAD + CONTENTS
    anchors = {"lead": "headline: The bridge is shut", "second": "short: The bill", "panel": "section: What to do"}
    for name, more in keys.items():
        text = text.replace(anchors[name], "\n      ".join([anchors[name], *more.splitlines()]))
    return text


@pytest.mark.parametrize("name", ["Who pays for it", "the  BILL", "'The bill'"])
def test_a_block_is_named_by_its_headline_or_short_headline(desk: Desk, name: str) -> None:
    """Capitals and spaces do not matter."""
    assert desk.read(issue(panel=f"with: {name}")).beside == {2: 1}


def test_a_panel_without_a_title_is_named_by_its_section(desk: Desk) -> None:
    """A list or a table often has no other name."""
    assert desk.read(issue(lead="with: What to do")).beside == {0: 2}
    assert desk.said(issue(lead="with: What to do", panel="title: Walks")) == ["6:13: no block is called “What to do”"]


def test_quotes_are_those_of_print(desk: Desk) -> None:
    """A name may be typed as the headline was."""
    text = issue(panel='with: It\'s "shut"').replace("headline: The bridge is shut", 'headline: It\'s "shut"')
    assert desk.read(text).beside == {2: 0}


FAULTS = {
    "unknown": ({"panel": "with: Who pays for"}, "13:13: no block is called “Who pays for”", "“Who pays for it”?"),
    "itself": ({"panel": "with: What to do"}, "13:13: a block cannot be kept beside itself", "name another"),
    "ambiguous": (
        {"lead": "short: The bill", "panel": "with: The bill"},
        "14:13: “The bill” may be any of 2 blocks, in lines 4 and 8",
        "a short: or title: of its own",
    ),
    "rank twice": (
        {"lead": "rank: 1", "second": "rank: 1"},
        "11:13: two stories are of rank 1: this one and that of line 6",
        "rank: 2",
    ),
    "lead inside": (
        {"lead": "page: 2"},
        "6:13: the lead is pinned to page 2, but the lead stands on the front",
        "rank: 1",
    ),
    "two pages": (
        {"second": "page: 2", "panel": "with: The bill\npage: 3"},
        "10:13: this block is pinned to page 2, but with: keeps it beside “What to do” on page 3",
        "take page: or with: away",
    ),
    "beside the lead": (
        {"panel": "with: The bridge is shut\npage: 2"},
        "14:13: this block is pinned to page 2, but with: keeps it beside “The bridge is shut” on page 1",
        "take page: or with: away",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pin_that_no_plan_could_meet_is_a_problem_at_its_place(desk: Desk, fault: str) -> None:
    """With its line and column, and what to do."""
    keys, said, hint = FAULTS[fault]
    text = issue(**keys)
    assert desk.said(text) == [said]
    assert hint in (desk.problems(text)[0].hint or "")


def test_a_lead_by_rank_may_leave_the_first_story_inside(desk: Desk) -> None:
    """Another story that is of rank 1 sets the first one free."""
    assert desk.read(issue(lead="page: 2", second="rank: 1")).issue.contents[0].block.page == 2


def test_pins_are_listed_and_can_be_taken_away(desk: Desk) -> None:
    """In the order of the file, each with its path; what is left has the others."""
    found = desk.read(issue(lead="turn: no\nspan: 3", panel="with: The bill")).issue
    pins = pins_of(found)
    assert [(str(pin), pin.path) for pin in pins] == [
        ("span: 3", ("contents", 0, "story", "span")),
        ("turn: false", ("contents", 0, "story", "turn")),
        ("with: The bill", ("contents", 2, "list", "with")),
    ]
    assert [str(pin) for pin in pins_of(without(found, pins[1:]))] == ["span: 3"]


def test_what_is_beside_the_same_block_is_one_package() -> None:
    """Chains and stars alike."""
    assert packages({3: 1, 5: 3, 2: 0, 4: 1}) == ((0, 2), (1, 3, 4, 5))
