"""A finished newspaper measured from outside: the PDF comes in, figures go out; how it was made is not known here.

White is dead where no ink is within `REACH` points. Body lines are those of the commonest size of type. Lines are told
apart in the order in which the file draws them, which is the order in which it is read.
"""

import collections
import ctypes
import io
import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

REACH = 11  # points
INK = 235  # of 255; lighter is paper
HEAD = 1.3  # times the body's size, from which type is a head's
LOOSE, VERY_LOOSE = 0.5, 0.8  # em
TIGHT, VERY_TIGHT = 0.2, 0.15  # em, ink to ink: below the first words crowd, below the second they run together
_HYPHENS = "-‐\u00ad\x02\ufffe"

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed character: its origin and its box's sides in points from the page's bottom left corner."""

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    font: bytes
    spaced: bool  # whether a space stands before it


@dataclass(frozen=True, slots=True)
class Line:
    """A line as drawn. Spaces are left out of its letters; ``gaps`` are in em."""

    page: int
    letters: tuple[Letter, ...]

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.letters[0].y

    @property
    def size(self) -> float:
        """The size of its first letter."""
        return self.letters[0].size

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.letters[0].left

    @property
    def width(self) -> float:
        """From its left edge to its right."""
        return self.letters[-1].right - self.letters[0].left

    @property
    def gaps(self) -> list[float]:
        """Its word spaces."""
        return [(b.left - a.right) / self.size for a, b in itertools.pairwise(self.letters) if b.spaced]

    @property
    def text(self) -> str:
        """Its words, a hyphen at its end as such."""
        text = "".join(" " + letter.text if letter.spaced else letter.text for letter in self.letters).strip()
        return text[:-1] + "-" if self.hyphenated else text

    @property
    def hyphenated(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.letters[-1].text in _HYPHENS

    @property
    def initial(self) -> bool:
        """Whether it is a drop cap: one letter, drawn to a scale of its own."""
        return len(self.letters) == 1 and self.letters[0].text.isalpha() and self.size < 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. Shares are of 1; ``white`` and ``holes`` are per page, in the type area of the issue."""

    pages: int
    white: tuple[float, ...]
    holes: tuple[float, ...]
    hole_at: tuple[tuple[int, int, int, int], ...]  # left, top, width and depth of the largest hole, points
    body: float
    lines: int
    off_grid: int
    loose: float
    very_loose: float
    tight: float
    very_tight: float
    gap_deviation: float
    hyphens: float
    loosest: tuple[tuple[float, str], ...]  # mean gap in em and words of the worst lines
    tightest: tuple[tuple[float, str], ...]
    stacks: int  # runs of three or more lines that end in hyphens
    tombstones: int
    lost: tuple[str, ...]


def measure(pdf: bytes, words: Sequence[str] = ()) -> Figures:
    """Measure a PDF against the words that its source holds."""
    whole = read_lines(pdf)
    document = pypdfium2.PdfDocument(_as_drawn(pdf))
    try:
        inks = [_ink(document[number]) for number in range(len(document))]
        letters = [_letters(document[number]) for number in range(len(document))]
    finally:
        document.close()
    left, top, right, bottom = _type_area(inks)
    dead = [_dead(ink)[top:bottom, left:right] for ink in inks]
    found = [_hole(area[::2, ::2]) for area in dead]
    sizes = collections.Counter(round(letter.size, 1) for page in letters for letter in page)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    lines = [line for number, page in enumerate(letters) for line in _lines(number, page)]
    of_size = [line for line in lines if abs(round(line.size, 1) - body) < 0.05]
    leading = _leading(of_size)
    copy = [line for line in _set_solid(of_size, leading) if len(line.letters) > 12]
    face = collections.Counter(line.letters[0].font for line in copy).most_common(1)
    roman = [
        line for line in copy if line.letters[0].font == face[0][0]
    ]  # what panels have of the size is seldom roman
    full = [line for line in _full(copy) if line.gaps]
    means = [statistics.mean(line.gaps) for line in full]
    ranked = sorted(zip(means, (line.text for line in full), strict=True))
    return Figures(
        pages=len(inks),
        white=tuple(float(area.mean()) for area in dead),
        holes=tuple(4 * area / dead[number].size for number, (area, _) in enumerate(found)),
        hole_at=tuple((left + 2 * x, top + 2 * y, 2 * w, 2 * d) for _, (x, y, w, d) in found),
        body=body,
        lines=len(copy),
        off_grid=sum(_off_grid([line.y for line in page], leading) for page in _by_page(roman)),
        loose=_share(mean > LOOSE for mean in means),
        very_loose=_share(mean > VERY_LOOSE for mean in means),
        tight=_share(mean < TIGHT for mean in means),
        very_tight=_share(mean < VERY_TIGHT for mean in means),
        gap_deviation=statistics.pstdev(means) if means else 0.0,
        hyphens=_share(line.hyphenated for line in copy),
        loosest=tuple(ranked[:-4:-1]),
        tightest=tuple(ranked[:3]),
        stacks=_stacks(copy),
        tombstones=_tombstones(lines, body),
        lost=tuple(sorted({*lost_words(lines, words)} & {*lost_words(whole, words)})),
    )


