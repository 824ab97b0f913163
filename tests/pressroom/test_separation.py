"""The file for the press: PDF/X-4 with exact boxes, inks instead of colours, type on the black plate alone."""

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from printpost.geometry import MM
from printpost.premises import profiles_folder
from printpost.pressroom.finishing import Finish, finish, miscounted
from printpost.pressroom.marks import MARGIN
from printpost.pressroom.painting import Paint, painted
from printpost.pressroom.press import Press, epoch
from printpost.pressroom.profiles import load_profile
from printpost.pressroom.separation import Sheet
from printpost.problems import FailedCheck
from tests.pressroom.judges import plates
from tests.pressroom.specimen import sheetwork

NEWSPAPER = load_profile("newspaper", (profiles_folder(),))
COATED = load_profile("coated", (profiles_folder(),))
WIDTH, HEIGHT = 595, 842
COLOURS = (
    "<p style=\"position:absolute;top:700pt;left:40pt;color:#b01020;font:24pt 'Source Sans 3'\">Large red</p>"
    "<p style=\"position:absolute;top:730pt;left:300pt;color:#b01020;font:7pt 'Source Sans 3'\">Small red</p>"
    "<p style=\"position:absolute;top:750pt;left:40pt;color:transparent;font:7pt 'Source Sans 3'\">Hidden</p>"
    '<div style="position:absolute;top:760pt;left:40pt;width:40pt;height:20pt;background:#777"></div>'
)


def _finished(press: Press, sheet: Sheet, folder: Path | None = None, extra: str = COLOURS) -> bytes:
    work = sheetwork(extra=extra)
    if folder:
        work = replace(work, folders=(folder,))
    printed = press.print(work)
    assert printed.errors == printed.warnings == ()
    date = epoch(dt.date(2026, 4, 25))
    made = finish(printed.pdf, work, Finish("press", COATED if sheet.bleed else NEWSPAPER, sheet), date)
    assert miscounted(printed.pdf, made) == ()
    return made


@pytest.fixture(scope="module")
def plain(press: Press) -> bytes:
    """Two pages for a newspaper press, as they are cut."""
    return _finished(press, Sheet())


@pytest.fixture(scope="module")
def marked(press: Press) -> bytes:
    """The same for coated paper, with 3 mm of bleed and marks."""
    return _finished(press, Sheet(3 * MM, marks=True))


def _paints(pdf: bytes, page: int = 0) -> list[Paint]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return list(painted(document.pages[page]))


def test_boxes_are_the_trim_where_nothing_bleeds(plain: bytes) -> None:
    """Without bleed and marks all boxes are the page as it is cut."""
    with pikepdf.open(BytesIO(plain)) as document:
        for page in document.pages:
            assert "/CropBox" not in page.obj
            for box in (page.obj.MediaBox, page.obj.TrimBox, page.obj.BleedBox):
                assert [float(edge) for edge in box] == pytest.approx([0, 0, WIDTH, HEIGHT], abs=1e-3)


