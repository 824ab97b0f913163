"""The inspection of the finished pages: is every block in its module, every line on its baseline, every word there?

The composing room says what must be true (`Sheetwork`); this module reads the PDF itself, character by character with
its origin, and compares. It knows nothing of how the pages were made, so a fault of ours, of a layout's stylesheet or
of the renderer's is found alike.

How a layout sets a word does not matter here (see `lettering`), that it is there does. Lines must stand at their place
letter by letter; the letters of a block must stand inside it, and nothing over them, nor any over another of their own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2

from printpost.composing.sheetwork import Leg, Placed, Sheetwork, Wording
from printpost.pressroom.lettering import Box, Letter, Lettering, from_the_right, plain, settled
from printpost.pressroom.overprint import NEIGHBOURS, over_itself
from printpost.pressroom.press import Printed
from printpost.pressroom.syllabic import is_syllabic
from printpost.problems import Problem, error, warning

MODULE_TOLERANCE = 0.3  # pt
BASELINE_TOLERANCE = 0.25  # pt
AREA_TOLERANCE = 2.5  # pt that ink may stand out of its block: side bearings, an italic's tail
OVERHANG = 0.15  # of its size: the same for large letters, such as the hook of an f at the end of a head's line
TALL_TOLERANCE = 5.0  # pt, the same for scripts whose signs, tails and bars reach farther
TRIM_TOLERANCE = 0.5  # pt
OVERPRINT = 0.5  # of the smaller letter's box
HANGING = 6.0  # pt that a quote or hyphen may stand out of its leg
INDENT = 6.0  # lines of leading that a line's first letter may stand in from its leg's edge, for a drop cap or a list
_REACH = 12.0  # pt around a block in which a letter may have its origin and still cover half a letter of the block
_RAISED = 0.3  # of the leading: how far joined letters may stand above their line
_JOINTS = re.compile(r"(?<=[-‐–—/])")  # where a compound may be divided over two lines
_ONE_ROW = 2.0  # pt: letters of one row may stand on baselines so far apart
_WORD_SPACE = 0.12  # of its size: white beside a letter that ends a word
_SHOWN = 40  # characters of a line that a message quotes

_Row = list[tuple[str, Letter]]  # characters with the letters that give them
_Owners = dict[int, Wording]  # whose each letter is, by its number
_Area = tuple[float, float, float, float]  # left, top, right, bottom: a `Box` is one


class _Past(NamedTuple):
    """How far a letter goes beyond each side of an area; what is inside is negative."""

    left: float
    above: float
    right: float
    below: float


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
            with Lettering(document[number], rtl=sheetwork.rtl) as page:
                problems += _unlike(number, page, sheetwork)
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


def _unlike(number: int, page: Lettering, sheetwork: Sheetwork) -> Iterator[Problem]:
    """Yield what page `number` (from 0) lacks of its legs' lines and its wording, and what stands where it must not."""
    rows = _Rows(page.letters, rtl=sheetwork.rtl)
    for leg in sheetwork.legs:
        if leg.page == number:
            yield from _faults(leg, rows)
    owners: _Owners = {}
    blocks: list[tuple[Wording, list[Letter]]] = []
    strays: set[int] = set()
    taken: dict[str, list[int]] = {}
    # Wording with an area of its own knows which of several like pieces is its own: it chooses first.
    for wording in sorted((w for w in sheetwork.wording if w.page == number), key=lambda w: w.area is None):
        wanted = plain(wording.text)
        if not wanted:
            continue
        piece = _find(wanted, wording.area, page, taken.setdefault(wanted, []), rtl=sheetwork.rtl)
        if wording.area and _farthest(piece, page, wording.area) > AREA_TOLERANCE:
            # The same words may stand near by, and be read in one piece with the rest of the block.
            piece = _word_by_word(wording, page, rtl=sheetwork.rtl) or piece
        if not piece:
            missing = _first_missing(wording.text, page.text)
            yield error(f"{_place(wording)}: {missing} is not on the page")
            continue
        for letter in piece:
            owners.setdefault(letter.number, wording)
        if wording.area is None:
            continue
        blocks.append((wording, piece))
        tall = sheetwork.rtl or is_syllabic(wording.text)
        if outside := _first_outside(piece, page, wording.area, TALL_TOLERANCE if tall else AREA_TOLERANCE):
            strays.update(letter.number for letter in piece)
            letter, past = outside
            yield error(f"{_place(wording)}: “{page.word(letter)}” stands {_beyond(past)} its block")
    yield from _off_the_page(number, page, owners, strays)
    for wording, piece in blocks:
        yield from _printed_over(wording, piece, page, rows, owners)


