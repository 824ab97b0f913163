"""The imposition: each page once, in its place, and folded in order; the file keeps its links and stays small."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.geometry import MM
from printpost.pressroom.imposition import (
    Side,
    booklet,
    folded_sheet,
    n_up,
    n_up_sheet,
    padded,
    sheet_size,
)
from printpost.pressroom.sheets import Order, imposed
from printpost.problems import BadInput

A4 = (210 * MM, 297 * MM)
counts = st.integers(1, 200)


def fold(sides: tuple[Side, ...]) -> list[int | None]:
    """The pages as a reader turns them: sheets folded once and laid into each other, the first outermost."""
    front, back = [], []
    for sheet in range(0, len(sides), 2):
        outer, inner = sides[sheet].pages, sides[sheet + 1].pages
        front += [outer[1], inner[0]]
        back += [inner[1], outer[0]]
        # Of the sheets laid in, all pages stand between these.
    order = []
    for sheet in range(0, len(front), 2):
        order += front[sheet : sheet + 2]
    for sheet in range(len(back) - 2, -1, -2):
        order += back[sheet : sheet + 2]
    return order


@given(counts)
def test_a_booklet_folds_into_its_pages_in_order(count: int) -> None:
    """Whoever folds the sheets reads every page once and in order; blanks stand before the last one."""
    assert fold(booklet(count)) == list(padded(count, 4))
    assert sorted(page for page in padded(count, 4) if page is not None) == list(range(count))


@given(counts, st.sampled_from([4, 8, 16, 32]))
def test_so_does_each_bundle_of_a_thick_one(count: int, signature: int) -> None:
    """Bundle after bundle, the pages come in order, and no bundle has more than its pages."""
    sides, order = booklet(count, signature), []
    for first in range(0, len(sides), signature // 2):
        order += fold(sides[first : first + signature // 2])
    assert order == list(padded(count, 4))


@given(counts, st.floats(0, 15))
def test_creep_grows_from_the_outer_sheet_to_the_inner(count: int, creep: float) -> None:
    """The outermost sheet stays, the innermost is moved by all of it, both sides of a sheet alike."""
    moved = [side.inward for side in booklet(count, creep=creep)]
    assert moved[::2] == moved[1::2] == sorted(moved[::2])
    assert moved[0] == 0
    assert moved[-1] == (pytest.approx(creep) if len(moved) > 2 else 0)


@given(counts, st.integers(1, 16))
def test_n_up_keeps_the_order(count: int, number: int) -> None:
    """Pages follow each other; blanks come last."""
    pages = [page for side in n_up(count, number) for page in side.pages]
    assert pages[:count] == list(range(count))
    assert set(pages[count:]) <= {None}
    assert len(pages) % number == 0


@given(st.integers(1, 16), st.floats(100, 900), st.floats(100, 900))
def test_n_up_cells_lie_on_the_sheet_and_not_on_each_other(number: int, width: float, height: float) -> None:
    """Whatever the pages' shape, all fit, none is enlarged, and no two overlap."""
    sheet = n_up_sheet((width, height), number, A4)
    rects = [(c.x, c.y, c.x + width * c.scale, c.y + height * c.scale) for c in sheet.cells]
    for n, (left, bottom, right, top) in enumerate(rects):
        assert left >= -0.01
        assert bottom >= -0.01
        assert right <= sheet.size[0] + 0.01
        assert top <= sheet.size[1] + 0.01
        assert sheet.cells[n].scale <= 1
        for other in rects[:n]:
            assert (
                right <= other[0] + 0.01
                or left >= other[2] - 0.01
                or top <= other[1] + 0.01
                or bottom >= other[3] - 0.01
            )


def test_two_pages_stand_in_the_middle_of_the_sheet_at_their_size() -> None:
    """Two A4 pages fill an A3 sheet, which is turned for them."""
    sheet = folded_sheet(A4, sheet_size("a3"), 0)
    assert sheet.size == pytest.approx((420 * MM, 297 * MM))
    cells: list[tuple[object, ...]] = [(cell.x, cell.y, cell.scale, cell.fold) for cell in sheet.cells]
    assert cells == [
        (pytest.approx(0), pytest.approx(0), 1, 1), (pytest.approx(210 * MM), pytest.approx(0), 1, -1),
    ]  # fmt: skip


