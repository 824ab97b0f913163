"""Setting: a story's copy at a measure.

Copy comes in as blocks of Markdown runs; a galley comes out, which knows for each block in how many lines it can be
set. What is an opening (dateline, drop cap, first words in small capitals), a fraction or a list's marker is found
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from printpost.composing.galley import Galley, Initial, SetBlock
from printpost.composing.hj import HYPHENS, MOST_HYPHENS, Manner, Piece, Style
from printpost.composing.ideographs import IdeographicParagraph
from printpost.composing.paragraphs import Paragraph
from printpost.composing.scripts import script_of
from printpost.newsroom.copy import CopyBlock, Run


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
) -> Galley:
    """Set copy at a measure (em of the text size).

    ``opening`` are pieces before the first paragraph (a dateline); ``initial`` is its drop cap, whose letters are
    taken off the copy; of the first words ``first_words``, one less or one more are set in small capitals, whichever
    makes the best lines beside the drop cap.
    """
    ideographic = script_of(language).ideographic

    def broken(
        pieces: Sequence[Piece], measures: Sequence[float], indents: Sequence[float], *, ragged: bool = False
    ) -> Paragraph | IdeographicParagraph:
        runs = tuple(piece for piece in _fractions(pieces) if piece.text)
        if ideographic:
            return IdeographicParagraph(runs, styles, language, measures, indents, justified=not ragged)
        return Paragraph(runs, styles, language, measures, indents, manner, justified=not ragged, hyphenated=not ragged)

    found: list[SetBlock] = []
    for number, block in enumerate(blocks):
        pieces = [Piece(run.text, style_of(run), run.link) for run in block.runs]
        if number == 0 and block.kind == "paragraph":
            drop = initial if initial and "".join(p.text for p in pieces).startswith(initial.letters) else None
            lines, room = (drop.lines, drop.room) if drop else (0, 0.0)
            first = indent if ideographic and not drop else 0.0
            measures = (*([measure - room] * lines or [measure - first]), measure)
            indents = (*([room] * lines or [first]), 0.0)
            pieces = _without(pieces, len(drop.letters)) if drop else pieces
            words = (first_words, first_words - 1, first_words + 1) if first_words else (0,)
            openings = (broken([*opening, *_small_capitals(pieces, count)], measures, indents) for count in words)
            paragraph = min(openings, key=lambda opened: min(opened.costs.values()))
            found.append(SetBlock(block.kind, paragraph, initial=drop))
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


def hold_hyphens(galleys: Iterable[Galley], manner: Manner) -> None:
    """Make hyphens dearer, for all galleys alike, until few enough lines end in one or the dearest price is reached."""
    galleys = list(galleys)
    for hyphen in HYPHENS:
        if hyphen > manner.hyphen:
            for galley in galleys:
                galley.price(replace(manner, hyphen=hyphen))
        counts = [block.paragraph.hyphens() for galley in galleys for block in galley.blocks]
        if sum(hyphens for hyphens, _ in counts) <= MOST_HYPHENS * sum(lines for _, lines in counts):
            return


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
