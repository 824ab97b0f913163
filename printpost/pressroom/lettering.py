"""Lettering: the letters of a finished page, read from the PDF one by one with the place where each is printed.

A letter comes with its origin, which is cheap to have of all; the box of its ink is asked for one by one. All places
are in points from the top left corner of the trim, downwards.

Text is compared by its letters and digits alone, without case, accents, ligatures, spacing or hyphens. Where lines run
from the right, they are put into the order of reading by the places of their letters: the PDF has them as drawn, and
readers differ in what they make of Latin words and figures among them.
"""

import ctypes
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from types import TracebackType
from typing import NamedTuple, Self

import pypdfium2
import pypdfium2.raw as pdfium

from printpost.pressroom.syllabic import comparable, is_reph

_SAME_LINE = 0.3  # of the size: letters that are joined to others may stand a little above the line
_INDIC = 0x0900  # the first character of India's scripts
_PALE = 0xA0  # of 255: every channel of an ink with about 2.5:1 or less against paper
_PT = 0.75  # the renderer sets sizes in CSS pixels and scales the page


class Letter(NamedTuple):
    """A letter or digit as compared, and its origin. (A named tuple: ten thousand are made for two pages.)"""

    text: str
    x: float
    y: float
    size: float  # pt
    number: int  # in the PDF's own count of characters


class Box(NamedTuple):
    """What a letter covers with its ink and its origin."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """Return the area that both boxes cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0

    @property
    def size(self) -> float:
        """How much the box covers."""
        return (self.right - self.left) * (self.bottom - self.top)


