"""Tables: columns go into their panel, figures stay whole and stand under each other, and no word is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.heads import Setting
from printpost.composing.ligatures import letters_of
from printpost.composing.tables import TableType, Tabulated, least_width, numeric, tabulated
from printpost.newsroom.figures import decimals
from printpost.newsroom.issue import Table
from tests.composing.specimen import case

NAMES = ("Quoin Rovers", "Folio & District Athletic", "Qwen3-235B-A22B-Instruct", "x", "Donaudampfschifffahrt")
FIGURES = ("12", "−37", "+1,204", "99.5", "0.25", "41 ms", "$0.27")
WORDS = ("SW 4", "W 5 to 6, veering north later", "out of print", "y")


@pytest.fixture(scope="module")
def type_() -> TableType:
    """The type of the first layout."""
    small, text = ["Source Sans 3"], ["STIX Two Text"]
    figures = Setting(case().type(small, features="lnum,tnum"), 8.8)
    return TableType(Setting(case().type(small, 700), 7.4), Setting(case().type(text), 8.8), figures, "en-GB")


def table(*rows: list[str | None], heads: list[str] | None = None) -> Table:
    """A table of some rows."""
    return Table.model_validate({"columns": heads or [f"Head {n}" for n in range(len(rows[0]))], "rows": rows})


def right_edges(found: Tabulated, column: int, type_: TableType) -> set[float]:
    """How far the units of a column's figures end from its right edge, in points."""
    edges = set()
    for cell in found.columns[column].cells:
        tail = decimals(cell.lines[0], "en-GB") or ""
        edges.add(round(cell.after + (type_.figure.width(tail) if tail else 0.0), 3))
    return edges


rows = st.integers(2, 7).flatmap(
    lambda columns: st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            *(st.sampled_from(FIGURES if n % 3 else WORDS) for n in range(1, columns)),
        ).map(list),
        min_size=1,
        max_size=5,
    )
)


@settings(max_examples=60, deadline=None)
@given(rows=rows, share=st.floats(1.0, 3.0))
def test_columns_go_into_the_panel_and_words_into_their_columns(
    type_: TableType, rows: list[list[str | None]], share: float
) -> None:
    """At any width from the least on, with all words and no figure in two."""
    block = table(*rows)
    width = least_width(block, type_) * share
    found = tabulated(block, width, type_)
    assert sum(column.width for column in found.columns) <= width + 0.1
    for n, column in enumerate(found.columns):
        room = column.width - (found.gap if n < len(found.columns) - 1 else 0.0)
        setting = type_.figure if column.numeric else type_.word
        for cell, row in zip(column.cells, block.rows, strict=True):
            assert letters_of(" ".join(cell.lines)) == row[n]
            assert max(setting.width(line) for line in cell.lines) + cell.after <= room + 0.1
            assert not column.numeric or len(cell.lines) == 1
        assert letters_of(" ".join(column.head)) == block.columns[n]


def test_figures_stand_under_each_other_at_the_decimal_sign(type_: TableType) -> None:
    """Units under units, whether there are decimals or not; percentages and prices range right as they are."""
    found = tabulated(table(["a", "1,299", "12%"], ["b", "12.5", "3.5%"], ["c", "1,311.25", "1%"]), 250, type_)
    assert len(right_edges(found, 1, type_)) == 1
    assert [cell.after for cell in found.columns[2].cells] == [0, 0, 0]


def test_columns_of_figures_are_alike_where_there_is_room(type_: TableType) -> None:
    """The columns of a league table stand at even distances."""
    found = tabulated(
        table(["Quoin Rovers", "12", "1", "+24", "31"], heads=["Club", "P", "W", "GD", "Pts"]), 250, type_
    )
    first, second, third, last = found.columns[1:]
    assert first.width == second.width == third.width == pytest.approx(last.width + found.gap)


def test_a_table_too_wide_breaks_what_costs_fewest_lines(type_: TableType) -> None:
    """One long head goes into several lines rather than the name of every row."""
    block = table(
        ["Quoin Rovers", "12"], ["Ream Town", "3"], ["Folio District", "4"], heads=["Club", "Points won away from home"]
    )
    whole = max(type_.word.width(row[0] or "") for row in block.rows)
    found = tabulated(block, whole + 60, type_)
    assert all(len(cell.lines) == 1 for cell in found.columns[0].cells)
    assert len(found.columns[1].head) > 1


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["12", "−1.5", None], True),
        (["41 ms", "1,204 ms"], True),
        (["$0.27", "£1.10", "free"], True),
        (["12.40", "06:12", "3–1"], True),
        (["free", "n/a"], False),
        (["12", "thirteen men"], False),
        (["SW 4", "W 5"], False),
        ([None], False),
    ],
)
def test_figures_are_told_from_words(cells: list[str | None], are: bool) -> None:
    """A short word among them does not make words of them."""
    assert numeric(cells) is are


@pytest.mark.parametrize(
    ("figure", "is_one"),
    [
        *((text, True) for text in ("31", "2.10m", "2,10 м", "2.10公尺", "2.10 מ׳", "40 km", "−3°C", "$1.2bn", "–")),
        *((text, False) for text in ("Monday", "31 May", "2 pages", "1st of May", "a 2")),
    ],
)
def test_a_figure_may_have_its_unit_in_any_script(figure: str, is_one: bool) -> None:
    """A column of a table is set as figures where each is a number, with a unit of a letter or two."""
    assert numeric((figure,)) is is_one


@pytest.mark.parametrize("empty", ["", None])
def test_a_column_may_have_no_head(empty: str | None, type_: TableType) -> None:
    """As the names of a league table have none; the others' heads stand."""
    found = tabulated(
        Table.model_validate({"columns": [empty, "Score"], "rows": [["Quoin Rovers", "12"]]}), 120.0, type_
    )
    assert [column.head for column in found.columns] == [(), ("Score",)]


@pytest.mark.parametrize(
    ("figures", "leads"),
    [
        (["9", "1,024", "31"], ["9", "1,024", "31"]),
        (["2.5", "12.25", "−7"], ["2", "12", "−7"]),
        (["9 ms", "12 ms"], None),
    ],
)
def test_figures_stand_unit_under_unit_where_lines_run_from_the_right(
    figures: list[str], leads: list[str] | None, type_: TableType
) -> None:
    """Figures run from the left all the same. White at the end of the line, which is at their left, brings the units of
    all to one place; the figure with most before its decimal sign has none.
    """
    hebrew = replace(type_, language="he")
    rows: list[list[str | None]] = [["name", figure] for figure in figures]
    found = tabulated(table(*rows), 200.0, hebrew).columns[1]
    assert found.numeric
    units = [cell.after + type_.figure.width(lead) for cell, lead in zip(found.cells, leads or figures, strict=True)]
    assert units == pytest.approx([max(type_.figure.width(lead) for lead in leads or figures)] * len(figures))


def test_rows_that_do_not_go_into_one_line_are_counted(type_: TableType) -> None:
    """In a narrow column two of three rows have a cell in several lines, in a wide one none."""
    weighed = table(["0.5bn", "an old laptop"], ["7bn", "a gaming card"], ["70bn", "x"])
    assert tabulated(weighed, 66.0, type_).broken == 2
    assert tabulated(weighed, 200.0, type_).broken == 0
