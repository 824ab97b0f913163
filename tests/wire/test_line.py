"""The line, against a real server that is slow, silent, rude, endless or broken."""

from __future__ import annotations

import email.utils
import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from printpost.wire.ledger import Ledger
from printpost.wire.line import Line, NoAnswer, Patience, as_json, get, open_client

from .conftest import QUICK
from .world import Reply, World
from .world import as_json as json_reply

FINE = json_reply({"fine": True})


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    """A client with little patience."""
    with open_client(QUICK) as found:
        yield found


def why(client: httpx2.Client, url: str) -> NoAnswer:
    """Why a call gave nothing."""
    with pytest.raises(NoAnswer) as refusal:
        get(client, url)
    return refusal.value


def test_a_reply_comes_whole(world: World, client: httpx2.Client) -> None:
    """Body, type and the client's name."""
    world.script("/x", FINE)
    reply = get(client, f"{world.url}/x", asked={"a": "b c"})
    assert as_json(reply) == {"fine": True}
    (call,) = world.asked("/x")
    assert call.query == {"a": ["b c"]}
    assert call.headers["user-agent"].startswith("printpost/")
    assert call.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_out_of_order_is_called_again(world: World, client: httpx2.Client, status: int) -> None:
    """Twice it fails, the third call is answered."""
    world.script("/x", Reply(status), Reply(status), FINE)
    assert as_json(get(client, f"{world.url}/x")) == {"fine": True}
    assert len(world.asked("/x")) == 3


def test_tries_come_to_an_end(world: World, client: httpx2.Client) -> None:
    """As many as were allowed, and then the reason with their number."""
    world.script("/x", *[Reply(500)] * 9)
    assert why(client, f"{world.url}/x").reason == "127.0.0.1 is out of order (500), tried 3 times"
    assert len(world.asked("/x")) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422, 301])
def test_a_refusal_is_not_repeated(world: World, client: httpx2.Client, status: int) -> None:
    """Asking again would not help; what the server says of it is told."""
    world.script("/x", json_reply({"message": "not\nlike this"}, status), FINE)
    assert why(client, f"{world.url}/x").reason == f"127.0.0.1 refuses the call ({status}: not like this)"
    assert len(world.asked("/x")) == 1


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {"Retry-After": "7"}),
        (503, {"Retry-After": "7"}),
        (403, {"Retry-After": "7"}),
        (429, {"RateLimit": '"api";r=0;t=7', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'}),
    ],
)
def test_the_pause_that_a_server_asks_for_is_kept(world: World, status: int, headers: dict[str, str]) -> None:
    """Retry-After in seconds, or the Hub's own header, goes before our own back-off."""
    world.script("/x", Reply(status, headers=headers), FINE)
    pauses: list[float] = []
    patience = Patience(tries=3, longest_pause=10, total=60)
    with httpx2.Client(transport=Line(patience, sleep=pauses.append)) as client:
        get(client, f"{world.url}/x")
    assert pauses == [7.0]


def test_a_pause_may_be_a_date(world: World) -> None:
    """Retry-After as an HTTP date, and GitHub's reset as seconds since 1970."""
    later = time.time() + 9
    world.script(
        "/x",
        Reply(429, headers={"Retry-After": email.utils.formatdate(later, usegmt=True)}),
        Reply(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(later))}),
        FINE,
    )
    pauses: list[float] = []
    with httpx2.Client(transport=Line(Patience(longest_pause=20, total=60), sleep=pauses.append)) as client:
        get(client, f"{world.url}/x")
    assert len(pauses) == 2
    assert all(5 < pause < 10 for pause in pauses)


def test_back_off_grows(world: World) -> None:
    """Without a word from the server each pause is about twice the last."""
    world.script("/x", *[Reply(500)] * 5)
    pauses: list[float] = []
    line = Line(Patience(tries=4, first_pause=1, longest_pause=60, total=600), sleep=pauses.append)
    with httpx2.Client(transport=line) as client, pytest.raises(NoAnswer):
        get(client, f"{world.url}/x")
    assert [int(pause) for pause in pauses] == [1, 2, 4] or all(
        low <= pause <= low + 1 for pause, low in zip(pauses, (1, 2, 4), strict=True)
    )


def test_an_unbearable_pause_is_not_waited_for(world: World) -> None:
    """An hour is too long for a morning paper: the call ends at once and says when to come back."""
    world.script("/x", Reply(429, headers={"Retry-After": "3600"}), FINE)
    pauses: list[float] = []
    line = Line(Patience(longest_pause=60, total=100_000), sleep=pauses.append)
    with httpx2.Client(transport=line) as client:
        failure = why(client, f"{world.url}/x")
    assert pauses == []
    assert failure.reason == (
        "127.0.0.1 has had enough calls from here (rate limit); it asks to be called again in 60 minutes"
    )
    assert len(world.asked("/x")) == 1


def test_a_silent_server_is_given_up(world: World) -> None:
    """It takes the call and says nothing."""
    world.script("/x", *[Reply(wait=30)] * 3)
    with open_client(Patience(silence=0.2, tries=2, first_pause=0.01, total=5)) as client:
        assert why(client, f"{world.url}/x").reason == "127.0.0.1 does not answer in time, tried 2 times"


def test_a_dripping_server_is_given_up(world: World) -> None:
    """A byte now and then keeps a connection alive for ever; the clock ends it."""
    world.script("/x", Reply(200, b"x" * 1000, drip=0.05))
    with open_client(Patience(silence=1, tries=1, total=0.6)) as client:
        assert "takes more than 0.6 seconds to answer" in why(client, f"{world.url}/x").reason


