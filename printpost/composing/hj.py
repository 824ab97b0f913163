"""H&J: hyphenation and justification. What lines are made of, how they may be spaced, and where words are divided.

``paragraphs`` breaks by it. Widths are in em of the text size until a line is finished; finished lines are in points.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from printpost.composing.fonts import Face, Type

SPACES = " \u00a0"
"""The characters that justification widens."""

# How far a character hangs over the margin, as a share of its own width. The order of the figures is microtype's
# (R. Schlicht, "The microtype package", section "Protrusion"); hyphen and full point hang a little less, since the
# legs of a newspaper stand close.
HANG_RIGHT = {
    "-": 0.7, "‐": 0.7, ".": 0.7, ",": 0.7, "’": 0.7, "”": 0.5, "“": 0.5, "‘": 0.6, ";": 0.4, ":": 0.4,
    "–": 0.3, "—": 0.2, "!": 0.1, "?": 0.1, ")": 0.1, "»": 0.25, "›": 0.3, "،": 0.6, "؛": 0.4, "־": 0.4,
}  # fmt: skip
HANG_LEFT = {"“": 0.5, "‘": 0.6, "„": 0.5, "‚": 0.6, "«": 0.25, "‹": 0.3, "—": 0.15, "–": 0.2, "(": 0.08}

HYPHEN = "‐"


@dataclass(frozen=True, slots=True)
class Manner:
    """How copy may be spaced. Lengths are in em, costs are pure numbers.

    A line whose word spaces are as wide as the font draws them costs nothing; one whose spaces are ``loose``, or as
    tight as they may be, costs about one and a half ``slack``. The word space is counted without the letters' own side
    bearings, which add some 0.07 em on paper. The figures came out best on the measure of the design's table (``make
    bench`` prints the row).
    """

    tightest: float = 0.72
    """The least word space, of the font's own: TeX goes down to 0.67, InDesign unasked to 0.8. Below it words run
    together to the eye."""
    narrow: float = 0.165
    """The tightest space in em, however narrow the font's own. Literata's is but 0.2 em; of spaces tighter than this
    PDFium lost one in random issues."""
    loose: float = 0.40
    tracking_least: float = -0.015
    tracking_most: float = 0.03
    tracking_share: float = 0.5
    """Tracking given for each em that a word space grows."""
    tightening_share: float = 0.21
    """The same where it shrinks: so little that the tightest spaces never stand between the tightest letters."""
    slack: float = 14.0
    awful: float = 450.0
    """The cost of a line that no reader would pass."""
    beyond: float = 20.0
    """How fast the cost grows beyond that, with the square: two lines at 0.8 em are better than a hole of 1.6."""
    hyphen: float = 8.0
    hyphen_in_a_name: float = 6.0
    hyphen_in_need: float = 90.0
    """What a hyphen costs more where words are divided only to save a bad line."""
    two_letters_left: float = 25.0
    """What a hyphen costs more after the first two letters of a word: "Un-til", "re-port"."""
    two_letters_over: float = 40.0
    """The same where only two letters go over to the next line, as the language allows."""
    two_letters_in_need: float = 300.0
    """The same again where the language would rather not have it ("nev-er"): gaps of 0.67 em come first."""
    hard_hyphen: float = 20.0
    """A line that ends within a compound, after its own hyphen."""
    address: float = 40.0
    """A line that ends within an address or the like."""
    hyphens_in_a_row: float = 10.0
    hyphen_at_foot: float = 300.0
    """What it may cost to do without a hyphen at the foot of a leg; beyond that the hyphen stays."""
    short_last_line: float = 80.0
    shortest_last_line: float = 2.5

    def tight(self, space: float) -> float:
        """The word space in em that costs as much as a loose one, where the font's own is ``space``."""
        return max(space * self.tightest, min(self.narrow, space * 0.9))


UNDIVIDED = Manner(tightest=0.7, loose=0.55, awful=900.0)
"""The manner of languages without hyphens: some looseness has to be borne, so that it is borne by many lines."""
JOINED = replace(UNDIVIDED, tightest=0.6, loose=0.6, tracking_least=0.0, tracking_most=0.0, tracking_share=0.0)
"""The same for scripts whose letters are joined: all that is left of a line goes between its words, and since their
word space is wide, and the last letter of a word ends it to the eye, it may give more."""

HYPHENS = (8.0, 18.0, 30.0, 45.0, 60.0)
"""Prices of a hyphen, the lowest first: copy in long words needs a high one to keep within ``MOST_HYPHENS``. The
highest is about that of a line with gaps of 0.55 em."""
IN_VAIN = 30.0
"""The price where even the highest keeps not within ``MOST_HYPHENS``: of a Russian or a Finnish paper's lines a third
end in a hyphen at any price, and more of them would gape."""
MOST_HYPHENS = 0.21
"""The share of lines that may end in a hyphen before hyphens are made dearer."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of running text: its type and its size in em of the text size."""

    type: Type
    size: float = 1.0
    ligatures: bool = False
    """Whether its text is set with the ligatures of its face."""

    @property
    def drawn_ligatures(self) -> Container[int]:
        """The code points of which ligatures may be taken."""
        return self.type.face.ligatures if self.ligatures else ()

    def advances(self, text: str) -> tuple[float, ...]:
        """Advance of every character in em of the text size; each is set in the first face that draws it."""
        if len(self.type.faces) == 1:
            return tuple(width * self.size for width in self.type.face.advances(text, self.type.features))
        widths: list[float] = []
        start = 0
        faces = [face_of(self.type, character) for character in text]
        for end in range(1, len(text) + 1):
            if end == len(text) or faces[end] is not faces[start]:
                widths += faces[start].advances(text[start:end], self.type.features)
                start = end
        return tuple(width * self.size for width in widths)


def face_of(type_: Type, character: str) -> Face:
    """The first face of a type that draws a character."""
    code = ord(character)
    return next((face for face in type_.faces if code in face.characters), type_.face)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style within a line."""

    text: str
    style: str
    link: str | None = None
    family: str | None = None
    """The family it is set in where that is not the style's own, since the style's lacks its characters."""
    css: str = ""
    """Spacing of its own, where a line is not spaced alike throughout."""
    half: bool = False
    """Whether its punctuation is set in half of its square."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line. Lengths are in points.

    ``left`` is where its first character stands from the left edge of the leg (negative where it hangs), ``spacing`` is
    added to every word space and ``tracking`` between all characters, those of word spaces too.
    """

    pieces: tuple[Piece, ...]
    left: float
    width: float
    spacing: float
    tracking: float
    size: float
    hyphen: bool = False
    runs_on: bool = False
    """Whether the next line goes on without a space, though no word is divided."""
    gap: float = 0.0
    """The word space as set, in em; 0 where the line has none or is not justified."""

    @property
    def css(self) -> dict[str, float]:
        """Its word spacing and letter spacing as the renderer has to be told them, in points.

        The renderer cuts advances off at a thousandth of an em; tracking is a whole number of those, and what is
        written is a little more, so that no letter loses one.
        """
        told = {}
        for name, value, more in (("word-spacing", self.spacing, 0.5), ("letter-spacing", self.tracking, 0.3)):
            if abs(value) > 1e-6:
                told[name] = value + (more if value > 0 else -more) * self.size / 1000
        return told

    @property
    def text(self) -> str:
        """What the line prints."""
        return "".join(piece.text for piece in self.pieces)


AFTER = re.compile(r"(?<=[^\W_]{2}[-‐])(?=[^\W_]{2})|(?<=[—–])(?=\S)|(?<=[^\W_]{2}[/…])(?=[^\W_])|(?<=\u200b)")
