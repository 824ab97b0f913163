"""Ideographs: no line opens or closes with what it must not, nothing is lost, and what is left goes where it may."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.fonts import Case
from printpost.composing.foundry import find_fonts
from printpost.composing.heads import Setting, break_head
from printpost.composing.hj import Line, Piece, Style
from printpost.composing.ideographs import IdeographicParagraph
from printpost.composing.kinsoku import NOT_FIRST, NOT_LAST, count_words, may_part, phrases, square, unbroken
from printpost.composing.scripts import script_of
from printpost.premises import fonts_folder

SIZE = 9.5
MEASURE = 12.7
# What JIS X 4051 forbids, written down once more by hand: these are no copy of the program's own sets.
NO_FIRST = "、。，．」』）］｝〉》】〕・：；！？ー々ゃゅょっァィゥェォッャュョ％"
NO_LAST = "「『（［｛〈《【〔￥"
ALPHABET = "日本語新聞川岸図書館渡し船がのをにはカメラ国会" + NO_FIRST + NO_LAST + "……——abcXYZ0123 -/"

texts = st.text(alphabet=ALPHABET, min_size=1, max_size=160).map(str.strip).filter(bool)
needs_fonts = pytest.mark.skipif(
    find_fonts(script_of("ja")) is None, reason="the fonts of East Asian scripts are not installed"
)


@cache
def styles(family: str = "STIX Two Text") -> dict[str, Style]:
    """Styles of copy; those of a family that lacks all ideographs do where only breaks are asked for."""
    folders = [fonts_folder()]
    if family.startswith("Noto"):
        found = find_fonts(script_of("ja"))
        assert found
        folders = list(found)
    case = Case(folders, "-kern,-calt,-locl")
    return {
        name: Style(case.type([family], weight))
        for name, weight in (("roman", 400), ("italic", 700), ("bold", 700), ("bolditalic", 700), ("code", 400))
    }


def paragraph(text: str, language: str = "ja", family: str = "STIX Two Text") -> IdeographicParagraph:
    """A paragraph of one run."""
    return IdeographicParagraph((Piece(text, "roman"),), styles(family), language, (MEASURE - 1, MEASURE), (1.0, 0.0))


def best(set_: IdeographicParagraph) -> tuple[Line, ...]:
    """Its best setting."""
    return set_.lines(min(set_.costs, key=lambda count: set_.costs[count]), SIZE)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_line_opens_or_closes_with_what_it_must_not(text: str) -> None:
    """In every setting that the paragraph offers, and not in its best alone."""
    for count in paragraph(text).costs:
        lines = paragraph(text).lines(count, SIZE)
        assert len(lines) == count
        for before, after in pairwise(lines):
            assert after.text[0] not in NO_FIRST
            assert before.text[-1] not in NO_LAST
            assert not (before.text[-1] == after.text[0] and after.text[0] in "…—")


@settings(max_examples=100, deadline=None)
@given(texts)
def test_every_character_stands_in_one_line(text: str) -> None:
    """The lines together are the text, but for the spaces and hyphens at their ends."""
    lines = best(paragraph(text))
    assert "".join(line.text.removesuffix("‐") if line.hyphen else line.text for line in lines).replace(
        " ", ""
    ) == text.replace(" ", "")


@pytest.mark.parametrize("text", ["！" * 60, "本" + "」" * 40, "「" * 40 + "本", "W" * 90, "……" * 30, "本"])
def test_nothing_stops_a_paragraph_from_being_set(text: str) -> None:
    """A row of marks longer than a line breaks the rules where it must, and loses none of them."""
    assert "".join(line.text.removesuffix("‐") for line in best(paragraph(text))) == text


def test_the_rules_are_those_of_the_standard() -> None:
    """Everything that the list by hand forbids is forbidden; ideographs and kana part anywhere."""
    assert set(NO_FIRST) <= NOT_FIRST
    assert set(NO_LAST) <= NOT_LAST
    assert may_part("本", "語")
    assert may_part("」", "と")
    assert not may_part("本", "」")
    assert not may_part("「", "本")
    assert not may_part("…", "…")
    assert not may_part("1", "0")
    assert may_part("年", "2")
    assert not may_part("6", "％")


@needs_fonts
def test_a_full_line_is_as_wide_as_the_measure() -> None:
    """The pieces' advances and all that is put between them come to the measure, to a hundredth of a point a letter."""
    text = (
        "午前九時十分、鐘が鳴り、綱が解かれ、両岸を結ぶ渡し船が2016年ぶりにClockPilot 2と動き出した。「見える」と言う。"
        * 3
    )
    set_ = paragraph(text, family="Noto Serif CJK JP")
    lines = best(set_)
    assert len(lines) > 8
    for number, line in enumerate(lines[:-1]):
        measure = (MEASURE - 1 if number == 0 else MEASURE) * SIZE
        assert width(line) == pytest.approx(measure, abs=0.01 * len(line.text) + 0.01)


