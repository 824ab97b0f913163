"""The composer: one issue's matter at any size that copyfitting asks for.

A reading, a layout and a way to cast off come in. The composer knows the wells of all pages, sets galleys, measures
heads and panels once, and hands make-up its matter; what it has set at one size it remembers. It decides nothing
about sizes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from printpost.composing import art
from printpost.composing.blocks import NOTE_LINE, Blocks
from printpost.composing.callingin import called_in
from printpost.composing.castoff import Cast, CastOff, cast_off
from printpost.composing.cropping import TALLEST_ART, TALLEST_PANEL, good_spans
from printpost.composing.desk import TURN, PanelItem, StoryItem, lay_out
from printpost.composing.dressing import dressed, named, worn
from printpost.composing.dummy import Dummy
from printpost.composing.fits import Fit, normal_fit
from printpost.composing.fonts import Case
from printpost.composing.galley import Galley, Initial
from printpost.composing.hanging import CopyLine, Hung, copy_line, hang, label_drop
from printpost.composing.headlines import TURN_LEVEL
from printpost.composing.hj import IN_VAIN, JOINED, UNDIVIDED, Manner, Piece, Style
from printpost.composing.items import Group, Item, Panel, Story
from printpost.composing.layout import Layout
from printpost.composing.matter import Known, Matter
from printpost.composing.paragraphs import Paragraph
from printpost.composing.planner import Planner
from printpost.composing.recutting import cut_anew
from printpost.composing.refers import INDEX, REFERS, possible_index, possible_refers
from printpost.composing.scripts import script_of
from printpost.composing.setting import hold_hyphens, set_copy
from printpost.composing.styles import text_styles
from printpost.composing.stylesheet import stylesheet
from printpost.composing.syllables import divides
from printpost.composing.words import long_date
from printpost.geometry import MM, Grid
from printpost.newsroom.issue import ListPanel, Notice, Ornament, Subscribe
from printpost.newsroom.reader import Reading
from printpost.problems import BadInput, error

NOTES = "notes"
COLOPHON = "colophon"
NOTE_LINES = 5
NOTES_COST, NOTES_ON_FRONT, NOTES_BESIDE = 4.0, 100.0, 6.0
"""Cost of ruled lines for notes, on the front of a paper that has other pages (nothing tells more of want), and beside
something else instead of at the foot of all columns, unless they take a third of these at most.
"""
NOTES_CELL, NOTES_CELL_ON_FRONT = 0.15, 0.5
"""Cost of each cell of them: a larger picture or head comes first."""
OXFORD = 4.4
UNDER_NAMEPLATE = 7.0
UNDER_FOLIO = 8.0
OVER_COLOPHON = 8.0
WIDE_NOTICE, WIDE_OF_TWO = 1.6, 1.2
"""What it costs to give a notice or a QR code more than one column: it fills little of a second; and on pages of two,
where it then parts what is over it from what is under it."""
WIDE_LIST = 0.7
"""What it costs to give a list more than one column."""
BARE = 1.6
"""What it costs that a list leaves a cell white under the shorter of its legs."""
BROKEN = 1.2
"""What every row of a table costs that has a cell in several lines."""
INITIAL_LINES = 3
CROP = 0.18
"""The share of its depth that a picture may lose or win by another crop."""
LEAST_ENTRIES = 2
"""What is less to say of the inside than this is not worth a panel."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What an issue needs: lines of copy for each point of text size, and points of column for everything else, at its
    best and at the least.
    """

    copy: float
    other: float
    least: float


@dataclass(frozen=True)
class _Stock:
    """All stories and panels at one size, and what make-up has worked out of them."""

    items: dict[str, Story | Panel]
    known: Known


class Composer:
    """One issue on one layout: everything measured and set once for each size that copyfitting asks for.

    What was measured for the same issue by ``another`` composer, such as with other pins, is not measured again. Raises
    BadInput where the layout names fonts that are not there.
    """

    def __init__(
        self,
        reading: Reading,
        layout: Layout,
        fonts: Sequence[Path],
        measure: CastOff,
        another: Composer | None = None,
    ) -> None:
        script = script_of(reading.language)
        self.case = Case(fonts, script.features)
        self.script = worn(layout, self.case, script)
        layout = named(dressed(layout, self.script), self.case, reading.publication.name)
        self.reading, self.layout = reading, layout
        unknown = sorted(layout.families() - set(self.case.families()))
        if unknown:
            known = ", ".join(self.case.families())
            raise BadInput(
                error(f"the layout '{layout.name}' asks for fonts that are not there: {', '.join(unknown)}", hint=known)
            )
        self.date = long_date(reading.issue.date, reading.language)
        self.blocks = Blocks(layout, self.case, reading.publication, reading.language)
        self.desk = lay_out(reading, layout, self.blocks)
        self.css = stylesheet(layout, self.script)
        self._measure = measure
        self._memory: dict[str, Cast] = another._memory if another else {}  # noqa: SLF001  one of our own
        self._demands: dict[tuple[int, int], Demand] = {}
        self._galleys: dict[Fit, tuple[dict[str, Galley], dict[str, art.DrawnInitial]]] = {}
        self._paragraphs: dict[object, Paragraph] = another._paragraphs if another else {}  # noqa: SLF001
        self._hyphen: float | None = None
        self._stocks: dict[Fit, _Stock] = {}
        self._furniture()

    def _furniture(self) -> None:
        issue = self.reading.issue
        fragments = self.desk.fragments
        fragments["nameplate"] = self.blocks.furniture.nameplate("nameplate", issue.number, self.date, issue.weather)
        fragments["folio"] = self.blocks.furniture.folio("folio", 2, self.date)
        fragments[NOTES] = self.blocks.notes(NOTES, 0, self.layout.measure)
        if self.reading.publication.imprint or self.reading.publication.url:
            fragments[COLOPHON] = self.blocks.colophon(COLOPHON, self.layout.type_width)
        width = self.layout.measure
        for key, entries in (
            (INDEX, possible_index(self.desk)),
            (REFERS, possible_refers(self.desk, self.blocks.words)),
        ):
            if len(entries) >= LEAST_ENTRIES:
                fragments[key] = self.blocks.index(key, self.blocks.fullest(entries, width), width)

    def cast(self) -> None:
        """Measure everything that is not copy, in one render."""
        self.casts = cast_off(self.desk.fragments.values(), self.css, self._measure, self._memory)
        self.depths = {key: cast.depth for key, cast in self.casts.items()}

    def line(self, fit: Fit) -> CopyLine:
        """A line of copy at a size."""
        return copy_line(self.case.face(self.layout.text.families[0]), fit.size, fit.leading)

    def panel_depth(self, key: str, fit: Fit) -> float:
        """Points of a panel from its first row's top."""
        cast = self.casts[key]
        return cast.depth + label_drop(cast, self.line(fit))

    def hung(self, key: str, level: str, fit: Fit) -> Hung:
        """A head that was cast off, in its place over copy of a size."""
        level = TURN_LEVEL if level == TURN else level
        line = self.line(fit)
        face = self.blocks.heads.setting(level).type.face
        head = self.layout.heads[level]  # type: ignore[index]
        return hang(self.casts[key], head, face, line, self.desk.fragments[key].size)

    # -- setting

    def styles(self) -> dict[str, Style]:
        """The styles of running text."""
        return text_styles(self.layout, self.case, 400 if self.script.italics else 700)

    def galleys(self, fit: Fit) -> tuple[dict[str, Galley], dict[str, art.DrawnInitial]]:
        """All stories set at one size."""
        found = self._galleys.get(fit)
        if found is None:
            galleys, initials = {}, {}
            styles, manner = self.styles(), self._manner()
            if self._hyphen is not None:
                manner = replace(manner, hyphen=self._hyphen)
            dash = "　" if self.script.ideographic else " — "
            # Other leading at the same size changes nothing but the drop cap.
            known = next((galleys for other, (galleys, _) in self._galleys.items() if other.size == fit.size), {})
            for item in self.desk.stories.values():
                initial = self._initial(item, fit)
                if initial:
                    initials[item.name] = initial[0]
                elif item.name in known:
                    galleys[item.name] = known[item.name]
                    continue
                story = item.story
                opening = (Piece(story.dateline, "smallcaps"), Piece(dash, "roman")) if story.dateline else ()
                galleys[item.name] = set_copy(
                    item.copy,
                    styles=styles,
                    measure=self.layout.measure / fit.size,
                    indent=self.layout.text.indent,
                    language=self.reading.language,
                    manner=manner,
                    opening=opening,
                    initial=initial[1] if initial else None,
                    first_words=3 if initial and self.script.small_capitals else 0,
                    known=self._paragraphs,
                )
            if not known and self._hyphen != IN_VAIN:
                self._hyphen = hold_hyphens(galleys.values(), manner)
            found = self._galleys[fit] = (galleys, initials)
        return found

    def _manner(self) -> Manner:
        if self.script.joined:
            return JOINED
        return Manner() if divides(self.reading.language) else UNDIVIDED

    def _initial(self, item: StoryItem, fit: Fit) -> tuple[art.DrawnInitial, Initial] | None:
        if not self.layout.drop_cap or item.rank != 1 or item.story.dateline or item.words < 60:
            return None
        text = "".join(run.text for run in item.copy[0].runs) if item.copy else ""
        if not text[:1].isalpha() or item.copy[0].kind != "paragraph" or not item.copy[0].runs[0].text[1:]:
            return None
        head = self.layout.heads["lead"]
        letter = text[0].upper()
        type_ = self.case.type(head.families, head.weight)
        face = next((face for face in type_.faces if ord(letter) in face.characters), None)
        if face is None or unicodedata.decomposition(letter):
            return None  # the accent of a letter so large would stand in the byline
        cap = self.styles()["roman"].type.face.cap_height * fit.size
        drawn = art.draw_initial(letter, face, (INITIAL_LINES - 1) * fit.leading + cap)
        return drawn, Initial(text[0], INITIAL_LINES, (drawn.width + 2.4) / fit.size)

    # -- matter at one size

    def grids(self, fit: Fit, pages: int) -> tuple[Grid, ...]:
        """The well of every page. All end on the same line above the foot margin, but for the last: the colophon stands
        under it.
        """
        layout = self.layout
        top, bottom = layout.margins.top * MM, layout.page[1] - layout.margins.bottom * MM
        front = top + self.depths["nameplate"] + OXFORD + UNDER_NAMEPLATE
        inner = top + self.depths["folio"] + UNDER_FOLIO
        imprint = math.ceil((self.depths[COLOPHON] + OVER_COLOPHON) / fit.leading) if COLOPHON in self.depths else 0
        grids = []
        for page in range(pages):
            rows = max(int((bottom - (inner if page else front)) / fit.leading + 1e-6), 1)
            grids.append(
                Grid(
                    layout.margins.left * MM,
                    bottom - rows * fit.leading,
                    layout.columns,
                    max(rows - imprint, 1) if page == pages - 1 else rows,
                    layout.measure,
                    layout.gutter * MM,
                    fit.leading,
                )
            )
        return tuple(grids)

    def room(self, fit: Fit, pages: int) -> int:
        """Cells of the wells of so many pages."""
        return sum(grid.rows * grid.columns for grid in self.grids(fit, pages))

    def _facts_depth(self, name: str, fit: Fit) -> float | None:
        """How deep a story's facts are at the foot of a leg, whose last lines their last line stands beside."""
        cast = self.casts.get(f"{name}.facts")
        if cast is None:
            return None
        return cast.lines.get("text", (0.0, cast.depth))[1] + self.line(fit).white

    def matter(self, fit: Fit, pages: int, fillers: int, *, indexed: bool = True) -> Matter:
        """All items as make-up sees them; ``indexed``: with an index on the front, if the paper is long enough."""
        stock = self._stock(fit)
        grouped = {name for group in self.desk.groups.values() for name in group.names}
        items: dict[str, Item] = {name: item for name, item in stock.items.items() if name not in grouped}
        inner = {name: item for name, item in stock.items.items() if name in grouped}
        for name, group in self.desk.groups.items():
            movable = not any(member in self.desk.stories for member in group.names)
            leads = any(member in self.desk.stories and self.desk.stories[member].rank == 1 for member in group.names)
            items[name] = Group(name, group.section, group.names, 1 if leads else group.page, movable)
        house = self.house(pages)
        order = [*self.desk.order, *house[:fillers]]
        for number in range(fillers - len(house)):
            items[f"{NOTES}{number}"] = self._notes(max(pages - number, 1), pages, fit)
            order.append(f"{NOTES}{number}")
        if indexed and pages >= self.layout.index_from and INDEX in self.depths:
            order.insert(1, INDEX)
        for key in (INDEX, REFERS):
            if key in order:
                fragment = self.desk.fragments[key]
                gaps, most = {1: fragment.gaps}, {1: fragment.most_opened}
                items[key] = Panel(key, {1: self.panel_depth(key, fit)}, gaps, most, page=1)
        layout = self.layout
        return Matter(
            items, tuple(order), layout.columns, fit.leading, layout.legs, self._flag_rows(fit), inner, stock.known
        )

    def _stock(self, fit: Fit) -> _Stock:
        """All stories and panels at one size."""
        found = self._stocks.get(fit)
        if found is None:
            galleys, _ = self.galleys(fit)
            items: dict[str, Story | Panel] = {
                name: self._story(item, galleys[name], fit) for name, item in self.desk.stories.items()
            }
            items |= {name: self._panel(panel, fit) for name, panel in self.desk.panels.items()}
            found = self._stocks[fit] = _Stock(items, Known())
        return found

    def _story(self, item: StoryItem, galley: Galley, fit: Fit) -> Story:
        name, layout = item.name, self.layout
        return Story(
            name,
            galley,
            item.rank,
            item.levels,
            item.spans,
            {
                (level, span): self.hung(f"{name}.head.{level}.{span}", level, fit).rows * fit.leading
                for level, spans in item.spans.items()
                for span in spans
                if f"{name}.head.{level}.{span}" in self.depths
            },
            self._facts_depth(name, fit),
            self.depths.get(f"{name}.quote"),
            self._art_depths(item),
            self._byline_depth(name),
            self._white_of_heads(item, "empty", fit),
            self._white_of_heads(item, "hole", fit),
            {level: head.spans for level, head in layout.heads.items()} if item.story.span is None else {},
            item.story.turn and not item.flagged,
            1 if item.rank == 1 else item.story.page,
            must_span=min(item.story.span, layout.columns) if item.story.span else None,
        )

    def _flag_rows(self, fit: Fit) -> int:
        flags = [f"{name}.flag" for name in self.desk.groups]
        deepest = max((self.depths[flag] for flag in flags if flag in self.depths), default=0.0)
        return math.ceil(deepest / fit.leading + 0.5)

    def house(self, pages: int) -> tuple[str, ...]:
        """What may fill the pages, in the order in which it is called in: in a paper of two, refers before fillers."""
        refers = (REFERS,) if pages == 2 and pages < self.layout.index_from and REFERS in self.depths else ()
        return (*refers, *self.desk.fillers)

    def _byline_depth(self, name: str) -> float | None:
        """Points from the first to the last baseline of a byline that stands over the first leg."""
        cast = self.casts.get(f"{name}.byline")
        if cast is None:
            return None
        first, last = cast.lines.get("text", (0.0, 0.0))
        return last - first

    def _white_of_heads(self, item: StoryItem, which: str, fit: Fit) -> dict[tuple[str, int], float]:
        """Cells of white beside the lines of a story's heads, by level and span."""
        cell = self.layout.measure * fit.leading
        return {
            (level, span): getattr(fragment, which) / cell
            for level, spans in item.spans.items()
            for span in spans
            if (fragment := self.desk.fragments.get(f"{item.name}.head.{level}.{span}"))
        }

    def _notes(self, page: int, pages: int, fit: Fit) -> Panel:
        """Ruled lines for the reader's notes on a page: as deep as it takes, the last resort against an empty page."""
        natural = self.panel_depth(NOTES, fit) + NOTE_LINES * NOTE_LINE
        columns, on_front = self.layout.columns, page == 1 < pages
        spans = range(1, columns + 1)
        growth = dict.fromkeys(spans, self.layout.page[1])
        own = NOTES_ON_FRONT if on_front else NOTES_COST
        return Panel(
            NOTES,
            dict.fromkeys(spans, natural),
            dict.fromkeys(spans, 1),
            dict.fromkeys(spans, 4.0),
            growth=growth,
            grown_cell=NOTES_CELL_ON_FRONT if on_front else NOTES_CELL,
            page=page,
            cost={span: own + (NOTES_BESIDE if columns / 3 < span < columns else 0.0) for span in spans},
        )

    def _art_depths(self, item: StoryItem) -> dict[int, float] | None:
        picture = item.story.art
        if picture is None:
            return None
        found = self.reading.pictures[picture.src]
        most = self.layout.page[1] * TALLEST_ART
        return {
            span: min(self.layout.width(span) * found.height / found.width, most)
            + self.depths[f"{item.name}.cut.{span}"]
            for span in good_spans(found, self.layout, range(1, self.layout.columns + 1), most)
        }

    def _panel(self, panel: PanelItem, fit: Fit) -> Panel:
        name = panel.name
        if panel.aspect is not None:
            most = self.layout.page[1] * TALLEST_PANEL
            tall = {span: min(self.layout.width(span) * panel.aspect, most) for span in panel.spans}
            depths = {span: tall[span] + self.depths[f"{name}.{span}"] for span in panel.spans}
            crop = {span: tall[span] * CROP for span in panel.spans}
            gaps, opened = dict.fromkeys(panel.spans, 1), dict.fromkeys(panel.spans, 2.0)
            return Panel(name, depths, gaps, opened, crop, crop, page=panel.page)
        depths = {span: self.panel_depth(f"{name}.{span}", fit) for span in panel.spans}
        fragments = {span: self.desk.fragments[f"{name}.{span}"] for span in panel.spans}
        small = isinstance(panel.block, Subscribe | Notice | Ornament)
        of_notice = WIDE_NOTICE if self.layout.columns > 2 else WIDE_OF_TWO
        wide = of_notice if small else WIDE_LIST if isinstance(panel.block, ListPanel) else 0.0
        cell = self.layout.measure * fit.leading
        bare = {span: fragment.empty / cell for span, fragment in fragments.items()}
        cost = {
            span: BARE * bare[span] + (wide if number else 0.0) + BROKEN * fragment.broken
            for number, (span, fragment) in enumerate(fragments.items())
        }
        pinned = getattr(panel.block, "span", None) is not None
        return Panel(
            name,
            depths,
            {span: fragment.gaps for span, fragment in fragments.items()},
            {span: fragment.most_opened for span, fragment in fragments.items()},
            growth={span: fragment.growth for span, fragment in fragments.items()},
            page=panel.page,
            cost=cost,
            short=bare,
            pinned=pinned,
            house=name in self.desk.fillers,
        )

    # -- copyfitting

    def plan(self, fit: Fit, pages: int, fillers: int) -> tuple[Dummy, Matter] | float | None:
        """The cheapest plan at one size. Where the front has no room for an index beside the lead, it has none. Without
        a plan the share of its pages that a long paper turned out to take, or None.
        """
        rows = [grid.rows for grid in self.grids(fit, pages)]
        for indexed in (True, False):
            matter = self.matter(fit, pages, fillers, indexed=indexed)
            planner = Planner(matter, rows)
            dummy = planner.plan()
            if dummy is not None:
                spare = [name for name in self.desk.fillers if name not in matter.order]
                dummy, called = called_in(planner, cut_anew(planner, dummy), spare)
                return dummy, replace(matter, order=(*matter.order, *called))
            if INDEX not in matter.order or planner.taken is not None:
                return planner.taken
        return None

    def demand(self, pages: int, fillers: int) -> Demand:
        """What the issue needs at the layout's own size."""
        found = self._demands.get((pages, fillers))
        if found is None:
            found = self._demands[pages, fillers] = self._demand(pages, fillers)
        return found

    def _demand(self, pages: int, fillers: int) -> Demand:
        normal = normal_fit(self.layout)
        planner = Planner(self.matter(normal, pages, fillers), [grid.rows for grid in self.grids(normal, pages)])
        matter = planner.matter
        cells = sum(planner.natural(name) for name in matter.order)
        fewest = sum(min(planner.natural(name), matter.fewest(name, planner.slicer)) for name in matter.order)
        galleys, _ = self.galleys(normal)
        copy = sum(galley.rows() for galley in galleys.values())
        return Demand(copy / normal.size, (cells - copy) * normal.leading, (fewest - copy) * normal.leading)

    def share(self, demand: Demand, fit: Fit, pages: int, *, least: bool = False) -> float:
        """The share of so many pages that the issue takes at a size: at its best, or at the ``least``."""
        other = demand.least if least else demand.other
        return (demand.copy * fit.size + other / fit.leading) / self.room(fit, pages)
