"""Press profiles: what a kind of press and paper takes, read from a YAML file.

A name or a path comes in; a checked profile with the bytes of its ICC profile goes out. Nothing is converted or
judged here: `separation` makes pages for a profile and `preflight` holds a file to it.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Annotated

from PIL import ImageCms
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from printpost.geometry import MM
from printpost.newsroom.explain import explained
from printpost.newsroom.manuscript import Manuscript, read_manuscript
from printpost.problems import BadInput, Where, error

REGISTRY = "http://www.color.org"
"""The registry of characterised printing conditions that PDF/X names (ISO 15930-7, 6.2.2)."""

_SYSTEM = (  # where systems keep the colour profiles that their user installed
    "~/.local/share/color/icc",
    "~/.color/icc",
    "~/Library/ColorSync/Profiles",
    "/Library/ColorSync/Profiles",
    "/usr/local/share/color/icc",
    "/usr/share/color/icc",
)

Positive = Annotated[float, Field(gt=0)]
Length = Annotated[float, Field(ge=0, le=30)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ImageLimits(_Part):
    """Pixels an inch of images as placed: fewer than ``least`` are too few, more than ``most`` are resampled."""

    least: Positive
    most: Positive


class TypeLimits(_Part):
    """The smallest type in points: in one solid ink, in several inks or a tint, and left out of a solid area."""

    solid: Positive
    coloured: Positive
    reversed: Positive


class _ProfileFile(_Part):
    """The file as its keys say it."""

    title: str
    icc: str
    """The ICC profile's file: beside this one, an absolute path, or a name that the system's colour folders know."""
    condition: str
    """The printing condition's name in the registry, such as FOGRA39."""
    registry: str = REGISTRY
    info: str = ""
    source: str = ""
    """Where the ICC profile can be had, for one that does not ship."""
    ink_limit: Annotated[float, Field(gt=0, le=400)]
    images: ImageLimits
    type: TypeLimits
    rule: Positive
    """The thinnest rule in points."""
    bleed: Length = 0
    """Millimetres that pages which bleed go on beyond the trim; layouts that do not bleed need none."""
    marks: bool = False
    margin: Length = 0
    """Millimetres from the trim in which no type may stand."""
    signature: Annotated[int, Field(ge=1, le=128)] = 2
    """The number of pages must be a multiple of this."""


class PressProfile(_ProfileFile):
    """A press profile with its ICC profile, which has been opened once."""

    name: str
    colours: bytes
    """The ICC profile, a CMYK output profile."""

    @property
    def bleed_points(self) -> float:
        """The bleed in points."""
        return self.bleed * MM


def load_profile(name: str, folders: tuple[Path, ...]) -> PressProfile:
    """The press profile of that name (its file without ``.yaml``) from the first folder that has it, or at that path.

    Raises BadInput where there is none, where its file has problems, or where its ICC profile cannot be had.
    """
    path = _found(name, folders)
    manuscript = read_manuscript(path, "a press profile")
    if manuscript.problems:
        raise BadInput(manuscript.problems)
    try:
        told = _ProfileFile.model_validate(manuscript.data)
    except ValidationError as failure:
        raise BadInput(explained(failure, manuscript.places, _ProfileFile, manuscript.data)) from failure
    return PressProfile(**dict(told), name=path.stem, colours=_colours(told, path, manuscript))


def known_profiles(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The names of the press profiles in the folders, sorted."""
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.yaml")}))


def _found(name: str, folders: tuple[Path, ...]) -> Path:
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return Path(name)
    for folder in folders:
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path
    known = ", ".join(known_profiles(folders))
    raise BadInput(error(f"there is no press profile '{name}'", hint=f"there are: {known}; or give the path of a file"))


def _colours(told: _ProfileFile, path: Path, manuscript: Manuscript) -> bytes:
    places = (path.parent / told.icc, *(Path(folder).expanduser() / told.icc for folder in _SYSTEM))
    file = next((place for place in places if place.is_file()), None)
    text = manuscript.places.text
    line = text[: max(text.find("icc:"), 0)].count("\n") + 1
    where = Where(path, line, 1)
    if file is None:
        looked = "the colour folders of the system" if "/" not in told.icc else str(path.parent)
        raise BadInput(
            error(
                f"the ICC profile {told.icc} of '{path.stem}' is not here",
                hint=(f"{told.source}; put it into ~/.local/share/color/icc" if told.source else "give its path")
                + f" (looked beside the press profile and in {looked})",
                where=where,
            )
        )
    data = file.read_bytes()
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
        space, kind = profile.xcolor_space.strip(), profile.device_class.strip()
    except (OSError, ValueError, struct.error):
        space = kind = "none"
    if (space, kind) != ("CMYK", "prtr"):
        raise BadInput(
            error(
                f"{file} is not an ICC profile of a press",
                hint="a press profile needs one of class 'prtr' in the colour space CMYK",
                where=where,
            )
        )
    return data
