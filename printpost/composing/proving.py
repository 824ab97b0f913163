"""What is wrong with a layout's files: fonts that cannot be read, style sheets and templates that cannot be used.

A layout, or what the renderer or a template complained of, comes in; problems with file, line and column go out.
"""

from __future__ import annotations

import difflib
import re
import struct
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uharfbuzz as hb
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from printpost.composing.fonts import COLLECTION, SUFFIXES, Face
from printpost.composing.layout import Layout
from printpost.newsroom.places import Places
from printpost.problems import BadInput, Problem, Where, error

_WEB_FONTS = (".woff", ".woff2")
_CSS_PARTS = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[{}]", re.DOTALL)
_COMPLAINT = re.compile(r"`([^`]*)`|'([^']*)'")


def broken_files(layout: Layout) -> Iterator[Problem]:
    """A problem for every font file that cannot be read, and for every bracket in a style sheet that has no partner:
    the rules that the program writes after it would go down with it.
    """
    for path in (file for folder in layout.fonts for file in sorted(folder.rglob("*"))):
        if path.suffix.lower() in _WEB_FONTS:
            yield error(
                f"{path} is a font for browsers", hint="put the family's TTF or OTF files there, one for each face"
            )
        elif path.suffix.lower() in (*SUFFIXES, COLLECTION) and not _readable(path):
            yield error(f"{path} is no font that can be read", hint="fetch it anew, as a TTF or OTF file")
    for sheet in _sheets(layout.folders):
        opened = list[int]()
        for found in _CSS_PARTS.finditer(sheet.text):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and not opened:
                yield sheet.error(sheet.where(found.start()), "this } closes nothing", "take it away")
            elif found[0] == "}":
                opened.pop()
        for start in opened:
            yield sheet.error(sheet.where(start), "this { is never closed", "end the rule with a }")


def _readable(path: Path) -> bool:
    try:
        return bool(Face(path).characters)
    except (OSError, ValueError, RuntimeError, struct.error, hb.HarfBuzzError):
        return False


def _sheets(folders: Sequence[Path]) -> Iterator[Places]:
    """The style sheets of a lineage, the nearest first."""
    for sheet in (folder / "layout.css" for folder in folders):
        if sheet.is_file():
            yield Places(sheet, sheet.read_text("utf-8"))


def style_faults(said: Sequence[str], layout: Layout) -> tuple[Problem, ...]:
    """Problems for what the renderer will not have in a style sheet, such as a property that there is not; each at the
    first place of the lineage that holds the words that it quotes.
    """
    return tuple(_style_fault(line, layout) for line in said)


def _style_fault(said: str, layout: Layout) -> Problem:
    message = f"the style sheet cannot be used: {re.sub(r' at [0-9]+:[0-9]+', '', said)}"
    hint = "take it away or mend it: no browser's trick and no grid or flex is needed to place matter"
    quoted = next((part for found in _COMPLAINT.finditer(said) for part in found.groups() if part), "")
    words = re.escape(quoted.split(":")[0].strip()[:60])
    for sheet in _sheets(layout.folders) if words else ():
        found = re.search(rf"(?<![-\\w]){words}(?![-\\w])", sheet.text)
        if found:
            return sheet.error(sheet.where(found.start()), message, hint)
    return error(message, hint=hint)


def idle_templates(layout: Layout) -> Iterator[Problem]:
    """An error for every template of the nearest folder that nothing asks for: most likely a misspelt name."""
    first, *others = [{path.stem: path for path in (home / "blocks").glob("*.html")} for home in layout.folders]
    known = {name for names in others for name in names}
    asked = " ".join(
        path.read_text("utf-8") for path in (*first.values(), *(p for names in others for p in names.values()))
    )
    for name, path in sorted(first.items()):
        if others and name not in known and f"blocks/{name}.html" not in asked:
            near = difflib.get_close_matches(name, known, 1, 0.6)
            yield error(
                f"{path} makes nothing: no matter has that name",
                hint=f"did you mean {near[0]}.html?" if near else f"there are: {', '.join(sorted(known))}",
            )


@contextmanager
def template_faults(layout: Layout) -> Iterator[None]:
    """Raise BadInput, at the line of the template, where one of the layout's templates cannot be read or filled in."""
    try:
        yield
    except Exception as failure:
        place = _template_place(failure, layout)
        if place is None:
            raise
        lines = place.file.read_text("utf-8").splitlines()
        problem = error(
            f"the template cannot be used: {_told(failure)}",
            hint="layouts/README.md says what each template is given; compare the one of the layout that it extends",
            where=place,
            excerpt=lines[place.line - 1] if place.line <= len(lines) else None,
        )
        raise BadInput(problem) from failure


def _told(failure: Exception) -> str:
    if isinstance(failure, TemplateNotFound):
        return f"there is no template '{failure.message or failure.name}'"
    if isinstance(failure, RecursionError):
        return "it extends or includes itself"
    return str(failure).splitlines()[0] if str(failure) else type(failure).__name__


def _template_place(failure: Exception, layout: Layout) -> Where | None:
    """The line of the template that failed; None where a template was not at fault."""
    if isinstance(failure, TemplateSyntaxError) and failure.filename:
        return Where(Path(failure.filename), failure.lineno, 1)
    frames = traceback.extract_tb(failure.__traceback__)
    own = [frame for frame in frames if "jinja2" not in Path(frame.filename).parts]
    filling = [frame for frame in own if any(Path(frame.filename).is_relative_to(home) for home in layout.folders)]
    if not filling or not (isinstance(failure, TemplateError | RecursionError) or own[-1] is filling[-1]):
        return None
    return Where(Path(filling[-1].filename), filling[-1].lineno or 1, 1)
