"""Subbing: wire copy made to fit the layout.

A reading and the layout's fonts come in; the same reading goes out, with names and glosses of the wire in letters that
the fonts have and in widths that the panels have, and a warning for each block that was changed. Only blocks that take
their rows from the wire are touched: what an editor typed is never rewritten.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from anyascii import anyascii

from printpost.composing.blocks import Blocks
from printpost.composing.coverage import known_characters
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.newsroom.issue import Entry, ListItem, ListPanel, Trending, TrendingRow
from printpost.newsroom.reader import Reading
from printpost.problems import Problem
from printpost.wire.cleaning import shortened_name

NAMELESS = "–"
SHORTEST = 4
"""Characters that are left of a word, whatever the width."""
_TOLD, _CLIPPED = 3, 40

Panel = Trending | ListPanel
Row = TrendingRow | ListItem
Change = tuple[str, str]


def subbed(reading: Reading, layout: Layout, fonts: Sequence[Path]) -> tuple[Reading, tuple[Problem, ...]]:
    """Return the reading as it can be set, and what was written another way."""
    if not any(_wired(entry) for entry in reading.issue.contents):
        return reading, ()
    case = Case(fonts)
    if layout.families() - set(case.families()):
        return reading, ()  # the composer will name them
    known = known_characters(layout, case)
    blocks = Blocks(layout, case, reading.publication, reading.language)
    contents: list[Entry] = []
    warnings: list[Problem] = []
    for index, entry in enumerate(reading.issue.contents):
        panel = _wired(entry)
        if panel is None:
            contents.append(entry)
            continue
        spelt, spellings = _rewritten(panel, lambda text: _spelt(text, known))
        fitted, cuts = _fitted(spelt, blocks)
        field = "trending" if isinstance(panel, Trending) else "list_"
        contents.append(entry.model_copy(update={field: fitted}) if spellings or cuts else entry)
        at = ("contents", index, panel.kind, "source")
        for changes, reason in (
            (spellings, "the layout's fonts do not have all letters of the wire"),
            (cuts, "names of the wire are wider than the column"),
        ):
            if changes:
                hint = "type the row yourself to have it otherwise"
                warnings.append(reading.places.warning(at, f"{reason}: {_told(changes)}", hint))
    issue = reading.issue.model_copy(update={"contents": tuple(contents)})
    return replace(reading, issue=issue), tuple(warnings)


def _wired(entry: Entry) -> Panel | None:
    """The block of an entry, if its rows came over the wire."""
    block = entry.block
    return block if isinstance(block, Trending | ListPanel) and block.source else None


def _told(changes: Sequence[Change]) -> str:
    more = f" and {len(changes) - _TOLD} more" if len(changes) > _TOLD else ""
    clipped = [(was if len(was) <= _CLIPPED else was[: _CLIPPED - 1] + "…", now) for was, now in changes[:_TOLD]]
    return ", ".join(f"'{was}' is printed as '{now}'" for was, now in clipped) + more


def _rewritten(panel: Panel, rewrite: Callable[[str], str]) -> tuple[Panel, list[Change]]:
    """The panel with every name and gloss rewritten, and what that changed."""
    changes: list[Change] = []
    rows: list[Row] = []
    for row in _rows(panel):
        title = "name" if isinstance(row, TrendingRow) else "title"
        said: dict[str, str] = {key: text for key in (title, "text") if (text := getattr(row, key))}
        new = {key: now for key, text in said.items() if (now := rewrite(text)) != text}
        changes += [(said[key], now) for key, now in new.items()]
        if new.get(title) == "":
            new[title] = NAMELESS
        rows.append(row.model_copy(update={key: now or None for key, now in new.items()}) if new else row)
    if not changes:
        return panel, []
    return panel.model_copy(update={"rows" if isinstance(panel, Trending) else "items": tuple(rows)}), changes


def _rows(panel: Panel) -> tuple[Row, ...]:
    return panel.rows if isinstance(panel, Trending) else panel.items


def _spelt(text: str, known: frozenset[int]) -> str:
    """The text with every character that is not known in Latin letters, or gone if it has none."""
    if all(_can_stand(character, known) for character in text):
        return text
    parts = [character if _can_stand(character, known) else _latin(character, known) for character in text]
    return " ".join("".join(parts).split())


def _can_stand(character: str, known: frozenset[int]) -> bool:
    return ord(character) in known or unicodedata.category(character) == "Zs"


def _latin(character: str, known: frozenset[int]) -> str:
    plain = anyascii(character)
    # Pictographs are spelt :rocket: and the like, which nobody wants to read.
    return "" if plain.startswith(":") or not all(ord(c) in known or c == " " for c in plain) else plain


def _fitted(panel: Panel, blocks: Blocks) -> tuple[Panel, list[Change]]:
    """The panel with words that are too wide for the widest place it may take shortened, and which those were."""
    layout = blocks.layout
    widest = [span for span in layout.panel_spans.get(panel.kind, (1, 2)) if span <= layout.columns]
    room = layout.width(min(panel.span, layout.columns) if panel.span else max(widest, default=layout.columns))
    if blocks.in_rows(panel) <= room:
        return panel, []
    longest = max((len(word) for word in _words(panel)), default=SHORTEST)
    # The least cut that is enough; a panel whose figures alone are too wide is not mended by any.
    cut: tuple[Panel, list[Change]] = (panel, [])
    for length in range(longest - 1, SHORTEST - 1, -1):
        cut = _rewritten(panel, lambda text, length=length: _cut(text, length))  # type: ignore[misc]
        if blocks.in_rows(cut[0]) <= room:
            break
    return cut


def _words(panel: Panel) -> Iterator[str]:
    for row in _rows(panel):
        for text in (row.name if isinstance(row, TrendingRow) else row.title, row.text or ""):
            yield from text.split()


def _cut(text: str, length: int) -> str:
    return " ".join(shortened_name(word, length) for word in text.split())
