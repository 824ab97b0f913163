"""What there is to say of a layout: its grid, its type scale, where its files are, and a specimen of its type.

A layout comes in; lines of text and sheetwork go out. Nothing is rendered here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup
from PIL import ImageColor

from printpost.composing.fits import all_fits, normal_fit
from printpost.composing.fonts import Case
from printpost.composing.heads import Setting, break_head
from printpost.composing.hj import Manner
from printpost.composing.inline import line_html
from printpost.composing.layout import Layout
from printpost.composing.setting import set_copy
from printpost.composing.sheetwork import Metadata, Sheetwork
from printpost.composing.styles import text_styles
from printpost.composing.stylesheet import families, stylesheet
from printpost.geometry import MM, TRIMS
from printpost.newsroom.copy import CopyBlock, Run

LEAST_CONTRAST = 4.5
"""What text needs to stand out from its ground (WCAG 2.2, 1.4.3)."""
CHARACTER = 0.43
"""The mean width of a character of running text, in em."""


def contrast(colour: str) -> float:
    """The contrast of a colour with white, from 1 to 21, as WCAG 2.2 defines it.

    Raises ValueError for what is no colour.
    """
    channels = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def grid_and_scale(layout: Layout) -> Iterator[str]:
    """The layout in a few lines: page, grid, type scale, lookup."""
    trim, margins, text = layout.trim, layout.margins, layout.text
    named = next((name for name, size in TRIMS.items() if size == (trim.width, trim.height)), None)
    leading = text.size * text.leading
    rows = int((layout.page[1] - (margins.top + margins.bottom) * MM) / leading)
    fits = all_fits(layout)
    yield f"{layout.name}" + (f", after {layout.extends}" if layout.extends else "")
    yield f"  page      {trim.width:g} x {trim.height:g} mm" + (f" ({named})" if named else "")
    sides = f"left {margins.left:g}, right {margins.right:g}"
    yield f"  margins   top {margins.top:g}, bottom {margins.bottom:g}, {sides} mm"
    yield (
        f"  grid      {layout.columns} columns of {layout.measure / MM:.2f} mm, gutter {layout.gutter:g} mm;"
        f" {rows} rows of {leading:.2f} pt without furniture"
    )
    characters = layout.measure / (text.size * CHARACTER)
    yield (
        f"  copy      {text.families[0]} {text.size:g} on {leading:.2f} pt, from {fits[0].size:g} on"
        f" {fits[0].leading:g} to {fits[-1].size:g} on {fits[-1].leading:g}; about {characters:.0f} characters a line"
    )
    for level, head in layout.heads.items():
        style = f"{head.weight}" + (" italic" if head.italic else "")
        spans = ", ".join(str(span) for span in head.spans)
        yield (
            f"  {level:<9} {head.families[0]} {style}, {head.size:g} on {head.size * head.leading:.1f} pt;"
            f" deck {head.deck_size:g} on {head.deck_leading:g}; columns {spans}"
        )
    panels = layout.panels
    yield (
        f"  panels    text {panels.text:g}, titles {panels.title:g}, calls {panels.call:g}, quotes {panels.quote:g} pt"
    )
    yield f"  nameplate {layout.nameplate.families[0]}, at most {layout.nameplate.largest:g} pt"
    ratio = contrast(layout.accent)
    pale = f": too pale for text, which needs {LEAST_CONTRAST:g}:1" if ratio < LEAST_CONTRAST else ""
    yield f"  accent    {layout.accent}, {ratio:.1f}:1 on white{pale}"
    for folder in layout.folders:
        held = sorted(path.stem for path in (folder / "blocks").glob("*.html"))
        seen = {
            path.stem
            for other in layout.folders[: layout.folders.index(folder)]
            for path in (other / "blocks").glob("*.html")
        }
        own = [name for name in held if name not in seen]
        yield f"  files     {folder}" + (f": {', '.join(own)}" if own else "")


_HEAD = "Town council votes by six to five to keep its hyphen"
_DECK = "After four hours and one resignation, the town will go on being divided in the middle."
_COPY = [
    (
        "A type is judged at the size at which it is read. Look at the colour of these lines with your eyes half shut: "
        "it should be even, without rivers and without knots. Figures of 1,234,567 and of 1890 stand among the letters "
        "as letters do, with ascenders and descenders; a name such as UNESCO may shout, and may be asked not to. Words "
        "are divided where they must be, and hyphens hang in the margin."
    ),
    (
        "The measure holds some forty characters, as a newspaper gives them. An *italic* leans on its own, and "
        "a bold word is heard at the back of the room. Queues of vexed jackdaws flew by; the big lazy fox quizzed them."
    ),
]
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz ÆŒØÅÄÖÜẞ æœøåäöüß ąčđęğłőşž &?!@£€§"


def type_specimen(layout: Layout, case: Case, date: dt.date) -> Sheetwork:
    """Sheets that show the layout's grid, heads, copy at its three sizes, faces and figures, on the layout's page."""
    width, height = layout.page
    margins = layout.margins
    body = Markup("").join([*_plan(layout), *_heads(layout, case), *_copy(layout, case), *_faces(layout)])
    css = (
        f"@page{{size:{width:.3f}pt {height:.3f}pt;"
        f"margin:{margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm}}\n"
        f"{stylesheet(layout)}\n"
        ".block{position:static;width:auto}"
        f"h4{{font-family:{families(layout.small_families)};font-size:8pt;line-height:10pt;margin:14pt 0 5pt;"
        "border-top:0.5pt solid #000;padding-top:2pt;break-after:avoid;bookmark-level:none}"
        ".shown{break-inside:avoid;margin-bottom:8pt}.tell{font-family:var(--small);font-size:7.6pt;line-height:10pt}"
        ".legs{position:relative;break-inside:avoid}.leg{position:absolute;top:0}"
        ".l{height:var(--l);line-height:var(--l)}"
        ".swatch{background:var(--accent);color:#fff;font-family:var(--small);font-weight:700;font-size:10pt;padding:5pt}"
        ".plan svg{float:left;margin-right:10pt}.plan{overflow:hidden}"
        ".face{font-size:12pt;line-height:16pt}"
    )
    html = Markup(
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>'
        "<body>{}</body></html>"
    ).format(layout.name, Markup(css), body)
    label = Metadata(f"Specimen of {layout.name}", layout.name, "type specimen", "en-GB", (), date, ())
    return Sheetwork(str(html), layout.folders, 1, (), (), (), label)


def _title(text: str) -> Markup:
    return Markup("<h4>{}</h4>").format(text)


def _plan(layout: Layout) -> Iterator[Markup]:
    """The page with its columns, a quarter of its size, beside the figures."""
    width, height = layout.page
    well = layout.well
    columns = "".join(
        f'<rect x="{well[0] + n * (layout.measure + layout.gutter * MM):.1f}" y="{well[1]:.1f}" '
        f'width="{layout.measure:.1f}" height="{well[3] - well[1]:.1f}" fill="none" stroke="#000" stroke-width="1.4"/>'
        for n in range(layout.columns)
    )
    scale = min(0.25, 150 / height)
    drawing = Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale:.1f}pt" height="{height * scale:.1f}pt"'
        f' viewBox="0 0 {width:.1f} {height:.1f}"><title>The grid</title><rect x="1" y="1" width="{width - 2:.1f}"'
        f' height="{height - 2:.1f}" fill="none" stroke="#000" stroke-width="2"/>{columns}</svg>'
    )
    plate = layout.nameplate
    yield Markup('<p style="font-family:{};font-weight:{};font-size:{:.1f}pt;line-height:1.3">{}</p>').format(
        families(plate.families), plate.weight, min(plate.largest, 40), layout.name.title()
    )
    told = list(grid_and_scale(layout))[1:5]
    yield Markup('<div class="shown plan">{}<div class="tell">{}</div></div>').format(
        drawing, Markup("<br>").join(" ".join(line.split()) for line in told)
    )
    yield Markup('<p class="swatch">{} – {:.1f}:1</p>').format(layout.accent, contrast(layout.accent))


def _heads(layout: Layout, case: Case) -> Iterator[Markup]:
    yield _title("Heads")
    for level, head in layout.heads.items():
        room = layout.width(head.spans[-1])
        set_in = Setting(case.type(head.families, head.weight, italic=head.italic), head.size, head.tracking)
        deck_in = Setting(
            case.type(layout.deck_families, layout.deck_weight, italic=layout.deck_italic), head.deck_size
        )
        headline = break_head(_HEAD, set_in, room, language="en-GB", force=True) or ()
        deck = break_head(_DECK, deck_in, room, language="en-GB", force=True) or ()
        yield Markup(
            '<div class="shown head level-{}" style="width:{:.2f}pt"><p class="tell">{}, {} {}, {:g} pt, columns {}</p>'
            '<h2 class="headline">{}</h2><p class="deck">{}</p></div>'
        ).format(
            level,
            room,
            level,
            head.families[0],
            head.weight,
            head.size,
            head.spans[-1],
            Markup("").join(Markup('<span class="line">{} </span>').format(line) for line in headline),
            Markup("").join(Markup('<span class="line">{} </span>').format(line) for line in deck),
        )


def _copy(layout: Layout, case: Case) -> Iterator[Markup]:
    """The same copy at the smallest size, the layout's own and the largest, in as many legs as the page has."""
    fits = all_fits(layout)
    own = normal_fit(layout)
    shown = [fits[0], own, fits[-1]][: layout.columns]
    styles = text_styles(layout, case)
    blocks = tuple(
        CopyBlock("paragraph", tuple(Run(part, italic=n % 2 == 1) for n, part in enumerate(text.split("*"))))
        for text in _COPY
    )
    yield _title("Copy")
    legs, deepest = [], 0.0
    features = ",".join(f'"{tag}"' for tag in layout.text.features.split(",") if tag) or "normal"
    for column, fit in enumerate(shown):
        galley = set_copy(
            blocks,
            styles=styles,
            measure=layout.measure / fit.size,
            indent=layout.text.indent,
            language="en-GB",
            manner=Manner(),
        )
        lines = [
            line_html(line)
            for number, block in enumerate(galley.blocks)
            for line in galley.set(number, block.best, fit.size, frozenset())
        ]
        deepest = max(deepest, (len(lines) + 1) * fit.leading + 10)
        legs.append(
            Markup(
                '<div class="leg" style="left:{:.2f}pt;width:{:.2f}pt;--l:{:g}pt"><p class="tell">{:g} on {:g} pt</p>'
                '<div style="font-family:{};font-size:{:g}pt;font-variant-ligatures:no-common-ligatures;'
                'font-feature-settings:{}">{}</div></div>'
            ).format(
                column * (layout.measure + layout.gutter * MM),
                layout.measure,
                fit.leading,
                fit.size,
                fit.leading,
                families(layout.text.families),
                fit.size,
                features,
                Markup("").join(lines),
            )
        )
    yield Markup('<div class="legs" style="height:{:.1f}pt">{}</div>').format(deepest, Markup("").join(legs))


