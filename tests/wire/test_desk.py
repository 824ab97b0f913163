"""The desk: what comes when everything answers, when one source is down, and what stays frozen."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from pathlib import Path

import pytest

from printpost.problems import BadInput, CannotWrite, PartOfTheWire, SilentWire
from printpost.wire.desk import Told
from printpost.wire.frozen import WireFile, as_text, differences, read_frozen, write_frozen
from printpost.wire.line import Patience

from .conftest import MORNING, Paper
from .world import Answer, Asked, Reply, World, model

TWO = '  models: {source: models, endpoint: "{hub}"}\n  repositories: {source: repositories, endpoint: "{github}"}\n'
HUB, GITHUB = "/hub/api/models", "/github/search/repositories"
NAMES = ["models", "datasets", "spaces", "papers", "repositories", "movers", "notes", "weather"]


def text(desk: Paper) -> str:
    """The frozen file as it lies there."""
    return (desk.folder / "issue-1.wire.json").read_text()


def test_all_sources_answer(desk: Paper) -> None:
    """Everything that was ordered is frozen, in the order of the publication, with the time of the fetch."""
    told: list[Told] = []
    haul = desk.fetch(told=told)
    assert (haul.failed, haul.written, haul.changes) == ({}, True, ())
    file = desk.frozen()
    assert list(file.sections) == NAMES
    assert (file.schema, file.issue) == (1, "issue-1")
    assert {section.fetched for section in file.sections.values()} == {"2026-04-25T05:00:00Z"}
    assert sorted(line.name for line in told) == sorted(set(NAMES) - {"movers"})
    assert haul.failure(Path("x"), refresh=False) is None


def test_the_frozen_file_is_for_people_too(desk: Paper) -> None:
    """Short lists and figures stand on one line, nothing empty is said; reading gives back what was written."""
    desk.orders(TWO)
    desk.fetch()
    assert text(desk).splitlines()[:18] == [
        "{",
        '  "schema": 1,',
        '  "issue": "issue-1",',
        '  "sections": {',
        '    "models": {',
        '      "source": "models",',
        '      "query": {},',
        '      "fetched": "2026-04-25T05:00:00Z",',
        f'      "endpoint": "{desk.world.url}/hub",',
        '      "figure": "likes",',
        '      "columns": ["text", "figure", "change", "trend"],',
        '      "rows": [',
        "        {",
        '          "rank": 1,',
        '          "id": "emarro/kmer-net",',
        '          "name": "kmer-net",',
        '          "text": "emarro, text generation",',
        '          "url": "https://huggingface.co/emarro/kmer-net",',
    ]
    assert as_text(desk.frozen()) == text(desk)


def test_what_is_frozen_is_not_fetched_again(desk: Paper, world: World) -> None:
    """A second run calls nobody and changes nothing."""
    desk.fetch()
    before, calls = text(desk), len(world.calls)
    world.hub("models", lambda: [model("new/one")])
    haul = desk.fetch(now=MORNING + dt.timedelta(hours=3))
    assert (haul.written, haul.failed, len(world.calls)) == (False, {}, calls)
    assert text(desk) == before


def test_one_source_down_leaves_the_others(desk: Paper, world: World) -> None:
    """What came is frozen, what did not is named, and the next run fetches that alone."""
    desk.orders(TWO)
    world.script(GITHUB, Reply(404))
    haul = desk.fetch()
    assert list(desk.frozen().sections) == ["models"]
    assert desk.why(haul, "repositories") == "127.0.0.1 refuses the call (404)"
    failure = haul.failure(Path("issue-1.wire.json"), refresh=False)
    assert isinstance(failure, PartOfTheWire)
    assert failure.exit_code == 7
    assert [problem.message for problem in failure.problems] == [
        "repositories: 127.0.0.1 refuses the call (404)",
        "issue-1.wire.json lacks repositories",
    ]
    models = desk.frozen().sections["models"]
    haul = desk.fetch(now=MORNING + dt.timedelta(hours=1))
    assert (haul.failed, haul.fetched) == ({}, ("repositories",))
    assert list(desk.frozen().sections) == ["models", "repositories"]
    assert desk.frozen().sections["models"] == models
    assert len(world.asked(HUB)) == 1


def test_when_nobody_answers_nothing_is_written(desk: Paper, world: World) -> None:
    """No file appears, and the exit code tells it from a part."""
    desk.orders(TWO)
    world.script(HUB, Reply(404))
    world.script(GITHUB, Reply(404))
    haul = desk.fetch()
    assert not (desk.folder / "issue-1.wire.json").exists()
    failure = haul.failure(Path("issue-1.wire.json"), refresh=False)
    assert isinstance(failure, SilentWire)
    assert failure.exit_code == 8
    assert failure.problems[-1].message == "the wire is silent: issue-1.wire.json is not written"


def test_a_refresh_replaces_and_says_what_changed(desk: Paper, world: World) -> None:
    """New, gone, risen and counted anew, by name."""
    desk.orders(TWO)
    desk.fetch()
    world.hub("models", lambda: [model("someone/julia-8b", 120, task=None), model("a/newcomer", 7)])
    haul = desk.fetch(refresh=True, now=MORNING + dt.timedelta(hours=1))
    assert haul.written
    assert haul.changes == (
        "models: julia-8b: rank 2 to 1, likes 96 to 120",
        "models: newcomer is new, at 2",
        "models: kmer-net has gone, was at 1",
    )
    assert desk.frozen().sections["repositories"].fetched == "2026-04-25T06:00:00Z"


def test_a_refresh_that_fails_in_part_changes_nothing(desk: Paper, world: World) -> None:
    """The earlier file stays to the last byte, and that is said."""
    desk.orders(TWO)
    desk.fetch()
    before = text(desk)
    world.hub("models", lambda: [model("a/newcomer", 7)])
    world.script(GITHUB, *[Reply(500)] * 3)
    haul = desk.fetch(refresh=True)
    assert text(desk) == before
    failure = haul.failure(Path("issue-1.wire.json"), refresh=True)
    assert isinstance(failure, PartOfTheWire)
    assert "stays as it was" in failure.problems[-1].message
    world.script(GITHUB, *[Reply(500)] * 3)
    world.script(HUB, *[Reply(500)] * 3)
    assert isinstance(desk.fetch(refresh=True).failure(Path("x"), refresh=True), SilentWire)
    assert text(desk) == before


def test_one_file_may_hold_each_days_issue(desk: Paper, world: World) -> None:
    """It is the day that makes an issue another one: gains are since yesterday's, though the file is the same."""
    desk.orders(TWO)
    issue = desk.issue()
    desk.fetch()
    world.hub("models", lambda: [model("emarro/kmer-net", 250)])
    issue.write_text(issue.read_text().replace("2026-04-25", "2026-04-26"))
    desk.fetch(refresh=True, now=MORNING + dt.timedelta(days=1))
    (row,) = desk.frozen().sections["models"].rows
    assert (row.gain, row.streak, row.trend) == (36, 2, (214, 250))


