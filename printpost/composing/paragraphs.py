"""Paragraphs: styled runs come in, lines come out.

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
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from printpost.composing.breaks import Break, breaks_of
from printpost.composing.hj import (
    HANG_LEFT,
    HANG_RIGHT,
    HYPHEN,
    SPACES,
    Line,
    Manner,
    Piece,
    Style,
    face_of,
)
from printpost.composing.ligatures import joined, letters_of, unjoined
from printpost.composing.spacing import Floats, looseness, spread

INFINITE = np.inf
SPARE = 0.6
"""Em that a word must leave of a line to be held by it: a hyphen, or what stands before it."""
SMALL_CAPITALS = "smallcaps"

_TOKEN = re.compile(r"[ \u00a0]|[^ \u00a0]+")


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
        self._apart = unjoined(self.text, self.language)
        self._advance, self._set = self._measure()
        spaces = [width for character, width in zip(self.text, self._advance, strict=True) if character in SPACES]
        # A quotation in italics has the narrower spaces of its own face.
        self._space = sum(spaces) / len(spaces) if spaces else self.styles["roman"].advances(" ")[0]
        self._breaks = self._candidates()
        self._prepare()
        self.begin()

    def begin(self) -> None:
        """Break the paragraph at its measures; what was measured stays."""
        self._band = self._bandwidth()
        self._layers: list[tuple[int, NDArray[np.intp]]] = []
        self._free = self._layers
        # The costs of ending a line at each break, after none, one, two lines and so on.
        start = np.full(self._count, INFINITE)
        start[0] = 0.0
        self._reached: list[Floats] = [start]
        self.price(self.manner)

    def at(self, measures: Sequence[float], indents: Sequence[float], manner: Manner) -> Paragraph:
        """The same paragraph at other measures, for little: widths in em are the same at every size."""
        if self._widest > min(*measures, *self.measures) - SPARE:
            return replace(self, measures=measures, indents=indents, manner=manner)
        other = copy(self)
        other.measures, other.indents, other.manner = measures, indents, manner
        other.begin()
        return other

    # -- what the paragraph is made of

    def _joined(self, start: int, end: int) -> str:
        """The text between two places of one style as it is set, with its ligatures."""
        return joined(self.text[start:end], self._style(start).drawn_ligatures, self._apart, start)

    def _measure(self) -> tuple[list[float], list[int]]:
        """The advance of every character, and how many are set for it: a ligature stands for its first letter."""
        advances: list[float] = []
        count: list[int] = []
        for match in _TOKEN.finditer(self.text):
            start, end = match.span()
            while start < end:
                stop = self._end_of_style(start, end)
                for character, width in self._widths(start, stop):
                    silent = len(letters_of(character)) - 1
                    advances += [width] + [0.0] * silent
                    count += [1] + [0] * silent
                start = stop
        return advances, count

    def _end_of_style(self, start: int, end: int) -> int:
        """Where the style changes after ``start``, or ``end``."""
        stop = start
        while stop < end and self._style_at[stop] == self._style_at[start]:
            stop += 1
        return stop

    def _widths(self, start: int, end: int) -> list[tuple[str, float]]:
        """What is set between two places within a word of one style, with its advances in em."""
        text = self._joined(start, end)
        return list(zip(text, self._style(start).advances(text), strict=True))

    def _candidates(self) -> list[Break]:
        kept = {index for index, run in enumerate(self.runs) if run.style in ("code", SMALL_CAPITALS)}
        whole = frozenset(at for at, index in enumerate(self._style_at) if index in kept)
        found = breaks_of(self.text, self.language, whole, hyphenated=self.hyphenated)
        self._split_what_no_line_holds(found)
        found.pop(0, None)
        found.pop(len(self.text), None)
        return [found[at] for at in sorted(found)]

    def _split_what_no_line_holds(self, found: dict[int, Break]) -> None:
        """Let a word that is longer than a line break anywhere, as a last resort."""
        room = min(self.measures) - SPARE
        start, width = 0, 0.0
        self._widest = 0.0
        for at, character in enumerate(self.text):
            if at in found:
                start, width = at, 0.0
            width += self._advance[at]
            self._widest = max(self._widest, width)
            if width > room:
                for split in range(max(start + 1, 1), at + 1):
                    letters = self.text[split - 1].isalpha() and character.isalpha()
                    found.setdefault(split, Break(split, split, hyphen=letters, last_resort=60.0))
                start, width = at, self._advance[at]

    def _prepare(self) -> None:
        text, breaks = self.text, self._breaks
        ends = np.array([0, *(b.end for b in breaks), len(text)])
        starts = np.array([0, *(b.start for b in breaks), len(text)])
        position = np.concatenate(([0.0], np.cumsum(self._advance)))
        letters = np.concatenate(([0], np.cumsum(self._set)))
        x_end, x_start, n_end, n_start = position[ends], position[starts], letters[ends], letters[starts]
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
            if (ligature := self._ligature_at(int(ends[index]))) and starts[index] == ends[index]:
                # The line takes the letters before the break, the next one those after it.
                first, at, last = ligature
                before, after = self._widths(first, at), self._widths(at, last)
                x_end[index] = position[first] + sum(width for _, width in before)
                x_start[index] = position[last] - sum(width for _, width in after)
                n_end[index], n_start[index] = letters[first] + len(before), letters[last] - len(after)
        self._count = len(ends)
        self._ends, self._starts, self._hyphen = ends, starts, hyphen
        self._x_end = x_end + hyphen_width - hang_right
        self._x_start = x_start + hang_left
        self._s_end, self._s_start = spaces[ends], spaces[starts]
        self._n_end, self._n_start = n_end + hyphen, n_start
        # The last line also takes what follows a break within the last word: that is the short syllable to avoid.
        last_word = text.rstrip().rfind(" ") + 1
        self._in_last_word = starts > last_word
        self._hard = np.array([False, *(b.hard and text[b.end - 1] in "-‐" for b in breaks), False])

    def _ligature_at(self, at: int) -> tuple[int, int, int] | None:
        """Where the ligature that stands over a place begins, the place, and where it ends."""
        if at >= len(self.text) or self._set[at]:
            return None
        first, last = at, at
        while not self._set[first]:
            first -= 1
        while last < len(self.text) and not self._set[last]:
            last += 1
        return first, at, last

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
        self._left: list[Floats] = []
        self.costs: dict[int, float] = self._solve(frozenset())

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
            tracking, gap = spread(room, spaces, letters, self._space, manner)
            cost = looseness(gap, tracking, self._space, manner)
            none = spaces == 0
            # A word alone leaves a hole at its end, which is worse than one as wide between two.
            left = np.maximum(room - letters * manner.tracking_most, 0.0)
            hole = looseness(self._space + left, np.zeros_like(left), self._space, manner)
            cost = np.where(none, (2.2 * manner.awful + hole) * (left > 0), cost)
            cost = np.where(none & (room < letters * manner.tracking_least), INFINITE, cost)
        else:
            cost = np.where(room < 0, INFINITE, manner.slack * (room / measure) ** 2 * 4)
        cost = cost + self._penalty[b] + manner.hyphens_in_a_row * (self._hyphen[b] & self._hyphen[a])
        last = np.where(
            room[-1] < 0,
            cost[-1],
            manner.short_last_line * (natural[-1] < manner.shortest_last_line)
            + 2 * manner.awful * self._in_last_word[a[-1]]
            + (4.0 + 3 * manner.awful * self._in_last_word[a[-1]]) * self._hyphen[a[-1]],
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

    def _solve(self, ban: frozenset[int], lines: int | None = None) -> dict[int, float]:
        """Run the layers; with ``lines``, just so many. ``ban``: lines that must not end in a hyphen."""
        count, band = self._count, self._band
        # Up to the first line that must not, all is as it is without a ban.
        known = min(ban, default=0)
        layers: list[tuple[int, NDArray[np.intp]]] = self._free[:known]
        reached: list[Floats] = self._reached[: known + 1]
        best = reached[known]
        costs: dict[int, float] = {}
        most = lines or self._most_lines()
        while len(layers) < most:
            finite = np.flatnonzero(np.isfinite(best))
            if not len(finite):
                break
            low, high = int(finite[0]), int(finite[-1]) + 1
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
            least = totals[np.arange(len(choice)), choice]
            if layer in ban:
                least = least + np.where(self._hyphen[low + 1 : top], self.manner.hyphen_at_foot, 0.0)
            layers.append((low + 1, choice + np.arange(low + 1, top) - band))
            best = np.full(count, INFINITE)
            best[low + 1 : top] = least
            if np.isfinite(best[-1]):
                costs[layer + 1] = float(best[-1])
                best[-1] = INFINITE
            reached.append(best)
        self._layers = layers
        if not ban:
            self._free, self._reached = layers, reached
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
        if after + 1 < len(self.measures) - 1:
            least = self._solve(frozenset((after,)), count).get(count, INFINITE)
        else:
            by_break = self._reached[after + 1] + self._to_the_end(count - after - 1)
            least = float((by_break + self._hyphen * self.manner.hyphen_at_foot).min())
        price = least - self.costs[count]
        return price if price < self.manner.hyphen_at_foot - 1e-6 else None

    def _to_the_end(self, lines: int) -> Floats:
        """What the rest of the paragraph costs from each break in so many lines of its last measure: the layers from
        behind.
        """
        count, band = self._count, self._band
        if not self._left:
            end = np.full(count, INFINITE)
            end[-1] = 0.0
            self._left.append(end)
            # Row a holds the costs of the lines from a to the breaks a + 1 to a + band.
            later, columns = np.arange(count)[:, None] + np.arange(1, band + 1), np.arange(band - 1, -1, -1)
            edges = self._edges(self.measures[-1])[np.minimum(later, count - 1), columns]
            self._onward: Floats = np.where(later < count, edges, INFINITE)
        while len(self._left) <= lines:
            padded = np.concatenate((self._left[-1], np.full(band, INFINITE)))
            window: Floats = np.ndarray((count, band), np.float64, padded, 8, strides=(8, 8))
            self._left.append((self._onward + window).min(axis=1))
        return self._left[lines]

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
            manner = self.manner
            if all(piece.style == SMALL_CAPITALS for piece in pieces):
                # Small capitals bear twice as much, and a line of them alone is one beside a drop cap.
                manner = replace(manner, tracking_most=2 * manner.tracking_most, tracking_share=2.0)
            if spaces:
                wanted, _ = spread(np.array(room), np.array(spaces), np.array(joints), self._space, manner)
                # In whole thousandths; of a full line the letters give way rather than the one space between them.
                tracking = float(np.round(wanted, 3) if room > 0 else np.floor(wanted * 1000 + 1e-6) / 1000)
                spacing = (room - tracking * joints) / spaces
                gap = self._space + spacing + tracking
            else:
                limits = (manner.tracking_least, manner.tracking_most)
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
            stop = self._end_of_style(start, end)
            run = self.runs[self._style_at[start]]
            pieces.append(Piece(self._joined(start, stop).replace("\u200b", ""), run.style, run.link))
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
