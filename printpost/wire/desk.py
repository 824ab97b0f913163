"""The wire desk: calls all sources at once, compares, keeps, and freezes what came.

Orders come in with the paths of an issue's frozen file and of its publication's ledger; a `Haul` goes out. What is
frozen stays: without ``refresh`` only missing sections are fetched, and a refresh in which one source fails changes
nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import queue
import threading
import time as clock
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printpost.problems import BadInput, PartOfTheWire, PrintpostError, SilentWire, error, printable
from printpost.wire.frozen import SCHEMA, Row, Section, WireFile, differences, read_frozen, utc, write_frozen
from printpost.wire.ledger import Ledger
from printpost.wire.line import NoAnswer, Patience, open_client
from printpost.wire.movers import Compared, compare, figure_of, movers, observations
from printpost.wire.orders import RANKED, Order
from printpost.wire.sources import Call, Item, Source


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be fetched, for which issue and day, and where it is kept. ``issue`` is the issue's path from the
    publication's folder, without its ending.
    """

    issue: str
    day: dt.date
    language: str
    frozen: Path
    ledger: Path
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Haul:
    """What came of it: the file as it is now, whether it was written, which sections failed and why, what changed."""

    file: WireFile | None
    written: bool
    failed: Mapping[str, NoAnswer]
    changes: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()

    def lines(self, path: Path) -> Iterator[str]:
        """What an editor is told of the file at ``path``."""
        if self.written:
            yield f"{path}: {', '.join(self.fetched)}"
            yield from (f"  {change}" for change in self.changes)
        elif not self.failed and self.file is not None:
            yield f"{path}: everything is there; --refresh fetches it anew"

    def failure(self, path: Path, *, refresh: bool) -> PrintpostError | None:
        """What to raise for the sections that failed: SilentWire if none came, PartOfTheWire if some did."""
        if not self.failed:
            return None
        problems = [error(f"{name}: {why.reason}", hint=why.hint) for name, why in self.failed.items()]
        if not self.fetched:
            kept = f": {path} stays as it was" if self.file is not None else f": {path} is not written"
            return SilentWire([*problems, error(f"the wire is silent{kept}", hint="run the command again later")])
        if refresh and not self.written:
            told = error(f"{path} stays as it was: a refresh replaces all or nothing", hint="try --only for the others")
        else:
            told = error(f"{path} lacks {', '.join(self.failed)}", hint="run the same command again to fetch the rest")
        return PartOfTheWire([*problems, told])


@dataclass(frozen=True, slots=True)
class Told:
    """A line of progress: a section that has come or failed, after so many seconds."""

    name: str
    seconds: float
    rows: int = 0
    failure: NoAnswer | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.failure is not None:
            return f"{self.name:<16} nothing, {self.seconds:.1f} s: {printable(self.failure.reason)}"
        notes = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"{self.name:<16} {self.rows} row{'' if self.rows == 1 else 's'}, {self.seconds:.1f} s{notes}"


def bring_in(
    assignment: Assignment,
    *,
    refresh: bool = False,
    only: Sequence[str] = (),
    now: dt.datetime | None = None,
    patience: Patience | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Callable[[Told], None] = lambda _: None,
) -> Haul:
    """Fetch what is wanted and not there, and freeze it. With ``refresh`` fetch all (or ``only`` some) anew.

    ``now`` stands for the time of the fetch. Raises BadInput where the frozen file cannot be used, CannotWrite where
    it or the ledger cannot be written; sources that fail are told in the haul.
    """
    names = [order.name for order in assignment.orders]
    if unknown := [name for name in only if name not in names]:
        raise BadInput(error(f"the wire has no section '{unknown[0]}'", hint=f"its sections are {', '.join(names)}"))
    before = read_frozen(assignment.frozen)
    wanted = _wanted(assignment.orders, before, only, refresh=refresh)
    if not wanted:
        return Haul(before, written=False, failed={})
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    ledger = Ledger(assignment.ledger)
    called = [order for order in assignment.orders if order.name in _needed(wanted, assignment.orders)]
    came, failed = _call_all(
        called, assignment, ledger, patience or Patience(), os.environ if environment is None else environment, progress
    )
    compared = _compared(called, came, assignment, ledger, moment)
    sections, lacking = _sections(wanted, moment, came, compared, failed)
    if not sections or (lacking and refresh and before):
        return Haul(before, written=False, failed=lacking, fetched=tuple(sections))
    after = _merged(assignment, sections, refresh=refresh)
    write_frozen(assignment.frozen, after)
    changes = differences(before, after) if before else ()
    return Haul(after, written=True, failed=lacking, changes=changes, fetched=tuple(sections))


