"""What a build says of itself: the figures that an editor wants, as a value, as plain data and as a few lines.

The morgue keeps reports as JSON and answers with them before anything large is imported, so this module stays light.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from printpost.problems import Problem, Severity, Where


@dataclass(frozen=True, slots=True)
class Report:
    """One finished build."""

    issue: Path
    output: Path
    pages: int
    words: int
    turns: tuple[str, ...]  # the stories that go on on a later page, as an editor would name them
    body_size: float  # pt
    leading: float  # pt
    white: tuple[float, ...]  # per page, the share of the type area that is left white
    measures: tuple[str, ...]  # what copyfitting had to do, in words
    warnings: tuple[Problem, ...]
    seconds: float
    cached: bool = False  # answered from the morgue: nothing has changed since the last build

    def plain(self) -> dict[str, Any]:
        """Return the report as JSON can hold it; `from_plain` is the way back."""
        data = asdict(self)
        data["issue"], data["output"] = str(self.issue), str(self.output)
        data["warnings"] = plain_problems(self.warnings)
        return data

    def lines(self) -> tuple[str, ...]:
        """Return the report as an editor reads it."""
        told = [
            f"{self.output}",
            f"  {_count(self.pages, 'page')}, {_count(self.words, 'word')}, "
            f"set in {self.body_size:g} on {self.leading:g} pt; "
            + ("unchanged" if self.cached else f"{self.seconds:.1f} s"),
        ]
        if self.white:
            told.append("  white: " + ", ".join(f"{share:.1%} of page {n}" for n, share in enumerate(self.white, 1)))
        told += [f"  turned: {turn}" for turn in self.turns]
        told += [f"  fitted: {measure}" for measure in self.measures]
        return tuple(told)

    def unchanged(self, *, seconds: float) -> Report:
        """Return the report as an answer from the morgue, after `seconds`."""
        return replace(self, cached=True, seconds=seconds)


def from_plain(data: dict[str, Any]) -> Report:
    """Return the report that `plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Report(
        issue=Path(data["issue"]),
        output=Path(data["output"]),
        pages=data["pages"],
        words=data["words"],
        turns=tuple(data["turns"]),
        body_size=data["body_size"],
        leading=data["leading"],
        white=tuple(data["white"]),
        measures=tuple(data["measures"]),
        warnings=tuple(_problem(problem) for problem in data["warnings"]),
        seconds=data["seconds"],
        cached=data["cached"],
    )


def _plain_problem(problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "where": where and {"file": str(where.file), "line": where.line, "column": where.column},
        "excerpt": problem.excerpt,
    }


def plain_problems(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    """Return problems as JSON can hold them."""
    return [_plain_problem(problem) for problem in problems]


def _problem(data: dict[str, Any]) -> Problem:
    where = data["where"]
    return Problem(
        Severity(data["severity"]),
        data["message"],
        data["hint"],
        where and Where(Path(where["file"]), where["line"], where["column"]),
        data["excerpt"],
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
