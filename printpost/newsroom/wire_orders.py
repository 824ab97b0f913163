"""What an editor may order from the wire: the `wire:` of a publication, section by section.

Plain mappings come in from the reader, `printpost.wire.orders.Order` goes out. A key that a source does not know is
refused here, with the keys that it knows.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from printpost.newsroom.scalars import refusal, typed_figure, typed_flag, typed_whole
from printpost.wire.orders import COLUMNS, RANKED, Order


def _section_name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise refusal(
            "{name} is not a name for a section of the wire", hint="small letters, figures and hyphens: models"
        )
    return value


_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
Name = Annotated[str, AfterValidator(_section_name)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Web = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s/]\S*$", max_length=500)]
Count = Annotated[int, BeforeValidator(typed_whole), Field(ge=1, le=50)]
Figure = Annotated[float, BeforeValidator(typed_figure)]
Flag = Annotated[bool, BeforeValidator(typed_flag)]

_HUB = ("author", "search", "tags")
_ASKED: dict[str, tuple[str, ...]] = {
    "models": (*_HUB, "task"),
    "datasets": _HUB,
    "spaces": _HUB,
    "papers": ("today",),
    "repositories": ("search", "topics", "language", "author", "stars", "pushed"),
    "feed": ("url",),
    "weather": ("place", "latitude", "longitude", "units"),
    "movers": ("of", "by", "new"),
}
_COUNTED = {
    "models": ("likes", "downloads", "score"),
    "datasets": ("likes", "downloads", "score"),
    "spaces": ("likes", "score"),
    "papers": ("upvotes",),
    "repositories": ("stars",),
}
_RANKED = ("count", "longest_name", "endpoint", "figure", "change", "columns", "since")
_SHARED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(RANKED, _RANKED),
    "feed": ("count", "longest_name"),
    "weather": ("endpoint",),
    "movers": ("count", "change", "columns"),
}
_AGE = re.compile(r"([1-9][0-9]{0,2}) days?")


class WireOrder(BaseModel):
    """One section of the wire: where it comes from, how much of it, and what is printed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    source: Literal["models", "datasets", "spaces", "papers", "repositories", "feed", "weather", "movers"] = Field(
        description="Where the section comes from: the Hub's models, datasets, spaces or papers, GitHub's repositories,"
        " a feed, the weather, or movers among the other sections."
    )
    title: Words | None = Field(None, description="The title that a draft gives the block.")
    count: Count = Field(5, description="How many rows are printed.")
    longest_name: Annotated[int, BeforeValidator(typed_whole), Field(ge=8, le=200)] | None = Field(
        None, description="The most characters of a name before it is shortened (26; titles of papers and feeds 90)."
    )
    endpoint: Web | None = Field(None, description="Another server that answers as the source's own does.")
    author: Words | None = Field(None, description="Only what this account publishes.")
    search: Words | None = Field(None, description="Only what has these words.")
    tags: tuple[Words, ...] = Field((), description="Only what has all these tags of the Hub.")
    task: Words | None = Field(None, description="Only models for this task, such as text-generation.")
    today: Flag = Field(False, description="Only the papers of the issue's own day.")
    topics: tuple[Words, ...] = Field((), description="Only repositories with all these topics.")
    language: Words | None = Field(None, description="Only repositories in this programming language.")
    stars: Annotated[int, BeforeValidator(typed_whole), Field(ge=0)] | None = Field(
        None, description="Only repositories with at least so many stars."
    )
    pushed: Annotated[int, BeforeValidator(typed_whole), Field(ge=1, le=3650)] | None = Field(
        None, description="Only repositories that were worked on in the last so many days."
    )
    url: Web | None = Field(None, description="The address of the feed, RSS or Atom.")
    place: Words | None = Field(None, description="The place of the weather, such as: Manchester, United Kingdom.")
    latitude: Annotated[Figure, Field(ge=-90, le=90)] | None = Field(None, description="The place's latitude.")
    longitude: Annotated[Figure, Field(ge=-180, le=180)] | None = Field(None, description="The place's longitude.")
    units: Literal["celsius", "fahrenheit"] | None = Field(None, description="Celsius or fahrenheit.")
    of: tuple[Name, ...] = Field((), description="The sections among which movers are looked for; all if not said.")
    by: Literal["gain", "percent", "rank"] | None = Field(
        None, description="What makes a mover: gain, percent or rank."
    )
    new: Flag = Field(True, description="Whether new entries stand among the movers.")
    since: Annotated[str, BeforeValidator(str)] = Field(
        "last issue", description="What changes are measured against: last issue, or a time such as 7 days."
    )
    figure: Literal["stars", "likes", "downloads", "upvotes", "score"] | None = Field(
        None, description="The figure that is printed."
    )
    change: Literal["gain", "percent", "rank"] | None = Field(
        None, description="The change that is printed: of the figure, in per cent of it, or of the rank."
    )
    columns: tuple[Literal["text", "figure", "change", "trend", "streak"], ...] | None = Field(
        None, description="The columns that are printed, out of text, figure, change, trend and streak."
    )

    @model_validator(mode="after")
    def _fits_its_source(self) -> WireOrder:
        source = self.source
        known = ("source", "title", *_ASKED[source], *_SHARED[source])
        wrong: dict[tuple[str | int, ...], str] = {
            (key,): f"a {source} section has no {key}" for key in sorted(self.model_fields_set - set(known))
        }
        if wrong:
            raise refusal("a key is of no use here", inside=wrong, hint=f"it may have {', '.join(known)}")
        if source == "feed" and not self.url:
            raise refusal("this feed has no url", hint="add a line: url: https://...")
        if source == "weather" and not self.place and (self.latitude is None or self.longitude is None):
            raise refusal("this weather has no place", hint="add place: and a town, or latitude: and longitude:")
        if self.figure and self.figure not in _COUNTED.get(source, ()):
            raise refusal(
                "",
                inside={("figure",): f"{source} have no {self.figure}"},
                hint="write " + " or ".join(_COUNTED[source]),
            )
        if self.since != "last issue" and not _AGE.fullmatch(self.since):
            message = f"since must be last issue or a number of days, not '{self.since[:40]}'"
            raise refusal("", inside={("since",): message}, hint="for example 7 days")
        return self

    def order(self, name: str) -> Order:
        """Return the section's order for the wire."""
        age = _AGE.fullmatch(self.since)
        reading = self.source in ("papers", "feed")
        asked: dict[str, Any] = {key: getattr(self, key) for key in _ASKED[self.source]}
        chosen = self.columns or COLUMNS[:4]
        change = self.change or (self.by if self.source == "movers" and self.by else None)
        return Order(
            name,
            self.source,
            count=self.count,
            asked=asked,
            figure=self.figure,
            change=change or ("percent" if self.source == "movers" else "gain"),
            columns=tuple(column for column in COLUMNS if column in chosen),
            days=int(age[1]) if age else None,
            longest=self.longest_name or (90 if reading else 26),
            endpoint=self.endpoint,
            title=self.title,
        )


def sections_known(sections: dict[str, WireOrder]) -> dict[str, WireOrder]:
    """The sections, if movers are looked for among those that there are."""
    ranked = [name for name, section in sections.items() if section.source in RANKED]
    wrong: dict[tuple[str | int, ...], str] = {}
    for name, section in sections.items():
        for number, wanted in enumerate(section.of):
            if wanted not in ranked:
                wrong[name, "of", number] = f"there is no ranked section '{wanted}' to look for movers in"
        if section.source == "movers" and not ranked:
            wrong[name,] = "there is no ranked section to look for movers in"
    if wrong:
        hint = f"write {' or '.join(ranked)}" if ranked else "add one, such as models: {source: models}"
        raise refusal("movers are looked for where there are none", inside=wrong, hint=hint)
    return sections


def orders(sections: dict[str, WireOrder]) -> tuple[Order, ...]:
    """Return the orders of a publication in the order in which they were written."""
    return tuple(section.order(name) for name, section in sections.items())
