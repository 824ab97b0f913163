"""The editorial model: what an editor may write in an issue and in a publication, and nothing else.

In come plain mappings from the reader; out go frozen values with typographic text. The model knows no
fonts, no columns and no pages: how matter looks is the composing room's business.

Text fields come in two kinds. ``Text`` is printed, so its quotes, dashes and ellipses are made typographic
in the language of the paper while it is validated; ``str`` fields (addresses, paths, codes) stay as typed.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    model_validator,
)

from printpost.newsroom.figures import number_in
from printpost.newsroom.pagecount import PageCount, typed_pages
from printpost.newsroom.scalars import (
    printed,
    refusal,
    typed_date,
    typed_figure,
    typed_flag,
    typed_markdown,
    typed_whole,
)
from printpost.newsroom.wire_orders import Name, WireOrder, sections_known

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(printed)]
"""A line of printed text without markup."""

Head = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(printed)]
"""The head of a table's column, which may say nothing."""

Address = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(https?://|mailto:|tel:)[^\s/]\S*$")]
"""A link: http, https, mailto or tel."""

Markdown = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1), AfterValidator(typed_markdown)]
"""Copy as Markdown; ``newsroom.copy`` reads it."""

Source = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^wire(/[a-z][a-z0-9-]*)?$")]
"""Where a block's rows come from: the wire, or one section of it."""

Whole = Annotated[int, BeforeValidator(typed_whole)]
Figure = Annotated[float, BeforeValidator(typed_figure)]
Flag = Annotated[bool, BeforeValidator(typed_flag)]
Day = Annotated[dt.date, BeforeValidator(typed_date)]


class _Matter(BaseModel):
    # Building is put off until a model is used: blocks are built once, inside the issue, and not each for itself too.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Art(_Matter):
    """A picture with its cutline and credit. ``src`` is a path beside the issue file."""

    src: str = Field(description="Path of the picture, from the issue file's folder.")
    alt: Text = Field(description="What the picture shows, for readers who cannot see it.")
    cutline: Text | None = Field(None, description="The line under the picture.")
    credit: Text | None = Field(None, description="Who made the picture.")
    focus: tuple[Annotated[Figure, Field(ge=0, le=1)], Annotated[Figure, Field(ge=0, le=1)]] = Field(
        (0.5, 0.5), description="The point that a crop keeps: across and down, 0 to 1."
    )


Rows = Annotated[dict[Text, Text], Field(min_length=1)]


def _lengths(rows: dict[str, str]) -> None:
    """Refuse bars for a figure that has none, each in its place."""
    lengths = {label: number_in(figure) for label, figure in rows.items()}
    odd = [label for label, length in lengths.items() if length is None or length < 0]
    if odd:
        raise refusal(
            "a figure has no bar",
            hint="bars stand for numbers from 0: change the figure, or take bars: away",
            inside={("rows", label): f"'{rows[label]}' cannot be drawn as a bar" for label in odd},
        )


class Facts(_Matter):
    """Labels with their figures, in the order in which they were written."""

    title: Text | None = Field(None, description="The panel's title.")
    rows: Rows = Field(description="The facts, in order: a label, a colon, its figure.")
    bars: Flag = Field(False, description="Whether each figure is drawn as a bar, too.")
    note: Text | None = Field(None, description="A small line at the foot, such as the source of the figures.")

    @model_validator(mode="after")
    def _bars_have_lengths(self) -> Self:
        if self.bars:
            _lengths(self.rows)
        return self


class Quote(_Matter):
    """A pull quote."""

    text: Text = Field(description="The words, without quotation marks.")
    by: Text | None = Field(None, description="Who said it.")


