"""Galleys: what is poured into legs and what remains are together all lines, once and in order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.galley import Filled, Galley, Initial, Start
from printpost.composing.hj import HYPHENS, IN_VAIN, MOST_HYPHENS, Manner, Piece
from printpost.composing.paragraphs import Paragraph
from printpost.composing.setting import hold_hyphens, set_copy
from printpost.newsroom.copy import CopyBlock, Run
from tests.composing.specimen import MEASURE, SIZE, block, galley, styles, words_of

few = settings(max_examples=60, deadline=None)
kinds = st.sampled_from(["paragraph", "paragraph", "paragraph", "subhead", "item", "quote"])
shapes = st.lists(st.tuples(kinds, st.integers(1, 60), st.integers(0, 9)), min_size=1, max_size=7)
legs = st.lists(st.integers(3, 24), min_size=1, max_size=4)


@cache
def _galley(shape: tuple[tuple[str, int, int], ...]) -> Galley:
    return galley(
        [
            block(words_of(min(count, 4) if kind == "subhead" else count, start), kind)
            for kind, count, start in (shape if shape[-1][0] != "subhead" else (*shape, ("paragraph", 12, 0)))
        ]
    )


def lines_in(filled: Filled) -> list[tuple[int, int, int]]:
    """Every line of what was filled: its block, in how many lines that is set, and its number."""
    return [(part.block, part.count, line) for part in filled.parts for line in range(part.first, part.last)]


def all_lines(copy: Galley, taken: Sequence[Filled]) -> None:
    """Check that the takes hold every line of every block once and in order, each block in one setting."""
    found = [line for filled in taken for line in lines_in(filled)]
    counts = {index: count for index, count, _ in found}
    assert list(counts) == list(range(len(copy.blocks)))
    assert found == [(index, count, line) for index, count in counts.items() for line in range(count)]


def check_frames(filled: Filled, frames: Sequence[int]) -> None:
    """Check that parts stand inside their frames, one under the other, in the order of the frames."""
    rows = [(part.frame, row) for part in filled.parts for row in range(part.row, part.row + part.last - part.first)]
    assert rows == sorted(set(rows))
    assert all(0 <= row < frames[frame] for frame, row in rows)


@few
@given(shapes, legs)
def test_a_story_that_goes_in_is_all_there(shape: list[tuple[str, int, int]], frames: list[int]) -> None:
    """Without a turn, a fill holds every line once and in order, inside its frames; or it is refused as a whole."""
    copy = _galley(tuple(shape))
    filled = copy.fill(frames)
    if filled is None:
        assert sum(frames) < copy.rows() + 4 * len(frames) + 3
    else:
        assert filled.rest is None
        all_lines(copy, [filled])
        check_frames(filled, frames)


@few
@given(shapes, legs, legs)
def test_what_is_taken_and_what_is_turned_are_the_whole(
    shape: list[tuple[str, int, int]], frames: list[int], more: list[int]
) -> None:
    """With a turn, what filled the frames and what remains are every line once and in order, over several turns."""
    copy = _galley(tuple(shape))
    taken: list[Filled] = []
    start: Start | None = Start()
    for rows in (frames, more):
        assert start is not None
        filled = copy.fill(rows, start, turns=True)
        if filled is None:
            assert copy.rows(start) < sum(rows) + 3 * len(rows) + 3, "there was enough to fill the frames"
            break
        check_frames(filled, rows)
        taken.append(filled)
        start = filled.rest
        if start is None:
            break
    if start is not None:
        last = copy.fill([400], start)
        assert last is not None
        taken.append(last)
    all_lines(copy, taken)


@few
@given(shapes, legs)
def test_rows_that_remain_are_counted_right(shape: list[tuple[str, int, int]], frames: list[int]) -> None:
    """A leg of just the rows that a galley says it takes holds it without white, from its start and from a turn."""
    copy = _galley(tuple(shape))
    filled = copy.fill(frames, turns=True)
    for start in (Start(), filled.rest if filled else None):
        if start is not None:
            whole = copy.fill([copy.rows(start)], start)
            assert whole is not None
            assert whole.white == 0


@few
@given(st.integers(20, 60), st.integers(20, 60), st.lists(st.integers(5, 12), min_size=1, max_size=3))
def test_no_widow_and_no_orphan_where_it_can_be_avoided(one: int, other: int, frames: list[int]) -> None:
    """Where there is room, no leg begins with a paragraph's last line and none ends with a first one."""
    copy = _galley((("paragraph", one, 0), ("paragraph", other, 3)))
    left = copy.rows() + 2 - sum(frames)
    if left < 5:
        return
    filled = copy.fill([*frames, left])
    assert filled is not None
    for part in filled.parts:
        if part.last < part.count:
            assert part.last != 1, "a paragraph's first line stands alone at the foot"
            assert part.count - part.last != 1, "a paragraph's last line stands alone at the head"


