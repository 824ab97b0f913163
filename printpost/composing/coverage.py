"""Coverage: whether the layout's fonts have every character that an issue prints.

A reading and the fonts of its layout come in; problems go out, one for each character and place, since a missing
character would be printed as an empty box, or not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.composing.words import catalogues, furniture_gaps
from printpost.newsroom.places import Places, Step
from printpost.newsroom.reader import Reading
from printpost.problems import Problem, Where

NOT_PRINTED = {
    "pages",
    "src",
    "url",
    "layout",
    "language",
    "copy",
    "copy_",
    "alt",
    "focus",
    "change",
    "id",
    "source",
    "wire",
    "with_",
}
_INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"}
_SCRIPTS = {
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "CJK": "Chinese and Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Devanagari",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "ETHIOPIC": "Ethiopic",
    "BENGALI": "Bengali",
    "GUJARATI": "Gujarati",
    "TAMIL": "Tamil",
}
_NOT_SET = {
    **{word: word.title() for word in ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "GURMUKHI", "ORIYA", "TELUGU")},
    **{word: word.title() for word in ("KANNADA", "MALAYALAM", "SINHALA", "MONGOLIAN", "SYRIAC", "CHEROKEE")},
}
"""Scripts that no paper is set in: their words are not parted by spaces, or nobody has tried them."""


def missing_characters(reading: Reading, layout: Layout, case: Case) -> tuple[Problem, ...]:
    """A problem for every character (or script) that no font of the layout has, where it stands first."""
    known = known_characters(layout, case)
    problems: list[Problem] = []
    seen: set[str] = set()
    for start, places, text in _texts(reading):
        for character in dict.fromkeys(text):
            if ord(character) in known or unicodedata.category(character) in _INVISIBLE:
                continue
            # One problem is enough for a whole script.
            script = _script(character)
            if (script or character) not in seen:
                seen.add(script or character)
                problems.append(_problem(character, script, start, places))
    return tuple(problems)


def untranslated(reading: Reading) -> tuple[Problem, ...]:
    """A warning, where the language is named, that names the furniture words printed in English."""
    gaps = furniture_gaps(reading.language)
    if not gaps:
        return ()
    places = reading.places
    if reading.issue.language is None and reading.publication_places is not None:
        places = reading.publication_places
    words = ", ".join(f"“{text.replace('{}', '…')}”" if "{}" in text else f"“{text}”" for text in gaps)
    return (
        places.warning(
            ("language",),
            f"there are no furniture words in the language '{reading.language}': {words} print in English",
            f"there are words in {len(catalogues()) + 1} languages; docs/languages.md lists them and how to add one",
        ),
    )


def known_characters(layout: Layout, case: Case) -> frozenset[int]:
    """The code points that the layout's text faces draw between them."""
    families = layout.reading_families()
    return frozenset().union(*(face.characters for face in case.faces if face.family in families))


def _script(character: str) -> str | None:
    name = unicodedata.name(character, "")
    return next((script for word, script in (_SCRIPTS | _NOT_SET).items() if name.startswith(word)), None)


def _problem(character: str, script: str | None, start: Where, places: Places) -> Problem:
    name = unicodedata.name(character, "no name")
    message = f"no font of the layout has the character {character!r} (U+{ord(character):04X}, {name.lower()})"
    hint = "write it another way, or give the layout a font that has it"
    if script in _NOT_SET.values():
        hint = f"printpost does not set the script {script}; docs/languages.md lists those that it sets"
    elif script:
        hint = f"the script ({script}) is set in papers whose language: is written in it; write it in Latin"
    return places.error(_first(character, start, places), message, hint)


def _first(character: str, start: Where, places: Places) -> Where:
    """Where a character stands from a place on; the place itself if it is not written there as such."""
    for number in range(start.line - 1, len(places.lines)):
        at = places.lines[number].find(character)
        if at >= 0:
            return Where(start.file, number + 1, at + 1)
    return start


def _texts(reading: Reading) -> Iterator[tuple[Where, Places, str]]:
    issue, places = reading.issue, reading.places
    for path, text in printed_texts(issue):
        yield places.at(path), places, text
    for index, (entry, copy) in enumerate(zip(issue.contents, reading.copy, strict=True)):
        start = places.at(("contents", index, entry.block.kind, "copy"))
        for block in copy or ():
            yield replace(start, line=block.line or start.line), places, "".join(run.text for run in block.runs)
    shared = reading.publication_places
    if shared is not None:
        for path, text in printed_texts(reading.publication):
            yield shared.at(path), shared, text


def printed_texts(value: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Every text of a model that is printed, with its path. Addresses, paths and copy are not among them."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if name not in NOT_PRINTED:
                yield from printed_texts(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield (*path, key), str(key)
            yield from printed_texts(entry, (*path, key))
    elif isinstance(value, tuple | list):
        for index, entry in enumerate(value):
            yield from printed_texts(entry, (*path, index))
