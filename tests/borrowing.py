"""Borrowed fonts: what the tests of papers do whose type is the system's."""

from __future__ import annotations

import os

import pytest

from printpost.composing.foundry import find_fonts
from printpost.composing.scripts import Lender, script_of


def has_fonts(language: str) -> bool:
    """Whether the fonts of a language ship or are installed."""
    script = script_of(language)
    return script.lender is Lender.NONE or find_fonts(script) is not None


def needs_fonts(language: str) -> pytest.MarkDecorator:
    """Skip a test where they are not; where all tools are promised it runs, and fails."""
    absent = not os.environ.get("PRINTPOST_ALL_TOOLS") and not has_fonts(language)
    name = script_of(language).name
    return pytest.mark.skipif(absent, reason=f"the fonts for {name} are not installed: see .ci/validators")
