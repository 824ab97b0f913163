"""The dummy sheet: the page plan of an issue as plain values, with the cost of every decision.

A composed edition comes in; out goes what an editor (as a drawing, ``drawing``) and programs (as JSON) read of its
plan. The shape of the JSON is a promise: ``sheet_schema`` describes it, and a change that breaks a reader raises
``VERSION``. Columns, rows, pages and legs count from 1; a row is one line of text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from printpost.composing.accounts import Account, PageAccounts, accounts
from printpost.composing.charges import gathered
from printpost.composing.composer import NOTES
from printpost.composing.composition import Edition
from printpost.composing.dummy import Dummy, Take
from printpost.composing.galley import Start
from printpost.composing.items import Panel, Story
from printpost.composing.matter import Matter
from printpost.newsroom.issue import Story as Copy

VERSION = 1
PINS = ("page", "span", "turn", "rank", "with")
"""The editor's wishes for a story's place, as the issue file calls them."""
_DIGITS = 4

Costs = Annotated[dict[str, float], Field(description="What the cost is made of; the charges add up to it.")]
Cost = Annotated[
    float, Field(description="What it costs, in the planner's units: one is about two white rows in a leg.")
]


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture, a quote, facts or a byline inside a story's module."""

    kind: Annotated[Literal["facts", "quote", "art", "byline"], Field(description="What it is.")]
    leg: Annotated[int, Field(description="Its first leg.")]
    legs: Annotated[int, Field(description="How many legs it is wide.")]
    row: Annotated[int, Field(description="Its first row in the module.")]
    depth: Annotated[int, Field(description="Its depth in rows, with its white.")]


@dataclass(frozen=True, slots=True)
class SheetModule:
    """A rectangle of a page with what stands in it."""

    item: Annotated[str, Field(description="The item's name in this plan, such as s0; takes of one story share it.")]
    kind: Annotated[
        Literal["story", "panel", "index", "filler", "notes"], Field(description="What kind of matter it is.")
    ]
    title: Annotated[str, Field(description="The headline, or what a panel is called.")]
    short: Annotated[str, Field(description="The short headline, if there is one.")]
    rank: Annotated[int | None, Field(description="A story's rank: 1 is the lead.")]
    part: Annotated[
        Literal["whole", "first", "middle", "rest"], Field(description="Which part of a story that turns stands here.")
    ]
    column: Annotated[int, Field(description="Its first column.")]
    row: Annotated[int, Field(description="Its first row.")]
    span: Annotated[int, Field(description="How many columns it takes.")]
    depth: Annotated[int, Field(description="How many rows it takes.")]
    level: Annotated[str | None, Field(description="The level of the head; turn over the rest of a story.")]
    head: Annotated[int, Field(description="The rows of the head, with the white under it.")]
    head_span: Annotated[
        int, Field(description="The columns of the head: fewer than the span where art stands beside it.")
    ]
    lines: Annotated[int, Field(description="The lines of copy that stand here.")]
    carried: Annotated[int, Field(description="The lines that are carried over to a later page.")]
    from_page: Annotated[int | None, Field(description="The page that it goes on from.")]
    to_page: Annotated[int | None, Field(description="The page that it goes on on.")]
    insets: Annotated[tuple[Inset, ...], Field(description="What stands between the copy.")]
    pins: Annotated[dict[str, Any], Field(description="The editor's wishes for its place.")]
    cost: Cost
    charges: Costs


@dataclass(frozen=True, slots=True)
class SheetCut:
    """A straight cut between modules."""

    across: Annotated[bool, Field(description="Whether it runs across the page; else down a gutter.")]
    column: Annotated[int, Field(description="The first column under it, or to the right of it.")]
    row: Annotated[int, Field(description="The first row under it, or its own first row.")]
    length: Annotated[int, Field(description="Its length in columns, or in rows.")]
    gap: Annotated[int, Field(description="The free rows above it; 0 for a cut down.")]
    cost: Cost
    charges: Costs


