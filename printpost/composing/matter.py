"""Matter: the items of an issue as make-up sees them, measured and set at one text size.

Depths of heads, insets and panels come in as points (cast off in the layout's own templates) and galleys as lines;
out go shapes by span. What an item may look like is decided here: its head's level, where its insets stand, whether
it may turn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from printpost.composing.charges import Bill, total
from printpost.composing.galley import WHOLE, Start
from printpost.composing.headfit import HOLE
from printpost.composing.insets import Placing, beside_head, takes_all, ways_to_place, with_byline
from printpost.composing.items import Group, Item, Level, Panel, Story
from printpost.composing.layout import Legs
from printpost.composing.packages import package_costs
from printpost.composing.pricing import (
    TURN,
    TURN_AGAIN,
    TURN_OF_LEAD,
    Ways,
    hole_cost,
    panel_shape,
    story_shape,
    turned_shape,
    ways_to_set,
)
from printpost.composing.shapes import LEAST_IN_LEG, InsetShape, Setting, Shape
from printpost.composing.slicing import Items, Slicer

UNUSUAL, CRAMPED, CRAMPED_LEAD = 2.2, 4.5, 12.0
"""Cost of a head for every column more, and less, than the layout foresees for it; a lead that is not wide is none."""
RAW_WRAP, RAW_WRAP_OF_LEAD = 3.0, 6.0
"""Cost of a head over fewer columns than its story because its words are too few for all of them: copy stands beside
it (a raw wrap). A lead is set larger first.
"""
HALF_EMPTY = 30.0
"""Cost of a panel in more columns than it fills."""
EMPTY_HEAD = 0.22
"""Cost of a cell of white beside the lines of a head."""
DEARER = 9.0
"""What a setting of a story may cost more than the cheapest with a head of its level: no white is filled by it that
would cost as much.
"""
SQUEEZED = 3.0
"""What an item may cost more than at its best to take few cells."""
TOMBSTONE = 5.0
"""Cost of two heads of one size side by side."""


@dataclass
class Known:
    """What has been worked out of items at one text size. Matters that have these items may share it."""

    settings: dict[tuple[object, ...], list[tuple[Setting, float]]] = field(default_factory=dict)
    ways: dict[tuple[object, ...], Ways | None] = field(default_factory=dict)
    shapes: dict[tuple[object, ...], Mapping[int, Shape]] = field(default_factory=dict)
    natural: dict[tuple[object, ...], float] = field(default_factory=dict)

    def without(self, name: str) -> Known:
        """What stays true where one item is another. (The items of a group bear on its size.)"""
        return Known(
            {key: found for key, found in self.settings.items() if key[0] != name},
            {key: found for key, found in self.ways.items() if key[0] != name},
            {key: found for key, found in self.shapes.items() if key[0] != name},
        )


@dataclass
class Matter:
    """All items at one text size, in the editor's order."""

    items: Mapping[str, Item]
    order: tuple[str, ...]
    columns: int
    leading: float
    legs: Legs
    flag_rows: int
    inner: Mapping[str, Story | Panel] = field(default_factory=dict)
    known: Known = field(default_factory=Known, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Of turned stories, what is left of them, and groups there is much that no other plan will ask for again.
        self._shapes: dict[object, Mapping[int, Shape]] = {}

    def __getitem__(self, name: str) -> Item:
        found = self.items.get(name)
        return found if found is not None else self.inner[name]

    def changed(self, name: str, item: Item) -> Matter:
        """The same matter with another item of that name."""
        known = self.known.without(name)
        if name in self.items:
            return replace(self, items={**self.items, name: item}, known=known)
        assert not isinstance(item, Group)
        return replace(self, inner={**self.inner, name: item}, known=known)

    def lines(self, name: str) -> int:
        """The lines of a story's copy."""
        item = self[self.turning(name)]
        return item.galley.rows() if isinstance(item, Story) else 0

    def turning(self, name: str) -> str:
        """The item itself; of a package the story in it that may turn, if there is one."""
        item = self[name]
        if not isinstance(item, Group):
            return name
        return next((inside for inside in item.items if self.turnable(inside)), name)

    def grown_cell(self, name: str) -> float:
        """What every cell costs that an item takes beyond its own size, if it takes what room there is, as ruled lines
        for notes do; 0 if it does not.
        """
        item = self[name]
        return item.grown_cell if isinstance(item, Panel) else 0.0

    def turnable(self, name: str) -> bool:
        """Whether a story is long enough, and allowed, to be carried over."""
        item = self[name]
        if isinstance(item, Group):
            return item.section is None and self.turning(name) != name
        least = self.legs.turn_before + self.legs.turn_after
        if not isinstance(item, Story) or not item.may_turn or not any(level == "turn" for level, _ in item.heads):
            return False
        return item.galley.rows() >= least + 4

    def turn_cost(self, name: str, start: Start) -> float:
        """What it costs that a story, or the one of a group that may, turns: the first time, or once more."""
        item = self[self.turning(name)]
        if start != WHOLE:
            return TURN_AGAIN
        return TURN_OF_LEAD if isinstance(item, Story) and item.rank == 1 else TURN

    def shapes(self, name: str, deepest: int, start: Start, target: float | None) -> Mapping[int, Shape]:
        """The shapes of a story (from ``start``; with a ``target``, of its first take) or a panel, by span."""
        key = (name, start, target, deepest)
        shapes = self.known.shapes if start == WHOLE and target is None else self._shapes
        found = shapes.get(key)
        if found is None:
            item = self[name]
            if isinstance(item, Panel):
                found = self._panel(item, deepest)
            else:
                assert isinstance(item, Story)
                found = self._story(item, deepest, start, target)
            shapes[key] = found
        return found

    def _panel(self, item: Panel, deepest: int) -> dict[int, Shape]:
        widest = max(item.depths)
        # A panel may stand across more columns than it fills, at a price: a page must not fail for want of a column.
        spans = item.depths if item.pinned else {*item.depths, *range(widest, self.columns + 1)}
        return {
            span: panel_shape(
                item.depths[min(span, widest)],
                span,
                deepest,
                self.leading,
                gaps=item.gaps[min(span, widest)],
                most_opened=item.most_opened[min(span, widest)],
                shrink=item.shrink.get(span, 0.0),
                growth=item.growth.get(min(span, widest), 0.0),
                grown_cell=item.grown_cell,
                extra=item.cost.get(span, HALF_EMPTY if span > widest else 0.0),
                bare=max(span - widest, 0),
                short=item.short.get(min(span, widest), 0.0),
                bearable=self._largest_hole(deepest),
            )
            for span in sorted(spans)
        }

    def _story(self, item: Story, deepest: int, start: Start, target: float | None) -> dict[int, Shape]:
        lines = item.galley.rows(start)
        stretch = item.galley.stretch(start)
        shapes: dict[int, Shape] = {}
        if item.must_turn and target is None and start == Start():
            return shapes
        for span in range(1, self.columns + 1):
            if start == Start() and item.must_span not in (None, span):
                continue
            ways = self._ways(item, span, deepest, resumed=start != Start(), turned=target is not None)
            if ways is None:
                continue
            if target is None:
                shapes[span] = story_shape(ways, span, lines, stretch, self._largest_hole(deepest))
            else:
                shapes[span] = turned_shape(ways, lines, target, self.legs, self.turn_cost(item.name, start))
        return shapes

    def _ways(self, item: Story, span: int, deepest: int, *, resumed: bool, turned: bool) -> Ways | None:
        key = (item.name, span, resumed, turned, deepest)
        if key not in self.known.ways:
            settings = self._settings(item, span, deepest, resumed=resumed)
            if turned:
                settings = [(setting._replace(jump=1), cost) for setting, cost in settings]
            self.known.ways[key] = (
                ways_to_set(span, deepest, settings, self.legs, shallowest=5 if turned else LEAST_IN_LEG)
                if settings
                else None
            )
        return self.known.ways[key]

    def _settings(self, item: Story, span: int, deepest: int, *, resumed: bool) -> list[tuple[Setting, float]]:
        """The settings of a story in one span, with their costs."""
        key = (item.name, span, resumed, deepest)
        found = self.known.settings.get(key)
        if found is None:
            found = self.known.settings[key] = []
            insets = bare = [((), 0.0)] if resumed else ways_to_place(item, span, self.leading)
            if item.byline is not None and not resumed:
                insets = with_byline(bare, item.byline, self.leading)
            for level in (Level("turn", 0.0),) if resumed else item.levels:
                # Beside a head that fills little of its story's columns copy may stand, else only art.
                short = item.holes.get((level.name, span), 0.0) > self._largest_hole(deepest)
                ways: list[tuple[float, Setting, tuple[InsetShape, ...], Bill]] = []
                for wide in range(1, span + 1):
                    depth = item.heads.get((level.name, wide))
                    if depth is None or wide not in item.spans.get(level.name, ()):
                        continue
                    chosen = insets if wide > 1 else bare
                    if wide < span:
                        chosen = [way for way in chosen if beside_head(way[0], wide, span, copy=short)]
                    ways += self._priced(item, level, depth, span, wide, chosen, deepest, short=short)
                dearest = min((cost for cost, *_ in ways), default=0.0) + DEARER
                found += [
                    (head._replace(insets=insets, bill=bill), cost)
                    for cost, head, insets, bill in ways
                    if cost <= dearest
                ]
        return found

    def _priced(
        self,
        item: Story,
        level: Level,
        depth: float,
        span: int,
        wide: int,
        insets: Sequence[Placing],
        deepest: int,
        *,
        short: bool,
    ) -> Iterator[tuple[float, Setting, tuple[InsetShape, ...], Bill]]:
        """What it costs to set a story with a head ``depth`` points deep over ``wide`` of its columns, with each of the
        insets; ``short``: its words are too few for all of them.
        """
        rows = math.ceil(depth / self.leading - 0.02)
        head = Setting(level.name, rows, natural=depth, abreast=wide if wide < span else 0)
        cramped = CRAMPED_LEAD if item.rank == 1 else CRAMPED
        far = min(
            UNUSUAL * max(wide - usual, 0) + cramped * max(usual - wide, 0)
            for usual in item.usual.get(level.name) or (wide,)
        )
        own: Bill = (
            ("head", level.cost),
            ("bare", item.empty.get((level.name, wide), 0.0) * EMPTY_HEAD),
            ("span", self._fit_of_span(item, span)),
        )
        hole = float(hole_cost(np.array(item.holes.get((level.name, wide), 0.0)), self._largest_hole(deepest)))
        paid = total(own) + hole
        for chosen, cost in insets:
            unusual = far
            if short and wide < span:
                led = item.rank == 1 and not any(takes_all(inset, wide, span) for inset in chosen)
                unusual = min(far, RAW_WRAP_OF_LEAD if led else RAW_WRAP)
            bill = (*own, ("unusual", unusual), ("insets", cost), ("hole", hole))
            yield paid + unusual + cost, head, chosen, bill

    def _largest_hole(self, deepest: int) -> float:
        """Cells that may be white in one place on a page so many rows deep."""
        return HOLE * self.columns * deepest

    def _fit_of_span(self, item: Story, span: int) -> float:
        lines = item.galley.rows()
        cost = 0.0
        if span == self.columns and span > 2:
            cost += 2.0 if item.rank == 1 or lines < 40 else 0.4
        if item.rank > 1 and lines > 26 * span:
            cost += 0.6
        if item.rank == 2 and span == 1 and self.columns > 2:
            cost += 1.2
        return cost

    def group_shapes(self, name: str, slicer: Slicer, items: Items | None = None) -> Mapping[int, Shape]:
        """The shapes of a group: its items, as they are or one of them turned, cut by the slicer, under its flag if it
        has one.
        """
        group = self[name]
        assert isinstance(group, Group)
        items = items or group.items
        key = (name, items, slicer.dear, slicer.deepest)
        found = self._shapes.get(key)
        if found is None:
            found = {}
            flag = self.flag_rows if group.section else 0
            for span in range(min(2, self.columns), self.columns + 1):
                inner = slicer.costs(items, span) if group.section else package_costs(slicer, items, span)
                cost = np.full_like(inner, np.inf)
                cost[flag:] = inner[: len(inner) - flag]
                if np.isfinite(cost).any():
                    found[span] = Shape(cost, np.zeros(len(cost), dtype=np.intp), (Setting(part="group"),))
            self._shapes[key] = found
        return found

    def natural(self, name: str, slicer: Slicer, start: Start) -> float:
        """The cells that an item takes when it is set at its best, with the row under it."""
        key = (name, start, slicer.deepest)
        found = self.known.natural.get(key)
        if found is None:
            item = self[name]
            shapes = (
                self.group_shapes(name, slicer)
                if isinstance(item, Group)
                else self.shapes(name, slicer.deepest, start, None)
            )
            areas = sorted(
                (float(shape.cost.min()), span * (int(shape.cost.argmin()) + 1)) for span, shape in shapes.items()
            )
            good = [cells for cost, cells in areas if cost < areas[0][0] + 2.0] if areas else []
            if good:
                found = sum(good) / len(good)
            elif isinstance(item, Group):
                found = sum(self.natural(inside, slicer, start) for inside in item.items)
            else:
                found = self._longer_than_a_page(item, start) if isinstance(item, Story) else float("inf")
            self.known.natural[key] = found
        return found

    def _longer_than_a_page(self, item: Story, start: Start) -> float:
        """The cells of a story that goes whole into no page: it turns, with its insets on the first and a short head on
        every later one.
        """
        cells = item.galley.rows(start) * 1.06 + 3 * self.columns
        if start == WHOLE:
            depths = [depth for depth in (item.facts, item.quote) if depth is not None]
            depths += [min(span * depth for span, depth in item.art.items())] if item.art else []
            heads = [depth * span for (level, span), depth in item.heads.items() if level != "turn"]
            cells += (sum(depths) + min(heads, default=0.0)) / self.leading
        return cells

    def fewest(self, name: str, slicer: Slicer) -> float:
        """The cells that an item takes when it makes itself small, at little more cost than at its best: pictures above
        all may be small or large.
        """
        item = self[name]
        shapes = (
            self.group_shapes(name, slicer)
            if isinstance(item, Group)
            else self.shapes(name, slicer.deepest, WHOLE, None)
        )
        best = min((float(shape.cost.min()) for shape in shapes.values()), default=np.inf)
        if not np.isfinite(best):
            return self.natural(name, slicer, WHOLE)
        small = [np.flatnonzero(shape.cost <= best + SQUEEZED) for shape in shapes.values()]
        return float(
            min(span * (int(depths[0]) + 1) for span, depths in zip(shapes, small, strict=True) if len(depths))
        )

    def clash(self, first: str, second: str) -> float:
        """The cost of two items standing side by side: two heads of one size at one height (a tombstone)."""
        one, two = self._head(first), self._head(second)
        return TOMBSTONE if one and one == two else 0.0

    def _head(self, code: str) -> str:
        if code.startswith("+"):
            return "turn"
        item = self[code.split(">", maxsplit=1)[0]]
        if isinstance(item, Group) and item.section is None:
            item = self[item.items[0]]
        return item.levels[0].name if isinstance(item, Story) else ""
