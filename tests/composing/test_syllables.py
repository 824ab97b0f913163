"""Syllables: words are divided as each language divides them, by patterns or by its rule, or not at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printpost.composing.syllables import divides, hyphenate
from printpost.composing.words import catalogues


def divided(word: str, language: str) -> str:
    """A word with all its hyphens."""
    places = {0, *hyphenate(word, language), len(word)}
    ordered = sorted(places)
    return "-".join(word[start:end] for start, end in pairwise(ordered))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        # Divided as the languages' own grammars do: Iso suomen kielioppi § 11; TDK Yazım Kılavuzu, "Hece yapısı".
        ("fi", "kau-pun-gin-kir-jas-to säh-köl-lä mat-kus-ta-jaa"),
        ("tr", "kü-tüp-ha-ne be-le-di-ye-si kont-rol"),
        ("ka", "თერთ-მე-ტი ბიბ-ლიო-თე-კა ნა-პი-რი"),
        ("hy", "Հա-յաս-տան գրա-դա-րան"),
        ("sw", "ha-ba-ri wa-na-fu-nzi"),
        ("hu", "könyv-tár asszony"),
        ("sv", "bib-li-o-te-ket"),
        ("no", "bi-blio-te-ket"),
        ("sr-Latn", "bi-bli-o-te-ka"),
        ("sr", "би-бли-о-те-ка"),
        ("ms", "per-pus-ta-ka-an"),
        ("hi", "पुस्तकालय"),
        ("mr", "वाचनालयात"),
        ("vi", "nghiêng"),
        ("tlh", "qaleghneS"),
    ],
)
def test_words_are_divided_as_their_language_divides_them(language: str, words: str) -> None:
    """At every place where it may be, and at no other."""
    for word in words.split():
        assert divided(word.replace("-", ""), language) == word


@pytest.mark.parametrize(
    ("language", "promise"),
    [("fi", True), ("tr-TR", True), ("sr-Latn-RS", True), ("no", True), ("hi", False), ("th", False), ("vi", False)],
)
def test_it_is_known_whether_a_language_divides_at_all(language: str, promise: bool) -> None:
    """Lines of a language that does not are spaced in a manner of their own."""
    assert divides(language) is promise


def test_no_letter_is_lost_where_a_division_would_change_the_word() -> None:
    """Catalan col·lecció would be col-lecció: it is divided elsewhere."""
    assert divided("col·lecció", "ca") == "col·lec-ció"


@settings(deadline=None)  # patterns are read when a language is first asked for
@given(st.sampled_from([name.replace("_", "-") for name in catalogues()]), st.text(max_size=24))
def test_a_hyphen_has_letters_on_both_sides(language: str, word: str) -> None:
    """Two at least, whatever the word."""
    assert all(2 <= at <= len(word) - 2 for at in hyphenate(word, language))
