"""`printpost wire`: arguments in, lines and exit codes out, against a world on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from printpost.newsroom.issue import Story
from printpost.newsroom.reader import read
from printpost.problems import BadInput

from .conftest import Paper
from .world import Reply, World, model

Run = Callable[..., tuple[int, str, str]]
TWO = '  models: {source: models, endpoint: "{hub}"}\n  repositories: {source: repositories, endpoint: "{github}"}\n'
HUB, GITHUB = "/hub/api/models", "/github/search/repositories"


@pytest.fixture
def run(run: Run, desk: Paper, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the paper's folder; return its exit code and what it printed."""
    monkeypatch.chdir(desk.folder)
    return run


def test_a_fetch_says_what_came(run: Run, desk: Paper) -> None:
    """A line for each source on standard error, the file on standard output, exit code 0."""
    desk.orders(TWO)
    desk.issue()
    code, out, err = run("wire", "issue-1.yaml")
    assert (code, out) == (0, "issue-1.wire.json: models, repositories\n")
    assert sorted(line.split()[0] for line in err.splitlines()) == ["models", "repositories"]
    code, out, _ = run("wire", "issue-1.yaml")
    assert (code, out) == (0, "issue-1.wire.json: everything is there; --refresh fetches it anew\n")


def test_part_and_nothing_have_their_exit_codes(run: Run, desk: Paper, world: World) -> None:
    """7 where some came, 8 where none did, with a problem for each that did not."""
    desk.orders(TWO)
    desk.issue()
    world.script(HUB, Reply(404))
    world.script(GITHUB, Reply(404))
    code, out, err = run("wire", "issue-1.yaml")
    assert (code, out) == (8, "")
    assert "models: 127.0.0.1 refuses the call (404)\nhint: check the section's words and endpoint\n" in err
    world.script(HUB, Reply(401))
    code, out, err = run("wire", "issue-1.yaml")
    assert (code, out) == (7, "issue-1.wire.json: repositories\n")
    assert "issue-1.wire.json lacks models\nhint: run the same command again to fetch the rest" in err


