"""Movers: today's lists beside earlier ones: gains, new entries, streaks, curves, and who moved most.

Items of a source and what the ledger remembers come in, rows of the frozen file go out. Nothing is fetched or kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from printpost.wire.frozen import Row, utc
from printpost.wire.ledger import Ledger, Observation, Past
from printpost.wire.orders import FIRST_FIGURE, Order
from printpost.wire.sources import Item

CURVE = 14
"""Days in a curve, today's figure included."""


@dataclass(frozen=True, slots=True)
class Compared:
    """All rows of an order, beyond the printed ones, and the time of the list that they were compared with."""

    order: Order
    rows: tuple[Row, ...]
    since: str | None

    @property
    def printed(self) -> tuple[Row, ...]:
        """The rows that the order asked for."""
        return self.rows[: self.order.count]


def figure_of(order: Order) -> str | None:
    """The figure that a section prints."""
    return order.figure or FIRST_FIGURE.get(order.source)


def observations(items: Sequence[Item]) -> tuple[Observation, ...]:
    """Return items as the ledger keeps them."""
    return tuple(Observation(item.id, rank, item.figures) for rank, item in enumerate(items, 1))


def compare(order: Order, items: Sequence[Item], ledger: Ledger, issue: str, time: int) -> Compared:
    """Set a source's items beside what was seen before ``time`` (seconds since 1970) for other issues."""
    figure = figure_of(order)
    past = ledger.before(order.key, issue, time, order.days)
    curves = ledger.series(order.key, figure, time, CURVE - 1) if figure else {}
    streaks = ledger.streaks(order.key, issue, time, order.count)
    rows = []
    for rank, item in enumerate(items, 1):
        row = _row(rank, item, figure, past)
        earlier = tuple(value for _, value in curves.get(item.id, ()))
        if figure and figure in item.figures and earlier:
            row = replace(row, trend=(*earlier, item.figures[figure]))
        rows.append(replace(row, streak=streaks.get(item.id, 0) + 1 if rank <= order.count else 1))
    return Compared(order, tuple(rows), _day(past))


def _row(rank: int, item: Item, figure: str | None, past: Past | None) -> Row:
    row = Row(rank, item.id, item.name, item.text, item.url, dict(item.figures))
    if past is None:
        return row
    seen = past.seen.get(item.id)
    if seen is None:
        return replace(row, new=True)
    now, then = (figures.get(figure or "") for figures in (item.figures, seen.figures))
    gain = now - then if now is not None and then is not None else None
    return replace(row, gain=gain, was=seen.rank, climbed=seen.rank - rank)


def _day(past: Past | None) -> str | None:
    return utc(dt.datetime.fromtimestamp(past.time, dt.UTC)) if past else None


def movers(order: Order, lists: Mapping[str, Compared]) -> tuple[tuple[Row, ...], str | None]:
    """Return the biggest movers of some lists, and the earliest time compared with.

    ``asked["by"]`` is gain, percent or rank; new entries of a list's printed rows come first unless ``asked["new"]`` is
    false. What has not moved upward is no mover.
    """
    measure = str(order.asked.get("by") or "percent")
    of = [lists[name] for name in order.asked.get("of") or lists]
    fresh: list[tuple[int, int, Row]] = []
    moved: list[tuple[float, int, Row]] = []
    for place, compared in enumerate(of):
        figure = figure_of(compared.order)
        for row in compared.rows:
            told = replace(row, figure=figure)
            if row.new:
                if row.rank <= compared.order.count and order.asked.get("new") is not False:
                    fresh.append((row.rank, place, told))
            elif (by := moved_by(row, measure, figure)) and by > 0:
                moved.append((-by, place, told))
    found = [row for _, _, row in sorted(fresh, key=_by_first)[: max(1, order.count // 2)]]
    found += [row for _, _, row in sorted(moved, key=_by_first)]
    since = min((compared.since for compared in of if compared.since), default=None)
    return tuple(replace(row, rank=rank) for rank, row in enumerate(_once(found), 1))[: order.count], since


def _by_first(entry: tuple[float, int, Row]) -> tuple[float, int, int, str]:
    return entry[0], entry[1], entry[2].rank, entry[2].id


def _once(rows: Sequence[Row]) -> Iterator[Row]:
    seen: set[tuple[str, str | None]] = set()
    for row in rows:
        if (row.id, row.figure) not in seen:
            seen.add((row.id, row.figure))
            yield row


def moved_by(row: Row, measure: str, figure: str | None) -> float | None:
    """How far a row has come: places, the gain of its figure, or the gain as a share of what it was (1 is 100%)."""
    if measure == "rank":
        return row.climbed
    if row.gain is None or measure == "gain":
        return row.gain
    then = row.figures.get(figure or "", 0) - row.gain
    return row.gain / then if then > 0 else None
