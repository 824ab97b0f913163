"""Syllables: where a word may be divided, in the language of the paper.

A word and a language tag come in, places between two of its letters go out, the fewest letters before the first and
after the last as each language wants them. The patterns are Pyphen's (those of LibreOffice); some languages that it
lacks divide by one plain rule. Nothing is measured here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pyphen

from printpost.composing.words import locale_names, locale_of


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LEAST = (2, 3)
"""The fewest letters before and after a hyphen, where nothing else is said."""
_TWO = _listed(
    "az be bg bs ca el es et eu fi fil gl hr hu hy id is it ka lt lv mk ms nb nn no pl ro ru sl sq sr sv sw tr uk"
)
"""Languages whose syllables are short and whose style books let two letters go over (hyph-utf8's right minima)."""
_LIKE = {"no": "nb", "ms": "id", "bs": "hr"}
"""Languages without patterns that divide as another does."""
_WHOLE = _listed("as bn gu hi kn ml mr ne or pa sa si ta te th")
"""Scripts whose letters join or stack: newspapers do not divide their words, though Pyphen may have patterns."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A word is divided before a consonant that a vowel follows and a vowel precedes, somewhere. After a consonant
    it is only if that is among ``closers``, or if these are None.
    """

    vowels: frozenset[str]
    closers: frozenset[str] | None = None
    groups: tuple[str, ...] = ()
    """Consonants that are one sound, or open a syllable together."""


_SONORANT_MK = frozenset("влмнрјљњ")
_HARMONIC = _listed(
    "ბგ ბღ დგ დღ ზგ ზღ ჯგ ჯღ ძგ ძღ ფქ ფხ თქ თხ ცქ ცხ ჩქ ჩხ პკ პყ ტკ ტყ წკ წყ ჭკ ჭყ სხ შხ სქ შქ სტ შტ ტრ კვ ქვ"
)
_SWAHILI = _listed("mb mp mw nd ng ny nj nz nt nk ch sh th dh gh kw bw pw tw vy my by")
_RULES = {
    "fi": _Rule(frozenset("aeiouyåäö")),
    "tr": _Rule(frozenset("aeıioöuüâîû")),
    "az": _Rule(frozenset("aeəıioöuü")),
    "hy": _Rule(frozenset("աեէըիոօւև")),
    "ka": _Rule(frozenset("აეიოუ"), None, _HARMONIC),
    "mk": _Rule(frozenset("аеиоу"), _SONORANT_MK),
    "sw": _Rule(frozenset("aeiou"), frozenset(), _SWAHILI),
    "fil": _Rule(frozenset("aeiou"), None, ("ng",)),
}


def divides(language: str) -> bool:
    """Whether words of a language are divided at all."""
    name = locale_of(language).language
    return name not in _WHOLE and (name in _RULES or _patterns(language) is not None)


@lru_cache(maxsize=50_000)
def hyphenate(word: str, language: str) -> tuple[int, ...]:
    """Where a word may be divided; empty where its language does not divide words, or is not known to."""
    name = language.split("-", maxsplit=1)[0]
    if name in _WHOLE:
        return ()
    if rule := _RULES.get(name):
        return tuple(_by_rule("".join(letter.lower()[0] for letter in word), rule))
    return _positions(word, language)


@lru_cache(maxsize=50_000)
def hyphenate_in_need(word: str, language: str) -> tuple[int, ...]:
    """Where a word may be divided besides, to save a bad line: before its last two letters. British patterns are those
    of Oxford, which leave words such as "nobody" and "trouble" whole; American ones do not.
    """
    name = language.split("-", maxsplit=1)[0]
    if name in _WHOLE or name in _RULES:
        return ()
    languages = (language, "en-US") if name == "en" else (language,)
    found = {at for each in languages for at in _positions(word, each, 2)}
    return tuple(sorted(found.difference(hyphenate(word, language))))


def _positions(word: str, language: str, right: int | None = None) -> tuple[int, ...]:
    patterns = _patterns(language, right)
    # A place where letters would change as well (Hungarian asz-szony, Catalan col-lecció) is not taken.
    return tuple(int(at) for at in patterns.positions(word) if at.data is None) if patterns else ()


@lru_cache(maxsize=64)
def _patterns(language: str, least: int | None = None) -> pyphen.Pyphen | None:
    locale = locale_of(language)
    if locale.language != language.split("-", maxsplit=1)[0]:
        return None
    names = (*locale_names(locale), _LIKE.get(locale.language, locale.language))
    found = next((known for name in names if (known := pyphen.language_fallback(name))), None)
    left, right = (2, 2) if locale.language in _TWO else _LEAST
    return pyphen.Pyphen(lang=found, left=left, right=least or right) if found else None


def _by_rule(word: str, rule: _Rule) -> list[int]:
    found = []
    for at in range(2, len(word) - 1):
        if word[at] in rule.vowels or not any(letter in rule.vowels for letter in word[:at]):
            continue
        group = next((group for group in rule.groups if word.startswith(group, at)), word[at])
        if word[at + len(group) : at + len(group) + 1] not in rule.vowels:
            continue
        if any(word[at - 1 : at + 1] == group[:2] for group in rule.groups):
            continue
        if word[at - 1] in rule.vowels or rule.closers is None or word[at - 1] in rule.closers:
            found.append(at)
    return found
