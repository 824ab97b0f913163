"""Head fitting: a headline a little larger or smaller than its level's own size, so that its lines fill the measure.

A headline, its type and a width come in; its lines come out, and the type in which they are set. It is what a
newspaper's editors do by hand with heads over several columns. The steps are small enough for the levels to stay
apart: the smallest of a level is larger than the largest of the next in every layout that ships. The lead's own have
nothing above them and may grow more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from printpost.composing.heads import Setting, break_head

LEAST, MOST, MOST_OF_LEAD, MOST_OF_SHORT = 0.94, 1.1, 1.2, 1.5
"""How much of its level's size a headline has at least, and at most; the lead's at most, and that of a lead of one
line, which is short of words.
"""
DEEP, LEAST_OF_DEEP = 4, 0.85
"""The lines from which a lead's headline is better smaller in fewer, and how much of its size it has at least then."""
REACH = 11.0
"""How far (points) from ink white is thought to be dead: a line of copy, about."""
HOLE = 0.02
"""The share of a page that may be white in one place, such as beside and under a head, before it is a hole."""
STEP = 0.25
"""Sizes are whole multiples of this, in points."""


def fit_head(
    text: str, setting: Setting, width: float, *, language: str, most: float = MOST
) -> tuple[Setting, tuple[str, ...]] | None:
    """A headline over several columns, ``width`` points wide: the type in which it fills them best, and its lines.

    Smaller only where it then takes a line less, else as large as its lines go in, but no more than ``most`` times its
    level's size (a lead's single line half as large again). Returns None where a word is too wide at the level's own
    size.
    """
    own = break_head(text, setting, width, language=language)
    if own is None:
        return None
    lead = most > MOST
    deep = lead and len(own) >= DEEP
    fewer = _in_fewer_lines(text, setting, width, len(own), language, LEAST_OF_DEEP if deep else LEAST)
    if fewer:
        return fewer
    if lead and len(own) == 1:
        most = MOST_OF_SHORT
    widest = max(map(setting.inked, own)) / setting.size
    size = math.floor(min(most * setting.size, width / widest) / STEP) * STEP
    return replace(setting, size=max(size, setting.size)), own


def _in_fewer_lines(
    text: str, setting: Setting, width: float, count: int, language: str, least: float
) -> tuple[Setting, tuple[str, ...]] | None:
    """The headline at the largest size at which it takes fewer lines than so many, if one is large enough."""
    if count == 1:
        return None
    found = None
    # In whole steps: the largest size known to do, and the least known not to. The smallest is tried first.
    small, large = math.ceil(least * setting.size / STEP) - 1, math.ceil(setting.size / STEP)
    steps = small + 1
    while small < steps < large:
        smaller = replace(setting, size=steps * STEP)
        lines = break_head(text, smaller, width, language=language)
        if lines is not None and len(lines) < count:
            small, found = steps, (smaller, lines)
        elif found is None:
            return None
        else:
            large = steps
        steps = (small + large) // 2
    return found


def hole_beside(bands: Sequence[tuple[float, float]], width: float) -> float:
    """The largest rectangle of dead white beside the lines of a head, in square points.

    A band is a line's width and depth in points, or white over, between or under lines, which has no width. Dead is
    what is farther than `REACH` from any ink.
    """
    most = 0.0
    for first in range(len(bands)):
        widest = depth = 0.0
        for length, deep in bands[first:]:
            widest, depth = max(widest, length), depth + deep
            most = max(most, max(width - widest - REACH, 0.0) * max(depth - 2 * REACH, 0.0))
    return most
