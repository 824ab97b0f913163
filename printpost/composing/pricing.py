"""Pricing: what each item costs at every depth, in every span that it may take.

Measured heads, panels and galleys come in; out go shapes. A story pays for white rows, for legs too shallow or too tall
and for lines taken long or short; a panel pays for being opened out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from printpost.composing.layout import Legs
from printpost.composing.shapes import LEAST_IN_LEG, Costs, InsetShape, Setting, Shape

WHITE = 0.45
"""Cost of a white row in one column."""
WHITE_SQUARED = 0.3
"""Cost of the square of the white rows' depth."""
MOST_WHITE = 6
IN_HOLE, UNDER_LEGS = 4.0, 2.5
"""Cost of every cell of a hole, a rectangle of white, that is larger than the page can bear; under legs it is part of
rows that cost more and more.
"""
SEEN_OF_GAP = 0.5
"""Rows by which the white under a module is seen to be deeper: most of the row between two, at the foot of a page none.
"""
UNSEEN = 0.3
"""Rows under a panel that are not seen as white."""
SHALLOW = 1.0
"""Cost of every row that the legs are shallower than they should be."""
TALL = 0.6
"""Cost of every row that the legs are taller than they should be."""
TURN, TURN_OF_LEAD, TURN_AGAIN = 5.0, 8.0, 12.0
"""Cost of a turn; of the lead's, which stands whole rather than another story; and of one that is not a story's first,
for stories that are longer than a page.
"""
MOST_ART, DWARFED = 2.0, 0.3
"""The cells of a picture that a line of the copy standing with it bears, and the cost of each cell more."""
QUOTE_ALONE = 4.0
"""Cost of a pull quote that takes a whole leg: copy has to be read on beyond it."""
OPENED_FURTHER, OVER_OPEN = (1.25, 1.5, 1.75), 0.5
"""By how many times as much as it should a panel may be opened out, and the cost of every point beyond."""


def hole_cost(cells: Costs, bearable: float, each: float = IN_HOLE) -> Costs:
    """The cost of so many white cells that lie together, of which a page can bear some."""
    cost: Costs = each * np.maximum(cells - bearable, 0.0)
    return cost


def white_cost(cells: Costs, span: int, bearable: float = math.inf) -> Costs:
    """The cost of white cells (rows of one column) at the feet of a module's legs. They lie together, a row under each
    of some legs or level under all; ``bearable`` is how many cells may lie so before they are a hole.
    """
    cost = WHITE * cells + WHITE_SQUARED * (cells / span) ** 2
    cost = cost + hole_cost(cells + SEEN_OF_GAP * np.minimum(cells, span), bearable, UNDER_LEGS)
    return np.where(cells > MOST_WHITE * span, cost + 8.0 * (cells / span - MOST_WHITE) + 10.0, cost)


@dataclass(frozen=True, slots=True)
class Ways:
    """All settings of a story in one span, as arrays: [setting] or [setting, depth].

    ``capacity`` is the lines of copy that go in, ``cost`` what the setting and legs that are too tall cost (infinite
    where it cannot be had). What legs cost that are too shallow depends on the copy.
    """

    settings: tuple[Setting, ...]
    capacity: NDArray[np.int64]
    cost: Costs
    legs: Legs
    alone: NDArray[np.int64]
    """By setting: the depth at which its quote takes a whole leg, or -1."""
    under: NDArray[np.int64]
    """By setting and depth: the rows under the head."""


def ways_to_set(
    span: int, deepest: int, settings: Sequence[tuple[Setting, float]], legs: Legs, *, shallowest: int = LEAST_IN_LEG
) -> Ways:
    """The ways to set a story in ``span`` columns, at depths 0 to ``deepest``; each setting comes with its own cost."""
    own = np.array([cost for _, cost in settings])[:, None]
    head = np.array([setting.head for setting, _ in settings])[:, None]
    # [setting, leg]: the rows that heads, insets and jump lines take, and which of them are the head's.
    headed = np.arange(span)[None, :] < np.array([setting.abreast or span for setting, _ in settings])[:, None]
    profiles = {insets: _profile(insets, span) for insets in {setting.insets for setting, _ in settings}}
    taken, between = np.moveaxis(np.array([profiles[setting.insets] for setting, _ in settings]), 1, 0)
    taken += np.where(headed, head, 0)
    taken[:, -1] += [setting.jump for setting, _ in settings]
    depth = np.arange(deepest + 1)[None, :]
    # By rows under the head, from the first depth's with the deepest head on.
    deepest_head = int(head.max())
    under = np.arange(-deepest_head, deepest + 1)
    table = np.where(under < shallowest, np.inf, tall_cost(under, legs))
    cost = np.where(_fit(taken, between, deepest), own + table[depth - head + deepest_head], np.inf)
    quoted = np.array([_quoted_leg(setting) for setting, _ in settings])
    alone = np.where(quoted < 0, -1, taken[np.arange(len(settings)), quoted])
    cost += np.where(alone[:, None] == depth, QUOTE_ALONE, 0.0)
    capacity = span * depth - taken.sum(axis=1, keepdims=True)
    art = np.array([_art_cells(setting) for setting, _ in settings])[:, None]
    if art.any():
        cost += dwarfed_cost(art, capacity)
    return Ways(tuple(setting for setting, _ in settings), capacity, cost, legs, alone, depth - head)


