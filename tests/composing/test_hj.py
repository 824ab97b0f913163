"""H&J: nothing of a paragraph is lost, every line is as wide as its measure, and spacing keeps its limits."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from printpost.composing.breaks import breaks_of
from printpost.composing.hj import (
    HANG_LEFT,
    HANG_RIGHT,
    HYPHENS,
    SPACES,
    Line,
    Manner,
    Piece,
)
from printpost.composing.inline import line_html
from printpost.composing.ligatures import letters_of
from printpost.composing.paragraphs import Paragraph
from printpost.composing.spacing import looseness, spread
from printpost.composing.syllables import hyphenate, hyphenate_in_need
from printpost.pressroom.press import Press
from tests.composing.press import print_page
from tests.composing.specimen import (
    BRIDGE,
    MEASURE,
    SIZE,
    WORDS,
    best,
    case,
    characters,
    hang,
    paragraph,
    pieces,
    rejoin,
    set_width,
    styles,
    texts,
    words_of,
)

MANNER = Manner()
few = settings(max_examples=25, deadline=None)
measures = st.floats(9.0, 30.0)


def is_justified(found: Paragraph, number: int, lines: tuple[Line, ...]) -> bool:
    """Whether a line can be as wide as the measure: it is not the last, and it has a word space."""
    return number < len(lines) - 1 and any(character in SPACES for character in lines[number].text)


@few
@given(texts, measures)
@example(words_of(70), 9.0)
def test_every_character_stands_in_exactly_one_line(text: str, measure: float) -> None:
    """The lines, put together again, are the paragraph: nothing lost, doubled or out of order."""
    found = paragraph(text, measure)
    for count in found.costs:
        assert rejoin(found.lines(count, SIZE), text) == len(text)


@few
@given(pieces, measures)
def test_runs_keep_their_style_across_breaks(runs: tuple[Piece, ...], measure: float) -> None:
    """Every character is set in the style of its run, wherever the lines end; so is a hyphen that was added."""
    styled = [(character, run.style) for run in runs for character in run.text]
    at = 0
    for line in best(paragraph(runs, measure)):
        shown = [(character, piece.style) for piece in line.pieces for character in letters_of(piece.text)]
        if line.hyphen:
            assert shown.pop() == ("‐", shown[-1][1])
        assert shown == styled[at : at + len(shown)]
        at += len(shown)
        at += at < len(styled) and styled[at][0] == " "
    assert at == len(styled)


@few
@given(pieces, measures, st.floats(0.0, 2.0))
def test_lines_are_as_wide_as_the_measure(runs: tuple[Piece, ...], measure: float, indent: float) -> None:
    """Characters, word spaces, tracking and what hangs add up to the measure, to 0.01 pt."""
    found = paragraph(runs, measure, indent=indent)
    lines = best(found)
    for number, line in enumerate(lines):
        left, right = hang(line)
        edge = (indent if number == 0 else 0.0) * SIZE
        assert line.left == pytest.approx(edge - left, abs=0.01)
        if is_justified(found, number, lines):
            assert set_width(line) - right == pytest.approx(measure * SIZE, abs=0.01), line.text
        else:
            assert set_width(line) - right <= measure * SIZE + 0.01, line.text


@few
@given(texts, measures)
def test_tracking_keeps_its_limits(text: str, measure: float) -> None:
    """Letters give way by 1.5% of the em at most and open by 3%, however bad the line."""
    found = paragraph(text, measure)
    for count in found.costs:
        for line in found.lines(count, SIZE):
            assert MANNER.tracking_least - 1e-9 <= line.tracking / SIZE <= MANNER.tracking_most + 1e-9


@few
@given(texts, measures)
@example("The The The The The Sunday, extraordinary", 9.0)
@example("The " * 16 + "transmission—interrupted The", 9.0)  # one space, many letters
def test_no_word_space_is_under_the_tightest(text: str, measure: float) -> None:
    """A line too full is broken elsewhere rather than run together."""
    found = paragraph(text, measure)
    space = styles()["roman"].advances(" ")[0]
    for count in found.costs:
        for line in found.lines(count, SIZE):
            if " " in line.text:
                assert space + (line.spacing + line.tracking) / SIZE >= space * MANNER.tightest - 0.001, line.text


def test_tightness_is_priced_like_looseness() -> None:
    """The price of a line grows ever faster as its spaces shrink; at the tightest it is that of a loose line."""
    space = 0.24
    gaps = np.linspace(space, space * MANNER.tightest, 9)
    costs = looseness(gaps, np.zeros(9), space, MANNER)
    steps = np.diff(costs)
    assert costs[0] == 0
    assert (np.diff(steps) > 0).all()
    assert costs[-1] == pytest.approx(float(looseness(np.array(MANNER.loose), np.zeros(1), space, MANNER)[0]))
    assert np.isinf(looseness(gaps[-1:] - 0.001, np.zeros(1), space, MANNER)).all()


def test_a_font_of_narrow_spaces_is_not_crushed() -> None:
    """Where the font's own space is narrow, words keep so much apart that readers of the PDF still see a space; in a
    font of wide spaces it is the share of its own that counts.
    """
    for space, tightest in ((0.2, MANNER.narrow), (0.24, 0.24 * MANNER.tightest)):
        assert MANNER.tight(space) == pytest.approx(tightest)
        assert np.isfinite(looseness(np.array(tightest), np.zeros(1), space, MANNER)[0])
        assert np.isinf(looseness(np.array(tightest - 0.001), np.zeros(1), space, MANNER)[0])


def test_a_hyphen_is_never_dearer_than_a_hole() -> None:
    """However many lines end in hyphens, one is taken rather than gaps of 0.6 em between the words of a line."""
    space = 0.235
    assert max(HYPHENS) < looseness(np.array(0.6), np.array(0.0), space, MANNER)


def test_two_loose_lines_are_better_than_one_hole() -> None:
    """However loose lines have to be, the looseness is shared out: gaps of 1.6 em cost more than twice those of 0.9."""
    space = 0.235
    shared, hole = (float(looseness(np.array(gap), np.array(0.0), space, MANNER)) for gap in (0.9, 1.6))
    assert 2 * shared < hole


def test_two_letters_over_cost_most_where_the_language_would_not_have_them() -> None:
    """A place before the last two letters is the dearest of all in English, for which a line gapes first; where the
    language has such syllables it is only a little dearer than another.
    """
    british, italian = breaks_of("a model of trouble", "en-GB", frozenset()), breaks_of("il ponte", "it", frozenset())
    two, three, allowed = british[5], british[15], italian[6]
    assert two.cost(MANNER) > three.cost(MANNER) > allowed.cost(MANNER) > MANNER.hyphen
    space = 0.235
    gaping, hole = (looseness(np.array(gap), np.array(0.0), space, MANNER) for gap in (0.65, 0.7))
    assert gaping < two.cost(MANNER) < hole


def test_a_word_is_divided_after_two_letters_only_where_little_else_will_do() -> None:
    """It costs more than elsewhere in the word, and less than a line with gaps of half an em."""
    reported = breaks_of("it was reported", "en-GB", frozenset())
    two, more = reported[9], reported[12]
    space = 0.235
    assert more.cost(MANNER) < two.cost(MANNER) < looseness(np.array(0.5), np.array(0.0), space, MANNER)


def test_the_tightest_spaces_never_stand_between_the_tightest_letters() -> None:
    """Where word spaces are as tight as they may be, letters have given four fifths of what they may at most."""
    space, spaces, letters = 0.24, np.array([6.0]), np.array([40.0])
    for room in np.linspace(0.0, -2.0, 200):
        tracking, gap = spread(np.array([room]), spaces, letters, space, MANNER)
        if gap[0] >= space * MANNER.tightest:
            assert tracking[0] >= 0.8 * MANNER.tracking_least, f"{gap[0]:.3f} em, tracked {tracking[0]:.4f} em"


def test_words_are_divided_before_two_letters_only_in_need() -> None:
    """The patterns give such places apart, in English also those of American usage, and a price keeps them rare."""
    assert hyphenate("nobody", "en-GB") == ()
    assert hyphenate_in_need("nobody", "en-GB") == (2,)
    assert hyphenate("paper", "en-GB") == (2,)
    assert hyphenate_in_need("model", "en-GB") == (3,)
    assert hyphenate_in_need("unité", "fr") == (3,)
    assert hyphenate_in_need("nobody", "xx") == ()
    text = "Railways know this trouble as the gauge. A standard that nobody can leave is not a standard that all obey."
    found = paragraph(text, 11.5, indent=1.0)
    first = best(found)[0]
    assert first.text == "Railways know this trou‐"
    found.price(Manner(hyphen_in_need=5000.0))
    assert best(found)[0].text == "Railways know this"
    assert best(found)[0].gap > 2 * first.gap


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "https://example.org/allotment/slugs.html?week=3",
            ["https://", "example", ".org/", "allotment/", "slugs", ".html", "?week", "=3"],
        ),
        ("genome_bridge_270m_instruct", ["genome_", "bridge_", "270m_", "instruct"]),
        ("safetensors.config", ["safetensors", ".config"]),
    ],
)
def test_an_address_is_divided_at_its_joints(address: str, parts: list[str]) -> None:
    """After a solidus or a low line, before a stop: without a hyphen, which would be taken for its own."""
    joints = set(itertools.accumulate(map(len, parts)))
    text = f"The count of the damage is at {address} and it hangs on the door of the shed."
    start = text.index(address)
    ends = set()
    for measure in np.linspace(10.0, 24.0, 57):
        lines = best(paragraph(text, float(measure)))
        assert rejoin(lines, text) == len(text)
        at = 0
        for line in lines:
            at += len(letters_of(line.text)) - line.hyphen
            if start < at < start + len(address):
                assert not line.hyphen, line.text
                ends.add(at - start)
            at += text[at : at + 1] == " "
    assert ends
    assert ends <= joints, sorted(ends - joints)


@few
@given(texts, measures)
def test_a_paragraph_can_be_had_in_more_lines_or_fewer_at_a_price(text: str, measure: float) -> None:
    """Each number of lines that is offered is delivered; others are refused, and none is cheaper than the best."""
    found = paragraph(text, measure)
    assert found.costs
    for count, cost in found.costs.items():
        assert len(found.lines(count, SIZE)) == count
        assert cost >= found.costs[min(found.costs, key=lambda n: found.costs[n])] >= 0
    with pytest.raises(KeyError):
        found.lines(max(found.costs) + 1, SIZE)
    with pytest.raises(KeyError):
        found.lines(0, SIZE)


def test_ordinary_copy_can_be_had_a_line_longer() -> None:
    """Make-up has something to choose from."""
    found = paragraph(BRIDGE)
    count = len(best(found))
    assert count + 1 in found.costs


@few
@given(texts, measures, measures)
@example(words_of(70), 30.0, 2.0)
def test_at_another_measure_it_is_what_it_would_be_from_the_start(text: str, measure: float, other: float) -> None:
    """What is kept of a paragraph for another size of text changes none of its lines, nor the first paragraph's."""
    first, fresh, before = paragraph(text, measure), paragraph(text, other), paragraph(text, measure)
    first.price(replace(MANNER, hyphen=30.0))
    again = first.at((other,), (0.0,), MANNER)
    assert again.costs == fresh.costs
    count = len(best(fresh))
    assert again.lines(count, SIZE) == fresh.lines(count, SIZE)
    first.price(MANNER)
    assert first.costs == before.costs


