"""Pasting up: blocks put in their places on a page, each with the claims that its print has to meet.

A fragment and a rectangle come in, HTML with its place goes out; what it claims is gathered. What stands where is
decided before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from printpost.composing.castoff import block_html
from printpost.composing.composition import Edition
from printpost.composing.fragments import Fragment
from printpost.composing.hanging import Hung, copy_line
from printpost.composing.sheetwork import Claims, Placed, Wording
from printpost.geometry import Rect
from printpost.newsroom.issue import Art

_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"(?<=[^>\s]) </span>")
_GAP = '<span class="gap"> </span></span>'
"""The space between two lines that were broken here: the renderer drops one that only ends a line, and words would run
together for those who read the page by its text.
"""


class Paste:
    """The paste-up of an edition: ``claims`` grow with every block; ``line`` is a line of its copy."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.claims = Claims()
        face = edition.blocks.case.face(edition.layout.text.families[0])
        self.line = copy_line(face, edition.fit.size, edition.fit.leading)

    def fragment(
        self,
        key: str,
        page: int,
        rect: Rect,
        *,
        ident: str,
        fragment: Fragment | None = None,
        opened: float = 0.0,
        hung: Hung | None = None,
        name: str = "",
    ) -> Markup:
        """A block in its place, under the id ``ident``; ``name`` is what messages call it."""
        found = fragment or self.edition.desk.fragments[key]
        found = replace(found, key=ident, width=rect.width)
        end = rect.bottom + (hung.under_tails if hung else 0.0)
        self.claims.placed.append(Placed(ident, name or ident, page, rect.top, end))
        area = (rect.left, rect.top, rect.right, rect.bottom)
        self.claims.wording.append(Wording(name or ident, page, _text(found.html), area))
        style = f"--x:{rect.left:.3f}pt;--y:{rect.top:.3f}pt;--w:{rect.width:.3f}pt"
        if hung:
            style += f";{hung.style}"
        if opened:
            style += f";--open:{opened:.3f}pt;--half:{opened / 2:.3f}pt"
        html = Markup(_LINE_END.sub(_GAP, str(found.html)))
        return block_html(replace(found, html=html), style)

    def art(self, art: Art, key: str, ident: str, page: int, rect: Rect, name: str) -> Markup:
        """A picture to the edges of its columns, with its cutline under it."""
        cut = self.edition.depths[key]
        picture = self.edition.reading.pictures[art.src]
        height = rect.height - cut
        image = Markup(
            '<img class="picture" src="{}" alt="{}" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt;height:{:.3f}pt;'
            'object-position:{:.1f}% {:.1f}%">'
        ).format(
            picture.path.as_uri(),
            art.alt,
            rect.left,
            rect.top,
            rect.width,
            height,
            art.focus[0] * 100,
            art.focus[1] * 100,
        )
        under = Rect(rect.left, rect.top + height, rect.width, cut)
        return Markup("<figure>{}{}</figure>").format(image, self.fragment(key, page, under, ident=ident, name=name))


def _text(html: Markup) -> str:
    return " ".join(Markup(_TAG.sub(" ", _SVG.sub(" ", str(html)))).unescape().split())
