"""The examination of one file: all rules, page by page, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from printpost.composing.coverage import printed_texts
from printpost.composing.proofreading import ON_OCCASION
from printpost.newsroom.issue import Subscribe
from printpost.newsroom.reader import Reading
from printpost.pressroom.inks import Inks
from printpost.pressroom.preflight.codes import check_addresses, check_codes
from printpost.pressroom.preflight.findings import Examined, Sheaf
from printpost.pressroom.preflight.opening import opened, read_file
from printpost.pressroom.preflight.painted import check_painted
from printpost.pressroom.preflight.paper import check_paper
from printpost.pressroom.preflight.plates import check_ink
from printpost.pressroom.preflight.wording import check_wording, letters
from printpost.pressroom.profiles import PressProfile


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file should hold, where the issue is known: its texts, and the addresses of its codes."""

    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def expected_of(reading: Reading) -> Expected:
    """What a file of an issue that was read should hold."""
    texts = [text for path, text in printed_texts(reading.issue) if path[-1] not in ON_OCCASION]
    texts += [block.text for blocks in reading.copy for block in blocks or ()]
    addresses = [entry.block.url for entry in reading.issue.contents if isinstance(entry.block, Subscribe)]
    return Expected(tuple(texts), tuple(addresses))


def preflight(
    path: Path,
    profile: PressProfile,
    expected: Expected | None = None,
    *,
    data: bytes | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Examined:
    """Hold the file to the profile; its bytes may be given. Raises BadInput for a file that cannot be read."""
    data = read_file(path) if data is None else data
    sheaf = Sheaf()
    inks = Inks(profile.colours, profile.ink_limit)
    coverage: list[dict[str, float]] = []
    said: list[str] = []
    with opened(data, path) as document:
        check_paper(document, profile, sheaf)
        rendering = pypdfium2.PdfDocument(data)
        try:
            for number, page in enumerate(document.pages):
                progress(f"page {number + 1} of {len(document.pages)}")
                check_painted(number, page, profile, sheaf)
                coverage.append(_ink(number, page, profile, inks, sheaf))
                said += check_codes(number, page, rendering[number], sheaf)
            if expected is not None:
                check_wording(letters(rendering), expected.texts, sheaf)
                check_addresses(tuple(said), expected.addresses, sheaf)
        finally:
            rendering.close()
        return Examined(sheaf.findings(), len(document.pages), tuple(coverage), tuple(said))


def _ink(number: int, page: pikepdf.Page, profile: PressProfile, inks: Inks, sheaf: Sheaf) -> dict[str, float]:
    try:
        return check_ink(number, page, profile, inks, sheaf)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as reason:
        sheaf.error(
            "content", f"the ink of the page cannot be measured: {str(reason)[:80]}", "make the file anew", number
        )
        return {}
