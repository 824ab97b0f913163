"""Text as HTML: runs of copy, set lines and the words of panels, every character escaped.

Runs, lines or a text come in; markup goes out. What it looks like is the style sheet's business.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from printpost.composing.hj import Line, Piece
from printpost.composing.ligatures import letters_of
from printpost.newsroom.copy import Run

_COMPOUND = re.compile(r"\w[\w.’]*(?:-[\w.’]+)+")
SHORT_COMPOUND = 16
"""The most characters of a compound that is kept in one piece."""
LONGEST_WHOLE = 24
"""The same of a word in several styles."""
SHORT_PAIR = 12
"""The most characters of the last two words of a text that are kept on one line."""


def whole(text: str) -> Markup:
    """A panel's text in which a short compound (k-mer, Qwen3-8B) is not parted at its hyphen."""
    words = [_kept_whole(word) for word in _pieces(text)]
    if len(words) == 1 or not any("<" in word for word in words):
        return Markup("").join(words)
    return Markup("").join(map(_WORD.format, words))


def _kept_whole(word: str) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in _COMPOUND.finditer(word):
        if len(found[0]) <= SHORT_COMPOUND:
            parts += [escape(word[at : found.start()]), _COMPOUND_HTML.format(found[0])]
            at = found.end()
    return Markup("").join([*parts, escape(word[at:])])


def kept(text: str) -> str:
    """A panel's text whose last word, if it is short, takes the one before it along to a new line."""
    before, space, last = text.rpartition(" ")
    other = before.rpartition(" ")[2]
    if space and " " in before and len(other) + len(last) < SHORT_PAIR:
        return f"{before}\N{NO-BREAK SPACE}{last}"
    return text


def runs_html(runs: Iterable[Run]) -> Markup:
    """Runs of copy as HTML, for panels whose lines the renderer breaks. A word of several runs, such as one in bold
    with the comma after it, is kept whole.
    """
    every = [run for run in runs if run.text]
    if len(every) < 2:
        return Markup("").join(_styled(run, escape(run.text)) for run in every)
    parts: list[Markup] = []
    for run, words in itertools.groupby(_words(every), lambda word: word[0][0] if len(word) == 1 else None):
        if run is not None:
            parts.append(_styled(run, Markup("").join(_WORD.format(piece) for ((_, piece),) in words)))
            continue
        for word in words:
            short = sum(len(piece) for _, piece in word) <= LONGEST_WHOLE
            html = Markup("").join(_styled(run, escape(piece)) for run, piece in word)
            parts.append((_WHOLE if short else _WORD).format(html))
    return Markup("").join(parts)


_COMPOUND_HTML = Markup('<span class="whole">{}</span>')
_WHOLE, _WORD = Markup('<data class="whole">{}</data>'), Markup("<data>{}</data>")
"""Elements of a word that is kept whole, and of any other, with the space after it: of a text with elements in it each
word is one. Where a line may not end between two elements the renderer goes back too far, and ends it anywhere. (A span
that ends in a space is a line.)
"""


def _words(runs: Iterable[Run]) -> Iterator[list[tuple[Run, str]]]:
    """The words of runs, each in its pieces and with the spaces after it."""
    word: list[tuple[Run, str]] = []
    for run in runs:
        for piece in _pieces(run.text):
            if word and word[-1][1].endswith(" ") and not piece.isspace():
                yield word
                word = []
            word.append((run, piece))
    if word:
        yield word


def _pieces(text: str) -> list[str]:
    return re.findall(" +|[^ ]+ *", text)


def _styled(run: Run, html: Markup) -> Markup:
    """HTML in the style of a run."""
    if run.code:
        html = Markup("<code>{}</code>").format(html)
    if run.italic:
        html = Markup("<em>{}</em>").format(html)
    if run.bold:
        html = Markup("<strong>{}</strong>").format(html)
    if run.link:
        html = Markup('<a href="{}">{}</a>').format(run.link, html)
    return html


