"""Blocks: heads, panels, insets and furniture as HTML, from the layout's own templates.

A block of the issue, a level and a width come in; a fragment of HTML goes out, the same for casting off and for the
final page. Nothing is placed here: a fragment knows its width and nothing of where it will stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from printpost.composing import art
from printpost.composing.facts import fact_lines
from printpost.composing.fonts import Case
from printpost.composing.fragments import Entry, Fragment
from printpost.composing.furniture import Furniture
from printpost.composing.headfit import LEAST, fit_head
from printpost.composing.headlines import ROUNDED, Headlines
from printpost.composing.heads import IN_RUNNING_TEXT, Setting, break_head
from printpost.composing.inline import kept, runs_html, whole
from printpost.composing.kinsoku import phrases
from printpost.composing.layout import Layout
from printpost.composing.listlegs import in_legs
from printpost.composing.panelwidths import NARROW, narrowest, numeral_width, ranking_type, table_type
from printpost.composing.ranking import arranged, row_width
from printpost.composing.tables import tabulated
from printpost.composing.words import Words, words_for
from printpost.geometry import MM
from printpost.newsroom.copy import CopyBlock
from printpost.newsroom.figures import number_in
from printpost.newsroom.issue import (
    Art,
    Facts,
    FactsPanel,
    ListPanel,
    Notice,
    Ornament,
    Panel,
    Publication,
    Quote,
    Subscribe,
    Table,
    Trending,
)

QR_SIDE = 76.0
"""The side of a QR code in points where its modules do not ask for more."""
LARGEST_CODE = 112.0
WIDE_CODE = 90.0
MOST_CALL = 1.35
"""How much larger than its own size the call beside a QR code may be, to fill its lines."""
SUBSCRIBE_TEXT, SUBSCRIBE_LEADING, CALL_LEADING, SUBSCRIBE_AIR = 0.978, 1.2, 1.1, 8.0
"""What is said under a call: its size and its leading by the panels' text, about; the call's own leading; and the white
over these lines, in points."""
BESIDE_CODE = 12.0
"""White between a QR code and the words beside it, in points."""
INDEX_LINES = 3
MOST_ENTRIES = 4
"""Entries of what the front says of the pages inside, for which room is made."""
INDEX_FOLIO = 17.0
"""What an entry of the index leaves free for its page, in points."""
INDEX_LEADING, LEAST_AIR, MOST_AIR = 1.17, 4.0, 5.6
"""The leading of an entry, and about how much white (points) a style sheet gives it at least and at most."""
ITEM_LEADING, GLOSS_LEADING, ITEM_AIR = 1.146, 1.222, 9.0
"""About how deep a line of an item's title and of its text is, by its size, and the white of an item in points."""
ITEM_WHITE, ITEM_OPENED = 12.0, 13.0
"""Points of white that an item of a list has more on each side, at most, so that the list's legs end level; and by
which items are opened out at most."""
NOTICE_AIR, TITLE_SHARE = 8.0, 0.4
"""White on both sides of a notice's text, and the most of the width that a title beside it takes."""
NOTE_LINE = 17.0
"""Depth of a ruled line for notes, in points."""


