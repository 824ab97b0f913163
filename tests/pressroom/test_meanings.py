"""Meanings: the words of a finished page can be found in it, letter by letter, whatever is drawn around them."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest

from printpost.composing.foundry import find_fonts
from printpost.composing.scripts import script_of
from printpost.premises import fonts_folder
from printpost.pressroom.lettering import plain
from printpost.pressroom.meanings import JOINER
from printpost.pressroom.press import Press
from printpost.pressroom.syllabic import comparable
from tests.borrowing import needs_fonts
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


@needs_fonts("hi")
@pytest.mark.parametrize("word", ["किनारा", "पूर्वी", "सर्दियों", "प्रिंटर", "घंटाघर", "महापौर", "संस्था", "क्षत्रिय"])
def test_the_letters_of_a_syllable_are_found_once(word: str) -> None:
    """Whatever is drawn before its consonant, over it or with it: no letter is lost and none is there twice."""
    with Press([fonts_folder(), *(find_fonts(script_of("hi")) or ())]) as press:
        extra = (
            "<p lang='hi' style=\"position: absolute; top: 500pt; left: 40pt; width: 500pt; "
            f"font: 14pt/24pt 'Noto Serif Devanagari'\">{word} {word}</p>"
        )
        document = pypdfium2.PdfDocument(press.print(sheetwork(extra=extra)).pdf)
        found = document[0].get_textpage().get_text_range()
        document.close()
    indic = [c for c in unicodedata.normalize("NFD", comparable(found)) if "\u0904" <= c <= "\u0939"]
    assert indic == [c for c in comparable(word * 2) if "\u0904" <= c <= "\u0939"]


def test_letters_are_compared_as_they_may_be_drawn() -> None:
    """A Turkish dotless i has a capital without a dot, and an Indic r has no place of its own over its syllable."""
    assert plain("ırmak") == plain("IRMAK")
    assert plain("İki") == plain("iki")
    assert plain("पूर्वी") == plain("पूवर्ी")
    assert plain("पूर्वी") != plain("पूजी")
