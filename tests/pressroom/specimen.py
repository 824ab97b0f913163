"""Sheetwork set by hand: a headline, two legs of lines on a grid and a footer, with claims that hold.

It stands in for the composing room, so that the pressroom's tests need none of it.
"""

import datetime as dt
from pathlib import Path

from printpost.composing.sheetwork import Leg, Metadata, Placed, Sheetwork, Wording

LEADING = 11.5
BASELINE = 8.11  # of the first line, below the leg's top, for the face in use
CSS = """
@page { size: 595pt 842pt; margin: 0 }
body { margin: 0 }
section { break-after: page; position: relative; height: 842pt }
section:last-child { break-after: auto }
article, .leg, footer, h2 { position: absolute; margin: 0 }
.leg { font: 9pt/11.5pt "STIX Two Text"; white-space: pre }
h2 { font: bold 24pt/26pt "Playfair Display" }
footer { font: 7pt "Source Sans 3"; top: 820pt; left: 40pt }
"""

WORDS = (
    "The bridge was closed at noon on Tuesday after the river had risen by two metres and the older",
    "of its piers had moved by the width of a hand, which the engineers had measured every hour since",
    "the small ferry that replaced it in the war came back into use: a “first-class” idea, said nobody",
)


def lines(count: int) -> tuple[str, ...]:
    """Return so many short lines of text, no two the same."""
    words = " ".join(WORDS).split()
    return tuple(f"{' '.join(words[n % 40 : n % 40 + 6])} {n}" for n in range(count))


def sheetwork(pages: int = 2, per_leg: int = 20, *, extra: str = "", drop: int | None = None) -> Sheetwork:
    """Return pages of two legs each. `extra` is more HTML for page one; `drop` leaves out a line of the first leg."""
    html = [f'<!DOCTYPE html><html lang="en-GB"><head><title>x</title><style>{CSS}</style></head><body>']
    placed, legs, wording = [], [], []
    for page in range(pages):
        name = f"“The bridge”, take {page + 1}"
        html.append(f'<section id="page-{page}"><article id="a{page}" style="top: 40pt; left: 40pt; width: 500pt">')
        html.append(f'<h2 id="h{page}" style="top: 0">The bridge, part {page + 1}</h2>')
        for column in range(2):
            copy = lines(per_leg)
            left, top = column * 240, 40
            shown = [text for n, text in enumerate(copy) if not (page == column == 0 and n == drop)]
            html.append(f'<div class="leg" style="left: {left}pt; top: {top}pt">')
            html += [f"<div>{text}</div>" for text in shown]
            html.append("</div>")
            legs.append(Leg(name, page, 40 + left, 40 + top + BASELINE, LEADING, copy))
        depth = 40 + per_leg * LEADING
        html.append(f'<div id="a{page}.end" style="position: absolute; top: {depth}pt"></div></article>')
        html.append(f"{extra if page == 0 else ''}<footer>Page {page + 1} of the paper</footer></section>")
        placed.append(Placed(f"a{page}", name, page, 40, 40 + depth))
        wording += [
            Wording(name, page, f"The bridge, part {page + 1}"),
            Wording("the footer", page, f"Page {page + 1} of the paper"),
        ]
    html.append("</body></html>")
    return Sheetwork(
        html="".join(html),
        folders=(),
        pages=pages,
        placed=tuple(placed),
        legs=tuple(legs),
        wording=tuple(wording),
        metadata=Metadata(
            title="The Morning Post, no. 7",
            author="The Post’s desk",
            subject="A specimen",
            language="en-GB",
            keywords=("bridge", "Überfahrt"),
            date=dt.date(2026, 4, 25),
            page_labels=tuple(f"A{n + 1}" for n in range(pages)),
        ),
    )


def in_folders(work: Sheetwork, *folders: Path) -> Sheetwork:
    """Return the sheetwork with leave to read the folders."""
    from dataclasses import replace

    return replace(work, folders=folders)
