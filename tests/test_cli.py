"""The command line: what goes in, what comes out, and which exit code."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from printpost import morgue
from printpost.problems import FailedCheck, Where, error, warning
from printpost.report import Report

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put a build in place of the real one that only writes down what it was asked."""
    orders: list[dict[str, Any]] = []

    def build(issue: Path, **asked: Any) -> Report:
        orders.append({"issue": issue} | asked)
        if issue.name == "bad.yaml":
            raise FailedCheck([error("the page is wrong", where=Where(issue, 3, 1)), error("and so is this")])
        output = tmp_path / issue.with_suffix(".pdf").name
        output.write_bytes(b"pdf")
        report = Report(issue, output, 2, 900, (), 9.0, 11.5, (0.05,), (), (warning("a small picture"),), 1.0)
        order = morgue.Order(issue, asked["output"], asked["layout"], asked["pages"], asked["trim"], asked["wanted"])
        morgue.keep(order, [issue], report)
        return report

    stand_in = ModuleType("printpost.build")
    stand_in.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "printpost.build", stand_in)
    monkeypatch.setenv("PRINTPOST_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text("number: 1")
    return orders


def test_build_hands_over_what_was_asked_and_reports(run: Run, built: list[dict[str, Any]]) -> None:
    """Options go through as they are; the report goes to standard output, warnings to standard error."""
    code, out, err = run(
        "build", "one.yaml", "-o", "a.pdf", "--layout", "evening", "--pages", "4", "--proof", "--force"
    )
    assert code == 0
    (order,) = built
    assert order.pop("progress") is not None
    assert order == {
        "issue": Path("one.yaml"),
        "output": Path("a.pdf"),
        "layout": "evening",
        "pages": 4,
        "trim": None,
        "wanted": morgue.Wanted(),
        "proof": True,
        "force": True,
    }
    assert "2 pages, 900 words, set in 9 on 11.5 pt" in out
    assert err == "warning: a small picture\n"


def test_build_as_json(run: Run, built: list[dict[str, Any]]) -> None:
    """For programs: one object for each issue."""
    _, out, _ = run("build", "one.yaml", "two.yaml", "--json", "--pages", "auto")
    reports = json.loads(out)
    assert [report["issue"] for report in reports] == ["one.yaml", "two.yaml"]
    assert reports[0]["warnings"][0]["message"] == "a small picture"
    assert [order["pages"] for order in built] == ["auto", "auto"]


def test_problems_come_without_a_traceback_and_with_their_exit_code(run: Run, built: list[dict[str, Any]]) -> None:
    """Each problem with its place on standard error, or all as JSON."""
    code, out, err = run("build", "bad.yaml")
    assert (code, out) == (4, "")
    assert err == "bad.yaml:3:1: the page is wrong\nand so is this\n"
    code, out, err = run("build", "bad.yaml", "--json")
    assert (code, err) == (4, "")
    assert [problem["message"] for problem in json.loads(out)["problems"]] == ["the page is wrong", "and so is this"]


def test_a_multiple_of_pages_is_handed_over(run: Run, built: list[dict[str, Any]]) -> None:
    """As it was typed: the files have the same short form."""
    run("build", "one.yaml", "--pages", "4x..12")
    assert [order["pages"] for order in built] == ["4x..12"]


@pytest.mark.parametrize("pages", ["0", "129", "-1", "two", "1.5", "", "4x..3", "x4"])
def test_a_page_count_that_is_none_is_refused(run: Run, built: list[dict[str, Any]], pages: str) -> None:
    """Before anything is built."""
    code, _, err = run("build", "one.yaml", f"--pages={pages}")
    assert code == 2
    assert "give a number from 1 to 128, or auto" in err
    assert built == []


def test_several_issues_do_not_go_into_one_file(run: Run, built: list[dict[str, Any]]) -> None:
    """They go into a folder."""
    code, _, err = run("build", "one.yaml", "two.yaml", "-o", "all.pdf")
    assert code == 5
    assert "2 issues do not go into one file" in err
    assert built == []


def test_the_same_command_again_is_answered_from_the_morgue(run: Run, built: list[dict[str, Any]]) -> None:
    """Not built again, and reported as unchanged, until something changes."""
    run("build", "one.yaml")
    _, out, err = run("build", "one.yaml")
    assert len(built) == 1
    assert "unchanged" in out
    assert "a small picture" in err
    Path("one.yaml").write_text("number: 2")
    run("build", "one.yaml")
    assert len(built) == 2
    run("build", "one.yaml", "--force")
    run("build", "one.yaml", "--force")
    assert len(built) == 4


def test_an_answer_from_the_morgue_imports_nothing_large(run: Run, built: list[dict[str, Any]]) -> None:
    """That is why it takes a tenth of a second."""
    run("build", "one.yaml")
    script = (
        "import sys\nfrom printpost import cli\n"
        "try:\n    cli.main(['build', 'one.yaml'])\n"
        "finally:\n    print(sorted({'typer', 'click', 'rich', 'pydantic', 'numpy', 'weasyprint', 'yaml', 'uharfbuzz', "
        "'printpost.newsroom'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "unchanged" in ended.stdout
    assert ended.stdout.endswith("[]\n")


def test_importing_the_package_costs_nothing() -> None:
    """`import printpost` loads no library."""
    script = (
        "import sys\nimport printpost\n"
        "print(sorted({'typer', 'rich', 'pydantic', 'numpy', 'weasyprint', 'yaml', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_package_builds_whatever_was_imported_before() -> None:
    """`printpost.build` is the function, though a module of that name is imported first or last."""
    script = (
        "import printpost\nfirst = printpost.build\nimport printpost.build\n"
        "from printpost.build import build\nimport sys\n"
        "print(first is printpost.build is build is sys.modules['printpost.build'].build)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "True\n"


def test_the_module_is_the_command(tmp_path: Path) -> None:
    """`python -m printpost` does the same."""
    ended = subprocess.run([sys.executable, "-m", "printpost", "--version"], capture_output=True, text=True, check=True)
    from printpost import __version__

    assert ended.stdout == f"{__version__}\n"


def test_layouts_lists_what_ships(run: Run) -> None:
    """By name, one a line."""
    code, out, _ = run("layouts")
    assert code == 0
    assert "morning" in out.split()


@pytest.mark.parametrize("arguments", [["--publication"], []])
def test_schema_is_json_schema(run: Run, arguments: list[str]) -> None:
    """What an editor's program completes and checks with."""
    code, out, _ = run("schema", *arguments)
    assert code == 0
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_check_lists_problems_without_building(run: Run, tmp_path: Path) -> None:
    """All at once, with the exit code for input; a good issue is said to be good."""
    bad = tmp_path / "issue.yaml"
    bad.write_text("date: 2026-02-30\nheadine: x\n")
    code, out, err = run("check", str(bad))
    assert (code, out) == (2, "")
    assert f"{bad}:2:1: " in err
    code, out, _ = run("check", "editions/issue-87.yaml")
    assert code == 0
    assert "no errors" in out


@pytest.mark.parametrize("arguments", [["no-such-command"], ["build"], ["build", "one.yaml", "--no-such-option"]])
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    """As every command line does."""
    assert run(*arguments)[0] == 2


def test_what_the_file_is_for_goes_through(run: Run, built: list[dict[str, Any]]) -> None:
    """A press with its profile, bleed and marks."""
    run("build", "one.yaml", "--profile", "press", "--for", "coated", "--bleed", "3", "--marks")
    assert built[0]["wanted"] == morgue.Wanted("press", "coated", 3.0, marks=True)
    run("build", "one.yaml", "--profile", "home")
    assert built[1]["wanted"] == morgue.Wanted("home")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--profile", "paper"), "--profile is 'paper'"),
        (("--for", "coated"), "--for, --bleed and --marks are for a press"),
        (("--profile", "home", "--marks"), "are for a press"),
        (("--profile", "press", "--bleed", "40"), "--bleed is 40"),
        (("--timeout", "0"), "--timeout is 0"),
        (("--max-memory", "3"), "--max-memory is '3'"),
    ],
)
def test_what_does_not_go_together_is_refused(
    run: Run, built: list[dict[str, Any]], options: tuple[str, ...], message: str
) -> None:
    """Before anything is built, with what to give instead."""
    code, _, err = run("build", "one.yaml", *options)
    assert code == 2
    assert message in err
    assert "hint: " in err
    assert built == []


def test_preflight_and_impose_on_a_finished_file(run: Run, tmp_path: Path) -> None:
    """A file made for readers is not one for the press: exit code 4, all findings as JSON; its pages are imposed."""
    file, sheets = tmp_path / "a.pdf", tmp_path / "sheets.pdf"
    issue = Path(__file__).parents[1] / "editions" / "issue-87.yaml"
    assert run("build", str(issue), "-o", str(file))[0] == 0
    code, out, _ = run("preflight", str(file), "--json")
    assert code == 4
    assert {"rgb", "annotations", "output-intent"} <= {finding["rule"] for finding in json.loads(out)["findings"]}
    assert run("build", str(issue), "-o", str(file), "--profile", "press")[0] == 0
    code, out, _ = run("preflight", str(file), "--for", "newspaper", "--issue", str(issue))
    assert code == 0
    assert "ready for the press" in out
    assert run("preflight", str(tmp_path / "none.pdf"))[0] == 2
    code, out, _ = run("impose", str(file), "--booklet", "--sheet", "a3", "-o", str(sheets))
    assert (code, out) == (0, f"{sheets}\n  2 sides of 1 sheet\n")
    assert run("impose", str(file), "--booklet", "--sheet", "a4", "-o", str(sheets))[0] == 2
    assert run("profiles")[1].split() == ["coated", "coldset", "newspaper", "uncoated"]
