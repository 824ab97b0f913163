"""Typography: typewriter habits become print, and no letter is touched."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from printpost.newsroom.customs import CUSTOMS, custom
from printpost.newsroom.typography import typographic, typographic_pieces

SHOWN = str.maketrans({"\N{NO-BREAK SPACE}": "~", "\N{NARROW NO-BREAK SPACE}": "¦"})

CASES = [
    ("en-GB", '"Hello," she said. "It\'s fine."', "“Hello,” she said. “It’s fine.”"),
    ("en-GB", "'He said \"yes\" to me.'", "‘He said “yes” to me.’"),
    ("en-GB", "\"It was 'fun.'\" Then", "“It was ‘fun.’” Then"),
    ("en-GB", '"outer "inner" outer"', "“outer ‘inner’ outer”"),
    ("en-GB", '“She said "yes"”', "“She said ‘yes’”"),
    ("en-GB", "Rock 'n' roll, give 'em hell, 'Tis so", "Rock ’n’ roll, give ’em hell, ’Tis so"),
    ("en-GB", "the '90s, the 1990's and '87", "the ’90s, the 1990’s and ’87"),
    ("en-GB", "'24 hours in May' was on", "‘24 hours in May’ was on"),
    ("en-GB", "\"'90s night\" and 'em'", "“’90s night” and ‘em’"),
    ("en-GB", "a 'orrible day, o'clock, don't", "a ’orrible day, o’clock, don’t"),
    ("en-GB", "the 'dogs' bowl' is the cats' too", "the ‘dogs’ bowl’ is the cats’ too"),
    ("en-GB", "'A first paragraph of several", "‘A first paragraph of several"),
    ("en-GB", "6'2\" tall, a 12\" rule, a 5' pole", "6′2″ tall, a 12″ rule, a 5′ pole"),
    ("en-GB", '"I have a 12" pipe," he said', "“I have a 12″ pipe,” he said"),
    ("en-GB", '"born in 1990" and "in 1991"', "“born in 1990” and “in 1991”"),
    ("en-GB", '("Really") ["so"] -- "—and then—" "...and"', "(“Really”) [“so”]~– “—and then—” “…and”"),
    ("en-GB", "word--word, one -- two, three - four", "word—word, one~– two, three~– four"),
    ("en-US", "word--word, one -- two, three - four", "word—word, one~— two, three~— four"),
    ("en-US", "1914--18, 5 - 3", "1914–18, 5~– 3"),
    ("en-GB", "1914--18, 5 - 3, a---b, ----, x-ray", "1914–18, 5~– 3, a—b, ----, x-ray"),
    ("en-GB", "-3°C (-5) and 2026-04-25", "−3°C (−5) and 2026-04-25"),
    ("en-GB", "Wait... so. . . . Well....", "Wait… so. … Well…."),
    ("en-GB", "page 3, No. 7, 5 kg, £5 million, 80 km/h", "page~3, No.~7, 5~kg, £5~million, 80~km/h"),
    ("en-GB", "the stage 3 rockets, 5 kilos", "the stage 3 rockets, 5 kilos"),
    ("de-DE", "\"Er sagte: 'Geht's?'\" - '90er", "„Er sagte: ‚Geht’s?‘“~– ’90er"),
    ("de-DE", "Nr. 5, 3 Mio. und 'ne Frage", "Nr.~5, 3~Mio. und ’ne Frage"),
    ("de-CH", "\"Ja, 'gern'\"", "«Ja, ‹gern›»"),
    ("fr-FR", 'Il dit: "Bonjour!" et l\'"amour" ?', "Il dit~: «¦Bonjour¦!¦» et l’«¦amour¦»¦?"),
    ("fr-FR", "« Oui » «non» Quoi ?! 10 % à 10:30, n° 5", "«¦Oui¦» «¦non¦» Quoi¦?! 10~% à 10:30, n°~5"),
    ("fr-FR", '" mais "', "«¦mais¦»"),
    ("fr-CA", '"Quoi!" : non', "«~Quoi!~»~: non"),
    ("es-ES", "\"Hola\" ¿'qué'? - sí", "«Hola» ¿“qué”?~— sí"),
    ("it-IT", "l'\"idea\" e 'ndrangheta", "l’«idea» e ’ndrangheta"),
    ("pt-BR", "\"Olá 'mundo'\"", "“Olá ‘mundo’”"),
    ("nl-NL", "'s Avonds in 't huis \"ja\"", "’s Avonds in ’t huis “ja”"),
    ("sv-SE", "\"Hej\" sa 'hon'", "”Hej” sa ’hon’"),
    ("fi-FI", '"Hei"', "”Hei”"),
    ("da-DK", '"Hej"', "»Hej«"),
    ("nb-NO", '"Hei"', "«Hei»"),
    ("pl-PL", "\"tak 'no' tak\"", "„tak «no» tak”"),
    ("cs-CZ", "\"ano 'ne'\"", "„ano ‚ne‘“"),
    ("hu-HU", '"igen"', "„igen”"),
    ("ru-RU", '"Он сказал "да" и ушёл" - вот', "«Он сказал „да“ и~ушёл»~— вот"),
    ("uk-UA", '"так" - ні', "«так»~– ні"),
    ("el-GR", '"ναι"', "«ναι»"),
    ("pl-PL", "W domu i z psem, a u Ewy", "W~domu i~z~psem, a~u~Ewy"),
    ("cs-CZ", "v Praze a k lesu", "v~Praze a~k~lesu"),
    ("ru-RU", "в доме и с нами, но не", "в~доме и~с~нами, но не"),
    ("ar", 'قال "نعم" في العدد 12', "قال «نعم» في العدد~12"),
    ("he", 'אמר "כן" ליד צה"ל, עמ\' 3', "אמר ”כן” ליד צה״ל, עמ׳~3"),
    ("ja", '彼は"はい"と 言った... -- 終', "彼は「はい」と言った……——終"),
    ("ja", "\"外'内'外\"とGPT 4", "「外『内』外」とGPT 4"),
    ("zh-CN", "他说\"你好，'世界'\" -- 好", "他说“你好，‘世界’”——好"),
    ("zh-TW", '他說"好"...', "他說「好」……"),
    ("zh-Hant", '他說"好"', "他說「好」"),
    ("ko", "그는 \"네, '좋아요'\"라고", "그는 “네, ‘좋아요’”라고"),
    ("tr-TR", '"evet" İstanbul\'da', "“evet” İstanbul’da"),
    ("hu-HU", "\"Jó -- mondja --, de 'kevés'.\"", "„Jó~– mondja~–, de »kevés«.”"),
    ("uk-UA", "Ми з Оленою й 5 грн", "Ми з~Оленою й~5~грн"),
    ("be", "Я і ты, у хаце - так", "Я~і~ты, у~хаце~— так"),
    ("sk", "v meste a o tebe, č. 5", "v~meste a~o~tebe, č.~5"),
    ("fi", '"Klo 7--20, klo 8, nro 3"', "”Klo 7–20, klo~8, nro~3”"),
    ("sl", "\"Da, 'dobro'\", št. 4", "»Da, ›dobro‹«, št.~4"),
    ("hr", '"Da", br. 4', "„Da”, br.~4"),
    ("sr", '"Да", бр. 4', "„Да“, бр.~4"),
    ("bg", '"Да", № 4', "„Да“, №~4"),
    ("is", '"Já", bls. 4', "„Já“, bls.~4"),
    ("ro", "\"Da, 'bine'\", nr. 4", "„Da, «bine»”, nr.~4"),
    ("lt", "\"Taip, 'gerai'\", nr. 4", "„Taip, ‚gerai‘“, nr.~4"),
    ("lv", '"Jā", 4. lpp.', "„Jā”, 4. lpp."),
    ("et", "\"Jah, 'hea'\", lk 4", "„Jah, «hea»“, lk~4"),
    ("gl", "\"Si, 'ben'\"", "«Si, “ben”»"),
    ("eu", '"Bai"', "«Bai»"),
    ("cy", '"Da", tud. 4', "“Da”, tud.~4"),
    ("vi", '"Vâng", ngày 5', "“Vâng”, ngày~5"),
    ("ka", '"დიახ", გვ. 4', "„დიახ“, გვ.~4"),
    ("hy", '"Այո", էջ 4', "«Այո», էջ~4"),
    ("am", '"አዎ"', "«አዎ»"),
    ("hi", '"हाँ", पृष्ठ 4', "“हाँ”, पृष्ठ~4"),
    ("fa", '"بله", صفحه 4', "«بله», صفحه~4"),
    ("ur", '"ہاں", صفحہ 4', "”ہاں“, صفحہ~4"),
]


@pytest.mark.parametrize(("language", "typed", "printed"), CASES)
def test_typewriter_habits_become_print(language: str, typed: str, printed: str) -> None:
    """Each language sets its own quotes, dashes and spaces (~ stands for a no-break space, ¦ for a narrow one)."""
    assert typographic(typed, language).translate(SHOWN) == printed


@pytest.mark.parametrize(
    ("language", "same_as"),
    [("de-AT", "de"), ("pt_BR", "pt-BR"), ("sr-Latn-RS", "sr"), ("EN-us", "en-US"), ("xx", "en")],
)
def test_a_tag_finds_the_custom_of_its_region_its_language_or_english(language: str, same_as: str) -> None:
    """A language tag falls back from region to language to English."""
    assert custom(language) is CUSTOMS[same_as]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("by J. R. Hartley", "by J.~R.~Hartley"),
        ("Ms A. O'Brien", "Ms A.~O’Brien"),
        ("Е. А. Орлова", "Е.~А.~Орлова"),
        ("2 1/2 cups, 4 10/12", "2¦1/2 cups, 4 10/12"),
        ("the end. A new line", "the end. A new line"),
    ],
)
def test_initials_and_mixed_numbers_stay_in_one_piece(typed: str, printed: str) -> None:
    """No initial is parted from its name, no number from its fraction (~ is a no-break space, ¦ a narrow one)."""
    spaced = printed.replace("~", "\N{NO-BREAK SPACE}").replace("¦", "\N{NARROW NO-BREAK SPACE}")
    assert typographic(typed, "en-GB") == spaced


def test_a_quotation_mark_knows_its_neighbour_across_an_emphasis() -> None:
    """Runs of a paragraph are set as one text, whatever their style."""
    pieces = [('He said "', False), ("never", False), ('" and "', False), ("'so", False), ('" it was', False)]
    assert typographic_pieces(pieces, "en-GB") == ("He said “", "never", "” and “", "’so", "” it was")


def test_code_stays_as_typed_and_counts_as_a_word() -> None:
    """Code is a neighbour, and is not set itself."""
    pieces = [('Type "', False), ('a -- "b" ...', True), ("\" or '", False), ("x", True), ("'s -- now", False)]
    assert typographic_pieces(pieces, "en-GB") == ("Type “", 'a -- "b" ...', "” or ’", "x", "’s\u00a0– now")


def test_a_change_across_a_border_is_printed_once() -> None:
    """Two hyphens on two sides of a border make one dash."""
    assert typographic_pieces([("one -", False), ("- two", False)], "en-GB") == ("one\u00a0–", " two")


LANGUAGES = st.sampled_from([*CUSTOMS, "en-GB", "de-DE", "xx"])
TYPED = st.text(st.sampled_from("""aZ9é.,:;!?'"'"- -  –—…«»“”‘’„‚‹›()[]/%№°sn\u00a0\u202f\n\ufffc"""), max_size=40)
ANY = st.text(max_size=60)


