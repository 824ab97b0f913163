"""The line, from an issue's file to a newspaper: one named step after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from printpost.morgue import Medium, Order, Wanted, keep, recall
from printpost.premises import fonts_folder, layouts_folder, profiles_folder
from printpost.pressroom.press import Press, epoch
from printpost.report import Report

if TYPE_CHECKING:
    from printpost.composing.composition import Edition
    from printpost.composing.dummysheet import DummySheet
    from printpost.composing.layout import Layout
    from printpost.newsroom.pagecount import PageCount
    from printpost.newsroom.reader import Reading
    from printpost.pressroom.finishing import Finish
    from printpost.pressroom.preflight.findings import Examined
    from printpost.pressroom.sheets import Order as SheetOrder
    from printpost.problems import Problem


def build(
    issue: Path | str,
    *,
    output: Path | None = None,
    layout: str | None = None,
    pages: int | str | None = None,
    trim: str | None = None,
    wanted: Wanted | None = None,
    proof: bool = False,
    force: bool = False,
    press: Press | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Build one issue and return what there is to say of it.

    The PDF goes to ``output``, a file or a folder, or else beside the issue. ``pages`` (a number, "auto", or
    "4x..12": a multiple of four, at most twelve) and ``layout`` go before what the issue says; ``trim`` (a name such as
    "a3", or "157x210mm") sets the layout on another page; ``wanted`` says what the file is for. A ``press`` may be
    shared between builds. Raises a ``printpost.problems.PrintpostError`` for whatever a user can act on; then nothing
    has been written, but for a ``proof`` of an issue that does not fit: it is stamped and named so, and the error is
    raised nevertheless.
    """
    started = time.perf_counter()
    issue, wanted = Path(issue), wanted or Wanted()
    order = Order(issue, output, layout, pages, trim, wanted)
    if not force and (known := recall(order)):
        return known
    with _opened(press, issue) as ready:
        # The press is warming up in its own process while the rooms are imported here.
        from printpost.composing.markup import mark_up
        from printpost.composing.proofreading import left_out
        from printpost.pressroom.delivery import check_place, deliver
        from printpost.pressroom.finishing import finish, miscounted
        from printpost.pressroom.inspect import inspect
        from printpost.pressroom.whiteness import dead_white
        from printpost.problems import FailedCheck, Overset, Severity

        place = destination(issue, output, wanted.medium)
        check_place(place)
        edition = _composed(ready, issue, layout, pages, trim, progress, proof=proof)
        reading, chosen = edition.reading, edition.layout
        # A proof is for the editor's eyes, whatever the paper is for.
        how = _finish(Wanted() if edition.unfit else wanted, reading, chosen)
        progress("marking up")
        sheetwork = mark_up(edition)
        if missing := left_out(reading, sheetwork):
            raise FailedCheck(missing)
        progress("printing")
        printed = ready.print(sheetwork)
        progress("checking")
        findings = inspect(printed, sheetwork)
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise FailedCheck(findings)
        progress("finishing")
        pdf = finish(printed.pdf, sheetwork, how, epoch(sheetwork.metadata.date))
        if lost := miscounted(printed.pdf, pdf):
            raise FailedCheck(lost)
        if edition.unfit:
            place = place.with_suffix(".proof.pdf")
            deliver(pdf, place)
            raise Overset((*edition.unfit, _proof_note(sheetwork.pages, place)))
        findings = (*findings, *_preflighted(pdf, place, how, reading, progress))
        deliver(pdf, place)
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


