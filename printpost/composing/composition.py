"""Composition: one issue, composed. H&J, casting off, make-up and copyfitting in their order.

A reading and a layout come in; an edition goes out: every line, head and panel with its place on a page. The levers of
copyfitting are pulled in the order in which a newspaper pulls them, and what was pulled is reported; if nothing
helps, the error names how many lines are over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from printpost.composing import art
from printpost.composing.blocks import Blocks
from printpost.composing.castoff import CastOff
from printpost.composing.composer import NOTES, Composer, Fit, normal_fit
from printpost.composing.copyfitting import Trial, copyfit
from printpost.composing.coverage import missing_characters, untranslated
from printpost.composing.desk import Desk, words_in
from printpost.composing.dressing import dressed, worn
from printpost.composing.dummy import Dummy
from printpost.composing.fonts import Case
from printpost.composing.galley import Galley
from printpost.composing.layout import Layout
from printpost.composing.matter import Matter
from printpost.composing.scripts import Script, script_of
from printpost.composing.subbing import subbed
from printpost.geometry import Grid
from printpost.newsroom.reader import Reading
from printpost.problems import BadInput, Problem, warning

WORDS_IN_LINE = 5.2


@dataclass(frozen=True)
class Edition:
    """A composed issue: the dummy, the lines behind it, and all that the markup needs."""

    reading: Reading
    layout: Layout
    blocks: Blocks
    script: Script
    desk: Desk
    depths: Mapping[str, float]
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
    pages: int | str = "auto",
    progress: Callable[[str], None] = lambda _: None,
) -> Edition:
    """Compose an issue. Raises Overset where its copy does not go into the pages."""
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
    fitted = copyfit(composer, pages)
    count, fit, dummy, fillers = fitted.pages, fitted.fit, fitted.dummy, fitted.fillers
    galleys, initials = composer.galleys(fit)
    measures = []
    normal = normal_fit(layout)
    if fit != normal:
        measures.append(f"text {fit.size:g}/{fit.leading:g} pt instead of {normal.size:g}/{normal.leading:g}")
    house = min(fillers, len(composer.desk.fillers))
    if house:
        measures.append(f"{house} filler" + ("s" if house > 1 else ""))
    warnings: list[Problem] = [*untranslated(reading), *rewritten]
    short = sum(dummy.slack(fit.leading))
    noted = [take.module for page in dummy.pages for take in page.takes if take.item.startswith(NOTES)]
    if noted:
        measures.append("ruled lines for notes")
        short += sum(module.span * module.depth for module in noted)
    if short > 0.08 * composer.room(fit, count):
        warnings.append(
            warning(
                f"the issue is about {round(short)} lines short of {count} full page" + ("s" if count > 1 else ""),
                hint=f"add about {round(short * WORDS_IN_LINE / 10) * 10} words or a picture, or ask for fewer pages",
            )
        )
    return Edition(
        reading,
        layout,
        composer.blocks,
        composer.script,
        composer.desk,
        composer.depths,
        dummy,
        fitted.matter,
        galleys,
        initials,
        fit,
        composer.grids(fit, count),
        composer.css,
        composer.date,
        tuple(measures),
        fitted.trials,
        fillers,
        tuple(warnings),
    )
