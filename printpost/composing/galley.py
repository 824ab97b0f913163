"""Galleys: a story's copy broken into lines, ready to be poured into legs.

``setting`` makes them. A galley knows for each block in how many lines it can be set and at what cost. ``fill`` pours
a galley into frames (the legs of a take) and gives back what filled them *and* what remains, so that no line can be
lost. Lines are counted, never measured: a line is one row of the page's grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from printpost.composing.charges import Bill, total
from printpost.composing.hj import Line, Manner
from printpost.composing.ideographs import IdeographicParagraph
from printpost.composing.paragraphs import Paragraph

COST = 0.012
"""What one unit of H&J cost is worth in make-up, where one is about two white rows in a leg."""

WHITE_ROW, HOLLOW = 2.4, 2.6
"""Cost of a white row at the foot of a leg, and of two and more there: every row's with every other's."""
FEW = 3
"""Rows at the foot of a leg that a block may leave white to begin in the next leg."""
ORPHAN = 7.0
WIDOW = 16.0
HYPHEN_AT_FOOT, OVER_A_TURN = 6.0, 12.0
"""Cost of a divided word at the foot of a leg, and of one more of which the reader has to find the rest on a later
page."""
SUBHEAD_AT_FOOT = 40.0
SPREAD = 3
"""A block may be set in at most so many lines more or less than is best for it."""
DEAREST = 2.2
"""The most that a block may cost more than at its best: about two further hyphens or a line as loose as is
tolerable."""


@dataclass(frozen=True, slots=True)
class Initial:
    """A drop cap: its letters, the lines it is deep and the room it takes from them in em of the text."""

    letters: str
    lines: int
    room: float


@dataclass(frozen=True)
class SetBlock:
    """A block of copy as it can be set. ``before`` is its white rows, dropped at the head of a leg.

    ``indents`` are where its lines begin, in em; a list item's ``marker`` hangs in front of the first.
    """

    kind: str
    paragraph: Paragraph | IdeographicParagraph
    before: int = 0
    marker: str | None = None
    marker_at: float = 0.0
    initial: Initial | None = None
    dearer: float = 0.0
    """What it costs beyond its lines: the price of how it is opened."""
    ways: tuple[SetBlock, ...] = ()
    """The ways in which it may be opened, this one among them."""

    @property
    def cost(self) -> float:
        """What the block costs at its best."""
        return min(self.paragraph.costs.values()) + self.dearer

    def at_its_best(self) -> SetBlock:
        """The block opened in the way that costs least at its present prices."""
        return replace(min(self.ways, key=lambda way: way.cost), ways=self.ways) if self.ways else self

    @property
    def best(self) -> int:
        """The number of lines in which the block looks best."""
        costs = self.paragraph.costs
        return min(costs, key=lambda count: (costs[count], count))

    def counts(self) -> dict[int, float]:
        """The numbers of lines that the block may be set in, with what each costs more than the best."""
        costs, best = self.paragraph.costs, self.best
        if self.kind == "subhead":
            return {best: 0.0}
        return {
            count: (cost - costs[best]) * COST
            for count, cost in sorted(costs.items())
            if abs(count - best) <= SPREAD and (cost - costs[best]) * COST <= DEAREST
        }


@dataclass(frozen=True, slots=True)
class Start:
    """Where a take begins: a block, the lines that block is set in (None: still free), and its first line."""

    block: int = 0
    count: int | None = None
    line: int = 0


WHOLE = Start()


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``first`` to ``last`` (exclusive) of a block set in ``count`` lines, from ``row`` of a frame."""

    block: int
    count: int
    first: int
    last: int
    frame: int
    row: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What a fill gives back: the parts in place, where the rest begins (None: nothing remains), and the cost with
    its bill.
    """

    parts: tuple[Part, ...]
    rest: Start | None
    cost: float
    white: int
    bill: Bill = ()


class Galley:
    """A story's blocks, set."""

    def __init__(self, blocks: Sequence[SetBlock]) -> None:
        self.blocks = tuple(blocks)
        self._count()

    def price(self, manner: Manner) -> None:
        """Set the galley anew with other prices."""
        for block in self.blocks:
            for way in block.ways or (block,):
                way.paragraph.price(manner)
        self.blocks = tuple(block.at_its_best() for block in self.blocks)
        self._count()

    def _count(self) -> None:
        self._counts = [block.counts() for block in self.blocks]
        self._best = [block.best for block in self.blocks]
        self._stretches: dict[Start, Mapping[int, float]] = {}
        self._cuts: dict[tuple[int, int, int, bool], tuple[float, Bill]] = {}

    def rows(self, start: Start = WHOLE) -> int:
        """The rows that the copy from ``start`` takes in one leg without end, set at its best."""
        total = 0
        for index in range(start.block, len(self.blocks)):
            first = index == start.block
            if first and start.count is not None:
                total += start.count - start.line
            else:
                total += self._best[index] + (0 if first else self.blocks[index].before)
        return total

    def stretch(self, start: Start = WHOLE) -> Mapping[int, float]:
        """Least cost of taking so many lines more (or fewer) than ``rows`` says, from ``start``."""
        found = self._stretches.get(start)
        if found is None:
            found = self._stretches[start] = self._stretch(start)
        return found

    def _stretch(self, start: Start) -> Mapping[int, float]:
        costs: dict[int, float] = {0: 0.0}
        for index in range(start.block, len(self.blocks)):
            if index == start.block and start.count is not None:
                continue
            best = self._best[index]
            if len(self._counts[index]) == 1:
                continue
            after: dict[int, float] = {}
            for delta, cost in costs.items():
                for count, extra in self._counts[index].items():
                    key = delta + count - best
                    if cost + extra < after.get(key, 8.0):
                        after[key] = cost + extra
            costs = after
        return costs

    def fill(self, frames: Sequence[int], start: Start = WHOLE, *, turns: bool = False) -> Filled | None:
        """Pour the copy from ``start`` into ``frames`` (rows each), for the least cost.

        With ``turns`` the frames are filled and the rest of the copy is handed back; without, all of it must go in.
        Returns None where that cannot be done.
        """
        return _Pour(self, tuple(frames), start, turns).best()

    def set(self, block: int, count: int, size: float, cuts: frozenset[int]) -> tuple[Line, ...]:
        """The lines of a block, without a hyphen before the cuts (line numbers at which a leg begins)."""
        return self.blocks[block].paragraph.lines(count, size, frozenset(cut - 1 for cut in cuts))

    def cut(self, block: int, count: int, line: int, *, turns: bool = False) -> tuple[float, Bill]:
        """The cost of ending a leg, or with ``turns`` a take, after ``line`` lines of a block (orphan, widow or hyphen
        at the foot), and its bill.
        """
        key = (block, count, line, turns)
        found = self._cuts.get(key)
        if found is None:
            found = self._cuts[key] = self._cut(*key)
        return found

    def _cut(self, block: int, count: int, line: int, turns: bool) -> tuple[float, Bill]:
        split = 0.0
        if line == 1 or (self.blocks[block].kind == "subhead"):
            split += ORPHAN
        if count - line == 1:
            split += WIDOW
        initial = self.blocks[block].initial
        if initial and line < initial.lines:
            split += 100.0
        price = self.blocks[block].paragraph.price_without_hyphen(count, line - 1)
        hyphen = HYPHEN_AT_FOOT + OVER_A_TURN * turns if price is None else price * COST
        bill = tuple((part, cost) for part, cost in (("widows", split), ("hyphens", hyphen)) if cost)
        return total(bill), bill

    def count_cost(self, block: int) -> dict[int, float]:
        """What each number of lines costs for a block."""
        return self._counts[block]

    def ends_leg(self, block: int, under: int = 0) -> float:
        """The cost of a leg with so few rows ``under`` this whole block: a subhead must not stand at the foot, unless
        what it heads goes whole into them.
        """
        if self.blocks[block].kind != "subhead":
            return 0.0
        headed = self._counts[block + 1] if block + 1 < len(self._counts) else {}
        return 0.0 if min(headed, default=under + 1) <= under else SUBHEAD_AT_FOOT


