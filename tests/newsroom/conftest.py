"""What the newsroom's tests share: a desk on which an issue is written and read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from printpost.newsroom.reader import Reading, read
from printpost.problems import BadInput, Problem

HEAD = "name: The Test\ndate: 2026-04-25\n"
BLOCK = "  - story:\n      headline: One\n      copy: Words.\n"


@dataclass(frozen=True)
class Desk:
    """A folder with one issue in it."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the issue lies."""
        return self.folder / "issue.yaml"

    def read(self, text: str | bytes) -> Reading:
        """What comes of an issue with this text."""
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(self.path)

    def story(self, keys: str = "", copy: str = "Words.") -> Reading:
        """An issue with one story: more keys of it, and its copy, both without indentation."""
        lines = [f"      {line}" for line in keys.splitlines()]
        body = [f"        {line}" if line else "" for line in copy.split("\n")]
        block = ["  - story:", "      headline: One", *lines, "      copy: |", *body]
        return self.read("\n".join([HEAD + "contents:", *block, ""]))

    def problems(self, text: str | bytes) -> tuple[Problem, ...]:
        """What is wrong with an issue with this text."""
        with pytest.raises(BadInput) as caught:
            self.read(text)
        return caught.value.problems

    def said(self, text: str | bytes) -> list[str]:
        """Each problem as ``line:column: message``."""
        return [brief(problem) for problem in self.problems(text)]

    def said_of_story(self, keys: str = "", copy: str = "Words.") -> list[str]:
        """Each problem of an issue with one story."""
        with pytest.raises(BadInput) as caught:
            self.story(keys, copy)
        return [brief(problem) for problem in caught.value.problems]


def brief(problem: Problem) -> str:
    """The problem without its file."""
    assert problem.where is not None
    return f"{problem.where.line}:{problem.where.column}: {problem.message}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)
