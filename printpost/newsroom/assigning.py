"""Assigning: what the wire is to fetch for an issue.

The path of an issue comes in, there or still to be written; its publication's orders, the day and the places of the
frozen file and the ledger go out. The issue itself may be unfinished: only its date is looked at.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic_core import PydanticCustomError

from printpost.newsroom.manuscript import read_manuscript
from printpost.newsroom.reader import find_publication, read_publication
from printpost.newsroom.scalars import typed_date
from printpost.newsroom.wire_orders import orders
from printpost.problems import BadInput, CannotWrite, Where, error
from printpost.wire.desk import Assignment
from printpost.wire.frozen import frozen_path
from printpost.wire.ledger import NAME

_EXAMPLE = "for example wire: {models: {source: models, count: 6}}"


def assignment(issue: Path, day: dt.date | None = None) -> Assignment:
    """Return what is to be fetched. ``day`` stands for the issue's own date. Raises BadInput."""
    paper = find_publication(issue)
    if paper is None:
        raise BadInput(
            error(
                f"there is no publication.yaml in {issue.parent} or above it, which says what the wire is to fetch",
                hint=f"write one with a name and a wire: section, {_EXAMPLE}",
            )
        )
    publication, language = read_publication(paper)
    if not publication.wire:
        raise BadInput(
            error("the publication orders nothing from the wire", hint=f"add {_EXAMPLE}", where=Where(paper, 1, 1))
        )
    return Assignment(
        issue=issue.resolve().with_suffix("").relative_to(paper.parent.resolve()).as_posix(),
        day=day or _day(issue),
        language=language,
        frozen=frozen_path(issue),
        ledger=paper.parent / NAME,
        orders=orders(publication.wire),
    )


def check_draft(issue: Path, date: str | None) -> Assignment:
    """Return what is to be fetched for an issue that is still to be written, of a day (year-month-day) or of today.

    Raises BadInput, and CannotWrite where the issue is there already.
    """
    if issue.exists() or issue.is_symlink():
        raise CannotWrite(
            error(f"{issue} is there already, and is not overwritten", hint="name a new file for the draft")
        )
    if date is None:
        return assignment(issue, dt.date.today())  # noqa: DTZ011  the editor's own day
    try:
        return assignment(issue, dt.date.fromisoformat(date))
    except ValueError:
        raise BadInput(error(f"--date is {date!r}", hint="write year, month and day: 2026-04-25")) from None


def _day(issue: Path) -> dt.date:
    manuscript = read_manuscript(issue, "an issue")
    data, places = manuscript.data, manuscript.places
    typed = data.get("date") if isinstance(data, dict) else None
    if not isinstance(typed, str):
        raise BadInput(places.error((), "this issue has no date", "add a line such as date: 2026-04-25"))
    try:
        found = typed_date(typed)
    except PydanticCustomError as failure:
        context = failure.context or {}
        message = str(context.get("message")).replace("{name}", "date")
        raise BadInput(places.error(("date",), message, context.get("hint"))) from None
    assert isinstance(found, dt.date)
    return found
