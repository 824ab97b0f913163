"""Typewriter habits to print: quotes, apostrophes, dashes, ellipses and the spaces that must not break.

Text and the language of the paper come in, the same letters and figures in the same order go out; only
punctuation and spaces change. What is typographic already stays, so setting a text twice changes nothing. A paragraph
of several runs is set as one text, so that a quotation mark knows its neighbour across the border of an emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from printpost.newsroom.customs import Custom, custom
from printpost.newsroom.quotation import LITERAL, Edit, quote_edits

_NBSP = "\N{NO-BREAK SPACE}"


def typographic(text: str, language: str) -> str:
    """The text as print has it, by the language's custom. Idempotent; letters and figures stay."""
    if not _has_candidates(text, language):
        return text
    out: list[str] = []
    at = 0
    for edit in _edits(text, custom(language)):
        out += (text[at : edit.start], edit.text)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def typographic_pieces(pieces: Sequence[tuple[str, bool]], language: str) -> tuple[str, ...]:
    """The pieces of one paragraph, each ``(text, literal)``, set as one text; literal pieces (code, escaped
    characters) stay as they are and count as letters for their neighbours.
    """
    joined = "".join(LITERAL * len(text) if literal else text for text, literal in pieces)
    edits = list(_edits(joined, custom(language))) if _has_candidates(joined, language) else []
    out: list[str] = []
    start = 0
    for text, literal in pieces:
        end = start + len(text)
        out.append(text if literal else _cut(text, start, end, edits))
        start = end
    return tuple(out)


def _has_candidates(text: str, language: str) -> bool:
    """Whether anything may change at all, which is quick to see."""
    return bool(_CANDIDATE.search(text) or custom(language).clinging)


def _cut(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """The piece from ``start`` to ``end`` with its edits; an edit across a border is printed where it begins."""
    out: list[str] = []
    at = 0
    for edit in edits:
        first, last = max(edit.start, start), min(edit.end, end)
        if first >= last:
            continue
        out.append(text[at : first - start])
        if edit.start >= start:
            out.append(edit.text)
        at = last - start
    out.append(text[at:])
    return "".join(out)


_CANDIDATE = re.compile(r"""["'\-.«»:;!?%№§¶]|\d[ ]|[ ]\d|[^\x00-\u2fff][ ]""")
_UNITS = (
    "mm|cm|m|km|m²|km²|m³|mi|ft|yd|ha|mg|g|kg|lb|lbs|oz|ml|cl|ms|min|h|hrs|Hz|kHz|MHz|GHz|kW|MW|GW|TW|"
    "kWh|MWh|GWh|TWh|kV|mAh|kJ|kcal|hPa|bar|dB|kB|KB|MB|GB|TB|PB|kbit/s|Mbit/s|Gbit/s|km/h|mph|kn|px|pt|"
    "dpi|ppm|USD|EUR|GBP|CHF|€|£|\\$|¥|°|°C|°F|%|‰|am|pm|a\\.m\\.|p\\.m\\.|million|millions|billion|billions|trillion|"
    "Uhr|Mio\\.|Mrd\\.|Millionen|Milliarden|milliards|tys\\.|mln|mlrd|млн|млрд|тыс\\.|руб\\.|kr|kr\\.|Kč|zł|Ft|lei|TL|₺|₴|грн|лв\\.|дин\\.|din\\.|₹|₾|тонн|кг|км|см|мм"
)
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w/²³]))")
_AFTER_SIGN = re.compile(r"(?<=[№§¶]) (?=[\dIVX])")
# J. R. Hartley and Ch. Brontë stay in one piece, and so does 2 1/2.
_AFTER_INITIAL = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.) (?=[^\W\d_])")
# A dash between spaces stays at the end of its line: one that opens a line is speech, in many languages.
_BEFORE_DASH = re.compile(r"(?<=[^\s–—]) (?=(?:[–—]|--|-(?=\s))[ ,])")
_MIXED = re.compile(r"(?<=\d)[ \u00a0](?=\d/\d(?!\d))")
_DASH = re.compile(r"(?<!-)(?:-{2,3})(?!-)|(?<=\s)-(?=\s)")
_MINUS = re.compile(r"(?:(?<=^)|(?<=[\s(\[]))-(?=\d)")
_DOTS = re.compile(r"(?<!\.)(?:\.{3,4}(?!\.)|\. \. \.(?! ?\.))")
# Ideographs, kana and their punctuation; the editor's own wide space (U+3000) stays.
_WIDE = r"\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff“”‘’…—\"'"
_WIDE_SPACE = re.compile(rf"(?<=[{_WIDE}]) +(?=[{_WIDE}])")
_MARK = re.compile(r"""(?<=[^\s\-–—−:;!?(\[{¿¡«‹„‚]) ?[:;!?](?=[\s"'»›”’)\]!?;:….]|$)""")


