"""Hanging: heads of one level agree from the top, and what comes under the headline stands on the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.composing.castoff import Cast, cast_off
from printpost.composing.composition import Edition
from printpost.composing.hanging import CopyLine, Hung, copy_line, hang
from printpost.composing.layout import HeadType
from printpost.pressroom.press import Press
from tests.composing.specimen import case

FACE = case().face("Playfair Display", 700)
TEXT = case().face("STIX Two Text")
HEAD = HeadType(
    families=("Playfair Display",), weight=700, size=15.6, leading=1.1, deck_size=10.2, deck_leading=12.4, spans=(1,)
)
HEADLINE = HEAD.size * HEAD.leading

sizes = st.floats(8.3, 12.0)
leadings = st.floats(1.15, 1.46)
counts = st.integers(1, 5)


def head(lines: int, *, deck: int = 0, byline: bool = False) -> Cast:
    """What a head of so many lines measures: the kicker 7.3 pt from the top, and natural distances as in a layout."""
    found = {"kicker": (7.3, 7.3), "headline": (24.4, 24.4 + (lines - 1) * HEADLINE)}
    at = found["headline"][1] + 18.0
    if deck:
        found["deck"] = (at, at + (deck - 1) * HEAD.deck_leading)
        at = found["deck"][1] + 14.5
    if byline:
        found["byline"] = (at, at)
    return Cast(at, found)


def line(size: float, leading: float) -> CopyLine:
    """A line of copy."""
    return copy_line(TEXT, size, size * leading)


@given(sizes, leadings, counts, counts, st.booleans())
def test_heads_of_one_level_agree_from_the_top(
    size: float, leading: float, lines: int, others: int, byline: bool
) -> None:
    """Whatever follows, the kicker stands on the first baseline, and the headline at one distance from it."""
    copy = line(size, leading)
    heads = head(lines, byline=byline), head(others, deck=others - 1)
    one, other = (baselines(cast, hang(cast, HEAD, FACE, copy)) for cast in heads)
    assert one["kicker"][0] == pytest.approx(copy.baseline)
    assert one["headline"][0] == pytest.approx(copy.baseline + 24.4 - 7.3)
    assert other["headline"][0] == pytest.approx(one["headline"][0])


@given(sizes, leadings, counts)
def test_a_headlines_leading_gives_way_by_a_hair(size: float, leading: float, lines: int) -> None:
    """By a fortieth at the most, whichever way."""
    assert hang(head(lines), HEAD, FACE, line(size, leading)).headline_leading == pytest.approx(HEADLINE, rel=0.0251)


@given(sizes, leadings, counts, st.integers(0, 4), st.booleans())
def test_what_stands_over_the_copy_stands_on_the_grid(
    size: float, leading: float, lines: int, deck: int, byline: bool
) -> None:
    """The last line of a deck or byline stands two rows over the copy's first; under a bare headline is more than a
    line, and less than a row more than need be.
    """
    copy, cast = line(size, leading), head(lines, deck=deck, byline=byline)
    hung = hang(cast, HEAD, FACE, copy)
    last = max(end for _, end in baselines(cast, hung).values())
    first = hung.rows * copy.leading + copy.baseline
    if deck or byline:
        assert first - last == pytest.approx(2.0 * copy.leading)
    else:
        tails = FACE.ink("p")[1] * HEAD.size
        assert copy.leading < first - last < 2.15 * copy.leading + tails


@given(sizes, leadings, counts, st.integers(1, 4))
def test_a_byline_keeps_to_the_rows_under_its_deck(size: float, leading: float, lines: int, deck: int) -> None:
    """From deck to byline is a row, or two where type is large, and never so little that they touch."""
    copy, cast = line(size, leading), head(lines, deck=deck, byline=True)
    places = baselines(cast, hang(cast, HEAD, FACE, copy))
    step = (places["byline"][0] - places["deck"][1]) / copy.leading
    assert step == pytest.approx(round(step))
    assert places["byline"][0] - places["deck"][1] >= 0.8 * 14.5


@given(leadings, counts, st.integers(1, 3), st.booleans())
def test_a_headline_is_followed_within_a_row(leading: float, lines: int, deck: int, byline: bool) -> None:
    """The white under a headline is about its own at least, and less than a row more."""
    copy, cast = line(9.5, leading), head(lines, deck=deck, byline=byline)
    places = baselines(cast, hang(cast, HEAD, FACE, copy))
    under = places["deck"][0] - places["headline"][1]
    assert 0.95 * 18.0 <= under <= 18.0 + 1.05 * copy.leading


def baselines(cast: Cast, hung: Hung) -> dict[str, tuple[float, float]]:
    """The first and last baseline of every part, from the module's top, as the style sheet spends the properties."""
    leading = {"headline": (HEADLINE, hung.headline_leading), "deck": (HEAD.deck_leading, hung.deck_leading)}
    over = {"headline": hung.over_headline, "deck": hung.over_deck, "byline": hung.over_byline}
    drop, found = hung.drop, dict[str, tuple[float, float]]()
    for part, (first, last) in cast.lines.items():
        natural, set_in = leading.get(part, (1.0, 1.0))
        gaps = round((last - first) / natural)
        more = set_in - natural
        drop += over.get(part, 0.0)
        found[part] = (drop + first + more / 2, drop + first + more / 2 + gaps * set_in)
        drop += (gaps + 1) * more
    return found


