"""Incoming: blocks that say `source: wire` get their rows, and `weather: wire` its words, from the frozen file.

An issue's plain values come in as they were typed; the same values go out, filled, before the model sees them. Rows
that were typed go before the wire's, key by key. A block for which the wire brought nothing is left out, and that is
said. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from printpost.newsroom.manuscript import Manuscript
from printpost.newsroom.places import Places, Spot, Step
from printpost.problems import BadInput, Problem
from printpost.wire.frozen import Row, Section, WireFile, frozen_path, read_frozen

SOURCE = re.compile(r"wire(/[a-z][a-z0-9-]*)?")
_ENTRIES = {"trending": "rows", "list": "items"}
_LISTED = ("papers", "feed")
_COMPACT = 10_000
_WHOLE = re.compile(r"(\d+)(\D+)")
_CHANGE = re.compile(r"[+\-−]?[\d.,][\d.,’\s]*[%kKMB]*")
_STREAKS = {
    "en": "{} issues running",
    "de": "{} Ausgaben in Folge",
    "fr": "{} numéros de suite",
    "es": "{} números seguidos",
    "it": "{} numeri di fila",
    "pt": "{} edições seguidas",
    "nl": "{} nummers op rij",
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """One issue at the incoming desk."""

    path: Path
    places: Places
    file: WireFile | None
    language: str
    problems: list[Problem]

    def say(self, at: tuple[Step, ...], message: str, hint: str | None = None) -> None:
        self.problems.append(self.places.error(at, message, hint))

    @property
    def command(self) -> str:
        return f"printpost wire {self.path}"


def fill(manuscript: Manuscript, path: Path, language: str, problems: list[Problem]) -> Manuscript:
    """Return the manuscript with what the wire brought. What is wrong is added to ``problems``."""
    data = manuscript.data
    if not isinstance(data, dict) or not _asks(data):
        return manuscript
    try:
        file = read_frozen(frozen_path(path))
    except BadInput as failure:
        problems += failure.problems
        return manuscript
    desk = _Desk(path, manuscript.places, file, language, problems)
    filled = dict(data)
    if _is_wire(data.get("weather")):
        filled["weather"] = _weather(desk)
    contents = data.get("contents")
    if not isinstance(contents, list):
        return replace(manuscript, data=filled)
    kept = [
        (filled_entry, _renumbered(manuscript.places, index, filled_entry.typed))
        for index, entry in enumerate(contents)
        if (filled_entry := _entry(desk, index, entry)) is not None
    ]
    filled["contents"] = [each.entry for each, _ in kept]
    return replace(manuscript, data=filled, places=_with_contents(manuscript.places, [spot for _, spot in kept]))


def _asks(data: Mapping[str, Any]) -> bool:
    return _is_wire(data.get("weather")) or any(True for _ in _blocks(data))


def _blocks(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    contents = data.get("contents")
    for entry in contents if isinstance(contents, list) else ():
        for kind in _ENTRIES:
            block = entry.get(kind) if isinstance(entry, dict) else None
            if isinstance(block, dict) and _is_source(block.get("source")):
                yield block


def _is_wire(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == "wire"


def _is_source(value: Any) -> bool:
    return isinstance(value, str) and SOURCE.fullmatch(value.strip()) is not None


def _weather(desk: _Desk) -> str | None:
    at = ("weather",)
    if desk.file is None:
        desk.say(
            at, f"the wire has not been called for this issue: there is no {frozen_path(desk.path).name}", _run(desk)
        )
        return None
    found = [section for section in desk.file.sections.values() if section.source == "weather" and section.rows]
    if not found or not found[0].rows[0].text:
        desk.say(at, f"there is no weather in {frozen_path(desk.path).name}", _run(desk))
        return None
    return found[0].rows[0].text


def _run(desk: _Desk) -> str:
    return f"run: {desk.command}"


@dataclass(frozen=True, slots=True)
class _Filled:
    """An entry with its rows; ``typed`` says which of the rows that were typed each of them is, by their numbers, under
    the path of the rows.
    """

    entry: Any
    typed: tuple[tuple[Step, Step], dict[int, int]] | None = None


def _entry(desk: _Desk, index: int, entry: Any) -> _Filled | None:
    """The entry, filled if it asks for the wire; None if the wire brought nothing for it."""
    for kind, key in _ENTRIES.items():
        block = entry.get(kind) if isinstance(entry, dict) else None
        if not isinstance(block, dict) or not _is_source(block.get("source")):
            continue
        at = ("contents", index, kind, "source")
        found = _section(desk, at, kind, str(block["source"]).strip())
        typed = block.get(key)
        if not isinstance(typed, list | None):
            return _Filled(entry)
        if found is None:
            # The fault has been named; a row stands in, so that it is not named twice.
            stand_in = {"name": "-"} if kind == "trending" else {"title": "-"}
            return _Filled(entry | {kind: block | {key: typed or [stand_in]}})
        if not found.rows and not typed:
            name = str(block["source"]).partition("/")[2] or "it"
            desk.problems.append(
                desk.places.warning(at, f"this {kind} is left out: the wire brought nothing for {name}")
            )
            return None
        make = _trending_row if kind == "trending" else _list_item
        rows = [(row, make(row, found, desk.language)) for row in found.rows]
        made, numbers = _overridden(desk, ("contents", index, kind, key), rows, typed or [])
        return _Filled(entry | {kind: block | {key: made}}, ((kind, key), numbers))
    return _Filled(entry)


def _section(desk: _Desk, at: tuple[Step, ...], kind: str, source: str) -> Section | None:
    name = source.partition("/")[2]
    file = frozen_path(desk.path).name
    if desk.file is None:
        desk.say(at, f"the wire has not been called for this issue: there is no {file}", _run(desk))
        return None
    if name:
        section = desk.file.sections.get(name)
        if section is None:
            there = ", ".join(desk.file.sections) or "none"
            desk.say(at, f"there is no section '{name}' in {file}", f"{_run(desk)} (sections there: {there})")
        return section
    fitting = {
        name: section
        for name, section in desk.file.sections.items()
        if section.source != "weather" and (section.source in _LISTED) == (kind == "list")
    }
    if len(fitting) != 1:
        choices = ", ".join(f"wire/{name}" for name in fitting)
        desk.say(
            at,
            f"{file} has {len(fitting)} sections for a {kind}" if fitting else f"{file} has nothing for a {kind}",
            f"say which: source: {choices}" if choices else _run(desk),
        )
        return None
    return next(iter(fitting.values()))


Entry = dict[str, Any]


def _overridden(
    desk: _Desk, at: tuple[Step, ...], rows: list[tuple[Row, Entry]], typed: list[Any]
) -> tuple[list[Any], dict[int, int]]:
    """The wire's rows with what was typed over them; typed rows that are none of the wire's follow. And the number of
    the typed row that each row has something from.
    """
    known: dict[str, int] = {}
    for number, (row, _) in enumerate(rows):
        for name in (row.id, row.name):
            known.setdefault(name.casefold(), number)
    made: list[Any] = [entry for _, entry in rows]
    numbers: dict[int, int] = {}
    for number, each in enumerate(typed):
        sought = str(each.get("id") or each.get("name") or each.get("title")) if isinstance(each, dict) else ""
        place = known.get(sought.casefold())
        if place is not None:
            made[place] |= each
        else:
            if isinstance(each, dict) and each.get("id"):
                desk.problems.append(
                    desk.places.warning((*at, number), f"the wire has no row '{sought}': this one stands by itself")
                )
            place = len(made)
            made.append(each)
        numbers[place] = number
    return made, numbers


def _trending_row(row: Row, section: Section, language: str) -> Entry:
    figure = row.figure or section.figure
    shown = {
        "text": row.text,
        "figure": _counted(row.figures.get(figure or ""), language),
        "change": _change(row, section.change, figure, language),
        "trend": list(row.trend) if len(row.trend) > 1 else None,
    }
    made: Entry = {"name": row.name} | {
        key: value for key, value in shown.items() if key in section.columns and value is not None
    }
    if "streak" in section.columns and row.streak > 1:
        running = _STREAKS.get(language.partition("-")[0], _STREAKS["en"]).format(row.streak)
        made["text"] = ", ".join(part for part in (made.get("text"), running) if part)
    return made | ({"url": row.url} if row.url else {})


def _list_item(row: Row, _section: Section, _language: str) -> Entry:
    made = {"title": row.name, "text": row.text, "url": row.url}
    return {key: value for key, value in made.items() if value}


def _change(row: Row, kind: str, figure: str | None, language: str) -> str | None:
    """The change as a trending row has it: +412, -0.6%, = or new; None if there is nothing to compare."""
    if row.new:
        return "new"
    if kind == "rank":
        return _signed(row.climbed, lambda places: f"{places:g}") if row.climbed is not None else None
    if row.gain is None:
        return None
    if kind == "gain":
        return _signed(row.gain, lambda gain: _counted(gain, language, change=True) or "")
    then = row.figures.get(figure or "", 0.0) - row.gain
    if then <= 0:
        return None
    share = 100 * row.gain / then
    return _signed(share if abs(share) >= 0.05 else 0, lambda value: _per_cent(value, language))


def _signed(value: float, write: Callable[[float], str]) -> str:
    if not value:
        return "="
    return ("+" if value > 0 else "-") + write(abs(value))


def _per_cent(value: float, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415  an issue without the wire has no need of it

    # 123%, 22%, 0.6%: a third figure tells nobody anything.
    shown = "0.0" if value < 9.95 else "#,##0"
    return f"{format_decimal(value, shown, locale=_locale(language))}%"


def _counted(value: float | None, language: str, *, change: bool = False) -> str | None:
    """A count as a paper prints it: 2,370 in full, 97.4K from ten thousand on."""
    if value is None:
        return None
    from babel.numbers import format_compact_decimal, format_decimal, get_decimal_symbol  # noqa: PLC0415

    locale = _locale(language)
    if abs(value) >= _COMPACT:
        compact = str(format_compact_decimal(value, locale=locale, fraction_digits=1))
        if whole := _WHOLE.fullmatch(compact):  # 65.0K, not 65K: a column of figures has one shape
            compact = f"{whole[1]}{get_decimal_symbol(locale)}0{whole[2]}"
        # Where a language has no short word for a thousand, the figure is written out.
        short = any(character.isalpha() for character in compact)
        if short and (not change or _CHANGE.fullmatch(compact)):
            return compact
    return str(format_decimal(value, locale=locale))


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _renumbered(places: Places, index: int, typed: tuple[tuple[Step, Step], dict[int, int]] | None) -> Spot | None:
    """The place of an entry in which each row stands where it was typed, if it was."""
    contents = places.root.children.get("contents")
    entry = contents.children.get(index) if contents else None
    if entry is None or typed is None:
        return entry
    (kind, key), numbers = typed
    block = entry.children.get(kind)
    rows = block.children.get(key) if block else None
    if block is None or rows is None:
        return entry
    moved: dict[Step, Spot] = {new: rows.children[old] for new, old in numbers.items() if old in rows.children}
    block = replace(block, children={**block.children, key: replace(rows, children=moved)})
    return replace(entry, children={**entry.children, kind: block})


def _with_contents(places: Places, entries: list[Spot | None]) -> Places:
    """The places of an issue whose entries stand at these places."""
    contents = places.root.children.get("contents")
    if contents is None:
        return places
    numbered: dict[Step, Spot] = {index: spot for index, spot in enumerate(entries) if spot is not None}
    root = replace(places.root, children={**places.root.children, "contents": replace(contents, children=numbered)})
    return Places(places.file, places.text, root)
