"""The ledger: what goes in comes out, whoever else writes and whatever interrupts."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from printpost.problems import CannotWrite
from printpost.wire.ledger import MIGRATIONS, Ledger, Observation
from printpost.wire.line import Kept

DAY = 86_400
NOON = 20_000 * DAY + DAY // 2
KEYS = st.sampled_from(["models", "stars"])
ISSUES = st.sampled_from(["issue-1", "issue-2", "issue-3", "issue-4"])
IDS = st.sampled_from(["a", "b", "c", "d", "e"])
TIMES = st.integers(0, 12 * 4).map(lambda quarter: NOON + quarter * DAY // 4)


@dataclass(frozen=True)
class Entry:
    """One list as the plain model remembers it."""

    issue: str
    key: str
    time: int
    seen: dict[str, Observation]


class LedgerMachine(RuleBasedStateMachine):
    """The ledger beside a plain list that is searched from end to end."""

    @initialize()
    def begin(self) -> None:
        """Open a new file."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "wire.sqlite3"
        self.ledger = Ledger(self.path)
        self.entries: list[Entry] = []

    @rule(issue=ISSUES, key=KEYS, time=TIMES, ids=st.lists(IDS, unique=True, max_size=5), data=st.data())
    def record(self, issue: str, key: str, time: int, ids: list[str], data: st.DataObject) -> None:
        """Write a list down."""
        stars = data.draw(st.lists(st.none() | st.integers(0, 10**12), min_size=len(ids), max_size=len(ids)))
        seen = [
            Observation(id_, rank, {} if count is None else {"stars": count})
            for rank, (id_, count) in enumerate(zip(ids, stars, strict=True), 1)
        ]
        self.ledger.record(issue, time, {key: seen})
        self.entries.append(Entry(issue, key, time, {each.id: each for each in seen}))

    @rule()
    def reopen(self) -> None:
        """Close the file, as every run does, and open it again."""
        self.ledger = Ledger(self.path)

    def _others(self, key: str, issue: str, time: int) -> list[Entry]:
        return [entry for entry in self.entries if entry.key == key and entry.issue != issue and entry.time < time]

    @rule(key=KEYS, issue=ISSUES, time=TIMES, days=st.none() | st.integers(1, 9))
    def look_before(self, key: str, issue: str, time: int, days: int | None) -> None:
        """The last list of another issue, or the one of some days ago."""
        known = self._others(key, issue, time)
        then = time if days is None else time - days * DAY + DAY // 2
        old = [entry for entry in known if entry.time <= then]
        found = self.ledger.before(key, issue, time, days)
        if not known:
            assert found is None
            return
        assert found is not None
        edge = max(entry.time for entry in old) if old else min(entry.time for entry in known)
        expected = [entry for entry in known if entry.time == edge][-1]
        assert (found.time, found.seen) == (expected.time, expected.seen)

    @rule(key=KEYS, time=TIMES, days=st.integers(1, 14))
    def look_at_series(self, key: str, time: int, days: int) -> None:
        """One figure a day, the day's last, without today's."""
        expected: dict[str, dict[int, int]] = {}
        for entry in sorted(self.entries, key=lambda entry: entry.time):
            day = entry.time // DAY
            if entry.key == key and time // DAY - days <= day < time // DAY:
                for id_, observation in entry.seen.items():
                    if "stars" in observation.figures:
                        expected.setdefault(id_, {})[day] = observation.figures["stars"]
        found = self.ledger.series(key, "stars", time, days)
        assert found == {id_: tuple(sorted(values.items())) for id_, values in expected.items()}

    @rule(key=KEYS, issue=ISSUES, time=TIMES, depth=st.integers(1, 5))
    def look_at_streaks(self, key: str, issue: str, time: int, depth: int) -> None:
        """Issues in a row, counted back from the last one."""
        latest: dict[str, Entry] = {}
        for entry in sorted(self._others(key, issue, time), key=lambda entry: entry.time):
            latest[entry.issue] = entry
        order = {id(entry): place for place, entry in enumerate(self.entries)}
        runs = sorted(latest.values(), key=lambda entry: (entry.time, order[id(entry)]), reverse=True)
        expected = {}
        for id_ in "abcde":
            count = 0
            for entry in runs:
                if id_ not in entry.seen or entry.seen[id_].rank > depth:
                    break
                count += 1
            if count:
                expected[id_] = count
        assert self.ledger.streaks(key, issue, time, depth) == expected

    @rule(url=st.sampled_from(["https://a", "https://b"]), body=st.binary(max_size=20), etag=st.none() | st.just("x"))
    def keep_a_reply(self, url: str, body: bytes, etag: str | None) -> None:
        """The last reply of an address is the one that is kept."""
        self.ledger.keep(url, Kept(etag, None, body))
        assert self.ledger.recall(url) == Kept(etag, None, body)

    @invariant()
    def nothing_is_lost(self) -> None:
        """As many entries as were written."""
        connection = sqlite3.connect(self.path)
        assert connection.execute("SELECT count(*) FROM entry").fetchone()[0] == len(self.entries)
        connection.close()

    def teardown(self) -> None:
        """Throw the file away."""
        if hasattr(self, "folder"):
            self.folder.cleanup()


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLedger = LedgerMachine.TestCase
TestLedger.__doc__ = "Whatever is written in whatever order, the ledger answers as a plain list would."

