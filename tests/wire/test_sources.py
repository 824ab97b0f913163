"""The sources: what each asks its server, and what it makes of the answer. The clients are the real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from printpost.wire.frozen import Row
from printpost.wire.orders import Order
from printpost.wire.weather import sky

from .conftest import RSS, Paper
from .world import Reply, World, as_json, dataset, model, paper, repository

HUB = "/hub/api/models"
GITHUB = "/github/search/repositories"


def rows(desk: Paper, orders: str, name: str, **asked: Any) -> tuple[Row, ...]:
    """What an order brings."""
    desk.orders(orders)
    haul = desk.fetch(**asked)
    assert not haul.failed, haul.failed
    return desk.frozen().sections[name].rows


def failure(desk: Paper, orders: str, name: str, **asked: Any) -> str:
    """Why an order brings nothing."""
    desk.orders(orders)
    return desk.fetch(**asked).failed[name].reason


# -- the Hub


def test_models_are_asked_for_by_trend_and_filters(desk: Paper, world: World) -> None:
    """The Hub's own words for sorting and filtering."""
    order = (
        '  m: {source: models, author: org, search: math, tags: [gguf, en], task: text-generation, endpoint: "{hub}"}\n'
    )
    rows(desk, order, "m")
    (call,) = world.asked(HUB)
    assert call.query["sort"] == ["trendingScore"]
    assert call.query["limit"] == ["50"]
    assert (call.query["author"], call.query["search"]) == (["org"], ["math"])
    assert call.query["filter"] == ["gguf", "en"]
    assert call.query["pipeline_tag"] == ["text-generation"]
    assert "printpost/" in call.headers["user-agent"]
    assert "hf_hub/" in call.headers["user-agent"]


