"""The inspection of the finished pages: is every block in its module, every line on its baseline, every word there?

The composing room says what must be true (`Sheetwork`); this module reads the PDF itself, character by character with
its origin, and compares. It knows nothing of how the pages were made, so a fault of ours, of a layout's stylesheet or
of the renderer's is found alike.

Text is compared by its letters and digits alone, without case, accents, ligatures, spacing or hyphens: how a layout
sets a word does not matter here, that it is there does. Lines must stand at their place letter by letter.
"""

import ctypes
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
import pypdfium2.raw as pdfium

from printpost.composing.sheetwork import Leg, Placed, Sheetwork
from printpost.pressroom.press import Printed
from printpost.problems import Problem, error, warning

MODULE_TOLERANCE = 0.3  # pt
BASELINE_TOLERANCE = 0.25  # pt
HANGING = 6.0  # pt that a quote or hyphen may stand out of its leg
INDENT = 6.0  # lines of leading that a line's first letter may stand in from its leg's edge, for a drop cap or a list
_PT = 0.75  # the renderer sets sizes in CSS pixels and scales the page
_SHOWN = 40  # characters of a line that a message quotes


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter or digit as compared, and its origin in points from the page's top left corner."""

    text: str
    x: float
    y: float
    size: float  # pt


def inspect(printed: Printed, sheetwork: Sheetwork) -> tuple[Problem, ...]:
    """Return what the finished pages lack. Errors name the story; warnings are the renderer's."""
    problems = [error(f"the renderer says: {text}") for text in printed.errors]
    problems += [warning(f"the renderer says: {text}") for text in printed.warnings]
    document = pypdfium2.PdfDocument(printed.pdf)
    try:
        if len(document) != sheetwork.pages:
            problems.append(error(f"the issue was made up to {sheetwork.pages} pages but printed on {len(document)}"))
        for placed in sheetwork.placed:
            problems += _misplaced(placed, printed.anchors)
        for number in range(min(len(document), sheetwork.pages)):
            problems += _unlike(number, _letters(document[number]), sheetwork)
    finally:
        document.close()
    return tuple(problems)


def _misplaced(placed: Placed, anchors: tuple[dict[str, tuple[float, float]], ...]) -> Iterator[Problem]:
    """Yield how a block left its module."""
    here = anchors[placed.page] if placed.page < len(anchors) else {}
    place = f"{placed.name} (page {placed.page + 1})"
    if placed.id not in here or f"{placed.id}.end" not in here:
        yield error(f"{place} is not on its page", hint="the layout's template must keep the ids of its modules")
        return
    top, bottom = here[placed.id][1], here[f"{placed.id}.end"][1]
    if abs(top - placed.top) > MODULE_TOLERANCE:
        yield error(f"{place} starts {_off(top - placed.top)} its place")
    if bottom > placed.bottom + MODULE_TOLERANCE:
        yield error(
            f"{place} is {bottom - placed.bottom:.1f} pt deeper than its module",
            hint="the layout's stylesheet must set it as it was measured",
        )


def _unlike(number: int, letters: list[_Letter], sheetwork: Sheetwork) -> Iterator[Problem]:
    """Yield what page `number` (from 0) lacks of its legs' lines and its wording."""
    rows = _Rows(letters)
    text = "".join(letter.text for letter in letters)
    for leg in sheetwork.legs:
        if leg.page == number:
            yield from _faults(leg, rows)
    searched: Counter[str] = Counter()
    for wording in sheetwork.wording:
        if wording.page != number or not (wanted := _plain(wording.text)):
            continue
        found = text.find(wanted, searched[wanted])
        if found < 0:
            missing = _first_missing(wording.text, text)
            yield error(f"{wording.name} (page {number + 1}): {missing} is not on the page")
        searched[wanted] = found + len(wanted)


def _faults(leg: Leg, rows: "_Rows") -> Iterator[Problem]:
    """Yield at most two problems for a leg: lines off the grid, and lines that are not there."""
    off: list[tuple[str, float]] = []
    lost: list[str] = []
    for number, line in enumerate(leg.lines):
        wanted = _plain(line)
        baseline = leg.baseline + number * leg.leading
        if rows.has(wanted, leg, baseline, initial=number == 0):
            continue
        stray = rows.nearest(wanted, leg, baseline)
        if stray is not None:
            off.append((line, stray))
        else:
            lost.append(line)
    place = f"{leg.name} (page {leg.page + 1})"
    if off:
        line, stray = off[0]
        yield error(
            f"{place}: {_lines(len(off))} off the baseline grid; “{_short(line)}” stands {_off(stray)} its place"
        )
    if lost:
        yield error(f"{place}: {_lines(len(lost))} not on the page as set; the first is “{_short(lost[0])}”")


