"""The file for readers: PDF/A-2a and PDF/UA-1 in one, with article threads.

A rendered, tagged PDF comes in. What the tags need in the content is written out, links are put in order, pictures are
brought to what a screen shows, and the claims of both standards are made in the metadata. Nothing on the page moves.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from printpost.composing.sheetwork import Thread
from printpost.pressroom.document import box_array, saved, write_information, write_packet
from printpost.pressroom.pictures import rework
from printpost.pressroom.unseen import forget_opacity, unseen
from printpost.pressroom.xmp import Record, screen_packet

VERSION = "1.7"
FINEST = 220
"""Pixels an inch: a page enlarged to twice its size on a good screen."""

_PRINTED = 4  # a link's flag: PDF/A wants every annotation to be there on paper as well


def publish(pdf: bytes, record: Record, threads: Sequence[Thread], colours: Path) -> bytes:
    """The file as it is sent round. ``colours`` is the ICC profile of the screen's colours, sRGB."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        rework(document, FINEST, lambda picture: picture)
        for page in document.pages:
            page.obj.Contents = document.make_stream(_content(page))
            _trim(page)
        for page in document.pages:
            forget_opacity(page.obj.Resources)
        _order_links(document)
        _thread(document, threads)
        _declare(document, record, colours)
        return saved(document, VERSION)


def _content(page: pikepdf.Page) -> bytes:
    """The page's content with hidden text as hidden text, and with the whole of divided words."""
    instructions = unseen(pikepdf.parse_content_stream(page), page.obj.Resources)
    return pikepdf.unparse_content_stream([_whole(instruction) for instruction in instructions])


def _whole(instruction: Any) -> Any:
    """PDF 32000-1, 14.9.4: what a piece of content is to be read as."""
    if str(instruction.operator) != "BDC" or "/Whole" not in (said := instruction.operands[1]):
        return instruction
    told = pikepdf.Dictionary({key: value for key, value in said.items() if key != "/Whole"})
    told.ActualText = said.Whole
    return pikepdf.ContentStreamInstruction([instruction.operands[0], told], instruction.operator)


def _trim(page: pikepdf.Page) -> None:
    """A screen shows the trimmed page."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    page.obj.MediaBox = page.obj.TrimBox = box_array((left, bottom, right, top))
    for name in ("/BleedBox", "/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]


def _order_links(document: pikepdf.Pdf) -> None:
    """Keep the links that are tagged (the renderer also writes one for every box within one), and the places that any
    of them leads to.
    """
    wanted: set[str] = set()
    for page in document.pages:
        if "/Annots" not in page.obj:
            continue
        kept = [link for link in page.obj.Annots if "/StructParent" in link]
        for link in kept:
            link.F = _PRINTED
            x, y, to_x, to_y = (float(edge) for edge in link.Rect)
            link.Rect = box_array((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))
            if "/Dest" in link:
                wanted.add(str(link.Dest))
        page.obj.Annots = pikepdf.Array(kept)
    names: Any = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary()).get("/Names", [])
    kept_names = [
        (name, place) for name, place in zip(list(names)[::2], list(names)[1::2], strict=True) if str(name) in wanted
    ]
    if names:
        document.Root.Names.Dests.Names = pikepdf.Array([part for pair in kept_names for part in pair])


def _thread(document: pikepdf.Pdf, threads: Iterable[Thread]) -> None:
    """PDF 32000-1, 12.4.3: for every story the places it is read in, one after the other."""
    written = pikepdf.Array()
    beads: dict[int, list[Any]] = {}
    for thread in threads:
        told = document.make_indirect(pikepdf.Dictionary(I=pikepdf.Dictionary(Title=thread.title)))
        chain = [document.make_indirect(pikepdf.Dictionary(T=told)) for _ in thread.beads]
        for number, (bead, place) in enumerate(zip(chain, thread.beads, strict=True)):
            page = document.pages[place.page]
            edges = (float(edge) for edge in page.mediabox)
            left, _, _, top = edges
            bead.P = page.obj
            rect = place.rect
            bead.R = box_array((left + rect.left, top - rect.bottom, left + rect.right, top - rect.top))
            bead.N, bead.V = chain[(number + 1) % len(chain)], chain[number - 1]
            beads.setdefault(place.page, []).append(bead)
        told.F = chain[0]
        written.append(told)
    if len(written):
        document.Root.Threads = document.make_indirect(written)
    for number, found in beads.items():
        document.pages[number].obj.B = pikepdf.Array(found)


def _declare(document: pikepdf.Pdf, record: Record, colours: Path) -> None:
    profile = document.make_stream(colours.read_bytes(), N=3, Alternate=pikepdf.Name.DeviceRGB)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name("/GTS_PDFA1"),
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=document.make_indirect(profile),
    )
    document.Root.OutputIntents = pikepdf.Array([intent])
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    write_packet(document, screen_packet(record))
    write_information(document, record)
