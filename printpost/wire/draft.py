"""A draft: the issue that the wire suggests, with its tables filled and its stories still to be written.

A frozen file comes in, the text of an issue's YAML goes out. Every story in it is a placeholder, which a build refuses
until an editor has written it; what the wire knows of its subject stands beside it as comments.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from printpost.wire.frozen import Row, WireFile, frozen_path, put
from printpost.wire.orders import RANKED, Order

_TITLES = {
    "models": "Models",
    "datasets": "Data sets",
    "spaces": "Spaces",
    "papers": "Papers of the day",
    "repositories": "Repositories",
    "movers": "Biggest movers",
    "feed": "Briefly",
}
_LISTED = ("papers", "feed")
_HEAD = """\
# A draft by printpost wire --suggest. The tables and lists are filled from {frozen}; the stories are yours.
# Each story is a placeholder: build refuses it until you have written it and taken its placeholder line away.
"""
_STORY = """\
  - story:
      placeholder: true
      section: {section}
{about}
      headline: {headline}
      copy: |
        To come.
"""


def write_draft(path: Path, file: WireFile, orders: Sequence[Order], day: dt.date) -> None:
    """Write the draft; an issue that is there already stays. Raises CannotWrite."""
    put(path, draft(path, file, orders, day), fresh=True)


def draft(path: Path, file: WireFile, orders: Sequence[Order], day: dt.date) -> str:
    """Return the text of a draft issue for the path ``path``."""
    number = re.search(r"[0-9]{1,6}$", path.stem)
    lines = [_HEAD.format(frozen=frozen_path(path).name)]
    lines += [f"number: {int(number[0])}\n"] if number else []
    lines.append(f"date: {day.isoformat()}\n")
    if any(section.source == "weather" and section.rows for section in file.sections.values()):
        lines.append("weather: wire\n")
    lines.append("contents:\n")
    lines += _stories(file)
    lines += _blocks(file, orders)
    return "".join(lines)


def _stories(file: WireFile) -> Iterator[str]:
    """A lead on what stands first, and a second story on what moved most or stands first elsewhere."""
    subjects = [
        (name, section.rows[0])
        for name, section in file.sections.items()
        if section.rows and (section.source in RANKED or section.source == "movers")
    ]
    subjects.sort(key=lambda subject: file.sections[subject[0]].source == "papers")
    told: set[str] = set()
    for section in ("Lead Story", "Deep Dive"):
        found = next(((name, row) for name, row in subjects if row.id not in told), None)
        if found is None:
            about, headline = "      # The wire suggests nothing.", "To come"
        else:
            name, row = found
            told.add(row.id)
            about = "\n".join(f"      # {line}" for line in _about(name, row))
            headline = f"To come: {row.name}"
        yield _STORY.format(section=section, about=about, headline=_quoted(headline))


def _about(name: str, row: Row) -> Iterator[str]:
    figures = ", ".join(f"{value:,.10g} {figure}" for figure, value in row.figures.items())
    yield f"{row.id}: {row.rank} in {name}{', ' + figures if figures else ''}"
    if row.text:
        yield row.text
    if row.new:
        yield "new since the last issue"
    elif row.gain is not None:
        yield f"{row.gain:+,.10g} since the last issue, {row.streak} in a row"
    if row.url:
        yield row.url


def _blocks(file: WireFile, orders: Sequence[Order]) -> Iterator[str]:
    titles = {order.name: order.title for order in orders}
    for name, section in file.sections.items():
        if section.source == "weather" or not section.rows:
            continue
        kind = "list" if section.source in _LISTED else "trending"
        heading = "Reading" if kind == "list" else "Trending"
        title = titles.get(name) or _TITLES.get(section.source, name)
        yield (
            f"  - {kind}:\n      section: {heading}\n      title: {_quoted(title)}\n      source: wire/{name}\n"
            + ("      ranked: false\n" if section.source == "movers" else "")
        )


def _quoted(text: str) -> str:
    """The text as YAML has it in double quotes, whatever it holds; JSON's way of writing it is one of YAML's."""
    return json.dumps(text, ensure_ascii=False)
