"""The file for readers: PDF/A-2a and PDF/UA-1, read story by story, whole words, threads from leg to leg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest

from printpost.build import build
from printpost.composing.sheetwork import Bead, Sheetwork, Thread
from printpost.geometry import Rect
from printpost.pressroom.finishing import Finish, finish, miscounted
from printpost.pressroom.preflight.wording import letters
from printpost.pressroom.press import Press
from tests.pressroom.judges import broken_rules
from tests.pressroom.specimen import sheetwork

EDITIONS = Path(__file__).parents[2] / "editions"

PIECE = """
<article class="story" data-story="s0"><h2 style="top:600pt">Two <span class="line">lines</span></h2>
<div class="leg" style="top:630pt;left:40pt"><p class="part" data-part="s0.0"><span class="l">It was a
<span data-whole="wonderful">won-</span></span></p></div>
<div class="leg" style="top:630pt;left:240pt"><p class="part" data-part="s0.0"><span class="l">
<span data-whole=" ">derful</span> day <a href="#h0">back</a></span></p>
<p class="part" data-part="s0.1" data-role="item"><span class="marker">1.</span> first</p>
<p class="part" data-part="s0.2" data-role="item"><span class="marker">2.</span> second</p>
<p class="part" data-part="s0.3" data-role="item">more of it</p></div></article>
<header data-role="furniture" style="position:absolute;top:10pt">Furniture</header>
<article class="story" data-story="s0"><div class="block turned"><p><a href="#h0">From page 1</a></p>
<h2 style="top:700pt">Short</h2></div></article>
<ol class="numbered" style="position:absolute;top:730pt;left:40pt;list-style:none">
<li><span class="numeral">1</span><p>A <span lang="fr">mot juste</span></p></li></ol>
<table style="position:absolute;top:760pt;left:40pt"><tr><th scope="row">Rows</th><td>2</td></tr></table>
"""


def _published(press: Press, work: Sheetwork) -> bytes:
    printed = press.print(work)
    assert printed.errors == printed.warnings == ()
    made = finish(printed.pdf, work, Finish(), 1777075200)
    assert miscounted(printed.pdf, made) == ()
    return made


@pytest.fixture(scope="module")
def piece(press: Press) -> bytes:
    """Two pages with a story in two takes, a list, a table and furniture on the first."""
    threads = (
        Thread(
            "The bridge",
            (Bead(0, Rect(40, 80, 230, 230)), Bead(0, Rect(280, 80, 230, 230)), Bead(1, Rect(40, 80, 230, 230))),
        ),
    )
    return _published(press, replace(sheetwork(extra=PIECE), threads=threads))


def _tree(pdf: bytes) -> list[str]:
    """The elements of the first page's extra matter as indented lines, with the text of each."""
    with pikepdf.open(BytesIO(pdf)) as document:
        texts = [_texts(page) for page in document.pages]
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        return list(_branch(document.Root.StructTreeRoot.K[0], 0, texts, pages))


def _branch(element: Any, depth: int, texts: list[dict[int, str]], pages: dict[Any, int]) -> Iterator[str]:
    kids = list(element.get("/K", []))
    said = "".join(texts[pages[kid.Pg.objgen]][int(kid.MCID)] for kid in kids if "/MCID" in kid)
    extra = "".join(f" {key[1:].lower()}={element[key]}" for key in ("/Lang", "/Alt") if key in element)
    links = sum("/Obj" in kid for kid in kids)
    yield f"{'  ' * depth}{str(element.S)[1:]}{extra}{' +link' * links}{': ' + said if said else ''}"
    for kid in kids:
        if "/S" in kid and "/MCID" not in kid and "/Obj" not in kid:
            yield from _branch(kid, depth + 1, texts, pages)


def _texts(page: pikepdf.Page) -> dict[int, str]:
    """What each piece of marked content is to be read as."""
    fonts = {name: _unicodes(font) for name, font in page.resources.Font.items()}
    found: dict[int, str] = {}
    number, font, whole = -1, "", None
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BDC" if "/MCID" in operands[1]:
                number, whole = int(operands[1].MCID), operands[1].get("/ActualText")
                found[number] = str(whole) if whole is not None else ""
            case "BMC" | "BDC":
                number = -1
            case "Tf":
                font = str(operands[0])
            case "TJ" if number >= 0 and whole is None:
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                pairs = [codes[n : n + 2] for n in range(0, len(codes), 2)]
                found[number] += "".join(fonts[font].get(int.from_bytes(pair, "big"), "?") for pair in pairs)
            case _:
                pass
    return found


def _unicodes(font: Any) -> dict[int, str]:
    """A font's characters by their codes, as its map of them says."""
    told = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>$", told, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in pairs}


