"""Heads: by sense and evenly, in as few lines as they can, never hyphenated and never too wide."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printpost.composing.heads import IN_RUNNING_TEXT, Setting, break_head, shortened
from printpost.composing.ligatures import letters_of
from tests.composing.specimen import case

SETTING = Setting(case().type(["Playfair Display"], 900, features="-liga,-clig"), 34, -0.012)
few = settings(max_examples=80, deadline=None)
WORDS = (
    "The old bridge a of to and closed: nobody knows, why River rises by two metres Tuesday Engineers explain the "
    "extraordinary circumstances La Paz Manchester in on — No. 7"
)
words = st.sampled_from(WORDS.split())
heads = st.lists(words, min_size=1, max_size=9)
widths = st.floats(260.0, 530.0)


def breaks(text: str, count: int, width: float) -> list[tuple[str, ...]]:
    """Every way to set a head in so many lines that go into the width."""
    words = text.split(" ")
    found = []
    for cuts in itertools.combinations(range(1, len(words)), count - 1):
        edges = [0, *cuts, len(words)]
        lines = tuple(" ".join(words[a:b]) for a, b in itertools.pairwise(edges))
        if all(SETTING.width(line) <= width for line in lines):
            found.append(lines)
    return found


def set_head(text: str, width: float) -> tuple[str, ...]:
    """A head that can be set without dividing a word."""
    lines = break_head(text, SETTING, width, language="en-GB")
    assert lines is not None
    return lines


@few
@given(heads, widths)
def test_a_head_is_all_there_and_no_word_is_divided(words: list[str], width: float) -> None:
    """Lines joined by spaces are the head itself."""
    assert " ".join(set_head(" ".join(words), width)) == " ".join(words)


@few
@given(heads, widths)
def test_no_line_is_wider_than_the_measure(words: list[str], width: float) -> None:
    """Width counts as it is printed, tracking included."""
    for line in set_head(" ".join(words), width):
        assert SETTING.width(line) <= width + 0.02


@few
@given(heads, widths)
def test_a_head_takes_the_fewest_lines(words: list[str], width: float) -> None:
    """There is no way to set it in one line less."""
    text = " ".join(words)
    count = len(set_head(text, width))
    assert not any(breaks(text, fewer, width - 0.02) for fewer in range(1, count))


@few
@given(heads.filter(lambda words: len(words) > 2), widths)
def test_a_last_word_is_left_alone_only_where_nothing_else_will_do(words: list[str], width: float) -> None:
    """Where as many lines can end in two words or more, they do, unless the word is as long as half a line or another
    line would then be about as short.
    """
    text = " ".join(words)
    lines = set_head(text, width)
    even = sum(map(SETTING.width, lines)) / len(lines)
    if len(lines) > 1 and " " not in lines[-1] and SETTING.width(lines[-1]) < even / 2:
        alone = SETTING.width(lines[-1])
        others = [
            other
            for other in breaks(text, len(lines), width - 0.02)
            if " " in other[-1] and min(SETTING.width(line) for line in other) > 1.2 * alone
        ]
        assert not others, f"{lines} where {others[0]} would do"


def test_a_word_too_wide_is_refused_or_divided() -> None:
    """A level that would divide a word is not offered; where there is no other, the word is divided at a hyphen."""
    text = "The Donaudampfschiffahrtsgesellschaft sails"
    assert break_head(text, SETTING, 300, language="de") is None
    lines = break_head(text, SETTING, 300, language="de", force=True)
    assert lines is not None
    assert all(SETTING.width(line) <= 300.02 for line in lines)
    assert letters_of("".join(lines)).replace(" ", "").replace("‐", "") == text.replace(" ", "")
    assert [line for line in lines if line.endswith("‐")]


@few
@given(st.text("abcdefgilmtW", min_size=1, max_size=400), st.floats(60, 400))
@example("ccfW", 80.0)
def test_any_word_can_be_forced_into_any_width(word: str, width: float) -> None:
    """A word of hundreds of letters loses none of them and stays within the width, with or without patterns."""
    for language in ("en-GB", "xx"):
        lines = break_head(word, SETTING, width, language=language, force=True)
        assert lines is not None
        assert letters_of("".join(lines)).replace("‐", "").replace(" ", "") == word
        assert all(SETTING.width(line) <= width + 0.02 for line in lines)


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Bamalingua-outetts-3", ("Bamalingua-", "outetts-3")),
        ("x-Bamalingua", ("x-Bama‐", "lingua")),
    ],
)
def test_a_compound_is_divided_at_its_own_hyphen(word: str, lines: tuple[str, ...]) -> None:
    """No other is added there, and none is added elsewhere while that is enough; not after a single letter."""
    found = break_head(word, replace(SETTING, size=11.0), 104.0 if len(word) > 12 else 50.0, language="de", force=True)
    assert found is not None
    assert tuple(map(letters_of, found)) == lines


@few
@given(heads, widths)
def test_filled_lines_are_as_wide_as_can_be_but_the_last(words: list[str], width: float) -> None:
    """They are as few and hold the same words, and white is at the end: no more is lacking of all lines but the last
    than of even ones, unless the last would be short or a line end badly.
    """
    text = " ".join(words)
    lines = break_head(text, SETTING, width, language="en-GB", filled=True)
    assert lines is not None
    assert " ".join(lines) == text
    assert len(lines) == len(set_head(text, width))
    assert all(SETTING.width(line) <= width + 0.02 for line in lines)


def test_a_filled_deck_reaches_the_edge() -> None:
    """Where even lines leave a third of the measure white, filled ones leave it on the last alone."""
    text = "Engineers explain the extraordinary circumstances of the old bridge"
    full = SETTING.width("Engineers explain the extraordinary circumstances ") + 1
    even = break_head(text, SETTING, full, language="en-GB")
    filled = break_head(text, SETTING, full, language="en-GB", filled=True)
    assert even is not None
    assert filled is not None
    assert filled[0] == "Engineers explain the extraordinary circumstances"
    assert SETTING.width(even[0]) < SETTING.width(filled[0])


def test_running_text_fills_its_lines_whatever_they_end_in() -> None:
    """A head breaks before a preposition that would go into its line; what is read as copy is does not."""
    text = "Keeps the steps of tuning in order"
    full = SETTING.width("Keeps the steps of") + 1
    head = break_head(text, SETTING, full, language="en-GB", filled=True)
    running = break_head(text, SETTING, full, language="en-GB", filled=True, sense=IN_RUNNING_TEXT)
    assert head == ("Keeps the steps", "of tuning in order")
    assert running == ("Keeps the steps of", "tuning in order")


@pytest.mark.parametrize("width", [0.0, -1.0])
def test_no_line_can_have_no_width(width: float) -> None:
    """It is an error of the program's own, which says so instead of breaking words for ever."""
    with pytest.raises(ValueError, match="no line"):
        break_head("Bread", SETTING, width, language="en-GB", force=True)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("River rises: nobody knows why", 330, ("River rises:", "nobody knows why")),
        (
            "The old bridge of Manchester closed on Tuesday",
            420,
            ("The old bridge", "of Manchester", "closed on Tuesday"),
        ),
        ("One", 300, ("One",)),
        ("The old Paz bridge Manchester", 330, ("The old Paz", "bridge Manchester")),
        ("a circumstances Engineers nobody Manchester", 320, ("a circumstances", "Engineers nobody", "Manchester")),
    ],
)
def test_heads_are_broken_by_sense(text: str, width: float, lines: tuple[str, ...]) -> None:
    """After a colon, not after a little word, and with company for the last one unless it is a long one."""
    assert set_head(text, width) == lines


