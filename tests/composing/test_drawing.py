"""The drawing of a dummy sheet: every module in its place, to be read in a terminal of any width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from printpost.composing.accountbook import SIGNS, sheet_text, why_text
from printpost.composing.drawing import cut, draw_page, draw_pages, typewritten, wrapped
from printpost.composing.dummysheet import (
    Alternative,
    DummySheet,
    Inset,
    SheetCut,
    SheetFlag,
    SheetModule,
    SheetPage,
    SheetTrial,
    Why,
)


def module(title: str, column: int, row: int, span: int, depth: int, **more: object) -> SheetModule:
    """A story of an issue made by hand."""
    bare = SheetModule(
        item=title[:2],
        kind="story",
        title=title,
        short="",
        rank=2,
        part="whole",
        column=column,
        row=row,
        span=span,
        depth=depth,
        level="feature",
        head=4,
        head_span=span,
        lines=20,
        carried=0,
        from_page=None,
        to_page=None,
        insets=(),
        pins={},
        cost=1.5,
        charges={"white": 1.0, "head": 0.5},
    )
    return replace(bare, **more)  # type: ignore[arg-type]


FRONT = SheetPage(
    1,
    30,
    (
        module(
            "The ferry comes back",
            1,
            1,
            3,
            17,
            level="lead",
            rank=1,
            part="first",
            lines=30,
            carried=12,
            to_page=2,
            insets=(Inset("art", 2, 2, 6, 6),),
            cost=7.25,
            charges={"turn": 5.0, "white": 2.25},
        ),
        module("Tide table", 1, 19, 3, 12, kind="panel", rank=None, level=None, lines=0, cost=0.0, charges={}),
    ),
    (SheetCut(across=True, column=1, row=19, length=3, gap=1, cost=0.0, charges={}),),
    (),
    7.25,
    {},
)
INSIDE = SheetPage(
    2,
    30,
    (
        module("Harbour master retires after forty years", 1, 4, 1, 12, level="brief", lines=9, pins={"page": 2}),
        module("New crane", 2, 4, 1, 12, level="brief", lines=9),
        module(
            "The ferry comes back",
            3,
            1,
            1,
            30,
            short="The ferry",
            level="turn",
            part="rest",
            lines=12,
            from_page=1,
            cost=0.0,
            charges={},
        ),
        module("Letters to the harbour", 1, 17, 2, 14, level="secondary"),
    ),
    (
        SheetCut(across=False, column=3, row=1, length=30, gap=0, cost=0.3, charges={"beside": 0.3}),
        SheetCut(across=True, column=1, row=17, length=2, gap=1, cost=0.0, charges={}),
        SheetCut(across=False, column=2, row=4, length=12, gap=0, cost=2.3, charges={"tombstone": 2.0, "beside": 0.3}),
    ),
    (SheetFlag("Port", 1, 1, 2, 3),),
    7.22,
    {"moved": 0.12},
)
SHEET = DummySheet(
    1,
    "morning",
    3,
    9.5,
    12.35,
    ("text 9.5/12.35 pt instead of 9/12 pt",),
    (),
    (
        SheetTrial(2, 9.0, 12.0, 0, 0.93, 0.0, 30.5, 15.25, taken=False),
        SheetTrial(2, 9.5, 12.35, 0, 0.99, 0.25, 14.47, 7.485, taken=True),
        SheetTrial(2, 10.0, 12.8, 0, 1.01, 0.5, None, None, taken=False),
    ),
    (FRONT, INSIDE),
    14.47,
)

# Checked by eye: the gaps between modules are drawn as walls, two rows to a line.
DRAWN = """\
Page 1 · 30 rows · cost 7.25               Page 2 · 30 rows · cost 7.22
┌───────────────────────────────────────┐  ┌─ PORT ─────┬─────────────┬────────────┐
│ THE FERRY COMES BACK                  │  │ Harbour    │ New crane   │ ← p. 1 The │
│ lead · 3 × 17 · 30 lines · cost 7.2   │  │ master     │ brief       │ ferry      │
│                                       │  │ retires…   │ 1 × 12      │ turn       │
│             ░░░░░░░░░░ art ░░░░░░░░░░░│  │ brief      │ 9 lines     │ 1 × 30     │
│             ░░░░░░░░░░░░░░░░░░░░░░░░░░│  │ 1 × 12     │ cost 1.5    │ 12 lines   │
│                                       │  │ 9 lines    │             │ cost 0.0   │
│                                       │  │ cost 1.5   │             │            │
│                       12 lines → p. 2 │  ├────────────┴─────────────┤            │
├───────────────────────────────────────┤  │ Letters to the harbour   │            │
│ Tide table                            │  │ secondary · 2 × 14       │            │
│ panel · 3 × 12 · cost 0.0             │  │ 20 lines · cost 1.5      │            │
│                                       │  │                          │            │
│                                       │  │                          │            │
│                                       │  │                          │            │
└───────────────────────────────────────┘  └──────────────────────────┴────────────┘"""


def test_pages_are_drawn_side_by_side() -> None:
    """Modules in their places with title, level, size and lines; insets shaded, a section's flag, arrows of a turn."""
    assert "\n".join(draw_pages(SHEET.pages, 3, 84)) == DRAWN


def test_a_narrow_terminal_has_one_page_over_the_other() -> None:
    """Where two do not go in, the second page stands under the first, as wide as the terminal."""
    lines = draw_pages(SHEET.pages, 3, 60)
    assert [line.split(" ·")[0] for line in lines if line.startswith("Page")] == ["Page 1", "Page 2"]
    assert max(map(cell_len, lines)) == 60


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160, 240])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    """The drawing and its tables keep to the width, down to 40 characters for the drawing and 80 for all."""
    assert max(map(cell_len, draw_pages(SHEET.pages, 3, width))) <= width
    if width >= 80:
        assert max(map(cell_len, sheet_text(SHEET, width).splitlines())) <= width


