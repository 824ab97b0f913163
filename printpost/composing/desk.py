"""The desk: an issue's contents as items for make-up, and every fragment that has to be cast off.

A reading of an issue and a layout come in; items with their fragments go out. Here it is decided which story leads,
which stand together under a section's flag, and which sizes of head and spans each may have. Nothing is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from printpost.composing.blocks import Blocks
from printpost.composing.cropping import TALLEST_PANEL, good_spans
from printpost.composing.fragments import Fragment
from printpost.composing.items import Level, levels_for
from printpost.composing.kinsoku import count_words, wide
from printpost.composing.layout import Layout
from printpost.newsroom.copy import CopyBlock
from printpost.newsroom.issue import ArtPanel, Block, Ornament, Story, Subscribe
from printpost.newsroom.pins import packages
from printpost.newsroom.reader import Reading

TURN = "turn"
MOST_IN_GROUP, LONGEST_IN_GROUP = 0.45, 0.2
"""A section with more matter than this share of a page does not stand together under one flag, nor does one with a
story that is longer than the second share: it needs its freedom, to turn above all."""
ABOUT_HEAD = 12
WIDER = 1.3
"""How much wider than a letter an ideograph is, in letters."""
SHORTEST_TO_TURN = 90
"""Words under which a story is never carried over."""


@dataclass(frozen=True)
class StoryItem:
    """A story on the desk."""

    name: str
    story: Story
    copy: tuple[CopyBlock, ...]
    rank: int
    levels: tuple[Level, ...]
    spans: Mapping[str, tuple[int, ...]]
    flagged: bool

    @property
    def words(self) -> int:
        """Words of copy."""
        return words_in(self.copy)


@dataclass(frozen=True)
class PanelItem:
    """A panel on the desk. ``aspect`` is a picture's depth by its width; None for other panels."""

    name: str
    block: object
    copy: tuple[CopyBlock, ...] | None
    spans: tuple[int, ...]
    aspect: float | None = None
    page: int | None = None


@dataclass(frozen=True)
class GroupItem:
    """Items that stand together: stories of a section under its flag or, without one, what `with` keeps together."""

    section: str | None
    names: tuple[str, ...]
    page: int | None = None


@dataclass
class Desk:
    """All items in reading order, the groups among them, and what has to be cast off."""

    stories: dict[str, StoryItem] = field(default_factory=dict)
    panels: dict[str, PanelItem] = field(default_factory=dict)
    groups: dict[str, GroupItem] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    fillers: list[str] = field(default_factory=list)
    fragments: dict[str, Fragment] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """What messages call an item."""
        if name in self.stories:
            return self.stories[name].story.headline
        if name in self.panels:
            block = self.panels[name].block
            parts = [getattr(block, "section", None), getattr(block, "title", None), getattr(block, "cutline", None)]
            return " · ".join(part for part in parts if part) or name
        return name


def words_in(copy: Sequence[CopyBlock]) -> int:
    """Words in blocks of copy."""
    return sum(count_words("".join(run.text for run in block.runs)) for block in copy)


def _characters(copy: Sequence[CopyBlock]) -> float:
    return sum(len(run.text) + WIDER * sum(map(wide, run.text)) for block in copy for run in block.runs)


def lay_out(reading: Reading, layout: Layout, blocks: Blocks) -> Desk:
    """The desk of an issue: its items and their fragments at every span that the layout allows."""
    desk = Desk()
    entries = list(enumerate(reading.issue.contents))
    stories = [(index, entry.block) for index, entry in entries if isinstance(entry.block, Story)]
    ranked = sorted(stories, key=lambda pair: pair[1].rank or (1_000 + pair[0]))
    rank_of = {index: rank for rank, (index, _) in enumerate(ranked, 1)}
    story_slots = iter(index for index, _ in ranked)
    order = [next(story_slots) if isinstance(entry.block, Story) else index for index, entry in entries]
    together = {
        index: found for package in packages(reading.beside) for index, found in _ordered(package, order, rank_of)
    }
    groups = _groups([(index, entries[index][1].block) for index in order if index not in together], rank_of)
    names = {index: f"{'s' if isinstance(entry.block, Story) else 'p'}{index}" for index, entry in entries}
    most = MOST_IN_GROUP * layout.cells
    for members in set(groups.values()):
        lines = [layout.lines(_characters(reading.copy[index] or ())) for index in members]
        if sum(lines) + ABOUT_HEAD * len(lines) > most or max(lines) > LONGEST_IN_GROUP * layout.cells:
            groups = {index: found for index, found in groups.items() if found != members}
    for index in order:
        block = entries[index][1].block
        name = names[index]
        if isinstance(block, Story):
            copy = reading.copy[index] or ()
            item = _story(name, block, copy, rank_of[index], layout, flagged=index in groups)
            desk.stories[name] = item
            _story_fragments(desk, item, layout, blocks)
        else:
            _panel(desk, name, block, reading.copy[index], reading, layout, blocks)
        kept = together.get(index) or groups.get(index)
        if kept is None:
            desk.order.append(name)
        elif kept[0] == index:
            page = next((page for n in kept if (page := entries[n][1].block.page) is not None), None)
            section = block.section if index in groups else None
            desk.groups[f"g{index}"] = GroupItem(section, tuple(names[n] for n in kept), page)
            desk.order.append(f"g{index}")
    subscribed = any(isinstance(entry.block, Subscribe) for entry in reading.issue.contents)
    fillers = [filler.block for filler in reading.publication.fillers]
    # An ornament says least: it is called in last, and so stands at the end of the reading order.
    for number, house in enumerate(sorted(fillers, key=lambda block: isinstance(block, Ornament))):
        if isinstance(house, Subscribe) and subscribed:
            continue
        name = f"f{number}"
        desk.fillers.append(name)
        _panel(desk, name, house, None, reading, layout, blocks, filler=True)
    for name, group in desk.groups.items():
        if group.section is not None:
            desk.fragments[f"{name}.flag"] = blocks.furniture.flag(f"{name}.flag", group.section, layout.type_width)
    return desk