def test_marks_stand_outside_an_exact_bleed(marked: bytes) -> None:
    """The trim is the page's size, the bleed 3 mm more on each side, the sheet holds the marks; all are centred."""
    with pikepdf.open(BytesIO(marked)) as document:
        page = document.pages[0]
        media, bleed, trim = (
            [float(edge) for edge in page.obj[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([WIDTH, HEIGHT], abs=1e-3)
    around = 3 * MM + MARGIN
    assert media == pytest.approx([0, 0, WIDTH + 2 * around, HEIGHT + 2 * around], abs=1e-3)
    assert [trim[0] - bleed[0], bleed[2] - trim[2], trim[1] - bleed[1]] == pytest.approx([3 * MM] * 3, abs=1e-3)
    marks = [paint for paint in _paints(marked) if paint.colour.names == ("All",)]
    assert len(marks) >= 8 + 4 * 3
    for paint in marks:
        left, bottom, right, top = paint.area
        assert right <= bleed[0] or left >= bleed[2] or top <= bleed[1] or bottom >= bleed[3]


def test_the_file_says_what_it_is(plain: bytes) -> None:
    """Version, output intent, registry, Trapped, XMP and dates are those of a PDF/X-4 for the condition."""
    with pikepdf.open(BytesIO(plain)) as document:
        assert document.pdf_version == "1.6"
        (intent,) = document.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA42"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == NEWSPAPER.colours
        assert str(document.docinfo["/Trapped"]) == "/False"
        assert str(document.docinfo["/Title"]) == "The Morning Post, no. 7"
        with document.open_metadata() as xmp:
            assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert xmp["pdf:Trapped"] == "False"
            assert xmp["dc:title"] == "The Morning Post, no. 7"
            assert xmp["xmp:ModifyDate"] == xmp["xmp:CreateDate"] == "2026-04-25T00:00:00Z"


def test_what_paper_does_not_show_is_gone(plain: bytes) -> None:
    """No links, tags, outline or destinations."""
    with pikepdf.open(BytesIO(plain)) as document:
        for name in ("/StructTreeRoot", "/Outlines", "/Names", "/MarkInfo", "/Threads"):
            assert name not in document.Root
        assert all("/Annots" not in page.obj and "/StructParents" not in page.obj for page in document.pages)


def test_all_colours_are_inks(marked: bytes) -> None:
    """Type, areas and lines are in the four inks, and greys in black alone."""
    families = {paint.colour.family for paint in _paints(marked)}
    assert families == {"cmyk", "spot"}
    (grey,) = [paint for paint in _paints(marked) if paint.kind == "fill" and paint.area[2] - paint.area[0] > 39]
    assert grey.colour.amounts[:3] == (0, 0, 0)
    assert 0.5 < grey.colour.amounts[3] < 0.7


def test_black_type_overprints_and_nothing_else_does(plain: bytes) -> None:
    """Solid black letters leave no white where plates do not meet; red ones and areas knock out."""
    paints = _paints(plain)
    blacks = [paint for paint in paints if paint.kind == "text" and paint.colour.amounts == (0.0, 0.0, 0.0, 1.0)]
    assert len(blacks) > 20
    assert all(paint.overprint for paint in blacks)
    assert {paint.mode for paint in paints if paint.overprint} == {1}
    assert not any(paint.overprint for paint in paints if paint.kind == "fill" or sum(paint.colour.amounts[:3]) > 0)


def test_small_type_in_several_inks_is_printed_in_black(plain: bytes) -> None:
    """Red type of 24 pt stays red; of 7 pt, which no press registers, it is black and overprints."""
    reds = [paint for paint in _paints(plain) if paint.kind == "text" and sum(paint.colour.amounts[:3]) > 0]
    assert {round(paint.size) for paint in reds} == {24}
    small = [paint for paint in _paints(plain) if paint.kind == "text" and round(paint.size, 1) == 7.0]
    assert {paint.colour.amounts for paint in small} == {(0, 0, 0, 1)}


def test_hidden_letters_leave_no_ink_and_no_transparency(plain: bytes) -> None:
    """They are kept in the mode that says so, and the page needs no group."""
    paints = _paints(plain)
    assert {paint.alpha for paint in paints} == {1.0}
    assert sum(paint.rendering == 3 for paint in paints) == 1
    with pikepdf.open(BytesIO(plain)) as document:
        assert "/Group" not in document.pages[0].obj


def test_the_pages_do_not_move(press: Press, plain: bytes) -> None:
    """Every letter stands where it stood on the inspected page."""
    before, after = (_origins(pdf) for pdf in (press.print(sheetwork(extra=COLOURS)).pdf, plain))
    assert len(before) == len(after) > 1000
    assert np.allclose(before, after, atol=0.01)


def test_ghostscripts_plates_have_no_colour_under_black_type(plain: bytes, tmp_path: Path) -> None:
    """Where the black plate is solid the other three are empty, by a renderer that is not ours."""
    file = tmp_path / "plain.pdf"
    file.write_bytes(plain)
    for page in plates(file):
        solid = page["Black"] > 250
        assert solid.sum() > 1000
        assert not any((page[name][solid] > 0).any() for name in ("Cyan", "Magenta", "Yellow"))
    assert (plates(file)[0]["Magenta"] > 200).sum() > 100


@pytest.fixture(scope="module")
def printed(press: Press, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A dark colour photograph, a grey one saved as RGB, one with far more pixels than a press can use, and a red."""
    folder = tmp_path_factory.mktemp("pictures")
    noise = np.random.default_rng(1)
    dark = noise.integers(0, 60, (300, 300, 3), dtype=np.uint8)
    Image.fromarray(dark).save(folder / "dark.png")
    grey = noise.integers(0, 256, (300, 300), dtype=np.uint8)
    Image.fromarray(np.stack([grey] * 3, axis=-1)).save(folder / "grey.jpg", quality=90)
    Image.fromarray(np.repeat(np.repeat(dark, 4, 0), 4, 1)).save(folder / "large.jpg")
    Image.new("RGB", (300, 300), (190, 30, 40)).save(folder / "red.jpg")
    images = "".join(
        f'<img alt="{name}" src="{(folder / name).as_uri()}" style="position:absolute;top:600pt;left:{left}pt;'
        'width:100pt;height:100pt;image-rendering:crisp-edges">'
        for name, left in (("dark.png", 40), ("grey.jpg", 160), ("large.jpg", 280), ("red.jpg", 400))
    )
    return _finished(press, Sheet(), folder, images)


class TestPictures:
    """What becomes of the pictures."""

    def test_colour_goes_to_four_inks_and_grey_to_one(self, printed: bytes) -> None:
        """The grey photograph is on the black plate alone."""
        spaces = [paint.colour.family for paint in _paints(printed) if paint.kind == "image"]
        assert spaces == ["cmyk", "grey", "cmyk", "cmyk"]

    def test_too_many_pixels_are_taken_away(self, printed: bytes) -> None:
        """216 pixels an inch stay, 864 become the profile's 254."""
        with pikepdf.open(BytesIO(printed)) as document:
            paints = painted(document.pages[0])
            widths = [int(paint.image.Width) for paint in paints if paint.image is not None]
        assert widths[:2] == [300, 300]
        assert widths[2] == pytest.approx(254 / 72 * 100, abs=2)

    def test_the_inks_are_right_and_within_the_limit(self, printed: bytes, tmp_path: Path) -> None:
        """Dark noise prints dark, not inverted, and no place has more than 240% of ink."""
        file = tmp_path / "pictures.pdf"
        file.write_bytes(printed)
        page = plates(file)[0]
        total = sum(plate.astype(int) for plate in page.values())
        assert np.max(total) / 2.55 <= 243
        scale = 150 / 72
        for left in (40, 280):
            place = (
                slice(round(610 * scale), round(690 * scale)),
                slice(round((left + 10) * scale), round((left + 90) * scale)),
            )
            assert np.mean(np.asarray(total)[place]) / 2.55 > 150

    def test_a_jpeg_stays_one_and_is_not_inverted(self, printed: bytes, tmp_path: Path) -> None:
        """A red photograph is a JPEG of four inks that other programs print as red: much magenta, no cyan."""
        with pikepdf.open(BytesIO(printed)) as document:
            images = [paint.image for paint in painted(document.pages[0]) if paint.image is not None]
            assert str(images[3].Filter) == "/DCTDecode"
        file = tmp_path / "pictures.pdf"
        file.write_bytes(printed)
        page, scale = plates(file)[0], 150 / 72
        place = (slice(round(610 * scale), round(690 * scale)), slice(round(410 * scale), round(490 * scale)))
        assert page["Magenta"][place].min() > 200
        assert page["Cyan"][place].max() < 40


def test_the_same_pages_give_the_same_bytes(press: Press, plain: bytes) -> None:
    """The document's ids are made from its content."""
    assert _finished(press, Sheet()) == plain


def _origins(pdf: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    from printpost.pressroom.lettering import Lettering

    document = pypdfium2.PdfDocument(pdf)
    with Lettering(document[0]) as page:
        found = sorted((letter.text, round(letter.x, 1), round(letter.y, 1)) for letter in page.letters)
    document.close()
    return np.array([(x, y) for _, x, y in found])


def test_what_cannot_be_made_into_plates_is_told(press: Press) -> None:
    """A gradient in a layout's style sheet is a problem with a hint, not a file that a printer turns down."""
    shade = '<div style="position:absolute;width:40pt;height:40pt;background:linear-gradient(red, blue)"></div>'
    with pytest.raises(FailedCheck, match="gradient or a pattern"):
        _finished(press, Sheet(), extra=shade)
