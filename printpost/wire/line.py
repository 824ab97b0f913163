"""The line: calls to other people's servers that end, whatever the server does.

A request goes out; a whole reply comes back, or `NoAnswer` in words for an editor. Every call has time-outs and an end
by the clock, a few tries with growing pauses (as long as `Retry-After` asks, if that is bearable), and a limit on size.
Both the clients of this package and `huggingface_hub` call through it.
"""

from __future__ import annotations

import email.utils
import importlib.metadata
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx2
import tenacity
from huggingface_hub.utils import parse_ratelimit_headers  # type: ignore[attr-defined]

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds, how often it is tried, and how large a reply may be, in bytes."""

    connect: float = 5.0
    silence: float = 10.0  # between two pieces of a reply
    total: float = 30.0  # with all tries and pauses
    tries: int = 4
    first_pause: float = 0.5
    longest_pause: float = 15.0
    largest: int = 8_000_000


class NoAnswer(Exception):
    """A source gave nothing that can be used: why, and what might help."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


class _Again(Exception):
    """Worth another try, after ``pause`` seconds if the server has said so."""

    def __init__(self, reason: str, pause: float | None = None, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.pause, self.hint = reason, pause, hint


class Line(httpx2.BaseTransport):
    """A transport for httpx clients. Raises NoAnswer where a reply cannot be had."""

    def __init__(self, patience: Patience, sleep: Callable[[float], None] = time.sleep) -> None:
        self._patience, self._sleep = patience, sleep
        # A client and not a bare transport: it finds the proxies that the environment names.
        self._outside = httpx2.Client(follow_redirects=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the whole reply, decoded."""
        patience, end = self._patience, time.monotonic() + self._patience.total
        backoff = tenacity.wait_exponential_jitter(
            multiplier=patience.first_pause, max=patience.longest_pause, jitter=patience.first_pause
        )

        def pause(state: tenacity.RetryCallState) -> float:
            asked = _fault(state).pause
            return backoff(state) if asked is None else asked

        def stop(state: tenacity.RetryCallState) -> bool:
            return (
                state.attempt_number >= patience.tries
                or state.upcoming_sleep > patience.longest_pause
                or time.monotonic() + state.upcoming_sleep >= end
            )

        def give_up(state: tenacity.RetryCallState) -> httpx2.Response:
            fault, tried = _fault(state), state.attempt_number
            later = f"; it asks to be called again {_later(fault.pause)}" if fault.pause else ""
            times = f", tried {tried} times" if tried > 1 else ""
            raise NoAnswer(f"{request.url.host} {fault.reason}{times}{later}", fault.hint)

        calls = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Again),
            wait=pause,
            stop=stop,
            sleep=self._sleep,
            retry_error_callback=give_up,
        )
        return calls(self._call, request, end)

    def _call(self, request: httpx2.Request, end: float) -> httpx2.Response:
        patience, left = self._patience, max(end - time.monotonic(), 0.05)
        # huggingface_hub asks for no time-out at all: the line decides.
        request.extensions["timeout"] = httpx2.Timeout(
            min(patience.silence, left), connect=min(patience.connect, left)
        ).as_dict()
        try:
            reply = self._outside.send(request, stream=True)
            try:
                body = self._body(reply, end)
            finally:
                reply.close()
        except httpx2.ConnectTimeout:
            raise _Again("cannot be reached", hint="look after the network") from None
        except httpx2.TimeoutException:
            raise _Again("does not answer in time") from None
        except httpx2.ConnectError:
            raise _Again("cannot be reached", hint="look after the network, or the section's endpoint") from None
        except httpx2.DecodingError:
            raise _Again("sends what cannot be unpacked") from None
        except (httpx2.NetworkError, httpx2.RemoteProtocolError):
            raise _Again("breaks off in the middle of its reply") from None
        except httpx2.UnsupportedProtocol:
            raise NoAnswer(f"{request.url} is not an address that can be called", "write https:// and a host") from None
        except httpx2.TransportError as failure:
            raise NoAnswer(f"{request.url.host} cannot be called: {failure}") from None
        _check_status(reply)
        headers = [(name, value) for name, value in reply.headers.multi_items() if name.lower() not in _DROPPED]
        return httpx2.Response(reply.status_code, headers=headers, content=body, request=request)

    def _body(self, reply: httpx2.Response, end: float) -> bytes:
        host, patience = reply.request.url.host, self._patience
        if reply.headers.get("content-encoding", "identity").lower() not in ("identity", "gzip", ""):
            raise NoAnswer(f"{host} packs its reply in a way that was not asked for")
        if int(_number(reply.headers.get("content-length")) or 0) > patience.largest:
            raise NoAnswer(f"the reply of {host} is too large: more than {patience.largest / 1e6:g} MB")
        body = bytearray()
        for piece in reply.iter_bytes():
            body += piece
            if len(body) > patience.largest:
                raise NoAnswer(f"the reply of {host} is too large: more than {patience.largest / 1e6:g} MB")
            if time.monotonic() > end:
                raise _Again(f"takes more than {patience.total:g} seconds to answer")
        return bytes(body)

    def close(self) -> None:
        """Hang up."""
        self._outside.close()


def _fault(state: tenacity.RetryCallState) -> _Again:
    fault = state.outcome.exception() if state.outcome else None
    assert isinstance(fault, _Again)
    return fault


def _check_status(reply: httpx2.Response) -> None:
    status, headers = reply.status_code, reply.headers
    limited = status == 429 or (status == 403 and ("retry-after" in headers or _spent(headers)))
    if limited:
        raise _Again("has had enough calls from here (rate limit)", _asked_pause(headers), _limit_hint(reply))
    if status in _AGAIN:
        raise _Again(f"is out of order ({status})", _asked_pause(headers))


def _spent(headers: Mapping[str, str]) -> bool:
    return headers.get("x-ratelimit-remaining") == "0"


def _limit_hint(reply: httpx2.Response) -> str:
    if "x-github-request-id" in reply.headers or "x-ratelimit-resource" in reply.headers:
        return "put a token into GITHUB_TOKEN for more calls an hour"
    return "call again later"


def _asked_pause(headers: Mapping[str, str]) -> float | None:
    """The seconds after which a server wants to be called again, as far as it says so (RFC 9110, 10.2.3)."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    if asked:
        try:
            moment = email.utils.parsedate_to_datetime(asked)
        except ValueError:
            return None
        return max(moment.timestamp() - time.time(), 0.0)
    hub = parse_ratelimit_headers(headers)
    if hub is not None and hub.remaining == 0:
        return float(hub.reset_in_seconds)
    reset = _number(headers.get("x-ratelimit-reset"))
    if _spent(headers) and reset is not None:
        return max(reset - time.time(), 0.0)
    return None


def _number(text: str | None) -> float | None:
    return float(text[:15]) if text and text.isascii() and text.isdigit() else None


def _later(seconds: float) -> str:
    if seconds < 120:
        return f"in {max(round(seconds), 1)} seconds"
    return f"in {round(seconds / 60)} minutes"


def open_client(patience: Patience) -> httpx2.Client:
    """Return a client on a line of its own."""
    return httpx2.Client(
        transport=Line(patience),
        headers={"User-Agent": f"printpost/{version()}", "Accept-Encoding": "gzip"},
        follow_redirects=True,
        max_redirects=5,
        event_hooks={"response": [_no_way_down]},
    )


def version() -> str:
    """Return the program's version, by which servers know it."""
    return importlib.metadata.version("printpost")


def _no_way_down(reply: httpx2.Response) -> None:
    """A secure call is not led on over an insecure line."""
    here = reply.request.url
    if (
        reply.has_redirect_location
        and here.scheme == "https"
        and here.join(reply.headers["location"]).scheme != "https"
    ):
        raise NoAnswer(f"{here.host} leads on to an insecure address")


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply that may still be good: its validators and its body."""

    etag: str | None
    modified: str | None
    body: bytes


class Memory(Protocol):
    """Where replies are kept between runs."""

    def recall(self, url: str) -> Kept | None:
        """Return the last reply to a call."""

    def keep(self, url: str, kept: Kept) -> None:
        """Remember a reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came: the body, the address that gave it in the end, the next page's address if there is one."""

    body: bytes
    url: str
    onward: str | None = None
    kind: str = ""


def get(
    client: httpx2.Client,
    url: str,
    *,
    asked: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Reply:
    """Call an address; with a memory the server is asked whether anything has changed. Raises NoAnswer."""
    try:
        address = httpx2.URL(url)
        if asked:
            address = address.copy_merge_params(dict(asked))
        kept = memory.recall(str(address)) if memory else None
        conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept else {}
        sent = {**(headers or {}), **{name: value for name, value in conditions.items() if value}}
        reply = client.get(address, headers=sent)
    except httpx2.TooManyRedirects:
        raise NoAnswer(f"{httpx2.URL(url).host} sends the call round in circles") from None
    except (httpx2.InvalidURL, httpx2.RequestError, ValueError) as failure:
        raise NoAnswer(f"{url} cannot be called: {failure}") from None
    kind, onward = reply.headers.get("content-type", ""), reply.links.get("next", {}).get("url")
    if reply.status_code == 304 and kept:
        return Reply(kept.body, str(reply.url), onward, kind)
    if reply.status_code != 200:
        raise refused(reply.url.host, reply.status_code, said(reply.content))
    if memory and ("etag" in reply.headers or "last-modified" in reply.headers):
        memory.keep(
            str(address), Kept(reply.headers.get("etag"), reply.headers.get("last-modified"), bytes(reply.content))
        )
    return Reply(bytes(reply.content), str(reply.url), onward, kind)


def refused(host: str, status: int, words: str = "") -> NoAnswer:
    """What to say of a reply that is no 200."""
    hints = {
        401: "the token is not accepted: renew it or take it away",
        403: "this may need a token",
        404: "check the section's words and endpoint",
        422: "check the section's words",
    }
    return NoAnswer(f"{host} refuses the call ({status}{': ' + words if words else ''})", hints.get(status))


def said(body: bytes) -> str:
    """A server's own words about what was wrong, if it sent JSON that has them; one short line."""
    try:
        data = json.loads(body[:100_000])
    except (ValueError, RecursionError):
        return ""
    told = data if isinstance(data, dict) else {}
    words = next((told[key] for key in ("message", "reason", "error") if isinstance(told.get(key), str)), "")
    line = " ".join(words.split())
    return line if len(line) <= 120 else line[:119] + "…"


def as_json(reply: Reply) -> Any:
    """Return what the reply's JSON holds. Raises NoAnswer if it is none."""
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        raise NoAnswer(f"{httpx2.URL(reply.url).host} sends something that is not JSON") from None
