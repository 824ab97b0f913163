"""Stories on the page: insets stand as far off the copy over them as off the copy under them, bylines over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from printpost.composing.composition import Edition, compose
from printpost.composing.hanging import copy_line
from printpost.composing.lineage import load_layout
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Leg, Placed
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press


def _insets(edition: Edition) -> Iterator[tuple[str, Placed, list[float]]]:
    """Every pull quote and facts box: where it stands in its leg, its place, and the baselines of that leg's copy."""
    sheetwork = mark_up(edition)
    placed = {claim.id: claim for claim in sheetwork.placed}
    for number, page in enumerate(edition.dummy.pages):
        grid = edition.grids[number]
        for take in page.takes:
            for inset in take.insets:
                if inset.inset.kind in {"art", "byline"}:
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


def test_a_byline_stands_over_the_first_leg(press: Press) -> None:
    """Under a head over several columns, so that nothing is white beside it but a column: level with the first line of
    the legs beside it, and two rows over the copy. Under a head in one column it stands in the head.
    """
    layout = load_layout("letter", (layouts_folder(),))
    issue = read(layouts_folder() / "letter" / "specimen.yaml")
    edition = compose(issue, layout, fonts=(fonts_folder(),), measure=lambda html: press.measure(html, layout.folders))
    sheetwork = mark_up(edition)
    signed = {name for name, item in edition.desk.stories.items() if item.story.byline}
    seen = 0
    for key, fragment in edition.desk.fragments.items():
        name, *kind = key.split(".")
        if name in signed and kind[:1] == ["head"] and kind[1] != "turn":
            assert ('class="byline"' in fragment.html) == (kind[2] == "1"), key
    for number, page in enumerate(edition.dummy.pages):
        grid = edition.grids[number]
        for take in page.takes:
            wide = (take.setting.abreast or take.module.span) > 1
            over = wide and take.item in signed and take.part in ("whole", "first")
            assert [inset.inset.kind for inset in take.insets].count("byline") == over
            if not over:
                continue
            seen += 1
            place = next(claim for claim in sheetwork.placed if claim.id == f"{take.item}.byline")
            copy = [leg for leg in sheetwork.legs if leg.item == take.item and leg.page == number]
            left = grid.x(take.module.column)
            first = min(leg.baseline for leg in copy if leg.left == pytest.approx(left) and leg.baseline > place.top)
            baseline = place.top + edition.casts[f"{take.item}.byline"].lines["text"][1]
            assert first - baseline == pytest.approx(2 * grid.leading, abs=0.01)
    assert seen
