"""HTML to pages, with WeasyPrint: the only module that imports it. It runs in the press hand's process.

Depths and places come from the positions of elements with an id, which the renderer makes public, in points from
the page's top left corner. The same input gives the same bytes: dates come from the job, pictures are numbered in
the order in which they appear (the renderer would name them by their path), and the file's identifier is a hash.
"""

import mimetypes
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import DataHandler, Request, url2pathname

import pydyf
import uharfbuzz as hb
import weasyprint
from PIL import Image
from weasyprint import pdf as writing
from weasyprint.pdf import fonts as embedding
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from printpost.composing.ligatures import letters_of
from printpost.pressroom.meanings import Meanings
from printpost.pressroom.tagging import add_tags

PT = 0.75  # points in a CSS pixel
LARGEST_FILE = 64 * 1024 * 1024  # bytes of a picture or stylesheet
LARGEST_PICTURE = 50_000_000  # pixels; Pillow refuses twice as many

_TABLES_FOR_SHAPING = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")

Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
_FONTS = FontConfiguration()  # pages name families that FONTCONFIG_FILE lists; there are no @font-face rules


class HouseFetcher(URLFetcher):  # type: ignore[misc]
    """Opens files in the given folders, after resolving symbolic links, and data: addresses. Nothing else."""

    def __init__(self, folders: Iterable[str]) -> None:
        # The parent class would set up handlers for the network.
        self._folders = tuple(Path(folder).resolve() for folder in folders)
        self._fail_on_errors = False

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return the file's or the address's bytes. Raises ValueError for anything outside the folders."""
        scheme = urlsplit(url).scheme.lower()
        if scheme == "data":
            response = DataHandler().data_open(Request(url))  # noqa: S310
            return URLFetcherResponse(url, response.read(), {"Content-Type": response.headers["Content-type"]})
        if scheme != "file":
            raise ValueError(f"only files of the issue and its layout are used, not {url}")
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.netloc not in ("", "localhost") or not any(path.is_relative_to(folder) for folder in self._folders):
            raise ValueError(f"{unquote(parts.path)} is outside the folders of the issue and its layout")
        if not path.is_file():
            raise ValueError(f"{path} is not a file")
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"{path} is larger than {LARGEST_FILE >> 20} MiB")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def measure(html: str, folders: Iterable[str]) -> dict[str, Any]:
    """Return the depth in points of each element whose end marker (its id + ".end") stands on the one page: from the
    element's own top or, where there is no such element, from the page's.
    """
    document, _ = _render(html, folders)
    if len(document.pages) != 1:
        raise ValueError(f"what is measured must stand on one page; it ran to {len(document.pages)}")
    tops = {name: place[1] * PT for name, place in document.pages[0].anchors.items()}
    ends = {name.removesuffix(".end"): end for name, end in tops.items() if name.endswith(".end")}
    depths = {name: end - tops.get(name, 0.0) for name, end in ends.items()}
    return {"depths": depths}


def print_(html: str, folders: Iterable[str], metadata: dict[str, Any], epoch: int) -> dict[str, Any]:
    """Return the PDF and where each id stands on each page. `epoch` (seconds) dates the file and its fonts.

    `metadata` may have title, author, subject, language, keywords and page_labels.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)  # the font library reads it
    started = time.perf_counter()
    document, pictures = _render(html, folders)
    laid_out = time.perf_counter()
    raster = (picture for picture in pictures.values() if hasattr(picture, "id"))  # not drawings, nor kept bytes
    for number, picture in enumerate(raster):
        picture.id = f"{number}-"
    for page in document.pages:
        page.bookmarks = [(level, letters_of(label), *rest) for level, label, *rest in page.bookmarks]
    _describe(document.metadata, metadata, epoch)

    def finish(_document: Any, pdf: Any) -> None:
        document.metadata.include_in_pdf(pdf, None, None, None, compress=True)
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        if labels := metadata.get("page_labels"):
            pdf.catalog["PageLabels"] = _page_labels(labels)

    pdf = document.write_pdf(finisher=finish, pdf_identifier=True, pdf_tags=True)
    return {
        "pdf": pdf,
        "anchors": tuple(
            {name: (place[0] * PT, place[1] * PT) for name, place in page.anchors.items()} for page in document.pages
        ),
        "layout": laid_out - started,
        "write": time.perf_counter() - laid_out,
    }


def _subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Keep only the glyphs that are used, by their numbers, and no tables for shaping.

    The renderer asks the system's harfbuzz-subset to do this; where that is missing, as it often is, it takes
    fontTools, which needs a third of a second a face for fonts of our size. The HarfBuzz that casts off the copy has a
    subsetter too: it needs a few milliseconds, and gives the same bytes on every machine.
    """
    if not to_unicode:
        return
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(to_unicode)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _TABLES_FOR_SHAPING)
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | (hb.SubsetFlags(0) if hinting else hb.SubsetFlags.NO_HINTING)
        | (hb.SubsetFlags.NOTDEF_OUTLINE if font.missing else hb.SubsetFlags(0))
    )
    face = hb.Face(hb.Blob(font.file_content), font.index)
    font.file_content = wanted.subset(face).blob.data


def _keep_meanings(font: Any, *arguments: Any) -> None:
    """Set up a font as the renderer does, but for the record of what its glyphs mean."""
    _set_up(font, *arguments)
    font.to_unicode = Meanings(font.file_content, font.index)


_set_up = embedding.Font.__init__
embedding.Font.__init__ = _keep_meanings
embedding.Font.subset = _subset
writing.add_tags = add_tags


def _render(html: str, folders: Iterable[str]) -> tuple[Any, dict[str, Any]]:
    pictures: dict[str, Any] = {}
    source = weasyprint.HTML(string=html, url_fetcher=HouseFetcher(folders))
    return source.render(font_config=_FONTS, cache=pictures), pictures


def _describe(record: Any, metadata: dict[str, Any], epoch: int) -> None:
    """Fill the renderer's own record of the file: it writes the PDF's information and XMP from it."""
    record.title = metadata.get("title")
    record.authors = [metadata["author"]] if metadata.get("author") else []
    record.description = metadata.get("subject")
    record.keywords = list(metadata.get("keywords", ()))
    record.lang = metadata.get("language")
    record.generator = "printpost"
    record.created = record.modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))


def _page_labels(labels: Iterable[str]) -> Any:
    """PDF 32000-1, 12.4.2: a number tree from page index to the label of the pages from there on."""
    numbers: list[Any] = []
    for index, label in enumerate(labels):
        numbers += [index, pydyf.Dictionary({"P": pydyf.String(label)})]
    return pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