def _compared(
    called: Sequence[Order],
    came: Mapping[str, tuple[Item, ...]],
    assignment: Assignment,
    ledger: Ledger,
    moment: dt.datetime,
) -> dict[str, Compared]:
    """Set the lists that came beside earlier ones, and write them down for later ones."""
    time = int(moment.timestamp())
    # A paper may write each day's issue into the same file: the day tells them apart.
    issue = f"{assignment.issue} {assignment.day}"
    lists = [order for order in called if order.name in came and order.source in RANKED]
    compared = {order.name: compare(order, came[order.name], ledger, issue, time) for order in lists}
    if lists:
        ledger.record(issue, time, {order.key: observations(came[order.name]) for order in lists})
    return compared


def _sections(
    wanted: Sequence[Order],
    moment: dt.datetime,
    came: Mapping[str, tuple[Item, ...]],
    compared: Mapping[str, Compared],
    failed: Mapping[str, NoAnswer],
) -> tuple[dict[str, Section], dict[str, NoAnswer]]:
    """The sections that were wanted and can be frozen, and why the others cannot."""
    sections: dict[str, Section] = {}
    lacking: dict[str, NoAnswer] = {}
    for order in wanted:
        if order.name in failed:
            lacking[order.name] = failed[order.name]
        elif order.source != "movers":
            sections[order.name] = _frozen(order, moment, came[order.name], compared.get(order.name))
        else:
            missing = [name for name in order.asked.get("of") or failed if name not in compared]
            if missing or not compared:
                reasons = "; ".join(f"{name}: {failed[name].reason}" for name in missing if name in failed)
                lacking[order.name] = NoAnswer(
                    f"there are no movers without all their lists ({reasons or 'none came'})"
                )
                continue
            rows, since = movers(order, compared)
            sections[order.name] = _section(order, moment, rows, since, ())
    return sections, lacking


def _merged(assignment: Assignment, sections: Mapping[str, Section], *, refresh: bool) -> WireFile:
    """The file with the sections in it, in the order of the publication; without ``refresh`` what is frozen stays."""
    # It is read again: another process may have frozen something in the meantime.
    frozen = read_frozen(assignment.frozen)
    there = dict(frozen.sections) if frozen else {}
    merged = {**there, **sections} if refresh else {**sections, **there}
    ordered = {order.name: merged.pop(order.name) for order in assignment.orders if order.name in merged}
    return WireFile(SCHEMA, assignment.issue, {**ordered, **merged})


def _wanted(
    orders: Sequence[Order], before: WireFile | None, only: Sequence[str], *, refresh: bool
) -> tuple[Order, ...]:
    chosen = [order for order in orders if not only or order.name in only]
    if refresh or before is None:
        return tuple(chosen)
    return tuple(order for order in chosen if order.name not in before.sections)


def _needed(wanted: Sequence[Order], orders: Sequence[Order]) -> set[str]:
    """The names of the sections to call: those wanted, and those that wanted movers are found among."""
    ranked = {order.name for order in orders if order.source in RANKED}
    names = {order.name for order in wanted if order.source != "movers"}
    for order in wanted:
        if order.source == "movers":
            names |= set(order.asked.get("of") or ranked)
    return names


