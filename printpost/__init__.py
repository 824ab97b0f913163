"""A newspaper from one YAML file, in these steps.

1.  The *newsroom* reads the issue and its publication, with a line number for everything, and parses the copy:
    `printpost.newsroom.reader`.
2.  The *wire* brings in what others publish and keeps it in dated files: `printpost.wire`.
3.  The *composing room* breaks the copy into lines, has heads and panels cast off, makes up the pages, fits the copy,
    and writes the sheetwork, which is HTML with claims about its print: `printpost.composing`.
4.  The *pressroom* renders the sheetwork once, checks the finished pages against the claims, and delivers the PDF:
    `printpost.pressroom`.
5.  *Proof* shows the pages while the editor writes, and *circulation* sends them round: `printpost.proof`,
    `printpost.circulation`.

`printpost.build(issue)` runs the line from the first step to the last; `printpost.cli` is the same for the command
line. What fails for a reason that the user can act on is a `printpost.problems.PrintpostError`.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from printpost.report import Report

__version__ = "0.1.0"
__all__ = ["__version__", "build"]


class _House(ModuleType):
    """The package, of which `build` is the function and not the module of that name; it is imported when asked for."""

    @property
    def build(self) -> "Callable[..., Report]":
        from printpost.build import build  # noqa: PLC0415

        return build

    @build.setter
    def build(self, _module: Any) -> None:
        """Let the import system believe that it has put the module here."""


sys.modules[__name__].__class__ = _House