def test_a_model_is_told_by_its_author_and_task(desk: Paper, world: World) -> None:
    """Name, gloss, link and figures; one without a task or an author does without."""
    world.hub(
        "models", lambda: [model("emarro/kmer", 214, 1000, 77, "feature-extraction"), model("gpt2", 5, task=None)]
    )
    first, second = rows(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m")
    assert first == Row(
        1,
        "emarro/kmer",
        "kmer",
        "emarro, feature extraction",
        "https://huggingface.co/emarro/kmer",
        {"likes": 214, "downloads": 1000, "score": 77},
    )
    assert (second.name, second.text) == ("gpt2", None)


def test_pages_of_the_hub_are_followed(desk: Paper, world: World) -> None:
    """By the Link header, until there are enough."""
    world.hub("models", lambda: [model(f"a/m{n}", 100 - n) for n in range(45)], page=20)
    found = rows(desk, '  m: {source: models, count: 42, endpoint: "{hub}"}\n', "m")
    assert [row.name for row in found] == [f"m{n}" for n in range(42)]
    assert len(world.asked(HUB)) == 3


def test_data_sets_and_spaces(desk: Paper, world: World) -> None:
    """Each with its own path on the Hub."""
    orders = '  d: {source: datasets, endpoint: "{hub}"}\n  s: {source: spaces, endpoint: "{hub}"}\n'
    assert rows(desk, orders, "d")[0].url == "https://huggingface.co/datasets/org/common-voice"
    assert desk.frozen().sections["s"].rows[0].figures == {"likes": 31, "score": 3}


def test_private_and_nameless_entries_are_left_out(desk: Paper, world: World) -> None:
    """A token may see what readers may not."""
    hidden = model("a/secret") | {"private": True}
    world.hub("models", lambda: [hidden, model("a/\u200b"), model("a/fine"), model("a/fine")])
    assert [row.id for row in rows(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m")] == ["a/fine"]


def test_papers_stand_by_upvotes_with_their_authors(desk: Paper, world: World) -> None:
    """Of the issue's own day if that is asked for."""
    world.papers(
        lambda: [
            paper("2604.1", "One", 3, ("Ada Marsh",)),
            paper("2604.2", "A longer title: of two parts", 31, ("A", "B", "C")),
            paper("2604.3", "No authors", 0, ()),
        ]
    )
    found = rows(desk, '  p: {source: papers, today: true, endpoint: "{hub}"}\n', "p")
    assert [(row.name, row.text, row.figures["upvotes"]) for row in found] == [
        ("A longer title: of two parts", "A and 2 others", 31),
        ("One", "Ada Marsh", 3),
        ("No authors", None, 0),
    ]
    assert found[0].url == "https://arxiv.org/abs/2604.2"
    assert world.asked("/hub/api/daily_papers")[0].query["date"] == ["2026-04-25"]


def test_no_token_goes_to_another_hub(desk: Paper, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint of a section's own is called without the token of the environment."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    rows(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m")
    assert "authorization" not in world.asked(HUB)[0].headers


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (as_json({"error": "Invalid credentials"}, 401), "127.0.0.1 refuses the call (401: Invalid credentials)"),
        (Reply(200, b"<html>"), "127.0.0.1 sends something else than its lists"),
        (as_json({"not": "a list"}), "127.0.0.1 sends something else than its lists"),
        (as_json([{"no": "id"}]), "127.0.0.1 sends something else than its lists"),
        (
            Reply(429, headers={"Retry-After": "999"}),
            "127.0.0.1 has had enough calls from here (rate limit); it asks to be called again in 17 minutes",
        ),
    ],
)
def test_what_the_hub_may_say_instead(desk: Paper, world: World, reply: Reply, reason: str) -> None:
    """Refusals, pages of HTML and other shapes are told, once, in an editor's words."""
    world.script(HUB, reply)
    assert failure(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m") == reason
    assert len(world.asked(HUB)) == 1


def test_the_hub_is_called_again_by_the_line_alone(desk: Paper, world: World) -> None:
    """Three tries in all: the library's own tries do not multiply them."""
    world.script(HUB, *[Reply(503)] * 9)
    assert failure(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m") == (
        "127.0.0.1 is out of order (503), tried 3 times"
    )
    assert len(world.asked(HUB)) == 3


def test_the_library_has_its_own_client_back_afterwards(desk: Paper, world: World) -> None:
    """Whoever uses huggingface_hub in the same process finds it as it was."""
    from huggingface_hub import get_session

    rows(desk, '  m: {source: models, endpoint: "{hub}"}\n', "m")
    assert get_session().headers["accept-encoding"] != "gzip"


# -- GitHub


def test_repositories_are_asked_for_in_githubs_words(desk: Paper, world: World) -> None:
    """Topics, language, stars and the last push as qualifiers; most stars first."""
    order = (
        "  r: {source: repositories, search: forecast, topics: [ai, weather], language: Jupyter Notebook, stars: 500,"
        ' pushed: 7, endpoint: "{github}"}\n'
    )
    rows(desk, order, "r")
    (call,) = world.asked(GITHUB)
    assert call.query["q"] == [
        'forecast topic:ai topic:weather language:"Jupyter Notebook" stars:>=500 pushed:>=2026-04-18'
    ]
    assert (call.query["sort"], call.query["order"], call.query["per_page"]) == (["stars"], ["desc"], ["50"])
    assert call.headers["accept"] == "application/vnd.github+json"
    assert call.headers["x-github-api-version"] == "2022-11-28"


def test_a_repository_is_told_by_its_description(desk: Paper, world: World) -> None:
    """Its pictographs go, its length is bounded, and that is noted."""
    about = "YOLOv5 🚀 in PyTorch > ONNX > CoreML > TFLite, " + "with many words " * 20
    world.github(lambda: [repository("ultralytics/yolov5", 56_800, about), repository("a/b", 9, None)])
    first, second = rows(desk, '  r: {source: repositories, endpoint: "{github}"}\n', "r")
    assert first.text is not None
    assert first.text.startswith("YOLOv5 in PyTorch > ONNX > CoreML > TFLite, with many words")
    assert first.text.endswith("…")
    assert len(first.text) <= 110
    assert (first.url, first.figures) == ("https://github.com/ultralytics/yolov5", {"stars": 56_800, "forks": 5680})
    assert second.text is None
    assert desk.frozen().sections["r"].notes == ("pictographs left out in 1 of 2 rows", "shortened in 1 of 2 rows")


def test_pages_of_github_are_followed(desk: Paper, world: World) -> None:
    """By the Link header, without a repeat."""
    world.github(lambda: [repository(f"a/r{n}", 1000 - n) for n in range(30)], page=12)
    found = rows(desk, '  r: {source: repositories, count: 28, endpoint: "{github}"}\n', "r")
    assert [row.name for row in found] == [f"r{n}" for n in range(28)]
    assert len(world.asked(GITHUB)) == 3


def test_a_page_on_another_server_is_not_fetched(desk: Paper, world: World) -> None:
    """Where a Link leads elsewhere, nothing is asked and no token goes there."""
    items = {"total_count": 2, "items": [repository("a/b", 5)]}
    world.script(GITHUB, as_json(items, headers={"Link": '<http://127.0.0.2:9/x>; rel="next"'}))
    assert "leads on to another server" in failure(desk, '  r: {source: repositories, endpoint: "{github}"}\n', "r")


def test_the_token_goes_to_github_alone(desk: Paper, world: World) -> None:
    """To the server that GITHUB_API_URL names; a section's own endpoint gets none."""
    orders = "  r: {source: repositories}\n"
    environment = {"GITHUB_TOKEN": "secret", "GITHUB_API_URL": f"{world.url}/github"}
    rows(desk, orders, "r", environment=environment)
    assert world.asked(GITHUB)[0].headers["authorization"] == "Bearer secret"
    elsewhere = {"GITHUB_TOKEN": "secret", "GITHUB_API_URL": "https://github.example/api/v3"}
    rows(desk, '  r: {source: repositories, endpoint: "{github}"}\n', "r", environment=elsewhere, refresh=True)
    assert "authorization" not in world.asked(GITHUB)[1].headers


def test_github_is_asked_whether_anything_has_changed(desk: Paper, world: World) -> None:
    """A conditional call costs nothing of the rate limit; its 304 brings the same rows."""
    orders = '  r: {source: repositories, endpoint: "{github}"}\n'
    before = rows(desk, orders, "r")
    after = rows(desk, orders, "r", refresh=True)
    assert before == after
    first, second = world.asked(GITHUB)
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"].startswith('W/"')


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (
            as_json(
                {"message": "API rate limit exceeded"},
                403,
                {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999", "X-GitHub-Request-Id": "A"},
            ),
            "127.0.0.1 has had enough calls from here (rate limit)",
        ),
        (
            as_json({"message": "You have exceeded a secondary rate limit"}, 403, {"Retry-After": "60"}),
            "127.0.0.1 has had",
        ),
        (as_json({"message": "Bad credentials"}, 401), "127.0.0.1 refuses the call (401: Bad credentials)"),
        (as_json({"message": "Validation Failed", "errors": []}, 422), "127.0.0.1 refuses the call (422: Validation"),
        (as_json({"total_count": 0}), "127.0.0.1 sends data of an unknown shape"),
        (as_json([1]), "127.0.0.1 sends data of an unknown shape"),
        (Reply(200, b'{"items": ['), "127.0.0.1 sends something that is not JSON"),
    ],
)
def test_what_github_may_say_instead(desk: Paper, world: World, reply: Reply, reason: str) -> None:
    """Rate limits, refusals and other shapes."""
    world.script(GITHUB, reply)
    assert failure(desk, '  r: {source: repositories, endpoint: "{github}"}\n', "r").startswith(reason)
    assert len(world.asked(GITHUB)) == 1


def test_entries_of_another_shape_are_left_out(desk: Paper, world: World) -> None:
    """The rest of the list still comes; figures that cannot be are not taken."""
    odd = [7, None, {}, {"full_name": 3, "name": []}, repository("a/b", 5) | {"stargazers_count": "many"}]
    world.github(lambda: [*odd, repository("c/d", 9)])
    found = rows(desk, '  r: {source: repositories, endpoint: "{github}"}\n', "r")
    assert [(row.id, row.figures.get("stars")) for row in found] == [("a/b", None), ("c/d", 9)]


def test_an_empty_answer_is_an_empty_section(desk: Paper, world: World) -> None:
    """Nothing found is no failure."""
    world.github(list)
    world.hub("models", list)
    orders = '  r: {source: repositories, endpoint: "{github}"}\n  m: {source: models, endpoint: "{hub}"}\n'
    assert rows(desk, orders, "r") == ()
    assert desk.frozen().sections["m"].rows == ()


# -- weather


def test_the_weather_of_the_day_at_a_place(desk: Paper, world: World) -> None:
    """A town is looked up, the right one by its country; the forecast is of the issue's day."""
    (row,) = rows(desk, '  w: {source: weather, place: "Manchester, United Kingdom", endpoint: "{url}"}\n', "w")
    assert (row.text, row.figures) == ("6°C, cloudy", {"code": 3, "high": 6, "low": 1})
    (call,) = world.asked("/v1/forecast")
    assert (call.query["latitude"], call.query["longitude"]) == (["53.4809"], ["-2.2374"]) or (
        call.query["latitude"] == ["53.4810"]
    )
    assert call.query["start_date"] == call.query["end_date"] == ["2026-04-25"]
    assert call.query["temperature_unit"] == ["celsius"]


def test_a_place_by_its_position_is_not_looked_up(desk: Paper, world: World) -> None:
    """Latitude and longitude are enough; Fahrenheit is said so."""
    world.weather(95, -0.4, -3)
    order = '  w: {source: weather, latitude: 53.48, longitude: -2.24, units: fahrenheit, endpoint: "{url}"}\n'
    (row,) = rows(desk, order, "w")
    assert row.text == "0°F, thunder"
    assert not world.asked("/v1/search")


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        (0, "en-GB", "clear"),
        (63, "de", "Regen"),
        (86, "fr-CH", "averses de neige"),
        (3, "pl", "cloudy"),
        (999, "en", "cloudy"),
    ],
)
def test_codes_are_told_in_the_papers_language(code: int, language: str, words: str) -> None:
    """English where the table lacks a language; a code that is none is a cloud."""
    assert sky(code, language) == words


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (
            as_json({"error": True, "reason": "Parameter out of range"}, 400),
            "127.0.0.1 refuses the call (400: Parameter",
        ),
        (as_json({"daily": {"time": []}}), "127.0.0.1 sends data of an unknown shape"),
        (
            as_json({"daily": {"time": ["2026-04-25"], "weather_code": [3], "temperature_2m_max": [None]}}),
            "127.0.0.1 sends data",
        ),
        (
            as_json(
                {
                    "daily": {
                        "time": ["2026-04-25"],
                        "weather_code": [3],
                        "temperature_2m_max": [900],
                        "temperature_2m_min": [3],
                    }
                }
            ),
            "127.0.0.1 sends temperatures that cannot be",
        ),
    ],
)
def test_what_the_weather_may_say_instead(desk: Paper, world: World, reply: Reply, reason: str) -> None:
    """Refusals with their reason, days that are missing, heat that is not of this world."""
    world.script("/v1/forecast", reply)
    order = '  w: {source: weather, latitude: 53.48, longitude: -2.24, endpoint: "{url}"}\n'
    assert failure(desk, order, "w").startswith(reason)


