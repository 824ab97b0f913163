"""Hanging: where the parts of a head stand on the page's grid.

A head as it was cast off and the copy's leading come in; the rows that the head takes and the white over its parts go
out. A head hangs from the first row: its kicker stands on that row's baseline, and the headline at the distance that
the style sheet gives it, so that heads of one level agree wherever they stand side by side. What comes under the
headline stands on the grid: the deck's last line, the byline and the copy. The white under the headline makes up for
the difference, by less than a row, and the headline's leading gives or takes a hair; a bare headline shares what is
left between over and under.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from printpost.composing.castoff import Cast
from printpost.composing.fonts import Face
from printpost.composing.layout import HeadType

UNDER = 2.0
"""Rows from the last baseline of a deck or byline to the copy's first. To the eye that is some half a line of white
more than there is between two lines of copy, since decks and bylines have tails."""
UNDER_HEADLINE = 1.2
"""The same from a headline without either, at least; its tails come to it."""
STEP = 1.0
"""A byline stands so many rows, or a multiple of them, under its deck."""
LOWER = 0.4
"""Rows by which a headline with nothing over and under it may hang lower than the capitals of the copy beside it."""
CLOSER, CLOSER_BYLINE = 0.97, 0.84
"""How much of its natural distance a deck or byline may keep from the headline, and a byline from its deck."""
CLEAR, TALLEST = 0.28, 0.72
"""Rows of white between the tails of a headline and the deck's tall letters, at least, and their height in em."""
TIGHTER, LOOSER = 0.92, 1.25
"""A deck has the copy's leading where that is so much of its own, at least and at most."""
HAIR = 0.025
"""The share by which a headline's leading may give way, so that the white under it comes near to what it should be."""
GOOD, GOOD_BARE = 0.1, 0.3
"""Rows of white that are best under a headline, beyond its least: over a deck or byline, and over copy."""
DEEPEST_TAILS = 0.4
"""How deep (em) tails are thought to be in a script without a p."""
_SPARE = 0.02
"""Rows by which a head may be short of its own without harm: lengths are rounded."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line of copy in points: its leading, its baseline from its top, the heights of its capitals and of its x."""

    leading: float
    baseline: float
    cap: float
    x: float

    @property
    def white(self) -> float:
        """The white between a line's foot and an inset: half a line to the capitals of the copy on both sides."""
        return self.leading / 2 + self.cap - self.x


def copy_line(face: Face, size: float, leading: float) -> CopyLine:
    """The line of copy of a size and leading, as the renderer sets it."""
    ascent, descent = face.extents
    cap = face.cap_height * size
    # Scripts without small letters have none to measure.
    x = face.ink("x")[0] * size if ord("x") in face.characters else cap
    return CopyLine(leading, (leading - (ascent + descent) * size) / 2 + ascent * size, cap, min(x, cap))


@dataclass(frozen=True, slots=True)
class Hung:
    """A head in its place: the rows that it takes with the white under it, the points by which it starts below its
    first row's top (above, if less than 0), the points of white to add over its headline, deck and byline and over a
    kicker aside of the headline, the leading of its headline and deck, and the points that its last line's box has
    under the tails: these may lie over the copy, whose line has white there.
    """

    rows: int
    drop: float
    over_headline: float = 0.0
    over_deck: float = 0.0
    over_byline: float = 0.0
    over_aside: float = 0.0
    headline_leading: float = 0.0
    deck_leading: float = 0.0
    under_tails: float = 0.0

    @property
    def style(self) -> str:
        """The custom properties that the style sheet spends."""
        return (
            f"--over-headline:{self.over_headline:.3f}pt;--headline-leading:{self.headline_leading:.3f}pt;"
            f"--over-deck:{self.over_deck:.3f}pt;--over-byline:{self.over_byline:.3f}pt;"
            f"--deck-leading:{self.deck_leading:.3f}pt;--over-aside:{self.over_aside:.3f}pt"
        )


