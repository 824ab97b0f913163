"""Stories on the page: insets stand as far off the copy over them as off the copy under them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from printpost.composing.composition import Edition
from printpost.composing.hanging import copy_line
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Leg, Placed


def _insets(edition: Edition) -> Iterator[tuple[str, Placed, list[float]]]:
    """Every pull quote and facts box: where it stands in its leg, its place, and the baselines of that leg's copy."""
    sheetwork = mark_up(edition)
    placed = {claim.id: claim for claim in sheetwork.placed}
    for number, page in enumerate(edition.dummy.pages):
        grid = edition.grids[number]
        for take in page.takes:
            for inset in take.insets:
                if inset.inset.kind == "art":
                    continue
                left = grid.x(take.module.column + inset.inset.leg)
                baselines = [
                    baseline
                    for leg in sheetwork.legs
                    if leg.item == take.item and leg.page == number and leg.left == pytest.approx(left)
                    for baseline in _baselines(leg)
                ]
                yield inset.inset.where, placed[f"{take.item}.{inset.inset.key}"], sorted(baselines)


def _baselines(leg: Leg) -> list[float]:
    return [leg.baseline + n * leg.leading for n in range(len(leg.lines))]


def test_insets_stand_half_a_line_off_the_copy(edition: Edition, small: Edition) -> None:
    """Half a line and no less from a rule to the capitals of the copy under it, and as much from the copy over it. A
    box between lines of copy has the same white on both sides, and one at the head of a leg begins with the capitals
    of the lines beside it.
    """
    seen: set[str] = set()
    for each in (edition, small):
        line = copy_line(each.blocks.case.face(each.layout.text.families[0]), each.fit.size, each.fit.leading)
        white = line.leading / 2 + line.cap - line.x
        for where, place, baselines in _insets(each):
            seen.add(where)
            above = [place.top - one for one in baselines if one < place.top]
            below = [one - line.x - place.bottom for one in baselines if one > place.bottom]
            if where == "middle":
                assert min(above) == pytest.approx(min(below), abs=0.05), place
            if where != "head":
                assert not above or min(above) >= white - 0.05, place
            if where != "foot":
                assert min(below) >= white - 0.05, place
    assert {"middle", "foot"} <= seen
