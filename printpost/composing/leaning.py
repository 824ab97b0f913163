"""Leaning words: articles, prepositions and conjunctions, which no line of a headline should end with.

A table by language: the words belong to what follows them. Nothing is computed here but whether a word is one of them.
"""

from __future__ import annotations

SHORT = 3
"""A word in small letters of no more than so many leans in a language that has no list."""

_LEANING: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a an the of in on at to for by from with into onto over under about after before between through "
        "against without within than as and or but nor if that which who whose when while because its his her "
        "their our your my this these those no every each",
        "de": "der die das den dem des ein eine einen einem einer eines kein keine im in am an auf aus bei beim mit "
        "nach von vom zu zum zur für gegen ohne um unter über vor durch zwischen und oder aber als wie dass "
        "wenn weil sein seine ihr ihre",
        "fr": "le la les l’ un une des du de d’ au aux à en dans sur sous par pour avec sans chez vers entre contre "
        "et ou mais ni que qui dont où son sa ses leur leurs ce cet cette ces ne",
        "es": "el la los las lo un una unos unas de del al a en con por para sin sobre entre hasta desde contra y e "
        "o u pero ni que quien cuyo su sus este esta se",
        "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal "
        "dalla in nel nella nei nelle con su sul sulla per tra fra e ed o ma che chi cui suo sua si",
        "pt": "o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às com por pelo pela para sem "
        "sobre entre até e ou mas nem que quem cujo seu sua se",
        "nl": "de het een van in op aan met voor door bij naar uit over onder tegen zonder tussen om te en of maar "
        "als dan dat die wie zijn haar hun geen",
        "pl": "i a o u w z we ze na do od dla po przy przez przed pod nad bez między lub albo ale że który która "
        "które jak nie",
        "ru": "и а о у в с к во со ко на до от для по при через перед под над без между или но что который как не "
        "ни из за об это",
        "el": "ο η το οι τα του της των τον την τους τις ένας μια ένα σε στο στη στον στην στους στις στα από με "
        "για προς και ή αλλά που πως να θα δεν μην",
    }.items()
}


def leans(word: str, language: str) -> bool:
    """Whether a word belongs to what follows it. One with a capital may be a name, and does not."""
    known = _LEANING.get(language.split("-", maxsplit=1)[0])
    if known is None:
        return len(word) <= SHORT and word.islower()
    return word in known