class _Placed(_Matter):
    """What every block of an issue has: its section and the editor's wishes for its place."""

    section: Text | None = Field(None, description="The section that the block belongs to.")
    kicker: Text | None = Field(None, description="A short line over the headline or title.")
    page: Annotated[Whole, Field(ge=1)] | None = Field(None, description="The page that it must stand on.")
    span: Annotated[Whole, Field(ge=1, le=8)] | None = Field(None, description="How many columns it must take.")
    with_: Text | None = Field(
        None, alias="with", description="The block that it must stand beside: its headline, short headline or title."
    )


class _FromTheWire(_Placed):
    """What may come over the wire. ``newsroom.incoming`` fills in the rows before they are looked at here."""

    source: Source | None = Field(
        None, description="Where the rows come from: wire, or a section of the publication's wire, such as wire/models."
    )

    def _has(self, key: str, rows: tuple[Any, ...]) -> None:
        if not rows:
            hint = f"add a line: {key}: ... or source: wire"
            raise refusal(f"this {getattr(self, 'kind', 'block')} has no {key}", hint=hint)


def _either(first: str, second: str) -> dict[str, Any]:
    """The part of a schema that asks for one of two keys."""
    return {"anyOf": [{"required": [first]}, {"required": [second]}]}


def _named_by(key: str) -> ConfigDict:
    """A row is known by its title or, where the wire brings it, by its id."""

    def schema(made: dict[str, Any]) -> None:
        made["required"] = [name for name in made.get("required", ()) if name != key]
        if not made["required"]:
            del made["required"]
        made |= _either(key, "id")

    return ConfigDict(json_schema_extra=schema)


class Story(_Placed):
    """A story: head and copy, with the insets that belong to it."""

    kind: ClassVar[Literal["story"]] = "story"
    placeholder: Flag = Field(False, description="True while the story is still to be written: it is not printed.")
    rating: Text | None = Field(None, description="The editor's rating, such as 7/10.")
    headline: Text = Field(description="The headline, in a few words.")
    short: Text | None = Field(None, description="A short headline for the turn and the index.")
    refer: Text | None = Field(None, description="What the front says of it when it stands inside: a few words.")
    deck: Text | None = Field(None, description="The line under the headline.")
    byline: Text | None = Field(None, description="Who wrote it, such as: By Ada Marsh.")
    dateline: Text | None = Field(None, description="Place, and date if wanted, before the first words.")
    copy_: Markdown = Field(
        alias="copy",
        description="The running text, in Markdown: *emphasis*, **strong**, [links](https://...), lists, ## subheads.",
    )
    facts: Facts | None = Field(None, description="A box of facts inside the story.")
    quote: Quote | None = Field(None, description="A pull quote from the story.")
    art: Art | None = Field(None, description="The picture of the story.")
    turn: Flag = Field(True, description="Whether the story may be carried over to a later page.")
    rank: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="Its weight on the page: 1 is the lead. Without it, weight goes by order."
    )

    @model_validator(mode="after")
    def _is_written(self) -> Story:
        if self.placeholder:
            raise refusal(
                "this story is a placeholder",
                inside={("placeholder",): "this story is a placeholder: it is not printed"},
                hint="write the story, then take this line away",
            )
        return self


class ListItem(_Matter):
    """One item of a list."""

    model_config = _named_by("title")

    id: str | None = Field(None, description="Which item of the wire this one overrides, if not the one of its title.")
    title: Text = Field(description="What the item is called.")
    text: Text | None = Field(None, description="A line or two about it.")
    url: Address | None = Field(None, description="Where to find it.")


class ListPanel(_FromTheWire):
    """A list: tools of the week, weekend reading, dates for the diary."""

    model_config = ConfigDict(json_schema_extra=_either("items", "source"))

    kind: ClassVar[Literal["list"]] = "list"
    title: Text | None = Field(None, description="The panel's title.")
    intro: Text | None = Field(None, description="A line or two under the title.")
    numbered: Flag = Field(True, description="Whether the items have numbers.")
    items: Annotated[tuple[ListItem, ...], Field(min_length=1)] = Field(
        (), description="The items, each beginning with a dash; with source: wire, those that go before the wire's."
    )

    @model_validator(mode="after")
    def _has_items(self) -> ListPanel:
        self._has("items", self.items)
        return self


