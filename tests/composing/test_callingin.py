"""Calling in: fillers go to pages that are better for them, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printpost.composing import callingin
from printpost.composing.callingin import CALLED_IN, ON_FRONT, called_in
from printpost.composing.planner import Planner
from tests.composing.test_dummy import ROWS, issue, matter, panel, takes


def test_a_filler_stands_in_the_white_of_a_thin_page() -> None:
    """The page is better by more than the filler costs, and all others stay as they are; a full one takes none."""
    items = issue([420, 280, 240], [160.0])
    notice = panel("f0", 70.0)
    called = 0
    for rows in range(30, 50, 2):
        found = matter(items)
        found = replace(found, items={**found.items, "f0": notice})
        planner = Planner(found, (ROWS[0], rows))
        dummy = planner.plan()
        if dummy is None:
            continue
        other, names = called_in(planner, dummy, ["f0"])
        if not names:
            assert other is dummy
            continue
        called += 1
        assert names == ("f0",)
        assert other.cost < dummy.cost
        assert sum(page.cost for page in other.pages) - other.cost < 1e-6
        changed = [number for number, page in enumerate(other.pages) if page != dummy.pages[number]]
        assert len(changed) == 1
        page = other.pages[changed[0]]
        assert ("filler", CALLED_IN if changed[0] else ON_FRONT) in page.bill
        assert page.takes[0].item != "f0"
        assert other.turns == dummy.turns
        assert {take.item for _, take in takes(other)} == {*found.order, "f0"}
    assert called, "no page shows what is tested"


def test_two_fillers_on_one_page_are_both_paid_for() -> None:
    """The second is weighed against what the page costs with the first, and its bill names both."""
    items = issue([420, 280, 240], [160.0])
    notices = {name: panel(name, 40.0) for name in ("f0", "f1")}
    shared = 0
    for rows in range(30, 60, 2):
        found = matter(items)
        found = replace(found, items={**found.items, **notices})
        planner = Planner(found, (ROWS[0], rows))
        dummy = planner.plan()
        if dummy is None:
            continue
        other, names = called_in(planner, dummy, list(notices))
        for number, page in enumerate(other.pages):
            here = [take.item for take in page.takes if take.item in names]
            price = CALLED_IN if number else ON_FRONT
            assert [cost for what, cost in page.bill if what == "filler"] == [price] * len(here)
            shared += len(here) == len(notices)
    assert shared, "no page shows what is tested"


def test_a_filler_that_costs_more_than_the_white_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """White may be cheaper than house matter: the plan is then as it was, however thin its pages are."""
    monkeypatch.setattr(callingin, "CALLED_IN", 1000.0)
    monkeypatch.setattr(callingin, "ON_FRONT", 1000.0)
    found = matter(issue([420, 280, 240], [160.0]))
    found = replace(found, items={**found.items, "f0": panel("f0", 70.0)})
    thin = 0
    for rows in range(30, 50, 2):
        planner = Planner(found, (ROWS[0], rows))
        dummy = planner.plan()
        if dummy is not None:
            thin += max(page.slack(found.leading) for page in dummy.pages) > planner.natural("f0")
            assert called_in(planner, dummy, ["f0"]) == (dummy, ())
    assert thin, "no page is thin enough for a filler"