_TAGS = {
    "roman": "{}",
    "italic": "<em>{}</em>",
    "bold": "<strong>{}</strong>",
    "bolditalic": "<strong><em>{}</em></strong>",
    "code": "<code>{}</code>",
    "smallcaps": "<small>{}</small>",
    "fraction": '<span class="frac">{}</span>',
}


@dataclass(frozen=True, slots=True)
class Division:
    """What the first or the last ``letters`` of a line are to be read as: the whole word, or nothing where the whole
    stands elsewhere.
    """

    letters: int
    whole: str


def line_html(line: Line, extra: str = "", *, first: Division | None = None, last: Division | None = None) -> Markup:
    """One set line: its pieces in their styles, its spaces and letters spread as H&J decided.

    A line that ends between two words ends in a space, for those who read the page by its text.
    """
    pieces, end = line.pieces, len(line.pieces) - 1
    parts = [
        _piece_html(piece, first if n == 0 else None, last if n == end else None) for n, piece in enumerate(pieces)
    ]
    told = [f"{name}:{value:.4f}pt" for name, value in line.css.items()]
    if abs(line.left) > 0.0005:
        told.append(f"margin-left:{line.left:.3f}pt")
    attribute = Markup(' style="{}"').format(";".join(told)) if told else Markup("")
    after = "" if line.hyphen or line.runs_on else " "
    return Markup('<span class="l"{}>{}{}{}</span>').format(attribute, Markup(extra), Markup("").join(parts), after)


def divided(line: Line, after: Line) -> tuple[Division, Division] | None:
    """The two parts of the word that is divided between two lines; None where a part has more than one style."""
    if not line.hyphen or not line.pieces or not after.pieces:
        return None
    head, tail = _LAST_WORD.search(line.pieces[-1].text), _FIRST_WORD.match(after.pieces[0].text)
    if head is None or tail is None:
        return None
    one_style = (
        (len(line.pieces) == 1 or head.start() > 0 or line.pieces[-2].text[-1:] in _SPACES)
        and (len(after.pieces) == 1 or tail.end() < len(after.pieces[0].text) or after.pieces[1].text[:1] in _SPACES)
        and not (after.hyphen and tail.end() == len(after.text))
    )
    if not one_style:
        return None
    return Division(len(head[0]), head[0][:-1] + tail[0]), Division(len(tail[0]), " ")


_SPACES = (" ", "\u00a0")
_LAST_WORD, _FIRST_WORD = re.compile("[^ \u00a0]+$"), re.compile("[^ \u00a0]+")


def _piece_html(piece: Piece, first: Division | None = None, last: Division | None = None) -> Markup:
    start = first.letters if first else 0
    stop = len(piece.text) - last.letters if last else len(piece.text)
    if piece.text[start:stop] in _SPACES and (first or last):
        # Some readers of PDFs drop a space that is drawn alone, and where words stand close take them for one.
        if last:
            stop, last = stop - 1, Division(last.letters + 1, " " + last.whole)
        else:
            start += 1
    text = Markup("").join(
        [
            _whole_html(piece.text[:start], first) if first else "",
            escape(piece.text[start:stop]),
            _whole_html(piece.text[stop:], last) if last else "",
        ]
    )
    if piece.family:
        text = Markup('<span class="alt" style="font-family:&quot;{}&quot;">{}</span>').format(piece.family, text)
    if piece.css or piece.half:
        classes = Markup(' class="half"') if piece.half else ""
        text = Markup('<span{} style="{}">{}</span>').format(classes, piece.css, text)
    html = Markup(_TAGS[piece.style]).format(text)
    return Markup('<a href="{}">{}</a>').format(piece.link, html) if piece.link else html


def _whole_html(part: str, division: Division) -> Markup:
    return Markup('<span data-whole="{}">{}</span>').format(letters_of(division.whole), part)
