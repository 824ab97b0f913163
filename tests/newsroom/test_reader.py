"""Reading a good issue: what comes out, and how quickly."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from printpost.newsroom.issue import BLOCKS, Notice, Ornament, Story, Subscribe
from printpost.newsroom.reader import find_publication, read

from .conftest import BLOCK, HEAD, Desk

EVERYTHING = """\
name: "The \\"Daily\\" Test"
number: 87
date: 2026-04-25
weather: 6°C, cloudy
pages: 2
rank: &rank 7/10
contents:
  - story: {section: Lead, rating: *rank, headline: It's 1.10 -- no, short: yes, deck: D, byline: B, dateline: L,
      copy: "*One*", facts: {title: T, rows: {no: 0.0005, 6-mer: "1,024"}, note: N}, quote: {text: Q, by: B},
      turn: No, rank: 2, page: 1, span: 4}
  - list: {section: S, kicker: K, title: T, intro: I, numbered: off, items: [{title: A, text: B, url: "https://x.org"}]}
  - trending: {title: T, ranked: false, rows: [{name: A, figure: 97.4K, change: +412, trend: [1, 2.5, -3]},
      {name: B, change: =}, {name: C, change: new}, {name: D, change: -5.2%}], note: N}
  - facts: {title: T, rows: {a: b}}
  - table: {columns: [a, b], rows: [[1, ~], [c, 2.50]]}
  - panel: {title: T, copy: Words}
  - notice: {title: T, text: X, url: "mailto:a@x.org"}
  - subscribe: {title: T, text: X, url: "https://x.org", action: Scan}
""".replace("rank: &rank 7/10\n", "").replace("*rank", "7/10")


def test_every_kind_of_matter_can_be_expressed(desk: Desk) -> None:
    """All blocks but art, which needs a picture, are read as what they are."""
    reading = desk.read(EVERYTHING)
    assert [entry.block.kind for entry in reading.issue.contents] == [kind for kind in BLOCKS if kind != "art"]
    assert (reading.issue.number, reading.issue.date, reading.issue.pages) == (87, dt.date(2026, 4, 25), 2)
    assert [copy is not None for copy in reading.copy] == [True, *[False] * 4, True, False, False]
    assert reading.warnings == ()


def test_values_stay_what_was_typed(desk: Desk) -> None:
    """Numbers and truth values in texts keep their looks, and texts become typographic."""
    reading = desk.read(EVERYTHING)
    story = reading.issue.contents[0].block
    assert isinstance(story, Story)
    assert (story.headline, story.rating, story.short) == ("It’s 1.10\u00a0– no", "7/10", "yes")
    assert story.facts is not None
    assert story.facts.rows == {"no": "0.0005", "6-mer": "1,024"}
    assert story.turn is False
    assert reading.publication.name == "The “Daily” Test"


def test_an_alias_stands_for_its_value(desk: Desk) -> None:
    """Modest aliases are read, and a place inside one leads to what it stands for."""
    reading = desk.read(f"{HEAD}tagline: &t Hello\nplace: *t\ncontents:\n{BLOCK}")
    assert reading.issue.place == "Hello"
    assert reading.places.at(("place",)).line == 4


def test_an_issue_overrides_its_publication(desk: Desk) -> None:
    """The publication is found above the issue, and what the issue says itself goes before."""
    paper = desk.folder / "publication.yml"
    paper.write_text("name: The Paper\ntagline: Old\nplace: Leeds\nlanguage: de\nfillers: [{text: '\"Ja\"'}]\n")
    folder = desk.folder / "2026" / "april"
    folder.mkdir(parents=True)
    reading = Desk(folder).read("date: 2026-04-25\ntagline: '\"New\"'\ncontents:\n" + BLOCK)
    assert (reading.publication.name, reading.publication.tagline, reading.publication.place) == (
        "The Paper",
        "„New“",
        "Leeds",
    )
    assert reading.language == "de"
    assert reading.publication.fillers[0].text == "„Ja“"
    assert [path.resolve() for path in reading.sources] == [(folder / "issue.yaml").resolve(), paper.resolve()]
    assert reading.publication_places is not None
    assert reading.publication_places.at(("place",)).line == 3


def test_fillers_are_of_three_kinds(desk: Desk) -> None:
    """A notice has its keys in the filler itself; the subscription panel and an ornament are named."""
    (desk.folder / "publication.yaml").write_text(
        "name: The Paper\nfillers:\n  - {title: A, text: B}\n  - subscribe: {title: C, url: 'https://c.example/'}\n"
        "  - ornament: lozenges\n"
    )
    blocks = [filler.block for filler in desk.read("date: 2026-04-25\ncontents:\n" + BLOCK).publication.fillers]
    assert blocks == [
        Notice.model_validate({"title": "A", "text": "B"}),
        Subscribe.model_validate({"title": "C", "url": "https://c.example/"}),
        Ornament.model_validate({"shape": "lozenges"}),
    ]


@pytest.mark.parametrize(
    ("filler", "said"),
    [
        ("{title: A}", "this filler has no text"),
        ("{text: A, ornament: rule}", "but this one has text and ornament"),
        ("{title: A, ornament: rule}", "but this one has ornament and title"),
        ("{ornament: leaf}", "ornament must be rule or lozenges, not 'leaf'"),
    ],
)
def test_a_filler_is_one_thing(desk: Desk, filler: str, said: str) -> None:
    """What is none, or two things at once, is told in its line of the publication."""
    (desk.folder / "publication.yaml").write_text(f"name: The Paper\nfillers:\n  - {filler}\n")
    (problem,) = desk.said("date: 2026-04-25\ncontents:\n" + BLOCK)
    assert problem.startswith("3:")
    assert said in problem


def test_the_nearest_publication_counts(desk: Desk) -> None:
    """A publication in the issue's own folder goes before one above it."""
    inner = desk.folder / "inner"
    inner.mkdir()
    for folder in (desk.folder, inner):
        (folder / "publication.yaml").write_text("name: x\n")
    assert find_publication(inner / "issue.yaml") == inner / "publication.yaml"


def test_places_fall_back_to_the_nearest_parent(desk: Desk) -> None:
    """A value that the file does not have is looked for at the key that should hold it."""
    places = desk.story("deck: D").places
    found = [
        places.at(("contents", 0, "story", "deck")),
        places.at(("contents", 0, "story", "kicker")),
        places.key_at(("contents", 0, "story", "deck")),
        places.at(("number",)),
    ]
    assert [(where.line, where.column) for where in found] == [(6, 13), (4, 5), (6, 7), (1, 1)]


def test_forty_thousand_words_are_read(desk: Desk) -> None:
    """The limits are far above any real issue."""
    [copy] = desk.story(copy="\n\n".join(["Ten words make a line, and here is one more."] * 4000)).copy
    assert copy is not None
    assert len(copy) == 4000


def test_nothing_heavy_is_imported_before_it_is_needed(desk: Desk) -> None:
    """An issue without pictures is read without Pillow, and no rendering library is touched."""
    desk.read(HEAD + "contents:\n" + BLOCK)
    script = (
        "import sys; from pathlib import Path; from printpost.newsroom.reader import read; read(Path(sys.argv[1]));"
        "print([m for m in ('PIL', 'ruamel', 'weasyprint', 'rich', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(desk.path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


EDITIONS = Path(__file__).parents[2] / "editions"


@pytest.mark.parametrize("path", sorted(EDITIONS.glob("issue-*.yaml")), ids=lambda path: path.stem)
def test_the_sample_issues_have_no_problems(path: Path) -> None:
    """What we show to others is without a warning."""
    assert read(path).warnings == ()
