"""The wire from end to end: an empty folder, three mornings, the command line as an editor or cron runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from printpost.newsroom.issue import Trending
from printpost.newsroom.reader import read
from tests.yardsticks import texts

from .world import World, model, repository

PUBLICATION = """\
name: The Loopback Post
place: Manchester
wire:
  weather: {{source: weather, place: "Manchester, United Kingdom", endpoint: "{url}"}}
  models: {{source: models, count: 4, title: "Hugging Face", endpoint: "{url}/hub"}}
  repositories: {{source: repositories, count: 4, stars: 1000, title: GitHub, endpoint: "{url}/github"}}
  movers: {{source: movers, of: [models, repositories], by: percent, count: 4}}
  papers: {{source: papers, count: 3, endpoint: "{url}/hub"}}
  notes: {{source: feed, url: "{url}/feed.xml", count: 2}}
"""
COPY = " ".join(["The committee met again and agreed to go on as before, with one exception."] * 30)
LIKES: dict[str, list[int | None]] = {
    "emarro/kmer-net": [214, 260, 320],
    "someone/julia-8b": [96, 96, 99],
    "org/old-hand": [5000, 5010, 5020],
    "late/arrival": [None, None, 38],
}
STARS: dict[str, list[int]] = {
    "huggingface/transformers": [155_900, 156_100, 156_300],
    "pytorch/pytorch": [97_300, 97_350, 97_400],
}


def on_day(day: int) -> tuple[list[Any], list[Any]]:
    """What the Hub and GitHub list on a day."""
    models = [model(name, likes) for name, each in LIKES.items() if (likes := each[day]) is not None]
    return models, [repository(name, stars[day]) for name, stars in STARS.items()]


def printpost(folder: Path, *arguments: str, code: int = 0, **environment: str) -> str:
    """Run the command in a folder; return what it printed on both streams."""
    ended = subprocess.run(
        [sys.executable, "-m", "printpost", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def write_up(path: Path) -> None:
    """Do the editor's part: write the stories of a draft."""
    text = path.read_text().replace("      placeholder: true\n", "").replace("To come: ", "News of ")
    path.write_text(text.replace("        To come.\n", f"        {COPY}\n"))


@pytest.mark.slow
def test_three_days_running(world: World, tmp_path: Path) -> None:
    """From an empty folder to a paper each morning; on the third day there are movers, new entries and curves."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "publication.yaml").write_text(PUBLICATION.format(url=world.url))
    for day in range(3):
        models, repositories = on_day(day)
        world.hub("models", lambda models=models: models)  # type: ignore[misc]
        world.github(lambda repositories=repositories: repositories)  # type: ignore[misc]
        issue, date = f"issue-{day + 1}.yaml", f"2026-04-{23 + day}"
        said = printpost(folder, "wire", issue, "--suggest", "--date", date, "--at", f"{date}T05:30Z")
        assert "models" in said
        refused = printpost(folder, "build", issue, code=2)
        assert refused.count("this story is a placeholder: it is not printed") == 2
        write_up(folder / issue)
        printpost(folder, "build", issue)
        printed = "\n".join(texts((folder / issue).with_suffix(".pdf").read_bytes()))
        assert "6°C, cloudy" in printed
        assert "kmer-net" in printed
        assert "156.3K" in printed or day < 2
    blocks = [entry.block for entry in read(folder / "issue-3.yaml").issue.contents]
    tables = {block.title: block for block in blocks if isinstance(block, Trending)}
    models_, github, movers = (tables[title].rows for title in ("Hugging Face", "GitHub", "Biggest movers"))
    assert [(row.name, row.figure, row.change, row.trend) for row in models_] == [
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
        ("kmer-net", "+23.1%"),
        ("julia-8b", "+3.1%"),
        ("old-hand", "+0.2%"),
    ]
    again = printpost(folder, "wire", "issue-3.yaml")
    assert "everything is there" in again


@pytest.mark.slow
def test_a_build_never_calls(desk: Any, world: World, tmp_path: Path) -> None:
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
