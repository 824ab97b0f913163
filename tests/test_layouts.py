"""The layouts that ship, and the commands for those who make one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import yaml

from printpost.build import build
from printpost.composing.lineage import load_layout
from printpost.composing.showing import contrast
from printpost.geometry import MM, TRIMS
from printpost.premises import layouts_folder, packaged_layouts
from printpost.pressroom.press import Press
from printpost.problems import BadInput
from printpost.specimens import SPECIMEN, check_layout, colour_faults, find

EDITIONS = Path(__file__).parents[1] / "editions"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line in a folder of its own; return its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    return run


def _page_sizes(pdf: Path) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[number].get_size() for number in range(len(document))]
    finally:
        document.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", packaged_layouts())
def test_a_sample_builds_on_every_layout(name: str, press: Press, tmp_path: Path) -> None:
    """The pages have the layout's trim and pass the inspection."""
    output = tmp_path / "sample.pdf"
    build(EDITIONS / "issue-87.yaml", layout=name, output=output, pages="auto", force=True, press=press)
    width, height = load_layout(name, (layouts_folder(),)).page
    assert _page_sizes(output)
    assert all(size == pytest.approx((width, height), abs=0.1) for size in _page_sizes(output))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "trim"), [("morning", "berliner"), ("slate", "148x210mm")])
def test_a_sample_builds_at_another_trim(name: str, trim: str, press: Press, tmp_path: Path) -> None:
    """The pages have the trim that was asked for, and everything is on them."""
    output = tmp_path / "sample.pdf"
    build(EDITIONS / "issue-31.yaml", layout=name, trim=trim, output=output, pages="auto", force=True, press=press)
    wanted = TRIMS.get(trim, (148, 210))
    for size in _page_sizes(output):
        assert size == pytest.approx((wanted[0] * MM, wanted[1] * MM), abs=0.1)


def test_no_line_of_a_centred_label_begins_with_its_point(press: Press, tmp_path: Path) -> None:
    """Where a label of two parts goes over two lines, the point between them ends the first; on one line it stands
    between them.
    """
    facts = {"section": "Trending in the harbour", "kicker": "Repositories of the week", "rows": {"Of the first": "41"}}
    short = {"section": "Tides", "kicker": "Today", "rows": {"High water": "6.10"}}
    story = {"headline": "What stood in the paper", "copy": "The water came over the wall on Tuesday night. " * 40}
    issue = {"number": 1, "date": "2026-04-25", "name": "The Test Post", "pages": 1, "layout": "broadsheet"}
    blocks = [{"story": story}, {"facts": facts}, {"facts": short}]
    path = tmp_path / "issue.yaml"
    path.write_text(yaml.safe_dump(issue | {"contents": blocks}), encoding="utf-8")
    build(path, output=tmp_path / "issue.pdf", force=True, press=press)
    document = pypdfium2.PdfDocument(tmp_path / "issue.pdf")
    lines = [line.strip() for line in document[0].get_textpage().get_text_range().splitlines()]
    document.close()
    assert "TRENDING IN THE HARBOUR ·" in lines
    assert "Repositories of the week" in lines
    assert "TIDES · Today" in lines


def test_a_trim_that_is_none_is_one_problem() -> None:
    """A build with a bad trim says which sizes there are."""
    with pytest.raises(BadInput, match="no trim size") as failure:
        build(EDITIONS / "issue-18.yaml", trim="postcard", force=True)
    assert "tabloid" in (failure.value.problems[0].hint or "")


@pytest.mark.parametrize("name", packaged_layouts())
def test_every_colour_of_text_stands_out(name: str) -> None:
    """Accent and colours in the style sheets of the layouts that ship have 4.5:1 with white."""
    assert list(colour_faults(find(name, layouts_folder().parent))) == []


def test_contrast_is_that_of_the_standard() -> None:
    """Black has 21:1, white 1:1, and #767676 is the lightest grey that passes (WCAG's own example)."""
    assert contrast("#000") == pytest.approx(21)
    assert contrast("#fff") == pytest.approx(1)
    assert contrast("#777777") < 4.5 < contrast("#767676")


def test_a_pale_accent_and_a_pale_rule_are_found(run: Run, tmp_path: Path) -> None:
    """The check names the accent, and file, line and column of a colour in the style sheet."""
    folder = tmp_path / "layouts" / "pale"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text('name: pale\nextends: morning\naccent: "#ff9900"\n')
    (folder / "layout.css").write_text("/* pale */\n.deck { color: #999; border-color: #eee }\n")
    first, second = colour_faults(find("pale", tmp_path))
    assert "#ff9900" in first.message
    assert second.where is not None
    assert (second.where.file, second.where.line, second.where.column) == (folder / "layout.css", 2, 16)


def test_a_new_layout_loads_and_says_everything_that_may_be_changed(run: Run, tmp_path: Path) -> None:
    """Its file is the parent's, commented out: uncommented as a whole it is the parent's layout again."""
    code, out, _ = run("layout", "new", "evening", "--from", "tabloid")
    assert code == 0
    file = tmp_path / "layouts" / "evening" / "layout.yaml"
    assert str(file.relative_to(tmp_path)) in out
    evening, tabloid = find("evening", tmp_path), find("tabloid", tmp_path)
    assert evening.folders == (file.parent, *tabloid.folders)
    text = file.read_text("utf-8")
    head, rest = text.split("\n\n", 1)
    file.write_text(head + "\n" + "".join(line.removeprefix("# ") + "\n" for line in rest.splitlines()), "utf-8")
    assert len(yaml.safe_load(file.read_text("utf-8"))) > 10
    again = find("evening", tmp_path)
    assert again.model_dump(exclude={"name", "extends"}) == tabloid.model_dump(exclude={"name", "extends"})


