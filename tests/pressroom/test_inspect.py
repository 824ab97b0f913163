"""The inspection finds on the finished page whatever differs from what the composing room claimed."""

import re
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
        "<p style=\"position: absolute; top: 500pt; font: small-caps 9pt 'STIX Two Text'\">"
        "Ofﬁce Élan co-<br>operate STRASSE</p>"
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


def _block(text: str, *, left: float, top: float, width: float = 120, style: str = "") -> str:
    """Return a block of 10 pt on 12 pt at a place on the page."""
    place = f"position: absolute; left: {left}pt; top: {top}pt; width: {width}pt; font: 10pt/12pt 'Source Sans 3'"
    return f'<div style="{place}; {style}">{text}</div>'


def _with_block(html: str, *wording: Wording) -> Sheetwork:
    """Return the specimen with more on page one, and the wording of it beside its own."""
    work = sheetwork(extra=html)
    return replace(work, wording=(*work.wording, *wording))


def test_a_word_is_not_taken_from_within_others(press: Press) -> None:
    """A nameplate between its ears is found word by word; “del” is not that of “de las” before it."""
    html = "<i style='position: absolute; top: -9pt; left: 50pt'>de las dos</i>Correo del"
    claim = Wording("nameplate", 0, "del Correo de las dos", (40, 480, 160, 524))
    assert _said(press, _with_block(_block(html, left=40, top=500), claim)) == []


PANEL = (40.0, 500.0, 160.0, 524.0)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Water levels on Tuesday at noon", PANEL),
        ("“Water”: f, j, Ą, <i>of a graph</i>", PANEL),
        ("Water levels <span style='position: absolute; left: 122pt'>x</span>", (40, 500, 164, 524)),
    ],
    ids=["two lines", "accents and tails", "by less than the tolerance"],
)
def test_wording_inside_its_area_passes(press: Press, text: str, area: tuple[float, float, float, float]) -> None:
    """A block that holds its letters, to a hair."""
    wording = Wording("the panel", 0, re.sub("<.*?>", "", text), area)
    assert _said(press, _with_block(_block(text, left=40, top=500), wording)) == []


def test_a_word_that_runs_out_of_its_block_is_named(press: Press) -> None:
    """A word too long to break is seen by where its last letter ends, not by where it begins."""
    text = "The Donaudampfschifffahrtsgesellschaft sank"
    (said,) = _said(press, _with_block(_block(text, left=40, top=500), Wording("the panel", 0, text, PANEL)))
    what = "“Donaudampfschifffahrtsgesellschaft” stands"
    found = re.fullmatch(rf"the panel \(page 1\): {what} (\d+\.\d) pt right of its block", said)
    assert found
    assert 30 < float(found[1]) < 60


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ((48, 500, 160, 524), "“High” stands 8.0 pt left of its block"),
        ((40, 508, 160, 524), "“High” stands 6.1 pt above its block"),
        ((40, 500, 64, 524), "“noon” stands 7.3 pt right of its block"),
        ((40, 500, 160, 512), "“at” stands 9.2 pt below its block"),
    ],
)
def test_letters_beyond_each_side_of_an_area_are_found(
    press: Press, area: tuple[float, float, float, float], said: str
) -> None:
    """A block that slid, or a line pushed below where its block ends: the first word that is outside is named."""
    html = _block("High<br>at noon", left=40, top=500)
    assert _said(press, _with_block(html, Wording("the panel", 0, "High at noon", area))) == [
        f"the panel (page 1): {said}"
    ]


def test_of_two_like_pieces_each_area_has_its_own(press: Press) -> None:
    """The order of the claims is not that of the page; wording without an area takes what is left."""
    html = "".join(_block("Facts", left=left, top=500) for left in (40, 200, 360))
    areas = (None, (360, 500, 480, 512), (40, 500, 160, 512))
    assert _said(press, _with_block(html, *(Wording("the panel", 0, "Facts", area) for area in areas))) == []
    empty = Wording("the panel", 0, "Facts", (40, 700, 160, 712))
    (said,) = _said(press, _with_block(html, empty))
    assert said == "the panel (page 1): “Facts” stands 197.5 pt above its block"


def test_a_line_of_the_next_column_does_not_part_a_block(press: Press) -> None:
    """The PDF reader puts what stands on one height in one row; in its area the wording is whole."""
    html = _block("rose by six", left=200, top=501) + _block("Insurance cost<br>more", left=40, top=500)
    wording = Wording("the quote", 0, "Insurance cost more")
    (said,) = _said(press, _with_block(html, wording))
    assert "in one piece" in said
    assert _said(press, _with_block(html, replace(wording, area=PANEL))) == []


@pytest.mark.parametrize(
    ("left", "top", "said"),
    [
        (-4, 500, "left of the trim"),
        (560, 500, "right of the trim"),
        (40, -6, "above the trim"),
        (40, 837, "below the trim"),
        (700, 500, "right of the trim"),
        (40, 900, "below the trim"),
    ],
)
def test_letters_off_the_page_are_found(press: Press, left: float, top: float, said: str) -> None:
    """Whatever would be cut, or is not on the paper at all: the renderer prints it and the page hides it."""
    html = _block("Afterwards", left=left, top=top)
    (message,) = _said(press, sheetwork(extra=f'<div style="overflow: hidden; height: 842pt">{html}</div>'))
    assert message.startswith("page 1: “Afterwards” stands ")
    assert said in message


