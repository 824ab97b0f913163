"""The world outside, on loopback: a real HTTP server that answers as the Hub, GitHub, Open-Meteo and a feed do.

Shapes are those of their documentation: huggingface.co/docs/hub/api, docs.github.com/rest/search,
open-meteo.com/en/docs and open-meteo.com/en/docs/geocoding-api, RFC 4287 and the RSS 2.0 specification. A test may put
scripted replies in front of what a path answers as a rule.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = Any


@dataclass(frozen=True)
class Reply:
    """A scripted reply. ``cut``: bytes after which the server hangs up; ``drip``: seconds between single bytes;
    ``wait``: seconds before the first.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float | None = None
    wait: float = 0.0
    endless: bool = False


def as_json(data: Json, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply of JSON."""
    told = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return Reply(status, json.dumps(data).encode(), told)


@dataclass(frozen=True)
class Asked:
    """A call that the server has had."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


Answer = Callable[[Asked], Reply]


class World:
    """The server: ``scripts`` are replies that a path gives first, ``rules`` what it answers after that."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.calls: list[Asked] = []
        self.scripts: dict[str, list[Reply]] = {}
        self.rules: dict[str, Answer] = {}
        self.lock = threading.Lock()
        self.stopped = threading.Event()

    def answer(self, asked: Asked) -> Reply:
        """Return what is answered."""
        with self.lock:
            self.calls.append(asked)
            if waiting := self.scripts.get(asked.path):
                return waiting.pop(0)
        rule = self.rules.get(asked.path)
        return rule(asked) if rule else as_json({"message": "Not Found"}, 404)

    def script(self, path: str, *replies: Reply) -> None:
        """Put replies in front of what a path answers as a rule."""
        self.scripts.setdefault(path, []).extend(replies)

    def asked(self, path: str) -> list[Asked]:
        """Return the calls that a path has had."""
        return [call for call in self.calls if call.path == path]

    # -- the Hub

    def hub(self, kind: str, entries: Callable[[], list[Json]], page: int = 1000) -> None:
        """Answer as the Hub's list of models, datasets or spaces, in pages with a Link to the next."""
        path = f"/hub/api/{kind}"

        def listed(asked: Asked) -> Reply:
            start = int(asked.query.get("cursor", ["0"])[0])
            limit = int(asked.query.get("limit", ["1000"])[0])
            everything = entries()
            shown = everything[start : start + min(page, limit)]
            more = start + page < len(everything)
            onward = {"Link": f'<{self.url}{path}?limit={limit}&cursor={start + page}>; rel="next"'} if more else {}
            return as_json(shown, headers=onward)

        self.rules[path] = listed

    def papers(self, entries: Callable[[], list[Json]]) -> None:
        """Answer as the Hub's daily papers."""
        self.rules["/hub/api/daily_papers"] = lambda _: as_json(entries())

    # -- GitHub

    def github(self, items: Callable[[], list[Json]], page: int = 100) -> None:
        """Answer as GitHub's search of repositories, with an ETag, rate limits and a Link to the next page."""
        path = "/github/search/repositories"

        def found(asked: Asked) -> Reply:
            everything = items()
            number = int(asked.query.get("page", ["1"])[0])
            size = min(int(asked.query.get("per_page", ["30"])[0]), page)
            shown = everything[(number - 1) * size : number * size]
            data = {"total_count": len(everything), "incomplete_results": False, "items": shown}
            etag = f'W/"{abs(hash(json.dumps(data, sort_keys=True))):x}"'
            headers = {
                "ETag": etag,
                "X-GitHub-Request-Id": "A1:B2",
                "X-RateLimit-Limit": "10",
                "X-RateLimit-Remaining": "9",
                "X-RateLimit-Resource": "search",
                "X-RateLimit-Reset": str(int(time.time()) + 60),
            }
            if number * size < len(everything):
                query = f"q={asked.query['q'][0].replace(' ', '+')}&per_page={size}&page={number + 1}"
                headers["Link"] = f'<{self.url}{path}?{query}>; rel="next"'
            if asked.headers.get("if-none-match") == etag:
                return Reply(304, b"", headers)
            return as_json(data, headers=headers)

        self.rules[path] = found

    # -- Open-Meteo

    def weather(self, code: int = 3, high: float = 6.2, low: float = 1.4) -> None:
        """Answer as Open-Meteo's forecast and geocoder."""

        def forecast(asked: Asked) -> Reply:
            first, last = (dt.date.fromisoformat(asked.query[f"{end}_date"][0]) for end in ("start", "end"))
            days = [str(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)]
            return as_json(
                {
                    "latitude": 53.48,
                    "longitude": -2.24,
                    "generationtime_ms": 0.05,
                    "utc_offset_seconds": 3600,
                    "timezone": "Europe/London",
                    "timezone_abbreviation": "BST",
                    "elevation": 44.0,
                    "daily_units": {"time": "iso8601", "weather_code": "wmo code", "temperature_2m_max": "°C"},
                    "daily": {
                        "time": days,
                        "weather_code": [code] * len(days),
                        "temperature_2m_max": [high] * len(days),
                        "temperature_2m_min": [low] * len(days),
                    },
                }
            )

        def geocode(asked: Asked) -> Reply:
            towns = [
                _town("Manchester", 42.99564, -71.45479, "United States", "US"),
                _town("Manchester", 53.48095, -2.23743, "United Kingdom", "GB"),
            ]
            found = [town for town in towns if town["name"] == asked.query["name"][0]]
            return as_json({"results": found, "generationtime_ms": 0.6} if found else {"generationtime_ms": 0.3})

        self.rules["/v1/forecast"] = forecast
        self.rules["/v1/search"] = geocode

    def feed(self, xml: bytes, kind: str = "application/rss+xml") -> None:
        """Answer as a feed."""
        self.rules["/feed.xml"] = lambda _: Reply(200, xml, {"Content-Type": kind})


def _town(name: str, latitude: float, longitude: float, country: str, code: str) -> Json:
    return {
        "id": 1,
        "name": name,
        "latitude": latitude,
        "longitude": longitude,
        "country": country,
        "country_code": code,
        "admin1": "England" if code == "GB" else "New Hampshire",
    }


def model(
    id_: str, likes: int = 10, downloads: int = 100, score: int = 5, task: str | None = "text-generation"
) -> Json:
    """A model as the Hub lists it."""
    return {
        "_id": "65f0c0ffee65f0c0ffee65f0",
        "id": id_,
        "modelId": id_,
        "likes": likes,
        "trendingScore": score,
        "private": False,
        "downloads": downloads,
        "tags": ["transformers", "safetensors"],
        "pipeline_tag": task,
        "library_name": "transformers",
        "createdAt": "2026-04-20T10:00:00.000Z",
    }


def dataset(id_: str, likes: int = 10, downloads: int = 100) -> Json:
    """A data set as the Hub lists it."""
    entry = model(id_, likes, downloads)
    return {key: entry[key] for key in ("_id", "id", "likes", "trendingScore", "private", "downloads", "tags")} | {
        "author": id_.split("/", maxsplit=1)[0],
        "gated": False,
        "lastModified": "2026-04-21T10:00:00.000Z",
        "description": "",
    }


def space(id_: str, likes: int = 10) -> Json:
    """A space as the Hub lists it."""
    return {
        "_id": "65f0c0ffee65f0c0ffee65f1",
        "id": id_,
        "likes": likes,
        "trendingScore": 3,
        "private": False,
        "sdk": "gradio",
        "tags": ["gradio"],
        "createdAt": "2026-04-20T10:00:00.000Z",
    }


def paper(id_: str, title: str, upvotes: int = 3, authors: tuple[str, ...] = ("Ada Marsh", "Amos Ream")) -> Json:
    """A paper as the Hub's daily papers have it."""
    return {
        "paper": {
            "id": id_,
            "authors": [{"_id": f"a{n}", "name": name, "hidden": False} for n, name in enumerate(authors)],
            "publishedAt": "2026-04-24T00:00:00.000Z",
            "title": title,
            "summary": "We study it.",
            "upvotes": upvotes,
            "discussionId": "66",
        },
        "publishedAt": "2026-04-24T05:00:00.000Z",
        "title": title,
        "summary": "We study it.",
        "thumbnail": "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/x.png",
        "numComments": 2,
        "isAuthorParticipating": False,
    }


def repository(name: str, stars: int, description: str | None = "A tool.") -> Json:
    """A repository as GitHub's search has it."""
    owner, _, short = name.partition("/")
    return {
        "id": abs(hash(name)) % 10**8,
        "node_id": "MDEwOlJlcG9zaXRvcnk=",
        "name": short,
        "full_name": name,
        "private": False,
        "owner": {"login": owner, "id": 1, "type": "Organization"},
        "html_url": f"https://github.com/{name}",
        "description": description,
        "fork": False,
        "pushed_at": "2026-04-24T20:00:00Z",
        "stargazers_count": stars,
        "forks_count": stars // 10,
        "language": "Python",
        "topics": ["machine-learning"],
        "score": 1.0,
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.world.answer(Asked(parts.path, parse_qs(parts.query), headers))
        try:
            self._send(reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        self.world.stopped.wait(reply.wait)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.endless:
            self.close_connection = True
            self.end_headers()
            while not self.world.stopped.is_set():
                self.wfile.write(b" " * 65536)
            return
        if "Content-Length" not in reply.headers and reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.cut is not None:
            self.wfile.write(reply.body[: reply.cut])
            self.close_connection = True
            return
        if reply.drip is None:
            self.wfile.write(reply.body)
            return
        for place in range(len(reply.body)):
            self.wfile.write(reply.body[place : place + 1])
            if self.world.stopped.wait(reply.drip):
                break
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


@contextmanager
def running() -> Iterator[World]:
    """A world on a free port of loopback, gone at the end."""
    handler = type("Handler", (_Handler,), {})
    with _Server(("127.0.0.1", 0), handler) as server:
        world = World(f"http://127.0.0.1:{server.server_address[1]}")
        handler.world = world  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield world
        finally:
            world.stopped.set()
            server.shutdown()
            thread.join()
