"""What comes over the wire into an issue: rows, items and the weather, and what typing changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from printpost.newsroom.issue import ListPanel, Trending, TrendingRow
from printpost.newsroom.reader import Reading
from printpost.problems import BadInput
from printpost.wire.frozen import Row, Section, WireFile, write_frozen

from .conftest import HEAD, Desk, brief

REPOSITORIES = Section(
    source="repositories",
    query={"stars": 1000},
    fetched="2026-04-25T05:00:00Z",
    figure="stars",
    columns=("text", "figure", "change", "trend"),
    rows=(
        Row(1, "huggingface/transformers", "transformers", 'The "library"', "https://github.com/huggingface/transformers",
            {"stars": 156_300}, gain=412, was=1, climbed=0, streak=4, trend=(155_888, 156_000, 156_300)),
        Row(2, "pytorch/pytorch", "pytorch", None, None, {"stars": 9_740}, gain=-3, was=3, climbed=1),
        Row(3, "new/one", "one", "Fresh", None, {"stars": 65_000}, new=True),
        Row(4, "still/there", "there", None, None, {"stars": 2_370}, gain=0, was=2, climbed=-2),
    ),
)  # fmt: skip
PAPERS = Section(
    "papers", {}, "2026-04-25T05:00:00Z", rows=(Row(1, "2604.1", "A paper", "Ada", "https://arxiv.org/abs/2604.1"),)
)
WEATHER = Section("weather", {}, "2026-04-25T05:00:00Z", rows=(Row(1, "M", "M", "6°C, cloudy"),))
EMPTY = Section("movers", {}, "2026-04-25T05:00:00Z", change="percent")


def freeze(desk: Desk, **sections: Section) -> None:
    """Put a frozen file beside the issue."""
    write_frozen(desk.folder / "issue.wire.json", WireFile(1, "issue", sections))


def with_section(**changes: Any) -> Section:
    """The repositories, told otherwise."""
    return replace(REPOSITORIES, **changes)


def rows(reading: Reading, index: int = 0) -> tuple[TrendingRow, ...]:
    """The rows of a block."""
    block = reading.issue.contents[index].block
    assert isinstance(block, Trending)
    return block.rows


def issue(*blocks: str, top: str = "") -> str:
    """An issue with blocks, each without its dash."""
    return f"{HEAD}{top}contents:\n" + "".join(f"  - {block}\n" for block in blocks)


def test_a_trending_takes_its_rows_from_the_wire(desk: Desk) -> None:
    """Names, glosses, links, figures as a paper prints them, changes and curves."""
    freeze(desk, repositories=REPOSITORIES)
    found = rows(desk.read(issue("trending: {source: wire}")))
    assert [(row.name, row.text, row.figure, row.change) for row in found] == [
        ("transformers", "The “library”", "156.3K", "+412"),
        ("pytorch", None, "9,740", "-3"),
        ("one", "Fresh", "65.0K", "new"),
        ("there", None, "2,370", "="),
    ]
    assert list(found[0].trend) == [155_888, 156_000, 156_300]
    assert found[0].url == "https://github.com/huggingface/transformers"


@pytest.mark.parametrize(
    ("language", "figure", "change"),
    [("en-GB", "156.3K", "+12.3K"), ("de", "156.300", "+12.345"), ("fr", "156,3\u00a0k", "+12,3\u00a0k")],
)
def test_figures_follow_the_papers_language(desk: Desk, language: str, figure: str, change: str) -> None:
    """Decimal commas, and abbreviations where the language has them."""
    row = Row(1, "a/b", "b", figures={"stars": 156_300}, gain=12_345)
    freeze(desk, repositories=with_section(rows=(row,)))
    (found,) = rows(desk.read(issue("trending: {source: wire}", top=f"language: {language}\n")))
    assert (found.figure, found.change) == (figure, change)


@pytest.mark.parametrize(
    ("stars", "gain", "change"),
    [
        (156_300, 412, "+0.3%"),
        (214, 114, "+114%"),
        (1046, 188, "+22%"),
        (2370, -2, "-0.1%"),
        (50_000, 1, "="),
        (7, 7, None),
    ],
)
def test_a_change_in_per_cent(desk: Desk, stars: int, gain: int, change: str | None) -> None:
    """Of what it was; two figures are enough; nothing from nothing."""
    row = Row(1, "a/b", "b", figures={"stars": stars}, gain=gain)
    freeze(desk, repositories=with_section(rows=(row,), change="percent"))
    assert rows(desk.read(issue("trending: {source: wire}")))[0].change == change


def test_a_change_of_rank(desk: Desk) -> None:
    """Places up or down."""
    freeze(desk, repositories=with_section(change="rank"))
    assert [row.change for row in rows(desk.read(issue("trending: {source: wire}")))] == ["=", "+1", "new", "-2"]


def test_columns_are_those_that_were_ordered(desk: Desk) -> None:
    """A streak stands behind the gloss, and one issue is no streak."""
    freeze(desk, repositories=with_section(columns=("text", "streak")))
    found = rows(desk.read(issue("trending: {source: wire}")))
    assert [(row.text, row.figure, row.change, row.trend) for row in found[:2]] == [
        ("The “library”, 4 issues running", None, None, ()),
        (None, None, None, ()),
    ]


def test_a_list_takes_its_items_from_the_wire(desk: Desk) -> None:
    """Papers and feeds are reading; a list finds them by itself."""
    freeze(desk, repositories=REPOSITORIES, papers=PAPERS)
    block = desk.read(issue("list: {source: wire, numbered: false}")).issue.contents[0].block
    assert isinstance(block, ListPanel)
    assert [(item.title, item.text, item.url) for item in block.items] == [
        ("A paper", "Ada", "https://arxiv.org/abs/2604.1")
    ]


def test_the_weather_comes_over_the_wire(desk: Desk) -> None:
    """As if it had been typed."""
    freeze(desk, weather=WEATHER)
    assert desk.read(issue("notice: {text: x}", top="weather: wire\n")).issue.weather == "6°C, cloudy"


def test_what_is_typed_goes_before_the_wire(desk: Desk) -> None:
    """Key by key, by name or by id; what is typed of nobody's row stands behind them."""
    freeze(desk, repositories=REPOSITORIES)
    typed = (
        "[{id: huggingface/transformers, name: Transformers, text: Ours}, {name: PyTorch, change: '+9'},"
        " {name: Mine, figure: '7'}]"
    )
    reading = desk.read(issue(f"trending: {{source: wire, rows: {typed}}}"))
    assert [(row.name, row.text, row.figure, row.change) for row in rows(reading)] == [
        ("Transformers", "Ours", "156.3K", "+412"),
        ("PyTorch", None, "9,740", "+9"),
        ("one", "Fresh", "65.0K", "new"),
        ("there", None, "2,370", "="),
        ("Mine", None, "7", None),
    ]
    assert reading.warnings == ()


