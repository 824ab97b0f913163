"""Problems as they are shown."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from printpost.problems import (
    BadInput,
    CannotWrite,
    FailedCheck,
    MissingRenderer,
    Overset,
    PrintpostError,
    Where,
    error,
    in_order,
    warning,
)

HERE = Where(Path("a.yaml"), 3, 5)


def test_a_problem_shows_place_message_line_and_hint() -> None:
    """The caret stands under the column."""
    assert str(error("bad", hint="mend it", where=HERE, excerpt="abc def")) == (
        "a.yaml:3:5: bad\n    abc def\n        ^\nhint: mend it"
    )
    assert str(warning("odd")) == "warning: odd"


def test_a_long_line_is_cut_around_its_fault() -> None:
    """The caret still points at the same character."""
    shown, caret = str(error("bad", where=Where(Path("a"), 1, 501), excerpt="a" * 500 + "X" + "b" * 500)).split("\n")[
        1:
    ]
    assert shown[caret.index("^")] == "X"
    assert len(shown) < 120


@pytest.mark.parametrize("before", ["日本", "e\u0301e\u0301", "\t\t"])
def test_the_caret_minds_wide_and_combining_characters(before: str) -> None:
    """Columns count characters, terminals count cells."""
    caret = str(error("bad", where=Where(Path("a"), 1, len(before) + 1), excerpt=before + "X")).split("\n")[2]
    assert caret.index("^") - 4 == {"日本": 4, "e\u0301e\u0301": 2, "\t\t": 2}[before]


def test_a_file_cannot_steer_the_terminal() -> None:
    """Escape sequences are made visible wherever they come from."""
    problem = error("\x1b[31m", hint="\x1b]0;x\x07", where=Where(Path("\x1ba"), 1, 1), excerpt="\x1b[2J\u202e")
    assert "\x1b" not in str(problem)
    assert "\u202e" not in str(problem)


def test_problems_are_ordered_and_never_repeated() -> None:
    """By file, line and column; those without a place first."""
    first, second, third = (
        error("x"),
        error("y", where=Where(Path("a"), 2, 9)),
        error("z", where=Where(Path("a"), 10, 1)),
    )
    assert in_order([third, second, first, second]) == (first, second, third)


@pytest.mark.parametrize(
    ("kind", "code"), [(BadInput, 2), (Overset, 3), (FailedCheck, 4), (CannotWrite, 5), (MissingRenderer, 6)]
)
def test_each_failure_has_its_exit_code(kind: type[PrintpostError], code: int) -> None:
    """One problem or several, and the error survives the way from one process to another."""
    one, two = error("one"), error("two", where=HERE)
    assert kind.exit_code == code
    assert kind(one).problems == (one,)
    assert pickle.loads(pickle.dumps(kind([one, two]))).problems == (one, two)
    assert str(kind([one, two])) == "one\n\na.yaml:3:5: two"
