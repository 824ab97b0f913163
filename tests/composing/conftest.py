"""What the composing room's tests share: two sample issues, composed and marked up once."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.composition import Edition
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Sheetwork
from printpost.newsroom.reader import read
from printpost.pressroom.press import Press
from tests.composing.press import composed

EDITIONS = Path(__file__).parents[2] / "editions"


@pytest.fixture(scope="session")
def edition(press: Press) -> Edition:
    """The sample of four pages with turns, art and an index, composed in its layout."""
    return composed(read(EDITIONS / "issue-74.yaml"), press)


@pytest.fixture(scope="session")
def small(press: Press) -> Edition:
    """A sample of two pages whose lead has a drop cap."""
    return composed(read(EDITIONS / "issue-18.yaml"), press)


@pytest.fixture(scope="session")
def sheetwork(edition: Edition) -> Sheetwork:
    """Its markup."""
    return mark_up(edition)