class TrendingRow(_Matter):
    """One row of a trending table. ``trend`` holds earlier figures, oldest first."""

    model_config = _named_by("name")

    id: str | None = Field(None, description="Which row of the wire this one overrides, if not the one of its name.")
    name: Text = Field(description="The name of what is ranked.")
    text: Text | None = Field(None, description="A few words about it.")
    figure: Text | None = Field(None, description="The figure that it is ranked by, such as 97.4K.")
    change: Annotated[str, StringConstraints(pattern=r"^([+\-−]?[\d.,][\d.,’\s]*[%kKMB]*|new|=)$")] | None = Field(
        None, description="The change since the last issue: +412, -3, = or new."
    )
    trend: Annotated[tuple[Figure, ...], Field(max_length=60)] = Field(
        (), description="Earlier figures, oldest first, for a small curve; at most 60."
    )
    url: Address | None = Field(None, description="Where to find it.")


class Trending(_FromTheWire):
    """A ranked table: models and data sets, repositories with their stars, biggest movers."""

    model_config = ConfigDict(json_schema_extra=_either("rows", "source"))

    kind: ClassVar[Literal["trending"]] = "trending"
    title: Text | None = Field(None, description="The panel's title.")
    intro: Text | None = Field(None, description="A line or two under the title.")
    ranked: Flag = Field(True, description="Whether the rows have their rank.")
    rows: Annotated[tuple[TrendingRow, ...], Field(min_length=1)] = Field(
        (),
        description="The rows, best first, each beginning with a dash; with source: wire, those that go before the"
        " wire's.",
    )
    note: Text | None = Field(None, description="A small line at the foot, such as the source of the figures.")

    @model_validator(mode="after")
    def _has_rows(self) -> Trending:
        self._has("rows", self.rows)
        return self


class FactsPanel(_Placed):
    """Facts that belong to no story."""

    kind: ClassVar[Literal["facts"]] = "facts"
    title: Text | None = Field(None, description="The panel's title.")
    intro: Text | None = Field(None, description="A line or two under the title.")
    rows: Rows = Field(description="The facts, in order: a label, a colon, its figure.")
    bars: Flag = Field(False, description="Whether each figure is drawn as a bar, too.")
    note: Text | None = Field(None, description="A small line at the foot, such as the source of the figures.")

    @model_validator(mode="after")
    def _bars_have_lengths(self) -> Self:
        if self.bars:
            _lengths(self.rows)
        return self


class Table(_Placed):
    """A plain table: the first column ranges left, a column of figures ranges right."""

    kind: ClassVar[Literal["table"]] = "table"
    title: Text | None = Field(None, description="The panel's title.")
    intro: Text | None = Field(None, description="A line or two under the title.")
    columns: Annotated[tuple[Head | None, ...], Field(min_length=1, max_length=8)] = Field(
        description='The heads of the columns, at most eight; ~ or "" leaves a head empty, but not all.'
    )
    rows: Annotated[tuple[tuple[Text | None, ...], ...], Field(min_length=1)] = Field(
        description="The rows, each a list with a cell for every column; ~ leaves a cell empty."
    )
    note: Text | None = Field(None, description="A small line at the foot, such as the source of the figures.")

    @model_validator(mode="after")
    def _a_column_has_a_head(self) -> Table:
        if not any(self.columns):
            raise refusal(
                "no column of the table has a head",
                inside={("columns",): "all heads are empty"},
                hint="say in a word what one of them holds; a panel of facts has rows without heads",
            )
        return self

    @model_validator(mode="after")
    def _rows_are_as_wide_as_the_head(self) -> Table:
        wide = len(self.columns)
        odd = {number: len(row) for number, row in enumerate(self.rows) if len(row) != wide}
        if odd:
            raise refusal(
                "the table's rows are not all as wide as its head",
                inside={
                    (
                        "rows",
                        number,
                    ): f"this row has {_count(cells, 'cell')}, but the table has {_count(wide, 'column')}"
                    for number, cells in odd.items()
                },
                hint="leave a cell empty with ~",
            )
        return self


