"""Lengths, rectangles and trim sizes. Everything is in points (1/72 inch) once it has left a layout file."""

from __future__ import annotations

import re
from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""

TRIMS: dict[str, tuple[float, float]] = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279, 432),
    "berliner": (315, 470),
    "rhenish": (350, 510),
    "broadsheet": (375, 597),
    "ereader": (157, 210),
}
"""Named trim sizes: width and height in millimetres."""

LEAST_TRIM, MOST_TRIM = 70.0, 1200.0
"""Sides of a page that can be asked for, in millimetres."""
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 1 / MM}
_TRIM = re.compile(rf"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*({'|'.join(_UNITS)})", re.IGNORECASE)


def trim_size(text: str) -> tuple[float, float]:
    """Width and height in millimetres of a trim size: one of ``TRIMS`` by name, or such as 157x210mm or 11x17in.

    Raises ValueError, in words, for anything else.
    """
    name = text.strip().lower()
    if name in TRIMS:
        return TRIMS[name]
    found = _TRIM.fullmatch(name)
    if found is None:
        raise ValueError(f"'{text}' is no trim size")
    width, height = (round(float(side) * _UNITS[found[3].lower()], 3) for side in found.groups()[:2])
    if not all(LEAST_TRIM <= side <= MOST_TRIM for side in (width, height)):
        raise ValueError(
            f"a page of {width:g} x {height:g} mm cannot be set: {LEAST_TRIM:g} to {MOST_TRIM:g} mm a side"
        )
    return width, height


TRIM_HINT = "name one of " + ", ".join(TRIMS) + ", or give width and height such as 157x210mm"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points; ``top`` runs down from the page's top edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge, from the page's top."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """The well of a page: equal columns, and rows of one leading each. All copy stands on its rows."""

    left: float
    top: float
    columns: int
    rows: int
    measure: float
    gutter: float
    leading: float

    def width(self, span: int) -> float:
        """Width of ``span`` columns with the gutters between them."""
        return span * self.measure + (span - 1) * self.gutter

    def x(self, column: int) -> float:
        """Left edge of a column."""
        return self.left + column * (self.measure + self.gutter)

    def y(self, row: float) -> float:
        """Top edge of a row."""
        return self.top + row * self.leading

    def rect(self, column: int, row: float, span: int, depth: float) -> Rect:
        """The rectangle of a module."""
        return Rect(self.x(column), self.y(row), self.width(span), depth * self.leading)
