"""Meanings: which characters each glyph of a printed page stands for, so that its words can be found and copied.

The renderer asks for each glyph that it draws, in the order of drawing, and keeps one text for each. It gives the whole
of a cluster to the glyph that it meets first and nothing to the others; on a line that runs from the right that is a
vowel sign, or a stroke that joins, and the letter beside it would be lost to readers wherever it stands.
"""

import itertools
import unicodedata
from functools import cached_property

import uharfbuzz as hb

from printpost.composing.ligatures import letters_of
from printpost.pressroom import syllabic

JOINER = "\N{ZERO WIDTH JOINER}"
"""What a glyph means that is only a part of a letter."""
_ARABIC = tuple(chr(code) for code in range(0x0621, 0x064B) if chr(code).isalpha() and code != 0x0640)


class Meanings(dict[int, str]):
    """The texts of a font's glyphs. What is drawn before its letter and is none leaves the text to the letter."""

    def __init__(self, font_file: bytes, index: int) -> None:
        super().__init__()
        self._file, self._index = font_file, index
        self._beside: set[int] = set()
        self._waiting = ""
        self._rtl = False

    def __contains__(self, glyph: object) -> bool:
        """Whether the glyph's text is known. What stands beside a letter is asked for again, for the letter's sake."""
        if glyph in self._beside or self._syllabic:
            return False
        if super().__contains__(glyph):
            self._waiting = ""
            return True
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        """Take what the renderer thinks that a glyph means: a ligature its letters, so that its words can be found."""
        if self._syllabic:
            super().__setitem__(glyph, self._in_a_syllable(glyph, text))
            return
        text = letters_of(text)
        letters = "".join(character for character in text if not unicodedata.combining(character))
        waiting, self._waiting = self._waiting, ""
        if self._is_beside(glyph, letters):
            self._beside.add(glyph)
            self._waiting = letters or waiting
            signs = "".join(character for character in text if unicodedata.combining(character))
            text = signs or self.get(glyph, JOINER)
        self._rtl = self._rtl or any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
        super().__setitem__(glyph, text or waiting or JOINER * self._rtl)

    def _in_a_syllable(self, glyph: int, text: str) -> str:
        """What a glyph means by itself, or else what the others of its syllable have left of the text."""
        left = unicodedata.normalize("NFD", text) or self._waiting
        known = self._syllabic.get(glyph, self.get(glyph))
        if known is None:
            self._waiting = ""
            return left or JOINER
        for character in known:
            left = left.replace(character, "", 1)
        self._waiting = left
        return known or JOINER

    def _is_beside(self, glyph: int, letters: str) -> bool:
        if glyph in self._beside:
            return True
        if any(character in _ARABIC for character in letters) and glyph in self._strokes:
            return True
        if letters and unicodedata.bidirectional(letters[0]) not in ("R", "AL"):
            return False
        return bool(self._face.get_layout_glyph_class(glyph) == hb.OTLayoutGlyphClass.MARK)

    @cached_property
    def _face(self) -> hb.Face:
        return hb.Face(hb.Blob(self._file), self._index)

    @cached_property
    def _syllabic(self) -> dict[int, str]:
        return syllabic.meanings(self._face)

    @cached_property
    def _strokes(self) -> frozenset[int]:
        """The glyphs that are drawn with an Arabic letter and never are one, found by shaping every pair of letters."""
        font = hb.Font(self._face)
        alone: set[int] = set()
        together: set[int] = set()
        for pair in itertools.product(_ARABIC, repeat=2):
            buffer = hb.Buffer()
            buffer.add_str("".join(pair))
            buffer.guess_segment_properties()
            hb.shape(font, buffer, {})
            clusters = [info.cluster for info in buffer.glyph_infos]
            for info in buffer.glyph_infos:
                (together if clusters.count(info.cluster) > 1 else alone).add(info.codepoint)
        return frozenset(together - alone)
