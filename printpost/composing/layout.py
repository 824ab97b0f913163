"""The layout: what a paper looks like, read from ``layout.yaml`` in its folder.

A layout is data: a grid, a type scale, the room that copyfitting has, and the folder of templates and
style sheets beside it. Lengths in the file are millimetres for the page and points for type.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from printpost.geometry import MM
from printpost.newsroom.explain import explained
from printpost.newsroom.manuscript import read_manuscript
from printpost.problems import BadInput, error

Positive = Annotated[float, Field(gt=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Trim(_Part):
    """The finished page in millimetres."""

    width: Positive
    height: Positive


class Margins(_Part):
    """Margins in millimetres."""

    top: Positive
    bottom: Positive
    left: Positive
    right: Positive


class TextType(_Part):
    """The type of running text. Sizes in points; leading as a multiple of the size."""

    families: tuple[str, ...]
    code: tuple[str, ...]
    size: Positive
    smallest: Positive
    largest: Positive
    leading: Positive
    least_leading: Positive
    most_leading: Positive
    features: str = ""
    indent: Positive = 1.0


class HeadType(_Part):
    """A level of headline and the deck under it. Sizes in points, leading as a multiple, tracking in em."""

    families: tuple[str, ...]
    weight: int
    size: Positive
    leading: Positive
    tracking: float = 0.0
    deck_size: Positive
    deck_leading: Positive
    spans: tuple[int, ...]
    """The numbers of columns that a module with this head may take."""


class Nameplate(_Part):
    """The title of the paper: set across the page, at most so large (points)."""

    families: tuple[str, ...]
    weight: int = 400
    largest: Positive
    tracking: float = 0.0


class Legs(_Part):
    """What makes a good leg, in lines."""

    shallow: int = 6
    tall: int = 34
    turn_before: int = 10
    turn_after: int = 9


class Layout(_Part):
    """A layout as its file says it. ``folder`` is where it was found."""

    name: str
    trim: Trim
    margins: Margins
    columns: Annotated[int, Field(ge=1, le=8)]
    gutter: Positive
    text: TextType
    heads: dict[Literal["banner", "lead", "feature", "secondary", "brief"], HeadType]
    deck_families: tuple[str, ...]
    small_families: tuple[str, ...]
    nameplate: Nameplate
    legs: Legs = Legs()
    panel_spans: dict[str, tuple[int, ...]]
    drop_cap: bool = False
    pages_multiple: Annotated[int, Field(ge=1)] = 2
    folder: Path

    @property
    def measure(self) -> float:
        """A column's width in points."""
        room = self.trim.width - self.margins.left - self.margins.right - (self.columns - 1) * self.gutter
        return room / self.columns * MM

    def width(self, span: int) -> float:
        """The width of so many columns with the gutters between them, in points."""
        return span * self.measure + (span - 1) * self.gutter * MM

    @property
    def type_width(self) -> float:
        """Width between the side margins in points."""
        return (self.trim.width - self.margins.left - self.margins.right) * MM

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the trimmed page in points."""
        return self.trim.width * MM, self.trim.height * MM

    def families(self) -> set[str]:
        """The font families that the layout names."""
        return self.reading_families() | set(self.nameplate.families)

    def reading_families(self) -> set[str]:
        """The font families of everything but the nameplate."""
        return {
            *self.text.families,
            *self.text.code,
            *self.deck_families,
            *self.small_families,
            *(family for head in self.heads.values() for family in head.families),
        }

    @property
    def cells(self) -> float:
        """About how many lines of copy an inner page takes at the layout's own size."""
        depth = (self.trim.height - self.margins.top - self.margins.bottom) * MM
        return self.columns * depth / (self.text.size * self.text.leading)

    def lines(self, characters: float) -> float:
        """About how many lines so many characters make at the layout's own size: a character is 0.43 em wide."""
        return characters * 0.43 * self.text.size / self.measure

    @property
    def well(self) -> tuple[float, float, float, float]:
        """The type area: left, top, right and bottom in points."""
        width, height = self.page
        margins = self.margins
        return margins.left * MM, margins.top * MM, width - margins.right * MM, height - margins.bottom * MM


def load_layout(name: str, folders: tuple[Path, ...]) -> Layout:
    """The layout of that name from the first folder that has it.

    Raises BadInput where no folder has it or where its file has problems.
    """
    for folder in folders:
        path = folder / name / "layout.yaml"
        if path.is_file():
            break
    else:
        known = sorted({p.parent.name for folder in folders for p in folder.glob("*/layout.yaml")})
        raise BadInput(error(f"there is no layout '{name}'", hint="there are: " + ", ".join(known)))
    manuscript = read_manuscript(path, "a layout")
    if manuscript.problems:
        raise BadInput(manuscript.problems)
    data = {**manuscript.data, "folder": path.parent} if isinstance(manuscript.data, dict) else manuscript.data
    try:
        return Layout.model_validate(data)
    except ValidationError as failure:
        raise BadInput(explained(failure, manuscript.places, Layout, data)) from failure
