"""Copy, type and galleys for the composing room's tests, and a page that is read back character by character."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser

import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import strategies as st

from printpost.composing.fonts import Case
from printpost.composing.galley import Galley, Initial
from printpost.composing.hj import HANG_LEFT, HANG_RIGHT, SPACES, Line, Manner, Piece, Style
from printpost.composing.ligatures import letters_of
from printpost.composing.paragraphs import Paragraph
from printpost.composing.setting import set_copy
from printpost.geometry import MM
from printpost.newsroom.copy import CopyBlock, Run
from printpost.premises import fonts_folder

SIZE = 9.0
MEASURE = 42.75 * MM / SIZE
"""The design's measure in em of its size."""
FEATURES = "onum,pnum,-liga,-clig"

BRIDGE = (
    "The bridge was closed at noon on Tuesday, after the river had risen by two metres and the older of its piers had "
    "moved by the width of a hand. Engineers, who had measured it every hour since Sunday, said that the extraordinary "
    "circumstances justified a temporary prohibition; “nobody,” the superintendent explained, “understands precisely "
    "what the foundations are standing on.” The ferry, withdrawn in 1987, returns to service tomorrow morning."
)
WORDS = tuple(
    (
        BRIDGE
        + " Internationally recognised well-known self-evident characterisation (unquestionably) approximately a I "
        "it so up 7/10 and/or 1,024 transmission—interrupted mid–ocean representatives don’t “quoted” end."
    ).split()
)


@cache
def case() -> Case:
    """The families that ship."""
    return Case([fonts_folder()])


@cache
def styles() -> dict[str, Style]:
    """The styles of running text, in the text serif; code is in the sans, a little smaller."""
    type_ = case().type
    serif = ["STIX Two Text", "Source Sans 3"]
    return {
        "roman": Style(type_(serif, features=FEATURES), ligatures=True),
        "italic": Style(type_(serif, italic=True, features=FEATURES), ligatures=True),
        "bold": Style(type_(serif, 700, features=FEATURES), ligatures=True),
        "bolditalic": Style(type_(serif, 700, italic=True, features=FEATURES), ligatures=True),
        "smallcaps": Style(type_(serif, features=FEATURES + ",smcp")),
        "fraction": Style(type_(serif, features="frac,-liga,-clig")),
        "code": Style(type_(["Source Sans 3"], features=FEATURES), 0.94),
    }


def paragraph(
    copy: str | Sequence[Piece],
    measure: float = MEASURE,
    *,
    language: str = "en-GB",
    justified: bool = True,
    indent: float = 0.0,
) -> Paragraph:
    """A paragraph of roman text or of pieces."""
    pieces = (Piece(copy, "roman"),) if isinstance(copy, str) else tuple(copy)
    measures, indents = (measure - indent, measure), (indent, 0.0)
    return Paragraph(pieces, styles(), language, measures, indents, Manner(), justified=justified, hyphenated=justified)


def best(found: Paragraph) -> tuple[Line, ...]:
    """The lines of a paragraph at its best."""
    return found.lines(min(found.costs, key=lambda count: (found.costs[count], count)), SIZE)


def words_of(count: int, start: int = 0) -> str:
    """So many words, beginning with the one at ``start``; the same ones every time."""
    return " ".join(itertools.islice(itertools.cycle(WORDS), start, start + count))


def block(text: str, kind: str = "paragraph", **more: object) -> CopyBlock:
    """A block of copy in one style."""
    return replace(CopyBlock("paragraph", (Run(text),)), kind=kind, **more)  # type: ignore[arg-type]


def galley(
    blocks: Sequence[CopyBlock], *, opening: Sequence[Piece] = (), initial: Initial | None = None, first_words: int = 0
) -> Galley:
    """Copy set at the design's measure."""
    return set_copy(
        blocks,
        styles=styles(),
        measure=MEASURE,
        indent=1.0,
        language="en-GB",
        manner=Manner(),
        opening=opening,
        initial=initial,
        first_words=first_words,
    )


def rejoin(lines: Iterable[Line], text: str) -> int:
    """How many characters of ``text`` the lines carry, each once and in order.

    A hyphen that H&J added and the space at which a line ends are not the text's. Raises AssertionError where a line
    does not go on where the one before it ended.
    """
    at = 0
    for line in lines:
        shown = letters_of(line.text.removesuffix("‐") if line.hyphen else line.text)
        assert shown, f"an empty line after {text[:at]!r}"
        assert text.startswith(shown, at), f"{shown!r} is not what follows {text[:at]!r}"
        at += len(shown)
        at += text[at : at + 1] == " "
    return at


def advances(line: Line) -> list[float]:
    """The advances of a line's characters as the fonts have them, in points; words are shaped each for itself."""
    found: list[float] = []
    for piece in line.pieces:
        for spaces, word in itertools.groupby(piece.text, key=lambda character: character in SPACES):
            letters = "".join(word)
            style = styles()[piece.style]
            found += style.advances(" ") * len(letters) if spaces else style.advances(letters)
    return [advance * SIZE for advance in found]


def set_width(line: Line) -> float:
    """Where the last character of a line ends, in points from the leg's edge, spacing and tracking added up."""
    spaces = sum(character in SPACES for character in line.text)
    return line.left + sum(advances(line)) + spaces * line.spacing + (len(line.text) - 1) * line.tracking


def hang(line: Line) -> tuple[float, float]:
    """How far a line's first and last characters hang over the margins, in points."""
    first, *_, last = advances(line) * 2
    return HANG_LEFT.get(line.text[0], 0.0) * first, HANG_RIGHT.get(line.text[-1], 0.0) * last


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=70).map(" ".join)
"""Paragraphs of one to seventy words."""

pieces = st.lists(
    st.tuples(
        st.sampled_from(["roman", "italic", "bold", "code"]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
    ),
    min_size=1,
    max_size=6,
).map(
    lambda runs: tuple(
        Piece(" ".join(words) + ("" if n == len(runs) - 1 else " "), style) for n, (style, words) in enumerate(runs)
    )
)
"""Paragraphs in runs of several styles."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed character with its origin, in points from the page's top left corner."""

    text: str
    x: float
    y: float


def characters(pdf: bytes, page: int = 0) -> list[Printed]:
    """The characters of a page in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        text = sheet.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        found: list[Printed] = []
        for index in range(pdfium.FPDFText_CountChars(text.raw)):
            code = pdfium.FPDFText_GetUnicode(text.raw, index)
            if (code <= 0x1F and code != 0x2) or pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
                continue
            pdfium.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
            # The renderer's own hyphen and ours come back as U+0002 where a line ends in one.
            found.append(Printed("-" if code in (0x2, 0xFFFE) else chr(code), x.value, sheet.get_height() - y.value))
        return found
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a document: its name, its attributes, the elements around it and all text in it."""

    tag: str
    attributes: dict[str, str]
    around: tuple[str, ...]
    texts: list[str]

    @property
    def text(self) -> str:
        """All its text."""
        return " ".join("".join(self.texts).split())

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attributes.get("class", "").split())


class _Reader(HTMLParser):
    VOID = frozenset({"img", "meta", "br", "col", "hr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {k: v or "" for k, v in attrs}, tuple(e.tag for e in self._open), [])
        self.elements.append(found)
        if tag not in self.VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"<{self._open[-1].tag}> is closed by </{tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)


def elements(html: str) -> list[Element]:
    """The elements of a document in its order. Raises AssertionError where they are not closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader._open
    return reader.elements
