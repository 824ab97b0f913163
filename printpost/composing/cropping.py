"""Cropping: how many columns a picture is good for.

Pixels and a layout come in, spans go out. Where it is cropped is its focus, which the style sheet's `object-position`
keeps in sight whichever side gives way.
"""

from __future__ import annotations

from collections.abc import Sequence

from printpost.composing.layout import Layout
from printpost.newsroom.pictures import Picture

LEAST_DPI = 150.0
"""Pixels to an inch below which a picture looks coarse in a newspaper; some presses ask for 200."""
MOST_LOST = 0.45
"""The share of its depth that a picture may lose where a narrower one would lose less."""
TALLEST_ART = 0.3
"""The share of the page's depth beyond which a picture in a story is cropped around its focus."""
TALLEST_PANEL = 0.4
"""The same for a picture on its own."""
INCH = 72.0


def resolution(picture: Picture, width: float, depth: float) -> float:
    """Pixels to an inch of a picture that is scaled, whole in one direction and cropped in the other, to cover so many
    points.
    """
    return INCH * min(picture.width / width, picture.height / depth)


def good_spans(picture: Picture, layout: Layout, spans: Sequence[int], tallest: float) -> tuple[int, ...]:
    """Those of the spans in which a picture is neither coarse nor cropped beyond measure (it is never deeper than
    ``tallest`` points); the narrowest if there are none.
    """

    def good(span: int) -> bool:
        width = layout.width(span)
        whole = width * picture.height / picture.width
        fine = resolution(picture, width, min(whole, tallest)) >= LEAST_DPI
        return fine and tallest >= whole * (1 - MOST_LOST)

    return tuple(span for span in spans if good(span)) or tuple(spans[:1])
