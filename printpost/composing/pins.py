"""Pins against a layout: whether each can be met, and which one is at fault where no plan is found.

A composer comes in; problems go out, each at the pin in the issue file. A span that the layout does not have is a
warning, since an issue may be set in several layouts; what cannot be done is an error. Which pin stands in the way is
not guessed: the issue is made up again without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from printpost.composing.composer import Composer
from printpost.composing.heads import break_head
from printpost.newsroom.issue import Story
from printpost.newsroom.pins import Pin, companions, names_of, pins_of, without
from printpost.newsroom.reader import Reading
from printpost.problems import Overset, Problem

MOST_TRIED = 12
"""Pins that are taken away one after the other to find the one at fault."""

Attempt = Callable[[Reading], bool]
"""Whether a reading can be made up."""


def spans_in(composer: Composer) -> Iterator[Problem]:
    """A warning for every span wider than the layout, an error for every one at which its block cannot be set."""
    reading, layout = composer.reading, composer.layout
    every = range(1, layout.columns + 1)
    for pin in pins_of(reading.issue):
        if pin.key != "span":
            continue
        span = int(str(pin.value))
        if span > layout.columns:
            yield reading.places.warning(
                pin.path,
                f"span: {span} is wider than the layout '{layout.name}', which has {_columns(layout.columns)}",
                f"it is set across all {layout.columns}",
            )
        elif not _fits(composer, pin, span) and (others := [n for n in every if _fits(composer, pin, n)]):
            yield reading.places.error(
                pin.path,
                f"{_called(reading, pin)} cannot be set in {_columns(span)}: {_too_wide(composer, pin)}",
                f"span: {others[0]} would do",
            )


def beyond(reading: Reading, pages: int) -> Iterator[Problem]:
    """An error for every block that is pinned to a page that the paper does not have."""
    asked = reading.issue.pages
    for pin in pins_of(reading.issue):
        if pin.key != "page" or int(str(pin.value)) <= pages:
            continue
        last = "the only page" if pages == 1 else f"page {pages}, the last one"
        paper = f"the paper has {pages} page" + ("s" if pages > 1 else "")
        more = f", or say pages: {pin.value}" if asked in ("auto", pages) else ""
        yield reading.places.error(
            pin.path, f"{_called(reading, pin)} is pinned to page {pin.value}, but {paper}", f"pin it to {last}{more}"
        )


def at_fault(reading: Reading, attempt: Attempt, failure: Overset) -> Overset:
    """The failure, or the pins without which there would have been none: each alone, or else all together."""
    pins = pins_of(reading.issue)
    if not pins or not attempt(released(reading, pins)):
        return failure
    guilty = [pin for pin in pins[:MOST_TRIED] if attempt(released(reading, (pin,)))]
    problems = [
        reading.places.error(
            pin.path,
            f"{pin} of {_called(reading, pin)} cannot be met",
            "without it the issue can be made up: take it away" + (", or one of the others named here" if n else ""),
        )
        for n, pin in enumerate(reversed(guilty))
    ]
    if problems:
        return Overset(problems[::-1])
    others = ", ".join(f"{pin} in line {reading.places.at(pin.path).line}" for pin in pins[1:])
    return Overset(
        reading.places.error(
            pins[0].path,
            f"{pins[0]} of {_called(reading, pins[0])} and the other pins cannot be met together",
            f"without all of them the issue can be made up; the others are {others}",
        )
    )


def released(reading: Reading, pins: tuple[Pin, ...]) -> Reading:
    """The reading without some of its pins."""
    issue = without(reading.issue, pins)
    beside, _ = companions(issue, reading.places)
    return replace(reading, issue=issue, beside=beside)


def _fits(composer: Composer, pin: Pin, span: int) -> bool:
    """Whether no word of the block is too wide for so many columns."""
    layout, blocks = composer.layout, composer.blocks
    block = composer.reading.issue.contents[pin.index].block
    width = layout.width(span)
    if not isinstance(block, Story):
        return blocks.narrowest(block) <= width
    levels = composer.desk.stories[f"s{pin.index}"].levels
    language = composer.reading.language
    return any(
        break_head(block.headline, blocks.heads.setting(level.name), width, language=language) for level in levels
    )


def _too_wide(composer: Composer, pin: Pin) -> str:
    block = composer.reading.issue.contents[pin.index].block
    if not isinstance(block, Story):
        return "its words are too wide"
    setting = composer.blocks.heads.setting(composer.desk.stories[f"s{pin.index}"].levels[-1].name)
    return f"“{max(block.headline.split(' '), key=setting.width)}” in its headline is too wide"


def _called(reading: Reading, pin: Pin) -> str:
    """What a message calls a block."""
    name = next(iter(names_of(reading.issue.contents[pin.index].block)), None)
    return f"“{name}”" if name else f"this {pin.kind}"


def _columns(count: int) -> str:
    return f"{count} column" + ("s" if count > 1 else "")
