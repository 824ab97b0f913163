"""Papers in many languages: each specimen builds, reads in order from its PDF, and runs the way of its script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml

from printpost.build import build
from printpost.composing.composition import Edition, compose
from printpost.composing.foundry import borrowed
from printpost.composing.lineage import load_layout
from printpost.composing.markup import mark_up
from printpost.composing.sheetwork import Sheetwork
from printpost.composing.words import catalogues, words_for
from printpost.newsroom.reader import read
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.lettering import Lettering
from printpost.pressroom.press import Press
from printpost.pressroom.syllabic import comparable
from printpost.problems import BadInput, Severity
from printpost.report import Report
from tests.borrowing import needs_fonts

FOLDER = Path(__file__).parents[1] / "editions" / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "publication")
EAST_ASIAN = {"ja", "ko", "zh-CN", "zh-TW"}
FROM_THE_RIGHT = ["ar", "he"]


every_language = pytest.mark.parametrize(
    # All tests of a language run in one process, which builds its specimen once.
    "language",
    [pytest.param(name, marks=[needs_fonts(name), pytest.mark.xdist_group(f"specimen-{name}")]) for name in LANGUAGES],
)
every_catalogue = pytest.mark.parametrize(
    "language",
    [
        pytest.param(language, marks=needs_fonts(language))
        for language in (name.replace("_", "-") for name in catalogues())
    ],
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A specimen as built, and its sheetwork."""

    report: Report
    pdf: bytes


Papers = Callable[[str], Paper]


