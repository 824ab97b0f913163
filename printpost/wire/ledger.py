"""The ledger: every rank and figure that the wire has seen, in one SQLite file of the publication.

Lists of observations go in, each whole or not at all; what was seen earlier comes out. Two processes may write at once:
each waits for the other. A process that is killed leaves the file as it was before its last unfinished entry (SQLite's
rollback journal). Files of earlier versions are brought up to date when they are opened; newer ones are refused.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time as clock
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from printpost.problems import CannotWrite, error
from printpost.wire.line import Kept
from printpost.wire.orders import FIGURES

NAME = "wire.sqlite3"
_WAIT = 30.0  # seconds for another process to finish
_DAY = 86_400
_REPLIES_KEPT = 100

MIGRATIONS = (
    f"""
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        issue TEXT NOT NULL,
        list TEXT NOT NULL,
        time INTEGER NOT NULL  -- seconds since 1970, UTC
    );
    CREATE INDEX entry_by_list ON entry (list, time);
    CREATE TABLE observation (
        entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        rank INTEGER NOT NULL,
        {", ".join(f"{figure} INTEGER" for figure in FIGURES)},
        PRIMARY KEY (entry, id)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE reply (
        url TEXT PRIMARY KEY,
        etag TEXT,
        modified TEXT,
        body BLOB NOT NULL,
        time INTEGER NOT NULL
    );
    """,
)
"""What each version added, in order; a file's `user_version` says how many it has had. Never change an old one."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing of a list, as it was seen: its rank from 1 and its figures by name (those of `orders.FIGURES`)."""

    id: str
    rank: int
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """A list as it was seen earlier, at a time in seconds since 1970."""

    time: int
    seen: Mapping[str, Observation]


class Ledger:
    """The file. Raises CannotWrite where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as connection:
            self._bring_up_to_date(connection)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own: the sources ask from several threads."""
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
        except sqlite3.IntegrityError:
            raise  # ours to mend
        except sqlite3.OperationalError as failure:
            raise CannotWrite(
                error(f"the ledger {self.path} cannot be used: {failure}", hint="check its folder and permissions")
            ) from None
        except sqlite3.DatabaseError:
            raise CannotWrite(
                error(
                    f"{self.path} is not a ledger, or it is damaged",
                    hint="put a copy of it back, or move it away: a new one is begun, without earlier days",
                )
            ) from None
        finally:
            if connection is not None:
                connection.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that has the right to write; all or nothing is written."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise CannotWrite(
                error(f"the ledger {self.path} was written by a newer printpost (version {version})", hint="update it")
            )
        if version == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have been here while this one waited.
        for script in MIGRATIONS[_version(connection) :]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")

    def record(self, issue: str, time: int, lists: Mapping[str, Sequence[Observation]]) -> None:
        """Write down what was seen for an issue at a time, all lists or none."""
        columns = ("entry", "id", "rank", *FIGURES)
        insert = f"INSERT INTO observation ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        with self._writing() as connection:
            for key, seen in lists.items():
                cursor = connection.execute(
                    "INSERT INTO entry (issue, list, time) VALUES (?, ?, ?)", (issue, key, time)
                )
                connection.executemany(
                    insert, [(cursor.lastrowid, o.id, o.rank, *(o.figures.get(f) for f in FIGURES)) for o in seen]
                )

    def before(self, key: str, issue: str, time: int, days: int | None = None) -> Past | None:
        """Return the list as it was seen last for another issue before ``time``; with ``days``, as it was seen that
        long ago: the last entry that is at least so old, else the oldest. None if there is none.
        """
        # Half a day's grace: a paper is made at about the same hour, not at the same second.
        then = time if days is None else time - days * _DAY + _DAY // 2
        with self._open() as connection:
            found = connection.execute(
                "SELECT id, time FROM entry WHERE list = ? AND issue != ? AND time < ?"
                " ORDER BY time <= ? DESC, CASE WHEN time <= ? THEN -time ELSE time END, id DESC LIMIT 1",
                (key, issue, time, then, then),
            )
            row = found.fetchone()
            return Past(row[1], _observations(connection, row[0])) if row else None

    def series(self, key: str, figure: str, time: int, days: int) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return the daily figures of everything in a list, oldest first, as pairs of a day (since 1970, UTC) and the
        last figure of that day, for the ``days`` before the day of ``time``.
        """
        assert figure in FIGURES
        today = time // _DAY
        found: dict[str, dict[int, int]] = {}
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT o.id, e.time, o.{figure} FROM entry e JOIN observation o ON o.entry = e.id"  # noqa: S608
                f" WHERE e.list = ? AND e.time >= ? AND e.time < ? AND o.{figure} IS NOT NULL ORDER BY e.time, e.id",
                (key, (today - days) * _DAY, today * _DAY),
            )
            for id_, moment, value in rows:
                found.setdefault(id_, {})[moment // _DAY] = value
        return {id_: tuple(sorted(values.items())) for id_, values in found.items()}

    def streaks(self, key: str, issue: str, time: int, depth: int) -> dict[str, int]:
        """Return for how many issues in a row before this one each thing was among the first ``depth`` of a list."""
        with self._open() as connection:
            entries = connection.execute(
                "SELECT id FROM (SELECT id, issue, time,"
                " row_number() OVER (PARTITION BY issue ORDER BY time DESC, id DESC) AS latest"
                " FROM entry WHERE list = ? AND issue != ? AND time < ?) WHERE latest = 1"
                " ORDER BY time DESC, id DESC LIMIT 1000",
                (key, issue, time),
            )
            counted: dict[str, int] = {}
            running: set[str] | None = None
            for (entry,) in entries.fetchall():
                rows = connection.execute("SELECT id FROM observation WHERE entry = ? AND rank <= ?", (entry, depth))
                here = {id_ for (id_,) in rows}
                running = here if running is None else running & here
                if not running:
                    break
                for id_ in running:
                    counted[id_] = counted.get(id_, 0) + 1
            return counted

    def recall(self, url: str) -> Kept | None:
        """Return the last reply of an address, for a conditional call."""
        with self._open() as connection:
            row = connection.execute("SELECT etag, modified, body FROM reply WHERE url = ?", (url,)).fetchone()
        return Kept(*row) if row else None

    def keep(self, url: str, kept: Kept) -> None:
        """Keep a reply; the oldest go when there are many."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO reply (url, etag, modified, body, time) VALUES (?, ?, ?, ?, ?)",
                (url, kept.etag, kept.modified, kept.body, int(clock.time())),
            )
            connection.execute(
                "DELETE FROM reply WHERE url NOT IN (SELECT url FROM reply ORDER BY time DESC, rowid DESC LIMIT ?)",
                (_REPLIES_KEPT,),
            )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _observations(connection: sqlite3.Connection, entry: int) -> dict[str, Observation]:
    rows = connection.execute(
        f"SELECT id, rank, {', '.join(FIGURES)} FROM observation WHERE entry = ?",  # noqa: S608
        (entry,),
    )
    return {
        id_: Observation(id_, rank, {f: v for f, v in zip(FIGURES, values, strict=True) if v is not None})
        for id_, rank, *values in rows
    }
