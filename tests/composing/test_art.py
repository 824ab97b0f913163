"""Drawings: QR codes that a reader reads, curves inside their boxes, initials on their baseline."""

from __future__ import annotations

import re

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.art import QUIET, bar, draw_initial, qr_code, sparkline
from printpost.geometry import MM
from printpost.pressroom.press import Press
from tests.composing.press import print_page
from tests.composing.specimen import case, elements

ADDRESSES = [
    "https://aimorningpost.example/subscribe",
    "https://example.org/a",
    "https://example.org/" + "a-long-path/" * 20 + "?q=%C3%A9&page=3",
]


def read_codes(pdf: bytes, dpi: int) -> list[zxingcpp.Barcode]:
    """What a barcode reader reads off the first page at so many dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()
    return list(zxingcpp.read_barcodes(image))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_is_read_back_at_its_smallest(press: Press, address: str) -> None:
    """At the least side allowed, a reader at 150 dpi gets the very address, at level M."""
    code = qr_code(address)
    (found,) = read_codes(print_page(press, str(code.svg(code.least, address))), 150)
    assert found.text == address
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.ec_level == "M"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_has_its_quiet_zone_and_its_least_module(address: str) -> None:
    """Four modules of white on every side, and none smaller than 0.4 mm."""
    code = qr_code(address)
    rows = code.rows
    assert QUIET == 4
    assert all(len(row) == code.modules for row in rows)
    border = [*rows[:4], *rows[-4:], *(row[:4] for row in rows), *(row[-4:] for row in rows)]
    assert not any(module for part in border for module in part)
    assert rows[4][4]
    assert code.least / code.modules >= 0.4 * MM - 1e-9


def test_the_drawing_is_the_matrix() -> None:
    """The one path of the drawing blackens every black module and no other."""
    code = qr_code(ADDRESSES[0])
    drawing = str(code.svg(76.0, "a < b"))
    assert drawing.count("<path") == 1
    assert 'width="76.000pt"' in drawing
    assert "a &lt; b" in drawing
    black = [[False] * code.modules for _ in range(code.modules)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", drawing):
        for column in range(int(x), int(x) + int(wide)):
            assert not black[int(y)][column]
            black[int(y)][column] = True
    assert tuple(map(tuple, black)) == code.rows


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e15, 1e15), min_size=1, max_size=60))
def test_a_curve_stays_inside_its_box(values: list[float]) -> None:
    """Line, dot and stroke are within the drawing, whatever the figures; the newest is at the right."""
    drawing = str(sparkline(values))
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", drawing.split(' d="')[1])]
    assert len(points) == len(values)
    assert all(0.4 <= x <= 31.6 and 0.4 <= y <= 6.6 for x, y in points)
    x, y = (float(value) for value in re.findall(r'c[xy]="([\d.]+)"', drawing))
    assert (x, y) == points[-1]
    assert 1.2 <= x <= 30.8
    assert 1.2 <= y <= 5.8
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_a_curve_rises_with_its_figures() -> None:
    """More is higher, and figures that stand still are a level line."""

    def heights(values: list[float]) -> list[float]:
        path = str(sparkline(values)).split(' d="')[1].split('"')[0]
        return [-float(y) for y in re.findall(r" (-?[\d.]+)", path)]

    up = heights([1, 2, 3, 5])
    assert up == sorted(up)
    assert up[0] < up[-1]
    assert len(set(heights([7, 7, 7]))) == 1


@pytest.mark.parametrize("letter", ["T", "Q", "J", "Å"])
def test_an_initial_is_as_high_as_asked(letter: str) -> None:
    """A capital stands so high over its baseline, and what hangs below or above it is drawn too."""
    face = case().face("Playfair Display", 900)
    drawn = draw_initial(letter, face, 30.0)
    (svg, *_) = elements(str(drawn.svg))
    depth = float(svg.attributes["height"].removesuffix("pt"))
    above, below = face.ink(letter)
    size = 30.0 / face.cap_height
    assert drawn.above == pytest.approx(above * size, abs=0.01)
    assert depth == pytest.approx((above + below) * size, abs=0.01)
    assert drawn.width == pytest.approx(float(svg.attributes["width"].removesuffix("pt")), abs=0.001)
    assert drawn.above == pytest.approx(30.0, abs=12.0 if letter == "Å" else 1.0)


def test_a_bar_is_as_long_as_its_share() -> None:
    """The longest bar has the whole width, a half of it half, and none is shorter than can be printed."""
    lengths = [re.search(r"M0 1h([\d.]+)v", str(bar(share, 120, "x"))) for share in (1.0, 0.5, 0.0)]
    assert [float(found[1]) for found in lengths if found] == [120.0, 60.0, 0.8]
    assert "<title>a &amp; b</title>" in bar(0.5, 120, "a & b")
