"""H&J: hyphenation and justification. Paragraphs come in as styled runs, lines come out.

A paragraph is broken as a whole, for the least total cost over all its lines (Knuth and Plass, "Breaking
Paragraphs into Lines", Software: Practice and Experience 11, 1981). The programme runs in layers, one for each
line, so that it knows the best setting for *every* number of lines: make-up takes a paragraph a line longer
or shorter where that fills a leg, at a known price. What is left of a line goes to its word spaces and, a little, to
the letters (tracking), and punctuation hangs over the margin.

Widths are in em of the text size until a line is finished; finished lines are in points. Nothing here knows of
legs or pages, and nothing is ever dropped: every character of a paragraph stands in exactly one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from printpost.composing.fonts import Face, Type
from printpost.composing.syllables import hyphenate

Floats = NDArray[np.float64]

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
INFINITE = np.inf


@dataclass(frozen=True, slots=True)
class Manner:
    """How copy may be spaced. Lengths are in em, costs are pure numbers.

    A line whose word spaces are as wide as the font draws them costs little; one whose spaces are ``loose`` costs
    about one ``slack``. The word space is counted without the letters' own side bearings, which add some 0.07 em on
    paper. The figures came out best on the measure of the design's table (``make bench`` prints the row).
    """

    tightest: float = 0.125
    loose: float = 0.42
    steep: float = 4.0
    tracking_least: float = -0.015
    tracking_most: float = 0.03
    tracking_share: float = 0.5
    """Tracking given for each em that a word space grows."""
    slack: float = 14.0
    awful: float = 450.0
    """The cost of a line that no reader would pass."""
    hyphen: float = 12.0
    hyphen_in_a_name: float = 6.0
    hard_hyphen: float = 40.0
    hyphens_in_a_row: float = 8.0
    hyphen_at_foot: float = 300.0
    """What it may cost to do without a hyphen at the foot of a leg; beyond that the hyphen stays."""
    short_last_line: float = 40.0
    shortest_last_line: float = 2.0


UNDIVIDED = Manner(loose=0.55, awful=900.0)
"""The manner of languages without hyphens: some looseness has to be borne, so that it is borne by many lines."""
JOINED = replace(UNDIVIDED, loose=0.6, tracking_least=0.0, tracking_most=0.0, tracking_share=0.0)
"""The same for scripts whose letters are joined: all that is left of a line goes between its words."""

HYPHENS = (12.0, 24.0, 45.0, 80.0, 130.0, 200.0)
"""Prices of a hyphen, the lowest first: copy in long words needs a high one to keep within ``MOST_HYPHENS``."""
MOST_HYPHENS = 0.19
"""The share of lines that may end in a hyphen before hyphens are made dearer."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of running text: its type and its size in em of the text size."""

    type: Type
    size: float = 1.0

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


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may end. ``last_resort`` prices a break in a word that no line holds."""

    end: int
    start: int
    hyphen: bool = False
    name: bool = False
    hard: bool = False
    last_resort: float = 0.0

    def cost(self, manner: Manner) -> float:
        return (
            manner.hyphen * self.hyphen
            + manner.hyphen_in_a_name * self.name
            + manner.hard_hyphen * self.hard
            + self.last_resort
        )


_TOKEN = re.compile(r"[ \u00a0]|[^ \u00a0]+")
_WORD = re.compile(r"[^\W\d_]{5,}")
AFTER = re.compile(r"(?<=[^\W_]{2}[-‐])(?=[^\W_]{2})|(?<=[—–])(?=\S)|(?<=[^\W_]{2}[/…])(?=[^\W_])|(?<=\u200b)")


@dataclass
class Paragraph:
    """A paragraph ready to be broken.

    ``measures`` are the line widths in em: line k has ``measures[min(k, len - 1)]``. ``indents`` likewise say how far
    from the leg's left edge a line begins; the measure is what is left for the line.
    """

    runs: Sequence[Piece]
    styles: Mapping[str, Style]
    language: str
    measures: Sequence[float]
    indents: Sequence[float] = (0.0,)
    manner: Manner = field(default_factory=Manner)
    justified: bool = True
    hyphenated: bool = True

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs)
        self._style_at: list[int] = [index for index, run in enumerate(self.runs) for _ in run.text]
        self._advance = self._measure()
        self._breaks = self._candidates()
        self._prepare()
        self._layers: list[tuple[int, NDArray[np.intp]]] = []
        self.price(self.manner)

    # -- what the paragraph is made of

    def _measure(self) -> list[float]:
        advances: list[float] = []
        for match in _TOKEN.finditer(self.text):
            start, end = match.span()
            while start < end:
                index = self._style_at[start]
                stop = start
                while stop < end and self._style_at[stop] == index:
                    stop += 1
                advances += self.styles[self.runs[index].style].advances(self.text[start:stop])
                start = stop
        return advances

    def _candidates(self) -> list[_Break]:
        text = self.text
        found: dict[int, _Break] = {}
        for match in re.finditer(" ", text):
            found[match.start()] = _Break(match.start(), match.end())
        for match in AFTER.finditer(text):
            at = match.start()
            found[at] = _Break(at, at, hard=True)
        if self.hyphenated:
            for match in _WORD.finditer(text):
                if self.runs[self._style_at[match.start()]].style == "code":
                    continue
                word = match.group()
                name = word[0].isupper() and match.start() > 0
                if word.isupper():
                    continue
                for position in hyphenate(word, self.language):
                    at = match.start() + position
                    found.setdefault(at, _Break(at, at, hyphen=True, name=name))
        self._split_what_no_line_holds(found)
        found.pop(0, None)
        found.pop(len(text), None)
        return [found[at] for at in sorted(found)]

    def _split_what_no_line_holds(self, found: dict[int, _Break]) -> None:
        """Let a word that is longer than a line break anywhere, as a last resort."""
        room = min(self.measures) - 0.6
        start, width = 0, 0.0
        for at, character in enumerate(self.text):
            if at in found:
                start, width = at, 0.0
            width += self._advance[at]
            if width > room:
                for split in range(max(start + 1, 1), at + 1):
                    letters = self.text[split - 1].isalpha() and character.isalpha()
                    found.setdefault(split, _Break(split, split, hyphen=letters, last_resort=60.0))
                start, width = at, self._advance[at]

    def _prepare(self) -> None:
        text, breaks = self.text, self._breaks
        ends = np.array([0, *(b.end for b in breaks), len(text)])
        starts = np.array([0, *(b.start for b in breaks), len(text)])
        position = np.concatenate(([0.0], np.cumsum(self._advance)))
        spaces = np.concatenate(([0], np.cumsum([character in SPACES for character in text])))
        hyphen = np.array([False, *(b.hyphen for b in breaks), False])
        hyphen_width = np.zeros(len(ends))
        hang_left, hang_right = np.zeros(len(ends)), np.zeros(len(ends))
        for index in range(len(ends)):
            if hyphen[index]:
                hyphen_width[index] = self._style(ends[index] - 1).advances(self._mark)[0]
                hang_right[index] = hyphen_width[index] * HANG_RIGHT[self._mark]
            elif index:
                hang_right[index] = self._hang(int(ends[index]) - 1, HANG_RIGHT)
            if index < len(ends) - 1:
                hang_left[index] = self._hang(int(starts[index]), HANG_LEFT)
        self._count = len(ends)
        self._ends, self._starts, self._hyphen = ends, starts, hyphen
        self._x_end = position[ends] + hyphen_width - hang_right
        self._x_start = position[starts] + hang_left
        self._s_end, self._s_start = spaces[ends], spaces[starts]
        self._n_end, self._n_start = ends + hyphen, starts
        # The last line also takes what follows a break within the last word: that is the short syllable to avoid.
        last_word = text.rstrip().rfind(" ") + 1
        self._in_last_word = starts > last_word
        self._hard = np.array([False, *(b.hard and text[b.end - 1] in "-‐" for b in breaks), False])
        self._band = self._bandwidth()

    def _style(self, at: int) -> Style:
        return self.styles[self.runs[self._style_at[int(at)]].style]

    def _hang(self, at: int, table: Mapping[str, float]) -> float:
        return table.get(self.text[at], 0.0) * self._advance[at]

    def _bandwidth(self) -> int:
        """The most break candidates that one line can run over."""
        reach = np.searchsorted(self._x_end, self._x_start + max(self.measures) * 1.12 + 1.0, side="right")
        return int(max(1, (reach - np.arange(self._count)).max()))

    # -- breaking

    def price(self, manner: Manner) -> None:
        """Break the paragraph anew with other prices."""
        self.manner = manner
        self._penalty = np.array([0.0, *(b.cost(manner) for b in self._breaks), 0.0])
        self._cost_of: dict[float, Floats] = {}
        self.costs: dict[int, float] = self._solve(frozenset())
        self._free = self._layers

    def hyphens(self) -> tuple[int, int]:
        """How many of its lines end in a hyphen, and how many lines there are, set at its best."""
        cuts = self._cuts(min(self.costs, key=lambda count: (self.costs[count], count)), self._free)
        return sum(bool(self._hyphen[b] or self._hard[b]) for b in cuts), len(cuts) - 1

    def _edges(self, measure: float) -> Floats:
        """Cost of the line between two breaks, as an array [b, j] with the earlier break a = b - band + j."""
        found = self._cost_of.get(measure)
        if found is not None:
            return found
        manner, band, count = self.manner, self._band, self._count
        b = np.arange(count)[:, None]
        a = b - band + np.arange(band)[None, :]
        before = a < 0
        a = np.maximum(a, 0)
        natural = self._x_end[b] - self._x_start[a]
        spaces = self._s_end[b] - self._s_start[a]
        # The last character of a line carries no tracking.
        letters = np.maximum(self._n_end[b] - self._n_start[a] - 1, 1)
        room = measure - natural
        if self.justified:
            tracking, gap = _spread(room, spaces, letters, self._space, manner)
            cost = _looseness(gap, tracking, self._space, manner)
            none = spaces == 0
            left = np.maximum(room - letters * manner.tracking_most, 0.0)
            cost = np.where(none, 2.2 * manner.awful * (left > 0) + 60.0 * left, cost)
            cost = np.where(none & (room < letters * manner.tracking_least), INFINITE, cost)
        else:
            cost = np.where(room < 0, INFINITE, manner.slack * (room / measure) ** 2 * 4)
        cost = cost + self._penalty[b] + manner.hyphens_in_a_row * (self._hyphen[b] & self._hyphen[a])
        last = np.where(
            room[-1] < 0,
            cost[-1],
            manner.short_last_line * (natural[-1] < manner.shortest_last_line)
            + 2 * manner.awful * self._in_last_word[a[-1]]
            + 4.0 * self._hyphen[a[-1]],
        )
        cost[-1] = last
        cost[before | (self._n_end[b] <= self._n_start[a]) | ((natural <= 0) & ((a > 0) | (b < count - 1)))] = INFINITE
        self._cost_of[measure] = priced = np.asarray(cost, dtype=np.float64)
        return priced

    @property
    def _mark(self) -> str:
        """The hyphen that divides a word: U+2010 where the face has it, since a hyphen-minus at the end of a line makes
        some readers run the lines together and lose the word.
        """
        return HYPHEN if ord(HYPHEN) in self.styles["roman"].type.face.characters else "-"

    @property
    def _space(self) -> float:
        return self.styles["roman"].advances(" ")[0]

    def _solve(self, ban: frozenset[int], lines: int | None = None) -> dict[int, float]:
        """Run the layers; with ``lines``, just so many. ``ban``: lines that must not end in a hyphen."""
        count, band = self._count, self._band
        best = np.full(count, INFINITE)
        best[0] = 0.0
        layers: list[tuple[int, NDArray[np.intp]]] = []
        costs: dict[int, float] = {}
        low, high = 0, 1
        most = lines or self._most_lines()
        while len(layers) < most and low < count:
            layer = len(layers)
            edges = self._edges(self.measures[min(layer, len(self.measures) - 1)])
            top = min(high + band, count)
            padded = np.concatenate((np.full(band, INFINITE), best[:top]))
            # Row b of the window holds the costs of the breaks b - band to b - 1.
            window: Floats = np.ndarray((top - low - 1, band), np.float64, padded, (low + 1) * 8, strides=(8, 8))
            totals = window + edges[low + 1 : top]
            if not len(totals):
                break
            choice = totals.argmin(axis=1)
            reached = totals[np.arange(len(choice)), choice]
            if layer in ban:
                reached = reached + np.where(self._hyphen[low + 1 : top], self.manner.hyphen_at_foot, 0.0)
            layers.append((low + 1, choice + np.arange(low + 1, top) - band))
            best = np.full(count, INFINITE)
            best[low + 1 : top] = reached
            if np.isfinite(best[-1]):
                costs[layer + 1] = float(best[-1])
                best[-1] = INFINITE
            finite = np.flatnonzero(np.isfinite(best))
            if not len(finite):
                break
            low, high = int(finite[0]), int(finite[-1]) + 1
        self._layers = layers
        return costs

    def _most_lines(self) -> int:
        total = float(self._x_end[-1])
        return int(total / max(min(self.measures) - 0.5, 1.0) * 1.25) + 4

    def lines(self, count: int, size: float, no_hyphen_after: frozenset[int] = frozenset()) -> tuple[Line, ...]:
        """The best setting in ``count`` lines at ``size`` points. Lines in ``no_hyphen_after`` do not end in a hyphen
        where that can be done at all. Raises KeyError where the paragraph cannot be set in so many lines.
        """
        if count not in self.costs:
            raise KeyError(count)
        cuts = self._cuts(count, self._free)
        if any(self._hyphen[cuts[line + 1]] for line in no_hyphen_after if line < count - 1):
            self._solve(no_hyphen_after, count)
            cuts = self._cuts(count, self._layers)
        return tuple(self._finish(number, a, b, size) for number, (a, b) in enumerate(pairwise(cuts)))

    def _cuts(self, count: int, layers: list[tuple[int, NDArray[np.intp]]]) -> list[int]:
        """The breaks of the setting in ``count`` lines that the layers hold, start and end included."""
        at = self._count - 1
        cuts = [at]
        for first, choice in reversed(layers[:count]):
            at = int(choice[at - first])
            cuts.append(at)
        return cuts[::-1]

    def price_without_hyphen(self, count: int, after: int) -> float | None:
        """What it costs more to set the paragraph in ``count`` lines without a hyphen at the end of line ``after``;
        None where the hyphen stays.
        """
        if not self._hyphen[self._cuts(count, self._free)[after + 1]]:
            return 0.0
        price = self._solve(frozenset((after,)), count).get(count, INFINITE) - self.costs[count]
        return price if price < self.manner.hyphen_at_foot - 1e-6 else None

    def _finish(self, number: int, a: int, b: int, size: float) -> Line:
        start, end = int(self._starts[a]), int(self._ends[b])
        hyphen = bool(self._hyphen[b])
        pieces = self._pieces(start, end, hyphen)
        advances = [w for piece in pieces for w in self._advances_of(piece)]
        text = "".join(piece.text for piece in pieces)
        natural = sum(advances)
        left = HANG_LEFT.get(text[0], 0.0) * advances[0] if text else 0.0
        right = HANG_RIGHT.get(text[-1], 0.0) * advances[-1] if text else 0.0
        measure = self.measures[min(number, len(self.measures) - 1)]
        indent = self.indents[min(number, len(self.indents) - 1)]
        room = measure - (natural - left - right)
        spaces = sum(character in SPACES for character in text)
        tracking = gap = spacing = 0.0
        last = b == self._count - 1
        if self.justified and not (last and room >= 0):
            joints = max(len(text) - 1, 1)
            if spaces:
                wanted, _ = _spread(np.array(room), np.array(spaces), np.array(joints), self._space, self.manner)
                tracking = float(np.round(wanted, 3))
                spacing = (room - tracking * joints) / spaces
                gap = self._space + spacing + tracking
            else:
                limits = (self.manner.tracking_least, self.manner.tracking_most)
                tracking = float(np.floor(np.clip(room / joints, *limits) * 1000) / 1000)
        return Line(
            pieces, (indent - left) * size, natural * size, spacing * size, tracking * size, size, hyphen, gap=gap
        )

    def _advances_of(self, piece: Piece) -> list[float]:
        style = self.styles[piece.style]
        return [w for match in _TOKEN.finditer(piece.text) for w in style.advances(match.group())]

    def _pieces(self, start: int, end: int, hyphen: bool) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        while start < end:
            index = self._style_at[start]
            stop = start
            while stop < end and self._style_at[stop] == index:
                stop += 1
            run = self.runs[index]
            pieces.append(Piece(self.text[start:stop].replace("\u200b", ""), run.style, run.link))
            start = stop
        if hyphen and pieces:
            last = pieces[-1]
            pieces[-1] = replace(last, text=last.text + self._mark)
        return tuple(part for piece in pieces for part in self._by_face(piece))

    def _by_face(self, piece: Piece) -> Iterator[Piece]:
        type_ = self.styles[piece.style].type
        if all(ord(character) in type_.face.characters for character in piece.text):
            yield piece
            return
        for face, characters in groupby(piece.text, key=lambda character: face_of(type_, character)):
            yield replace(piece, text="".join(characters), family=None if face is type_.face else face.family)


def _spread(room: Floats, spaces: Floats, letters: Floats, space: float, manner: Manner) -> tuple[Floats, Floats]:
    """Share out what is left of a line. Returns tracking and the word space as set, both in em.

    Word spaces and letters give way like springs of different strength until the letters reach their limit; the
    word spaces take the rest.
    """
    share = manner.tracking_share
    pull = room / np.maximum(spaces + letters * share, 1e-9)
    tracking = np.clip(pull * share, manner.tracking_least, manner.tracking_most)
    gap = space + tracking + (room - letters * tracking) / np.maximum(spaces, 1)
    return tracking, gap


def _looseness(gap: Floats, tracking: Floats, space: float, manner: Manner) -> Floats:
    wide = np.maximum(gap - space, 0.0) / (manner.loose - space)
    tight = np.maximum(space - gap, 0.0) / (space - manner.tightest)
    cost = manner.slack * (wide**2 + wide**manner.steep * 0.5 + tight**2 * 0.5)
    # Beyond a point every line is awful; one that is more so must still cost more, but not out of all proportion.
    cost = (
        np.where(cost > manner.awful, manner.awful + 40.0 * wide, cost)
        + 2.0 * (tracking / max(manner.tracking_most, 1e-9)) ** 2
    )
    return np.where(gap < manner.tightest - 1e-9, INFINITE, cost)