class Lettering:
    """The letters of one page in the order in which they are drawn. It closes what it opened: use it in a `with`."""

    def __init__(self, page: pypdfium2.PdfPage, *, rtl: bool = False) -> None:
        left, bottom, right, top = page.get_trimbox()
        self._left, self._top = left, top
        self.trim = Box(0.0, 0.0, right - left, top - bottom)
        self._page = page.get_textpage()
        self._boxes: dict[int, Box] = {}
        self._edges = tuple(ctypes.c_double() for _ in range(4))  # filled anew for each box
        self._at_edges = tuple(map(ctypes.byref, self._edges))
        self._others: list[int] = []  # what is neither letter nor digit, by its number
        self.letters = _line_by_line(self._read()) if rtl else self._read()
        self.text = "".join(letter.text for letter in self.letters)
        # Which letter gives each character of the text: a ligature may give two.
        self.givers = [n for n, letter in enumerate(self.letters) for _ in letter.text]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._page.close()

    def _read(self) -> list[Letter]:
        handle = self._page.raw
        unicode, origin, size = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetFontSize
        left, top = self._left, self._top
        x, y = ctypes.c_double(), ctypes.c_double()
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        letters: list[Letter] = []
        count = pdfium.FPDFText_CountChars(handle)
        for index in range(count):
            code = unicode(handle, index)
            if (text := _plain_character(code)) and not (
                index + 1 < count and code > _INDIC and is_reph(code, unicode(handle, index + 1))
            ):
                origin(handle, index, at_x, at_y)
                letters.append(Letter(text, x.value - left, top - y.value, size(handle, index) * _PT, index))
            elif _is_mark(code):
                self._others.append(index)
        return letters

    def box(self, letter: Letter) -> Box:
        """What the letter covers."""
        if found := self._boxes.get(letter.number):
            return found
        left = right = letter.x
        top = bottom = letter.y
        if pdfium.FPDFText_GetCharBox(self._page.raw, letter.number, *self._at_edges):
            west, east, south, north = self._edges
            left, right = min(left, west.value - self._left), max(right, east.value - self._left)
            top, bottom = min(top, self._top - north.value), max(bottom, self._top - south.value)
        self._boxes[letter.number] = box = Box(left, top, right, bottom)
        return box

    def marks(self, first: int, last: int) -> list[Letter]:
        """Bullets, stops, signs and the like between two numbers in the PDF's count. They have no text to compare."""
        found = []
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in self._others[bisect_left(self._others, first) : bisect_left(self._others, last)]:
            pdfium.FPDFText_GetCharOrigin(self._page.raw, index, ctypes.byref(x), ctypes.byref(y))
            size = pdfium.FPDFText_GetFontSize(self._page.raw, index) * _PT
            found.append(Letter("", x.value - self._left, self._top - y.value, size, index))
        return found

    def pale(self, letter: Letter) -> bool:
        """Whether the letter is printed in so light an ink that others may stand over it."""
        ink = self._ink(letter)
        return ink is not None and min(ink[:3]) >= _PALE

    def visible(self, letter: Letter) -> bool:
        """Whether the letter is there to be seen: neither transparent nor the speck behind a drawn initial."""
        ink = self._ink(letter)
        return letter.size >= 1.0 and (ink is None or ink[3] > 0)

    def _ink(self, letter: Letter) -> tuple[int, int, int, int] | None:
        """The letter's red, green, blue and opacity, each of 255, where the PDF says."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        inks = (ctypes.byref(ink) for ink in (red, green, blue, alpha))
        known = pdfium.FPDFText_GetFillColor(self._page.raw, letter.number, *inks)
        return (red.value, green.value, blue.value, alpha.value) if known else None

    def word(self, letter: Letter) -> str:
        """Return the word that the letter stands in, as printed."""
        handle = self._page.raw
        first = last = letter.number
        while first > 0 and pdfium.FPDFText_GetUnicode(handle, first - 1) > 0x20:
            first -= 1
        while last + 1 < pdfium.FPDFText_CountChars(handle) and pdfium.FPDFText_GetUnicode(handle, last + 1) > 0x20:
            last += 1
        return "".join(chr(pdfium.FPDFText_GetUnicode(handle, index)) for index in range(first, last + 1))


def _line_by_line(letters: list[Letter]) -> list[Letter]:
    """Letters in the order of reading, line by line as the PDF has the lines, each from its right end."""
    ordered: list[Letter] = []
    line: list[Letter] = []
    for letter in letters:
        if line and abs(letter.y - line[0].y) > _SAME_LINE * max(letter.size, line[0].size):
            ordered += from_the_right(line)
            line = []
        line.append(letter)
    return ordered + from_the_right(line)


def from_the_right(line: Iterable[Letter]) -> list[Letter]:
    """The letters of one line in the order of reading: from the right, but Latin words and figures from the left."""
    # Where two letters share an origin they are one ligature, which the PDF's reader has turned about.
    ordered = sorted(line, key=lambda letter: (-letter.x, -letter.number))
    read: list[Letter] = []
    for turned, run in groupby(ordered, key=lambda letter: runs_from_right(letter.text[0])):
        letters = list(run)
        read += letters if turned else sorted(letters, key=lambda letter: (letter.x, letter.number))
    return read


def settled(text: str) -> str:
    """Text in which neighbouring Latin words and figures stand in one fixed order, whatever that of reading is: two of
    them may stand either way on a line that runs from the right, by what is around them.
    """
    runs = ((turned, "".join(run)) for turned, run in groupby(text, key=runs_from_right))
    return "".join(run if turned else "".join(sorted(run)) for turned, run in runs)


@lru_cache(maxsize=1024)
def runs_from_right(character: str) -> bool:
    """Whether a letter belongs to a script that runs from the right."""
    return unicodedata.bidirectional(character) in ("R", "AL")


@lru_cache(maxsize=4096)
def _plain_character(code: int) -> str:
    return plain(chr(code)) if 0x20 < code <= 0x10FFFF else ""


@lru_cache(maxsize=4096)
def _is_mark(code: int) -> bool:
    """Whether a character is a sign or a mark of punctuation, with no letter or digit in it."""
    return 0x20 < code <= 0x10FFFF and unicodedata.category(chr(code))[0] in "PS" and not _plain_character(code)


def plain(text: str) -> str:
    """Return the letters and digits without accents, case and compatibility forms.

    A dotless i counts as one with a dot: as a capital it has none in Turkish, and in other languages neither does
    the other. An r that Indic scripts draw over its syllable is left out, since its place there depends on the font.
    """
    folded = unicodedata.normalize("NFKD", comparable(text.casefold())).replace("ı", "i")
    return "".join(filter(str.isalnum, folded))
