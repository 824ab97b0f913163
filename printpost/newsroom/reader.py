"""From the path of an issue to everything that the composing room wants to know about it.

The issue and the publication that it belongs to are read, validated, and their copy and pictures looked at; a Reading
goes out, or BadInput with all the problems of all the files at once. The reader decides nothing about looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from printpost.newsroom.copy import CopyBlock, read_copy
from printpost.newsroom.explain import explained
from printpost.newsroom.incoming import fill
from printpost.newsroom.issue import Issue, Publication
from printpost.newsroom.manuscript import Manuscript, read_manuscript
from printpost.newsroom.pictures import Picture, Unprintable, inspect_picture
from printpost.newsroom.pins import companions, unkept
from printpost.newsroom.places import Places, Step
from printpost.problems import BadInput, Problem, Severity, in_order

PUBLICATION = ("publication.yaml", "publication.yml")
DEFAULT_LANGUAGE = "en-GB"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")

_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading:
    """An issue that can be set. ``copy`` has an entry per block: its paragraphs, or None if it has no running text.
    ``publication`` has what the issue says otherwise merged in; ``pictures`` are by ``src``; ``beside`` has the block
    that each block is to stand beside, both by their index.
    """

    issue: Issue
    publication: Publication
    places: Places
    copy: tuple[tuple[CopyBlock, ...] | None, ...]
    pictures: dict[str, Picture]
    folder: Path
    sources: tuple[Path, ...]
    language: str
    warnings: tuple[Problem, ...]
    publication_places: Places | None = None
    beside: Mapping[int, int] = field(default_factory=dict)


def read(path: Path) -> Reading:
    """Reads an issue with its publication, copy and pictures. Raises BadInput with every problem that it has."""
    problems: list[Problem] = []
    if path.name in PUBLICATION and path.is_file():
        where = Places(path, "").where(0)
        problem = Places(path, "").error(where, "this is the publication, not an issue", "name the file of an issue")
        raise BadInput(problem)
    paper_path = find_publication(path)
    paper = _manuscript(paper_path, "a publication", problems) if paper_path else None
    manuscript = _manuscript(path, "an issue", problems)
    if manuscript is None:
        raise BadInput(in_order(problems))
    language = _language(manuscript, paper)
    manuscript = fill(manuscript, path, language, problems)
    issue = _validated(Issue, manuscript, language, problems)
    publication = _validated(Publication, paper, language, problems) if paper else None
    copy = _copy(manuscript, language, problems)
    pictures = _pictures(manuscript, path, paper_path, problems)
    if issue and not paper_path and issue.name is None:
        problems.append(
            manuscript.places.error(
                (),
                "the paper has no name",
                "add name: to the issue, or put a publication.yaml in its folder or one above",
            )
        )
    beside: dict[int, int] = {}
    if issue:
        beside, unknown = companions(issue, manuscript.places)
        problems += [*unknown, *unkept(issue, beside, manuscript.places)]
    if issue is None or any(p.severity is Severity.ERROR for p in problems):
        raise BadInput(in_order(problems))
    return Reading(
        issue,
        _merged(publication, issue),
        manuscript.places,
        copy,
        pictures,
        path.resolve().parent,
        tuple(source for source in (path, paper_path) if source),
        language,
        in_order(problems),
        paper.places if paper else None,
        beside,
    )


def read_publication(path: Path) -> tuple[Publication, str]:
    """Reads a publication alone and names its language. Raises BadInput with every problem that it has."""
    problems: list[Problem] = []
    paper = _manuscript(path, "a publication", problems)
    publication = _validated(Publication, paper, _language(paper), problems) if paper else None
    if publication is None or any(p.severity is Severity.ERROR for p in problems):
        raise BadInput(in_order(problems))
    return publication, _language(paper)


def find_publication(issue: Path) -> Path | None:
    """The nearest publication.yaml in the issue's folder or one above it."""
    try:
        folder = issue.resolve().parent
    except (OSError, RuntimeError, ValueError):
        return None
    homes = (home / name for home in (folder, *folder.parents) for name in PUBLICATION)
    found = next((home for home in homes if home.is_file()), None)
    # As the editor named the issue, so are problems in the publication named: short paths stay short.
    if found and found.parent == folder:
        return issue.parent / found.name
    return found