def test_the_renderer_puts_the_parts_where_they_were_reckoned(edition: Edition, press: Press) -> None:
    """Heads of a real issue, rendered with their properties: kickers on the first row, and the last line of all two
    rows over the copy, to 0.05 pt.
    """
    copy = copy_line(TEXT, edition.fit.size, edition.fit.leading)
    folders = edition.layout.folders
    seen: set[tuple[str, ...]] = set()
    for item in edition.desk.stories.values():
        level, span = item.levels[0].name, item.spans[item.levels[0].name][0]
        key = f"{item.name}.head.{level}.{span}"
        if key not in edition.casts or (parts := tuple(edition.casts[key].lines)) in seen:
            continue
        seen.add(parts)
        face = edition.blocks.heads.setting(level).type.face
        size = edition.desk.fragments[key].size
        hung = hang(edition.casts[key], edition.layout.heads[level], face, copy, size)  # type: ignore[index]
        css = f"{edition.css}.block{{{hung.style}}}"
        (cast,) = cast_off([edition.desk.fragments[key]], css, lambda html: press.measure(html, folders)).values()
        if "kicker" in cast.lines:
            assert hung.drop + cast.lines["kicker"][0] == pytest.approx(copy.baseline, abs=0.05), key
        last = max(end for _, end in cast.lines.values()) + hung.drop
        if parts[-1] != "headline":
            foot = hung.rows * copy.leading + copy.baseline
            assert foot - last == pytest.approx(2.0 * copy.leading, abs=0.05), key
    assert len(seen) > 2


def test_what_a_rest_goes_on_from_stands_on_its_headlines_line(edition: Edition, press: Press) -> None:
    """Where the headline of a rest leaves room for it: on one baseline, to 0.05 pt. Elsewhere over the headline."""
    copy = copy_line(TEXT, edition.fit.size, edition.fit.leading)
    folders = edition.layout.folders
    rests = {key: fragment for key, fragment in edition.desk.fragments.items() if ".head.turn." in key}
    beside = [key for key in rests if "aside" in edition.casts[key].lines]
    assert beside
    assert len(beside) < len(rests)
    face = edition.blocks.heads.setting("brief").type.face
    for key in beside[:3]:
        hung = hang(edition.casts[key], edition.layout.heads["brief"], face, copy, rests[key].size)
        css = f"{edition.css}.block{{{hung.style}}}"
        (cast,) = cast_off([rests[key]], css, lambda html: press.measure(html, folders)).values()
        assert cast.lines["aside"][0] == pytest.approx(cast.lines["headline"][0], abs=0.05)
        assert cast.lines["headline"][0] == cast.lines["headline"][1]


@given(sizes, leadings, counts, st.floats(0.0, 30.0))
def test_the_white_in_a_headlines_own_line_may_lie_over_the_copy(
    size: float, leading: float, lines: int, under: float
) -> None:
    """Where a script's lines are deep, the box of the last one ends under the tails of its letters: only these must
    stay in the head's rows.
    """
    bare, copy = head(lines), line(size, leading)
    deep = Cast(bare.depth - 18.0 + under, bare.lines)
    hung = hang(deep, HEAD, FACE, copy)
    tails = FACE.ink("p")[1] * HEAD.size
    assert hung.under_tails == pytest.approx(max(under - tails, 0.0), abs=1e-6)
    assert hung.rows == hang(bare, HEAD, FACE, copy).rows
