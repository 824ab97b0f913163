"""Issues that no editor would send on purpose: the line builds them with every word, or says why not and where."""

import collections
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from printpost.build import build
from printpost.pressroom.press import Press
from printpost.problems import BadInput, Overset, PrintpostError
from printpost.report import Report

SYLLABLES = [a + b for a, b in itertools.product("bdfglmnprstv", "aeo")]
LANGUAGES = {
    "Hebrew": ("he", "שלום לכולם"),
    "Arabic": ("ar", "مرحبا بالجميع"),
    "Chinese": ("zh", "今天的新闻"),
    "Japanese": ("ja", "今日のニュース"),
    "Korean": ("ko", "오늘의 뉴스"),
    "Hindi": ("hi", "आज की खबर"),
}

SELDOM = 0.1
HYPHEN = "[-‐\u00ad\u0002\ufffe]"

Block = dict[str, Any]
Paper = Callable[..., Report]


@pytest.fixture
def paper(press: Press, tmp_path: Path) -> Paper:
    """Builds an issue from its blocks and from keys of the issue, such as pages."""
    (tmp_path / "publication.yaml").write_text("name: The Test Post\n", encoding="utf-8")

    def built(*blocks: Block, **keys: Any) -> Report:
        issue = tmp_path / "issue.yaml"
        issue.write_text(text_of(*blocks, **keys), encoding="utf-8")
        return build(issue, force=True, press=press)

    return built


def text_of(*blocks: Block, **keys: Any) -> str:
    """The issue's YAML, with no line folded."""
    data = {"number": 1, "date": "2026-04-25"} | keys | {"contents": list(blocks)}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**9)


def all_words() -> Iterator[str]:
    """Words of one length that can be hyphenated and occur once. None begins within another, whatever is around."""
    return ("qua" + "".join(syllables) for syllables in itertools.product(SYLLABLES, repeat=3))


def words_in(report: Report) -> list[str]:
    """The words of `all_words` on the finished pages, in the order in which they are read."""
    return re.findall("qua(?:[bdfglmnprstv][aeo]){3}", re.sub(r"\s", "", letters(report)))


def sentences(words: list[str]) -> str:
    """The words as copy: sentences of nine words, paragraphs of five sentences."""
    rows = [" ".join(words[n : n + 9]).capitalize() + "." for n in range(0, len(words), 9)]
    return "\n\n".join(" ".join(rows[n : n + 5]) for n in range(0, len(rows), 5))


def story(words: list[str], headline: str = "What stood in the paper", **keys: Any) -> Block:
    """A story of these words."""
    return {"story": {"headline": headline, "copy": sentences(words)} | keys}


def letters(report: Report) -> str:
    """All that the finished pages say, words that were divided at a line's end in one piece again."""
    document = pypdfium2.PdfDocument(report.output)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return re.sub(HYPHEN + "\\s*", "", text).casefold()


def assert_once(words: list[str], report: Report) -> set[str]:
    """Every word stands on the finished pages, and none of them twice; a few that a turn divides on two of them: these
    are returned.
    """
    counts = collections.Counter(words_in(report))
    parted = [word for word in words if not counts[word]]
    assert max(counts.values()) == 1
    assert len(parted) <= min(max(len(report.turns) * SELDOM, 1), len(report.turns))
    document = pypdfium2.PdfDocument(report.output)
    pages = [page.get_textpage().get_text_bounded().casefold() for page in document]
    document.close()
    assert [word for word in parted if not _on_two_pages(word, pages)] == []
    return set(parted)


def _on_two_pages(word: str, pages: list[str]) -> bool:
    """Whether a page has the beginning of the word with a hyphen, and a later one the rest of it."""
    return any(
        re.search(re.escape(word[:at]) + HYPHEN, page) and any(word[at:] in later for later in pages[number + 1 :])
        for at in range(1, len(word))
        for number, page in enumerate(pages)
    )


