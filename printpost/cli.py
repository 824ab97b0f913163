"""The command line: arguments in, a report and an exit code out. It decides nothing.

An order that was printed before, with nothing changed, is answered from the morgue before anything large is imported
(Typer alone takes longer than that); so imports stand inside the functions that need them.

Exit codes: 0 done; 1 a bug of ours, with a traceback; 2 the command, the issue, the publication, the layout or a
picture has problems; 3 the copy does not fit; 4 the finished page fails a check; 5 the file cannot be written; 6 the
renderer cannot be loaded; 7 some sources of the wire gave nothing; 8 none gave anything; 9 a limit of time or
memory was reached; 130 interrupted.
"""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from printpost.answers import print_found, print_json, print_reports, print_sheet, problems_told, progress_shown, tell
from printpost.options import read_moment, read_pages, read_wanted, run_bounded

if TYPE_CHECKING:
    import datetime as dt

    import typer

    from printpost.morgue import Wanted
    from printpost.report import Report

FAILED = 4
INTERRUPTED = 130
COLLECTED_AFTER = 50_000
"""New objects after which rubbish is looked for. Composing makes hundreds of thousands that live to the end; with
Python's own number a tenth of its time goes into looking."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, `sys.argv` if none is given, and exit."""
    gc.set_threshold(COLLECTED_AFTER)
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
    print_reports(reports, as_json="--json" in arguments)
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
        str | None,
        typer.Option(
            metavar="NUMBER|auto|4x..12",
            help="How many pages to fill, whatever the issue says; 4x..12: a multiple of 4, at most 12.",
        ),
    ]
    Trim = Annotated[
        str | None, typer.Option(metavar="SIZE", help="Another page: a3, letter, berliner, ... or such as 157x210mm.")
    ]
    Proof = Annotated[
        bool, typer.Option("--proof", help="If the issue does not fit, print ISSUE.proof.pdf, stamped; it still fails.")
    ]
    Profile = Annotated[
        str, typer.Option(metavar="screen|press|home", help="What the PDF is for: readers, a press, a desktop printer.")
    ]
    For = Annotated[
        str | None,
        typer.Option("--for", metavar="NAME|FILE", help="The press profile, such as newspaper, coated or uncoated."),
    ]
    Bleed = Annotated[float | None, typer.Option(metavar="MM", help="Bleed, whatever the press profile says.")]
    Marks = Annotated[
        bool | None, typer.Option("--marks/--no-marks", help="Crop and register marks outside the bleed.")
    ]
    MaxMemory = Annotated[
        str | None, typer.Option(metavar="SIZE", help="The most memory for each process, such as 1G.")
    ]
    Timeout = Annotated[float | None, typer.Option(metavar="SECONDS", help="The most time for it all.")]
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
        profile: Profile = "screen",
        for_: For = None,
        bleed: Bleed = None,
        marks: Marks = None,
        max_memory: MaxMemory = None,
        timeout: Timeout = None,
        proof: Proof = False,
        force: Force = False,
        as_json: AsJson = False,
        open_: Open = False,
    ) -> None:
        """Lay out an issue and print it as a PDF."""
        with problems_told(as_json=as_json):
            if max_memory is not None or timeout is not None:
                sys.exit(run_bounded(given, max_memory, timeout))
            count = read_pages(pages)
            wanted = read_wanted(profile, for_, bleed, marks)
            reports = _build(issue, output, layout, count, trim, wanted, proof=proof, force=force)
            print_reports(reports, as_json=as_json)
            if open_:
                for report in reports:
                    typer.launch(str(report.output))
            elif not force:
                from printpost.morgue import Order, keep_command

                keep_command(given, [Order(path, output, layout, count, trim, wanted) for path in issue])

    @app.command()
    def plan(
        issue: Issue,
        layout: Layout = None,
        pages: Pages = None,
        trim: Trim = None,
        why: Annotated[
            str | None,
            typer.Option(metavar="STORY", help="Why a story, by a part of its headline, stands where it does."),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Show the page plan as a drawing, with what every decision costs, without printing it."""
        with problems_told(as_json=as_json):
            from printpost.build import plan

            count = read_pages(pages)
            with progress_shown() as progress:
                sheet = plan(issue, layout=layout, pages=count, trim=trim, why=why, progress=progress)
            if as_json:
                print_json(sheet.plain())
            else:
                print_sheet(sheet)

    @app.command()
    def check(issue: Issue, as_json: AsJson = False) -> None:
        """Read an issue and list its problems, without laying it out."""
        with problems_told(as_json=as_json):
            from printpost.newsroom.reader import read

            reading = read(issue)
            print_found(reading.warnings, as_json=as_json)
            if not as_json:
                print(f"{issue}: {len(reading.issue.contents)} entries, no errors")

    @app.command()
    def schema(
        publication: Annotated[bool, typer.Option("--publication", help="The schema of publication.yaml.")] = False,
        of_plan: Annotated[bool, typer.Option("--plan", help="The schema of what plan --json prints.")] = False,
    ) -> None:
        """Print the JSON Schema of an issue, with which text editors complete and check what one types."""
        from printpost.newsroom.schema import as_json, schemas

        if of_plan:
            from printpost.composing.dummysheet import sheet_schema

            print(as_json(sheet_schema()), end="")
            return
        print(as_json(schemas()["publication" if publication else "issue"]), end="")

    @app.command()
    def new(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
        name: Annotated[str | None, typer.Option(help="The paper's name.")] = None,
    ) -> None:
        """Start a paper: a folder with a publication and a first issue that builds."""
        with problems_told(as_json=False):
            import datetime as dt

            from printpost.newsroom.starter import starter

            made = starter(folder, name or folder.resolve().name.replace("-", " ").title(), dt.date.today())  # noqa: DTZ011  the editor's own day
            for path in made:
                print(path)
            issues = [path for path in made if path.name.startswith("issue")]
            print(f"Now try: printpost build {(issues or made)[-1]}")

    @app.command()
    def wire(
        issue: Issue,
        refresh: Annotated[
            bool, typer.Option("--refresh", help="Fetch anew what is frozen, and say what changed.")
        ] = False,
        only: Annotated[list[str] | None, typer.Option(metavar="SECTION", help="Fetch this section alone.")] = None,
        suggest: Annotated[
            bool, typer.Option("--suggest", help="Write a draft of the issue, with placeholders.")
        ] = False,
        date: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the issue, for --suggest.")] = None,
        timeout: Annotated[float, typer.Option(min=1, max=600, help="Seconds that one call may take.")] = 30.0,
        at: Annotated[
            str | None,
            typer.Option(metavar="TIME", help="Keep what comes as if it were fetched then (for rehearsals)."),
        ] = None,
    ) -> None:
        """Fetch what the publication orders from elsewhere, and freeze it beside the issue."""
        with problems_told(as_json=False):
            moment = read_moment(at) if at else None
            _fetch(issue, moment, refresh=refresh, only=only or [], suggest=suggest, date=date, timeout=timeout)

    @app.command()
    def preflight(
        file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A finished PDF, ours or anybody's.")],
        for_: For = None,
        issue: Annotated[
            Path | None, typer.Option(metavar="ISSUE", help="The issue that the file should hold.")
        ] = None,
        report: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Write a PDF with the pages in small and findings circled.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Hold a finished PDF to what a press takes, before a printer does it."""
        with problems_told(as_json=as_json):
            from printpost.build import preflighted

            examined = preflighted(file, for_ or "newspaper", issue=issue, report=report)
            if as_json:
                print_json(examined.plain())
            else:
                for finding in examined.findings:
                    tell(finding.problem())
                print("\n".join([f"{file}: {examined.verdict}", *examined.lines()]))
        if not examined.passed:
            sys.exit(FAILED)

    @app.command()
    def impose(
        file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The PDF whose pages go on sheets.")],
        booklet: Annotated[
            bool, typer.Option("--booklet", help="Sheets folded once and laid into each other.")
        ] = False,
        spreads: Annotated[
            bool, typer.Option("--spreads", help="Newspaper sheets of four pages, as large as two pages.")
        ] = False,
        n_up: Annotated[int | None, typer.Option(metavar="N", help="N pages to a side, in order.")] = None,
        sheet: Annotated[str | None, typer.Option(metavar="NAME|WxH", help="The paper: a3, or millimetres.")] = None,
        signature: Annotated[
            int | None, typer.Option(metavar="PAGES", help="A booklet in bundles of so many pages; one if not said.")
        ] = None,
        creep: Annotated[float, typer.Option(metavar="MM", help="How far inner pages are moved to the fold.")] = 0.0,
        bleed: Annotated[float | None, typer.Option(metavar="MM", help="Show so much beyond the trim.")] = None,
        marks: Annotated[bool, typer.Option("--marks", help="Crop, fold and register marks.")] = False,
        filler: Annotated[
            Path | None, typer.Option(metavar="FILE.pdf", help="Its first page instead of blank ones.")
        ] = None,
        output: Output = None,
    ) -> None:
        """Put the pages of a PDF on sheets, so that they fold into a paper."""
        with problems_told(as_json=False):
            from printpost.build import imposed
            from printpost.pressroom.sheets import Order as SheetOrder

            order = SheetOrder(
                booklet=booklet, spreads=spreads, n_up=n_up, sheet=sheet, signature=signature, creep=creep, bleed=bleed,
                marks=marks, filler=filler,
            )  # fmt: skip
            place, sides = imposed(file, order, output)
            sheets = -(-sides // 2)
            print(f"{place}\n  {sides} sides of {sheets} sheet{'' if sheets == 1 else 's'}")

    @app.command()
    def profiles() -> None:
        """List the press profiles that ship with the program."""
        from printpost.premises import profiles_folder
        from printpost.pressroom.profiles import known_profiles

        for profile in known_profiles((profiles_folder(),)):
            print(profile)

    @app.command()
    def layouts() -> None:
        """List the layouts that ship with the program, and those of this folder and the ones above it."""
        from printpost.premises import packaged_layouts
        from printpost.specimens import own_layouts

        for layout in packaged_layouts():
            print(layout)
        for folder in own_layouts(Path.cwd()):
            print(f"{folder.name}  {folder}")

    app.add_typer(_layout_commands(), name="layout")
    return app


def _layout_commands() -> "typer.Typer":
    """Return the commands for those who make a layout."""
    import typer

    app = typer.Typer(help="Make, prove and show a layout.", no_args_is_help=True)
    Name = Annotated[str, typer.Argument(metavar="NAME", help="A layout's name, or its folder.")]

    @app.command("new")
    def new_(
        name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the new layout.")],
        from_: Annotated[str, typer.Option("--from", metavar="NAME", help="The layout to go on from.")] = "morning",
    ) -> None:
        """Begin a layout of one's own, in layouts/NAME, that goes on from another."""
        with problems_told(as_json=False):
            from printpost.composing.pattern import new_layout
            from printpost.specimens import find

            home = Path("layouts")
            for path in new_layout(home, name, find(from_, Path.cwd()), from_):
                print(path)
            print(f"Now try: printpost layout check {name}")

    @app.command("check")
    def check_(
        name: Name,
        keep: Annotated[
            Path | None, typer.Option("--keep", metavar="FOLDER", help="Keep the PDFs in this folder, to look at them.")
        ] = None,
    ) -> None:
        """Set the layout's specimen at three lengths and say how it went."""
        with problems_told(as_json=False):
            from printpost.composing.proving import idle_templates
            from printpost.problems import FailedCheck
            from printpost.specimens import check_layout, colour_faults, find

            layout = find(name, Path.cwd())
            problems = [*colour_faults(layout), *idle_templates(layout)]
            with progress_shown() as progress:
                proofs = check_layout(name, Path.cwd(), progress, keep=keep)
            for proof in proofs:
                told = proof.report.lines() if proof.report else ("  not set",)
                print(f"{proof.length} length" + (f": {told[0]}" if keep and proof.report else ""))
                print("\n".join(told[1:] if proof.report else told))
                problems += proof.problems
            if problems:
                raise FailedCheck(problems)

    @app.command("show")
    def show_(
        name: Name,
        specimen: Annotated[
            Path | None, typer.Option("--specimen", metavar="FILE", help="Print a type specimen as a PDF.")
        ] = None,
    ) -> None:
        """Show a layout's grid, type scale and files."""
        with problems_told(as_json=False):
            import datetime as dt

            from printpost.composing.showing import grid_and_scale
            from printpost.specimens import find, print_type_specimen

            print("\n".join(grid_and_scale(find(name, Path.cwd()))))
            if specimen is not None:
                print(print_type_specimen(name, Path.cwd(), specimen, dt.date.today()))  # noqa: DTZ011  the user's own day

    return app


def _build(
    issues: list[Path],
    output: Path | None,
    layout: str | None,
    pages: int | str | None,
    trim: str | None,
    wanted: "Wanted",
    *,
    proof: bool,
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
    with progress_shown() as progress:
        return tuple(
            build(
                issue,
                output=output,
                layout=layout,
                pages=pages,
                trim=trim,
                wanted=wanted,
                proof=proof,
                force=force,
                progress=progress,
            )
            for issue in issues
        )


def _fetch(
    issue: Path,
    moment: "dt.datetime | None",
    *,
    refresh: bool,
    only: list[str],
    suggest: bool,
    date: str | None,
    timeout: float,
) -> None:
    """Call the wire for an issue, print what came and raise what did not."""
    from printpost.newsroom.assigning import assignment, check_draft
    from printpost.wire.desk import bring_in
    from printpost.wire.draft import write_draft
    from printpost.wire.line import Patience

    if date is not None and not suggest:
        from printpost.problems import BadInput, error

        raise BadInput(error("--date goes with --suggest alone", hint="an issue that is written has a date of its own"))
    order = check_draft(issue, date) if suggest else assignment(issue)
    with progress_shown() as status:
        status(f"calling {', '.join(only or [each.name for each in order.orders])}")
        haul = bring_in(
            order,
            refresh=refresh,
            only=only,
            now=moment,
            patience=Patience(total=timeout, silence=min(10.0, timeout), connect=min(5.0, timeout)),
            progress=lambda told: print(told, file=sys.stderr),
        )
    for line in haul.lines(order.frozen):
        print(line)
    if suggest and haul.file is not None:
        write_draft(issue, haul.file, order.orders, order.day)
        print(f"{issue}: a draft; write its stories, then try: printpost build {issue}")
    if failure := haul.failure(order.frozen, refresh=refresh):
        raise failure


if __name__ == "__main__":
    main()
