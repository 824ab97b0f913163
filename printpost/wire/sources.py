"""What a source is: something that answers an order with items, best first.

An order and a call come in, items go out; whatever cannot be had is a `NoAnswer`. A source cleans its texts, knows its
server's shapes and ranks nothing anew; it neither keeps nor compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2

from printpost.wire.cleaning import Cleaned, address, cleaned, cleaned_name
from printpost.wire.line import Memory, NoAnswer
from printpost.wire.orders import Order

LONGEST_TEXT = 110
_LARGEST_FIGURE = 10**15


@dataclass(frozen=True, slots=True)
class Item:
    """One thing as its source tells it: counted in whole numbers, its texts cleaned and shortened."""

    id: str
    name: str
    text: str | None = None
    url: str | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    done: frozenset[str] = frozenset()  # what had to be done to its texts


@dataclass(frozen=True, slots=True)
class Call:
    """What every source is given: the client, a memory of replies, the issue's day and language, the environment."""

    client: httpx2.Client
    memory: Memory | None
    day: dt.date
    language: str
    environment: Mapping[str, str]


class Source(Protocol):
    """Answer an order. Raises NoAnswer."""

    def __call__(self, order: Order, call: Call, /) -> tuple[Item, ...]:
        """Return at most ``order.watched`` items, best first."""


def item(
    order: Order, id_: object, name: object, text: object, url: object, figures: Mapping[str, object]
) -> Item | None:
    """Return an item from what a server sent, None if it has no name or id that can be printed."""
    full = cleaned(id_, 400)
    short = cleaned_name(name, order.longest)
    about = cleaned(text, LONGEST_TEXT) if text else Cleaned("")
    if not full.text or not short.text:
        return None
    counted = {name: value for name, value in figures.items() if is_count(value)}
    return Item(full.text, short.text, about.text or None, address(url), counted, short.done | about.done)  # type: ignore[arg-type]


def is_count(value: object) -> bool:
    """Whether a value is a count that can be true."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST_FIGURE


def whole(found: Callable[[], Any], host: str) -> Any:
    """Return what is found in a server's data. Raises NoAnswer where the data has another shape than documented."""
    try:
        return found()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise NoAnswer(f"{host} sends data of an unknown shape") from None
