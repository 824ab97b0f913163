"""Blocks: what they set in lines of their own stays within their width, whatever the words are."""

from __future__ import annotations

import re
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.blocks import BESIDE_CODE, MOST_CALL, WIDE_CODE, Blocks
from printpost.composing.composition import Edition
from printpost.composing.facts import GAP
from printpost.composing.headfit import LEAST
from printpost.composing.heads import Setting
from printpost.composing.ligatures import letters_of
from printpost.composing.panelwidths import NARROW
from printpost.newsroom.issue import Facts, ListPanel, Notice, Subscribe
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
    """The lines of a label and of its figure leave white between them, and no letter is lost."""
    panels = blocks.layout.panels
    label = Setting(blocks.case.type(blocks.layout.text.families), panels.text * NARROW)
    bold = Setting(blocks.case.type(blocks.layout.small_families, 700), panels.text * NARROW)
    set_ = lines(blocks, rows)
    for names, figures in set_:
        for name, figure in zip_longest(names, figures, fillvalue=""):
            both = bool(name and figure)
            assert label.width(name) + GAP * both + bold.width(figure) <= blocks.layout.measure + 0.1
    said = [letters_of("".join(names)).replace("‐", "").replace(" ", "") for names, _ in set_]
    assert said == [name.replace(" ", "") for name in rows]
    assert [letters_of("".join(found)).replace(" ", "") for _, found in set_] == [
        figure.replace(" ", "") for figure in rows.values()
    ]


def test_a_figure_stands_on_one_line_where_its_label_leaves_it_room(blocks: Blocks) -> None:
    """Whatever the other rows need; a longer one goes into several."""
    (first, second) = lines(blocks, {"Offen": "6.4 per cent", "Die": "more than nine thousand and forty-one"})
    assert first == (["O\ufb00en"], ["6.4 per cent"])
    assert len(second[1]) > 1


@pytest.mark.parametrize("figure", ["270m parameters", "270 million of them", "internationally"])
def test_no_word_of_a_label_is_divided_while_another_arrangement_exists(blocks: Blocks, figure: str) -> None:
    """The figure goes into two lines, or under the label."""
    ((name, found),) = lines(blocks, {"FunctionGemma": figure})
    assert [letters_of(line) for line in name] == ["FunctionGemma"]
    assert " ".join(found).split() == figure.split()


def test_a_figure_without_room_beside_its_label_stands_under_it(blocks: Blocks) -> None:
    """A blank line keeps it there."""
    german = Blocks(blocks.layout, blocks.case, blocks.paper, "de")
    ((name, figure),) = lines(german, {"Geschwindigkeitsbegrenzung": "three of nine"})
    assert len(name) == 1
    assert figure == ["", "three of nine"]


def test_a_word_wider_than_the_column_is_divided_into_even_parts(blocks: Blocks) -> None:
    """At its hyphens, with a hyphen of the typesetter's, and not with three letters left over."""
    german = Blocks(blocks.layout, blocks.case, blocks.paper, "de")
    ((name, _),) = lines(german, {"Donaudampfschifffahrtsgesellschaft": "three of nine"})
    assert len(name) == 2
    assert name[0].endswith("‐")
    assert min(len(part) for part in name) >= 8


@pytest.mark.parametrize("text", ["Come.", "We put mistakes right in the next issue, in the same size of type. " * 3])
def test_a_notice_over_several_columns_has_its_title_beside_its_text(blocks: Blocks, text: str) -> None:
    """Both go into the columns, with white between and beside them; in one column the title stands over the text."""
    notice = Notice.model_validate({"title": "Corrections and clarifications", "text": text})
    for span in range(1, blocks.layout.columns + 1):
        width = blocks.layout.width(span)
        fragment = blocks.panel("k", notice, width)
        assert ("wide" in fragment.classes) == (span > 1)
        parts = [float(found) for found in re.findall(r"width:([\d.]+)pt", fragment.html)]
        assert len(parts) == (2 if span > 1 else 0)
        assert sum(parts) + 8 <= width


def test_a_list_goes_into_a_column_that_its_longest_title_does_not_fill(blocks: Blocks) -> None:
    """A long compound is divided at its own hyphen, so that a list over two columns stands in two legs; a short one is
    kept whole.
    """
    titles = ("FunctionGemma-270M", "Bamalingua-outetts-3", "DeepPrep-Qwen3-14B", "Toolformer")
    items = [{"title": title, "text": "Picks the right function."} for title in titles]
    found = blocks.panel("k", ListPanel.model_validate({"items": items}), blocks.layout.width(2))
    assert found.html.count('<ol class="items') == 2
    assert '<span class="line">Bamalingua- </span><span class="line">outetts-3 </span>' in found.html
    wide = ListPanel.model_validate({"items": [{"title": "Wide-word-Qwen3" * 2}, {"title": "x"}]})
    assert blocks.narrowest(wide) < 2 * blocks.narrowest(
        ListPanel.model_validate({"items": [{"title": "Wide-word-Qwen3"}]})
    )


@pytest.mark.parametrize(
    ("title", "text", "larger"),
    [
        ("The list, read for you by seven", "Join some of our readers and most of our correspondents.", True),
        (
            "Tomorrow’s paper, before breakfast and long before anybody else has so much as seen it",
            "News. " * 30,
            False,
        ),
    ],
)
def test_a_call_beside_its_code_is_as_deep_as_that(blocks: Blocks, title: str, text: str, larger: bool) -> None:
    """A short one is set larger, until its words are as deep as the code; a long one keeps about its size. Its lines go
    in beside the code.
    """
    block = Subscribe.model_validate({"title": title, "text": text, "url": "https://example.com/", "action": "Scan it"})
    html = blocks.panel("k", block, blocks.layout.width(2)).html
    size = float(re.search(r"--wide-call-size:([\d.]+)pt", html)[1])  # type: ignore[index]
    own = blocks.layout.panels.wide_call
    assert (size > own) == larger
    assert LEAST * own <= size <= MOST_CALL * own
    brief = blocks.layout.heads["brief"]
    call = Setting(blocks.case.type(brief.families, brief.weight), size)
    (lines,) = re.findall(r'<h2 class="call"[^>]*>(.*?)</h2>', html)
    for line in re.findall("<span[^>]*>([^<]*)", lines):
        assert call.width(letters_of(line.strip())) <= blocks.layout.width(2) - WIDE_CODE - BESIDE_CODE


def test_an_ear_has_each_part_of_its_text_in_even_lines(blocks: Blocks) -> None:
    """Place and weather begin lines of their own; no word is left alone where two lines can share."""
    narrow = 78.0
    assert blocks.furniture.ear("Manchester, United Kingdom · 6°C, cloudy", 9.6, narrow) == (
        "Manchester,",
        "United Kingdom",
        "6°C, cloudy",
    )
    assert blocks.furniture.ear("Your Daily AI Intelligence Report", 9.6, 100.0) == (
        "Your Daily AI",
        "Intelligence Report",
    )
    assert blocks.furniture.ear(None, 9.6, narrow) == ()
