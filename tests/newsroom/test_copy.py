"""Copy: Markdown becomes runs, and whatever is not set is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printpost.newsroom.copy import CopyBlock, Run, read_copy
from printpost.problems import Where

from .conftest import HEAD, Desk

TOP = Where(Path("issue.yaml"), 10, 7)


def blocks(markdown: str) -> tuple[CopyBlock, ...]:
    """The blocks of copy that has no problems."""
    found, problems = read_copy(markdown, language="en-GB", where=TOP)
    assert problems == ()
    return found


def runs(markdown: str) -> tuple[Run, ...]:
    """The runs of copy that is one paragraph."""
    [block] = blocks(markdown)
    return block.runs


def said(markdown: str) -> list[str]:
    """The problems of the copy, by place."""
    _, problems = read_copy(markdown, language="en-GB", where=TOP)
    return [f"{p.where.line}:{p.where.column}: {p.message}" for p in problems if p.where]


def test_styles_become_runs() -> None:
    """Emphasis, strong, code and links are runs of one paragraph, in order."""
    assert runs("a *b **c*** `d--e` [f *g*](https://x.org)") == (
        Run("a "),
        Run("b ", italic=True),
        Run("c", italic=True, bold=True),
        Run(" "),
        Run("d--e", code=True),
        Run(" "),
        Run("f ", link="https://x.org"),
        Run("g", italic=True, link="https://x.org"),
    )


def test_spaces_are_single_and_equal_runs_are_joined() -> None:
    """Line ends and runs of blanks are one space, also across the border of a style; none is at the paragraph's end."""
    assert runs("a  b \n   c &amp; *d   e* \n") == (Run("a b c & "), Run("d e", italic=True))
    assert runs("a **b**\n**c**  \n") == (Run("a "), Run("b", bold=True), Run(" "), Run("c", bold=True))


def test_quotes_know_their_neighbours_over_the_borders_of_runs() -> None:
    """A quotation mark next to an emphasis opens or closes as it should."""
    assert "".join(r.text for r in runs('He said "*never*," and "**\'twas**".')) == "He said “never,” and “’twas”."


def test_a_backslash_keeps_a_straight_quotation_mark() -> None:
    """An escaped character, and one written as an entity, is printed as it is."""
    assert runs('6\\" and "a" &quot;') == (Run('6" and “a” "'),)


def test_a_no_break_space_stays() -> None:
    """A no-break space that was typed is not an ordinary one."""
    assert runs("a\u00a0b") == (Run("a\u00a0b"),)


def test_blocks_have_kinds_markers_depths_and_lines() -> None:
    """Paragraphs, subheads, quotations and nested lists, each with its line in the file."""
    markdown = "One\ntwo\n\n## Sub\n\n> Said\n>\n> twice\n\n- a\n  1) b\n\n     more\n- c\n\n3. d\n4. e\n"
    assert [(b.kind, b.text, b.marker, b.depth, b.line) for b in blocks(markdown)] == [
        ("paragraph", "One two", None, 0, 10),
        ("subhead", "Sub", None, 0, 13),
        ("quote", "Said", None, 0, 15),
        ("quote", "twice", None, 0, 17),
        ("item", "a", "•", 1, 19),
        ("item", "b", "1.", 2, 20),
        ("item", "more", None, 2, 22),
        ("item", "c", "•", 1, 23),
        ("item", "d", "3.", 1, 25),
        ("item", "e", "4.", 1, 26),
    ]


REFUSED = {
    "html": ("a <b>c</b>", ["10:9: HTML in the copy is not set"]),
    "html alone": ("<script>\nx\n</script>", ["10:7: HTML in the copy is not set"]),
    "comment": ("a <!-- b -->", ["10:9: HTML in the copy is not set"]),
    "picture": ("a ![b](c.png)", ["10:9: a picture in the copy is not set"]),
    "table": ("|a|b|\n|-|-|\n|1|2|", ["10:7: a table in the copy is not set"]),
    "rule": ("a\n\n***", ["12:1: a rule in the copy is not set"]),
    "fence": ("```\na\n```", ["10:7: a block of code is not set"]),
    "indented": ("a\n\n    b", ["12:5: a line indented by four spaces is code, which is not set"]),
    "struck out": ("a ~~b~~", ["10:9: text struck out is not set"]),
    "line break": ("a\\\nb", ["10:8: a line break inside a paragraph is not set"]),
    "heading 1": ("# a", ["10:7: a heading with # is not set"]),
    "heading 4": ("#### a", ["10:7: a heading with #### is not set"]),
    "underlined": ("a\n---", ["10:7: a line of --- or === makes this a heading, which is not set"]),
    "empty subhead": ("##", ["10:7: a subhead is empty"]),
    "empty item": ("- a\n-\n", ["11:1: an item of a list is empty"]),
    "subhead in a list": ("- ## a", ["10:7: a subhead inside a list or a quotation is not set"]),
    "list in a quotation": ("> - a", ["10:7: a list inside a quotation is not set"]),
    "quotation in a list": ("- > a", ["10:7: a quotation inside a list is not set"]),
    "quotation in a quotation": ("> > a", ["10:7: a quotation inside a quotation is not set"]),
    "deep lists": ("- - - - - a", ["10:7: lists are nested too deeply here"]),
    "footnote": ("a[^1]", ["10:8: a footnote is not set: [^1]"]),
    "javascript": ("[a](javascript:b)", ["10:11: a link to javascript: is not printed"]),
    "javascript in capitals": ("[a](JavaScript:b)", ["10:11: a link to JavaScript: is not printed"]),
    "data": ("[a](data:text/html,b)", ["10:11: a link to data: is not printed"]),
    "file": ("b\n[a](file:///etc/passwd)", ["11:5: a link to file: is not printed"]),
    "file in angles": ("<file:///etc/passwd>", ["10:8: a link to file: is not printed"]),
    "relative": ("[a](b.html)", ["10:11: a link must say where it leads in full"]),
    "nowhere": ("[a]()", ["10:10: a link leads nowhere"]),
    "without words": ("a [](https://x.org)", ["10:9: a link has no words to be printed"]),
    "link title": ('[a](https://x.org "b")', ["10:11: the title of a link is not printed"]),
    "unused address": ("a\n\n[b]: https://x.org", ["12:1: no link uses this address"]),
    "reference to a file": ("[a][b]\n\n[b]: file:///c", ["12:6: a link to file: is not printed"]),
    "control character": ("a\n\x07", ["11:1: the copy holds a character that cannot be printed: U+0007"]),
}


