"""Orders: what a publication wants from the wire, as values.

The newsroom makes them from `publication.yaml`; the sources read what concerns them. Nothing is checked here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RANKED = ("models", "datasets", "spaces", "papers", "repositories")
"""The sources whose rows have a rank and figures that the ledger keeps."""
SOURCES = (*RANKED, "feed", "weather", "movers")
FIGURES = ("stars", "likes", "downloads", "upvotes", "score")
"""What can be counted: GitHub's stars, the Hub's likes, downloads, upvotes of a paper and trending score."""
FIRST_FIGURE = {
    "models": "likes",
    "datasets": "likes",
    "spaces": "likes",
    "papers": "upvotes",
    "repositories": "stars",
}
COLUMNS = ("text", "figure", "change", "trend", "streak")
WATCHED = 50
"""How deep a list is watched, so that a riser has a past when it arrives."""


@dataclass(frozen=True, slots=True)
class Order:
    """One section of the wire. ``asked`` are the source's own words (filters, place, address); ``days`` is the age of
    what changes are measured against, None for the last issue; ``endpoint`` replaces the source's address.
    """

    name: str
    source: str
    count: int = 5
    asked: Mapping[str, Any] = field(default_factory=dict)
    figure: str | None = None
    change: str = "gain"  # gain, percent or rank
    columns: tuple[str, ...] = ("text", "figure", "change", "trend")
    days: int | None = None
    longest: int = 26  # characters of a name
    endpoint: str | None = None
    title: str | None = None

    @property
    def watched(self) -> int:
        """How many rows are asked for: more than are printed."""
        return max(self.count, WATCHED) if self.source in RANKED else self.count

    @property
    def key(self) -> str:
        """The list's name in the ledger: the same question has the same key, however many rows are printed."""
        return json.dumps([self.source, *sorted((k, v) for k, v in self.asked.items() if v)], ensure_ascii=False)