def test_a_place_that_is_not_found(desk: Paper, world: World) -> None:
    """Is named, with the way round."""
    desk.orders('  w: {source: weather, place: Nowhere, endpoint: "{url}"}\n')
    why = desk.fetch().failed["w"]
    assert (why.reason, why.hint) == ("there is no place called Nowhere", "write its latitude and longitude instead")


# -- feeds

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:x</id><updated>2026-04-24T00:00:00Z</updated>
<entry><title type="html">A &lt;em&gt;very&lt;/em&gt; old note</title><id>urn:1</id><link href="/one"/>
<updated>2026-01-01T00:00:00Z</updated><summary>Text &amp;amp; more</summary></entry>
<entry><title>New</title><id>urn:2</id><link href="javascript:alert(1)"/><updated>2026-04-24T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Fresh <script>x()</script>words.</p></div></content>
</entry>
</feed>"""
FEED = '  n: {source: feed, url: "{url}/feed.xml"}\n'


def test_rss_is_read_newest_first_and_without_markup(desk: Paper) -> None:
    """Tags, scripts and entities in a feed's HTML are read as words."""
    assert [(row.name, row.text, row.url) for row in rows(desk, FEED, "n")] == [
        ("First", "A note with a link.", "https://notes.example/1"),
        ("Second & last", "An older note.", "https://notes.example/2"),
    ]