def test_every_word_is_on_the_pages_once_and_in_order(paper: Paper) -> None:
    """With a drop cap and stories that turn, the PDF's text holds every word of copy once, each story's in order."""
    words = list(itertools.islice(all_words(), 1500))
    shares = [words[:600], words[600:900], words[900:1350], words[1350:]]
    report = paper(*(story(share, f"Head number {n}") for n, share in enumerate(shares)))
    parted = assert_once(words, report)
    said = words_in(report)
    for share in shares:
        wanted = set(share)
        assert [word for word in said if word in wanted] == [word for word in share if word not in parted]


@pytest.mark.slow
def test_five_thousand_words_build_or_the_limit_is_named(paper: Paper) -> None:
    """An issue far larger than a newspaper is built whole, or refused with the number that it passes."""
    words = list(itertools.islice(all_words(), 5_000))
    blocks = [story(words[n : n + 400], f"Head number {n}") for n in range(0, len(words), 400)]
    try:
        report = paper(*blocks)
    except (BadInput, Overset) as refusal:
        said = str(refusal)
    else:
        assert_once(words, report)
        return
    assert re.search(r"\d", said)


@pytest.mark.parametrize("place", ["copy", "headline"])
def test_a_word_of_300_characters_is_set(paper: Paper, place: str) -> None:
    """A word that no line holds is divided, and no letter of it is lost."""
    word = "tausendfachzusammengesetzt"[:25] * 12
    block = {"headline": "A long word", "copy": "It is short, and then it is over."} | {place: f"See {word} there."}
    report = paper({"story": block})
    assert len(word) == 300
    assert word in re.sub(r"\s", "", letters(report))


def test_a_headline_of_400_characters_is_set(paper: Paper) -> None:
    """A headline may be as long as a brief."""
    words = list(itertools.islice(all_words(), 60))
    headline = " ".join(words)[:400].rsplit(" ", 1)[0]
    report = paper({"story": {"headline": headline, "copy": "It is over."}})
    assert headline in " ".join(letters(report).split())


def test_a_word_may_be_divided_over_a_turn(paper: Paper) -> None:
    """Where words are so long that every leg ends in a hyphen, one stands on two pages; each has its own part of it."""
    words = ["Donaudampfschifffahrtsgesellschaft", "Geschwindigkeitsbegrenzung", "Straßenbahnhaltestelle"]
    copy = "\n\n".join(" ".join(words[(n * n + p) % 3] for n in range(28)) + "." for p in range(7))
    stories = [{"story": {"headline": f"Lange Worte {n}", "copy": copy}} for n in range(4)]
    report = paper(*stories, language="de")
    assert report.turns
    # Whole in the file's text, but for those few that stand on two pages.
    parted = copy.count("gesellschaft") * len(stories) - letters(report).count("donaudampfschifffahrtsgesellschaft")
    assert 0 <= parted <= len(report.turns) * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_copy_that_no_font_can_set_is_refused_by_character_and_line(paper: Paper, language: str) -> None:
    """In a paper whose own script is another, copy is not mangled: the first character without a glyph is named, with
    its line.
    """
    _, said = LANGUAGES[language]
    tag = "en-GB"
    block = {"headline": "A greeting", "copy": f"The sign says {said}."}
    with pytest.raises(BadInput) as refusal:
        paper({"story": block}, language=tag)
    assert_named(refusal.value, said[0], text_of({"story": block}, language=tag), said)


@pytest.mark.parametrize(
    "block",
    [
        {"story": {"headline": "A party", "copy": "It was fun 🎉 for all."}},
        {"trending": {"rows": [{"name": "party/🎉", "figure": "1.2K"}]}},
        {"story": {"headline": "Fun 🎉", "copy": "It was."}},
    ],
    ids=["copy", "trending", "headline"],
)
def test_an_emoji_is_refused_by_name_and_line(paper: Paper, block: Block) -> None:
    """A character that no font has is never printed as a box."""
    with pytest.raises(BadInput) as refusal:
        paper(block)
    assert_named(refusal.value, "🎉", text_of(block), "🎉")


def assert_named(refusal: PrintpostError, character: str, text: str, said: str) -> None:
    """A problem names the character and stands on the line where it was typed."""
    line = next(number for number, row in enumerate(text.splitlines(), 1) if said in row)
    where = [problem.where.line for problem in refusal.problems if problem.where and character in problem.message]
    assert where[:1] == [line]


