"""The file for a desktop printer: greys as greys, clear of the edges, two-sided, without links."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest

from printpost.pressroom.finishing import Finish, finish, miscounted
from printpost.pressroom.home import UNREACHED
from printpost.pressroom.painting import painted
from printpost.pressroom.press import Press
from tests.pressroom.specimen import sheetwork

NEAR = '<div style="position:absolute;top:2pt;left:3pt;width:589pt;height:10pt;background:#333"></div>'
RED = '<div style="position:absolute;top:700pt;left:40pt;width:40pt;height:40pt;background:#c02"></div>'


def _made(press: Press, extra: str) -> bytes:
    work = sheetwork(extra=extra)
    printed = press.print(work)
    made = finish(printed.pdf, work, Finish("home"), 0)
    assert miscounted(printed.pdf, made) == ()
    return made


def test_greys_are_greys_and_colours_stay(press: Press) -> None:
    """Black type is in grey nought, which such a printer makes of black toner alone; red stays red."""
    with pikepdf.open(BytesIO(_made(press, RED))) as document:
        colours = [paint.colour for paint in painted(document.pages[0])]
    assert {colour.amounts for colour in colours if colour.family == "grey"} == {(0.0,)}
    (red,) = [colour.amounts for colour in colours if colour.family != "grey"]
    assert red == pytest.approx((0.8, 0, 0.1333), abs=1e-3)


def test_it_is_printed_on_both_sides_and_not_scaled_by_the_printer(press: Press) -> None:
    """The file asks for two sides, turned over the long edge, at its own size, and has no links."""
    with pikepdf.open(BytesIO(_made(press, '<a href="https://post.example/">x</a>'))) as document:
        told = document.Root.ViewerPreferences
        assert (str(told.Duplex), str(told.PrintScaling)) == ("/DuplexFlipLongEdge", "/None")
        assert all("/Annots" not in page.obj for page in document.pages)
        assert "/StructTreeRoot" not in document.Root


def test_ink_near_the_edge_is_brought_inside(press: Press) -> None:
    """Pages whose ink would fall on the edge that a printer leaves white are made as much smaller as they must be, on
    the same sheet.
    """
    for extra, least, most in ((NEAR, 0.95, 0.97), ("", 0.99, 1.0)):
        pdf = _made(press, extra)
        document = pypdfium2.PdfDocument(pdf)
        assert document[0].get_size() == pytest.approx((595, 842), abs=0.01)
        pixels = np.asarray(document[0].render(scale=1, grayscale=True).to_numpy())
        document.close()
        rows, columns = np.nonzero(pixels < 200)
        assert min(rows.min(), columns.min(), 841 - rows.max(), 594 - columns.max()) >= UNREACHED - 1.5
        with pikepdf.open(BytesIO(pdf)) as opened:
            first = pikepdf.parse_content_stream(opened.pages[0])[1]
        assert str(first.operator) == "cm"
        assert least < float(first.operands[0]) < most
