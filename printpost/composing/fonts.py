"""The type case: font files by family, weight and slant, and the widths of text set in them.

Font files come in from the folders that the layout may use; advance widths in em go out. HarfBuzz shapes
word by word, as the renderer does once word spacing splits a line, so the widths agree with the printed
page to a few thousandths of a point. Nothing here looks at system fonts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

SUFFIXES = (".ttf", ".otf")
COLLECTION = ".ttc"
"""The suffix of a file of several faces."""
LIGATURES = range(0xFB00, 0xFB05)
"""The code points of ff, fi, fl, ffi and ffl as one character each."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph's outline: an SVG path, its box (left, bottom, right, top) and the units of an em."""

    path: str
    box: tuple[float, float, float, float]
    upem: int


class Face:
    """One face of a font file. Widths are in em, metrics in em above the baseline."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        os2 = bytes(face.reference_table("OS/2").data)
        self.family: str = face.get_name(16) or face.get_name(1) or path.stem
        self.weight: int = struct.unpack_from(">H", os2, 4)[0]
        self.italic: bool = bool(struct.unpack_from(">H", os2, 62)[0] & 1)
        self._upem: int = face.upem
        self._cap_height = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
        self._face = face
        self._widths: dict[tuple[str, str], tuple[float, ...]] = {}

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(self._face)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the face draws."""
        return frozenset(self._face.unicodes)

    @cached_property
    def ligatures(self) -> frozenset[int]:
        """The code points of ligatures that the face draws as one glyph: some take them apart again."""
        return frozenset(code for code in LIGATURES if code in self.characters and self._glyphs(chr(code)) == 1)

    def _glyphs(self, text: str) -> int:
        """How many glyphs a text is set in where letters are tracked."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {"liga": False, "clig": False})
        return len(buffer.glyph_infos)

    @property
    def cap_height(self) -> float:
        """Height of the capitals in em, as the file says or else as its H is drawn."""
        return float(self._cap_height / self._upem) if self._cap_height else self.ink("H")[0]

    @cached_property
    def extents(self) -> tuple[float, float]:
        """Ascent and descent in em, both positive, as the renderer takes them for a line box."""
        extents = self._font.get_font_extents("ltr")
        return extents.ascender / self._upem, -extents.descender / self._upem

    def advances(self, word: str, features: str = "") -> tuple[float, ...]:
        """Advance of every character of ``word`` in em; a ligature's width stands at its first character.

        ``features`` is a list of OpenType features as HarfBuzz reads them, parted by commas.
        """
        if not word:
            return ()
        key = (word, features)
        found = self._widths.get(key)
        if found is None:
            buffer = hb.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer, _features(features))
            widths = [0.0] * len(word)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                widths[info.cluster] += position.x_advance / self._upem
            found = self._widths[key] = tuple(widths)
        return found

    def width(self, text: str, features: str = "") -> float:
        """Width of ``text`` in em, set without spacing of our own."""
        return sum(sum(self.advances(word, features)) for word in text.split(" ")) + text.count(" ") * self.space

    def overhang(self, character: str) -> float:
        """How far the ink of a character reaches to the right of its advance, in em; 0 where it does not."""
        glyph = self._font.get_nominal_glyph(ord(character))
        box = self._font.get_glyph_extents(glyph) if glyph else None
        if box is None:
            return 0.0
        beyond = box.x_bearing + box.width - self._font.get_glyph_h_advance(glyph)
        return float(max(beyond, 0) / self._upem)

    def ink(self, text: str) -> tuple[float, float]:
        """How far the ink of a text reaches above and below the baseline, in em."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {})
        boxes = [self._font.get_glyph_extents(info.codepoint) for info in buffer.glyph_infos if info.codepoint]
        top = max((box.y_bearing for box in boxes), default=self._upem)
        bottom = min((box.y_bearing + box.height for box in boxes), default=0)
        return top / self._upem, -bottom / self._upem

    def outline(self, character: str) -> Outline:
        """The outline of a character as an SVG path in font units, with its box."""
        glyph = self._font.get_nominal_glyph(ord(character))
        pen: list[str] = []
        funcs = hb.DrawFuncs()
        funcs.set_move_to_func(lambda x, y, _: pen.append(f"M{x:g} {y:g}"))
        funcs.set_line_to_func(lambda x, y, _: pen.append(f"L{x:g} {y:g}"))
        funcs.set_quadratic_to_func(lambda a, b, x, y, _: pen.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
        funcs.set_cubic_to_func(lambda a, b, c, d, x, y, _: pen.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}"))
        funcs.set_close_path_func(lambda _: pen.append("Z"))
        self._font.draw_glyph(glyph, funcs)
        extents = self._font.get_glyph_extents(glyph)
        top, left = extents.y_bearing, extents.x_bearing
        return Outline("".join(pen), (left, top + extents.height, left + extents.width, top), self._upem)

    @cached_property
    def space(self) -> float:
        """Width of the word space in em."""
        return self.advances(" ")[0]


def _features(text: str) -> dict[str, int | bool]:
    return {part.lstrip("-"): not part.startswith("-") for part in text.split(",") if part}


@dataclass(frozen=True, slots=True)
class Type:
    """A role's type: its faces in the order in which a character is looked for, and its OpenType features."""

    faces: tuple[Face, ...]
    features: str = ""

    @property
    def face(self) -> Face:
        """The face that the role is set in."""
        return self.faces[0]

    def missing(self, text: str) -> str | None:
        """The first character of ``text`` that no face of the role draws, or None."""
        for character in text:
            code = ord(character)
            if code > 0x20 and not any(code in face.characters for face in self.faces):
                return character
        return None


def _faces(path: Path) -> Iterator[Face]:
    if path.suffix.lower() in SUFFIXES:
        yield Face(path)
    elif path.suffix.lower() == COLLECTION:
        for index in range(hb.Face(hb.Blob.from_file_path(str(path))).count):
            yield Face(path, index)


class Case:
    """All faces of some folders. Families, weights and slants are found as CSS finds them. ``features`` are those that
    all types from the case have.
    """

    def __init__(self, folders: Iterable[Path], features: str = "") -> None:
        self._features = features
        self.faces: tuple[Face, ...] = tuple(
            face for folder in folders for path in sorted(folder.rglob("*")) for face in _faces(path)
        )

    def families(self) -> tuple[str, ...]:
        """The names of all families, sorted."""
        return tuple(sorted({face.family for face in self.faces}))

    def face(self, family: str, weight: int = 400, *, italic: bool = False) -> Face:
        """The face nearest to the weight and slant asked for. Raises KeyError for an unknown family."""
        faces = [face for face in self.faces if face.family == family]
        if not faces:
            raise KeyError(family)
        return min(faces, key=lambda face: (face.italic != italic, abs(face.weight - weight), face.path.name))

    def type(self, families: Sequence[str], weight: int = 400, *, italic: bool = False, features: str = "") -> Type:
        """The type of a role from its font stack. Raises KeyError for an unknown family."""
        features = ",".join(part for part in (features, self._features) if part)
        return Type(tuple(self.face(family, weight, italic=italic) for family in families), features)
