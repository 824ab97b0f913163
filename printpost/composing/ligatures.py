"""Ligatures: ff, fi, fl and their kin as one character each, and back again.

The renderer switches a font's ligatures off wherever letters are tracked, as those of nearly every justified line are.
So the copy names them itself: Unicode has characters for five, and most text faces draw them. What is printed with them
is read as plain letters, since the PDF says of each such glyph what letters it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Container

from printpost.composing.syllables import hyphenate

_CHARACTERS = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
_LETTERS = {ord(character): letters for letters, character in _CHARACTERS.items()}
_FOUND = re.compile("ff[il]?|f[il]")
_WORD = re.compile(r"[^\W\d_]+")

NOWHERE = frozenset({"tr", "az"})
"""Languages without ligatures: in theirs the dot of an i after an f is what tells it from another letter."""
COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"})
"""Languages that write compounds as one word: their parts are not joined (German Auf-lage), and since only the
hyphenation patterns tell where parts meet, no ligature stands where the word might be divided."""


def joined(text: str, drawn: Container[int], apart: Container[int] = (), start: int = 0) -> str:
    """``text`` with a character for each ligature that a face draws (its code point is in ``drawn``).

    ``start`` is the place of the text's first letter in its paragraph; no ligature covers a place of the paragraph that
    is in ``apart``, between the letter before it and the letter at it.
    """

    def ligature(found: re.Match[str]) -> str:
        letters, at = found[0], start + found.start()
        for first in range(len(letters)):
            for end in range(len(letters), first + 1, -1):
                character = _CHARACTERS.get(letters[first:end])
                if (
                    character
                    and ord(character) in drawn
                    and not any(at + place in apart for place in range(first + 1, end))
                ):
                    return letters[:first] + character + letters[end:]
        return letters

    return _FOUND.sub(ligature, text) if "f" in text else text


def unjoined(text: str, language: str) -> frozenset[int]:
    """The places of a text over which its language has no ligature."""
    language_alone = language.partition("-")[0]
    if language_alone in NOWHERE:
        return frozenset(range(len(text)))
    if language_alone not in COMPOUNDING:
        return frozenset()
    return frozenset(
        word.start() + position for word in _WORD.finditer(text) for position in hyphenate(word[0], language)
    )


def letters_of(text: str) -> str:
    """``text`` in plain letters."""
    return text.translate(_LETTERS)
