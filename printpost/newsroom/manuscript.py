"""A YAML file as an editor leaves it: read safely into plain values with the place of each.

A path comes in; mappings, lists and texts go out. Every scalar stays the text that was typed (``1.10`` and ``no``
keep their looks; the model knows what it wants), an empty one is None. What YAML allows but an editor never means
(two documents, a key twice, tags, endless aliases) is a problem. No model is known here.
"""

from __future__ import annotations

import codecs
import difflib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from printpost.newsroom.places import Places, Spot
from printpost.newsroom.yaml_faults import fault
from printpost.problems import BadInput, Problem, Where, error

_LARGEST = 4_000_000  # bytes; 40,000 words are a quarter of a megabyte
_DEEPEST = 40
_ALIASES = 500
_ALIASED = 1_000_000  # characters that aliases may add
_NULLS = ("", "~", "null", "Null", "NULL")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#])")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file's values, their places, and the problems that did not stop the reading."""

    data: Any
    places: Places
    problems: tuple[Problem, ...]


def read_manuscript(path: Path, noun: str) -> Manuscript:
    """Reads the file, which should hold ``noun`` ("an issue"). Raises BadInput if it cannot be read to its end."""
    text = _text(path, noun)
    composer = _Composer(Places(path, text))
    try:
        data = composer.document(noun)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        raise BadInput(fault(failure, composer.places, mark.index if mark else 0)) from None
    except yaml.YAMLError:
        raise BadInput(error(f"this is not YAML: {path.name} cannot be read", where=Where(path, 1, 1))) from None
    return Manuscript(data, composer.places, tuple(composer.problems))


def _text(path: Path, noun: str) -> str:
    top = Where(path, 1, 1)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInput(error("this is a folder, not a file", hint=_files_in(path, noun), where=top))
        if not stat.S_ISREG(status.st_mode):
            raise BadInput(error("this is a device or a pipe, not a file", where=top))
        if status.st_size > _LARGEST:
            size = f"{status.st_size / 1e6:.1f} MB"
            raise BadInput(error(f"the file is too large for {noun}: {size}, the limit is 4 MB", where=top))
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(error("there is no such file", hint=_similar(path), where=top)) from None
    except PermissionError:
        raise BadInput(
            error("you are not allowed to read this file", hint="check its permissions", where=top)
        ) from None
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or "its name is not one that a file can have"
        raise BadInput(error(f"this file cannot be read: {reason}", where=top)) from None
    return _checked(_decoded(raw, top, noun).replace("\r\n", "\n").replace("\r", "\n"), path)


