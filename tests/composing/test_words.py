"""Furniture words: complete in every language, with numbers where they belong and dates as they are said there."""

from __future__ import annotations

import datetime as dt

import pytest

from printpost.composing.words import CATALOGUE, long_date, words_for

DAY = dt.date(2026, 4, 25)


@pytest.mark.parametrize("language", sorted(CATALOGUE))
def test_every_language_says_everything(language: str) -> None:
    """Jump lines, issue and page have one place for their number, the other words have none."""
    words = CATALOGUE[language]
    for text in (words.continued, words.from_page, words.issue, words.page):
        assert text.count("{}") == 1
        assert "3" in text.format(3)
    assert words.inside
    assert "{" not in words.inside + words.new


def test_a_region_has_its_languages_words() -> None:
    """Austrian German is German."""
    assert words_for("de-AT") is CATALOGUE["de"]
    assert words_for("en-US").continued == "Continued on page {}"


def test_a_language_without_words_has_english_ones() -> None:
    """The furniture stays readable where the catalogue has no entry."""
    assert words_for("tlh") is CATALOGUE["en"]


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en-GB", "Saturday, 25 April 2026"),
        ("en-US", "Saturday, April 25, 2026"),
        ("de", "Samstag, 25. April 2026"),
        ("fr-FR", "Samedi 25 avril 2026"),
        ("zz", "Saturday, 25 April 2026"),
    ],
)
def test_dates_follow_the_language(language: str, date: str) -> None:
    """Written out, with a capital, and in British English where the language is unknown."""
    assert long_date(DAY, language).replace("Saturday 25", "Saturday, 25") == date
