"""Heads: headlines and decks broken by sense and evenly, never hyphenated.

Text and a width come in, lines go out. A headline takes as few lines as it can; among all ways to break it so, the
one with the most even lines wins. A line that ends in a word leaning on the next one costs something, a name or a
number parted from its noun less; a short line between longer ones costs more, a short word alone on the last line most.
A break after a colon or a full stop earns something where the lines are about even.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from printpost.composing.fonts import Type
from printpost.composing.hj import Style
from printpost.composing.kinsoku import phrases, unbroken, wide
from printpost.composing.leaning import leans
from printpost.composing.ligatures import joined, unjoined
from printpost.composing.scripts import script_of
from printpost.composing.syllables import hyphenate

HYPHEN = "\N{HYPHEN}"
_HYPHENS = f"-{HYPHEN}"
OWN_HYPHEN = re.compile(f"(?<=[^\\W_]{{2}}[{_HYPHENS}])(?=[^\\W_])")
"""A hyphen after which a compound may be divided."""
LEANING, SMALL, SMALL_WORD = 0.1, 0.025, 3
"""The price of a line that ends in a word which leans on the next, and in another short one."""
ALONE, LONG_ALONE = 0.25, 0.05
"""The price of a word alone on the last line: a short one, and one as long as the other lines."""
AFTER_STOP, EVEN = -0.035, 0.2
"""What a break after a colon or a full stop earns; it earns nothing where a line is so much (of the width) off the
others' length."""
PARTED_NAME, PARTED_NUMBER = 0.03, 0.02
OPENING = 0.05
"""The price of a line that ends in the first word of a sentence."""
WAIST, NARROW, NARROW_FIRST = 2.0, 0.75, 0.5
"""The price of a line between others (and of the first) that is narrower than this share of the even length: the square
of what it lacks, times so much."""
LAST = 0.45
"""The share of the width that the last of several filled lines has at least, if it can be."""
IN_RUNNING_TEXT = 0.1
"""The share of its price that sense has in running text: it decides between lines that are about as full."""
TITLED = 0.7
"""A headline with capitals on more than this share of its longer words has them on all, and they tell no names."""


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

    def inked(self, line: str) -> float:
        """The same with what the last letter reaches beyond its own width, as the hook of an f does."""
        return self.width(line) + self.type.face.overhang(line[-1]) * self.size if line else 0.0


def break_head(
    text: str,
    setting: Setting,
    width: float,
    *,
    language: str,
    force: bool = False,
    filled: bool = False,
    sense: float = 1.0,
) -> tuple[str, ...] | None:
    """``text`` in lines of at most ``width`` points, as even as can be or, if they are to be ``filled``, all but the
    last as wide as can be. ``sense`` is the share of its price that a break against the sense has.

    Returns None where a word is wider than that; with ``force`` such a word is divided instead. Raises ValueError where
    there is no width.
    """
    if width <= 0:
        raise ValueError(f"no line is {width:g} pt wide")
    parts = [part for phrase in phrases(text, language) for part in _loosened(phrase, setting, width)]
    if max(setting.width(part.rstrip(" ")) for part in parts) > width:
        if not force:
            return None
        parts = [piece for part in parts for piece in _in_pieces(part, setting, width, language)]
    words = [part.rstrip(" ") for part in parts]
    widths = _widths(parts, setting)
    space = setting.width("n n") - 2 * setting.width("n")
    spaces = [space if part.endswith(" ") else 0.0 for part in parts]
    count = _fewest(widths, spaces, width)
    total = sum(widths) + sum(spaces) * (1 - (count - 1) / max(len(words) - 1, 1))
    even = total / count
    breaks = _Sense(words, language)
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
                if filled:
                    off = (width - length) / width if line < count else max(LAST - length / width, 0.0)
                else:
                    off = (even - length) / width
                # A word alone on the last line is no better in running text.
                against = breaks.of_line(start, end, length / even, abs(off)) * (sense if line < count else 1.0)
                cost = before[0] + off**2 + against
                if line < count and length < (NARROW if line > 1 else NARROW_FIRST) * even:
                    cost += WAIST * (1 - length / even) ** 2
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
    # Heads are tracked too, and an f in large type runs into the dot of its i.
    drawn = setting.type.face.ligatures
    return tuple(joined(line, drawn, unjoined(line, language)) for line in reversed(lines))


