"""What can go wrong, as values: a problem says where, what, and what to do about it.

Every room returns problems or raises one of the few errors below with all the problems that it found. An error
class is a failure that a user can act on, and carries the exit code of the command line. Anything else that is
raised is a bug of ours and deserves its traceback.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import ClassVar

_EXCERPT_WIDTH = 100


class Severity(Enum):
    """An error stops the build; a warning travels with the result."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file. Line and column count from 1, the column in characters."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{printable(str(self.file))}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. ``excerpt`` is the whole offending line as it stands in the file, ``where.column`` points into it."""

    severity: Severity
    message: str
    hint: str | None = None
    where: Where | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        lines = [self.headline]
        if self.excerpt is not None and self.excerpt.strip() and self.where is not None:
            lines += _pointed(self.excerpt, self.where.column)
        if self.hint:
            lines.append(f"hint: {printable(self.hint)}")
        return "\n".join(lines)

    @property
    def headline(self) -> str:
        """The problem in one line: ``file:line:col: message``, with "warning:" before the message of a warning."""
        place = f"{self.where}: " if self.where else ""
        kind = "warning: " if self.severity is Severity.WARNING else ""
        return f"{place}{kind}{printable(self.message)}"


def error(message: str, *, hint: str | None = None, where: Where | None = None, excerpt: str | None = None) -> Problem:
    """A fault that stops the build."""
    return Problem(Severity.ERROR, message, hint, where, excerpt)


def warning(
    message: str, *, hint: str | None = None, where: Where | None = None, excerpt: str | None = None
) -> Problem:
    """A fault that the editor should know of, although the build goes on."""
    return Problem(Severity.WARNING, message, hint, where, excerpt)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repeats, by file, line and column; those without a place come first."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=_place))


def _place(problem: Problem) -> tuple[str, int, int]:
    where = problem.where
    return (str(where.file), where.line, where.column) if where else ("", 0, 0)


def printable(text: str) -> str:
    """The text with control characters made visible, so that a file cannot steer the reader's terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else _made_visible(c) for c in text)


def _made_visible(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return "\N{REPLACEMENT CHARACTER}"


def _pointed(excerpt: str, column: int) -> list[str]:
    """The line and a caret under the column (from 1), cut to a readable width around it."""
    line = printable(excerpt.replace("\t", " ").replace("\n", " ")).rstrip()
    at = min(max(column - 1, 0), len(line))
    first = 0
    if len(line) > _EXCERPT_WIDTH:
        first = max(0, min(at - _EXCERPT_WIDTH // 2, len(line) - _EXCERPT_WIDTH))
    shown = line[first : first + _EXCERPT_WIDTH]
    before = shown[: at - first]
    if first:
        shown, before = "…" + shown, "…" + before
    if first + _EXCERPT_WIDTH < len(line):
        shown += "…"
    return [f"    {shown}", "    " + " " * sum(map(_cells, before)) + "^"]


def _cells(character: str) -> int:
    """How many cells a terminal gives to the character."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class PrintpostError(Exception):
    """A failure that a user can act on: one problem or several, and the exit code of the command line."""

    exit_code: ClassVar[int]

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.problems))


class BadInput(PrintpostError):
    """The issue, the publication, the layout or a picture has problems."""

    exit_code = 2


class Overset(PrintpostError):
    """The copy does not fit the pages that it was given."""

    exit_code = 3


class FailedCheck(PrintpostError):
    """The finished page does not hold what it should."""

    exit_code = 4


class CannotWrite(PrintpostError):
    """The output cannot be written."""

    exit_code = 5


class PartOfTheWire(PrintpostError):
    """Some sources of the wire gave nothing; what the others gave is kept."""

    exit_code = 7


class SilentWire(PrintpostError):
    """No source of the wire gave anything; nothing was written."""

    exit_code = 8


class MissingRenderer(PrintpostError):
    """Pango or WeasyPrint cannot be loaded; the hint is the command that installs them."""

    exit_code = 6


class LimitReached(PrintpostError):
    """The run took more time or memory than it was given."""

    exit_code = 9