class Blocks:
    """The templates of one layout, ready to render the blocks of one paper."""

    def __init__(self, layout: Layout, case: Case, paper: Publication, language: str) -> None:
        self.layout, self.case, self.language = layout, case, language
        self.words: Words = words_for(language)
        self.paper = paper
        if (paper.established or "").isdecimal():
            self.paper = paper.model_copy(update={"established": self.words.established.format(paper.established)})
        self._templates = SandboxedEnvironment(
            # A template may go on from the one of a layout further up: {% extends "morning/blocks/head.html" %}.
            loader=ChoiceLoader(
                [
                    FileSystemLoader(layout.folders),
                    *(PrefixLoader({folder.name: FileSystemLoader(folder)}) for folder in layout.folders),
                ]
            ),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(
            words=self.words, runs=runs_html, sparkline=art.sparkline, change=self._change, even=self._even
        )
        self.furniture = Furniture(layout, case, self.paper, self.words, language, self._render)
        self.heads = Headlines(layout, case, self.words, language, self._render)
        self._templates.globals.update(furniture=self.furniture.lines, ear=self.furniture.ear)
        self._templates.filters.update(whole=whole, kept=kept)

    def _render(self, template: str, **context: object) -> Markup:
        return Markup(self._templates.get_template(f"blocks/{template}.html").render(context))

    def _change(self, change: str | None) -> Markup:
        """A change with its arrow: up, down, none or new."""
        if change is None:
            return Markup("")
        if change == "new":
            return Markup(f"{escape(self.words.new)}")
        sign, figure = ("", change)
        if change[0] in "+-−":
            sign, figure = ("▲" if change[0] == "+" else "▼"), change[1:].strip()
        return Markup(f"{sign} {escape(figure)}" if sign else f"{escape(change)}")

    # -- insets

    def facts(self, key: str, facts: Facts, width: float) -> Fragment:
        """A story's facts."""
        block: dict[str, object] = {
            "section": facts.title,
            "title": None,
            "kicker": None,
            "rows": facts.rows,
            "note": facts.note,
        }
        html = self._facts(block, facts, width)
        return Fragment(key, "inset facts-inset", html, width, gaps=len(facts.rows), most_opened=8)

    def _facts(self, block: object, facts: Facts | FactsPanel, width: float) -> Markup:
        """Facts as rows of a label and a figure, or as bars with both over them."""
        size = self.layout.panels.text * NARROW
        label = Setting(self.case.type(self.layout.text.families), size)
        bold = Setting(self.case.type(self.layout.small_families, 700), size)
        bars: list[Markup] = []
        if facts.bars:
            lengths = {name: number_in(figure, self.language) or 0.0 for name, figure in facts.rows.items()}
            longest = max(lengths.values()) or 1.0
            bars = [art.bar(lengths[name] / longest, width, facts.rows[name]) for name in facts.rows]
        return self._render(
            "facts",
            block=block,
            width=width,
            rows=fact_lines(facts.rows, width, label, bold, self.language),
            bars=bars,
        )

    def quote(self, key: str, quote: Quote, width: float) -> Fragment:
        """A pull quote."""
        panels = self.layout.panels
        type_ = self.case.type(self.layout.heads["brief"].families, panels.quote_weight, italic=panels.quote_italic)
        lines = break_head(quote.text, Setting(type_, panels.quote), width, language=self.language, force=True)
        html = self._render("quote", lines=lines, by=quote.by)
        return Fragment(key, "inset quote-inset", html, width, gaps=2, most_opened=panels.quote)

    def cutline(self, key: str, picture: Art, width: float) -> Fragment:
        """A picture's cutline and credit."""
        parts = [getattr(picture, name, None) for name in ("section", "kicker", "title")]
        lead_in = " · ".join(part for part in parts if part)
        return Fragment(key, "cut", self._render("cutline", art=picture, lead_in=lead_in), width)

    # -- panels

    def panel(
        self, key: str, block: object, width: float, copy: Sequence[CopyBlock] | None = None, *, grown: float = 0.0
    ) -> Fragment:
        """A panel of any kind but art; ``grown``: points by which a QR code is larger than usual."""
        if isinstance(block, ListPanel):
            return self._list(key, block, width)
        if isinstance(block, Trending):
            rows = block.rows
            set_in = ranking_type(self.layout, self.case, self.words, self.language)
            html = self._render(
                "trending",
                block=block,
                width=width,
                arranged=arranged(block, width, set_in),
                described=any(row.text for row in rows),
                sparks=any(row.trend for row in rows),
                figures=any(row.figure for row in rows),
                changes=any(row.change for row in rows),
            )
            return Fragment(key, "panel", html, width, gaps=len(rows), most_opened=8)
        if isinstance(block, Table):
            table = tabulated(block, width, table_type(self.layout, self.case, self.language))
            html = self._render("table", block=block, width=width, table=table)
            return Fragment(key, "panel", html, width, gaps=len(block.rows), most_opened=6, broken=table.broken)
        if isinstance(block, Panel):
            html = self._render("panel", block=block, copy=copy or ())
            return Fragment(key, "panel", html, width, gaps=max(len(copy or ()) - 1, 1), most_opened=6)
        if isinstance(block, Notice):
            return self._notice(key, block, width)
        if isinstance(block, Ornament):
            html = self._render("ornament", shape=block.shape)
            return Fragment(key, "panel ornament", html, width, gaps=2, most_opened=16)
        if isinstance(block, Subscribe):
            return self._subscribe(key, block, width, grown)
        assert isinstance(block, FactsPanel)
        html = self._facts(block, block, width)
        return Fragment(key, "panel", html, width, gaps=len(block.rows), most_opened=6)

    def _subscribe(self, key: str, block: Subscribe, width: float, grown: float) -> Fragment:
        """A call with its QR code: in one column the code stands under the words, in more beside them, and the call is
        as large as the code is deep.
        """
        code, panels = art.qr_code(block.url), self.layout.panels
        least = max(QR_SIDE, code.least)
        side = least + grown
        wide = self.layout.is_wide(width)
        most = max(WIDE_CODE if wide else min(width, LARGEST_CODE), least)
        # The words keep clear of the largest code, so that they break alike whatever its size. A set line ends in a
        # space, which must go in beside the code, too.
        words = width - most - BESIDE_CODE - panels.wide_call * MOST_CALL * 0.3 if wide else width
        call = self._display(panels.wide_call if wide else panels.call)
        title = self._in_display(block.title, words, call.size)
        if wide:
            said = [(text, italic) for text, italic in ((block.text, False), (block.action, True)) if text]
            lines = sum(len(self._even(text, words, SUBSCRIBE_TEXT, italic)) for text, italic in said)
            found = fit_head(block.title, call, words, language=self.language, most=MOST_CALL)
            call, title = found or (call, title)
            room = most - lines * panels.text * SUBSCRIBE_LEADING - SUBSCRIBE_AIR
            call = replace(call, size=max(min(call.size, room / len(title) / CALL_LEADING), panels.wide_call * LEAST))
        html = self._render(
            "subscribe",
            block=block,
            title=title,
            call=call.size,
            qr=code.svg(side, block.url),
            side=side,
            apart=most - side + BESIDE_CODE,
            wide=wide,
            room=words,
        )
        classes = "panel subscribe wide" if wide else "panel subscribe"
        gaps = 3 if block.text else 2
        return Fragment(key, classes, html, width, gaps=gaps, most_opened=12, growth=most - least)

    def _list(self, key: str, block: ListPanel, width: float) -> Fragment:
        """A list; over several columns its items stand in legs, as copy does."""
        layout = self.layout
        gutter = layout.gutter * MM
        columns = round((width + gutter) / (layout.measure + gutter))
        if self.narrowest(block) > layout.measure:
            columns = 1
        room = width if columns == 1 else layout.measure
        numeral = numeral_width(block)
        titles = [self._in_display(item.title, room - numeral, layout.panels.title * NARROW) for item in block.items]
        glosses = [self._filled(item.text, room - numeral) if item.text else () for item in block.items]
        depths = [
            len(title) * layout.panels.title * ITEM_LEADING + len(gloss) * layout.panels.text * GLOSS_LEADING + ITEM_AIR
            for title, gloss in zip(titles, glosses, strict=True)
        ]
        legs = in_legs(depths, columns, ITEM_WHITE)
        html = self._render(
            "list",
            block=block,
            width=width,
            titles=titles,
            glosses=glosses,
            numeral=numeral,
            legs=legs,
            room=room,
            apart=gutter,
        )
        bare = sum(leg.bare for leg in legs) * room
        gaps, opened = max(len(leg.items) for leg in legs), ITEM_OPENED / max(leg.more for leg in legs)
        return Fragment(key, "panel list", html, width, gaps=gaps, most_opened=opened, empty=bare)

    def _notice(self, key: str, block: Notice, width: float) -> Fragment:
        """A notice: its title over its text or, over several columns, beside it."""
        layout = self.layout
        italic = Setting(self.case.type(layout.text.families, italic=True), layout.panels.notice)
        call = self._display(layout.panels.call)
        room, beside, title = width - 2 * NOTICE_AIR, 0.0, None
        if block.title and layout.is_wide(width):
            title = self._in_display(block.title, width * TITLE_SHARE, call.size)
            beside = max(call.width(f"{line} ") for line in title) + ROUNDED
            room -= beside
        elif block.title:
            title = self._in_display(block.title, width, call.size)
        lines = break_head(block.text, italic, room, language=self.language, force=True) or (block.text,)
        apart = max(italic.width(f"{line} ") for line in lines) + ROUNDED
        html = self._render("notice", block=block, title=title, text=lines, beside=beside, apart=apart)
        return Fragment(key, "panel notice wide" if beside else "panel notice", html, width, gaps=2, most_opened=12)

    def _even(self, text: str, width: float, share: float, italic: bool = False) -> tuple[str, ...]:
        """A few words of a panel, at a share of its text size: in one column in even lines, over several in full ones;
        no word is left alone on the last.
        """
        type_ = self.case.type(self.layout.text.families, italic=italic)
        setting = Setting(type_, self.layout.panels.text * share * NARROW)
        if self.layout.is_wide(width):
            return self._running(text, setting, width)
        return break_head(text, setting, width, language=self.language, force=True) or (text,)

    def _filled(self, text: str, width: float) -> tuple[str, ...]:
        """What is said under a list's title, at the panels' text size in lines as full as can be."""
        setting = Setting(self.case.type(self.layout.text.families), self.layout.panels.text)
        return self._running(text, setting, width - ROUNDED)

    def _running(self, text: str, setting: Setting, width: float) -> tuple[str, ...]:
        """A few words in full lines, whatever word they end in: they are read as copy is, and not as a headline."""
        language, sense = self.language, IN_RUNNING_TEXT
        return break_head(text, setting, width, language=language, force=True, filled=True, sense=sense) or (text,)

    def _display(self, size: float) -> Setting:
        """The type of brief heads at another size, in points."""
        brief = self.layout.heads["brief"]
        return Setting(self.case.type(brief.families, brief.weight), size)

    def _in_display(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """A title or a call of a panel, in the family of brief heads at its own size and broken as they are."""
        setting = self._display(size)
        return break_head(text, setting, width, language=self.language, force=True) or (text,)

    def narrowest(self, block: object) -> float:
        """The least width in points at which no word of a panel is wider than its place."""
        return narrowest(block, self.layout, self.case, self.words, self.language)

    def in_rows(self, block: object) -> float:
        """The same for a panel whose rows are to be one line of cells each."""
        if isinstance(block, Trending):
            return row_width(block, ranking_type(self.layout, self.case, self.words, self.language))
        return self.narrowest(block)

    def index(self, key: str, entries: Sequence[Entry], width: float) -> Fragment:
        """What stands inside, for the front: entries with their pages beside them, or refers that say the page."""
        numbered = any(entry.page for entry in entries)
        room = width - INDEX_FOLIO if numbered else width
        shown = [
            {"target": entry.target, "lines": self.index_lines(entry.text, room), "page": entry.page}
            for entry in entries
        ]
        html = self._render("index", entries=shown, numbered=numbered)
        return Fragment(key, "panel", html, width, gaps=max(len(shown), 1), most_opened=6)

    def index_lines(self, text: str, width: float) -> tuple[str, ...]:
        """An entry in at most three lines. One that is longer goes on in an ellipsis, after a whole word."""
        setting = self._display(self.layout.panels.index)
        words = phrases(text, self.language)
        for count in range(len(words), 0, -1):
            shown = "".join(words[:count]).rstrip(" ") + ("" if count == len(words) else " …")
            lines = break_head(shown, setting, width, language=self.language, force=True)
            if lines and len(lines) <= INDEX_LINES:
                return lines
        return (text,)

    def index_depth(self, entries: Sequence[Entry], width: float, *, air: float) -> float:
        """About how deep (points) the entries are, with so much white for each."""
        room = width - INDEX_FOLIO if any(entry.page for entry in entries) else width
        lines = sum(len(self.index_lines(entry.text, room)) for entry in entries)
        return lines * self.layout.panels.index * INDEX_LEADING + len(entries) * air

    def as_many(self, entries: Sequence[Entry], depth: float, width: float) -> tuple[Entry, ...]:
        """As many of the entries, the first before others, as go into so much depth; four in any case."""
        fitting = [n for n in range(len(entries) + 1) if self.index_depth(entries[:n], width, air=MOST_AIR) <= depth]
        return tuple(entries[: max(*fitting, min(MOST_ENTRIES, len(entries)))])

    def fullest(self, entries: Iterable[Entry], width: float) -> tuple[Entry, ...]:
        """The entries that make the deepest panel."""
        deep = sorted(entries, key=lambda entry: -len(self.index_lines(entry.text, width - INDEX_FOLIO)))
        return tuple(deep[:MOST_ENTRIES])

    def notes(self, key: str, lines: int, width: float) -> Fragment:
        """Ruled lines for notes."""
        html = self._render("notes", lines=lines, line=NOTE_LINE)
        return Fragment(key, "panel", html, width, gaps=1, most_opened=4)

    def colophon(self, key: str, width: float) -> Fragment:
        """Who publishes the paper."""
        return Fragment(key, "panel colophon", self._render("colophon", paper=self.paper), width, gaps=1, most_opened=6)
