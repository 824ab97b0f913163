"""Breaks: the places where a line of running text may end. A text comes in, they come out, each with its price."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from printpost.composing.hj import AFTER, Manner
from printpost.composing.syllables import hyphenate, hyphenate_in_need

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
"""Letters of the shortest word that is divided."""
_ADDRESS = re.compile(r"[^ \u00a0]*(?:://|\w\.\w+/|[^\W\d_]{2}\.[^\W\d_]{2}|\w_\w)[^ \u00a0]*")
"""Addresses, names of files and names that programs give: a hyphen would be taken for their own."""
_JOINTS = re.compile(r"(?<=[\w/]{2})(?=(?:[?=&#%~]|\.(?!\d))\w)|(?<=\w_)(?=\w{2})|(?<=[\w/]/)(?=\w{2})")
"""Where these may be divided, between the parts of which they are made."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: before ``end``, and where the next line begins.

    ``hyphen`` is one that has to be added (in a ``name``; only in ``need``; with but two letters left over: ``short``;
    after the first two: ``opening``),
    ``hard`` one of the word's own or the like. ``last_resort`` prices a break in a word that no line holds.
    """

    end: int
    start: int
    hyphen: bool = False
    name: bool = False
    need: bool = False
    short: bool = False
    opening: bool = False
    hard: bool = False
    address: bool = False
    last_resort: float = 0.0

    def cost(self, manner: Manner) -> float:
        """What a line that ends here costs more."""
        return (
            manner.hyphen * self.hyphen
            + manner.hyphen_in_a_name * self.name
            + manner.hyphen_in_need * self.need
            + (manner.two_letters_in_need if self.need else manner.two_letters_over) * self.short
            + manner.two_letters_left * self.opening
            + manner.hard_hyphen * self.hard
            + manner.address * self.address
            + self.last_resort
        )


def breaks_of(text: str, language: str, whole: Container[int], *, hyphenated: bool = True) -> dict[int, Break]:
    """The breaks of a text by their places. Words that begin at a place in ``whole`` are not divided."""
    found = {match.start(): Break(match.start(), match.end()) for match in re.finditer(" ", text)}
    for match in AFTER.finditer(text):
        at = match.start()
        found[at] = Break(at, at, hard=True)
    addresses: set[int] = set()
    for match in _ADDRESS.finditer(text):
        addresses.update(range(*match.span()))
        for joint in _JOINTS.finditer(match[0]):
            at = match.start() + joint.start()
            found.setdefault(at, Break(at, at, address=True))
    for match in _WORD.finditer(text) if hyphenated else ():
        word, start = match[0], match.start()
        if len(word) < _SHORTEST or word.isupper() or start in addresses or start in whole:
            continue
        name = word[0].isupper() and start > 0
        for divide, need in ((hyphenate, False), (hyphenate_in_need, True)):
            for position in divide(word, language):
                at, short = start + position, len(word) - position == 2
                opening = position == 2
                found.setdefault(at, Break(at, at, hyphen=True, name=name, need=need, short=short, opening=opening))
    return found
