"""What an editor's text means where the model wants something else: dates, numbers, yes and no, lines of print.

Texts come in as they were typed, values go out; a text that does not fit is refused with words and a hint that the
reader prints as they are. Values that are no texts pass through for the model to judge.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from printpost.newsroom.typography import typographic

REFUSED = "refused"
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = [  # for messages, which are in English
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufeff]")


def refusal(
    message: str, *, hint: str | None = None, inside: Mapping[tuple[str | int, ...], str] | None = None
) -> PydanticCustomError:
    """What a validator raises: a message ("date is ..." is ``{name} is ...``) and a hint for the editor.

    ``inside`` gives a message for each of several places inside the value instead.
    """
    return PydanticCustomError(REFUSED, "refused", {"message": message, "hint": hint, "inside": dict(inside or {})})


def printed(value: str, info: ValidationInfo) -> str:
    """A line of text as it is printed in the language of the paper; no-break spaces stay."""
    language = (info.context or {}).get("language", "en-GB")
    line = re.sub(r"[ \t\r\n\x85\u2028\u2029]+", " ", value)
    found = _CONTROL.search(line)
    if found:
        raise refusal(f"{{name}} holds a character that cannot be printed: U+{ord(found[0]):04X}", hint="delete it")
    return typographic(line, language)


def typed_markdown(value: str) -> str:
    """Copy, which must say something."""
    if not value.strip():
        raise refusal("{name} is empty", hint="write the text in the lines under it, indented, after a |")
    return value


def typed_whole(value: Any) -> Any:
    """A whole number."""
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]{1,12}", value):
        raise refusal(f"{{name}} must be a whole number, not '{_clip(value)}'")
    return value


def typed_figure(value: Any) -> Any:
    """A number, with or without decimals."""
    if isinstance(value, str) and not re.fullmatch(
        r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][+-]?\d{1,2})?", value
    ):
        raise refusal(f"{{name}} must be a number such as 12 or 0.5, not '{_clip(value)}'")
    return value


def typed_flag(value: Any) -> Any:
    """True or false, by any of YAML's names for them."""
    if isinstance(value, str):
        if value.lower() not in _FLAGS:
            raise refusal(f"{{name}} must be true or false, not '{_clip(value)}'")
        return _FLAGS[value.lower()]
    return value


def typed_date(value: Any) -> Any:
    """A day as year, month and day. Nothing else: 4/5 is another day in another country."""
    if not isinstance(value, str):
        return value
    match = _DATE.fullmatch(value)
    if not match:
        raise refusal(
            f"{{name}} must be written as year, month and day, not '{_clip(value)}'", hint="for example 2026-04-25"
        )
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= len(_MONTHS) or year == 0:
        raise refusal(f"there is no such date as {value}", hint="dates are year-month-day: 2026-04-25 is 25 April")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise refusal(f"there is no {day} {_MONTHS[month - 1]} {year}", hint="check the day of the month") from None


def _clip(value: str) -> str:
    """The value in a message: one line, not too long."""
    line = " ".join(value.split())
    return line if len(line) <= 40 else line[:39] + "…"