@few
@given(st.integers(12, 60), st.lists(st.integers(5, 14), min_size=2, max_size=3))
def test_a_subhead_never_stands_at_the_foot(before: int, frames: list[int]) -> None:
    """Under a subhead there are at least two lines of what it announces, in the same leg."""
    copy = _galley((("paragraph", before, 0), ("subhead", 3, 5), ("paragraph", 40, 2)))
    left = copy.rows() + 3 - sum(frames)
    if left < 8:
        return
    filled = copy.fill([*frames, left])
    assert filled is not None
    (subhead,) = [part for part in filled.parts if part.block == 1]
    (following, *_) = [part for part in filled.parts if part.block == 2]
    assert following.frame == subhead.frame
    assert following.last - following.first >= 2


def test_a_subhead_that_would_just_go_in_at_the_foot_is_moved_on() -> None:
    """A leg is left two rows short rather than closed with a subhead, where there is room further on."""
    copy = _galley((("paragraph", 40, 0), ("subhead", 3, 5), ("paragraph", 60, 2)))
    for foot in (9, 10):
        filled = copy.fill([foot, 9, 9])
        assert filled is not None
        (subhead,) = [part for part in filled.parts if part.block == 1]
        assert (subhead.frame, subhead.row) == (1, 0)


@pytest.mark.parametrize(("words", "rows"), [([40, 50, 45, 60], 14), ([55, 50, 45, 60], 14), ([60, 60, 45, 60], 15)])
def test_white_at_the_feet_of_legs_is_shared_out(words: list[int], rows: int) -> None:
    """One leg is not two rows short where two may be one row short, or a divided word stand at a foot."""
    found = galley([block(words_of(count, 70 * number)) for number, count in enumerate(words)])
    filled = found.fill([rows] * 4)
    assert filled is not None
    feet = {part.frame: part.row + part.last - part.first for part in filled.parts}
    assert all(rows - foot <= 1 for frame, foot in feet.items() if frame < max(feet))


def test_a_subhead_has_a_free_row_above_it_but_not_at_the_head_of_a_leg() -> None:
    """The white over a subhead is dropped where the leg begins with it."""
    copy = _galley((("paragraph", 30, 0), ("subhead", 3, 5), ("paragraph", 40, 2)))
    filled = copy.fill([400])
    assert filled is not None
    first, subhead, _ = filled.parts
    assert subhead.row == first.last + 1
    filled = copy.fill([first.last, 40])
    assert filled is not None
    assert [(part.frame, part.row) for part in filled.parts] == [(0, 0), (1, 0), (1, subhead.last)]


@pytest.mark.parametrize("rows", range(3, 9))
def test_the_lines_of_a_drop_cap_stand_together(rows: int) -> None:
    """A leg is never cut beside the initial."""
    copy = galley([block("E" + words_of(60), "paragraph")], initial=Initial("E", 3, 3.2))
    for frames, turns in (([rows, 60], False), ([rows], True)):
        filled = copy.fill(frames, turns=turns)
        assert filled is not None
        assert filled.parts[0].last >= 3


def test_a_drop_cap_would_rather_leave_a_widow() -> None:
    """Four lines with an initial of three, in a leg of three: the fourth goes over alone."""
    copies = (galley([block("E" + words_of(count))], initial=Initial("E", 3, 3.2)) for count in range(12, 30))
    copy = next(copy for copy in copies if list(copy.blocks[0].counts()) == [4])
    filled = copy.fill([3, 6])
    assert filled is not None
    assert [(part.first, part.last) for part in filled.parts] == [(0, 3), (3, 4)]


def test_lines_beside_a_drop_cap_are_shorter_and_stand_in() -> None:
    """The initial's letter is a drawing, taken off the copy; its three lines leave it room and the fourth does not."""
    copy = galley([block("Every " + words_of(60))], initial=Initial("E", 3, 3.2), first_words=0)
    lines = copy.set(0, copy.blocks[0].best, SIZE, frozenset())
    assert lines[0].text.startswith("very ")
    assert all(line.left > 2.5 * SIZE for line in lines[:3])
    assert all(abs(line.left) < SIZE for line in lines[3:])


def test_a_drop_cap_that_is_not_the_copys_is_left_out() -> None:
    """Copy that does not begin with the initial's letters keeps all of its own."""
    copy = galley([block(words_of(40))], initial=Initial("Q", 3, 3.2))
    assert copy.blocks[0].initial is None
    assert copy.blocks[0].paragraph.text == words_of(40)


