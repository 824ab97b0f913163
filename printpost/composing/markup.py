"""Markup: an edition as one HTML document, with the claims that its print has to meet.

An edition comes in, sheetwork goes out. Every block stands where the dummy put it; the order of the HTML is the order
of reading; jump lines are links both ways. How things look is the layout's style sheet's business: here are only
places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from printpost.composing.blocks import LEAST_AIR, MOST_AIR, NOTE_LINE, TURN_LEVEL, Fragment
from printpost.composing.castoff import block_html
from printpost.composing.composer import COLOPHON, NOTES, OXFORD, UNDER_NAMEPLATE
from printpost.composing.composition import Edition
from printpost.composing.desk import TURN
from printpost.composing.dressing import turned_html
from printpost.composing.dummy import Flag, PagePlan, Take
from printpost.composing.galley import Part
from printpost.composing.hanging import UNDER, Hung, copy_line, hang, label_drop
from printpost.composing.hj import Line
from printpost.composing.inline import Division, divided, line_html
from printpost.composing.refers import INDEX, REFERS, index_of, no_more_than, possible_index, possible_refers, refers_to
from printpost.composing.rules import rules_html
from printpost.composing.shapes import PlacedInset
from printpost.composing.sheetwork import Bead, Claims, Leg, Metadata, Placed, Sheetwork, Thread, Wording
from printpost.composing.stylesheet import copy_rules
from printpost.geometry import MM, Grid, Rect
from printpost.newsroom.issue import Art, ArtPanel

_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"(?<=[^>\s]) </span>")
_GAP = '<span class="gap"> </span></span>'
"""The space between two lines that were broken here: the renderer drops one that only ends a line, and words would run
together for those who read the page by its text.
"""
STAMP, STAMP_AIR, STAMP_SHARE = 17.0, 6.0, 0.62
"""The stamp of a proof: its depth and the white over and under it in points, its share of the type's width."""
OVER_JUMP = 0.35
"""Rows more between an inset and the jump line under it, where there is room."""
MOST_OPENED = 11.0
"""Points by which an entry of the index may be opened out where it is less deep than it might have been."""
_KINDS = {"paragraph": "p", "subhead": "h3", "item": "p", "quote": "p"}


def mark_up(edition: Edition) -> Sheetwork:
    """The sheetwork of an edition."""
    return _Marker(edition).sheetwork()


