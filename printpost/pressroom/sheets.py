"""Sheets: from what was asked for to a file of imposed sheets in its place.

An order and a file come in; the plan is made by `imposition`, drawn by `imposing`, and moved into place when it is
whole.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from printpost.geometry import MM
from printpost.pressroom.delivery import check_place, drafted
from printpost.pressroom.imposing import impose
from printpost.pressroom.imposition import Sheet, Side, booklet, folded_sheet, n_up, n_up_sheet, sheet_size
from printpost.pressroom.marks import MARGIN
from printpost.pressroom.preflight.opening import opened_file
from printpost.pressroom.preflight.paper import trim_of
from printpost.problems import BadInput, error

SAME = 0.5
"""Points by which pages may differ in size."""
MOST_CREEP = 15.0


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; lengths in millimetres. One of booklet, spreads and n_up."""

    booklet: bool = False
    spreads: bool = False
    n_up: int | None = None
    sheet: str | None = None
    signature: int | None = None
    creep: float = 0.0
    bleed: float | None = None
    marks: bool = False
    filler: Path | None = None


def imposed(file: Path, order: Order, place: Path, progress: Callable[[str], None] = lambda _: None) -> int:
    """Write the imposed file to ``place`` and give the number of sides. Raises BadInput for an order or a file that
    cannot be met, CannotWrite for a place that cannot be written.
    """
    _check(order)
    check_place(place)
    with ExitStack() as open_files:
        source = open_files.enter_context(opened_file(file))
        filler = open_files.enter_context(opened_file(order.filler)) if order.filler else None
        trim = _one_size(file, source)
        sides, sheet = _planned(order, len(source.pages), trim)
        bleed = order.bleed * MM if order.bleed is not None else _bleed(source)
        with drafted(place) as draft:
            impose(source, sides, sheet, draft, filler=filler, bleed=bleed, marks=order.marks, progress=progress)
    return len(sides)


def _planned(order: Order, count: int, trim: tuple[float, float]) -> tuple[tuple[Side, ...], Sheet]:
    paper = sheet_size(order.sheet) if order.sheet else None
    if order.n_up:
        return n_up(count, order.n_up), n_up_sheet(trim, order.n_up, paper or sheet_size("a4"))
    around = (MARGIN if order.marks else 0.0) + (order.bleed or 0.0) * MM
    sides = booklet(count, order.signature if order.booklet else None, order.creep * MM)
    return sides, folded_sheet(trim, paper, around)


def _check(order: Order) -> None:
    wanted = [order.booklet, order.spreads, order.n_up is not None]
    if sum(wanted) != 1:
        raise BadInput(error("how should the pages stand?", hint="give one of --booklet, --spreads and --n-up N"))
    if order.n_up is not None and not 1 <= order.n_up <= 64:
        raise BadInput(error(f"--n-up is {order.n_up}", hint="give a number from 1 to 64"))
    if order.signature is not None and (not order.booklet or order.signature < 4 or order.signature % 4):
        raise BadInput(error(f"--signature is {order.signature}", hint="a booklet's is a multiple of four, such as 16"))
    if not 0 <= order.creep <= MOST_CREEP or (order.creep and not order.booklet):
        raise BadInput(error(f"--creep is {order.creep:g}", hint="a booklet's is a few millimetres at most"))
    if order.bleed is not None and not 0 <= order.bleed <= 30:
        raise BadInput(error(f"--bleed is {order.bleed:g}", hint="give millimetres from 0 to 30"))
    if order.marks and order.n_up:
        raise BadInput(error("--marks and --n-up do not go together", hint="marks are for sheets that are cut"))


def _one_size(file: Path, source: pikepdf.Pdf) -> tuple[float, float]:
    """The trim of all pages. Raises BadInput if they differ: they would not fold on each other."""
    first: tuple[float, float] | None = None
    for number, page in enumerate(source.pages, 1):
        left, bottom, right, top = trim_of(page)
        size = right - left, top - bottom
        first = first or size
        if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > SAME:
            told = f"{size[0] / MM:.0f} × {size[1] / MM:.0f} mm, page 1 is {first[0] / MM:.0f} × {first[1] / MM:.0f} mm"
            raise BadInput(error(f"{file}: page {number} is {told}", hint="pages of one size fold into a paper"))
        if int(page.obj.get("/Rotate", 0)) % 360:
            raise BadInput(error(f"{file}: page {number} is turned by /Rotate", hint="turn the page itself first"))
    assert first is not None
    return first


def _bleed(source: pikepdf.Pdf) -> float:
    """How much beyond the trim every page has."""
    least = float("inf")
    for page in source.pages:
        trim, bleed = trim_of(page), [float(edge) for edge in page.bleedbox]
        least = min(least, trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    return max(least, 0.0)