def _edits(text: str, house: Custom) -> Iterator[Edit]:
    """The changes in order, none overlapping another; the first to begin wins."""
    found = [
        *quote_edits(text, house),
        *_dashes(text, house),
        *_dots(text, house),
        *_between_ideographs(text, house),
        *_spaces(text, house),
        *_marks(text, house),
    ]
    at = 0
    for edit in sorted(found, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at and text[edit.start : edit.end] != edit.text:
            yield edit
            at = edit.end


def _dashes(text: str, house: Custom) -> Iterator[Edit]:
    for match in _DASH.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if house.unspaced:
            dash = house.dash if not (before.isdigit() and after.isdigit()) else "–"
            start, end = len(text[:start].rstrip(" ")), len(text) - len(text[end:].lstrip(" "))
        elif end - start == 3:
            dash = "—"
        elif before.isdigit() and after.isdigit():
            dash = "–"
        elif before and after and not before.isspace() and not after.isspace():
            dash = "—" if house.dash == "—" or (before.isalpha() and after.isalpha()) else "–"
        else:
            dash = "–" if text[start - 2 : start - 1].isdigit() and text[end + 1 : end + 2].isdigit() else house.dash
        yield Edit(start, end, dash)
    for match in _MINUS.finditer(text):
        yield Edit(*match.span(), "\N{MINUS SIGN}")


def _dots(text: str, house: Custom) -> Iterator[Edit]:
    for match in _DOTS.finditer(text):
        yield Edit(*match.span(), "…." if len(match[0]) == 4 and not house.unspaced else house.dots)


def _between_ideographs(text: str, house: Custom) -> Iterator[Edit]:
    """The space that a line break in the issue's file leaves between two characters that have none between them."""
    if house.unspaced:
        for match in _WIDE_SPACE.finditer(text):
            yield Edit(*match.span(), "")


def _spaces(text: str, house: Custom) -> Iterator[Edit]:
    patterns = [_BEFORE_UNIT, _AFTER_SIGN, _AFTER_INITIAL, _figures(house.figures_follow), _clinging(house.clinging)]
    for pattern in patterns + [_BEFORE_DASH] * (not house.unspaced):
        for match in pattern.finditer(text):
            yield Edit(match.end() - 1, match.end(), _NBSP)
    for match in _MIXED.finditer(text):
        yield Edit(*match.span(), "\N{NARROW NO-BREAK SPACE}")


@cache
def _figures(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))}) (?=[#]?\d)")


@cache
def _clinging(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w'’-])(?i:{'|'.join(map(re.escape, words))}) (?=[\w\"'„«])")


def _marks(text: str, house: Custom) -> Iterator[Edit]:
    """The space that a language wants before ``: ; ! ?``."""
    if not house.before and not house.before_colon:
        return
    for match in _MARK.finditer(text):
        space = house.before_colon if match[0].endswith(":") else house.before
        if space:
            yield Edit(match.start(), match.end(), space + match[0].strip(" "))