def test_layouts_of_ones_own_are_listed_after_those_that_ship(run: Run, tmp_path: Path) -> None:
    """With their folders, from this folder and from those above it."""
    assert run("layouts")[1].split() == list(packaged_layouts())
    run("layout", "new", "evening")
    assert run("layouts")[1].splitlines()[-1] == f"evening  {tmp_path / 'layouts' / 'evening'}"


def test_a_layout_that_is_not_there_is_located_in_the_publication(tmp_path: Path) -> None:
    """The line that asks for it is named, with the name that was meant; on the command line there is no line."""
    (tmp_path / "publication.yaml").write_text("name: The Proof\nlayout: broadshet\n")
    issue = tmp_path / "issue.yaml"
    issue.write_text("date: 2026-03-03\ncontents:\n- story: {headline: One, copy: First part.}\n")
    with pytest.raises(BadInput) as failure:
        build(issue, force=True)
    (problem,) = failure.value.problems
    assert problem.where is not None
    assert (problem.where.file.name, problem.where.line, problem.where.column) == ("publication.yaml", 2, 9)
    assert "did you mean 'broadsheet'?" in (problem.hint or "")
    with pytest.raises(BadInput) as failure:
        build(issue, layout="leter", force=True)
    assert failure.value.problems[0].where is None


def test_a_layout_is_not_begun_twice(run: Run, tmp_path: Path) -> None:
    """A folder that is there is left as it is, and a name that makes no folder is refused."""
    assert run("layout", "new", "evening")[0] == 0
    (tmp_path / "layouts" / "evening" / "layout.css").write_text("mine")
    code, _, err = run("layout", "new", "evening")
    assert code == 5
    assert "is there already" in err
    assert (tmp_path / "layouts" / "evening" / "layout.css").read_text() == "mine"
    code, _, err = run("layout", "new", "../up")
    assert code == 2
    assert "no name for a layout" in err


def test_a_layout_shows_grid_scale_and_files(run: Run) -> None:
    """Page, columns with their measure, each level of heads, the accent's contrast, and which folder has what."""
    code, out, _ = run("layout", "show", "tabloid")
    assert code == 0
    assert "279 x 432 mm (tabloid)" in out
    assert "5 columns of 47.00 mm" in out
    assert "lead      Sofia Sans Extra Condensed 800, 66 on 60.1 pt" in out
    assert "tabloid: nameplate" in out
    assert run("layout", "show", "tabliod")[0] == 2


@pytest.mark.slow
def test_a_type_specimen_is_printed(run: Run, tmp_path: Path) -> None:
    """On the layout's own page, with every level of heads on it."""
    assert run("layout", "show", "slate", "--specimen", "slate.pdf")[0] == 0
    document = pypdfium2.PdfDocument(tmp_path / "slate.pdf")
    text = " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert document[0].get_size() == pytest.approx((157 * MM, 210 * MM), abs=0.1)
    document.close()
    for level in ("banner", "lead", "feature", "secondary", "brief"):
        assert level in text


def _own_with_specimen(home: Path) -> None:
    """A layout ``own`` with a specimen of two paragraphs."""
    folder = home / "layouts" / "own"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text("name: own\nextends: morning\n")
    (folder / SPECIMEN).write_text(
        "name: The Specimen\nnumber: 7\ndate: 2026-03-03\ncontents:\n"
        "- story: {headline: One, copy: 'First part.\n\n\n    Second part.'}\n"
    )


@pytest.mark.slow
def test_the_specimen_is_set_at_three_lengths(tmp_path: Path) -> None:
    """Half, whole and double length all build, each with more words than the last."""
    _own_with_specimen(tmp_path)
    proofs = check_layout("own", tmp_path)
    assert [proof.length for proof in proofs] == ["half", "whole", "double"]
    assert not any(proof.problems for proof in proofs)
    assert [proof.report.words for proof in proofs if proof.report] == [2, 4, 8]


@pytest.mark.slow
def test_the_pages_of_a_check_can_be_kept(run: Run, tmp_path: Path) -> None:
    """They lie in the folder that was named, one PDF for each length, and the command says where."""
    _own_with_specimen(tmp_path)
    code, out, _ = run("layout", "check", "own", "--keep", "look/here")
    assert code == 0
    kept = [Path("look/here") / f"own-{length}.pdf" for length in ("half", "whole", "double")]
    assert all(str(path) in out for path in kept)
    assert all((tmp_path / path).is_file() for path in kept)


def test_a_pale_accent_is_called_so(run: Run, tmp_path: Path) -> None:
    """`layout show` measures the accent and says where it is too pale for text."""
    folder = tmp_path / "layouts" / "pale"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text('name: pale\nextends: morning\naccent: "#ff9900"\n')
    assert "too pale for text, which needs 4.5:1" in run("layout", "show", "pale")[1]
    assert "too pale" not in run("layout", "show", "letter")[1]


@pytest.mark.slow
def test_a_template_that_drops_a_word_fails_the_check(run: Run, tmp_path: Path) -> None:
    """The check ends with exit code 4 and names what is not set."""
    folder = tmp_path / "layouts" / "own"
    (folder / "blocks").mkdir(parents=True)
    (folder / "layout.yaml").write_text("name: own\nextends: morning\n")
    (folder / "blocks" / "head.html").write_text("<h2 class='headline'>{{ headline|join(' ') }}</h2>")
    (folder / SPECIMEN).write_text(
        "name: The Specimen\nnumber: 7\ndate: 2026-03-03\ncontents:\n"
        "- story: {headline: One, deck: By nobody, copy: First part.}\n"
    )
    code, _, err = run("layout", "check", "own")
    assert code == 4
    assert "By nobody" in err
