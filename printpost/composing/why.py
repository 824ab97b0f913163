"""Why: the reasons for which an item stands where it stands, and what else it would have cost.

A composed edition and a part of a headline come in; reasons in words and alternatives go out. An alternative is the
whole paper planned again, at the same size, with one decision pinned: nothing is guessed from a part of the costs.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import replace

from printpost.composing.composition import Edition
from printpost.composing.dummy import Dummy, Take
from printpost.composing.dummysheet import Alternative, Name, Why, names
from printpost.composing.galley import WHOLE
from printpost.composing.items import Group, Panel, Story
from printpost.composing.matter import Matter
from printpost.composing.planner import Planner
from printpost.problems import BadInput, error

NEAR = 3
"""Pages tried to either side of the one where an item stands."""
MOST_NAMED = 5
LEAST_IN_WORD = 4
"""Letters of a word that a headline is told by."""
_DIGITS = 4


def why(edition: Edition, wanted: str, progress: Callable[[str], None] = lambda _: None) -> Why:
    """Why the item called ``wanted`` stands where it does. Raises BadInput where none or several are called so."""
    known = {name: entry for name, entry in names(edition).items() if _takes(edition.dummy, name)}
    name = find(known, wanted)
    alternatives = []
    for pinned, changed in _pinned(edition, name):
        progress(f"planning again: {pinned}")
        dummy = Planner(changed, [grid.rows for grid in edition.grids]).plan()
        cost = None if dummy is None else round(dummy.cost, _DIGITS)
        more = None if dummy is None else round(dummy.cost - edition.dummy.cost, _DIGITS)
        alternatives.append(Alternative(pinned, cost, more, _stands(dummy, name) if dummy else ()))
    return Why(name, known[name].title, tuple(_reasons(edition, name, known)), tuple(alternatives))


def find(known: dict[str, Name], wanted: str) -> str:
    """The item that is called so: by its headline or short headline, or by a part of one."""
    sought = " ".join(wanted.casefold().split())
    called = {
        name: [" ".join(text.casefold().split()) for text in (name, entry.title, entry.short) if text]
        for name, entry in known.items()
    }
    exact = [name for name, texts in called.items() if sought in texts]
    found = exact or [name for name, texts in called.items() if sought and any(sought in text for text in texts[1:])]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            error(f"{wanted!r} may be {_listed(known, found)}", hint="give more of the headline, or the whole of it")
        )
    texts = {text: name for name, entry in called.items() for text in entry}
    # A word that is nearly right is found in the headlines that have it.
    words = {word for text in texts for word in text.split() if len(word) >= LEAST_IN_WORD}
    right = {word for one in sought.split() for word in difflib.get_close_matches(one, words, 2, 0.75)}
    near = [name for text, name in texts.items() if right & set(text.split())]
    near += [texts[text] for text in difflib.get_close_matches(sought, texts, MOST_NAMED, 0.6)]
    likely = list(dict.fromkeys(near)) or [name for name in known if name.startswith("s")] or list(known)
    raise BadInput(error(f"nothing in the issue is called {wanted!r}", hint=f"perhaps {_listed(known, likely)}"))


def _listed(known: dict[str, Name], items: list[str]) -> str:
    shown = " or ".join(f"“{known[name].title}”" for name in items[:MOST_NAMED])
    return shown + (" or another" if len(items) > MOST_NAMED else "")


def _takes(dummy: Dummy, name: str) -> list[tuple[int, Take]]:
    return [(number, take) for number, page in enumerate(dummy.pages) for take in page.takes if take.item == name]


# -- reasons


def _reasons(edition: Edition, name: str, known: dict[str, Name]) -> Iterator[str]:
    matter, item = edition.matter, edition.matter[name]
    for pin, wish in (known[name].pins or {}).items():
        yield f"The issue asks for it: {pin}: {str(wish).lower() if isinstance(wish, bool) else wish}."
    if "span" in (known[name].pins or {}):
        yield "With its span pinned, heads and panels are not measured at others: take the pin out to compare them."
    if isinstance(item, Story):
        yield from _ranked(edition, item, known)
        group = next((i for i in matter.items.values() if isinstance(i, Group) and name in i.items), None)
        if group:
            yield f"It stands under the flag of its section, {group.section}, and goes where the section goes."
    elif name in edition.desk.fillers:
        yield "It is house matter: it stands only because the page would not be full without it."
    elif isinstance(item, Panel):
        yield "It may stand a few places from where the issue has it, wherever a column wants its depth."
    takes = _takes(edition.dummy, name)
    if len(takes) > 1:
        pages = " and ".join(str(number + 1) for number, _ in takes[1:])
        yield f"It turns, since it does not go whole where it stands: it goes on on page {pages}."
    if not known[name].pins:
        yield "Nothing about it is pinned: of all the plans that were followed this one costs least."


def _ranked(edition: Edition, item: Story, known: dict[str, Name]) -> Iterator[str]:
    first = _takes(edition.dummy, item.name)[0][1]
    pinned = "rank" in (known[item.name].pins or {})
    how = "its rank is given" if pinned else "rank goes by the order of the issue"
    place = "It leads the paper" if item.rank == 1 else f"It is number {item.rank} of the paper's stories"
    yield f"{place}: {how}."
    levels = ", ".join(level.name for level in item.levels)
    yield (
        f"With this rank and {item.galley.rows()} lines of copy its head may be of the levels {levels}, best first; "
        f"it is of the level {first.setting.level}, over {first.module.span} "
        + ("column." if first.module.span == 1 else "columns.")
    )


# -- alternatives


def _pinned(edition: Edition, name: str) -> Iterator[tuple[str, Matter]]:
    """Every decision that might have been another, with the matter in which it is pinned."""
    matter, item = edition.matter, edition.matter[name]
    page, first = _takes(edition.dummy, name)[0]
    group = next((key for key, found in matter.items.items() if isinstance(found, Group) and name in found.items), name)
    placed = matter[group]
    if placed.page is not None:
        yield "on any page", matter.changed(group, replace(placed, page=None))
    for other in range(max(page - NEAR, 0), min(page + NEAR + 1, len(edition.grids))):
        if other != page:
            with_section = " with its section" if group != name else ""
            yield f"page {other + 1}{with_section}", matter.changed(group, replace(placed, page=other + 1))
    if isinstance(item, Story):
        for span in sorted(set(matter.shapes(name, _deepest(edition), WHOLE, None)) - {first.module.span}):
            yield _columns(span), matter.changed(name, replace(item, must_span=span))
        for level in item.levels:
            if level.name != first.setting.level and any(found == level.name for found, _ in item.heads):
                yield f"{level.name} head", matter.changed(name, replace(item, levels=(level,)))
        if len(_takes(edition.dummy, name)) > 1:
            yield "not turned", matter.changed(name, replace(item, may_turn=False))
        elif matter.turnable(name) and page < len(edition.grids) - 1:
            yield "turned", matter.changed(name, replace(item, must_turn=True))
    elif isinstance(item, Panel):
        for span in sorted(set(item.depths) - {first.module.span}):
            yield _columns(span), matter.changed(name, replace(item, depths={span: item.depths[span]}, pinned=True))


def _deepest(edition: Edition) -> int:
    return max(grid.rows for grid in edition.grids)


def _columns(span: int) -> str:
    return f"{span} column{'' if span == 1 else 's'}"


def _stands(dummy: Dummy, name: str) -> tuple[str, ...]:
    told = []
    for number, take in _takes(dummy, name):
        module, level = take.module, take.setting.level
        head = f"{level} " if level and level != "turn" else ""
        told.append(f"p. {number + 1}: {head}{module.span} × {module.depth}")
    return tuple(told)
