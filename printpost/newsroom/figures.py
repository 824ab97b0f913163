"""Figures as editors type them: what number a text such as 1,204, 97.4K or £3.5m stands for.

A text and the language that it is written in come in, a number or None goes out. It serves drawings; what is printed
is always what was typed.
"""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

_FIGURE = re.compile(
    r"(?P<sign>[-−])?[^\w\s]{0,3}(?P<digits>\d(?:[\d.,\x20\u00a0\u202f'’]*\d)?)\s?(?P<by>(?:[kKmMbB]|bn)(?!\w))?"
)
_TIMES = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9}


def number_in(text: str, language: str = "en-GB") -> float | None:
    """The first number of a text, or None: 1,204 is a thousand and more in English, little over one in German."""
    found = _FIGURE.search(text)
    if found is None:
        return None
    decimal = _decimal(language)
    whole, _, part = found["digits"].rpartition(decimal) if decimal in found["digits"] else (found["digits"], "", "")
    digits = re.sub(r"\D", "", whole) + "." + re.sub(r"\D", "", part or "0")
    value = float(digits) * _TIMES.get((found["by"] or "").lower(), 1.0)
    return -value if found["sign"] else value


def _decimal(language: str) -> str:
    try:
        return str(get_decimal_symbol(Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError):
        return "."


_PLAIN = re.compile(r"[+\-−±~≈<>]?\s?[£$€¥]?\d[\d.,\u00a0\u202f'’]*")


def decimals(text: str, language: str = "en-GB") -> str | None:
    """The decimal sign and the digits after it, "" where a figure has none, None for what is more than a figure."""
    if not _PLAIN.fullmatch(text):
        return None
    _, sign, tail = text.rpartition(_decimal(language))
    return sign + tail if sign else ""