def _find(wanted: str, area: _Area | None, page: Lettering, taken: list[int], *, rtl: bool) -> list[Letter]:
    """Return the letters of the first such piece of text that is not `taken`, or of the one nearest to the area."""
    best: list[Letter] = []
    nearest, where = 0.0, -1
    start = page.text.find(wanted)
    while start >= 0:
        if all(abs(start - other) >= len(wanted) for other in taken):
            piece = page.letters[page.givers[start] : page.givers[start + len(wanted) - 1] + 1]
            far = _farthest(piece, page, area) if area else 0.0
            if not best or far < nearest:
                best, nearest, where = piece, far, start
            if area is None or far <= AREA_TOLERANCE:
                break
        start = page.text.find(wanted, start + 1)
    if area and (not best or nearest > AREA_TOLERANCE):
        # The PDF reader may put a line of the next column, on about the same height, between two lines of a block.
        left, top, right, bottom = area
        here = [one for one in page.letters if left - AREA_TOLERANCE <= one.x <= right and top <= one.y <= bottom]
        givers = [letter for letter in here for _ in letter.text]
        text = "".join(letter.text for letter in here)
        start = text.find(wanted)
        if start < 0 and rtl:
            start = settled(text).find(settled(wanted))
        if start < 0:
            # Where it takes large letters and small ones for one line, only their places tell the order.
            here = _row_by_row(here, rtl=rtl)
            givers = [letter for letter in here for _ in letter.text]
            text = "".join(letter.text for letter in here)
            start = settled(text).find(settled(wanted)) if rtl else text.find(wanted)
        if start >= 0:
            return list(dict.fromkeys(givers[start : start + len(wanted)]))
    if best:
        taken.append(where)
    return best


def _farthest(piece: list[Letter], page: Lettering, area: _Area) -> float:
    """Return how far (pt) the letters stand outside the area at most; without letters they could not be farther."""
    return max((max(_past(page.box(letter), area)) for letter in piece), default=float("inf"))


def _row_by_row(letters: list[Letter], *, rtl: bool) -> list[Letter]:
    """Letters in the order of their rows, and in each from where its reading begins."""
    return [letter for row in _rows_of(letters, rtl=rtl) for letter in row]


def _rows_of(letters: list[Letter], *, rtl: bool) -> list[list[Letter]]:
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.y):
        if not rows or letter.y - rows[-1][0].y > _ONE_ROW:
            rows.append([])
        rows[-1].append(letter)
    return [from_the_right(row) if rtl else sorted(row, key=lambda one: one.x) for row in rows]


def _word_by_word(wording: Wording, page: Lettering, *, rtl: bool) -> list[Letter]:
    """Return the letters of a block whose words all stand in its area, each on one row and as often as in the wording;
    or none. A nameplate between its ears, or a panel with figures beside its lines, has no one order of reading that a
    place could tell. A compound may be divided where it is joined.
    """
    assert wording.area
    left, top, right, bottom = wording.area
    here = [one for one in page.letters if left - AREA_TOLERANCE <= one.x <= right and top <= one.y <= bottom]
    rows = [[(part, letter) for letter in row for part in letter.text] for row in _rows_of(here, rtl=rtl)]
    piece: list[Letter] = []
    for word in sorted(wording.text.split(), key=lambda word: len(plain(word)), reverse=True):
        found = _taken_off([plain(word)], rows, page) or _taken_off(list(map(plain, _JOINTS.split(word))), rows, page)
        if found is None:
            return []
        piece += found
    return sorted(set(piece), key=lambda letter: letter.number)


