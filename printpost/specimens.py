"""Specimens: a layout proved on its specimen issue at three lengths, and a PDF that shows its type.

A layout's name comes in; a build for each length, what is wrong with the layout, or a PDF go out. Nothing is left
behind but the PDF that was asked for.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from printpost.build import build
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.composing.lineage import load_layout
from printpost.composing.showing import LEAST_CONTRAST, contrast, type_specimen
from printpost.premises import fonts_folder, layouts_folder
from printpost.pressroom.delivery import check_place, deliver
from printpost.pressroom.press import Press
from printpost.problems import BadInput, CannotWrite, PrintpostError, Problem, Where, error
from printpost.report import Report

SPECIMEN = "specimen.yaml"
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*(#[0-9a-fA-F]{3,8}|[a-z]+)")
_NO_COLOURS = {"inherit", "transparent", "initial", "unset", "currentcolor", "white"}
_REVERSED = {"#fff", "#ffffff"}


@dataclass(frozen=True, slots=True)
class Proof:
    """The specimen at one length: its report, or why there is none."""

    length: str
    report: Report | None
    problems: tuple[Problem, ...] = ()


def homes(here: Path) -> tuple[Path, ...]:
    """Where layouts are looked for from a folder: its ``layouts``, those of the folders above, and those that ship."""
    own = (folder / "layouts" for folder in (here, *here.parents))
    return (*(folder for folder in own if folder.is_dir()), layouts_folder())


def own_layouts(here: Path) -> tuple[Path, ...]:
    """The folders of the layouts that do not ship, as seen from ``here``, the nearest first."""
    homes_here = (home for home in homes(here) if home != layouts_folder())
    return tuple(file.parent for home in homes_here for file in sorted(home.glob("*/layout.yaml")))


def find(name: str, here: Path) -> Layout:
    """The layout of that name, or in that folder, as seen from ``here``. Raises BadInput."""
    path = (here / name).absolute()
    return load_layout(str(path) if (path / "layout.yaml").is_file() else name, homes(here))


def check_layout(
    name: str, here: Path, progress: Callable[[str], None] = lambda _: None, *, keep: Path | None = None
) -> tuple[Proof, ...]:
    """Set the layout's specimen at half, whole and double length; ``keep`` is a folder for the PDFs.

    Raises BadInput where it has none, and CannotWrite where the folder cannot be made.
    """
    layout = find(name, here)
    if keep is not None:
        try:
            keep.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise CannotWrite(error(f"{keep} cannot be made: {failure.strerror}", hint="give another folder")) from None
    specimen = next((folder / SPECIMEN for folder in layout.folders if (folder / SPECIMEN).is_file()), None)
    if specimen is None:
        raise BadInput(error(f"the layout '{name}' has no {SPECIMEN}", hint="give it an issue with one of everything"))
    proofs = []
    with tempfile.TemporaryDirectory() as folder, Press((fonts_folder(), *layout.fonts)) as press:
        desk = Path(folder) / "desk"
        shutil.copytree(specimen.parent, desk, ignore=shutil.ignore_patterns("fonts", "blocks", "layouts", "*.pdf"))
        # Overrides and neighbours of the layout are found as if the specimen lay beside them.
        near = layout.folders[0].parent
        if near != layouts_folder():
            (desk / "layouts").symlink_to(near, target_is_directory=True)
        data = yaml.load(specimen.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  texts and nothing else
        wanted = name if not (here / name / "layout.yaml").is_file() else str((here / name).absolute())
        for length, changed in (("half", _half(data)), ("whole", data), ("double", _double(data))):
            progress(f"setting the specimen at {length} length")
            issue = desk / f"{layout.name}-{length}.yaml"
            issue.write_text(yaml.safe_dump(_plain(changed), allow_unicode=True, sort_keys=False), "utf-8")
            try:
                report = build(issue, output=keep or Path(folder), layout=wanted, pages="auto", force=True, press=press)
                proofs.append(Proof(length, report))
            except PrintpostError as failure:
                proofs.append(Proof(length, None, failure.problems))
    return tuple(proofs)


def colour_faults(layout: Layout) -> Iterator[Problem]:
    """An error for every colour of text that does not stand out from white, and for such an accent."""
    if contrast(layout.accent) < LEAST_CONTRAST:
        yield error(
            f"the accent {layout.accent} has a contrast of {contrast(layout.accent):.1f}:1 with white",
            hint=f"text needs {LEAST_CONTRAST}:1: take a darker colour",
        )
    for folder in layout.folders:
        sheet = folder / "layout.css"
        for number, line in enumerate(sheet.read_text("utf-8").splitlines() if sheet.is_file() else (), 1):
            for found in _COLOUR.finditer(line):
                colour = found[1].lower()
                if colour in _NO_COLOURS | _REVERSED:
                    continue
                try:
                    ratio = contrast(colour)
                except ValueError:
                    continue
                if ratio < LEAST_CONTRAST:
                    yield error(
                        f"{colour} has a contrast of {ratio:.1f}:1 with white",
                        hint=f"text needs {LEAST_CONTRAST}:1: take a darker colour",
                        where=Where(sheet, number, found.start(1) + 1),
                        excerpt=line,
                    )


def print_type_specimen(name: str, here: Path, output: Path, date: dt.date) -> Path:
    """Print the layout's type specimen as a PDF."""
    check_place(output)
    layout = find(name, here)
    fonts = (fonts_folder(), *layout.fonts)
    with Press(fonts) as press:
        deliver(press.print(type_specimen(layout, Case(fonts), date)).pdf, output)
    return output


def _half(data: Any) -> Any:
    """Half the paragraphs of every story."""
    entries = [_changed(entry, lambda text: "\n\n".join(_first_half(text.split("\n\n")))) for entry in data["contents"]]
    return {**data, "contents": entries}


def _double(data: Any) -> Any:
    """Everything twice; a head that is there already says that it is there once more."""
    again = [
        {kind: {**block, "headline": f"{block['headline']}, once more"} if "headline" in block else block}
        for entry in data["contents"]
        for kind, block in entry.items()
    ]
    return {**data, "contents": [*data["contents"], *again]}


def _changed(entry: Any, change: Callable[[str], str]) -> Any:
    return {
        kind: {**block, "copy": change(block["copy"])} if kind == "story" and "copy" in block else block
        for kind, block in entry.items()
    }


def _first_half(parts: list[str]) -> list[str]:
    kept = parts[: (len(parts) + 1) // 2]
    while len(kept) > 1 and kept[-1].startswith("#"):
        kept.pop()
    return kept


def _plain(data: Any) -> Any:
    """Empty values as YAML has them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return None if data in ("", "~", "null") else data