def test_typewriter_signs() -> None:
    """A terminal without the signs of the drawing gets those of a typewriter, in the tables, too."""
    text = sheet_text(SHEET, 84, plain=True) + typewritten(SIGNS)
    assert text.isascii()
    assert "12 lines > p. 2" in text
    assert "+- PORT -----+" in text


def test_a_shallow_module_keeps_room_for_its_words() -> None:
    """The page stretches rather than leave out what stands on it."""
    shallow = [module(f"Brief {n}", 1, 1 + 2 * n, 3, 2, lines=1) for n in range(6)]
    page = SheetPage(1, 12, tuple(shallow), (), (), 9.0, {})
    drawn = "\n".join(draw_page(page, 3, 40))
    for n in range(6):
        assert f"Brief {n}" in drawn
    assert drawn.count("3 × 2") == 6


def test_wide_signs_take_two_cells() -> None:
    """A headline in Japanese leaves the walls where they are."""
    page = SheetPage(
        1, 12, (module("夜の港に船が帰る日、町は静か", 1, 1, 1, 12), module("Port", 2, 1, 1, 12)), (), (), 3.0, {}
    )
    lines = draw_page(page, 2, 40)
    assert {cell_len(line) for line in lines} == {40}
    assert "夜の港" in lines[2]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(1, 40))
def test_text_is_cut_to_its_width(text: str, width: int) -> None:
    """A cut text and all lines of a wrapped one keep to the width."""
    assert cell_len(cut(text, width)) <= width
    assert all(cell_len(line) <= width for line in wrapped(text.split(), width))


TABLES = """\
2 pages in the layout morning, text 9.5/12.35 pt, cost 14.47
  fitted: text 9.5/12.35 pt instead of 9/12 pt
@
How it was fitted
    pages  text, pt     fillers  seems to fill    levers  cost of plan     score
        2  9/12               0          93.0%      0.00         30.50     15.25
  ▸     2  9.5/12.35          0          99.0%      0.25         14.47      7.49
        2  10/12.8            0         101.0%      0.50       no plan

Page 1 costs 7.25
    7.25  1. The ferry comes back
            lead head · columns 1–3, rows 1–17 · 30 lines · 12 lines → p. 2
            art in legs 2–3
            turn 5.00, white under the legs 2.25
    0.00  Tide table
            columns 1–3, rows 19–30
            nothing

Page 2 costs 7.22
    1.50  2. Harbour master retires after forty years
            brief head · column 1, rows 4–15 · 9 lines · pinned page: 2
            white under the legs 1.00, head of another level 0.50
    1.50  2. New crane
            brief head · column 2, rows 4–15 · 9 lines
            white under the legs 1.00, head of another level 0.50
    0.00  2. The ferry comes back
            column 3, rows 1–30 · 12 lines · ← p. 1
            nothing
    1.50  2. Letters to the harbour
            secondary head · columns 1–2, rows 17–30 · 20 lines
            white under the legs 1.00, head of another level 0.50
    2.60  Cuts
            heads alike side by side 2.00, cuts down the page 0.60
    0.12  The page as a whole
            items out of their order 0.12

All pages cost 14.47
    5.25  white under the legs              ████████████████████████
    5.00  turn                              ███████████████████████
    2.00  heads alike side by side          █████████
    1.50  head of another level             ███████
    0.60  cuts down the page                ███
    0.12  items out of their order          █"""


def test_the_tables_under_the_drawing() -> None:
    """What was tried, what every module, the cuts and the page cost, for what, and the sum."""
    assert sheet_text(SHEET, 84) == TABLES.replace("@", f"\n{DRAWN}\n")


def test_on_a_wide_terminal_charges_stand_beside() -> None:
    """One look along the line says what a module costs and for what."""
    lines = sheet_text(SHEET, 160).splitlines()
    (line,) = (line for line in lines if "7.25  1. The ferry" in line)
    assert line.endswith("turn 5.00, white under the legs 2.25")


WHY = Why(
    "s0",
    "The ferry comes back",
    ("It leads the paper: rank goes by the order of the issue.", "It turns."),
    (
        Alternative("page 2", 16.0, 1.53, ("p. 2: lead 3 × 30",)),
        Alternative("not turned", None, None, ()),
        Alternative("2 columns", 14.0, -0.47, ("p. 1: lead 2 × 30", "p. 2: 1 × 4")),
    ),
)
ANSWER = """\
The ferry comes back

· It leads the paper: rank goes by the order of the issue.
· It turns.

Page 1 · lead head · columns 1–3, rows 1–17 · 30 lines · 12 lines → p. 2
art in legs 2–3
  costs 7.25
    turn 5.00, white under the legs 2.25

What else could have been: the whole paper planned again at this size. As it is
it costs 14.47.
  page 2        16.00    +1.53  p. 2: lead 3 × 30
  not turned  no plan
  2 columns     14.00    -0.47  p. 1: lead 2 × 30 → p. 2: 1 × 4

A cheaper one was not found before: the planner follows the best few plans only.
Pin it, and copyfitting will weigh it again."""


def test_the_answer_to_why() -> None:
    """Reasons, what it costs, and what else it would have cost; a cheaper alternative is owned up to."""
    asked = replace(SHEET, why=replace(WHY, item="Th"), pages=(FRONT,))
    assert why_text(asked, 80) == ANSWER