def _foot(blank: int) -> float:
    """The cost of so many white rows at the foot of a leg that others follow."""
    return WHITE_ROW * blank + HOLLOW * blank * (blank - 1)


@dataclass(slots=True)
class _State:
    cost: float
    white: int
    parts: tuple[Part, ...]
    bill: Bill = ()

    def charged(self, part: str, cost: float, white: int = 0) -> _State:
        """The state with one more charge, for so many more white rows."""
        return _State(self.cost + cost, self.white + white, self.parts, (*self.bill, (part, cost)))


class _Pour:
    """The programme behind ``Galley.fill``: states are places (frame, row) after each block."""

    def __init__(self, galley: Galley, frames: tuple[int, ...], start: Start, turns: bool) -> None:
        self.galley, self.frames, self.start, self.turns = galley, frames, start, turns
        self.done: list[tuple[_State, Start | None]] = []

    def best(self) -> Filled | None:
        states: dict[tuple[int, int], _State] = {(0, 0): _State(0.0, 0, ())}
        for index in range(self.start.block, len(self.galley.blocks)):
            after: dict[tuple[int, int], _State] = {}
            for place, state in states.items():
                self._pour_block(index, place, state, after)
            states = after
            if not states:
                break
        for (frame, row), state in states.items():
            rows = self.frames[frame:] if frame < len(self.frames) else ()
            left = sum(rows) - row
            if self.turns and left:
                continue
            empty = sum(1 for f in range(frame + 1, len(self.frames)))
            self.done.append((state.charged("feet", WHITE_ROW * 0.6 * left + 4.0 * empty, left), None))
        if not self.done:
            return None
        state, rest = min(self.done, key=lambda done: done[0].cost)
        return Filled(state.parts, rest, state.cost, state.white, state.bill)

    def _pour_block(
        self, index: int, place: tuple[int, int], state: _State, after: dict[tuple[int, int], _State]
    ) -> None:
        first_block = index == self.start.block
        if first_block and self.start.count is not None:
            options = {self.start.count: 0.0}
            line = self.start.line
        else:
            options, line = self.galley.count_cost(index), 0
        frame, row = place
        before = 0 if row == 0 or first_block else self.galley.blocks[index].before
        white = 0
        if frame < len(self.frames) and row and row + before >= self.frames[frame]:
            white = self.frames[frame] - row
            frame, row, before = frame + 1, 0, 0
        places = [(frame, row + before, white)]
        if row and frame + 1 < len(self.frames):
            left = self.frames[frame] - row - before
            if left <= min(options) + 1 and left <= FEW:
                # It just goes in at the foot of the leg: it may look better at the head of the next.
                places.append((frame + 1, 0, white + self.frames[frame] - row))
        for count, extra in options.items():
            for at, first, blank in places:
                there = state.charged("lines", extra) if extra else state
                if blank:
                    there = there.charged("feet", _foot(blank), blank)
                self._pour_lines(index, count, line, at, first, there, after)

    def _pour_lines(
        self,
        index: int,
        count: int,
        line: int,
        frame: int,
        row: int,
        state: _State,
        after: dict[tuple[int, int], _State],
    ) -> None:
        if frame >= len(self.frames):
            if self.turns:
                self.done.append((state, Start(index, count if line else None, line)))
            return
        room, left = self.frames[frame] - row, count - line
        if left <= room:
            part = Part(index, count, line, count, frame, row)
            end = (frame, row + left) if left < room else (frame + 1, 0)
            ends = self.galley.ends_leg(index, room - left) if left >= room - 1 else 0.0
            known = after.get(end)
            if known is None or state.cost + ends < known.cost:
                ended = state.charged("widows", ends) if ends else state
                after[end] = _State(ended.cost, ended.white, (*ended.parts, part), ended.bill)
            return
        for taken in {room, room - 1, room - 2, 0}:
            blank = room - taken
            if taken < 0 or taken >= left or (taken == 0 and (row == 0 or blank > 3)):
                continue
            there = state.charged("feet", _foot(blank), blank) if blank else state
            parts = state.parts
            if taken:
                turns = self.turns and frame == len(self.frames) - 1
                cost, bill = self.galley.cut(index, count, line + taken, turns=turns)
                part = Part(index, count, line, line + taken, frame, row)
                there = _State(there.cost + cost, there.white, (*parts, part), there.bill + bill)
            elif parts and parts[-1].frame == frame:
                there = there.charged("widows", self.galley.ends_leg(parts[-1].block))
            self._pour_lines(index, count, line + taken, frame + 1, 0, there, after)
