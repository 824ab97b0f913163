"""Markup: an edition as one HTML document, with the claims that its print has to meet.

An edition comes in, sheetwork goes out. Every block stands where the dummy put it; the order of the HTML is the order
of reading; jump lines are links both ways (``stories``). How things look is the layout's style sheet's business: here
are only places.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from printpost.composing.blocks import LEAST_AIR, MOST_AIR, NOTE_LINE
from printpost.composing.composer import COLOPHON, NOTES, OXFORD, UNDER_NAMEPLATE
from printpost.composing.composition import Edition
from printpost.composing.dressing import turned_html
from printpost.composing.dummy import Flag, PagePlan, Take
from printpost.composing.fragments import Entry
from printpost.composing.hanging import label_drop
from printpost.composing.paste import Paste
from printpost.composing.refers import INDEX, REFERS, index_of, no_more_than, possible_index, possible_refers, refers_to
from printpost.composing.rules import rules_html
from printpost.composing.sheetwork import Metadata, Sheetwork, Thread, Wording
from printpost.composing.stories import Stories
from printpost.composing.stylesheet import copy_rules
from printpost.geometry import MM, Grid, Rect
from printpost.newsroom.issue import ArtPanel, Ornament

STAMP, STAMP_AIR, STAMP_SHARE = 17.0, 6.0, 0.62
"""The stamp of a proof: its depth and the white over and under it in points, its share of the type's width."""
MOST_OPENED = 11.0
"""Points by which an entry of the index may be opened out where it is less deep than it might have been."""


def mark_up(edition: Edition) -> Sheetwork:
    """The sheetwork of an edition."""
    return _Marker(edition).sheetwork()


