"""The layout: what a paper looks like, as ``layout.yaml`` says it.

A layout is data: a grid, a type scale, the room that copyfitting has, and the folders of templates and style sheets
behind it. Lengths in the file are millimetres for the page and points for type. ``lineage`` reads it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from printpost.geometry import MM, TRIM_HINT, trim_size
from printpost.newsroom.scalars import refusal

Positive = Annotated[float, Field(gt=0)]
Families = Annotated[tuple[str, ...], Field(min_length=1)]
Spans = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
Weight = Annotated[int, Field(ge=1, le=1000)]
Level = Literal["banner", "lead", "feature", "secondary", "brief"]
PanelKind = Literal["list", "trending", "table", "facts", "panel", "notice", "subscribe", "art", "index"]

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FEATURES = re.compile(r"(-?[A-Za-z0-9]{4}(,-?[A-Za-z0-9]{4})*)?")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Trim(_Part):
    """The finished page in millimetres. In a file it may be a name or such as 157x210mm."""

    width: Positive
    height: Positive

    @model_validator(mode="before")
    @classmethod
    def _typed(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            width, height = trim_size(value)
        except ValueError as failure:
            raise refusal(str(failure), hint=TRIM_HINT) from None
        return {"width": width, "height": height}


class Margins(_Part):
    """Margins in millimetres."""

    top: Positive
    bottom: Positive
    left: Positive
    right: Positive


class TextType(_Part):
    """The type of running text. Sizes in points; leading as a multiple of the size."""

    families: Families
    code: Families
    size: Positive
    smallest: Positive
    largest: Positive
    leading: Positive
    least_leading: Positive
    most_leading: Positive
    features: str = ""
    indent: Positive = 1.0
    squares: bool = False
    """Whether the measure is to hold a whole number of ems, as in scripts whose characters fill squares."""

    @field_validator("features")
    @classmethod
    def _tags(cls, value: str) -> str:
        if not _FEATURES.fullmatch(value):
            raise refusal(
                f"'{value[:40]}' is no list of OpenType features", hint="write their tags with commas: onum,pnum"
            )
        return value


class HeadType(_Part):
    """A level of headline and the deck under it. Sizes in points, leading as a multiple, tracking in em."""

    families: Families
    weight: Weight
    size: Positive
    leading: Positive
    tracking: float = 0.0
    italic: bool = False
    deck_size: Positive
    deck_leading: Positive
    spans: Spans
    """The numbers of columns that a module with this head may take."""


class Nameplate(_Part):
    """The title of the paper: set across ``share`` of the page's type width, at most so large (points)."""

    families: Families
    weight: Weight = 400
    largest: Positive
    tracking: float = 0.0
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    lines: Positive = 7.6
    """The size of the lines over and under it, and of the folios."""


class PanelType(_Part):
    """The type of panels and insets. Sizes in points."""

    text: Positive = 9.0
    head: Positive = 7.4
    """Heads of a table's columns."""
    title: Positive = 11.0
    """Titles of a list's items."""
    call: Positive = 14.0
    """The line of a notice or over a QR code."""
    wide_call: Positive = 16.0
    """The same where it has more than one column."""
    notice: Positive = 9.4
    quote: Positive = 13.4
    quote_weight: Weight = 400
    quote_italic: bool = True
    index: Positive = 9.4


class Legs(_Part):
    """What makes a good leg, in lines."""

    shallow: int = 6
    tall: int = 34
    turn_before: int = 10
    turn_after: int = 9


class Layout(_Part):
    """A layout as its files say it."""

    name: str
    extends: str | None = None
    trim: Trim
    margins: Margins
    columns: Annotated[int, Field(ge=1, le=8)]
    gutter: Positive
    text: TextType
    heads: dict[Level, HeadType]
    deck_families: Families
    deck_weight: Weight = 400
    deck_italic: bool = True
    small_families: Families
    nameplate: Nameplate
    accent: str = "#000"
    """The one spot colour, as CSS has it."""
    panels: PanelType = PanelType()
    legs: Legs = Legs()
    panel_spans: dict[str, Spans]
    bleed: Annotated[float, Field(ge=0, le=10)] = 0
    """Millimetres that matter goes on beyond the trim, where the style sheet lets it: 0 for pages with margins."""
    drop_cap: bool = False
    pages_multiple: Annotated[int, Field(ge=1)] = 2
    index_from: Annotated[int, Field(ge=2)] = 3
    """An index stands on the front of a paper of so many pages or more."""
    _folders: tuple[Path, ...] = PrivateAttr(())

    @field_validator("accent")
    @classmethod
    def _a_colour(cls, value: str) -> str:
        if not _COLOUR.fullmatch(value):
            raise refusal(f"'{value[:40]}' is no colour", hint='write it as "#b5121b" or "#000", in quotes')
        return value

    @model_validator(mode="before")
    @classmethod
    def _begun(cls, value: Any) -> Any:
        """A file that says little and extends nothing most likely forgot to."""
        if isinstance(value, dict) and not value.get("extends"):
            missing = [name for name, field in cls.model_fields.items() if field.is_required() and name not in value]
            if len(missing) > 1:
                raise refusal(
                    f"this layout has no {', '.join(missing)}", hint="let it go on from another: extends: morning"
                )
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [level for level in get_args(Level) if level not in self.heads]
        if missing:
            raise refusal("heads", inside={("heads",): f"heads has no {', '.join(missing)}"})
        text = self.text
        for key, least, most in (("size", "smallest", "largest"), ("leading", "least_leading", "most_leading")):
            given, low, high = (getattr(text, name) for name in (key, least, most))
            if not low <= given <= high:
                message = f"{key} {given:g} does not lie between {least} ({low:g}) and {most} ({high:g})"
                raise refusal("text", inside={("text", key): message}, hint=f"say {least} and {most} under text, too")
        if self.measure <= 0:
            raise refusal("columns", inside={("columns",): "margins and gutters leave no room for the columns"})
        wide = [level for level, head in self.heads.items() if min(head.spans) > self.columns]
        if wide:
            taken = min(self.heads[wide[0]].spans)
            raise refusal(
                "columns",
                inside={("columns",): f"the page has {self.columns} columns, but a head of {wide[0]} takes {taken}"},
                hint=f"say heads: {{{wide[0]}: {{spans: [{self.columns}]}}}}, too",
            )
        return self

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its files are, the nearest folder first: its own, what overrides it, what it extends."""
        return self._folders

    def found_in(self, folders: tuple[Path, ...]) -> Self:
        """The layout with the folders of its files."""
        layout = self.model_copy()
        layout._folders = folders  # noqa: SLF001  a copy of itself
        return layout

    @property
    def fonts(self) -> tuple[Path, ...]:
        """The folders of fonts that it brings."""
        return tuple(folder / "fonts" for folder in self._folders if (folder / "fonts").is_dir())

    @property
    def measure(self) -> float:
        """A column's width in points."""
        room = self.trim.width - self.margins.left - self.margins.right - (self.columns - 1) * self.gutter
        return room / self.columns * MM

    def width(self, span: int) -> float:
        """The width of so many columns with the gutters between them, in points."""
        return span * self.measure + (span - 1) * self.gutter * MM

    def is_wide(self, width: float) -> bool:
        """Whether a width (points) is that of several columns."""
        return width > 1.5 * self.measure

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
