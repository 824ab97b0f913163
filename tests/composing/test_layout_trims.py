"""Any layout at any trim: what follows the page and what stays."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from printpost.composing.lineage import load_layout
from printpost.composing.trimming import at_trim
from printpost.geometry import TRIMS, trim_size
from printpost.premises import layouts_folder, packaged_layouts
from printpost.problems import BadInput

EVERY = list(itertools.product(packaged_layouts(), TRIMS))


@pytest.mark.parametrize(
    ("text", "size"),
    [("a4", (210, 297)), (" Tabloid ", (279, 432)), ("157x210mm", (157, 210)), ("8.5 x 11in", (215.9, 279.4))],
)
def test_a_trim_is_a_name_or_two_sides(text: str, size: tuple[float, float]) -> None:
    """Names in any case; sides in millimetres, centimetres, inches or points."""
    assert trim_size(text) == size


@pytest.mark.parametrize("text", ["", "a99", "157x210", "x210mm", "10x10mm", "5000x100mm", "1e3x200mm"])
def test_what_is_no_trim_is_refused(text: str) -> None:
    """Unknown names, sides without a unit, and pages that nobody prints."""
    with pytest.raises(ValueError, match=r"no trim size|cannot be set"):
        trim_size(text)


@pytest.mark.parametrize(("name", "trim"), EVERY)
def test_the_measure_stays_and_every_span_fits(name: str, trim: str) -> None:
    """Columns are as many as keep the measure within a third of the layout's own, where the page has room for two;
    nothing is wider than the page, every level keeps a span, and copy keeps its size.
    """
    own = load_layout(name, (layouts_folder(),))
    layout = at_trim(own, *TRIMS[trim])
    assert (layout.trim.width, layout.trim.height) == TRIMS[trim]
    assert layout.text == own.text
    if layout.columns > 1:
        assert 0.67 <= layout.measure / own.measure <= 1.34
    for spans in (*(head.spans for head in layout.heads.values()), *layout.panel_spans.values()):
        assert spans
        assert min(spans) >= 1
        assert max(spans) <= layout.columns
    assert layout.width(layout.columns) == pytest.approx(layout.type_width)


def test_heads_and_nameplate_grow_with_the_page_and_briefs_hardly() -> None:
    """From A4 to A3 the lead's head grows by about a fifth, the nameplate in full, a brief's head by a few per cent."""
    own = load_layout("morning", (layouts_folder(),))
    large = at_trim(own, *TRIMS["a3"])
    growth = large.type_width / own.type_width
    assert 1.15 < large.heads["lead"].size / own.heads["lead"].size < 1.25
    assert 1.0 < large.heads["brief"].size / own.heads["brief"].size < 1.06
    assert large.nameplate.largest / own.nameplate.largest == pytest.approx(growth, rel=0.01)


def test_the_lines_of_furniture_grow_on_a_large_page_and_do_not_shrink_on_a_small_one() -> None:
    """They are a tenth larger on A3, and never smaller than the layout says: small print has no room to give."""
    own = load_layout("morning", (layouts_folder(),))
    assert 1.08 < at_trim(own, *TRIMS["a3"]).nameplate.lines / own.nameplate.lines < 1.15
    assert at_trim(own, *TRIMS["a5"]).nameplate.lines == own.nameplate.lines


@pytest.mark.parametrize(("name", "trim"), EVERY)
def test_spans_have_no_gaps_and_the_lead_is_wide(name: str, trim: str) -> None:
    """A head may take every number of columns between its least and its most; the lead takes two if there are."""
    own = load_layout(name, (layouts_folder(),))
    layout = at_trim(own, *TRIMS[trim])
    for level, head in layout.heads.items():
        assert head.spans == tuple(range(min(head.spans), max(head.spans) + 1)), level
    assert min(layout.heads["lead"].spans) >= min(2, layout.columns)


def test_the_lead_of_six_columns_takes_two_on_a_small_page() -> None:
    """On 120 by 180 mm the broadsheet has two columns, and its lead both."""
    small = at_trim(load_layout("broadsheet", (layouts_folder(),)), 120, 180)
    assert small.columns == 2
    assert small.heads["lead"].spans == (2,)


def test_a_layout_at_its_own_trim_is_unchanged() -> None:
    """Asking for the trim that a layout has changes nothing."""
    own = load_layout("morning", (layouts_folder(),))
    assert at_trim(own, *TRIMS["a4"]) is own


def test_a_bad_trim_in_a_layout_is_located(tmp_path: Path) -> None:
    """`trim: a44` is one problem at its value, with the names as its hint."""
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "layout.yaml").write_text("name: x\nextends: morning\ntrim: a44\n")
    with pytest.raises(BadInput) as failure:
        load_layout("x", (tmp_path, layouts_folder()))
    (problem,) = failure.value.problems
    assert problem.message == "'a44' is no trim size"
    assert "berliner" in (problem.hint or "")
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == (3, 7)