def test_a_letter_at_the_edge_of_the_page_is_on_it(press: Press) -> None:
    """Ink that ends with the trim is whole."""
    html = _block("Here", left=0, top=0) + _block("there", left=475, top=829, style="text-align: right")
    assert _said(press, sheetwork(extra=html)) == []


def test_a_word_that_runs_off_the_page_is_reported_once(press: Press) -> None:
    """Out of its block says it already."""
    work = _with_block(
        _block("Afterwards", left=560, top=500), Wording("the panel", 0, "Afterwards", (560, 500, 590, 512))
    )
    (said,) = _said(press, work)
    assert "its block" in said


@pytest.mark.parametrize("other", ["copy", "block"])
def test_text_over_a_block_is_found(press: Press, other: str) -> None:
    """A line that slid over the next block, whoever answers for it."""
    html = _block("Water levels", left=40, top=500) + _block("Second panel", left=50, top=503)
    claims = [Wording("the first", 0, "Water levels", (40, 500, 160, 512))]
    if other == "block":
        claims.append(Wording("the second", 0, "Second panel", (50, 503, 170, 515)))
    first, *more = _said(press, _with_block(html, *claims))
    whose = " of the second" if other == "block" else ""
    assert re.fullmatch(rf"the first \(page 1\): “\w+” and “\w+”{whose} are printed over each other", first)
    assert len(more) == (other == "block")


@pytest.mark.parametrize(
    "over",
    [
        _block("Second", left=40, top=503, style="color: transparent"),
        _block("Second", left=40, top=503, style="font-size: .1pt"),
        _block("dddddddd", left=60, top=506.5),
        _block("<i>Second</i>", left=92, top=500),
    ],
    ids=["transparent", "a speck", "tight leading", "beside"],
)
def test_text_that_touches_a_block_or_is_not_seen_passes(press: Press, over: str) -> None:
    """What a reader would not call printed over."""
    claim = Wording("the first", 0, "Water graph", (40, 500, 160, 512))
    assert _said(press, _with_block(_block("Water graph", left=40, top=500) + over, claim)) == []


@pytest.mark.parametrize("colour", ["#bbb", "#fff"])
def test_a_block_may_be_printed_over_what_is_pale(press: Press, colour: str) -> None:
    """A large grey numeral behind an item's text is the layout's wish."""
    style = f"position: absolute; font-size: 30pt; left: 0; color: {colour}"
    html = _block(f"<b style='{style}'>8</b> Water", left=40, top=500)
    claim = Wording("the list", 0, "Water 8", (40, 490, 160, 530))
    assert _said(press, _with_block(html, claim)) == []


@pytest.mark.parametrize(
    ("html", "text", "both"),
    [
        ("<b style='position: absolute; font-size: 30pt; left: 0; top: -9pt'>8</b>Water", "8 Water", {"8", "Water"}),
        (
            "Water levels <i style='position: absolute; left: 12pt; top: 3pt'>tonight</i>",
            "Water levels tonight",
            {"levels", "tonight"},
        ),
        ("<i style='position: absolute; left: 1pt'>•</i>1926: founded", "1926: founded", {"•", "1926:"}),
        ("12.5 and more <i style='position: absolute; left: 3pt'>12</i>", "12.5 and more 12", {"12.5", "12"}),
    ],
    ids=["a numeral", "half a line lower", "a bullet", "on one line"],
)
def test_text_over_text_of_one_block_is_found(press: Press, html: str, text: str, both: set[str]) -> None:
    """Whatever it is that a template or a style sheet drew over it."""
    claim = Wording("the panel", 0, text, (40, 480, 160, 540))
    (said,) = _said(press, _with_block(_block(html, left=40, top=500), claim))
    found = re.fullmatch(r"the panel \(page 1\): “(\S+)” and “(\S+)” are printed over each other", said)
    assert found
    assert set(found.groups()) == both


@pytest.mark.parametrize(
    "html",
    [
        "<b style='font: 900 30pt/27pt \"Playfair Display\"'>pjgy<br>Älbd</b>",
        "<b style='font-size: 24pt; float: left; line-height: 20pt'>T</b>he bridge<br>was shut",
        "AVAToWe <i>fjf</i>f",
        "x<sup>2</sup>y<sub>3</sub> ½",
        "Ế ộ <b>Ẫ</b> Å ç ﬁn",
    ],
    ids=["tight leading", "a drop cap", "kerning", "raised and lowered", "accents"],
)
def test_letters_of_one_block_that_only_touch_pass(press: Press, html: str) -> None:
    """Tails among capitals, letters beside an initial and pairs that are kerned."""
    text = re.sub(r"<[^>]*>", " ", html)
    claim = Wording("the head", 0, text, (30, 480, 240, 580))
    assert _said(press, _with_block(_block(html, left=40, top=500), claim)) == []
