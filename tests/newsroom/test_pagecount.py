"""The number of pages that an issue asks for, in all its forms."""

from __future__ import annotations

import pytest

from printpost.newsroom.pagecount import PageRange, page_count, page_range

from .conftest import BLOCK, HEAD, Desk


def pages(value: str) -> str:
    """An issue that asks for so many pages."""
    return f"{HEAD}pages: {value}\ncontents:\n{BLOCK}"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("auto", "auto"),
        ("12", 12),
        ("{multiple_of: 4, max: 12}", PageRange(4, 12)),
        ("{multiple_of: 4}", PageRange(4, 128)),
        ("{max: 6}", PageRange(1, 6)),
        ("4x", PageRange(4, 128)),
        ("4x..12", PageRange(4, 12)),
    ],
)
def test_every_form_is_read(desk: Desk, value: str, meant: object) -> None:
    """A number, auto, keys, and the short form that the command line has too."""
    assert desk.read(pages(value)).issue.pages == meant


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("4 to 12", "3:8: pages must be auto or a number from 1 to 128, not '4 to 12'"),
        ("12x..4", "3:8: pages must be auto or a number from 1 to 128, not '12x..4'"),
        ("{multiple_of: 4, most: 12}", "3:31: unknown key 'most': pages may have multiple_of and max"),
        ("{multiple_of: four}", "3:22: multiple_of must be a whole number from 1 to 128"),
        ("{multiple_of: 8, max: 4}", "3:30: max is 4, but the fewest pages are 8"),
        ("[1, 2]", "3:8: pages must be auto or a number from 1 to 128"),
    ],
)
def test_what_is_no_number_of_pages_is_a_problem_at_its_place(desk: Desk, value: str, said: str) -> None:
    """Also inside the keys."""
    assert desk.said(pages(value)) == [said]


def test_the_short_form_comes_back() -> None:
    """A range prints as it is typed; anything else is none."""
    assert [str(page_range(text)) for text in ("4x", "4x..12", "4", "0x", "4x..2", "auto")] == [
        "4x",
        "4x..12",
        *["None"] * 4,
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [(3, 3), ("3", 3), ("auto", "auto"), ("4x..12", PageRange(4, 12))]
    + [(refused, None) for refused in (0, -1, 129, "0", "129", "three", 1.5, True)],
)
def test_a_program_may_ask_in_any_form(asked: object, meant: object) -> None:
    """Numbers as such or written out; what is no number of pages from 1 to 128 is refused."""
    assert page_count(asked) == meant