def test_a_sheet_that_is_too_small_is_told_with_the_size_it_needs() -> None:
    """Pages are not made smaller in silence."""
    with pytest.raises(BadInput, match="need a sheet of 420 × 297 mm, and it is 297 × 210 mm"):
        folded_sheet(A4, sheet_size("a4"), 0)
    with pytest.raises(BadInput, match="--sheet is 'a9'"):
        sheet_size("a9")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pages with a number each, one font and one picture for all, and a link from the first to the sixth."""
    file = tmp_path_factory.mktemp("paper") / "paper.pdf"
    _make_paper(8).save(file)
    return file


def _make_paper(count: int, unlike: bytes = b"") -> pikepdf.Pdf:
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    picture = document.make_stream(
        bytes(range(256)) * 64, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=128, Height=128,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    for number in range(count):
        page = document.add_blank_page(page_size=(300, 400))
        page.obj.TrimBox, page.obj.BleedBox = pikepdf.Array([10, 10, 290, 390]), pikepdf.Array([1, 1, 299, 399])
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(Im=picture))
        # An area that bleeds on all sides, a number, and a picture.
        page.obj.Contents = document.make_stream(
            b"0 0 0 0.2 k 0 0 300 400 re f 0 0 0 1 k BT /F 90 Tf 100 180 Td (%d) Tj ET q 20 0 0 20 20 20 cm /Im Do Q %s"
            % (number + 1, unlike)
        )
    intent = pikepdf.Dictionary(S=pikepdf.Name("/GTS_PDFX"), OutputConditionIdentifier="FOGRA39")
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
    document.docinfo["/Title"] = "Eight"
    place = pikepdf.Array([document.pages[min(5, count - 1)].obj, pikepdf.Name.XYZ, 10, 390, 0])
    document.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[pikepdf.String("six"), place]))
    links = [
        pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[20, 20, 60, 40], Dest=pikepdf.String("six")),
        pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, Rect=[20, 50, 60, 70],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://post.example/")),
        ),
    ]  # fmt: skip
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link) for link in links])
    return document


def _numbers(file: Path) -> list[tuple[str, str]]:
    """What stands on the left and on the right half of each side."""
    document = pypdfium2.PdfDocument(file)
    halves = []
    for page in document:
        text, (width, height) = page.get_textpage(), page.get_size()
        west = text.get_text_bounded(left=0, bottom=0, right=width / 2, top=height).strip()
        east = text.get_text_bounded(left=width / 2, bottom=0, right=width, top=height).strip()
        halves.append((west, east))
    document.close()
    return halves


def test_a_booklet_of_eight_pages_comes_out_in_order(paper: Path, tmp_path: Path) -> None:
    """Both sheets, front and back, as a printer lays them."""
    assert imposed(paper, Order(booklet=True), tmp_path / "b.pdf") == 4
    assert _numbers(tmp_path / "b.pdf") == [("8", "1"), ("2", "7"), ("6", "3"), ("4", "5")]


def test_links_lead_where_they_led(paper: Path, tmp_path: Path) -> None:
    """The first page is on the right half of the first side; its link goes to the sixth, on the third."""
    imposed(paper, Order(booklet=True), tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as document:
        inside, outside = document.pages[0].obj.Annots
        assert [float(edge) for edge in inside.Rect] == [290, 10, 330, 30]
        assert inside.Dest[0].objgen == document.pages[2].objgen
        assert [float(number) for number in list(inside.Dest)[2:4]] == [0, 380]
        assert str(outside.A.URI) == "https://post.example/"
        assert str(document.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert str(document.docinfo["/Title"]) == "Eight"


def test_fonts_and_pictures_are_shared(paper: Path, tmp_path: Path) -> None:
    """One font and one picture stay one each on all sheets."""
    imposed(paper, Order(booklet=True), tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as document:
        kinds = [
            str(thing.get("/Subtype"))
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary)
        ]
    assert kinds.count("/Type1") == kinds.count("/Image") == 1
    assert (tmp_path / "b.pdf").stat().st_size < paper.stat().st_size * 1.5


def test_the_bleed_is_cut_off_at_the_fold(paper: Path, tmp_path: Path) -> None:
    """Around the spread the pages bleed by 9 points; over the fold nothing of one is seen on the other."""
    imposed(paper, Order(spreads=True, bleed=9 / MM), tmp_path / "s.pdf")
    with pikepdf.open(tmp_path / "s.pdf") as document:
        page = document.pages[0]
        assert [float(edge) for edge in page.obj.TrimBox] == pytest.approx([9, 9, 569, 389])
        assert [float(edge) for edge in page.obj.MediaBox] == pytest.approx([0, 0, 578, 398])
        clips = [
            [float(operand) for operand in instruction.operands]
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "re"
        ]
    assert clips[0] == pytest.approx([0, 0, 289, 398], abs=1e-3)
    assert clips[1] == pytest.approx([289, 0, 289, 398], abs=1e-3)
    rendered = pypdfium2.PdfDocument(tmp_path / "s.pdf")
    pixels = np.asarray(rendered[0].render(scale=1, grayscale=True).to_numpy())
    rendered.close()
    assert (pixels[2:-2, 2] < 250).all()


def test_creep_moves_inner_pages_to_the_fold(paper: Path, tmp_path: Path) -> None:
    """The inner sheet's left pages go right and its right pages left, by the creep; the outer sheet's stay."""
    places = []
    for creep in (0.0, 2.0):
        imposed(paper, Order(booklet=True, creep=creep), tmp_path / "b.pdf")
        with pikepdf.open(tmp_path / "b.pdf") as document:
            places.append([
                float(i.operands[4]) for page in document.pages for i in pikepdf.parse_content_stream(page)
                if str(i.operator) == "cm"
            ])  # fmt: skip
    moved = [round(after - before, 3) for before, after in zip(*places, strict=True)]
    all_of_it = round(2 * MM, 3)
    assert moved == [0, 0, 0, 0, all_of_it, -all_of_it, all_of_it, -all_of_it]


def test_missing_pages_are_blank_or_the_fillers(tmp_path: Path) -> None:
    """Six pages make eight: the last stays on the back, and the two before it are the chosen page."""
    _make_paper(6).save(tmp_path / "six.pdf")
    _make_paper(1, b"BT /F 40 Tf 60 300 Td (House) Tj ET").save(tmp_path / "filler.pdf")
    imposed(tmp_path / "six.pdf", Order(spreads=True), tmp_path / "a.pdf")
    assert _numbers(tmp_path / "a.pdf") == [("6", "1"), ("2", ""), ("", "3"), ("4", "5")]
    imposed(tmp_path / "six.pdf", Order(spreads=True, filler=tmp_path / "filler.pdf"), tmp_path / "b.pdf")
    assert ["House" in left + right for left, right in _numbers(tmp_path / "b.pdf")] == [False, True, True, False]


def test_marks_stand_outside_the_bleed(paper: Path, tmp_path: Path) -> None:
    """Corners, fold and register on all plates, on a sheet that is large enough for them."""
    imposed(paper, Order(spreads=True, marks=True, bleed=3), tmp_path / "s.pdf")
    from printpost.pressroom.painting import painted

    with pikepdf.open(tmp_path / "s.pdf") as document:
        page = document.pages[0]
        bleed = [float(edge) for edge in page.obj.BleedBox]
        marks = [paint.area for paint in painted(page) if paint.colour.names == ("All",)]
    assert len(marks) == 8 + 4 * 3 + 2
    assert all(
        right <= bleed[0] or left >= bleed[2] or top <= bleed[1] or bottom >= bleed[3]
        for left, bottom, right, top in marks
    )


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (Order(), "how should the pages stand"),
        (Order(booklet=True, n_up=2), "how should the pages stand"),
        (Order(n_up=0), "--n-up is 0"),
        (Order(booklet=True, signature=6), "--signature is 6"),
        (Order(spreads=True, signature=8), "--signature is 8"),
        (Order(booklet=True, creep=99), "--creep is 99"),
        (Order(n_up=2, marks=True), "do not go together"),
        (Order(booklet=True, sheet="120x120"), "need a sheet"),
    ],
)
def test_an_order_that_cannot_be_met_writes_nothing(paper: Path, tmp_path: Path, order: Order, message: str) -> None:
    """What does not go together is told, and no file is left behind."""
    with pytest.raises(BadInput, match=message):
        imposed(paper, order, tmp_path / "b.pdf")
    assert list(tmp_path.iterdir()) == []


def test_pages_of_two_sizes_are_not_imposed(tmp_path: Path) -> None:
    """They would not fold on each other: the message names the page and both sizes."""
    document = _make_paper(4)
    document.pages[2].obj.TrimBox = pikepdf.Array([10, 10, 200, 390])
    document.save(tmp_path / "a.pdf")
    with pytest.raises(BadInput, match="page 3 is 67 × 134 mm, page 1 is 99 × 134 mm"):
        imposed(tmp_path / "a.pdf", Order(booklet=True), tmp_path / "b.pdf")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's own peak")
def test_five_hundred_pages_take_little_more_memory_than_fifty(tmp_path: Path) -> None:
    """Content passes from file to file: what is held grows by far less than the file does."""
    noise = np.random.default_rng(5)
    script = (
        "import sys; from pathlib import Path; from printpost.pressroom.sheets import Order, imposed\n"
        "imposed(Path(sys.argv[1]), Order(booklet=True), Path(sys.argv[1] + '.b'))\n"
        "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
    )
    used, sizes = [], []
    for count in (50, 500):
        document = _make_paper(count)
        for page in document.pages:
            # A hundred kilobytes that do not pack, as a picture would be.
            comment = noise.integers(33, 126, 100_000, dtype=np.uint8).tobytes().replace(b"%", b".")
            page.contents_add(b"\n%" + comment + b"\n")
            page.contents_coalesce()
        file = tmp_path / f"{count}.pdf"
        document.save(file)
        document.close()
        sizes.append(file.stat().st_size)
        done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
        used.append(int(done.stdout) * 1024)
    assert sizes[1] - sizes[0] > 30_000_000
    assert used[1] - used[0] < 0.25 * (sizes[1] - sizes[0])


def test_the_same_order_gives_the_same_bytes(paper: Path, tmp_path: Path) -> None:
    """The file's identifier is made of its content."""
    for name in ("a.pdf", "b.pdf"):
        imposed(paper, Order(booklet=True, marks=True), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pikepdf.open(io.BytesIO((tmp_path / "a.pdf").read_bytes())) as document:
        assert document.check_pdf_syntax() == []
