"""Dressing: a layout in another script, and pages that are turned about as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.composing.dressing import dressed, dressed_css, named, script_css, turned_html, turned_style, worn
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.composing.lineage import load_layout
from printpost.composing.scripts import PLAIN, Script, script_of
from printpost.composing.sheetwork import Claims, Leg, Placed, Wording
from printpost.premises import fonts_folder, layouts_folder

CSS = """
/* a comment */
.block { position: absolute; left: var(--x); width: var(--w); }
.east { right: 0; text-align: right; float: right; }
.numeral { margin: -2.1pt 0 0 -17pt; padding: 1pt 2pt; border-left: 0.3pt solid #777; padding-left: 9pt; }
.kicker { font-family: "Source Sans 3"; letter-spacing: 0.07em; font-style: italic; font-size: 6.8pt; }
@media print { .west { left: 0; } }
"""


@pytest.fixture(scope="module")
def morning() -> Layout:
    """The layout that ships."""
    return load_layout("morning", (layouts_folder(),))


@pytest.fixture(scope="module")
def case() -> Case:
    """The fonts that ship."""
    return Case([fonts_folder()])


def test_latin_papers_are_left_alone(morning: Layout) -> None:
    """A layout is made for Latin: neither its sizes nor a letter of its style sheet change."""
    assert dressed(morning, PLAIN) is morning
    assert dressed_css(CSS, morning, PLAIN) == CSS
    assert script_of("en-GB") == script_of("fr") == script_of("tlh") == PLAIN
    for language in ("ru", "cs", "tr"):
        script = worn(morning, Case([fonts_folder()]), script_of(language))
        assert dressed(morning, script) is morning


def test_a_style_sheet_is_turned_about(morning: Layout) -> None:
    """Left is right, in names, values and shorthands of four; what has no side stays."""
    css = dressed_css(CSS, morning, script_of("he"))
    assert "right:var(--x)" in css
    assert ".east{left:0;text-align:left;float:left}" in css
    assert "margin:-2.1pt -17pt 0 0" in css
    assert "padding:1pt 2pt" in css
    assert "border-right:" in css
    assert "padding-right:9pt" in css
    assert re.search(r"@media\s+print\s*{\.west{right:0}}", css)
    assert "html{direction:rtl}" in script_css(script_of("he"))
    assert script_css(PLAIN) == ""


def test_a_panels_type_has_the_least_leading_of_the_script(morning: Layout) -> None:
    """Its titles and lines as the heads, what needs more stays; the numeral of a list goes down with its title."""
    rules = "p{line-height:calc(var(--call-size) * 1.1)}i{height:calc(var(--text-size) * 1.5)}b{line-height:9pt}"
    arabic = script_of("ar")
    assert arabic.head_leading == 1.36
    css = dressed_css(rules, morning, arabic)
    assert "line-height:calc(var(--call-size) * 1.36)" in css
    assert "height:calc(var(--text-size) * 1.5)" in css
    # Half of 1.36 less 1.146, of which a line's white goes over its letters.
    assert ".items .numeral{padding-top:calc(var(--title-size) * 0.107)}" in script_css(arabic)


def test_joined_letters_are_not_spaced(morning: Layout) -> None:
    """Arabic has neither spaced capitals nor italics, and larger type in the same places."""
    css = dressed_css(CSS, morning, script_of("ar"))
    assert "letter-spacing:normal" in css
    assert "font-style:normal" in css
    assert 'font-family:"Amiri","Source Sans 3"' in css
    assert "font-size:8.432pt" in css


def test_sizes_follow_the_script(morning: Layout) -> None:
    """Arabic type is larger on more leading; no script but those with capitals has initials."""
    arabic = dressed(morning, script_of("ar"))
    assert arabic.text.families[0] == "Amiri"
    assert set(morning.text.families) < set(arabic.text.families)
    assert arabic.text.size > morning.text.size
    assert arabic.text.leading > morning.text.leading
    assert morning.drop_cap
    assert not arabic.drop_cap
    assert not dressed(morning, script_of("ja")).drop_cap
    assert dressed(morning, script_of("el")).drop_cap


def test_a_name_is_set_in_one_family(morning: Layout, case: Case) -> None:
    """The blackletter has no barred l: a name with one is set in the next family as a whole."""
    assert named(morning, case, "The Post") is morning
    assert named(morning, case, "Głos").nameplate.families[0] == "Playfair Display"
    assert named(dressed(morning, script_of("he")), case, "הנהר").nameplate.families[0] == "Frank Ruhl Libre"


def test_a_layout_with_type_of_its_own_keeps_it(morning: Layout, case: Case) -> None:
    """Where the layout's first families draw the script, only the page is turned about."""
    hebrew = script_of("he")
    assert worn(morning, case, hebrew) == hebrew
    own = morning.model_copy(
        update={
            "text": morning.text.model_copy(update={"families": ("Frank Ruhl Libre",)}),
            "deck_families": ("Frank Ruhl Libre",),
            "heads": {
                level: head.model_copy(update={"families": ("Frank Ruhl Libre",)})
                for level, head in morning.heads.items()
            },
        }
    )
    script = worn(own, case, hebrew)
    assert script == replace(hebrew, serif="", sans="", nameplate="", scale=1.0, leading=0.0, head_leading=0.0)
    assert dressed(own, script) is own
    assert "right:var(--x)" in dressed_css(CSS, own, script)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["left", "right", "margin-left", "margin-right", "top", "width", "--x", "text-align"]),
            st.sampled_from(["12.5pt", "left", "right", "0"]),
        ),
        max_size=6,
    )
)
def test_turning_twice_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    """Two turns are none."""
    style = ";".join(f"{name}:{value}" for name, value in pairs)
    assert turned_style(turned_style(style)) == style