WRITER = """
import sys
from pathlib import Path
from printpost.wire.ledger import Ledger, Observation
path, name, count, width = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
for n in range(count):
    seen = [Observation(f"{name}-{i}", i + 1, {"stars": n}) for i in range(width)]
    Ledger(path).record(name, n, {"list": seen, "other": seen})
    print(n, flush=True)
"""


def writer(path: Path, name: str, count: int, width: int) -> subprocess.Popen[str]:
    """A process that writes to the ledger."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(count), str(width)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def counted(path: Path) -> tuple[list[int], list[str]]:
    """Observations of each entry, and SQLite's own opinion of the file."""
    connection = sqlite3.connect(path)
    entries = connection.execute(
        "SELECT (SELECT count(*) FROM observation o WHERE o.entry = e.id) FROM entry e ORDER BY e.id"
    ).fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return [count for (count,) in entries], [word for (word,) in sound]


@pytest.mark.slow
def test_two_processes_write_at_once(tmp_path: Path) -> None:
    """From the first moment, when neither finds a file: each waits for the other, and both have all their lists in."""
    path = tmp_path / "wire.sqlite3"
    writers = [writer(path, name, 20, 30) for name in ("left", "right")]
    assert [each.wait(60) for each in writers] == [0, 0]
    for each in writers:
        assert each.stdout
        each.stdout.close()
    entries, sound = counted(path)
    assert entries == [30] * 80
    assert sound == ["ok"]


@pytest.mark.slow
def test_a_writer_killed_in_the_middle_leaves_whole_lists(tmp_path: Path) -> None:
    """Killed at a random moment, several times over: what it said it had written is there, what it had not is not."""
    path = tmp_path / "wire.sqlite3"
    Ledger(path)
    chance = random.Random(5)
    for turn in range(5):
        process = writer(path, f"run-{turn}", 10_000, 4000)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.3))
        process.send_signal(signal.SIGKILL)
        said = [int(line) for line in process.stdout.read().split()]
        process.wait()
        process.stdout.close()
        ledger = Ledger(path)
        past = ledger.before("list", "another", 10**9)
        entries, sound = counted(path)
        assert sound == ["ok"]
        assert set(entries) <= {4000}
        assert len(entries) % 2 == 0
        last = said[-1] if said else -1
        assert past is None or turn == 0 or len(past.seen) == 4000
        connection = sqlite3.connect(path)
        times = connection.execute("SELECT max(time) FROM entry WHERE issue = ?", (f"run-{turn}",)).fetchone()[0]
        connection.close()
        assert (times if times is not None else -1) in (last, last + 1)


