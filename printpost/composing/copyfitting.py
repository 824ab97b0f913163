"""Copyfitting: the page count, the size and the fillers with which an issue fills its pages.

A composer comes in, the best plan found goes out. The levers are pulled in the order in which a newspaper pulls them;
how full the pages would be is estimated from one setting, and corrected by what the plans come to. If nothing helps,
the error says by how many lines the issue is over, and which stories are longest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from printpost.composing.composer import Composer
from printpost.composing.dummy import Dummy
from printpost.composing.fits import Fit, all_fits, normal_fit
from printpost.composing.matter import Matter
from printpost.composing.oversetting import overset
from printpost.newsroom.pagecount import PageCount, PageRange
from printpost.problems import Overset

SAFELY = 0.85
"""The share of the pages that an issue seems to need which is certainly too few."""
EMPTY_ENOUGH = 0.95
"""Notes are called in only where an issue fills no more than this share of its pages with everything else tried."""
FULL = 1.005
"""The share of its pages that an issue may seem to need and still be tried."""
HOPEFUL = 1.0
"""The same with every item at its smallest, for ``auto``: it tries the tightest setting before it gives an issue
another page."""
POOR, POOR_ITEM = 36.0, 4.0
"""The score of a paper from which ``auto`` looks whether another number of pages makes a better one; many items on a
page cost something each, however well they stand."""
RESCUES, RESCUED = 4, 1.12
"""Settings that are tried where none made a paper, and the share of its pages that the issue may seem to need then."""
COMPARED = 2
"""Page counts that are compared where the first one makes a poor paper."""
ANOTHER = 8.0
"""What it costs that a paper has more pages than the fewest it could be made up in."""
LEVER = 0.25
FILLER = 4.0
SHORT, RULED = 150.0, 60.0
"""Cost of all pages being empty, and of all being ruled for notes: their share of the paper costs so much of it."""
PLANS = 6
LEAST_PLANS, FAILURES = 2, 4
"""Sizes tried: six for two pages; longer papers are planned in longer time and fill more easily."""
OVER, UNDER = 1.01, 0.97
"""What a long paper that turned out to be overfull, or to have too little copy, is thought to take of what it seems to:
the pages that were made up are full of white then."""
ODD = 0.6
"""What it costs that a page count is not the layout's multiple: as much as a page more, and three per cent of all pages
left empty.
"""
LOOSER = 4
"""Pages more than the copy fills that are tried for ``auto`` where it cannot be made up in fewer: so many, or one in so
many of a long paper."""
IDLE, LONG = 2, 4
"""Sizes tried without gain before the best so far is taken; for papers of so many pages or more one is enough, since
they are planned in longer time and any size fills them much alike."""
GOOD = 9.0
"""A page's cost at which a plan is good enough to look no further."""
ENOUGH, THIN = 0.025, 0.1
"""The share of all its pages that a plan may leave empty before another size is tried, and that of one page before
fillers are called in for it.
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """A setting that was planned: pages, size and fillers; the share of the pages that it seemed to take, the price of
    the levers that were pulled for it, and what its plan cost (None: there was no plan).
    """

    pages: int
    fit: Fit
    fillers: int
    share: float
    price: float
    cost: float | None

    @property
    def score(self) -> float | None:
        """What the settings of one page count are compared by: the plan's cost a page and the price of the levers."""
        return None if self.cost is None else self.cost / self.pages + self.price


@dataclass(frozen=True, slots=True)
class Fitted:
    """The page count, size and fillers that were chosen, their plan, and all that was tried."""

    pages: int
    fit: Fit
    dummy: Dummy
    matter: Matter
    fillers: int
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """The best paper of one page count, with the price of the levers that were pulled for it."""

    price: float
    fit: Fit
    dummy: Dummy
    matter: Matter
    fillers: int

    @property
    def score(self) -> float:
        """What papers of one page count are compared by."""
        return self.dummy.cost / len(self.dummy.pages) + self.price


