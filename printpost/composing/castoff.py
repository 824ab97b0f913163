"""Casting off: the depth that every head and panel needs, measured in the layout's own templates.

Fragments come in, depths in points go out. All fragments are measured in one render on one tall page; a depth once
measured is remembered by the fragment's content. Lines that were broken here are as deep whatever they say, and a
drawing is as deep whatever it shows, so a fragment is measured without either: twenty headlines of two lines are
measured once. Copy is not cast off: its depth is its number of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from markupsafe import Markup

from printpost.composing.blocks import Fragment


class CastOff(Protocol):
    """Measures blocks: HTML in, depth in points by element id out. The pressroom has it."""

    def __call__(self, html: str, /) -> Mapping[str, float]:
        """Depths of all elements that have an end marker."""
        ...


def block_html(fragment: Fragment, style: str) -> Markup:
    """A fragment as an element with its end marker."""
    return Markup(
        '<div class="block {classes}" id="{id}" style="{style}">{html}<div class="end" id="{id}.end"></div></div>'
    ).format(classes=fragment.classes, id=fragment.key, style=style, html=fragment.html)


_LINE = re.compile(r'(<span class="line">)[^<]*')
_DRAWING = re.compile(r"(<svg[^>]*>).*?(</svg>)", re.DOTALL)


def skeleton(fragment: Fragment) -> Fragment:
    """A fragment as deep as the one given, without the words of its set lines and the strokes of its drawings."""
    html = _DRAWING.sub(r"\1\2", _LINE.sub(r"\1n", str(fragment.html)))
    return replace(fragment, html=Markup(html))


def cast_off(
    fragments: Iterable[Fragment], css: str, measure: CastOff, memory: dict[str, float] | None = None
) -> dict[str, float]:
    """The depth of every fragment in points, by its key."""
    memory = {} if memory is None else memory
    wanted: dict[str, Fragment] = {}
    contents: dict[str, str] = {}
    for fragment in fragments:
        bare = skeleton(fragment)
        content = f"{fragment.width:.3f}|{fragment.classes}|{bare.html}"
        contents[fragment.key] = content
        if content not in memory:
            wanted.setdefault(content, bare)
    if wanted:
        body = Markup("").join(
            block_html(fragment, f"--x:0pt;--y:0pt;--w:{fragment.width:.3f}pt") for fragment in wanted.values()
        )
        html = (
            "<!DOCTYPE html><html><head><meta charset='utf-8'><title>-</title>"
            f"<style>@page{{size:4000pt 12000pt;margin:0}}{css}"
            f"</style></head><body>{body}</body></html>"
        )
        measured = measure(html)
        for content, fragment in wanted.items():
            memory[content] = measured[fragment.key]
    return {key: memory[content] for key, content in contents.items()}
