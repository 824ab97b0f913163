"""Press profiles: those that ship are whole, one's own are read, and what is wrong with one is said with its line."""

from pathlib import Path

import pytest
from PIL import ImageCms

from printpost.premises import profiles_folder
from printpost.pressroom.profiles import known_profiles, load_profile
from printpost.problems import BadInput

SHIPPED = profiles_folder()
OWN = """\
title: Our own press
icc: {icc}
condition: FOGRA47
ink_limit: 260
images: {{least: 120, most: 240}}
type: {{solid: 6, coloured: 9, reversed: 9}}
rule: 0.3
"""


@pytest.mark.parametrize(("name", "condition", "limit"), [
    ("newspaper", "FOGRA42", 240), ("coated", "FOGRA39", 300), ("uncoated", "FOGRA47", 280),
])  # fmt: skip
def test_the_profiles_that_ship_have_their_colours(name: str, condition: str, limit: float) -> None:
    """Each names a registered condition, and its ICC profile is one of four inks."""
    profile = load_profile(name, (SHIPPED,))
    assert (profile.condition, profile.ink_limit, profile.registry) == (condition, limit, "http://www.color.org")
    assert profile.colours[12:20] == b"prtrCMYK"


def test_every_icc_file_that_ships_is_in_the_list_of_licences() -> None:
    """A profile ships if its licence allows it, and the list says which that is."""
    told = (SHIPPED / "README.md").read_text()
    for name in ("PSO SNP Paper", "PSO Uncoated ISO12647", "ISO Coated v2 300%", "sRGB2014"):
        assert name in told
    assert len(list(SHIPPED.glob("icc/*.icc"))) == 4


def test_one_that_does_not_ship_says_where_it_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """The coldset profile may not be passed on: the message names its file, its source and the place for it."""
    monkeypatch.setattr("printpost.pressroom.profiles._SYSTEM", ())
    with pytest.raises(BadInput) as raised:
        load_profile("coldset", (SHIPPED,))
    (problem,) = raised.value.problems
    assert "ISOnewspaper26v4.icc" in problem.message
    assert "WAN-IFRA" in str(problem.hint)
    assert problem.where is not None
    assert problem.where.line == 3


def test_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    """Its ICC profile may stand beside it."""
    (tmp_path / "our.icc").write_bytes((SHIPPED / "icc/PSO_Uncoated_ISO12647_eci.icc").read_bytes())
    (tmp_path / "ours.yaml").write_text(OWN.format(icc="our.icc"))
    profile = load_profile(str(tmp_path / "ours.yaml"), ())
    assert (profile.name, profile.images.least, profile.bleed, profile.marks) == ("ours", 120, 0, False)
    assert load_profile("ours", (tmp_path, SHIPPED)) == profile
    assert known_profiles((tmp_path, SHIPPED)) == ("coated", "coldset", "newspaper", "ours", "uncoated")


def test_an_unknown_name_lists_the_known_ones() -> None:
    """A misspelt name is answered with those there are."""
    with pytest.raises(BadInput, match="there is no press profile 'newpaper'") as raised:
        load_profile("newpaper", (SHIPPED,))
    assert "newspaper" in str(raised.value.problems[0].hint)


def test_a_profile_of_a_screen_is_refused(tmp_path: Path) -> None:
    """Three colours make no plates."""
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "screen.icc").write_bytes(screen)
    (tmp_path / "ours.yaml").write_text(OWN.format(icc="screen.icc"))
    with pytest.raises(BadInput, match="not an ICC profile of a press"):
        load_profile(str(tmp_path / "ours.yaml"), ())


def test_what_is_wrong_in_the_file_is_located(tmp_path: Path) -> None:
    """A key that does not exist and a limit that cannot be are told with their lines."""
    (tmp_path / "ours.yaml").write_text(OWN.format(icc="x.icc").replace("260", "900") + "bled: 3\n")
    with pytest.raises(BadInput) as raised:
        load_profile(str(tmp_path / "ours.yaml"), ())
    assert [problem.where.line for problem in raised.value.problems if problem.where] == [4, 8]