def read_lines(pdf: bytes) -> list[Line]:
    """All lines of a PDF in the order in which it is read, divided words whole at the end of the first line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [line for n in range(len(document)) for line in _lines(n, _letters(document[n]))]
    finally:
        document.close()


def _as_drawn(pdf: bytes) -> bytes:
    """The file without what it says for readers about divided words: they would be read as whole, without hyphens."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            told = pikepdf.parse_content_stream(page)
            for instruction in told:
                marked = instruction.operands[1] if str(instruction.operator) == "BDC" else None
                if isinstance(marked, pikepdf.Dictionary) and "/ActualText" in marked:
                    del marked["/ActualText"]
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(told))
        drawn = io.BytesIO()
        document.save(drawn)
    return drawn.getvalue()


def lost_words(lines: Sequence[Line], words: Sequence[str]) -> tuple[str, ...]:
    """Words of the source that the lines hold less often. A hyphen at a line's end may be the word's own or not."""
    if not words:
        return ()
    apart = collections.Counter(_tokens(" ".join(line.text for line in lines)))
    joined = collections.Counter(_tokens(joined_text(lines)))
    wanted = collections.Counter(_tokens(" ".join(words)))
    missing = wanted - (apart | joined)
    return tuple(missing.elements())


def joined_text(lines: Iterable[Line]) -> str:
    """The lines as one text: words divided at a line's end, or begun by a drop cap, are in one piece again."""
    return "".join(line.text[:-1] if line.hyphenated else line.text + " " * (not line.initial) for line in lines)


def _tokens(text: str) -> list[str]:
    """The words of a text, the same for capitals, which lose their accents in some languages."""
    return re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text).casefold()))


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return sum(values) / len(values) if values else 0.0


# -- white


def _ink(page: pypdfium2.PdfPage) -> Mask:
    pixels = np.asarray(page.render(scale=1, grayscale=True).to_numpy())
    ink: Mask = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0] < INK
    return ink


def _type_area(inks: Sequence[Mask]) -> tuple[int, int, int, int]:
    """The box around the ink of all pages: left, top, right, bottom."""
    ys, xs = np.where(np.logical_or.reduce(inks))
    if not len(ys):
        return 0, 0, inks[0].shape[1], inks[0].shape[0]
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def _dead(ink: Mask) -> Mask:
    """Where no ink is near: running maxima along both axes."""
    near = ink
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (REACH, REACH)
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(near, padding), 2 * REACH + 1, axis=axis)
        near = np.asarray(windows.any(axis=-1))
    return ~near


def _hole(dead: Mask) -> tuple[int, tuple[int, int, int, int]]:
    """The largest rectangle that is dead throughout: its area, and its left, top, width and depth."""
    best, where = 0, (0, 0, 0, 0)
    depths = np.zeros(dead.shape[1] + 1, dtype=int)
    for y, row in enumerate(dead):
        depths[:-1] = np.where(row, depths[:-1] + 1, 0)
        if not depths.any():
            continue
        stack: list[tuple[int, int]] = []
        for x, depth in enumerate(depths.tolist()):
            start = x
            while stack and stack[-1][1] >= depth:
                start, high = stack.pop()
                if high * (x - start) > best:
                    best, where = high * (x - start), (start, y - high + 1, x - start, high)
            if depth:
                stack.append((start, depth))
    return best, where


