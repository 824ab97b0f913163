"""Blocks: what they set in lines of their own stays within their width, whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.blocks import FIGURE, Blocks
from printpost.composing.composition import Edition
from printpost.composing.facts import GAP
from printpost.composing.heads import Setting
from printpost.composing.ligatures import letters_of
from printpost.composing.panelwidths import NARROW
from printpost.newsroom.issue import Facts
from tests.composing.specimen import elements

LABELS = (
    "Wird die Geschwindigkeitsbegrenzung",
    "Öffnet",
    "Published as safetensors",
    "Donaudampfschifffahrtsgesellschaft",
)
FIGURES = (
    "41",
    "6.4 per cent",
    "three of nine",
    "€2.3m",
    "more than nine thousand and forty-one of them",
    "1,024,000,000,000",
)


@pytest.fixture(scope="module")
def blocks(edition: Edition) -> Blocks:
    """The templates of the first layout."""
    return edition.blocks


def lines(blocks: Blocks, rows: dict[str, str]) -> list[tuple[list[str], list[str]]]:
    """The lines of each label and of its figure in a column."""
    fragment = blocks.facts("k", Facts.model_construct(title=None, rows=rows, note=None), blocks.layout.measure)
    found: list[tuple[list[str], list[str]]] = []
    for element in elements(str(fragment.html)):
        if element.tag == "th":
            found.append(([], []))
        if "line" in element.classes:
            found[-1][0 if "th" in element.around else 1].append(element.text.strip())
    return found


@settings(max_examples=40, deadline=None)
@given(rows=st.dictionaries(st.sampled_from(LABELS), st.sampled_from(FIGURES), min_size=1))
def test_labels_and_figures_go_side_by_side_into_their_column(blocks: Blocks, rows: dict[str, str]) -> None:
    """The widest label and the widest figure leave white between them, and no letter is lost."""
    panels = blocks.layout.panels
    label = Setting(blocks.case.type(blocks.layout.text.families), panels.text * NARROW)
    bold = Setting(blocks.case.type(blocks.layout.small_families, 700), panels.text * NARROW)
    set_ = lines(blocks, rows)
    widest = max(label.width(line) for names, _ in set_ for line in names)
    figures = max(bold.width(line) for _, lines_ in set_ for line in lines_)
    assert widest + figures + GAP <= blocks.layout.measure + 0.1
    said = [letters_of("".join(names)).replace("‐", "").replace(" ", "") for names, _ in set_]
    assert said == [name.replace(" ", "") for name in rows]
    assert [letters_of("".join(found)).replace(" ", "") for _, found in set_] == [
        figure.replace(" ", "") for figure in rows.values()
    ]


def test_a_figure_keeps_its_line_where_it_can(blocks: Blocks) -> None:
    """Up to about three fifths of the width."""
    assert lines(blocks, {"Offen": "6.4 per cent", "Die": "41"})[0] == (["O\ufb00en"], ["6.4 per cent"])
    (_, figure), *_ = lines(blocks, {"Öffnet": "more than nine thousand and forty-one"})
    assert len(figure) > 1


def test_a_long_word_is_divided_into_even_parts(blocks: Blocks) -> None:
    """At its hyphens, with a hyphen of the typesetter's, and not with three letters left over."""
    german = Blocks(blocks.layout, blocks.case, blocks.paper, "de")
    ((name, _),) = lines(german, {"Geschwindigkeitsbegrenzung": "three of nine"})
    assert len(name) == 2
    assert name[0].endswith("‐")
    assert min(len(part) for part in name) >= 8


@pytest.mark.parametrize(
    ("figure", "is_one"),
    [
        *((text, True) for text in ("31", "2.10m", "2,10 м", "2.10公尺", "2.10 מ׳", "40 km", "−3°C", "$1.2bn", "–")),
        *((text, False) for text in ("Monday", "31 May", "2 pages", "1st of May", "a 2")),
    ],
)
def test_a_figure_may_have_its_unit_in_any_script(figure: str, is_one: bool) -> None:
    """A column of a table is set as figures where each is a number, with a unit of a letter or two."""
    assert bool(FIGURE.match(figure)) is is_one
