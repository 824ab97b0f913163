"""What the composing room's tests share: two sample issues, composed and marked up once."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.composition import Edition, compose
from printpost.composing.lineage import load_layout
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Sheetwork
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press

EDITIONS = Path(__file__).parents[2] / "editions"


def _composed(issue: str, press: Press) -> Edition:
    layout = load_layout("morning", (layouts_folder(),))
    return compose(
        read(EDITIONS / issue),
        layout,
        fonts=(fonts_folder(),),
        measure=lambda html: press.measure(html, layout.folders),
    )


@pytest.fixture(scope="session")
def edition(press: Press) -> Edition:
    """The sample of four pages with turns, art and an index, composed in its layout."""
    return _composed("issue-74.yaml", press)


@pytest.fixture(scope="session")
def small(press: Press) -> Edition:
    """A sample of two pages whose lead has a drop cap."""
    return _composed("issue-18.yaml", press)


@pytest.fixture(scope="session")
def sheetwork(edition: Edition) -> Sheetwork:
    """Its markup."""
    return mark_up(edition)
