"""Feeds: any RSS or Atom feed, as briefs or as reading. Newest first where the feed says when, else as it stands."""

from __future__ import annotations

import io
from calendar import timegm
from typing import Any
from urllib.parse import urlsplit

import feedparser

from printpost.wire.cleaning import without_markup
from printpost.wire.line import NoAnswer, get
from printpost.wire.orders import Order
from printpost.wire.sources import Call, Item, item

_ACCEPTED = {"Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}


def feed(order: Order, call: Call) -> tuple[Item, ...]:
    """Return the feed's entries, without their markup."""
    url = str(order.asked["url"])
    host = urlsplit(url).hostname or url
    reply = get(call.client, url, headers=_ACCEPTED, memory=call.memory)
    # Bytes in a file, never a text: the parser would take a text for an address or a path, and open it.
    found = feedparser.parse(
        io.BytesIO(reply.body),
        response_headers={"content-type": reply.kind, "content-location": reply.url},
        resolve_relative_uris=True,
        sanitize_html=True,
    )
    if not found.get("version") and not found.entries:
        raise NoAnswer(f"{host} sends something that is no feed", "look at the address in a browser")
    ranked = sorted(found.entries[:500], key=_moment, reverse=True)
    made: list[Item] = []
    for entry in ranked:
        link = entry.get("link")
        title = without_markup(entry.get("title"))
        one = item(order, entry.get("id") or link or title, title, without_markup(entry.get("summary")), link, {})
        if one:
            made.append(one)
    return tuple(made[: order.count])


def _moment(entry: Any) -> int:
    """When an entry was published, in seconds; 0 if it does not say."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return timegm(parsed) if parsed else 0