def test_only_places_are_turned_in_a_page() -> None:
    """Words that say left stay; the side of an element's place does not."""
    html = (
        '<p class="left" style="left:3.000pt;top:1pt">turn left: style="left:1pt" <i style="margin-left:2pt">x</i></p>'
    )
    turned = turned_html(html)
    assert '<p class="left" style="right:3.000pt;top:1pt">turn left:' in turned
    assert '<i style="margin-right:2pt">' in turned


def test_claims_are_turned_with_the_page() -> None:
    """What stood 30 pt from the left edge is claimed 30 pt from the right one; depths stay."""
    claims = Claims(
        [Placed("s0", "a story", 0, 10.0, 20.0)],
        [Leg("a story", 0, 30.0, 50.0, 12.0, ("one",), "s0", 100.0)],
        [Wording("a story", 0, "one", (30.0, 10.0, 130.0, 20.0)), Wording("a story", 0, "two")],
    )
    turned = claims.turned(600.0)
    assert turned.placed == claims.placed
    assert turned.legs[0].left + turned.legs[0].width == 600.0 - 30.0
    assert turned.wording[0].area == (470.0, 10.0, 570.0, 20.0)
    assert turned.wording[1].area is None
    assert turned.turned(600.0) == claims


@pytest.mark.parametrize(
    ("language", "script", "rtl"),
    [
        ("ar-EG", "Arabic", True),
        ("fa", "Arabic", True),
        ("he", "Hebrew", True),
        ("ja", "Japanese", False),
        ("zh", "simplified Chinese", False),
        ("zh-SG", "simplified Chinese", False),
        ("zh-TW", "traditional Chinese", False),
        ("zh-Hant", "traditional Chinese", False),
        ("ko-KR", "Korean", False),
        ("el-CY", "Greek", False),
        ("ka-GE", "Georgian", False),
        ("hy", "Armenian", False),
        ("ne", "Devanagari", False),
        ("uk", "Cyrillic", False),
        ("sr-RS", "Cyrillic", False),
        ("sr-Latn-RS", "Latin", False),
    ],
)
def test_a_language_has_its_script(language: str, script: str, rtl: bool) -> None:
    """Regions and script tags are understood."""
    found: Script = script_of(language)
    assert (found.name, found.rtl) == (script, rtl)


def test_hong_kong_has_glyphs_of_its_own() -> None:
    """The same characters are drawn otherwise in Hong Kong and in Taiwan."""
    assert script_of("zh-HK").serif != script_of("zh-TW").serif


def test_every_family_that_ships_is_there(case: Case, tmp_path: Path) -> None:
    """Scripts whose fonts ship name families that do."""
    shipped = set(case.families())
    for language in ("ar", "he", "el"):
        script = script_of(language)
        assert {script.serif, script.sans, script.nameplate} <= shipped
        assert all(ord(letter) in case.face(script.serif).characters for letter in script.sample)


@pytest.mark.parametrize(
    ("layout", "language", "first"),
    [
        ("broadsheet", "uk", "STIX Two Text"),
        ("broadsheet", "vi", "STIX Two Text"),
        ("broadsheet", "cs", "Abhaya Libre"),
        ("tabloid", "uk", "Sofia Sans Extra Condensed"),
        ("tabloid", "vi", "Source Sans 3"),
        ("letter", "bg", "Literata"),
        ("letter", "vi", "Fraunces"),
        ("slate", "sr", "Bitter"),
    ],
)
def test_a_head_is_set_in_one_family(case: Case, layout: str, language: str, first: str) -> None:
    """The first of its stack that has all letters of the language; one that runs wider is smaller."""
    plain = load_layout(layout, (layouts_folder(),))
    script = worn(plain, case, script_of(language))
    found = dressed(plain, script)
    # A heavier cut of a family, or one for another size, may go by a name of its own.
    names = {head.families[0].removesuffix(" ExtraBold").removesuffix(" 72pt") for head in found.heads.values()}
    assert names == {first}
    face = case.face(first, 700)
    assert all(ord(letter) in face.characters for letter in script_of(language).letters)
    lead, before = found.heads["lead"], plain.heads["lead"]
    assert lead.size <= before.size
    assert (lead.size == before.size) or first != before.families[0]
    assert f'"{first}' in dressed_css(f'.x{{font-family:"{before.families[0]}"}}', plain, script).split(",")[0]


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_a_name_in_joined_letters_is_not_tracked(language: str) -> None:
    """A layout that draws its name's letters together does so only where letters stand apart."""
    letter = load_layout("letter", (layouts_folder(),))
    assert letter.nameplate.tracking < 0
    assert dressed(letter, script_of(language)).nameplate.tracking == 0.0
    assert dressed(letter, script_of("ka")).nameplate.tracking == letter.nameplate.tracking
