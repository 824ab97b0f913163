"""The type case: the face that is asked for, and widths that agree with the printed page."""

import itertools
from pathlib import Path

import pytest

from printpost.composing.fonts import Case
from printpost.pressroom.press import Press
from tests.composing.press import print_page
from tests.composing.specimen import SIZE, case, characters, styles


@pytest.mark.parametrize(
    ("family", "weight", "italic", "file"),
    [
        ("STIX Two Text", 400, False, "STIXTwoText_400Regular.ttf"),
        ("STIX Two Text", 400, True, "STIXTwoText_400Regular_Italic.ttf"),
        ("STIX Two Text", 700, False, "STIXTwoText_700Bold.ttf"),
        ("STIX Two Text", 700, True, "STIXTwoText_700Bold_Italic.ttf"),
        ("Playfair Display", 900, False, "PlayfairDisplay_900Black.ttf"),
        ("Source Sans 3", 600, False, "SourceSans3_600SemiBold.ttf"),
        ("Source Sans 3", 900, False, "SourceSans3_700Bold.ttf"),
        ("Source Sans 3", 600, True, "SourceSans3_400Regular_Italic.ttf"),
        ("UnifrakturCook", 400, True, "UnifrakturCook_700Bold.ttf"),
    ],
)
def test_a_face_is_found_by_family_weight_and_slant(family: str, weight: int, italic: bool, file: str) -> None:
    """The slant goes before the weight, and the nearest weight stands in for one that is not there."""
    assert case().face(family, weight, italic=italic).path.name == file


def test_an_unknown_family_is_not_replaced() -> None:
    """A family that is not in the folders is an error, not another family."""
    with pytest.raises(KeyError, match="Times"):
        case().face("Times")


def test_only_the_given_folders_count(tmp_path: Path) -> None:
    """An empty folder gives an empty case, whatever the system has."""
    assert Case([tmp_path]).families() == ()
    assert {"Playfair Display", "STIX Two Text", "Source Sans 3", "UnifrakturCook"} <= set(case().families())


SAMPLES = [
    ("roman", "Avalanche, “Wolfgang’s” 1,024 final office—Wave."),
    ("italic", "Avalanche, “Wolfgang’s” 1,024 final office."),
    ("bold", "Type: Affairs of Yvette, Tokyo & Ełk"),
    ("code", "model_q4/AVA-270M"),
    ("roman", "Ωμέγα Привет Größe"),
    ("smallcaps", "The old bridge"),
]


def test_advances_agree_with_the_printed_page(press: Press) -> None:
    """Every printed character is as wide as the font case says, to 0.01 pt: a thousandth em is cut off."""
    css = {
        "roman": "",
        "italic": "font-style:italic",
        "bold": "font-weight:700",
        "code": "font-family:'Source Sans 3';font-size:0.94em",
        "smallcaps": "font-variant-caps:small-caps",
    }
    # Word spacing of any size parts the words, as it does in every justified line.
    body = "".join(
        f'<p style="{css[style]};word-spacing:1pt">{text.replace("&", "&amp;")}</p>' for style, text in SAMPLES
    )
    drawn = iter(characters(print_page(press, body)))
    for style, text in SAMPLES:
        set_in = styles()[style]
        found = [next(drawn) for _ in text]
        assert "".join(character.text for character in found).casefold() == text.casefold()
        x, places = 0.0, []
        for word in text.split(" "):
            for advance in set_in.advances(word):
                places.append(x)
                x += advance * SIZE
            x += set_in.advances(" ")[0] * SIZE + 1.0
        letters = [character for character in found if character.text != " "]
        for one, other in itertools.pairwise(zip(letters, places, strict=True)):
            spaces = 1 if text[found.index(one[0]) + 1] == " " else 0
            assert other[0].x - one[0].x == pytest.approx(other[1] - one[1], abs=0.01 * (1 + spaces)), (one[0], text)


def test_the_width_of_a_text_is_the_sum_of_its_words_and_spaces() -> None:
    """Words are shaped each for itself, as the renderer does once word spacing parts them."""
    face = case().face("STIX Two Text")
    assert face.width("AV AV") == pytest.approx(2 * sum(face.advances("AV")) + face.space)
    assert sum(face.advances("AV")) < sum(face.advances("A")) + sum(face.advances("V")), "kerning counts"


def test_a_ligature_is_as_wide_as_its_letters_together() -> None:
    """All of a ligature's width stands at its first letter, so no letter is lost from the count."""
    with_it, without = (case().face("Playfair Display").advances("ffi", features) for features in ("", "-liga"))
    assert len(with_it) == len(without) == 3
    assert with_it[1] == with_it[2] == 0.0
    assert min(without) > 0


def test_the_first_missing_character_is_named() -> None:
    """A role lacks what none of its faces draws; spaces and what another face of the stack has are not missing."""
    type_ = case().type(["UnifrakturCook", "STIX Two Text"])
    assert type_.missing("The Morning Post") is None
    assert type_.missing("Привет μου") is None
    assert type_.missing("a 日本 b") == "日"
    assert case().type(["UnifrakturCook"]).missing("Пост") == "П"


def test_a_character_is_set_in_the_first_face_that_draws_it() -> None:
    """Widths come from the face that the renderer will fall back to, not from an empty box."""
    serif, sans = case().face("STIX Two Text"), case().face("Source Sans 3")
    assert ord("Ǎ") in sans.characters - serif.characters
    assert styles()["roman"].advances("aǍb") == pytest.approx(
        (*serif.advances("a"), *sans.advances("Ǎ"), *serif.advances("b"))
    )


@pytest.mark.parametrize("letter", ["T", "Q", "Å"])
def test_an_outline_is_closed_and_fills_its_box(letter: str) -> None:
    """A letter's outline is a path of closed contours whose box is that of its ink."""
    face = case().face("Playfair Display", 900)
    outline = face.outline(letter)
    assert outline.path.startswith("M")
    assert outline.path.count("M") == outline.path.count("Z") > 0
    left, bottom, right, top = outline.box
    assert left < right <= outline.upem * 1.2
    above, below = face.ink(letter)
    assert (top / outline.upem, -bottom / outline.upem) == pytest.approx((above, below))
    assert top / outline.upem >= face.cap_height * 0.98


def test_metrics_are_those_of_the_renderers_line_box(press: Press) -> None:
    """The first baseline of a leg is known before it is printed, to 0.05 pt."""
    ascent, descent = case().face("STIX Two Text").extents
    (first, *_) = characters(print_page(press, "<p>x</p>", leading=12.0))
    assert first.y == pytest.approx((12.0 - (ascent + descent) * SIZE) / 2 + ascent * SIZE, abs=0.05)
