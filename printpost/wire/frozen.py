"""The frozen file: what the wire brought, beside the issue that prints it.

`issue-87.wire.json` belongs to `issue-87.yaml`. It is read and written whole: a file that does not fit is an error,
and a new one takes the place of the old in one move. Nothing here knows where rows come from or how they look.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from printpost.problems import BadInput, CannotWrite, Where, error

SCHEMA = 1
_LARGEST = 4_000_000  # bytes
_WIDE = 116  # characters of a line that holds a whole row of figures

Short = Annotated[str, Field(max_length=2000)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a section, best first. ``gain`` is the change of the section's figure since ``Section.since``,
    ``was`` the rank it had then and ``climbed`` the places in between, ``streak`` the issues in a row, this one
    included; ``trend`` are daily figures, oldest first, today's last.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    rank: Annotated[int, Field(ge=1)]
    id: Short
    name: Annotated[Short, Field(min_length=1)]
    text: Short | None = None
    url: Short | None = None
    figures: Mapping[str, Number] = field(default_factory=dict)
    gain: Number | None = None
    was: int | None = None
    climbed: int | None = None
    new: bool = False
    streak: int = 1
    trend: Annotated[tuple[Number, ...], Field(max_length=60)] = ()
    figure: str | None = None  # where it is another than the section's


@dataclass(frozen=True, slots=True)
class Section:
    """What one order brought. Times are UTC, as ISO 8601 writes them; ``since`` is the time compared with."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    source: str
    query: Mapping[str, Any]
    fetched: str
    endpoint: str = ""  # where it is not the source's own
    figure: str | None = None
    change: str = "gain"
    columns: tuple[str, ...] = ()
    since: str | None = None
    notes: tuple[Short, ...] = ()
    rows: Annotated[tuple[Row, ...], Field(max_length=200)] = ()


@dataclass(frozen=True, slots=True)
class WireFile:
    """All sections of an issue, by name."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    schema: int
    issue: str
    sections: Mapping[str, Section] = field(default_factory=dict)


def utc(moment: dt.datetime) -> str:
    """Return a time as the file has it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def frozen_path(issue: Path) -> Path:
    """Where the frozen file of an issue lies."""
    return issue.with_suffix(".wire.json")


def read_frozen(path: Path) -> WireFile | None:
    """Return the frozen file, None if there is none. Raises BadInput if it cannot be used."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(_spoilt(path, "it is larger than 4 MB"))
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise BadInput(_spoilt(path, failure.strerror or "it cannot be read")) from None
    except json.JSONDecodeError as failure:
        raise BadInput(_spoilt(path, "it is not JSON", Where(path, failure.lineno, failure.colno))) from None
    except (ValueError, RecursionError):
        raise BadInput(_spoilt(path, "it is not JSON")) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise BadInput(
            error(
                f"{path.name} was written by a newer printpost (schema {schema}, this one reads {SCHEMA})",
                hint="use that version, or delete the file and run printpost wire again",
                where=Where(path, 1, 1),
            )
        )
    try:
        return TypeAdapter(WireFile).validate_python(data)
    except ValidationError as failure:
        first = failure.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise BadInput(_spoilt(path, f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}")) from None


def _spoilt(path: Path, reason: str, where: Where | None = None) -> Any:
    return error(
        f"the wire's file cannot be used: {reason}",
        hint=f"put it back as it was, or delete {path.name} and run printpost wire again",
        where=where or Where(path, 1, 1),
    )


def write_frozen(path: Path, file: WireFile) -> None:
    """Put the file in place in one move. Raises CannotWrite; then the earlier file is untouched."""
    put(path, as_text(file))


def put(path: Path, text: str, *, fresh: bool = False) -> None:
    """Write a text under another name and move it into place; ``fresh``: only where nothing is yet. Raises
    CannotWrite.
    """
    place = Path(os.path.realpath(path))
    draft = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            _take_free_place(draft, place)
        draft.replace(place)
    except FileExistsError:
        raise CannotWrite(error(f"cannot write {path}: {draft.name} is in the way", hint="delete it")) from None
    except OSError as failure:
        draft.unlink(missing_ok=True)
        raise CannotWrite(error(f"cannot write {path}: {failure.strerror}", hint="check the folder")) from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _take_free_place(draft: Path, place: Path) -> None:
    """Give the place to the draft unless something has it. Both names are then the same file."""
    try:
        os.link(draft, place)
    except FileExistsError:
        draft.unlink()
        raise CannotWrite(
            error(f"{place} is there already, and is not overwritten", hint="name another file for the draft")
        ) from None
    except OSError:  # a file system without links
        place.touch(exist_ok=False)


def as_text(file: WireFile) -> str:
    """Return the file as it is written: stable, and with a line for whatever a person would compare."""
    return _lines(_plain(file), 0) + "\n"


def _plain(value: Any) -> Any:
    """Values for JSON, without what says nothing: absent texts, empty lists and defaults."""
    if is_dataclass(value):
        return {name: _plain(part) for name, part in _said(value)}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _said(value: Any) -> Iterator[tuple[str, Any]]:
    for part in fields(value):
        found = getattr(value, part.name)
        default = part.default_factory() if part.default_factory is not MISSING else part.default
        if found != default or part.name == "rows":
            yield part.name, found


def _lines(value: Any, depth: int) -> str:
    """JSON that keeps a short list or mapping on one line."""
    short = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, dict | list) or not value:
        return short
    nested = any(isinstance(part, dict | list) for part in (value.values() if isinstance(value, dict) else value))
    if not nested and (isinstance(value, list) or depth > 2) and len(short) + 2 * depth <= _WIDE and "id" not in value:
        return short
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, list):
        parts = [inner + _lines(part, depth + 1) for part in value]
        return "[\n" + ",\n".join(parts) + f"\n{outer}]"
    parts = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {_lines(part, depth + 1)}" for key, part in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{outer}}}"


def differences(before: WireFile | None, after: WireFile) -> tuple[str, ...]:
    """Return in words what is new, gone, risen, fallen or counted anew, section by section."""
    told: list[str] = []
    old = before.sections if before else {}
    for name, section in after.sections.items():
        if name not in old:
            told.append(f"{name}: {len(section.rows)} rows, where there were none")
        else:
            told += (f"{name}: {change}" for change in _changes(old[name], section))
    told += (f"{name}: gone" for name in old if name not in after.sections)
    return tuple(told)


def _changes(before: Section, after: Section) -> Iterator[str]:
    old, new = ({row.id: row for row in section.rows} for section in (before, after))
    for id_, row in new.items():
        was = old.get(id_)
        if was is None:
            yield f"{row.name} is new, at {row.rank}"
            continue
        moved = [f"rank {was.rank} to {row.rank}"] if was.rank != row.rank else []
        moved += [
            f"{figure} {was.figures[figure]:,.10g} to {value:,.10g}"
            for figure, value in row.figures.items()
            if figure in was.figures and was.figures[figure] != value
        ]
        moved += [name for name in ("name", "text", "url") if getattr(was, name) != getattr(row, name)]
        if moved:
            yield f"{row.name}: {', '.join(moved)}"
    for id_, row in old.items():
        if id_ not in new:
            yield f"{row.name} has gone, was at {row.rank}"