class _Marker:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.paste = Paste(edition)
        self.stories = Stories(self.paste)

    # -- the document

    def sheetwork(self) -> Sheetwork:
        edition = self.edition
        layout, reading = edition.layout, edition.reading
        pages = Markup("").join(self._page(number, plan) for number, plan in enumerate(edition.dummy.pages))
        width, height = layout.page
        language = reading.language
        paper = reading.publication
        issue = reading.issue
        title = ", ".join(part for part in (paper.name, edition.blocks.furniture.numbered(issue.number)) if part)
        bleed = f";bleed:{layout.bleed * MM:.3f}pt" if layout.bleed else ""
        css = (
            f"@page{{size:{width:.3f}pt {height:.3f}pt;margin:0{bleed}}}\n{edition.css}\n"
            f"{copy_rules(layout, edition.fit.size, edition.fit.leading)}\n"
            f".page{{width:{width:.3f}pt;height:{height:.3f}pt}}"
        )
        claims, threads = self.paste.claims, {item: tuple(beads) for item, beads in self.stories.beads.items()}
        if edition.script.rtl:
            pages = Markup(turned_html(str(pages)))
            claims = claims.turned(width)
            threads = {item: tuple(bead.turned(width) for bead in beads) for item, beads in threads.items()}
        html = Markup(
            '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>'
            "<body>{}</body></html>"
        ).format(language, title, Markup(css), pages)
        folders = tuple({path.parent for path in (p.path for p in reading.pictures.values())} | {*layout.folders})
        return Sheetwork(
            html=str(html),
            folders=folders,
            pages=len(edition.dummy.pages),
            placed=tuple(claims.placed),
            legs=tuple(claims.legs),
            wording=tuple(claims.wording),
            threads=tuple(Thread(edition.desk.stories[item].story.headline, beads) for item, beads in threads.items()),
            metadata=Metadata(
                title=title,
                author=paper.name,
                subject=edition.date,
                language=language,
                keywords=tuple(paper.topics or ()),
                date=issue.date,
                page_labels=tuple(str(n + 1) for n in range(len(edition.dummy.pages))),
            ),
            rtl=edition.script.rtl,
        )

    def _page(self, number: int, plan: PagePlan) -> Markup:
        grid = self.edition.grids[number]
        parts: list[Markup] = list(self._furniture(number, grid))
        if self.edition.unfit:
            parts.append(self._stamp(number))
        flags = {(flag.module.column, flag.module.row): flag for flag in plan.flags}
        for take in plan.takes:
            for key, flag in list(flags.items()):
                inside = (
                    flag.module.column <= take.module.column < flag.module.column + flag.module.span
                    and take.module.row >= flag.module.row
                )
                if inside:
                    rect = self._flagged(grid, flag)
                    parts.append(
                        self.paste.fragment(f"{flag.module.item}.flag", number, rect, ident=f"{flag.module.item}")
                    )
                    del flags[key]
            parts.append(self._take(take, number, grid))
        parts.append(rules_html(plan, grid, self._kind, self.paste.line.baseline - self.paste.line.cap))
        if number == len(self.edition.grids) - 1 and COLOPHON in self.edition.desk.fragments:
            parts.append(self._colophon(number, grid))
        return Markup('<section class="page" id="page-{}">{}</section>').format(number + 1, Markup("\n").join(parts))

    def _flagged(self, grid: Grid, flag: Flag) -> Rect:
        """A flag's place: half of what its rows have to spare stands over it, but at the head of a page nothing."""
        module = flag.module
        rect = grid.rect(module.column, module.row, module.span, module.depth)
        spare = rect.height - self.edition.depths[f"{module.item}.flag"] - grid.leading / 2
        drop = max(spare, 0.0) / 2 if module.row else 0.0
        return Rect(rect.left, rect.top + drop, rect.width, rect.height - drop)

    def _kind(self, take: Take) -> str:
        """What a rule over a take is told of it: nothing of a story."""
        if take.item in self.edition.desk.stories:
            return ""
        panel = self.edition.desk.panels.get(take.item)
        return "ornament" if panel is not None and isinstance(panel.block, Ornament) else "panel"

    # -- blocks

    def _furniture(self, number: int, grid: Grid) -> Iterator[Markup]:
        edition = self.edition
        layout = edition.layout
        top = layout.margins.top * MM
        left, width = layout.margins.left * MM, layout.type_width
        if number == 0:
            depth = edition.depths["nameplate"]
            spare = grid.top - (top + depth + OXFORD + UNDER_NAMEPLATE)
            at = top + min(max(spare, 0.0) * 0.5, 5.0)
            yield self.paste.fragment(
                "nameplate", 0, Rect(left, at, width, depth + 1), ident="nameplate", name="nameplate"
            )
            yield Markup('<div class="oxford" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt"></div>').format(
                left, at + depth, width
            )
        else:
            depth = edition.depths["folio"]
            folio = edition.blocks.furniture.folio("folio", number + 1, edition.date)
            running = self.paste.fragment(
                "folio",
                number,
                Rect(left, top, width, depth + 1),
                ident=f"folio-{number + 1}",
                fragment=folio,
                name="folio",
            )
            yield Markup('<header data-role="furniture">{}</header>').format(running)
            yield Markup('<div class="rule across" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt"></div>').format(
                left, top + depth + 2.0, width
            )

    def _stamp(self, page: int) -> Markup:
        """What tells a proof from the paper: white on black, over the head of every page."""
        layout = self.edition.layout
        width, depth = layout.type_width * STAMP_SHARE, min(STAMP, layout.margins.top * MM - 2 * STAMP_AIR)
        rect = Rect((layout.page[0] - width) / 2, STAMP_AIR, width, depth)
        text = self.edition.blocks.words.proof
        self.paste.claims.wording.append(Wording("proof", page, text, (rect.left, rect.top, rect.right, rect.bottom)))
        return Markup(
            '<p class="stamp" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt;height:{:.3f}pt;line-height:{:.3f}pt;'
            'font-size:{:.2f}pt">{}</p>'
        ).format(rect.left, rect.top, width, depth, depth, depth * 0.66, text)

    def _colophon(self, page: int, grid: Grid) -> Markup:
        """Who publishes the paper, under a rule at the foot of the last page."""
        layout, depth = self.edition.layout, self.edition.depths[COLOPHON]
        foot = layout.page[1] - layout.margins.bottom * MM
        rect = Rect(grid.left, foot - depth, layout.type_width, depth)
        rule = Markup('<div class="rule across" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt"></div>').format(
            rect.left, rect.top - 2.0, rect.width
        )
        return Markup("<footer>{}{}</footer>").format(rule, self.paste.fragment(COLOPHON, page, rect, ident=COLOPHON))

    def _take(self, take: Take, page: int, grid: Grid) -> Markup:
        if take.item in self.edition.desk.stories:
            return self.stories.story(take, page, grid)
        module = take.module
        rect = grid.rect(module.column, module.row, module.span, module.depth)
        name = self.edition.desk.title(take.item)
        if take.item in (INDEX, REFERS):
            body = self._inside(take, page, self._lowered(rect, take.item))
        elif take.item.startswith(NOTES):
            rect = self._lowered(rect, NOTES)
            lines = int((rect.height - self.edition.depths[NOTES]) / NOTE_LINE)
            fragment = self.edition.blocks.notes(NOTES, lines, rect.width)
            body = self.paste.fragment(NOTES, page, rect, ident=take.item, fragment=fragment, name=name)
        else:
            panel = self.edition.desk.panels[take.item]
            span = min(module.span, panel.spans[-1])
            rect = grid.rect(module.column, module.row, span, module.depth)
            key = f"{take.item}.{span}"
            if isinstance(panel.block, ArtPanel):
                rect = Rect(rect.left, rect.top, rect.width, take.art_depth(grid.leading))
                return self.paste.art(panel.block, key, take.item, page, rect, name)
            rect, grown = self._lowered(rect, key), None
            if take.setting.grown:
                more = take.setting.grown
                grown = self.edition.blocks.panel(key, panel.block, rect.width, panel.copy, grown=more)
            body = self.paste.fragment(
                key, page, rect, ident=take.item, fragment=grown, opened=take.setting.opened, name=name
            )
        return Markup("<aside>{}</aside>").format(body)

    def _lowered(self, rect: Rect, key: str) -> Rect:
        """A panel's place, so that its label stands on the first row's baseline."""
        drop = label_drop(self.edition.casts[key], self.paste.line)
        return Rect(rect.left, rect.top + drop, rect.width, rect.height - drop)

    def _inside(self, take: Take, page: int, rect: Rect) -> Markup:
        """What the front says of the pages inside: more entries where there is room, which opens the panel out too."""
        edition, key = self.edition, take.item
        blocks, desk, dummy = edition.blocks, edition.desk, edition.dummy
        possible = possible_index(desk) if key == INDEX else possible_refers(desk, blocks.words)
        cast = blocks.index_depth(blocks.fullest(possible, rect.width), rect.width, air=LEAST_AIR)
        room = cast + rect.height - edition.depths[key]
        stories = index_of(desk, dummy)
        entries: tuple[Entry, ...] = ()
        if key == INDEX:
            found = blocks.as_many(stories, room, rect.width)
            entries = tuple(sorted(found, key=lambda entry: entry.page or 0))
        # Of a paper whose stories all begin on the front the sections are named; of one section its stories.
        entries = entries or refers_to(desk, dummy, blocks.words) or no_more_than(dummy, blocks.words)
        if len(entries) == 1 < len(stories) and blocks.index_depth(stories, rect.width, air=MOST_AIR) <= room:
            entries = stories
        spare = room - blocks.index_depth(entries, rect.width, air=MOST_AIR)
        fragment = blocks.index(key, entries, rect.width)
        opened = min(max(spare, 0.0) / fragment.gaps, MOST_OPENED)
        return self.paste.fragment(key, page, rect, ident=key, fragment=fragment, opened=opened, name=key)
