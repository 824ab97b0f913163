"""Opening a PDF that somebody sent: read to its end, or one clear message.

A path or bytes come in, the open document goes out. A file that is broken off, locked, enormous or no PDF at all
is a problem with a hint, never a traceback and never an hour's work.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from PIL import Image

from printpost.problems import BadInput, error

LARGEST = 512 << 20
"""Bytes of a file."""
MOST_PAGES = 2000
LARGEST_PICTURE = 100_000_000
"""Pixels; more are not decoded."""
LARGEST_STREAM = 32 << 20
"""Bytes that a page's content, or anything else that is no picture, may unpack to: a bomb is a small file that does
not end.
"""


@contextmanager
def opened(data: bytes, path: Path) -> Iterator[pikepdf.Pdf]:
    """The document in a file's bytes. Raises BadInput for one that cannot be read."""
    with _checked(io.BytesIO(data), path) as document:
        yield document


@contextmanager
def opened_file(path: Path) -> Iterator[pikepdf.Pdf]:
    """The document in a file, of which only what is needed is read. Raises BadInput for one that cannot be read."""
    check_file(path)
    with _checked(path, path) as document:
        yield document


@contextmanager
def _checked(source: io.BytesIO | Path, path: Path) -> Iterator[pikepdf.Pdf]:
    try:
        # Not mapped into memory, where a large file would count as used.
        document = pikepdf.open(source, access_mode=pikepdf.AccessMode.stream)
    except pikepdf.PasswordError:
        raise BadInput(
            error(f"{path} is locked with a password", hint="save it again without one: a press opens no locked files")
        ) from None
    except pikepdf.PdfError as reason:
        raise BadInput(error(f"{path} is broken: {_told(reason)}", hint="save or fetch it again")) from None
    with document:
        Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
        try:
            count = len(document.pages)
        except pikepdf.PdfError as reason:
            raise BadInput(error(f"{path} is broken: {_told(reason)}", hint="save or fetch it again")) from None
        if not count:
            raise BadInput(error(f"{path} has no pages", hint="save or fetch it again"))
        if count > MOST_PAGES:
            raise BadInput(error(f"{path} has {count} pages", hint=f"at most {MOST_PAGES} are read: take it apart"))
        check_unpacked(path, document)
        yield document


def check_unpacked(path: Path, document: pikepdf.Pdf) -> None:
    """Raise BadInput for a file that was broken off and mended, or whose content unpacks to a monster."""
    if any("xref" in said or "trailer" in said or "EOF" in said for said in map(str, document.get_warnings())):
        raise BadInput(error(f"{path} is broken off or damaged", hint="save or fetch it again"))
    for thing in document.objects:
        # Pictures are only decoded later, and no further than their size allows.
        plain = isinstance(thing, pikepdf.Stream) and str(thing.get("/Subtype")) != "/Image"
        if plain and _swollen(thing) > LARGEST_STREAM:
            raise BadInput(
                error(
                    f"{path}: object {thing.objgen[0]} unpacks to more than {LARGEST_STREAM >> 20} MiB",
                    hint="such a page is a mistake or an attack; make the file anew",
                )
            )


def _swollen(stream: pikepdf.Object) -> int:
    """How large the stream may be unpacked: deflating a thousand times, which is the most, and again for each filter
    more. Streams that could be too large are unpacked in small steps and counted.
    """
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(raw) * 1032 ** len(names) <= LARGEST_STREAM or names[0] != "/FlateDecode":
        return len(raw)
    size, unpacker, rest = 0, zlib.decompressobj(), raw
    while rest and size <= LARGEST_STREAM:
        try:
            size += len(unpacker.decompress(rest, 1 << 20))
        except zlib.error:
            break
        rest = unpacker.unconsumed_tail
    return size if len(names) == 1 else size * 1032 ** (len(names) - 1)


def read_file(path: Path) -> bytes:
    """The bytes of a PDF. Raises BadInput for what is none."""
    check_file(path)
    return path.read_bytes()


def check_file(path: Path) -> None:
    """Raise BadInput for what is no PDF, or too large to be one of pages."""
    try:
        if path.is_dir():
            raise BadInput(error(f"{path} is a folder, not a PDF", hint="name a file in it"))
        if path.stat().st_size > LARGEST:
            raise BadInput(error(f"{path} is larger than {LARGEST >> 20} MiB", hint="take it apart"))
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as reason:
        raise BadInput(error(f"cannot read {path}: {reason.strerror}", hint="check its name")) from None
    if b"%PDF-" not in head:
        raise BadInput(error(f"{path} is not a PDF", hint="name the file that goes to the printer"))


def _told(reason: Exception) -> str:
    return str(reason).split(": ", 1)[-1].split("\n", 1)[0][:120] or "it cannot be read"
