"""Pictures on the page: a warning for each that is printed coarser than print wants.

A dummy and the pictures' sizes come in, problems go out, with the file, the resolution as printed, and the span that
would do. A picture is never refused for its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from printpost.composing.cropping import INCH, LEAST_DPI, resolution
from printpost.composing.desk import Desk
from printpost.composing.dummy import Dummy, Take
from printpost.composing.layout import Layout
from printpost.geometry import Grid
from printpost.newsroom.issue import Art, ArtPanel
from printpost.newsroom.pictures import Picture
from printpost.newsroom.reader import Reading
from printpost.problems import Problem


def coarse(
    reading: Reading, layout: Layout, desk: Desk, dummy: Dummy, depths: Mapping[str, float], grids: Sequence[Grid]
) -> Iterator[Problem]:
    """A warning for every picture that is printed at fewer pixels to an inch than a newspaper wants."""
    for grid, page in zip(grids, dummy.pages, strict=True):
        for take in page.takes:
            for art, path, span, depth in _printed(take, desk, depths, grid):
                picture = reading.pictures[art.src]
                found = resolution(picture, layout.width(span), depth)
                if round(found) >= LEAST_DPI:
                    continue
                columns = f"{span} column" + ("s" if span > 1 else "")
                yield reading.places.warning(
                    (*path, "src"),
                    f"the picture {art.src} is printed at {found:.0f} dpi in {columns}; print wants {LEAST_DPI:.0f}",
                    _remedy(picture, layout, span, found),
                )


def _remedy(picture: Picture, layout: Layout, span: int, found: float) -> str:
    for narrower in range(span - 1, 0, -1):
        if INCH * picture.width / layout.width(narrower) >= LEAST_DPI:
            return f"span: {narrower} would do"
    needed = round(picture.width * LEAST_DPI / found / 10 + 0.5) * 10
    return f"it is {picture.width} pixels wide; take one of {needed} or more"


def _printed(
    take: Take, desk: Desk, depths: Mapping[str, float], grid: Grid
) -> Iterator[tuple[Art, tuple[str | int, ...], int, float]]:
    """The pictures of a take: each with its path in the file, its columns and its depth in points."""
    index = int(take.item[1:]) if take.item[1:].isdecimal() else -1
    if take.item in desk.stories:
        art = desk.stories[take.item].story.art
        for placed in take.insets:
            if art is not None and placed.inset.kind == "art":
                cut = depths[f"{take.item}.cut.{placed.inset.span}"]
                depth = grid.rect(0, 0, 1, placed.inset.depth).height - 0.5 * grid.leading - 2.0 - cut
                yield art, ("contents", index, "story", "art"), placed.inset.span, depth
    elif take.item in desk.panels and isinstance(desk.panels[take.item].block, ArtPanel):
        panel = desk.panels[take.item]
        span = min(take.module.span, panel.spans[-1])
        depth = grid.rect(0, 0, 1, take.module.depth).height - depths[f"{take.item}.{span}"]
        assert isinstance(panel.block, ArtPanel)
        yield panel.block, ("contents", index, "art"), span, depth