@pytest.fixture(scope="session")
def paper(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    """Build a specimen, each of them once, whatever other tests a process runs between them. The press is theirs: it
    takes up fonts and lays them down.
    """
    built: dict[str, Paper] = {}
    press = Press([fonts_folder()])

    def build_paper(language: str) -> Paper:
        if language not in built:
            output = tmp_path_factory.mktemp("languages") / f"{language}.pdf"
            report = build(FOLDER / f"{language}.yaml", output=output, force=True, press=press)
            built[language] = Paper(report, output.read_bytes())
        return built[language]

    yield build_paper
    press.close()


def plain(text: str) -> str:
    """Letters and figures as they are compared: without joiners, marks, case and the place of an Indic r."""
    folded = unicodedata.normalize("NFKD", comparable(text.casefold())).replace("ı", "i")
    return "".join(filter(str.isalnum, folded))


def printed(pdf: bytes) -> str:
    """All text of a PDF as a reader program gives it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def placed(pdf: bytes) -> str:
    """The letters of a PDF whose lines run from the right, by their places."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            with Lettering(page, rtl=True) as lettering:
                pages.append(lettering.text)
        return "".join(pages)
    finally:
        document.close()


def copy_of(language: str) -> list[str]:
    """The paragraphs of a specimen's stories, as the reader has them."""
    return [
        "".join(run.text for run in block.runs)
        for copy in read(FOLDER / f"{language}.yaml").copy
        for block in copy or ()
    ]


def test_the_promised_languages_have_a_specimen() -> None:
    """British English has the samples of editions/."""
    assert set(LANGUAGES) == {
        *("ar", "de", "el", "en-US", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "pt-BR", "ru"),
        *("zh-CN", "zh-TW", "cs", "fi", "hi", "hu", "ka", "tr", "uk", "vi"),
    }


@pytest.mark.slow
@every_language
def test_a_specimen_builds(paper: Papers, language: str) -> None:
    """One page, nothing to complain of, and its furniture in its own language."""
    found = paper(language)
    assert found.report.pages == 1
    assert found.report.warnings == ()
    words = words_for(language)
    text = plain(printed(found.pdf))
    number = plain(words.issue.format("")) + "5121"
    assert number in text or plain(words.issue.replace("{}", "5121")) in text
    assert plain(words.established.format(1926)) in text


@pytest.mark.slow
@every_language
def test_its_words_are_read_in_order(paper: Papers, language: str) -> None:
    """The words of every paragraph are found in the PDF's text in their order; where lines run from the right, in the
    order of the letters' places, since a vowel sign above its line makes the PDF's reader part the line in two.
    """
    rtl = language in FROM_THE_RIGHT
    whole = placed(paper(language).pdf) if rtl else plain(printed(paper(language).pdf))
    for paragraph in copy_of(language):
        words = [plain(word) for word in re.findall(r"[^\W\d_]+", comparable(paragraph))]
        if language in EAST_ASIAN:
            words = [character for word in words for character in word]
        # Latin words on a line that runs from the right are read among others in one of two orders.
        words = [word for word in words if word and not (rtl and word.isascii())]
        starts = [match.start() for match in re.finditer(re.escape(words[0]), whole)]
        assert any(_in_order(words, whole, start, 3 * len(paragraph) + 400) for start in starts), paragraph[:40]


def _in_order(words: list[str], text: str, start: int, reach: int) -> bool:
    at = start
    for word in words:
        at = text.find(word, at, start + reach)
        if at < 0:
            return False
        at += len(word)
    return True


# -- pages that run from the right


@dataclass(frozen=True, slots=True)
class Turned:
    """A long issue in a script that runs from the right, and the same as if it ran from the left."""

    edition: Edition
    sheetwork: Sheetwork


@pytest.fixture(scope="module", params=FROM_THE_RIGHT)
def turned(request: pytest.FixtureRequest, press: Press, tmp_path_factory: pytest.TempPathFactory) -> Turned:
    """A specimen with its copy three times over, on two pages, so that its lead turns."""
    data = yaml.safe_load((FOLDER / f"{request.param}.yaml").read_text("utf-8"))
    lead = data["contents"][0]["story"]
    lead["copy"] = "\n\n".join([lead["copy"].strip()] * 4)
    data |= {"pages": 2}
    path = tmp_path_factory.mktemp("turned") / "issue.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    reading, layout = read(path), load_layout("morning", (layouts_folder(),))
    edition = compose(
        reading,
        layout,
        fonts=(fonts_folder(), *borrowed(reading, layout, (fonts_folder(),))),
        measure=lambda html: press.measure(html, layout.folders),
        pages=2,
    )
    return Turned(edition, mark_up(edition))


def test_the_first_story_stands_at_the_right(turned: Turned) -> None:
    """Its first leg ends at the right margin, and each further leg of the page stands to the left of the one before."""
    edition = turned.edition
    right = edition.layout.page[0] - edition.layout.margins.right * 72 / 25.4
    name = edition.desk.stories["s0"].story.headline
    legs = [leg for leg in turned.sheetwork.legs if leg.name == name and leg.page == 0]
    assert legs[0].left + legs[0].width == pytest.approx(right)
    lefts = [leg.left for leg in legs]
    assert lefts == sorted(lefts, reverse=True)
    assert len(set(lefts)) > 1


def test_everything_is_turned_and_nothing_moves_up_or_down(turned: Turned) -> None:
    """No place is counted from the left; every claim lies within the type area, at the depth of its block."""
    html = turned.sheetwork.html
    assert not re.search(r'style="(?:[^"]*;)?(?:left|margin-left):', html)
    assert re.search(r'style="right:', html)
    width, _ = turned.edition.layout.page
    margins = turned.edition.layout.margins
    for wording in turned.sheetwork.wording:
        if wording.area:
            assert wording.area[0] >= margins.left * 72 / 25.4 - 0.01
            assert wording.area[2] <= width - margins.right * 72 / 25.4 + 0.01
    grid = turned.edition.grids[0]
    for leg in turned.sheetwork.legs:
        column = (leg.left - grid.left) / (grid.measure + grid.gutter)
        assert column == pytest.approx(round(column), abs=1e-6)


def test_jump_arrows_point_to_the_left(turned: Turned) -> None:
    """The story goes on to the left, and the words are the language's."""
    assert turned.edition.dummy.turns
    assert "◂" in turned.sheetwork.html
    assert "▸" not in turned.sheetwork.html
    assert words_for(turned.edition.reading.language).continued.format(2) in turned.sheetwork.html


@pytest.mark.slow
def test_a_table_runs_from_the_right(paper: Papers) -> None:
    """The first column of a Hebrew table stands at the right, its figures at the left."""
    page = pypdfium2.PdfDocument(paper("he").pdf)[0]
    text = page.get_textpage()
    found = text.get_text_range()
    places = {word: text.get_charbox(found.index(word))[0] for word in ("מפלס", "חציות")}
    day = text.get_charbox(found.index("שלישי"))[0]
    assert day > places["מפלס"] > places["חציות"]


@pytest.mark.slow
def test_a_list_over_two_columns_runs_from_the_right(press: Press, tmp_path: Path) -> None:
    """Every numeral stands at the right of its title, and the second leg at the left of the first."""
    items = "".join(f"{{title: {word}}}, " for word in ("رياح", "كتاب", "فطور", "حفلة"))
    path = tmp_path / "issue.yaml"
    path.write_text(
        "name: النهر\nlanguage: ar\ndate: 2026-05-01\npages: 1\ncontents:\n"
        f"  - list: {{title: الأسبوع, numbered: yes, span: 2, items: [{items}]}}\n",
        "utf-8",
    )
    pdf = build(path, output=tmp_path / "a.pdf", force=True, press=press).output.read_bytes()
    document = pypdfium2.PdfDocument(pdf)
    with Lettering(document[0], rtl=True) as lettering:
        at = {letter.text: letter for letter in lettering.letters if letter.text in "1234ر"}
        numerals = [at[number] for number in "1234"]
        titles = [lettering.text.index(word) for word in ("رياح", "كتاب", "فطور", "حفلة")]
        starts = [lettering.letters[lettering.givers[title]] for title in titles]
        for numeral, start in zip(numerals, starts, strict=True):
            assert abs(numeral.y - start.y) < 4
            assert 0 < numeral.x - start.x < 30
        assert starts[2].x < starts[0].x - 60
    document.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", [pytest.param("hi", marks=needs_fonts("hi"))])
def test_words_are_copied_as_they_are_typed(paper: Papers, language: str) -> None:
    """Signs that are drawn before their letters, and an r over its syllable, are where the reader has them."""
    text = printed(paper(language).pdf)
    for word in ("किनारों", "पूर्वी", "सर्दियों", "रस्सियाँ", "शनिवार"):
        assert word in text


# -- languages without words, and scripts without fonts


def test_a_language_without_words_is_named(tmp_path: Path, press: Press) -> None:
    """A warning at the language's place says which words print in English; the paper is built all the same."""
    path = tmp_path / "issue.yaml"
    path.write_text(
        "name: Bladið\nlanguage: fo\ndate: 2026-05-01\ncontents:\n"
        "  - story: {headline: Ferjan siglir aftur, copy: Eftir ellivu ár siglir ferjan aftur.}\n",
        "utf-8",
    )
    report = build(path, force=True, press=press)
    (found,) = [w for w in report.warnings if "furniture words" in w.message]
    assert found.severity is Severity.WARNING
    assert found.where
    assert (found.where.line, found.where.column) == (2, 11)
    assert "“Continued on page …”" in found.message
    assert "“Inside”" in found.message
    assert "Fríggjadagur, 1. mai 2026" in printed(report.output.read_bytes())


def test_a_script_in_another_languages_paper_is_refused(tmp_path: Path, press: Press) -> None:
    """Arabic in an English paper has no line to run on: the word is named with its place."""
    path = tmp_path / "issue.yaml"
    path.write_text(
        "name: Post\ndate: 2026-05-01\ncontents:\n  - story: {headline: The word, copy: They say سلام here.}\n", "utf-8"
    )
    with pytest.raises(BadInput) as failure:
        build(path, force=True, press=press)
    (problem,) = failure.value.problems
    assert "arabic letter seen" in problem.message
    assert problem.where
    assert (problem.where.line, problem.where.column) == (4, 48)
    assert "language:" in (problem.hint or "")


def test_a_script_that_is_not_set_is_refused(tmp_path: Path, press: Press) -> None:
    """A Thai paper is a problem at its first letter, with a hint where to read on; it never prints as boxes."""
    path = tmp_path / "issue.yaml"
    path.write_text(
        "name: Khao\nlanguage: th\ndate: 2026-05-01\ncontents:\n  - story: {headline: ข่าว, copy: เรือ}\n", "utf-8"
    )
    with pytest.raises(BadInput) as failure:
        build(path, force=True, press=press)
    (problem,) = failure.value.problems
    assert "thai character" in problem.message
    assert problem.where
    assert (problem.where.line, problem.where.column) == (5, 23)
    assert "does not set the script Thai" in (problem.hint or "")


# -- every language of the catalogues


@pytest.fixture(scope="module")
def lent() -> Iterator[Press]:
    """A press of this module's own, which takes up the fonts that scripts borrow."""
    with Press([fonts_folder()]) as press:
        yield press


@every_catalogue
def test_a_paper_is_composed_in_every_language(lent: Press, tmp_path: Path, language: str) -> None:
    """Its own furniture words make a small issue: nothing to complain of, all of them set, one after the other."""
    words = words_for(language)
    sentence = f"{words.inside}, {words.notes}, {words.proof}. "
    story = {"section": words.notes, "headline": f"{words.inside} {words.new}", "copy": (sentence * 12).strip()}
    data = {"name": words.inside, "language": language, "number": 12, "date": "2026-05-01", "established": "1926"}
    path = tmp_path / "issue.yaml"
    path.write_text(yaml.safe_dump(data | {"contents": [{"story": story}]}, allow_unicode=True), "utf-8")
    reading, layout = read(path), load_layout("morning", (layouts_folder(),))
    system = borrowed(reading, layout, (fonts_folder(),))
    lent.equip(system)
    edition = compose(
        reading,
        layout,
        fonts=(fonts_folder(), *system),
        measure=lambda html: lent.measure(html, layout.folders),
        pages=1,
    )
    assert [warning for warning in edition.warnings if "furniture" in warning.message] == []
    sheetwork = mark_up(edition)
    for word in (words.issue.format(12), words.established.format(1926)):
        assert word in sheetwork.html
    lines = "".join(line for leg in sheetwork.legs for line in leg.lines)
    assert plain(sentence * 12) in plain(lines)