def test_one_section_can_be_refreshed_alone(desk: Paper, world: World) -> None:
    """The others keep their time and rows."""
    desk.orders(TWO)
    desk.fetch()
    before = desk.frozen().sections
    haul = desk.fetch(refresh=True, only=("models",), now=MORNING + dt.timedelta(hours=1))
    assert haul.fetched == ("models",)
    assert desk.frozen().sections["repositories"] == before["repositories"]
    assert desk.frozen().sections["models"].fetched == "2026-04-25T06:00:00Z"
    assert list(desk.frozen().sections) == ["models", "repositories"]
    with pytest.raises(BadInput, match="the wire has no section 'modles'"):
        desk.fetch(only=("modles",))


def test_a_section_that_is_added_is_fetched_alone(desk: Paper, world: World) -> None:
    """Movers need the lists that they are found among, which are called, and not frozen anew."""
    desk.orders(TWO)
    desk.fetch()
    desk.orders(TWO + "  movers: {source: movers}\n")
    haul = desk.fetch(now=MORNING + dt.timedelta(hours=1))
    assert haul.fetched == ("movers",)
    assert desk.frozen().sections["models"].fetched == "2026-04-25T05:00:00Z"
    assert len(world.asked(HUB)) == 2


def test_movers_are_not_told_from_half_the_lists(desk: Paper, world: World) -> None:
    """If a list that they are found among does not come, they do not come either."""
    desk.orders(TWO + "  movers: {source: movers, of: [models, repositories]}\n")
    world.script(HUB, Reply(404))
    haul = desk.fetch()
    assert desk.why(haul, "movers") == (
        "there are no movers without all their lists (models: 127.0.0.1 refuses the call (404))"
    )
    assert list(desk.frozen().sections) == ["repositories"]


