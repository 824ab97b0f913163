"""Preflight: every rule finds its fault, at its place, in files of anybody's; files that cannot be read say so."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from printpost.build import preflighted
from printpost.composing.art import qr_code
from printpost.geometry import MM
from printpost.premises import profiles_folder
from printpost.pressroom.finishing import Finish, finish
from printpost.pressroom.inks import Inks
from printpost.pressroom.preflight.examination import Expected, preflight
from printpost.pressroom.preflight.findings import Examined
from printpost.pressroom.preflight.plates import DPI, separated
from printpost.pressroom.press import Press
from printpost.pressroom.profiles import load_profile
from printpost.pressroom.separation import Sheet
from printpost.problems import BadInput, Severity
from tests.pressroom.judges import plates
from tests.pressroom.specimen import sheetwork

NEWSPAPER = load_profile("newspaper", (profiles_folder(),))
COATED = load_profile("coated", (profiles_folder(),))
ADDRESS = "https://aimorningpost.example/subscribe"
CODE = f'<div style="position:absolute;top:600pt;left:40pt">{qr_code(ADDRESS).svg(90, "code")}</div>'

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def good(press: Press) -> bytes:
    """Two pages with a code that pass."""
    work = sheetwork(extra=CODE)
    return finish(press.print(work).pdf, work, Finish("press", NEWSPAPER, Sheet()), 0)


def _changed(pdf: bytes, change: Change) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _examined(pdf: bytes, expected: Expected | None = None) -> Examined:
    return preflight(Path("a.pdf"), NEWSPAPER, expected, data=pdf)


def _draw(operators: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(f"q {operators} Q".encode())

    return change


def _with_state(**keys: object) -> Change:
    """Text in a graphics state of its own."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.obj.Resources.ExtGState["/X"] = pikepdf.Dictionary({f"/{key}": value for key, value in keys.items()})
        font = next(iter(page.obj.Resources.Font.keys()))
        page.contents_add(f"q /X gs 0 0 0 0 k BT {font} 14 Tf 1 0 0 1 60 60 Tm <0003> Tj ET Q".encode())

    return change


