"""The morgue, where a paper keeps what it has printed: an order that would print the same pages again is answered
from here, in a tenth of a second, before anything large is imported.

A record holds the hash of every file that the build read (a folder counts with all that is in it, and a file that was
looked for in vain must still be absent), of the program and of the finished PDF, and the build's report. If one of
them differs, the record is not used. Records are a convenience: one that cannot be read or written is passed over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from printpost.report import Report, from_plain

_KEPT = 200  # records
_PASSED_OVER = ("__pycache__",)

Medium = Literal["screen", "press", "home"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file is for: a screen, a press (of a press profile, "newspaper" if not said) or a printer at home.

    ``bleed`` (millimetres) and ``marks`` go before what the press profile says.
    """

    medium: Medium = "screen"
    condition: str | None = None
    bleed: float | None = None
    marks: bool | None = None

    def __str__(self) -> str:
        return f"{self.medium} {self.condition} {self.bleed} {self.marks}"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked of a build."""

    issue: Path
    output: Path | None = None
    layout: str | None = None
    pages: int | str | None = None
    trim: str | None = None
    wanted: Wanted = field(default_factory=Wanted)


def recall(order: Order) -> Report | None:
    """Return the report of the last build for the order, if a new build would give the same file; else None."""
    return _recall(_record(order), time.perf_counter())


def keep(order: Order, inputs: Iterable[Path], report: Report) -> None:
    """Remember a finished build and everything that it read or looked for."""
    with contextlib.suppress(OSError):
        _write(
            _record(order),
            {
                "program": _program(),
                "inputs": [[str(path), fingerprint(path)] for path in sorted({path.absolute() for path in inputs})],
                "output": [str(report.output.absolute()), fingerprint(report.output)],
                "report": report.plain(),
            },
        )
        _thin_out()


def recall_command(arguments: Sequence[str]) -> tuple[Report, ...] | None:
    """Return the reports of a command line that was given before, in this folder, if all would be the same."""
    started = time.perf_counter()
    records = _read(_command(arguments))
    if not isinstance(records, list) or not records:
        return None
    reports: list[Report] = []
    for record in records:
        report = _recall(_folder() / str(record), started)
        if report is None:
            return None
        reports.append(report)
    return tuple(reports)


def keep_command(arguments: Sequence[str], orders: Iterable[Order]) -> None:
    """Remember which orders a command line stands for."""
    with contextlib.suppress(OSError):
        _write(_command(arguments), [_record(order).name for order in orders])


def fingerprint(path: Path) -> str:
    """Return a hash of a file's bytes, of a folder's names and files, or "absent"."""
    try:
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if not set(found.parts) & set(_PASSED_OVER))
            return _hash(
                *(f"{found.relative_to(path)}\0{fingerprint(found)}" for found in inside if not found.is_dir())
            )
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "absent"


def cache_folder() -> Path:
    """Return the folder for what can be made again: PRINTPOST_CACHE, else the user's cache, else a temporary one."""
    if given := os.environ.get("PRINTPOST_CACHE"):
        return Path(given).absolute()
    import platformdirs  # noqa: PLC0415

    folder = platformdirs.user_cache_path("printpost", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / f"printpost-{os.getuid()}"
    return folder


def _recall(record: Path, started: float) -> Report | None:
    kept = _read(record)
    try:
        if kept["program"] != _program():
            return None
        if any(fingerprint(Path(path)) != known for path, known in [*kept["inputs"], kept["output"]]):
            return None
        return from_plain(kept["report"]).unchanged(seconds=time.perf_counter() - started)
    except (KeyError, TypeError, ValueError, OSError):
        return None


def _program() -> str:
    """Return what stands for the program: its own files, and the names and versions of the packages around it."""
    package = Path(__file__).parent
    installed = (
        name
        for folder in sys.path
        if folder.endswith(("site-packages", "dist-packages")) and Path(folder).is_dir()
        for name in os.listdir(folder)  # noqa: PTH208  names are all we want
        if name.endswith(".dist-info")
    )
    return _hash(sys.version, fingerprint(package), *sorted(installed))


def _record(order: Order) -> Path:
    place = (str(part and Path(part).absolute()) for part in (order.issue, order.output))
    asked = (str(part) for part in (order.layout, order.pages, order.trim, order.wanted))
    return _folder() / f"{_hash('order', *place, *asked, _dated())}.json"


def _command(arguments: Sequence[str]) -> Path:
    return _folder() / f"{_hash('command', str(Path.cwd()), *arguments, _dated())}.json"


def _dated() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH", "")


def _folder() -> Path:
    return cache_folder() / "morgue"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(data), encoding="utf-8")
    draft.replace(path)


def _thin_out() -> None:
    records = sorted(_folder().glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for record in records[_KEPT:]:
        record.unlink(missing_ok=True)
