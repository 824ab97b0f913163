"""Options: what the options of a command say, read and checked before anything else is done.

As in ``cli``, what is large is imported inside the functions that need it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from printpost.morgue import Wanted


def read_moment(at: str) -> "dt.datetime":
    """Return a time as ISO 8601 writes it, UTC if it does not say. Raises BadInput."""
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        from printpost.problems import BadInput, error

        raise BadInput(error(f"--at is {at!r}", hint="write a time such as 2026-04-25T05:00Z")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def read_pages(pages: str | None) -> int | str | None:
    """Return the pages as they were asked for. Raises BadInput if they are none, before anything else is done."""
    if pages is None:
        return None
    from printpost.newsroom.pagecount import PAGES_HINT, page_count
    from printpost.problems import BadInput, error

    if page_count(pages) is None:
        raise BadInput(error(f"--pages is {pages!r}", hint=PAGES_HINT))
    return int(pages) if pages.isdecimal() else pages


def run_bounded(given: list[str], max_memory: str | None, timeout: float | None) -> int:
    """Run the same command, without its limits, in a process that has them; give its exit code."""
    from printpost.pressroom.limits import bounded, in_bytes
    from printpost.problems import BadInput, error

    if timeout is not None and timeout <= 0:
        raise BadInput(error(f"--timeout is {timeout:g}", hint="give seconds, such as 60"))
    memory = in_bytes(max_memory) if max_memory is not None else None
    return bounded(without(given, {"--max-memory", "--timeout"}), memory=memory, seconds=timeout)


def without(given: list[str], options: set[str]) -> list[str]:
    """The arguments without some options and their values."""
    kept: list[str] = []
    skip = False
    for argument in given:
        if skip:
            skip = False
        elif argument in options:
            skip = True
        elif argument.split("=", 1)[0] not in options:
            kept.append(argument)
    return kept


def read_wanted(profile: str, condition: str | None, bleed: float | None, marks: bool | None) -> "Wanted":
    """Return what the file is to be for. Raises BadInput for what does not go together."""
    from typing import cast

    from printpost.morgue import Medium, Wanted
    from printpost.problems import BadInput, error

    if profile not in {"screen", "press", "home"}:
        raise BadInput(error(f"--profile is {profile!r}", hint="give screen, press or home"))
    if profile != "press" and (condition, bleed, marks) != (None, None, None):
        raise BadInput(error("--for, --bleed and --marks are for a press", hint="add --profile press"))
    if bleed is not None and not 0 <= bleed <= 30:
        raise BadInput(error(f"--bleed is {bleed:g}", hint="give millimetres from 0 to 30"))
    return Wanted(cast("Medium", profile), condition, bleed, marks)