COLUMN, TWO, THREE, FOUR = 121.2, 254.6, 388.1, 521.6


@pytest.mark.parametrize(
    ("size", "width", "lines"),
    [
        # No line ends in an article or a preposition.
        (34, THREE, "On Sundays / the amateurs have / the list to themselves"),
        (34, THREE, "Network that reads / DNA six letters at once / tops Sunday’s list"),
        (34, FOUR, "On Sundays the amateurs / have the list to themselves"),
        (21.5, TWO, "A fence post / that listens for curlews"),
        (21.5, TWO, "The arithmetic / that favours the small"),
        (21.5, TWO, "The quiet winners / in science are models / with only one job"),
        (15.6, TWO, "The universal model / is a shop with no assistants"),
        (15.6, TWO, "In praise of work / that nobody is waiting for"),
        (15.6, COLUMN, "Two kinds / of laboratory / no longer share / a language"),
        (15.6, COLUMN, "Keep the list / that still lets / strangers in"),
        # A long word may stand alone on the last line where a short one would stand between longer lines.
        (14, COLUMN - 2, "Tomorrow’s / paper, before / breakfast"),
        (16, 150, "Tomorrow’s paper, / before breakfast"),
        # About as long, and by sense.
        (21.5, THREE, "The quiet winners in science / are models with only one job"),
        (21.5, THREE, "Why the most useful model / is the one that nobody asked for"),
        (15.6, TWO, "Biology should stop borrowing / all its tools from prose"),
        (15.6, TWO, "Idle racks find buyers / between Friday and Monday"),
        (15.6, TWO, "Council votes to close the old / swimming pool in Salford"),
        # After a colon, where the lines are about even.
        (21.5, TWO, "River rises: / nobody knows why / the gauges failed"),
        (21.5, THREE, "River rises: nobody knows / why the gauges failed"),
        # Names and figures keep together.
        (21.5, THREE, "Prime Minister Anna Andersson / resigns over the ferry deal"),
        (15.6, TWO, "The harbour master retires / on page\N{NO-BREAK SPACE}3 after 40 years"),
    ],
)
def test_heads_are_broken_as_a_sub_editor_would(size: float, width: float, lines: str) -> None:
    """A table of headlines with the breaks that a person chose."""
    type_ = case().type(["Playfair Display"], 900 if size > 30 else 700, features="-liga,-clig")
    setting = Setting(type_, size, -0.012 if size > 30 else -0.005)
    assert (
        letters_of(" / ".join(break_head(lines.replace(" / ", " "), setting, width, language="en-GB") or ())) == lines
    )


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", "Der Rat schließt / das alte Schwimmbad"),
        ("fr", "Le conseil ferme / la vieille piscine"),
        ("es", "La ciudad cierra / la vieja piscina"),
        ("it", "La città chiude / la vecchia piscina"),
        ("nl", "De stad sluit / het oude zwembad"),
        ("pl", "Miasto zamyka / bo nie ma wody"),
    ],
)
def test_no_line_ends_in_an_article_of_its_language(language: str, lines: str) -> None:
    """In languages with a list of such words, as in English."""
    setting = Setting(case().type(["Playfair Display"], 700), 15.6)
    width = max(setting.width(line) for line in lines.split(" / ")) + 40
    assert (
        letters_of(" / ".join(break_head(lines.replace(" / ", " "), setting, width, language=language) or ())) == lines
    )


def test_a_sentence_does_not_begin_with_one_word_at_the_end_of_a_line() -> None:
    """In a deck the first word of a sentence goes with the next, and half a line is not left white for a full stop."""
    setting = Setting(case().type(["STIX Two Text"], italic=True), 11)
    deck = "Too few people write Julia to interest a large laboratory. They have begun to make models for themselves."
    lines = break_head(deck, setting, THREE, language="en-GB") or ()
    assert len(lines) == 2
    assert not lines[0].endswith("They")
    even = sum(setting.width(line) for line in lines) / 2
    assert min(setting.width(line) for line in lines) > 0.85 * even


@pytest.mark.parametrize(
    ("headline", "short"),
    [
        ("Bridges: what they stand on", "Bridges"),
        ("The old bridge is closed", "The old bridge is closed"),
        ("The older of two bridges over the river is closed to all", "The older of two bridges over the river"),
        ("Representatives" * 4, ("Representatives" * 4)[:42]),
    ],
)
def test_a_turn_is_headed_by_the_headlines_own_first_words(headline: str, short: str) -> None:
    """Up to a colon, or so many words as go in, not ending in a little one."""
    assert shortened(headline) == short
