"""Cutting anew: single pages of a plan whose copy pours badly into the legs that their modules leave it.

A plan comes in and goes out, perhaps with other modules on some pages. The slicer prices a module by how many lines go
into it and knows nothing of where they part: of a subhead at the foot of a leg, of a widow at the head of the next. A
row more or less would often mend that. A page that has one is cut again in the same order, with what its copy was found
to cost; what turns there carries over the same lines, so that all other pages stay as they are.
"""

from __future__ import annotations

from printpost.composing.charges import total
from printpost.composing.dummy import Dummy, PagePlan
from printpost.composing.planner import Place, Planner, copy_cost, place

BADLY = 5.0
"""What a take's copy costs its page from which that is cut again: a widow or worse."""
TRIED = 4
"""How often a page is cut again at most; every time more is known of what its copy costs."""


def cut_anew(planner: Planner, dummy: Dummy) -> Dummy:
    """The plan, with other modules on the pages that are better for them."""
    pages = tuple(_cut_anew(planner, page) for page in dummy.pages)
    more = sum(page.cost for page in pages) - sum(page.cost for page in dummy.pages)
    return Dummy(pages, dummy.cost + more) if more else dummy


def _cut_anew(planner: Planner, page: PagePlan) -> PagePlan:
    known: dict[Place, float] = {}
    best = plan = page
    if max(_found(page).values(), default=0.0) < BADLY:
        return page
    for _ in range(TRIED):
        found = _found(plan)
        if found.items() <= known.items():
            # The page is cut as is best with all that is known.
            break
        known |= found
        other = planner.informed(known)
        if other.slicer.cost(page.items, page.rows) + total(page.own) >= best.cost:
            break
        cut = other.realize(page.items, page.rows)
        if cut is None:
            break
        plan = cut.charged(page.own)
        if plan.rests == page.rests and plan.cost < best.cost:
            best = plan
    return best


def _found(plan: PagePlan) -> dict[Place, float]:
    """What the copy of each module costs."""
    return {place(take): copy_cost(take) for take in plan.takes if take.filled}
