"""Rankings: a trending panel goes into one column, its curves and figures with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from printpost.build import build
from printpost.composing.blocks import Blocks
from printpost.composing.fonts import Case
from printpost.composing.lineage import load_layout
from printpost.composing.panelwidths import ranking_type
from printpost.composing.ranking import APART, CURVE, LEAST_CURVE, RANK, arranged
from printpost.newsroom.issue import Publication, Trending
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press
from tests.composing.specimen import elements

LAYOUTS = ("morning", "tabloid", "broadsheet", "letter", "slate")
Rows = Sequence[Mapping[str, object]]
SHORT: Rows = [
    {"name": "pytorch", "figure": "97.4K", "change": "+412", "trend": [96.1, 96.8, 97.4]},
    {"name": "scikit-learn", "figure": "153.2K", "change": "-1,204", "trend": [64, 63, 61]},
]
LONG: Rows = [
    *SHORT,
    {"name": "microsoft/BitNet-b1.58-2B", "text": "A model in one bit and a half", "figure": "9.1K", "change": "new"},
    {"name": "stabilityai/stable-diffusion-xl-base", "figure": "8", "change": "=", "trend": [1, 1, 2]},
]


def blocks_of(name: str) -> Blocks:
    """The templates of a layout."""
    layout = load_layout(name, (layouts_folder(),))
    return Blocks(layout, Case([fonts_folder(), *layout.fonts]), Publication.model_validate({"name": "x"}), "en-GB")


def form(blocks: Blocks, rows: Rows, span: int) -> str:
    """How the rows are arranged in so many columns."""
    block = Trending.model_validate({"rows": rows})
    html = str(blocks.panel("k", block, blocks.layout.width(span)).html)
    (table,) = (one for one in elements(html) if one.tag == "table")
    (arranged,) = table.classes - {"trending"}
    return arranged


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("rows", [SHORT, LONG])
def test_rows_with_curves_go_into_one_column_of_every_layout(name: str, rows: Rows) -> None:
    """With figures and changes of six characters beside them."""
    blocks = blocks_of(name)
    assert blocks.narrowest(Trending.model_validate({"rows": rows})) <= blocks.layout.measure


def test_figures_leave_the_row_only_where_it_is_too_narrow() -> None:
    """They stand in a stack beside short names, and under long ones."""
    blocks = blocks_of("morning")
    assert form(blocks, SHORT, 2) == "row"
    assert form(blocks, LONG, 2) == "row"
    assert form(blocks, SHORT, 1) == "stacked"
    assert form(blocks, LONG, 1) == "under"


def test_a_curve_is_shorter_rather_than_part_a_name() -> None:
    """A name of two words that lacks a few points beside a whole curve has them of the curve, and no more."""
    layout = load_layout("letter", (layouts_folder(),))
    type_ = ranking_type(layout, Case([fonts_folder(), *layout.fonts]), blocks_of("letter").words, "en-GB")
    rows = [{"name": "Common Voice", "figure": "512", "trend": [1, 2]}, {"name": "FineWeb", "figure": "70"}]
    block = Trending.model_validate({"rows": rows})
    beside = RANK + APART + CURVE + APART + type_.figure.width("512")
    width = type_.name.width("Common Voice") + beside + 0.5
    found = [arranged(block, width - less, type_) for less in (0.0, 5.0, 12.0, 25.0)]
    assert [(one.form, one.curve) for one in found] == [
        ("row", CURVE),
        ("row", 25.0),
        ("row", LEAST_CURVE),
        ("row", CURVE),
    ]


@pytest.mark.parametrize("rows", [SHORT, LONG])
def test_a_column_of_rows_prints_as_it_was_measured(tmp_path: Path, press: Press, rows: Rows) -> None:
    """Every word in its block and none over another: the pressroom looks."""
    said = "".join(f"        - {row}\n" for row in rows).replace("'", '"')
    issue = tmp_path / "issue.yaml"
    issue.write_text(
        "name: X\nnumber: 1\ndate: 2026-05-02\nlayout: broadsheet\npages: 1\ncontents:\n"
        "  - story: {headline: Words, copy: 'Some words, and " + "a few more of them, " * 30 + "and the end.'}\n"
        f"  - trending:\n      section: Trending\n      span: 1\n      rows:\n{said}",
        encoding="utf-8",
    )
    report = build(issue, output=tmp_path / "issue.pdf", press=press)
    assert report.pages == 1
