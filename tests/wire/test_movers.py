"""Movers: gains, new entries, streaks and curves, from days that a test makes up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from printpost.wire.frozen import Row
from printpost.wire.ledger import Ledger
from printpost.wire.movers import Compared, compare, movers, observations
from printpost.wire.orders import Order
from printpost.wire.sources import Item

DAY = 86_400
START = int(dt.datetime(2026, 4, 1, 5, tzinfo=dt.UTC).timestamp())
STARS = Order("stars", "repositories", count=3)


def items(**stars: int) -> tuple[Item, ...]:
    """Repositories by their stars, in the order in which they are written."""
    return tuple(Item(name, name, figures={"stars": count}) for name, count in stars.items())


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    return Ledger(tmp_path / "wire.sqlite3")


def publish(ledger: Ledger, number: int, day: int, order: Order = STARS, **stars: int) -> Compared:
    """An issue on a day: what its list looks like beside the earlier ones; then it is written down."""
    issue, time = f"issue-{number}", START + day * DAY
    compared = compare(order, items(**stars), ledger, issue, time)
    ledger.record(issue, time, {order.key: observations(items(**stars))})
    return compared


def told(rows: tuple[Row, ...]) -> list[tuple[object, ...]]:
    """What is said of each row."""
    return [(row.name, row.rank, row.gain, row.was, row.new, row.streak, row.trend) for row in rows]


def test_on_the_first_day_there_is_nothing_to_compare(ledger: Ledger) -> None:
    """No gains, and nothing is called new."""
    first = publish(ledger, 1, 0, a=10, b=5)
    assert first.since is None
    assert told(first.printed) == [("a", 1, None, None, False, 1, ()), ("b", 2, None, None, False, 1, ())]


def test_on_the_third_day_there_are_gains_streaks_and_curves(ledger: Ledger) -> None:
    """Gains are since the last issue; a curve has a point a day; who was away begins anew."""
    publish(ledger, 1, 0, a=10, b=5, c=4)
    publish(ledger, 2, 1, a=12, b=9)
    third = publish(ledger, 3, 2, b=15, a=12, c=8, d=1)
    assert third.since == "2026-04-02T05:00:00Z"
    assert told(third.rows) == [
        ("b", 1, 6, 2, False, 3, (5, 9, 15)),
        ("a", 2, 0, 1, False, 3, (10, 12, 12)),
        ("c", 3, None, None, True, 1, (4, 8)),
        ("d", 4, None, None, True, 1, ()),
    ]
    assert [row.name for row in third.printed] == ["b", "a", "c"]


def test_an_issue_fetched_twice_compares_with_the_one_before_it(ledger: Ledger) -> None:
    """A refresh does not measure the paper against itself, and counts its day once."""
    publish(ledger, 1, 0, a=10)
    publish(ledger, 2, 1, a=14)
    later = compare(STARS, items(a=16), ledger, "issue-2", START + DAY + 3600)
    assert told(later.printed) == [("a", 1, 6, 1, False, 2, (10, 16))]


def test_a_week_is_measured_from_a_week_ago(ledger: Ledger) -> None:
    """Not from the last issue."""
    week = Order("stars", "repositories", count=3, days=7)
    for day in range(9):
        publish(ledger, day, day, week, a=100 + day * day)
    found = publish(ledger, 9, 9, week, a=181)
    assert found.since == "2026-04-03T05:00:00Z"
    assert found.printed[0].gain == 81 - 4


def test_a_week_without_a_week_is_measured_from_the_first_day(ledger: Ledger) -> None:
    """As far back as the ledger goes."""
    week = Order("stars", "repositories", count=3, days=7)
    publish(ledger, 1, 0, week, a=10)
    publish(ledger, 2, 1, week, a=12)
    assert publish(ledger, 3, 2, week, a=17).printed[0].gain == 7


def test_depth_counts_for_a_streak(ledger: Ledger) -> None:
    """Below the printed rows is not in the paper."""
    publish(ledger, 1, 0, a=9, b=8, c=7, d=6)
    assert told(publish(ledger, 2, 1, d=9, a=9).printed)[0] == ("d", 1, 3, 4, False, 1, (6, 9))


def two_days(ledger: Ledger) -> dict[str, Compared]:
    """Two lists on two days."""
    likes = Order("likes", "models", count=2)

    def hub(**counts: int) -> tuple[Item, ...]:
        return tuple(Item(name, name, figures={"likes": count}) for name, count in counts.items())

    ledger.record("issue-1", START, {STARS.key: observations(items(a=1000, b=500, c=100))})
    ledger.record("issue-1", START, {likes.key: observations(hub(x=10, y=40))})
    time = START + DAY
    return {
        "stars": compare(STARS, items(c=150, a=1100, b=480, n=3, m=2), ledger, "issue-2", time),
        "likes": compare(likes, hub(z=7, x=30, y=41), ledger, "issue-2", time),
    }


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("gain", ["a", "c", "x", "y"]),  # 100, 50, 20, 1
        ("percent", ["x", "c", "a", "y"]),  # 200, 50, 10, 2.5
        ("rank", ["c"]),  # from 3 to 1; everybody else stayed or fell
    ],
)
def test_movers_are_measured_as_asked(ledger: Ledger, by: str, names: list[str]) -> None:
    """By the figure, its share of what it was, or places; who fell is no mover."""
    rows, since = movers(Order("m", "movers", count=9, asked={"by": by, "new": False}), two_days(ledger))
    assert [row.name for row in rows] == names
    assert [row.rank for row in rows] == list(range(1, len(names) + 1))
    assert since == "2026-04-01T05:00:00Z"


def test_new_entries_come_first_but_do_not_crowd_out_the_rest(ledger: Ledger) -> None:
    """Only those among a list's printed rows, and at most half the table."""
    lists = two_days(ledger)
    rows, _ = movers(Order("m", "movers", count=4, asked={"by": "percent"}), lists)
    assert [(row.name, row.new, row.figure) for row in rows] == [
        ("z", True, "likes"),
        ("x", False, "likes"),
        ("c", False, "stars"),
        ("a", False, "stars"),
    ]
    rows, _ = movers(Order("m", "movers", count=4, asked={"of": ("stars",)}), lists)
    assert [row.name for row in rows] == ["c", "a"]


def test_without_a_past_nobody_moves(ledger: Ledger) -> None:
    """The table is empty on the first day."""
    assert movers(Order("m", "movers"), {"stars": publish(ledger, 1, 0, a=1)}) == ((), None)


def test_growth_from_nothing_has_no_percentage(ledger: Ledger) -> None:
    """It moved by its gain, not by a share of nought."""
    publish(ledger, 1, 0, a=0, b=5)
    lists = {"stars": publish(ledger, 2, 1, a=7, b=6)}
    assert [row.name for row in movers(Order("m", "movers", asked={"by": "percent"}), lists)[0]] == ["b"]
    assert [row.name for row in movers(Order("m", "movers", asked={"by": "gain"}), lists)[0]] == ["a", "b"]
