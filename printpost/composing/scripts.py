"""Scripts: what the writing of a language asks of the page.

A language tag comes in, a `Script` goes out: which way its lines run, how they may be broken and spread, the families
that draw it and the sizes at which these look as large as the layout's own. Nothing is measured or changed here;
`composing.dressing` puts a layout into a script.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from printpost.composing.words import locale_names, locale_of


@dataclass(frozen=True, slots=True)
class Script:
    """A way of writing. The defaults are those of Latin, Greek and Cyrillic, for which layouts are made.

    ``serif`` and ``sans`` are the families that stand before the layout's own; ``nameplate`` that of the paper's
    name. ``sample`` are letters that a font of the script has. ``scale`` is by how much its type must be larger than
    the layout says, ``leading`` and ``head_leading`` the least leading of copy and of heads, as multiples of the size.
    """

    name: str = ""
    rtl: bool = False
    ideographic: bool = False
    """Lines break between characters, and what is left of a line goes between them."""
    serif: str = ""
    sans: str = ""
    nameplate: str = ""
    sample: str = ""
    scale: float = 1.0
    head_scale: float = 1.0
    leading: float = 0.0
    head_leading: float = 0.0
    indent: float = 0.0
    """The first line of a paragraph, in em, where the script has a custom of its own."""
    features: str = ""
    """OpenType features that all its type is set with, or without: those that would make a character's width depend on
    its neighbours, where lines are broken between any two."""
    joined: bool = False
    """Letters are joined: nothing may be put between them."""
    italics: bool = True
    """Emphasis is italic; without, it is bold, and what a layout sets in italics stands upright."""
    capitals: bool = True
    """There are capitals and small capitals, and figures of the same two kinds."""
    small_capitals: bool = True
    """An opening is set in small capitals."""


PLAIN = Script()

# The display faces of Latin papers often have the few Greek letters of formulas and no others.
_GREEK = Script(
    "Greek",
    serif="STIX Two Text",
    sans="Source Sans 3",
    nameplate="STIX Two Text",
    sample="αβγήθς",
    small_capitals=False,
)
_ARABIC = Script(
    "Arabic",
    rtl=True,
    serif="Amiri",
    sans="Amiri",
    nameplate="Amiri",
    sample="ابجـ",
    scale=1.24,
    head_scale=1.0,
    leading=1.42,
    head_leading=1.36,
    joined=True,
    italics=False,
    capitals=False,
)
_HEBREW = Script(
    "Hebrew",
    rtl=True,
    serif="Frank Ruhl Libre",
    sans="Heebo",
    nameplate="Frank Ruhl Libre",
    sample="אבג",
    scale=1.04,
    leading=1.3,
    head_leading=1.1,
    italics=False,
    capitals=False,
)


def _east_asian(name: str, family: str, sample: str, indent: float = 1.0) -> Script:
    return Script(
        name,
        ideographic=True,
        serif=f"Noto Serif CJK {family}",
        sans=f"Noto Sans CJK {family}",
        nameplate=f"Noto Serif CJK {family}",
        sample=sample,
        head_scale=0.86,
        leading=1.5,
        head_leading=1.24,
        indent=indent,
        features="-kern,-calt,-locl",
        italics=False,
        capitals=False,
    )


_SCRIPTS: dict[str, Script] = {
    "ar": _ARABIC,
    "fa": _ARABIC,
    "el": _GREEK,
    "he": _HEBREW,
    "yi": _HEBREW,
    "ja": _east_asian("Japanese", "JP", "日のカ"),
    "zh": _east_asian("simplified Chinese", "SC", "国这", 2.0),
    "zh_Hant": _east_asian("traditional Chinese", "TC", "國這", 2.0),
    "zh_HK": _east_asian("traditional Chinese", "HK", "國這", 2.0),
    "zh_Hant_HK": _east_asian("traditional Chinese", "HK", "國這", 2.0),
    "ko": _east_asian("Korean", "KR", "한국"),
}


@lru_cache(maxsize=64)
def script_of(language: str) -> Script:
    """The script of a language tag such as zh-TW."""
    locale = locale_of(language)
    if locale.language != language.split("-", maxsplit=1)[0]:
        return PLAIN
    return next((_SCRIPTS[name] for name in locale_names(locale) if name in _SCRIPTS), PLAIN)
