"""Dressing: a layout in the type of another script.

A layout and a script come in; out come the layout with the script's families before its own, in sizes at which they
look alike, and its style sheet with the same changes, turned about for scripts that run from the right. A layout
knows nothing of this: it is written once, for lines that run from the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import tinycss2
from tinycss2.ast import Declaration, Node

from printpost.composing.blocks import ITEM_LEADING
from printpost.composing.fonts import Case
from printpost.composing.layout import HeadType, Layout, PanelType
from printpost.composing.scripts import Script, StandIn

_SCALED = {"font-size", "line-height", "height"}
_NAME_IN_A_LINE = 1.25
"""The most by which the paper's name may be larger than the folio that it stands in: blackletter may fill its line,
other scripts have signs above and tails below."""
_EM = re.compile(r"(\d+(?:\.\d+)?)em")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_LEADED = {"line-height", "height", "min-height"}
_TIMES_SIZE = re.compile(r"calc\((var\(--(?:title|call|wide-call|quote|text|notice)-size\)) \* (\d+(?:\.\d+)?)\)")
"""The leading of a panel's type, as a multiple of its size."""
_SIDES = {"left": "right", "right": "left"}
_SIDE = re.compile(r"\b(left|right)\b")
_FOUR = ("margin", "padding", "border-width", "border-style", "border-color", "inset")
_STYLE = re.compile(r'(?<= style=")[^"]*')
_FAMILY = re.compile(r'"([^"]+)"')
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SMALLEST = 0.7
"""The least to which heads in a family that runs wider are made smaller."""


def worn(layout: Layout, case: Case, script: Script) -> Script:
    """The script as it has to be put on a layout. One whose own families draw it keeps its own type and sizes; a family
    that lacks letters of the language has another of its stack instead, so that no word is set in two.
    """
    if script.letters:
        return replace(script, instead=tuple(_stand_ins(layout, case, script.letters)))
    known = set(case.families())
    first = {layout.text.families[0], layout.deck_families[0], *(head.families[0] for head in layout.heads.values())}
    own = [case.face(family) for family in first & known]
    if script.sample and all(ord(c) in face.characters for c in script.sample for face in own):
        return replace(
            script, serif="", sans="", nameplate="", scale=1.0, head_scale=1.0, leading=0.0, head_leading=0.0
        )
    return script


def _stand_ins(layout: Layout, case: Case, letters: str) -> Iterator[StandIn]:
    """For each family that opens a stack of the layout's and lacks some of the letters, the next that has them all."""
    wanted = letters + letters.upper()
    known = set(case.families())
    roles = [(head.families, head.weight) for head in layout.heads.values()]
    roles += [(stack, 400) for stack in (layout.text.families, layout.deck_families, layout.small_families)]
    seen: set[str] = set()
    for stack, weight in roles:
        faces = [case.face(family, weight) for family in stack if family in known]
        if not faces or faces[0].family in seen:
            continue
        seen.add(faces[0].family)
        whole = next((face for face in faces if all(ord(letter) in face.characters for letter in wanted)), faces[0])
        if whole is not faces[0]:
            scale = faces[0].width(_ALPHABET) / whole.width(_ALPHABET)
            yield StandIn(faces[0].family, whole.family, min(max(scale, _SMALLEST), 1.0))


def dressed(layout: Layout, script: Script) -> Layout:
    """The layout's families, sizes and leading for a script."""
    if not (script.serif or script.instead or script.leading):
        return layout
    text = layout.text
    leading = max(text.leading, script.leading)
    more = leading / text.leading
    changes: dict[str, object] = {
        "text": text.model_copy(
            update={
                "families": _stack(script, text.families),
                "code": (*text.code, script.sans) if script.sans else text.code,
                "size": round(text.size * script.scale, 2),
                "smallest": round(text.smallest * script.scale, 2),
                "largest": round(text.largest * script.scale, 2),
                "leading": leading,
                "least_leading": text.least_leading * more,
                "most_leading": text.most_leading * more,
                "indent": script.indent or text.indent,
                "squares": text.squares or script.squares,
                "features": ",".join(tag for tag in (text.features * script.capitals, script.features) if tag),
            }
        ),
        "heads": {level: _head(head, script) for level, head in layout.heads.items()},
        "deck_families": _stack(script, layout.deck_families),
        "deck_italic": layout.deck_italic and script.italics,
        "panels": _panels(layout.panels, script),
        "small_families": _before(script.sans, layout.small_families) if script.sans else layout.small_families,
        "nameplate": layout.nameplate.model_copy(
            update={
                "families": (*layout.nameplate.families, *(name for name in (script.nameplate,) if name)),
                "lines": round(layout.nameplate.lines * script.scale, 2),
                "tracking": 0.0 if script.joined else layout.nameplate.tracking,
            }
        ),
        "drop_cap": layout.drop_cap and script.capitals,
    }
    return layout.model_copy(update=changes)


def named(layout: Layout, case: Case, name: str) -> Layout:
    """The layout with that of the nameplate's families in front that has all letters of the paper's name, so that no
    name is set in two.
    """
    plate = layout.nameplate
    whole = (family for family in plate.families if case.type([family], plate.weight).missing(name) is None)
    first = next(whole, plate.families[0])
    if first == plate.families[0]:
        return layout
    return layout.model_copy(
        update={"nameplate": plate.model_copy(update={"families": _before(first, plate.families)})}
    )


def _panels(panels: PanelType, script: Script) -> PanelType:
    sizes = ("text", "head", "title", "call", "wide_call", "notice", "quote", "index")
    scaled = {size: round(getattr(panels, size) * script.scale, 2) for size in sizes}
    return panels.model_copy(update={**scaled, "quote_italic": panels.quote_italic and script.italics})


