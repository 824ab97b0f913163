"""The styles of running text: what each inline style of copy is set in.

A layout and its type case come in, styles for H&J go out. The style sheet's rules for copy say the same to the
renderer. The font's own ligatures are off: lines are tracked, and the copy names them itself (``ligatures``).
"""

from __future__ import annotations

from printpost.composing.fonts import Case
from printpost.composing.hj import Style
from printpost.composing.layout import Layout


def text_styles(layout: Layout, case: Case, emphasis: int = 400) -> dict[str, Style]:
    """The styles of a layout's running text, by name. ``emphasis`` is the weight of its italics."""
    text = layout.text
    features = text.features + ",-liga,-clig"
    return {
        "roman": Style(case.type(text.families, 400, features=features), ligatures=True),
        "italic": Style(case.type(text.families, emphasis, italic=True, features=features), ligatures=True),
        "bold": Style(case.type(text.families, 700, features=features), ligatures=True),
        "bolditalic": Style(case.type(text.families, 700, italic=True, features=features), ligatures=True),
        "smallcaps": Style(case.type(text.families, 400, features=features + ",smcp")),
        "fraction": Style(case.type(text.families, 400, features="frac,-liga,-clig")),
        "code": Style(case.type(text.code, 400, features=features), 0.94),
    }
