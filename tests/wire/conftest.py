"""What the wire's tests share: a world on loopback and a paper that orders from it."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from printpost.newsroom.assigning import assignment
from printpost.wire.desk import Haul, Told, bring_in
from printpost.wire.frozen import WireFile, read_frozen
from printpost.wire.line import Patience

from .world import World, dataset, model, paper, repository, running, space

QUICK = Patience(connect=2, silence=2, total=8, tries=3, first_pause=0.02, longest_pause=2, largest=300_000)
MORNING = dt.datetime(2026, 4, 25, 5, 0, tzinfo=dt.UTC)

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Notes</title><link>https://notes.example/</link><description>x</description>
<item><title>Second &amp; last</title><link>https://notes.example/2</link><guid>n2</guid>
<pubDate>Thu, 23 Apr 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;An &lt;b&gt;older&lt;/b&gt; note.&lt;/p&gt;</description></item>
<item><title>First</title><link>https://notes.example/1</link><guid>n1</guid>
<pubDate>Fri, 24 Apr 2026 09:00:00 GMT</pubDate>
<description><![CDATA[A note<script>alert(1)</script> with <a href="javascript:x">a link</a>.]]></description></item>
</channel></rss>"""


@pytest.fixture(autouse=True)
def unplugged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing leave this machine."""
    resolve = socket.getaddrinfo

    def only_here(host: Any, *rest: Any, **named: Any) -> Any:
        assert host in ("127.0.0.1", b"127.0.0.1", "localhost"), f"a test calls {host}"
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world in which everything answers."""
    for name in ("GITHUB_TOKEN", "GITHUB_API_URL", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as found:
        found.hub("models", lambda: [model("emarro/kmer-net", 214), model("someone/julia-8b", 96, task=None)])
        found.hub("datasets", lambda: [dataset("org/common-voice", 512)])
        found.hub("spaces", lambda: [space("org/tryout", 31)])
        found.papers(lambda: [paper("2604.01234", "Paper one", 3), paper("2604.05678", "Paper two", 31)])
        found.github(lambda: [repository("huggingface/transformers", 156_300), repository("pytorch/pytorch", 97_400)])
        found.weather()
        found.feed(RSS)
        yield found


ALL = """\
  models: {source: models, count: 6, endpoint: "{hub}"}
  datasets: {source: datasets, endpoint: "{hub}"}
  spaces: {source: spaces, endpoint: "{hub}"}
  papers: {source: papers, count: 3, endpoint: "{hub}"}
  repositories: {source: repositories, topics: [machine-learning], stars: 1000, endpoint: "{github}"}
  movers: {source: movers, of: [models, repositories], by: gain}
  notes: {source: feed, url: "{url}/feed.xml"}
  weather: {source: weather, place: "Manchester, United Kingdom", endpoint: "{url}"}
"""


@dataclass
class Paper:
    """A paper's folder with a publication that orders from a world."""

    folder: Path
    world: World

    def orders(self, sections: str = ALL) -> None:
        """Write the publication."""
        url = self.world.url
        told = sections.replace("{hub}", f"{url}/hub").replace("{github}", f"{url}/github").replace("{url}", url)
        (self.folder / "publication.yaml").write_text(f"name: The Test\nplace: Manchester\nwire:\n{told}")

    def issue(self, name: str = "issue-1", contents: str = "  - notice: {text: Words.}\n", top: str = "") -> Path:
        """Write an issue."""
        path = self.folder / f"{name}.yaml"
        path.write_text(f"date: 2026-04-25\n{top}contents:\n{contents}")
        return path

    def fetch(
        self,
        name: str = "issue-1",
        *,
        now: dt.datetime = MORNING,
        patience: Patience = QUICK,
        refresh: bool = False,
        only: tuple[str, ...] = (),
        environment: dict[str, str] | None = None,
        told: list[Told] | None = None,
    ) -> Haul:
        """Bring the wire in for an issue."""
        path = self.folder / f"{name}.yaml"
        if not path.exists():
            self.issue(name)
        return bring_in(
            assignment(path),
            refresh=refresh,
            only=only,
            now=now,
            patience=patience,
            environment=environment or {},
            progress=(told if told is not None else []).append,
        )

    def frozen(self, name: str = "issue-1") -> WireFile:
        """Return what is frozen for an issue."""
        found = read_frozen(self.folder / f"{name}.wire.json")
        assert found is not None
        return found

    def why(self, haul: Haul, name: str) -> str:
        """Why a section failed."""
        return haul.failed[name].reason


@pytest.fixture
def desk(tmp_path: Path, world: World) -> Paper:
    """A paper with all kinds of sections."""
    found = Paper(tmp_path, world)
    found.orders()
    return found
