"""Headlines: what stands at the end of a headline's line, and the white that is left there."""

from __future__ import annotations

import pytest

from printpost.composing.blocks import Blocks
from printpost.composing.fonts import Case
from printpost.composing.headlines import Headlines
from printpost.composing.lineage import load_layout
from printpost.newsroom.issue import Publication, Story
from printpost.premises import fonts_folder, layouts_folder


@pytest.fixture(scope="module")
def heads() -> Headlines:
    """The heads of the layout with the smallest pages."""
    layout = load_layout("slate", (layouts_folder(),))
    return Blocks(layout, Case([fonts_folder()]), Publication.model_validate({"name": "x"}), "en-GB").heads


@pytest.mark.parametrize(
    ("headline", "more", "aside"),
    [
        ("And no working lift", {}, True),
        ("And no working lift", {"deck": "It is on the other side of the square, where the market was."}, True),
        ("And no working lift", {"rating": "9/10"}, False),
        ("The council met for four hours on Tuesday", {}, False),
        ("Manufacturers warn that transport costs and unpredictable deliveries are making planning hard", {}, False),
        ("And no working lift", {"section": None}, False),
    ],
)
def test_a_kicker_stands_at_the_end_of_a_short_headline(
    heads: Headlines, headline: str, more: dict[str, str], aside: bool
) -> None:
    """Where the white there would be a hole: it parts it in two. Elsewhere, and where there is a rating at the right,
    it stands over the headline.
    """
    told = {"headline": headline, "section": "The Arts", "copy": "x", **more}
    found = heads.head("k", Story.model_validate(told), "feature", heads.layout.width(2))
    assert found
    assert ("kicker aside" in found.html) == aside
    if aside:
        over = heads.head("k", Story.model_validate(told | {"rating": "9/10"}), "feature", heads.layout.width(2))
        assert over
        assert found.hole < over.hole


def test_the_lead_keeps_its_kicker_over_it(heads: Headlines) -> None:
    """Its headline is too large to stand right under the rule of the nameplate."""
    lead = Story.model_validate({"headline": "No lift", "section": "The Arts", "copy": "x"})
    for level, aside in (("lead", False), ("feature", True)):
        found = heads.head("k", lead, level, heads.layout.width(2))
        assert found
        assert ("kicker aside" in found.html) == aside