def test_atom_is_read(desk: Paper, world: World) -> None:
    """Relative links are made whole, links that are none are left out."""
    world.feed(ATOM, "application/atom+xml")
    assert [(row.name, row.text, row.url) for row in rows(desk, FEED, "n")] == [
        ("New", "Fresh words.", None),
        ("A very old note", "Text & more", f"{world.url}/one"),
    ]


def test_a_feed_that_is_none(desk: Paper, world: World) -> None:
    """A page of HTML, an empty body or the name of a feed on this machine bring nothing: no file is opened."""
    here = desk.folder / "secret.xml"
    here.write_bytes(RSS)
    for body in (b"<html><body>Hello</body></html>", b"", str(here).encode(), here.as_uri().encode()):
        world.feed(body, "text/html")
        assert failure(desk, FEED, "n", refresh=True) == "127.0.0.1 sends something that is no feed"


def test_a_feed_that_breaks_off_gives_what_it_had(desk: Paper, world: World) -> None:
    """The parser is lenient with broken XML; entities do not explode."""
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        + b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(ord("b"), ord("k")))
        + b"]>"
    )
    item = b"<item><title>One</title><guid>1</guid></item>"
    world.feed(b'<rss version="2.0"><channel>' + item + b"<item><title>Tw")
    assert rows(desk, FEED, "n")[0].name == "One"
    world.feed(laughs + b'<rss version="2.0"><channel><item><title>&k;</title><guid>2</guid></item></channel></rss>')
    desk.fetch(refresh=True)
    assert all(len(row.name) <= 90 for row in desk.frozen().sections["n"].rows)


# -- orders


def test_a_list_has_the_same_name_however_it_is_printed() -> None:
    """The ledger's key is the question: filters count, the number of rows and their looks do not."""
    plain = Order("a", "models", asked={"author": "org"})
    assert plain.key == Order("b", "models", count=9, asked={"author": "org", "tags": ()}, change="rank").key
    assert plain.key != Order("a", "models", asked={"author": "other"}).key
    assert plain.key != Order("a", "datasets", asked={"author": "org"}).key


def test_the_issues_day_is_asked_for(desk: Paper, world: World) -> None:
    """Not today's."""
    issue = desk.issue()
    issue.write_text(issue.read_text().replace("2026-04-25", "2026-02-15"))
    rows(desk, '  w: {source: weather, latitude: 1, longitude: 2, endpoint: "{url}"}\n', "w")
    assert world.asked("/v1/forecast")[0].query["start_date"] == [str(dt.date(2026, 2, 15))]
    assert dataset("a/b")["author"] == "a"
