"""Paper: the sizes that a file gives its pages, how many there are, and what it says of itself.

The open document and the press profile come in; findings go into the sheaf. The rules are those of ISO 15930-7
(PDF/X-4), and what printers write into their data sheets.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from printpost.geometry import MM
from printpost.pressroom.painting import Area
from printpost.pressroom.preflight.findings import Sheaf
from printpost.pressroom.profiles import PressProfile

TOLERANCE = 0.1
"""Points by which a box may stand out of another."""
SAME_SIZE = 0.3
LEAF = 2
"""Pages of a sheet that is not folded: it needs no signature."""
_ANEW = "make it anew for the press: printpost build --profile press, or export it as PDF/X-4"
_FURTHER = {
    "/AcroForm": "a form",
    "/OCProperties": "layers",
    "/OpenAction": "an action on opening",
    "/AA": "actions",
}


def check_paper(document: pikepdf.Pdf, profile: PressProfile, sheaf: Sheaf) -> None:
    """Boxes, sizes, page count, output intent, and what a press cannot print."""
    for number, page in enumerate(document.pages):
        _check_boxes(number, page, sheaf)
        _check_annotations(number, page, sheaf)
    _check_sizes(document, sheaf)
    _check_count(len(document.pages), profile, sheaf)
    _check_intent(document, profile, sheaf)
    _check_claims(document, sheaf)


def trim_of(page: pikepdf.Page) -> Area:
    """The page's trim, or what stands for it where there is none."""
    return _edges(page.trimbox)


def _check_boxes(number: int, page: pikepdf.Page, sheaf: Sheaf) -> None:
    boxes = {name: page.obj.get(name) for name in ("/TrimBox", "/ArtBox", "/BleedBox")}
    media = _edges(page.mediabox)
    if boxes["/TrimBox"] is None and boxes["/ArtBox"] is None:
        sheaf.error("trim-box", "no TrimBox says where the page is cut", _ANEW, number)
        return
    if boxes["/TrimBox"] is not None and boxes["/ArtBox"] is not None:
        sheaf.error("trim-box", "a TrimBox and an ArtBox, of which PDF/X-4 allows one", "remove the ArtBox", number)
    trim, bleed = trim_of(page), _edges(page.bleedbox)
    for name, inner, outer in (("TrimBox", trim, bleed), ("BleedBox", bleed, media)):
        around = {"TrimBox": "BleedBox", "BleedBox": "MediaBox"}[name]
        if not _holds(outer, inner):
            sheaf.error("boxes", f"the {name} stands out of the {around}", _ANEW, number, inner)
    if int(page.obj.get("/Rotate", 0)) % 360:
        sheaf.warning(
            "rotated", "the page is turned by /Rotate", "turn the page itself: some presses ignore it", number
        )
    if float(page.obj.get("/UserUnit", 1)) != 1:
        sheaf.error("user-unit", "the page counts in units of its own (/UserUnit)", "export it in points", number)


def _check_annotations(number: int, page: pikepdf.Page, sheaf: Sheaf) -> None:
    bleed = _edges(page.bleedbox)
    for annotation in page.obj.get("/Annots", []):
        if str(annotation.get("/Subtype")) in {"/TrapNet", "/PrinterMark"}:
            continue
        area = _edges(annotation.Rect) if "/Rect" in annotation else bleed
        if _meets(area, bleed):
            kind = str(annotation.get("/Subtype", "/?")).lstrip("/").lower()
            sheaf.error("annotations", f"a {kind} annotation on the page", f"paper has no links: {_ANEW}", number, area)


def _check_sizes(document: pikepdf.Pdf, sheaf: Sheaf) -> None:
    sizes = [_size(trim_of(page)) for page in document.pages]
    for number, size in enumerate(sizes):
        if any(abs(a - b) > SAME_SIZE for a, b in zip(size, sizes[0], strict=True)):
            sheaf.error(
                "page-size",
                f"{_in_mm(size)}, but page 1 is {_in_mm(sizes[0])}",
                "all pages of a paper are cut to one size",
                number,
                trim_of(document.pages[number]),
            )


def _check_count(count: int, profile: PressProfile, sheaf: Sheaf) -> None:
    if count % profile.signature == 0 or count == LEAF:
        return
    message = f"{count} page{'' if count == 1 else 's'}: not a multiple of {profile.signature}"
    hint = (
        f"add pages (--pages {-(-count // profile.signature) * profile.signature}), or let impose fill up with blanks"
    )
    if count == 1:
        sheaf.warning("page-count", message, f"a single page is printed on one side; else {hint}")
    else:
        sheaf.error("page-count", message, hint)


def _check_intent(document: pikepdf.Pdf, profile: PressProfile, sheaf: Sheaf) -> None:
    intents = [i for i in document.Root.get("/OutputIntents", []) if str(i.get("/S")) == "/GTS_PDFX"]
    if not intents:
        sheaf.error("output-intent", "nothing says which printing condition the colours are meant for", _ANEW)
        return
    intent = intents[0]
    condition = str(intent.get("/OutputConditionIdentifier", "")).strip()
    if condition.upper() != profile.condition.upper():
        sheaf.error(
            "output-intent",
            f"made for the printing condition “{condition or 'none'}”, not {profile.condition}",
            f"make it for {profile.name}, or preflight it --for the profile that it was made for",
        )
    colours = intent.get("/DestOutputProfile")
    if colours is None:
        sheaf.error("output-intent", "the ICC profile of the printing condition is not in the file", _ANEW)
    elif int(colours.get("/N", 0)) != 4:
        sheaf.error("output-intent", "the output intent is not one of four inks", _ANEW)
    if not str(intent.get("/RegistryName", "")):
        sheaf.warning("output-intent", "no registry for the printing condition", "name http://www.color.org")


def _check_claims(document: pikepdf.Pdf, sheaf: Sheaf) -> None:
    packet = document.Root.get("/Metadata")
    told = packet.read_bytes() if packet is not None else b""
    if b"GTS_PDFXVersion" not in told and "/GTS_PDFXVersion" not in document.docinfo:
        sheaf.error("pdfx", "the file does not say that it is PDF/X", _ANEW)
    if str(document.docinfo.get("/Trapped", "/Unknown")) not in {"/True", "/False"}:
        sheaf.error("trapped", "the file does not say whether it is trapped", "set the key Trapped to False")
    for key, name in _FURTHER.items():
        if key in document.Root:
            sheaf.warning("interactive", f"{name} in the file", f"paper shows one state of it: {_ANEW}")
    if document.is_encrypted:
        sheaf.error("encrypted", "the file is protected", "save it without protection: presses open no locked files")
    if "/Names" in document.Root and any(key in document.Root.Names for key in ("/JavaScript", "/EmbeddedFiles")):
        sheaf.warning("interactive", "scripts or other files within the file", _ANEW)


def _edges(box: Any) -> Area:
    left, bottom, right, top = (float(edge) for edge in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _holds(outer: Area, inner: Area) -> bool:
    return (
        inner[0] >= outer[0] - TOLERANCE
        and inner[1] >= outer[1] - TOLERANCE
        and inner[2] <= outer[2] + TOLERANCE
        and inner[3] <= outer[3] + TOLERANCE
    )


def _meets(area: Area, other: Area) -> bool:
    return area[0] < other[2] and area[2] > other[0] and area[1] < other[3] and area[3] > other[1]


def _size(area: Area) -> tuple[float, float]:
    return area[2] - area[0], area[3] - area[1]


def _in_mm(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.1f} × {size[1] / MM:.1f} mm"