class Panel(_Placed):
    """A free panel: a title and a few paragraphs that are not a story."""

    kind: ClassVar[Literal["panel"]] = "panel"
    title: Text | None = Field(None, description="The panel's title.")
    copy_: Markdown = Field(alias="copy", description="A few paragraphs in Markdown.")


class Notice(_Placed):
    """A notice: one short message, set larger and centred between rules."""

    kind: ClassVar[Literal["notice"]] = "notice"
    title: Text | None = Field(None, description="The panel's title.")
    text: Text = Field(description="The message.")
    url: Address | None = Field(None, description="Where to learn more.")


class Subscribe(_Placed):
    """The subscription panel: a QR code with a call to action over and under it."""

    kind: ClassVar[Literal["subscribe"]] = "subscribe"
    title: Text = Field(description="The line over the code.")
    text: Text | None = Field(None, description="A line or two about what the reader gets.")
    url: Annotated[Address, StringConstraints(max_length=300)] = Field(
        description="The address that the code leads to; short ones scan best."
    )
    action: Text | None = Field(None, description="The line under the code, such as: Scan to subscribe on mobile.")


class Ornament(_Placed):
    """A printer's ornament, which closes a column that would else have a small hole."""

    kind: ClassVar[Literal["ornament"]] = "ornament"
    shape: Literal["rule", "lozenges"]


class ArtPanel(Art, _Placed):
    """A picture that belongs to no story."""

    kind: ClassVar[Literal["art"]] = "art"
    title: Text | None = Field(None, description="The panel's title.")


Block = Story | ListPanel | Trending | FactsPanel | Table | Panel | Notice | Subscribe | ArtPanel | Ornament
BLOCKS: dict[str, type[_Placed]] = {
    "story": Story,
    "list": ListPanel,
    "trending": Trending,
    "facts": FactsPanel,
    "table": Table,
    "panel": Panel,
    "notice": Notice,
    "subscribe": Subscribe,
    "art": ArtPanel,
}


class Entry(_Matter):
    """One entry of ``contents``: exactly one key, which names the kind of block."""

    story: Story | None = None
    list_: ListPanel | None = Field(None, alias="list")
    trending: Trending | None = None
    facts: FactsPanel | None = None
    table: Table | None = None
    panel: Panel | None = None
    notice: Notice | None = None
    subscribe: Subscribe | None = None
    art: ArtPanel | None = None

    @model_validator(mode="before")
    @classmethod
    def _exactly_one_kind(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        named = [key for key in value if key in BLOCKS]
        if named and len(value) > 1:
            others = [str(key) for key in value if key != named[0]]
            if value[named[0]] is None:
                raise refusal(
                    f"the keys of this {named[0]} are not indented under it",
                    hint=f"move {', '.join(others[:3])} and the rest two spaces to the right",
                )
            raise refusal(
                f"an entry of contents is one block, but this one has {len(value)} keys: {', '.join(map(str, value))}",
                hint="begin each block with a dash of its own (- story:)",
            )
        if named and value[named[0]] is None:
            raise refusal(f"this {named[0]} is empty", hint="write its keys in the lines under it, indented")
        if not named and len(value) != 1:
            raise refusal(
                "this entry does not say what kind of block it is",
                hint="begin it with its kind, such as - story:, and indent its keys under that; kinds are "
                + ", ".join(BLOCKS),
            )
        return value

    @property
    def block(self) -> Block:
        """The block that this entry holds."""
        blocks: tuple[Block | None, ...] = tuple(getattr(self, name) for name in type(self).model_fields)
        return next(block for block in blocks if block is not None)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Shared(_Matter):
    """What a publication says once and an issue may say otherwise."""

    tagline: Text | None = Field(None, description="The line over the nameplate.")
    topics: tuple[Text, ...] | None = Field(None, description="The topics line under the nameplate.")
    established: Text | None = Field(
        None, description="Since when the paper has appeared: a year, or such as: Est. 2025."
    )
    place: Text | None = Field(None, description="Where the paper appears.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")] | None = Field(
        None,
        description="The language, such as en-GB or de: its quotation marks, hyphens, dates, furniture and direction.",
    )
    layout: str | None = Field(None, description="The name of the layout, or the path of its folder.")
    price: Text | None = Field(None, description="What a copy costs.")
    url: Address | None = Field(None, description="The address of the paper.")
    imprint: Text | None = Field(None, description="Who publishes the paper and how to reach them.")