def test_a_torn_transaction_is_rolled_back(tmp_path: Path) -> None:
    """A process that dies between two rows of a list leaves a journal; the next one puts the file right."""
    path = tmp_path / "wire.sqlite3"
    ledger = Ledger(path)
    ledger.record("issue-1", 1, {"list": [Observation("a", 1)]})
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"  # so that half of it is in the file already
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"INSERT INTO entry (issue, list, time) VALUES ('issue-2', 'list', 2)\")\n"
        "for i in range(20000):\n"
        "    c.execute('INSERT INTO observation (entry, id, rank) VALUES (2, ?, 1)', (f'{i:0200}',))\n"
        "os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode == 9
    assert Path(f"{path}-journal").exists()
    past = Ledger(path).before("list", "issue-3", 10)
    assert past is not None
    assert (past.time, list(past.seen)) == (1, ["a"])
    assert counted(path) == ([1], ["ok"])


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    """What it holds stays, what it lacks is added."""
    path = tmp_path / "wire.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
    connection.execute("INSERT INTO entry (issue, list, time) VALUES ('issue-1', 'list', 5)")
    connection.execute("INSERT INTO observation (entry, id, rank, stars) VALUES (1, 'a', 1, 7)")
    connection.commit()
    connection.close()
    ledger = Ledger(path)
    past = ledger.before("list", "issue-2", 10)
    assert past is not None
    assert past.seen == {"a": Observation("a", 1, {"stars": 7})}
    ledger.keep("https://a", Kept("x", None, b"y"))
    assert ledger.recall("https://a") == Kept("x", None, b"y")


def test_two_processes_begin_a_ledger_at_once(tmp_path: Path) -> None:
    """The one that has waited finds the other's tables and does not make them again."""
    path = tmp_path / "wire.sqlite3"
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as beside:
        second = beside.submit(Ledger, path)
        time.sleep(0.3)
        for statement in "".join(MIGRATIONS).split(";"):
            first.execute(statement)
        first.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        first.execute("COMMIT")
        second.result().record("issue-1", 1, {"list": [Observation("a", 1)]})
    first.close()
    assert counted(path) == ([1], ["ok"])


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    """It may hold what this version does not know."""
    path = tmp_path / "wire.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="was written by a newer printpost \\(version 99\\)"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    """It is named, with what to do."""
    path = tmp_path / "wire.sqlite3"
    path.write_bytes(b"These are my notes. " * 100)
    with pytest.raises(CannotWrite, match="is not a ledger, or it is damaged"):
        Ledger(path)
    assert path.read_bytes() == b"These are my notes. " * 100


def test_a_ledger_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A folder in its place, or no folder to put it in."""
    (tmp_path / "wire.sqlite3").mkdir()
    for path in (tmp_path / "wire.sqlite3", tmp_path / "none" / "wire.sqlite3"):
        with pytest.raises(CannotWrite, match="cannot be used"):
            Ledger(path)


def test_all_lists_of_an_issue_go_in_or_none(tmp_path: Path) -> None:
    """A fault in the second list takes the first one back."""
    ledger = Ledger(tmp_path / "wire.sqlite3")
    twice = [Observation("a", 1), Observation("a", 2)]
    with pytest.raises(sqlite3.IntegrityError):
        ledger.record("issue-1", 1, {"one": [Observation("a", 1)], "two": twice})
    assert ledger.before("one", "issue-2", 10) is None


def test_replies_do_not_pile_up(tmp_path: Path) -> None:
    """The last hundred are kept."""
    ledger = Ledger(tmp_path / "wire.sqlite3")
    for number in range(120):
        ledger.keep(f"https://a/{number}", Kept(None, None, b"x"))
    assert ledger.recall("https://a/19") is None
    assert ledger.recall("https://a/20") is not None
    assert os.path.getsize(ledger.path) < 1_000_000  # noqa: PTH202
