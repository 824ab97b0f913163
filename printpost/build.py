"""The line, from an issue's file to a newspaper: one named step after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from printpost.morgue import Order, keep, recall
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press
from printpost.report import Report

if TYPE_CHECKING:
    from printpost.composing.composition import Edition
    from printpost.newsroom.reader import Reading


def build(
    issue: Path | str,
    *,
    output: Path | None = None,
    layout: str | None = None,
    pages: int | str | None = None,
    trim: str | None = None,
    force: bool = False,
    press: Press | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Build one issue and return what there is to say of it.

    The PDF goes to ``output``, a file or a folder, or else beside the issue. ``pages`` (a number or "auto") and
    ``layout`` go before what the issue says; ``trim`` (a name such as "a3", or "157x210mm") sets the layout on another
    page. A ``press`` may be shared between builds. Raises a
    ``printpost.problems.PrintpostError`` for whatever a user can act on; then nothing has been written.
    """
    started = time.perf_counter()
    issue = Path(issue)
    order = Order(issue, output, layout, pages, trim)
    if not force and (known := recall(order)):
        return known
    with _opened(press, issue) as ready:
        # The press is warming up in its own process while the rooms are imported here.
        from printpost.composing.composition import compose
        from printpost.composing.foundry import borrowed
        from printpost.composing.lineage import load_layout
        from printpost.composing.markup import mark_up
        from printpost.composing.proofreading import left_out
        from printpost.composing.trimming import at_trim
        from printpost.newsroom.reader import read
        from printpost.pressroom.delivery import check_place, deliver
        from printpost.pressroom.inspect import inspect
        from printpost.pressroom.whiteness import dead_white
        from printpost.problems import FailedCheck, Severity

        place = destination(issue, output)
        check_place(place)
        progress("reading")
        reading = read(issue)
        chosen = load_layout(layout or reading.publication.layout or "morning", _layout_folders(reading))
        if trim is not None:
            chosen = at_trim(chosen, *_trim_size(trim))
        fonts = (fonts_folder(), *chosen.fonts)
        system = borrowed(reading, chosen, fonts)
        ready.equip(system)
        edition = compose(
            reading,
            chosen,
            fonts=(*fonts, *system),
            measure=lambda html: ready.measure(html, chosen.folders),
            pages=pages or reading.issue.pages,
            progress=progress,
        )
        sheetwork = mark_up(edition)
        if missing := left_out(reading, sheetwork):
            raise FailedCheck(missing)
        progress("printing")
        printed = ready.print(sheetwork)
        progress("checking")
        findings = inspect(printed, sheetwork)
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise FailedCheck(findings)
        deliver(printed.pdf, place)
    report = Report(
        issue=issue,
        output=place,
        pages=sheetwork.pages,
        words=edition.words,
        turns=_turns(edition),
        body_size=edition.fit.size,
        leading=edition.fit.leading,
        white=dead_white(printed.pdf, chosen.well),
        measures=edition.measures,
        warnings=(*reading.warnings, *edition.warnings, *findings),
        seconds=time.perf_counter() - started,
    )
    keep(order, _inputs(reading, chosen.folders), report)
    return report


def _trim_size(trim: str) -> tuple[float, float]:
    from printpost.geometry import TRIM_HINT, trim_size
    from printpost.problems import BadInput, error

    try:
        return trim_size(trim)
    except ValueError as failure:
        raise BadInput(error(str(failure), hint=TRIM_HINT)) from None


def destination(issue: Path, output: Path | None) -> Path:
    """Where the PDF goes: beside the issue if nothing is said, in a folder, or to a file."""
    if output is None:
        return issue.with_suffix(".pdf")
    return output / issue.with_suffix(".pdf").name if output.is_dir() else output


@contextmanager
def _opened(press: Press | None, issue: Path) -> Iterator[Press]:
    if press is not None:
        yield press
        return
    # A layout of one's own may bring fonts: it stands beside the issue or above it, and has to be known before the
    # issue is read.
    own = [parent / "layouts" for parent in issue.absolute().parents if (parent / "layouts").is_dir()]
    with Press((fonts_folder(), *own)) as opened:
        yield opened


def _layout_folders(reading: Reading) -> tuple[Path, ...]:
    """Where a layout is looked for: beside the issue, in the project, among the packaged ones."""
    homes = _homes(reading)
    return (*(home / "layouts" for home in homes), *homes, layouts_folder())


def _homes(reading: Reading) -> tuple[Path, ...]:
    """The folders of the issue and of its publication."""
    return tuple(dict.fromkeys((reading.folder, *(source.parent for source in reading.sources))))


def _turns(edition: Edition) -> tuple[str, ...]:
    return tuple(
        f"{edition.desk.title(item)} (page {', '.join(str(page + 1) for page in pages)})"
        for item, pages in edition.dummy.turns.items()
    )


def _inputs(reading: Reading, layout: tuple[Path, ...]) -> tuple[Path, ...]:
    """Everything that the build read, and every place where it looked in vain: a file that appears there changes the
    paper.
    """
    from printpost.newsroom.reader import PUBLICATION

    pictures = (picture.path for picture in reading.pictures.values())
    above = (reading.folder, *reading.folder.absolute().parents)
    found = {source.parent.absolute() for source in reading.sources[1:]}
    looked = [folder / name for folder in above for name in PUBLICATION if not found or found & set(folder.parents)]
    own = [home / "layouts" for home in _homes(reading)]
    return (*reading.sources, *pictures, *layout, fonts_folder(), *looked, *own)
