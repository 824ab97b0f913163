"""The style sheet of a page: what the layout's type scale says, then the layout's own CSS.

Sizes stand once, in ``layout.yaml``: H&J and make-up compute with them, and the rules written here tell the renderer
the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from printpost.composing.dressing import dressed_css, feature_settings
from printpost.composing.layout import Layout
from printpost.composing.scripts import PLAIN, Script


def families(names: Iterable[str]) -> str:
    """A font stack in CSS."""
    return ", ".join(f'"{name}"' for name in names)


def stylesheet(layout: Layout, script: Script = PLAIN) -> str:
    """All CSS but the rules of copy, which follow the size that copyfitting chooses. The layout is dressed already."""
    rules = []
    for level, head in layout.heads.items():
        rules.append(
            f".level-{level} .headline{{font-family:{families(head.families)};font-weight:{head.weight};"
            f"font-size:{head.size:g}pt;line-height:{head.size * head.leading:.3f}pt;"
            f"letter-spacing:{head.tracking:g}em}}"
            f".level-{level} .deck{{font-family:{families(layout.deck_families)};font-size:{head.deck_size:g}pt;"
            f"line-height:{head.deck_leading:g}pt}}"
            # A line's height must not follow the fonts that its characters happen to need.
            f".level-{level} .headline .line{{height:{head.size * head.leading:.3f}pt}}"
            f".level-{level} .deck .line{{height:{head.deck_leading:g}pt}}"
        )
    own = (layout.folder / "layout.css").read_text("utf-8")
    return "\n".join(rules) + dressed_css(own, layout, script)


def copy_rules(layout: Layout, size: float, leading: float) -> str:
    """The rules of running text at one size and leading, in points."""
    features, half = feature_settings(layout.text.features), feature_settings(f"{layout.text.features},halt")
    return (
        f".copy{{font-family:{families(layout.text.families)};font-size:{size:g}pt;line-height:{leading:g}pt;"
        f"font-variant-ligatures:no-common-ligatures;font-feature-settings:{features}}}"
        f".l{{height:{leading:g}pt;line-height:{leading:g}pt}}"
        f".half{{font-feature-settings:{half}}}"
    )