def test_a_refresh_prints_what_changed(run: Run, desk: Paper, world: World) -> None:
    """Line by line under the file."""
    desk.orders(TWO)
    desk.issue()
    run("wire", "issue-1.yaml")
    world.hub("models", lambda: [model("emarro/kmer-net", 300)])
    code, out, _ = run("wire", "issue-1.yaml", "--refresh", "--only", "models")
    assert code == 0
    assert out.splitlines() == [
        "issue-1.wire.json: models",
        "  models: kmer-net: likes 214 to 300",
        "  models: julia-8b has gone, was at 2",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.yaml",), 2, "there is no such file"),
        (("issue-1.yaml", "--only", "x"), 2, "the wire has no section 'x'"),
        (("issue-1.yaml", "--at", "yesterday"), 2, "--at is 'yesterday'"),
        (("issue-1.yaml", "--date", "2026-05-01"), 2, "--date goes with --suggest alone"),
        (("issue-1.yaml", "--suggest"), 5, "issue-1.yaml is there already, and is not overwritten"),
        (("issue-2.yaml", "--suggest", "--date", "soon"), 2, "--date is 'soon'"),
        (("issue-1.yaml", "--timeout", "0"), 2, ""),
    ],
)
def test_wrong_usage_calls_nobody(
    run: Run, desk: Paper, world: World, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Each is told before anything is fetched."""
    desk.issue()
    ended, out, err = run("wire", *arguments)
    assert (ended, out) == (code, "")
    assert said in err
    assert world.calls == []


def test_a_draft_is_an_issue_that_build_refuses(run: Run, desk: Paper) -> None:
    """Its tables and lists read the wire, its stories are placeholders with what is known of their subjects."""
    code, out, _ = run("wire", "issue-12.yaml", "--suggest", "--date", "2026-05-01")
    assert code == 0
    assert out.splitlines()[-1] == "issue-12.yaml: a draft; write its stories, then try: printpost build issue-12.yaml"
    path = desk.folder / "issue-12.yaml"
    text = path.read_text()
    assert "      # emarro/kmer-net: 1 in models, 214 likes, 100 downloads, 5 score\n" in text
    with pytest.raises(BadInput) as refusal:
        read(path)
    assert {problem.message for problem in refusal.value.problems} == {
        "this story is a placeholder: it is not printed",
    }
    assert len(refusal.value.problems) == 2
    path.write_text(text.replace("      placeholder: true\n", ""))
    reading = read(path)
    assert (reading.issue.number, str(reading.issue.date), reading.issue.weather) == (12, "2026-05-01", "6°C, cloudy")
    blocks = [entry.block for entry in reading.issue.contents]
    assert [block.headline for block in blocks if isinstance(block, Story)] == [
        "To come: kmer-net",
        "To come: common-voice",
    ]
    assert [getattr(block, "source", None) for block in blocks[2:]] == [
        "wire/models",
        "wire/datasets",
        "wire/spaces",
        "wire/papers",
        "wire/repositories",
        "wire/notes",
    ]
    assert reading.warnings == ()


def test_a_draft_of_hostile_names_is_an_issue_all_the_same(run: Run, desk: Paper, world: World) -> None:
    """Quotes, hashes, colons, templates and line ends in names cannot break out of the YAML."""
    names = ['a"b', "c: d # e", "f\n  - story: {headline: x}", "{{ g }}", "'", "\\", "%", "- h", "*i", "통"]
    world.hub("models", lambda: [model(f"x/{name}", 5) for name in names])
    desk.orders('  models: {source: models, title: "A \\"title\\": #1", endpoint: "{hub}"}\n')
    for number in range(len(names)):
        rest = names[number:] + names[:number]
        world.hub("models", lambda rest=rest: [model(f"x/{name}", 5) for name in rest])  # type: ignore[misc]
        assert run("wire", f"issue-{number}.yaml", "--suggest", "--date", "2026-05-01")[0] == 0
        path = desk.folder / f"issue-{number}.yaml"
        path.write_text(path.read_text().replace("      placeholder: true\n", ""))
        assert len(read(path).issue.contents) == 3


def test_a_fetch_that_is_killed_leaves_nothing_half(desk: Paper, world: World) -> None:
    """While a server is slow the file is not there; after the kill neither; the next run brings all."""
    desk.orders(TWO)
    desk.issue()
    world.script(HUB, Reply(wait=30))
    process = subprocess.Popen(
        [sys.executable, "-m", "printpost", "wire", "issue-1.yaml"], cwd=desk.folder, stderr=subprocess.DEVNULL
    )
    while not world.asked(HUB):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (desk.folder / "issue-1.wire.json").exists()
    assert not desk.fetch().failed


def test_the_hub_is_found_where_its_own_settings_say(desk: Paper, world: World) -> None:
    """HF_ENDPOINT and HF_TOKEN are the library's; GITHUB_API_URL and GITHUB_TOKEN go the same way."""
    desk.orders("  models: {source: models}\n  repositories: {source: repositories}\n")
    desk.issue()
    environment = {
        "HF_ENDPOINT": f"{world.url}/hub",
        "HF_TOKEN": "hf_secret",
        "GITHUB_API_URL": f"{world.url}/github",
        "GITHUB_TOKEN": "gh_secret",
    }
    command = [sys.executable, "-m", "printpost", "wire", "issue-1.yaml"]
    ended = subprocess.run(
        command, cwd=desk.folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    # The library by itself would also ask the Hub for a list of programs that may be calling.
    assert sorted(call.path for call in world.calls) == [GITHUB, HUB]
    assert world.asked(HUB)[0].headers["authorization"] == "Bearer hf_secret"
    assert world.asked(GITHUB)[0].headers["authorization"] == "Bearer gh_secret"
    frozen = (desk.folder / "issue-1.wire.json").read_text()
    assert "secret" not in frozen + ended.stdout + ended.stderr
    assert json.loads(frozen)["sections"]["models"]["rows"][0]["url"] == f"{world.url}/hub/emarro/kmer-net"


def test_offline_mode_of_the_hub_is_respected(desk: Paper, world: World) -> None:
    """With HF_HUB_OFFLINE nobody is called, and why is said."""
    desk.orders("  models: {source: models}\n")
    desk.issue()
    ended = subprocess.run(
        [sys.executable, "-m", "printpost", "wire", "issue-1.yaml"],
        cwd=desk.folder,
        env={**os.environ, "HF_ENDPOINT": f"{world.url}/hub", "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 8
    assert "HF_HUB_OFFLINE is set" in ended.stderr
    assert world.calls == []


def test_unplugged_the_wire_says_so_and_the_build_does_not_care(run: Run, desk: Paper, world: World) -> None:
    """No server answers: the fetch ends with its reasons, and what was frozen before still reads."""
    desk.orders(TWO)
    issue = desk.issue("issue-1", "  - trending: {source: wire/models}\n")
    assert run("wire", "issue-1.yaml")[0] == 0
    before = (desk.folder / "issue-1.wire.json").read_bytes()
    desk.orders(TWO.replace("{hub}", "http://127.0.0.1:9/hub").replace("{github}", "http://127.0.0.1:9/github"))
    code, _, err = run("wire", "issue-1.yaml", "--refresh", "--timeout", "2")
    assert code == 8
    assert err.count("cannot be reached") >= 2
    assert (desk.folder / "issue-1.wire.json").read_bytes() == before
    assert read(Path(issue)).issue.contents