def copyfit(composer: Composer, pages: PageCount, *, advised: bool = True) -> Fitted:
    """The page count, size and fillers with which the issue fills its pages best. Raises Overset where there are none,
    ``advised`` with a page count that was found to hold the issue, which takes some time.
    """
    trials: list[Trial] = []
    fits = all_fits(composer.layout)
    counts = [pages] if isinstance(pages, int) else _page_counts(composer, fits, pages)
    made: list[tuple[float, int, _Made]] = []
    for count in counts:
        # What costs more than the best so far by its levers alone need not be planned.
        beat = min((score for score, _, _ in made), default=math.inf) - ANOTHER * len(made)
        best = _made(composer, fits, count, trials, beat)
        if best is None:
            continue
        made.append((best.score + ANOTHER * len(made), count, best))
        if best.score <= max(POOR, POOR_ITEM * len(composer.desk.order) / count) or len(made) == COMPARED:
            break
    if not made:
        made += _rescued(composer, fits, counts, trials)
    if not made:
        count = counts[-1] if counts else _allowed(pages).greatest
        raise _overset(composer, fits, count, pages, advised=advised)
    _, count, best = min(made, key=lambda entry: entry[:2])
    return Fitted(count, best.fit, best.dummy, best.matter, best.fillers, tuple(trials))


def _allowed(pages: PageCount) -> PageRange:
    """The page counts that may be tried where no number was asked for."""
    return pages if isinstance(pages, PageRange) else PageRange()


def _overset(composer: Composer, fits: Sequence[Fit], count: int, pages: PageCount, *, advised: bool) -> Overset:
    def holds(other: int) -> bool:
        return advised and bool(_made(composer, fits, other, []) or _rescued(composer, fits, [other], []))

    return overset(composer, fits[0], count, pages, holds)


