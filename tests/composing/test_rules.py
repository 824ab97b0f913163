"""Rules: where they stand between the modules of a page."""

from __future__ import annotations

import re

import pytest

from printpost.composing.dummy import PagePlan, Take
from printpost.composing.rules import rules_html
from printpost.composing.shapes import Setting
from printpost.composing.slicing import Cut, Module
from printpost.geometry import Grid

GRID = Grid(left=40.0, top=100.0, columns=2, rows=30, measure=120.0, gutter=12.0, leading=12.0)


@pytest.mark.parametrize(("gap", "over"), [(1, 6.0), (2, 6.0), (3, 12.0)])
def test_a_rule_keeps_to_what_stands_under_it(gap: int, over: float) -> None:
    """In a wide gap the white is over the rule: half a row, or one, is left to the story under it."""
    upper, lower = Module("a", 0, 0, 2, 10), Module("b", 0, 10 + gap, 2, 8)
    takes = (Take("a", "whole", upper, Setting()), Take("b", "whole", lower, Setting()))
    plan = PagePlan(takes, (Cut(True, 0, lower.row, 2, 0, gap),), (), 0.0, 30)
    (top,) = re.findall(r"top:([\d.]+)pt", str(rules_html(plan, GRID, lambda _: "", 3.0)))
    assert float(top) == pytest.approx(GRID.y(lower.row) - over)
