"""Furniture words: what the program itself prints, in the language of the paper.

Only words that no editor wrote stand here. A language that is missing prints English words, and says so nowhere:
dates and numbers still follow its rules through Babel.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date


@dataclass(frozen=True, slots=True)
class Words:
    """Furniture words of one language; ``{}`` stands for a number."""

    continued: str
    from_page: str
    inside: str
    issue: str
    page: str
    new: str
    notes: str
    refer: str  # what stands inside, and its page
    proof: str


CATALOGUE: dict[str, Words] = {
    "en": Words(
        "Continued on page {}",
        "From page {}",
        "Inside",
        "Issue No. {}",
        "Page {}",
        "new",
        "Notes",
        "{}, page {}",
        "Proof – not for publication",
    ),
    "de": Words(
        "Fortsetzung auf Seite {}",
        "Von Seite {}",
        "In dieser Ausgabe",
        "Ausgabe Nr. {}",
        "Seite {}",
        "neu",
        "Notizen",
        "{}, Seite {}",
        "Korrekturabzug – nicht zur Veröffentlichung",
    ),
    "fr": Words(
        "Suite page {}",
        "Suite de la page {}",
        "À l’intérieur",
        "N° {}",
        "Page {}",
        "nouv.",
        "Notes",
        "{}, page {}",
        "Épreuve – ne pas publier",
    ),
    "es": Words(
        "Continúa en la página {}",
        "Viene de la página {}",
        "En este número",
        "Número {}",
        "Página {}",
        "nuevo",
        "Notas",
        "{}, página {}",
        "Prueba – no publicar",
    ),
    "it": Words(
        "Continua a pagina {}",
        "Da pagina {}",
        "All’interno",
        "Numero {}",
        "Pagina {}",
        "nuovo",
        "Appunti",
        "{}, pagina {}",
        "Bozza – da non pubblicare",
    ),
    "pt": Words(
        "Continua na página {}",
        "Da página {}",
        "Nesta edição",
        "N.º {}",
        "Página {}",
        "novo",
        "Notas",
        "{}, página {}",
        "Prova – não publicar",
    ),
    "nl": Words(
        "Vervolg op pagina {}",
        "Van pagina {}",
        "In dit nummer",
        "Nummer {}",
        "Pagina {}",
        "nieuw",
        "Notities",
        "{}, pagina {}",
        "Drukproef – niet voor publicatie",
    ),
    "pl": Words(
        "Dokończenie na stronie {}",
        "Ze strony {}",
        "W numerze",
        "Nr {}",
        "Strona {}",
        "nowe",
        "Notatki",
        "{}, strona {}",
        "Odbitka próbna – nie do publikacji",
    ),
    "ru": Words(
        "Продолжение на странице {}",
        "Со страницы {}",
        "В номере",
        "№ {}",
        "Страница {}",
        "нов.",
        "Заметки",
        "{}, страница {}",
        "Пробный оттиск – не для публикации",
    ),
    "el": Words(
        "Συνέχεια στη σελίδα {}",
        "Από τη σελίδα {}",
        "Σε αυτό το φύλλο",
        "Αρ. φύλλου {}",
        "Σελίδα {}",
        "νέο",
        "Σημειώσεις",
        "{}, σελίδα {}",
        "Δοκίμιο – όχι για δημοσίευση",
    ),
}


def words_for(language: str) -> Words:
    """The furniture words of a language tag such as en-GB."""
    return CATALOGUE.get(language.split("-", maxsplit=1)[0], CATALOGUE["en"])


@lru_cache(maxsize=64)
def long_date(date: dt.date, language: str) -> str:
    """A date as it stands under a nameplate: Saturday, 25 April 2026."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    text = format_date(date, "full", locale=locale)
    return text[:1].upper() + text[1:]
