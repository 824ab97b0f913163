"""Bad input: one clear problem per fault, all faults at once, in an editor's words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printpost.newsroom.issue import BLOCKS, Story
from printpost.newsroom.reader import read
from printpost.problems import BadInput

from .conftest import BLOCK, HEAD, Desk, brief

GOOD = HEAD + "contents:\n" + BLOCK


def test_a_missing_file_suggests_its_neighbour(desk: Desk) -> None:
    """A name that is nearly right gets the right one as a hint."""
    desk.read(GOOD)
    with pytest.raises(BadInput) as caught:
        read(desk.folder / "isue.yaml")
    [problem] = caught.value.problems
    assert problem.message == "there is no such file"
    assert problem.hint == f"did you mean {desk.path}?"


def test_a_folder_names_an_issue_in_it(desk: Desk) -> None:
    """A folder is not an issue; the hint names one that lies there."""
    desk.read(GOOD)
    with pytest.raises(BadInput) as caught:
        read(desk.folder)
    [problem] = caught.value.problems
    assert problem.message == "this is a folder, not a file"
    assert problem.hint is not None
    assert "issue.yaml" in problem.hint


def test_a_file_that_may_not_be_read_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions are named as the reason."""
    desk.path.write_text(GOOD)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BadInput, match="you are not allowed to read this file"):
        read(desk.path)


def test_a_pipe_is_refused_without_waiting_for_it(desk: Desk) -> None:
    """A named pipe would never end."""
    os.mkfifo(desk.path)
    with pytest.raises(BadInput, match="a device or a pipe"):
        read(desk.path)


def test_the_publication_is_not_an_issue(desk: Desk) -> None:
    """Building publication.yaml names the mistake."""
    path = desk.folder / "publication.yaml"
    path.write_text("name: The Test\n")
    with pytest.raises(BadInput, match="this is the publication, not an issue"):
        read(path)


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 300 + ".yaml"])
def test_an_impossible_name_is_a_problem(name: str) -> None:
    """A name that no file can have is refused like any other."""
    with pytest.raises(BadInput, match="cannot be read"):
        read(Path(name))


UNREADABLE = {
    "empty": ("", "1:1: the file is empty: it should hold an issue"),
    "only a comment": ("# nothing\n", "1:1: the file is empty: it should hold an issue"),
    "binary": (b"%PDF-1.7\n\0\0", "1:1: this is not a text file"),
    "another encoding": ("name: Caf\xe9\n".encode("latin-1"), "1:10: the file is not UTF-8: a character here"),
    "control character": ("name: a\x07b\n", "1:8: an invisible character stands here: control character U+0007"),
    "two documents": (GOOD + "---\nname: x\n", "7:1: a second document begins here"),
    "tab": ("name: x\ncontents:\n\t- story:\n", "3:1: a tab stands here"),
    "tab after spaces": ("a:\n  b: 1\n  \tc: 2\n", "3:3: a tab stands here"),
    "colon in a text": ("name: The Test: part two\n", "1:15: this line has a second colon"),
    "open quotation": ('name: "The Test\ndate: 1\n', "1:7: this quotation mark is never closed"),
    "open bracket": ("topics: [a, b\nname: x\n", "1:9: this bracket is not closed as it should be: [ ... ]"),
    "text after a quotation": ('name: "The" Test\n', "1:13: text goes on after a closing quotation mark"),
    "emphasis without quotes": ("name: *The* Test\n", "1:11: a text cannot begin with *"),
    "unknown alias": ("name: *test\n", "1:7: '*test' refers to something that is not there"),
    "reserved sign": ("name: @home\n", "1:7: a text cannot begin with @"),
    "crooked list": ("a:\n  - x\n - y\n", "3:2: this line does not fit the lines above it"),
    "stray line": ("name: x\nwords\ndate: y\n", "3:1: a line before this one is neither a key nor a text"),
    "backslash": ('name: "\\q"\n', "1:8: a backslash in double quotes means something else"),
    "nested too deeply": ("a: " + "[" * 5000, "1:44: lists and keys are nested too deeply here"),
    "itself": ("a: &a [*a]\n", "1:8: '*a' refers to something that is not there"),
    "a list": ("- a\n- b\n", "1:1: this issue must be keys with values, not a list"),
    "a text": ("just words\n", "1:1: this issue must be keys with values, not 'just words'"),
}