def test_a_fault_in_what_is_typed_is_found_in_its_own_line(desk: Desk) -> None:
    """However the rows come to stand."""
    freeze(desk, repositories=REPOSITORIES)
    text = issue(
        "trending:\n      source: wire\n      rows:\n        - {name: there, change: lots}\n        - {name: one}"
    )
    assert desk.said(text) == ["7:33: 'lots' is not a change"]
    text = issue("trending:\n      source: wire\n      rows:\n        - {name: there}\n        - {name: x, foo: 1}")
    assert desk.said(text) == ["8:21: unknown key 'foo'"]


def test_an_id_that_the_wire_does_not_have_is_told(desk: Desk) -> None:
    """The row is printed as it was typed, and the editor learns that it stands alone."""
    freeze(desk, repositories=REPOSITORIES)
    reading = desk.read(issue("trending: {source: wire, rows: [{id: gone/away, name: Gone}]}"))
    assert rows(reading)[-1].name == "Gone"
    assert [brief(warning) for warning in reading.warnings] == [
        "4:37: the wire has no row 'gone/away': this one stands by itself"
    ]


def test_a_block_for_which_nothing_came_is_left_out(desk: Desk) -> None:
    """With a warning; the problems of what follows still stand in the right lines."""
    freeze(desk, movers=EMPTY, repositories=REPOSITORIES)
    text = issue(
        "trending: {source: wire/movers}",
        "story: {headline: One, copy: Words.}",
        "trending: {source: wire/repositories}",
    )
    reading = desk.read(text)
    assert [entry.block.kind for entry in reading.issue.contents] == ["story", "trending"]
    assert [brief(warning) for warning in reading.warnings] == [
        "4:24: this trending is left out: the wire brought nothing for movers"
    ]
    assert reading.copy[0] is not None
    assert reading.copy[1] is None
    assert reading.places.at(("contents", 0, "story", "headline")).line == 5
    assert desk.said(text.replace("headline", "headlin"))[-1] == "5:13: unknown key 'headlin'"


