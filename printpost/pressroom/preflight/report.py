"""The report: one sheet with the pages in small, the findings circled and numbered, and what to do about each.

A file's bytes and what its preflight found come in, a PDF goes out, printed by the same press as the papers.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import pikepdf
import pypdfium2

from printpost.composing.sheetwork import Metadata, Sheetwork
from printpost.geometry import MM
from printpost.pressroom.painting import Area
from printpost.pressroom.preflight.findings import Examined, Finding
from printpost.pressroom.preflight.paper import trim_of
from printpost.pressroom.press import Press
from printpost.pressroom.profiles import PressProfile

MOST_PAGES, MOST_FINDINGS = 8, 22
_WIDTH, _GUTTER, _DEPTH = 182 * MM, 10.0, 330.0
"""Points for the pages in small: across, between two, and down."""
_AROUND = 5.0
"""Points by which a circle is larger than what it is around."""

_CSS = """
@page { size: 210mm 297mm; margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { font: 8pt/10.4pt "Source Sans 3"; }
main { position: relative; width: 210mm; height: 297mm; overflow: hidden; padding: 12mm 14mm }
h1 { font: bold 19pt/22pt "Playfair Display"; }
.verdict { padding: 1pt 0 7pt; border-bottom: 2pt solid #000; margin-bottom: 9pt; }
.pages { position: relative; }
.page, .page img, .circle, .mark, .number { position: absolute; }
.page { border: 0.4pt solid #777; overflow: hidden; }
.page img { left: 0; top: 0; width: 100%; height: 100%; }
.circle { border: 1.1pt solid #d00; border-radius: 50%; }
.circle.warning { border-color: #c70; }
.mark { color: #d00; font-weight: 700; font-size: 7pt; line-height: 8pt; background: #fff; padding: 0 1pt; }
.mark.warning { color: #c70; }
.number { font-size: 7pt; line-height: 9pt; }
table { border-collapse: collapse; width: 100%; margin-top: 8pt; }
td { vertical-align: baseline; padding: 2pt 6pt 2pt 0; border-bottom: 0.35pt solid #000; }
td:first-child { width: 16pt; font-weight: 700; color: #d00; }
tr.warning td:first-child { color: #c70; }
td.where { width: 48pt; }
.hint { font-style: italic; }
.more { padding-top: 4pt; }
"""


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    finding: Finding


def report(name: str, data: bytes, examined: Examined, profile: PressProfile, press: Press, day: dt.date) -> bytes:
    """The sheet as a PDF. ``name`` is the file's, ``day`` dates the report."""
    findings = [_Numbered(number, finding) for number, finding in enumerate(examined.findings, 1)]
    title = f"Preflight of {name} for {profile.name}"
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_CSS}</style></head><body><main><h1>{escape(name)}</h1>"
        f'<p class="verdict">{escape(_verdict(examined, profile))}</p>{_pages(data, findings)}{_table(findings)}'
        "</main></body></html>"
    )
    told = Metadata(title, "printpost", "", "en", (), day, ("1",))
    return press.print(Sheetwork(html, (), 1, (), (), (), told)).pdf


def _verdict(examined: Examined, profile: PressProfile) -> str:
    pages = f"{examined.pages} page{'' if examined.pages == 1 else 's'}"
    return f"For {profile.name} ({profile.title}), {pages}: {examined.verdict}."


def _pages(data: bytes, findings: Sequence[_Numbered]) -> str:
    with pikepdf.open(io.BytesIO(data)) as document:
        marked = sorted({entry.finding.page for entry in findings if entry.finding.page is not None})
        shown = (marked or list(range(len(document.pages))))[:MOST_PAGES]
        trims = {page: trim_of(document.pages[page]) for page in shown}
        crops = {page: tuple(float(edge) for edge in document.pages[page].cropbox) for page in shown}
    scale, across = _scale(list(trims.values()))
    rendering = pypdfium2.PdfDocument(data)
    try:
        parts, x, y, deepest = [], 0.0, 0.0, 0.0
        for count, page in enumerate(shown):
            left, bottom, right, top = crops[page]
            width, height = (right - left) * scale, (top - bottom) * scale
            if count and count % across == 0:
                x, y, deepest = 0.0, y + deepest + _GUTTER + 9, 0.0
            here = [entry for entry in findings if entry.finding.page == page]
            picture = _thumbnail(rendering[page], width)
            circles = "".join(_circles(here, (left, bottom, right, top), scale))
            parts.append(
                f'<div class="number" style="left:{x:.1f}pt;top:{y:.1f}pt">Page {page + 1}</div>'
                f'<div class="page" style="left:{x:.1f}pt;top:{y + 10:.1f}pt;'
                f'width:{width:.1f}pt;height:{height:.1f}pt">'
                f'<img alt="Page {page + 1}" src="data:image/png;base64,{picture}">{circles}</div>'
            )
            x, deepest = x + width + _GUTTER, max(deepest, height)
    finally:
        rendering.close()
    return f'<div class="pages" style="height:{y + deepest + 12:.1f}pt">{"".join(parts)}</div>'


def _scale(trims: Sequence[Area]) -> tuple[float, int]:
    """How large the pages are shown, and how many stand side by side: as large as the room lets them."""
    width = max(trim[2] - trim[0] for trim in trims)
    height = max(trim[3] - trim[1] for trim in trims)
    best = (0.0, 1)
    for across in range(1, len(trims) + 1):
        rows = -(-len(trims) // across)
        room = (_WIDTH - (across - 1) * _GUTTER) / across, (_DEPTH - rows * (_GUTTER + 10)) / rows
        best = max(best, (min(room[0] / width, room[1] / height, 0.5), across))
    return best[0] * 0.97, best[1]


def _thumbnail(page: pypdfium2.PdfPage, width: float) -> str:
    """The page in about 150 pixels an inch of the report, as base64 of a PNG."""
    file = io.BytesIO()
    page.render(scale=2.1 * width / page.get_width()).to_pil().save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def _circles(findings: Sequence[_Numbered], crop: Area, scale: float) -> Iterator[str]:
    for entry in findings:
        kind = entry.finding.severity.value
        for count, place in enumerate(entry.finding.places):
            left, right = (place[0] - crop[0]) * scale - _AROUND, (place[2] - crop[0]) * scale + _AROUND
            top, bottom = (crop[3] - place[3]) * scale - _AROUND, (crop[3] - place[1]) * scale + _AROUND
            yield (
                f'<div class="circle {kind}" style="left:{left:.1f}pt;top:{top:.1f}pt;'
                f'width:{right - left:.1f}pt;height:{bottom - top:.1f}pt"></div>'
            )
            if count == 0:
                x = min(max(right - 3, 1), (crop[2] - crop[0]) * scale - 12)
                y = min(max(top - 3, 1), (crop[3] - crop[1]) * scale - 10)
                yield f'<div class="mark {kind}" style="left:{x:.1f}pt;top:{y:.1f}pt">{entry.number}</div>'


def _table(findings: Sequence[_Numbered]) -> str:
    rows = []
    for entry in findings[:MOST_FINDINGS]:
        finding = entry.finding
        where = "the file" if finding.page is None else f"page {finding.page + 1}"
        count = f" ({finding.count} places)" if finding.count > 1 else ""
        rows.append(
            f'<tr class="{finding.severity.value}"><td>{entry.number}</td><td class="where">{where}</td>'
            f'<td>{_sentence(finding.message)}{count}. <span class="hint">{_sentence(finding.hint)}.</span></td></tr>'
        )
    more = len(findings) - MOST_FINDINGS
    tail = f'<p class="more">And {more} more: printpost preflight lists them all.</p>' if more > 0 else ""
    return f"<table>{''.join(rows)}</table>{tail}" if rows else ""


def _sentence(text: str) -> str:
    return escape(text[:1].upper() + text[1:])
