"""Hanging: heads of one level agree from the top, and what comes under the headline stands on the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.composing.castoff import Cast, cast_off
from printpost.composing.composition import Edition
from printpost.composing.hanging import UNDER, CopyLine, Hung, copy_line, hang
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


@given(sizes, leadings, counts, counts)
def test_heads_of_one_level_agree_from_the_top(size: float, leading: float, lines: int, others: int) -> None:
    """Whatever follows, the kicker stands on the first baseline, and the headline at one distance from it."""
    copy = line(size, leading)
    one, other = (hang(head(n, deck=n - 1), HEAD, FACE, copy) for n in (lines, others))
    assert one.drop == other.drop
    assert one.drop + 7.3 == pytest.approx(copy.baseline)


@given(sizes, leadings, counts, st.integers(0, 4), st.booleans())
def test_half_a_line_of_white_stands_over_the_copy(
    size: float, leading: float, lines: int, deck: int, byline: bool
) -> None:
    """The last line of a deck or byline stands a line and a half over the copy's first; under a bare headline is more
    than a line, and less than a row more than need be.
    """
    copy, cast = line(size, leading), head(lines, deck=deck, byline=byline)
    hung = hang(cast, HEAD, FACE, copy)
    places = baselines(cast, hung)
    first = hung.rows * copy.leading + copy.baseline
    if deck or byline:
        assert first - max(places.values()) == pytest.approx(UNDER * copy.leading)
    else:
        tails = FACE.ink("p")[1] * HEAD.size
        assert copy.leading < first - places["headline"] < 2.15 * copy.leading + tails


@given(sizes, leadings, counts, st.integers(1, 4))
def test_a_byline_keeps_to_the_half_rows_under_its_deck(size: float, leading: float, lines: int, deck: int) -> None:
    """From deck to byline is a line, or half a line more, and never so little that they touch."""
    copy, cast = line(size, leading), head(lines, deck=deck, byline=True)
    places = baselines(cast, hang(cast, HEAD, FACE, copy))
    step = (places["byline"] - places["deck"]) / copy.leading
    assert step * 2 == pytest.approx(round(step * 2))
    assert places["byline"] - places["deck"] >= 0.8 * 14.5


@given(leadings, counts, st.integers(1, 3), st.booleans())
def test_a_headline_is_followed_within_a_row(leading: float, lines: int, deck: int, byline: bool) -> None:
    """The white under a headline is about its own at least, and less than a row more."""
    copy, cast = line(9.5, leading), head(lines, deck=deck, byline=byline)
    places = baselines(cast, hang(cast, HEAD, FACE, copy), first=True)
    under = places["deck"] - (cast.lines["headline"][1] + hang(cast, HEAD, FACE, copy).drop)
    assert 0.9 * 18.0 <= under <= 18.0 + 1.1 * copy.leading


def baselines(cast: Cast, hung: Hung, *, first: bool = False) -> dict[str, float]:
    """The last (or first) baseline of every part, from the module's top, as the style sheet spends the properties."""
    drop, found = hung.drop, dict[str, float]()
    for part in ("kicker", "headline", "deck", "byline"):
        if part not in cast.lines:
            continue
        start, end = cast.lines[part]
        more = hung.deck_leading - HEAD.deck_leading
        if part == "deck":
            drop += hung.over_deck
            start += more / 2
            end = start + round((end - start + more / 2) / HEAD.deck_leading) * hung.deck_leading
        elif part == "byline":
            drop += hung.over_byline
        found[part] = drop + (start if first else end)
        if part == "deck":
            drop = found[part] - cast.lines[part][1] + more / 2 if not first else drop
    return found


def test_the_renderer_puts_the_parts_where_they_were_reckoned(edition: Edition, press: Press) -> None:
    """Heads of a real issue, rendered with their properties: kickers on the first row, and the last line of all a line
    and a half over the copy, to 0.05 pt.
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
        face = edition.blocks.head_setting(level).type.face
        hung = hang(edition.casts[key], edition.layout.heads[level], face, copy)  # type: ignore[index]
        css = f"{edition.css}.block{{{hung.style}}}"
        (cast,) = cast_off([edition.desk.fragments[key]], css, lambda html: press.measure(html, folders)).values()
        if "kicker" in cast.lines:
            assert hung.drop + cast.lines["kicker"][0] == pytest.approx(copy.baseline, abs=0.05), key
        last = max(end for _, end in cast.lines.values()) + hung.drop
        if parts[-1] != "headline":
            foot = hung.rows * copy.leading + copy.baseline
            assert foot - last == pytest.approx(UNDER * copy.leading, abs=0.05), key
    assert len(seen) > 2