def _manuscript(path: Path, noun: str, problems: list[Problem]) -> Manuscript | None:
    try:
        manuscript = read_manuscript(path, noun)
    except BadInput as failure:
        problems += failure.problems
        return None
    problems += manuscript.problems
    return manuscript


def _language(*manuscripts: Manuscript | None) -> str:
    """The language of the first file that names one. A wrong one is the model's to report."""
    for manuscript in manuscripts:
        if manuscript and isinstance(manuscript.data, dict):
            language = manuscript.data.get("language")
            if isinstance(language, str) and _LANGUAGE.fullmatch(language.strip()):
                return language.strip()
    return DEFAULT_LANGUAGE


def _validated(model: type[_M], manuscript: Manuscript, language: str, problems: list[Problem]) -> _M | None:
    try:
        return model.model_validate(manuscript.data, context={"language": language})
    except ValidationError as failure:
        problems += explained(failure, manuscript.places, model, manuscript.data)
        return None


def _merged(publication: Publication | None, issue: Issue) -> Publication:
    """The publication as this issue has it."""
    shared = Publication.model_fields.keys() & Issue.model_fields.keys()
    said = {name: value for name in sorted(shared) if (value := getattr(issue, name)) is not None}
    if publication is None:
        return Publication.model_construct(**said)
    return publication.model_copy(update=said)


def _blocks(data: Any) -> Iterator[tuple[int, tuple[Step, ...], Any]]:
    """The blocks of an issue, valid or not, so that their copy and pictures are looked at in any case."""
    contents = data.get("contents") if isinstance(data, dict) else None
    for index, entry in enumerate(contents if isinstance(contents, list) else ()):
        for kind, block in entry.items() if isinstance(entry, dict) else ():
            if isinstance(block, dict):
                yield index, ("contents", index, kind), block


def _copy(manuscript: Manuscript, language: str, problems: list[Problem]) -> tuple[tuple[CopyBlock, ...] | None, ...]:
    found: dict[int, tuple[CopyBlock, ...]] = {}
    for index, path, block in _blocks(manuscript.data):
        markdown = block.get("copy")
        if path[-1] in ("story", "panel") and isinstance(markdown, str) and markdown.strip():
            at = (*path, "copy")
            found[index], faults = read_copy(markdown, language=language, where=manuscript.places.passage(at, markdown))
            problems += faults
            if not found[index] and not faults:
                problems.append(manuscript.places.error(at, "copy is empty", "write the text of the story"))
    contents = manuscript.data.get("contents") if isinstance(manuscript.data, dict) else None
    return tuple(found.get(index) for index in range(len(contents) if isinstance(contents, list) else 0))


def _pictures(
    manuscript: Manuscript, issue: Path, publication: Path | None, problems: list[Problem]
) -> dict[str, Picture]:
    folder = issue.resolve().parent
    allowed = (folder, publication.resolve().parent) if publication else (folder,)
    pictures: dict[str, Picture] = {}
    refused: set[str] = set()
    for _, path, block in _blocks(manuscript.data):
        at = path if path[-1] == "art" else (*path, "art") if path[-1] == "story" else None
        art = block if path[-1] == "art" else block.get("art")
        src = art.get("src") if at and isinstance(art, dict) else None
        if not isinstance(src, str) or not src.strip() or src in pictures or src in refused:
            continue
        try:
            pictures[src] = inspect_picture(src, folder, allowed)
        except Unprintable as failure:
            refused.add(src)
            assert at is not None
            problems.append(manuscript.places.error((*at, "src"), failure.message, failure.hint))
    return pictures