@few
@given(texts, st.floats(14.0, 20.0), st.data())
def test_a_line_at_the_foot_of_a_leg_does_without_a_hyphen_where_it_can(
    text: str, measure: float, data: st.DataObject
) -> None:
    """Where H&J says that a line can do without, it does, and the paragraph is as long and as whole as before."""
    found = paragraph(text, measure)
    count = len(best(found))
    after = data.draw(st.integers(0, count - 1))
    lines = found.lines(count, SIZE, no_hyphen_after=frozenset((after,)))
    assert len(lines) == count
    assert rejoin(lines, text) == len(text)
    if found.price_without_hyphen(count, after) is not None:
        assert not lines[after].hyphen


@few
@given(texts, st.floats(14.0, 20.0), st.data())
def test_a_hyphen_at_the_foot_has_one_price(text: str, measure: float, data: st.DataObject) -> None:
    """It is the same from the layers behind the line as from layers anew, which a paragraph takes before its measure is
    its last.
    """
    found = paragraph(text, measure)
    count = data.draw(st.sampled_from(sorted(found.costs)))
    anew = replace(found, measures=(measure,) * (count + 1))
    for after in range(count - 1):
        price, other = found.price_without_hyphen(count, after), anew.price_without_hyphen(count, after)
        assert (price is None) == (other is None)
        assert price is None or price == pytest.approx(other, abs=1e-6)


