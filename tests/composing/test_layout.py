"""The layout's file, its lineage and its style sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from printpost.composing.layout import Layout
from printpost.composing.lineage import load_layout
from printpost.composing.stylesheet import stylesheet
from printpost.premises import fonts_folder, layouts_folder, packaged_layouts
from printpost.problems import BadInput


def _layout(home: Path, name: str, text: str, **files: str) -> Path:
    folder = home / name
    folder.mkdir(parents=True, exist_ok=True)
    if text:
        (folder / "layout.yaml").write_text(text, "utf-8")
    for file, content in files.items():
        (folder / file.replace("_", ".")).write_text(content, "utf-8")
    return folder


def _load(name: str, *homes: Path) -> Layout:
    return load_layout(name, (*homes, layouts_folder()))


@pytest.mark.parametrize("name", packaged_layouts())
def test_every_packaged_layout_loads(name: str) -> None:
    """Each layout that ships has a valid file and all five levels of heads, none wider than its page."""
    layout = _load(name)
    assert layout.name == name
    assert set(layout.heads) == {"banner", "lead", "feature", "secondary", "brief"}
    assert all(max(head.spans) <= layout.columns for head in layout.heads.values())


def test_a_layout_takes_from_its_parent_what_it_does_not_say(tmp_path: Path) -> None:
    """Keys are merged one by one, down to the size of a single head; lists are taken whole."""
    folder = _layout(
        tmp_path,
        "evening",
        "name: evening\nextends: morning\nheads: {lead: {size: 40, spans: [4]}}\n",
        layout_css="p {}",
    )
    evening, morning = _load("evening", tmp_path), _load("morning")
    assert evening.heads["lead"].size == 40
    assert evening.heads["lead"].spans == (4,)
    assert evening.heads["lead"].leading == morning.heads["lead"].leading
    assert evening.text == morning.text
    assert evening.folders == (folder, layouts_folder() / "morning")


def test_the_nearest_style_sheet_comes_last(tmp_path: Path) -> None:
    """Style sheets of the lineage follow each other, the layout's own last; its relative addresses lead to it."""
    folder = _layout(
        tmp_path, "evening", "name: evening\nextends: morning\n", layout_css=".deck { background: url(dots.png) }"
    )
    css = stylesheet(_load("evening", tmp_path))
    assert css.index(".deck { margin-top") < css.index(".deck { background")
    assert f'url("{folder.as_uri()}/dots.png")' in css


def test_a_layout_may_extend_the_packaged_one_of_its_own_name(tmp_path: Path) -> None:
    """`morning` beside the issue goes on from the `morning` that ships."""
    folder = _layout(tmp_path, "morning", "name: morning\nextends: morning\ntext: {size: 9.9}\n")
    layout = _load("morning", tmp_path)
    assert layout.text.size == 9.9
    assert layout.folders == (folder, layouts_folder() / "morning")