@pytest.mark.parametrize("copy", ["Rain.", "It rained on the whole of the town."], ids=["word", "line"])
def test_a_story_of_a_word_or_a_line_is_a_paper(paper: Paper, copy: str) -> None:
    """The least that an issue may be is one page, and the report says that it is short."""
    report = paper({"story": {"headline": "Weather", "copy": copy}})
    assert copy.casefold() in " ".join(letters(report).split())
    assert any("short" in warning.message for warning in report.warnings)


def test_an_issue_may_be_panels_alone(paper: Paper) -> None:
    """No story, no lead: lists, tables, facts and a code still make up a page."""
    words = list(itertools.islice(all_words(), 40))
    report = paper(
        {"list": {"title": "A list", "items": [{"title": word} for word in words[:10]]}},
        {"table": {"title": "A table", "columns": ["Which", "Many"], "rows": [[word, "12"] for word in words[10:20]]}},
        {"facts": {"title": "Some facts", "rows": dict.fromkeys(words[20:28], "12")}},
        {"trending": {"rows": [{"name": word, "figure": "12K"} for word in words[28:34]]}},
        {"panel": {"title": "A panel", "copy": sentences(words[34:])}},
        {"subscribe": {"title": "Read on", "url": "https://example.org/"}},
    )
    assert_once(words, report)


def test_an_issue_may_be_one_notice(paper: Paper) -> None:
    """One message on one page."""
    report = paper({"notice": {"title": "Closed", "text": "There is no paper today."}})
    assert "there is no paper today." in " ".join(letters(report).split())


def test_sixty_briefs_are_made_up(paper: Paper) -> None:
    """Many small stories, and every word of them."""
    words = list(itertools.islice(all_words(), 60 * 35))
    report = paper(*(story(words[n * 35 : n * 35 + 35], f"Brief number {n}") for n in range(60)))
    assert_once(words, report)


def test_one_story_of_2000_words_is_made_up(paper: Paper) -> None:
    """A story longer than two pages goes on from page to page."""
    words = list(itertools.islice(all_words(), 2000))
    assert_once(words, paper(story(words)))


def test_too_much_copy_for_one_page_names_the_story_and_the_lines(paper: Paper) -> None:
    """Copy that does not go into its pages is an error with the number of lines and what would absorb it."""
    words = list(itertools.islice(all_words(), 1600))
    with pytest.raises(Overset) as overset:
        paper(story(words[:300], "The short one"), story(words[300:], "The long one"), pages=1)
    message = str(overset.value)
    assert "The long one" in message
    over = re.search(r"(\d+) lines over", message)
    assert over
    assert 50 < int(over[1]) < 600


def test_too_little_copy_for_eight_pages_builds_with_a_warning(paper: Paper) -> None:
    """The asked page count is met, and the report says that copy is wanting."""
    words = list(itertools.islice(all_words(), 900))
    report = paper(*(story(words[n : n + 150], f"Head number {n}") for n in range(0, 900, 150)), pages=8)
    assert report.pages == 8
    assert_once(words, report)
    assert any("short" in warning.message for warning in report.warnings)


def test_labels_and_ratings_stand_clear(paper: Paper) -> None:
    """A label that takes two lines loses no letter at the edge of its box, and a rating without a kicker under a
    section's flag stands over the headline, not on it: a build that printed either so would fail.
    """
    words = list(itertools.islice(all_words(), 300))
    rows = {"Of the first": "41", "Of the second": "1938"}
    label = "And unpredictable deliveries are making matters worse"
    report = paper(
        {"facts": {"title": label, "rows": rows}},
        story(words[:120], "Resigned; a third said that she would", section="Harbour News", kicker="Analysis"),
        story(words[120:210], "So long is a decade for a third one", section="Harbour News", rating="9/10"),
        story(words[210:], "Nobody in the room could say who said", section="Harbour News", rating="4/10"),
        pages=1,
    )
    said = letters(report)
    assert label.casefold() in " ".join(said.split())
    assert "9/10" in said
