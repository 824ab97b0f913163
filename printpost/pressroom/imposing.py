"""Imposing: the pages of a PDF put on the sheets of an imposition, as they are.

An open document and a plan come in, a file of sheets goes out. Every page becomes a form within the same document: its
fonts and pictures are shared as they were, links lead where they led, the output intent and what the file says of
itself stay. The content of the pages is passed from file to file as it is, packed, and never held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf

from printpost.pressroom.document import box_array
from printpost.pressroom.imposition import Cell, Sheet, Side
from printpost.pressroom.marks import draw_marks
from printpost.pressroom.painting import Area, Matrix, moved, multiplied

_OF_PAGES = (
    "/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/PageLabels", "/Threads", "/OpenAction", "/AA",
    "/AcroForm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a page has come to stand: the sheet's side, counted from 0, and the matrix that put it there."""

    side: int
    matrix: Matrix


def impose(
    document: pikepdf.Pdf,
    sides: Sequence[Side],
    sheet: Sheet,
    output: Path,
    *,
    filler: pikepdf.Pdf | None = None,
    bleed: float = 0.0,
    marks: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Write the sheets to ``output``; the document is one of sheets from then on. ``filler`` is a file whose first page
    stands where a page would be blank; ``bleed`` (points) is how much beyond the trim a page shows, at the fold
    nothing.
    """
    imposer = _Imposer(document, sheet, bleed)
    for number, side in enumerate(sides):
        progress(f"side {number + 1} of {len(sides)}")
        imposer.side(number, side, filler, marks=marks)
    imposer.link()
    del document.pages[: imposer.count]
    _strip(document, landscape=sheet.size[0] > sheet.size[1])
    document.save(
        output,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )


class _Imposer:
    def __init__(self, document: pikepdf.Pdf, sheet: Sheet, bleed: float) -> None:
        self.document, self.sheet, self.bleed = document, sheet, bleed
        self.pages = list(document.pages)
        self.count = len(self.pages)
        self.placed: dict[int, Placed] = {}
        self.forms: set[tuple[int, int]] = set()
        self.filler_form: tuple[pikepdf.Object, Area] | None = None

    def side(self, number: int, side: Side, filler: pikepdf.Pdf | None, *, marks: bool) -> None:
        """Add one side of a sheet."""
        forms = pikepdf.Dictionary()
        content: list[str] = []
        for index, (page, cell) in enumerate(zip(side.pages, self.sheet.cells, strict=True)):
            shifted = Cell(cell.x + side.inward * cell.fold, cell.y, cell.scale, cell.fold)
            if page is not None:
                form, trim = self._form(self.pages[page])
                self.placed[page] = Placed(number, _matrix(shifted, trim))
            elif filler is not None:
                if self.filler_form is None:
                    self.filler_form = self._filler(filler)
                form, trim = self.filler_form
            else:
                continue
            name = f"/P{index}"
            forms[name] = form
            content.append(_placing(name, shifted, cell, trim, self.bleed))
        width, height = self.sheet.size
        page_object = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=box_array((0, 0, width, height)),
            Resources=pikepdf.Dictionary(XObject=forms),
            Contents=self.document.make_stream("\n".join(content).encode()),
        )
        self.document.pages.append(pikepdf.Page(self.document.make_indirect(page_object)))
        made = self.document.pages[-1]
        left, bottom, right, top = trim_area = self._trim()
        made.obj.TrimBox = box_array(trim_area)
        made.obj.BleedBox = box_array(
            (
                max(left - self.bleed, 0),
                max(bottom - self.bleed, 0),
                min(right + self.bleed, width),
                min(top + self.bleed, height),
            )
        )
        if marks:
            folds = sorted({cell.x for cell in self.sheet.cells if cell.fold == -1})
            draw_marks(self.document, made, trim_area, self.bleed, folds)

    def _trim(self) -> Area:
        """The trim of all pages of a side together."""
        trim = _trim_of(self.pages[0])
        width, height = trim[2] - trim[0], trim[3] - trim[1]
        cells = self.sheet.cells
        return (
            min(cell.x for cell in cells),
            min(cell.y for cell in cells),
            max(cell.x + width * cell.scale for cell in cells),
            max(cell.y + height * cell.scale for cell in cells),
        )

    def _form(self, page: pikepdf.Page) -> tuple[Any, Area]:
        """A page as a form, and its trim. The stream of its content becomes the form's own."""
        contents: Any = page.obj.get("/Contents")
        if contents is None:
            contents = self.document.make_stream(b"")
        elif isinstance(contents, pikepdf.Array) or contents.objgen in self.forms:
            # Content in pieces, or of two pages: it needs a stream of its own.
            contents = self.document.make_stream(_joined(contents))
        self.forms.add(contents.objgen)
        contents.Type, contents.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        contents.BBox = pikepdf.Array([Decimal(str(float(edge))) for edge in page.mediabox])
        contents.Resources = page.resources
        if "/Group" in page.obj:
            contents.Group = page.obj.Group
        return contents, _trim_of(page)

    def _filler(self, filler: pikepdf.Pdf) -> tuple[Any, Area]:
        """The first page of another file as a form."""
        self.document.pages.append(filler.pages[0])
        page = self.document.pages[-1]
        form = self._form(page)
        del self.document.pages[-1]
        return form

    # -- links

    def link(self) -> None:
        """Carry every link over to where its page stands now."""
        named = _named(self.document)
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(self.pages)}
        found: dict[int, list[Any]] = {}
        for number, placed in self.placed.items():
            for annotation in self.pages[number].obj.get("/Annots", []):
                if str(annotation.get("/Subtype")) != "/Link" or "/Rect" not in annotation:
                    continue
                if (made := self._link(annotation, placed, named, numbers)) is not None:
                    found.setdefault(self.count + placed.side, []).append(self.document.make_indirect(made))
        for side, links in found.items():
            self.document.pages[side].obj.Annots = pikepdf.Array(links)

    def _link(
        self, annotation: Any, placed: Placed, named: dict[str, Any], numbers: dict[Any, int]
    ) -> pikepdf.Dictionary | None:
        x, y, to_x, to_y = (float(edge) for edge in annotation.Rect)
        corners = [moved(placed.matrix, x, y), moved(placed.matrix, to_x, to_y)]
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=box_array(
                (
                    min(corner[0] for corner in corners),
                    min(corner[1] for corner in corners),
                    max(corner[0] for corner in corners),
                    max(corner[1] for corner in corners),
                )
            ),
            BS=pikepdf.Dictionary(W=0),
            F=4,
        )
        if "/Contents" in annotation:
            made.Contents = pikepdf.String(str(annotation.Contents))
        action = annotation.get("/A")
        if action is not None and str(action.get("/S")) == "/URI":
            made.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(bytes(action.URI)))
            return made
        target = annotation.get("/Dest", action.get("/D") if action is not None else None)
        place = named.get(str(target)) if isinstance(target, pikepdf.String | pikepdf.Name) else target
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if not isinstance(place, pikepdf.Array) or place[0].objgen not in numbers:
            return None
        aimed = self.placed.get(numbers[place[0].objgen])
        if aimed is None:
            return None
        at = [float(number) for number in list(place)[2:4] if _is_number(number)]
        page = self.pages[numbers[place[0].objgen]]
        left, _, _, top = _trim_of(page)
        to = moved(aimed.matrix, *(at if len(at) == 2 and str(place[1]) == "/XYZ" else (left, top)))
        made.Dest = pikepdf.Array(
            [
                self.document.pages[self.count + aimed.side].obj,
                pikepdf.Name.XYZ,
                *(Decimal(f"{number:.3f}") for number in to),
                0,
            ]
        )
        return made


