"""The morgue answers an order that would print the same pages, and only such an order."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from printpost import morgue
from printpost.morgue import Order
from printpost.problems import Where, warning
from printpost.report import Report, from_plain


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Order, list[Path], Report]:
    """An issue that was built: what was asked, what was read or looked for, and the report."""
    monkeypatch.setenv("PRINTPOST_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    issue, output = tmp_path / "issue.yaml", tmp_path / "issue.pdf"
    issue.write_text("number: 1")
    output.write_bytes(b"pdf")
    layout = tmp_path / "layout"
    layout.mkdir()
    (layout / "layout.css").write_text("p {}")
    report = Report(
        issue=issue,
        output=output,
        pages=2,
        words=1234,
        turns=("“The bridge” on page 2",),
        body_size=9.0,
        leading=11.5,
        white=(0.041, 0.038),
        measures=("leading 11.5 pt",),
        warnings=(warning("small picture", hint="take a larger one", where=Where(issue, 3, 7), excerpt="  src: a"),),
        seconds=1.5,
    )
    return Order(issue), [issue, layout, tmp_path / "publication.yaml"], report


def test_an_order_with_nothing_changed_is_answered(desk: tuple[Order, list[Path], Report]) -> None:
    """The answer is the report of that build, marked as such."""
    order, inputs, report = desk
    assert morgue.recall(order) is None
    morgue.keep(order, inputs, report)
    answer = morgue.recall(order)
    assert answer is not None
    assert answer.cached
    assert replace(answer, cached=False, seconds=report.seconds) == report


@pytest.mark.parametrize(
    "change",
    ["issue", "layout", "new layout file", "publication appears", "output altered", "output gone", "dated", "program"],
)
def test_any_change_makes_a_new_build(
    desk: tuple[Order, list[Path], Report], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """A byte more in any file, a file that was looked for in vain, the output, the date, the program."""
    order, inputs, report = desk
    morgue.keep(order, inputs, report)
    assert morgue.recall(order) is not None
    issue, layout, publication = inputs
    match change:
        case "issue":
            issue.write_text("number: 2")
        case "layout":
            (layout / "layout.css").write_text("p { }")
        case "new layout file":
            (layout / "story.html").touch()
        case "publication appears":
            publication.touch()
        case "output altered":
            report.output.write_bytes(b"PDF")
        case "output gone":
            report.output.unlink()
        case "dated":
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        case "program":
            monkeypatch.setattr(morgue, "_program", lambda: "another")
    assert morgue.recall(order) is None


def test_another_order_for_the_issue_is_another_build(desk: tuple[Order, list[Path], Report]) -> None:
    """Pages, layout and place are part of what was asked."""
    order, inputs, report = desk
    morgue.keep(order, inputs, report)
    for other in (replace(order, pages=2), replace(order, layout="evening"), replace(order, output=Path("b.pdf"))):
        assert morgue.recall(other) is None


def test_a_command_line_is_answered_if_all_its_orders_are(desk: tuple[Order, list[Path], Report]) -> None:
    """The same words in the same folder stand for the same orders."""
    order, inputs, report = desk
    words = ["build", "issue.yaml"]
    morgue.keep_command(words, [order])
    assert morgue.recall_command(words) is None
    morgue.keep(order, inputs, report)
    answer = morgue.recall_command(words)
    assert answer is not None
    assert [each.output for each in answer] == [report.output]
    assert morgue.recall_command([*words, "--json"]) is None


def test_a_damaged_or_unwritable_morgue_is_passed_over(desk: tuple[Order, list[Path], Report]) -> None:
    """It is a convenience, never a reason to fail."""
    order, inputs, report = desk
    morgue.keep(order, inputs, report)
    (record,) = morgue._folder().glob("*.json")
    for text in ("", "{", "[]", "null", '{"program": 1}', json.dumps({"program": morgue._program(), "inputs": 3})):
        record.write_text(text)
        assert morgue.recall(order) is None
    record.unlink()
    morgue._folder().rmdir()
    morgue._folder().touch()
    morgue.keep(order, inputs, report)
    assert morgue.recall(order) is None


def test_old_records_are_thinned_out(desk: tuple[Order, list[Path], Report], monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow for ever."""
    order, inputs, report = desk
    monkeypatch.setattr(morgue, "_KEPT", 3)
    for pages in range(1, 6):
        morgue.keep(replace(order, pages=pages), inputs, report)
    assert len(list(morgue._folder().glob("*.json"))) == 3


def test_reports_survive_json(desk: tuple[Order, list[Path], Report]) -> None:
    """Nothing of a report is lost on its way through the morgue."""
    report = desk[2]
    assert from_plain(json.loads(json.dumps(report.plain()))) == report


def test_a_report_reads_well(desk: tuple[Order, list[Path], Report]) -> None:
    """The figures that an editor wants, in a few lines."""
    report = replace(desk[2], output=Path("issue.pdf"))
    assert "\n".join(report.lines()) == (
        "issue.pdf\n"
        "  2 pages, 1,234 words, set in 9 on 11.5 pt; 1.5 s\n"
        "  white: 4.1% of page 1, 3.8% of page 2\n"
        "  turned: “The bridge” on page 2\n"
        "  fitted: leading 11.5 pt"
    )
    assert "unchanged" in "\n".join(report.unchanged(seconds=0.05).lines())
