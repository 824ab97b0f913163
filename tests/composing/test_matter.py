"""Matter: what an item may look like, by how its head fills its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from printpost.composing.galley import WHOLE
from printpost.composing.headfit import HOLE
from printpost.composing.items import Level, Story
from printpost.composing.shapes import Setting, arrange
from tests.composing.test_dummy import COLUMNS, LEADING, matter, story

DEEPEST = 40
HOLES = HOLE * COLUMNS * DEEPEST + 1.0
"""Cells of white, one more than a page of so many rows can bear in one place."""
LEVELS = (Level("feature", 0.0),)
ART = dict.fromkeys(range(1, COLUMNS + 1), 9 * LEADING)


def ways(item: Story, span: int) -> Iterator[Setting]:
    """The ways to set a story in so many columns under a feature's head."""
    for setting in matter([item]).shapes(item.name, DEEPEST, WHOLE, None)[span].settings:
        if setting.level == "feature":
            yield setting


@pytest.mark.parametrize("rank", [1, 2])
def test_copy_stands_beside_a_head_of_few_words(rank: int) -> None:
    """A headline that would leave a hole at its end may stand over fewer columns than its story; one that fills them
    stands over all.
    """
    heads = {("feature", 1): 60.0, ("feature", 2): 40.0}
    spans = {"feature": (1, 2), "turn": (1, 2)}
    filling = story("s0", 280, rank, levels=LEVELS, heads=heads, spans=spans, usual={"feature": (2,)})
    short = replace(filling, holes={("feature", 2): HOLES})
    assert {setting.abreast for setting in ways(filling, 2)} == {0}
    assert {setting.abreast for setting in ways(short, 2)} == {0, 1}
    for setting in ways(short, 2):
        arranged = arrange(2, 20, setting)
        assert arranged
        first, second = (next(frame for frame in arranged[0] if frame.leg == leg) for leg in (0, 1))
        assert first.row == setting.head
        assert second.row == (0 if setting.abreast else setting.head)


def test_no_art_begins_under_a_head_and_ends_beside_it() -> None:
    """It would stand over the headline's words."""
    heads = {("feature", span): 40.0 for span in (1, 2, 3)}
    spans = {"feature": (1, 2, 3), "turn": (1, 2, 3)}
    item = story("s0", 420, 2, heads=heads, spans=spans, art=ART, holes={("feature", 3): HOLES})
    # Art over one column of three is no choice where it may be wider.
    assert {(setting.abreast, setting.insets[0].leg) for setting in ways(item, 3)} == {(0, 0), (0, 1), (1, 1)}
