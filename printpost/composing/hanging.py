"""Hanging: where the parts of a head stand on the page's grid.

A head as it was cast off and the copy's leading come in; the rows that the head takes and the white over its parts go
out. A head hangs from the first row: its kicker stands on that row's baseline, and the headline at the distance that
the style sheet gives it, so that heads of one level agree wherever they stand side by side. What comes under the
headline stands on the grid: copy on whole rows, and the deck's last line or the byline half a row more than a line
above it. Only the white under the headline makes up for the difference, by less than a row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from printpost.composing.castoff import Cast
from printpost.composing.fonts import Face
from printpost.composing.layout import HeadType

UNDER = 1.5
"""Rows from the last baseline of a deck or byline to the copy's first: a line, and half a line of white."""
UNDER_HEADLINE = 1.1
"""The same from a headline without either, at least; its tails come to it."""
STEP = 0.5
"""A byline stands so many rows, or a multiple of them, under its deck."""
CLOSER, CLOSER_BYLINE = 0.97, 0.84
"""How much of its natural distance a deck or byline may keep from the headline, and a byline from its deck."""
TIGHTER, LOOSER = 0.92, 1.25
"""A deck has the copy's leading where that is so much of its own, at least and at most."""
_SPARE = 0.02
"""Rows by which a head may be short of its own without harm: lengths are rounded."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line of copy in points: its leading, its baseline from its top, the heights of its capitals and of its x."""

    leading: float
    baseline: float
    cap: float
    x: float


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
    first row's top (above, if less than 0), the points of white to add over its deck and byline, and its deck's
    leading.
    """

    rows: int
    drop: float
    over_deck: float = 0.0
    over_byline: float = 0.0
    deck_leading: float = 0.0

    @property
    def style(self) -> str:
        """The custom properties that the style sheet spends."""
        return (
            f"--over-deck:{self.over_deck:.3f}pt;--over-byline:{self.over_byline:.3f}pt;"
            f"--deck-leading:{self.deck_leading:.3f}pt"
        )


def hang(cast: Cast, head: HeadType, face: Face, line: CopyLine) -> Hung:
    """A head of a level, set in ``face``, over copy in such lines."""
    lines, leading = cast.lines, line.leading
    if "headline" not in lines:
        # A template may leave it out: the inspection says so, with the story's name.
        return Hung(math.ceil(cast.depth / leading + UNDER - 1), 0.0, deck_leading=head.deck_leading)
    first, last = lines["headline"]
    if "kicker" in lines:
        drop = line.baseline - lines["kicker"][0]
    else:
        # Capitals of the headline level with those of the copy beside it.
        drop = line.baseline - line.cap + face.cap_height * head.size - first
    deck, byline = lines.get("deck"), lines.get("byline")
    spaced = leading if TIGHTER * head.deck_leading <= leading <= LOOSER * head.deck_leading else head.deck_leading
    more = spaced - head.deck_leading
    step = deck_depth = 0.0
    if deck:
        deck_depth = round((deck[1] - deck[0]) / head.deck_leading) * spaced
    if deck and byline:
        step = max(math.ceil(CLOSER_BYLINE * (byline[0] - deck[1]) / (STEP * leading)), 1) * STEP * leading
    byline_depth = byline[1] - byline[0] if byline else 0.0
    below = deck or byline
    natural = below[0] - last if below else 0.0
    tails = face.ink("p")[1] * head.size
    # Between lines of copy the tails have their share of the leading.
    own = (leading - line.baseline) / 2
    least = CLOSER * natural if below else UNDER_HEADLINE * leading + max(tails - own, 0.0)
    tail = UNDER * leading + deck_depth + step + byline_depth if below else 0.0
    rows = math.ceil((drop + last + least + tail - line.baseline) / leading - _SPARE)
    over = rows * leading + line.baseline - tail - drop - last - natural
    if deck:
        over_byline = step - (byline[0] - deck[1]) - more / 2 if byline else 0.0
        return Hung(rows, drop, over - more / 2, over_byline, spaced)
    return Hung(rows, drop, 0.0, over if byline else 0.0, spaced)