def test_a_hyphen_at_the_foot_is_avoided() -> None:
    """A line that ends in a hyphen at its best ends in a whole word once a leg ends there."""
    found = paragraph(words_of(120, 20))
    lines = best(found)
    hyphens = [number for number, line in enumerate(lines) if line.hyphen]
    avoided = [number for number in hyphens if found.price_without_hyphen(len(lines), number) is not None]
    assert avoided
    for number in avoided:
        assert not found.lines(len(lines), SIZE, frozenset((number,)))[number].hyphen
    assert best(found) == lines, "asking for one setting must not change another"


@few
@given(st.lists(st.sampled_from(WORDS), min_size=14, max_size=70).map(" ".join))
@example("The " * 10 + "bridge bridge Tuesday, Internationally Internationally")
@example("The The The The The well-known The The The The The The The transmission—interrupted")
def test_a_last_line_is_never_one_short_syllable(text: str) -> None:
    """At the design's measure no paragraph ends with the tail of a divided word alone."""
    lines = best(paragraph(text))
    assert not (lines[-2].hyphen and " " not in lines[-1].text), "\n".join(line.text for line in lines)


@pytest.mark.parametrize("language", ["en-GB", "de", "fr", "pl", "xx"])
def test_words_are_divided_as_their_language_does(language: str) -> None:
    """Two letters stay before a hyphen and three after it; a language without patterns is not divided."""
    for word in ("representatives", "Donaudampfschiffahrt", "extraordinaire"):
        for at in hyphenate(word, language):
            assert 2 <= at <= len(word) - 3
    assert bool(hyphenate("representatives", language)) is (language != "xx")