@given(LANGUAGES, TYPED | ANY)
@example("fr", '" "')
@example("en", "....  . . .")
def test_setting_twice_changes_nothing(language: str, text: str) -> None:
    """What is typographic already stays."""
    once = typographic(text, language)
    assert typographic(once, language) == once


@given(LANGUAGES, TYPED | ANY)
def test_letters_and_figures_never_change(language: str, text: str) -> None:
    """Only punctuation and spaces are set, and no straight quotation mark is left."""
    once = typographic(text, language)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert "'" not in once
    assert '"' not in once


@given(LANGUAGES, st.lists(TYPED, max_size=6))
def test_pieces_hold_together_what_the_whole_text_holds(language: str, texts: list[str]) -> None:
    """Setting the runs of a paragraph gives the text of setting the paragraph."""
    pieces = typographic_pieces([(text, False) for text in texts], language)
    assert "".join(pieces) == typographic("".join(texts), language)


@given(LANGUAGES, st.lists(st.tuples(TYPED, st.booleans()), max_size=6))
def test_literal_pieces_are_never_touched(language: str, pieces: list[tuple[str, bool]]) -> None:
    """Code comes out as it went in, and no letter beside it is lost."""
    out = typographic_pieces(pieces, language)
    assert [new for new, (_, literal) in zip(out, pieces, strict=True) if literal] == [t for t, lit in pieces if lit]
    assert [c for t in out for c in t if c.isalnum()] == [c for t, _ in pieces for c in t if c.isalnum()]
