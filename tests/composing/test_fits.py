"""Fits: the sizes and leadings that a layout allows, in order."""

from __future__ import annotations

import itertools

import pytest

from printpost.composing.dressing import dressed
from printpost.composing.fits import Fit, all_fits, normal_fit
from printpost.composing.layout import Layout
from printpost.composing.lineage import load_layout
from printpost.composing.scripts import script_of
from printpost.premises import layouts_folder

LAYOUTS = ["morning", "tabloid", "broadsheet", "letter", "slate"]
HAIR = 0.25
"""What may be left of a column that whole characters fill, of one of them: a fiftieth between two."""


def worn(name: str, language: str) -> Layout:
    """A layout in the dress of a language."""
    return dressed(load_layout(name, (layouts_folder(),)), script_of(language))


@pytest.mark.parametrize("language", ["en-GB", "ja", "zh-CN", "ko"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_fits_keep_the_layouts_limits_and_hold_its_own_size(name: str, language: str) -> None:
    """From the tightest to the most open, each once: a character takes ever more room."""
    layout = worn(name, language)
    fits = all_fits(layout)
    text = layout.text
    assert normal_fit(layout) in fits
    assert len(set(fits)) == len(fits)
    room = [fit.size * fit.leading for fit in fits]
    assert all(after > before - 0.5 for before, after in itertools.pairwise(room))
    for fit in fits:
        assert text.smallest - 0.13 <= fit.size <= text.largest + 0.13
        assert text.least_leading - 0.01 <= fit.leading / fit.size <= text.most_leading + 0.01


@pytest.mark.parametrize("language", ["ja", "zh-CN", "zh-TW"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_whole_squares_fill_a_column(name: str, language: str) -> None:
    """Copy of Chinese and Japanese is set in sizes of which a whole number fills the measure, without white between."""
    layout = worn(name, language)

    def left(fit: Fit) -> float:
        return layout.measure - int(layout.measure / fit.size) * fit.size

    assert all(left(fit) < HAIR * fit.size for fit in all_fits(layout))


def test_korean_has_word_spaces_to_give() -> None:
    """Korean copy may be set in any size, as Latin copy may."""
    layout = worn("morning", "ko")
    assert len({fit.size for fit in all_fits(layout)}) > 5