def test_a_folder_without_a_file_overrides_templates_and_style(tmp_path: Path) -> None:
    """A folder beside the issue with a style sheet alone is laid over the layout of its name."""
    folder = _layout(tmp_path, "tabloid", "", layout_css=".headline { color: red }")
    layout = _load("tabloid", tmp_path)
    assert layout.folders == (folder, layouts_folder() / "tabloid", layouts_folder() / "morning")
    assert stylesheet(layout).endswith(".headline { color: red }")


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("name: x\nextends: mornig\n", "there is no layout 'mornig' to extend", (2, 10)),
        ("name: x\nextends: morning\nheads:\n  lead: {size: -1}\n", "size", (4, 16)),
        ("name: x\nextends: morning\ntext: {sise: 9}\n", "unknown key 'sise'", (3, 8)),
        ("name: x\nextends: morning\naccent: blood\n", "'blood' is no colour", (3, 9)),
        ("name: x\nextends: morning\ntext: {size: 19}\n", "between smallest (8.7) and largest (10.2)", (3, 14)),
        ("name: x\nextends: morning\ncolumns: 8\ngutter: 40\n", "leave no room", (3, 10)),
        ("name: x\nextends: morning\nheads: {lead: {families: []}}\n", "families", (3, 26)),
        ("name: x\nextends: morning\nheads:\n  leed:\n    size: 40\n", "no level of heads 'leed'", (4, 3)),
        ("name: x\nextends: morning\npanel_spans: {lists: [1]}\n", "no kind of panel 'lists'", (3, 15)),
        ("name: x\nextends: morning\ntext: {features: onum pnum}\n", "no list of OpenType features", (3, 18)),
        ("name: x\nextends: broadsheet\ncolumns: 5\n", "5 columns, but a head of banner takes 6", (3, 10)),
        ("name: x\nextends: morning\nsmall_families: [Source Sans]\n", "no font family 'Source Sans'", (3, 18)),
        ("name: x\ntrim: a4\n", "has no margins, columns, gutter", (1, 1)),
    ],
)
def test_a_fault_in_a_layout_is_located_in_the_file_that_has_it(
    tmp_path: Path, text: str, message: str, place: tuple[int, int]
) -> None:
    """A bad value, a misspelt key or a missing parent names file, line and column of the layout that says it."""
    folder = _layout(tmp_path, "x", text)
    with pytest.raises(BadInput) as failure:
        _load("x", tmp_path)
    (problem,) = failure.value.problems
    assert message in problem.message
    assert problem.where is not None
    assert (problem.where.file, problem.where.line, problem.where.column) == (folder / "layout.yaml", *place)


def test_a_fault_of_the_parent_is_located_in_the_parent(tmp_path: Path) -> None:
    """What a layout inherits and does not say again is its parent's fault."""
    parent = _layout(tmp_path, "parent", "name: parent\nextends: morning\ngutter: wide\n")
    _layout(tmp_path, "child", "name: child\nextends: parent\n")
    with pytest.raises(BadInput) as failure:
        _load("child", tmp_path)
    (problem,) = failure.value.problems
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == (parent / "layout.yaml", 3)


def test_a_family_that_the_layout_brings_is_there(tmp_path: Path) -> None:
    """A face in the layout's folder of fonts serves its file; the families that there are stand in the hint."""
    folder = _layout(tmp_path, "x", "name: x\nextends: morning\nsmall_families: [Bitterer]\n")
    with pytest.raises(BadInput) as failure:
        _load("x", tmp_path)
    assert "did you mean 'Bitter'" in (failure.value.problems[0].hint or "")
    assert str(folder / "fonts") in (failure.value.problems[0].hint or "")
    (folder / "fonts").mkdir()
    renamed = TTFont(fonts_folder() / "bitter" / "Bitter_700Bold.ttf")
    for record in renamed["name"].names:
        if record.nameID in (1, 16):
            record.string = "Bitterer"
    renamed.save(folder / "fonts" / "Bitterer.ttf")
    assert _load("x", tmp_path).small_families == ("Bitterer",)


def test_layouts_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    """A circle of layouts is one problem, at the line that closes it."""
    _layout(tmp_path, "a", "name: a\nextends: b\n")
    last = _layout(tmp_path, "b", "name: b\nextends: a\n")
    with pytest.raises(BadInput, match="in turn") as failure:
        _load("a", tmp_path)
    (problem,) = failure.value.problems
    assert problem.where is not None
    assert (problem.where.file, problem.where.line) == (last / "layout.yaml", 2)


def test_a_layout_without_a_level_of_heads_is_refused(tmp_path: Path) -> None:
    """A layout that extends nothing has to have all five; the message names those that are missing."""
    text = (layouts_folder() / "morning" / "layout.yaml").read_text("utf-8")
    _layout(tmp_path, "bare", text.replace("  brief:\n", "  briefs:\n"))
    with pytest.raises(BadInput) as failure:
        _load("bare", tmp_path)
    (problem,) = failure.value.problems
    assert (problem.message, problem.hint) == ("there is no level of heads 'briefs'", "did you mean 'brief'?")
    _layout(tmp_path, "bare", text[: text.index("  brief:\n")] + text[text.index("\ndeck_families") :])
    with pytest.raises(BadInput, match="heads has no brief"):
        _load("bare", tmp_path)