@pytest.mark.parametrize("measure", [9.0, MEASURE, 30.0])
@pytest.mark.parametrize("word", ["x" * 300, "ab" * 150, "1234567890" * 30, "https://example.org/" + "a/b-c" * 56])
def test_a_word_of_three_hundred_characters_is_set(word: str, measure: float) -> None:
    """It is broken where it must be, stays within the measure and loses nothing."""
    text = f"Before it {word} and after it."
    lines = best(paragraph(text, measure))
    assert rejoin(lines, text) == len(text)
    for line in lines:
        assert set_width(line) - hang(line)[1] <= measure * SIZE + 0.01


@pytest.mark.parametrize("justified", [True, False])
def test_a_narrow_measure_still_sets_everything(justified: bool) -> None:
    """Even a measure of a few letters gives lines, whatever they look like."""
    lines = best(paragraph(BRIDGE, 4.0, justified=justified))
    assert rejoin(lines, BRIDGE) == len(BRIDGE)


@few
@given(st.lists(st.sampled_from(["page\u00a03", "No.\u00a07", "the", "bridges", "1,024\u00a0km", "it"]), min_size=8))
def test_no_line_ends_at_a_no_break_space(words: list[str]) -> None:
    """What an editor tied together stays together, and is spaced like any other words."""
    text = " ".join(words)
    lines = best(paragraph(text, 12.0))
    assert rejoin(lines, text) == len(text)
    for line in lines:
        assert line.text[0] not in SPACES
        assert line.text[-1] not in SPACES


@pytest.mark.parametrize("text", ["x", "-", "\u00a0", "\u200b", "e\u0301", "\u200bword", "word\u200b", "a\u2003b"])
def test_a_paragraph_of_next_to_nothing_is_one_line(text: str) -> None:
    """One letter, one mark or one invisible character is set like any other copy."""
    (line,) = best(paragraph(text))
    assert line.text == text.replace("\u200b", "")


def test_ragged_copy_keeps_its_own_spaces() -> None:
    """A paragraph that is not justified has the font's spaces, no tracking and no hyphens."""
    lines = best(paragraph(BRIDGE, justified=False))
    assert {(line.spacing, line.tracking, line.hyphen) for line in lines} == {(0.0, 0.0, False)}
    assert all(set_width(line) <= MEASURE * SIZE + 0.01 + hang(line)[1] for line in lines)


def test_code_and_capitals_are_not_divided() -> None:
    """A name in code or an abbreviation in capitals is never given a hyphen."""
    code = Piece("representativesunquestionably", "code")
    text = (Piece("Then the ", "roman"), code, Piece(" UNQUESTIONABLY ended", "roman"))
    for measure in (15.5, 16.0, 18.0):
        for line in best(paragraph(text, measure)):
            assert not line.hyphen, line.text


