"""Separation: the pages as printed, from a screen's colours to the plates of a press. Out comes a PDF/X-4 file.

A rendered PDF and a press profile come in. Every colour becomes amounts of ink, neutrals on the black plate alone;
solid black type overprints; pictures are converted and brought to the resolution that the press can use. Boxes,
output intent, metadata and the Trapped key are written as ISO 15930-7 asks for; links, tags and the outline, which a
plate does not show, go. Nothing on the page moves.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf

from printpost.pressroom.document import box_array, saved, strip, write_information, write_packet
from printpost.pressroom.inks import Ink, Inks
from printpost.pressroom.marks import MARGIN, draw_marks
from printpost.pressroom.pictures import rework
from printpost.pressroom.profiles import PressProfile
from printpost.pressroom.unseen import forget_opacity, unseen
from printpost.pressroom.xmp import Record, press_packet
from printpost.problems import FailedCheck, error

VERSION = "1.6"
"""PDF/X-4 is a subset of PDF 1.6."""
SOLID: Ink = (0.0, 0.0, 0.0, 1.0)

_OVER, _KNOCKOUT = pikepdf.Name("/Overprint"), pikepdf.Name("/Knockout")
_MARKED_CONTENT = {"BDC", "BMC", "EMC", "MP", "DP"}
_INSTRUCTION = pikepdf.ContentStreamInstruction


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the pages stand on their sheet: bleed in points beyond the trim, and whether marks stand around it."""

    bleed: float = 0.0
    marks: bool = False


def separate(pdf: bytes, profile: PressProfile, record: Record, sheet: Sheet) -> bytes:
    """The pages as a PDF/X-4 file for the press. Raises FailedCheck for what cannot be made into plates."""
    inks = Inks(profile.colours, profile.ink_limit)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        rework(document, profile.images.most, inks.picture, inks.within_limit)
        seen: set[tuple[int, int]] = set()
        for page in document.pages:
            _separate_page(document, page, inks, profile.type.coloured, seen)
        for page in document.pages:
            forget_opacity(page.obj.Resources)
            _group(page)
            _cut_to_size(document, page, sheet)
        strip(document)
        _declare(document, profile, record, pdf)
        document.remove_unreferenced_resources()
        return saved(document, VERSION)


def _separate_page(
    document: pikepdf.Pdf, page: pikepdf.Page, inks: Inks, smallest: float, seen: set[tuple[int, int]]
) -> None:
    resources = page.obj.Resources
    _separate_resources(document, resources, inks, smallest, seen)
    instructions = _Plates(inks, smallest).rewrite(unseen(pikepdf.parse_content_stream(page), resources))
    page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def _group(page: pikepdf.Page) -> None:
    """A page on which anything is transparent says in which inks it is mixed; others need not."""
    if _transparent(page.obj.Resources):
        page.obj.Group = pikepdf.Dictionary(
            Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK
        )
    elif "/Group" in page.obj:
        del page.obj["/Group"]


def _separate_resources(
    document: pikepdf.Pdf, resources: Any, inks: Inks, smallest: float, seen: set[tuple[int, int]]
) -> None:
    """Convert the forms that the resources hold, and add the two states of overprinting."""
    if resources.objgen in seen and resources.objgen != (0, 0):
        return
    seen.add(resources.objgen)
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]  # the renderer declares Lab spaces; what is left uses none
    if "/ExtGState" not in resources:
        resources.ExtGState = pikepdf.Dictionary()
    for name, over in ((_OVER, True), (_KNOCKOUT, False)):
        resources.ExtGState[name] = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=over, op=over, OPM=int(over))
    for kind in ("/Shading", "/Pattern"):
        if len(resources.get(kind, {})):
            raise _inseparable("a gradient or a pattern")
    for thing in dict(resources.get("/XObject", {})).values():
        if str(thing.get("/Subtype")) != "/Form" or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        if "/Resources" in thing:
            _separate_resources(document, thing.Resources, inks, smallest, seen)
        own = thing.get("/Resources") or resources
        instructions = _Plates(inks, smallest).rewrite(unseen(pikepdf.parse_content_stream(thing), own))
        thing.write(pikepdf.unparse_content_stream(instructions))
        if "/Group" in thing:
            thing.Group.CS = pikepdf.Name.DeviceCMYK


