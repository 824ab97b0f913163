"""The inspection finds on the finished page whatever differs from what the composing room claimed."""

from dataclasses import replace

import pytest

from printpost.composing.sheetwork import Sheetwork, Wording
from printpost.pressroom.inspect import inspect
from printpost.pressroom.press import Press
from printpost.problems import Severity
from tests.pressroom.specimen import sheetwork


def _said(press: Press, work: Sheetwork) -> list[str]:
    return [problem.message for problem in inspect(press.print(work), work)]


def test_pages_that_hold_their_claims_pass(press: Press) -> None:
    """Blocks in their modules, lines on the grid, words there: nothing to say."""
    assert _said(press, sheetwork()) == []


def test_a_lost_line_names_its_story(press: Press) -> None:
    """The line that is gone is quoted, whatever stands beside it on its baseline."""
    (said,) = _said(press, sheetwork(drop=19))
    place, what, line = (
        "“The bridge”, take 1 (page 1)",
        "1 line is not on the page as set",
        "of its piers had moved by 19",
    )
    assert said == f"{place}: {what}; the first is “{line}”"


def test_lines_off_the_grid_say_how_far(press: Press) -> None:
    """A leg that slid by half a point is found, all its lines together."""
    work = sheetwork()
    moved = replace(work.legs[0], baseline=work.legs[0].baseline - 0.5)
    (said,) = _said(press, replace(work, legs=(moved, *work.legs[1:])))
    assert said.startswith("“The bridge”, take 1 (page 1): 20 lines are off the baseline grid; ")
    assert said.endswith("stands 0.50 pt below its place")


def test_a_line_within_the_tolerance_passes(press: Press) -> None:
    """A fifth of a point is no fault."""
    work = sheetwork()
    moved = replace(work.legs[0], baseline=work.legs[0].baseline - 0.2)
    assert _said(press, replace(work, legs=(moved, *work.legs[1:]))) == []


@pytest.mark.parametrize("change", ["swapped", "altered", "shifted"])
def test_lines_that_are_not_as_set_are_found(press: Press, change: str) -> None:
    """Words in another order, another word, or a line out of its leg."""
    work = sheetwork()
    leg = work.legs[0]
    one, two, *more = leg.lines
    other = {
        "swapped": replace(leg, lines=(two, one, *more)),
        "altered": replace(leg, lines=(one.replace("bridge", "ridge"), two, *more)),
        "shifted": replace(leg, left=leg.left + 30),
    }[change]
    assert any(
        "as set" in said or "off the" in said for said in _said(press, replace(work, legs=(other, *work.legs[1:])))
    )


def test_a_line_printed_twice_over_itself_is_found(press: Press) -> None:
    """Two impressions in one place are not one line."""
    first = sheetwork().legs[0].lines[0]
    over = f'<div class="leg" style="left: 40pt; top: 80pt"><div>{first}</div></div>'
    assert len(_said(press, sheetwork(extra=over))) == 1


def test_hyphens_capitals_accents_and_ligatures_do_not_matter(press: Press) -> None:
    """What counts is the letters, however they are dressed."""
    dressed = (
        '<p style="position: absolute; top: 500pt; font-variant: small-caps">Ofﬁce Élan co-<br>operate STRASSE</p>'
    )
    wording = Wording("the panel", 0, "office e\u0301lan cooperate Straße")
    work = sheetwork(extra=dressed)
    assert _said(press, replace(work, wording=(*work.wording, wording))) == []


def test_a_drop_cap_belongs_to_the_first_line(press: Press) -> None:
    """Its foot stands on the third baseline, yet the first line is read with it."""
    cap = "<div style=\"position: absolute; left: 40pt; top: 580pt; font: 30pt/30pt 'STIX Two Text'\">W</div>"
    rows = ("here the first line goes", "and the second one", "and the third")
    leg = '<div class="leg" style="left: 72pt; top: 580pt">' + "".join(f"<div>{row}</div>" for row in rows) + "</div>"
    work = sheetwork(extra=cap + leg)
    first = replace(work.legs[0], baseline=588.11, lines=("W" + rows[0], *rows[1:]))
    assert _said(press, replace(work, legs=(*work.legs, first))) == []


def test_the_unseen_letter_of_a_drawn_initial_comes_before_what_it_touches(press: Press) -> None:
    """Tight tracking puts the next letter a little before it, on the page and in order all the same."""
    row = '<span style="font-size: .1pt; letter-spacing: -.2pt">T</span>he offices are shut'
    leg = f'<div class="leg" style="left: 72pt; top: 580pt"><div>{row}</div></div>'
    work = sheetwork(extra=leg)
    first = replace(work.legs[0], left=40, baseline=588.11, lines=("The offices are shut",))
    assert _said(press, replace(work, legs=(*work.legs, first))) == []


def test_missing_wording_names_the_word(press: Press) -> None:
    """The first word that is nowhere on the page is quoted."""
    work = sheetwork()
    wording = Wording("the panel “Facts”", 1, "The bridge, closed at midnight")
    (said,) = _said(press, replace(work, wording=(wording,)))
    assert (
        said == "the panel “Facts” (page 2): the word “midnight” of “The bridge, closed at midnight” is not on the page"
    )


def test_wording_that_stands_twice_in_the_claims_must_stand_twice_on_the_page(press: Press) -> None:
    """Two panels of one title need two titles."""
    work = sheetwork()
    footer = work.wording[1]
    (said,) = _said(press, replace(work, wording=(footer, footer)))
    assert "as often as it should be" in said


def test_blocks_out_of_their_modules_are_found(press: Press) -> None:
    """Too deep, off its place, on another page."""
    work = sheetwork()
    one, two = work.placed
    shallow = replace(one, bottom=one.bottom - 5)
    high = replace(two, top=two.top - 1)
    gone = replace(one, page=1)
    assert _said(press, replace(work, placed=(shallow, high, gone))) == [
        "“The bridge”, take 1 (page 1) is 5.0 pt deeper than its module",
        "“The bridge”, take 2 (page 2) starts 1.00 pt below its place",
        "“The bridge”, take 1 (page 2) is not on its page",
    ]


def test_another_number_of_pages_is_an_error(press: Press) -> None:
    """A page too many is as bad as one too few."""
    assert _said(press, replace(sheetwork(), pages=1))[0] == "the issue was made up to 1 pages but printed on 2"


def test_the_renderers_complaints_travel_on(press: Press) -> None:
    """What it could not load is an error; what it ignored is a warning."""
    work = sheetwork(extra='<img alt="x" src="file:///nowhere.png"><p style="colour: red">x</p>')
    problems = inspect(press.print(work), work)
    assert [problem.severity for problem in problems] == [Severity.ERROR, Severity.WARNING]
