"""Finishing: what becomes of the printed pages, by the profile that was asked for.

A printed edition comes in, the bytes of a file for a screen, a press or a desktop printer go out. Whatever was done to
the file, its letters are counted again at the end: finishing may neither lose nor add one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2

from printpost.composing.sheetwork import Sheetwork
from printpost.premises import profiles_folder
from printpost.pressroom.home import for_home
from printpost.pressroom.lettering import Lettering
from printpost.pressroom.profiles import PressProfile
from printpost.pressroom.screen import publish
from printpost.pressroom.separation import Sheet, separate
from printpost.pressroom.xmp import Record
from printpost.problems import Problem, error

Medium = Literal["screen", "press", "home"]
MEDIA: tuple[Medium, ...] = ("screen", "press", "home")
SCREEN_COLOURS = "icc/sRGB2014.icc"


@dataclass(frozen=True, slots=True)
class Finish:
    """What a file is for. A press has a profile, and a sheet with bleed (points) and marks."""

    medium: Medium = "screen"
    press: PressProfile | None = None
    sheet: Sheet = field(default_factory=Sheet)


def finish(pdf: bytes, sheetwork: Sheetwork, how: Finish, epoch: int) -> bytes:
    """The finished file. ``epoch`` (seconds, UTC) dates it."""
    told = sheetwork.metadata
    record = Record(told.title, told.author, told.subject, told.language, told.keywords, epoch)
    if how.medium == "home":
        return for_home(pdf, record)
    if how.medium == "press":
        assert how.press is not None
        return separate(pdf, how.press, record, how.sheet)
    return publish(pdf, record, sheetwork.threads, profiles_folder() / SCREEN_COLOURS)


def miscounted(printed: bytes, finished: bytes) -> tuple[Problem, ...]:
    """What letters the finished file has more or fewer than the inspected pages: none, if all is well."""
    before, after = _letters(printed), _letters(finished)
    if len(before) != len(after):
        return (error(f"the finished file has {len(after)} pages instead of {len(before)}"),)
    return tuple(
        error(f"page {number}: the finished file has other letters than the inspected page: {_difference(was, now)}")
        for number, (was, now) in enumerate(zip(before, after, strict=True), 1)
        if was != now
    )


def _letters(pdf: bytes) -> list[Counter[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        counts = []
        for number in range(len(document)):
            with Lettering(document[number]) as page:
                counts.append(Counter(page.text))
        return counts
    finally:
        document.close()


def _difference(was: Counter[str], now: Counter[str]) -> str:
    lost, gained = was - now, now - was
    return f"{sum(lost.values())} lost ({''.join(lost)[:20]}), {sum(gained.values())} gained ({''.join(gained)[:20]})"
