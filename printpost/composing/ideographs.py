"""Ideographs: H&J for Chinese, Japanese and Korean. Paragraphs come in as styled runs, lines come out.

A line may end between any two characters but for those that must not open or close one (`composing.kinsoku`). Full
stops, commas and brackets are drawn in half of their square: the empty half goes where two of them meet and at the
edges of a line, and elsewhere where a line needs the room. What is left of a line goes between its characters, never
between the letters of a Latin word in it; nothing is hyphenated but a long Latin word.

The paragraph answers like `composing.hj.Paragraph`: it knows what each number of lines costs. Widths are in em until
a line is finished.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from printpost.composing.fonts import Face, Type
from printpost.composing.hj import AFTER, HYPHEN, Line, Manner, Piece, Style, face_of
from printpost.composing.kinsoku import CLOSING, NOT_FIRST, NOT_LAST, OPENING, STOPS, may_part, square
from printpost.composing.syllables import hyphenate

_HALVES = dict.fromkeys(OPENING, "opening") | dict.fromkeys(CLOSING | STOPS, "closing")
_SQUARE = 0.9  # em: from this width on a character fills its square
_EMPTY = 0.3  # em: what has to be empty in a square for the character to be set in half of it
APART = {"ja": 0.2, "zh": 0.2}
"""White between an ideograph and a Latin word or figure, in em (JLREQ 3.2.6 has a quarter; columns are narrow)."""
_SPACE = 2.0
"""How many times more than between two characters is given to a word space."""

_EASY = 0.10  # em between characters that no reader notices
_SLACK = 6.0
_STEEP = 60.0
_AWFUL = 450.0
_HALVED = 5.0
_HYPHEN = 30.0
_SPLIT = 120.0
_ALONE = 150.0
_MORE_OR_LESS = 4
"""By how many lines a setting may differ from the best one of a paragraph's beginning to be pursued."""
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{7,}")


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may end, at ``end``, and the next begin, at ``start``."""

    end: int
    start: int
    hyphen: bool = False
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a line is filled: its cost, what goes between two characters (em), and the characters set in half."""

    cost: float
    between: float
    halved: int


