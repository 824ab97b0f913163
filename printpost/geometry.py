"""Lengths, rectangles and trim sizes. Everything is in points (1/72 inch) once it has left a layout file."""

from __future__ import annotations

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
    "broadsheet": (375, 597),
}
"""Named trim sizes: width and height in millimetres."""


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