def _profile(insets: Sequence[InsetShape], span: int) -> tuple[list[int], list[int]]:
    """By legs: the rows that insets take, and the least that must be left where they stand between copy."""
    taken, between = [0] * span, [0] * span
    for inset in insets:
        for leg in range(inset.leg, inset.leg + inset.span):
            taken[leg] += inset.depth
            if inset.where == "middle":
                between[leg] += 2 * LEAST_IN_LEG + 2
    return taken, between


def _quoted_leg(setting: Setting) -> int:
    """The leg that has the pull quote; -1 where there is none."""
    return next((inset.leg for inset in setting.insets if inset.kind == "quote"), -1)


def _art_cells(setting: Setting) -> int:
    return sum(inset.depth * inset.span for inset in setting.insets if inset.kind == "art")


def dwarfed_cost(art: NDArray[np.int64], lines: NDArray[np.int64]) -> Costs:
    """The cost of a picture of so many cells over so many lines of copy."""
    cost: Costs = DWARFED * np.maximum(art - MOST_ART * lines, 0.0)
    return cost


def tall_cost(rows: NDArray[np.int64], legs: Legs) -> Costs:
    """What it costs that legs have so many rows."""
    cost: Costs = np.maximum(rows - legs.tall, 0) * TALL
    return cost


def shallow_cost(rows: NDArray[np.int64], legs: Legs) -> Costs:
    """What it costs that legs have so few rows of copy and insets."""
    cost: Costs = np.maximum(legs.shallow - rows, 0) * SHALLOW
    return cost


def _fit(taken: NDArray[np.int64], between: NDArray[np.int64], deepest: int) -> NDArray[np.bool_]:
    """Whether what is taken, as [setting, leg], goes into modules of 0 to ``deepest`` rows, as [setting, depth]: what
    is left of a leg is nothing or takes copy.
    """
    # A leg that is just full is the deepest of all; the others take copy.
    least, full = taken + np.maximum(between, LEAST_IN_LEG), taken.max(axis=1, keepdims=True)
    others = (least <= full) | ((taken == full) & (between == 0))
    depth = np.arange(deepest + 1)[None, :]
    fit: NDArray[np.bool_] = (depth >= least.max(axis=1, keepdims=True)) | (
        (depth == full) & others.all(axis=1, keepdims=True)
    )
    return fit


