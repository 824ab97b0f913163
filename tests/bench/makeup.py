"""`make bench-makeup`: random issues are built, their PDFs measured from outside, and one table printed.

    python -m tests.bench.makeup [--count N] [--first SEED] [--pages auto|N] [--layout NAME] [--jobs J] [--worst K]
                                 [--keep FOLDER]

The builds go over the five layouts in turn, on as many presses as the machine has cores. A seed makes the same issue
everywhere; a failed build is a row with its seed and reason.
"""

import argparse
import atexit
import gc
import os
import shutil
import statistics
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from printpost.build import build
from printpost.cli import COLLECTED_AFTER
from printpost.premises import fonts_folder
from printpost.pressroom.press import Press
from printpost.problems import PrintpostError
from printpost.report import Report
from tests.bench import papers
from tests.bench.pages import Figures, measure

HOLE = 0.03  # share of the type area
LAYOUTS = ("morning", "tabloid", "broadsheet", "letter", "slate")  # four columns, five, six, three and two
_AIMS = {"front": (0.09, 0.12), "inside": (0.07, 0.12)}  # dead white: median and 95th percentile


@dataclass(frozen=True, slots=True)
class Built:
    """One issue that was built."""

    seed: int
    items: int
    layout: str
    report: Report
    figures: Figures
    planning: float  # seconds of the processor
    whole: float
    asked: int | str | None = None  # pages

    @property
    def badness(self) -> float:
        """How much a night editor would mind: white, holes, what is lost or off the grid, bad lines."""
        figures = self.figures
        faults = 5 * len(figures.lost) + 2 * figures.off_grid + figures.tombstones * 0.3
        return faults + 10 * max(figures.white) + 20 * max(figures.holes) + 10 * figures.very_loose


@dataclass(frozen=True, slots=True)
class Failed:
    """One issue that was not."""

    seed: int
    items: int
    kind: str
    message: str


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(prog="make bench-makeup", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--pages", default=None, help="auto or a number, instead of what the issue says")
    parser.add_argument("--layout", default=None, help="one layout, instead of the five in turn")
    parser.add_argument("--most", type=int, default=papers.MOST_ITEMS, help="items of the largest issue")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="builds at a time")
    parser.add_argument("--worst", type=int, default=10, metavar="K", help="list the K worst issues")
    parser.add_argument("--keep", type=Path, help="keep the issues and PDFs in this folder")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="makeup-"))
    folder.mkdir(parents=True, exist_ok=True)
    seeds = range(options.first, options.first + options.count)
    built: list[Built] = []
    failed: list[Failed] = []
    try:
        with ProcessPoolExecutor(options.jobs, initializer=_open_press) as presses:
            jobs = [presses.submit(_on_press, folder, seed, options) for seed in seeds]
            for done, job in enumerate(as_completed(jobs), 1):
                result = job.result()
                _say(f"{done}/{options.count}", result)
                if isinstance(result, Built):
                    built.append(result)
                else:
                    failed.append(result)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    built.sort(key=lambda each: each.seed)
    failed.sort(key=lambda each: each.seed)
    print("\n".join(table(built, failed)))
    print("\n".join(worst(built, options.worst)))


_PRESS: list[Press] = []


def _open_press() -> None:
    """One press for every process, until it ends."""
    gc.set_threshold(COLLECTED_AFTER)
    _PRESS.append(Press([fonts_folder()]))
    atexit.register(_PRESS[0].close)


def _on_press(folder: Path, seed: int, options: argparse.Namespace) -> Built | Failed:
    pages = int(options.pages) if options.pages and options.pages != "auto" else options.pages
    layout = options.layout or LAYOUTS[seed % len(LAYOUTS)]
    return run(folder, seed, _PRESS[0], most=options.most, pages=pages, layout=layout)


def run(
    folder: Path, seed: int, press: Press, *, most: int, pages: int | str | None = None, layout: str | None = None
) -> Built | Failed:
    """Build and measure the issue of one seed."""
    size = papers.size_of(seed, most=most)
    issue = papers.write(folder, seed, size)
    stamps: dict[str, float] = {}
    started = time.perf_counter()
    try:
        report = build(
            issue,
            pages=pages,
            layout=layout,
            force=True,
            press=press,
            progress=lambda step: stamps.__setitem__(step, time.process_time()),
        )
    except PrintpostError as problem:
        return Failed(seed, size, type(problem).__name__, str(problem))
    except Exception as bug:  # a traceback is a finding here, not an end
        last = traceback.extract_tb(bug.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno} in {last.name}"
        return Failed(seed, size, type(bug).__name__, f"{str(bug).strip().splitlines()[-1:]} at {place}")
    ended = time.perf_counter()
    planning = stamps["marking up"] - stamps["making up"]
    figures = measure(report.output.read_bytes(), papers.printed_words(issue.read_text(encoding="utf-8")))
    return Built(seed, size, layout or "", report, figures, planning, ended - started, pages)


