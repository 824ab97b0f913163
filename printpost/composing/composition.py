"""Composition: one issue, composed. H&J, casting off, make-up and copyfitting in their order.

A reading and a layout come in; an edition goes out: every line, head and panel with its place on a page. The levers of
copyfitting are pulled in the order in which a newspaper pulls them, and what was pulled is reported; if nothing
helps, the error names how many lines are over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from printpost.composing import art
from printpost.composing.blocks import Blocks
from printpost.composing.castoff import Cast, CastOff
from printpost.composing.composer import NOTES, Composer
from printpost.composing.copyfitting import Fitted, Trial, copyfit
from printpost.composing.coverage import missing_characters, untranslated
from printpost.composing.desk import Desk, words_in
from printpost.composing.dressing import dressed, worn
from printpost.composing.dummy import Dummy
from printpost.composing.fits import Fit, normal_fit
from printpost.composing.fonts import Case
from printpost.composing.galley import Galley
from printpost.composing.layout import Layout
from printpost.composing.matter import Matter
from printpost.composing.oversetting import shortfall
from printpost.composing.pictures import coarse
from printpost.composing.pins import at_fault, beyond, released, spans_in
from printpost.composing.refers import REFERS
from printpost.composing.scripts import Script, script_of
from printpost.composing.subbing import subbed
from printpost.geometry import Grid
from printpost.newsroom.pagecount import MOST_PAGES, PageCount, PageRange
from printpost.newsroom.pins import pins_of
from printpost.newsroom.reader import Reading
from printpost.problems import BadInput, Overset, Problem, Severity, in_order

PROOF_PAGES = 8
"""A proof may have so many pages more than were asked for."""


@dataclass(frozen=True)
class Edition:
    """A composed issue: the dummy, the lines behind it, and all that the markup needs."""

    reading: Reading
    layout: Layout
    blocks: Blocks
    script: Script
    desk: Desk
    depths: Mapping[str, float]
    casts: Mapping[str, Cast]
    dummy: Dummy
    matter: Matter
    galleys: Mapping[str, Galley]
    initials: Mapping[str, art.DrawnInitial]
    fit: Fit
    grids: tuple[Grid, ...]
    css: str
    date: str
    measures: tuple[str, ...]
    trials: tuple[Trial, ...]
    fillers: int
    warnings: tuple[Problem, ...]
    unfit: tuple[Problem, ...] = ()
    """Why this is only a proof; empty where the issue is as it was asked for."""

    @property
    def words(self) -> int:
        """Words of copy in the issue."""
        return sum(words_in(story.copy) for story in self.desk.stories.values())


def compose(
    reading: Reading,
    layout: Layout,
    *,
    fonts: Sequence[Path],
    measure: CastOff,
    pages: PageCount = "auto",
    proof: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Edition:
    """Compose an issue. Raises Overset where its copy does not go into the pages; as a ``proof`` it is then composed in
    as many pages as it needs, or without its pins, and the edition says why.
    """
    progress("setting copy")
    script = script_of(reading.language)
    set_in = dressed(layout, worn(layout, Case(fonts), script)) if script.name else layout
    reading, rewritten = subbed(reading, set_in, fonts)
    composer = Composer(reading, layout, fonts, measure)
    layout = composer.layout
    missing = missing_characters(reading, layout, composer.case)
    if missing:
        raise BadInput(missing)
    with ThreadPoolExecutor(1) as beside:
        # The renderer casts off in its own process: copy is set in the meantime.
        casting = beside.submit(composer.cast)
        composer.galleys(normal_fit(layout))
        progress("casting off")
        casting.result()
    progress("making up")
    spans = tuple(spans_in(composer))
    refused = [problem for problem in spans if problem.severity is Severity.ERROR]
    if isinstance(pages, int):
        refused += beyond(reading, pages)
    if refused:
        raise BadInput(in_order(refused))

    def attempt(other: Reading, count: PageCount) -> tuple[Composer, Fitted] | None:
        """Another reading of the issue, fitted to so many pages, if it can be."""
        changed = Composer(other, layout, fonts, measure, composer)
        changed.cast()
        try:
            return changed, copyfit(changed, count, advised=False)
        except Overset:
            return None

    unfit: tuple[Problem, ...] = ()
    try:
        fitted = copyfit(composer, pages)
    except Overset as failure:
        overset = at_fault(reading, lambda other: attempt(other, pages) is not None, failure)
        proofs = _proofs(reading, pages) if proof else ()
        drawn = next((drawn for other, count in proofs if (drawn := attempt(other, count))), None)
        if drawn is None:
            raise overset from None
        composer, fitted = drawn
        reading, unfit = composer.reading, overset.problems
    count, fit, dummy, fillers = fitted.pages, fitted.fit, fitted.dummy, fitted.fillers
    if not unfit and (refused := [*beyond(reading, count)]):
        raise BadInput(in_order(refused))
    galleys, initials = composer.galleys(fit)
    measures = []
    normal = normal_fit(layout)
    if fit != normal:
        measures.append(f"text {fit.size:g}/{fit.leading:g} pt instead of {normal.size:g}/{normal.leading:g}")
    called = fitted.matter.order
    if REFERS in called:
        measures.append("refers on the front")
    house = len([name for name in called if name in composer.desk.fillers])
    if house:
        measures.append(f"{house} filler" + ("s" if house > 1 else ""))
    warnings: list[Problem] = [*untranslated(reading), *rewritten, *spans]
    short = sum(dummy.slack(fit.leading))
    noted = [take.module for page in dummy.pages for take in page.takes if take.item.startswith(NOTES)]
    if noted:
        measures.append("ruled lines for notes")
        short += sum(module.span * module.depth for module in noted)
    if short > 0.08 * composer.room(fit, count):
        warnings.append(shortfall(composer, fit, short, count, pages))
    grids = composer.grids(fit, count)
    warnings += coarse(reading, layout, composer.desk, dummy, composer.depths, grids)
    return Edition(
        reading,
        layout,
        composer.blocks,
        composer.script,
        composer.desk,
        composer.depths,
        composer.casts,
        dummy,
        fitted.matter,
        galleys,
        initials,
        fit,
        grids,
        composer.css,
        composer.date,
        tuple(measures),
        fitted.trials,
        fillers,
        tuple(warnings),
        unfit,
    )


def _proofs(reading: Reading, pages: PageCount) -> Iterator[tuple[Reading, PageCount]]:
    """What may be printed as a proof of an issue that cannot be made up, the nearest to what was asked first: without
    its pins, or in as many pages as the copy needs.
    """
    free = released(reading, pins_of(reading.issue))
    pinned = free.issue != reading.issue
    if pinned:
        yield free, pages
    most = pages.most if isinstance(pages, PageRange) else pages if isinstance(pages, int) else 1
    for count in range(most + 1, min(most + PROOF_PAGES, MOST_PAGES) + 1):
        yield reading, count
        if pinned:
            yield free, count
