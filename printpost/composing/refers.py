"""Refers: what the front says of the pages inside, as an index or as a few short lines.

A desk comes in for what might be said, and a dummy for what is: each entry has its words, the block that it leads to
and its true page. How deep the panel is must be known before the pages are: it is cast off at its fullest.
"""

from __future__ import annotations

from collections.abc import Iterator

from printpost.composing.blocks import MOST_ENTRIES
from printpost.composing.desk import Desk
from printpost.composing.dummy import Dummy
from printpost.composing.fragments import Entry
from printpost.composing.words import Words
from printpost.newsroom.issue import Notice, Ornament, Story, Subscribe

INDEX = "index"
REFERS = "refers"


def said_of(story: Story) -> str:
    """What the index calls a story: what its editor wants said of it, its short headline, or its headline."""
    return story.refer or story.short or story.headline


def possible_index(desk: Desk) -> tuple[Entry, ...]:
    """All entries that the index may have: any story but the lead may begin inside."""
    return tuple(Entry(said_of(item.story), page=10) for item in desk.stories.values() if item.rank > 1)


def index_of(desk: Desk, dummy: Dummy) -> tuple[Entry, ...]:
    """The stories that begin inside: those with a refer first, then by rank."""
    found = []
    for number, plan in enumerate(dummy.pages):
        for take in plan.takes:
            item = desk.stories.get(take.item)
            if number and item and take.part in ("whole", "first"):
                found.append((item.story.refer is None, item.rank, number + 1, take.item, said_of(item.story)))
    return tuple(Entry(text, name, page) for _, _, page, name, text in sorted(found))


def possible_refers(desk: Desk, words: Words) -> tuple[Entry, ...]:
    """All refers that there may be: of every section, and of what stands in none."""
    names = [name for name, item in desk.stories.items() if item.rank > 1] + list(desk.panels)
    texts = [text for name in names if name not in desk.fillers and (text := _section(desk, name))]
    return tuple(Entry(words.refer.format(text, 10)) for text in dict.fromkeys(texts))


def refers_to(desk: Desk, dummy: Dummy, words: Words) -> tuple[Entry, ...]:
    """What stands on the pages after the first, in the order of reading: a section once, at its first block there."""
    found: dict[str, tuple[str, int]] = {}
    for text, name, page in _inside(desk, dummy):
        found.setdefault(text, (name, page))
    # Stories, and those that an editor refers to before all, are not left out for a list.
    chosen = set(sorted(found, key=lambda text: _wanted(desk, found[text][0]))[:MOST_ENTRIES])
    return tuple(Entry(words.refer.format(text, page), name) for text, (name, page) in found.items() if text in chosen)


def no_more_than(dummy: Dummy, words: Words) -> tuple[Entry, ...]:
    """The page alone, where nothing that has a name begins inside."""
    return (Entry(words.page.format(2), "page-2"),) if len(dummy.pages) > 1 else ()


def _inside(desk: Desk, dummy: Dummy) -> Iterator[tuple[str, str, int]]:
    """What is said of each block that begins inside, with its name and its page."""
    for number, plan in enumerate(dummy.pages):
        for take in plan.takes:
            if number and take.part in ("whole", "first") and take.item not in desk.fillers:
                text = _section(desk, take.item)
                if text:
                    yield text, take.item, number + 1


def _section(desk: Desk, name: str) -> str | None:
    """What a refer calls a block: its editor's words, its section, its short headline or its title."""
    if name in desk.stories:
        story = desk.stories[name].story
        return story.refer or story.section or story.short or story.headline
    block = desk.panels[name].block if name in desk.panels else None
    if isinstance(block, Subscribe | Notice | Ornament):
        return None  # nobody turns to page two for a code or a notice
    return getattr(block, "section", None) or getattr(block, "title", None)


def _wanted(desk: Desk, name: str) -> int:
    item = desk.stories.get(name.split(".", maxsplit=1)[0])
    return 2 if item is None else 1 if item.story.refer is None else 0
