"""Text as HTML: runs of copy, set lines and the words of panels, every character escaped.

Runs, lines or a text come in; markup goes out. What it looks like is the style sheet's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from printpost.composing.hj import Line, Piece
from printpost.newsroom.copy import Run

_COMPOUND = re.compile(r"\w[\w.’]*(?:-[\w.’]+)+")
_SHORT = 16


def whole(text: str) -> Markup:
    """A panel's text in which a short compound (k-mer, Qwen3-8B) is not parted at its hyphen."""
    parts: list[Markup] = []
    at = 0
    for found in _COMPOUND.finditer(text):
        if len(found[0]) <= _SHORT:
            parts += [escape(text[at : found.start()]), Markup('<span class="whole">{}</span>').format(found[0])]
            at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def runs_html(runs: Iterable[Run]) -> Markup:
    """Runs of copy as HTML, for panels whose lines the renderer breaks."""
    parts: list[Markup] = []
    for run in runs:
        html = escape(run.text)
        if run.code:
            html = Markup("<code>{}</code>").format(html)
        if run.italic:
            html = Markup("<em>{}</em>").format(html)
        if run.bold:
            html = Markup("<strong>{}</strong>").format(html)
        if run.link:
            html = Markup('<a href="{}">{}</a>').format(run.link, html)
        parts.append(html)
    return Markup("").join(parts)


_TAGS = {
    "roman": "{}",
    "italic": "<em>{}</em>",
    "bold": "<strong>{}</strong>",
    "bolditalic": "<strong><em>{}</em></strong>",
    "code": "<code>{}</code>",
    "smallcaps": "<small>{}</small>",
    "fraction": '<span class="frac">{}</span>',
}


def line_html(line: Line, extra: str = "") -> Markup:
    """One set line: its pieces in their styles, its spaces and letters spread as H&J decided."""
    parts = [_piece_html(piece) for piece in line.pieces]
    told = [f"{name}:{value:.4f}pt" for name, value in line.css.items()]
    if abs(line.left) > 0.0005:
        told.append(f"margin-left:{line.left:.3f}pt")
    attribute = Markup(' style="{}"').format(";".join(told)) if told else Markup("")
    return Markup('<span class="l"{}>{}{}</span>').format(attribute, Markup(extra), Markup("").join(parts))


def _piece_html(piece: Piece) -> Markup:
    text: str | Markup = piece.text
    if piece.family:
        text = Markup('<span class="alt" style="font-family:&quot;{}&quot;">{}</span>').format(piece.family, piece.text)
    html = Markup(_TAGS[piece.style]).format(text)
    return Markup('<a href="{}">{}</a>').format(piece.link, html) if piece.link else html
