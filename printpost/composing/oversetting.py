"""Overset and short: what is told of an issue that does not fill its pages exactly.

A composer and a page count come in; problems go out: by how many lines the copy is over and which stories would give
them, or how many words or how much art are wanting. Nothing is planned here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from printpost.composing.composer import Composer
from printpost.composing.fits import Fit
from printpost.geometry import MM
from printpost.newsroom.pagecount import MOST_PAGES, PageCount, PageRange
from printpost.problems import Overset, Problem, error, warning

WORDS_IN_LINE = 5.2
GIVES = 0.25
"""The share of its lines that a story is asked for when the issue is over."""
GIVERS = 3
"""Stories that are asked."""
EXACT = 1.0
TRIED = 5
"""Page counts that are tried for the one that an editor is told to ask for."""
PICTURE = 0.6
"""A picture's depth by its width, about."""
LEAST_PICTURE = 12
"""Lines under which a hole is too small for a picture."""


def overset(composer: Composer, tightest: Fit, pages: int, asked: PageCount, holds: Callable[[int], bool]) -> Overset:
    """The error for an issue that does not go into its pages: by how many lines, which stories would give them, and how
    many pages ``holds`` says would do.
    """
    room = composer.room(tightest, pages)
    share = composer.share(composer.demand(pages, 0), tightest, pages)
    over = max(round((share - EXACT) * room), 1) if math.isfinite(share) and share > EXACT else 0
    told = (
        f"the issue is about {lined(over)} over for {paged(pages)}"
        if over
        else f"the issue cannot be made up in {paged(pages)}: its blocks do not go into the columns together"
    )
    hint = _hint(composer, tightest, asked, over, _enough(composer, tightest, pages, asked, holds))
    issue, places = composer.reading.issue, composer.reading.places
    if asked == issue.pages and places.has(("pages",)):
        return Overset(places.error(("pages",), told, hint))
    return Overset(error(told, hint=hint))


def wanting(lines: float, fit: Fit, composer: Composer) -> str:
    """What would fill so many lines: words, or a picture of so many columns and millimetres."""
    words = f"about {max(round(lines * WORDS_IN_LINE / 10), 1) * 10} words"
    layout = composer.layout
    if lines < LEAST_PICTURE:
        return words
    # The widest picture of a usual shape that is no larger than the hole.
    depths = {span: layout.width(span) * PICTURE for span in range(1, layout.columns + 1)}
    span = max((span for span, depth in depths.items() if depth * span <= lines * fit.leading), default=1)
    pictures = lines * fit.leading / (depths[span] * span)
    if pictures >= 2:
        return f"{words}, or {round(pictures)} pictures across the page"
    columns = "1 column" if span == 1 else f"{span} columns"
    return f"{words}, or a picture of {columns} by {round(depths[span] * pictures / MM)} mm"


def paged(count: int) -> str:
    """So many pages, in words."""
    return f"{count} page" + ("s" if count > 1 else "")


def lined(count: int) -> str:
    """So many lines, in words."""
    return f"{count} line" + ("s" if count > 1 else "")


def _hint(composer: Composer, tightest: Fit, asked: PageCount, over: int, enough: int | None) -> str:
    hint = f"cut {_givers(composer, tightest, over)}, or " if composer.desk.stories else ""
    if not enough:
        return hint + "print the rest in another issue"
    return hint + (f"allow {paged(enough)}" if isinstance(asked, PageRange) else f"ask for {paged(enough)}")


def _givers(composer: Composer, tightest: Fit, over: int) -> str:
    """The stories that would absorb so many lines, the longest first, each with what it has and should give."""
    galleys, _ = composer.galleys(tightest)
    rows = sorted(((galley.rows(), name) for name, galley in galleys.items()), reverse=True)
    title = composer.desk.title
    if over:
        for count in range(1, GIVERS + 1):
            some = rows[:count]
            whole = sum(lines for lines, _ in some)
            if over <= GIVES * whole:
                shares = [(max(round(over * lines / whole), 1), lines, name) for lines, name in some]
                parts = [
                    f"{'' if n else 'about '}{lined(g)} of “{title(s)}” ({k})" for n, (g, k, s) in enumerate(shares)
                ]
                return " and ".join(parts)
        whole_story = min((entry for entry in rows if entry[0] >= over), default=None)
        if whole_story is not None and len(rows) > 1:
            return f"a whole story, such as “{title(whole_story[1])}” ({lined(whole_story[0])})"
        names = " and ".join(f"“{title(name)}” ({lines})" for lines, name in rows[:GIVERS])
        return f"whole stories: the longest are {names}"
    return " or ".join(f"“{title(name)}” ({lined(lines)})" for lines, name in rows[:2])


def _enough(
    composer: Composer, tightest: Fit, pages: int, asked: PageCount, holds: Callable[[int], bool]
) -> int | None:
    """The fewest pages, more than these, in which the issue can be made up, of the first few that may do."""
    step = asked.multiple_of if isinstance(asked, PageRange) else 1
    counts = (
        count
        for count in range(pages + step, MOST_PAGES + 1, step)
        if composer.share(composer.demand(count, 0), tightest, count, least=True) <= EXACT
    )
    return next((count for count in itertools.islice(counts, TRIED) if holds(count)), None)


def shortfall(composer: Composer, fit: Fit, lines: float, pages: int, asked: PageCount) -> Problem:
    """The warning that an issue leaves so many lines empty."""
    told = f"the issue is about {lined(round(lines))} short of {paged(pages)}"
    hint = f"wanted: {wanting(lines, fit, composer)}; or ask for fewer pages"
    issue, places = composer.reading.issue, composer.reading.places
    if asked == issue.pages and places.has(("pages",)):
        return places.warning(("pages",), told, hint)
    return warning(told, hint=hint)
