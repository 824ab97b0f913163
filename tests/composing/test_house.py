"""House matter: the fillers of a publication on the pages of an issue that is short."""

from __future__ import annotations

from pathlib import Path

import pytest

from printpost.composing.composition import Edition
from printpost.composing.markup import mark_up
from printpost.newsroom.issue import Notice, Ornament, Subscribe
from printpost.newsroom.reader import read
from printpost.pressroom.inspect import inspect
from printpost.pressroom.press import Press
from tests.composing.press import composed
from tests.composing.specimen import elements, words_of

PUBLICATION = """\
name: The Harbour Post
fillers:
  - ornament: rule
  - subscribe: {title: Read it on the ferry, url: "https://harbour.example/s"}
  - {title: Letters, text: Write to the editor in a hundred words.}
"""
SUBSCRIBE = '  - subscribe: {title: By mail, url: "https://harbour.example/mail"}\n'


def filled(folder: Path, press: Press, more: str = "") -> Edition:
    """An issue of two stories, half a page of copy, on one page."""
    (folder / "publication.yaml").write_text(PUBLICATION)
    issue = folder / "issue.yaml"
    issue.write_text(
        "date: 2026-04-25\npages: 1\ncontents:\n"
        f'  - story: {{headline: The ferry comes back to the harbour, copy: "{words_of(220)}"}}\n'
        f'  - story: {{headline: The old crane comes down, copy: "{words_of(140, 40)}"}}\n' + more
    )
    return composed(read(issue), press, 1)


def test_all_kinds_fill_a_short_page(tmp_path: Path, press: Press) -> None:
    """Notices and the subscription panel come before ornaments, over which no rule stands; the page is as claimed."""
    edition = filled(tmp_path, press)
    desk = edition.desk
    assert [type(desk.panels[name].block) for name in desk.fillers] == [Subscribe, Notice, Ornament]
    placed = [take.item for page in edition.dummy.pages for take in page.takes]
    assert set(desk.fillers) <= set(placed)
    sheetwork = mark_up(edition)
    rules = [element.classes for element in elements(sheetwork.html) if "across" in element.classes]
    (take,) = (take for page in edition.dummy.pages for take in page.takes if take.item == desk.fillers[-1])
    assert sum("ornament" in classes for classes in rules) == (take.module.row > 0)
    assert list(inspect(press.print(sheetwork), sheetwork)) == []


def test_an_issue_with_its_own_subscription_panel_has_no_other(tmp_path: Path, press: Press) -> None:
    """Two codes on one page would make a reader wonder which to scan."""
    edition = filled(tmp_path, press, SUBSCRIBE)
    blocks = [panel.block for panel in edition.desk.panels.values()]
    (panel,) = (block for block in blocks if isinstance(block, Subscribe))
    assert panel.title == "By mail"


@pytest.mark.parametrize("shape", ["rule", "lozenges"])
def test_an_ornament_is_no_content(shape: str, edition: Edition) -> None:
    """Those who listen to a page are not told of it: it is drawn by the style sheet, without words or pictures."""
    block = Ornament.model_validate({"shape": shape})
    fragment = edition.blocks.panel("x", block, 120.0)
    assert {element.tag for element in elements(str(fragment.html))} <= {"div", "i"}
