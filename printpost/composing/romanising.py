"""Romanising: what came over the wire in characters that no font of the layout has, in Latin letters.

A reading and the layout's fonts come in; the same reading goes out, with other names where they could not have been
printed, and a warning for each block. Only blocks that take their rows from the wire are touched: what an editor typed
is reported as it stands, by `coverage`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from anyascii import anyascii

from printpost.composing.coverage import known_characters
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.newsroom.issue import Entry, ListItem, ListPanel, Trending, TrendingRow
from printpost.newsroom.reader import Reading
from printpost.problems import Problem

NAMELESS = "–"
_TOLD = 3


def romanised(reading: Reading, layout: Layout, fonts: Sequence[Path]) -> tuple[Reading, tuple[Problem, ...]]:
    """Return the reading as it can be set, and what was written another way."""
    wired = [entry.block for entry in reading.issue.contents if _rows(entry)]
    if all(text.isascii() for block in wired for text in _texts(block)):
        return reading, ()
    known = known_characters(layout, Case(fonts))
    contents: list[Entry] = []
    warnings: list[Problem] = []
    for index, entry in enumerate(reading.issue.contents):
        mended, changes = _entry(entry, known)
        contents.append(mended)
        if changes:
            kind = entry.block.kind
            more = f" and {len(changes) - _TOLD} more" if len(changes) > _TOLD else ""
            told = ", ".join(f"'{was}' as '{now}'" for was, now in changes[:_TOLD])
            warnings.append(
                reading.places.warning(
                    ("contents", index, kind, "source"),
                    f"the layout's fonts do not have all letters of the wire: it prints {told}{more}",
                    "type the row yourself to have it otherwise",
                )
            )
    issue = reading.issue.model_copy(update={"contents": tuple(contents)})
    return replace(reading, issue=issue), tuple(warnings)


def _rows(entry: Entry) -> tuple[TrendingRow | ListItem, ...]:
    block = entry.block
    if isinstance(block, Trending) and block.source:
        return block.rows
    return block.items if isinstance(block, ListPanel) and block.source else ()


def _texts(block: object) -> list[str]:
    rows: Sequence[TrendingRow | ListItem] = getattr(block, "rows", ()) or getattr(block, "items", ())
    return [text for row in rows for text in (_name(row), row.text) if text]


def _name(row: TrendingRow | ListItem) -> str:
    return row.name if isinstance(row, TrendingRow) else row.title


def _entry(entry: Entry, known: frozenset[int]) -> tuple[Entry, list[tuple[str, str]]]:
    rows = _rows(entry)
    changes: list[tuple[str, str]] = []
    made: list[TrendingRow | ListItem] = []
    for row in rows:
        title = "name" if isinstance(row, TrendingRow) else "title"
        said = {title: _name(row), "text": row.text}
        spelt = {key: _spelt(text, known) for key, text in said.items() if text}
        new = {key: text for key, text in spelt.items() if text != said[key]}
        if new.get(title) == "":
            new[title] = NAMELESS
        changes += [(said[key] or "", text) for key, text in new.items()]
        made.append(row.model_copy(update={key: text or None for key, text in new.items()}) if new else row)
    if not changes:
        return entry, []
    block = entry.block
    key = "rows" if isinstance(block, Trending) else "items"
    field = "trending" if isinstance(block, Trending) else "list_"
    return entry.model_copy(update={field: block.model_copy(update={key: tuple(made)})}), changes


def _spelt(text: str, known: frozenset[int]) -> str:
    """The text with every character that is not known in Latin letters, or gone if it has none."""
    if all(ord(character) in known or character == " " for character in text):
        return text
    parts = [character if _can_stand(character, known) else _latin(character, known) for character in text]
    return " ".join("".join(parts).split())


def _can_stand(character: str, known: frozenset[int]) -> bool:
    return ord(character) in known or unicodedata.category(character) == "Zs"


def _latin(character: str, known: frozenset[int]) -> str:
    plain = anyascii(character)
    # Pictographs are spelt :rocket: and the like, which nobody wants to read.
    return "" if plain.startswith(":") or not all(ord(c) in known or c == " " for c in plain) else plain
