"""The words of panels as HTML."""

from __future__ import annotations

import re

import pytest

from printpost.composing.inline import kept, runs_html
from printpost.newsroom.copy import Run


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
    assert runs_html(runs) == (
        'Each was put <span class="whole">(<strong>at</strong></span><strong> any rate </strong>'
        '<span class="whole"><strong>once</strong>),</span> with <em>no</em> help from '
        "<code>uncharacteristically</code>-cheerful people"
    )


def test_a_word_of_many_runs_is_one() -> None:
    """Also where a run is a word's middle, or empty."""
    runs = [Run("a b"), Run("c", bold=True), Run(""), Run("d", italic=True), Run("e f")]
    assert re.sub("<[^>]*>", "", str(runs_html(runs))) == "a bcde f"
    assert runs_html([Run("b"), Run("c", bold=True), Run("d")]) == '<span class="whole">b<strong>c</strong>d</span>'
