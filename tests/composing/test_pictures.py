"""Pictures: a focus that stays in sight in every crop, and no picture printed coarse without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image, ImageDraw

from printpost.build import build
from printpost.composing.cropping import LEAST_DPI, good_spans, resolution
from printpost.composing.lineage import load_layout
from printpost.newsroom.pictures import Picture
from printpost.premises import layouts_folder
from printpost.pressroom.press import Press
from printpost.report import Report

COPY = " ".join(["The ferry goes back into service tomorrow, after the river has fallen by a metre."] * 24)
GREY, BLACK = 200, 0

Build = Callable[[str, tuple[int, int], tuple[float, float]], tuple[Report, Image.Image]]


@pytest.fixture
def built(tmp_path: Path, press: Press) -> Build:
    """Build a page with one picture, grey but for a black spot; return the report and the page at 100 dpi."""

    def built(keys: str, size: tuple[int, int], spot: tuple[float, float]) -> tuple[Report, Image.Image]:
        picture = Image.new("L", size, GREY)
        x, y, half = spot[0] * size[0], spot[1] * size[1], min(size) * 0.03
        ImageDraw.Draw(picture).rectangle((x - half, y - half, x + half, y + half), fill=BLACK)
        picture.save(tmp_path / "spot.png")
        path = tmp_path / "issue.yaml"
        path.write_text(
            "name: The Test\ndate: 2026-04-25\npages: 1\ncontents:\n"
            f"  - story:\n      headline: The ferry is back\n      copy: {COPY}\n"
            f"  - art:\n      src: spot.png\n      alt: A spot.\n      cutline: The spot.\n{keys}"
        )
        report = build(path, press=press, force=True)
        document = pypdfium2.PdfDocument(report.output.read_bytes())
        try:
            return report, document[0].render(scale=100 / 72).to_pil().convert("L")
        finally:
            document.close()

    return built


def spot_in_grey(page: Image.Image) -> bool:
    """Whether the page has a black spot with the picture's grey beside it, on its own line."""
    pixels = np.asarray(page).astype(int)
    dark = sliding_window_view(pixels, (3, 3)).max(axis=(2, 3)) <= BLACK + 4
    beside = sliding_window_view(np.abs(pixels - GREY) < 4, 121, axis=1).sum(axis=2) > 40
    # Both from their windows' first pixels to their middles: a spot has 60 pixels of the page on either side.
    return bool((dark[:, 59:-59] & beside[1:-1]).any())


@pytest.mark.parametrize("focus", [(0.05, 0.05), (0.95, 0.95)])
@pytest.mark.parametrize("size", [(700, 1600), (2400, 700)], ids=["tall", "wide"])
def test_the_focus_stays_in_sight(built: Build, size: tuple[int, int], focus: tuple[float, float]) -> None:
    """However the make-up crops, deeper or shallower, what the focus points at is printed."""
    _, page = built(f"      focus: [{focus[0]}, {focus[1]}]\n      span: 2\n", size, focus)
    assert spot_in_grey(page)


def test_a_small_picture_is_printed_small(built: Build) -> None:
    """It takes the columns that its pixels are good for, without a warning."""
    report, _ = built("", (320, 240), (0.5, 0.5))
    assert not [problem for problem in report.warnings if "dpi" in problem.message]


def test_a_small_picture_that_is_pinned_wide_is_a_warning(built: Build) -> None:
    """With the file, its resolution as printed, its line, and the span that would do."""
    report, _ = built("      span: 3\n", (320, 240), (0.5, 0.5))
    (problem,) = [problem for problem in report.warnings if "dpi" in problem.message]
    # Three columns of 42.75 mm and two gutters of 4.33 mm are 5.39 inches: 59 dpi, or less where it is cropped deeper.
    said = re.fullmatch(r"the picture spot.png is printed at (\d+) dpi in 3 columns; print wants 150", problem.message)
    assert said
    assert 40 <= int(said[1]) <= 59
    assert problem.hint == "span: 1 would do"
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == (9, 12)


def test_a_picture_too_small_for_any_column_says_what_it_needs(built: Build) -> None:
    """In pixels."""
    report, _ = built("", (100, 80), (0.5, 0.5))
    (problem,) = [problem for problem in report.warnings if "dpi" in problem.message]
    said = re.search(r"at (\d+) dpi in 1 column", problem.message)
    assert said
    needed = re.fullmatch(r"it is 100 pixels wide; take one of (\d+) or more", problem.hint or "")
    assert needed
    assert 100 * 150 / (int(said[1]) + 1) <= int(needed[1]) <= 100 * 150 / (int(said[1]) - 1) + 20


def test_good_spans_are_fine_and_not_cropped_beyond_measure() -> None:
    """A tall picture is not spread over columns in which most of it would be lost."""
    layout = load_layout("morning", (layouts_folder(),))
    tall = layout.page[1] * 0.3
    every = (1, 2, 3, 4)
    assert good_spans(Picture(Path(), 1800, 1200, "JPEG"), layout, every, tall) == every
    assert good_spans(Picture(Path(), 1200, 3600, "JPEG"), layout, every, tall) == (1,)
    small = Picture(Path(), 640, 480, "JPEG")
    assert good_spans(small, layout, every, tall) == (1, 2)
    assert resolution(small, layout.width(2), layout.width(2) * 0.75) >= LEAST_DPI
