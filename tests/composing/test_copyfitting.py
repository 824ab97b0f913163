"""Page counts: exactly what was asked for, or a message that says what to do; and the proof of what does not fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from printpost.build import build
from printpost.composing.composer import NOTES
from printpost.composing.composition import Edition
from printpost.newsroom.pagecount import PageCount, PageRange
from printpost.newsroom.reader import read
from printpost.pressroom.press import Press
from printpost.problems import Overset, Severity
from tests.composing.press import composed as compose_on

EDITIONS = Path(__file__).parents[2] / "editions"

Compose = Callable[..., Edition]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A copy of the sample of two pages, which asks for them in line 7."""
    shutil.copy(EDITIONS / "publication.yaml", tmp_path)
    path = tmp_path / "issue-87.yaml"
    for found in (path, path.with_suffix(".wire.json")):
        shutil.copy(EDITIONS / found.name, found)
    return path


@pytest.fixture
def composed(issue: Path, press: Press) -> Compose:
    """Compose the sample in so many pages."""

    def composed(pages: PageCount, said: str = "pages: 2") -> Edition:
        issue.write_text(issue.read_text().replace("pages: 2", said))
        return compose_on(read(issue), press, pages)

    return composed


def test_a_multiple_takes_the_fewest_pages_that_hold_the_copy(composed: Compose) -> None:
    """Two pages of copy go into two of two, and into four of four, which are then too many: with a warning."""
    assert len(composed(PageRange(2, 12)).dummy.pages) == 2
    edition = composed(PageRange(4, 12))
    assert len(edition.dummy.pages) == 4
    (warning,) = edition.warnings
    assert "lines short of 4 pages" in warning.message
    assert "words, or " in (warning.hint or "")


def test_a_front_has_no_ruled_lines_while_another_page_can_have_them(composed: Compose) -> None:
    """What is wanting of four pages is wanting inside; the lead has the page's width."""
    edition = composed(4)
    front, *inside = edition.dummy.pages
    assert not [take.item for take in front.takes if take.item.startswith(NOTES)]
    assert any(take.item.startswith(NOTES) for page in inside for take in page.takes)
    assert front.takes[0].module.span >= 3
    columns = edition.layout.columns
    for page in inside:
        ruled = [take.module.span for take in page.takes if take.item.startswith(NOTES)]
        assert not any(columns / 3 < span < columns for span in ruled), "they stand beside as much as they are"
        assert len(ruled) < len(page.takes), "they have a page to themselves"


def test_too_much_for_the_most_pages_is_told_where_they_stand(composed: Compose) -> None:
    """By how many lines, which stories would give them, and how many pages would do."""
    with pytest.raises(Overset) as caught:
        composed(PageRange(1, 1), "pages: {max: 1}")
    (problem,) = caught.value.problems
    assert problem.where is not None
    assert problem.excerpt == "pages: {max: 1}"
    assert problem.message.startswith("the issue is about ")
    assert problem.message.endswith(" lines over for 1 page")
    assert "“Why the most useful model is the one that nobody asked for”" in (problem.hint or "")
    assert (problem.hint or "").endswith("allow 2 pages")


def test_a_page_count_of_the_command_line_is_no_fault_of_the_file(composed: Compose) -> None:
    """The same message without a place."""
    with pytest.raises(Overset) as caught:
        composed(1)
    (problem,) = caught.value.problems
    assert problem.where is None
    assert (problem.hint or "").endswith("ask for 2 pages")


def test_a_proof_is_stamped_on_every_page_and_still_fails(issue: Path, press: Press) -> None:
    """What does not fit is printed in as many pages as it needs, under a name that says so."""
    with pytest.raises(Overset) as caught:
        build(issue, pages=1, proof=True, press=press)
    *errors, note = caught.value.problems
    assert [problem.severity for problem in errors] == [Severity.ERROR]
    assert note.message == f"a proof was printed instead: {issue.with_name('issue-87.proof.pdf')}"
    assert not issue.with_suffix(".pdf").exists()
    document = pypdfium2.PdfDocument(issue.with_name("issue-87.proof.pdf"))
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    assert len(texts) == 2
    assert all("Proof – not for publication" in text for text in texts)


def test_a_proof_shows_what_pins_forbid(issue: Path, press: Press) -> None:
    """Without the pins, in the pages asked for; the pins are named."""
    copy = issue.read_text().replace("      headline: Five", "      turn: no\n      headline: Five")
    issue.write_text(
        copy.replace("      headline: Why", "      turn: no\n      page: 1\n      headline: Why")
        .replace("      headline: Keep", "      page: 1\n      headline: Keep")
        .replace("      headline: Let us", "      page: 1\n      headline: Let us")
    )
    with pytest.raises(Overset) as caught:
        build(issue, proof=True, press=press)
    assert all("cannot be met" in problem.message for problem in caught.value.problems[:-1])
    assert issue.with_name("issue-87.proof.pdf").is_file()


def test_what_fits_is_no_proof(issue: Path, press: Press) -> None:
    """Asked for a proof, a good issue is printed as ever."""
    report = build(issue, proof=True, press=press)
    assert report.output == issue.with_suffix(".pdf")
    assert not issue.with_name("issue-87.proof.pdf").exists()
