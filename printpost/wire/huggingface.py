"""Hugging Face: trending models, data sets and spaces, and the papers of the day, through `huggingface_hub`.

Its own settings hold (HF_ENDPOINT, HF_TOKEN, the saved token, HF_HUB_OFFLINE); an endpoint of a section's own is called
without a token.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import HfApi, constants, set_client_factory
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

# The library's own factory and its hook (offline mode) have no public name; a lock and a test keep them.
from huggingface_hub.utils._http import default_client_factory, hf_request_event_hook

from printpost.wire.line import NoAnswer, Patience, open_client, refused, said, version
from printpost.wire.orders import Order
from printpost.wire.sources import Call, Item, item, whole


@contextlib.contextmanager
def on_our_line(patience: Patience) -> Iterator[None]:
    """Let `huggingface_hub` call through the line for the time being, and for nothing but what was ordered: by itself
    it also asks the Hub about the program that it runs in. It has one client and one set of settings for a process.
    """

    def ours() -> httpx2.Client:
        client = open_client(patience)
        client.event_hooks["request"].append(hf_request_event_hook)
        return client

    before = constants.HF_HUB_DISABLE_TELEMETRY
    set_client_factory(ours)
    constants.HF_HUB_DISABLE_TELEMETRY = True
    try:
        yield
    finally:
        constants.HF_HUB_DISABLE_TELEMETRY = before
        set_client_factory(default_client_factory)


def models(order: Order, _call: Call) -> tuple[Item, ...]:
    """Return trending models; what each is for stands after its author."""
    return _listed(order, lambda api: api.list_models(**_filters(order), pipeline_tag=order.asked.get("task")))


def datasets(order: Order, _call: Call) -> tuple[Item, ...]:
    """Return trending data sets."""
    return _listed(order, lambda api: api.list_datasets(**_filters(order)), "datasets/")


def spaces(order: Order, _call: Call) -> tuple[Item, ...]:
    """Return trending spaces."""
    return _listed(order, lambda api: api.list_spaces(**_filters(order)), "spaces/")


def papers(order: Order, call: Call) -> tuple[Item, ...]:
    """Return the papers of the issue's day or, where nothing is asked of a day, the latest; most upvoted first."""
    api = _api(order)
    day = call.day.isoformat() if order.asked.get("today") else None
    found = _answered(api, lambda: list(api.list_daily_papers(date=day, limit=order.watched)))
    ranked = sorted(found, key=lambda paper: -(paper.upvotes or 0))
    made = (
        item(
            order,
            paper.id,
            paper.title,
            _authors(paper),
            f"https://arxiv.org/abs/{paper.id}",
            {"upvotes": paper.upvotes or 0, "comments": paper.comments},
        )
        for paper in ranked
    )
    return tuple(each for each in made if each)[: order.watched]


def _api(order: Order) -> HfApi:
    token = False if order.endpoint else None  # None: whatever the library's settings say
    return HfApi(endpoint=order.endpoint, token=token, library_name="printpost", library_version=version())


def _filters(order: Order) -> dict[str, Any]:
    asked = order.asked
    filters = {"author": asked.get("author"), "search": asked.get("search"), "filter": list(asked.get("tags") or ())}
    return {name: value for name, value in filters.items() if value} | {
        "sort": "trending_score",
        "limit": order.watched,
    }


def _listed(order: Order, ask: Callable[[HfApi], Iterable[Any]], path: str = "") -> tuple[Item, ...]:
    api = _api(order)
    host = urlsplit(str(api.endpoint)).hostname or ""
    found = _answered(api, lambda: list(ask(api)))
    site = "https://huggingface.co" if order.endpoint else str(api.endpoint)
    made: list[Item] = []
    for info in found:
        id_, task = whole(lambda info=info: (str(info.id), getattr(info, "pipeline_tag", None)), host)  # type: ignore[misc]
        author, _, name = id_.rpartition("/")
        words = ", ".join(part for part in (author, str(task or "").replace("-", " ")) if part)
        figures = {
            "likes": getattr(info, "likes", None),
            "downloads": getattr(info, "downloads", None),
            "score": getattr(info, "trending_score", None),
        }
        one = item(order, id_, name, words, f"{site}/{path}{id_}", figures)
        if one and not getattr(info, "private", False):
            made.append(one)
    return tuple(made)


def _answered(api: HfApi, ask: Callable[[], list[Any]]) -> list[Any]:
    host = urlsplit(str(api.endpoint or constants.ENDPOINT)).hostname or ""
    try:
        return ask()
    except OfflineModeIsEnabled:
        raise NoAnswer(f"{host} is not called: HF_HUB_OFFLINE is set", "unset it to fetch") from None
    except HfHubHTTPError as failure:
        raise refused(host, failure.response.status_code, said(failure.response.content)) from None
    except httpx2.TooManyRedirects:
        raise NoAnswer(f"{host} sends the call round in circles") from None
    except httpx2.RequestError as failure:
        raise NoAnswer(f"{host} cannot be called: {failure}") from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NoAnswer(f"{host} sends something else than its lists") from None


def _authors(paper: Any) -> str | None:
    names = [author.name for author in paper.authors or () if isinstance(author.name, str)]
    if not names:
        return None
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join(names)