def test_an_opening_is_set_in_small_capitals() -> None:
    """The first words of the first paragraph, and only they."""
    copy = galley([block("The bridge was closed"), block("The bridge was closed")], first_words=3)
    assert [(piece.text, piece.style) for piece in copy.blocks[0].paragraph.runs] == [
        ("The bridge was", "smallcaps"),
        (" closed", "roman"),
    ]
    assert [piece.style for piece in copy.blocks[1].paragraph.runs] == ["roman"]


def test_an_opening_is_as_long_as_suits_its_lines() -> None:
    """A word less, or some more, are in small capitals where that makes better lines beside the drop cap."""
    lengths = set()
    for start in range(12):
        text = "Every " + words_of(60, start)
        copy = galley([block(text)], initial=Initial("E", 3, 3.2), first_words=3)
        fixed = galley([block(text)], initial=Initial("E", 3, 3.2), opening=())
        first = copy.blocks[0].paragraph.runs[0]
        assert first.style == "smallcaps"
        assert copy.blocks[0].paragraph.text == fixed.blocks[0].paragraph.text
        lengths.add(len(first.text.split()))
    assert lengths <= {2, 3, 4, 5, 6}
    assert len(lengths) > 1


def test_a_drop_cap_gives_way_to_its_lines() -> None:
    """It takes a little less or more room than it asks for where its lines are better for it; never dearer ones."""
    rooms = set()
    for start in range(12):
        text = "Every " + words_of(60, start)
        chosen = galley([block(text)], initial=Initial("E", 3, 3.2)).blocks[0]
        assert chosen.initial is not None
        rooms.add(round(chosen.initial.room, 2))
        asked = next(way for way in chosen.ways if way.initial and way.initial.room == 3.2)
        assert chosen.cost <= asked.cost
    assert rooms <= {3.12, 3.2, 3.28, 3.36}
    assert len(rooms) > 1


def test_an_opening_is_chosen_anew_at_other_prices() -> None:
    """Where hyphens are made dearer, the words in small capitals and the room of the drop cap are weighed again."""
    for start in range(12):
        copy = galley([block("Every " + words_of(60, start))], initial=Initial("E", 3, 3.2), first_words=3)
        copy.price(Manner(hyphen=60.0))
        assert copy.blocks[0].cost == min(way.cost for way in copy.blocks[0].ways)


def test_a_dateline_goes_before_the_first_words() -> None:
    """A dateline opens the first paragraph, in its own style, and takes no part in the copy."""
    copy = galley([block("The bridge was closed.")], opening=[Piece("LEEDS", "smallcaps"), Piece(" — ", "roman")])
    assert copy.blocks[0].paragraph.text == "LEEDS — The bridge was closed."


def test_paragraphs_are_indented_but_not_after_a_subhead() -> None:
    """The first paragraph and one after a subhead begin at the edge, the others an em in."""
    copy = galley([block(words_of(20)), block(words_of(20)), block("Piers", "subhead"), block(words_of(20))])
    indents = [copy.set(index, copy.blocks[index].best, SIZE, frozenset())[0].left for index in range(4)]
    assert indents == pytest.approx([0, SIZE, 0, 0], abs=0.6 * SIZE)
    assert indents[1] == pytest.approx(SIZE, abs=0.01)


def test_a_list_hangs_its_markers() -> None:
    """Every line of an item stands in from the marker, which goes with the item's first paragraph and first line."""
    item = CopyBlock("item", (Run(words_of(30)),), "1.", 1)
    more = CopyBlock("item", (Run(words_of(30)),), None, 1)
    deeper = CopyBlock("item", (Run(words_of(30)),), "•", 2)
    copy = galley([item, more, deeper])
    first, second, third = copy.blocks
    assert (first.marker, second.marker, third.marker) == ("1.", None, "•")
    edge = {line.left for line in copy.set(0, first.best, SIZE, frozenset())}
    assert min(edge) > first.marker_at * SIZE + 0.5 * SIZE
    assert min(line.left for line in copy.set(2, third.best, SIZE, frozenset())) > max(edge)


def test_a_quotation_stands_in_on_both_sides_and_slopes() -> None:
    """A block quotation is in italic, emphasis in it upright, and narrower than the copy on both sides."""
    quoted = CopyBlock("quote", (Run(words_of(40)), Run(" so it goes", italic=True)))
    (found,) = galley([quoted]).blocks
    assert [piece.style for piece in found.paragraph.runs] == ["italic", "roman"]
    assert found.paragraph.measures == pytest.approx([MEASURE - 2.0] * 2)
    assert tuple(found.paragraph.indents) == (1.0, 1.0)