def table(built: Sequence[Built], failed: Sequence[Failed]) -> list[str]:
    """The figures of all issues."""
    count = len(built) + len(failed)
    rows = [f"{count} issues: {len(built)} built, {len(failed)} failed"]
    rows += [f"  seed {each.seed} ({each.items} items) {each.kind}: {_first(each.message)}" for each in failed]
    if not built:
        return rows
    figures = [each.figures for each in built]
    fronts = [one.white[0] for one in figures]
    inside = [white for one in figures for white in one.white[1:]]
    pages = [one.pages for one in figures]
    holed = [each for each in built if max(each.figures.holes) > HOLE]
    lines = sum(one.lines for one in figures)
    turns = [len(each.report.turns) for each in built]
    rows += [
        "",
        "                              median   95th    most",
        _row("pages", pages, "{:.0f}"),
        _row("dead white, fronts", fronts, "{:.1%}", _AIMS["front"]),
        _row("dead white, inside", inside, "{:.1%}", _AIMS["inside"]),
        _row("largest hole of an issue", [max(one.holes) for one in figures], "{:.1%}"),
        _row("lines looser than 0.5 em", [one.loose for one in figures], "{:.1%}"),
        _row("lines looser than 0.8 em", [one.very_loose for one in figures], "{:.2%}"),
        _row("lines tighter than 0.2 em", [one.tight for one in figures], "{:.2%}"),
        _row("lines tighter than 0.15 em", [one.very_tight for one in figures], "{:.2%}"),
        _row("gap deviation, em", [one.gap_deviation for one in figures], "{:.3f}"),
        _row("lines ending in a hyphen", [one.hyphens for one in figures], "{:.1%}"),
        _row("turns", turns, "{:.0f}"),
        _row("copyfitting, s", [each.planning for each in built], "{:.2f}"),
        _row("copyfitting a page, s", [each.planning / each.figures.pages for each in built], "{:.3f}"),
        _row("whole build, s", [each.whole for each in built], "{:.2f}"),
        "",
        *_by_layout(built),
        f"  hole over {HOLE:.0%}: {len(holed)} of {len(built)} issues",
        *_asked_for(built),
        f"  off the grid: {sum(one.off_grid for one in figures)} of {lines:,} lines of copy",
        f"  words lost: {sum(len(one.lost) for one in figures)}",
        f"  hyphens in three lines or more: {sum(one.stacks for one in figures)} times",
        f"  tombstones: {sum(one.tombstones for one in figures)}",
        f"  text at the layout's own size: {sum(not _fitted(each) for each in built)} of {len(built)} issues",
    ]
    return rows


def _by_layout(built: Sequence[Built]) -> list[str]:
    rows = ["                              fronts  inside    hole   (medians)"]
    for layout in dict.fromkeys(each.layout for each in built):
        figures = [each.figures for each in built if each.layout == layout]
        middles = [
            statistics.median(values) if values else 0.0
            for values in (
                [one.white[0] for one in figures],
                [white for one in figures for white in one.white[1:]],
                [max(one.holes) for one in figures],
            )
        ]
        rows.append(f"  {layout:26} " + " ".join(f"{value:7.1%}" for value in middles))
    return [*rows, ""]


def _asked_for(built: Sequence[Built]) -> list[str]:
    """How many papers have the pages that they were asked for."""
    asked = [each for each in built if isinstance(each.asked, int)]
    met = sum(each.asked == each.figures.pages for each in asked)
    return [f"  the page count that was asked for: {met} of {len(asked)} issues"] if asked else []


def worst(built: Iterable[Built], count: int) -> list[str]:
    """The worst issues, one a line."""
    found = sorted(built, key=lambda each: -each.badness)[:count]
    return ["", "worst:"] + [f"  {_summary(each)}" for each in found] if found else []


def _summary(each: Built) -> str:
    figures = each.figures
    white = " ".join(f"{share:.0%}" for share in figures.white)
    hole = max(range(figures.pages), key=lambda number: figures.holes[number])
    said = [
        f"seed {each.seed}: {each.layout}, {each.items} items, {figures.pages} pages,",
        f"{each.report.body_size:g} pt, white {white},",
        f"hole {figures.holes[hole]:.1%} on page {hole + 1},",
    ]
    if figures.lost:
        said.append(f"LOST {len(figures.lost)} ({', '.join(figures.lost[:6])}),")
    if figures.off_grid:
        said.append(f"OFF GRID {figures.off_grid},")
    if figures.tombstones:
        said.append(f"tombstones {figures.tombstones},")
    gap, text = figures.loosest[0] if figures.loosest else (0.0, "")
    said.append(f"loosest {gap:.2f} em “{text}”, plan {each.planning:.1f} s of {each.whole:.1f}")
    return " ".join(said)


def _say(done: str, result: Built | Failed) -> None:
    """Tell a terminal how far it is, and a log every issue."""
    text = (
        _summary(result)
        if isinstance(result, Built)
        else f"seed {result.seed}: {result.kind}: {_first(result.message)}"
    )
    if sys.stderr.isatty():
        print(f"\r\033[K{done} {text[:100]}", end="", file=sys.stderr, flush=True)
    else:
        print(f"{done} {text}", file=sys.stderr, flush=True)


def _first(message: str) -> str:
    return message.splitlines()[0] if message else ""


def _fitted(each: Built) -> bool:
    return any(measure.startswith("text") for measure in each.report.measures)


def _row(name: str, values: Sequence[float], form: str, aims: tuple[float, float] | None = None) -> str:
    if not values:
        return f"  {name:26}      -"
    show: Callable[[float], str] = form.format
    middle, high, most = statistics.median(values), _percentile(values, 0.95), max(values)
    row = f"  {name:26} {show(middle):>7} {show(high):>7} {show(most):>7}"
    return f"{row}   aim {show(aims[0])}, {show(aims[1])}" if aims else row


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


if __name__ == "__main__":
    main()
