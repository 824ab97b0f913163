"""Headlines: the heads of stories as HTML, and the white that they leave.

A story, a level and a width come in; a fragment goes out, the same for casting off and for the final page. Over
several columns a head is fitted to them, its deck fills its lines as copy does, and its byline stands over the first
leg of copy instead of in the head.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from printpost.composing.fonts import Case
from printpost.composing.fragments import Fragment
from printpost.composing.headfit import HOLE, MOST, MOST_OF_LEAD, fit_head, hole_beside
from printpost.composing.heads import Setting, break_head, shortened
from printpost.composing.layout import Layout
from printpost.composing.words import Words
from printpost.newsroom.issue import Story

TURN_LEVEL = "brief"
OF_LEAD = ("banner", "lead")
"""The levels of the lead alone."""
FROM_SIZE, FROM_TRACKING = 9.6, 0.07
"""The size (points) and the tracking (em) that kickers have at most."""
UNDER_RULE = 0.85
"""Rows of white from the rule over a head to the letters of its kicker, about."""
SMALL_LINE = 12.0
"""Depth of a kicker or a byline, about, in points."""
ROUNDED = 0.1
"""Points that are left free in a line whose parts have widths of their own."""


class Headlines:
    """The heads of one paper's stories; ``render`` renders a template of the layout's."""

    def __init__(self, layout: Layout, case: Case, words: Words, language: str, render: Callable[..., Markup]) -> None:
        self.layout, self.case, self.words, self.language, self._render = layout, case, words, language, render

    def setting(self, level: str) -> Setting:
        """The type of a level's headline."""
        head = self.layout.heads[level]  # type: ignore[index]
        type_ = self.case.type(head.families, head.weight, italic=head.italic, features="-liga,-clig")
        return Setting(type_, head.size, head.tracking)

    def deck_setting(self, level: str) -> Setting:
        """The type of the deck under a level's headline."""
        head = self.layout.heads[level]  # type: ignore[index]
        layout = self.layout
        return Setting(
            self.case.type(layout.deck_families, layout.deck_weight, italic=layout.deck_italic), head.deck_size
        )

    def head(
        self, key: str, story: Story, level: str, width: float, *, flagged: bool = False, force: bool = False
    ) -> Fragment | None:
        """A story's head; None where a word of its headline is too wide. ``flagged``: a flag already says its
        section.
        """
        decked = self.deck_setting(level)
        found = self._headline(story.headline, level, width, force=force)
        if found is None:
            return None
        setting, lines = found
        deck = self._deck(story.deck, decked, width) if story.deck else None
        # Over several columns the byline stands over the first leg.
        byline = None if self.layout.is_wide(width) else story.byline
        said = " · ".join(part for part in (None if flagged else story.section, story.kicker) if part)
        below = self._bands(decked, deck or (), level, deck=True)
        below += [(self._small(byline), SMALL_LINE)] if byline else []
        below += [(0.0, self._row)]
        filled = self._bands(setting, lines, level)
        hole = hole_beside([*self._over(said), *filled, *below], width)
        # The lead's headline keeps its kicker over it: it is too large to stand right under the nameplate's rule.
        beside = bool(said) and level not in OF_LEAD and hole > self._largest_hole
        beside = beside and self._at_end(said, setting, lines, width)
        if beside := beside and not story.rating:
            # The kicker parts the white at the end of the headline's line from the margin.
            hole = hole_beside([*self._over(""), *filled, *below], width - self._aside(said))
        html = self._render(
            "head",
            section=None if flagged else story.section,
            kicker=story.kicker,
            rating=story.rating,
            headline=lines,
            beside=beside,
            deck=deck,
            byline=byline,
        )
        gaps = sum(1 for part in ((story.section and not flagged) or story.kicker, deck, byline) if part)
        empty = sum(width - setting.width(line) for line in lines) * setting.size
        empty += sum(width - decked.width(line) for line in deck or ()) * decked.size
        classes = f"head level-{level}"
        return Fragment(
            key, classes, html, width, gaps=gaps, most_opened=3.0, empty=empty, hole=hole, size=setting.size
        )

    @property
    def _row(self) -> float:
        """The leading of copy at the layout's own size, in points."""
        return self.layout.text.size * self.layout.text.leading

    def _small(self, text: str) -> float:
        """About how wide a line of small print is, in points."""
        return Setting(self.case.type(self.layout.small_families, 700), FROM_SIZE).width(text)

    @property
    def _largest_hole(self) -> float:
        """Square points that may be white in one place on a page."""
        return HOLE * self.layout.cells * self.layout.measure * self._row

    def _over(self, kicker: str) -> list[tuple[float, float]]:
        """The bands over a headline: the white under a rule, and a kicker."""
        return [(0.0, self._row * UNDER_RULE), *([(self._small(kicker), SMALL_LINE)] if kicker else [])]

    def _bands(
        self, setting: Setting, lines: Sequence[str], level: str, *, deck: bool = False
    ) -> list[tuple[float, float]]:
        """The bands of a headline's lines or of a deck's, with the white over these."""
        head = self.layout.heads[level]  # type: ignore[index]
        leading = head.deck_leading if deck else setting.size * head.leading
        white = [(0.0, self._row)] if deck and lines else []
        return [*white, *((setting.width(line), leading) for line in lines)]

    def _headline(
        self, text: str, level: str, width: float, *, force: bool = False
    ) -> tuple[Setting, tuple[str, ...]] | None:
        """A headline's type and lines: over several columns it is fitted to them, and the lead's to one as well. None
        where a word is too wide, unless it is to be divided by ``force``.
        """
        setting = self.setting(level)
        if self.layout.is_wide(width) or level in OF_LEAD:
            most = MOST_OF_LEAD if level in OF_LEAD else MOST
            if found := fit_head(text, setting, width, language=self.language, most=most):
                return found
        lines = break_head(text, setting, width, language=self.language, force=force)
        return (setting, lines) if lines else None

    def _deck(self, text: str, setting: Setting, width: float) -> tuple[str, ...] | None:
        """A deck's lines: even in one column, over several filled as those of copy are."""
        return break_head(text, setting, width, language=self.language, force=True, filled=self.layout.is_wide(width))

    def turned(self, key: str, story: Story, width: float, page: str, origin: str = "") -> Fragment:
        """The short head of a story's rest."""
        text = story.short or shortened(story.headline, self.language)
        found = self._headline(text, TURN_LEVEL, width, force=True)
        assert found is not None
        setting, lines = found
        whole = None if story.short else self._headline(story.headline, TURN_LEVEL, width)
        if whole and len(whole[1]) <= len(lines):
            setting, lines = whole
        # Where a headline leaves so much of its only line free, what it goes on from stands there.
        said = self.words.from_page.format("00")
        beside = self._at_end(said, setting, lines, width)
        html = self._render(
            "head",
            section=None,
            kicker=self.words.from_page.format(page),
            origin=origin,
            headline=lines,
            beside=beside,
            deck=None,
            byline=None,
        )
        empty = sum(width - setting.width(line) for line in lines) * setting.size
        bands = [*self._over("" if beside else said), *self._bands(setting, lines, TURN_LEVEL), (0.0, self._row)]
        # What stands at the end of the line parts the white from the margin.
        hole = hole_beside(bands, width - self._aside(said) if beside else width)
        return Fragment(key, f"head turned level-{TURN_LEVEL}", html, width, empty=empty, hole=hole, size=setting.size)

    def byline(self, key: str, byline: str, width: float) -> Fragment:
        """A byline that stands over the first leg of its story."""
        return Fragment(key, "inset byline-inset", self._render("byline", byline=byline), width)

    def _at_end(self, kicker: str, setting: Setting, lines: Sequence[str], width: float) -> bool:
        """Whether a kicker has room at the end of its headline, if that is one line."""
        return len(lines) == 1 and width - setting.width(lines[0]) >= self._aside(kicker)

    def _aside(self, kicker: str) -> float:
        """Points that a kicker at the end of its headline takes at most, however a style sheet sets it."""
        bold = Setting(self.case.type(self.layout.small_families, 700), FROM_SIZE, FROM_TRACKING)
        return bold.width(kicker.upper()) + 2 * FROM_SIZE