def test_an_opening_in_small_capitals_is_whole_and_may_be_spaced() -> None:
    """Its words are never divided; a line of them alone is tracked by as much as 6% rather than have wider gaps."""
    opening = (Piece("Some four million people", "smallcaps"), Piece(" grew up with it, and more use it.", "roman"))
    for measure in np.linspace(8.0, 12.0, 17):
        lines = best(paragraph(opening, float(measure)))
        for line in lines:
            if line.pieces[-1].style == "smallcaps":
                assert not line.hyphen, line.text
                assert line.tracking <= 2 * MANNER.tracking_most * SIZE + 1e-6
    first = best(paragraph(opening, 10.0))[0]
    assert {piece.style for piece in first.pieces} == {"smallcaps"}
    assert first.tracking > MANNER.tracking_most * SIZE


def test_dearer_hyphens_are_fewer() -> None:
    """The price of a hyphen is a lever: copy can be set anew with fewer of them."""
    text = " ".join([BRIDGE] * 3)
    found = paragraph(text)
    before, _ = found.hyphens()
    found.price(Manner(hyphen=100.0))
    after, lines = found.hyphens()
    assert after < before
    assert rejoin(found.lines(lines, SIZE), text) == len(text)


SET = """\
The bridge was closed at noon
on Tuesday, after the river had
risen by two metres and the
older of its piers had moved by
the width of a hand. Engineers,
who had measured it every hour
since Sunday, said that the ex‐
traordinary circumstances jus‐
tified a temporary prohibition;
“nobody,” the superintendent ex‐
plained, “understands precisely
what the foundations are stand‐
ing on.” The ferry, withdrawn in
1987, returns to service tomorrow
morning.
"""


def test_the_breaks_of_a_paragraph() -> None:
    """The lines of one paragraph at the design's measure, to be read in a diff."""
    lines = best(paragraph(BRIDGE))
    assert "\n".join(letters_of(line.text) for line in lines) + "\n" == SET


def test_lines_print_as_they_were_set(press: Press) -> None:
    """On the finished page every line begins where H&J said, and ends there and at the measure to 0.25 pt, though the
    renderer cuts every advance off at a thousandth of an em.
    """
    emphatic = (
        Piece("The “old” bridge, said ", "roman"),
        Piece("La Repubblica in her extraordinary leader", "italic"),
        Piece(", cost 1,024\u00a0pounds and ", "roman"),
        Piece("closed at noon", "bold"),
        Piece(" under rule ", "roman"),
        Piece("bridge_270m", "code"),
        Piece(" on Tuesday after the river had risen; nobody “understands” why—or how.", "roman"),
    )
    set_copy = [best(paragraph(emphatic)), best(paragraph(BRIDGE))]
    lines, ends = [line for each in set_copy for line in each], [each[-1] for each in set_copy]
    css = (
        ".l{display:block;white-space:pre;position:relative;height:12pt}"
        '.l code{font-family:"Source Sans 3";font-size:.94em;line-height:0}body{margin-left:20pt}'
    )
    drawn = characters(print_page(press, Markup("").join(line_html(line) for line in lines), css=css))
    rows = [list(row) for _, row in itertools.groupby(drawn, key=lambda character: round(character.y / 12))]
    assert len(rows) == len(lines)
    for line, row in zip(lines, rows, strict=True):
        shown = [character for character in row if character.text not in SPACES]
        assert "".join(character.text for character in shown) == "".join(
            c for c in letters_of(line.text) if c not in SPACES
        )
        last = line.pieces[-1]
        width = styles()[last.style].advances(last.text[-1])[0] * SIZE
        assert shown[0].x - 20 == pytest.approx(line.left, abs=0.01)
        assert shown[-1].x - 20 + width == pytest.approx(set_width(line), abs=0.25), line.text
        if line not in ends:
            assert shown[-1].x - 20 + width - hang(line)[1] == pytest.approx(MEASURE * SIZE, abs=0.25), line.text


def test_a_paragraph_of_two_thousand_words_breaks_in_reasonable_time() -> None:
    """Breaking takes time in proportion to the copy: a twenty times longer paragraph is no trap."""
    text = words_of(2000)
    lines = best(paragraph(text))
    assert rejoin(lines, text) == len(text)
    assert math.isclose(len(lines) / 2000, len(best(paragraph(words_of(200)))) / 200, rel_tol=0.15)


def test_hanging_is_small() -> None:
    """What hangs over a margin is a part of its own width, never more."""
    assert all(0 < share < 1 for share in (*HANG_LEFT.values(), *HANG_RIGHT.values()))
    assert set(HANG_LEFT) | set(HANG_RIGHT) <= {chr(code) for face in case().faces for code in face.characters}
