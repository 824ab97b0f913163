"""What the composing room hands to the pressroom: the HTML of every page, and what must be true of the print.

The pressroom renders the HTML once and then compares the finished PDF with the claims made here: where each block
stands, which line sits on which baseline, which words a page carries. Nothing in this file renders or measures.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from printpost.geometry import Rect


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in its module. Its element starts at `top`; its end marker (`id` + ".end") is not below `bottom`."""

    id: str
    name: str  # the story or panel, as messages call it
    page: int  # the first page is 0
    top: float  # pt from the page's top edge
    bottom: float  # pt from the page's top edge


@dataclass(frozen=True, slots=True)
class Leg:
    """One column of a story's copy: line n stands on `baseline` + n * `leading`."""

    name: str
    page: int  # the first page is 0
    left: float  # pt from the page's left edge
    baseline: float  # of the first line, pt from the page's top edge
    leading: float  # pt
    lines: tuple[str, ...]  # the text of each line as printed
    item: str = ""  # the story on the desk: two stories may have one headline
    width: float = 0.0  # pt; needed where lines run from the right


@dataclass(frozen=True, slots=True)
class Wording:
    """Text other than copy (heads, panels, furniture) that must stand on a page, in this order.

    Where an area is given, every letter of the text must stand inside it.
    """

    name: str
    page: int  # the first page is 0
    text: str
    area: tuple[float, float, float, float] | None = None  # left, top, right, bottom: pt from the page's top left


@dataclass(slots=True)
class Claims:
    """The claims of an edition, while they are gathered."""

    placed: list[Placed] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    wording: list[Wording] = field(default_factory=list)

    def turned(self, width: float) -> "Claims":
        """The claims of pages `width` pt wide after they have been turned about: what stood at the left stands as far
        from the right, and lines run from there.
        """
        legs = [replace(leg, left=width - leg.left - leg.width) for leg in self.legs]
        wording = [replace(w, area=_turned(w.area, width)) for w in self.wording]
        return Claims(self.placed, legs, wording)


def _turned(area: tuple[float, float, float, float] | None, width: float) -> tuple[float, float, float, float] | None:
    return area and (width - area[2], area[1], width - area[0], area[3])


@dataclass(frozen=True, slots=True)
class Bead:
    """A place in which a story is read: its head, or one of its legs."""

    page: int  # the first page is 0
    rect: Rect

    def turned(self, width: float) -> "Bead":
        """The bead on a page `width` pt wide that has been turned about."""
        return Bead(self.page, replace(self.rect, left=width - self.rect.right))


@dataclass(frozen=True, slots=True)
class Thread:
    """A story's beads in the order in which they are read."""

    title: str
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the PDF says of itself."""

    title: str
    author: str
    subject: str
    language: str
    keywords: tuple[str, ...]
    date: dt.date
    page_labels: tuple[str, ...]  # one per page


@dataclass(frozen=True, slots=True)
class Sheetwork:
    """An edition as the pressroom takes it: one HTML document and the claims that its print must meet."""

    html: str
    folders: tuple[Path, ...]  # what the renderer may read
    pages: int
    placed: tuple[Placed, ...]
    legs: tuple[Leg, ...]
    wording: tuple[Wording, ...]
    metadata: Metadata
    threads: tuple[Thread, ...] = ()
    rtl: bool = False  # its lines run from the right