def _loosened(phrase: str, setting: Setting, width: float) -> list[str]:
    """A phrase of ideographs that is wider than the line, in its characters; any other as it is."""
    if setting.width(phrase.rstrip(" ")) <= width or not any(map(wide, phrase)):
        return [phrase]
    parts = list(unbroken(phrase))
    return [*parts[:-1], parts[-1] + (" " if phrase.endswith(" ") else "")]


def _widths(parts: list[str], setting: Setting) -> list[float]:
    """The widths of parts in points; one that follows another without a space may be kept farther off than that is
    wide, as a W is from an f.
    """
    words = [part.rstrip(" ") for part in parts]
    widths = [setting.width(word) for word in words]
    together = [
        0.0 if part.endswith(" ") else setting.width(before + word) - width
        for part, before, word, width in zip(parts, words, words[1:], widths, strict=False)
    ]
    return [max(width, more) for width, more in zip(widths, [0.0, *together], strict=True)]


def _fewest(widths: list[float], spaces: list[float], width: float) -> int:
    count, length, before = 1, 0.0, 0.0
    for word, space in zip(widths, spaces, strict=True):
        if length + before + word > width + 0.01 and length > 0:
            count, length, before = count + 1, 0.0, 0.0
        length += before + word
        before = space
    return count


class _Sense:
    """What the breaks of a headline cost by their sense."""

    def __init__(self, words: list[str], language: str) -> None:
        self.words, self.language = words, language
        longer = [word for word in words if len(word) > SMALL_WORD]
        self.titled = sum(word[0].isupper() for word in longer) > TITLED * len(longer)

    def of_line(self, start: int, end: int, share: float, off: float) -> float:
        """The price of a line from one word to before another; ``share`` is its length and ``off`` how far it is away
        from the even one, of that length and of the width.
        """
        words = self.words
        if end == len(words):
            if end - start > 1 or len(words) <= 2:
                return 0.0
            return LONG_ALONE + (ALONE - LONG_ALONE) * min(max((1 - share) * 2, 0.0), 1.0)
        last, following = words[end - 1], words[end]
        if last[-1] in ":;.?!–—":
            return AFTER_STOP * max(1 - off / EVEN, 0.0)
        if last[-1] == ",":
            return 0.0
        if end > 1 and words[end - 2][-1] in ".?!":
            return OPENING
        if leans(last, self.language):
            return LEANING
        if last.isdigit() and following[0].isalpha():
            return PARTED_NUMBER
        if len(last) <= SMALL_WORD and last.islower():
            return SMALL
        named = not self.titled and last[0].isupper() and following[0].isupper() and not last.isupper()
        return PARTED_NAME if named and end > 1 else 0.0


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
                parts.append(_parted(word, at, setting))
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
        parts.append(_parted(word, at, setting) if points else word[:at])
        word = word[at:]
    return [*parts, word]


def _points(word: str, setting: Setting, width: float, language: str) -> list[int]:
    """Where a word may be divided so that its first part fits with a hyphen: at its own, if it has any in place."""
    for places in ([found.start() for found in OWN_HYPHEN.finditer(word)], hyphenate(word, language)):
        if fitting := [at for at in places if setting.width(_parted(word, at, setting)) <= width]:
            return fitting
    return []


def _parted(word: str, at: int, setting: Setting) -> str:
    """The first part of a word that is divided."""
    return word[:at] + ("" if word[at - 1] in _HYPHENS else _hyphen(setting))


def _hyphen(setting: Setting) -> str:
    return HYPHEN if ord(HYPHEN) in setting.type.face.characters else "-"


def shortened(headline: str, language: str = "en", most: int = 42) -> str:
    """A headline's own first words, for a turn: up to a colon, else as many words as go into ``most`` characters (half
    as many where characters are square).
    """
    if script_of(language).ideographic:
        parts = list(phrases(headline, language))
        while len(parts) > 1 and len("".join(parts)) > most / 2:
            parts.pop()
        return "".join(parts).rstrip(" 、，：—・")
    head = headline.split(":", maxsplit=1)[0]
    if len(head) <= most:
        return head
    words: list[str] = []
    for word in head.split(" "):
        if sum(len(w) + 1 for w in words) + len(word) > most:
            break
        words.append(word)
    while len(words) > 1 and (leans(words[-1], language) or (len(words[-1]) <= 3 and words[-1].islower())):
        words.pop()
    return " ".join(words).rstrip(",;:–— ") or head[:most]
