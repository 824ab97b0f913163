"""Pins in make-up: what an editor fixes is so on the pages, and what cannot be is told at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from printpost.composing.composition import Edition
from printpost.composing.dummy import Take
from printpost.composing.pins import at_fault
from printpost.newsroom.pagecount import PageCount
from printpost.newsroom.pins import pins_of
from printpost.newsroom.reader import Reading, read
from printpost.pressroom.press import Press
from printpost.problems import BadInput, Overset, PrintpostError, Severity, error
from tests.composing.press import composed as compose_on

SAMPLE = Path(__file__).parents[2] / "editions" / "issue-87.yaml"
LEAD = "      headline: Five amateurs take the whole Saturday list from the big firms\n"
SECOND = "      headline: Why the most useful model is the one that nobody asked for\n"
OPINION = "      headline: Keep the list that still lets strangers in\n"
GUEST = "      headline: Let us hear less about the brilliant all-rounder\n"
READING = "      section: Weekend Reading\n"

Compose = Callable[..., Edition]


@pytest.fixture
def pinned(tmp_path: Path) -> Callable[..., Reading]:
    """Read the sample with more keys: each pair is a line of it and the keys that follow there."""
    for name in ("publication.yaml", SAMPLE.with_suffix(".wire.json").name):
        shutil.copy(SAMPLE.parent / name, tmp_path)

    def pinned(*more: tuple[str, str], but: str = "", instead: tuple[str, str] = ("", "")) -> Reading:
        text = SAMPLE.read_text()
        for line, keys in more:
            assert line in text
            text = text.replace(line, line + "".join(f"      {key}\n" for key in keys.split("; ")))
        path = tmp_path / SAMPLE.name
        path.write_text(text.replace(*instead) + but)
        return read(path)

    return pinned


@pytest.fixture
def composed(press: Press) -> Compose:
    """Compose a reading on a layout."""

    def composed(reading: Reading, pages: PageCount = 2, layout: str = "morning") -> Edition:
        return compose_on(reading, press, pages, layout)

    return composed


def where(edition: Edition, name: str) -> tuple[int, Take]:
    """The page, from 1, and the first take of an item."""
    return next(
        (number, take) for number, page in enumerate(edition.dummy.pages, 1) for take in page.takes if take.item == name
    )


def side_by_side(edition: Edition, one: str, other: str) -> bool:
    """Whether two items stand on one page, with nothing but a gutter between them."""
    (page, first), (there, second) = where(edition, one), where(edition, other)
    a, b = sorted((first.module, second.module), key=lambda module: module.column)
    return page == there and a.column + a.span == b.column and a.row < b.row + b.depth and b.row < a.row + a.depth


def said(failure: PrintpostError) -> list[str]:
    """Line, message and hint of each problem."""
    return [f"{p.where.line if p.where else 0}: {p.message} | {p.hint}" for p in failure.problems]


def test_a_panel_is_kept_beside_the_lead(pinned: Callable[..., Reading], composed: Compose) -> None:
    """`with` puts them side by side on one page: the front, where the lead stands."""
    edition = composed(pinned((READING, "with: Five amateurs take the whole Saturday list from the big firms")))
    assert side_by_side(edition, "s0", "p6")
    assert where(edition, "p6")[0] == 1


def test_a_story_with_company_may_still_turn(pinned: Callable[..., Reading], composed: Compose) -> None:
    """What is beside it stays with its beginning."""
    edition = composed(
        pinned(
            (READING, "with: Why the most useful model is the one that nobody asked for"),
            (SECOND, "page: 1"),
        )
    )
    assert side_by_side(edition, "s1", "p6")
    assert where(edition, "p6")[0] == 1
    assert edition.dummy.turns["s1"] == (0, 1)


def test_stories_out_of_order_stand_where_they_are_pinned(pinned: Callable[..., Reading], composed: Compose) -> None:
    """The second story on page two, the last on page one."""
    edition = composed(pinned((SECOND, "page: 2"), ("      kicker: Guest Column\n", "page: 1; span: 2")))
    assert where(edition, "s1")[0] == 2
    page, take = where(edition, "s3")
    assert (page, take.module.span) == (1, 2)
    assert where(edition, "s0")[0] == 1


def test_a_section_may_be_pinned_with_its_flag(pinned: Callable[..., Reading], composed: Compose) -> None:
    """Stories of one section that are held to the same page keep their flag."""
    edition = composed(pinned((OPINION, "page: 1"), ("      kicker: Guest Column\n", "page: 1")))
    assert [flag.section for flag in edition.dummy.pages[0].flags] == ["Opinion & Analysis"]
    assert where(edition, "s2")[0] == where(edition, "s3")[0] == 1


def test_a_span_wider_than_the_layout_is_a_warning(pinned: Callable[..., Reading], composed: Compose) -> None:
    """An issue may be set in layouts of more columns; this one takes all of those that there are."""
    edition = composed(pinned((SECOND, "span: 6")))
    (problem,) = [problem for problem in edition.warnings if "span" in problem.message]
    assert (problem.severity, problem.where and problem.where.line) == (Severity.WARNING, 49)
    assert "has 4 columns" in problem.message
    assert where(edition, "s1")[1].module.span == 4


def test_a_span_too_narrow_for_its_words_is_an_error(pinned: Callable[..., Reading], composed: Compose) -> None:
    """Of a headline and of a table alike; the hint has a span that would do."""
    table = (
        "  - table:\n      span: 1\n      title: Wide\n      columns: [Manufacturer, Horsepower, Displacement, Built]\n"
        "      rows: [[Bridgemakers, thousands, innumerable, 1912]]\n"
    )
    reading = pinned((OPINION, "span: 1"), but=table, instead=("strangers", "unprofessionalised-strangers"))
    with pytest.raises(BadInput) as caught:
        composed(reading)
    story, panel = said(caught.value)
    assert story.startswith(
        "86: “Keep the list that still lets unprofessionalised-strangers in” cannot be set in 1 column"
    )
    assert story.endswith("“unprofessionalised-strangers” in its headline is too wide | span: 2 would do")
    assert panel.endswith(": “Wide” cannot be set in 1 column: its words are too wide | span: 2 would do")


@pytest.mark.parametrize(("pages", "last"), [(2, "2 pages"), (1, "1 page"), ("auto", "2 pages")])
def test_a_page_that_the_paper_does_not_have_is_an_error(
    pinned: Callable[..., Reading], composed: Compose, pages: PageCount, last: str
) -> None:
    """Whether the number of pages was asked for or found."""
    reading = pinned((SECOND, "page: 9"))
    with pytest.raises(BadInput) as caught:
        composed(reading, pages)
    (line,) = said(caught.value)
    assert line.startswith("49: “Why the most useful model is the one that nobody asked for” is pinned to page 9")
    assert f"but the paper has {last} | " in line


def test_the_pin_in_the_way_is_found_by_planning_without_it(pinned: Callable[..., Reading], composed: Compose) -> None:
    """Both opinion pieces and the second story whole on the front: none but those pins is blamed."""
    reading = pinned(
        (LEAD, "turn: no"), (SECOND, "page: 1; turn: no"), (OPINION, "span: 2; page: 1"), (GUEST, "page: 1")
    )
    with pytest.raises(Overset) as caught:
        composed(reading)
    problems = caught.value.problems
    assert problems
    assert all(problem.where is not None and "cannot be met" in problem.message for problem in problems)
    assert not any("span" in problem.message for problem in problems)


def test_pins_are_blamed_alone_or_else_together(pinned: Callable[..., Reading]) -> None:
    """One pin if taking it away helps; all if only taking all away does; none if nothing does."""
    reading = pinned((LEAD, "turn: no"), (SECOND, "page: 1"))
    overset = Overset(error("9 lines over"))
    (alone,) = said(
        at_fault(reading, lambda other: not any(pin.key == "page" for pin in pins_of(other.issue)), overset)
    )
    assert alone.startswith("50: page: 1 of “Why the most useful model is the one that nobody asked for” cannot be met")
    assert "take it away" in alone
    (together,) = said(at_fault(reading, lambda other: not pins_of(other.issue), overset))
    assert together.startswith("13: turn: false of “Five amateurs")
    assert together.endswith("the others are page: 1 in line 50")
    assert at_fault(reading, lambda _: False, overset) is overset