class _Plates:
    """Rewrites one content stream: colours into inks, solid black type into overprinting type.

    Type in several inks that is smaller than ``smallest`` points is printed in black alone: the plates never lie on
    each other so exactly that it could be read.
    """

    def __init__(self, inks: Inks, smallest: float) -> None:
        self.inks, self.smallest = inks, smallest
        self.fill: Ink = SOLID
        self.over = False
        self.scale = self.font = self.text = 1.0
        self.stack: list[tuple[Ink, bool, float]] = []

    def rewrite(self, instructions: Iterable[Any]) -> list[Any]:
        """The instructions of the stream, anew."""
        return [done for instruction in instructions for done in self._rewritten(instruction)]

    def _rewritten(self, instruction: Any) -> Iterator[Any]:
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            raise _inseparable("a picture within the text of the page")
        name, operands = str(instruction.operator), list(instruction.operands)
        if name in _MARKED_CONTENT:
            return
        match name:
            case "q":
                self.stack.append((self.fill, self.over, self.scale))
            case "Q":
                self.fill, self.over, self.scale = self.stack.pop()
            case "rg" | "RG" | "g" | "G" | "k" | "K":
                yield self._colour(name, operands)
                return
            case "cs" | "CS" | "sc" | "SC" | "scn" | "SCN" | "sh":
                raise _inseparable("a colour that only a screen has")
            case "cm":
                self.scale *= _height(operands)
            case "BT":
                self.text = 1.0
            case "Tm":
                self.text = _height(operands)
            case "Tf":
                self.font = abs(float(operands[1]))
            case "Tj" | "TJ" | "'" | '"':
                if self._too_small():
                    yield from self._overprinted(wanted=True)
                    yield _inked("k", SOLID)
                    yield instruction
                    yield _inked("k", self.fill)
                    return
                yield from self._overprinted(wanted=self.fill == SOLID)
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "Do":
                yield from self._overprinted(wanted=False)
            case _:
                pass
        yield instruction

    def _colour(self, name: str, operands: list[Any]) -> Any:
        amounts = [float(operand) for operand in operands]
        if len(amounts) == 3:
            ink = self.inks.of(*amounts)
        elif len(amounts) == 1:
            ink = self.inks.of_grey(amounts[0])
        else:
            ink = (amounts[0], amounts[1], amounts[2], amounts[3])
        if name.islower():
            self.fill = ink
        return _inked("k" if name.islower() else "K", ink)

    def _too_small(self) -> bool:
        return sum(amount > 0 for amount in self.fill) > 1 and self.scale * self.text * self.font < self.smallest

    def _overprinted(self, *, wanted: bool) -> Iterator[Any]:
        if wanted != self.over:
            self.over = wanted
            yield _INSTRUCTION([_OVER if wanted else _KNOCKOUT], pikepdf.Operator("gs"))


def _inseparable(what: str) -> FailedCheck:
    return FailedCheck(
        error(f"{what} on the pages cannot be made into plates", hint="take it out of the layout's style sheet")
    )


def _inked(name: str, ink: Ink) -> Any:
    return _INSTRUCTION([_number(amount) for amount in ink], pikepdf.Operator(name))


def _height(matrix: Sequence[Any]) -> float:
    """By how much a matrix makes type taller."""
    return math.hypot(float(matrix[2]), float(matrix[3]))


def _number(amount: float) -> Decimal | int:
    return int(amount) if amount == int(amount) else Decimal(f"{amount:.4f}").normalize()


def _transparent(resources: Any) -> bool:
    """Whether anything on the page may let through what is under it."""
    states = dict(resources.get("/ExtGState", {})).values()
    if any(float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1 or "/SMask" in state for state in states):
        return True
    things = dict(resources.get("/XObject", {})).values()
    return any("/SMask" in thing or "/Group" in thing for thing in things)


def _cut_to_size(document: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet) -> None:
    """Write the boxes: trim, bleed around it, and the sheet around both, its corner at nought."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    around = sheet.bleed + (MARGIN if sheet.marks else 0.0)
    width, height = right - left, top - bottom
    page.contents_add(f"q 1 0 0 1 {around - left:.4f} {around - bottom:.4f} cm\n".encode(), prepend=True)
    page.contents_add(b"Q\n")
    trim = (around, around, around + width, around + height)
    bleed = (trim[0] - sheet.bleed, trim[1] - sheet.bleed, trim[2] + sheet.bleed, trim[3] + sheet.bleed)
    page.obj.MediaBox = box_array((0.0, 0.0, width + 2 * around, height + 2 * around))
    page.obj.TrimBox, page.obj.BleedBox = box_array(trim), box_array(bleed)
    for name in ("/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
    page.contents_coalesce()
    if sheet.marks:
        draw_marks(document, page, trim, sheet.bleed)


def _declare(document: pikepdf.Pdf, profile: PressProfile, record: Record, content: bytes) -> None:
    """Write the output intent, the metadata and the keys of PDF/X-4."""
    stream = document.make_stream(profile.colours, N=4, Alternate=pikepdf.Name.DeviceCMYK)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name("/GTS_PDFX"),
        OutputConditionIdentifier=profile.condition,
        OutputCondition=profile.title,
        RegistryName=profile.registry,
        Info=profile.info or profile.title,
        DestOutputProfile=document.make_indirect(stream),
    )
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
    write_packet(document, press_packet(record, content))
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    write_information(document, record)
    document.docinfo[pikepdf.Name.Trapped] = pikepdf.Name("/False")
