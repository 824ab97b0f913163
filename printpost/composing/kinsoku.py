"""Kinsoku: where a text of ideographs may be broken, in copy and in headlines.

A text comes in; the places where it may be parted, its phrases and its length in words go out. The rules are those of
JIS X 4051 (W3C, "Requirements for Japanese Text Layout", 3.1.7 and 3.1.8) and of the Unicode Standard Annex #14,
classes CL, EX, NS, CJ, OP, IN, PR and PO. Nothing is measured here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from printpost.composing.scripts import script_of

OPENING = frozenset("（［｛「『【〈《〔〖〘〝“‘([{«‹")
CLOSING = frozenset("）］｝」』】〉》〕〗〙〟”’)]}»›")
STOPS = frozenset("、。，．")
MARKS = frozenset("・：；！？‼⁇⁈⁉·,.:;!?")
SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ")
REPEATED = frozenset("ー々ヽヾゝゞ〻")
AFTER_FIGURES = frozenset("％‰℃°′″%¢￠")
BEFORE_FIGURES = frozenset("￥＄￡＃№¥$£€#")
INSEPARABLE = frozenset("…‥—―〜～")

NOT_FIRST = CLOSING | STOPS | MARKS | SMALL_KANA | REPEATED | AFTER_FIGURES | {"〜", "～"}
"""No line opens with one of these."""
NOT_LAST = OPENING | BEFORE_FIGURES
"""No line closes with one of these."""


@lru_cache(maxsize=8192)
def wide(character: str) -> bool:
    """Whether a character is an ideograph, kana, a Hangul syllable or a mark of theirs."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def square(character: str) -> bool:
    """Whether a character is written in a square among ideographs: dashes and ellipses are, too."""
    return wide(character) or character in INSEPARABLE


def may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters. Two letters of a Latin word are never parted here."""
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    if before == " ":
        return True
    if before == after and before in INSEPARABLE:
        return False
    return square(before) or square(after)


def unbroken(text: str) -> Iterator[str]:
    """The parts of a text that no line break divides: words, or the characters of a script without spaces."""
    for word in text.split():
        if not any(map(wide, word)):
            yield word
            continue
        start = 0
        for at in range(1, len(word)):
            if may_part(word[at - 1], word[at]) and (square(word[at - 1]) or square(word[at])):
                yield word[start:at]
                start = at
        yield word[start:]


def count_words(text: str) -> int:
    """About how many words a text has: two ideographs or kana count as one."""
    squares = sum(wide(character) and character.isalnum() for character in text)
    spaced = "".join(" " if wide(character) else character for character in text) if squares else text
    return len(spaced.split()) + round(squares / 2)


def phrases(text: str, language: str) -> tuple[str, ...]:
    """A headline in the parts between which it may sensibly be broken, the space after a part included."""
    if not script_of(language).ideographic or not any(map(wide, text)):
        words = text.split(" ")
        return (*(f"{word} " for word in words[:-1]), words[-1])
    parts = [part for word in re.findall(r"[^ ]+ ?", text) for part in _parted(word, language)]
    joined = parts[:1]
    for part in parts[1:]:
        if not may_part(joined[-1][-1], part[0]):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def _parted(text: str, language: str) -> list[str]:
    parser = _parser(language)
    return parser.parse(text) if parser else [text]  # type: ignore[attr-defined]


@lru_cache(maxsize=8)
def _parser(language: str) -> object | None:
    """The model that knows phrases of a language; Korean parts its own with spaces."""
    import budoux  # noqa: PLC0415 - only papers in these languages need it

    if language.startswith("ja"):
        return budoux.load_default_japanese_parser()
    if language.startswith("zh"):
        traditional = "traditional" in script_of(language).name
        return (
            budoux.load_default_traditional_chinese_parser()
            if traditional
            else budoux.load_default_simplified_chinese_parser()
        )
    return None
