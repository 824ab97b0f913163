"""The file for a printer at home or in the office: greys as greys, clear of the edges that it cannot reach, two-sided.

A rendered PDF comes in. Neutral colours become greys, which such printers make from black toner alone; other colours
stay as they are. Where ink comes nearer to the edge than a desktop printer reaches, the page is made a little smaller
about its middle; the sheet keeps its size.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image

from printpost.geometry import MM
from printpost.pressroom.document import box_array, saved, strip, write_information, write_packet
from printpost.pressroom.inks import NEUTRAL, NEUTRAL_IN_PICTURES
from printpost.pressroom.pictures import rework
from printpost.pressroom.unseen import forget_opacity, unseen
from printpost.pressroom.xmp import Record, plain_packet

VERSION = "1.7"
FINEST = 300
UNREACHED = 5.0 * MM
"""The edge that desktop printers leave white: 4.2 mm on most, a little more at the foot of some."""
_WHITE = 250


def for_home(pdf: bytes, record: Record) -> bytes:
    """The file for a desktop printer."""
    inside = _ink(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        rework(document, FINEST, _grey_picture)
        for page in document.pages:
            instructions = _grey(unseen(pikepdf.parse_content_stream(page), page.obj.Resources))
            page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(list(instructions)))
        for page in document.pages:
            forget_opacity(page.obj.Resources)
            _keep_clear(page, inside)
        strip(document)
        document.Root.ViewerPreferences = pikepdf.Dictionary(
            DisplayDocTitle=True,
            Duplex=pikepdf.Name.DuplexFlipLongEdge,
            PrintScaling=pikepdf.Name("/None"),
            PickTrayByPDFSize=True,
        )
        write_packet(document, plain_packet(record))
        write_information(document, record)
        return saved(document, VERSION)


def _grey(instructions: Iterable[Any]) -> Iterator[Any]:
    """The instructions with neutral colours as greys."""
    for instruction in instructions:
        name = str(instruction.operator)
        if name in {"rg", "RG"}:
            channels = [float(operand) for operand in instruction.operands]
            if max(channels) - min(channels) < NEUTRAL:
                grey = round(sum(channels) / 3, 4)
                yield pikepdf.ContentStreamInstruction([grey], pikepdf.Operator("g" if name == "rg" else "G"))
                continue
        if name not in {"BDC", "BMC", "EMC"}:
            yield instruction


def _grey_picture(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGB":
        return picture
    pixels = np.asarray(picture)
    spread = int((pixels.max(axis=-1) - pixels.min(axis=-1)).max())
    return picture.convert("L") if spread <= NEUTRAL_IN_PICTURES else picture


def _ink(pdf: bytes) -> float:
    """How far all ink stays from the edges of its page, in points."""
    nearest = float("inf")
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            pixels = np.asarray(document[number].render(scale=1, grayscale=True).to_numpy())
            inked = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0] < _WHITE
            rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
            if len(rows):
                height, width = inked.shape
                nearest = min(nearest, rows[0], columns[0], height - 1 - rows[-1], width - 1 - columns[-1])
    finally:
        document.close()
    return float(nearest)


def _keep_clear(page: pikepdf.Page, inside: float) -> None:
    """Cut the page to its trim, and make it smaller if ink would fall on the edge."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    page.obj.MediaBox = page.obj.TrimBox = box_array((left, bottom, right, top))
    for name in ("/BleedBox", "/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
    if inside >= UNREACHED:
        return
    width, height = right - left, top - bottom
    scale = min((width / 2 - UNREACHED) / (width / 2 - inside), (height / 2 - UNREACHED) / (height / 2 - inside))
    x, y = left + width / 2 * (1 - scale) - left * scale, bottom + height / 2 * (1 - scale) - bottom * scale
    page.contents_add(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm\n".encode(), prepend=True)
    page.contents_add(b"Q\n")
    page.contents_coalesce()