def _head(head: HeadType, script: Script) -> HeadType:
    deck_size = head.deck_size * script.scale
    scale = script.head_scale * next((one.scale for one in script.instead if one.absent == head.families[0]), 1.0)
    return head.model_copy(
        update={
            "families": _stack(script, head.families),
            "size": round(head.size * scale, 2),
            "leading": max(head.leading, script.head_leading),
            "tracking": 0.0 if script.serif else head.tracking,
            "italic": head.italic and script.italics,
            "deck_size": round(deck_size, 2),
            "deck_leading": round(max(head.deck_leading * script.scale, deck_size * script.leading * 0.92), 2),
        }
    )


def _stack(script: Script, families: Sequence[str]) -> tuple[str, ...]:
    """A stack of the layout's with the script's family before it, or with the one that stands in for its first."""
    if script.serif:
        return _before(_kin(script, families[0]), families)
    return _before(next((one.family for one in script.instead if one.absent == families[0]), families[0]), families)


def _kin(script: Script, family: str) -> str:
    """The script's family that goes with one of the layout's: a sans with a sans, by their names."""
    return script.sans if "Sans" in family else script.serif


def _before(family: str, families: Iterable[str]) -> tuple[str, ...]:
    return (family, *(name for name in families if name != family))


def dressed_css(css: str, layout: Layout, script: Script) -> str:
    """A layout's style sheet for a script."""
    if not script.name:
        return css
    return _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), layout, script)


def script_css(script: Script) -> str:
    """What a script adds to every layout's style sheet."""
    emphasis = "" if script.italics else "em{font-style:normal;font-weight:700}"
    direction = "html{direction:rtl}" if script.rtl else ""
    features = f"html{{font-feature-settings:{feature_settings(script.features)}}}" if script.features else ""
    # The numeral of a list stays on the line of its title.
    more = max(script.head_leading - ITEM_LEADING, 0.0) / 2
    numeral = f".items .numeral{{padding-top:calc(var(--title-size) * {more:.3f})}}" if more else ""
    return emphasis + direction + features + numeral


def feature_settings(features: str) -> str:
    """OpenType features, parted by commas, as CSS has them; one after a minus is turned off."""
    tags = [f'"{tag[1:]}" 0' if tag.startswith("-") else f'"{tag}"' for tag in features.split(",") if tag]
    return ",".join(tags) or "normal"


def _rules(rules: Iterable[Node], layout: Layout, script: Script) -> str:
    out: list[str] = []
    for rule in rules:
        if rule.type == "qualified-rule":
            declarations = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
            declarations = [one for one in declarations if one.type == "declaration"]
            prelude = tinycss2.serialize(rule.prelude).strip()
            body = ";".join(_declaration(one, layout, script, running=".running" in prelude) for one in declarations)
            out.append(f"{prelude}{{{body}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            out.append(f"@media {tinycss2.serialize(rule.prelude)}{{{_rules(inner, layout, script)}}}")
        else:
            out.append(rule.serialize())
    return "\n".join(out)


def _declaration(declaration: Declaration, layout: Layout, script: Script, *, running: bool) -> str:
    name, value = declaration.name, tinycss2.serialize(declaration.value).strip()
    if name == "font-family":
        value = _families(value, layout, script)
    elif running and name == "font-size" and (size := _EM.fullmatch(value)):
        value = f"{min(float(size[1]), _NAME_IN_A_LINE):g}em"
    elif name in _LEADED and script.head_leading and (own := _TIMES_SIZE.fullmatch(value)):
        value = f"calc({own[1]} * {max(float(own[2]), script.head_leading):g})"
    elif name in _SCALED and script.scale != 1.0:
        value = _POINTS.sub(lambda found: f"{float(found[1]) * script.scale:g}pt", value)
    elif (name == "font-style" and not script.italics) or (name == "letter-spacing" and script.joined):
        value = "normal"
    if script.rtl:
        name, value = _turned(name, value)
    return f"{name}:{value}{' !important' if declaration.important else ''}"


def _families(value: str, layout: Layout, script: Script) -> str:
    """The script's family before the layout's own; after the first in a nameplate, which may well have all letters."""
    names = _FAMILY.findall(value)
    if not names or not (script.serif or script.instead):
        return value
    if not _names_the_paper(names[0], layout):
        names = list(_stack(script, names))
    elif script.nameplate:
        names.insert(1, script.nameplate)
    return ",".join(f'"{name}"' for name in names)


def _names_the_paper(family: str, layout: Layout) -> bool:
    """Whether a family is the nameplate's and no other role's."""
    return family == layout.nameplate.families[0] and family not in layout.reading_families()


def turned_html(html: str) -> str:
    """A page's HTML with every place that stands in a style attribute counted from the right."""
    return _STYLE.sub(lambda found: turned_style(found[0]), html)


def turned_style(style: str) -> str:
    """Declarations with left and right exchanged."""
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return ";".join(":".join(_turned(name.strip(), value.strip())) for name, value in pairs)


def _turned(name: str, value: str) -> tuple[str, str]:
    if name.startswith("--"):
        return name, value
    turned = _SIDE.sub(_other, name)
    if name in ("text-align", "float", "clear", "text-align-last", "transform-origin", "caption-side"):
        value = _SIDE.sub(_other, value)
    if name in _FOUR:
        parts = [tinycss2.serialize([part]) for part in tinycss2.parse_component_value_list(value)]
        parts = [part for part in parts if part.strip()]
        if len(parts) == 4:
            value = " ".join((parts[0], parts[3], parts[2], parts[1]))
    return turned, value


def _other(found: re.Match[str]) -> str:
    sides: Mapping[str, str] = _SIDES
    return sides[found[0]]
