"""Answers: what the command line prints, for people and as JSON: steps, problems, reports and page plans.

As in ``cli``, what is large is imported inside the functions that need it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from printpost.composing.dummysheet import DummySheet
    from printpost.problems import Problem
    from printpost.report import Report


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Give a function to call with each step; on a terminal it is shown while it lasts."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield status.update


@contextmanager
def problems_told(*, as_json: bool) -> Iterator[None]:
    """Print what a user can act on without a traceback, and exit with its code."""
    from printpost.problems import PrintpostError

    try:
        yield
    except PrintpostError as failure:
        print_found(failure.problems, as_json=as_json)
        sys.exit(failure.exit_code)


def tell(problem: "Problem") -> None:
    """Print a problem on standard error, in colour on a terminal."""
    if not sys.stderr.isatty():
        print(problem, file=sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    headline, *rest = str(problem).split("\n")
    colour = "yellow" if problem.severity.value == "warning" else "red"
    Console(stderr=True, soft_wrap=True).print(Text.assemble((headline, f"bold {colour}"), *(f"\n{t}" for t in rest)))


def print_reports(reports: "Sequence[Report]", *, as_json: bool) -> None:
    """Print what builds report."""
    if as_json:
        print_json([report.plain() for report in reports])
        return
    for report in reports:
        for problem in report.warnings:
            tell(problem)
        print("\n".join(report.lines()))


def print_sheet(sheet: "DummySheet") -> None:
    """Print a page plan, or the answer to --why, as wide as the terminal."""
    import shutil

    from printpost.composing.accountbook import SIGNS, sheet_text, why_text

    width = min(max(shutil.get_terminal_size().columns, 40), 240)
    try:
        SIGNS.encode(sys.stdout.encoding or "ascii")
        plain = False
    except UnicodeEncodeError:
        plain = True
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
    print((why_text if sheet.why else sheet_text)(sheet, width, plain=plain))


def print_found(problems: "Sequence[Problem]", *, as_json: bool) -> None:
    """Print the problems that were found."""
    if as_json:
        from printpost.report import plain_problems

        print_json({"problems": plain_problems(tuple(problems))})
        return
    for problem in problems:
        tell(problem)


def print_json(data: Any) -> None:
    """Print plain values as JSON."""
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))