def test_an_issue_before_its_wire_says_exactly_what_to_run(desk: Desk) -> None:
    """One problem for each place that wants the wire, with the command."""
    problems = desk.problems(issue("trending: {source: wire}", "list: {source: wire/papers}", top="weather: wire\n"))
    assert [brief(problem) for problem in problems] == [
        f"{line}: the wire has not been called for this issue: there is no issue.wire.json"
        for line in ("3:10", "5:24", "6:20")
    ]
    assert {problem.hint for problem in problems} == {f"run: printpost wire {desk.path}"}


def test_a_section_that_is_not_there_is_told_with_those_that_are(desk: Desk) -> None:
    """A misspelt name, or a section that did not come."""
    freeze(desk, repositories=REPOSITORIES)
    (problem,) = desk.problems(issue("trending: {source: wire/models}"))
    assert brief(problem) == "4:24: there is no section 'models' in issue.wire.json"
    assert problem.hint == f"run: printpost wire {desk.path} (sections there: repositories)"


def test_a_choice_between_sections_is_the_editors(desk: Desk) -> None:
    """Plain wire is enough where there is one section of the kind."""
    freeze(desk, repositories=REPOSITORIES, models=REPOSITORIES)
    (problem,) = desk.problems(issue("trending: {source: wire}"))
    assert brief(problem) == "4:24: issue.wire.json has 2 sections for a trending"
    assert problem.hint == "say which: source: wire/repositories, wire/models"
    (problem,) = desk.problems(issue("list: {source: wire}"))
    assert brief(problem) == "4:20: issue.wire.json has nothing for a list"


def test_there_is_no_weather(desk: Desk) -> None:
    """The file is there, but without it."""
    freeze(desk, repositories=REPOSITORIES)
    assert desk.said(issue("notice: {text: x}", top="weather: wire\n")) == [
        "3:10: there is no weather in issue.wire.json"
    ]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("trending: {title: x}", "4:5: this trending has no rows"),
        ("list: {title: x}", "4:5: this list has no items"),
        ("trending: {source: web}", "4:24: 'web' is not a source"),
        ("trending: {source: wire/A b}", "4:24: 'wire/A b' is not a source"),
        ("table: {source: wire}", "4:13: unknown key 'source'"),
    ],
)
def test_a_source_that_is_none(desk: Desk, block: str, said: str) -> None:
    """And a block that says neither rows nor source."""
    assert said in desk.said(issue(block))


def test_a_spoilt_frozen_file_is_told_once(desk: Desk) -> None:
    """At its own place."""
    path = Path(desk.folder / "issue.wire.json")
    path.write_text('{"schema": 1,\n  oops}')
    with pytest.raises(BadInput) as refusal:
        desk.read(issue("trending: {source: wire}"))
    assert str(refusal.value.problems[0].where) == f"{path}:2:3"


def test_a_placeholder_is_refused_at_its_line(desk: Desk) -> None:
    """By check and by build, until the line is gone."""
    text = issue("story: {placeholder: true, headline: One, copy: Words.}")
    (problem,) = desk.problems(text)
    assert brief(problem) == "4:26: this story is a placeholder: it is not printed"
    assert problem.hint == "write the story, then take this line away"
    desk.read(text.replace("placeholder: true, ", ""))
    desk.read(text.replace("true", "no"))
