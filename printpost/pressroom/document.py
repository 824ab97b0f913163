"""The document around the pages, as every finished PDF has it: what it says of itself, its boxes, its bytes.

An open document comes in and is changed in place; `saved` gives the file. The same document gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import pikepdf

from printpost.pressroom.xmp import PRODUCER, Record

_ON_SCREENS = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Threads", "/OpenAction", "/AA", "/AcroForm")
_ON_SCREEN_PAGES = ("/Annots", "/StructParents", "/Tabs", "/B", "/AA")


def write_information(document: pikepdf.Pdf, record: Record) -> None:
    """Write the information dictionary from the same record as the XMP."""
    told = {
        "/Title": record.title,
        "/Author": record.author,
        "/Subject": record.subject,
        "/Keywords": ", ".join(record.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": record.pdf_date,
        "/ModDate": record.pdf_date,
    }
    document.trailer.Info = document.make_indirect(
        pikepdf.Dictionary({name: text for name, text in told.items() if text})
    )


def write_packet(document: pikepdf.Pdf, packet: bytes) -> None:
    """Write the XMP. It stays uncompressed, for programs that look for it in the bytes."""
    stream = document.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    document.Root.Metadata = stream


def box_array(edges: Sequence[float]) -> pikepdf.Array:
    """A page's box from left, bottom, right and top in points, to a ten-thousandth."""
    return pikepdf.Array([Decimal(f"{edge:.4f}").normalize() + 0 for edge in edges])


def strip(document: pikepdf.Pdf) -> None:
    """Take away what paper does not show: links, tags, outline, threads."""
    for name in _ON_SCREENS:
        if name in document.Root:
            del document.Root[name]
    for page in document.pages:
        for name in _ON_SCREEN_PAGES:
            if name in page.obj:
                del page.obj[name]


def saved(document: pikepdf.Pdf, version: str) -> bytes:
    """The file, small: objects in streams, each stream compressed."""
    file = io.BytesIO()
    document.save(
        file,
        force_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        deterministic_id=True,
    )
    return file.getvalue()