@dataclass
class IdeographicParagraph:
    """A paragraph ready to be broken. ``measures`` and ``indents`` are as in `composing.hj.Paragraph`."""

    runs: Sequence[Piece]
    styles: Mapping[str, Style]
    language: str
    measures: Sequence[float]
    indents: Sequence[float] = (0.0,)
    justified: bool = True
    costs: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs)
        self._run_at = [index for index, run in enumerate(self.runs) for _ in run.text]
        self._apart = APART.get(self.language.split("-", maxsplit=1)[0], 0.0)
        self._spread_at = self._spread()
        self._advance, self._empty = self._measure()
        self._pair()
        self._breaks = [_Break(0, 0), *self._candidates(), _Break(len(self.text), len(self.text))]
        self.costs = self._solve()
        if not self.costs:
            # A row of marks, none of which may open a line, is longer than a line: then one of them has to.
            anywhere = {at: _Break(at, at, price=_SPLIT) for at in range(1, len(self.text))}
            anywhere |= {known.end: known for known in self._breaks[1:-1]}
            self._breaks = [self._breaks[0], *(anywhere[at] for at in sorted(anywhere)), self._breaks[-1]]
            self.costs = self._solve()

    # -- what the paragraph is made of

    def _measure(self) -> tuple[list[float], list[float]]:
        """Every character's advance, and how much of its square is empty; in em."""
        advance: list[float] = []
        # A space is as wide as the script around it wants: what is set as one piece is measured as one.
        for (index, _), group in groupby(range(len(self.text)), key=lambda at: (self._run_at[at], self._spread_at[at])):
            places = list(group)
            text = self.text[places[0] : places[-1] + 1]
            advance += self.styles[self.runs[index].style].advances(text)
        empty = [0.0] * len(advance)
        for at, character in enumerate(self.text):
            if character in _HALVES and advance[at] >= _SQUARE:
                style = self.styles[self.runs[self._run_at[at]].style]
                less = advance[at] - _in_half(style).advances(character)[0]
                empty[at] = less if less >= _EMPTY else 0.0
        return advance, empty

    def _spread(self) -> list[bool]:
        """Whether each character is spread with the squares: it is one, or a space or mark with one before or after.
        Korean spreads all alike.
        """
        text = self.text
        if not self._apart:
            return [True] * len(text)
        spread = [False] * len(text)
        for places in (range(len(text)), range(len(text) - 1, -1, -1)):
            beside = False
            for at in places:
                if text[at].isalnum() or square(text[at]):
                    beside = square(text[at])
                spread[at] = spread[at] or beside
        return spread

    def _pair(self) -> None:
        """Halve what meets: a closing mark before another mark, an opening one after one. Sum up the rest."""
        text, count = self.text, len(self.text)
        self._met = [False] * count
        for at in range(count - 1):
            here, there = _HALVES.get(text[at]), _HALVES.get(text[at + 1])
            if here == "closing" and there and self._empty[at]:
                self._met[at] = True
            elif there == "opening" and (here == "opening" or text[at] in "：；") and self._empty[at + 1]:
                self._met[at + 1] = True
        self._joint = [self._joint_after(at) for at in range(count)]
        self._white = [self._white_after(at) for at in range(count)]
        self._x, self._n, self._c = [0.0], [0.0], [0]
        for at in range(count):
            width = self._advance[at] - (self._empty[at] if self._met[at] else 0.0) + self._white[at]
            self._x.append(self._x[-1] + width)
            self._n.append(self._n[-1] + self._joint[at])
            self._c.append(self._c[-1] + (self._empty[at] > 0 and not self._met[at]))

    def _joint_after(self, at: int) -> float:
        """The share of what is left of a line that goes after a character."""
        if self.text[at] == " ":
            return 1.0 + _SPACE
        if self._spread_at[at] or self.text[at + 1 : at + 2] == " ":
            return 1.0
        return 1.0 if at + 1 < len(self.text) and self._spread_at[at + 1] else 0.0

    def _white_after(self, at: int) -> float:
        """The white after a character: between ideographs and a Latin word or figure."""
        if not self._apart or at + 1 >= len(self.text):
            return 0.0
        here, there = self.text[at], self.text[at + 1]
        if square(here) == square(there) or not (here.isalnum() and there.isalnum()):
            return 0.0
        return self._apart

    def _candidates(self) -> list[_Break]:
        text = self.text
        found: dict[int, _Break] = {}
        for at in range(1, len(text)):
            if text[at] == " " != text[at - 1]:
                if text[at - 1] not in NOT_LAST and text[at + 1 : at + 2] not in NOT_FIRST:
                    found[at] = _Break(at, at + 1)
            elif text[at - 1] != " " and may_part(text[at - 1], text[at]):
                found[at] = _Break(at, at)
        for match in AFTER.finditer(text):
            at = match.start()
            if 0 < at < len(text) and not square(text[at - 1]) and text[at] not in NOT_FIRST:
                found.setdefault(at, _Break(at, at, price=_HYPHEN / 2))
        for match in _LATIN_WORD.finditer(text):
            if self.runs[self._run_at[match.start()]].style != "code" and not match[0].isupper():
                for position in hyphenate(match[0], "en"):
                    at = match.start() + position
                    found.setdefault(at, _Break(at, at, hyphen=True, price=_HYPHEN))
        self._split_what_no_line_holds(found)
        found.pop(0, None)
        found.pop(len(text), None)
        return [found[at] for at in sorted(found)]

    def _split_what_no_line_holds(self, found: dict[int, _Break]) -> None:
        """Let what is longer than a line break anywhere, as a last resort; but never against the kinsoku rules."""
        room, start = min(self.measures) - 0.6, 0
        for at in range(1, len(self.text)):
            if at in found:
                start = found[at].start
            elif self._x[at + 1] - self._x[start] > room:
                for split in range(start + 1, at + 1):
                    if self.text[split] not in NOT_FIRST and self.text[split - 1] not in NOT_LAST:
                        found.setdefault(split, _Break(split, split, price=_SPLIT))
                start = at

    # -- breaking

    def _fit(self, first: _Break, last: _Break, measure: float) -> _Fit | None:
        """How the characters between two breaks fill a measure; None where they do not go into it."""
        start, end = first.start, last.end
        text, closes = self.text, last.end == len(self.text)
        width = self._x[end] - self._x[start] - self._white[end - 1] + (self._hyphen_width if last.hyphen else 0.0)
        joints = self._n[end] - self._n[start] - self._joint[end - 1]
        more = self._c[end] - self._c[start]
        for at, side in ((start, "opening"), (end - 1, "closing")):
            if _HALVES.get(text[at]) == side and self._empty[at] and not self._met[at]:
                width -= self._empty[at]
                more -= 1
        room = measure - width
        if not self.justified:
            return _Fit(_SLACK * (room / measure) ** 2, 0.0, 0) if room >= -1e-9 else None
        halved = 0
        if room < -1e-9:
            halved = math.ceil(-room / 0.5 - 1e-9)
            if halved > more:
                return None
            room += halved * 0.5
        between = room / joints if joints else 0.0
        if closes and not halved:
            return _Fit(_ALONE * (width < 2.1), min(between, 0.0), 0)
        cost = _HALVED * halved + last.price
        if not joints and room > 0.05:
            return _Fit(cost + _AWFUL + 40 * room, 0.0, halved)
        loose = between / _EASY
        stretch = _SLACK * loose**2 + _STEEP * max(loose - 1.0, 0.0) ** 2
        return _Fit(cost + (stretch if stretch < _AWFUL else _AWFUL + 40 * loose), between, halved)

    @property
    def _hyphen_width(self) -> float:
        return self.styles["roman"].advances(self._mark)[0]

    @property
    def _mark(self) -> str:
        return HYPHEN if ord(HYPHEN) in self.styles["roman"].type.face.characters else "-"

    def _solve(self) -> dict[int, float]:
        """Least cost by the number of lines, and the way to each break in each number of lines."""
        breaks, most = self._breaks, max(self.measures)
        best: list[dict[int, tuple[float, int]]] = [{} for _ in breaks]
        best[0][0] = (0.0, 0)
        known: dict[tuple[int, int, float], _Fit | None] = {}
        low = 0
        for b in range(1, len(breaks)):
            # What is halved gives a line at most some two em.
            while (
                self._x[breaks[b].end] - self._x[breaks[low].start]
                > most + 0.5 * (self._c[breaks[b].end] - self._c[breaks[low].start]) + 1.5
            ):
                low += 1
            for a in range(low, b):
                if breaks[a].start >= breaks[b].end:
                    continue
                for lines, (cost, _) in best[a].items():
                    measure = self.measures[min(lines, len(self.measures) - 1)]
                    key = (a, b, measure)
                    if key not in known:
                        known[key] = self._fit(breaks[a], breaks[b], measure)
                    fit = known[key]
                    if fit is None:
                        continue
                    total = cost + fit.cost
                    if lines + 1 not in best[b] or total < best[b][lines + 1][0]:
                        best[b][lines + 1] = (total, a)
            if best[b]:
                likely = min(best[b], key=lambda lines: best[b][lines][0])
                best[b] = {lines: way for lines, way in best[b].items() if abs(lines - likely) <= _MORE_OR_LESS}
        self._best = best
        return {lines: cost for lines, (cost, _) in sorted(best[-1].items())}

    def price(self, manner: Manner) -> None:
        """Hyphens have one price here, whatever the manner."""

    def hyphens(self) -> tuple[int, int]:
        """How many of its lines end in a hyphen, which nobody wants fewer of here, and how many lines there are."""
        return 0, min(self.costs, key=lambda count: (self.costs[count], count))

    def price_without_hyphen(self, count: int, after: int) -> float | None:  # noqa: ARG002
        """A hyphen at the foot of a leg costs nothing more: it divides a Latin word, and is rare."""
        return 0.0

    def lines(self, count: int, size: float, no_hyphen_after: frozenset[int] = frozenset()) -> tuple[Line, ...]:  # noqa: ARG002
        """The best setting in ``count`` lines at ``size`` points. Raises KeyError where there is none."""
        if count not in self.costs:
            raise KeyError(count)
        cuts, at = [len(self._breaks) - 1], len(self._breaks) - 1
        for lines in range(count, 0, -1):
            at = self._best[at][lines][1]
            cuts.append(at)
        cuts.reverse()
        return tuple(self._finish(number, a, b, size) for number, (a, b) in enumerate(pairwise(cuts)))

    # -- finished lines

    def _finish(self, number: int, a: int, b: int, size: float) -> Line:
        first, last = self._breaks[a], self._breaks[b]
        measure = self.measures[min(number, len(self.measures) - 1)]
        indent = self.indents[min(number, len(self.indents) - 1)]
        fit = self._fit(first, last, measure)
        assert fit is not None
        halves = self._halves(first.start, last.end, fit.halved)
        between = max(math.floor(fit.between * 1000) / 1000, 0.0)
        pieces = tuple(self._pieces(first.start, last.end, halves, between, size))
        if last.hyphen:
            pieces = (*pieces[:-1], replace(pieces[-1], text=pieces[-1].text + self._mark))
        return Line(
            pieces, indent * size, measure * size, 0.0, 0.0, size, last.hyphen, last.start == last.end < len(self.text)
        )

    def _halves(self, start: int, end: int, halved: int) -> frozenset[int]:
        """The characters of a line that are set in half: where marks meet, at its edges, and as many as it needs."""
        text = self.text
        # What met a mark on the next line or the line before is at an edge here, and halved all the same.
        halves = {at for at in range(start, end) if self._met[at]}
        for at, side in ((start, "opening"), (end - 1, "closing")):
            if _HALVES.get(text[at]) == side and self._empty[at]:
                halves.add(at)
        others = [at for at in range(start, end) if self._empty[at] and at not in halves]
        others.sort(key=lambda at: (text[at] in STOPS, -at))
        return frozenset(halves | set(others[:halved]))

    def _pieces(self, start: int, end: int, halves: frozenset[int], between: float, size: float) -> Iterator[Piece]:
        def kind(at: int) -> tuple[int, str, int]:
            character = self.text[at]
            run = self._run_at[at]
            face = _face(self.styles[self.runs[run].style].type, character)
            if at in halves:
                return run, "half", face
            return run, "square" if self._spread_at[at] else "latin", face

        # The renderer cuts off at a thousandth of an em: what is written is a little more.
        spread = (between + 0.0003) * size if between else 0.0
        for (run, sort, face), group in groupby(range(start, end), key=kind):
            places = list(group)
            piece = self.runs[run]
            style = self.styles[piece.style]
            text = self.text[places[0] : places[-1] + 1]
            css: list[str] = []
            if sort == "latin":
                before = self._white[places[0] - 1] * size if places[0] > start else 0.0
                after = 0.0
                if places[-1] + 1 < end:
                    after = self._white[places[-1]] * size + self._joint[places[-1]] * spread
                if before > 1e-4:
                    css.append(f"margin-left:{before:.4f}pt")
                if after > 1e-4:
                    css.append(f"margin-right:{after:.4f}pt")
                if " " in text and spread:
                    css.append(f"word-spacing:{(2 + _SPACE) * spread:.4f}pt")
            elif spread:
                css.append(f"letter-spacing:{spread:.4f}pt")
                if " " in text:
                    css.append(f"word-spacing:{_SPACE * spread:.4f}pt")
            chosen = style.type.faces[face]
            family = None if face == 0 else chosen.family
            yield Piece(text, piece.style, piece.link, family, ";".join(css), sort == "half")


def _in_half(style: Style) -> Style:
    return replace(style, type=replace(style.type, features=f"{style.type.features},halt"))


def _face(type_: Type, character: str) -> int:
    face: Face = face_of(type_, character)
    return type_.faces.index(face)
