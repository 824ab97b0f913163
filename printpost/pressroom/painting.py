"""Painting: what the operators of a PDF page put on the paper, one by one, with the colour and the place of each.

A page comes in, a `Paint` for every text shown, area filled, line drawn and image placed goes out, forms within forms
included. Nothing is judged and nothing rendered here; a page that is broken off in the middle gives what stands before
the break. Operators are those of ISO 32000-1, annex A.

All places are in points in the page's own coordinates, upwards, as its boxes are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Area = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Kind = Literal["text", "fill", "stroke", "image", "shading"]
Family = Literal["grey", "rgb", "cmyk", "lab", "spot", "pattern", "unknown"]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 16
"""Forms within forms; more is a fault or an attack."""
MOST = 5_000_000
"""Operators of a page."""
INVISIBLE = 3
"""The text rendering mode in which letters are there to be found and leave no ink."""


class Endless(ValueError):
    """The page's content is nested too deeply or too long to be read."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the file gives it. ``names`` are the plates of a spot colour; a ``based`` one has an ICC profile."""

    family: Family
    amounts: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    based: bool = False


BLACK = Colour("grey", (0.0,))


@dataclass(frozen=True, slots=True)
class Paint:
    """One thing painted. ``size`` is the type's size or the line's width in points, as it comes out on the page."""

    kind: Kind
    area: Area
    colour: Colour
    size: float = 0.0
    matrix: Matrix = IDENTITY  # of an image: from its unit square to the page
    image: pikepdf.Object | None = None
    font: pikepdf.Object | None = None
    codes: bytes = b""  # of a text: its character codes, as the font counts them
    rendering: int = 0  # of a text
    overprint: bool = False
    mode: int = 0  # of the overprint: 1 leaves plates alone whose amount is 0
    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False  # by a soft mask
    inline: bool = False  # an image that stands in the content itself


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def colour_of(name: str, operands: Sequence[Any], resources: Any, space: Any) -> tuple[Colour, Any]:
    """The colour and the colour space after a colour operator, given the space before it."""
    if name in _DEVICE:
        return Colour(_DEVICE[name], _numbers(operands)), None
    if name in {"cs", "CS"}:
        group = resources.get("/ColorSpace") if resources is not None else None
        found = group.get(str(operands[0])) if group is not None else None
        space = operands[0] if found is None else found
        colour = _family(space)
        first = (0.0, 0.0, 0.0, 1.0) if colour.family == "cmyk" else (0.0,) * {"rgb": 3, "lab": 3}.get(colour.family, 1)
        if colour.family == "spot":
            first = (1.0,) * len(colour.names)
        return replace(colour, amounts=first), space
    return replace(_family(space), amounts=_numbers(operands)), space


def painted(page: pikepdf.Page) -> Iterator[Paint]:
    """Everything that the page paints, in order. Raises Endless or pikepdf.PdfError for content that has no end or
    cannot be read.
    """
    resources = page.obj.get("/Resources")
    node: Any = page.obj
    for _ in range(DEEPEST):  # an attribute that pages inherit
        if resources is not None or "/Parent" not in node:
            break
        node = node.Parent
        resources = node.get("/Resources")
    yield from _Painter(resources).run(page)


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Any = None
    stroke_space: Any = None
    width: float = 1.0
    font: Any = None
    font_size: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    stretch: float = 1.0
    rendering: int = 0
    over_fill: bool = False
    over_stroke: bool = False
    over_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    clip: Area | None = None


