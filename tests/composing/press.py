"""Issues composed and a plain page printed with the real press, for what only the renderer can say."""

from __future__ import annotations

import datetime as dt

from printpost.composing.composition import Edition, compose
from printpost.composing.lineage import load_layout
from printpost.composing.sheetwork import Metadata, Sheetwork
from printpost.newsroom.pagecount import PageCount
from printpost.newsroom.reader import Reading
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.press import Press
from tests.composing.specimen import FEATURES, SIZE

WIDTH, DEPTH = 400.0, 900.0


def composed(reading: Reading, press: Press, pages: PageCount = "auto", layout: str = "morning") -> Edition:
    """A reading composed on a layout that ships, in so many pages."""
    chosen = load_layout(layout, (layouts_folder(),))
    return compose(
        reading,
        chosen,
        fonts=(fonts_folder(),),
        measure=lambda html: press.measure(html, chosen.folders),
        pages=pages,
    )


def print_page(press: Press, body: str, *, leading: float = 12.0, css: str = "") -> bytes:
    """One page with running text of the design's size from its top left corner."""
    features = ",".join(f'"{tag}"' for tag in FEATURES.split(",") if not tag.startswith("-"))
    style = (
        f"@page{{size:{WIDTH}pt {DEPTH}pt;margin:0}}*{{margin:0;padding:0}}"
        f'body{{font:{SIZE}pt/{leading}pt "STIX Two Text","Source Sans 3";'
        f"font-variant-ligatures:no-common-ligatures;font-feature-settings:{features};hyphens:manual}}"
        f"p{{white-space:pre;height:{leading}pt}}a{{color:inherit;text-decoration:none}}{css}"
    )
    html = (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>-</title><style>{style}</style></head>'
        f"<body>{body}</body></html>"
    )
    record = Metadata("-", "-", "-", "en-GB", (), dt.date(2026, 4, 25), ("1",))
    printed = press.print(Sheetwork(html, (), 1, (), (), (), record))
    said = printed.errors + printed.warnings
    assert not said, said
    assert len(printed.anchors) == 1
    return printed.pdf
