"""Limits: a run that takes too long or too much is ended, says so, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from printpost.options import without
from printpost.pressroom.limits import bounded, in_bytes
from printpost.problems import BadInput, LimitReached

EDITIONS = Path(__file__).parents[2] / "editions"


def test_sizes_are_read_as_people_write_them() -> None:
    """Megabytes and gigabytes, with or without their letters."""
    assert in_bytes("800M") == 800 << 20
    assert in_bytes("1.5G") == in_bytes("1.5 GiB") == 3 << 29
    for told in ("much", "3M", "-1G", "1T"):
        with pytest.raises(BadInput, match="--max-memory"):
            in_bytes(told)


def test_the_limits_are_not_passed_on() -> None:
    """Or the bounded run would start a bounded run, and so on."""
    given = ["build", "--timeout", "3", "a.yaml", "--max-memory=1G", "--force", "--timeout=4"]
    assert without(given, {"--max-memory", "--timeout"}) == ["build", "a.yaml", "--force"]


def test_a_run_that_keeps_to_its_limits_is_as_any_other(tmp_path: Path) -> None:
    """Its exit code and its file are there."""
    output = tmp_path / "a.pdf"
    arguments = ["build", str(EDITIONS / "issue-87.yaml"), "-o", str(output)]
    assert bounded(arguments, memory=2 << 30, seconds=300) == 0
    assert output.read_bytes().startswith(b"%PDF-")
    assert bounded(["check", str(tmp_path / "none.yaml")], memory=2 << 30, seconds=300) == 2


def test_a_run_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """The error says after how long; no process and no file of it is left."""
    with pytest.raises(LimitReached, match=r"stopped after 0\.3 seconds"):
        bounded(["build", str(EDITIONS / "issue-74.yaml"), "-o", str(tmp_path / "a.pdf")], memory=None, seconds=0.3)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    """What the system refuses is an error with the limit in it, not a traceback."""
    with pytest.raises(LimitReached, match="stopped at 96 MiB of memory"):
        bounded(
            ["build", "--force", str(EDITIONS / "issue-18.yaml"), "-o", str(tmp_path / "a.pdf")],
            memory=96 << 20,
            seconds=300,
        )
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_so_with_its_own_exit_code(tmp_path: Path) -> None:
    """Whoever runs it from a script can tell a limit from a fault of the issue."""
    command = [sys.executable, "-m", "printpost", "build", "--force", "--timeout", "0.3"]
    issue = ["-o", str(tmp_path / "a.pdf"), str(EDITIONS / "issue-18.yaml")]
    done = subprocess.run([*command, *issue], capture_output=True, text=True, check=False)
    assert done.returncode == 9
    assert "--timeout" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_child_that_ignores_the_polite_signal_is_ended_all_the_same(tmp_path: Path) -> None:
    """After a short wait the whole session is killed."""
    from printpost.pressroom.limits import _end

    script = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"up\n"
    started = time.monotonic()
    _end(child)
    assert child.returncode == -signal.SIGKILL
    assert time.monotonic() - started < 60
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)
