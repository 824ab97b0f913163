"""Calling in: house matter for the white of single pages of a plan.

A plan and the fillers that it does not use come in; the plan comes out with fillers on pages that are better for them.
Only the page on which one stands is made up again: what turns there carries over the same lines, so that all other
pages stay as they are. Long papers need this, which can seldom be planned again with one item more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from printpost.composing.charges import total
from printpost.composing.choices import MOVE
from printpost.composing.dummy import Dummy, PagePlan

if TYPE_CHECKING:
    from printpost.composing.planner import Planner

CALLED_IN, ON_FRONT = 4.0, 5.0
"""Cost of a filler on a page that was planned without it: what one costs that was planned, on the front a little more.
"""
ROOMY = 0.85
"""The share of the cells that a filler takes which a page must have empty for it to be worth a try."""
TRIED = 2
"""Places on a page that are tried for it, the most promising ones."""


def called_in(planner: Planner, dummy: Dummy, fillers: Sequence[str]) -> tuple[Dummy, tuple[str, ...]]:
    """The plan with as many of the fillers as make single pages better, and their names. Each stands once."""
    left, pages = list(fillers), list(dummy.pages)
    leading = planner.matter.leading
    thinnest = sorted(range(len(pages)), key=lambda number: (-pages[number].slack(leading), number))
    for number in thinnest:
        # What the fillers of one page share is worked out once.
        planner.slicer.forget(dear=planner.slicer.dear)
        for name in tuple(left):
            if planner.natural(name) * ROOMY > pages[number].slack(leading):
                continue
            found = _with(planner, pages[number], name, CALLED_IN if number else ON_FRONT)
            if found is not None:
                pages[number] = found
                left.remove(name)
    called = tuple(name for name in fillers if name not in left)
    more = sum(page.cost for page in pages) - sum(page.cost for page in dummy.pages)
    return (Dummy(tuple(pages), dummy.cost + more), called) if called else (dummy, ())


def _with(planner: Planner, page: PagePlan, name: str, price: float) -> PagePlan | None:
    """A page with a filler somewhere after its first item, if it is better so by more than that costs."""
    last = len(page.items)
    drafts = {(*page.items[:at], name, *page.items[at:]): MOVE * (last - at) for at in range(1, last + 1)}
    costs = planner.slicer.page_costs(list(drafts), page.rows)
    best: PagePlan | None = None
    # The paper's own matter comes first where that makes little difference.
    promised = [(cost + moved, items) for cost, (items, moved) in zip(costs, drafts.items(), strict=True)]
    for cost, items in sorted(promised)[:TRIED]:
        if cost + price + total(page.own) >= page.cost:
            break
        plan = planner.realize(items, page.rows)
        if plan is None or plan.rests != page.rests:
            continue
        plan = plan.charged((*page.own, ("filler", price), ("moved", drafts[items])))
        if plan.cost < (page if best is None else best).cost:
            best = plan
    return best
