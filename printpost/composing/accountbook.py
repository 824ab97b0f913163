"""The account book: the tables under the drawing of a dummy sheet, and the answer to why a story stands where it does.

A dummy sheet comes in, lines for a terminal go out. The figures are the sheet's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from rich.cells import cell_len

from printpost.composing.charges import PARTS, gathered
from printpost.composing.drawing import cut, draw_pages, typewritten, wrapped
from printpost.composing.dummysheet import DummySheet, SheetModule, SheetPage, SheetTrial, Why
from printpost.problems import printable

SIGNS = "─│┼░█▸×·←→…–“”"
"""Signs that a terminal must have; one that has not gets those of a typewriter."""
WIDE = 110
"""Characters from which on the charges stand beside what they are for."""
BAR = 24
LEAST = 0.005
"""Costs that would be printed as 0.00 are left out."""


def sheet_text(sheet: DummySheet, width: int, *, plain: bool = False) -> str:
    """The whole sheet: drawing, copyfitting, costs."""
    lines = [
        *_heading(sheet),
        "",
        *draw_pages(sheet.pages, sheet.columns, width),
        "",
        *_trials(sheet),
        "",
        *(line for page in sheet.pages for line in (*_page(page, width), "")),
        *_together(sheet),
    ]
    return _text(lines, plain=plain)


def why_text(sheet: DummySheet, width: int, *, plain: bool = False) -> str:
    """The answer to why an item stands where it does, which the sheet must hold."""
    why = sheet.why
    assert why is not None
    pages = [page for page in sheet.pages if any(module.item == why.item for module in page.modules)]
    lines = [cut(printable(why.title), width), ""]
    for reason in why.reasons:
        first, *more = wrapped(reason.split(), width - 2)
        lines += [f"· {first}", *(f"  {line}" for line in more)]
    lines.append("")
    for page in pages:
        for module in page.modules:
            if module.item == why.item:
                lines += wrapped([f"Page {page.number}", *_place(module)], width, " · ")
                lines += [f"  costs {module.cost:.2f}"]
                lines += [f"    {line}" for line in wrapped(_charges(module.charges), width - 4, ", ")]
    lines += ["", *_alternatives(sheet, why, width)]
    return _text(lines, plain=plain)


def _text(lines: list[str], *, plain: bool) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return typewritten(text) if plain else text


def _heading(sheet: DummySheet) -> list[str]:
    pages = f"{len(sheet.pages)} page" + ("" if len(sheet.pages) == 1 else "s")
    text = f"text {sheet.size:g}/{sheet.leading:g} pt"
    return [
        f"{pages} in the layout {sheet.layout}, {text}, cost {sheet.cost:.2f}",
        *(f"  fitted: {measure}" for measure in sheet.fitted),
        *(f"  warning: {warning}" for warning in sheet.warnings),
    ]


def _trials(sheet: DummySheet) -> list[str]:
    lines = ["How it was fitted", "    pages  text, pt     fillers  seems to fill    levers  cost of plan     score"]
    return [*lines, *(_trial(trial) for trial in sheet.trials)]


def _trial(trial: SheetTrial) -> str:
    text = f"{trial.size:g}/{trial.leading:g}"
    cost = "no plan" if trial.cost is None else f"{trial.cost:.2f}"
    score = "" if trial.score is None else f"{trial.score:.2f}"
    mark = "▸" if trial.taken else " "
    return (
        f"  {mark} {trial.pages:5}  {text:11}  {trial.fillers:7}  {trial.fill:13.1%}  {trial.price:8.2f}  {cost:>12}"
        f"  {score:>8}"
    )


def _page(page: SheetPage, width: int) -> list[str]:
    lines = [f"Page {page.number} costs {page.cost:.2f}"]
    for module in page.modules:
        name = f"{module.rank}. {module.title}" if module.rank else module.title
        lines += _entry(module.cost, printable(name), _place(module), module.charges, width)
    cuts = gathered((part, cost) for found in page.cuts for part, cost in found.charges.items())
    for title, charges in (("Cuts", cuts), ("The page as a whole", page.charges)):
        if sum(map(abs, charges.values())) >= LEAST:
            lines += _entry(sum(charges.values()), title, [], charges, width)
    return lines


def _entry(cost: float, name: str, place: list[str], charges: Mapping[str, float], width: int) -> list[str]:
    """One line of the accounts: cost, what for, and the charges beside or under it."""
    told = _charges(charges)
    if width < WIDE:
        under = [*wrapped(place, width - 12, " · "), *wrapped(told, width - 12, ", ")]
        return [f"{cost:8.2f}  {cut(name, width - 10)}", *(" " * 12 + text for text in under)]
    room = (width - 14) // 2
    left = [cut(name, room), *("  " + text for text in wrapped(place, room - 2, " · "))]
    right = wrapped(told, width - room - 14, ", ")
    return [
        (f"{cost:8.2f}  " if n == 0 else " " * 10) + one + " " * (room - cell_len(one) + 2) + other
        for n, (one, other) in enumerate(zip_longest(left, right, fillvalue=""))
    ]


def _charges(charges: Mapping[str, float]) -> list[str]:
    ordered = sorted(charges.items(), key=lambda entry: (-entry[1], entry[0]))
    return [f"{PARTS.get(part, part)} {cost:.2f}" for part, cost in ordered if abs(cost) >= LEAST] or ["nothing"]


def _place(module: SheetModule) -> list[str]:
    last = module.column + module.span - 1
    columns = f"column {module.column}" if module.span == 1 else f"columns {module.column}–{last}"
    place = f"{columns}, rows {module.row}–{module.row + module.depth - 1}"
    told = [f"{module.level} head" if module.level and module.level != "turn" else "", place]
    if module.lines:
        told.append(f"{module.lines} lines")
    if module.from_page:
        told.append(f"← p. {module.from_page}")
    if module.to_page:
        told.append(f"{module.carried} lines → p. {module.to_page}")
    for inset in module.insets:
        legs = f"leg {inset.leg}" if inset.legs == 1 else f"legs {inset.leg}–{inset.leg + inset.legs - 1}"
        told.append(f"{inset.kind} in {legs}")
    pins = [f"{pin}: {str(wish).lower() if isinstance(wish, bool) else wish}" for pin, wish in module.pins.items()]
    if pins and not module.from_page:
        told.append("pinned " + ", ".join(pins))
    return [part for part in told if part]


def _together(sheet: DummySheet) -> list[str]:
    charges = sheet.together()
    dearest = max(charges.values(), default=1.0) or 1.0
    lines = [f"All pages cost {sheet.cost:.2f}"]
    for part, cost in sorted(charges.items(), key=lambda entry: (-entry[1], entry[0])):
        if abs(cost) >= LEAST:
            bar = "█" * max(round(BAR * cost / dearest), 0)
            lines.append(f"{cost:8.2f}  {PARTS.get(part, part):34}{bar}")
    return lines


def _alternatives(sheet: DummySheet, why: Why, width: int) -> list[str]:
    text = f"What else could have been: the whole paper planned again at this size. As it is it costs {sheet.cost:.2f}."
    lines = wrapped(text.split(), width)
    if not why.alternatives:
        return [*lines, "  Nothing: it can stand in one way only."]
    label = max(len(other.pinned) for other in why.alternatives)
    for other in why.alternatives:
        cost = "no plan" if other.cost is None else f"{other.cost:.2f}"
        more = "" if other.more is None else "same" if abs(other.more) < LEAST else f"{other.more:+.2f}"
        figures = f"  {other.pinned:{label}}  {cost:>7}  {more:>7}  "
        first, *others = wrapped(other.stands, max(width - len(figures), 20), " → ") or [""]
        lines += [figures + first, *(" " * len(figures) + "→ " + text for text in others)]
    if any(other.more is not None and other.more < -LEAST for other in why.alternatives):
        text = (
            "A cheaper one was not found before: the planner follows the best few plans only. Pin it, and copyfitting "
            "will weigh it again."
        )
        lines += ["", *wrapped(text.split(), width)]
    return lines