def _ordered(
    package: Sequence[int], order: Sequence[int], rank_of: Mapping[int, int]
) -> list[tuple[int, tuple[int, ...]]]:
    """For each block of a package all its blocks, the story of the first rank before the others."""
    found = tuple(sorted(package, key=lambda index: (rank_of.get(index, 1_000), order.index(index))))
    return [(index, found) for index in package]


def _groups(blocks: Sequence[tuple[int, object]], rank_of: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Runs of two to four stories of one section that are held to no page or to the same, the lead not among them:
    index -> all indices of its group.
    """
    found: dict[int, tuple[int, ...]] = {}
    run: list[int] = []
    section: tuple[str | None, int | None] | None = None

    def close() -> None:
        if 2 <= len(run) <= 4:
            found.update((index, tuple(run)) for index in run)

    for index, block in blocks:
        own = None
        if isinstance(block, Story) and block.section is not None and rank_of[index] != 1:
            own = block.section, block.page
        if own is not None and own == section:
            run.append(index)
            continue
        close()
        run, section = ([index], own) if own else ([], None)
    close()
    return found


def _story(
    name: str,
    story: Story,
    copy: tuple[CopyBlock, ...],
    rank: int,
    layout: Layout,
    *,
    flagged: bool,
) -> StoryItem:
    levels = levels_for(rank, words_in(copy))
    spans: dict[str, tuple[int, ...]] = {}
    for level in levels:
        # A column less and any number more than the layout foresees are allowed, at a price: a page must not fail, and
        # no story be drawn out into a hole, for want of a column.
        narrowest = min(*layout.heads[level.name].spans, layout.columns)  # type: ignore[index]
        spans[level.name] = tuple(range(max(narrowest - 1, 1), layout.columns + 1))
    if story.span is not None:
        span = min(story.span, layout.columns)
        spans = {level.name: (span,) for level in levels}
    spans[TURN] = tuple(range(1, layout.columns + 1))
    return StoryItem(name, story, copy, rank, levels, spans, flagged)


def _story_fragments(desk: Desk, item: StoryItem, layout: Layout, blocks: Blocks) -> None:
    story, fragments = item.story, desk.fragments
    for level in item.levels:
        for span in item.spans[level.name]:
            key = f"{item.name}.head.{level.name}.{span}"
            fragment = blocks.heads.head(key, story, level.name, layout.width(span), flagged=item.flagged)
            if fragment:
                fragments[key] = fragment
    if not any(key.startswith(f"{item.name}.head.") for key in fragments):
        last = item.levels[-1].name
        span = item.spans[last][-1]
        key = f"{item.name}.head.{last}.{span}"
        head = blocks.heads.head(key, story, last, layout.width(span), flagged=item.flagged, force=True)
        if head:
            fragments[key] = head
    if story.turn and item.words >= SHORTEST_TO_TURN:
        for span in item.spans[TURN]:
            key = f"{item.name}.head.{TURN}.{span}"
            fragments[key] = blocks.heads.turned(key, story, layout.width(span), "00")
    if story.byline and layout.columns > 1:
        fragments[f"{item.name}.byline"] = blocks.heads.byline(f"{item.name}.byline", story.byline, layout.width(1))
    if story.facts:
        fragments[f"{item.name}.facts"] = blocks.facts(f"{item.name}.facts", story.facts, layout.width(1))
    if story.quote:
        fragments[f"{item.name}.quote"] = blocks.quote(f"{item.name}.quote", story.quote, layout.width(1))
    if story.art:
        for span in range(1, layout.columns + 1):
            fragments[f"{item.name}.cut.{span}"] = blocks.cutline(
                f"{item.name}.cut.{span}", story.art, layout.width(span)
            )


def _panel(
    desk: Desk,
    name: str,
    block: Block,
    copy: tuple[CopyBlock, ...] | None,
    reading: Reading,
    layout: Layout,
    blocks: Blocks,
    *,
    filler: bool = False,
) -> None:
    kind = type(block).kind
    spans = tuple(span for span in layout.panel_spans.get(kind, (1, 2)) if span <= layout.columns)
    if filler:
        spans = tuple(span for span in spans if span <= 2)
    narrowest = blocks.narrowest(block)
    spans = tuple(span for span in spans if layout.width(span) >= narrowest) or (layout.columns,)
    pin = getattr(block, "span", None)
    if pin is not None:
        spans = (min(pin, layout.columns),)
    aspect = None
    if isinstance(block, ArtPanel):
        picture = reading.pictures[block.src]
        aspect = picture.height / picture.width
        if pin is None:
            spans = good_spans(picture, layout, spans, layout.page[1] * TALLEST_PANEL)
    for span in spans:
        key = f"{name}.{span}"
        desk.fragments[key] = (
            blocks.cutline(key, block, layout.width(span))
            if isinstance(block, ArtPanel)
            else blocks.panel(key, block, layout.width(span), copy)
        )
    page = None if filler else getattr(block, "page", None)
    desk.panels[name] = PanelItem(name, block, copy, spans, aspect, page)