def hang(cast: Cast, head: HeadType, face: Face, line: CopyLine, size: float = 0.0) -> Hung:
    """A head of a level, set in ``face``, over copy in such lines; ``size`` (points) is its headline's if that is not
    the level's own.
    """
    lines, leading = cast.lines, line.leading
    size = size or head.size
    own = size * head.leading
    if "headline" not in lines:
        # A template may leave it out: the inspection says so, with the story's name.
        rows = math.ceil(cast.depth / leading + UNDER - 1)
        return Hung(rows, 0.0, headline_leading=own, deck_leading=head.deck_leading)
    first, last = lines["headline"]
    if "kicker" in lines:
        drop = line.baseline - lines["kicker"][0]
    else:
        # Capitals of the headline level with those of the copy beside it.
        drop = line.baseline - line.cap + face.cap_height * size - first
    deck, byline = lines.get("deck"), lines.get("byline")
    spaced = leading if TIGHTER * head.deck_leading <= leading <= LOOSER * head.deck_leading else head.deck_leading
    more = spaced - head.deck_leading
    below, tail, step = deck or byline, 0.0, 0.0
    if deck:
        tail += round((deck[1] - deck[0]) / head.deck_leading) * spaced
    if deck and byline:
        step = max(math.ceil(CLOSER_BYLINE * (byline[0] - deck[1]) / (STEP * leading)), 1) * STEP * leading
    if byline:
        tail += step + byline[1] - byline[0]
    if below:
        natural, tail = below[0] - last, tail + UNDER * leading
        least = CLOSER * natural
        if deck:
            least = max(least, _tails(face) * size + CLEAR * leading + TALLEST * head.deck_size)
        good = max(natural, least) + GOOD * leading
    else:
        natural, least = 0.0, UNDER_HEADLINE * leading + max(_tails(face) * size - _own_tails(line), 0.0)
        good = least + GOOD_BARE * leading
    # From the headline's last line to the first under it, if nothing gives way.
    gaps = round((last - first) / own)
    hair = HAIR * own * gaps
    rows = math.ceil((drop + last - hair + least + tail - line.baseline) / leading - _SPARE)
    white = rows * leading + line.baseline - tail - drop - last
    taken = min(max(white - good, -hair), hair)
    wider = taken / gaps if gaps else 0.0
    over = white - taken - natural
    tails = DEEPEST_TAILS * head.deck_size if below else _tails(face) * size
    if below is None and "kicker" not in lines:
        drop += min(max(white - taken - good, 0.0) / 2, LOWER * leading)
    return Hung(
        rows,
        drop if "kicker" in lines else drop - wider / 2,
        over_headline=-wider / 2 if "kicker" in lines else 0.0,
        over_deck=over - more / 2 - wider / 2 if deck else 0.0,
        over_byline=step - (byline[0] - deck[1]) - more / 2 if deck and byline else over - wider / 2 if byline else 0.0,
        over_aside=first - lines["aside"][0] if "aside" in lines else 0.0,
        headline_leading=own + wider,
        deck_leading=spaced,
        under_tails=max(cast.depth - (byline or deck or lines["headline"])[1] - tails, 0.0),
    )


def label_drop(cast: Cast, line: CopyLine) -> float:
    """Points by which a panel starts below its first row's top, so that its label stands on that row's baseline, level
    with the kickers beside it; 0 for one without a label.
    """
    return min(max(line.baseline - cast.lines["label"][0], 0.0), line.leading / 2) if "label" in cast.lines else 0.0


def _tails(face: Face) -> float:
    """How far letters reach under the baseline, in em."""
    return face.ink("p")[1] if ord("p") in face.characters else min(face.extents[1], DEEPEST_TAILS)


def _own_tails(line: CopyLine) -> float:
    """The share of a line of copy that its own tails have, in points."""
    return (line.leading - line.baseline) / 2
