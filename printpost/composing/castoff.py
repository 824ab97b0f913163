"""Casting off: the depth that every head and panel needs, measured in the layout's own templates.

Fragments come in, depths in points go out, and with them the baselines of a head's parts and of an inset's first and
last line. All fragments are measured in one render on one tall page; what was once measured is remembered by the
fragment's content. Lines that were broken here are as deep whatever they say, and a drawing is as deep whatever it
shows, so a fragment is measured without either: twenty headlines of two lines are measured once. Copy is not cast off:
its depth is its number of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from markupsafe import Markup

from printpost.composing.fragments import Fragment


class CastOff(Protocol):
    """Measures blocks: HTML in, depth in points by element id out. The pressroom has it."""

    def __call__(self, html: str, /) -> Mapping[str, float]:
        """Depths of all elements that have an end marker, from their own top or, where there is no such element, from
        the page's.
        """
        ...


@dataclass(frozen=True, slots=True)
class Cast:
    """What a block measured: its depth, and for each of its parts the first and the last baseline, in points from the
    block's top.

    The parts of a head are ``kicker`` (or ``aside``, where it stands on the headline's line), ``headline``, ``deck``
    and ``byline``; of a panel its ``label``, of an inset or a cutline all its ``text``.
    """

    depth: float
    lines: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def block_html(fragment: Fragment, style: str) -> Markup:
    """A fragment as an element with its end marker."""
    if fragment.size:
        style += f";--headline-size:{fragment.size:g}pt"
    return Markup(
        '<div class="block {classes}" id="{id}" style="{style}">{html}<div class="end" id="{id}.end"></div></div>'
    ).format(classes=fragment.classes, id=fragment.key, style=style, html=fragment.html)


_SET = '<span class="line">'
_LINE = re.compile(f"({_SET})[^<]*")
_DRAWING = re.compile(r"(<svg[^>]*>).*?(</svg>)", re.DOTALL)


def skeleton(fragment: Fragment) -> Fragment:
    """A fragment as deep as the one given, without the words of its set lines and the strokes of its drawings."""
    html = _DRAWING.sub(r"\1\2", _LINE.sub(r"\1n", str(fragment.html)))
    return replace(fragment, html=Markup(html))


_PART = re.compile(
    r'(<(?P<tag>\w+)\b[^>]*\bclass="(?:[^"]*\s)?(?P<part>kicker|headline|deck|byline|label)(?:\s[^"]*)?"[^>]*>)'
    r"(?P<text>.*?)(?=</(?P=tag)>)",
    re.DOTALL,
)
_BROKEN = {"headline", "deck"}
"""The parts whose lines have been broken already."""
_OVER, _UNDER = {"kicker", "label"}, {"headline", "deck", "byline"}
"""The parts that stand over what a line more, of their own, moves down, and those that are moved."""
_LETTERS = re.compile(r"(?:^|(?<=>))(\s*)([^<>\s](?:[^<>]*[^<>\s])?)")
"""A run of text between two tags, and the space before it."""
_MARK = '<span id="{}" style="display:inline-block;width:0;height:0;position:static"></span>'


def cast_off(
    fragments: Iterable[Fragment], css: str, measure: CastOff, memory: dict[str, Cast] | None = None
) -> dict[str, Cast]:
    """What every fragment measures, by its key."""
    memory = {} if memory is None else memory
    wanted: dict[str, Fragment] = {}
    contents: dict[str, str] = {}
    for fragment in fragments:
        bare = skeleton(fragment)
        content = f"{fragment.width:.3f}|{fragment.classes}|{fragment.size:g}|{bare.html}"
        contents[fragment.key] = content
        if content not in memory:
            wanted.setdefault(content, bare)
    if wanted:
        marked = {content: _marked(fragment) for content, fragment in wanted.items()}
        measured = measure(_page(css, (fragment for fragment, _ in marked.values())))
        # A mark is a place where a line may be broken. What the renderer has broken is measured without marks as well,
        # and every label: its box may be as wide as its words, and that width is not the same with marks among them.
        plain = {
            content: wanted[content]
            for content, (_, marks) in marked.items()
            if "label" in marks
            or any(len({measured[mark] for mark in ids}) > 1 for part, ids in marks.items() if part not in _BROKEN)
        }
        whole = measure(_page(css, plain.values())) if plain else {}
        for content, (fragment, marks) in marked.items():
            found = {part: [measured[mark] for mark in ids] for part, ids in marks.items()}
            depth = (whole if content in plain else measured)[fragment.key]
            more = depth - measured[fragment.key]
            memory[content] = Cast(depth, {part: (min(places), max(places) + more) for part, places in found.items()})
    return {key: memory[content] for key, content in contents.items()}


def _page(css: str, fragments: Iterable[Fragment]) -> str:
    """All fragments on one tall page, each at its top."""
    body = Markup("").join(block_html(each, f"--x:0pt;--y:0pt;--w:{each.width:.3f}pt") for each in fragments)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>-</title>"
        f"<style>@page{{size:4000pt 12000pt;margin:0}}{css}"
        f"</style></head><body>{body}</body></html>"
    )


def _part(found: re.Match[str]) -> str:
    """What a part of a head or panel is called."""
    return "aside" if "kicker aside" in found[1] else found["part"]


def _marked(fragment: Fragment) -> tuple[Fragment, dict[str, list[str]]]:
    """A fragment with marks on the baselines that are wanted of it, and the ids of the marks of each part.

    A mark is an empty box in the line: it stands on the baseline and takes no room. Of a line that is whole one mark
    is enough.
    """
    kinds, marks = fragment.classes.split(), dict[str, list[str]]()

    def mark(part: str, html: str, *, all_runs: bool) -> str:
        """Marks around the whole text, or around every run of letters where only the renderer knows which is lowest."""
        runs = list(_LETTERS.finditer(html))
        places = [place for run in runs for place in run.span(2)]
        if places and not all_runs:
            places = places[:1] if part in _BROKEN and html.count(_SET) == 1 else [places[0], places[-1]]
        marks[part] = [f"{fragment.key}@{part}.{n}" for n in range(len(places))]
        for ident, place in reversed(list(zip(marks[part], places, strict=True))):
            html = html[:place] + _MARK.format(f"{ident}.end") + html[place:]
        return html

    html = str(fragment.html)
    if "head" in kinds or "panel" in kinds:
        html = _PART.sub(lambda found: found[1] + mark(_part(found), found["text"], all_runs=False), html)
    elif "inset" in kinds or "cut" in kinds:
        html = mark("text", html, all_runs=True)
    return replace(fragment, html=Markup(html)), {part: ids for part, ids in marks.items() if ids}
