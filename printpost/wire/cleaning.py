"""Cleaning: other people's words made fit to print.

A name or a description comes in as a stranger typed it; a line of plain text goes out, with what had to be done to it.
Text stays text: nothing here reads markup except `without_markup`, which takes it out of feeds. Scripts are left alone:
which of them can be set is known only where the fonts are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

EMOJI, INVISIBLE, SHORTENED = "pictographs left out", "invisible characters left out", "shortened"
_SPACES = re.compile(r"\s+")
_SEPARATORS = re.compile(r"(?<=[-_/.: ])")
_KEPT_SIGNS = frozenset("©®°™№℠℃℉¦")
_RESTYLED = ("<font>", "<wide>", "<narrow>", "<circle>", "<square>")
_MOST_MARKS = 2
_INVISIBLE_KINDS = ("Cc", "Cf", "Cs", "Co", "Cn", "Me")
_ADDRESS = re.compile(r"https?://[^\s/\\\"'<>]+\S*")
_LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that can be printed, and what was done to it."""

    text: str
    done: frozenset[str] = frozenset()


def cleaned(text: object, longest: int) -> Cleaned:
    """One line of at most ``longest`` characters, shortened between words. Not a text: an empty line."""
    line, done = _line(text)
    short = shortened(line, longest)
    return Cleaned(short, done | {SHORTENED} if short != line else done)


def cleaned_name(text: object, longest: int) -> Cleaned:
    """A name of at most ``longest`` characters, shortened in its middle, since the end tells versions apart."""
    line, done = _line(text)
    short = shortened_name(line, longest)
    return Cleaned(short, done | {SHORTENED} if short != line else done)


def _line(text: object) -> tuple[str, frozenset[str]]:
    if not isinstance(text, str):
        return "", frozenset()
    done: set[str] = set()
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[:20_000]):
        kind = unicodedata.category(character)
        marks = marks + 1 if kind == "Mn" else 0
        if character.isspace():
            kept.append(" ")
        elif (
            kind in ("Cc", "Cf", "Cs", "Co", "Cn")
            or "\ufe00" <= character <= "\ufe0f"
            or kind == "Me"
            or marks > _MOST_MARKS
        ):
            done.add(INVISIBLE)
        elif (kind == "So" and character not in _KEPT_SIGNS) or (kind == "Sk" and character > "\U0001f000"):
            # A circled or squared letter is a letter; a rocket is not.
            plain = _restyled(character)
            kept.append(plain or " ")
            done.update(() if plain else {EMOJI})
        else:
            kept.append(_restyled(character) or character)
    line = _SPACES.sub(" ", "".join(kept)).strip()
    # A lone joiner goes with the pictograph that it belonged to: nobody wants to read of it.
    return line, frozenset(done - {INVISIBLE} if EMOJI in done else done)


def _restyled(character: str) -> str | None:
    """The plain form of a letter that is only dressed up, such as a mathematical bold a; else None."""
    if not unicodedata.decomposition(character).startswith(_RESTYLED):
        return None
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isprintable() and plain.isalnum() else None


def shortened(line: str, longest: int) -> str:
    """The first words of a line, with an ellipsis if some are missing."""
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    if line[longest - 1] != " " and " " in cut[longest // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–—-.(") + "…"


def shortened_name(name: str, longest: int) -> str:
    """A name without its middle: as many whole parts as fit, two thirds of them from its beginning."""
    if len(name) <= longest:
        return name
    parts = _SEPARATORS.split(name)
    room = longest - 1
    head, tail = "", ""
    while parts and len(head) + len(parts[0]) <= -(-room * 2 // 3):
        head += parts.pop(0)
    while parts and len(head) + len(parts[-1]) + len(tail) <= room:
        tail = parts.pop() + tail
    head = head or name[: max(room - len(tail), 1)]
    return (head.rstrip(" ,;:/") + "…" + tail)[:longest]


def without_markup(html: object) -> str:
    """The words of a feed's HTML."""
    if not isinstance(html, str):
        return ""
    return str(Markup(html[:100_000]).striptags())  # noqa: S704  it is taken apart, not printed


def address(text: object) -> str | None:
    """The link, if it is one that may be printed: http or https, whole, and of a sane length."""
    if not isinstance(text, str) or len(text) > _LONGEST_ADDRESS or not text.isprintable():
        return None
    return text if _ADDRESS.fullmatch(text) else None
