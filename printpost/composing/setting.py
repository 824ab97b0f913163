"""Setting: a story's copy at a measure.

Copy comes in as blocks of Markdown runs; a galley comes out, which knows for each block in how many lines it can be
set. What is an opening (dateline, drop cap, first words in small capitals), a fraction or a list's marker is found
here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from printpost.composing.galley import Galley, Initial, SetBlock
from printpost.composing.hj import HYPHENS, IN_VAIN, MOST_HYPHENS, Manner, Piece, Style
from printpost.composing.ideographs import IdeographicParagraph
from printpost.composing.paragraphs import Paragraph
from printpost.composing.scripts import script_of
from printpost.newsroom.copy import CopyBlock, Run

ROOMS = (-0.08, 0.08, 0.16)
"""How much less or more room than it asks for a drop cap may take, in em of the text."""
MORE_WORDS = 3
"""How many words more than asked for may be set in small capitals, where that makes the better lines."""
MORE_WORDS_COST = 8.0
"""What each of these costs after the first."""
GOOD = 40.0
"""An opening that costs no more is not bettered."""


def set_copy(
    blocks: Sequence[CopyBlock],
    *,
    styles: Mapping[str, Style],
    measure: float,
    indent: float,
    language: str,
    manner: Manner,
    opening: Sequence[Piece] = (),
    initial: Initial | None = None,
    first_words: int = 0,
    known: dict[object, Paragraph] | None = None,
) -> Galley:
    """Set copy at a measure (em of the text size).

    ``opening`` are pieces before the first paragraph (a dateline); ``initial`` is its drop cap, whose letters are
    taken off the copy. About ``first_words`` of its words are set in small capitals, and the drop cap takes a little
    less or more room, whichever makes the best lines beside it. Paragraphs that are ``known`` from other measures in
    these styles and this language are not measured again.
    """
    known = {} if known is None else known
    ideographic = script_of(language).ideographic

    def broken(
        pieces: Sequence[Piece], measures: Sequence[float], indents: Sequence[float], *, ragged: bool = False
    ) -> Paragraph | IdeographicParagraph:
        runs = tuple(piece for piece in _fractions(pieces) if piece.text)
        if ideographic:
            return IdeographicParagraph(runs, styles, language, measures, indents, justified=not ragged)
        paragraph = known.get((runs, ragged))
        if paragraph is not None:
            return paragraph.at(measures, indents, manner)
        paragraph = known[runs, ragged] = Paragraph(
            runs, styles, language, measures, indents, manner, justified=not ragged, hyphenated=not ragged
        )
        return paragraph

    found: list[SetBlock] = []
    for number, block in enumerate(blocks):
        pieces = [Piece(run.text, style_of(run), run.link) for run in block.runs]
        if number == 0 and block.kind == "paragraph":
            found.append(
                _opened(pieces, opening, initial, first_words, measure, indent if ideographic else 0.0, broken)
            )
            continue
        left, first_left, before, marker, marker_at = 0.0, 0.0, 0, None, 0.0
        if block.kind == "paragraph":
            first_left = indent if ideographic or blocks[number - 1].kind != "subhead" else 0.0
        elif block.kind == "subhead":
            before = 1 if number else 0
            pieces = [Piece(piece.text, "bold", piece.link) for piece in pieces]
        elif block.kind == "item":
            left = first_left = 1.1 * max(block.depth, 1) + (0.4 if block.marker and block.marker[0].isdigit() else 0.0)
            marker, marker_at = block.marker, left - (1.5 if block.marker and block.marker[0].isdigit() else 1.1)
        elif block.kind == "quote":
            left = first_left = indent
            pieces = [
                Piece(p.text, {"roman": "italic", "italic": "roman"}.get(p.style, p.style), p.link) for p in pieces
            ]
        right = indent if block.kind == "quote" else 0.0
        paragraph = broken(
            pieces,
            (measure - first_left - right, measure - left - right),
            (first_left, left),
            ragged=block.kind == "subhead",
        )
        found.append(SetBlock(block.kind, paragraph, before, marker, marker_at))
    return Galley(found)


def _opened(
    pieces: list[Piece],
    opening: Sequence[Piece],
    initial: Initial | None,
    first_words: int,
    measure: float,
    indent: float,
    broken: Callable[..., Paragraph | IdeographicParagraph],
) -> SetBlock:
    """The first paragraph of a story, opened in the best way, with the ways that were weighed against it."""
    drop = initial if initial and "".join(p.text for p in pieces).startswith(initial.letters) else None
    pieces = _without(pieces, len(drop.letters)) if drop else pieces

    def way(words: int, more_room: float) -> SetBlock:
        drawn = replace(drop, room=drop.room + more_room) if drop else None
        lines, room = (drawn.lines, drawn.room) if drawn else (1, indent)
        runs = [*opening, *_small_capitals(pieces, words)]
        paragraph = broken(runs, (*[measure - room] * lines, measure), (*[room] * lines, 0.0))
        dearer = MORE_WORDS_COST * max(words - first_words - 1, 0)
        return SetBlock("paragraph", paragraph, initial=drawn, dearer=dearer)

    words = (
        (first_words, first_words - 1, *range(first_words + 1, first_words + MORE_WORDS + 1)) if first_words else (0,)
    )
    ways = [way(count, 0.0) for count in words]
    best = min(ways, key=lambda block: block.cost)
    if drop and best.cost > GOOD:
        ways += [way(words[ways.index(best)], room) for room in ROOMS]
    return replace(ways[0], ways=tuple(ways)).at_its_best()


def hold_hyphens(galleys: Iterable[Galley], manner: Manner) -> float:
    """Make hyphens dearer, for all galleys alike, until few enough lines end in one, and return their price. Where no
    price does it, lines would gape for nothing: a moderate one is taken.

    The galleys were set in this manner. A price that held at one size of text is a good one to begin with at another.
    """
    galleys = list(galleys)
    set_at = manner.hyphen

    def held(hyphen: float) -> bool:
        nonlocal set_at
        if hyphen != set_at:
            for galley in galleys:
                galley.price(replace(manner, hyphen=hyphen))
            set_at = hyphen
        counts = [block.paragraph.hyphens() for galley in galleys for block in galley.blocks]
        return sum(hyphens for hyphens, _ in counts) <= MOST_HYPHENS * sum(lines for _, lines in counts)

    if held(manner.hyphen):
        return manner.hyphen
    dearer = [hyphen for hyphen in HYPHENS if hyphen > manner.hyphen]
    if not dearer or not held(dearer[-1]):
        held(IN_VAIN)
        return IN_VAIN
    price = dearer[bisect_left(dearer, True, hi=len(dearer) - 1, key=held)]
    held(price)
    return price


def style_of(run: Run) -> str:
    """The style that a run of copy is set in."""
    if run.code:
        return "code"
    return ("roman", "italic", "bold", "bolditalic")[run.italic + 2 * run.bold]


def _without(pieces: Sequence[Piece], letters: int) -> list[Piece]:
    first = pieces[0]
    return [Piece(first.text[letters:], first.style, first.link), *pieces[1:]]


_FRACTION = re.compile(r"(?<![\d/.,\w])(?:1/[2-9]|2/[35]|3/[458]|4/5|5/[68]|7/8|1/16)(?![\d/.,]*\d|/|\w)")


def _fractions(pieces: Sequence[Piece]) -> list[Piece]:
    """Common fractions of running text (1/2, 2 3/4) as pieces of their own, which are set with the font's figures."""
    found: list[Piece] = []
    for piece in pieces:
        at = 0
        for match in _FRACTION.finditer(piece.text) if piece.style == "roman" and "/" in piece.text else ():
            found += [
                replace(piece, text=piece.text[at : match.start()]),
                replace(piece, text=match[0], style="fraction"),
            ]
            at = match.end()
        found.append(replace(piece, text=piece.text[at:]) if at else piece)
    return [piece for piece in found if piece.text]


def _small_capitals(pieces: Sequence[Piece], words: int) -> list[Piece]:
    """The first words of the first piece in small capitals, as an opening is set."""
    if not words or not pieces or pieces[0].style != "roman":
        return list(pieces)
    first = pieces[0]
    at = -1
    for _ in range(words):
        at = first.text.find(" ", at + 1)
        if at < 0:
            return list(pieces)
    return [
        Piece(first.text[:at], "smallcaps", first.link),
        Piece(first.text[at:], first.style, first.link),
        *pieces[1:],
    ]
