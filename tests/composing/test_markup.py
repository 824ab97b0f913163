"""Markup: the order of the HTML is that of reading, links lead where they say, and every claim is the dummy's."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from printpost.composing.composition import Edition
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Sheetwork
from tests.composing.specimen import Element, elements


@pytest.fixture(scope="session")
def document(sheetwork: Sheetwork) -> list[Element]:
    """The elements of the sample's document."""
    return elements(sheetwork.html)


def letters(text: str) -> str:
    """The letters and figures of a text."""
    return re.sub(r"[\W_]", "", text)


def test_there_is_one_section_a_page(document: list[Element], sheetwork: Sheetwork) -> None:
    """Pages are sections, numbered from one."""
    pages = [element.attributes["id"] for element in document if "page" in element.classes]
    assert pages == [f"page-{number + 1}" for number in range(sheetwork.pages)]


def test_the_document_has_one_title_heading(document: list[Element], edition: Edition) -> None:
    """The nameplate is the one h1; every story's head is an h2, once on each of its pages."""
    (name,) = [element for element in document if element.tag == "h1"]
    assert name.text == edition.reading.publication.name
    takes = [take for page in edition.dummy.pages for take in page.takes if take.item in edition.desk.stories]
    assert len([element for element in document if element.tag == "h2" and "headline" in element.classes]) == len(takes)


def test_the_order_of_the_document_is_that_of_reading(document: list[Element], edition: Edition) -> None:
    """Blocks come in the order of the takes, page by page, each story's take in one article."""
    items = {take.item for page in edition.dummy.pages for take in page.takes}
    shown = [e.attributes["id"].split(".on")[0] for e in document if "block" in e.classes]
    assert [item for item in shown if item in items] == [
        take.item for page in edition.dummy.pages for take in page.takes
    ]
    articles = [element for element in document if element.tag == "article"]
    stories = [take.item for page in edition.dummy.pages for take in page.takes if take.item in edition.desk.stories]
    assert len(articles) == len(stories)
    for article, item in zip(articles, stories, strict=True):
        story = edition.desk.stories[item].story
        assert any(
            letters(head[:8]) in letters(article.text) for head in (story.headline, story.short or story.headline)
        )


def test_no_id_stands_twice(document: list[Element]) -> None:
    """Links and claims need names of their own."""
    ids = [element.attributes["id"] for element in document if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_every_link_inside_leads_somewhere(document: list[Element]) -> None:
    """Each address with a # is an id of the document."""
    ids = {element.attributes["id"] for element in document if "id" in element.attributes}
    targets = [
        element.attributes["href"][1:] for element in document if element.attributes.get("href", "").startswith("#")
    ]
    assert targets
    assert set(targets) <= ids


def test_a_turned_story_is_linked_both_ways(document: list[Element], edition: Edition) -> None:
    """The jump line names the next page and leads to the head there; that head names the page before and leads back."""
    assert edition.dummy.turns
    words = edition.blocks.words
    links = defaultdict(list)
    for element in document:
        if element.tag == "a":
            links[element.attributes["href"]].append(element.text)
    for item, pages in edition.dummy.turns.items():
        heads = [item, *(f"{item}.on{page + 1}" for page in pages[1:])]
        for number, page in enumerate(pages[1:], 1):
            assert any(text.startswith(words.continued.format(page + 1)) for text in links["#" + heads[number]])
            before = words.from_page.format(pages[number - 1] + 1)
            assert any(text.startswith(before) for text in links["#" + heads[number - 1]])


def test_the_index_names_the_pages_where_stories_begin(document: list[Element], edition: Edition) -> None:
    """An issue of four pages has an index on its front, and each entry's number is its story's page."""
    begins = {
        take.item: number + 1
        for number, page in enumerate(edition.dummy.pages)
        for take in page.takes
        if take.part in ("whole", "first")
    }
    (index,) = [element for element in document if element.attributes.get("id") == "index"]
    entries = [e for e in document if e.tag == "li" and "ol" in e.around and e.text and e.text in index.text]
    links = [e.attributes["href"][1:] for e in document if e.tag == "a" and "li" in e.around and e.text in index.text]
    targets = [target for target in links if target in begins]
    numbers = [e.text for e in document if "folio" in e.classes and "li" in e.around]
    assert entries
    assert [str(begins[target]) for target in targets] == numbers
    assert numbers


def test_every_word_of_copy_is_claimed_once_and_in_order(edition: Edition, small: Edition) -> None:
    """The lines that the inspection will look for are, leg by leg, each story's copy, a drop cap's letter too."""
    assert small.initials
    for composed in (edition, small):
        claimed: dict[str, str] = defaultdict(str)
        for leg in mark_up(composed).legs:
            claimed[leg.name] += letters("".join(leg.lines))
        for item in composed.desk.stories.values():
            copy = letters((item.story.dateline or "") + "".join(run.text for block in item.copy for run in block.runs))
            assert claimed[item.story.headline] == copy


def test_every_take_is_claimed_in_its_module(edition: Edition, sheetwork: Sheetwork) -> None:
    """For each take there is a claim on its page with its module's top; the box of a headline's first line may begin a
    little higher than its letters.
    """
    claims = {(placed.id.split(".on")[0], placed.page): placed for placed in sheetwork.placed}
    for number, page in enumerate(edition.dummy.pages):
        grid = edition.grids[number]
        for take in page.takes:
            placed = claims[take.item, number]
            module = take.module
            rect = grid.rect(module.column, module.row, module.span, module.depth)
            assert rect.top - grid.leading / 2 <= placed.top
            assert placed.top < placed.bottom <= rect.bottom + 0.01


def test_legs_stand_on_the_grid_of_their_page(edition: Edition, sheetwork: Sheetwork) -> None:
    """Every claimed baseline is a whole number of rows below the well's first."""
    for leg in sheetwork.legs:
        grid = edition.grids[leg.page]
        rows = (leg.baseline - sheetwork.legs[0].baseline - (grid.top - edition.grids[0].top)) / grid.leading
        assert rows == pytest.approx(round(rows), abs=0.01)


def test_pictures_say_what_they_show(document: list[Element], edition: Edition) -> None:
    """Every picture has its alternative text; every drawing has a title."""
    pictures = [element for element in document if element.tag == "img"]
    assert pictures
    assert all(picture.attributes["alt"] for picture in pictures)
    drawings = [n for n, element in enumerate(document) if element.tag == "svg"]
    assert all(document[n + 1].tag == "title" and document[n + 1].text for n in drawings)


def test_the_metadata_is_the_papers(edition: Edition, sheetwork: Sheetwork) -> None:
    """Title, author and language come from the paper, and each page has its label."""
    record = sheetwork.metadata
    assert record.title.startswith(edition.reading.publication.name)
    assert record.language == "en-GB"
    assert record.date == edition.reading.issue.date
    assert record.page_labels == tuple(str(number + 1) for number in range(sheetwork.pages))


def test_the_same_edition_gives_the_same_markup(edition: Edition, sheetwork: Sheetwork) -> None:
    """Marking up changes nothing in the edition."""
    assert mark_up(edition) == sheetwork
