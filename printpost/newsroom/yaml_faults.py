"""YAML's own complaints in an editor's words: what is wrong, at the line where it can be mended."""

from __future__ import annotations

import re

import yaml

from printpost.newsroom.places import Places
from printpost.problems import Problem

_QUOTES = "put the whole text in quotes"
_TAB = "indent with spaces: YAML does not allow tabs"


def fault(failure: yaml.MarkedYAMLError, places: Places, offset: int) -> Problem:
    """The problem that a parser's failure at ``offset`` of the text stands for."""
    text = places.text
    here = text[offset : offset + 1]
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:].split("\n", 1)[0]
    complaint = (failure.problem or "").lower()
    context = (failure.context or "").lower()
    tab = re.match(r"[ ]*(?:- *)*(\t)", line)
    if here == "\t" or "tab" in complaint.split() or (tab and start + tab.start(1) <= offset):
        at = text.find("\t", start) if tab is None else start + tab.start(1)
        return places.error(places.where(max(at, start)), "a tab stands here", _TAB)
    opened = _opened(failure, places)
    if "quoted scalar" in context and ("end of stream" in complaint or "document indicator" in complaint):
        return places.error(places.where(opened), "this quotation mark is never closed", "close it, or use a | block")
    if "flow" in context:
        kind = "[ ... ]" if "sequence" in context else "{ ... }"
        return places.error(
            places.where(opened),
            f"this bracket is not closed as it should be: {kind}",
            "separate with commas and close it",
        )
    message, hint = _said(complaint, context, here, line, offset - start)
    return places.error(places.where(min(offset, len(text.rstrip()))), message, hint)


def _opened(failure: yaml.MarkedYAMLError, places: Places) -> int:
    mark = failure.context_mark or failure.problem_mark
    return mark.index if mark else len(places.text)


def _said(complaint: str, context: str, here: str, line: str, column: int) -> tuple[str, str]:
    if "mapping values are not allowed" in complaint:
        if re.match(r"\s*(?:- )*[^\s:]+:\s+\S", line[:column]):
            return "this line has a second colon", f"{_QUOTES}, or begin a new line for a new key"
        return "a key stands where none can", "check the indentation of this line and of the line above"
    if "cannot start any token" in complaint:
        return f"a text cannot begin with {here}", _QUOTES
    if "scanning an alias" in context or "scanning an anchor" in context:
        sign = "*" if "alias" in context else "&"
        return f"a text cannot begin with {sign}", _QUOTES
    if "block sequence entries" in complaint:
        return "a list cannot begin here", "begin the list on a line of its own, or put the text in quotes"
    if "could not find expected ':'" in complaint:
        return (
            "a line before this one is neither a key nor a text",
            "give it a key and a colon, or indent it under its key",
        )
    if "escape character" in complaint or "escape code" in complaint:
        return "a backslash in double quotes means something else", "write two backslashes, or use single quotes"
    if "block scalar" in context:
        return "only a line break may follow | or >", "begin the text on the next line, indented"
    if "did not find expected key" in complaint or "did not find expected '-' indicator" in complaint:
        before = line[:column].rstrip()
        if before.endswith(('"', "'")):
            return (
                "text goes on after a closing quotation mark",
                f"{_QUOTES}; inside single quotes write '' for an apostrophe",
            )
        return "this line does not fit the lines above it", "check its indentation"
    if "document start" in complaint:
        return "this line does not fit the lines above it", "check its indentation"
    return "this cannot be read as YAML", "check quotes, colons and indentation in this line and the one above"
