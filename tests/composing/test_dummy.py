"""The dummy: every item on one page or turned, every line once, nothing outside the well, the same plan every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.dummy import Dummy, Take
from printpost.composing.galley import Galley, Start
from printpost.composing.items import Item, Panel, Story, levels_for
from printpost.composing.layout import Legs
from printpost.composing.matter import TOMBSTONE, Matter
from printpost.composing.planner import Planner
from tests.composing.specimen import block, galley, words_of

COLUMNS, LEADING, ROWS = 4, 12.35, (51, 60)
SPANS = {
    "banner": (4,),
    "lead": (3, 4),
    "feature": (2, 3, 4),
    "secondary": (1, 2, 3),
    "brief": (1, 2),
    "turn": (1, 2, 3, 4),
}
SIZES = {"banner": 46.0, "lead": 36.0, "feature": 23.0, "secondary": 17.0, "brief": 14.0, "turn": 14.0}
few = settings(max_examples=12, deadline=None)


@cache
def _copy(words: int) -> Galley:
    """A story's copy in paragraphs of about sixty words."""
    return galley([block(words_of(min(60, words - at), at)) for at in range(0, words, 60)])


def story(name: str, words: int, rank: int, **more: object) -> Story:
    """A story with a head of two lines at every level, deeper the narrower it is set."""
    levels = levels_for(rank, words)
    heads = {
        (level, span): 12.0 + SIZES[level] * (2 if span > 1 else 3)
        for level in (*(level.name for level in levels), "turn")
        for span in SPANS[level]
    }
    return replace(Story(name, _copy(words), rank, levels, SPANS, heads), **more)  # type: ignore[arg-type]


def panel(name: str, depth: float, **more: object) -> Panel:
    """A panel as a list or a table is: one column or two."""
    return replace(Panel(name, {1: depth, 2: depth * 0.62}, {1: 5, 2: 5}, {1: 10.0, 2: 10.0}), **more)  # type: ignore[arg-type]


def matter(items: Sequence[Item], **more: object) -> Matter:
    """An issue of these items in this order."""
    return Matter(
        {item.name: item for item in items},
        tuple(item.name for item in items),
        COLUMNS,
        LEADING,
        Legs(),
        3,
        **more,  # type: ignore[arg-type]
    )


def issue(words: Sequence[int], depths: Sequence[float]) -> list[Item]:
    """Stories of so many words, the lead first, with panels among them."""
    stories: list[Item] = [story(f"s{n}", count, n + 1) for n, count in enumerate(words)]
    panels = [panel(f"p{n}", depth) for n, depth in enumerate(depths)]
    return [
        *stories[:1],
        *(item for pair in zip(stories[1:], panels, strict=False) for item in pair),
        *stories[1 + len(panels) :],
        *panels[max(len(stories) - 1, 0) :],
    ]


def plan(items: Sequence[Item], pages: int | None = None) -> tuple[Dummy | None, Matter]:
    """The plan in so many pages, or in about as many as the issue fills."""
    pages = pages or pages_for(items)
    found = matter(items)
    return Planner(found, (ROWS[0], *[ROWS[1]] * (pages - 1))).plan(), found


def pages_for(items: Sequence[Item]) -> int:
    """About as many pages as the issue fills."""
    planner = Planner(matter(items), ROWS)
    cells = sum(planner.natural(item.name) for item in items)
    pages = 1
    while COLUMNS * (ROWS[0] + (pages - 1) * ROWS[1]) < cells * 1.02:
        pages += 1
    return pages


def takes(dummy: Dummy) -> Iterator[tuple[int, Take]]:
    """All takes with their page, from 0."""
    for number, page in enumerate(dummy.pages):
        for take in page.takes:
            yield number, take


def check(dummy: Dummy, found: Matter) -> None:
    """Check what must be true of every plan."""
    everywhere: dict[str, list[tuple[int, Take]]] = defaultdict(list)
    for page, take in takes(dummy):
        everywhere[take.item].append((page, take))
    assert set(everywhere) == set(found.order), "an item is missing, or stands where none was asked for"
    for name, parts in everywhere.items():
        _check_item(found[name], parts)
    for number, sheet in enumerate(dummy.pages):
        rows = ROWS[0 if number == 0 else 1]
        cells = [
            (take.module.column + x, take.module.row + y)
            for take in sheet.takes
            for x in range(take.module.span)
            for y in range(take.module.depth)
        ]
        assert len(cells) == len(set(cells)), "modules overlap"
        assert all(0 <= x < COLUMNS and 0 <= y < rows for x, y in cells), "a module leaves the well"
    assert {
        name: tuple(page for page, _ in parts) for name, parts in everywhere.items() if len(parts) > 1
    } == dummy.turns