def _text(size: float, colour: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        font = next(iter(page.obj.Resources.Font.keys()))
        page.contents_add(f"q {colour} BT {font} {size} Tf 1 0 0 1 60 60 Tm <00030004> Tj ET Q".encode())

    return change


def _image(pixels: int, space: str = "/DeviceGray", points: float = 72) -> Change:
    """A picture of so many pixels along each side, placed 100 points from the corner."""

    def change(document: pikepdf.Pdf) -> None:
        channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[space]
        data = zlib.compress(bytes([255]) * pixels * pixels * channels)
        image = document.make_stream(
            data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=pixels, Height=pixels,
            ColorSpace=pikepdf.Name(space), BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode,
        )  # fmt: skip
        page = document.pages[0]
        if "/XObject" not in page.obj.Resources:
            page.obj.Resources.XObject = pikepdf.Dictionary()
        page.obj.Resources.XObject["/Im"] = image
        page.contents_add(f"q {points} 0 0 {points} 100 100 cm /Im Do Q".encode())

    return change


def _no_trim(document: pikepdf.Pdf) -> None:
    del document.pages[0].obj["/TrimBox"]


def _large_trim(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.TrimBox = pikepdf.Array([-5, 0, 600, 842])


def _art_box(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.ArtBox = document.pages[0].obj.TrimBox


def _other_size(document: pikepdf.Pdf) -> None:
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        document.pages[1].obj[name] = pikepdf.Array([0, 0, 500, 842])


def _turned(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Rotate = 90


def _link(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[10, 10, 90, 30])
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link)])


def _no_intent(document: pikepdf.Pdf) -> None:
    del document.Root["/OutputIntents"]


def _other_intent(document: pikepdf.Pdf) -> None:
    document.Root.OutputIntents[0].OutputConditionIdentifier = "FOGRA39"


def _no_icc(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents[0]["/DestOutputProfile"]


def _untrapped(document: pikepdf.Pdf) -> None:
    del document.docinfo["/Trapped"]


def _no_claim(document: pikepdf.Pdf) -> None:
    del document.Root["/Metadata"]


def _third_page(document: pikepdf.Pdf) -> None:
    document.pages.append(document.pages[0])


def _font_taken_out(document: pikepdf.Pdf) -> None:
    font = next(iter(document.pages[0].obj.Resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def _missing_glyph(document: pikepdf.Pdf) -> None:
    font = next(iter(document.pages[0].obj.Resources.Font.keys()))
    document.pages[0].contents_add(f"q 0 0 0 1 k BT {font} 12 Tf 1 0 0 1 60 60 Tm <00030000> Tj ET Q".encode())


def _spot(document: pikepdf.Pdf) -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/House_Red"), pikepdf.Name.DeviceCMYK, tint])
    document.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(Sp=space)
    document.pages[0].contents_add(b"q /Sp cs 1 scn 60 60 100 100 re f Q")


def _registration(document: pikepdf.Pdf) -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/All"), pikepdf.Name.DeviceCMYK, tint])
    document.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(Sp=space)
    document.pages[0].contents_add(b"q /Sp cs 1 scn 60 60 2 2 re f Q")


def _never_ending(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Contents = document.make_stream(b"q " * 5000)


def _small_code(document: pikepdf.Pdf) -> None:
    content = document.pages[0].obj.Contents.read_bytes()
    document.pages[0].obj.Contents = document.make_stream(b"q 0.45 0 0 0.45 200 300 cm " + content + b" Q")


FAULTS: dict[str, tuple[str, Severity, Change]] = {
    "no trim": ("trim-box", Severity.ERROR, _no_trim),
    "trim and art box": ("trim-box", Severity.ERROR, _art_box),
    "trim outside the sheet": ("boxes", Severity.ERROR, _large_trim),
    "pages of two sizes": ("page-size", Severity.ERROR, _other_size),
    "a turned page": ("rotated", Severity.WARNING, _turned),
    "an odd page": ("page-count", Severity.ERROR, _third_page),
    "a link": ("annotations", Severity.ERROR, _link),
    "no output intent": ("output-intent", Severity.ERROR, _no_intent),
    "another output intent": ("output-intent", Severity.ERROR, _other_intent),
    "no ICC profile": ("output-intent", Severity.ERROR, _no_icc),
    "no word on trapping": ("trapped", Severity.ERROR, _untrapped),
    "no claim of PDF/X": ("pdfx", Severity.ERROR, _no_claim),
    "an area in RGB": ("rgb", Severity.ERROR, _draw("1 0 0 rg 60 60 40 40 re f")),
    "a line in RGB": ("rgb", Severity.ERROR, _draw("1 0 0 RG 2 w 60 60 m 90 60 l S")),
    "a picture in RGB": ("rgb", Severity.ERROR, _image(200, "/DeviceRGB")),
    "a spot colour": ("spot-colour", Severity.WARNING, _spot),
    "all plates on the page": ("registration", Severity.ERROR, _registration),
    "too much ink": ("ink-limit", Severity.ERROR, _draw("0.9 0.9 0.9 0.5 k 60 60 40 40 re f")),
    "too much ink in a picture": ("ink-limit", Severity.ERROR, _image(200, "/DeviceCMYK")),
    "rich black type": ("rich-black", Severity.ERROR, _text(9, "0.6 0.4 0.4 1 k")),
    "small coloured type": ("coloured-type", Severity.ERROR, _text(8, "0 1 1 0 k")),
    "small type": ("small-type", Severity.ERROR, _text(5, "0 0 0 1 k")),
    "small white type": ("reversed-type", Severity.ERROR, _text(8, "0 0 0 0 k")),
    "black type that knocks out": ("black-overprint", Severity.WARNING, _text(9, "0 0 0 1 k")),
    "white that overprints": ("white-overprint", Severity.ERROR, _with_state(OP=True, op=True, OPM=1)),
    "see-through matter": ("transparency", Severity.WARNING, _with_state(ca=0.5)),
    "a thin rule": ("thin-rule", Severity.ERROR, _draw("0 0 0 1 K 0.1 w 60 60 m 90 60 l S")),
    "a thin area": ("thin-rule", Severity.ERROR, _draw("0 0 0 1 k 60 60 90 0.15 re f")),
    "a thin clipped area": ("thin-rule", Severity.ERROR, _draw("60 60 90 0.15 re W n 0 0 0 1 k 0 0 300 300 re f")),
    "a screened rule": ("screened-rule", Severity.WARNING, _draw("0 0 0 0.4 k 60 60 90 0.3 re f")),
    "a coarse picture": ("image-resolution", Severity.ERROR, _image(100)),
    "a font that is not there": ("fonts", Severity.ERROR, _font_taken_out),
    "a missing glyph": ("glyphs", Severity.ERROR, _missing_glyph),
    "a small code": ("qr-code", Severity.ERROR, _small_code),
    "broken content": ("content", Severity.ERROR, _never_ending),
}  # fmt: skip


def test_what_we_make_for_the_press_passes(good: bytes) -> None:
    """Nothing is found, the code is read, and the black plate alone has ink."""
    examined = _examined(good, Expected(("The bridge, part 1",), (ADDRESS,)))
    assert examined.findings == ()
    assert examined.passed
    assert examined.codes == (ADDRESS,)
    for page in examined.coverage:
        assert page["cyan"] == page["magenta"] == page["yellow"] == 0
        assert 1 < page["black"] < 30


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(good: bytes, name: str) -> None:
    """Each fault alone is found by its rule, as an error or a warning, with something to do about it."""
    rule, severity, change = FAULTS[name]
    examined = _examined(_changed(good, change))
    found = [finding for finding in examined.findings if finding.rule == rule]
    assert found, examined.findings
    assert {finding.severity for finding in found} == {severity}
    assert all(finding.hint for finding in found)
    assert examined.passed == (not any(finding.severity is Severity.ERROR for finding in examined.findings))


def test_a_finding_knows_its_place(good: bytes) -> None:
    """The page and the area are those of what is wrong; several places of one kind are one finding."""
    examined = _examined(_changed(good, _draw("1 0 0 rg 60 61 40 42 re f 200 200 5 5 re f")))
    (finding,) = [finding for finding in examined.findings if finding.rule == "rgb"]
    assert (finding.page, finding.count) == (0, 2)
    assert finding.places == ((60, 61, 100, 103), (200, 200, 205, 205))


def test_ink_is_found_where_it_is(good: bytes) -> None:
    """The area over the limit is circled to a millimetre or two."""
    examined = _examined(_changed(good, _draw("0.9 0.9 0.9 0.5 k 100 300 40 50 re f")))
    (finding,) = [finding for finding in examined.findings if finding.rule == "ink-limit"]
    assert finding.places[0] == pytest.approx((100, 300, 140, 350), abs=2.5)
    assert "319%" in finding.message or "320%" in finding.message


def test_what_is_inside_a_form_is_seen_at_its_place(good: bytes) -> None:
    """A form's matrix and the page's are both applied."""

    def change(document: pikepdf.Pdf) -> None:
        form = document.make_stream(
            b"1 0 0 rg 0 0 10 10 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 10, 10],
            Matrix=[2, 0, 0, 2, 5, 5],
        )  # fmt: skip
        document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Fm=form)
        document.pages[0].contents_add(b"q 1 0 0 1 100 200 cm /Fm Do Q")

    (finding,) = [f for f in _examined(_changed(good, change)).findings if f.rule == "rgb"]
    assert finding.places == ((105, 205, 125, 225),)


def test_what_ends_at_the_trim_must_bleed(good: bytes) -> None:
    """An area that stops at the cut is an error for a press profile with bleed; one that goes on, or stays clear, is
    none.
    """

    def sheet(areas: str) -> Change:
        def change(document: pikepdf.Pdf) -> None:
            page = document.pages[0]
            page.obj.MediaBox = page.obj.BleedBox = pikepdf.Array([-3 * MM, -3 * MM, 595 + 3 * MM, 842 + 3 * MM])
            page.contents_add(f"q 0 0 0 1 k {areas} Q".encode())

        return change

    def rules(areas: str) -> set[str]:
        return {f.rule for f in preflight(Path("a.pdf"), COATED, data=_changed(good, sheet(areas))).findings}

    assert "bleed" in rules("0 400 50 50 re f")
    assert "bleed" not in rules("-9 400 50 50 re f")
    assert "bleed" not in rules("9 400 50 50 re f")


def test_words_and_addresses_that_are_not_there_are_told(good: bytes) -> None:
    """A file of another issue does not pass for this one."""
    examined = _examined(good, Expected(("The bridge was never opened",), ("https://elsewhere.example/",)))
    assert {finding.rule for finding in examined.findings} == {"wording", "qr-code"}
    (wording,) = [finding for finding in examined.findings if finding.rule == "wording"]
    assert "“never”, “opened”" in wording.message


def test_the_plates_are_those_of_ghostscript(good: bytes, tmp_path: Path) -> None:
    """Overprint, tints and pictures fall on the plates on which an independent renderer sees them."""

    def change(document: pikepdf.Pdf) -> None:
        _draw("0.2 0.4 0.6 0.1 k 60 60 200 100 re f /Overprint gs 0 0 0 0.5 k 80 80 50 50 re f")(document)
        _image(200, "/DeviceCMYK")(document)

    pdf = _changed(good, change)
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    fine = plates(file, DPI * 4)[0]
    with pikepdf.open(file) as document:
        ours = separated(document.pages[0], Inks(NEWSPAPER.colours, 240))
    for name, plate in ours.items():
        # Ghostscript draws letters without soft edges, so it draws four times as finely; areas of 16 pixels count.
        off = np.abs(_areas(plate, 16) - _areas(fine[name.title()], 64))
        assert np.percentile(off, 99) < 12, name
        assert off.mean() < 1.0


def _areas(
    plate: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], size: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The mean ink of areas of so many pixels along each side."""
    rows, columns = 72, 51
    areas = plate[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return np.asarray(areas.mean(axis=(1, 3)))


class TestFilesThatCannotBeRead:
    """One clear message, no traceback and no waiting."""

    def _refused(self, path: Path) -> str:
        with pytest.raises(BadInput) as raised:
            preflighted(path, "newspaper")
        (problem,) = raised.value.problems
        assert problem.hint
        return problem.message

    def test_no_file_a_folder_and_no_pdf(self, tmp_path: Path) -> None:
        """What is named is looked at first."""
        assert "No such file" in self._refused(tmp_path / "a.pdf")
        assert "is a folder" in self._refused(tmp_path)
        (tmp_path / "b.pdf").write_text("Dear printer")
        assert "is not a PDF" in self._refused(tmp_path / "b.pdf")

    @pytest.mark.parametrize("share", [0.3, 0.7, 0.999])
    def test_a_file_broken_off(self, good: bytes, tmp_path: Path, share: float) -> None:
        """An upload that stopped is told from a whole file, however near its end."""
        (tmp_path / "a.pdf").write_bytes(good[: int(len(good) * share)])
        assert "broken" in self._refused(tmp_path / "a.pdf")

    def test_a_locked_file(self, good: bytes, tmp_path: Path) -> None:
        """A file with a password cannot be opened by a press either."""
        with pikepdf.open(io.BytesIO(good)) as document:
            document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
        assert "locked with a password" in self._refused(tmp_path / "a.pdf")

    def test_a_protected_file_is_read_and_not_passed(self, good: bytes, tmp_path: Path) -> None:
        """Protection without a password can be read through; a press may not."""
        with pikepdf.open(io.BytesIO(good)) as document:
            document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
        examined = preflighted(tmp_path / "a.pdf", "newspaper")
        assert "encrypted" in {finding.rule for finding in examined.findings}

    def test_a_bomb(self, good: bytes, tmp_path: Path) -> None:
        """A page of a gigabyte packed into a megabyte is not unpacked."""
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(600)) + packer.flush()

        def change(document: pikepdf.Pdf) -> None:
            document.pages[0].obj.Contents = document.make_stream(packed, Filter=pikepdf.Name.FlateDecode)

        with pikepdf.open(io.BytesIO(good)) as document:
            change(document)
            document.save(tmp_path / "a.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
        assert "unpacks to more than" in self._refused(tmp_path / "a.pdf")

    def test_a_form_that_holds_itself(self, good: bytes) -> None:
        """Content without an end is an error of the page."""

        def change(document: pikepdf.Pdf) -> None:
            form = document.make_stream(
                b"/Fm Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
            )
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=form))
            document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Fm=form)
            document.pages[0].contents_add(b"/Fm Do")

        assert "content" in {finding.rule for finding in _examined(_changed(good, change)).findings}

    def test_a_picture_of_ten_thousand_million_pixels(self, good: bytes) -> None:
        """It is not decoded."""

        def change(document: pikepdf.Pdf) -> None:
            _image(200)(document)
            image = document.pages[0].obj.Resources.XObject["/Im"]
            image.Width = image.Height = 100_000

        assert isinstance(_examined(_changed(good, change)), Examined)

    def test_a_missing_profile(self, good: bytes, tmp_path: Path) -> None:
        """The name of a profile that is not there is answered with those that are."""
        (tmp_path / "a.pdf").write_bytes(good)
        with pytest.raises(BadInput, match="no press profile 'gravure'"):
            preflighted(tmp_path / "a.pdf", "gravure")


def test_the_result_is_plain_data(good: bytes) -> None:
    """JSON holds all of it, pages counted from one."""
    told = json.loads(json.dumps(_examined(_changed(good, _link)).plain()))
    assert told["passed"] is False
    assert told["findings"][0]["page"] == 1
    assert told["findings"][0]["places"] == [[10, 10, 90, 30]]


def test_the_report_is_one_page_with_the_faults_circled(good: bytes, tmp_path: Path) -> None:
    """Red ink stands around the fault on the page in small, and the text says what to do."""
    import pypdfium2

    (tmp_path / "a.pdf").write_bytes(_changed(good, _draw("1 0 0 rg 300 400 40 40 re f")))
    preflighted(tmp_path / "a.pdf", "newspaper", report=tmp_path / "report.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert len(document) == 1
    assert "Convert it to the press's inks" in document[0].get_textpage().get_text_range().replace("’", "'")
    pixels = np.asarray(document[0].render(scale=2).to_pil().convert("RGB")).astype(int)
    document.close()
    red = (pixels[:, :, 0] > 180) & (pixels[:, :, 1] < 60)
    assert red.sum() > 300


def test_cmyk_jpegs_are_not_read_inverted(good: bytes, tmp_path: Path) -> None:
    """A JPEG of solid magenta, as graphics programs write them, is magenta on the plates."""
    file = io.BytesIO()
    Image.new("CMYK", (300, 300), (0, 255, 0, 0)).save(file, "JPEG", quality=95)

    def change(document: pikepdf.Pdf) -> None:
        image = document.make_stream(
            file.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=300, Height=300,
            ColorSpace=pikepdf.Name.DeviceCMYK, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            Decode=pikepdf.Array([1, 0] * 4),
        )  # fmt: skip
        document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Im=image)
        document.pages[0].contents_add(b"q 72 0 0 72 300 300 cm /Im Do Q")

    with pikepdf.open(io.BytesIO(_changed(good, change))) as document:
        ours = separated(document.pages[0], Inks(NEWSPAPER.colours, 240))
    scale = DPI / 72
    inside = (
        slice(round((842 - 360) * scale), round((842 - 310) * scale)),
        slice(round(310 * scale), round(360 * scale)),
    )
    assert ours["magenta"][inside].min() > 240
    assert ours["cyan"][inside].max() < 15
