"""How many pages an issue asks for: a number, auto, or a multiple of so many up to a greatest number.

What an editor or a command line wrote comes in; a number, "auto" or a PageRange goes out. Both files and the command
line have the short form, `4x..12`; files have `{multiple_of: 4, max: 12}` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from printpost.newsroom.scalars import refusal

MOST_PAGES = 128
PAGES_HINT = "give a number from 1 to 128, or auto, or 4x for a multiple of four pages and 4x..12 for at most twelve"
_KEYS = ("multiple_of", "max")
_SHORT = re.compile(r"([0-9]{1,3})x(?:\.\.([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class PageRange:
    """A multiple of so many pages, as the sheets of a press want it, up to ``most``."""

    multiple_of: int = 1
    most: int = MOST_PAGES

    @property
    def greatest(self) -> int:
        """The greatest page count of the range."""
        return self.most - self.most % self.multiple_of

    def __str__(self) -> str:
        return f"{self.multiple_of}x" + (f"..{self.most}" if self.most < MOST_PAGES else "")


PageCount = int | Literal["auto"] | PageRange


def page_range(text: str) -> PageRange | None:
    """The pages that the short form stands for: a multiple, an x and, if wanted, two dots and the greatest number."""
    match = _SHORT.fullmatch(text)
    if match is None:
        return None
    found = PageRange(int(match[1]), int(match[2] or MOST_PAGES))
    return found if 1 <= found.multiple_of <= found.most <= MOST_PAGES else None


def page_count(value: object) -> PageCount | None:
    """The pages that a number, auto or the short form stands for, if it stands for any."""
    if value == "auto":
        return "auto"
    number = _whole(value)
    return page_range(value) if number is None and isinstance(value, str) else number


def typed_pages(value: Any) -> PageCount:
    """A number of pages, auto, or a range as a text or as keys."""
    if isinstance(value, PageRange):
        return value
    if isinstance(value, dict):
        return _range(value)
    found = page_count(value)
    if found is not None:
        return found
    hint = "or a multiple: {multiple_of: 4, max: 12}, for short 4x..12"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:39] + "…"
        raise refusal(
            f"{{name}} must be auto or a number from 1 to {MOST_PAGES}, not '{' '.join(shown.split())}'", hint=hint
        )
    raise refusal(f"{{name}} must be auto or a number from 1 to {MOST_PAGES}", hint=hint)


def _range(keys: dict[Any, Any]) -> PageRange:
    faults = dict(_faults(keys))
    if faults:
        raise refusal(
            "pages is wrong", inside=faults, hint="multiple_of: 4 takes 4, 8, 12... pages; max: 12 is the most"
        )
    found = PageRange(_whole(keys.get("multiple_of", 1)) or 1, _whole(keys.get("max", MOST_PAGES)) or MOST_PAGES)
    if found.most < found.multiple_of:
        raise refusal(
            "pages is wrong",
            inside={("max",): f"max is {found.most}, but the fewest pages are {found.multiple_of}"},
            hint="raise max, or lower multiple_of",
        )
    return found


def _faults(keys: dict[Any, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not keys:
        yield (), "pages is empty"
    for key, value in keys.items():
        if key not in _KEYS:
            yield (key,), f"unknown key '{key}': pages may have multiple_of and max"
        elif _whole(value) is None:
            yield (key,), f"{key} must be a whole number from 1 to {MOST_PAGES}"


def _whole(value: Any) -> int | None:
    """The number of pages that a value is, if it is one."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value):
        value = int(value)
    return value if type(value) is int and 1 <= value <= MOST_PAGES else None
