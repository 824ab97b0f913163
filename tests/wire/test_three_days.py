"""The wire from end to end: an empty folder, three mornings, the command line as an editor or cron runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from printpost.newsroom.issue import Trending
from printpost.newsroom.reader import read
from tests.yardsticks import texts

from .conftest import Paper
from .rehearsal import COPY, command, main, three_mornings
from .world import World


@pytest.mark.slow
def test_three_days_running(world: World, tmp_path: Path) -> None:
    """From an empty folder to a paper each morning; on the third day there are movers, new entries and curves."""
    folder = tmp_path / "paper"
    folder.mkdir()
    printed = ""
    for day, morning in enumerate(three_mornings(folder, world)):
        assert "models           " in morning.said["wire"]
        assert morning.said["refused"].count("this story is a placeholder: it is not printed") == 2
        printed = "\n".join(texts(morning.issue.with_suffix(".pdf").read_bytes()))
        assert "6°C, cloudy" in printed
        assert "kmer-net" in printed
        assert ("Biggest movers" in printed) == (day > 0)
    assert "156.3K" in printed
    blocks = [entry.block for entry in read(folder / "issue-3.yaml").issue.contents]
    tables = {block.title: block for block in blocks if isinstance(block, Trending)}
    models, github, movers = (tables[title].rows for title in ("Hugging Face", "GitHub", "Biggest movers"))
    assert [(row.name, row.figure, row.change, row.trend) for row in models] == [
        ("kmer-net", "320", "+60", (214, 260, 320)),
        ("julia-8b", "99", "+3", (96, 96, 99)),
        ("old-hand", "5,020", "+10", (5000, 5010, 5020)),
        ("arrival", "38", "new", ()),
    ]
    assert [(row.name, row.change, row.trend) for row in github] == [
        ("transformers", "+200", (155_900, 156_100, 156_300)),
        ("pytorch", "+50", (97_300, 97_350, 97_400)),
    ]
    # 60 of 260 is 23.1%, 3 of 96 is 3.1%, 10 of 5010 is 0.2%, 200 of 156,100 is 0.1%.
    assert [(row.name, row.change) for row in movers] == [
        ("arrival", "new"),
        ("kmer-net", "+23%"),
        ("julia-8b", "+3.1%"),
        ("old-hand", "+0.2%"),
    ]
    assert "everything is there" in command(folder, "wire", "issue-3.yaml")


def test_the_rehearsal_is_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    """It wants a folder."""
    assert "name a folder" in main([])


@pytest.mark.slow
def test_a_build_never_calls(desk: Paper, world: World, tmp_path: Path) -> None:
    """With the frozen file beside it an issue builds unplugged, and no server hears of it."""
    story = f"  - story: {{headline: A headline, copy: '{COPY}'}}\n"
    desk.issue("issue-1", f"{story}  - trending: {{source: wire/models}}\n", top="weather: wire\n")
    desk.fetch()
    calls = len(world.calls)
    script = (
        "import socket, sys\n"
        "def refuse(*_a, **_k): raise SystemExit('a build has called')\n"
        "socket.socket.connect = refuse\nsocket.create_connection = refuse\nsocket.getaddrinfo = refuse\n"
        "from printpost.build import build\nbuild(sys.argv[1], force=True)\n"
        "print(sorted({'huggingface_hub', 'httpx2', 'feedparser', 'tenacity', 'sqlite3'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "issue-1.yaml")], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "[]\n"
    assert len(world.calls) == calls
