"""Delivery: the file is whole and in place, or the earlier one is as it was and nothing else is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from printpost.pressroom.delivery import deliver
from printpost.problems import CannotWrite


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """The second edition takes the place of the first, and keeps its permissions."""
    output = tmp_path / "issue.pdf"
    deliver(b"first", output)
    output.chmod(0o640)
    deliver(b"second", output)
    assert output.read_bytes() == b"second"
    assert output.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["issue.pdf"]


def test_a_new_file_has_the_permissions_that_the_user_gives_to_files(tmp_path: Path) -> None:
    """A paper for everybody is not written for its owner alone."""
    before = os.umask(0o022)
    try:
        deliver(b"pdf", tmp_path / "issue.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "issue.pdf").stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Someone who keeps `latest.pdf` as a link wants its target written."""
    (tmp_path / "latest.pdf").symlink_to("issue.pdf")
    deliver(b"pdf", tmp_path / "latest.pdf")
    assert (tmp_path / "latest.pdf").is_symlink()
    assert (tmp_path / "issue.pdf").read_bytes() == b"pdf"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("no/such/issue.pdf", "does not exist\nhint: create it: mkdir -p"),
        ("file/issue.pdf", "is not a folder"),
        ("folder", "it is a folder"),
        ("pipe", "it is not an ordinary file"),
    ],
)
def test_what_is_in_the_way_is_named(tmp_path: Path, place: str, said: str) -> None:
    """Each obstacle has its message, and the exit code for output."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite) as caught:
        deliver(b"pdf", tmp_path / place)
    assert said in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may not write there is told so."""
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may write anywhere
    with pytest.raises(CannotWrite, match="no permission to write in the folder"):
        deliver(b"pdf", tmp_path / "issue.pdf")


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in mid-write is a message, and clears up."""
    output = tmp_path / "issue.pdf"
    output.write_bytes(b"earlier")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        deliver(b"later", output)
    assert output.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["issue.pdf"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_the_earlier_file(tmp_path: Path, number: signal.Signals) -> None:
    """Stopped in mid-write, the program clears its draft away."""
    output = tmp_path / "issue.pdf"
    output.write_bytes(b"earlier")
    script = (
        # Who runs the tests in the background of a shell hands on that interrupts are not to be heard.
        "import signal, sys, time, pathlib\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from printpost.pressroom import delivery\n"
        "def slow(descriptor):\n    print('writing', flush=True)\n    time.sleep(60)\n"
        "delivery.os.fsync = slow\n"
        "delivery.deliver(b'later', pathlib.Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", script, str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "writing\n"
        assert len(list(tmp_path.iterdir())) == 2
        child.send_signal(number)
        assert child.wait(timeout=30) != 0
    assert output.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["issue.pdf"]
