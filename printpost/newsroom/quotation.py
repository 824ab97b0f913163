"""Quotation marks, apostrophes and primes: which of them a straight ``"`` or ``'`` stands for.

One paragraph and a language's custom come in, edits go out. The marks are read from left to right with the
quotations that are open, so that a quotation inside another gets the inner marks. Marks that are typographic already
are counted and stay; only the space inside them is put right where a language wants one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from printpost.newsroom.customs import Custom

LITERAL = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a character that is never set (code): a neighbour like a letter."""

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_PRIMES = {"'": "\N{PRIME}", '"': "\N{DOUBLE PRIME}"}
_HEBREW = {"'": "\N{HEBREW PUNCTUATION GERESH}", '"': "\N{HEBREW PUNCTUATION GERSHAYIM}"}
"""In a Hebrew word these stand for letters left out, and between its last two letters they mark an acronym."""
_MARK = re.compile(r"""["'“”„‘’‚«»‹›]""")
_WORD = re.compile(r"[^\W_]+")
_DECADE = re.compile(r"\d\d(?:s|er|ern|\b)(?![.,:]?\d)")
_OPENERS = "([{<¿¡/=-–—−"


@dataclass(frozen=True, slots=True)
class Edit:
    """The text from ``start`` to ``end`` is printed as ``text``. Never of no length."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Reader:
    """What is known at one place of the paragraph: the quotations open there, and the edits so far."""

    text: str
    house: Custom
    open: list[tuple[str, tuple[str, str]]] = field(default_factory=list)  # the straight mark, and the pair it has
    opened_at: int = -1  # where the last opening mark stands
    floor: int = 0  # where the last edit ends
    spaced: bool = False  # whether that edit ends in the space inside a quotation

    def leans_right(self, at: int) -> bool:
        """Whether what stands before the mark lets a quotation begin."""
        before = self.text[at - 1 : at] if at else ""
        return not before or before.isspace() or before in _OPENERS or self.opened_at == at - 1

    def is_open(self, straight: str) -> bool:
        return any(mark == straight for mark, _ in self.open)

    def begin(self, at: int, straight: str, pair: tuple[str, str] | None = None) -> Iterator[Edit]:
        if pair is None:
            first, second = self.house.outer, self.house.inner
            if straight == "'":
                first, second = second, first
            pair = second if any(p == first for _, p in self.open) else first
        self.open.append((straight, pair))
        self.opened_at = at
        end, space = at + 1, ""
        if pair == self.house.outer and self.house.inside:
            end = _past_spaces(self.text, at + 1)
            if end < len(self.text) and not self.text[end].isspace():
                space = self.house.inside
            else:
                end = at + 1
        yield self._edit(at, end, pair[0] + space)

    def finish(self, at: int, straight: str) -> Iterator[Edit]:
        pair = self.house.outer if straight == '"' else self.house.inner
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0] == straight:
                pair = self.open[depth][1]
                del self.open[depth:]
                break
        start, space = at, ""
        if pair == self.house.outer and self.house.inside:
            start = max(_before_spaces(self.text, at), self.floor)
            already = self.spaced if start == self.floor and start else False
            if start and not already and not self.text[start - 1].isspace():
                space = self.house.inside
            elif not already:
                start = at
        yield self._edit(start, at + 1, space + pair[1])

    def stay(self, at: int, mark: str) -> Iterator[Edit]:
        yield self._edit(at, at + 1, mark)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        self.floor, self.spaced = end, text[-1:].isspace()
        return Edit(start, end, text)


def quote_edits(text: str, house: Custom) -> Iterator[Edit]:
    """What becomes of every quotation mark and apostrophe of a paragraph, from left to right."""
    if not _MARK.search(text):
        return
    reader = _Reader(text, house)
    prospects = {straight: _prospects(text, straight, house) for straight in "\"'"}
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        if mark not in prospects:
            yield from _typographic_already(reader, at, mark)
        elif _is_hebrew(text[at - 1 : at]) and (
            _is_hebrew(text[at + 1 : at + 2]) or (mark == "'" and not reader.is_open(mark))
        ):
            yield from reader.stay(at, _HEBREW[mark])
        elif house.unspaced and not (_is_latin(text[at - 1 : at]) and _is_latin(text[at + 1 : at + 2])):
            yield from reader.finish(at, mark) if reader.is_open(mark) else reader.begin(at, mark)
        elif mark == '"':
            yield from _double(reader, at, prospects[mark][at])
        else:
            yield from _single(reader, at, prospects[mark][at])


@dataclass(frozen=True, slots=True)
class _Prospect:
    """What follows a straight mark: whether one like it can still close, and whether the very next of them does."""

    closes_later: bool
    closes_next: bool


def _prospects(text: str, straight: str, house: Custom) -> dict[int, _Prospect]:
    found: dict[int, _Prospect] = {}
    later = following = False
    for at in range(len(text) - 1, -1, -1):
        if text[at] != straight:
            continue
        found[at] = _Prospect(later, following)
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        leans_right = not before or before.isspace() or before in _OPENERS
        if not leans_right and not _is_word(after):
            later = following = True
        elif leans_right and after and not after.isspace() and not _is_elision(text, at, house):
            following = False
    return found


def _double(reader: _Reader, at: int, prospect: _Prospect) -> Iterator[Edit]:
    before, after = _neighbours(reader.text, at)
    is_open, leans_right = reader.is_open('"'), reader.leans_right(at)
    if before.isdigit() and not _is_word(after) and (not is_open or prospect.closes_next):
        yield from reader.stay(at, _PRIMES['"'])
    elif leans_right and _is_blank_or_end_after_dash(reader, at):
        yield from reader.finish(at, '"') if is_open else reader.begin(at, '"')
    elif leans_right or (_is_word(after) and not is_open):
        yield from reader.begin(at, '"')
    else:
        yield from reader.finish(at, '"')


def _single(reader: _Reader, at: int, prospect: _Prospect) -> Iterator[Edit]:
    text = reader.text
    before, after = _neighbours(text, at)
    is_open, leans_right = reader.is_open("'"), reader.leans_right(at)
    if _is_word(before) and _is_word(after):
        yield from reader.stay(at, _PRIMES["'"] if before.isdigit() and after.isdigit() else _APOSTROPHE)
    elif leans_right and _is_blank_or_end_after_dash(reader, at):
        yield from reader.finish(at, "'") if is_open else reader.stay(at, _APOSTROPHE)
    elif leans_right:
        decade = _DECADE.match(text, at + 1)
        if _is_elision(text, at, reader.house) or (decade and not prospect.closes_later):
            yield from reader.stay(at, _APOSTROPHE)
        elif prospect.closes_later or not text[:at].strip(" \"'“‘«„‚"):
            yield from reader.begin(at, "'")
        else:
            yield from reader.stay(at, _APOSTROPHE)
    elif before.isdigit() and not is_open:
        yield from reader.stay(at, _PRIMES["'"])
    elif not is_open or _opens_a_word(text, at + 1) or (before in "sSxzSXZ" and prospect.closes_next):
        yield from reader.stay(at, _APOSTROPHE)
    else:
        yield from reader.finish(at, "'")


def _typographic_already(reader: _Reader, at: int, mark: str) -> Iterator[Edit]:
    """Counts a mark that stays, so that straight marks around it find their level."""
    _before, after = _neighbours(reader.text, at)
    house = reader.house
    inside_word = _is_word(after) and not reader.leans_right(at)
    if mark == _APOSTROPHE != house.inner[0] and (inside_word or not reader.is_open("'")):
        return
    for straight, pair in (('"', house.outer), ("'", house.inner)):
        opens, closes = mark == pair[0], mark == pair[1]
        if opens and closes:
            opens = not reader.is_open(straight)
        if opens:
            yield from reader.begin(at, straight, pair)
            return
        if closes:
            yield from reader.finish(at, straight)
            return


def _neighbours(text: str, at: int) -> tuple[str, str]:
    return text[at - 1 : at] if at else "", text[at + 1 : at + 2]


def _is_word(character: str) -> bool:
    return character.isalnum() or character == LITERAL


def _is_hebrew(character: str) -> bool:
    return "א" <= character <= "ת"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_blank_or_end_after_dash(reader: _Reader, at: int) -> bool:
    """Whether the mark stands alone between blanks, or between a dash and the end of what it closes."""
    before, after = _neighbours(reader.text, at)
    if not after or after.isspace():
        return True
    return before in _OPENERS and before != "" and after in ".,;:!?)]}" and reader.opened_at != at - 1


def _opens_a_word(text: str, at: int) -> bool:
    """Whether a quotation mark with a word after it stands here, as in ``l'"amour"``."""
    return bool(_MARK.match(text, at)) and _is_word(text[at + 1 : at + 2])


def _is_elision(text: str, at: int, house: Custom) -> bool:
    """Whether an apostrophe here stands for letters that a word or a decade has lost: 'em, 'tis, '90s."""
    decade = re.compile(r"\d0s\b|\d\ds\b").match(text, at + 1)
    word = decade or _WORD.match(text, at + 1)
    if not word or not (decade or word[0].lower() in house.elisions):
        return False
    quoted = text[word.end() : word.end() + 1] == "'" and not _is_word(text[word.end() + 1 : word.end() + 2])
    return not quoted or word[0].lower() == "n"


def _past_spaces(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _before_spaces(text: str, at: int) -> int:
    while at and text[at - 1] == " ":
        at -= 1
    return at
