"""The words of panels as HTML."""

from __future__ import annotations

import pytest

from printpost.composing.inline import kept


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
