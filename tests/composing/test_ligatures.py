"""Ligatures: named by the copy, measured and printed, and read as plain letters."""

from __future__ import annotations

import itertools
import unicodedata

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from printpost.composing.heads import Setting, break_head
from printpost.composing.hj import Manner, Piece
from printpost.composing.inline import line_html
from printpost.composing.ligatures import joined, letters_of
from printpost.pressroom.press import Press
from tests.composing.press import print_page
from tests.composing.specimen import SIZE, best, case, characters, hang, paragraph, rejoin, set_width, styles

ALL = frozenset(range(0xFB00, 0xFB05))
OFFICE = (
    "The office offered an efficient offline filing of five affidavits, baffling the chief of staff; reflecting on it, "
    "the official afflicted with difficult paraffin shuffled off."
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("find", "\ufb01nd"),
        ("flat", "\ufb02at"),
        ("off", "o\ufb00"),
        ("office", "o\ufb03ce"),
        ("baffle", "ba\ufb04e"),
        ("of it", "of it"),
        ("FINE fjord after", "FINE fjord after"),
    ],
)
def test_the_longest_ligature_stands_for_its_letters(text: str, wanted: str) -> None:
    """Of small letters within a word, three before two."""
    assert joined(text, ALL) == wanted


def test_only_what_the_face_draws_is_joined() -> None:
    """A face with fi and fl alone has its ff in two letters, and joins what is left."""
    literata = case().face("Literata").characters
    assert joined("office off", literata) == "of\ufb01ce off"
    assert joined("office off", ()) == "office off"


def test_places_that_must_stay_open_are_not_covered() -> None:
    """A ligature ends before such a place, or begins there."""
    assert joined("office", ALL, {3}) == "o\ufb00ice"
    assert joined("office", ALL, {2}) == "of\ufb01ce"
    assert joined("office", ALL, {12, 13}, start=10) == "office"


@given(st.text("fileo -", max_size=40), st.frozensets(st.integers(0, 40)))
def test_no_letter_is_lost(text: str, apart: frozenset[int]) -> None:
    """The letters come back, and they are what Unicode says that the characters mean."""
    shown = joined(text, ALL, apart)
    assert letters_of(shown) == text
    assert unicodedata.normalize("NFKC", shown) == text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", "au\ufb02age \ufb01nden"),
        ("de", "auflage \ufb01nden"),
        ("tr", "auflage finden"),
        ("fr", "au\ufb02age \ufb01nden"),
    ],
)
def test_a_language_may_forbid_them(language: str, shown: str) -> None:
    """Turkish has none; German none over the joint of a compound."""
    (line,) = best(paragraph("auflage finden", language=language))
    assert line.text == shown


def test_heads_have_them(press: Press) -> None:
    """A headline is broken by the widths of its ligatures; it is plain letters to readers and in the outline."""
    setting = Setting(case().type(["Playfair Display"], 700), 30.0, -0.012)
    lines = break_head("Big firms find flats for five fifths", setting, 200.0, language="en-GB")
    assert lines is not None
    assert {"\ufb01rms", "\ufb01nd", "\ufb02ats"} <= set(" ".join(lines).split())
    assert break_head("Firmanın finali", setting, 400.0, language="tr") == ("Firmanın finali",)
    css = "h1{font:700 30pt/33pt 'Playfair Display';letter-spacing:-.012em;bookmark-level:1}"
    body = Markup("<h1>{}</h1>").format(Markup("<br>").join(lines))
    pdf = print_page(press, body, css=css)
    text = "".join(one.text for one in characters(pdf))
    assert "firms" in text
    assert not set(text) & {chr(code) for code in ALL}
    document = pypdfium2.PdfDocument(pdf)
    try:
        titles = [item.get_title() for item in document.get_toc()]
    finally:
        document.close()
    assert titles
    assert "".join(titles).replace(" ", "") == "Bigfirmsfindflatsforfivefifths"


def test_code_and_small_capitals_have_none() -> None:
    """Only running text has ligatures, in all its cuts."""
    runs = [Piece(" fit", style) for style in ("roman", "italic", "bold", "bolditalic", "code", "smallcaps")]
    (line,) = best(paragraph([Piece("As", "roman"), *runs], 40.0))
    assert line.text == "As" + " \ufb01t" * 4 + " fit" * 2


@pytest.mark.parametrize("measure", [8.0 + n / 8 for n in range(65)])
def test_a_division_parts_a_ligature(measure: float) -> None:
    """Where a line ends within one, each part has the ligatures of its own letters and the lines are still full."""
    lines = best(paragraph(OFFICE, measure))
    assert rejoin(lines, OFFICE) == len(OFFICE)
    space = styles()["roman"].advances(" ")[0]
    for line, after in itertools.pairwise(lines):
        assert "ffi" not in line.text
        if line.text.endswith("f‐"):
            assert after.text[0] in "f\ufb01\ufb02il"
    for line in lines[:-1]:
        if " " in line.text:
            assert set_width(line) - hang(line)[1] == pytest.approx(measure * SIZE, abs=0.01), line.text
            # Tracking is rounded to a thousandth of an em, and the word spaces take what that leaves.
            assert line.gap >= space * Manner().tightest - 0.005, line.text


def test_some_line_is_divided_within_a_ligature() -> None:
    """The test above has what it needs to see."""
    lines = [line for measure in (8.0, 9.5, 11.0, 12.5, 14.0) for line in best(paragraph(OFFICE, measure))]
    assert any(line.text.endswith("f‐") for line in lines)


def test_they_print_and_are_read_as_letters(press: Press) -> None:
    """On tracked lines the glyph is the ligature's (its letters share one origin), and a reader finds plain letters."""
    lines = best(paragraph(OFFICE))
    assert any(line.tracking for line in lines)
    css = ".l{display:block;white-space:pre;position:relative;height:12pt}"
    drawn = characters(print_page(press, Markup("").join(line_html(line) for line in lines), css=css))
    text = "".join(one.text for one in drawn)
    assert not set(text) & {chr(code) for code in ALL}
    for word in ("office", "efficient", "filing", "five", "staff"):
        at = text.find(word)
        assert at >= 0, word
        first = next(n for n in range(at, at + len(word)) if word[n - at] == "f")
        assert drawn[first].x == drawn[first + 1].x


@pytest.mark.parametrize(
    ("family", "drawn"),
    [("STIX Two Text", "\ufb00\ufb01\ufb02\ufb03\ufb04"), ("Playfair Display", "\ufb01\ufb02"), ("Literata", "")],
)
def test_a_ligature_that_a_face_takes_apart_is_none(family: str, drawn: str) -> None:
    """Some faces have the character and draw two glyphs for it, which would be read as two ligatures."""
    assert "".join(map(chr, sorted(case().face(family).ligatures))) == drawn