def test_a_subhead_is_bold_ragged_and_whole() -> None:
    """A subhead is never divided or spread out."""
    copy = galley([block(words_of(9), "subhead")])
    lines = copy.set(0, copy.blocks[0].best, SIZE, frozenset())
    assert {piece.style for line in lines for piece in line.pieces} == {"bold"}
    assert not any(line.hyphen or line.spacing or line.tracking for line in lines)
    assert list(copy.blocks[0].counts()) == [len(lines)]


@few
@given(shapes)
def test_taking_lines_long_or_short_is_never_cheaper(shape: list[tuple[str, int, int]]) -> None:
    """Setting all copy at its best costs nothing; every line more or fewer has its price and can be had."""
    copy = _galley(tuple(shape))
    stretch = copy.stretch()
    assert stretch[0] == 0.0
    for delta, cost in itertools.islice(sorted(stretch.items()), 12):
        assert cost >= 0
        assert copy.fill([copy.rows() + delta]) is not None


def test_copy_full_of_long_words_is_held_to_few_hyphens() -> None:
    """All galleys of an issue are set anew with dearer hyphens until at most one line in five ends in one."""
    long_words = " ".join(["unquestionably international representatives characterise approximately it"] * 30)
    copies = [galley([block(long_words)]), galley([block(words_of(150))])]

    def share() -> float:
        counts = [each.paragraph.hyphens() for copy in copies for each in copy.blocks]
        return sum(hyphens for hyphens, _ in counts) / sum(lines for _, lines in counts)

    before = share()
    hold_hyphens(copies, Manner())
    assert share() < before


def test_lines_do_not_gape_for_nothing() -> None:
    """Where no price keeps copy within the share, it is set at a moderate one and not at the dearest."""
    text = " ".join(["неосмотрительное представительство приблизительно характеризует"] * 20)
    copy = set_copy([block(text)], styles=styles(), measure=MEASURE, indent=1.0, language="ru", manner=Manner())
    hold_hyphens([copy], Manner())
    paragraph = copy.blocks[0].paragraph
    assert isinstance(paragraph, Paragraph)
    hyphens, lines = paragraph.hyphens()
    assert hyphens > MOST_HYPHENS * lines
    assert paragraph.manner.hyphen == IN_VAIN < max(HYPHENS)


def test_ordinary_copy_is_left_at_the_lowest_price() -> None:
    """Copy that keeps within the share of hyphens anyway is not spaced wider for it."""
    copy = galley([block(" ".join(["It was so and it is so."] * 40))])
    before = copy.set(0, copy.blocks[0].best, SIZE, frozenset())
    hold_hyphens([copy], Manner())
    assert copy.set(0, copy.blocks[0].best, SIZE, frozenset()) == before


FILL = """\
leg 1, row 1: lines 1-7 of block 1 in 7
leg 1, row 9: lines 1-1 of block 2 in 1
leg 1, row 10: lines 1-2 of block 3 in 13
leg 2, row 1: lines 3-11 of block 3 in 13
leg 3, row 1: lines 12-13 of block 3 in 13
"""


def test_how_a_story_is_poured() -> None:
    """The plan of one fill with a subhead near the foot, to be read in a diff."""
    copy = _galley((("paragraph", 40, 0), ("subhead", 3, 5), ("paragraph", 60, 2)))
    filled = copy.fill([11, 9, 9])
    assert filled is not None
    shown = "".join(
        f"leg {part.frame + 1}, row {part.row + 1}: lines {part.first + 1}-{part.last} of block {part.block + 1} "
        f"in {part.count}\n"
        for part in filled.parts
    )
    assert shown == FILL


@pytest.mark.parametrize(
    ("typed", "fractions"),
    [
        ("half is 1/2, and 3/4 more", ["1/2", "3/4"]),
        ("add 2\N{NO-BREAK SPACE}1/2 cups", ["1/2"]),
        ("rated 7/10 on 4/5/2026, in 24/7 or 1/24 or and/or", []),
        ("`1/2` and a/1/2", []),
    ],
)
def test_common_fractions_are_set_as_fractions(typed: str, fractions: list[str]) -> None:
    """Common fractions of running text are pieces of their own; ratings, dates and code stay as they are."""
    runs = tuple(Run(part, code=n % 2 == 1) for n, part in enumerate(typed.split("`")) if part)
    copy = [CopyBlock("paragraph", runs)]
    set_ = set_copy(copy, styles=styles(), measure=MEASURE, indent=1, language="en-GB", manner=Manner())
    lines = set_.set(0, set_.blocks[0].best, SIZE, frozenset())
    assert [piece.text for line in lines for piece in line.pieces if piece.style == "fraction"] == fractions
    assert "".join(line.text for line in lines).replace(" ", "") == "".join(run.text for run in runs).replace(" ", "")
