"""Pictures: that each is there, within the paper's folders, whole, and of a kind that is printed.

An address as written in the issue comes in; the picture's path and size go out, or the reason why it cannot be
printed. The size is read from the header before a single pixel is decoded.
"""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

MOST_PIXELS = 50_000_000
MOST_BYTES = 64_000_000
_EXIF_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)  # orientations that turn the picture by a quarter

_KINDS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "JPEG"),
    (b"\x89PNG\r\n\x1a\n", 0, "PNG"),
    (b"GIF8", 0, "GIF"),
    (b"WEBP", 8, "WebP"),
    (b"BM", 0, "BMP"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"%PDF", 0, "PDF"),
    (b"8BPS", 0, "Photoshop"),
    (b"ftypavif", 4, "AVIF"),
    (b"ftyphei", 4, "HEIC"),
    (b"ftypmif1", 4, "HEIC"),
    (b"PK\x03\x04", 0, "ZIP or office"),
)
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be printed. Width and height are pixels as it is seen, turned as its camera noted."""

    path: Path
    width: int
    height: int
    format: Literal["JPEG", "PNG"]


class Unprintable(Exception):
    """Why a picture cannot be printed, and what to do about it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


def inspect_picture(src: str, folder: Path, allowed: Sequence[Path]) -> Picture:
    """The picture at ``src``, a path from ``folder``; symlinks may not lead out of the ``allowed`` folders.

    Raises Unprintable.
    """
    path = _found(src, folder, allowed)
    try:
        if path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size / 1e6
            raise Unprintable(f"the picture {src} is huge: {size:.0f} MB", f"the limit is {MOST_BYTES // 10**6} MB")
        with path.open("rb") as file:
            head = file.read(1024)
    except PermissionError:
        raise Unprintable(f"you are not allowed to read the picture {src}", "check its permissions") from None
    except OSError as failure:
        raise Unprintable(f"the picture {src} cannot be read: {failure.strerror}") from None
    if not head:
        raise Unprintable(f"the picture {src} is an empty file", "copy it again")
    kind = _kind(head)
    if kind not in ("JPEG", "PNG"):
        named = f"a {kind} file" if kind else "no picture at all"
        raise Unprintable(f"{src} is {named}", "pictures are JPEG or PNG" if kind is None else "save it as JPEG or PNG")
    width, height = _measured(path, src, kind)
    return Picture(path, width, height, cast('Literal["JPEG", "PNG"]', kind))


def _found(src: str, folder: Path, allowed: Sequence[Path]) -> Path:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", src) or src.startswith("//"):
        what = "an address" if "//" in src else "not a path"
        raise Unprintable(
            f"a picture must be a file, and '{_short(src)}' is {what}",
            "save the picture beside the issue and name that file",
        )
    if "\0" in src or "\n" in src:
        raise Unprintable("the name of the picture holds a character that no file name has")
    typed = folder / src
    try:
        path = typed.resolve()
        within = any(path.is_relative_to(home.resolve()) for home in allowed)
        exists, is_folder, is_file = path.exists(), path.is_dir(), path.is_file()
    except (OSError, RuntimeError, ValueError):
        raise Unprintable(f"the path of the picture '{_short(src)}' cannot be followed") from None
    if not within:
        raise Unprintable(
            f"the picture {_short(src)} lies outside the folder of the paper", "copy it into the folder of the issue"
        )
    if not exists:
        raise Unprintable(f"there is no picture {_short(src)}", _similar(typed, src))
    if is_folder:
        raise Unprintable(f"{src} is a folder, not a picture", "name the file in it")
    if not is_file:
        raise Unprintable(f"{src} is a device or a pipe, not a picture")
    return path


def _similar(path: Path, src: str) -> str:
    if "\\" in src:
        return f"write folders with /: {src.replace(chr(92), '/')}"
    try:
        names = {entry.name.lower(): entry.name for entry in path.parent.iterdir() if entry.is_file()}
    except OSError:
        return f"there is no folder {path.parent.name} beside the issue"
    near = difflib.get_close_matches(path.name.lower(), names, 1, 0.7)
    if near:
        return f"did you mean {(Path(src).parent / names[near[0]]).as_posix()}?"
    return "the path is counted from the folder of the issue"


def _kind(head: bytes) -> str | None:
    for magic, at, name in _KINDS:
        if head[at : at + len(magic)] == magic:
            return name
    return "SVG" if _SVG.search(head) else None


def _measured(path: Path, src: str, kind: str) -> tuple[int, int]:
    """Width and height from the header; then every pixel is decoded once, to be sure that the file is whole."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # late: most issues have no pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=(kind,)) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise Unprintable(_too_large(src, width, height), _smaller())
                orientation = image.getexif().get(_EXIF_ORIENTATION)
                # A JPEG is read to its end at an eighth of its size; a PNG has no such short way.
                image.draft("L", (max(width // 8, 1), max(height // 8, 1)))
                image.load()
    except Image.DecompressionBombError:
        raise Unprintable(f"the picture {src} is huge", _smaller()) from None
    except UnidentifiedImageError:
        raise Unprintable(f"the picture {src} is damaged: its header cannot be read", "save it again") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, TypeError, ArithmeticError):
        raise Unprintable(
            f"the picture {src} is damaged: it ends early or cannot be decoded", "save it again"
        ) from None
    return (height, width) if orientation in _LYING else (width, height)


def _too_large(src: str, width: int, height: int) -> str:
    return f"the picture {src} is huge: {width} × {height} pixels"


def _smaller() -> str:
    return f"save it smaller: the limit is {MOST_PIXELS // 10**6} million pixels, and a full page of print needs 9"


def _short(src: str) -> str:
    return src if len(src) <= 80 else src[:79] + "…"