def _check_item(item: Item, parts: list[tuple[int, Take]]) -> None:
    pages, kinds = [page for page, _ in parts], [take.part for _, take in parts]
    if len(parts) == 1:
        assert kinds == ["whole"]
    else:
        assert kinds == ["first", *["middle"] * (len(kinds) - 2), "rest"]
        assert all(a < b for a, b in pairwise(pages)), "a story is carried back, or on to its own page"
    if not isinstance(item, Story):
        assert len(parts) == 1
        return
    lines: list[tuple[int, int]] = []
    counts: dict[int, int] = {}
    for number, (_, take) in enumerate(parts):
        assert take.filled is not None
        assert (take.filled.rest is None) == (number == len(parts) - 1)
        for part in take.filled.parts:
            assert counts.setdefault(part.block, part.count) == part.count
            lines += [(part.block, line) for line in range(part.first, part.last)]
            frame = take.frames[part.frame]
            assert part.row + part.last - part.first <= frame.rows
            assert take.setting.head <= frame.row
            assert frame.row + frame.rows <= take.module.depth - (
                take.setting.jump if frame.leg == take.module.span - 1 else 0
            )
    assert lines == [(number, line) for number in range(len(item.galley.blocks)) for line in range(counts[number])]


@few
@given(
    st.lists(st.sampled_from([45, 70, 120, 200, 320, 480]), min_size=1, max_size=6),
    st.lists(st.sampled_from([90.0, 160.0, 240.0, 330.0]), max_size=5),
)
def test_every_item_and_every_line_has_its_place(words: list[int], depths: list[float]) -> None:
    """In any plan each item stands on one page or is turned, all its lines in order, in the well, without overlap."""
    items = issue(sorted(words, reverse=True), depths)
    least = pages_for(items)
    for pages in (least, least + 1):
        dummy, found = plan(items, pages)
        if dummy is not None:
            check(dummy, found)


@pytest.mark.parametrize(
    ("words", "depths", "pages"),
    [
        ([700], [], 1),
        ([480, 320, 200, 120], [160.0, 240.0, 200.0], 2),
        ([700, 400, 320, 200, 170, 120, 60], [160.0, 240.0, 330.0, 90.0], 3),
        ([2400], [200.0], 3),
        ([2500], [200.0], 4),
    ],
)
def test_issues_that_should_fit_do(words: list[int], depths: list[float], pages: int) -> None:
    """An issue that takes about so many pages has a plan in them."""
    dummy, found = plan(issue(words, depths), pages)
    assert dummy is not None
    assert len(dummy.pages) == pages
    check(dummy, found)


def test_the_same_issue_gives_the_same_plan() -> None:
    """Two planners that know nothing of each other agree."""
    items = issue([480, 320, 200, 120], [160.0, 240.0, 200.0])
    one, _ = plan(items, 2)
    other, _ = plan(items, 2)
    assert one == other
    assert one is not None


def test_a_story_longer_than_a_page_turns_more_than_once() -> None:
    """It goes on from page to page until all of it is said."""
    dummy, _ = plan(issue([2500], [200.0]), 4)
    assert dummy is not None
    assert dummy.turns == {"s0": (0, 1, 2, 3)}


def test_a_story_that_must_not_turn_does_not() -> None:
    """The editor's word goes before the plan's convenience."""
    items = [
        replace(item, may_turn=False) if isinstance(item, Story) else item
        for item in issue([480, 320, 200], [160.0] * 4)
    ]
    for pages in (2, 3):
        dummy, found = plan(items, pages)
        if dummy is not None:
            assert dummy.turns == {}
            check(dummy, found)


@pytest.mark.parametrize("page", [1, 2])
def test_an_item_pinned_to_a_page_stands_there(page: int) -> None:
    """A panel asked for on a page is on it."""
    items = issue([480, 320, 200, 120], [160.0, 240.0, 200.0])
    pinned = [replace(item, page=page) if item.name == "p1" else item for item in items]
    dummy, found = plan(pinned, 2)
    assert dummy is not None
    check(dummy, found)
    assert [number + 1 for number, take in takes(dummy) if take.item == "p1"] == [page]


def test_stories_keep_the_editors_order() -> None:
    """The first takes of the stories come in the order of the issue, page by page."""
    dummy, _ = plan(issue([700, 400, 320, 200, 170, 120, 60], [160.0, 240.0, 330.0, 90.0]), 3)
    assert dummy is not None
    first = [take.item for _, take in takes(dummy) if take.item.startswith("s") and take.part in ("whole", "first")]
    assert first == sorted(first)


def test_the_lead_stands_top_left_and_no_head_is_larger() -> None:
    """The first story opens the front page in the largest head."""
    dummy, _ = plan(issue([480, 320, 200, 120], [160.0, 240.0, 200.0]), 2)
    assert dummy is not None
    front = dummy.pages[0].takes
    assert (front[0].item, front[0].module.column, front[0].module.row) == ("s0", 0, 0)
    sizes = [SIZES[take.setting.level] for take in front if take.setting.level]
    assert sizes[0] == max(sizes)


def test_what_cannot_go_in_has_no_plan() -> None:
    """Too much copy is not squeezed or dropped: there is no plan."""
    dummy, _ = plan(issue([900, 900, 900], []), 1)
    assert dummy is None