def test_the_tree_is_made_for_readers(piece: bytes) -> None:
    """A paragraph in two legs is one, a story in two takes is one, a repeated head and furniture are left out; lists
    have labels, a foreign word its language, a divided word is whole.
    """
    tree = _tree(piece)
    start = next(n for n, line in enumerate(tree) if "Two" in line)
    assert tree[start - 1 : start + 25] == [
        "  Art",
        "    H2: Two lines",
        "    P: It was a wonderful  day ",
        "      Link +link: back",
        "    L",
        "      LI",
        "        Lbl: 1.",
        "        LBody:  first",
        "      LI",
        "        Lbl: 2.",
        "        LBody:  second",
        "          P: more of it",
        "    Div",
        "      P",
        "        Link +link: From page 1",
        "  L",
        "    LI",
        "      Lbl: 1",
        "      LBody",
        "        P: A ",
        "          Span lang=fr: mot juste",
        "  Table",
        "    TBody",
        "      TR",
        "        TH: Rows",
        "        TD: 2",
    ]
    assert not any("Furniture" in line or "Short" in line for line in tree)


def test_links_say_where_they_lead(piece: bytes) -> None:
    """A link's description is its words, it may be printed, and its element knows it."""
    with pikepdf.open(BytesIO(piece)) as document:
        links = list(document.pages[0].Annots)
        assert [str(link.Contents) for link in links] == ["back", "From page 1"]
        for link in links:
            assert int(link.F) == 4
            assert float(link.Rect[0]) < float(link.Rect[2])
            assert float(link.Rect[1]) < float(link.Rect[3])
        names = document.Root.Names.Dests.Names
        assert [str(name) for name in list(names)[::2]] == ["h0"]


def test_a_reader_follows_a_story_from_bead_to_bead(piece: bytes) -> None:
    """A thread's beads go round over both pages, each where its leg is."""
    with pikepdf.open(BytesIO(piece)) as document:
        (thread,) = document.Root.Threads
        assert str(thread.I.Title) == "The bridge"
        pages: dict[Any, int] = {page.objgen: n for n, page in enumerate(document.pages)}
        bead, seen = thread.F, []
        for _ in range(3):
            seen.append((pages[bead.P.objgen], [round(float(edge)) for edge in bead.R]))
            assert bead.N.V.objgen == bead.objgen
            bead = bead.N
        assert bead.objgen == thread.F.objgen
        assert seen == [(0, [40, 532, 270, 762]), (0, [280, 532, 510, 762]), (1, [40, 532, 270, 762])]
        assert [len(page.obj.B) for page in document.pages] == [2, 1]


def test_the_file_claims_both_standards_and_is_small(piece: bytes) -> None:
    """PDF/A-2a and PDF/UA-1 stand in the metadata, with sRGB as the colours' meaning."""
    assert len(piece) < 60_000
    with pikepdf.open(BytesIO(piece)) as document:
        with document.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        (intent,) = document.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3


@pytest.mark.slow
def test_samples_on_two_layouts_pass_verapdf(press: Press, tmp_path: Path) -> None:
    """The sample that holds most, and another on a layout of another kind, are PDF/UA-1 and PDF/A-2a."""
    files = []
    for issue, layout in (("issue-74", "morning"), ("issue-18", "letter")):
        files.append(tmp_path / f"{layout}-{issue}.pdf")
        build(EDITIONS / f"{issue}.yaml", layout=layout, pages="auto", output=files[-1], force=True, press=press)
        assert [failure.message for failure in page_validation.validate_pdf(files[-1], profile="ua1").failures] == []
    told = broken_rules(["ua1", "2a"], files)
    assert len(told) == 2 * len(files)
    assert {name: rules for name, rules in told.items() if rules} == {}


def test_divided_words_and_drop_caps_are_whole_in_a_sample(press: Press, tmp_path: Path) -> None:
    """Words over the ends of lines, and the word that the drop cap begins, come out whole where text is extracted."""
    file = tmp_path / "87.pdf"
    build(EDITIONS / "issue-87.yaml", output=file, force=True, press=press)
    with pikepdf.open(file) as document:
        read = [text for page in document.pages for text in _texts(page).values()]
    assert "The" in read
    written = {*re.findall(r"\w{5,}", (EDITIONS / "issue-87.yaml").read_text("utf-8"))}
    # What is a piece of its own and one word of the copy stands over the end of a line.
    divided = written.intersection(read)
    assert len(divided) > 3
    # PDFium, which many programs read with, takes the whole words as well.
    import pypdfium2

    opened = pypdfium2.PdfDocument(file)
    text = " ".join(page.get_textpage().get_text_range() for page in opened)
    assert divided <= {*re.findall(r"\w+", text)}
    assert len(letters(opened)) > 3000
    opened.close()
