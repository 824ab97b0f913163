"""The markup of stories: heads on the grid, insets, legs of copy, jump lines, and the threads that run through them.

A take and its page come in, an article goes out. Every block's lines are set once, knowing every leg that ends within
it.
"""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from printpost.composing.desk import TURN
from printpost.composing.dummy import Take
from printpost.composing.galley import Part
from printpost.composing.hanging import Hung, hang
from printpost.composing.headlines import TURN_LEVEL
from printpost.composing.hj import Line
from printpost.composing.inline import Division, divided, line_html
from printpost.composing.insets import UNDER_BYLINE
from printpost.composing.ligatures import letters_of
from printpost.composing.paste import Paste
from printpost.composing.shapes import PlacedInset
from printpost.composing.sheetwork import Bead, Leg, Wording
from printpost.geometry import Grid, Rect

UNDER_CUTLINE = 1.5
"""Rows from the last baseline of a cutline to the copy's first: a line, and half a line of white."""
OVER_JUMP = 0.35
"""Rows more between an inset and the jump line under it, where there is room."""
_KINDS = {"paragraph": "p", "subhead": "h3", "item": "p", "quote": "p"}


class Stories:
    """The stories of an edition on its pages. ``beads`` are the places in which each is read, in order."""

    def __init__(self, paste: Paste) -> None:
        self._paste, self._edition = paste, paste.edition
        self.beads: dict[str, list[Bead]] = defaultdict(list)
        self._lines = self._set_lines()
        self._turns = self._edition.dummy.turns
        self._baseline = paste.line.baseline

    def _set_lines(self) -> dict[tuple[str, int], tuple[Line, ...]]:
        """Every block's lines, set once, knowing every leg that ends within it."""
        cuts: dict[tuple[str, int], set[int]] = defaultdict(set)
        counts: dict[tuple[str, int], int] = {}
        for page in self._edition.dummy.pages:
            for take in page.takes:
                for part in take.filled.parts if take.filled else ():
                    key = (take.item, part.block)
                    counts[key] = part.count
                    if part.first:
                        cuts[key].add(part.first)
        return {
            key: self._edition.galleys[key[0]].set(key[1], count, self._edition.fit.size, frozenset(cuts[key]))
            for key, count in counts.items()
        }

    def story(self, take: Take, page: int, grid: Grid) -> Markup:
        """A take of a story, on a page (from 0)."""
        edition = self._edition
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
            fragment = edition.blocks.heads.turned(
                key, item.story, head.width, str(before + 1), origin=self._take_id(take.item, before)
            )
            parts.append(
                self._paste.fragment(
                    key, page, head, ident=self._take_id(take.item, page), fragment=fragment, hung=hung, name=title
                )
            )
        else:
            parts.append(self._paste.fragment(key, page, head, ident=take.item, hung=hung, name=title))
        art = [self._inset(placed, take, page, grid) for placed in take.insets if placed.inset.kind == "art"]
        others = [
            self._inset(placed, take, page, grid)
            for placed in take.insets
            if placed.inset.kind not in ("art", "byline")
        ]
        parts += art
        parts += [self._byline(placed, take, page, grid) for placed in take.insets if placed.inset.kind == "byline"]
        assert take.filled is not None
        for number, frame in enumerate(take.frames):
            parts.append(self._leg(take, number, page, grid, module.column + frame.leg, module.row + frame.row))
        parts += others
        if take.part in ("first", "middle"):
            parts.append(self._jump(take, page, grid))
        return Markup('<article class="story" data-story="{}">{}</article>').format(take.item, Markup("\n").join(parts))

    def _hung(self, key: str, take: Take) -> Hung:
        """The head of a take in its place."""
        edition = self._edition
        level = TURN_LEVEL if take.setting.level == TURN else take.setting.level
        face = edition.blocks.heads.setting(level).type.face
        head = edition.layout.heads[level]  # type: ignore[index]
        return hang(edition.casts[key], head, face, self._paste.line, edition.desk.fragments[key].size)

    def _neighbour(self, take: Take, page: int, step: int) -> int:
        """The page of the story's take before (-1) or after (1) this one."""
        pages = self._turns[take.item]
        return pages[pages.index(page) + step]

    def _take_id(self, item: str, page: int) -> str:
        """The id of a story's head on a page: its own on the first, one with the page's number on later ones."""
        pages = self._turns.get(item, (page,))
        return item if page == pages[0] else f"{item}.on{page + 1}"

    def _inset(self, placed: PlacedInset, take: Take, page: int, grid: Grid) -> Markup:
        """An inset, half a line off the capitals of the copy on both sides. What is spare goes into the box."""
        edition, inset, line = self._edition, placed.inset, self._paste.line
        story = edition.desk.stories[take.item].story
        rect = grid.rect(take.module.column + inset.leg, take.module.row + placed.row, inset.span, inset.depth)
        white = line.white
        capitals = rect.top + line.baseline - line.cap
        if inset.kind == "art":
            assert story.art is not None
            key = f"{take.item}.cut.{inset.span}"
            cast = edition.casts[key]
            under = cast.depth - cast.lines["text"][1] if "text" in cast.lines else 0.0
            foot = rect.bottom + line.baseline - UNDER_CUTLINE * line.leading + under
            place = Rect(rect.left, capitals, rect.width, foot - capitals)
            return self._paste.art(story.art, key, f"{take.item}.art", page, place, story.headline)
        key = f"{take.item}.{inset.key}"
        cast, fragment = edition.casts[key], edition.desk.fragments[key]
        free = self._rows_left(take, placed)
        top = capitals if free is None else rect.top - (1 + free) * line.leading + line.baseline + white
        depth, gaps = cast.depth, float(fragment.gaps)
        if inset.where == "foot":
            # Its last line stands beside the last lines of the other legs.
            depth = cast.lines.get("text", (0.0, depth))[1]
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
            self._paste.fragment(key, page, place, ident=key, opened=opened, name=story.headline)
        )

    def _byline(self, placed: PlacedInset, take: Take, page: int, grid: Grid) -> Markup:
        """A byline over the first leg: its last line on the grid, as far from the copy as one in a head."""
        module, inset, line = take.module, placed.inset, self._paste.line
        key, title = f"{take.item}.byline", self._edition.desk.stories[take.item].story.headline
        rect = grid.rect(module.column, module.row + placed.row, 1, inset.depth)
        cast = self._edition.casts[key]
        top = rect.bottom - UNDER_BYLINE * line.leading + line.baseline - cast.lines["text"][1]
        place = Rect(rect.left, top, rect.width, cast.depth)
        self.beads[take.item].append(Bead(page, place))
        return self._paste.fragment(key, page, place, ident=key, name=title)

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
        edition = self._edition
        block = edition.galleys[take.item].blocks[part.block]
        whole = self._lines[take.item, part.block]
        lines = whole[part.first : part.last]
        leading, size = edition.fit.leading, edition.fit.size
        texts = [letters_of(line.text) for line in lines]
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
            base = self._baseline + (block.initial.lines - 1) * leading
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
        # A word is read out whole where it begins, but not on a page that has only a part of it.
        start, end = _on_this_page(take, part)
        for n, line in enumerate(lines, part.first):
            before = divided(whole[n - 1], line) if n > start else None
            after = divided(line, whole[n + 1]) if n + 1 < end else None
            first = before[1] if before else initial if n == 0 else None
            html.append(line_html(line, opening if n == 0 else "", first=first, last=after[0] if after else None))
        self._paste.claims.legs.append(
            Leg(
                edition.desk.stories[take.item].story.headline,
                page,
                left,
                top + part.row * leading + self._baseline,
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
        text, tip = self._edition.blocks.words.continued.format(comes + 1), "◂" if self._edition.script.rtl else "▸"
        self._paste.claims.wording.append(Wording(self._edition.desk.title(take.item), page, text))
        return Markup(
            '<p class="jump" style="left:{:.3f}pt;top:{:.3f}pt;width:{:.3f}pt;line-height:{:.3f}pt"><a href="#{}">{} '
            '<span class="tip">{}</span></a></p>'
        ).format(rect.left, rect.top, rect.width, rect.height, self._take_id(take.item, comes), text, tip)


def _on_this_page(take: Take, part: Part) -> tuple[int, int]:
    """The first line of a part's block that the take has, and the one after its last."""
    assert take.filled is not None
    parts = [other for other in take.filled.parts if other.block == part.block]
    return min(other.first for other in parts), max(other.last for other in parts)
