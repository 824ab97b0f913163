"""Faults in the files of a layout: fonts, style sheets, templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.build import build
from printpost.composing.lineage import load_layout
from printpost.composing.proving import idle_templates, style_faults
from printpost.premises import layouts_folder
from printpost.pressroom.press import Press
from printpost.problems import BadInput, Problem

ISSUE = "name: The Proof\ndate: 2026-03-03\nlayout: own\ncontents:\n- story: {headline: One, copy: First part.}\n"


def _own(home: Path, **files: str) -> Path:
    """A layout ``own`` with these files; the first underscore of a name is a slash, the last a dot."""
    folder = home / "layouts" / "own"
    (folder / "blocks").mkdir(parents=True)
    (folder / "fonts").mkdir()
    (folder / "layout.yaml").write_text("name: own\nextends: morning\n", "utf-8")
    for name, text in files.items():
        head, _, suffix = name.rpartition("_")
        (folder / f"{head.replace('_', '/', 1)}.{suffix}").write_text(text, "utf-8")
    return folder


def _problem(home: Path, press: Press | None = None) -> Problem:
    """The one problem of the layout ``own``, found as it is loaded or, with a press, as an issue is built."""
    issue = home / "issue.yaml"
    issue.write_text(ISSUE, "utf-8")
    with pytest.raises(BadInput) as failure:
        build(issue, force=True, press=press) if press else load_layout("own", (home / "layouts", layouts_folder()))
    (problem,) = failure.value.problems
    return problem


@pytest.mark.parametrize(
    ("css", "message", "place"),
    [
        (".deck { color: #000\n.kicker { color: #000 }\n", "this { is never closed", (1, 7)),
        ("/* } */\n.deck { content: '}' }\n}\n", "this } closes nothing", (3, 1)),
    ],
)
def test_a_bracket_without_a_partner_is_located(tmp_path: Path, css: str, message: str, place: tuple[int, int]) -> None:
    """It would take the rules after it down; those in comments and in texts do not count."""
    folder = _own(tmp_path, layout_css=css)
    problem = _problem(tmp_path)
    assert problem.message == message
    assert problem.where is not None
    assert (problem.where.file, problem.where.line, problem.where.column) == (folder / "layout.css", *place)


@pytest.mark.parametrize(
    ("file", "message"), [("fonts_Mine_ttf", "no font that can be read"), ("fonts_Mine_woff2", "font for browsers")]
)
def test_a_font_that_cannot_be_used_is_named(tmp_path: Path, file: str, message: str) -> None:
    """A file that is no font, and one that only browsers read, are each a problem with the file's path."""
    folder = _own(tmp_path, **{file: "no font"})
    problem = _problem(tmp_path)
    assert message in problem.message
    assert str(folder / "fonts" / "Mine") in problem.message


def test_what_the_renderer_will_not_have_is_found_in_the_style_sheet(tmp_path: Path) -> None:
    """A property that there is not stands at its place, in the nearest sheet that says it."""
    folder = _own(tmp_path, layout_css=".deck { color: #000;\n  colour: #000 }\n")
    layout = load_layout("own", (tmp_path / "layouts", layouts_folder()))
    known, unknown = style_faults(("Ignored `colour: #000` at 9:3, unknown property.", "No more memory"), layout)
    assert known.where is not None
    assert (known.where.file, known.where.line, known.where.column) == (folder / "layout.css", 2, 3)
    assert "9:3" not in known.message
    assert unknown.where is None


def test_a_template_that_nothing_asks_for_is_named(tmp_path: Path) -> None:
    """A misspelt name is found, with the one that was meant; what another template includes is not idle."""
    _own(tmp_path, blocks_folo_html="x", blocks_mark_html="y", blocks_flag_html='{% include "blocks/mark.html" %}')
    (problem,) = idle_templates(load_layout("own", (tmp_path / "layouts", layouts_folder())))
    assert "folo.html makes nothing" in problem.message
    assert problem.hint == "did you mean folio.html?"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ("<h2>\n{% for x in %}\n", "Expected an expression", 2),
        ('\n\n{% include "blocks/nothing.html" %}', "there is no template 'blocks/nothing.html'", 3),
        ("{{ headline.nope.more }}", "has no attribute 'nope'", 1),
        ("\n{{ 1 + headline }}", "unsupported operand", 2),
        ('{% extends "own/blocks/head.html" %}', "extends or includes itself", 1),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_located(
    tmp_path: Path, press: Press, template: str, message: str, line: int
) -> None:
    """Its file and line are named, and it is the layout's fault, not a bug of the program's."""
    folder = _own(tmp_path, blocks_head_html=template)
    problem = _problem(tmp_path, press)
    assert message in problem.message
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == (folder / "blocks" / "head.html", line)


@pytest.mark.slow
def test_an_unknown_property_fails_the_build_at_its_place(tmp_path: Path, press: Press) -> None:
    """The renderer ignores what it does not know; the build does not."""
    folder = _own(tmp_path, layout_css=".deck { colour: #000 }\n")
    problem = _problem(tmp_path, press)
    assert problem.where is not None
    assert (problem.where.file, problem.where.line, problem.where.column) == (folder / "layout.css", 1, 9)