def _taken_off(parts: list[str], rows: list[_Row], page: Lettering) -> list[Letter] | None:
    """Return the letters of all parts, each from one row, and take them off their rows; None where one is missing."""
    found: list[Letter] = []
    for part in filter(None, parts):
        places = [
            (row, at.start())
            for row in rows
            for at in re.finditer(f"(?={re.escape(part)})", "".join(t for t, _ in row))
        ]
        if not places:
            return None
        # A short word may stand within others: that which stands alone is meant.
        row, start = next((place for place in places if _stands_alone(*place, len(part), page)), places[0])
        found += [letter for _, letter in row[start : start + len(part)]]
        row[start : start + len(part)] = [(" ", row[start][1])]
    return found


def _stands_alone(row: _Row, start: int, length: int, page: Lettering) -> bool:
    """Whether there is space, or nothing that is still to be found, on both sides of a piece of a row."""
    for inner, outer in ((start, start - 1), (start + length - 1, start + length)):
        if 0 <= outer < len(row) and row[outer][0] != " ":
            one, other = row[inner][1], row[outer][1]
            left, right = sorted((page.box(one), page.box(other)), key=lambda box: box.left)
            if one is other or right.left - left.right < _WORD_SPACE * one.size:
                return False
    return True


def _first_outside(piece: list[Letter], page: Lettering, area: _Area, tolerance: float) -> tuple[Letter, _Past] | None:
    """Return the letter that is farthest outside the area in the first word that is, and how far."""
    first: tuple[Letter, _Past] | None = None
    for letter in piece:
        past = _past(page.box(letter), area)
        if max(past) <= max(tolerance, OVERHANG * letter.size):
            continue
        if first is None:
            first = letter, past
        elif page.word(letter) != page.word(first[0]):
            break
        elif max(past) > max(first[1]):
            first = letter, past
    return first


def _off_the_page(number: int, page: Lettering, owners: _Owners, reported: set[int]) -> Iterator[Problem]:
    """Yield the first word that stands beyond the trim, and how many letters more."""
    cut: list[tuple[Letter, _Past]] = []
    for letter in page.letters:
        # Ink reaches about as far from its origin as the letter is large: well inside, nobody needs to look.
        near = letter.size * 1.5
        if near < letter.x < page.trim.right - near and near < letter.y < page.trim.bottom - near:
            continue
        past = _past(page.box(letter), page.trim)
        if max(past) > TRIM_TOLERANCE and letter.number not in reported:
            cut.append((letter, past))
    if cut:
        letter, past = cut[0]
        place = _place(owners[letter.number]) if letter.number in owners else f"page {number + 1}"
        more = f"; {_count(len(cut), 'letter')} off the page" if len(cut) > 1 else ""
        yield error(f"{place}: “{page.word(letter)}” stands {_beyond(past)} the trim{more}")


def _printed_over(
    wording: Wording, piece: list[Letter], page: Lettering, rows: "_Rows", owners: _Owners
) -> Iterator[Problem]:
    """Yield one problem if other text is printed over this block's.

    Letters of two blocks count if half of the smaller one is covered, which no kerning and no tight leading does, and
    if both can be seen.
    """
    if (own := over_itself(piece, page)) is not None:
        both = " and ".join(f"“{page.word(letter)}”" for letter in own)
        yield error(
            f"{_place(wording)}: {both} are printed over each other", hint="the layout's template or stylesheet does it"
        )
        return
    boxes = [(letter, page.box(letter)) for letter in piece]
    around = Box(
        min(box.left for _, box in boxes) - _REACH,
        min(box.top for _, box in boxes) - _REACH,
        max(box.right for _, box in boxes) + _REACH,
        max(box.bottom for _, box in boxes) + _REACH,
    )
    for other in rows.within(around):
        owner = owners.get(other.number)
        if owner is wording:
            continue
        over = page.box(other)
        for letter, box in boxes:
            shared = box.shared(over)
            if not shared or shared < OVERPRINT * min(box.size, over.size):
                continue
            if abs(letter.number - other.number) > NEIGHBOURS and page.visible(letter) and page.visible(other):
                both = f"“{page.word(letter)}” and “{page.word(other)}”" + (f" of {owner.name}" if owner else "")
                yield error(f"{_place(wording)}: {both} are printed over each other")
                return


