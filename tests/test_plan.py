"""`printpost plan`, from the command line to the terminal, with a small issue of its own and the real renderer."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from printpost.composing.dummysheet import sheet_schema
from tests.composing.specimen import words_of

pytestmark = pytest.mark.slow
Run = Callable[..., tuple[int, str, str]]
ISSUE = """\
number: 3
date: 2026-04-25
pages: 2
contents:
  - story: {{headline: The ferry comes back to the harbour, short: The ferry, copy: "{lead}"}}
  - story: {{headline: The old crane comes down, copy: "{second}"}}
  - list: {{title: Tide table, span: 1, items: [{{title: Saturday}}, {{title: Sunday}}, {{title: Monday}}]}}
  - story: {{headline: A harbour master retires, page: 2, turn: false, copy: "{third}"}}
  - story: {{headline: Letters to the editor, copy: "{fourth}"}}
"""


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue of two pages: four stories and a list."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "publication.yaml").write_text("name: The Harbour Post\n")
    copy = {"lead": (460, 0), "second": (330, 40), "third": (300, 11), "fourth": (220, 23)}
    path = folder / "issue.yaml"
    path.write_text(ISSUE.format(**{name: paragraphs(*some) for name, some in copy.items()}), encoding="utf-8")
    return path


def paragraphs(count: int, skip: int) -> str:
    """So many words in paragraphs of about fifty, as a text between quotation marks in YAML."""
    words = words_of(count, skip).split()
    return "\\n\\n".join(" ".join(words[first : first + 50]) for first in range(0, len(words), 50))


@pytest.fixture
def run(run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, on a terminal of some width; return its exit code and what it printed."""

    def wide(*arguments: str | Path, columns: int = 80) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        return run(*map(str, arguments))

    return wide


def test_a_plan_is_drawn_and_nothing_is_printed(run: Run, issue: Path) -> None:
    """Every item is in the drawing and in the accounts; no PDF is made."""
    code, out, err = run("plan", issue)
    assert (code, err) == (0, "")
    assert "Page 1 · " in out
    assert "THE OLD CRANE COMES DOWN" in out.upper()
    assert "1. The ferry comes back to the harbour" in out
    assert "pinned page: 2, turn: false" in out
    assert max(map(len, out.splitlines())) <= 80
    assert [path.name for path in issue.parent.iterdir() if path.suffix == ".pdf"] == []


def test_a_plan_as_json_has_the_figures_of_the_drawing(run: Run, issue: Path) -> None:
    """The same pages and costs, in the published shape; a layout goes before what the publication says."""
    _, out, _ = run("plan", issue, "--json", "--layout", "tabloid")
    sheet = json.loads(out)
    jsonschema.Draft202012Validator(sheet_schema()).validate(sheet)
    _, drawn, _ = run("plan", issue, "--layout", "tabloid", columns=140)
    for page in sheet["pages"]:
        assert f"Page {page['number']} costs {page['cost']:.2f}" in drawn
        for module in page["modules"]:
            assert f"{module['cost']:8.2f}  " in drawn
    assert sheet["columns"] == 5


def test_a_lead_is_no_single_column_while_a_tighter_page_has_two(run: Run) -> None:
    """A broadsheet page as full as it can be: what seemed too dear for the lead is taken before it is made narrow."""
    sample = Path(__file__).parents[1] / "editions" / "issue-74.yaml"
    _, out, _ = run("plan", sample, "--json", "--layout", "broadsheet", "--pages", "1")
    lead = json.loads(out)["pages"][0]["modules"][0]
    assert lead["title"].startswith("On Sundays")
    assert lead["span"] >= 2


def test_why_names_pins_costs_and_alternatives(run: Run, issue: Path) -> None:
    """What the editor asked for is the reason; without it and elsewhere it would have cost so much."""
    code, out, _ = run("plan", issue, "--why", "harbour master")
    assert code == 0
    assert out.startswith("A harbour master retires\n")
    assert "The issue asks for it: page: 2." in out
    assert "The issue asks for it: turn: false." in out
    assert "\n  on any page " in out
    assert "\n  page 1 " in out
    _, out, _ = run("plan", issue, "--why", "tide", "--json")
    why = json.loads(out)["why"]
    assert why["title"] == "Tide table"
    assert "The issue asks for it: span: 1." in why["reasons"]


def test_why_of_a_story_that_is_not_there(run: Run, issue: Path) -> None:
    """The message says what may have been meant, and nothing is drawn."""
    code, out, err = run("plan", issue, "--why", "the crain")
    assert (code, out) == (2, "")
    assert "nothing in the issue is called 'the crain'" in err
    assert "“The old crane comes down”" in err


def test_a_plan_that_cannot_be(run: Run, issue: Path) -> None:
    """Where copy does not go in, the message and the exit code are those of a build."""
    free = issue.with_name("free.yaml")
    free.write_text(issue.read_text("utf-8").replace("page: 2, ", ""), "utf-8")
    code, out, err = run("plan", free, "--pages", "1")
    assert (code, out) == (3, "")
    assert "page" in err
