"""Pictures: whole, of a kind that is printed, and from the paper's own folders."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from printpost.newsroom.pictures import Picture, Unprintable, inspect_picture

from .conftest import Desk


def encoded(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture with some grain in it, so that it does not shrink to nothing."""
    image = Image.effect_noise(size, 60)
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def refused(folder: Path, src: str) -> str:
    """Why the picture is not printed."""
    with pytest.raises(Unprintable) as caught:
        inspect_picture(src, folder, [folder])
    return f"{caught.value.message} ({caught.value.hint})"


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("PNG", "wrong-ending.jpg")])
def test_a_picture_is_known_by_its_contents(tmp_path: Path, kind: str, name: str) -> None:
    """The header decides the kind and the size, not the name."""
    (tmp_path / name).write_bytes(encoded(kind))
    picture = inspect_picture(name, tmp_path, [tmp_path])
    assert picture == Picture((tmp_path / name).resolve(), 60, 40, "JPEG" if kind == "JPEG" else "PNG")


def test_a_picture_taken_upright_is_measured_upright(tmp_path: Path) -> None:
    """A camera notes how it was held; the size is that of the picture as it is seen."""
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(encoded("JPEG", exif=exif))
    picture = inspect_picture("a.jpg", tmp_path, [tmp_path])
    assert (picture.width, picture.height) == (40, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.97])
def test_a_picture_that_ends_early_is_damaged(tmp_path: Path, kind: str, part: float) -> None:
    """Half a picture is noticed although its header is whole."""
    whole = encoded(kind, (300, 200))
    (tmp_path / "a.img").write_bytes(whole[: int(len(whole) * part)])
    assert "is damaged" in refused(tmp_path, "a.img")


def test_a_picture_with_a_broken_middle_is_damaged(tmp_path: Path) -> None:
    """Pixels that cannot be decoded are noticed."""
    broken = bytearray(encoded("PNG", (300, 200)))
    broken[len(broken) // 2 : len(broken) // 2 + 200] = bytes(200)
    (tmp_path / "a.png").write_bytes(broken)
    assert "is damaged" in refused(tmp_path, "a.png")


def _png_of_claimed_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(9000, 9000), (60000, 60000), (2_000_000_000, 1)])
def test_a_huge_picture_is_refused_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    """The size is read before a pixel is decoded: these pixels are not even there."""
    (tmp_path / "a.png").write_bytes(_png_of_claimed_size(*size))
    assert "is huge" in refused(tmp_path, "a.png")


def test_a_file_of_many_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """The limit is named."""
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(150_000_000)
    assert refused(tmp_path, "a.png") == "the picture a.png is huge: 150 MB (the limit is 64 MB)"


@pytest.mark.parametrize(
    ("kind", "name"), [("GIF", "GIF"), ("WEBP", "WebP"), ("BMP", "BMP"), ("TIFF", "TIFF"), ("PDF", "PDF")]
)
def test_other_kinds_are_refused_by_name(tmp_path: Path, kind: str, name: str) -> None:
    """Only JPEG and PNG are printed."""
    (tmp_path / "a.png").write_bytes(encoded(kind))
    assert refused(tmp_path, "a.png") == f"a.png is a {name} file (save it as JPEG or PNG)"


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "a.png is a SVG file (save it as JPEG or PNG)"),
        (b"just words", "a.png is no picture at all (pictures are JPEG or PNG)"),
        (b"", "the picture a.png is an empty file (copy it again)"),
        (b"\xff\xd8\xff\xe0 no more", "the picture a.png is damaged: "),
    ],
)
def test_what_is_no_picture_says_so(tmp_path: Path, contents: bytes, said: str) -> None:
    """Drawings, texts and empty files are refused."""
    (tmp_path / "a.png").write_bytes(contents)
    assert refused(tmp_path, "a.png").startswith(said)


@pytest.mark.parametrize(
    "src", ["https://x.org/a.png", "//x.org/a.png", "file:///etc/a.png", "data:image/png;base64,AA"]
)
def test_an_address_is_not_a_picture(tmp_path: Path, src: str) -> None:
    """Nothing is fetched."""
    assert refused(tmp_path, src).startswith("a picture must be a file, and")


@pytest.mark.parametrize("src", ["../a.png", "/etc/passwd", "in/../../a.png", "link.png", "way/a.png"])
def test_a_picture_may_not_lie_outside(tmp_path: Path, src: str) -> None:
    """Neither a path nor a symlink leads out of the paper's folder."""
    home = tmp_path / "paper"
    (home / "in").mkdir(parents=True)
    (tmp_path / "a.png").write_bytes(encoded("PNG"))
    (home / "link.png").symlink_to(tmp_path / "a.png")
    (home / "way").symlink_to(tmp_path)
    assert "lies outside the folder of the paper" in refused(home, src)


def test_a_symlink_within_is_followed(tmp_path: Path) -> None:
    """A symlink to another picture of the paper is fine."""
    (tmp_path / "a.png").write_bytes(encoded("PNG"))
    (tmp_path / "b.png").symlink_to("a.png")
    assert inspect_picture("b.png", tmp_path, [tmp_path]).path.name == "a.png"


@pytest.mark.parametrize(
    ("src", "hint"),
    [
        ("pics/Hall.PNG", "did you mean pics/hall.png?"),
        ("pics/hal.png", "did you mean pics/hall.png?"),
        ("pics\\hall.png", "write folders with /: pics/hall.png"),
        ("pix/hall.png", "there is no folder pix beside the issue"),
        ("pics/other.jpg", "the path is counted from the folder of the issue"),
    ],
)
def test_a_missing_picture_suggests_its_neighbour(tmp_path: Path, src: str, hint: str) -> None:
    """A name that is nearly right gets the right one as a hint."""
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "hall.png").write_bytes(encoded("PNG"))
    assert refused(tmp_path, src) == f"there is no picture {src} ({hint})"


def test_a_loop_of_symlinks_is_a_problem(tmp_path: Path) -> None:
    """A symlink to itself leads nowhere."""
    (tmp_path / "a.png").symlink_to("a.png")
    with pytest.raises(Unprintable):
        inspect_picture("a.png", tmp_path, [tmp_path])


def test_a_folder_is_not_a_picture(tmp_path: Path) -> None:
    """The file in it must be named."""
    (tmp_path / "pics").mkdir()
    assert refused(tmp_path, "pics").startswith("pics is a folder, not a picture")


def test_the_reader_points_at_the_picture_that_is_wrong(desk: Desk) -> None:
    """A picture's problem stands at its src; the same picture twice is one problem."""
    assert desk.said_of_story("art: {src: none.png, alt: a}") == ["6:18: there is no picture none.png"]


def test_a_picture_of_the_publication_is_allowed(desk: Desk) -> None:
    """Pictures may lie beside the publication, which may be a folder above the issue."""
    (desk.folder / "publication.yaml").write_text("name: The Test\n")
    (desk.folder / "shared.png").write_bytes(encoded("PNG"))
    issues = desk.folder / "issues"
    issues.mkdir()
    reading = Desk(issues).story("art: {src: ../shared.png, alt: a}")
    assert reading.pictures["../shared.png"].path == (desk.folder / "shared.png").resolve()
