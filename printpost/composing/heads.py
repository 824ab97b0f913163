"""Heads: headlines and decks broken by sense and evenly, never hyphenated.

Text and a width come in, lines go out. A headline takes as few lines as it can; among all ways to break it so, the
one with the most even lines wins, with a price on a line that ends in a small word, on a last word left alone and a
premium on breaks after a colon or a comma.
"""

from __future__ import annotations

from dataclasses import dataclass

from printpost.composing.fonts import Type
from printpost.composing.hj import Style
from printpost.composing.kinsoku import phrases, unbroken, wide
from printpost.composing.syllables import hyphenate

HYPHEN = "\N{HYPHEN}"
SMALL_WORD = 3
LOOSE_END = 0.05
ALONE = 0.25
AFTER_STOP = -0.035
AFTER_COMMA = 0.0
PARTED_NAME = 0.02


@dataclass(frozen=True, slots=True)
class Setting:
    """The type of a head: faces, size in points, tracking in em."""

    type: Type
    size: float
    tracking: float = 0.0

    def width(self, text: str) -> float:
        """Width of a text in points."""
        style = Style(self.type)
        em = sum(sum(style.advances(word)) for word in text.split(" ")) + text.count(" ") * self.type.face.space
        return (em + self.tracking * len(text)) * self.size


def break_head(
    text: str, setting: Setting, width: float, *, language: str, force: bool = False
) -> tuple[str, ...] | None:
    """``text`` in lines of at most ``width`` points.

    Returns None where a word is wider than that; with ``force`` such a word is divided instead.
    """
    parts = [part for phrase in phrases(text, language) for part in _loosened(phrase, setting, width)]
    if max(setting.width(part.rstrip(" ")) for part in parts) > width:
        if not force:
            return None
        parts = [piece for part in parts for piece in _in_pieces(part, setting, width, language)]
    words = [part.rstrip(" ") for part in parts]
    widths = [setting.width(word) for word in words]
    space = setting.width("n n") - 2 * setting.width("n")
    spaces = [space if part.endswith(" ") else 0.0 for part in parts]
    count = _fewest(widths, spaces, width)
    total = sum(widths) + sum(spaces) * (1 - (count - 1) / max(len(words) - 1, 1))
    even = total / count
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, len(words) + 1):
            found: tuple[float, int] | None = None
            length = 0.0
            for start in range(end - 1, line - 2, -1):
                length += widths[start] + (spaces[start] if start < end - 1 else 0.0)
                if length > width + 0.01:
                    break
                before = best.get((line - 1, start))
                if before is None:
                    continue
                cost = before[0] + ((even - length) / width) ** 2 + _sense(words, start, end)
                if found is None or cost < found[0]:
                    found = (cost, start)
            if found is not None:
                best[line, end] = found
    lines: list[str] = []
    end = len(words)
    for line in range(count, 0, -1):
        start = best[line, end][1]
        lines.append("".join(parts[start:end]).rstrip(" "))
        end = start
    return tuple(reversed(lines))


def _loosened(phrase: str, setting: Setting, width: float) -> list[str]:
    """A phrase of ideographs that is wider than the line, in its characters; any other as it is."""
    if setting.width(phrase.rstrip(" ")) <= width or not any(map(wide, phrase)):
        return [phrase]
    parts = list(unbroken(phrase))
    return [*parts[:-1], parts[-1] + (" " if phrase.endswith(" ") else "")]


def _fewest(widths: list[float], spaces: list[float], width: float) -> int:
    count, length, before = 1, 0.0, 0.0
    for word, space in zip(widths, spaces, strict=True):
        if length + before + word > width + 0.01 and length > 0:
            count, length, before = count + 1, 0.0, 0.0
        length += before + word
        before = space
    return count


def _sense(words: list[str], start: int, end: int) -> float:
    cost = 0.0
    if end < len(words):
        last, following = words[end - 1], words[end]
        if last[-1] in ":;.?!–—":
            cost += AFTER_STOP
        elif last[-1] == ",":
            cost += AFTER_COMMA
        elif len(last) <= SMALL_WORD and last.islower():
            cost += LOOSE_END
        elif last[:1].isupper() and following[:1].isupper() and not last.isupper():
            cost += PARTED_NAME if end > 1 else 0.0
    elif end - start == 1 and len(words) > 2:
        cost += ALONE
    return cost


def _in_pieces(part: str, setting: Setting, width: float, language: str) -> list[str]:
    """A part with the space after it, divided where it has to be."""
    *first, last = _divided(part.rstrip(" "), setting, width, language)
    return [*first, last + " " * part.endswith(" ")]


def _divided(word: str, setting: Setting, width: float, language: str) -> list[str]:
    """A word in parts that fit, at its hyphens where it has them, else anywhere: as few as can be, and even."""
    parts: list[str] = []
    while True:
        fewest = _greedy(word, setting, width, language)
        if len(fewest) == 1:
            return [*parts, word]
        even = setting.width(word) / len(fewest)
        points = sorted(_points(word, setting, width, language), key=lambda at: abs(setting.width(word[:at]) - even))
        for at in points:
            if len(_greedy(word[at:], setting, width, language)) < len(fewest):
                parts.append(word[:at] + _hyphen(setting))
                word = word[at:]
                break
        else:
            parts.append(fewest[0])
            word = word[len(fewest[0]) - (not word.startswith(fewest[0])) :]


def _greedy(word: str, setting: Setting, width: float, language: str) -> list[str]:
    """The word in as few parts as can be, every one as wide as it can be."""
    parts: list[str] = []
    while setting.width(word.rstrip(" ")) > width:
        points = _points(word, setting, width, language)
        at = points[-1] if points else len(word) - 1
        while not points and at > 1 and setting.width(word[:at]) > width:
            at -= 1
        parts.append(word[:at] + (_hyphen(setting) if points else ""))
        word = word[at:]
    return [*parts, word]


def _points(word: str, setting: Setting, width: float, language: str) -> list[int]:
    """Where a word may be divided so that its first part fits with a hyphen."""
    return [at for at in hyphenate(word, language) if setting.width(word[:at] + _hyphen(setting)) <= width]


def _hyphen(setting: Setting) -> str:
    return HYPHEN if ord(HYPHEN) in setting.type.face.characters else "-"
