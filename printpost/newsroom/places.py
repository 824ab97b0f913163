"""Where every value of a YAML file stands, so that a problem can point at it long after the file was read.

``Places`` answers for a path of keys and positions such as ``("contents", 0, "story", "headline")``; ``Passage``
answers for a place inside a longer text, whichever way YAML wrapped it. Lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from printpost.problems import Problem, Where, error, warning

Step = str | int


@dataclass(slots=True)
class Spot:
    """Where a value stands: offsets into the text of its key, its start and its end, and the values in it."""

    start: int
    end: int
    key: int | None = None
    style: str | None = None  # YAML's: None or "" plain, | and > blocks, ' and " quoted
    children: dict[Step, Spot] = field(default_factory=dict)

    def under(self, key: int) -> Spot:
        """The same value under a key that stands at ``key``."""
        return replace(self, key=key)


class Places:
    """The places of one file. Line ends of other systems are no longer in its ``text``."""

    def __init__(self, file: Path, text: str, root: Spot | None = None) -> None:
        self.file = file
        self.text = text
        self.root = root or Spot(0, 0)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, without their ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return tuple(starts[:-1])

    def where(self, offset: int) -> Where:
        """The place of an offset into the text."""
        line = bisect_right(self._starts, min(max(offset, 0), len(self.text))) - 1
        return Where(self.file, line + 1, max(offset, 0) - self._starts[line] + 1)

    def at(self, path: Sequence[Step]) -> Where:
        """Where the value at the path begins; if there is none, where the nearest parent's key stands."""
        spot, missing = self._walk(path)
        return self.where(spot.key if missing and spot.key is not None else spot.start)

    def key_at(self, path: Sequence[Step]) -> Where:
        """Where the key of the value at the path stands, or the value itself in a list; else the nearest parent's."""
        spot, _ = self._walk(path)
        return self.where(spot.start if spot.key is None else spot.key)

    def has(self, path: Sequence[Step]) -> bool:
        """Whether the file says anything at the path."""
        return not self._walk(path)[1]

    def excerpt(self, where: Where) -> str | None:
        """The line at a place of this file."""
        return self.lines[where.line - 1] if where.line <= len(self.lines) else None

    def error(self, where: Where | Sequence[Step], message: str, hint: str | None = None) -> Problem:
        """An error at a place or a path of this file, with its line."""
        place = where if isinstance(where, Where) else self.at(where)
        return error(message, hint=hint, where=place, excerpt=self.excerpt(place))

    def warning(self, where: Where | Sequence[Step], message: str, hint: str | None = None) -> Problem:
        """A warning at a place or a path of this file, with its line."""
        place = where if isinstance(where, Where) else self.at(where)
        return warning(message, hint=hint, where=place, excerpt=self.excerpt(place))

    def passage(self, path: Sequence[Step], value: str) -> Passage:
        """The places inside the text at the path; ``value`` is what YAML made of it."""
        spot, _ = self._walk(path)
        return Passage(value, self, _anchors(self.text, spot, value))

    def _walk(self, path: Sequence[Step]) -> tuple[Spot, bool]:
        spot = self.root
        for step in path:
            child = spot.children.get(step)
            if child is None:
                return spot, True
            spot = child
        return spot, False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the place of each of its characters: pairs of an offset into the text and one into the file."""

    text: str
    places: Places
    anchors: tuple[tuple[int, int], ...]

    @classmethod
    def alone(cls, text: str, where: Where) -> Passage:
        """A text that stands as it is from ``where`` on."""
        padding = "\n" * (where.line - 1) + " " * (where.column - 1)
        return cls(text, Places(where.file, padding + text), ((0, len(padding)),))

    def where(self, offset: int) -> Where:
        """The place of the character at ``offset`` of the text."""
        index = bisect_right(self.anchors, (offset, len(self.places.text))) - 1
        start, place = self.anchors[max(index, 0)]
        return self.places.where(place + max(offset - start, 0))

    def error(self, offset: int, message: str, hint: str | None = None) -> Problem:
        """An error at a character of the text."""
        return self.places.error(self.where(offset), message, hint)


def _anchors(source: str, spot: Spot, value: str) -> tuple[tuple[int, int], ...]:
    """Finds each line of the source in the value that YAML folded it into, in order; a line with escapes is skipped."""
    anchors: list[tuple[int, int]] = []
    at, first = 0, spot.start
    if spot.style in ("|", ">"):
        first = source.find("\n", spot.start) + 1 or spot.start
    elif spot.style in ("'", '"'):
        first += 1
    for match in re.compile(r"[^\n]+").finditer(source, first, max(spot.end, first)):
        line = match[0].strip()
        found = value.find(line, at) if line else -1
        if found < 0 and spot.style in ("'", '"'):
            line = line.rstrip("\\" + spot.style)
            found = value.find(line, at) if line else -1
        if found >= 0:
            anchors.append((found, match.start() + len(match[0]) - len(match[0].lstrip())))
            at = found + len(line)
    if not anchors or anchors[0][0] > 0:
        anchors.insert(0, (0, min(first, max(len(source) - 1, 0))))
    return tuple(anchors)
