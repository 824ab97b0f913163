"""QR codes on a finished page: read as a telephone would read them, and measured.

A page comes in; what its codes say goes out, and findings on codes too small or in the wrong inks go into the sheaf.
"""

from __future__ import annotations

import json

import pikepdf
import pypdfium2
import zxingcpp

from printpost.geometry import MM
from printpost.pressroom.painting import Area
from printpost.pressroom.preflight.findings import Sheaf
from printpost.pressroom.preflight.paper import trim_of

DPI = 200
LEAST_MODULE = 0.4
"""Millimetres: codes with smaller modules are not read from a worn page at 150 pixels an inch."""


def check_codes(number: int, page: pikepdf.Page, rendered: pypdfium2.PdfPage, sheaf: Sheaf) -> tuple[str, ...]:
    """What the page's QR codes say."""
    left, bottom, right, top = trim_of(page)
    media_left, _, _, media_top = (float(edge) for edge in page.cropbox)
    picture = rendered.render(scale=DPI / 72, grayscale=True).to_pil()
    said: list[str] = []
    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        corners = (
            code.position.top_left,
            code.position.top_right,
            code.position.bottom_right,
            code.position.bottom_left,
        )
        xs, ys = [corner.x * 72 / DPI for corner in corners], [corner.y * 72 / DPI for corner in corners]
        area: Area = (media_left + min(xs), media_top - max(ys), media_left + max(xs), media_top - min(ys))
        if area[0] > right or area[2] < left or area[1] > top or area[3] < bottom:
            continue
        said.append(code.text)
        modules = _modules(code)
        module = (area[2] - area[0]) / MM / modules if modules else LEAST_MODULE
        if module < LEAST_MODULE * 0.97:
            sheaf.error(
                "qr-code",
                f"a QR code with modules of {module:.2f} mm",
                f"make it at least {LEAST_MODULE * modules:.0f} mm wide, or its address shorter",
                number,
                area,
            )
    return tuple(said)


def check_addresses(said: tuple[str, ...], wanted: tuple[str, ...], sheaf: Sheaf) -> None:
    """Every address that the issue asks a code for must be read from a page."""
    for address in wanted:
        if address not in said:
            sheaf.error(
                "qr-code", f"no QR code on the pages says {address}", "see whether it is there, and black on white"
            )


def _modules(code: zxingcpp.Barcode) -> int:
    """How many modules a code is wide: 21 in the first version, four more in each (ISO 18004)."""
    extra = code.extra
    told = json.loads(extra) if isinstance(extra, str) else extra
    version = str(told.get("Version", "")) if isinstance(told, dict) else ""
    return 17 + 4 * int(version) if version.isdecimal() else 0
