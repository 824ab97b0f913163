"""Proofreading: what the issue says and the sheetwork does not is named, with its line."""

from __future__ import annotations

from dataclasses import replace

from printpost.composing.composition import Edition
from printpost.composing.proofreading import left_out
from printpost.composing.sheetwork import Sheetwork


def test_a_whole_sheetwork_leaves_nothing_out(edition: Edition, sheetwork: Sheetwork) -> None:
    """Every text of the sample stands in its sheetwork."""
    assert left_out(edition.reading, sheetwork) == ()


def test_a_head_that_was_forgotten_is_named(edition: Edition, sheetwork: Sheetwork) -> None:
    """A template that leaves a block out is found by the editor's own words, with the line they stand in."""
    headline = next(iter(edition.desk.stories.values())).story.headline
    without = replace(
        sheetwork, wording=tuple(wording for wording in sheetwork.wording if headline not in wording.text)
    )
    problems = left_out(edition.reading, without)
    assert any(headline[:30] in problem.message for problem in problems)
    assert all(problem.where is not None and problem.where.line > 1 for problem in problems)


def test_a_line_of_copy_that_was_lost_is_named(edition: Edition, sheetwork: Sheetwork) -> None:
    """One line missing from one leg is one paragraph missing from the paper."""
    first = sheetwork.legs[0]
    short = replace(sheetwork, legs=(replace(first, lines=first.lines[1:]), *sheetwork.legs[1:]))
    problems = left_out(edition.reading, short)
    assert [problem.hint for problem in problems] == ["the layout's template of this block leaves it out"]
