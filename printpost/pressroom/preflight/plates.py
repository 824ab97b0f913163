"""Plates: how much ink of each colour falls where, as a press would see it.

A page comes in, four grey pictures of its trim go out, one a plate. For every plate the page is written anew with each
colour as the grey of that plate's ink and every picture as that plate's part of it, and rendered; what overprints
leaves the plates alone on which it prints nothing. So the coverage is that of the whole page, with everything that
covers anything else.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from printpost.pressroom.inks import Inks
from printpost.pressroom.painting import BLACK, DEEPEST, Colour, colour_of
from printpost.pressroom.pictures import image_keys
from printpost.pressroom.preflight.findings import Sheaf
from printpost.pressroom.preflight.paper import trim_of
from printpost.pressroom.profiles import PressProfile

PLATES = ("cyan", "magenta", "yellow", "black")
DPI = 100
SPREAD = 3
"""Pixels along a side that must all be over the limit: a picture's edges ring, ink does not notice."""
OVER = 3.0
"""Percent over the limit that eight bits and resampling may add."""
_NAMES = ("Cyan", "Magenta", "Yellow", "Black")
_LARGE = 4_000_000  # pixels of a picture, more than a page shows at this resolution

Coverage = NDArray[np.uint8]
_OPERATOR = pikepdf.Operator
_INSTRUCTION = pikepdf.ContentStreamInstruction


def check_ink(number: int, page: pikepdf.Page, profile: PressProfile, inks: Inks, sheaf: Sheaf) -> dict[str, float]:
    """Measure the ink of a page; what is over the limit goes into the sheaf. Gives percentages of the trim that each
    plate covers, and the most of all plates in one place ("total").
    """
    plates = separated(page, inks)
    total = sum((plate.astype(np.uint16) for plate in plates.values()), np.zeros((), np.uint16)) / 2.55
    total = np.asarray(total)
    solid = _eroded(total)
    most = float(solid.max()) if solid.size else 0.0
    if most > profile.ink_limit + OVER:
        rows, columns = np.nonzero(solid > profile.ink_limit + OVER)
        left, _, _, top = trim_of(page)
        scale, half = 72 / DPI, SPREAD / 2
        place = (
            left + float(columns.min() - half) * scale,
            top - float(rows.max() + half + 1) * scale,
            left + float(columns.max() + half + 1) * scale,
            top - float(rows.min() - half) * scale,
        )
        sheaf.error(
            "ink-limit",
            f"{most:.0f}% of ink in one place, the limit is {profile.ink_limit:g}%",
            "convert the picture or colour with the press's ICC profile: too much ink does not dry",
            number,
            place,
        )
    told = {name: round(float(plate.mean()) / 2.55, 2) for name, plate in plates.items()}
    return {**told, "total": round(most, 1)}


def separated(page: pikepdf.Page, inks: Inks) -> dict[str, Coverage]:
    """The four plates of a page's trim at `DPI`: 0 is no ink, 255 solid."""
    cache: dict[tuple[int, int], Image.Image | None] = {}
    return {name: 255 - _rendered(_plate_page(page, index, inks, cache)) for index, name in enumerate(PLATES)}


