"""The same words for other typesetters: one column-set page in HTML, for WeasyPrint and Chromium, and one in Typst.

The stylesheet is fair: our fonts, justified and hyphenated copy, balanced columns story by story, heads over all
columns, and nothing that a renderer is known to be slow at beyond that.
"""

import html
import json
from pathlib import Path
from typing import Any

from printpost.newsroom.reader import Reading, read

Words = list[tuple[str, str]]  # ("story" | "head" | "deck" | "copy", text), in reading order

STYLE = """
@page { size: A4; margin: 14mm 12mm }
html { font: 9pt/11.5pt "STIX Two Text"; hyphens: auto }
h1 { font: bold 48pt/1 "UnifrakturCook"; text-align: center; margin: 0 0 6pt }
h2 { font: bold 20pt/22pt "Playfair Display"; margin: 0 0 4pt; hyphens: none }
article { border-top: .4pt solid; padding-top: 6pt; margin-bottom: 11.5pt }
.deck { font-style: italic; font-size: 11pt; margin: 0 0 6pt }
.copy { columns: 4; column-gap: 5mm; column-rule: .35pt solid; column-fill: balance; text-align: justify }
.copy p { margin: 0; text-indent: 1em; orphans: 2; widows: 2 }
.copy p:first-child { text-indent: 0 }
"""

TYPST = """
#set page(paper: "a4", margin: (x: 12mm, y: 14mm))
#set text(font: "STIX Two Text", size: 9pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.45em, spacing: 0.45em, first-line-indent: 1em)
#align(center, text(font: "UnifrakturCook", size: 48pt, weight: "bold", TITLE))
"""


def words_of(issue: Path) -> tuple[Reading, Words]:
    """Return the reading of an issue and all its words, block by block."""
    reading = read(issue)
    words: Words = []
    for entry, copy in zip(reading.issue.contents, reading.copy, strict=True):
        fields = entry.block.model_dump(exclude={"copy_", "art", "url", "src", "focus"}, exclude_none=True)
        words.append(("story", ""))
        for name in ("headline", "title"):
            if title := fields.pop(name, None):
                words.append(("head", title))
        if deck := fields.pop("deck", None):
            words.append(("deck", deck))
        words += [("copy", text) for text in _texts(fields)]
        words += [("copy", "".join(run.text for run in block.runs)) for block in copy or ()]
    return reading, words


def as_html(reading: Reading, words: Words) -> str:
    """Return the words as one HTML document with a stylesheet of columns."""
    parts = [
        f'<!DOCTYPE html><html lang="{reading.language}"><head><meta charset="utf-8"><title>x</title>',
        f"<style>{STYLE}</style></head><body><h1>{html.escape(reading.publication.name)}</h1>",
    ]
    in_copy = in_story = False
    for kind, text in words:
        if in_copy and kind != "copy":
            parts.append("</div>")
            in_copy = False
        if kind == "story":
            parts.append("</article><article>" if in_story else "<article>")
            in_story = True
        elif kind == "head":
            parts.append(f"<h2>{html.escape(text)}</h2>")
        elif kind == "deck":
            parts.append(f'<p class="deck">{html.escape(text)}</p>')
        else:
            parts.append(f"{'' if in_copy else '<div class=copy>'}<p>{html.escape(text)}</p>")
            in_copy = True
    return "".join([*parts, "</div>" if in_copy else "", "</article></body></html>"])


def as_typst(reading: Reading, words: Words) -> str:
    """Return the words as a Typst document: heads over four columns of copy, story by story."""
    parts = [TYPST.replace("TITLE", _typst_text(reading.publication.name))]
    copy: list[str] = []

    def close() -> None:
        if copy:
            parts.append(
                "#columns(4, gutter: 5mm)[\n" + "\n\n".join(f"#{_typst_text(text)}" for text in copy) + "\n]\n"
            )
            copy.clear()

    for kind, text in words:
        if kind == "copy":
            copy.append(text)
            continue
        close()
        if kind == "story":
            parts.append("#line(length: 100%, stroke: 0.4pt)\n")
        else:
            size, family = (20, "Playfair Display") if kind == "head" else (11, "STIX Two Text")
            parts.append(f'#text(font: "{family}", size: {size}pt, {_typst_text(text)})\n\n')
    close()
    return "".join(parts)


def _typst_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _texts(value: Any) -> list[str]:
    """Return the printed text in a block's fields, rows of a table or facts in one piece."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, each in value.items() for text in ([str(key)] if " " in str(key) else []) + _texts(each)]
    if isinstance(value, (list, tuple)):
        return [text for each in value for text in _texts(each)]
    return []
