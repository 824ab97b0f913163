"""Furniture: the words of a paper's name are set each for itself."""

from __future__ import annotations

import html
import itertools

import numpy as np
import pypdfium2
import pytest

from printpost.composing.furniture import word_by_word
from printpost.pressroom.press import Press
from tests.composing.press import print_page
from tests.composing.specimen import case

SCALE, SIZE = 4, 40
NAME = "The AI Morning Post"


def printed(press: Press, name: str, family: str, weight: int) -> tuple[list[float], float]:
    """The white between the ink of the words of a printed name, in points, from left to right, and how wide its ink
    is.
    """
    style = f"font:{weight} {SIZE}pt/60pt '{family}';white-space:nowrap"
    with pypdfium2.PdfDocument(print_page(press, f'<div style="{style}">{name}</div>')) as pages:
        page = pages[0].render(scale=SCALE).to_numpy()
    inked = np.flatnonzero((page.min(axis=2) < 160).any(axis=0))
    gaps = [(right - left - 1) / SCALE for left, right in itertools.pairwise(inked.tolist()) if right - left > 1]
    least = sorted(gaps)[-NAME.count(" ")]
    return [gap for gap in gaps if gap >= least], (inked[-1] - inked[0] + 1) / SCALE


@pytest.mark.parametrize(
    ("family", "weight", "kerned"),
    [("Manufacturing Consent", 400, 8.0), ("UnifrakturCook", 700, 0.0), ("Playfair Display", 900, -1.2)],
)
def test_no_word_of_a_name_is_kerned_with_the_space(press: Press, family: str, weight: int, kerned: float) -> None:
    """The name is no wider than its words and the font's spaces, which is what it has its size from: where the font
    kerns capitals with the space, it would be more or less.
    """
    plain, _ = printed(press, NAME, family, weight)
    even, wide = printed(press, word_by_word(NAME), family, weight)
    assert sum(plain) - sum(even) == pytest.approx(kerned, abs=0.8)
    assert wide <= case().face(family, weight).width(NAME) * SIZE + 0.3


@pytest.mark.parametrize("name", ["Post", "הנהר הגדול שלנו", "A & B <Post>", ""])
def test_every_name_says_what_it_said(name: str) -> None:
    """One word, a name that is read from the right and signs that HTML takes for its own are as they were."""
    marked = word_by_word(name)
    assert html.unescape(marked.replace("<span>", "").replace("</span>", "")) == name