def _faces(layout: Layout) -> Iterator[Markup]:
    yield _title("Faces and figures")
    text = layout.text.families[0]
    roles = dict.fromkeys(
        [
            (text, 400, False),
            (text, 400, True),
            (text, 700, False),
            *((head.families[0], head.weight, head.italic) for head in layout.heads.values()),
            (layout.small_families[0], 400, False),
            (layout.small_families[0], 700, False),
        ]
    )
    for family, weight, italic in roles:
        yield Markup(
            '<div class="shown"><p class="tell">{} {}{}</p><p class="face" style="font-family:{};font-weight:{};'
            'font-style:{}">{}</p></div>'
        ).format(
            family,
            weight,
            " italic" if italic else "",
            f'"{family}"',
            weight,
            "italic" if italic else "normal",
            _ALPHABET,
        )
    for told, variant in (
        ("old-style figures, for copy", "oldstyle-nums proportional-nums"),
        ("lining tabular figures, for tables", "lining-nums tabular-nums"),
    ):
        yield Markup(
            '<div class="shown"><p class="tell">{}</p><p class="face" style="font-family:{};font-variant-numeric:{}">'
            "0123456789 1,111.11 £2,468 −3.5%</p></div>"
        ).format(told, f'"{text}"', variant)
    yield Markup(
        '<div class="shown"><p class="tell">small capitals</p><p class="face" style="font-family:{};'
        'font-variant-caps:small-caps">The five boxing wizards jump quickly</p></div>'
    ).format(f'"{text}"')
