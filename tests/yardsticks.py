"""Yardsticks on a finished PDF, known from outside alone: white, holes, baselines, links, codes."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from numpy.typing import NDArray

REACH = 11
INK = 235
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Whiteness:
    """Shares of the type area on one page: farther than a line from any ink, and the largest rectangle of that."""

    dead: float
    hole: float


def whiteness(pdf: bytes) -> tuple[Whiteness, ...]:
    """The white of every page. The type area is what any page of the issue has ink in."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        inks: list[Mask] = [np.asarray(page.render(scale=1).to_pil().convert("L")) < INK for page in document]
    finally:
        document.close()
    rows, columns = np.where(np.logical_or.reduce(inks))
    area = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    found = []
    for ink in (ink[area] for ink in inks):
        near: Mask = ink
        for axis in (0, 1):
            padded = np.pad(near, [(REACH, REACH) if a == axis else (0, 0) for a in (0, 1)])
            near = np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH + 1, axis=axis).any(axis=-1))
        found.append(Whiteness(float(1 - near.mean()), 4 * _largest_empty(near[::2, ::2]) / ink.size))
    return tuple(found)


def _largest_empty(ink: Mask) -> int:
    """Cells of the largest rectangle without ink: under each row, the largest rectangle in a histogram."""
    heights = [0] * (ink.shape[1] + 1)
    best = 0
    for row in ink.tolist():
        stack: list[tuple[int, int]] = []
        for x, black in enumerate([*row, True]):
            heights[x] = height = 0 if black else heights[x] + 1
            start = x
            while stack and stack[-1][1] >= height:
                start, tall = stack.pop()
                best = max(best, tall * (x - start))
            stack.append((start, height))
    return best


def baselines(pdf: bytes, size: float) -> tuple[tuple[float, ...], ...]:
    """Per page the baselines of all lines of more than a dozen characters in a size, in points from the page's foot."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(tuple(_baselines(page, size)) for page in document)
    finally:
        document.close()


def _baselines(page: Any, size: float) -> Iterator[float]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    count: Counter[float] = Counter()
    for index in range(pdfium.FPDFText_CountChars(text.raw)):
        if pdfium.FPDFText_GetUnicode(text.raw, index) <= 0x20:
            continue
        pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
        if abs(pdfium.FPDFText_GetFontSize(text.raw, index) * abs(matrix.d) - size) < 0.02:
            pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
            count[round(y.value, 2)] += 1
    return (y for y, characters in count.items() if characters > 12)


def codes(pdf: bytes, dpi: int = 150) -> list[str]:
    """What a barcode reader reads off all pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    return [code.text for image in images for code in zxingcpp.read_barcodes(image)]


def texts(pdf: bytes) -> tuple[str, ...]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def links(pdf: bytes) -> list[tuple[int, int]]:
    """The links inside a PDF: the page that each stands on and the page that it leads to, from 1."""
    with pikepdf.open(BytesIO(pdf)) as document:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        named = _destinations(document)
        found = []
        for number, page in enumerate(document.pages, 1):
            for annotation in page.get("/Annots", []):
                action: Any = annotation.get("/A", {})
                target = annotation.get("/Dest", action.get("/D") if action.get("/S") == "/GoTo" else None)
                if target is None:
                    continue
                place = target if isinstance(target, pikepdf.Array) else named[str(target)]
                found.append((number, numbers[place[0].objgen]))
        return found


def _destinations(document: pikepdf.Pdf) -> dict[str, Any]:
    names: Any = document.Root.get("/Names", {})
    tree = names.get("/Dests")
    return {} if tree is None else {str(name): value for name, value in pikepdf.NameTree(tree).items()}
