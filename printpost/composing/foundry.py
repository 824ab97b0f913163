"""The foundry: fonts of scripts that do not ship with the program, found on the system.

A script and the folders that a layout's fonts come from go in; the folders of all fonts that the paper needs come out,
those of the system as a folder of links to just the files wanted, so that no other font of the system can creep in. A
font that is nowhere is a problem with the command that installs it. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from printpost.composing.dressing import worn
from printpost.composing.fonts import Case
from printpost.composing.layout import Layout
from printpost.composing.scripts import Lender, Script, script_of
from printpost.morgue import cache_folder
from printpost.newsroom.reader import Reading
from printpost.problems import BadInput, Problem

FONTS_VARIABLE = "PRINTPOST_FONTS"
"""An environment variable: the folders that are searched instead of the system's, parted as in PATH."""

_CJK_FILES = tuple(f"Noto{kind}CJK-{weight}.ttc" for kind in ("Serif", "Sans") for weight in ("Regular", "Bold"))
_COMMANDS: dict[Lender, dict[str, str]] = {
    Lender.CJK: {
        "apt-get": "sudo apt-get install fonts-noto-cjk",
        "dnf": "sudo dnf install google-noto-serif-cjk-ttc-fonts google-noto-sans-cjk-ttc-fonts",
        "pacman": "sudo pacman -S noto-fonts-cjk",
        "apk": "sudo apk add font-noto-cjk",
        "brew": "brew install --cask font-noto-serif-cjk font-noto-sans-cjk",
    },
    Lender.NOTO: {
        "apt-get": "sudo apt-get install fonts-noto-core",
        "dnf": "sudo dnf install google-noto-serif-{0}-fonts google-noto-sans-{0}-fonts",
        "pacman": "sudo pacman -S noto-fonts",
        "apk": "sudo apk add font-noto-{0}",
    },
}
_BY_HAND = {
    Lender.CJK: "install Noto Serif CJK and Noto Sans CJK (static .ttc files) from https://github.com/notofonts/noto-cjk",
    Lender.NOTO: "install Noto Serif {1} and Noto Sans {1} (static .ttf files) from https://notofonts.github.io",
}
_LINUX = ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts")
_MAC = ("~/Library/Fonts", "/Library/Fonts")


def borrowed(reading: Reading, layout: Layout, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of fonts that a paper needs beyond those given: none, or one of its script's.

    Raises BadInput, at the place that names the language, where the script's fonts are not to be found.
    """
    script = script_of(reading.language)
    if not script.serif:
        return ()
    case = Case(folders)
    script = worn(layout, case, script)
    if not script.serif or {script.serif, script.sans} <= set(case.families()):
        return ()
    found = find_fonts(script)
    if found is None:
        raise BadInput(_absent(reading, script))
    return found


def find_fonts(script: Script) -> tuple[Path, ...] | None:
    """The folder of the system's fonts that a script borrows; None where one of them is missing."""
    found = [_find(name) for name in _files(script)]
    return None if None in found else (_links(path for path in found if path),)


def install_command(script: Script) -> str:
    """What to type on this system to install the fonts that a script borrows."""
    for manager, command in _COMMANDS[script.lender].items():
        if shutil.which(manager):
            return "run: " + command.format(script.name.lower())
    return _BY_HAND[script.lender].format(script.name.lower(), script.name)


def _files(script: Script) -> tuple[str, ...]:
    if script.lender is Lender.CJK:
        return _CJK_FILES
    return tuple(
        f"Noto{kind}{script.name}-{weight}.ttf" for kind in ("Serif", "Sans") for weight in ("Regular", "Bold")
    )


def _absent(reading: Reading, script: Script) -> Problem:
    where = ("language",)
    files = [name for name in _files(script) if _find(name) is None]
    places = reading.places
    if reading.issue.language is None and reading.publication_places is not None:
        places = reading.publication_places
    return places.error(
        where,
        f"the fonts for {script.name} are not installed: {', '.join(files)}",
        install_command(script),
    )


def _find(name: str) -> Path | None:
    return _found(name, _folders())


@cache
def _found(name: str, folders: tuple[Path, ...]) -> Path | None:
    return next((path for folder in folders for path in sorted(folder.rglob(name)) if path.is_file()), None)


def _folders() -> tuple[Path, ...]:
    if FONTS_VARIABLE in os.environ:
        return tuple(Path(part) for part in os.environ[FONTS_VARIABLE].split(os.pathsep) if part)
    return tuple(Path(part).expanduser() for part in (_MAC if sys.platform == "darwin" else _LINUX))


def _links(files: Iterable[Path]) -> Path:
    """A folder in the user's cache with links to these files and nothing else."""
    files = sorted(path.resolve() for path in files)
    folder = cache_folder() / "foundry" / hashlib.sha256("\0".join(map(str, files)).encode()).hexdigest()[:16]
    if not folder.is_dir():
        draft = folder.with_name(f"{folder.name}.{os.getpid()}")
        draft.mkdir(parents=True, exist_ok=True)
        for path in files:
            (draft / path.name).symlink_to(path)
        try:
            draft.replace(folder)
        except OSError:  # another build was first
            shutil.rmtree(draft)
    return folder
