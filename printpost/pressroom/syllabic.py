"""Syllabic scripts: which characters the glyphs of a font of India's scripts stand for.

A face goes in, a text for each glyph comes out. A syllable is drawn in another order than it is written: a vowel sign
may stand before its consonants, an r over the last of them, and two consonants may be one glyph. So the renderer
cannot know which glyph of a syllable means what. It is found here by shaping what the script can write, from single
letters to pairs of consonants with a vowel.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

import uharfbuzz as hb

_BLOCKS = range(0x0900, 0x0D80, 0x80)
"""The first code point of each script, from Devanagari to Malayalam; all are laid out alike (Unicode, chapter 12)."""
_MARKS, _VOWELS = range(0x01, 0x03), range(0x04, 0x15)
_CONSONANTS, _VOWEL_SIGNS, _NUKTA, _VIRAMA, _RA = range(0x15, 0x3A), range(0x3E, 0x4D), 0x3C, 0x4D, 0x30
_FEWEST = 30
"""A font that has fewer letters of a script is not made for it."""
_JOINER = "\N{ZERO WIDTH JOINER}"
_RAS, _VIRAMAS = "\u0930\u09b0\u0ab0\u0b30", "\u094d\u09cd\u0acd\u0b4d"
_REPH = re.compile(f"[{_RAS}][{_VIRAMAS}]")
_LONG = {0x06: 0x05, 0x08: 0x07, 0x0A: 0x09, 0x0D: 0x0F, 0x10: 0x0F, 0x11: 0x05, 0x12: 0x05, 0x13: 0x05, 0x14: 0x05}
_DRAWN_WITH = {block + long: block + short for block in range(0x0900, 0x0B00, 0x80) for long, short in _LONG.items()}


def meanings(face: hb.Face) -> dict[int, str]:
    """The text of every glyph that is known to stand for the same characters wherever it is drawn; empty for a font
    that has none of these scripts.
    """
    characters = set(face.unicodes)
    blocks = [block for block in _BLOCKS if len(characters & set(range(block, block + 0x80))) >= _FEWEST]
    if not blocks:
        return {}
    font = hb.Font(face)
    found: dict[int, str] = {}
    for code in sorted(characters, key=lambda code: (code // 0x80 * 0x80 not in blocks, code)):
        if glyph := font.get_nominal_glyph(code):
            found.setdefault(glyph, unicodedata.normalize("NFD", chr(code)))
    for block in blocks:
        for text in _syllables(block, characters):
            _learn(text, font, found)
    return found


def comparable(text: str) -> str:
    """The text without any r that its script draws over the end of a syllable, or over a vowel sign before it, and with
    long vowels as the letters that some fonts draw them with, and a sign.
    """
    return _REPH.sub("", text).translate(_DRAWN_WITH)


def is_syllabic(text: str) -> bool:
    """Whether a text has letters of these scripts, so that it is drawn in another order than it is read."""
    return any(_BLOCKS.start <= ord(character) < _BLOCKS.stop for character in text)


def is_reph(character: int, following: int) -> bool:
    """Whether two characters of a PDF are such an r."""
    return chr(character) in _RAS and chr(following) in _VIRAMAS


def _syllables(block: int, characters: set[int]) -> Iterator[str]:
    """What a script may write, the simplest first."""

    def there(offsets: range) -> list[str]:
        return [chr(block + offset) for offset in offsets if block + offset in characters]

    consonants, signs, marks = there(_CONSONANTS), there(_VOWEL_SIGNS), there(_MARKS)
    virama, ra, nukta = chr(block + _VIRAMA), chr(block + _RA), chr(block + _NUKTA)
    for one in consonants:
        yield from (one + nukta, one + virama, one + virama + _JOINER, ra + virama + one)
        yield from (one + sign for sign in signs)
        yield from (one + nukta + sign for sign in signs)
        yield from (ra + virama + one + sign for sign in signs)
        for mark in marks:
            yield from (one + mark, ra + virama + one + mark)
            yield from (one + sign + mark for sign in signs)
            yield from (ra + virama + one + sign + mark for sign in signs)
    for one, other in itertools.product(consonants, repeat=2):
        yield one + virama + other
        for sign in signs[1:3]:
            yield one + virama + other + sign
            yield from (one + virama + other + sign + mark for mark in marks)
    for vowel in there(_VOWELS):
        yield vowel
        yield from (vowel + mark for mark in marks)


def _learn(text: str, font: hb.Font, found: dict[int, str]) -> None:
    """Take down the one glyph of a text that is not known yet: it means what the others leave."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {})
    left, unknown, bare = text.replace(_JOINER, ""), set(), False
    for info in buffer.glyph_infos:
        known = found.get(info.codepoint)
        if known is None:
            extents = font.get_glyph_extents(info.codepoint)
            if extents is None or not (extents.width and extents.height):
                found[info.codepoint] = ""  # the mark is drawn with the sign before the letter
            else:
                unknown.add(info.codepoint)
        else:
            for character in known:
                bare = bare or (character.isalpha() and character not in left)
                left = left.replace(character, "", 1)
    if bare:  # a long vowel drawn as the short one with a sign
        left = "".join(character for character in left if not character.isalpha())
    if len(unknown) == 1 and (left or bare):
        found[unknown.pop()] = left
