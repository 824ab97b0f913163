"""A layout's lineage: its folder, what overrides it, and the layouts that it extends.

A name and the folders where layouts are looked for come in; a layout goes out whose file is the whole lineage in one,
the nearest file winning key by key. Nothing is rendered here, and no template is read.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from printpost.composing.fonts import Case
from printpost.composing.layout import Layout, Level, PanelKind
from printpost.composing.proving import broken_files
from printpost.newsroom.explain import explained
from printpost.newsroom.manuscript import Manuscript, read_manuscript
from printpost.newsroom.places import Places, Step
from printpost.premises import fonts_folder
from printpost.problems import BadInput, Problem, Where, error

FILE = "layout.yaml"
_OVERRIDES = ("blocks", "layout.css", "fonts")


def load_layout(name: str, folders: Sequence[Path], asked: Places | None = None) -> Layout:
    """The layout of that name from the first of the folders that has it, with all that it extends.

    A folder of its name without a ``layout.yaml`` overrides templates and style of the one found further on. ``asked``
    is the file that asks for it, if one does. Raises BadInput where no folder has it or where one of its files has
    problems.
    """
    manuscripts, stack = _lineage(name, folders, asked)
    problems = [problem for manuscript in manuscripts for problem in manuscript.problems]
    if problems:
        raise BadInput(problems)
    data, places = merged([manuscript.data for manuscript in manuscripts]), Layered(manuscripts)
    unknown = [*_unknown_names(data, places)]
    if unknown:
        raise BadInput(unknown)
    try:
        layout = Layout.model_validate(data)
    except ValidationError as failure:
        raise BadInput(explained(failure, places, Layout, data)) from failure
    layout = layout.found_in(tuple(stack))
    faults = [*broken_files(layout)] or [*_strangers(layout, places, data)]
    if faults:
        raise BadInput(faults)
    return layout


def _lineage(name: str, folders: Sequence[Path], asked: Places | None) -> tuple[list[Manuscript], list[Path]]:
    """The files of a lineage and its folders, the nearest first."""
    manuscripts: list[Manuscript] = []
    stack: list[Path] = []
    wanted = name
    while True:
        own = Path(wanted).parent if Path(wanted).is_absolute() else None
        folders = tuple(dict.fromkeys((*folders, own))) if own else tuple(folders)
        for home in folders:
            folder = home / wanted
            # A layout may extend its own name: that of the next folder.
            if folder in stack or not any((folder / part).exists() for part in (FILE, *_OVERRIDES)):
                continue
            stack.append(folder)
            if (folder / FILE).is_file():
                break
        else:
            raise BadInput(_not_found(name, wanted, folders, manuscripts, asked))
        manuscript = read_manuscript(stack[-1] / FILE, "a layout")
        manuscripts.append(manuscript)
        parent = manuscript.data.get("extends") if isinstance(manuscript.data, dict) else None
        if not isinstance(parent, str):
            return manuscripts, stack
        wanted = parent


def _not_found(
    name: str, wanted: str, folders: Sequence[Path], manuscripts: Sequence[Manuscript], asked: Places | None
) -> Problem:
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"*/{FILE}")})
    near = difflib.get_close_matches(wanted, known, 1, 0.7)
    hint = (f"did you mean '{near[0]}'? " if near else "") + "there are: " + ", ".join(known)
    if not manuscripts:
        message = f"there is no layout '{name}'"
        return asked.error(("layout",), message, hint) if asked else error(message, hint=hint)
    places = manuscripts[-1].places
    if any((folder / wanted / FILE).is_file() for folder in folders):
        return places.error(("extends",), f"'{wanted}' extends this layout in turn", "break the circle")
    return places.error(("extends",), f"there is no layout '{wanted}' to extend", hint)


def _unknown_names(data: Any, places: Places) -> Iterator[Problem]:
    """A problem for every level of heads and kind of panel that there is not."""
    for key, kind, names in (
        ("heads", "level of heads", get_args(Level)),
        ("panel_spans", "kind of panel", get_args(PanelKind)),
    ):
        said = data.get(key) if isinstance(data, dict) else None
        for name in said if isinstance(said, dict) else ():
            if name not in names:
                near = difflib.get_close_matches(str(name), names, 1, 0.6)
                hint = f"did you mean '{near[0]}'?" if near else "there are: " + ", ".join(names)
                yield places.error(places.key_at((key, name)), f"there is no {kind} '{name}'", hint)


def _strangers(layout: Layout, places: Places, data: Any) -> Iterator[Problem]:
    """A problem for every font family that neither the program nor the layout has, where it is named first.

    Those that only the system brings (East Asian ones, which the foundry looks after) pass.
    """
    known = Case((fonts_folder(), *layout.fonts)).families()
    seen: set[str] = set()
    for path, family in _named_families(data):
        if family in known or family in seen or family.startswith("Noto "):
            continue
        seen.add(family)
        near = difflib.get_close_matches(family, known, 1, 0.8)
        own = layout.folders[0] / "fonts"
        yield places.error(
            path,
            f"there is no font family '{family}'",
            (f"did you mean '{near[0]}'? " if near else "")
            + f"There are {', '.join(known)}; others go as TTF or OTF files into {own}",
        )


def _named_families(data: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Every font family that a layout's file names, with its path."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _named_families(value, (*path, key))
        elif key == "code" or key.endswith("families"):
            yield from (((*path, key, number), family) for number, family in enumerate(value))


def merged(layers: Sequence[Any]) -> Any:
    """Mappings merged key by key, the first layer before the others; anything else is taken from the first."""
    if not all(isinstance(layer, Mapping) for layer in layers):
        return layers[0]
    keys = dict.fromkeys(key for layer in reversed(layers) for key in layer)
    return {key: merged([layer[key] for layer in layers if key in layer]) for key in keys}


class Layered(Places):
    """The places of several files read as one: a path is looked for in each, the nearest first."""

    def __init__(self, manuscripts: Sequence[Manuscript]) -> None:
        first = manuscripts[0].places
        super().__init__(first.file, first.text, first.root)
        self._layers = tuple(manuscript.places for manuscript in manuscripts)

    def _layer(self, path: Sequence[Step]) -> Places:
        """The nearest file that says something at the path or, failing that, at its nearest parent."""
        for length in range(len(path), 0, -1):
            for layer in self._layers:
                if layer.has(path[:length]):
                    return layer
        return self._layers[0]

    def at(self, path: Sequence[Step]) -> Where:
        """Where the value at the path begins, in the file that says it."""
        layer = self._layer(path)
        return Places.at(layer, path)

    def key_at(self, path: Sequence[Step]) -> Where:
        """Where the key of the value at the path stands, in the file that says it."""
        layer = self._layer(path)
        return Places.key_at(layer, path)

    def has(self, path: Sequence[Step]) -> bool:
        """Whether one of the files says anything at the path."""
        return any(layer.has(path) for layer in self._layers)

    def excerpt(self, where: Where) -> str | None:
        """The line at a place of one of the files."""
        return next((layer.excerpt(where) for layer in self._layers if layer.file == where.file), None)