class _Marker:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.claims = Claims()
        self.beads: Mapping[str, list[Bead]] = defaultdict(list)
        self.lines = self._set_lines()
        self.turns = edition.dummy.turns
        roman = edition.layout.text
        face = edition.blocks.case.face(roman.families[0])
        self.line = copy_line(face, edition.fit.size, edition.fit.leading)
        self.baseline = self.line.baseline

    # -- lines

    def _set_lines(self) -> dict[tuple[str, int], tuple[Line, ...]]:
        """Every block's lines, set once, knowing every leg that ends within it."""
        cuts: dict[tuple[str, int], set[int]] = defaultdict(set)
        counts: dict[tuple[str, int], int] = {}
        for page in self.edition.dummy.pages:
            for take in page.takes:
                for part in take.filled.parts if take.filled else ():
                    key = (take.item, part.block)
                    counts[key] = part.count
                    if part.first:
                        cuts[key].add(part.first)
        return {
            key: self.edition.galleys[key[0]].set(key[1], count, self.edition.fit.size, frozenset(cuts[key]))
            for key, count in counts.items()
        }

    # -- the document

    def sheetwork(self) -> Sheetwork:
        edition = self.edition
        layout, reading = edition.layout, edition.reading
        pages = Markup("").join(self._page(number, plan) for number, plan in enumerate(edition.dummy.pages))
        width, height = layout.page
        language = reading.language
        paper = reading.publication
        issue = reading.issue
        title = ", ".join(part for part in (paper.name, edition.blocks.numbered(issue.number)) if part)
        bleed = f";bleed:{layout.bleed * MM:.3f}pt" if layout.bleed else ""
        css = (
            f"@page{{size:{width:.3f}pt {height:.3f}pt;margin:0{bleed}}}\n{edition.css}\n"
            f"{copy_rules(layout, edition.fit.size, edition.fit.leading)}\n"
            f".page{{width:{width:.3f}pt;height:{height:.3f}pt}}"
        )
        if edition.script.rtl:
            pages = Markup(turned_html(str(pages)))
            self.claims = self.claims.turned(width)
            self.beads = {item: [bead.turned(width) for bead in beads] for item, beads in self.beads.items()}
        html = Markup(
            '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>'
            "<body>{}</body></html>"
        ).format(language, title, Markup(css), pages)
        folders = tuple({path.parent for path in (p.path for p in reading.pictures.values())} | {*layout.folders})
        return Sheetwork(
            html=str(html),
            folders=folders,
            pages=len(edition.dummy.pages),
            placed=tuple(self.claims.placed),
            legs=tuple(self.claims.legs),
            wording=tuple(self.claims.wording),
            threads=tuple(
                Thread(edition.desk.stories[item].story.headline, tuple(beads)) for item, beads in self.beads.items()
            ),
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
                    parts.append(self._fragment(f"{flag.module.item}.flag", number, rect, ident=f"{flag.module.item}"))
                    del flags[key]
            parts.append(self._take(take, number, grid))
        parts.append(rules_html(plan, grid, self._is_panel))
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

    def _is_panel(self, take: Take) -> bool:
        return take.item not in self.edition.desk.stories

    # -- blocks

    def _fragment(
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
        found = fragment or self.edition.desk.fragments[key]
        found = replace(found, key=ident, width=rect.width)
        self.claims.placed.append(Placed(ident, name or ident, page, rect.top, rect.bottom))
        area = (rect.left, rect.top, rect.right, rect.bottom)
        self.claims.wording.append(Wording(name or ident, page, _text(found.html), area))
        style = f"--x:{rect.left:.3f}pt;--y:{rect.top:.3f}pt;--w:{rect.width:.3f}pt"
        if hung:
            style += f";{hung.style}"
        if opened:
            style += f";--open:{opened:.3f}pt;--half:{opened / 2:.3f}pt"
        html = Markup(_LINE_END.sub(_GAP, str(found.html)))
        return block_html(replace(found, html=html), style)

    def _furniture(self, number: int, grid: Grid) -> Iterator[Markup]:
        edition = self.edition
        layout = edition.layout
        top = layout.margins.top * MM
        left, width = layout.margins.left * MM, layout.type_width
        if number == 0:
            depth = edition.depths["nameplate"]
            spare = grid.top - (top + depth + OXFORD + UNDER_NAMEPLATE)
            at = top + min(max(spare, 0.0) * 0.5, 5.0)
            yield self._fragment("nameplate", 0, Rect(left, at, width, depth + 1), ident="nameplate", name="nameplate")
            yield Markup('<div class="oxford" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt"></div>').format(
                left, at + depth, width
            )
        else:
            depth = edition.depths["folio"]
            folio = edition.blocks.folio("folio", number + 1, edition.date)
            running = self._fragment(
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
        self.claims.wording.append(Wording("proof", page, text, (rect.left, rect.top, rect.right, rect.bottom)))
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
        return Markup("<footer>{}{}</footer>").format(rule, self._fragment(COLOPHON, page, rect, ident=COLOPHON))

    def _take(self, take: Take, page: int, grid: Grid) -> Markup:
        if take.item in self.edition.desk.stories:
            return self._story(take, page, grid)
        module = take.module
        rect = grid.rect(module.column, module.row, module.span, module.depth)
        name = self.edition.desk.title(take.item)
        if take.item in (INDEX, REFERS):
            body = self._inside(take, page, self._lowered(rect, take.item))
        elif take.item.startswith(NOTES):
            rect = self._lowered(rect, NOTES)
            lines = int((rect.height - self.edition.depths[NOTES]) / NOTE_LINE)
            fragment = self.edition.blocks.notes(NOTES, lines, rect.width)
            body = self._fragment(NOTES, page, rect, ident=take.item, fragment=fragment, name=name)
        else:
            panel = self.edition.desk.panels[take.item]
            span = min(module.span, panel.spans[-1])
            rect = grid.rect(module.column, module.row, span, module.depth)
            key = f"{take.item}.{span}"
            if isinstance(panel.block, ArtPanel):
                rect = Rect(rect.left, rect.top, rect.width, take.art_depth(grid.leading))
                return self._art(panel.block, key, take.item, page, rect, name)
            rect, grown = self._lowered(rect, key), None
            if take.setting.grown:
                more = take.setting.grown
                grown = self.edition.blocks.panel(key, panel.block, rect.width, panel.copy, grown=more)
            body = self._fragment(
                key, page, rect, ident=take.item, fragment=grown, opened=take.setting.opened, name=name
            )
        return Markup("<aside>{}</aside>").format(body)

    def _lowered(self, rect: Rect, key: str) -> Rect:
        """A panel's place, so that its label stands on the first row's baseline."""
        drop = label_drop(self.edition.casts[key], self.line)
        return Rect(rect.left, rect.top + drop, rect.width, rect.height - drop)

    def _inside(self, take: Take, page: int, rect: Rect) -> Markup:
        """What the front says of the pages inside: more entries where there is room, which opens the panel out too."""
        edition, key = self.edition, take.item
        blocks, desk, dummy = edition.blocks, edition.desk, edition.dummy
        possible = possible_index(desk) if key == INDEX else possible_refers(desk, blocks.words)
        cast = blocks.index_depth(blocks.fullest(possible, rect.width), rect.width, air=LEAST_AIR)
        room = cast + rect.height - edition.depths[key]
        if key == INDEX:
            found = blocks.as_many(index_of(desk, dummy), room, rect.width)
            entries = tuple(sorted(found, key=lambda entry: entry.page or 0))
        else:
            entries = refers_to(desk, dummy, blocks.words)
        entries = entries or no_more_than(dummy, blocks.words)
        spare = room - blocks.index_depth(entries, rect.width, air=MOST_AIR)
        fragment = blocks.index(key, entries, rect.width)
        opened = min(max(spare, 0.0) / fragment.gaps, MOST_OPENED)
        return self._fragment(key, page, rect, ident=key, fragment=fragment, opened=opened, name=key)

    def _art(self, art: Art, key: str, ident: str, page: int, rect: Rect, name: str) -> Markup:
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
        return Markup("<figure>{}{}</figure>").format(image, self._fragment(key, page, under, ident=ident, name=name))

    # -- stories

    def _story(self, take: Take, page: int, grid: Grid) -> Markup:
        edition = self.edition
        item = edition.desk.stories[take.item]
        module, title = take.module, item.story.headline
        rect = grid.rect(module.column, module.row, module.span, module.depth)
        parts: list[Markup] = []
        wide = take.setting.abreast or module.span
        key = f"{take.item}.head.{take.setting.level}.{wide}"
        hung = self._hung(key, take)
        depth = take.setting.head * grid.leading
        head = Rect(rect.left, rect.top + hung.drop, grid.width(wide), depth - hung.drop)
        self.beads[take.item].append(Bead(page, head))
        if take.part in ("rest", "middle"):
            before = self._neighbour(take, page, -1)
            fragment = edition.blocks.turn_head(
                key, item.story, rect.width, str(before + 1), origin=self._take_id(take.item, before)
            )
            parts.append(
                self._fragment(
                    key, page, head, ident=self._take_id(take.item, page), fragment=fragment, hung=hung, name=title
                )
            )
        else:
            parts.append(self._fragment(key, page, head, ident=take.item, hung=hung, name=title))
        art = [self._inset(placed, take, page, grid) for placed in take.insets if placed.inset.kind == "art"]
        others = [self._inset(placed, take, page, grid) for placed in take.insets if placed.inset.kind != "art"]
        parts += art
        assert take.filled is not None
        for number, frame in enumerate(take.frames):
            parts.append(self._leg(take, number, page, grid, module.column + frame.leg, module.row + frame.row))
        parts += others
        if take.part in ("first", "middle"):
            parts.append(self._jump(take, page, grid))
        return Markup('<article class="story" data-story="{}">{}</article>').format(take.item, Markup("\n").join(parts))

    def _hung(self, key: str, take: Take) -> Hung:
        """The head of a take in its place."""
        edition = self.edition
        level = TURN_LEVEL if take.setting.level == TURN else take.setting.level
        face = edition.blocks.head_setting(level).type.face
        return hang(edition.casts[key], edition.layout.heads[level], face, self.line)  # type: ignore[index]

    def _neighbour(self, take: Take, page: int, step: int) -> int:
        """The page of the story's take before (-1) or after (1) this one."""
        pages = self.turns[take.item]
        return pages[pages.index(page) + step]

    def _take_id(self, item: str, page: int) -> str:
        """The id of a story's head on a page: its own on the first, one with the page's number on later ones."""
        pages = self.turns.get(item, (page,))
        return item if page == pages[0] else f"{item}.on{page + 1}"

    def _inset(self, placed: PlacedInset, take: Take, page: int, grid: Grid) -> Markup:
        """An inset, half a line off the capitals of the copy on both sides. What is spare goes into the box."""
        edition, inset, line = self.edition, placed.inset, self.line
        story = edition.desk.stories[take.item].story
        rect = grid.rect(take.module.column + inset.leg, take.module.row + placed.row, inset.span, inset.depth)
        white = line.leading / 2 + line.cap - line.x
        capitals = rect.top + line.baseline - line.cap
        if inset.kind == "art":
            assert story.art is not None
            key = f"{take.item}.cut.{inset.span}"
            cast = edition.casts[key]
            under = cast.depth - cast.lines["text"][1] if "text" in cast.lines else 0.0
            foot = rect.bottom + line.baseline - UNDER * line.leading + under
            place = Rect(rect.left, capitals, rect.width, foot - capitals)
            return self._art(story.art, key, f"{take.item}.art", page, place, story.headline)
        key = f"{take.item}.{inset.key}"
        cast, fragment = edition.casts[key], edition.desk.fragments[key]
        free = self._rows_left(take, placed)
        top = capitals if free is None else rect.top - (1 + free) * line.leading + line.baseline + white
        depth, gaps = cast.depth, float(fragment.gaps)
        if inset.where == "foot":
            # Its last line stands beside the last lines of the other legs.
            depth = cast.lines["text"][1]
            foot = rect.bottom - line.leading + line.baseline
            if take.setting.jump and inset.leg == take.module.span - 1:
                # Where the jump line is next, a little of what is spare stands between.
                foot -= min(max(foot - top - depth, 0.0), OVER_JUMP * line.leading)
            gaps -= 0.5 if inset.kind == "facts" and not (story.facts and story.facts.note) else 0.0
        else:
            foot = rect.bottom + line.baseline - line.x - white
        opened = min(max(foot - top - depth, 0.0) / gaps, fragment.most_opened)
        top += (foot - top - depth - gaps * opened) * {"head": 0.0, "middle": 0.5, "foot": 1.0}[inset.where]
        place = Rect(rect.left, top, rect.width, cast.depth + fragment.gaps * opened)
        return Markup("<aside>{}</aside>").format(
            self._fragment(key, page, place, ident=key, opened=opened, name=story.headline)
        )

    def _rows_left(self, take: Take, placed: PlacedInset) -> int | None:
        """The rows over an inset that the copy over it leaves free; None where there is no copy over it."""
        assert take.filled is not None
        for number, frame in enumerate(take.frames):
            if frame.leg == placed.inset.leg and frame.row + frame.rows == placed.row:
                parts = [part for part in take.filled.parts if part.frame == number]
                return frame.rows - max((part.row + part.last - part.first for part in parts), default=0)
        return None

    def _leg(self, take: Take, frame: int, page: int, grid: Grid, column: int, row: int) -> Markup:
        assert take.filled is not None
        parts = [part for part in take.filled.parts if part.frame == frame]
        left, top = grid.x(column), grid.y(row)
        self.beads[take.item].append(Bead(page, Rect(left, top, grid.measure, take.frames[frame].rows * grid.leading)))
        body = Markup("").join(self._part(take, part, page, left, top) for part in parts)
        return Markup('<div class="leg copy" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt">{}</div>').format(
            left, top, grid.measure, body
        )

    def _part(self, take: Take, part: Part, page: int, left: float, top: float) -> Markup:
        edition = self.edition
        block = edition.galleys[take.item].blocks[part.block]
        whole = self.lines[take.item, part.block]
        lines = whole[part.first : part.last]
        leading, size = edition.fit.leading, edition.fit.size
        texts = [line.text for line in lines]
        html: list[Markup] = []
        if part.first == 0 and block.marker:
            html.append(
                Markup('<span class="marker" style="left:{:.3f}pt">{}</span>').format(
                    block.marker_at * size, block.marker
                )
            )
        opening, initial = "", None
        if part.first == 0 and block.initial:
            drawn = edition.initials[take.item]
            letters = block.initial.letters
            base = self.baseline + (block.initial.lines - 1) * leading
            html.append(
                Markup('<span class="initial" data-role="furniture" style="left:0;top:{:.3f}pt">{}</span>').format(
                    part.row * leading + base - drawn.above, drawn.svg
                )
            )
            # The drop cap is a drawing; the letter itself stays in the text, so that the word can be found, and the
            # word it begins is read out whole.
            first_word = lines[0].text.split(" ", 1)[0]
            if 0 < len(first_word) < len(lines[0].text) and len(first_word) <= len(lines[0].pieces[0].text):
                initial = Division(len(first_word), letters + first_word)
            read_as = ' data-whole=" "' if initial else ""
            opening = f'<span class="ghost"{read_as}>{letters}</span>'
            texts[0] = letters + texts[0]
        for n, line in enumerate(lines, part.first):
            before = divided(whole[n - 1], line) if n else None
            after = divided(line, whole[n + 1]) if n + 1 < len(whole) else None
            first = before[1] if before else initial if n == 0 else None
            html.append(line_html(line, opening if n == 0 else "", first=first, last=after[0] if after else None))
        self.claims.legs.append(
            Leg(
                edition.desk.stories[take.item].story.headline,
                page,
                left,
                top + part.row * leading + self.baseline,
                leading,
                tuple(texts),
                take.item,
                edition.layout.measure,
            )
        )
        tag = _KINDS[block.kind]
        role = Markup(' data-role="{}"').format(block.kind) if block.kind in {"item", "quote"} else Markup("")
        return Markup('<{} class="part {}" data-part="{}.{}"{} style="top:{:.3f}pt">{}</{}>').format(
            Markup(tag),
            block.kind,
            take.item,
            part.block,
            role,
            part.row * leading,
            Markup("").join(html),
            Markup(tag),
        )

    def _jump(self, take: Take, page: int, grid: Grid) -> Markup:
        module = take.module
        column = module.column + module.span - 1
        rect = grid.rect(column, module.row + module.depth - 1, 1, 1)
        comes = self._neighbour(take, page, 1)
        text, tip = self.edition.blocks.words.continued.format(comes + 1), "◂" if self.edition.script.rtl else "▸"
        self.claims.wording.append(Wording(self.edition.desk.title(take.item), page, text))
        return Markup(
            '<p class="jump" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt;line-height:{:.3f}pt"><a href="#{}">{} '
            '<span class="tip">{}</span></a></p>'
        ).format(rect.left, rect.top, rect.width, rect.height, self._take_id(take.item, comes), text, tip)


def _text(html: Markup) -> str:
    return " ".join(Markup(_TAG.sub(" ", _SVG.sub(" ", str(html)))).unescape().split())