class Filler(_Matter):
    """House matter: a notice, the subscription panel, or an ornament."""

    section: Text | None = Field(None, description="The section that a notice belongs to.")
    kicker: Text | None = Field(None, description="A short line over a notice's title.")
    title: Text | None = Field(None, description="A notice's title.")
    text: Text | None = Field(None, description="A notice's message.")
    url: Address | None = Field(None, description="Where to learn more.")
    subscribe: Subscribe | None = Field(
        None, description="The subscription panel, in issues that have none among their contents."
    )
    ornament: Literal["rule", "lozenges"] | None = Field(
        None, description="An ornament: a swelled rule, or a row of lozenges."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [name for name in ("text", "subscribe", "ornament") if getattr(self, name) is not None]
        notice = [name for name in ("section", "kicker", "title", "url") if getattr(self, name) is not None]
        if len(kinds) > 1 or (notice and kinds and kinds != ["text"]):
            raise refusal(
                f"a filler is one of a notice, subscribe and ornament, but this one has {' and '.join(kinds + notice)}",
                hint="begin each filler with a dash of its own",
            )
        if not kinds:
            raise refusal("this filler has no text", hint="give it a text:, or make it subscribe: or ornament: rule")
        return self

    @property
    def block(self) -> Notice | Subscribe | Ornament:
        """The block that this filler is."""
        if self.subscribe is not None:
            return self.subscribe
        if self.ornament is not None:
            return Ornament.model_construct(shape=self.ornament)
        said = {name: getattr(self, name) for name in ("section", "kicker", "title", "url")}
        return Notice.model_construct(text=self.text, **said)


class Publication(_Shared):
    """What every issue of a paper shares."""

    name: Text = Field(description="The nameplate.")
    fillers: tuple[Filler, ...] = Field((), description="House matter that may fill a page.")
    wire: Annotated[dict[Name, WireOrder], AfterValidator(sections_known)] = Field(
        default_factory=dict,
        description="What printpost wire fetches for each issue: sections by name, such as models or weather.",
    )


class Issue(_Shared):
    """One issue. What it says itself goes before what its publication says."""

    number: Annotated[Whole, Field(ge=0)] | None = Field(None, description="The number of the issue.")
    date: Day = Field(description="The day of the issue, as year-month-day: 2026-04-25.")
    name: Text | None = Field(None, description="The nameplate, if it is not the publication's.")
    weather: Text | None = Field(None, description="The weather in a few words, such as: 6°C, cloudy; or wire.")
    pages: Annotated[PageCount, PlainValidator(typed_pages, json_schema_input_type=Any)] = Field(
        "auto",
        description="How many pages to fill, 1 to 128; auto takes the fewest that hold the copy; "
        "{multiple_of: 4, max: 12} the fewest of those.",
    )
    contents: Annotated[tuple[Entry, ...], Field(min_length=1)] = Field(
        description="The blocks of the issue in order, each beginning with a dash and its kind: - story:"
    )