@dataclass(frozen=True, slots=True)
class SheetFlag:
    """A section's flag over the modules of its group."""

    section: Annotated[str, Field(description="The section's name.")]
    column: Annotated[int, Field(description="Its first column.")]
    row: Annotated[int, Field(description="Its first row.")]
    span: Annotated[int, Field(description="How many columns it takes.")]
    depth: Annotated[int, Field(description="How many rows it takes.")]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A page: its modules in reading order, the cuts between them, and its costs."""

    number: Annotated[int, Field(description="The page's number.")]
    rows: Annotated[int, Field(description="The rows of its well.")]
    modules: Annotated[tuple[SheetModule, ...], Field(description="What stands on it, in reading order.")]
    cuts: Annotated[tuple[SheetCut, ...], Field(description="The cuts between the modules.")]
    flags: Annotated[tuple[SheetFlag, ...], Field(description="The flags of its sections.")]
    cost: Cost
    charges: Annotated[
        dict[str, float], Field(description="What belongs to the page as a whole: items moved, rests that wait.")
    ]

    def together(self) -> dict[str, float]:
        """All charges of the page."""
        bills = (*(m.charges for m in self.modules), *(c.charges for c in self.cuts), self.charges)
        return gathered(charge for bill in bills for charge in bill.items())


@dataclass(frozen=True, slots=True)
class SheetTrial:
    """A page count, size and number of fillers that was planned."""

    pages: Annotated[int, Field(description="The page count.")]
    size: Annotated[float, Field(description="The text size in points.")]
    leading: Annotated[float, Field(description="The leading in points.")]
    fillers: Annotated[int, Field(description="The fillers, ruled lines for notes among them.")]
    fill: Annotated[float, Field(description="The share of the pages that the issue seemed to need.")]
    price: Annotated[float, Field(description="What the levers cost that were pulled for it.")]
    cost: Annotated[float | None, Field(description="What its plan cost; null: there was no plan.")]
    score: Annotated[float | None, Field(description="The cost of a page, and the price: the least is taken.")]
    taken: Annotated[bool, Field(description="Whether it was taken.")]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The whole plan made again with one decision pinned."""

    pinned: Annotated[str, Field(description="The decision.")]
    cost: Annotated[float | None, Field(description="What that plan costs; null: there is none.")]
    more: Annotated[float | None, Field(description="How much more than the plan that was taken.")]
    stands: Annotated[tuple[str, ...], Field(description="Where the story would stand then, take by take.")]


@dataclass(frozen=True, slots=True)
class Why:
    """Why one item stands where it stands."""

    item: Annotated[str, Field(description="The item's name in this plan.")]
    title: Annotated[str, Field(description="Its headline or title.")]
    reasons: Annotated[tuple[str, ...], Field(description="The reasons, in words.")]
    alternatives: Annotated[tuple[Alternative, ...], Field(description="What else could have been.")]


@dataclass(frozen=True, slots=True)
class DummySheet:
    """The page plan of an issue, as `printpost plan --json` prints it."""

    version: Annotated[int, Field(description="The version of this shape. New keys may come without a new one.")]
    layout: Annotated[str, Field(description="The layout's name.")]
    columns: Annotated[int, Field(description="The columns of a page.")]
    size: Annotated[float, Field(description="The text size in points.")]
    leading: Annotated[float, Field(description="The leading in points; the depth of a row.")]
    fitted: Annotated[tuple[str, ...], Field(description="What copyfitting had to do, in words.")]
    warnings: Annotated[tuple[str, ...], Field(description="What the editor should know of.")]
    trials: Annotated[tuple[SheetTrial, ...], Field(description="What copyfitting tried, in its order.")]
    pages: Annotated[tuple[SheetPage, ...], Field(description="The pages.")]
    cost: Cost
    why: Annotated[Why | None, Field(description="The answer to --why; null if it was not asked.")] = None

    def plain(self) -> dict[str, Any]:
        """The sheet as JSON can hold it."""
        found: dict[str, Any] = TypeAdapter(DummySheet).dump_python(self, mode="json")
        return found

    def together(self) -> dict[str, float]:
        """All charges of the issue."""
        return gathered(charge for page in self.pages for charge in page.together().items())


@dataclass(frozen=True, slots=True)
class Name:
    """What is known of an item beside its place."""

    title: str
    short: str = ""
    pins: Mapping[str, Any] | None = None


def sheet_schema() -> dict[str, Any]:
    """The JSON Schema of a dummy sheet. It leaves room for keys that later versions of the program may add."""
    schema = TypeAdapter(DummySheet).json_schema(mode="serialization")
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The page plan of an issue"}
    found: dict[str, Any] = told | {key: value for key, value in schema.items() if key != "title"}
    for node in (found, *found["$defs"].values()):
        # The file is what is printed: every key is there, with null where there is nothing to say.
        node["required"] = list(node["properties"])
        for field in node["properties"].values():
            field.pop("title", None)
            field.pop("default", None)
    found["properties"]["version"]["const"] = VERSION
    return found


def draw_up(edition: Edition, why: Why | None = None) -> DummySheet:
    """The dummy sheet of an edition."""
    best = min((t.score for t in edition.trials if t.score is not None and t.pages == len(edition.grids)), default=None)
    trials = tuple(
        SheetTrial(
            trial.pages,
            trial.fit.size,
            trial.fit.leading,
            trial.fillers,
            round(trial.share, _DIGITS),
            round(trial.price, _DIGITS),
            _rounded(trial.cost),
            _rounded(trial.score),
            (trial.pages, trial.fit, trial.fillers) == (len(edition.grids), edition.fit, edition.fillers)
            and trial.score == best,
        )
        for trial in edition.trials
    )
    return DummySheet(
        VERSION,
        edition.layout.name,
        edition.layout.columns,
        edition.fit.size,
        edition.fit.leading,
        edition.measures,
        tuple(problem.message for problem in (*edition.reading.warnings, *edition.warnings)),
        trials,
        sheet_pages(edition.dummy, edition.matter, names(edition)),
        round(edition.dummy.cost, _DIGITS),
        why,
    )