# -- lines


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    textpage = page.get_textpage()
    handle = textpage.raw
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    font = ctypes.create_string_buffer(64)
    matrix = pdfium.FS_MATRIX()
    letters: list[Letter] = []
    spaced = False
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        # 2 and FFFE are how the reader gives a hyphen at the end of a line.
        if (code < 33 and code != 2) or chr(code).isspace() or pdfium.FPDFText_IsGenerated(handle, index) == 1:
            spaced = spaced or code >= 32  # read, or found by the reader where the file only moves on
            continue
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        pdfium.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        pdfium.FPDFText_GetFontInfo(handle, index, font, len(font), None)
        pdfium.FPDFText_GetMatrix(handle, index, matrix)
        size = pdfium.FPDFText_GetFontSize(handle, index) * abs(matrix.d or 1)
        if letters and font.value != letters[-1].font and left.value - letters[-1].right > 0.1 * size:
            spaced = True  # the reader overlooks spaces between two styles
        letters.append(Letter(chr(code), x.value, y.value, left.value, right.value, size, font.value, spaced))
        spaced = False
    textpage.close()
    return letters


def _lines(page: int, letters: Iterable[Letter]) -> list[Line]:
    """Lines begin where the baseline or the size changes, where x runs back, and after a gap of more than 3 em."""
    lines: list[Line] = []
    line: list[Letter] = []
    for one in letters:
        if line:
            last: Any = line[-1]
            new = (
                abs(one.y - last.y) > 0.5
                or abs(one.size - last.size) > max(0.3, 0.12 * last.size)
                or one.left < last.left - 0.5
                or one.left - last.right > 3 * one.size
            )
            if new:
                lines.append(Line(page, tuple(line)))
                line = []
        line.append(one)
    if line:
        lines.append(Line(page, tuple(line)))
    return lines


def _leading(lines: Sequence[Line]) -> float:
    """The commonest step from a line to the next."""
    steps = collections.Counter(
        round(a.y - b.y, 1)
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and a.size < a.y - b.y < 2 * a.size
    )
    return steps.most_common(1)[0][0] if steps else 0.0


def _set_solid(lines: Sequence[Line], leading: float) -> list[Line]:
    """The lines in runs of four or more, one leading apart: copy, and not a panel that happens to have its size."""
    runs: list[list[Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and last.page == line.page and abs(last.y - line.y - leading) < 0.6 and abs(last.left - line.left) < 40:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [line for run in runs if len(run) >= 4 for line in run]


def _full(copy: Sequence[Line]) -> list[Line]:
    """The lines that are as wide as a column: a width that many lines have."""
    widths = collections.Counter(round(line.width / 2) for line in copy)
    full = {width for width, count in widths.items() if count >= 5}
    return [line for line in copy if any(round(line.width / 2) + d in full for d in (-1, 0, 1))]


def _by_page(lines: Iterable[Line]) -> list[list[Line]]:
    return [list(group) for _, group in itertools.groupby(lines, lambda line: line.page)]


def _off_grid(baselines: Sequence[float], leading: float) -> int:
    """How many baselines are more than 0.25 pt off the grid that most of them keep."""
    if len(baselines) < 20 or not leading:
        return 0
    all_of = np.array(baselines)
    candidates = np.linspace(leading - 0.06, leading + 0.06, 121)
    turns = 2j * np.pi * all_of
    step = float(candidates[int(np.argmax([abs(np.exp(turns / one).sum()) for one in candidates]))])
    phase = float(np.angle(np.exp(turns / step).sum())) / (2 * np.pi) * step
    return int((np.abs((all_of - phase + step / 2) % step - step / 2) > 0.25).sum())


def _stacks(copy: Sequence[Line]) -> int:
    runs = (
        len(list(group)) for hyphenated, group in itertools.groupby(copy, lambda line: line.hyphenated) if hyphenated
    )
    return sum(run >= 3 for run in runs)


def _tombstones(lines: Sequence[Line], body: float) -> int:
    """Pairs of heads of one size that begin side by side at one height."""
    first = [
        line
        for before, line in itertools.pairwise([None, *lines])
        if line is not None
        and line.size > HEAD * body
        and len(line.letters) > 3
        and (before is None or abs(before.size - line.size) > 0.1 or before.page != line.page)
    ]
    return sum(
        a.page == b.page and abs(a.y - b.y) < 2 and abs(a.size - b.size) < 0.3 and abs(a.left - b.left) > 20
        for a, b in itertools.combinations(first, 2)
    )
