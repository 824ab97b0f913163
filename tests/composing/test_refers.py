"""Refers and index: what the front says of the pages inside is there, on the page it names, and its words are whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from printpost.composing.blocks import INDEX_FOLIO, INDEX_LINES
from printpost.composing.composition import Edition
from printpost.composing.markup import mark_up
from printpost.composing.refers import INDEX, REFERS, index_of, no_more_than, refers_to, said_of
from printpost.newsroom.reader import read
from printpost.pressroom.press import Press
from tests.composing.conftest import EDITIONS
from tests.composing.press import composed
from tests.composing.specimen import elements


@pytest.fixture(scope="module")
def two_pages(press: Press) -> Edition:
    """A sample of two pages that the copy leaves a little room on."""
    return composed(read(EDITIONS / "issue-31.yaml"), press, 2)


def pages_of(edition: Edition) -> dict[str, int]:
    """The page, from 1, on which each item begins."""
    return {
        take.item: number
        for number, page in enumerate(edition.dummy.pages, 1)
        for take in page.takes
        if take.part in ("whole", "first")
    }


def test_a_paper_of_two_pages_refers_by_section(two_pages: Edition) -> None:
    """Where there is room, the front names the sections of page two, each once, with links that lead there."""
    begins = pages_of(two_pages)
    assert begins[REFERS] == 1
    entries = refers_to(two_pages.desk, two_pages.dummy, two_pages.blocks.words)
    assert [entry.text for entry in entries]
    for entry in entries:
        page = begins.get(entry.target) or begins[entry.target.split(".")[0]]
        assert entry.text.endswith(f", page {page}")
        assert page == 2
    document = elements(mark_up(two_pages).html)
    ids = {element.attributes.get("id") for element in document}
    shown = [element for element in document if element.tag == "a" and "li" in element.around]
    for entry in entries:
        assert entry.target in ids
        assert any(element.attributes["href"] == f"#{entry.target}" for element in shown)


def test_sections_are_named_once_and_stories_before_lists(two_pages: Edition) -> None:
    """Two opinion pieces are one refer, and it comes in the order of reading."""
    texts = [entry.text for entry in refers_to(two_pages.desk, two_pages.dummy, two_pages.blocks.words)]
    assert len(texts) == len(set(texts)) <= 4
    if any(item in ("s2", "s3") and page == 2 for item, page in pages_of(two_pages).items()):
        assert "Opinion & Analysis, page 2" in texts


def test_an_editors_refer_goes_before_all(edition: Edition) -> None:
    """It is what the index says of the story, and the story is in the index whatever its rank."""
    begins = pages_of(edition)
    assert begins[INDEX] == 1
    last = max((item for item in edition.desk.stories.values() if begins[item.name] > 1), key=lambda item: item.rank)
    desk = replace(edition.desk, stories=dict(edition.desk.stories))
    desk.stories[last.name] = replace(last, story=last.story.model_copy(update={"refer": "Read this first"}))
    entries = index_of(desk, edition.dummy)
    assert [(entry.text, entry.page) for entry in entries if entry.target == last.name] == [
        ("Read this first", begins[last.name])
    ]


def test_what_is_said_of_a_story_is_the_shortest_that_its_editor_wrote(edition: Edition) -> None:
    """A refer, else the short headline, else the headline."""
    story = next(item.story for item in edition.desk.stories.values() if item.story.short)
    assert said_of(story) == story.short
    assert said_of(story.model_copy(update={"refer": "R"})) == "R"
    assert said_of(story.model_copy(update={"short": None})) == story.headline


def test_an_entry_takes_three_lines_before_words_are_left_out(edition: Edition) -> None:
    """And then after a whole word, with an ellipsis: nothing is cut in silence."""
    blocks, width = edition.blocks, edition.layout.measure - INDEX_FOLIO
    polish = "Rada miejska odkłada remont mostu na wiosnę przyszłego roku"
    lines = blocks.index_lines(polish, width)
    assert len(lines) == INDEX_LINES
    assert " ".join(lines) == polish
    long = " ".join([polish] * 2)
    shown = " ".join(blocks.index_lines(long, width))
    assert shown.endswith(" …")
    assert long.startswith(shown.removesuffix(" …") + " ")


def test_a_page_without_names_is_named_itself(two_pages: Edition) -> None:
    """Where nothing that can be named begins inside, there is still something to say, and it leads there."""
    bare = replace(two_pages.dummy, pages=(two_pages.dummy.pages[0], replace(two_pages.dummy.pages[1], takes=())))
    assert refers_to(two_pages.desk, bare, two_pages.blocks.words) == ()
    assert [(e.text, e.target) for e in no_more_than(bare, two_pages.blocks.words)] == [("Page 2", "page-2")]


def test_one_section_alone_is_named_by_its_stories(two_pages: Edition) -> None:
    """Where all that begins inside is of one section, the front names its stories, if there is room."""
    front, inside = two_pages.dummy.pages
    stories = [name for name, item in two_pages.desk.stories.items() if item.story.section == "Opinion & Analysis"]
    takes = tuple(take for take in inside.takes if take.item in stories or take.part == "rest")
    dummy = replace(two_pages.dummy, pages=(front, replace(inside, takes=takes)))
    assert len(refers_to(two_pages.desk, dummy, two_pages.blocks.words)) == 1
    document = elements(mark_up(replace(two_pages, dummy=dummy)).html)
    links = [element.attributes["href"] for element in document if element.tag == "a" and "li" in element.around]
    assert {f"#{name}" for name in stories} <= set(links)
    assert links[0] != links[1]


def test_an_index_without_stories_names_sections(edition: Edition) -> None:
    """Of a paper whose stories all begin on the front it says on which pages the panels' sections begin."""
    front, *inside = edition.dummy.pages
    panels = [replace(page, takes=tuple(take for take in page.takes if not take.filled), flags=()) for page in inside]
    bare = replace(edition, dummy=replace(edition.dummy, pages=(front, *panels)))
    begins = pages_of(bare)
    pages: dict[str, int] = {}
    for name, item in edition.desk.panels.items():
        section = getattr(item.block, "section", None)
        if section and begins.get(name, 1) > 1:
            pages[section] = min(begins[name], pages.get(section, begins[name]))
    sections = [f"{section}, page {page}" for section, page in pages.items()]
    html = mark_up(bare).html
    assert sections
    assert all(section in re.sub("<[^>]*>", " ", html) for section in sections)
