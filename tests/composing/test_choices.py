"""Choices for a page: nothing is lost or doubled, pins are kept, and long stories turn where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.choices import Choice, Chooser
from printpost.composing.items import Item, Panel, Story
from printpost.composing.planner import Planner
from tests.composing.test_dummy import COLUMNS, ROWS, issue, matter, plan, takes

few = settings(max_examples=15, deadline=None)
words = st.lists(st.sampled_from([45, 90, 150, 280, 420, 700]), min_size=2, max_size=7)
depths = st.lists(st.sampled_from([90.0, 160.0, 240.0]), max_size=6)


def chooser(items: Sequence[Item], pages: int) -> tuple[Chooser, tuple[str, ...]]:
    """The chooser of an issue, and its items in the editor's order."""
    found = matter(items)
    rows = (ROWS[0], *[ROWS[1]] * (pages - 1))
    return Chooser(Planner(found, rows), rows), found.order


@few
@given(words, depths, st.integers(2, 3))
def test_every_item_is_chosen_or_left(counts: list[int], panels: list[float], pages: int) -> None:
    """A choice and what it leaves are together what there was, in the editor's order, and each order holds it once."""
    found, order = chooser(issue(sorted(counts, reverse=True), panels), pages)
    for choice in found.choices(order, (), 0, 10):
        assert sorted((*choice.items, *choice.after)) == sorted(order)
        assert [name for name in order if name in choice.items] == list(choice.items)
        assert [name for name in order if name in choice.after] == list(choice.after)
        for items, moved in found.orders(choice):
            assert sorted(items) == sorted(choice.items)
            assert moved >= 0.0
            stories = [name for name in items if name.startswith("s")]
            assert stories == sorted(stories), "stories keep their order"


@few
@given(words, st.integers(0, 1))
def test_a_rest_stands_on_the_page_or_waits(counts: list[int], which: int) -> None:
    """What a turned story still has to say is placed or waits for a later page, and waits for none after the last."""
    found, order = chooser(issue(sorted([*counts, 420], reverse=True), []), 3)
    rests = (order[which],)  # any name will do: a rest is a name with a length
    left = tuple(name for name in order if name not in rests)
    for page in (1, 2):
        choices = found.choices(left, rests, page, 6)
        assert all(sorted((*choice.rests, *choice.waiting)) == sorted(rests) for choice in choices)
        if page == 2:
            assert all(not choice.waiting for choice in choices)
        assert all(choice.price > 0.0 for choice in choices if choice.waiting)


@few
@given(words, depths)
def test_what_is_carried_over_leaves_enough_on_both_sides(counts: list[int], panels: list[float]) -> None:
    """A turn leaves at least the layout's lines before and after it, in every length that is tried."""
    items = issue(sorted([*counts, 700, 700], reverse=True), panels)
    found, order = chooser(items, 3)
    legs = found.matter.legs
    for choice in found.choices(order, (), 0, 10):
        for other in (choice, *found.other_turns(choice, 0)):
            for name, target in other.turns:
                lines = found.matter.lines(name)
                assert legs.turn_after <= target <= lines - legs.turn_before
            assert replace(other, turns=()) == replace(choice, turns=())


def test_two_stories_may_turn_on_a_full_front() -> None:
    """Where the front has far more than it holds, two stories are tried with turns at once."""
    found, order = chooser(issue([700, 700, 420, 420], []), 4)
    turning = {tuple(name for name, _ in choice.turns) for choice in found.choices(order, (), 0, 10)}
    assert ("s0", "s1") in turning


def test_a_story_asked_for_on_the_front_leaves_the_lead_there() -> None:
    """A late story pinned to page one comes forward; the lead stays first."""
    items = [
        replace(item, page=1) if isinstance(item, Story) and item.name == "s3" else item
        for item in issue([480, 320, 200, 120], [160.0, 240.0, 200.0])
    ]
    dummy, _ = plan(items, 2)
    assert dummy is not None
    where = {take.item: page for page, take in reversed(list(takes(dummy)))}
    assert (where["s0"], where["s3"]) == (0, 0)


def test_no_choice_overfills_a_page_that_nothing_can_leave() -> None:
    """Without a story that may turn, what is chosen has about the cells of the page."""
    items = [
        replace(item, may_turn=False) if isinstance(item, Story) else item for item in issue([420, 280, 280, 150], [])
    ]
    found, order = chooser(items, 2)
    choices: list[Choice] = found.choices(order, (), 0, 10)
    assert choices
    for choice in choices:
        assert sum(map(found.figures.natural, choice.items)) <= 1.06 * ROWS[0] * COLUMNS


def test_a_thin_paper_is_not_thin_on_its_front() -> None:
    """Where a later page has ruled lines, which take any room, the front is filled; a page without anything else is
    avoided.
    """
    notes = Panel(
        "notes",
        dict.fromkeys(range(1, 5), 120.0),
        dict.fromkeys(range(1, 5), 1),
        dict.fromkeys(range(1, 5), 4.0),
        growth=dict.fromkeys(range(1, 5), 900.0),
        grown_cell=0.15,
        page=2,
    )
    found, order = chooser([*issue([300, 160, 120, 90], [160.0, 120.0]), notes], 2)
    best = found.choices(order, (), 0, 10)[0]
    front, natural = ROWS[0] * COLUMNS, found.figures.natural
    assert sum(map(natural, order)) < 0.8 * sum(ROWS) * COLUMNS
    assert 0.9 * front <= sum(map(natural, best.items)) <= 1.06 * front
    assert any(name.startswith("s") for name in best.after), "a page inside has a story"
    left = tuple(name for name in order if name != "s1")
    for choice in found.choices(left, ("s1",), 1, 10):
        assert {items[-1] for items, _ in found.orders(choice)} == {"notes"}, "they stand at the foot"


def test_ruled_lines_have_no_page_to_themselves_while_there_is_matter() -> None:
    """A choice of notes alone is made where nothing else is left."""
    growth = dict.fromkeys(range(1, 5), 900.0)
    notes = [
        Panel(
            f"notes{page}",
            dict.fromkeys(growth, 120.0),
            dict.fromkeys(growth, 1),
            dict.fromkeys(growth, 4.0),
            growth=growth,
            grown_cell=0.15,
            page=page,
        )
        for page in (2, 3)
    ]
    found, _ = chooser([*issue([300, 60], [60.0, 50.0]), *notes], 3)
    left = ("s1", "p0", "p1", "notes2", "notes3")
    chosen = found.choices(left, (), 1, 10)
    assert chosen
    assert all(set(choice.items) > {"notes2"} for choice in chosen)
    assert [choice.items for choice in found.choices(("notes2", "notes3"), (), 1, 10)] == [("notes2",)]