def _placing(name: str, cell: Cell, fixed: Cell, trim: Area, bleed: float) -> str:
    """The operators that place a form: what stands out of the trim is seen as far as the bleed, at the fold not.

    The fold is where it is, however far a page has been moved towards it.
    """
    width, height = (trim[2] - trim[0]) * cell.scale, (trim[3] - trim[1]) * cell.scale
    left = fixed.x if cell.fold == -1 else cell.x - bleed
    right = fixed.x + width if cell.fold == 1 else cell.x + width + bleed
    matrix = " ".join(f"{number:.5f}" for number in _matrix(cell, trim))
    clip = f"{left:.4f} {cell.y - bleed:.4f} {right - left:.4f} {height + 2 * bleed:.4f} re W n"
    return f"q {clip} {matrix} cm {name} Do Q"


def _matrix(cell: Cell, trim: Area) -> Matrix:
    scale = cell.scale
    return multiplied((scale, 0, 0, scale, 0, 0), (1, 0, 0, 1, cell.x - trim[0] * scale, cell.y - trim[1] * scale))


def _trim_of(page: pikepdf.Page) -> Area:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _named(source: pikepdf.Pdf) -> dict[str, Any]:
    names = source.Root.get("/Names")
    tree = names.get("/Dests") if names is not None else None
    found = {} if tree is None else {str(name): place for name, place in pikepdf.NameTree(tree).items()}
    old = source.Root.get("/Dests")
    return found if old is None else {**found, **{str(name): place for name, place in old.items()}}


def _is_number(thing: Any) -> bool:
    return isinstance(thing, int | float | Decimal)


def _joined(contents: Any) -> bytes:
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def _strip(document: pikepdf.Pdf, *, landscape: bool) -> None:
    """Take away what holds for single pages, and say how the sheets are printed."""
    for name in _OF_PAGES:
        if name in document.Root:
            del document.Root[name]
    document.Root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True,
        PrintScaling=pikepdf.Name("/None"),
        Duplex=pikepdf.Name("/DuplexFlipShortEdge" if landscape else "/DuplexFlipLongEdge"),
    )
