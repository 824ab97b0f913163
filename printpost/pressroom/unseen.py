"""Unseen text: letters that are there to be found and read out, and leave no ink.

The renderer hides a letter by painting it with an opacity of nought, which makes the page a transparent one; the text
rendering mode 3 says the same without. Instructions of a content stream come in and go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

_SHOWING = {"Tj", "TJ", "'", '"'}
_OPAQUE, _HIDDEN = 0, 3


def unseen(instructions: Iterable[Any], resources: Any) -> Iterator[Any]:
    """The instructions with text of no opacity in rendering mode 3, without changes of opacity to nothing or all."""
    states = resources.get("/ExtGState", {})
    hidden, mode = False, _OPAQUE
    stack: list[tuple[bool, int]] = []
    for instruction in instructions:
        name = str(instruction.operator)
        if name == "q":
            stack.append((hidden, mode))
        elif name == "Q" and stack:
            hidden, mode = stack.pop()
        elif name == "gs":
            opacity = _opacity(states.get(str(instruction.operands[0])))
            if opacity is not None:
                hidden = opacity == 0
                if opacity in {0, 1}:
                    continue
        elif name in _SHOWING and mode != (wanted := _HIDDEN if hidden else _OPAQUE):
            mode = wanted
            yield pikepdf.ContentStreamInstruction([mode], pikepdf.Operator("Tr"))
        yield instruction


def forget_opacity(resources: Any) -> None:
    """Take the states out of the resources that `unseen` has made idle."""
    states = resources.get("/ExtGState", {})
    for name, state in dict(states).items():
        if _opacity(state) in {0, 1}:
            del states[name]


def _opacity(state: Any) -> float | None:
    """The opacity of fills (or of lines), if that is all that the state says."""
    if state is None or set(state.keys()) - {"/ca", "/CA", "/Type"}:
        return None
    values = {float(state[key]) for key in ("/ca", "/CA") if key in state}
    return values.pop() if len(values) == 1 else None
