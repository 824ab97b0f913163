"""The command line: arguments in, a report and an exit code out. It decides nothing.

An order that was printed before, with nothing changed, is answered from the morgue before anything large is imported
(Typer alone takes longer than that); so imports stand inside the functions that need them.

Exit codes: 0 done; 1 a bug of ours, with a traceback; 2 the command, the issue, the publication, the layout or a
picture has problems; 3 the copy does not fit; 4 the finished page fails a check; 5 the file cannot be written; 6 the
renderer cannot be loaded; 130 interrupted.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    import typer

    from printpost.problems import Problem
    from printpost.report import Report

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, `sys.argv` if none is given, and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _answered_from_the_morgue(given):
        sys.exit(0)
    try:
        _commands(given)(args=given, prog_name="printpost")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _answered_from_the_morgue(arguments: list[str]) -> bool:
    """Whether the same command was given before and nothing has changed since; then its report is printed."""
    if arguments[:1] != ["build"]:
        return False
    from printpost.morgue import recall_command

    reports = recall_command(arguments)
    if reports is None:
        return False
    _print_reports(reports, as_json="--json" in arguments)
    return True


def _commands(given: list[str]) -> "typer.Typer":
    """Return the commands. Typer reads names, types and help from the functions below."""
    import typer

    app = typer.Typer(
        help="A newspaper from one YAML file.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    # Typer reads these; ruff takes them for variables.
    Issues = Annotated[list[Path], typer.Argument(metavar="ISSUE", help="The issue's YAML file.")]
    Issue = Annotated[Path, typer.Argument(metavar="ISSUE", help="The issue's YAML file.")]
    Output = Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where the PDF goes; beside the issue if not said."),
    ]
    Layout = Annotated[str | None, typer.Option(metavar="NAME", help="A layout other than the publication's.")]
    Pages = Annotated[
        str | None, typer.Option(metavar="NUMBER|auto", help="How many pages to fill, whatever the issue says.")
    ]
    Trim = Annotated[
        str | None, typer.Option(metavar="SIZE", help="Another page: a3, letter, berliner, ... or such as 157x210mm.")
    ]
    Force = Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")]
    AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
    Open = Annotated[bool, typer.Option("--open", help="Show the PDF when it is ready.")]

    @app.callback(invoke_without_command=True)
    def top(
        version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    ) -> None:
        if version:
            from printpost import __version__

            print(__version__)
            raise typer.Exit

    @app.command()
    def build(
        issue: Issues,
        output: Output = None,
        layout: Layout = None,
        pages: Pages = None,
        trim: Trim = None,
        force: Force = False,
        as_json: AsJson = False,
        open_: Open = False,
    ) -> None:
        """Lay out an issue and print it as a PDF."""
        with _problems_told(as_json=as_json):
            count = _page_count(pages)
            reports = _build(issue, output, layout, count, trim, force=force)
            _print_reports(reports, as_json=as_json)
            if open_:
                for report in reports:
                    typer.launch(str(report.output))
            elif not force:
                from printpost.morgue import Order, keep_command

                keep_command(given, [Order(path, output, layout, count, trim) for path in issue])

    @app.command()
    def check(issue: Issue, as_json: AsJson = False) -> None:
        """Read an issue and list its problems, without laying it out."""
        with _problems_told(as_json=as_json):
            from printpost.newsroom.reader import read

            reading = read(issue)
            _print_found(reading.warnings, as_json=as_json)
            if not as_json:
                print(f"{issue}: {len(reading.issue.contents)} entries, no errors")

    @app.command()
    def schema(
        publication: Annotated[bool, typer.Option("--publication", help="The schema of publication.yaml.")] = False,
    ) -> None:
        """Print the JSON Schema of an issue, with which text editors complete and check what one types."""
        from printpost.newsroom.schema import as_json, schemas

        print(as_json(schemas()["publication" if publication else "issue"]), end="")

    @app.command()
    def new(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
        name: Annotated[str | None, typer.Option(help="The paper's name.")] = None,
    ) -> None:
        """Start a paper: a folder with a publication and a first issue that builds."""
        with _problems_told(as_json=False):
            import datetime as dt

            from printpost.newsroom.starter import starter

            made = starter(folder, name or folder.resolve().name.replace("-", " ").title(), dt.date.today())  # noqa: DTZ011  the editor's own day
            for path in made:
                print(path)
            issues = [path for path in made if path.name.startswith("issue")]
            print(f"Now try: printpost build {(issues or made)[-1]}")

    @app.command()
    def layouts() -> None:
        """List the layouts that ship with the program."""
        from printpost.premises import packaged_layouts

        for layout in packaged_layouts():
            print(layout)

    return app


def _build(
    issues: list[Path],
    output: Path | None,
    layout: str | None,
    pages: int | str | None,
    trim: str | None,
    *,
    force: bool,
) -> "tuple[Report, ...]":
    """Build the issues one after the other, with one press, showing progress on a terminal."""
    from printpost.build import build

    if len(issues) > 1 and output is not None and not output.is_dir():
        from printpost.problems import CannotWrite, error

        raise CannotWrite(error(f"{len(issues)} issues do not go into one file", hint="name a folder with --output"))
    names = [issue.with_suffix("").name for issue in issues]
    if output is not None and len(set(names)) < len(names):
        from printpost.problems import CannotWrite, error

        twice = sorted({name for name in names if names.count(name) > 1})
        raise CannotWrite(
            error(f"two issues would both be written to {output / twice[0]}.pdf", hint="build them one after the other")
        )
    with _progress() as progress:
        return tuple(
            build(issue, output=output, layout=layout, pages=pages, trim=trim, force=force, progress=progress)
            for issue in issues
        )


def _page_count(pages: str | None) -> int | str | None:
    """Return the number of pages asked for, "auto" or None. Raises BadInput for anything else."""
    if pages is None or pages == "auto":
        return pages
    if pages.isdecimal() and 1 <= int(pages) <= 128:
        return int(pages)
    from printpost.problems import BadInput, error

    raise BadInput(error(f"--pages is {pages!r}", hint="give a number from 1 to 128, or auto"))


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Give a function to call with each step; on a terminal it is shown while it lasts."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield status.update


@contextmanager
def _problems_told(*, as_json: bool) -> Iterator[None]:
    """Print what a user can act on without a traceback, and exit with its code."""
    from printpost.problems import PrintpostError

    try:
        yield
    except PrintpostError as failure:
        if as_json:
            from printpost.report import plain_problems

            _print_json({"problems": plain_problems(failure.problems)})
        else:
            for problem in failure.problems:
                _tell(problem)
        sys.exit(failure.exit_code)


def _tell(problem: "Problem") -> None:
    """Print a problem on standard error, in colour on a terminal."""
    if not sys.stderr.isatty():
        print(problem, file=sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    headline, *rest = str(problem).split("\n")
    colour = "yellow" if problem.severity.value == "warning" else "red"
    Console(stderr=True, soft_wrap=True).print(Text.assemble((headline, f"bold {colour}"), *(f"\n{t}" for t in rest)))


def _print_reports(reports: "Sequence[Report]", *, as_json: bool) -> None:
    if as_json:
        _print_json([report.plain() for report in reports])
        return
    for report in reports:
        for problem in report.warnings:
            _tell(problem)
        print("\n".join(report.lines()))


def _print_found(problems: "Sequence[Problem]", *, as_json: bool) -> None:
    if as_json:
        from printpost.report import plain_problems

        _print_json({"problems": plain_problems(tuple(problems))})
        return
    for problem in problems:
        _tell(problem)


def _print_json(data: Any) -> None:
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