@pytest.mark.parametrize(("text", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_an_issue_says_where_and_why(desk: Desk, text: str | bytes, said: str) -> None:
    """A file that cannot be read to its end gives one problem, where it can be mended, and a hint."""
    [problem] = desk.problems(text)
    assert brief(problem).startswith(said)


def test_an_alias_bomb_is_refused_at_once(desk: Desk) -> None:
    """Aliases of aliases are counted by what they would become."""
    rows = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    [problem] = desk.problems("\n".join(rows))
    assert problem.message == "aliases (*) multiply the file beyond measure here"


def test_a_huge_file_is_refused_unread(desk: Desk) -> None:
    """The limit is named."""
    with desk.path.open("wb") as file:
        file.truncate(5_000_000)
    with pytest.raises(BadInput, match=r"too large for an issue: 5\.0 MB, the limit is 4 MB"):
        read(desk.path)


STORY = "name: T\ndate: 2026-04-25\ncontents:\n  - story:\n"
FAULTY = {
    "bars of what is no number": (
        "name: T\ndate: 2026-04-25\ncontents:\n  - facts: {bars: true, rows: {One: '1', Two: many, Three: '-3'}}\n",
        ["4:47: 'many' cannot be drawn as a bar", "4:60: '−3' cannot be drawn as a bar"],
    ),
    "misspelt key": (STORY + "      headine: x\n      copy: y\n", ["5:7: unknown key 'headine'"]),
    "key by another name": (STORY + "      title: x\n      copy: y\n", ["5:7: unknown key 'title'"]),
    "missing headline": (STORY + "      copy: y\n", ["4:5: this story has no headline"]),
    "headline without words": (STORY + "      headline:\n      copy: y\n", ["5:7: headline is empty"]),
    "headline lost in a comment": (STORY + "      headline: #1\n      copy: y\n", ["5:7: headline is empty"]),
    "no copy": (STORY + "      headline: x\n", ["4:5: this story has no copy"]),
    "empty copy": (STORY + "      headline: x\n      copy: |\n", ["6:7: copy is empty"]),
    "blank copy": (STORY + '      headline: x\n      copy: "  "\n', ["6:13: copy is empty"]),
    "keys not indented": (
        "name: T\ndate: 2026-04-25\ncontents:\n  - story:\n    headline: x\n    copy: y\n",
        ["4:5: the keys of this story are not indented under it"],
    ),
    "two blocks in one entry": (
        GOOD + "    list: {items: [{title: a}]}\n",
        ["4:5: an entry of contents is one block, but this one has 2 keys: story, list"],
    ),
    "unknown kind": (GOOD + "  - storey: {headline: x}\n", ["7:5: unknown kind of block 'storey'"]),
    "no kind": (
        GOOD + "  - headline: x\n    copy: y\n",
        ["7:5: this entry does not say what kind of block it is"],
    ),
    "empty block": (GOOD + "  - list:\n", ["7:5: this list is empty"]),
    "no contents": (HEAD, ["1:1: this issue has no contents"]),
    "empty contents": (HEAD + "contents: []\n", ["3:11: contents is empty"]),
    "contents without entries": (HEAD + "contents:\n", ["3:1: contents is empty"]),
    "no date": ("name: T\ncontents:\n" + BLOCK, ["1:1: this issue has no date"]),
    "day that is none": (GOOD.replace("04-25", "02-30"), ["2:7: there is no 30 February 2026"]),
    "month that is none": (GOOD.replace("04-25", "13-01"), ["2:7: there is no such date as 2026-13-01"]),
    "date in words": (
        GOOD.replace("2026-04-25", "25 April"),
        ["2:7: date must be written as year, month and day, not '25 April'"],
    ),
    "number as date": (
        GOOD.replace("2026-04-25", "86400"),
        ["2:7: date must be written as year, month and day, not '86400'"],
    ),
    "text for a number": ("number: many\n" + GOOD, ["1:9: number must be a whole number, not 'many'"]),
    "number too small": ("number: -1\n" + GOOD, ["1:9: number must be at least 0"]),
    "pages": ("pages: 200\n" + GOOD, ["1:8: pages must be auto or a number from 1 to 128, not '200'"]),
    "list for a text": ("tagline: [a, b]\n" + GOOD, ["1:10: tagline must be text, not a list"]),
    "keys for a text": ("tagline:\n  a: b\n" + GOOD, ["2:3: tagline must be text, not keys with values"]),
    "text for a list": ("topics: a\n" + GOOD, ["1:9: topics must be a list, not 'a'"]),
    "empty entry of a list": ("topics: [a, '']\n" + GOOD, ["1:13: entry 2 of topics is empty"]),
    "language": ("language: english\n" + GOOD, ["1:11: 'english' is not the code of a language"]),
    "url": ("url: www.x.org\n" + GOOD, ["1:6: 'www.x.org' is not a link that can be printed"]),
    "url of a file": ("url: file:///etc\n" + GOOD, ["1:6: 'file:///etc' is not a link that can be printed"]),
    "key twice": (GOOD + "name: Again\n", ["7:1: 'name' stands here twice"]),
    "key that is none": (GOOD + "? [a]\n: b\n", ["7:3: a key must be plain text"]),
    "tag": (
        "number: !!python/object:os.system 3\n" + GOOD,
        ["1:9: the tag !!python/object:os.system has no meaning here"],
    ),
    "key of the publication": (GOOD + "fillers: []\n", ["7:1: unknown key 'fillers'"]),
    "invisible in a text": (
        'tagline: "a\\x07b"\n' + GOOD,
        ["1:10: tagline holds a character that cannot be printed: U+0007"],
    ),
    "yes and no": (GOOD + "      turn: maybe\n", ["7:13: turn must be true or false, not 'maybe'"]),
    "span": (GOOD + "      span: 9\n", ["7:13: span must be at most 8"]),
    "empty label": (GOOD + "  - facts: {rows: {'': x}}\n", ["7:20: a label is empty"]),
    "empty figure": (GOOD + "  - facts: {rows: {a: }}\n", ["7:20: a is empty"]),
    "no rows": (GOOD + "  - facts: {rows: {}}\n", ["7:19: rows is empty"]),
    "change": (GOOD + "  - trending: {rows: [{name: a, change: lots}]}\n", ["7:41: 'lots' is not a change"]),
    "ragged table": (
        GOOD + "  - table:\n      columns: [a, b]\n      rows:\n        - [1, 2]\n        - [1]\n        - [1, 2, 3]\n",
        [
            "11:11: this row has 1 cell, but the table has 2 columns",
            "12:11: this row has 3 cells, but the table has 2 columns",
        ],
    ),
    "no heads at all": (
        GOOD + "  - table:\n      columns: ['', ~]\n      rows: [[1, 2]]\n",
        ["8:16: all heads are empty"],
    ),
    "long address": (
        GOOD + f"  - subscribe: {{title: a, url: 'https://x.org/{'a' * 300}'}}\n",
        ["7:32: url is too long: 314 characters, at most 300"],
    ),
    "no name anywhere": (GOOD.replace("name: The Test\n", ""), ["1:1: the paper has no name"]),
}


@pytest.mark.parametrize(("text", "said"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_one_problem_at_its_place(desk: Desk, text: str, said: list[str]) -> None:
    """Each fault in a file that is YAML gives its own problem, in words that an editor uses."""
    assert desk.said(text) == said


HINTS = [
    (STORY + "      headine: x\n      copy: y\n", "did you mean 'headline'?"),
    (STORY + "      title: x\n      copy: y\n", "did you mean 'headline'?"),
    (GOOD + "      caption: x\n      art: {src: a.png, alt: b}\n", "a story may have section, kicker, page"),
    (GOOD + "      facts: {rows: {a: b}, byline: x}\n", "it belongs to the story: check its indentation"),
    (GOOD + "fillers: []\n", "it belongs into publication.yaml"),
    (GOOD + "  - storey: {headline: x}\n", "did you mean 'story'?"),
    (GOOD + "  - poem: {text: x}\n", "kinds are story, list, trending"),
    (GOOD + "      <<: {a: b}\n", "merging with << is not read: write the keys out"),
    (STORY + "      headline: #1\n      copy: y\n", "a # begins a comment: put text that holds one in quotes"),
    ("tagline: {a: b}\n" + GOOD, "if it is a text with a colon in it, put it in quotes"),
    ("url: www.x.org\n" + GOOD, "perhaps https://www.x.org"),
    (GOOD + "name: Again\n", "the first is in line 1: keep one"),
]


@pytest.mark.parametrize(("text", "hint"), HINTS)
def test_a_hint_says_what_to_do(desk: Desk, text: str, hint: str) -> None:
    """The hint is the next thing to try."""
    assert any((problem.hint or "").startswith(hint) for problem in desk.problems(text))


def test_all_faults_come_at_once_and_in_order(desk: Desk) -> None:
    """Structure, values, copy and pictures are looked at together, in the issue and in its publication."""
    (desk.folder / "publication.yaml").write_text("name: [x]\nmotto: y\n")
    said = desk.said(
        "date: 2026-02-30\nnumber: x\nnumber: 2\ncontents:\n  - story:\n      headlin: a\n      copy: |\n"
        "        Fine, <b>really</b>.\n\n        [so](file:///etc/passwd)\n      art: {src: none.png, alt: b}\n"
    )
    assert said == [
        "1:7: there is no 30 February 2026",
        "2:9: number must be a whole number, not 'x'",
        "3:1: 'number' stands here twice",
        "6:7: unknown key 'headlin'",
        "8:15: HTML in the copy is not set",
        "10:14: a link to file: is not printed",
        "11:18: there is no picture none.png",
        "1:7: name must be text, not a list",
        "2:1: unknown key 'motto'",
    ]


def test_a_problem_prints_its_line_and_a_caret(desk: Desk) -> None:
    """What the editor sees: place, message, the line with a caret, a hint."""
    [problem] = desk.problems(STORY + "      headine: x\n      copy: y\n")
    assert str(problem) == (
        f"{desk.path}:5:7: unknown key 'headine'\n          headine: x\n          ^\nhint: did you mean 'headline'?"
    )


def test_both_files_report_when_neither_can_be_read(desk: Desk) -> None:
    """A broken publication does not hide a broken issue."""
    (desk.folder / "publication.yaml").write_text("name: a: b\n")
    assert desk.said("name: @x\n") == ["1:7: a text cannot begin with @", "1:8: this line has a second colon"]


@pytest.mark.parametrize(
    "text",
    [GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), "\ufeff" + GOOD, ("\ufeff" + GOOD).encode("utf-16-le")],
)
def test_files_of_other_systems_are_read(desk: Desk, text: str | bytes) -> None:
    """Line ends, byte-order marks and UTF-16 make no difference."""
    assert desk.read(text).issue.contents[0].block.kind == "story"


def test_places_are_right_in_a_file_of_another_system(desk: Desk) -> None:
    """A byte-order mark and two characters at each line's end do not move a problem."""
    text = "\ufeff" + (STORY + "      headine: é\n      copy: y\n").replace("\n", "\r\n")
    [problem] = desk.problems(text)
    assert brief(problem) == "5:7: unknown key 'headine'"
    assert problem.excerpt == "      headine: é"


def test_words_behind_a_number_sign_are_a_warning(desk: Desk) -> None:
    """A text that YAML cuts off at # is printed short, so the editor is told."""
    [problem] = desk.read("tagline: We are #1 in town\n" + GOOD + "# a comment\n").warnings
    assert brief(problem) == "1:17: what follows # is taken as a comment and not printed"


KEYS = st.sampled_from(
    [
        *BLOCKS,
        *Story.model_fields,
        "copy",
        "rows",
        "items",
        "url",
        "src",
        "focus",
        "text",
        "trend",
        "change",
        "x",
        "headlne",
    ]
)
VALUES = st.recursive(
    st.none() | st.sampled_from(["", "x", "2026-04-25", "-1", "yes", "https://x.org", "a.png", "auto", "1e9", "nan"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
PHRASES = ("Input should", "Field required", "Extra inputs", "Value error", "valid ", "dictionary", "instance", "tuple")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.dictionaries(KEYS | st.sampled_from(["date", "contents", "pages", "topics"]), VALUES, max_size=5), VALUES)
def test_no_value_makes_the_reader_crash_or_talk_like_a_library(
    desk: Desk, top: dict[str, object], entry: object
) -> None:
    """Whatever stands in the file, the editor gets located problems in plain words."""
    import json

    text = json.dumps(top | {"name": "T", "contents": [entry, top.get("contents")]})
    try:
        desk.read(text)
    except BadInput as failure:
        for problem in failure.problems:
            assert problem.where is not None
            assert not any(phrase in problem.message for phrase in PHRASES), problem.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(st.sampled_from("ab:-#|>[]{}*&!%@`\"'\n \t?,.\\\x85\u2028é"), max_size=40))
def test_no_text_makes_the_reader_crash(desk: Desk, text: str) -> None:
    """Whatever is typed, the answer is a list of problems with places inside the file."""
    problems = desk.problems(text)
    assert problems
    for problem in problems:
        assert problem.where is not None
        assert 1 <= problem.where.line <= text.count("\n") + 1
        assert problem.where.column >= 1
