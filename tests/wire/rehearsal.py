"""A rehearsal of the wire: an empty folder, a world on loopback, three mornings, three papers.

    python -m tests.wire.rehearsal FOLDER

runs the commands that an editor would, prints what they say, and leaves the folder to be looked at. Nothing outside
this machine is called.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .conftest import RSS
from .world import World, model, paper, repository, running

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
DAYS = ("2026-04-23", "2026-04-24", "2026-04-25")


@dataclass(frozen=True)
class Morning:
    """One morning: the issue, and what each command said, by its name."""

    issue: Path
    said: dict[str, str]


def on_day(world: World, day: int) -> None:
    """Let the world list what it lists on a day."""
    models = [model(name, likes) for name, each in LIKES.items() if (likes := each[day]) is not None]
    repositories = [repository(name, stars[day]) for name, stars in STARS.items()]
    world.hub("models", lambda: models)
    world.github(lambda: repositories)


def command(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run printpost in a folder; return what it printed on both streams."""
    ended = subprocess.run(
        [sys.executable, "-m", "printpost", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert ended.returncode == code, ended.stdout
    return ended.stdout


def write_up(path: Path) -> None:
    """Do the editor's part: write the stories of a draft."""
    text = path.read_text().replace("      placeholder: true\n", "").replace("To come: ", "News of ")
    path.write_text(text.replace("        To come.\n", f"        {COPY}\n"))


def three_mornings(folder: Path, world: World) -> Iterator[Morning]:
    """Publish on three days running, in a folder that is empty at first."""
    (folder / "publication.yaml").write_text(PUBLICATION.format(url=world.url))
    world.papers(lambda: [paper("2604.01234", "Paper one", 3), paper("2604.05678", "Paper two", 31)])
    world.weather()
    world.feed(RSS)
    for day, date in enumerate(DAYS):
        on_day(world, day)
        name = f"issue-{day + 1}.yaml"
        run: Callable[..., str] = lambda *words, **asked: command(folder, *words, **asked)  # noqa: E731
        said = {"wire": run("wire", name, "--suggest", "--date", date, "--at", f"{date}T05:30Z")}
        said["refused"] = run("build", name, code=2)
        write_up(folder / name)
        said["build"] = run("build", name)
        yield Morning(folder / name, said)


def main(arguments: list[str]) -> Any:
    """Rehearse in the folder that is named, and say what was said."""
    if len(arguments) != 1:
        return "name a folder: python -m tests.wire.rehearsal FOLDER"
    folder = Path(arguments[0])
    folder.mkdir(parents=True)
    with running() as world:
        for morning in three_mornings(folder, world):
            for name, said in morning.said.items():
                print(f"--- {morning.issue.name}: {name}\n{said}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