@dataclass(slots=True)
class _Painter:
    """Runs a content stream. A form is run by a painter of its own, from the state that places it."""

    resources: Any
    state: _State = field(default_factory=_State)
    within: frozenset[tuple[int, int]] = frozenset()
    stack: list[_State] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    clipping: bool = False
    count: int = 0

    def run(self, source: Any) -> Iterator[Paint]:
        for instruction in pikepdf.parse_content_stream(source):
            self.count += 1
            if self.count > MOST:
                raise Endless(f"more than {MOST:,} operators on one page")
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield self._image(instruction.iimage.obj, inline=True)
                continue
            name, operands = str(instruction.operator), list(instruction.operands)
            try:
                yield from self._operate(name, operands)
            except (IndexError, TypeError, AttributeError, KeyError):
                continue  # operands that are not what the operator takes: a viewer passes over them as well

    def _operate(self, name: str, operands: Sequence[Any]) -> Iterator[Paint]:
        if name in _SHOWING:
            yield from self._show(name, operands)
        elif name in _PAINTING:
            yield from self._paint_path(*_PAINTING[name])
        elif name in _COLOURS:
            self._colour(name, operands)
        elif name in {"m", "l", "c", "v", "y", "re"}:
            self._path(name, operands)
        elif name == "n":
            self._end_path()
        elif name in {"W", "W*"}:
            self.clipping = True
        elif name == "Do":
            yield from self._do(operands[0])
        elif name == "sh":
            yield self._of("shading", _page_area(self.state.matrix), Colour(_family(self._shading(operands[0])).family))
        else:
            self._set(name, operands)

    # -- state

    def _set(self, name: str, operands: Sequence[Any]) -> None:
        state = self.state
        match name:
            case "q":
                if len(self.stack) > 4096:
                    raise Endless("states are saved and never restored")
                self.stack.append(replace(state))
            case "Q":
                self.state = self.stack.pop() if self.stack else state
            case "cm":
                state.matrix = multiplied(_matrix(operands), state.matrix)
            case "w":
                state.width = float(operands[0])
            case "gs":
                self._graphics_state(self._resource("/ExtGState", operands[0]))
            case "BT":
                self.text = self.line = IDENTITY
            case "Tf":
                state.font, state.font_size = self._resource("/Font", operands[0]), float(operands[1])
            case "Tm":
                self.text = self.line = _matrix(operands)
            case "Td" | "TD":
                if name == "TD":
                    state.leading = -float(operands[1])
                self._next_line(float(operands[0]), float(operands[1]))
            case "T*":
                self._next_line(0.0, -state.leading)
            case "TL":
                state.leading = float(operands[0])
            case "Ts":
                state.rise = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "Tr":
                state.rendering = int(operands[0])
            case _:
                pass

    def _graphics_state(self, told: Any) -> None:
        state = self.state
        if told is None:
            return
        if "/OP" in told:
            state.over_stroke = bool(told.OP)
            state.over_fill = bool(told.OP) if "/op" not in told else state.over_fill
        if "/op" in told:
            state.over_fill = bool(told.op)
        state.over_mode = int(told.get("/OPM", state.over_mode))
        state.alpha_fill = float(told.get("/ca", state.alpha_fill))
        state.alpha_stroke = float(told.get("/CA", state.alpha_stroke))
        state.width = float(told.get("/LW", state.width))
        if "/BM" in told:
            mode = told.BM[0] if isinstance(told.BM, pikepdf.Array) else told.BM
            state.blend = str(mode).lstrip("/")
        if "/SMask" in told:
            state.masked = isinstance(told.SMask, pikepdf.Dictionary)
        if "/Font" in told:
            state.font, state.font_size = told.Font[0], float(told.Font[1])

    def _colour(self, name: str, operands: Sequence[Any]) -> None:
        state = self.state
        if name[0].isupper():
            state.stroke, state.stroke_space = colour_of(name, operands, self.resources, state.stroke_space)
        else:
            state.fill, state.fill_space = colour_of(name, operands, self.resources, state.fill_space)

    def _resource(self, kind: str, name: Any) -> Any:
        group = self.resources.get(kind) if self.resources is not None else None
        return group.get(str(name)) if group is not None else None

    def _shading(self, name: Any) -> Any:
        shading = self._resource("/Shading", name)
        return shading.get("/ColorSpace") if shading is not None else None

    # -- paths

    def _path(self, name: str, operands: Sequence[Any]) -> None:
        numbers = _numbers(operands)
        if name == "re":
            x, y, width, height = numbers
            corners: Sequence[tuple[float, float]] = (
                (x, y), (x + width, y), (x, y + height), (x + width, y + height),
            )  # fmt: skip
        else:
            corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        self.points += [moved(self.state.matrix, x, y) for x, y in corners]

    def _paint_path(self, fills: bool, strokes: bool) -> Iterator[Paint]:
        state = self.state
        if self.points:
            area = _around(self.points)
            if fills:
                yield self._of("fill", area, state.fill)
            if strokes:
                yield self._of("stroke", area, state.stroke, size=state.width * _scale(state.matrix))
        self._end_path()

    def _end_path(self) -> None:
        """Forget the path; if it was to clip what follows, only what it encloses is seen from here on."""
        if self.clipping and self.points:
            self.state.clip = _shared(_around(self.points), self.state.clip)
        self.clipping = False
        self.points.clear()

    # -- text

    def _next_line(self, x: float, y: float) -> None:
        self.text = self.line = multiplied((1, 0, 0, 1, x, y), self.line)

    def _show(self, name: str, operands: Sequence[Any]) -> Iterator[Paint]:
        state = self.state
        if name in {"'", '"'}:
            self._next_line(0.0, -state.leading)
        shown = operands[-1]
        pieces = list(shown) if name == "TJ" else [shown]
        codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
        kerned = sum(float(piece) for piece in pieces if isinstance(piece, int | float | Decimal))
        matrix = multiplied(self.text, state.matrix)
        size = abs(state.font_size) * math.hypot(matrix[2], matrix[3])
        wide = (len(codes) / (2 if _composite(state.font) else 1) * 500 - kerned) / 1000 * state.font_size
        corners = [(0.0, state.rise), (wide, state.rise), (0.0, state.font_size * 0.7), (wide, state.font_size * 0.7)]
        area = _around([moved(matrix, x, y) for x, y in corners])
        stroked = state.rendering in {1, 2, 5, 6}
        colour = state.stroke if stroked and state.rendering in {1, 5} else state.fill
        yield replace(
            self._of("text", area, colour, size=size), font=state.font, codes=codes, rendering=state.rendering
        )
        # The next text without a place of its own follows; half an em is near enough to say where a fault is.
        self.text = multiplied((1, 0, 0, 1, wide * state.stretch, 0), self.text)

    # -- objects

    def _do(self, name: Any) -> Iterator[Paint]:
        thing = self._resource("/XObject", name)
        if thing is None:
            return
        if str(thing.get("/Subtype")) == "/Image":
            yield self._image(thing)
            return
        if thing.objgen in self.within or len(self.within) >= DEEPEST:
            raise Endless("a form that holds itself, or too many within each other")
        state = replace(self.state)
        if "/Matrix" in thing:
            state.matrix = multiplied(_matrix(thing.Matrix), state.matrix)
        painter = _Painter(
            thing.get("/Resources") or self.resources, state, self.within | {thing.objgen}, count=self.count
        )
        yield from painter.run(thing)
        self.count = painter.count

    def _image(self, image: Any, *, inline: bool = False) -> Paint:
        matrix = self.state.matrix
        space = image.get("/ColorSpace", image.get("/CS"))
        if inline and isinstance(space, pikepdf.Name):
            space = self._resource("/ColorSpace", space) or space
        stencil = bool(image.get("/ImageMask", image.get("/IM", False)))
        colour = self.state.fill if stencil else _family(space)
        area = _around([moved(matrix, x, y) for x in (0, 1) for y in (0, 1)])
        paint = self._of("image", area, colour)
        masked = paint.masked or "/SMask" in image
        return replace(paint, matrix=matrix, image=image, masked=masked, inline=inline)

    def _of(self, kind: Kind, area: Area, colour: Colour, *, size: float = 0.0) -> Paint:
        state = self.state
        stroking = kind == "stroke"
        return Paint(
            kind,
            area if kind == "text" else _shared(area, state.clip),
            colour,
            size,
            overprint=state.over_stroke if stroking else state.over_fill,
            mode=state.over_mode,
            alpha=state.alpha_stroke if stroking else state.alpha_fill,
            blend=state.blend,
            masked=state.masked,
        )