def story_shape(ways: Ways, span: int, lines: int, stretch: Mapping[int, float], bearable: float = math.inf) -> Shape:
    """The costs of a story of so many lines, all of which must go in.

    ``stretch`` is what it costs to set the copy in so many lines more or less; ``bearable`` as for ``white_cost``.
    """
    deltas = np.array(sorted(stretch))
    prices = np.array([stretch[delta] for delta in sorted(stretch)])
    most = int(ways.capacity.max(initial=0)) - lines
    slack = np.arange(int(deltas[0]), max(most, int(deltas[-1])) + 1)
    # By white cells; the last number stands for fewer than none.
    whites = white_cost(np.arange(int(slack[-1] - deltas[0]) + 2, dtype=float), span, bearable)
    whites[-1] = np.inf
    table = (prices + whites[np.maximum(slack[:, None] - deltas, -1)]).min(axis=1)

    def made_of(way: int, depth: int) -> dict[str, float]:
        # Asked of few shapes: what can be worked out again is not kept for all.
        room, under = ways.capacity[way, depth], ways.under[way, depth]
        white = whites[np.maximum(int(room) - lines - deltas, -1)]
        best = int((prices + white).argmin())
        return {"lines": float(prices[best]), "white": float(white[best]), "shallow": float(shallow(room, under))}

    def own(capacity: NDArray[np.int64], under: NDArray[np.int64]) -> Costs:
        index = capacity - lines - int(deltas[0])
        costs: Costs = np.where(index < 0, np.inf, table[np.clip(index, 0, len(table) - 1)])
        return costs + shallow(capacity, under)

    def shallow(capacity: NDArray[np.int64], under: NDArray[np.int64]) -> Costs:
        # White rows make no leg deeper: one that is too shallow without them pays for it.
        return shallow_cost(under - np.maximum(capacity - lines, 0) // span, ways.legs)

    return _best(ways, own, made_of)


def turned_shape(ways: Ways, lines: int, target: float, legs: Legs, turn: float = TURN) -> Shape:
    """The costs of a story's first take, after which ``target`` lines should be left: that it turns, and every line
    away from the target.
    """

    def made_of(way: int, depth: int) -> dict[str, float]:
        shallow = float(shallow_cost(ways.under[way, depth], ways.legs))
        return {
            "turn": turn,
            "carried": float(carried_cost(lines - ways.capacity[way, depth], target)),
            "shallow": shallow,
        }

    # By lines carried over, with one number at both ends for all that are out of range.
    rest = np.arange(-1, lines + 2)
    enough = (rest >= legs.turn_after) & (rest <= lines - legs.turn_before)
    table = np.where(enough, turn + carried_cost(rest, target), np.inf)

    def own(capacity: NDArray[np.int64], under: NDArray[np.int64]) -> Costs:
        found: Costs = table[np.minimum(np.maximum(lines + 1 - capacity, 0), lines + 2)]
        return found + shallow_cost(under, ways.legs)

    return _best(ways, own, made_of)


def carried_cost(rest: NDArray[np.int64], target: float) -> Costs:
    """What it costs to carry over so many lines instead of ``target``."""
    away = np.abs(rest - target)
    cost: Costs = 0.12 * np.maximum(away - 1.0, 0.0) + 0.004 * away**2
    return cost


def _best(
    ways: Ways,
    own: Callable[[NDArray[np.int64], NDArray[np.int64]], Costs],
    made_of: Callable[[int, int], Mapping[str, float]],
) -> Shape:
    """The best of all ways at every depth; ``own`` is what a story costs in legs that take so many lines, with so many
    rows under the head.
    """
    total = ways.cost + own(ways.capacity, ways.under)
    choice = total.argmin(axis=0)

    def parts(way: int, depth: int) -> dict[str, float]:
        setting = ways.settings[way]
        return {
            "tall": float(tall_cost(ways.under[way, depth], ways.legs)),
            "dwarfed": float(dwarfed_cost(np.array(_art_cells(setting)), ways.capacity[way, depth])),
            "insets": float(QUOTE_ALONE * (ways.alone[way] == depth)),
            **made_of(way, depth),
        }

    def every(depth: int) -> Costs:
        # Asked of few shapes: the table of all would take much room.
        found: Costs = ways.cost[:, depth] + own(ways.capacity[:, depth], ways.under[:, depth])
        return found

    return Shape(total[choice, np.arange(total.shape[1])], choice, ways.settings, parts, every)


def panel_shape(
    natural: float,
    span: int,
    deepest: int,
    leading: float,
    *,
    gaps: int,
    most_opened: float,
    shrink: float = 0.0,
    growth: float = 0.0,
    grown_cell: float = 0.0,
    extra: float = 0.0,
    bare: int = 0,
    short: float = 0.0,
    bearable: float = math.inf,
) -> Shape:
    """The costs of a panel that is ``natural`` points deep and leaves ``bare`` of its columns white, and ``short``
    cells at the foot of one; ``bearable`` as for ``white_cost``.

    Its ``gaps`` may be opened by ``most_opened`` points each, and by more rather than leave a hole; art may lose
    ``shrink`` or win ``growth`` points of its depth by another crop; each cell that it wins costs ``grown_cell`` more.
    """
    cost = np.full(deepest + 1, np.inf)
    least = max(math.ceil((natural - shrink) / leading - 0.02), 1)
    room = np.arange(least, deepest + 1) * leading - natural
    grown = np.clip(room, 0.0, growth)
    empty = bare * natural / leading

    def opened_out(most: float) -> tuple[Costs, Costs, Costs]:
        opened = np.clip((room - grown) / max(gaps, 1), 0.0, most)
        price = 0.06 * opened + 0.02 * opened**2 + OVER_OPEN * np.maximum(opened - most_opened, 0.0)
        under = (room - grown - opened * gaps) / leading
        cells = np.maximum(under - 0.9, 0.0) * span + empty
        hole = np.where(under > UNSEEN, (under + SEEN_OF_GAP) * span, 0.0) + empty
        if short:
            hole = np.maximum(hole, short + np.maximum(under, 0.0) + SEEN_OF_GAP)
        return opened, price, white_cost(cells, span) + hole_cost(hole, bearable)

    # As [part, share, depth].
    ways = np.stack([opened_out(most_opened * share) for share in (1.0, *OPENED_FURTHER)], axis=1)
    opened, price, white = ways[:, (ways[1] + ways[2]).argmin(axis=0), np.arange(len(room))]
    costs = {
        "span": np.full_like(room, extra),
        "opened": price,
        "white": white,
        "crop": 1.2 * (grown / (growth or 1.0)) ** 2
        + 3.0 * np.maximum(-room, 0.0) / max(shrink, 1.0)
        + grown_cell * grown / leading * span,
    }
    cost[least:] = sum(costs.values())
    choice = np.maximum(np.arange(deepest + 1) - least, 0)
    settings = tuple(
        Setting(opened=more, grown=longer, natural=natural)
        for more, longer in zip(opened.tolist(), grown.tolist(), strict=True)
    )

    def made_of(_: int, depth: int) -> dict[str, float]:
        return {part: float(prices[depth - least]) for part, prices in costs.items()}

    return Shape(cost, choice, settings or (Setting(),), made_of, grown_cell=grown_cell)
