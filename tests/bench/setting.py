"""How evenly the composing room sets the design's text: the rows that the design's yardstick table asks for.

All copy of the sample issues is set at 9 pt on 42.75 mm, printed, and the word gaps are measured in the finished PDF,
ink to ink, as for any other engine. A second row does the same with copy of long words, which is what a hyphen is for.
"""

import datetime as dt
import html
from pathlib import Path

from printpost.composing.fonts import Case
from printpost.composing.galley import Galley
from printpost.composing.hj import Manner, Style
from printpost.composing.setting import hold_hyphens, set_copy
from printpost.composing.sheetwork import Metadata, Sheetwork
from printpost.geometry import MM
from printpost.newsroom.copy import CopyBlock, Run
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder
from printpost.pressroom.press import Press
from tests.bench.pages import measure

SIZE, MEASURE, LEADING = 9.0, 42.75 * MM, 11.25
EDITIONS = Path(__file__).parents[2] / "editions"
FAMILY = "STIX Two Text"

LONG_WORDS = """Domain-specific feature-extraction architectures demonstrate competitive classification performance.
Transformer-based representations generalize comparatively inefficiently across specialized biological sequences, and
multidimensional embeddings complicate interpretation. Researchers increasingly recommend deliberately constrained,
task-specific infrastructure, particularly where computational requirements determine deployment. Institutional
repositories nevertheless distribute extraordinarily general implementations without appropriate documentation.
Reproducibility requirements, certification procedures and organizational responsibilities notwithstanding, independent
developers continuously investigate unconventional configurations. Interoperability considerations subsequently
encourage standardized serialization, and administrators appreciate straightforward verification of authenticity."""


def setting_rows() -> tuple[str, ...]:
    """The yardstick rows: gaps over 0.5 and 0.8 em, under 0.2 and 0.15 em, their standard deviation, and hyphens."""
    samples = [
        block
        for path in sorted(EDITIONS.glob("issue-*.yaml"))
        for copy in read(path).copy
        for block in copy or ()
        if block.kind == "paragraph"
    ]
    words = LONG_WORDS.split()
    long_words = [
        CopyBlock("paragraph", (Run(" ".join(words[n:] + words[:n])),)) for n in range(0, len(words), len(words) // 8)
    ]
    with Press((fonts_folder(),)) as press:
        return tuple(
            _row(name, blocks, press) for name, blocks in (("sample issues", samples), ("long words", long_words))
        )


def _row(name: str, blocks: list[CopyBlock], press: Press) -> str:
    galley = _set(blocks)
    figures = measure(press.print(_sheetwork(galley)).pdf)
    return (
        f"{name:14s} {figures.lines:5d} lines  over 0.5 em {figures.loose:6.1%}  "
        f"over 0.8 em {figures.very_loose:6.2%}  "
        f"under 0.2 em {figures.tight:5.1%}  under 0.15 em {figures.very_tight:6.2%}  "
        f"deviation {figures.gap_deviation:.3f} em  hyphens {figures.hyphens:5.1%}"
    )


def _set(blocks: list[CopyBlock]) -> Galley:
    case = Case((fonts_folder(),))
    features = "onum,pnum,-liga,-clig"
    styles = {
        "roman": Style(case.type([FAMILY], features=features), ligatures=True),
        "italic": Style(case.type([FAMILY], italic=True, features=features), ligatures=True),
        "bold": Style(case.type([FAMILY], 700, features=features), ligatures=True),
        "bolditalic": Style(case.type([FAMILY], 700, italic=True, features=features), ligatures=True),
        "code": Style(case.type(["Source Sans 3"], features=features), 0.94),
    }
    galley = set_copy(blocks, styles=styles, measure=MEASURE / SIZE, indent=1.0, language="en-GB", manner=Manner())
    hold_hyphens([galley], Manner())
    return galley


def _sheetwork(galley: Galley) -> Sheetwork:
    """The galley in columns on as many pages as it takes."""
    rows, columns = 64, 4
    lines = [
        line for number, block in enumerate(galley.blocks) for line in galley.set(number, block.best, SIZE, frozenset())
    ]
    pages = []
    for start in range(0, len(lines), rows * columns):
        parts = []
        for n, line in enumerate(lines[start : start + rows * columns]):
            told = "".join(f"{name}:{value:.4f}pt;" for name, value in line.css.items())
            left = 20 + n // rows * (MEASURE + 14) + line.left
            top = 20 + n % rows * LEADING
            parts.append(f'<div style="left:{left:.3f}pt;top:{top:.3f}pt;{told}">{html.escape(line.text)}</div>')
        pages.append(f"<section>{''.join(parts)}</section>")
    css = (
        "@page{size:600pt 770pt;margin:0}body{margin:0}section{position:relative;height:769pt;break-after:page}"
        f"div{{position:absolute;white-space:pre;font:{SIZE}pt/{LEADING}pt '{FAMILY}';"
        "font-variant-ligatures:no-common-ligatures;font-feature-settings:'onum','pnum'}"
        "section:last-child{break-after:auto}"
    )
    document = f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>-</title><style>{css}</style></head>"
    record = Metadata("-", "-", "-", "en", (), dt.date(2026, 1, 1), ())
    return Sheetwork(f"{document}<body>{''.join(pages)}</body></html>", (), len(pages), (), (), (), record)