def _sources() -> dict[str, Source]:
    """The sources by the name that an order gives them."""
    from printpost.wire import feeds, github, huggingface, weather  # noqa: PLC0415  they take half a second to import

    return {
        "models": huggingface.models,
        "datasets": huggingface.datasets,
        "spaces": huggingface.spaces,
        "papers": huggingface.papers,
        "repositories": github.repositories,
        "feed": feeds.feed,
        "weather": weather.weather,
    }


def _call_all(
    orders: Sequence[Order],
    assignment: Assignment,
    ledger: Ledger,
    patience: Patience,
    environment: Mapping[str, str],
    progress: Callable[[Told], None],
) -> tuple[dict[str, tuple[Item, ...]], dict[str, NoAnswer]]:
    """Call all sources at once. One that does not end in time is given up and left to die with the process."""
    from printpost.wire.huggingface import on_our_line  # noqa: PLC0415

    came: dict[str, tuple[Item, ...]] = {}
    failed: dict[str, NoAnswer] = {}
    if not orders:
        return came, failed
    sources = _sources()
    answers: queue.SimpleQueue[tuple[Order, tuple[Item, ...] | BaseException]] = queue.SimpleQueue()
    started = clock.monotonic()
    # A source makes a few calls, one after the other.
    end = started + 2 * patience.total + 5
    with ExitStack() as opened:
        opened.enter_context(on_our_line(patience))
        client = opened.enter_context(open_client(patience))
        call = Call(client, ledger, assignment.day, assignment.language, environment)

        def answer(order: Order) -> None:
            try:
                answers.put((order, _distinct(sources[order.source](order, call))))
            except BaseException as failure:
                answers.put((order, failure))

        for order in orders:
            threading.Thread(target=answer, args=(order,), daemon=True, name=f"wire {order.name}").start()
        waiting = {order.name for order in orders}
        for order, answered in _until(answers, len(orders), end):
            waiting.discard(order.name)
            seconds = clock.monotonic() - started
            if isinstance(answered, NoAnswer):
                failed[order.name] = answered
                progress(Told(order.name, seconds, failure=answered))
            elif isinstance(answered, BaseException):
                raise answered
            else:
                came[order.name] = answered
                progress(Told(order.name, seconds, min(len(answered), order.count), notes=_notes(order, answered)))
        for name in sorted(waiting):
            failed[name] = NoAnswer(f"it took more than {end - started:g} seconds")
            progress(Told(name, clock.monotonic() - started, failure=failed[name]))
    return came, failed


def _distinct(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items without repeats: a list that moves between two of its pages shows some twice."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.id, item)
    return tuple(first.values())


def _until(answers: queue.SimpleQueue[Any], count: int, end: float) -> Iterator[Any]:
    for _ in range(count):
        try:
            yield answers.get(timeout=max(end - clock.monotonic(), 0.01))
        except queue.Empty:
            return


def _notes(order: Order, items: Sequence[Item]) -> tuple[str, ...]:
    """What was done to the texts of printed items, in words."""
    printed = items[: order.count]
    found = sorted({what for item in printed for what in item.done})
    return tuple(f"{what} in {sum(what in item.done for item in printed)} of {len(printed)} rows" for what in found)


def _frozen(order: Order, moment: dt.datetime, items: tuple[Item, ...], compared: Compared | None) -> Section:
    notes = _notes(order, items)
    if compared is not None:
        return _section(order, moment, compared.printed, compared.since, notes)
    rows = tuple(
        Row(rank, item.id, item.name, item.text, item.url, dict(item.figures))
        for rank, item in enumerate(items[: order.count], 1)
    )
    return _section(order, moment, rows, None, notes)


def _section(
    order: Order, moment: dt.datetime, rows: tuple[Any, ...], since: str | None, notes: tuple[str, ...]
) -> Section:
    return Section(
        source=order.source,
        endpoint=order.endpoint or "",
        query={name: value for name, value in order.asked.items() if value not in (None, (), [], False)},
        fetched=utc(moment),
        figure=figure_of(order),
        change=order.change,
        columns=order.columns if order.source in (*RANKED, "movers") else (),
        since=since,
        notes=notes,
        rows=rows,
    )