class _Rows:
    """The letters of a page by the baseline that they stand on."""

    def __init__(self, letters: list[_Letter]) -> None:
        self._letters = sorted(letters, key=lambda letter: letter.y)
        self._ys = [letter.y for letter in self._letters]

    def has(self, wanted: str, leg: Leg, baseline: float, *, initial: bool) -> bool:
        """Whether the text starts at the leg's left edge on the baseline. A drop cap may give its first letters."""
        if not wanted:
            return True
        row = self._row(leg, baseline, BASELINE_TOLERANCE)
        if row.startswith(wanted):
            return True
        cap = self._drop_cap(leg) if initial else ""
        return bool(cap) and wanted.startswith(cap) and row.startswith(wanted[len(cap) :])

    def nearest(self, wanted: str, leg: Leg, baseline: float) -> float | None:
        """Return how far below its baseline the text stands, if it stands less than a line away, else None."""
        near = {letter.y for letter in self._between(baseline - leg.leading, baseline + leg.leading)}
        for y in sorted(near, key=lambda y: abs(y - baseline)):
            if self._row(leg, y, 0.05).startswith(wanted):
                return y - baseline
        return None

    def _between(self, top: float, bottom: float) -> list[_Letter]:
        return self._letters[bisect_left(self._ys, top) : bisect_left(self._ys, bottom)]

    def _row(self, leg: Leg, y: float, tolerance: float) -> str:
        row = [
            letter
            for letter in self._between(y - tolerance, y + tolerance)
            if letter.x >= leg.left - HANGING and letter.size <= leg.leading * 1.25
        ]
        # The letter of a drawn initial is there for readers, too small to be seen: it comes before what it touches.
        row.sort(key=lambda letter: letter.x - (1.0 if letter.size < 1.0 else 0.0))
        if not row or row[0].x > leg.left + INDENT * leg.leading:
            return ""  # what follows on this baseline is another leg
        return "".join(letter.text for letter in row)

    def _drop_cap(self, leg: Leg) -> str:
        """Return the letters at the leg's top left that are too large to be copy."""
        top = self._between(leg.baseline, leg.baseline + 5 * leg.leading)
        caps = [
            letter
            for letter in top
            if letter.size > leg.leading * 1.25 and leg.left - HANGING <= letter.x < leg.left + INDENT * leg.leading
        ]
        caps.sort(key=lambda letter: letter.x)
        return "".join(letter.text for letter in caps)


def _letters(page: pypdfium2.PdfPage) -> list[_Letter]:
    """Return the page's letters and digits in the order in which they are drawn."""
    left, _, _, top = page.get_trimbox()
    textpage = page.get_textpage()
    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    letters: list[_Letter] = []
    for index in range(pdfium.FPDFText_CountChars(handle)):
        text = _plain_character(pdfium.FPDFText_GetUnicode(handle, index))
        if text:
            pdfium.FPDFText_GetCharOrigin(handle, index, at_x, at_y)
            size = pdfium.FPDFText_GetFontSize(handle, index) * _PT
            letters.append(_Letter(text, x.value - left, top - y.value, size))
    textpage.close()
    return letters


@lru_cache(maxsize=4096)
def _plain_character(code: int) -> str:
    return _plain(chr(code)) if 0x20 < code <= 0x10FFFF else ""


def _plain(text: str) -> str:
    """Return the letters and digits without accents, case and compatibility forms."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, folded))


def _first_missing(wording: str, text: str) -> str:
    """Return what to call the part of the wording that the page lacks: the first word of it, or all of it."""
    for word in wording.split():
        if _plain(word) not in text:
            return f"the word “{word}” of “{_short(wording)}”"
    return f"“{_short(wording)}”, in one piece and as often as it should be,"


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{count} lines are"


def _off(distance: float) -> str:
    return f"{abs(distance):.2f} pt {'below' if distance > 0 else 'above'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
