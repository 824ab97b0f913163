"""GitHub: repositories by topic, language, stars and the day of their last push, most stars first.

REST, `GET /search/repositories`. The token in GITHUB_TOKEN goes to GitHub itself or to the server that GITHUB_API_URL
names, and to no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from printpost.wire.line import NoAnswer, as_json, get
from printpost.wire.orders import Order
from printpost.wire.sources import Call, Item, item, whole

ENDPOINT = "https://api.github.com"
_MOST = 100  # a page; the search gives a thousand in all
_VERSION = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


def repositories(order: Order, call: Call) -> tuple[Item, ...]:
    """Return the repositories that the search finds."""
    own = call.environment.get("GITHUB_API_URL") or ENDPOINT
    endpoint = (order.endpoint or own).rstrip("/")
    host = urlsplit(endpoint).hostname or endpoint
    headers = dict(_VERSION)
    token = call.environment.get("GITHUB_TOKEN")
    if token and endpoint == own.rstrip("/"):
        headers["Authorization"] = f"Bearer {token.strip()}"
    page: str | None = f"{endpoint}/search/repositories"
    asked: dict[str, str] | None = {
        "q": search_words(order, call.day),
        "sort": "stars",
        "order": "desc",
        "per_page": str(min(order.watched, _MOST)),
    }
    found: list[Item] = []
    while page and len(found) < order.watched:
        if urlsplit(page).netloc != urlsplit(endpoint).netloc:
            raise NoAnswer(f"{host} leads on to another server for its next page")
        reply = get(call.client, page, asked=asked, headers=headers, memory=call.memory)
        data = as_json(reply)
        entries = whole(lambda data=data: list(data["items"]), host)  # type: ignore[misc]
        found += _items(order, entries)
        if not entries:
            break
        page, asked = reply.onward, None
    return tuple(found[: order.watched])


def search_words(order: Order, day: dt.date) -> str:
    """Return the order as GitHub's search reads it."""
    asked = order.asked
    words = [str(asked["search"])] if asked.get("search") else []
    words += (f"topic:{topic}" for topic in asked.get("topics") or ())
    if asked.get("language"):
        words.append(f'language:"{asked["language"]}"')
    if asked.get("author"):
        words.append(f"user:{asked['author']}")
    if asked.get("stars"):
        words.append(f"stars:>={asked['stars']}")
    if asked.get("pushed"):
        words.append(f"pushed:>={day - dt.timedelta(days=int(asked['pushed']))}")
    return " ".join(words) or "stars:>=10000"


def _items(order: Order, entries: list[Any]) -> Iterator[Item]:
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        about = entry.get("description")
        made = item(
            order,
            entry.get("full_name"),
            entry.get("name"),
            about,
            entry.get("html_url"),
            {"stars": entry.get("stargazers_count"), "forks": entry.get("forks_count")},
        )
        if made:
            yield made
