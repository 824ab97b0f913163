"""Divided words: the whole of a word stands where its first part does, and nothing where its second part does."""

from __future__ import annotations

from printpost.composing.hj import Line, Piece
from printpost.composing.inline import Division, divided, line_html


def line(*pieces: str | tuple[str, str], hyphen: bool = False) -> Line:
    """A line of pieces in roman, or in the style given."""
    made = tuple(Piece(piece, "roman") if isinstance(piece, str) else Piece(*piece) for piece in pieces)
    return Line(made, 0.0, 0.0, 0.0, 0.0, 9.0, hyphen)


def test_the_two_parts_of_a_word_are_one_in_the_first() -> None:
    """With the stop that follows it, without the hyphen."""
    assert divided(line("at the won‐", hyphen=True), line("derful, day")) == (
        Division(4, "wonderful,"),
        Division(7, " "),
    )


def test_lines_that_do_not_divide_a_word_have_no_parts() -> None:
    """A line that ends with its word, or in a hyphen of the word's own, is read as it is."""
    assert divided(line("at the end"), line("of it")) is None
    assert divided(line("a second-"), line("hand card")) is None


def test_a_word_in_two_styles_or_over_three_lines_is_left_as_it_is() -> None:
    """There is no one place for its whole."""
    assert divided(line("at ", ("won", "italic"), "der‐", hyphen=True), line("ful day")) is None
    assert divided(line("at won‐", hyphen=True), line("der", ("ful", "italic"))) is None
    assert divided(line("Donau‐", hyphen=True), line("dampf‐", hyphen=True)) is None


def test_a_style_that_begins_with_the_word_does_not_matter() -> None:
    """The part stands in its own piece, with a space before it."""
    assert divided(line("at ", ("won‐", "italic"), hyphen=True), line(("derful", "italic"), " day")) is not None


def test_the_html_says_what_to_read() -> None:
    """The parts are spans of their own; a line that is not divided ends in a space."""
    html = line_html(line("at won‐", hyphen=True), last=Division(4, "wonderful"))
    assert html == '<span class="l">at <span data-whole="wonderful">won‐</span></span>'
    assert line_html(line("derful day"), first=Division(6, " ")) == (
        '<span class="l"><span data-whole=" ">derful</span> day </span>'
    )


def test_no_space_is_drawn_alone_beside_a_part_of_a_word() -> None:
    """It would be lost to readers that measure gaps: with a link or italics on its other side it goes into the part."""
    html = line_html(line("at ", ("one", "italic"), " won‐", hyphen=True), last=Division(4, "wonderful"))
    assert html == '<span class="l">at <em>one</em><span data-whole=" wonderful"> won‐</span></span>'
    html = line_html(line("derful ", ("day", "italic")), first=Division(6, " "))
    assert html == '<span class="l"><span data-whole=" ">derful </span><em>day</em> </span>'
    html = line_html(line("derful won‐", hyphen=True), first=Division(6, " "), last=Division(4, "wonderful"))
    assert html == '<span class="l"><span data-whole=" ">derful</span><span data-whole=" wonderful"> won‐</span></span>'