_SHOWING = {"Tj", "TJ", "'", '"'}
_PAINTING = {
    "f": (True, False), "F": (True, False), "f*": (True, False), "S": (False, True), "s": (False, True),
    "B": (True, True), "B*": (True, True), "b": (True, True), "b*": (True, True),
}  # fmt: skip
_DEVICE: dict[str, Family] = {"g": "grey", "G": "grey", "rg": "rgb", "RG": "rgb", "k": "cmyk", "K": "cmyk"}
_COLOURS = {*_DEVICE, "cs", "CS", "sc", "SC", "scn", "SCN"}
_SPACES: dict[str, Family] = {
    "/DeviceGray": "grey", "/CalGray": "grey", "/G": "grey", "/DeviceRGB": "rgb", "/CalRGB": "rgb", "/RGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Lab": "lab", "/Pattern": "pattern",
}  # fmt: skip
_BY_CHANNELS: dict[int, Family] = {1: "grey", 3: "rgb", 4: "cmyk"}


def _family(space: Any) -> Colour:
    """What kind of colour space an object names, without amounts."""
    if space is None:
        return Colour("unknown")
    if isinstance(space, pikepdf.Name):
        return Colour(_SPACES.get(str(space), "unknown"))
    if not isinstance(space, pikepdf.Array) or not len(space):
        return Colour("unknown")
    kind = str(space[0])
    match kind:
        case "/ICCBased":
            return Colour(_BY_CHANNELS.get(int(space[1].get("/N", 0)), "unknown"), based=True)
        case "/Indexed" | "/I":
            return _family(space[1])
        case "/Separation":
            return Colour("spot", names=(str(space[1]).lstrip("/"),))
        case "/DeviceN":
            return Colour("spot", names=tuple(str(name).lstrip("/") for name in space[1]))
        case "/CalRGB" | "/CalGray" | "/Lab":
            return Colour(_SPACES[kind], based=True)
        case _:
            return Colour(_SPACES.get(kind, "unknown"))


def _composite(font: Any) -> bool:
    return font is not None and str(font.get("/Subtype")) == "/Type0"


def _numbers(operands: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(operand) for operand in operands if not isinstance(operand, pikepdf.Name))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _scale(matrix: Matrix) -> float:
    """By how much a line's width grows: the mean of both directions."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def _around(points: Sequence[tuple[float, float]]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _shared(area: Area, clip: Area | None) -> Area:
    """What is seen of an area through the clip; nothing is a point."""
    if clip is None:
        return area
    left, bottom = max(area[0], clip[0]), max(area[1], clip[1])
    return left, bottom, max(min(area[2], clip[2]), left), max(min(area[3], clip[3]), bottom)


def _page_area(matrix: Matrix) -> Area:
    """A shading fills whatever the clipping path leaves: at least the point where it begins is known."""
    x, y = moved(matrix, 0, 0)
    return x, y, x, y
