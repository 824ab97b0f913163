"""`make bench`: how long a newspaper takes, beside others who set the same words, all measured in this run.

Every figure is a median of interleaved cold runs: a process is started, makes its PDF from files, and ends. Ratios are
what to read; seconds belong to the machine.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import yaml

from printpost.morgue import cache_folder
from printpost.premises import fonts_folder
from printpost.pressroom.press import fontconfig
from tests.bench import rivals
from tests.bench.clock import Command, interleaved, peak_memory, run
from tests.bench.planning import planning_rows
from tests.bench.setting import setting_rows

EDITIONS = Path(__file__).parents[2] / "editions"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PLAIN = "WeasyPrint, CSS columns"

WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
# The same, with our way of subsetting fonts: where the system lacks harfbuzz-subset, WeasyPrint takes a slow one.
WEASYPRINT_SUBSET = "import sys, weasyprint, printpost.pressroom.rendering; " + WEASYPRINT.split("; ")[1]
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    "ignore_system_fonts=True)"
)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--issue", type=Path, default=EDITIONS / "issue-87.yaml")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 4, 16], help="multiples of the content")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, {options.runs} runs\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {"FONTCONFIG_FILE": str(fontconfig((fonts_folder(),))), "PRINTPOST_CACHE": str(cache_folder())}
        side_by_side(options.issue, folder, options.runs, environment)
        unchanged(options.issue, folder, options.runs, environment)
        growth(options.issue, folder, options.times, environment)
    for row in planning_rows():
        print(row)
    print()
    print("Setting, on the design's text, size and measure")
    for row in setting_rows():
        print(f"  {row}")


def side_by_side(issue: Path, folder: Path, runs: int, environment: dict[str, str]) -> None:
    """Print a cold build beside the others, as ratios to WeasyPrint's own columns."""
    commands = {"printpost build": _build(issue, folder / "ours.pdf")} | rival_commands(issue, folder)
    timings = interleaved(commands, runs, environment)
    plain = timings[PLAIN].median
    print(f"{issue.name}, cold          ratio   median   (least to most), seconds")
    for name, timing in timings.items():
        ratio, spread = timing.median / plain, f"({timing.least:.2f} to {timing.most:.2f})"
        print(f"  {name:36} {ratio:5.2f}  {timing.median:6.2f}   {spread}")
    print()


def rival_commands(issue: Path, folder: Path) -> dict[str, Command]:
    """Write the same words for the others, and return how each is run."""
    reading, words = rivals.words_of(issue)
    page, source = folder / "same.html", folder / "same.typ"
    page.write_text(rivals.as_html(reading, words), encoding="utf-8")
    source.write_text(rivals.as_typst(reading, words), encoding="utf-8")
    commands: dict[str, Command] = {
        PLAIN: [sys.executable, "-W", "ignore", "-c", WEASYPRINT, str(page), str(folder / "weasyprint.pdf")],
        f"{PLAIN}, our subsetter": [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            WEASYPRINT_SUBSET,
            str(page),
            str(folder / "subset.pdf"),
        ],
        "Typst": [sys.executable, "-c", TYPST, str(source), str(folder / "typst.pdf"), str(fonts_folder())],
    }
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        commands["Chromium"] = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={folder / 'chromium.pdf'}",
            page.as_uri(),
        ]
    return commands


def unchanged(issue: Path, folder: Path, runs: int, environment: dict[str, str]) -> None:
    """Print how long an unchanged issue takes to be answered, beside Python doing nothing."""
    command = [*_printpost(), "build", str(issue), "-o", str(folder / "unchanged.pdf")]
    run(command, environment)
    timings = interleaved(
        {"unchanged issue": command, "python -c pass": [sys.executable, "-c", "pass"]}, runs * 2, environment
    )
    print("An unchanged issue, seconds")
    for name, timing in timings.items():
        print(f"  {name:36}        {timing.median:6.3f}   ({timing.least:.3f} to {timing.most:.3f})")
    print()


def growth(issue: Path, folder: Path, times: list[int], environment: dict[str, str]) -> None:
    """Print time by step, and memory beside WeasyPrint's own, at multiples of the content."""
    print("Growth        words  pages   whole  planning  share   memory, MiB   WeasyPrint's own, and its time")
    for multiple in times:
        grown = multiplied(issue, folder / f"times-{multiple}", multiple)
        output = str(folder / f"times-{multiple}.pdf")
        inside = [sys.executable, "-m", "tests.bench.inside", str(grown), output]
        found = [json.loads(run(inside, environment)) for _ in range(3 if multiple < 16 else 1)]
        whole = statistics.median(each["whole"] for each in found)
        planning = statistics.median(each.get("planning", 0.0) for each in found)
        ours = peak_memory(_build(grown, Path(output)), environment)
        plain = rival_commands(grown, grown.parent)[PLAIN]
        timing = interleaved({PLAIN: plain}, 1, environment)[PLAIN]
        theirs = peak_memory(plain, environment)
        print(
            f"  {multiple:2} times {found[0]['words']:9,} {found[0]['pages']:6} {whole:7.2f} {planning:9.2f} "
            f"{planning / whole:6.1%} {_mebibytes(ours):>13} {_mebibytes(theirs):>12}, {timing.median:.2f} s"
        )
        steps = {name: value for name, value in found[0].items() if name not in ("whole", "words", "pages")}
        print("             " + ", ".join(f"{name} {value:.2f}" for name, value in steps.items()))
    print()


def multiplied(issue: Path, folder: Path, multiple: int) -> Path:
    """Return an issue in a folder of its own with the content so many times over, its headlines numbered."""
    shutil.copytree(issue.parent, folder, ignore=shutil.ignore_patterns("*.pdf"))
    data = yaml.safe_load(issue.read_text(encoding="utf-8"))
    contents = data["contents"]
    data["contents"] = [entry for number in range(multiple) for entry in _numbered(contents, number)]
    data["pages"] = "auto"
    path = folder / issue.name
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _numbered(contents: list[dict[str, dict[str, object]]], number: int) -> list[dict[str, dict[str, object]]]:
    return [
        {
            kind: block
            | ({"headline": f"{block['headline']} ({number + 1})"} if number and "headline" in block else {})
            for kind, block in entry.items()
        }
        for entry in contents
    ]


def _build(issue: Path, output: Path) -> Command:
    return [*_printpost(), "build", "--force", str(issue), "-o", str(output)]


def _printpost() -> list[str]:
    return [sys.executable, "-m", "printpost"]


def _mebibytes(amount: float | None) -> str:
    return "-" if amount is None else f"{amount:.0f}"


if __name__ == "__main__":
    main()
