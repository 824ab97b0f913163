"""The words of panels as HTML."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from printpost.composing.inline import kept, runs_html, whole
from printpost.newsroom.copy import Run
from printpost.pressroom.press import Press

BLOCK = Markup('<div id="{}" style="width:{}pt"><p>{}</p><div id="{}"></div></div>')
WIDTHS = range(90, 400, 5)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ideas and why it was bad for both of them.", "Ideas and why it was bad for both of\N{NO-BREAK SPACE}them."),
        ("A model in one bit and a half", "A model in one bit and a\N{NO-BREAK SPACE}half"),
        ("Genomic sequence modelling at nucleotide resolution", "Genomic sequence modelling at nucleotide resolution"),
        ("Ream Town", "Ream Town"),
        ("Fiction.", "Fiction."),
        ("", ""),
    ],
)
def test_a_short_last_word_takes_another_along(text: str, lines: str) -> None:
    """Two words are left as they are, and so are long ones."""
    assert kept(text) == lines


def test_a_word_in_bold_keeps_the_comma_after_it() -> None:
    """No line ends between two elements within a word, and spaces stay where they are; a long word may be parted."""
    runs = [
        Run("Each was put ("),
        Run("at any rate once", bold=True),
        Run("), with "),
        Run("no", italic=True),
        Run(" help from "),
        Run("uncharacteristically", code=True),
        Run("-cheerful people"),
    ]
    found = str(runs_html(runs))
    assert re.sub("<[^>]*>", "", found) == "".join(run.text for run in runs)
    assert '<data class="whole">(<strong>at </strong></data>' in found
    assert '<data class="whole"><strong>once</strong>), </data>' in found
    # A span that ends in a space is taken for a line that does.
    assert " </span>" not in found + whole("a (k-mer) of state-of-the-art")
    assert "<data><code>uncharacteristically</code>-cheerful </data>" in found


def test_an_element_takes_no_more_lines_than_its_text(press: Press) -> None:
    """A linked word, which is set as all others are, does not change where the lines of a panel end; nor does a
    compound. (The renderer goes back too far where a line may not end between two elements.)
    """
    before = "The pharmacist wrote the questions from memory of a working month: 14 on doses, 14 on pairs of drugs, "
    linked = [
        Run(f"{before}12 on names. Each was put "),
        Run("once", link="https://a.example"),
        Run(", in the same words"),
    ]
    compound = f"{before}and 12 on k-mers, each in the same words"
    pairs = {
        "linked": (runs_html(linked), "".join(run.text for run in linked)),
        "compound": (whole(compound), compound.replace("-", "\N{NON-BREAKING HYPHEN}")),
    }
    blocks = [
        BLOCK.format(f"{name}.{of}.{width}", width, text, f"{name}.{of}.{width}.end")
        for name, texts in pairs.items()
        for of, text in zip(("elements", "plain"), texts, strict=True)
        for width in WIDTHS
    ]
    css = "@page{size:400pt 90000pt}p{margin:0;font:9pt/12pt 'Source Sans 3'}.whole{white-space:nowrap}"
    depths = press.measure(f"<style>{css}</style>{''.join(blocks)}", [])
    for name in pairs:
        of = {of: [depths[f"{name}.{of}.{width}"] for width in WIDTHS] for of in ("elements", "plain")}
        assert of["elements"] == of["plain"]


def test_a_word_of_many_runs_is_one() -> None:
    """Also where a run is a word's middle, or empty."""
    runs = [Run("a b"), Run("c", bold=True), Run(""), Run("d", italic=True), Run("e f")]
    assert re.sub("<[^>]*>", "", str(runs_html(runs))) == "a bcde f"
    assert runs_html([Run("b"), Run("c", bold=True), Run("d")]) == '<data class="whole">b<strong>c</strong>d</data>'
