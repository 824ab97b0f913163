"""Lists in legs: where a list over several columns is cut, so that its items stand in columns as copy does.

How deep the items are comes in, about; the items of each leg go out, in order, and how they are spread so that the legs
end level. Lines as wide as two columns would be short of words and full of white.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

EXACT = 5e-4
"""Points by which two depths may differ and still be alike."""


@dataclass(frozen=True, slots=True)
class ListLeg:
    """A leg of a list: its items, the points of white that they have more than the deepest leg's, on each side but over
    the first; how many times as far they are opened out there; and the points that stay free at its foot.
    """

    items: range
    white: float = 0.0
    more: float = 1.0
    bare: float = 0.0


def in_legs(depths: Sequence[float], count: int, most_white: float) -> tuple[ListLeg, ...]:
    """The legs of a list whose items are so deep (points), none without an item: the deepest is as shallow as can be,
    and of those that are as deep the first has most. The first items of all legs stand level. No item has more than
    ``most_white`` points of white added on a side.
    """
    count = min(count, len(depths))
    total = [0.0, *itertools.accumulate(depths)]
    # The least depth of the deepest of so many legs that take all items from one on.
    least = [[math.inf] * (len(depths) + 1) for _ in range(count + 1)]
    least[0][len(depths)] = 0.0
    for number in range(1, count + 1):
        for first in range(len(depths)):
            ends = range(first + 1, len(depths) + 1)
            least[number][first] = min(max(total[end] - total[first], least[number - 1][end]) for end in ends)
    depth, legs, first = least[count][0], list[range](), 0
    for number in range(count, 0, -1):
        ends = range(first + 1, len(depths) + 1)
        fitting = (end for end in ends if max(total[end] - total[first], least[number - 1][end]) <= depth + EXACT)
        legs.append(range(first, max(fitting)))
        first = legs[-1].stop
    most = max(map(len, legs))
    found = []
    for items in legs:
        spare = max(depth - sum(depths[items.start : items.stop]), 0.0)
        sides = 2 * len(items) - 1
        white = min(spare / sides, most_white)
        found.append(ListLeg(items, white, (2 * most - 1) / sides, spare - white * sides))
    return tuple(found)
