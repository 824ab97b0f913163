"""Scripts: what the writing of a language asks of the page.

A language tag comes in, a `Script` goes out: which way its lines run, how they may be broken and spread, the families
that draw it and the sizes at which these look as large as the layout's own. Nothing is measured or changed here;
`composing.dressing` puts a layout into a script.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from printpost.composing.words import locale_names, locale_of


class Lender(StrEnum):
    """Whose fonts a script borrows from the system: each is one package, or a few, of a system's."""

    NONE = ""
    CJK = "noto-cjk"
    NOTO = "noto"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A family that is set in the place of another, and by how much its heads are smaller, since it runs wider."""

    absent: str
    family: str
    scale: float


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
    squares: bool = False
    """All characters fill squares of one size: a measure should hold a whole number of them."""
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
    lender: Lender = Lender.NONE
    """Whose fonts draw it, where none that ship do."""
    letters: str = ""
    """Letters beyond those of English that the language is written with: a head is set in one family that has all."""
    instead: tuple[StandIn, ...] = ()
    """For each family of the layout that lacks some of the letters, the one that is set instead."""


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
        squares=family != "KR",
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
        lender=Lender.CJK,
    )


def _noto(
    name: str,
    sample: str,
    *,
    scale: float = 1.0,
    head_scale: float = 1.0,
    leading: float = 1.3,
    head_leading: float = 1.2,
    joined: bool = False,
    capitals: bool = False,
) -> Script:
    """A script that runs from the left and parts its words with spaces, in the system's Noto Serif and Noto Sans."""
    return Script(
        name,
        serif=f"Noto Serif {name}",
        sans=f"Noto Sans {name}",
        nameplate=f"Noto Serif {name}",
        sample=sample,
        scale=scale,
        head_scale=head_scale,
        leading=leading,
        head_leading=head_leading,
        joined=joined,
        italics=False,
        capitals=capitals,
        small_capitals=False,
        lender=Lender.NOTO,
    )


# Signs above and below the letters of Indic scripts need room between lines; their letters hang from one bar, or join.
_DEVANAGARI = _noto("Devanagari", "अकहि", leading=1.42, head_leading=1.36, joined=True)
_BENGALI = _noto("Bengali", "অকহি", leading=1.42, head_leading=1.36, joined=True)
_TAMIL = _noto("Tamil", "அகி", scale=0.9, head_scale=0.85, leading=1.5, head_leading=1.36, joined=True)
_GUJARATI = _noto("Gujarati", "અકહિ", leading=1.48, head_leading=1.36, joined=True)


_SCRIPTS: dict[str, Script] = {
    "ar": _ARABIC,
    "fa": _ARABIC,
    "ur": _ARABIC,
    "el": _GREEK,
    "he": _HEBREW,
    "yi": _HEBREW,
    "ja": _east_asian("Japanese", "JP", "日のカ"),
    "zh": _east_asian("simplified Chinese", "SC", "国这", 2.0),
    "zh_Hant": _east_asian("traditional Chinese", "TC", "國這", 2.0),
    "zh_HK": _east_asian("traditional Chinese", "HK", "國這", 2.0),
    "zh_Hant_HK": _east_asian("traditional Chinese", "HK", "國這", 2.0),
    "ko": _east_asian("Korean", "KR", "한국"),
    "ka": _noto("Georgian", "აბგქ", scale=0.94, head_scale=0.9),
    "hy": _noto("Armenian", "աբգԱ", scale=0.94, head_scale=0.92, capitals=True),
    "am": _noto("Ethiopic", "አበገ", scale=0.96, head_scale=0.9, leading=1.4, head_leading=1.25),
    "hi": _DEVANAGARI,
    "mr": _DEVANAGARI,
    "ne": _DEVANAGARI,
    "bn": _BENGALI,
    "gu": _GUJARATI,
    "ta": _TAMIL,
}

# The letters of newspapers' Latin and Cyrillic beyond English: Unicode's exemplar characters of each language.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_LETTERS: dict[str, str] = {
    "az": "çəğıöşüİƏ",
    "be": f"{_CYRILLIC[:25]}ёіўыэ",
    "bg": f"{_CYRILLIC}ъ",
    "ca": "àçèéíïòóúü",
    "cs": "áčďéěíňóřšťúůýž",
    "cy": "âêîôûŵŷ",
    "eo": "ĉĝĥĵŝŭ",
    "hr": "čćđšž",
    "bs": "čćđšž",
    "hu": "áéíóöőúüű",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "pl": "ąćęłńóśźż",
    "ro": "ăâîșț",
    "ru": f"{_CYRILLIC}ёъыэ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sr_Latn": "čćđšž",
    "tr": "çğıöşüİ",
    "uk": f"{_CYRILLIC}єіїґ",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}
_DOTLESS = ("az", "tr")
"""Languages with a dotless i: the fonts' small capitals do not tell it from the other."""
_TALL = ("vi",)
"""Languages whose letters carry two signs on top of each other: their lines need room."""


@lru_cache(maxsize=64)
def script_of(language: str) -> Script:
    """The script of a language tag such as zh-TW."""
    locale = locale_of(language)
    if locale.language != language.split("-", maxsplit=1)[0]:
        return PLAIN
    names = locale_names(locale)
    if found := next((_SCRIPTS[name] for name in names if name in _SCRIPTS), None):
        return found
    letters = next((_LETTERS[name] for name in names if name in _LETTERS), "")
    if not letters:
        return PLAIN
    least = (1.34, 1.2) if locale.language in _TALL else (0.0, 0.0)
    return Script(
        "Cyrillic" if "а" in letters else "Latin",
        letters=letters,
        leading=least[0],
        head_leading=least[1],
        small_capitals=locale.language not in _DOTLESS,
    )
