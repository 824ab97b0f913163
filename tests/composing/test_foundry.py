"""The foundry: the system's fonts for scripts that do not ship, or a problem with the command that installs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.foundry import FONTS_VARIABLE, borrowed, find_fonts, install_command
from printpost.composing.lineage import load_layout
from printpost.composing.scripts import script_of
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.problems import BadInput, Where

ISSUE = """\
name: 新聞
date: 2026-05-01
language: ja
contents:
  - story: {headline: 渡し船, copy: 川を渡る。}
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A Japanese issue with its language in line 3."""
    path = tmp_path / "issue.yaml"
    path.write_text(ISSUE, "utf-8")
    return path


def test_absent_fonts_are_a_problem_with_a_place(issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It points at the line that names the language, names the files, and says what to type."""
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path))
    layout = load_layout("morning", (layouts_folder(),))
    with pytest.raises(BadInput) as failure:
        borrowed(read(issue), layout, [fonts_folder()])
    (problem,) = failure.value.problems
    assert problem.where == Where(issue, 3, 11)
    assert "Japanese" in problem.message
    assert "NotoSerifCJK-Regular.ttc" in problem.message
    assert install_command(script_of("ja")) in (problem.hint or "")


@pytest.mark.parametrize(("language", "name"), [("ka", "Georgian"), ("hy", "Armenian"), ("hi", "Devanagari")])
def test_each_script_borrows_fonts_of_its_own(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, name: str
) -> None:
    """Four static faces of Noto, from the package of that system, if a program there installs packages."""
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    issue.write_text(ISSUE.replace("language: ja", f"language: {language}"), "utf-8")
    with pytest.raises(BadInput) as failure:
        borrowed(read(issue), load_layout("morning", (layouts_folder(),)), [fonts_folder()])
    (problem,) = failure.value.problems
    assert f"NotoSerif{name}-Regular.ttf, NotoSerif{name}-Bold.ttf, NotoSans{name}-Regular.ttf" in problem.message
    assert f"install Noto Serif {name}" in (problem.hint or "")
    (tmp_path / "apk").touch(mode=0o755)
    assert install_command(script_of(language)) == f"run: sudo apk add font-noto-{name.lower()}"


def test_the_place_is_in_the_file_that_names_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publication may say it for all its issues."""
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path))
    (tmp_path / "publication.yaml").write_text("name: 新聞\nlanguage: ko\n", "utf-8")
    path = tmp_path / "issue.yaml"
    path.write_text("\n".join(ISSUE.splitlines()[1:2] + ISSUE.splitlines()[3:]), "utf-8")
    with pytest.raises(BadInput) as failure:
        borrowed(read(path), load_layout("morning", (layouts_folder(),)), [fonts_folder()])
    (problem,) = failure.value.problems
    assert problem.where == Where(tmp_path / "publication.yaml", 2, 11)


def test_only_the_files_wanted_are_borrowed(issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the renderer sees has links to four files, whatever else stands beside them."""
    kept = tmp_path / "system" / "deep"
    kept.mkdir(parents=True)
    names = {f"Noto{kind}CJK-{weight}.ttc" for kind in ("Serif", "Sans") for weight in ("Regular", "Bold")}
    for name in (*names, "Other-Regular.ttf"):
        (kept / name).write_bytes(b"")
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path / "system"))
    (folder,) = borrowed(read(issue), load_layout("morning", (layouts_folder(),)), [fonts_folder()])
    assert {path.name for path in folder.iterdir()} == names
    assert all(path.resolve().parent == kept for path in folder.iterdir())
    assert find_fonts(script_of("ja")) == (folder,)


@pytest.mark.parametrize("language", ["en-GB", "ru", "el", "ar", "he"])
def test_scripts_whose_fonts_ship_need_no_others(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Nothing of the system's is looked at for them."""
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path))
    issue.write_text(ISSUE.replace("language: ja", f"language: {language}"), "utf-8")
    assert borrowed(read(issue), load_layout("morning", (layouts_folder(),)), [fonts_folder()]) == ()