@pytest.mark.parametrize(("markdown", "problems"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_set_is_a_problem_at_its_place(markdown: str, problems: list[str]) -> None:
    """Nothing of the copy is left out in silence."""
    assert said(markdown) == problems


def test_two_faults_of_one_paragraph_have_two_places() -> None:
    """The second link is not reported where the first stands."""
    assert said("[a](file:a) and [b](file:a)") == [
        "10:11: a link to file: is not printed",
        "10:27: a link to file: is not printed",
    ]


@pytest.mark.parametrize(
    "url", ["https://x.org/a_(b)", "http://x.org?q=1&r=2#s", "mailto:a@x.org", "tel:+4412345", "HTTPS://X.ORG"]
)
def test_links_that_lead_somewhere_are_kept(url: str) -> None:
    """Web, mail and telephone addresses go through as they are."""
    assert runs(f"[a]({url})") == (Run("a", link=url),)


WRAPPED = [
    ("copy: |\n        One.\n\n        Two <b>x</b>.", "8:13"),
    ("copy: |-  # a comment\n        One.\n        Two <b>x</b>.", "7:13"),
    ("copy: >\n        One\n        goes on.\n\n        Two <b>x</b>.", "9:13"),
    ("copy: One\n        goes on\n        <b>x</b>.", "7:9"),
    ('copy: "One\n        goes on\n        <b>x</b>."', "7:9"),
    ("copy: 'It''s one\n\n        <b>x</b>'", "7:9"),
    ("copy: A <b>x</b>", "5:15"),
]


@pytest.mark.parametrize(("copy", "place"), WRAPPED)
def test_a_place_in_copy_is_right_however_yaml_wraps_it(desk: Desk, copy: str, place: str) -> None:
    """Blocks, folded blocks, plain and quoted texts all lead back to the line in the file."""
    text = f"{HEAD}contents:\n  - story:\n      {copy}\n      headline: x\n"
    assert desk.said(text) == [f"{place}: HTML in the copy is not set"]


def test_lines_of_blocks_are_lines_of_the_file(desk: Desk) -> None:
    """A paragraph knows where it stands in the issue."""
    [copy] = desk.story(copy="One.\n\nTwo.").copy
    assert copy is not None
    assert [block.line for block in copy] == [7, 9]


@pytest.mark.parametrize("sign", ["> ", "- ", ">", "1. "])
def test_words_nested_beyond_measure_are_not_dropped_in_silence(sign: str) -> None:
    """The Markdown library leaves out what is nested too deeply; we say so."""
    found, problems = read_copy(sign * 300 + "a", language="en-GB", where=TOP)
    assert problems or [block.text for block in found] == ["a"]


@pytest.mark.parametrize("markdown", [" " * 100_000 + "a", "'x " * 10_000, "[" * 5000, "<" * 20_000, "*a **b " * 3000])
def test_hostile_copy_comes_to_an_end(markdown: str) -> None:
    """No text makes reading grow out of proportion. The bound is wide, so that a slow machine is none."""
    start = time.perf_counter()
    read_copy(markdown, language="fr", where=TOP)
    assert time.perf_counter() - start < 60


@given(st.text(st.sampled_from("ab \n*_`[]()<>!#->~|1.\\\"'&;:"), max_size=60))
def test_no_letter_is_lost_and_nothing_crashes(markdown: str) -> None:
    """Copy without problems has every letter of its Markdown, once and in order, outside of addresses."""
    found, problems = read_copy(markdown, language="en-GB", where=TOP)
    assert all(p.where and p.where.line >= TOP.line for p in problems)
    assert all(b.line >= TOP.line for b in found)
    if not problems and not any(run.link for block in found for run in block.runs) and "&" not in markdown:
        printed = "".join(block.text for block in found)
        assert [c for c in printed if c in "ab"] == [c for c in markdown if c in "ab"]
    for block in found:
        assert block.text == " ".join(block.text.split(" "))
        assert block.text.strip(" ") == block.text != ""
