"""Pins: what an editor fixes of a block's place, with `page`, `span`, `turn: false`, `rank` and `with`.

An issue and the places of its file come in; out go the pins, which block each `with` means, and a problem for every
pin that cannot be met whatever the layout and however the pages are made up. The rest is known only in make-up.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from printpost.newsroom.issue import Block, Issue, Story
from printpost.newsroom.places import Places, Step
from printpost.problems import Problem

_ATTRIBUTES = {"page": "page", "span": "span", "turn": "turn", "with": "with_"}
_FREE = {"page": None, "span": None, "turn": True, "with": None}


@dataclass(frozen=True, slots=True)
class Pin:
    """One wish: the key of a block (by its place in the contents), with its value."""

    index: int
    kind: str
    key: str
    value: object

    @property
    def path(self) -> tuple[Step, ...]:
        """Where the file says it."""
        return ("contents", self.index, self.kind, self.key)

    def __str__(self) -> str:
        value = "false" if self.value is False else self.value
        return f"{self.key}: {value}"


def pins_of(issue: Issue) -> tuple[Pin, ...]:
    """Every pin that make-up may fail of, in the order of the file. Ranks are none: any order can be made up."""
    return tuple(
        Pin(index, entry.block.kind, key, value)
        for index, entry in enumerate(issue.contents)
        for key, attribute in _ATTRIBUTES.items()
        if (value := getattr(entry.block, attribute, _FREE[key])) != _FREE[key]
    )


def without(issue: Issue, pins: Sequence[Pin]) -> Issue:
    """The issue with some of its pins taken away."""
    contents = list(issue.contents)
    for pin in pins:
        block = contents[pin.index].block.model_copy(update={_ATTRIBUTES[pin.key]: _FREE[pin.key]})
        key = "list_" if pin.kind == "list" else pin.kind
        contents[pin.index] = contents[pin.index].model_copy(update={key: block})
    return issue.model_copy(update={"contents": tuple(contents)})


def lead_of(issue: Issue) -> int | None:
    """The index of the story that leads: the one of the first rank, else the first."""
    blocks = [(n, entry.block) for n, entry in enumerate(issue.contents)]
    stories = [(block.rank or 1_000 + n, n) for n, block in blocks if isinstance(block, Story)]
    return min(stories)[1] if stories else None


def companions(issue: Issue, places: Places) -> tuple[dict[int, int], tuple[Problem, ...]]:
    """For every block that is to stand `with` another, the index of that one; and a problem for every name that none,
    or more than one, of the blocks has.
    """
    names = [(index, name) for index, entry in enumerate(issue.contents) for name in names_of(entry.block)]
    beside: dict[int, int] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(issue.contents):
        wanted = entry.block.with_
        if wanted is None:
            continue
        path = ("contents", index, entry.block.kind, "with")
        meant = sorted({other for other, name in names if _folded(name) == _folded(wanted)})
        if meant == [index]:
            problems.append(places.error(path, "a block cannot be kept beside itself", "name another block"))
        elif len(meant) > 1:
            lines = " and ".join(str(places.key_at(("contents", n, issue.contents[n].block.kind)).line) for n in meant)
            problems.append(
                places.error(
                    path,
                    f"“{wanted}” may be any of {len(meant)} blocks, in lines {lines}",
                    "give the one that you mean a short: or title: of its own",
                )
            )
        elif not meant:
            near = difflib.get_close_matches(_folded(wanted), [_folded(name) for n, name in names if n != index], 1)
            shown = next((name for _, name in names if near and _folded(name) == near[0]), None)
            hint = f"did you mean “{shown}”?" if shown else "write the headline, the short headline or the title of it"
            problems.append(places.error(path, f"no block is called “{wanted}”", hint))
        else:
            beside[index] = meant[0]
    return beside, tuple(problems)


def names_of(block: Block) -> tuple[str, ...]:
    """What a block may be called: its headline, short headline or title; a panel without a title by its section."""
    names = [getattr(block, key, None) for key in ("headline", "short", "title")]
    if not any(names):
        names = [block.section]
    return tuple(dict.fromkeys(name for name in names if name))


def packages(beside: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """The blocks that stand together, each of them in one package; by their index, in order."""
    found: list[set[int]] = []
    for one, other in sorted(beside.items()):
        touched = [package for package in found if package & {one, other}]
        found = [package for package in found if package not in touched]
        found.append({one, other}.union(*touched))
    return tuple(sorted(tuple(sorted(package)) for package in found))


def unkept(issue: Issue, beside: Mapping[int, int], places: Places) -> Iterator[Problem]:
    """A problem for every pin that no plan could keep: a rank given twice, a lead off the front, blocks to be kept
    together on two pages.
    """
    first_of: dict[int, int] = {}
    for index, entry in enumerate(issue.contents):
        block = entry.block
        if not isinstance(block, Story) or block.rank is None:
            continue
        if block.rank in first_of:
            at = places.at(("contents", first_of[block.rank], "story", "rank")).line
            taken = {other.block.rank for other in issue.contents if isinstance(other.block, Story)}
            free = next(rank for rank in range(block.rank, block.rank + len(taken) + 1) if rank not in taken)
            yield places.error(
                ("contents", index, "story", "rank"),
                f"two stories are of rank {block.rank}: this one and that of line {at}",
                f"give one of them another, such as rank: {free}",
            )
        first_of.setdefault(block.rank, index)
    lead = lead_of(issue)
    page = issue.contents[lead].block.page if lead is not None else None
    if page is not None and page > 1:
        yield places.error(
            ("contents", lead or 0, "story", "page"),
            f"the lead is pinned to page {page}, but the lead stands on the front",
            "take page: away, or give the story that shall lead rank: 1",
        )
    for package in packages(beside):
        pages = {n: 1 if n == lead else issue.contents[n].block.page for n in package}
        # The place of a page that is asked for is told; the lead's page need not be.
        pinned = sorted(((n == lead, n, page) for n, page in pages.items() if page is not None))
        if len({page for _, _, page in pinned}) < 2:
            continue
        _, at, page = pinned[0]
        fixed, there = next((n, other) for _, n, other in pinned if other != page)
        name = next(iter(names_of(issue.contents[fixed].block)), "the other")
        yield places.error(
            ("contents", at, issue.contents[at].block.kind, "page"),
            f"this block is pinned to page {page}, but with: keeps it beside “{name}” on page {there}",
            "take page: or with: away",
        )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