def _eroded(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least of each pixel and its neighbours."""
    for axis in (0, 1):
        if amounts.shape[axis] >= SPREAD:
            amounts = np.lib.stride_tricks.sliding_window_view(amounts, SPREAD, axis=axis).min(axis=-1)
    return amounts


def _rendered(pdf: bytes) -> Coverage:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pixels = np.asarray(document[0].render(scale=DPI / 72, grayscale=True).to_numpy())
        return pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0].copy()
    finally:
        document.close()


def _plate_page(page: pikepdf.Page, plate: int, inks: Inks, cache: dict[tuple[int, int], Image.Image | None]) -> bytes:
    """A document of this page alone, as one plate sees it."""
    with pikepdf.new() as document:
        document.pages.append(page)
        copy = document.pages[0]
        edges = trim_of(copy)
        copy.obj.MediaBox = copy.obj.CropBox = pikepdf.Array([round(edge, 4) for edge in edges])
        for name in ("/Annots", "/Group", "/Rotate"):
            if name in copy.obj:
                del copy.obj[name]
        if "/Resources" not in copy.obj:
            copy.obj.Resources = page.resources if "/Resources" in page.obj else pikepdf.Dictionary()
        writer = _PlateWriter(document, plate, inks, cache)
        copy.obj.Contents = document.make_stream(writer.rewritten(copy, copy.obj.Resources, _State()))
        file = io.BytesIO()
        document.save(file, compress_streams=False)
        return file.getvalue()


@dataclass(slots=True)
class _State:
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Any = None
    stroke_space: Any = None
    over_fill: bool = False
    over_stroke: bool = False
    mode: int = 0
    rendering: int = 0


class _PlateWriter:
    """Writes contents, forms and pictures anew as one plate sees them."""

    def __init__(
        self, document: pikepdf.Pdf, plate: int, inks: Inks, cache: dict[tuple[int, int], Image.Image | None]
    ) -> None:
        self.document, self.plate, self.inks, self.cache = document, plate, inks, cache
        self.done: set[tuple[int, int]] = set()

    def rewritten(self, source: Any, resources: Any, state: _State, depth: int = 0) -> bytes:
        """The content of a page or a form."""
        self._things(resources, depth)
        stack: list[_State] = []
        out: list[Any] = []
        for instruction in pikepdf.parse_content_stream(source):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                continue
            name = str(instruction.operator)
            if name == "q":
                stack.append(replace(state))
            elif name == "Q" and stack:
                state = stack.pop()
            out += self._instruction(name, instruction, resources, state)
        return pikepdf.unparse_content_stream(out)

    def _instruction(self, name: str, instruction: Any, resources: Any, state: _State) -> Iterator[Any]:
        operands = list(instruction.operands)
        if name in _COLOURS:
            self._set_colour(name, operands, resources, state)
            colour = state.stroke if name[0].isupper() else state.fill
            grey = round(1 - self._amount(colour), 4)
            yield _INSTRUCTION([grey], _OPERATOR("G" if name[0].isupper() else "g"))
        elif name in {"sh", "ri", "i"}:
            return
        elif name in _PATHS and self._leaves_alone(name, state):
            yield _INSTRUCTION([], _OPERATOR("n"))
        elif name in _TEXTS and self._spared(state.fill, over=state.over_fill, mode=state.mode):
            yield _INSTRUCTION([3], _OPERATOR("Tr"))
            yield instruction
            yield _INSTRUCTION([state.rendering], _OPERATOR("Tr"))
        else:
            if name == "gs":
                _overprint(resources, operands, state)
            elif name == "Tr":
                state.rendering = int(operands[0])
            yield instruction

    def _leaves_alone(self, name: str, state: _State) -> bool:
        fills, strokes = _PATHS[name]
        spared_fill = self._spared(state.fill, over=state.over_fill, mode=state.mode)
        spared_stroke = self._spared(state.stroke, over=state.over_stroke, mode=state.mode)
        return (not fills or spared_fill) and (not strokes or spared_stroke)

    def _spared(self, colour: Colour, *, over: bool, mode: int) -> bool:
        """Whether what overprints leaves this plate as it is."""
        if not over:
            return False
        if colour.family == "spot":
            return "All" not in colour.names and _NAMES[self.plate] not in colour.names
        return mode == 1 and colour.family == "cmyk" and not colour.based and self._amount(colour) == 0

    def _amount(self, colour: Colour) -> float:
        """How much of the plate's ink a colour is; of a colour that is not known, none."""
        amounts = colour.amounts
        if colour.family == "spot":
            named = dict(zip(colour.names, amounts, strict=False))
            return min(max(named.get(_NAMES[self.plate], named.get("All", 0.0)), 0.0), 1.0)
        if colour.family == "grey" and len(amounts) == 1:
            ink = (0.0, 0.0, 0.0, 1 - amounts[0])
        elif colour.family == "rgb" and len(amounts) == 3:
            ink = self.inks.of(*amounts)
        elif colour.family == "cmyk" and len(amounts) == 4:
            ink = (amounts[0], amounts[1], amounts[2], amounts[3])
        else:
            return 0.0
        return min(max(ink[self.plate], 0.0), 1.0)

    def _set_colour(self, name: str, operands: list[Any], resources: Any, state: _State) -> None:
        stroking = name[0].isupper()
        space = state.stroke_space if stroking else state.fill_space
        colour, space = colour_of(name, operands, resources, space)
        if stroking:
            state.stroke, state.stroke_space = colour, space
        else:
            state.fill, state.fill_space = colour, space

    # -- forms and pictures

    def _things(self, resources: Any, depth: int) -> None:
        if resources is None or depth > DEEPEST:
            return
        for name, thing in dict(resources.get("/XObject", {})).items():
            if thing.objgen in self.done:
                continue
            self.done.add(thing.objgen)
            if str(thing.get("/Subtype")) == "/Image":
                resources.XObject[name] = self._picture(thing)
            elif str(thing.get("/Subtype")) == "/Form":
                own = thing.get("/Resources") or resources
                thing.write(self.rewritten(thing, own, _State(), depth + 1))
                if "/Group" in thing:
                    thing.Group.CS = pikepdf.Name.DeviceGray

    def _picture(self, image: Any) -> Any:
        if image.get("/ImageMask", False):
            return image
        # The copies of a page for the four plates number their objects alike.
        if image.objgen not in self.cache:
            self.cache[image.objgen] = _decoded(image)
        picture = self.cache[image.objgen]
        part = Image.new("L", (1, 1), 255) if picture is None else self._part(picture)
        told = image_keys(part)
        if "/SMask" in image:
            told["SMask"] = image.SMask
        return self.document.make_stream(zlib.compress(part.tobytes(), 1), Filter=pikepdf.Name.FlateDecode, **told)

    def _part(self, picture: Image.Image) -> Image.Image:
        """What one plate prints of a picture, as a grey."""
        if picture.mode == "L":
            return picture if self.plate == 3 else Image.new("L", (1, 1), 255)
        if picture.mode != "CMYK":
            picture = self.inks.picture(picture)
            if picture.mode == "L":
                return self._part(picture)
        amounts = np.asarray(picture)[:, :, self.plate]
        return Image.fromarray(255 - amounts, "L")


_COLOURS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
_TEXTS = {"Tj", "TJ", "'", '"'}
_PATHS = {
    "f": (True, False), "F": (True, False), "f*": (True, False), "S": (False, True), "s": (False, True),
    "B": (True, True), "B*": (True, True), "b": (True, True), "b*": (True, True),
}  # fmt: skip


def _overprint(resources: Any, operands: list[Any], state: _State) -> None:
    told = resources.get("/ExtGState", {}).get(str(operands[0]))
    if told is None:
        return
    if "/OP" in told:
        state.over_stroke = bool(told.OP)
        state.over_fill = bool(told.get("/op", told.OP))
    elif "/op" in told:
        state.over_fill = bool(told.op)
    state.mode = int(told.get("/OPM", state.mode))


def _decoded(image: Any) -> Image.Image | None:
    """A picture no larger than the page shows it; None for one that cannot be read."""
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
        if picture.mode in {"1", "P", "LA", "RGBA"}:
            picture = picture.convert("L" if picture.mode in {"1", "LA"} else "RGB")
        if picture.width * picture.height > _LARGE:
            picture = picture.reduce(round((picture.width * picture.height / _LARGE) ** 0.5 + 0.5))
    except (pikepdf.PdfError, NotImplementedError, OSError, ValueError, Image.DecompressionBombError, TypeError):
        return None
    return picture if picture.mode in {"L", "RGB", "CMYK"} else None
