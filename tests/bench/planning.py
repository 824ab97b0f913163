"""How long one plan takes, in seconds of the processor: random issues on three layouts are planned, not printed.

Setting and casting off are done before the clock starts: what is timed is the planner alone, at the size and page count
that the issue fills. Copyfitting plans an issue at two to six sizes.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from printpost.cli import COLLECTED_AFTER
from printpost.composing.composer import Composer
from printpost.composing.fits import all_fits, normal_fit
from printpost.composing.lineage import load_layout
from printpost.composing.matter import Known
from printpost.composing.planner import Planner
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press
from tests.bench import papers

CASES = (  # layout, items of the issue: about 2, 4, 8 and 12 pages
    ("morning", 8),
    ("morning", 16),
    ("morning", 32),
    ("tabloid", 14),
    ("tabloid", 40),
    ("tabloid", 80),
    ("broadsheet", 16),
    ("broadsheet", 48),
)
SEEDS = (3, 5, 8)
RUNS = 3


def planning_rows() -> list[str]:
    """Seconds of one plan, by layout and pages, and by page."""
    gc.set_threshold(COLLECTED_AFTER)
    rows = ["Planning             items   pages   one plan, s   a page, s"]
    with tempfile.TemporaryDirectory() as folder, Press([fonts_folder()]) as press:
        for layout, items in CASES:
            found = [_timed(Path(folder), press, layout, seed, items) for seed in SEEDS]
            pages, seconds = (statistics.median(each) for each in zip(*found, strict=True))
            each = statistics.median(took / count for count, took in found)
            rows.append(f"  {layout:18} {items:6} {pages:7.0f} {seconds:13.3f} {each:11.3f}")
    return rows


def _timed(folder: Path, press: Press, layout: str, seed: int, items: int) -> tuple[int, float]:
    """The pages that an issue fills and the median seconds of a plan."""
    reading = read(papers.write(folder / layout, seed, items))
    chosen = load_layout(layout, (layouts_folder(),))
    composer = Composer(
        reading, chosen, (fonts_folder(), *chosen.fonts), lambda html: press.measure(html, chosen.folders)
    )
    composer.cast()
    pages = 1
    while composer.share(composer.demand(pages, 0), normal_fit(chosen), pages) > 1.0:
        pages += 1
    # The size at which the issue just fills these pages, as copyfitting would choose it.
    demand = composer.demand(pages, 0)
    fit = max((fit for fit in all_fits(chosen) if composer.share(demand, fit, pages) <= 1.0), key=lambda fit: fit.size)
    composer.galleys(fit)
    took = []
    for _ in range(RUNS):
        # What an earlier plan of this size worked out is forgotten.
        matter = replace(composer.matter(fit, pages, 0), known=Known())
        started = time.process_time()
        Planner(matter, [grid.rows for grid in composer.grids(fit, pages)]).plan()
        took.append(time.process_time() - started)
    return pages, statistics.median(took)
