"""Fragments: blocks as HTML that has no place yet, and the entries of an index. Plain values."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block's HTML. ``width`` in points; ``gaps`` are the places where it can be opened out, by ``most_opened``
    points each; ``growth`` is how much deeper (points) what it shows may become.

    Of a head, ``empty`` is the white (square points) beside its lines, ``hole`` the largest rectangle of it, and
    ``size`` that of its headline in points. Of a table, ``broken`` are the rows with a cell of several lines.
    """

    key: str
    classes: str
    html: Markup
    width: float
    gaps: int = 1
    most_opened: float = 4.0
    growth: float = 0.0
    empty: float = 0.0
    hole: float = 0.0
    size: float = 0.0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what the front says of the pages inside: its words, the id that it leads to, and the page (from 1)
    if that stands beside it.
    """

    text: str
    target: str = ""
    page: int | None = None