def plan(
    issue: Path | str,
    *,
    layout: str | None = None,
    pages: int | str | None = None,
    trim: str | None = None,
    why: str | None = None,
    press: Press | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> DummySheet:
    """Plan the pages of one issue as ``build`` would, and return the plan with its costs; nothing is printed.

    With ``why``, a headline or a part of one, the sheet says why that story stands where it stands.
    """
    issue = Path(issue)
    with _opened(press, issue) as ready:
        edition = _composed(ready, issue, layout, pages, trim, progress)
    from printpost.composing.dummysheet import draw_up
    from printpost.composing.why import why as asked

    return draw_up(edition, asked(edition, why, progress) if why is not None else None)


def _composed(
    press: Press,
    issue: Path,
    layout: str | None,
    pages: int | str | None,
    trim: str | None,
    progress: Callable[[str], None],
    *,
    proof: bool = False,
) -> Edition:
    """The issue, read and composed."""
    from printpost.composing.composition import compose
    from printpost.composing.foundry import borrowed
    from printpost.composing.lineage import load_layout
    from printpost.composing.proving import template_faults
    from printpost.composing.trimming import at_trim
    from printpost.newsroom.reader import read

    progress("reading")
    reading = read(issue)
    asked = None if layout else reading.places if reading.issue.layout else reading.publication_places
    chosen = load_layout(layout or reading.publication.layout or "morning", _layout_folders(reading), asked)
    if trim is not None:
        chosen = at_trim(chosen, *_trim_size(trim))
    fonts = (fonts_folder(), *chosen.fonts)
    system = borrowed(reading, chosen, fonts)
    press.equip(system)
    with template_faults(chosen):
        return compose(
            reading,
            chosen,
            fonts=(*fonts, *system),
            measure=lambda html: _measured(press, html, chosen),
            pages=_page_count(pages) or reading.issue.pages,
            proof=proof,
            progress=progress,
        )


def _measured(press: Press, html: str, layout: Layout) -> dict[str, float]:
    """The depths of heads and panels. Raises BadInput where the renderer will not have the layout's style sheet."""
    from printpost.composing.proving import style_faults
    from printpost.pressroom.press import Unmeasured
    from printpost.problems import BadInput

    try:
        return press.measure(html, layout.folders)
    except Unmeasured as failure:
        raise BadInput(style_faults(failure.said, layout)) from failure


def _trim_size(trim: str) -> tuple[float, float]:
    from printpost.geometry import TRIM_HINT, trim_size
    from printpost.problems import BadInput, error

    try:
        return trim_size(trim)
    except ValueError as failure:
        raise BadInput(error(str(failure), hint=TRIM_HINT)) from None


def _page_count(pages: int | str | None) -> PageCount | None:
    from printpost.newsroom.pagecount import PAGES_HINT, page_count
    from printpost.problems import BadInput, error

    if pages is None:
        return None
    found = page_count(pages)
    if found is None:
        raise BadInput(error(f"{str(pages)!r} is no number of pages", hint=PAGES_HINT))
    return found


def _proof_note(pages: int, place: Path) -> Problem:
    from printpost.problems import warning

    count = f"{pages} page" + ("s" if pages > 1 else "")
    return warning(f"a proof was printed instead: {place}", hint=f"{count}, each stamped; the paper was not printed")


def preflighted(file: Path, condition: str, *, issue: Path | None = None, report: Path | None = None) -> Examined:
    """Hold a finished PDF to a press profile, and to the issue that it should hold if that is given.

    ``report`` is where a sheet with the findings circled goes. Raises a ``printpost.problems.PrintpostError`` for a
    file that cannot be read, but none for what is wrong with it.
    """
    import datetime as dt

    from printpost.newsroom.reader import read
    from printpost.pressroom.delivery import check_place, deliver
    from printpost.pressroom.preflight.examination import expected_of, preflight
    from printpost.pressroom.preflight.opening import read_file
    from printpost.pressroom.preflight.report import report as report_of
    from printpost.pressroom.profiles import load_profile

    if report is not None:
        check_place(report)
    reading = read(issue) if issue is not None else None
    homes = _profile_folders(reading) if reading else (file.parent / "profiles", Path("profiles"), profiles_folder())
    profile = load_profile(condition, homes)
    data = read_file(file)
    examined = preflight(file, profile, expected_of(reading) if reading else None, data=data)
    if report is not None:
        with Press((fonts_folder(),)) as press:
            today = dt.datetime.now(dt.UTC).date()
            deliver(report_of(file.name, data, examined, profile, press, today), report)
    return examined


def imposed(file: Path, order: SheetOrder, output: Path | None = None) -> tuple[Path, int]:
    """Put the pages of a PDF on sheets; give the file's place and the number of sides. Raises a
    ``printpost.problems.PrintpostError`` for whatever a user can act on; then nothing has been written.
    """
    from printpost.pressroom.sheets import imposed as impose

    name = f"{file.stem}-sheets.pdf"
    place = file.with_name(name) if output is None else output / name if output.is_dir() else output
    return place, impose(file, order, place)


def destination(issue: Path, output: Path | None, medium: Medium = "screen") -> Path:
    """Where the PDF goes: beside the issue if nothing is said, in a folder, or to a file.

    A file for paper gets a name of its own, so that the one for readers may stand beside it.
    """
    name = f"{issue.stem}.pdf" if medium == "screen" else f"{issue.stem}-{medium}.pdf"
    if output is None:
        return issue.with_name(name)
    return output / name if output.is_dir() else output


def _preflighted(
    pdf: bytes, place: Path, how: Finish, reading: Reading, progress: Callable[[str], None]
) -> tuple[Problem, ...]:
    """What a preflight has to remark on a file for the press. Raises FailedCheck if a printer would turn it down."""
    if how.press is None:
        return ()
    from printpost.pressroom.preflight.examination import expected_of, preflight
    from printpost.problems import FailedCheck

    progress("preflight")
    examined = preflight(place, how.press, expected_of(reading), data=pdf)
    problems = tuple(finding.problem() for finding in examined.findings)
    if not examined.passed:
        raise FailedCheck(problems)
    return problems


def _finish(wanted: Wanted, reading: Reading, layout: Layout) -> Finish:
    """What is wanted, with the press profile read. Raises BadInput for one that is not there or has problems."""
    from printpost.geometry import MM
    from printpost.pressroom.finishing import Finish
    from printpost.pressroom.profiles import load_profile
    from printpost.pressroom.separation import Sheet

    if wanted.medium != "press":
        return Finish(wanted.medium)
    profile = load_profile(wanted.condition or "newspaper", _profile_folders(reading))
    bleed = wanted.bleed if wanted.bleed is not None else profile.bleed if layout.bleed else 0.0
    marks = wanted.marks if wanted.marks is not None else profile.marks
    return Finish("press", profile, Sheet(bleed * MM, marks))


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


def _profile_folders(reading: Reading) -> tuple[Path, ...]:
    """Where a press profile is looked for: beside the issue, in the project, among the packaged ones."""
    return (*(home / "profiles" for home in _homes(reading)), profiles_folder())


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
    from printpost.wire.frozen import frozen_path

    pictures = (picture.path for picture in reading.pictures.values())
    above = (reading.folder, *reading.folder.absolute().parents)
    found = {source.parent.absolute() for source in reading.sources[1:]}
    looked = [folder / name for folder in above for name in PUBLICATION if not found or found & set(folder.parents)]
    own = [home / "layouts" for home in _homes(reading)]
    wire = frozen_path(reading.sources[0])
    profiles = _profile_folders(reading)
    return (*reading.sources, wire, *pictures, *layout, fonts_folder(), *looked, *own, *profiles)