def names(edition: Edition) -> dict[str, Name]:
    """What an editor calls the items of an edition, and what was pinned."""
    desk, found = edition.desk, {}
    for item, story in desk.stories.items():
        found[item] = Name(story.story.headline, story.story.short or "", _pins(story.story))
    for item, panel in desk.panels.items():
        kind = str(getattr(type(panel.block), "kind", "panel"))
        title = desk.title(item)
        found[item] = Name(kind.capitalize() if title == item else title, "", _pins(panel.block))
    return found


def _pins(block: object) -> dict[str, Any]:
    given: set[str] = getattr(block, "model_fields_set", set())
    pins = {pin: getattr(block, pin) for pin in PINS if pin in given}
    if isinstance(block, Copy) and pins.get("turn"):
        del pins["turn"]
    return {pin: wish for pin, wish in pins.items() if wish is not None}


def sheet_pages(dummy: Dummy, matter: Matter, known: Mapping[str, Name]) -> tuple[SheetPage, ...]:
    """The pages of a dummy, with their accounts."""
    return tuple(_page(dummy, number, matter, known, account) for number, account in enumerate(accounts(dummy, matter)))


def _page(dummy: Dummy, number: int, matter: Matter, known: Mapping[str, Name], account: PageAccounts) -> SheetPage:
    page = dummy.pages[number]
    modules = tuple(
        _module(dummy, number, take, matter, known.get(take.item) or _unnamed(take.item), charges)
        for take, charges in zip(page.takes, account.takes, strict=True)
    )
    cuts = tuple(
        SheetCut(
            cut.across,
            cut.column + 1,
            cut.row + 1,
            cut.span if cut.across else cut.depth,
            cut.gap,
            _sum(charges),
            _plain(charges),
        )
        for cut, charges in zip(page.cuts, account.cuts, strict=True)
    )
    flags = tuple(
        SheetFlag(f.section, f.module.column + 1, f.module.row + 1, f.module.span, f.module.depth) for f in page.flags
    )
    return SheetPage(number + 1, page.rows, modules, cuts, flags, round(page.cost, _DIGITS), _plain(account.own))


def _unnamed(item: str) -> Name:
    return Name("Inside" if item == "index" else "Notes" if item.startswith(NOTES) else item)


def _module(dummy: Dummy, page: int, take: Take, matter: Matter, name: Name, charges: Account) -> SheetModule:
    module, item = take.module, matter[take.item]
    pages = dummy.turns.get(take.item, ())
    story = isinstance(item, Story)
    at = pages.index(page) if page in pages else 0
    return SheetModule(
        take.item,
        _kind(take.item, item),
        name.title,
        name.short,
        item.rank if isinstance(item, Story) else None,
        take.part,  # type: ignore[arg-type]
        module.column + 1,
        module.row + 1,
        module.span,
        module.depth,
        take.setting.level if story else None,
        take.setting.head,
        (take.setting.abreast or module.span) if story else 0,
        sum(part.last - part.first for part in take.filled.parts) if take.filled else 0,
        _carried(item, take.filled.rest) if take.filled else 0,
        pages[at - 1] + 1 if at else None,
        pages[at + 1] + 1 if at + 1 < len(pages) else None,
        tuple(
            Inset(placed.inset.kind, placed.inset.leg + 1, placed.inset.span, placed.row + 1, placed.inset.depth)
            for placed in take.insets
        ),
        dict(name.pins or {}),
        _sum(charges),
        _plain(charges),
    )


def _kind(name: str, item: object) -> Literal["story", "panel", "index", "filler", "notes"]:
    if not isinstance(item, Panel):
        return "story"
    if name.startswith(NOTES):
        return "notes"
    return "index" if name == "index" else "filler" if name.startswith("f") else "panel"


def _carried(item: object, rest: Start | None) -> int:
    return item.galley.rows(rest) if isinstance(item, Story) and rest is not None else 0


def _plain(account: Account) -> dict[str, float]:
    """The charges, the dearest first."""
    ordered = sorted(account.items(), key=lambda entry: (-entry[1], entry[0]))
    return {part: round(cost, _DIGITS) for part, cost in ordered}


def _sum(account: Account) -> float:
    return round(sum(account.values()), _DIGITS)


def _rounded(cost: float | None) -> float | None:
    return None if cost is None else round(cost, _DIGITS)
