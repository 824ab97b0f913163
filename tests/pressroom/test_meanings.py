"""Meanings: the words of a finished page can be found in it, letter by letter, whatever is drawn around them."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest

from printpost.pressroom.meanings import JOINER
from printpost.pressroom.press import Press
from tests.pressroom.specimen import sheetwork


def read_back(press: Press, language: str, family: str, text: str) -> str:
    """What a reader program finds of a line that runs from the right."""
    extra = (
        f"<p lang='{language}' style=\"position: absolute; top: 500pt; left: 40pt; width: 500pt; direction: rtl; "
        f"font: 14pt/24pt '{family}'\">{text}</p>"
    )
    document = pypdfium2.PdfDocument(press.print(sheetwork(extra=extra)).pdf)
    try:
        return str(document[0].get_textpage().get_text_range()).replace(JOINER, "")
    finally:
        document.close()


@pytest.mark.parametrize(
    "word",
    ["السلام", "لكن", "الكتب", "الخبز", "محمد", "شيء", "مؤسسة", "الأخبار"],
)
def test_an_arabic_word_is_found(press: Press, word: str) -> None:
    """Strokes that a font draws between two letters add none and hide none."""
    assert word in read_back(press, "ar", "Amiri", f"قال {word} ثم")


@pytest.mark.parametrize(
    "line", ["عامًا راكبًا كيلومترًا خبزًا", "ممتلئًا كيلومترًا", "أُفلتت يُسمع فُتح", "العبّارة الخبّاز رفّ عدّها"]
)
def test_vowel_signs_leave_their_letters(press: Press, line: str) -> None:
    """A sign is drawn before the letter under it, and over many letters: each of them is found in its own place."""
    found = read_back(press, "ar", "Amiri", line)

    def letters(text: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalpha())

    for word in line.split():
        assert letters(word) in letters(found)
    arabic = [c for c in letters(found) if unicodedata.bidirectional(c) == "AL"]
    assert sorted(arabic) == sorted(letters(line))


def test_hebrew_is_found(press: Press) -> None:
    """Hebrew letters, its own marks and a Latin word among them."""
    found = read_back(press, "he", "Frank Ruhl Libre", "אמר צה״ל ליד Tel Aviv בשנת 2026")
    for word in ("אמר", "צה״ל", "ליד", "Aviv", "בשנת", "2026"):
        assert word in found
