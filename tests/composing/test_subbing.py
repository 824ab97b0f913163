"""Subbing: wire copy in the letters that the fonts have and the widths that the panels have."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.blocks import Blocks
from printpost.composing.coverage import missing_characters
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.composing.lineage import load_layout
from printpost.composing.subbing import NAMELESS, subbed
from printpost.newsroom.issue import ListPanel, Trending
from printpost.newsroom.reader import Reading, read
from printpost.premises import fonts_folder, layouts_folder, packaged_layouts
from printpost.wire.frozen import Row, Section, WireFile, write_frozen

FONTS = (fonts_folder(),)


def layout(name: str = "morning") -> Layout:
    """A layout that ships."""
    return load_layout(name, (layouts_folder(),))


def wired(folder: Path, *names: str, text: str | None = None, kind: str = "trending") -> Reading:
    """An issue with one block off the wire."""
    source = "feed" if kind == "list" else "repositories"
    columns = ("text", "figure", "change", "trend")
    rows = tuple(
        Row(rank, f"a/{rank}", name, text, None, {"stars": 156_300}, gain=412, trend=(1, 2))
        for rank, name in enumerate(names, 1)
    )
    section = Section(source, {}, "2026-04-25T05:00:00Z", figure="stars", columns=columns, rows=rows)
    write_frozen(folder / "issue.wire.json", WireFile(1, "issue", {"all": section}))
    path = folder / "issue.yaml"
    path.write_text(f"name: T\ndate: 2026-04-25\ncontents:\n  - {kind}: {{source: wire}}\n")
    return read(path)


def names(reading: Reading) -> list[str]:
    """The names of the first block's rows."""
    block = reading.issue.contents[0].block
    assert isinstance(block, Trending | ListPanel)
    return [row.name for row in block.rows] if isinstance(block, Trending) else [item.title for item in block.items]


def test_copy_that_can_be_set_is_left_alone(tmp_path: Path) -> None:
    """Latin, Greek and Cyrillic are there, and nothing is said."""
    reading = wired(tmp_path, "transformers", "Žižek", "Привет", "λόγος", text="A few – plain – words")
    found, warnings = subbed(reading, layout(), FONTS)
    assert names(found) == names(reading)
    assert warnings == ()


def test_letters_without_a_font_are_spelt_in_latin(tmp_path: Path) -> None:
    """Letter by letter; what has no letters becomes a dash; the warning names the first and counts the rest."""
    reading = wired(tmp_path, "通义千问-7B", "🚀", "سلام", "한국어", "plain")
    found, warnings = subbed(reading, layout(), FONTS)
    assert names(found) == ["TongYiQianWen-7B", NAMELESS, "slm", "HanGugEo", "plain"]
    assert [str(warning.where).rpartition("/")[2] for warning in warnings] == ["issue.yaml:4:24"]
    assert warnings[0].message == (
        "the layout's fonts do not have all letters of the wire: '通义千问-7B' is printed as 'TongYiQianWen-7B',"
        " '🚀' is printed as '', 'سلام' is printed as 'slm' and 1 more"
    )
    assert missing_characters(found, layout(), Case(FONTS)) == ()


def test_typed_rows_are_not_rewritten(tmp_path: Path) -> None:
    """Where an editor typed the letters, the editor is told that there is no font for them."""
    path = tmp_path / "issue.yaml"
    path.write_text("name: T\ndate: 2026-04-25\ncontents:\n  - trending: {rows: [{name: 通义}]}\n")
    reading = read(path)
    assert subbed(reading, layout(), FONTS) == (reading, ())
    assert missing_characters(reading, layout(), Case(FONTS))


@pytest.mark.parametrize("name", packaged_layouts())
@pytest.mark.parametrize("kind", ["trending", "list"])
def test_names_fit_the_widest_panel_of_every_layout(tmp_path: Path, name: str, kind: str) -> None:
    """A word without a break is cut by as little as is needed, and that is said; the others stay."""
    sheet = layout(name)
    reading = wired(tmp_path, "W" * 90, "plain", text="m" * 80 + " words", kind=kind)
    found, warnings = subbed(reading, sheet, FONTS)
    blocks = Blocks(sheet, Case(FONTS), found.publication, found.language)
    room = sheet.width(max(span for span in sheet.panel_spans[kind] if span <= sheet.columns))
    block = found.issue.contents[0].block
    cut, plain = names(found)
    assert blocks.narrowest(block) <= room
    assert plain == "plain"
    assert cut.endswith("…")
    assert len(cut) >= 8
    assert warnings[0].message.startswith("names of the wire are wider than the column: 'WWW")


def test_a_name_of_parts_keeps_its_end(tmp_path: Path) -> None:
    """It is cut in its middle, where a reader misses least."""
    found, _ = subbed(wired(tmp_path, "Qwen2.5-Coder-32B-Instruct-abliterated-imatrix-GGUF"), layout(), FONTS)
    (name,) = names(found)
    assert name.startswith("Qwen2.5-")
    assert name.endswith("GGUF")
    assert "…" in name
