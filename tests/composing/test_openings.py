"""Opening out: a panel is opened out in as many gaps as it has in the columns that it takes."""

from __future__ import annotations

from printpost.composing.composer import Composer
from printpost.composing.fits import normal_fit
from printpost.composing.items import Panel
from printpost.composing.lineage import load_layout
from printpost.newsroom.issue import ListPanel
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press
from tests.composing.conftest import EDITIONS


def test_a_list_in_legs_has_the_gaps_of_its_longest_leg(press: Press) -> None:
    """Four tools have four gaps in one column and, two and two, two gaps in legs: what make-up reckons with more
    stays white at the foot.
    """
    chosen = load_layout("morning", (layouts_folder(),))
    reading = read(EDITIONS / "issue-74.yaml")
    composer = Composer(reading, chosen, (fonts_folder(),), lambda html: press.measure(html, chosen.folders))
    composer.cast()
    fit = normal_fit(chosen)
    composer.galleys(fit)
    matter = composer.matter(fit, 4, 0)
    tools = [
        name
        for name, item in composer.desk.panels.items()
        if isinstance(item.block, ListPanel) and len(item.block.items) == 4
    ]
    assert tools
    for name in tools:
        panel = matter[name]
        assert isinstance(panel, Panel)
        assert (panel.gaps[1], panel.gaps[2]) == (4, 2)
        assert panel.most_opened[2] > 0.0
