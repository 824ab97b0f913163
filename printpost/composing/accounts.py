"""Accounts: what every module, cut and page of a plan costs, and for what.

A dummy and its matter come in; bills go out that add up to the plan's cost. No formula stands here: the shapes, cuts
and poured galleys say themselves what their costs are made of. What they do not say is booked as unexplained, so that
a charge without a name is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from printpost.composing.charges import Bill, gathered, total
from printpost.composing.dummy import Dummy, PagePlan, Take
from printpost.composing.matter import Matter
from printpost.composing.planner import POURED, SLACK
from printpost.composing.slicing import Cut

ROUNDING = 0.005
"""Make-up adds in single precision: so much of a page's cost may be lost."""

Account = Mapping[str, float]
"""A bill with one entry for each charge (the keys of ``charges.PARTS``)."""


@dataclass(frozen=True, slots=True)
class PageAccounts:
    """The accounts of a page: of its takes and its cuts, in the order of the plan, and of the page itself."""

    takes: tuple[Account, ...]
    cuts: tuple[Account, ...]
    own: Account
    cost: float

    def together(self) -> Account:
        """All charges of the page."""
        accounts = (*self.takes, *self.cuts, self.own)
        return gathered((part, cost) for account in accounts for part, cost in account.items())


def accounts(dummy: Dummy, matter: Matter) -> tuple[PageAccounts, ...]:
    """The accounts of every page. ``matter`` is what the dummy was planned with."""
    deepest = max(page.rows for page in dummy.pages)
    return tuple(_page(page, matter, deepest) for page in dummy.pages)


def _page(page: PagePlan, matter: Matter, deepest: int) -> PageAccounts:
    takes = tuple(gathered(_take(take, matter, deepest)) for take in page.takes)
    cuts = tuple(gathered(_cut(cut)) for cut in page.cuts)
    known = sum(total(account.items()) for account in (*takes, *cuts)) + total(page.bill)
    own = gathered((*page.bill, *_remainder(page.cost, known)))
    return PageAccounts(takes, cuts, own, page.cost)


def _take(take: Take, matter: Matter, deepest: int) -> Iterator[tuple[str, float]]:
    module = take.module
    shape = matter.shapes(take.item, deepest, take.start, take.target)[module.span]
    chosen = take.setting is shape.at(module.depth)
    bill: Bill = shape.bill(module.depth, take.setting)
    yield from bill
    if chosen:
        yield from _remainder(float(shape.cost[module.depth]), total(bill))
    if take.filled is not None:
        yield from ((part, cost * POURED) for part, cost in take.filled.bill)
        yield from _remainder(take.filled.cost * POURED, total(take.filled.bill) * POURED)
    yield "empty", SLACK * take.slack(matter.leading)


def _cut(cut: Cut) -> Iterator[tuple[str, float]]:
    yield from cut.bill
    if cut.across:
        yield "empty", SLACK * (cut.gap - 1) * cut.span


def _remainder(cost: float, known: float) -> Bill:
    return (("unexplained", cost - known),) if abs(cost - known) > ROUNDING else ()
