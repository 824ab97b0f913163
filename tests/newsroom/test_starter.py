"""A new paper: two files that build, and nothing overwritten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.newsroom.manuscript import read_manuscript
from printpost.newsroom.reader import read
from printpost.newsroom.starter import _quoted, starter
from printpost.problems import CannotWrite

DAY = dt.date(2026, 11, 22)


def test_the_first_issue_can_be_read(tmp_path: Path) -> None:
    """The files are there, without a warning, with blocks of several kinds and a page of words."""
    paper, issue = starter(tmp_path / "a" / "paper", 'The "Daily" #1: Post', DAY)
    reading = read(issue)
    assert reading.publication.name == "The “Daily” #1: Post"
    assert reading.sources == (issue, paper)
    assert reading.issue.date == DAY
    assert [entry.block.kind for entry in reading.issue.contents] == ["story", "story", "list", "facts", "subscribe"]
    assert 500 <= sum(len(block.text.split()) for copy in reading.copy for block in copy or ()) <= 700
    assert reading.warnings == ()


@pytest.mark.parametrize("name", ["publication.yaml", "issue-1.yaml"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    """If one of the files is there, neither is written."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(CannotWrite, match="is there already, and is not overwritten"):
        starter(tmp_path, "x", DAY)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_a_file_in_the_way_is_a_problem(tmp_path: Path) -> None:
    """A folder cannot be made where a file is."""
    (tmp_path / "paper").write_text("mine")
    with pytest.raises(CannotWrite, match="no paper can be begun"):
        starter(tmp_path / "paper", "x", DAY)


@given(st.text(min_size=1))
def test_any_name_survives_yaml(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Quotes, backslashes and signs in a name do not break the file."""
    path = tmp_path_factory.mktemp("name") / "a.yaml"
    path.write_text(f"name: {_quoted(name)}\n", encoding="utf-8", errors="replace")
    found = read_manuscript(path, "a publication").data["name"]
    kept = [c for c in name if c.isprintable() and not c.isspace()]
    assert [c for c in found if not c.isspace()] == kept or not kept