def test_a_reply_that_breaks_off_is_asked_for_again(world: World, client: httpx2.Client) -> None:
    """Half a body is no body."""
    cut = Reply(200, b'{"fine": true, "rest": "' + b"x" * 500, {"Content-Length": "2000"}, cut=100)
    world.script("/x", cut, FINE)
    assert as_json(get(client, f"{world.url}/x")) == {"fine": True}
    world.script("/x", cut, cut, cut)
    assert "breaks off in the middle of its reply" in why(client, f"{world.url}/x").reason


def test_a_huge_reply_is_not_taken(world: World, client: httpx2.Client) -> None:
    """Neither one that says how huge it is, nor one that never ends."""
    world.script("/x", Reply(200, b"x", {"Content-Length": str(10**9)}, cut=1))
    assert why(client, f"{world.url}/x").reason == "the reply of 127.0.0.1 is too large: more than 0.3 MB"
    world.script("/x", Reply(200, endless=True))
    assert "too large" in why(client, f"{world.url}/x").reason


def test_a_packed_reply_is_unpacked_up_to_the_limit(world: World, client: httpx2.Client) -> None:
    """Gzip is read; a bomb is stopped where it passes the limit; other packings were not asked for."""
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    world.script("/x", Reply(200, gzip.compress(b'{"fine": true}'), packed))
    assert as_json(get(client, f"{world.url}/x")) == {"fine": True}
    world.script("/x", Reply(200, gzip.compress(b" " * 30_000_000), packed))
    assert "too large" in why(client, f"{world.url}/x").reason
    world.script("/x", Reply(200, b"x", {"Content-Encoding": "br"}))
    assert "packs its reply" in why(client, f"{world.url}/x").reason
    world.script("/x", *[Reply(200, b"no gzip", packed)] * 3)
    assert "cannot be unpacked" in why(client, f"{world.url}/x").reason


def test_redirects_are_followed_a_little(world: World, client: httpx2.Client) -> None:
    """A few are; a circle is not."""
    world.script("/a", Reply(301, headers={"Location": "/b"}))
    world.script("/b", Reply(302, headers={"Location": f"{world.url}/c"}))
    world.script("/c", FINE)
    assert get(client, f"{world.url}/a").url == f"{world.url}/c"
    world.rules["/round"] = lambda _: Reply(302, headers={"Location": "/round"})
    assert "round in circles" in why(client, f"{world.url}/round").reason
    world.script("/file", Reply(302, headers={"Location": "file:///etc/passwd"}))
    assert "is not an address that can be called" in why(client, f"{world.url}/file").reason


@pytest.mark.parametrize(
    ("start", "location", "followed"),
    [
        ("https", "http://b.example/y", False),
        ("https", "https://b.example/y", True),
        ("https", "/y", True),
        ("http", "https://b.example/y", True),
        ("http", "http://b.example/y", True),
    ],
)
def test_a_secure_call_is_not_led_onto_an_insecure_line(
    client: httpx2.Client, start: str, location: str, followed: bool
) -> None:
    """From https to http the wire does not follow. (The replies are made up: loopback has no certificate.)"""

    def reply(request: httpx2.Request) -> httpx2.Response:
        return (
            httpx2.Response(302, headers={"Location": location}) if request.url.path == "/x" else httpx2.Response(200)
        )

    made_up = httpx2.MockTransport(reply)
    with httpx2.Client(transport=made_up, event_hooks=client.event_hooks, follow_redirects=True) as caller:
        if followed:
            assert get(caller, f"{start}://a.example/x").url.endswith("/y")
        else:
            with pytest.raises(NoAnswer, match=r"a\.example leads on to an insecure address"):
                get(caller, f"{start}://a.example/x")


@pytest.mark.parametrize("url", ["ftp://a.example/x", "nonsense", "http://", "http://a.example:port/"])
def test_an_address_that_is_none_is_told(client: httpx2.Client, url: str) -> None:
    """Nothing is called."""
    assert "called" in why(client, url).reason


def test_nobody_at_the_other_end(client: httpx2.Client) -> None:
    """A port where nobody listens."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failure = why(client, f"http://127.0.0.1:{port}/")
    assert failure.reason == "127.0.0.1 cannot be reached, tried 3 times"
    assert failure.hint


def test_what_is_not_json_is_told(world: World, client: httpx2.Client) -> None:
    """An error page, half an object, or nesting without end."""
    for body in (b"<html>", b'{"a": ', b"", b"[" * 100_000, b"\xff\xfe"):
        world.script("/x", Reply(200, body))
        with pytest.raises(NoAnswer, match="not JSON"):
            as_json(get(client, f"{world.url}/x"))


def test_an_unchanged_reply_is_not_sent_again(world: World, client: httpx2.Client, tmp_path: Path) -> None:
    """With a memory the call carries the last ETag and date, and 304 stands for the body that is kept."""
    memory = Ledger(tmp_path / "ledger.sqlite3")
    modified = "Fri, 24 Apr 2026 05:00:00 GMT"
    world.script("/x", json_reply({"n": 1}, headers={"ETag": 'W/"1"', "Last-Modified": modified}))
    world.script("/x", Reply(304), json_reply({"n": 2}), Reply(304))
    bodies = [as_json(get(client, f"{world.url}/x", memory=memory)) for _ in range(3)]
    assert bodies == [{"n": 1}, {"n": 1}, {"n": 2}]
    sent = [(call.headers.get("if-none-match"), call.headers.get("if-modified-since")) for call in world.asked("/x")]
    assert sent == [(None, None), ('W/"1"', modified), ('W/"1"', modified)]
    with pytest.raises(NoAnswer, match="refuses the call \\(304\\)"):
        get(client, f"{world.url}/x")
