"""Where the program's own matter stands: the fonts, layouts and press profiles that ship with it.

A wheel carries them inside the package, under `_data`. In a checkout they are folders beside the package, which an
editable install does not copy; so every question is answered by the package first and by the checkout second.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def fonts_folder() -> Path:
    """Return the folder of the families that ship with the program."""
    return _matter("fonts")


def layouts_folder() -> Path:
    """Return the folder of the layouts that ship with the program."""
    return _matter("layouts")


def profiles_folder() -> Path:
    """Return the folder of the press profiles that ship with the program."""
    return _PACKAGE / "profiles"


def packaged_layouts() -> tuple[str, ...]:
    """Return the names of the layouts that ship with the program, sorted."""
    return tuple(sorted(found.parent.name for found in layouts_folder().glob("*/layout.yaml")))


def _matter(name: str) -> Path:
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
