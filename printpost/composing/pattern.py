"""The pattern of a new layout: a folder that extends another layout, with everything that may be changed in sight.

A name and the layout to go on from come in, files go out. Nothing that is there already is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from printpost.composing.layout import Layout
from printpost.problems import BadInput, CannotWrite, error

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_OWN = ("name", "extends")

_CSS = """\
/* {name}: what differs from {parent}. The style sheet of {parent} comes before this one: a rule here wins.
   Sizes of copy, heads and panels stand in layout.yaml, and so does the spot colour: use var(--accent). Further
   properties are --text, --display, --small, --plate and --quote (families) and --text-size, --title-size, ...

.kicker b {{ color: var(--accent); }}
.rule.across.panel {{ border-top: 3pt solid var(--accent); }}
*/
"""

_README = """\
# {name}

A layout that goes on from `{parent}`.

- `layout.yaml`: the page, the grid and the type scale. What is commented out is as in `{parent}`.
- `layout.css`: how it looks, after the style sheet of `{parent}`.
- `blocks/`: templates of its own. `printpost layout show {name}` names the folders to copy one from.

    printpost layout check {name} --keep look
    printpost layout show {name}
"""


def new_layout(home: Path, name: str, parent: Layout, extends: str) -> tuple[Path, ...]:
    """Lay down ``home``/``name`` and name its files. ``extends`` is the parent's name as a layout file says it.

    Raises BadInput for a name that makes no folder and CannotWrite where the folder is there or cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(
            error(f"'{name}' is no name for a layout", hint="use small letters, figures and hyphens: evening-2")
        )
    folder = home / name
    told = {"name": name, "parent": extends}
    files = {
        folder / "layout.yaml": _file(name, parent, extends),
        folder / "layout.css": _CSS.format(**told),
        folder / "README.md": _README.format(**told),
    }
    if folder.exists():
        raise CannotWrite(error(f"{folder} is there already, and is not overwritten", hint="give another name"))
    try:
        (folder / "blocks").mkdir(parents=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as failure:
        reason = failure.strerror or "it cannot be written"
        raise CannotWrite(error(f"no layout can be begun in {folder}: {reason}", hint="go to another folder")) from None
    return tuple(files)


def _file(name: str, parent: Layout, extends: str) -> str:
    """The layout's file: two keys, and every key of the parent as a comment."""
    values = parent.model_dump(exclude=set(_OWN), exclude_none=True)
    lines = [line for key, value in values.items() for line in _lines(key, value, 0)]
    return (
        f"# A layout that goes on from {extends}. Take the # away before a line to change what it says,\n"
        "# and before the lines that it stands under.\n"
        f"name: {name}\nextends: {extends}\n\n" + "".join(f"# {line}\n" for line in lines)
    )


def _lines(key: str, value: Any, depth: int) -> list[str]:
    indent = "  " * depth
    if isinstance(value, Mapping) and not all(isinstance(part, int | float | bool) for part in value.values()):
        return [f"{indent}{key}:", *(line for k, v in value.items() for line in _lines(str(k), v, depth + 1))]
    return [f"{indent}{key}: {_flow(value)}"]


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return f'"{text}"' if not text or text[0] in "#[{&*!|>%@`'\"" or ": " in text else text
