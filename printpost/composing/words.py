"""Furniture words: what the program itself prints, in the language of the paper.

A language tag comes in; words, dates and numbers go out. The words stand in gettext catalogues (``catalogues/*.po``),
of which British English is the original; dates and numbers are Babel's, with what newspapers do otherwise put right.
A word that no catalogue has prints in English, and `furniture_gaps` names it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).with_name("catalogues")


@dataclass(frozen=True, slots=True)
class Words:
    """Furniture words of one language; each ``{}`` stands for a figure or a name. The defaults are British English."""

    continued: str = "Continued on page {}"
    from_page: str = "From page {}"
    inside: str = "Inside"
    issue: str = "Issue No. {}"
    page: str = "Page {}"
    new: str = "new"
    notes: str = "Notes"
    established: str = "Established {}"
    refer: str = "{}, page {}"
    proof: str = "Proof – not for publication"


ORIGINAL = Words()
ALWAYS = ("continued", "from_page", "inside", "issue", "new", "notes", "refer")
"""The words that a paper may print without being asked: these are what a missing catalogue costs."""

# Where newspapers write the full date otherwise than Unicode's locale data.
_DATES = {
    "ja": "y年M月d日（EEEE）",
    "zh_Hans": "y年M月d日 EEEE",
    "zh": "y年M月d日 EEEE",
    "af": "EEEE d MMMM y",
    "id": "EEEE, d MMMM y",
    "ka": "EEEE, d MMMM, y",
    "vi": "EEEE, 'ngày' d 'tháng' M 'năm' y",
}
_FIRST = {"fr": "1er", "it": "1º", "pt_BR": "1º"}
"""How the first of a month is written where it is an ordinal and no other day is."""
_MANY = 10_000
"""Numbers from here on are grouped: No. 12,345, but No. 1234."""


def catalogues() -> tuple[str, ...]:
    """The names of all catalogues, as Babel writes locales; British English needs none."""
    return tuple(sorted(path.stem for path in CATALOGUES.glob("*.po")))


@lru_cache(maxsize=64)
def words_for(language: str) -> Words:
    """The furniture words of a language tag such as en-GB; in English where there are none."""
    name = _catalogue(language)
    said = _read(name) if name else {}
    return Words(
        **{
            field.name: said.get(getattr(ORIGINAL, field.name), getattr(ORIGINAL, field.name))
            for field in fields(Words)
        }
    )


def furniture_gaps(language: str) -> tuple[str, ...]:
    """What a paper in this language prints in English, for want of a catalogue or of a word in it."""
    if language.split("-", maxsplit=1)[0] == "en":
        return ()
    name = _catalogue(language)
    said = _read(name) if name else {}
    return tuple(text for word in ALWAYS if (text := getattr(ORIGINAL, word)) not in said)


@lru_cache(maxsize=64)
def long_date(date: dt.date, language: str) -> str:
    """A date as it stands under a nameplate: Saturday, 25 April 2026. It opens its line, so with a capital."""
    locale = locale_of(language)
    names = locale_names(locale)
    pattern = next((_DATES[name] for name in names if name in _DATES), "full")
    text = format_date(date, pattern, locale=locale)
    if date.day == 1 and (first := next((_FIRST[name] for name in names if name in _FIRST), None)):
        text = text.replace(" 1 ", f" {first} ", 1)
    return text[:1].title() + text[1:]  # Georgian capitals stand in words of capitals alone


def number(value: int, language: str) -> str:
    """A whole number as it is printed in running furniture, grouped from five figures on."""
    return str(value) if abs(value) < _MANY else format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale of a language tag; that of its language where it does not know the region, else en-GB."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "GB")


def locale_names(locale: Locale) -> tuple[str, ...]:
    """The names under which a locale's own matter may stand, the most exact first: zh_Hant_TW, zh_Hant, zh."""
    language, script, territory = locale.language, locale.script, locale.territory
    if language == "zh" and script is None:
        script = "Hant" if territory in ("TW", "HK", "MO") else "Hans"
    parts = [(language, script, territory), (language, territory), (language, script), (language,)]
    return tuple(dict.fromkeys("_".join(part for part in name if part) for name in parts))


_WRITTEN_AS = {"no": "nb"}
"""Languages that are written as another: Norwegian, where nothing else is said, is Bokmål."""


@lru_cache(maxsize=64)
def _catalogue(language: str) -> str | None:
    """The catalogue of a language tag; None where there is none."""
    locale = locale_of(language)
    if locale.language != language.split("-", maxsplit=1)[0]:
        return None
    names = (*locale_names(locale), _WRITTEN_AS.get(locale.language, locale.language))
    return next((name for name in names if (CATALOGUES / f"{name}.po").is_file()), None)


@lru_cache(maxsize=64)
def _read(name: str) -> dict[str, str]:
    """The words of a catalogue by their English originals. What is marked as doubtful or is empty does not count."""
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        found = read_po(file, locale=name, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in found if entry.id and entry.string and not entry.fuzzy}
