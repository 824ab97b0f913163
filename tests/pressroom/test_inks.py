"""Inks: neutrals on the black plate, white as paper, the ink limit kept, greys as light as on the screen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printpost.premises import profiles_folder
from printpost.pressroom.inks import Inks, limited
from printpost.pressroom.profiles import load_profile

PROFILES = {name: load_profile(name, (profiles_folder(),)) for name in ("newspaper", "coated", "uncoated")}
INKS = {name: Inks(profile.colours, profile.ink_limit) for name, profile in PROFILES.items()}
channel = st.floats(0, 1)

every_profile = pytest.mark.parametrize("name", sorted(INKS))


@every_profile
def test_black_is_solid_black_alone_and_white_is_paper(name: str) -> None:
    """The two ends are exact, since type and paper are made of them."""
    assert INKS[name].of(0, 0, 0) == (0, 0, 0, 1)
    assert INKS[name].of(1, 1, 1) == (0, 0, 0, 0)


@every_profile
def test_greys_use_black_alone_and_darken_evenly(name: str) -> None:
    """The darker the grey, the more black, and no other ink."""
    amounts = [INKS[name].of(grey / 20, grey / 20, grey / 20) for grey in range(21)]
    assert all(amount[:3] == (0, 0, 0) for amount in amounts)
    blacks = [amount[3] for amount in amounts]
    assert blacks == sorted(blacks, reverse=True)
    assert len(set(blacks)) == 21


def test_a_grey_prints_lighter_on_the_plate_where_dots_grow_more() -> None:
    """Newsprint takes less black for the same grey than coated paper, since dots grow more on it."""
    assert INKS["newspaper"].of_grey(0.5)[3] < INKS["coated"].of_grey(0.5)[3] - 0.05


@given(channel, channel, channel)
def test_no_colour_is_over_the_ink_limit(red: float, green: float, blue: float) -> None:
    """Whatever the colour, the four inks together keep to the profile's limit, each between none and solid."""
    for name, inks in INKS.items():
        amounts = inks.of(red, green, blue)
        assert sum(amounts) * 100 <= PROFILES[name].ink_limit + 0.1
        assert all(0 <= amount <= 1 for amount in amounts)


def test_red_is_magenta_and_yellow() -> None:
    """A colour goes through the ICC profile: pure red has no cyan to speak of."""
    cyan, magenta, yellow, _ = INKS["coated"].of(0.9, 0.05, 0.05)
    assert cyan < 0.1
    assert magenta > 0.8
    assert yellow > 0.8


def test_the_limit_takes_colour_away_and_leaves_black() -> None:
    """Three solid colours and some black over 200% give up colour in equal parts."""
    amounts = limited(np.array([1.0, 1.0, 1.0, 0.5]), 2.0)
    assert amounts.tolist() == pytest.approx([0.5, 0.5, 0.5, 0.5])


def test_a_neutral_photograph_becomes_one_plate() -> None:
    """A grey picture saved as RGB is printed in black alone; a coloured one in four inks, under the limit."""
    noise = np.random.default_rng(3).integers(0, 256, (20, 20), dtype=np.uint8)
    grey = Image.fromarray(np.stack([noise, noise, np.clip(noise.astype(int) + 3, 0, 255).astype(np.uint8)], axis=-1))
    assert INKS["newspaper"].picture(grey).mode == "L"
    colours = Image.fromarray(np.random.default_rng(4).integers(0, 90, (20, 20, 3), dtype=np.uint8))
    printed = INKS["newspaper"].picture(colours)
    assert printed.mode == "CMYK"
    assert np.asarray(printed).astype(int).sum(axis=-1).max() / 2.55 <= 240
