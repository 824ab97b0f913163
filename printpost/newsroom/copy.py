"""Copy: Markdown as an editor writes it, to paragraphs of runs as the composing room sets them.

A text comes in; blocks of typographic runs go out, with a problem for everything in the text that is not set, so that
no word is left out in silence. Raw HTML is recognised in order to be refused, never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from printpost.newsroom.places import Passage
from printpost.newsroom.typography import typographic_pieces
from printpost.problems import Problem, Where

Kind = Literal["paragraph", "subhead", "item", "quote"]
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s/]", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_DEEPEST = 40  # markdown-it drops what is deeper without a word; lists and quotations are refused long before
_DEEPEST_LIST = 4
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")

_NOT_SET = {
    "image": ("a picture in the copy is not set", "give the story its picture under art:"),
    "html_inline": ("HTML in the copy is not set", "write Markdown: *emphasis*, **strong**; a plain < is written \\<"),
    "html_block": ("HTML in the copy is not set", "write Markdown: *emphasis*, **strong**; a plain < is written \\<"),
    "table_open": ("a table in the copy is not set", "make it a block of its own: - table:"),
    "hr": ("a rule in the copy is not set", "begin a new part with a subhead: ## Subhead"),
    "fence": ("a block of code is not set", "set `short code` in a line, with one backtick on each side"),
    "code_block": ("a line indented by four spaces is code, which is not set", "take the indentation away"),
    "s_open": ("text struck out is not set", "take the ~~ away"),
    "hardbreak": ("a line break inside a paragraph is not set", "leave an empty line to begin a new paragraph"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str
    italic: bool = False
    bold: bool = False
    code: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """A paragraph of copy. ``marker`` is on the first paragraph of a list's item, ``depth`` counts lists around it,
    ``line`` is the file's, from 1.
    """

    kind: Kind
    runs: tuple[Run, ...]
    marker: str | None = None
    depth: int = 0
    line: int = 0

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(run.text for run in self.runs)


def read_copy(
    markdown: str, *, language: str, where: Where | Passage
) -> tuple[tuple[CopyBlock, ...], tuple[Problem, ...]]:
    """The blocks of the copy and its problems. ``where`` is the place of its first character, or of each."""
    passage = where if isinstance(where, Passage) else Passage.alone(markdown, where)
    reader = _Reader(passage, language)
    found = _CONTROL.search(markdown)
    if found:
        name = f"U+{ord(found[0]):04X}"
        reader.problem(found.start(), f"the copy holds a character that cannot be printed: {name}", "delete it")
        return (), tuple(reader.problems)
    # Blanks at a line's end would mean a line break, and nobody can see them.
    text = "\n".join(line.rstrip(" \t") for line in markdown.split("\n"))
    environment: dict[str, object] = {}
    reader.read(_parser().parse(text, environment))
    reader.unused_references(environment)
    return tuple(reader.blocks), tuple(reader.problems)


@cache
def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
        .enable(["table", "strikethrough"])
        .disable("text_join")
    )
    parser.validateLink = _taken  # type: ignore[method-assign]
    return parser


def _taken(url: str) -> bool:  # noqa: ARG001
    """Every address becomes a link, so that a bad one is refused with its line and not printed as text."""
    return True


@dataclass(slots=True)
class _Reader:
    """Walks the tokens with what is open around them."""

    passage: Passage
    language: str
    blocks: list[CopyBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    lists: list[tuple[bool, int, str]] = field(default_factory=list)  # numbered, next number, its sign
    marker: str | None = None
    quotes: int = 0
    starts: tuple[int, ...] = ()  # where each line of the Markdown begins in the passage's text
    cursor: int = 0

    def problem(self, offset: int, message: str, hint: str | None = None) -> None:
        self.problems.append(self.passage.error(offset, message, hint))

    def read(self, tokens: Sequence[Token]) -> None:
        self.starts = (0, *(match.end() for match in re.finditer("\n", self.passage.text)))
        skip_until = ""
        heading = False
        for token in tokens:
            if skip_until:
                skip_until = "" if token.type == skip_until else skip_until
                continue
            if token.map:
                self.cursor = max(self.starts[min(token.map[0], len(self.starts) - 1)], 0)
            if token.type in _NOT_SET:
                self.problem(self._indented(), *_NOT_SET[token.type])
                skip_until = "table_close" if token.type == "table_open" else ""
            elif token.type == "heading_open":
                heading = self._heading(token)
            elif token.type == "inline":
                self._paragraph(token, heading=heading)
            elif token.type == "heading_close":
                heading = False
            else:
                self._nesting(token)

    def _indented(self) -> int:
        """Where the text of the current line begins."""
        text = self.passage.text
        at = self.cursor
        while at < len(text) and text[at] == " ":
            at += 1
        return at

    def _heading(self, token: Token) -> bool:
        if token.markup in ("-", "="):
            self.problem(
                self._indented(), "a line of --- or === makes this a heading, which is not set", "write ## Subhead"
            )
        elif token.tag not in ("h2", "h3"):
            self.problem(self._indented(), f"a heading with {token.markup} is not set", "subheads are ## or ###")
        elif self.lists or self.quotes:
            self.problem(self._indented(), "a subhead inside a list or a quotation is not set", "move it out")
        return True

    def _nesting(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            if self.quotes:
                self.problem(self._indented(), "a list inside a quotation is not set", "take one of the two away")
            self.lists.append((False, 0, ""))
            self._not_too_deep()
        elif token.type == "ordered_list_open":
            if self.quotes:
                self.problem(self._indented(), "a list inside a quotation is not set", "take one of the two away")
            self.lists.append((True, int(token.attrGet("start") or 0 if "start" in token.attrs else 1), ""))
            self._not_too_deep()
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            numbered, number, _ = self.lists[-1]
            self.marker = f"{number}." if numbered else "•"
            self.lists[-1] = numbered, number + 1, ""
        elif token.type == "list_item_close":
            if self.marker is not None:
                self.problem(self._indented(), "an item of a list is empty", "write its text or take it away")
            self.marker = None
        elif token.type == "blockquote_open":
            if self.lists:
                self.problem(self._indented(), "a quotation inside a list is not set", "move it out of the list")
            if self.quotes == 1:
                self.problem(self._indented(), "a quotation inside a quotation is not set", "take one > away")
            self.quotes += 1
        elif token.type == "blockquote_close":
            self.quotes -= 1

    def _not_too_deep(self) -> None:
        if len(self.lists) == _DEEPEST_LIST + 1:
            self.problem(self._indented(), "lists are nested too deeply here", f"{_DEEPEST_LIST} levels are set")

    def _paragraph(self, token: Token, *, heading: bool) -> None:
        line = self.passage.where(self.cursor).line
        runs = self._runs(token)
        if not runs:
            if not token.content.strip():
                self.problem(
                    self._indented(), "a subhead is empty" if heading else "a paragraph is empty", "take it away"
                )
            return
        kind: Kind = "subhead" if heading else "item" if self.lists else "quote" if self.quotes else "paragraph"
        self.blocks.append(CopyBlock(kind, runs, self.marker, len(self.lists), line))
        self.marker = None

    def _runs(self, token: Token) -> tuple[Run, ...]:
        """The runs of a paragraph: styled, made typographic as one text, spaces single, equal neighbours joined."""
        pieces = [piece for piece in self._pieces(token.children or []) if piece[0].text]
        texts = typographic_pieces([(run.text, literal) for run, literal in pieces], self.language)
        runs: list[Run] = []
        for (run, _), text in zip(pieces, texts, strict=True):
            spaced = _SPACES.sub(" ", text)
            if not runs or runs[-1].text.endswith(" "):
                spaced = spaced.removeprefix(" ")
            if not spaced:
                continue
            if runs and replace(runs[-1], text="") == replace(run, text=""):
                runs[-1] = replace(run, text=runs[-1].text + spaced)
            else:
                runs.append(replace(run, text=spaced))
        while runs and runs[-1].text.endswith(" "):
            last = replace(runs[-1], text=runs[-1].text.rstrip(" "))
            runs[-1:] = [last] if last.text else []
        return tuple(runs)

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[tuple[Run, bool]]:
        """Runs in order, and whether each is literal."""
        italic = bold = 0
        link: str | None = None
        linked_from = 0
        html = False
        for token in tokens:
            style = Run("", italic > 0, bold > 0, link=link)
            match token.type:
                case "text":
                    self._find(token.content)
                    note = _FOOTNOTE.search(token.content)
                    if note:
                        self.problem(self._find(note[0]), f"a footnote is not set: {note[0]}", "write it into the text")
                    linked_from += bool(token.content.strip())
                    yield replace(style, text=token.content), False
                case "text_special":
                    linked_from += bool(token.content.strip())
                    yield replace(style, text=token.content), True
                case "code_inline":
                    linked_from += 1
                    yield replace(style, text=token.content, code=True), True
                case "softbreak":
                    yield replace(style, text=" "), False
                case "em_open" | "em_close":
                    italic += token.nesting
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "link_open":
                    link, linked_from = self._link(token), 0
                case "link_close":
                    if not linked_from:
                        self.problem(
                            self._peek("[]"), "a link has no words to be printed", "write them between its [ ]"
                        )
                    link = None
                case "s_close":
                    pass
                case "html_inline" if html and token.content.startswith("</"):
                    pass  # its beginning was refused already
                case _:
                    html = html or token.type == "html_inline"
                    message = _NOT_SET.get(token.type, ("something here is not set", "write it as plain text"))
                    self.problem(self._find_markup(token), *message)

    def _link(self, token: Token) -> str:
        url = str(token.attrGet("href") or "")
        self.links.add(url)
        rest = self.passage.text[self.cursor :]
        shapes = (url, url.rsplit("://", maxsplit=1)[-1], url[:8]) if url else ()
        typed = next((shape for shape in shapes if shape in rest), "()")  # an address may have been escaped on its way
        at = self._peek(typed)
        if not _LINK.match(url):
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)
            if scheme:
                self.problem(at, f"a link to {scheme[0]} is not printed", "links begin with https://, mailto: or tel:")
            elif url:
                self.problem(at, "a link must say where it leads in full", f"perhaps https://{url.lstrip('/#.')}")
            else:
                self.problem(at, "a link leads nowhere", "write its address between the ( )")
        if token.attrGet("title"):
            self.problem(at, "the title of a link is not printed", "take the words in quotes after the address away")
        return url

    def unused_references(self, environment: dict[str, object]) -> None:
        """Link definitions that no link uses would vanish."""
        references = environment.get("references", {})
        repeated = environment.get("duplicate_refs", [])
        assert isinstance(references, dict)
        assert isinstance(repeated, list)
        for found in [*(r for r in references.values() if r["href"] not in self.links), *repeated]:
            self.problem(
                self.starts[found["map"][0]], "no link uses this address", "use it in a [link][name], or take it away"
            )

    def _peek(self, text: str) -> int:
        """Where the text stands next, as far as it can be told: escapes and entities hide some."""
        at = self.passage.text.find(text, self.cursor)
        return at if at >= 0 else self.cursor

    def _find(self, text: str) -> int:
        """As ``_peek``, and moves on to it."""
        at = self.passage.text.find(text, self.cursor)
        if text and at >= 0:
            self.cursor = at
        return self.cursor

    def _find_markup(self, token: Token) -> int:
        signs = {"image": "![", "html_inline": token.content, "s_open": "~~", "hardbreak": "\\\n"}
        return self._peek(signs.get(token.type, token.content))
