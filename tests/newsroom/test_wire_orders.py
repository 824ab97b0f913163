"""The `wire:` of a publication: what may be ordered, and what an editor is told of the rest."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from printpost.newsroom.assigning import assignment, check_draft
from printpost.problems import BadInput, CannotWrite
from printpost.wire.orders import Order

from .conftest import brief


def paper(folder: Path, wire: str) -> Path:
    """A publication with these orders, and an issue; returns the issue."""
    (folder / "publication.yaml").write_text(f"name: T\nlanguage: de\nwire:\n{wire}")
    issue = folder / "issue-7.yaml"
    issue.write_text("date: 2026-04-25\ncontents: unfinished\n")
    return issue


def said(folder: Path, wire: str) -> list[str]:
    """What is wrong with these orders."""
    with pytest.raises(BadInput) as refusal:
        assignment(paper(folder, wire))
    return [brief(problem) for problem in refusal.value.problems]


def test_orders_are_those_of_the_publication(tmp_path: Path) -> None:
    """With the issue's day, the paper's language, and the places of the frozen file and the ledger."""
    wire = (
        "  models: {source: models, count: 6, tags: [gguf], since: 7 days, change: percent, columns: [change, text]}\n"
        "  top: {source: movers, of: [models], by: rank, new: no}\n"
        "  notes: {source: feed, url: https://a.example/feed}\n"
    )
    found = assignment(paper(tmp_path, wire))
    assert (found.issue, found.day, found.language) == ("issue-7", dt.date(2026, 4, 25), "de")
    assert (found.frozen, found.ledger) == (tmp_path / "issue-7.wire.json", tmp_path / "wire.sqlite3")
    models, top, notes = found.orders
    assert models == Order(
        "models",
        "models",
        count=6,
        asked={"author": None, "search": None, "tags": ("gguf",), "task": None},
        change="percent",
        columns=("text", "change"),
        days=7,
    )
    assert (top.asked, top.change) == ({"of": ("models",), "by": "rank", "new": False}, "rank")
    assert (notes.asked, notes.longest) == ({"url": "https://a.example/feed"}, 90)


@pytest.mark.parametrize(
    ("wire", "problem"),
    [
        (
            "  m: {source: model}\n",
            "4:15: source must be models, datasets, spaces, papers, repositories, feed, weather or",
        ),
        ("  m: {count: 5}\n", "4:3: this section of the wire has no source"),
        ("  m: {source: models, topics: [a]}\n", "4:31: a models section has no topics"),
        ("  m: {source: models, starz: 5}\n", "4:23: unknown key 'starz'"),
        ("  m: {source: models, figure: stars}\n", "4:31: models have no stars"),
        ("  m: {source: models, count: 500}\n", "4:30: count must be at most 50"),
        (
            "  m: {source: models, since: yesterday}\n",
            "4:30: since must be last issue or a number of days, not 'yesterday'",
        ),
        ("  m: {source: models, endpoint: 'file:///etc'}\n", "4:33: 'file:///etc' does not fit here"),
        ("  m: {source: feed}\n", "4:3: this feed has no url"),
        ("  m: {source: weather, latitude: 3}\n", "4:3: this weather has no place"),
        ("  m: {source: weather, latitude: 300, longitude: 1}\n", "4:34: latitude must be at most 90"),
        ("  Best Of: {source: models}\n", "4:3: this label is not a name for a section of the wire"),
        ("  m: {source: movers}\n", "4:6: there is no ranked section to look for movers in"),
        (
            "  m: {source: movers, of: [a, b, c]}\n  a: {source: models}\n  b: {source: feed, url: 'https://x.org/'}\n",
            "4:31: there is no ranked section 'b' to look for movers in",
        ),
        ("  m: models\n", "4:6: m must be keys with values, not 'models'"),
    ],
)
def test_an_order_that_cannot_be_is_told_at_its_place(tmp_path: Path, wire: str, problem: str) -> None:
    """In an editor's words."""
    found = said(tmp_path, wire)
    assert found[0].startswith(problem)
    assert len(found) == 1 or "'c'" in found[1]


def test_an_issue_reads_its_publications_orders_too(tmp_path: Path) -> None:
    """A fault in them is found by build and check as well."""
    from printpost.newsroom.reader import read

    with pytest.raises(BadInput, match="this feed has no url"):
        read(paper(tmp_path, "  m: {source: feed}\n"))


def test_the_manual_orders_what_can_be_ordered(tmp_path: Path) -> None:
    """The publication's example in docs/wire.md is read as it stands."""
    manual = (Path(__file__).parents[2] / "docs" / "wire.md").read_text()
    (wire,) = re.findall(r"```yaml\nwire:\n(.*?)```", manual, re.DOTALL)
    found = assignment(paper(tmp_path, wire))
    assert [order.name for order in found.orders] == [
        "weather",
        "models",
        "repositories",
        "movers",
        "papers",
        "notes",
    ]


def test_without_a_publication_or_orders_there_is_nothing_to_fetch(tmp_path: Path) -> None:
    """And what to write is said."""
    issue = tmp_path / "issue-1.yaml"
    issue.write_text("date: 2026-04-25\n")
    with pytest.raises(BadInput, match=r"there is no publication\.yaml"):
        assignment(issue)
    (tmp_path / "publication.yaml").write_text("name: T\n")
    with pytest.raises(BadInput, match="orders nothing from the wire"):
        assignment(issue)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("number: 1\n", "1:1: this issue has no date"),
        ("date: 25 April\n", "1:7: date must be written as year, month and day, not '25 April'"),
        ("date: 2026-02-30\n", "1:7: there is no 30 February 2026"),
        ("date: [1]\n", "1:1: this issue has no date"),
    ],
)
def test_an_issue_must_have_its_day(tmp_path: Path, text: str, problem: str) -> None:
    """The weather is asked for it."""
    issue = paper(tmp_path, "  m: {source: models}\n")
    issue.write_text(text)
    with pytest.raises(BadInput) as refusal:
        assignment(issue)
    assert [brief(each) for each in refusal.value.problems] == [problem]


def test_an_issue_is_known_by_its_path_from_the_publication(tmp_path: Path) -> None:
    """Two months may both have an issue-1; links on the way change nothing."""
    paper(tmp_path, "  m: {source: models}\n")
    (tmp_path / "publication.yaml").rename(tmp_path / "paper.yaml")
    (tmp_path / "publication.yaml").symlink_to(tmp_path / "paper.yaml")
    for month in ("04", "05"):
        folder = tmp_path / "2026" / month
        folder.mkdir(parents=True)
        (folder / "issue-1.yaml").write_text(f"date: 2026-{month}-01\n")
        found = assignment(folder / "issue-1.yaml")
        assert found.issue == f"2026/{month}/issue-1"
        assert found.ledger.resolve() == (tmp_path / "wire.sqlite3").resolve()


def test_a_draft_is_for_an_issue_that_is_not_there(tmp_path: Path) -> None:
    """Of a day that is given, or of today."""
    issue = paper(tmp_path, "  m: {source: models}\n")
    with pytest.raises(CannotWrite, match="is there already"):
        check_draft(issue, None)
    new = tmp_path / "issue-8.yaml"
    assert check_draft(new, "2026-05-01").day == dt.date(2026, 5, 1)
    assert check_draft(new, None).day == dt.date.today()  # noqa: DTZ011  the editor's own day
    with pytest.raises(BadInput, match="--date is 'tomorrow'"):
        check_draft(new, "tomorrow")
