"""Proofreading: whether the sheetwork says everything that the issue says.

A reading and its sheetwork come in, problems go out: one for every text of the issue that is set nowhere. The
pressroom compares the print with the sheetwork; this compares the sheetwork with the editor's own words, so that a
template that forgets a field, or a block that was never placed, cannot pass.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from printpost.composing.coverage import printed_texts
from printpost.composing.sheetwork import Sheetwork
from printpost.newsroom.reader import Reading
from printpost.problems import Problem

ON_OCCASION = {"short", "refer", "fillers", "name"}
"""Fields that stand in the paper only on occasion: a short headline where the story turns, what the front says of a
story that stands inside, fillers where they fill."""


def left_out(reading: Reading, sheetwork: Sheetwork) -> tuple[Problem, ...]:
    """A problem for every text of the issue that the sheetwork does not hold."""
    set_apart = "\n".join(plain(wording.text) for wording in sheetwork.wording)
    copy: dict[str, list[str]] = defaultdict(list)
    for leg in sheetwork.legs:
        copy[leg.item or leg.name] += leg.lines
    running = "\n".join(plain("".join(lines)) for lines in copy.values())
    everything = f"{set_apart}\n{running}"
    problems = []
    for path, text in printed_texts(reading.issue):
        if path[-1] not in ON_OCCASION and plain(text) not in everything:
            problems.append(_problem(reading, path, text))
    for index, (entry, blocks) in enumerate(zip(reading.issue.contents, reading.copy, strict=True)):
        for block in blocks or ():
            text = "".join(run.text for run in block.runs)
            if plain(text) not in everything:
                problems.append(_problem(reading, ("contents", index, entry.block.kind, "copy"), text))
    paper = reading.publication
    for name in ("name", "tagline", "established", "place", "price", "imprint"):
        text = getattr(paper, name)
        if text and plain(text) not in everything:
            problems.append(_problem(reading, (name,), text))
    return tuple(problems)


def plain(text: str) -> str:
    """Letters and digits alone, in one case: hyphens at line ends, spaces and small capitals do not matter."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


def _problem(reading: Reading, path: tuple[str | int, ...], text: str) -> Problem:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return reading.places.error(
        path, f"“{shown}” is not set anywhere", "the layout's template of this block leaves it out"
    )
