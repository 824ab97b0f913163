"""The style sheet of a page: what the layout's type scale says, then the layout's own CSS.

Sizes stand once, in ``layout.yaml``: H&J and make-up compute with them, and the rules written here tell the renderer
the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from printpost.composing.dressing import dressed_css, feature_settings, script_css
from printpost.composing.layout import Layout
from printpost.composing.scripts import PLAIN, Script


def families(names: Iterable[str]) -> str:
    """A font stack in CSS."""
    return ", ".join(f'"{name}"' for name in names)


def stylesheet(layout: Layout, script: Script = PLAIN) -> str:
    """All CSS but the rules of copy, which follow the size that copyfitting chooses.

    First the type scale, as rules for heads and as custom properties for everything else; then the style sheets of the
    lineage, the remotest first, as the script has them. The layout is dressed already.
    """
    rules = [_properties(layout)]
    for level, head in layout.heads.items():
        # A head that was fitted to its measure brings its size.
        size = f"var(--headline-size,{head.size:g}pt)"
        leading = f"var(--headline-leading,calc({size} * {head.leading:g}))"
        rules.append(
            f".level-{level} .headline{{font-family:{families(head.families)};font-weight:{head.weight};"
            f"font-style:{_slant(head.italic)};font-size:{size};line-height:{leading};"
            f"letter-spacing:{head.tracking:g}em}}"
            f".level-{level} .deck{{font-family:{families(layout.deck_families)};font-weight:{layout.deck_weight};"
            f"font-style:{_slant(layout.deck_italic)};font-size:{head.deck_size:g}pt;"
            f"line-height:var(--deck-leading,{head.deck_leading:g}pt)}}"
            # A line's height must not follow the fonts that its characters happen to need.
            f".level-{level} .headline .line{{height:{leading}}}"
            f".level-{level} .deck .line{{height:var(--deck-leading,{head.deck_leading:g}pt)}}"
        )
    sheets = [folder / "layout.css" for folder in reversed(layout.folders)]
    own = (dressed_css(_sheet(path), layout, script) for path in sheets if path.is_file())
    return "\n".join(part for part in (*rules, *own, script_css(script)) if part)


def _properties(layout: Layout) -> str:
    """The layout's families, sizes of panels and spot colour as custom properties."""
    panels = layout.panels
    told = {
        "--text": families(layout.text.families),
        "--display": families(layout.heads["brief"].families),
        "--quote": families(layout.heads["brief"].families),
        "--small": families(layout.small_families),
        "--plate": families(layout.nameplate.families),
        "--plate-weight": str(layout.nameplate.weight),
        "--plate-tracking": f"{layout.nameplate.tracking:g}em",
        "--code": families(layout.text.code),
        "--display-weight": str(layout.heads["brief"].weight),
        "--quote-weight": str(panels.quote_weight),
        "--quote-style": _slant(panels.quote_italic),
        "--accent": layout.accent,
        **{
            f"--{name}-size": f"{getattr(panels, name):g}pt"
            for name in ("text", "head", "title", "call", "notice", "quote", "index")
        },
        "--lines-size": f"{layout.nameplate.lines:g}pt",
        "--wide-call-size": f"{panels.wide_call:g}pt",
    }
    return "html{" + ";".join(f"{name}:{value}" for name, value in told.items()) + "}"


def _slant(italic: bool) -> str:
    return "italic" if italic else "normal"


_URL = re.compile(r"""url\(\s*(['"]?)(?![a-z][a-z0-9+.-]*:|/|#)([^'")]+)\1\s*\)""", re.IGNORECASE)


def _sheet(path: Path) -> str:
    """A style sheet whose relative addresses lead to its own folder."""
    text = path.read_text("utf-8")
    return _URL.sub(lambda found: f'url("{(path.parent / found[2].strip()).absolute().as_uri()}")', text)


def copy_rules(layout: Layout, size: float, leading: float) -> str:
    """The rules of running text at one size and leading, in points."""
    features, half = feature_settings(layout.text.features), feature_settings(f"{layout.text.features},halt")
    return (
        f".copy{{font-family:{families(layout.text.families)};font-size:{size:g}pt;line-height:{leading:g}pt;"
        f"font-variant-ligatures:no-common-ligatures;font-feature-settings:{features}}}"
        f".l{{height:{leading:g}pt;line-height:{leading:g}pt}}"
        f".half{{font-feature-settings:{half}}}"
        ".gap{display:inline-block;width:0;white-space:pre}"
    )