def _past(box: Box, area: _Area) -> _Past:
    left, top, right, bottom = area
    return _Past(left - box.left, top - box.top, box.right - right, box.bottom - bottom)


def _beyond(past: _Past) -> str:
    """Return how far beyond which side, as in “12.3 pt right of”."""
    side = max(range(4), key=lambda n: past[n])
    return f"{past[side]:.1f} pt {('left of', 'above', 'right of', 'below')[side]}"


def _place(wording: Wording) -> str:
    return f"{wording.name} (page {wording.page + 1})"


def _faults(leg: Leg, rows: "_Rows") -> Iterator[Problem]:
    """Yield at most two problems for a leg: lines off the grid, and lines that are not there."""
    off: list[tuple[str, float]] = []
    lost: list[str] = []
    for number, line in enumerate(leg.lines):
        wanted = plain(line)
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
        many = f"{_count(len(off), 'line')} off the baseline grid"
        yield error(f"{place}: {many}; “{_short(line)}” stands {_off(stray)} its place")
    if lost:
        yield error(f"{place}: {_count(len(lost), 'line')} not on the page as set; the first is “{_short(lost[0])}”")


class _Rows:
    """The letters of a page by the baseline that they stand on."""

    def __init__(self, letters: Sequence[Letter], *, rtl: bool) -> None:
        self._rtl = rtl
        self._letters = sorted(letters, key=lambda letter: letter.y)
        self._ys = [letter.y for letter in self._letters]

    def has(self, wanted: str, leg: Leg, baseline: float, *, initial: bool) -> bool:
        """Whether the text starts at the leg's edge on the baseline. A drop cap may give its first letters."""
        if not wanted:
            return True
        row = self._row(leg, baseline, BASELINE_TOLERANCE)
        if row.startswith(wanted) or (self._rtl and settled(row) == settled(wanted)):
            return True
        cap = self._drop_cap(leg) if initial else ""
        return bool(cap) and wanted.startswith(cap) and row.startswith(wanted[len(cap) :])

    def nearest(self, wanted: str, leg: Leg, baseline: float) -> float | None:
        """Return how far below its baseline the text stands, if it stands less than a line away, else None."""
        near = {letter.y for letter in self._between(baseline - leg.leading, baseline + leg.leading)}
        for y in sorted(near, key=lambda y: abs(y - baseline)):
            row = self._row(leg, y, 0.05)
            if row.startswith(wanted) or (self._rtl and settled(row) == settled(wanted)):
                return y - baseline
        return None

    def within(self, area: Box) -> Iterator[Letter]:
        """Yield the letters whose origin lies in the area."""
        return (letter for letter in self._between(area.top, area.bottom) if area.left <= letter.x <= area.right)

    def _between(self, top: float, bottom: float) -> list[Letter]:
        return self._letters[bisect_left(self._ys, top) : bisect_left(self._ys, bottom)]

    def _row(self, leg: Leg, y: float, tolerance: float) -> str:
        if self._rtl:
            return self._row_from_the_right(leg, y, tolerance)
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

    def _row_from_the_right(self, leg: Leg, y: float, tolerance: float) -> str:
        """As `_row`. Letters that are joined to others may stand above the line, as long as most stand on it."""
        right, raised = leg.left + leg.width, _RAISED * leg.leading
        line = from_the_right(
            letter
            for letter in self._between(y - raised, y + raised)
            if leg.left - HANGING <= letter.x <= right + HANGING and letter.size <= leg.leading * 1.25
        )
        on_the_line = sum(abs(letter.y - y) <= tolerance for letter in line)
        if on_the_line * 2 < len(line) or not line or max(one.x for one in line) < right - INDENT * leg.leading:
            return ""
        return "".join(letter.text for letter in line)

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


def _first_missing(wording: str, text: str) -> str:
    """Return what to call the part of the wording that the page lacks: the first word of it, or all of it."""
    for word in wording.split():
        if plain(word) not in text:
            return f"the word “{word}” of “{_short(wording)}”"
    return f"“{_short(wording)}”, in one piece and as often as it should be,"


def _count(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"


def _off(distance: float) -> str:
    return f"{abs(distance):.2f} pt {'below' if distance > 0 else 'above'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