@pytest.mark.parametrize(("count", "more", "least", "most"), [(45, -1, 1.0, 1.1), (44, 4, 0.7, 1.0)])
def test_a_long_paper_without_a_plan_tells_how_full_it_is(count: int, more: int, least: float, most: float) -> None:
    """Where the most of its pages could be made up, it has too much copy or too little for the rest, and says how much;
    one that ends early lacks something else.
    """
    items = issue([300] * count, [])
    pages = pages_for(items) + more
    assert pages > 12
    planner = Planner(matter(items), (ROWS[0], *[ROWS[1]] * (pages - 1)))
    assert planner.plan() is None
    assert planner.taken is not None
    assert least < planner.taken < most
    pinned = Planner(matter([*items[:-1], story("last", 300, 3, page=1)]), (ROWS[0], *[3] * 14))
    assert pinned.plan() is None
    assert pinned.taken is None


def test_a_take_goes_on_where_the_one_before_ended() -> None:
    """The first line of a rest follows the last line before the turn."""
    dummy, _ = plan(issue([2500], [200.0]), 4)
    assert dummy is not None
    starts = [Start()]
    for _, take in takes(dummy):
        if take.filled is None:
            continue
        first = take.filled.parts[0]
        assert (first.block, first.first) == (starts[-1].block, starts[-1].line)
        if take.filled.rest is not None:
            starts.append(take.filled.rest)
    assert len(starts) == 4


PLAN = """\
page 1: s0 at 0,0 size 4x38 banner whole, 114 lines
page 1: p0 at 0,39 size 2x12 panel
page 1: p2 at 2,39 size 2x12 panel
page 2: s1 at 0,0 size 4x24 feature whole, 76 lines
page 2: s2 at 0,25 size 4x17 feature whole, 47 lines
page 2: p1 at 0,43 size 2x17 panel
page 2: s3 at 2,43 size 2x17 secondary whole, 26 lines
"""


def test_the_plan_of_a_small_issue() -> None:
    """Two pages, to be read in a diff: each item with its page, place, size, level and lines."""
    dummy, _ = plan(issue([480, 320, 200, 120], [160.0, 240.0, 200.0]), 2)
    assert dummy is not None
    shown = ""
    for number, take in takes(dummy):
        m = take.module
        lines = sum(part.last - part.first for part in take.filled.parts) if take.filled else 0
        what = f"{take.setting.level} {take.part}, {lines} lines" if take.filled else "panel"
        shown += f"page {number + 1}: {take.item} at {m.column},{m.row} size {m.span}x{m.depth} {what}\n"
    assert shown == PLAN


def test_heads_side_by_side_are_alike_only_where_another_size_costs_more() -> None:
    """Two stories of one rank side by side get heads of two sizes, unless the change is dearer than the tombstone."""
    items = [story("s0", 120, 3), story("s1", 118, 4)]
    found = matter(items)
    planner = Planner(found, ROWS)
    mended = 0
    for depth in range(14, 34):
        if planner.slicer.cost(("s0", "s1"), depth) > 60:
            continue
        page = planner.realize(("s0", "s1"), depth)
        assert page is not None
        one, other = page.takes
        if one.module.row != other.module.row:
            continue
        first, second = (found.shapes(take.item, max(ROWS), take.start, None)[take.module.span] for take in page.takes)
        if one.setting.level == other.setting.level:
            dearer = [more for shape in (first, second) for _, more in shape.with_other_heads(depth).values()]
            assert all(more > 0.5 * TOMBSTONE for more in dearer)
        elif first.at(depth).level == second.at(depth).level:
            mended += 1
    assert mended, "no plan shows what is tested"


def test_a_long_paper_that_ends_short_is_planned() -> None:
    """Thirteen pages would hold a story more: what is left of the last is dear, and better than no paper."""
    dummy, _ = plan(issue([400] * 22, []), 13)
    assert dummy is not None
    assert [bool(page.takes) for page in dummy.pages] == [True] * 13


def test_a_page_begins_with_a_story() -> None:
    """A panel across the top costs, but a picture there does not; a filler costs at the head of any column."""
    wide = Panel("p0", {4: 120.0}, {4: 5}, {4: 10.0}, pinned=True)
    rail = Panel("p0", {1: 320.0}, {1: 30}, {1: 20.0}, pinned=True)
    cases = ((wide, 1), (replace(wide, shrink={4: 20.0}), 0), (rail, 0), (replace(rail, house=True), 1))
    for item, bills in cases:
        planner = Planner(matter([item, story("s0", 420, 3)]), ROWS)
        depth = next(depth for depth in range(20, ROWS[1]) if planner.slicer.cost(("p0", "s0"), depth) < 40)
        page = planner.realize(("p0", "s0"), depth)
        assert page is not None
        assert page.takes[0].item == "p0"
        assert sum(what == "topped" for what, _ in page.bill) == bills
