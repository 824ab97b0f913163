"""Furniture words: complete in every language, with numbers where they belong and dates as they are said there."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import pytest
from babel.messages.pofile import read_po

from printpost.composing.words import CATALOGUES, ORIGINAL, catalogues, furniture_gaps, long_date, number, words_for

DAY = dt.date(2026, 4, 25)
FIRST = dt.date(2026, 5, 1)
PROMISED = {"ar", "de", "el", "en_US", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "pt_BR", "ru"}
PROMISED |= {"zh_Hans", "zh_Hant", "sv", "da", "nb", "nn", "fi", "is", "cs", "sk", "hu", "ro", "bg", "sr", "sr_Latn"}
PROMISED |= {"hr", "bs", "sl", "mk", "sq", "uk", "be", "tr", "ca", "gl", "eu", "lv", "lt", "et", "ga", "cy", "af", "id"}
PROMISED |= {"ms", "sw", "fil", "vi", "eo", "fa", "ur", "ka", "hy", "am", "hi", "mr", "ne", "bn", "gu", "ta"}

every_catalogue = pytest.mark.parametrize("name", catalogues())


def test_the_promised_languages_are_there() -> None:
    """British English is the original; the others have a catalogue each."""
    assert set(catalogues()) == PROMISED


@every_catalogue
def test_every_catalogue_says_everything(name: str) -> None:
    """It has each English word once, translates all of them, and none besides."""
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=name, abort_invalid=True) if entry.id]
    assert sorted(str(entry.id) for entry in entries) == sorted(asdict(ORIGINAL).values())
    assert all(entry.string and not entry.fuzzy for entry in entries)
    assert furniture_gaps(name.replace("_", "-")) == ()


@every_catalogue
def test_every_number_has_its_place(name: str) -> None:
    """A word has as many places for a number as its original, and prints the number that it is given."""
    words = asdict(words_for(name.replace("_", "-")))
    for word, original in asdict(ORIGINAL).items():
        assert words[word].count("{}") == original.count("{}")
        assert words[word].replace("{}", "").count("{") == 0
        if "{}" in original:
            assert "3" in words[word].format(*[3] * original.count("{}"))


@pytest.mark.parametrize(
    ("language", "jump"),
    [
        ("en-GB", "Continued on page 3"),
        ("de-AT", "Fortsetzung auf Seite 3"),
        ("it", "Continua a pagina 3"),
        ("ru", "Продолжение на странице 3"),
        ("zh", "下转第3版"),
        ("zh-TW", "下轉第3版"),
        ("zh-Hant-HK", "下轉第3版"),
        ("pt-BR", "Continua na página 3"),
        ("sv-FI", "Fortsättning på sidan 3"),
        ("sr-RS", "Наставак на страни 3"),
        ("sr-Latn-ME", "Nastavak na strani 3"),
        ("no", "Fortsetter på side 3"),
        ("ca-ES", "Continua a la pàgina 3"),
        ("hi-IN", "शेष पृष्ठ 3 पर"),
    ],
)
def test_a_region_has_its_languages_words(language: str, jump: str) -> None:
    """Austrian German is German; Taiwan and Hong Kong write Chinese in traditional characters."""
    assert words_for(language).continued.format(3) == jump


def test_a_region_may_have_words_of_its_own() -> None:
    """Brazil's are not Portugal's where the two differ."""
    assert words_for("pt-BR").notes != words_for("pt").notes
    assert words_for("pt-PT") == words_for("pt")


def test_a_language_without_words_has_english_ones() -> None:
    """The furniture stays readable, and what prints in English is named."""
    assert words_for("tlh") == ORIGINAL
    assert ORIGINAL.continued in furniture_gaps("tlh")
    assert furniture_gaps("mt") == furniture_gaps("tlh")
    assert furniture_gaps("en-AU") == ()


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en-GB", "Saturday, 25 April 2026"),
        ("en-US", "Saturday, April 25, 2026"),
        ("de", "Samstag, 25. April 2026"),
        ("fr-FR", "Samedi 25 avril 2026"),
        ("zz", "Saturday, 25 April 2026"),
        ("pl", "Sobota, 25 kwietnia 2026"),
        ("el", "Σάββατο 25 Απριλίου 2026"),
        ("ja", "2026年4月25日（土曜日）"),
        ("zh-CN", "2026年4月25日 星期六"),
        ("zh-TW", "2026年4月25日 星期六"),
        ("ko", "2026년 4월 25일 토요일"),
        ("he", "יום שבת, 25 באפריל 2026"),
        ("cs", "Sobota 25. dubna 2026"),
        ("uk", "Субота, 25 квітня 2026\u202fр."),
        ("hu", "2026. április 25., szombat"),
        ("tr", "25 Nisan 2026 Cumartesi"),
        ("vi", "Thứ Bảy, ngày 25 tháng 4 năm 2026"),
        ("ka", "შაბათი, 25 აპრილი, 2026"),
        ("no", "Lørdag 25. april 2026"),
    ],
)
def test_dates_follow_the_language(language: str, date: str) -> None:
    """Written out, with a capital, and in British English where the language is unknown."""
    assert long_date(DAY, language).replace("Saturday 25", "Saturday, 25") == date


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("fr", "Vendredi 1er mai 2026"),
        ("it", "Venerdì 1º maggio 2026"),
        ("pt-BR", "Sexta-feira, 1º de maio de 2026"),
        ("pt", "Sexta-feira, 1 de maio de 2026"),
        ("es", "Viernes, 1 de mayo de 2026"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_where_it_is_said_so(language: str, date: str) -> None:
    """French, Italian and Brazilian papers write the first as an ordinal, and no other day."""
    assert long_date(FIRST, language) == date
    assert "er " not in long_date(DAY, "fr")
    assert "11 maggio" in long_date(dt.date(2026, 5, 11), "it")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en-GB", "12,345"), ("de", "12.345"), ("fr", "12\u202f345"), ("pl", "12\xa0345"), ("ja", "12,345")],
)
def test_large_issue_numbers_are_grouped(language: str, text: str) -> None:
    """From five figures on, in the manner of the language; four stand as they are."""
    assert number(12345, language) == text
    assert number(5121, language) == "5121"
