"""What the composing room's tests share: one sample issue with turns and art, composed and marked up once."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.composition import Edition, compose
from printpost.composing.layout import load_layout
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Sheetwork
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press

ISSUE = Path(__file__).parents[2] / "editions" / "issue-74.yaml"


@pytest.fixture(scope="session")
def edition(press: Press) -> Edition:
    """The sample of four pages, composed in its layout."""
    layout = load_layout("morning", (layouts_folder(),))
    return compose(
        read(ISSUE),
        layout,
        fonts=(fonts_folder(),),
        measure=lambda html: press.measure(html, (layout.folder,)),
    )


@pytest.fixture(scope="session")
def sheetwork(edition: Edition) -> Sheetwork:
    """Its markup."""
    return mark_up(edition)