def _decoded(raw: bytes, top: Where, noun: str) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, name = "utf-16", "UTF-16"
    else:
        encoding, name = "utf-8-sig", "UTF-8"
    try:
        if encoding == "utf-8-sig" and b"\0" in raw:
            raise BadInput(
                error("this is not a text file", hint=f"{noun} is written in YAML, as plain text", where=top)
            )
        return raw.decode(encoding)
    except UnicodeDecodeError as failure:
        before = raw[: failure.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        excerpt = raw.split(b"\n")[line - 1].decode("latin-1") if encoding == "utf-8-sig" else None
        raise BadInput(
            error(
                f"the file is not {name}: a character here is written in another encoding",
                hint="save the file as UTF-8 (in most editors: Save with Encoding)",
                where=Where(top.file, line, column),
                excerpt=excerpt.rstrip("\r") if excerpt else None,
            )
        ) from None


def _checked(text: str, path: Path) -> str:
    found = _FORBIDDEN.search(text)
    if not found:
        return text
    places = Places(path, text)
    name = "byte-order mark" if found[0] == "\ufeff" else "control character"
    message = f"an invisible character stands here: {name} U+{ord(found[0]):04X}"
    raise BadInput(places.error(places.where(found.start()), message, "delete it"))


def _offset(mark: Any) -> int:
    return int(mark.index)


def _similar(path: Path) -> str | None:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"there is no folder {path.parent} either"
    near = difflib.get_close_matches(path.name, names, 1, 0.7)
    return f"did you mean {path.parent / near[0]}?" if near else None


def _files_in(folder: Path, noun: str) -> str:
    issues = sorted(p for p in folder.glob("*.y*ml") if p.suffix in (".yaml", ".yml") and p.stem != "publication")
    return f"name {noun} in it, such as {issues[0]}" if issues else f"name the file that holds {noun}"


@dataclass(slots=True)
class _Composer:
    """Builds values from YAML's events. PyYAML's own composer has no limits and forgets where keys stand."""

    places: Places
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[Any, Spot, int]] = field(default_factory=dict)
    aliases: int = 0
    aliased: int = 0

    def document(self, noun: str) -> Any:
        event: Any
        events: Iterator[Any] = iter(yaml.parse(self.places.text, Loader=_LOADER))
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    where = self.places.where(_offset(event.start_mark))
                    raise BadInput(
                        [
                            *self.problems,
                            self.places.error(
                                where, "a second document begins here", f"one file holds {noun}: remove this line (---)"
                            ),
                        ]
                    )
            elif isinstance(event, yaml.NodeEvent):
                data, self.places.root, _ = self._value(event, events, 0)
        if data is None:
            raise BadInput(self.places.error(self.places.where(0), f"the file is empty: it should hold {noun}"))
        return data

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Any, Spot, int]:
        """A value, its place and its size in characters."""
        start = _offset(event.start_mark)
        if depth > _DEEPEST:
            self._stop(start, "lists and keys are nested too deeply here", "an issue needs no more than six levels")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), start)
        if event.tag and event.tag != "!":
            tag = self.places.text[start : _offset(event.end_mark)].split()[0]
            self.problems.append(
                self.places.error(self.places.where(start), f"the tag {tag} has no meaning here", "remove it")
            )
        spot = Spot(start, _offset(event.end_mark))
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value, size = self._scalar(event, spot)
        elif isinstance(event, yaml.SequenceStartEvent):
            value, size = self._list(events, spot, depth)
        else:
            value, size = self._mapping(events, spot, depth)
        if event.anchor:
            self.anchors[event.anchor] = value, spot, size
        return value, spot, size

    def _scalar(self, event: Any, spot: Spot) -> tuple[str | None, int]:
        spot.style = event.style
        if event.style:
            return event.value, len(event.value) + 1
        swallowed = _SWALLOWED.match(self.places.text, spot.end)
        if swallowed and event.value:
            self.problems.append(
                self.places.warning(
                    self.places.where(swallowed.start(1)),
                    "what follows # is taken as a comment and not printed",
                    "put the whole text in quotes if it belongs to it, or a space after # if it does not",
                )
            )
        return None if event.value in _NULLS else event.value, len(event.value) + 1

    def _list(self, events: Iterator[Any], spot: Spot, depth: int) -> tuple[list[Any], int]:
        event: Any
        values: list[Any] = []
        size = 1
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            value, spot.children[len(values)], more = self._value(event, events, depth + 1)
            values.append(value)
            size += more
        spot.end = _offset(event.end_mark)
        return values, size

    def _mapping(self, events: Iterator[Any], spot: Spot, depth: int) -> tuple[dict[str, Any], int]:
        event: Any
        values: dict[str, Any] = {}
        size = 1
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            start = _offset(event.start_mark)
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None:
                self._value(event, events, depth + 1)
            value, inner, more = self._value(next(events), events, depth + 1)
            size += more + len(key or "")
            if key is None:
                self.problems.append(
                    self.places.error(
                        self.places.where(start),
                        "a key must be plain text",
                        "put the key in quotes, or mend the brackets",
                    )
                )
            elif key in values:
                line = self.places.where(spot.children[key].key or 0).line
                self.problems.append(
                    self.places.error(
                        self.places.where(start), f"'{key}' stands here twice", f"the first is in line {line}: keep one"
                    )
                )
            else:
                values[key], spot.children[key] = value, inner.under(start)
        spot.end = _offset(event.end_mark)
        return values, size

    def _alias(self, name: str, start: int) -> tuple[Any, Spot, int]:
        if name not in self.anchors:
            self._stop(
                start,
                f"'*{name}' refers to something that is not there",
                "a text that begins with * or & must stand in quotes",
            )
        value, spot, size = self.anchors[name]
        self.aliases += 1
        self.aliased += size
        if self.aliases > _ALIASES or self.aliased > _ALIASED:
            self._stop(start, "aliases (*) multiply the file beyond measure here", "write the values out instead")
        return value, Spot(start, start + len(name) + 1, children=spot.children, style="*"), size

    def _stop(self, offset: int, message: str, hint: str) -> None:
        raise BadInput([*self.problems, self.places.error(self.places.where(offset), message, hint)])
