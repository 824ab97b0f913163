"""How each language sets its punctuation: a table, by language tag.

Nothing is computed here. ``newsroom.typography`` applies the customs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

_NBSP = "\N{NO-BREAK SPACE}"
_NNBSP = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Custom:
    """How a language sets its punctuation: outer and inner quotes, its dash, the spaces inside outer quotes and before
    marks, the words that an apostrophe opens (lower case), and the words that are not parted from a figure after them.

    ``clinging`` words, lower case, do not stand at the end of a line; ``dots`` is the ellipsis. Where ``unspaced``,
    words are not parted by spaces: quotes alternate, and a space between two ideographs is one that the editor's line
    break has left.
    """

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    dash: str = "–"
    inside: str = ""
    before: str = ""
    before_colon: str = ""
    elisions: frozenset[str] = frozenset()
    figures_follow: tuple[str, ...] = ()
    clinging: tuple[str, ...] = ()
    dots: str = "…"
    unspaced: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EN: dict[str, Any] = {
    "elisions": _words("em tis twas twere twill twould twixt tween n til kay nuff ello ere ave appen orrible allo"),
    "figures_follow": (
        "page",
        "pages",
        "pp.",
        "p.",
        "No.",
        "Nos.",
        "no.",
        "nos.",
        "vol.",
        "Vol.",
        "fig.",
        "Fig.",
        "chapter",
        "Chapter",
        "part",
        "Part",
        "issue",
        "Issue",
        "Page",
        "section",
        "Section",
        "c.",
    ),
}
_DE: dict[str, Any] = {
    "elisions": _words("s ne nen ner nem n rum raus rein rauf runter mal"),
    "figures_follow": ("Nr.", "Seite", "S.", "Bd.", "Abb.", "Kap.", "Kapitel", "Ausgabe", "ca."),
}
_FR: dict[str, Any] = {"figures_follow": ("n°", "N°", "nº", "page", "p.", "pp.", "chapitre", "vol.", "fig.", "art.")}
_ES: dict[str, Any] = {
    "figures_follow": ("n.º", "N.º", "núm.", "Núm.", "página", "pág.", "págs.", "p.", "cap.", "vol.")
}
_IT: dict[str, Any] = {
    "elisions": _words("ndrangheta sto sta sti ste l un na no"),
    "figures_follow": ("n.", "N.", "pagina", "pag.", "p.", "pp.", "cap.", "vol.", "fig."),
}
_PT: dict[str, Any] = {"figures_follow": ("n.º", "N.º", "nº", "página", "pág.", "p.", "cap.", "vol.", "fig.")}
_NL: dict[str, Any] = {
    "elisions": _words("s t n k m r ns ie tis twas"),
    "figures_follow": ("nr.", "Nr.", "pagina", "blz.", "p.", "deel", "hoofdstuk"),
}
_SV: dict[str, Any] = {"figures_follow": ("nr", "Nr", "sidan", "sida", "sid.", "s.", "kap.", "kl.")}
_DA: dict[str, Any] = {"figures_follow": ("nr.", "Nr.", "side", "s.", "kap.", "kl.")}
_PL: dict[str, Any] = {
    "clinging": tuple("aiouwz"),
    "figures_follow": ("nr", "Nr", "strona", "str.", "s.", "rozdz.", "rys.", "ul."),
}
_RU: dict[str, Any] = {"clinging": tuple("ваикосу"), "figures_follow": ("№", "стр.", "с.", "гл.", "рис.", "том", "т.")}
_GUILLEMETS, _REVERSED = ("«", "»"), ("»", "«")
_LOW_HIGH, _LOW_HIGH_SINGLE = ("„", "“"), ("‚", "‘")
_LOW_RIGHT, _LOW_RIGHT_SINGLE = ("„", "”"), ("‚", "’")
_RIGHT, _RIGHT_SINGLE = ("”", "”"), ("’", "’")
_DOUBLE, _SINGLE = ("“", "”"), ("‘", "’")
_CORNERS, _WHITE_CORNERS = ("「", "」"), ("『", "』")

# After Unicode's locale data delimiters and each language's own style authority where the two differ in newspapers.
CUSTOMS: dict[str, Custom] = {
    "en": Custom(**_EN),
    "en-US": Custom(dash="—", **_EN),
    "en-CA": Custom(dash="—", **_EN),
    "de": Custom(_LOW_HIGH, _LOW_HIGH_SINGLE, **_DE),
    "de-CH": Custom(_GUILLEMETS, ("‹", "›"), **_DE),
    "de-LI": Custom(_GUILLEMETS, ("‹", "›"), **_DE),
    "fr": Custom(_GUILLEMETS, _DOUBLE, inside=_NNBSP, before=_NNBSP, before_colon=_NBSP, **_FR),
    "fr-CA": Custom(_GUILLEMETS, _DOUBLE, inside=_NBSP, before_colon=_NBSP, **_FR),
    "fr-CH": Custom(_GUILLEMETS, ("‹", "›"), inside=_NNBSP, before=_NNBSP, before_colon=_NNBSP, **_FR),
    "es": Custom(_GUILLEMETS, _DOUBLE, dash="—", **_ES),
    "es-MX": Custom(_DOUBLE, _SINGLE, dash="—", **_ES),
    "it": Custom(_GUILLEMETS, _DOUBLE, **_IT),
    "it-CH": Custom(_GUILLEMETS, ("‹", "›"), **_IT),
    "pt": Custom(_GUILLEMETS, _DOUBLE, **_PT),
    "pt-BR": Custom(_DOUBLE, _SINGLE, **_PT),
    "ca": Custom(_GUILLEMETS, _DOUBLE, dash="—", **_ES),
    "nl": Custom(_DOUBLE, _SINGLE, **_NL),
    "af": Custom(_DOUBLE, _SINGLE, elisions=_words("n"), figures_follow=("nr.", "Nr.", "bladsy", "bl.")),
    "sv": Custom(_RIGHT, _RIGHT_SINGLE, **_SV),
    "fi": Custom(_RIGHT, _RIGHT_SINGLE, figures_follow=("nro", "Nro", "sivu", "sivulla", "s.", "klo")),
    "da": Custom(_REVERSED, ("›", "‹"), **_DA),
    "nb": Custom(_GUILLEMETS, _SINGLE, **_DA),
    "nn": Custom(_GUILLEMETS, _SINGLE, **_DA),
    "no": Custom(_GUILLEMETS, _SINGLE, **_DA),
    "is": Custom(_LOW_HIGH, _LOW_HIGH_SINGLE, figures_follow=("nr.", "bls.", "síða", "kl.")),
    "pl": Custom(_LOW_RIGHT, _GUILLEMETS, **_PL),
    "cs": Custom(
        _LOW_HIGH, _LOW_HIGH_SINGLE, clinging=tuple("aikosuvz"), figures_follow=("č.", "strana", "str.", "s.", "kap.")
    ),
    "sk": Custom(
        _LOW_HIGH, _LOW_HIGH_SINGLE, clinging=tuple("aikosuvz"), figures_follow=("č.", "strana", "str.", "s.", "kap.")
    ),
    "sl": Custom(_REVERSED, ("›", "‹"), figures_follow=("št.", "Št.", "stran", "str.")),
    "hr": Custom(_LOW_RIGHT, _SINGLE, figures_follow=("br.", "Br.", "stranica", "str.")),
    "bs": Custom(_LOW_RIGHT, _SINGLE, figures_follow=("br.", "Br.", "stranica", "str.")),
    "mk": Custom(_LOW_HIGH, _LOW_HIGH_SINGLE, figures_follow=("бр.", "стр.", "страница")),
    "sq": Custom(_DOUBLE, _SINGLE, figures_follow=("nr.", "Nr.", "faqe", "f.")),
    "sr": Custom(_LOW_HIGH, _SINGLE, figures_follow=("br.", "бр.", "str.", "стр.")),
    "hu": Custom(_LOW_RIGHT, _REVERSED, figures_follow=("kb.",)),
    "ro": Custom(_LOW_RIGHT, _GUILLEMETS, figures_follow=("nr.", "Nr.", "pagina", "pag.", "p.")),
    "bg": Custom(_LOW_HIGH, _SINGLE, figures_follow=("№", "стр.", "с.")),
    "ru": Custom(_GUILLEMETS, _LOW_HIGH, dash="—", **_RU),
    "uk": Custom(
        _GUILLEMETS, _LOW_HIGH, clinging=tuple("аевзійоуєя"), figures_follow=("№", "стор.", "с.", "гл.", "т.")
    ),
    "be": Custom(
        _GUILLEMETS, _LOW_HIGH, dash="—", clinging=tuple("аізуўя"), figures_follow=("№", "стар.", "с.", "гл.")
    ),
    "el": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("σελ.", "αρ.", "τ.")),
    "et": Custom(_LOW_HIGH, _GUILLEMETS, figures_follow=("nr", "lk")),
    "lt": Custom(_LOW_HIGH, _LOW_HIGH_SINGLE, figures_follow=("Nr.", "nr.", "p.")),
    "lv": Custom(_LOW_RIGHT, _LOW_RIGHT_SINGLE, figures_follow=("Nr.", "nr.", "lpp.")),
    "eu": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("zk.", "or.", "orr.")),
    "gl": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("n.º", "N.º", "páxina", "páx.", "p.", "cap.", "vol.")),
    "tr": Custom(_DOUBLE, _SINGLE, figures_follow=("No.", "sayfa", "s.", "saat", "Saat")),
    "az": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("№", "səh.", "saat")),
    "vi": Custom(_DOUBLE, _SINGLE, figures_follow=("số", "Số", "trang", "ngày", "tháng", "năm")),
    "id": Custom(_DOUBLE, _SINGLE, figures_follow=("No.", "halaman", "hlm.", "pukul")),
    "ms": Custom(_DOUBLE, _SINGLE, figures_follow=("Bil.", "muka", "hlm.", "pukul")),
    "sw": Custom(_DOUBLE, _SINGLE, figures_follow=("Na.", "ukurasa", "uk.", "saa")),
    "eo": Custom(_DOUBLE, _SINGLE, figures_follow=("n-ro", "N-ro", "paĝo", "p.")),
    "ka": Custom(_LOW_HIGH, _GUILLEMETS, figures_follow=("№", "გვ.")),
    "hy": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("թիվ", "Թիվ", "էջ")),
    "am": Custom(_GUILLEMETS, ("‹", "›"), figures_follow=("ቁጥር", "ገጽ")),
    "hi": Custom(_DOUBLE, _SINGLE, figures_follow=("अंक", "पृष्ठ", "सन्")),
    "mr": Custom(_DOUBLE, _SINGLE, figures_follow=("अंक", "पान", "सन")),
    "bn": Custom(_DOUBLE, _SINGLE, figures_follow=("সংখ্যা", "পৃষ্ঠা")),
    "ta": Custom(_DOUBLE, _SINGLE, figures_follow=("இதழ்", "பக்கம்")),
    "ar": Custom(_GUILLEMETS, _DOUBLE, figures_follow=("ص", "العدد", "الصفحة", "رقم", "عام", "سنة")),
    "ur": Custom(("”", "“"), ("’", "‘"), figures_follow=("شمارہ", "صفحہ")),
    "fa": Custom(_GUILLEMETS, ("‹", "›"), figures_follow=("ص", "شماره", "صفحه")),
    "he": Custom(_RIGHT, _RIGHT_SINGLE, figures_follow=("עמ׳", "עמ'", "עמוד", "גיליון", "מס׳", "מס'")),
    "ja": Custom(_CORNERS, _WHITE_CORNERS, dash="——", dots="……", unspaced=True),
    "zh": Custom(_DOUBLE, _SINGLE, dash="——", dots="……", unspaced=True),
    "zh-TW": Custom(_CORNERS, _WHITE_CORNERS, dash="——", dots="……", unspaced=True),
    "zh-HK": Custom(_CORNERS, _WHITE_CORNERS, dash="——", dots="……", unspaced=True),
    "zh-Hant": Custom(_CORNERS, _WHITE_CORNERS, dash="——", dots="……", unspaced=True),
    "ko": Custom(_DOUBLE, _SINGLE, figures_follow=("제",)),
    "ga": Custom(_DOUBLE, _SINGLE, figures_follow=("Uimh.", "uimh.", "leathanach", "lch")),
    "cy": Custom(_DOUBLE, _SINGLE, figures_follow=("Rhif", "rhif", "tudalen", "tud.")),
}
CUSTOMS["en-AU"] = CUSTOMS["en-NZ"] = CUSTOMS["en-IE"] = CUSTOMS["en-GB"] = CUSTOMS["en"]


@cache
def custom(language: str) -> Custom:
    """The custom of a language tag such as ``de-CH``; of its language if the region has none; else the English one."""
    parts = language.replace("_", "-").split("-")
    name, region = parts[0].lower(), parts[-1].upper() if len(parts) > 1 else ""
    script = next((part.title() for part in parts[1:] if len(part) == 4), "")
    return CUSTOMS.get(f"{name}-{region}") or CUSTOMS.get(f"{name}-{script}") or CUSTOMS.get(name) or CUSTOMS["en"]
