"""The words of a finished file against those of the issue it should hold.

Texts and the letters of the pages come in; findings on words that stand on no page go into the sheaf. Letters and
digits alone are compared, so that hyphens at line ends and small capitals do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2

from printpost.pressroom.lettering import Lettering, plain
from printpost.pressroom.preflight.findings import Sheaf

_SHOWN = 8
_OBJECT = "\ufffc"


def letters(document: pypdfium2.PdfDocument) -> str:
    """The letters of all pages in the order in which they are drawn."""
    found = []
    for number in range(len(document)):
        with Lettering(document[number]) as page:
            found.append(page.text)
    return _OBJECT.join(found)


def check_wording(printed: str, texts: Iterable[str], sheaf: Sheaf) -> None:
    """Every word of the texts must stand on some page."""
    missing: list[str] = []
    for text in texts:
        missing += [word for word in text.split() if plain(word) and plain(word) not in printed]
    if missing:
        words = list(dict.fromkeys(missing))
        shown = ", ".join(f"“{word}”" for word in words[:_SHOWN])
        more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
        sheaf.error(
            "wording",
            f"words of the issue that are on no page: {shown}{more}",
            "is this the file of that issue? Else build it again",
        )
