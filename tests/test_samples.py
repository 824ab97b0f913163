"""The samples: every issue in editions/ builds to full pages on their grid, with live links, and always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from printpost.build import build
from printpost.newsroom.issue import Story, Subscribe
from printpost.newsroom.reader import read
from printpost.pressroom.press import Press
from printpost.report import Report
from tests.yardsticks import baselines, codes, links, texts, whiteness

EDITIONS = Path(__file__).parents[1] / "editions"
ISSUES = sorted(path.stem for path in EDITIONS.glob("issue-*.yaml"))
ON_THE_FRONT, INSIDE, HOLE = 0.11, 0.10, 0.04
OFF_GRID = 0.25

# All tests of a sample run in one process, which builds it once.
every_sample = pytest.mark.parametrize(
    "issue", [pytest.param(issue, marks=pytest.mark.xdist_group(issue)) for issue in ISSUES]
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as built: its file, what the build said, and the PDF."""

    path: Path
    report: Report
    pdf: bytes


Samples = Callable[[str], Sample]


@pytest.fixture(scope="session")
def sample(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Build a sample, each of them once."""
    built: dict[str, Sample] = {}

    def build_sample(issue: str) -> Sample:
        if issue not in built:
            path, output = EDITIONS / f"{issue}.yaml", tmp_path_factory.mktemp("samples") / f"{issue}.pdf"
            report = build(path, output=output, force=True, press=press)
            built[issue] = Sample(path, report, output.read_bytes())
        return built[issue]

    return build_sample


def test_there_are_four_samples() -> None:
    """Two of them are named in the documentation."""
    assert {"issue-18", "issue-87"} < set(ISSUES)
    assert len(ISSUES) == 4


@every_sample
def test_a_sample_builds_without_warnings(sample: Samples, issue: str) -> None:
    """It has the pages that the report says, an even number of them, and nothing to complain of."""
    found = sample(issue)
    assert len(texts(found.pdf)) == found.report.pages
    assert found.report.pages % 2 == 0
    assert found.report.warnings == ()


@every_sample
def test_its_pages_are_full(sample: Samples, issue: str) -> None:
    """Dead white is at most 11% of the front and 10% of an inner page, and no hole takes 4% of any."""
    pages = whiteness(sample(issue).pdf)
    bounds = [ON_THE_FRONT, *[INSIDE] * (len(pages) - 1)]
    over = [
        f"page {number}: {page.dead:.1%} dead white, largest hole {page.hole:.1%}"
        for number, (page, bound) in enumerate(zip(pages, bounds, strict=True), 1)
        if page.dead > bound or page.hole > HOLE
    ]
    assert not over


@every_sample
def test_no_body_line_is_off_the_grid(sample: Samples, issue: str) -> None:
    """All lines of a page in the size of the copy stand on one grid, across all its columns."""
    found = sample(issue)
    leading = found.report.leading
    for page in baselines(found.pdf, found.report.body_size):
        assert len(page) > 4
        turns = np.exp(2j * np.pi * np.array(page) / leading)
        phase = np.angle(np.median(turns.real) + 1j * np.median(turns.imag)) / (2 * np.pi) * leading
        off = (np.array(page) - phase + leading / 2) % leading - leading / 2
        assert np.abs(off).max() <= OFF_GRID


@every_sample
def test_its_code_is_read_off_the_page(sample: Samples, issue: str) -> None:
    """At 150 dpi a reader finds the address of every subscription panel, and nothing else."""
    found = sample(issue)
    blocks = [entry.block for entry in read(found.path).issue.contents]
    assert codes(found.pdf) == [block.url for block in blocks if isinstance(block, Subscribe)]


@every_sample
def test_its_jump_lines_lead_there_and_back(sample: Samples, issue: str) -> None:
    """A page that says where a story goes on is linked with that page, which says where it came from."""
    found = sample(issue)
    pages, inside = texts(found.pdf), set(links(found.pdf))
    jumps = [
        (number, int(to)) for number, text in enumerate(pages, 1) for to in re.findall(r"Continued on page (\d+)", text)
    ]
    origins = [
        (int(before), number)
        for number, text in enumerate(pages, 1)
        for before in re.findall(r"(?i)From page (\d+)", text)
    ]
    assert sorted(jumps) == sorted(origins)
    assert bool(jumps) == bool(found.report.turns)
    for here, there in jumps:
        assert {(here, there), (there, here)} <= inside


@every_sample
def test_its_outline_has_one_entry_a_story(sample: Samples, issue: str) -> None:
    """Each story is in the outline under its headline, once, turned or not."""
    found = sample(issue)
    blocks = [entry.block for entry in read(found.path).issue.contents]
    with pikepdf.open(BytesIO(found.pdf)) as document, document.open_outline() as outline:
        titles = [str(entry.title).strip() for entry in outline.root]
    assert sorted(titles) == sorted(block.headline for block in blocks if isinstance(block, Story))


@every_sample
def test_its_pages_are_labelled(sample: Samples, issue: str) -> None:
    """A reader's page numbers are the folios'."""
    found = sample(issue)
    with pikepdf.open(BytesIO(found.pdf)) as document:
        assert [str(page.label) for page in document.pages] == [str(n + 1) for n in range(found.report.pages)]


@pytest.mark.slow
@pytest.mark.xdist_group("issue-18")
def test_the_same_issue_gives_the_same_bytes(sample: Samples, tmp_path: Path) -> None:
    """Neither the process, nor the seed of hashes, nor the time zone, nor the locale shows in the PDF."""
    machine = {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "LC_ALL": "C"}
    output = tmp_path / "elsewhere.pdf"
    command = [sys.executable, "-m", "printpost", "build", "--force", "-o", str(output)]
    subprocess.run(
        [*command, str(EDITIONS / "issue-18.yaml")],
        env={**os.environ, **machine},
        cwd=EDITIONS.parent,
        check=True,
        capture_output=True,
    )
    assert output.read_bytes() == sample("issue-18").pdf