@needs_fonts
def test_latin_words_are_not_spread() -> None:
    """The letters of a Latin word stand as close as ever; what a line needs goes around them."""
    lines = best(
        paragraph("都会の会社がClockPilotというソフトウェアで直すと申し出た。" * 4, family="Noto Serif CJK JP")
    )
    latin = [piece for line in lines for piece in line.pieces if piece.text.isascii()]
    assert latin
    assert all("letter-spacing" not in piece.css for piece in latin)


@needs_fonts
def test_marks_that_meet_share_a_square() -> None:
    """A closing bracket before a comma, and an opening one at the head of a line, lose their empty half."""
    set_ = paragraph("「本」、「語」。" + "日" * 30, family="Noto Serif CJK JP")
    halves = [piece.text for line in best(set_)[:1] for piece in line.pieces if piece.half]
    assert "".join(halves).startswith("「」")


@needs_fonts
@pytest.mark.parametrize(("language", "family"), [("ja", "JP"), ("zh-CN", "SC"), ("zh-TW", "TC"), ("ko", "KR")])
def test_each_language_has_a_face_of_its_own(language: str, family: str) -> None:
    """The files hold a face for each region, under a name of its own."""
    face = Case(list(find_fonts(script_of("ja")) or ())).face(f"Noto Serif CJK {family}", 700)
    assert face.weight == 700
    assert {ord("日"), ord("。")} <= face.characters
    assert face.advances("日") == (1.0,)


def width(line: Line) -> float:
    """The width of a line in points, from its pieces, as a renderer would have it."""
    total = 0.0
    for number, piece in enumerate(line.pieces):
        told = dict(part.split(":") for part in piece.css.split(";") if part)
        style = styles("Noto Serif CJK JP")["roman"]
        if piece.half:
            style = Style(type(style.type)(style.type.faces, f"{style.type.features},halt"))
        total += sum(style.advances(piece.text)) * SIZE
        letters = len(piece.text) - (number == len(line.pieces) - 1)
        total += float(told.get("letter-spacing", "0pt")[:-2]) * letters
        total += float(told.get("word-spacing", "0pt")[:-2]) * piece.text.count(" ")
        total += sum(float(told.get(side, "0pt")[:-2]) for side in ("margin-left", "margin-right"))
    return total


@pytest.mark.parametrize(
    ("text", "words"),
    [("the ferry is back", 4), ("渡し船が帰る", 3), ("日本 GPT model", 3), ("", 0), ("かな、カナ。", 2)],
)
def test_two_squares_count_as_a_word(text: str, words: int) -> None:
    """Copy without spaces has a length too; marks are no words."""
    assert count_words(text) == words


def test_what_no_line_divides() -> None:
    """Latin words stay whole; between squares a line may end."""
    assert list(unbroken("the new GPT")) == ["the", "new", "GPT"]
    assert list(unbroken("新しいGPT版。")) == ["新", "し", "い", "GPT", "版。"]
    assert square("字")
    assert not square("a")


def test_a_japanese_headline_is_broken_between_phrases() -> None:
    """A particle stays with its word, and a mark with what it follows."""
    parts = phrases("図書館で傘の貸し出しが始まる", "ja")
    assert "".join(parts) == "図書館で傘の貸し出しが始まる"
    assert len(parts) > 2
    assert not any(part[0] in "でのが" for part in parts)
    assert phrases("Two words", "ja") == ("Two ", "words")
    assert phrases("나룻배, 다시", "ko") == ("나룻배, ", "다시")


def test_a_headline_never_overflows_its_width() -> None:
    """A phrase wider than the column is broken between its characters, by the same rules as copy."""
    setting = Setting(styles()["roman"].type, 20.0)
    text = "渡し船、十一年ぶりに「川」を渡る"
    lines = break_head(text, setting, 100.0, language="ja")
    assert lines
    assert "".join(lines) == text
    assert all(setting.width(line) <= 100.01 for line in lines)
    assert all(line[0] not in NO_FIRST for line in lines)