def test_sources_are_called_at_once(desk: Paper, world: World) -> None:
    """Two servers that each wait for the other's call would wait for ever if they were called in turn."""
    both = threading.Barrier(2, timeout=5)
    desk.orders(TWO)
    models, repositories = world.rules[HUB], world.rules[GITHUB]

    def together(rule: Answer) -> Answer:
        def answer(asked: Asked) -> Reply:
            both.wait()
            return rule(asked)

        return answer

    world.rules[HUB], world.rules[GITHUB] = together(models), together(repositories)
    assert not desk.fetch().failed


def test_a_source_that_never_ends_is_given_up(desk: Paper, world: World) -> None:
    """The others are frozen all the same."""
    desk.orders(TWO)
    world.script(HUB, Reply(200, b"[" + b" " * 10_000, drip=0.05))
    haul = desk.fetch(patience=Patience(silence=1, total=1, tries=1))
    assert "takes more than 1 seconds" in desk.why(haul, "models")
    assert list(desk.frozen().sections) == ["repositories"]


def test_the_ledger_is_asked_before_anybody_is_called(desk: Paper, world: World) -> None:
    """If it cannot be used the fetch would be wasted."""
    (desk.folder / "wire.sqlite3").write_text("My notes. " * 500)
    with pytest.raises(CannotWrite, match="is not a ledger"):
        desk.fetch()
    assert world.calls == []
    assert not (desk.folder / "issue-1.wire.json").exists()


def test_a_frozen_file_that_cannot_be_written_is_told(desk: Paper) -> None:
    """A folder in its place."""
    desk.orders(TWO)
    desk.issue()
    with pytest.raises(CannotWrite, match="cannot write"):
        write_frozen(desk.folder, WireFile(1, "x"))
    assert [path.name for path in desk.folder.parent.glob(".*tmp")] == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "the wire's file cannot be used"),
        (b'{"schema": 2}', "was written by a newer printpost"),
        (b'{"schema": 1, "issue": "x", "sections": {"m": {"source": "models"}}}', "sections.m.query: field required"),
        (b'{"schema": 1, "issue": "x", "extra": 1}', "extra: unexpected"),
        (
            (
                b'{"schema": 1, "issue": "x", "sections": {"m": {"source": "models", "query": {}, "fetched": "x", '
                b'"rows": [{"rank": 1, "id": "a", "name": "a", "figures": {"stars": 1e400}}]}}}'
            ),
            "figures.stars",
        ),
        (b" " * 4_000_001, "larger than 4 MB"),
    ],
)
def test_a_file_that_does_not_fit_is_an_error(tmp_path: Path, data: bytes, message: str) -> None:
    """Each with what is wrong and what to do."""
    path = tmp_path / "issue-1.wire.json"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refusal:
        read_frozen(path)
    (problem,) = refusal.value.problems
    assert message in problem.message
    assert problem.hint
    assert problem.where
    assert problem.where.file == path


def test_no_file_is_none(tmp_path: Path) -> None:
    """Before the first fetch there is nothing."""
    assert read_frozen(tmp_path / "issue-1.wire.json") is None


def test_the_same_rows_have_no_differences(desk: Paper) -> None:
    """A refresh that brings the same says nothing."""
    desk.fetch()
    file = desk.frozen()
    assert differences(file, file) == ()
    assert differences(file, WireFile(1, "issue-1")) == tuple(f"{name}: gone" for name in NAMES)
    assert differences(None, file)[0] == "models: 2 rows, where there were none"


def test_a_progress_line_says_what_was_done(desk: Paper, world: World) -> None:
    """Rows and seconds, what was cleaned, or why nothing came."""
    desk.orders(TWO)
    world.hub("models", lambda: [model("a/party-🎉")])
    world.script(GITHUB, Reply(404))
    told: list[Told] = []
    desk.fetch(told=told)
    lines = sorted(str(line) for line in told)
    assert re.fullmatch(r"models {11}1 row, \d+\.\d s \(pictographs left out in 1 of 1 rows\)", lines[0])
    assert re.fullmatch(r"repositories {5}nothing, \d+\.\d s: 127\.0\.0\.1 refuses the call \(404\)", lines[1])


def test_the_file_is_json(desk: Paper) -> None:
    """Whatever reads JSON reads it."""
    desk.fetch()
    assert json.loads(text(desk))["sections"]["weather"]["rows"][0]["text"] == "6°C, cloudy"