def _rescued(
    composer: Composer, fits: Sequence[Fit], counts: Sequence[int], trials: list[Trial]
) -> list[tuple[float, int, _Made]]:
    """A paper at one of a few settings from the tightest to the most open, where none was found at those at which the
    issue should just fill its pages: small pages with large blocks have ways of their own.
    """
    tried = {(trial.pages, trial.fit) for trial in trials}
    for count in counts:
        for fit in fits[:: max(len(fits) // RESCUES, 1)]:
            if (count, fit) in tried or composer.share(composer.demand(count, 0), fit, count) > RESCUED:
                continue
            made = _planned(composer, trials, Trial(count, fit, 0, 0.0, 0.0, None))
            if isinstance(made, _Made):
                return [(made.score, count, made)]
    return []


def _planned(composer: Composer, trials: list[Trial], trial: Trial) -> _Made | float | None:
    """The paper of a setting, which is added to the trials with what it cost; or what is known of why there is none."""
    planned = composer.plan(trial.fit, trial.pages, trial.fillers)
    if not isinstance(planned, tuple):
        trials.append(trial)
        return planned
    dummy, matter = planned
    trial = replace(trial, cost=dummy.cost)
    trials.append(trial)
    return _Made(trial.price, trial.fit, dummy, matter, trial.fillers)


def _made(
    composer: Composer, fits: Sequence[Fit], count: int, trials: list[Trial], beat: float = math.inf
) -> _Made | None:
    """The best paper of so many pages that a few trials find, if its score may be lower than that to ``beat``; all of
    them are added to ``trials``.
    """
    best: _Made | None = None
    tried: set[tuple[Fit, int]] = set()
    scale, idle = 1.0, 0
    failures, most = 0, max(PLANS + 2 - count, LEAST_PLANS)
    while len(tried) - failures < most and failures < max(most, FAILURES):
        candidates = [c for c in _candidates(composer, fits, count, scale) if c[1:3] not in tried]
        if not candidates:
            break
        price, fit, fillers, share = candidates[0]
        tried.add((fit, fillers))
        if price >= (beat if best is None else best.score):
            continue
        made = _planned(composer, trials, Trial(count, fit, fillers, share * scale, price, None))
        if not isinstance(made, _Made):
            failures += 1
            if made is not None:
                # What there is of a plan tells whether there was too much copy or too little.
                scale = made * (OVER if made >= 1.0 else UNDER) / share
            else:
                # What no page can use adds up: the more pages, the more room has to be left.
                scale *= 1.025 if count < LONG else 1.05
            continue
        idle += 1
        if best is None or made.score < best.score - 1e-9:
            best, idle = made, 0
        slack = sum(made.dummy.slack(fit.leading)) / composer.room(fit, count)
        if (slack < ENOUGH and made.dummy.cost / count < GOOD) or idle >= (1 if count >= LONG else IDLE):
            break
        scale *= min(max((1 - slack) / (share * scale), 0.85), 1.1)
    return best and _filled_up(composer, count, trials, best)


def _filled_up(composer: Composer, count: int, trials: list[Trial], best: _Made) -> _Made:
    """The same paper or, where a page of it is thin and the better for it, one with so many fillers more as have room
    there.
    """
    fit, fillers = best.fit, best.fillers
    pages = zip(best.dummy.slack(fit.leading), composer.grids(fit, count), strict=True)
    empty = max((cells for cells, grid in pages if cells > THIN * grid.rows * grid.columns), default=0.0)
    taken = composer.demand(count, fillers).other
    more = 0
    for wanted in range(fillers + 1, len(composer.house(count)) + 1):
        if (composer.demand(count, wanted).other - taken) / fit.leading <= empty:
            more = wanted
    if not more:
        return best
    share = composer.share(composer.demand(count, more), fit, count)
    price = best.price + FILLER * (more - fillers) / count
    made = _planned(composer, trials, Trial(count, fit, more, share, price, None))
    return made if isinstance(made, _Made) and made.score < best.score else best


def _page_counts(composer: Composer, fits: Sequence[Fit], pages: PageCount) -> list[int]:
    """Page counts to try: the fewest that the copy can fill, for ``auto`` the layout's multiple before others. None
    where it is too much for any.
    """
    allowed = _allowed(pages)
    even = composer.layout.pages_multiple if pages == "auto" else 1
    found: list[tuple[float, int]] = []
    fewest = min(_far_too_few(composer, fits[0]), allowed.most) // allowed.multiple_of
    for count in range(max(fewest, 1) * allowed.multiple_of, allowed.most + 1, allowed.multiple_of):
        demand = composer.demand(count, 0)
        hopeful = composer.share(demand, fits[0], count, least=True) <= HOPEFUL
        if composer.share(demand, fits[0], count) > FULL and not hopeful:
            continue
        short = max(0.0, 1.0 - composer.share(demand, fits[-1], count))
        found.append((short * 10 + (ODD if count % even else 0.0) + 0.3 * len(found), count))
        if len(found) == 3:
            break
    if not found:
        return []
    counts = [count for _, count in sorted(found)]
    # Where blocks do not go into the columns together, looser pages may take them.
    last = max(counts)
    looser = last + max(LOOSER, last // LOOSER)
    counts += range(last + allowed.multiple_of, min(looser, allowed.most) + 1, allowed.multiple_of)
    pinned = max((entry.block.page or 1 for entry in composer.reading.issue.contents), default=1)
    return [count for count in counts if count >= pinned] or counts


def _far_too_few(composer: Composer, fit: Fit) -> int:
    """A page count that is safely less than any that the issue goes into at its tightest: those up to it need not be
    looked at.
    """
    demand = composer.demand(1, 0)
    share = min(composer.share(demand, fit, 1), composer.share(demand, fit, 1, least=True))
    front, page = composer.room(fit, 1), composer.room(fit, 2) - composer.room(fit, 1)
    # What goes whole into no front has no size of its own there.
    return int(SAFELY * share * front / page) if math.isfinite(share) else 0


def _candidates(
    composer: Composer, fits: Sequence[Fit], pages: int, scale: float
) -> list[tuple[float, Fit, int, float]]:
    """Sizes and fillers to try, the cheapest first: those at which the issue should just fill its pages.

    Each comes with its price and with the unscaled share of the pages that it should take; ``scale`` corrects the
    estimate by what earlier plans came to.
    """
    normal = fits.index(normal_fit(composer.layout))
    found: list[tuple[int, float, Fit, int, float]] = []
    most = len(composer.house(pages))
    for fillers in range(most + 1):
        demand = composer.demand(pages, fillers)
        shares = [composer.share(demand, fit, pages) for fit in fits]
        under = [n for n, share in enumerate(shares) if share * scale <= FULL]
        if not under:
            if not found:
                # Perhaps the estimate is wrong: the tightest setting is worth a try before the editor is told to cut.
                found.append((0, LEVER * normal, fits[0], fillers, shares[0]))
            break
        for turn, n in enumerate((under[-1], under[-1] - 1, under[-1] - 2)):
            if n >= 0:
                short = max(0.0, 0.985 - shares[n] * scale)
                price = LEVER * abs(n - normal) + FILLER * fillers / pages + SHORT * short
                found.append((turn, price, fits[n], fillers, shares[n]))
        if fillers == most and shares[-1] * scale < EMPTY_ENOUGH:
            ruled = 1 - shares[-1] * scale
            # The last pages have them first, the front if nothing else helps.
            notes = min(1 + int(ruled * pages), max(pages - 1, 1))
            for more in range(min(2, pages)):
                price = LEVER * (len(fits) - 1 - normal) + FILLER * (most + 2 + more) / pages + RULED * ruled
                found.append((0, price, fits[-1], most + notes + more, 1.0))
    # The best size for every number of fillers first, then the next best.
    ordered = sorted(found, key=lambda entry: (entry[0], entry[1], entry[3]))
    return [(price, fit, fillers, share) for _, price, fit, fillers, share in ordered]
