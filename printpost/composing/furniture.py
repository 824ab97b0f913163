"""Furniture: nameplate, folios and section flags.

The layout's templates, its type case and what the paper says of itself come in; fragments go out. Texts that stand on
one line get as many lines as the page is wide enough for.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from printpost.composing.fonts import Case
from printpost.composing.fragments import Fragment
from printpost.composing.heads import Setting, break_head
from printpost.composing.layout import Layout
from printpost.composing.words import Words, number
from printpost.newsroom.issue import Publication

OVER_NAME, UNDER_NAME = 7.0, 5.5
"""White between the nameplate's ink and the lines over and under it, in points."""
APART = 14.0
"""White between two texts of one line of furniture, in points."""


class Furniture:
    """The furniture of one paper. ``render`` is given a template's name and what it prints."""

    def __init__(
        self,
        layout: Layout,
        case: Case,
        paper: Publication,
        words: Words,
        language: str,
        render: Callable[..., Markup],
    ) -> None:
        self.layout, self.case, self.paper, self.words, self.language = layout, case, paper, words, language
        self._render = render

    def flag(self, key: str, section: str, width: float) -> Fragment:
        """A section's flag."""
        return Fragment(key, "flagged", self._render("flag", section=section), width)

    def numbered(self, issue: int | None) -> str | None:
        """The issue's number as it is printed: No. 12,345."""
        return None if issue is None else self.words.issue.format(number(issue, self.language))

    def lines(self, west: object, mid: object, east: object, *, large: float = 1.0) -> list[list[tuple[str, str]]]:
        """Three texts in as few lines as the page is wide enough for: (place, text) for each, line by line.

        The middle one is ``large`` times as large as the others. One that is alone on its line may run over it.
        """
        given = [(where, str(text)) for where, text in (("west", west), ("mid", mid), ("east", east)) if text]
        face = self.case.face(self.layout.small_families[0], 400)
        size, width = self.layout.nameplate.lines, self.layout.type_width
        widths = {where: face.width(text) * size * (large if where == "mid" else 1.0) for where, text in given}
        sides = max(widths.get("west", 0.0), widths.get("east", 0.0))
        if 2 * sides + widths.get("mid", 0.0) + 2 * APART <= width:
            return [given]
        beside = [entry for entry in given if entry[0] != "mid"]
        if sum(widths[where] for where, _ in beside) + APART > width:
            return [[entry] for entry in given]
        return [beside, [entry for entry in given if entry[0] == "mid"]]

    def ear(self, text: str | None, size: float, width: float) -> tuple[str, ...]:
        """The lines of an ear, in italics of ``size`` points: the parts of its text, each in even lines."""
        setting = Setting(self.case.type(self.layout.text.families, italic=True), size)
        parts = text.split(" · ") if text else []
        return tuple(
            line
            for part in parts
            for line in break_head(part, setting, width, language=self.language, force=True) or (part,)
        )

    def nameplate(self, key: str, issue: int | None, date: str, weather: str | None) -> Fragment:
        """The nameplate with the lines over and under it, the name as wide as the page."""
        paper, plate, width = self.paper, self.layout.nameplate, self.layout.type_width
        face = self.case.face(plate.families[0], plate.weight)
        em = face.width(paper.name) + plate.tracking * len(paper.name)
        size = min(plate.largest, width * plate.share * 0.985 / max(em, 0.1))
        # What the letters reach counts, not what the font reserves: blackletter has deep tails.
        ink_top, ink_bottom = face.ink(paper.name)
        ascent, descent = face.extents
        place = " · ".join(part for part in (paper.place, weather) if part)
        html = self._render(
            "nameplate",
            paper=paper,
            name=word_by_word(paper.name),
            family=face.family,
            weight=face.weight,
            size=round(size, 2),
            line=round(size * (ascent + descent), 2),
            above=round(OVER_NAME - (ascent - ink_top) * size, 2),
            below=round(UNDER_NAME - (descent - ink_bottom) * size, 2),
            number=" · ".join(part for part in (self.numbered(issue), paper.price) if part),
            date=date,
            topics=" · ".join(paper.topics) if paper.topics else None,
            place=place,
            width=width,
            beside=round((width - em * size) / 2, 1),
        )
        return Fragment(key, "nameplate", html, width)

    def folio(self, key: str, page: int, date: str) -> Fragment:
        """The running line of an inner page."""
        html = self._render("folio", page=page, paper=self.paper, name=word_by_word(self.paper.name), date=date)
        return Fragment(key, "folio", html, self.layout.type_width)


def word_by_word(name: str) -> Markup:
    """A name whose words are set each for itself, with the font's own space between them: some fonts kern a capital
    with the space before it, which parts a name in two.
    """
    return Markup("<span> </span>").join(name.split())
