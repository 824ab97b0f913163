"""Hostile data: whatever names and texts come over the wire, the paper is printed, and says what it changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printpost.build import build
from printpost.newsroom.reader import read
from printpost.pressroom.press import Press
from printpost.wire.cleaning import (
    EMOJI,
    INVISIBLE,
    SHORTENED,
    address,
    cleaned,
    cleaned_name,
    shortened,
    shortened_name,
    without_markup,
)
from tests.yardsticks import texts

from .conftest import Paper
from .world import World, model, repository

COPY = " ".join(["The committee met again and agreed to go on as before, with one exception."] * 25)


@pytest.mark.parametrize(
    ("typed", "text", "done"),
    [
        ("  a \t b\nc ", "a b c", set()),
        ("YOLOv5 🚀 in PyTorch", "YOLOv5 in PyTorch", {EMOJI}),
        ("🤗 Transformers", "Transformers", {EMOJI}),
        ("👩‍💻 at work", "at work", {EMOJI}),
        ("a\u202eb\u200bc\x07d", "abcd", {INVISIBLE}),
        ("\U0001d544\U0001d560\U0001d555\U0001d556\U0001d55d", "Model", set()),
        ("e\u0301", "é", set()),
        ("Z" + "\u0353\u0354\u0355\u0356" + "o", "Z\u0353\u0354o", {INVISIBLE}),
        ("21°C © x™", "21°C © x™", set()),
        ("通义千问", "通义千问", set()),
        ("<b>bold</b> & so", "<b>bold</b> & so", set()),
        ("\ud800x", "x", {INVISIBLE}),
        (None, "", set()),
        (["a"], "", set()),
    ],
)
def test_text_is_cleaned_and_stays_text(typed: object, text: str, done: set[object]) -> None:
    """Control and format characters and pictographs go, dressed-up letters become plain, markup stays what it is."""
    found = cleaned(typed, 60)
    assert found.text == text
    assert set(found.done) == done


@pytest.mark.parametrize(
    ("line", "longest", "short"),
    [
        ("Financial data platform for analysts", 20, "Financial data…"),
        ("Financial data platform for analysts", 23, "Financial data…"),
        ("Financial data platform for analysts", 24, "Financial data platform…"),
        ("Donaudampfschifffahrtsgesellschaft", 12, "Donaudampfs…"),
        ("short", 5, "short"),
    ],
)
def test_a_text_is_shortened_between_words(line: str, longest: int, short: str) -> None:
    """Whole words and an ellipsis; a word that is too long by itself is cut."""
    assert shortened(line, longest) == short


@pytest.mark.parametrize(
    ("name", "longest", "short"),
    [
        ("Qwen2.5-Coder-32B-Instruct-abliterated-GGUF", 26, "Qwen2.5-Coder-…GGUF"),
        ("DeepPrep-Qwen3-14B", 26, "DeepPrep-Qwen3-14B"),
        ("a" * 60, 10, "aaaaaaaaa…"),
        ("stable-diffusion-xl-base-1.0-refiner", 26, "stable-diffusion-…refiner"),
    ],
)
def test_a_name_keeps_its_beginning_and_its_end(name: str, longest: int, short: str) -> None:
    """The end tells versions apart, so the middle goes."""
    assert shortened_name(name, longest) == short
    assert cleaned_name(name, longest).done == ({SHORTENED} if short != name else set())


@given(st.text(max_size=200), st.integers(8, 60))
def test_whatever_comes_is_one_printable_line_of_bounded_length(text: str, longest: int) -> None:
    """No text gets longer than asked, and cleaning it twice changes nothing more."""
    for clean in (cleaned, cleaned_name):
        found = clean(text, longest).text
        assert len(found) <= longest
        assert found.isprintable()
        assert found == found.strip()
        assert clean(found, longest).text == found


def test_the_words_of_html_are_taken_out_of_it() -> None:
    """A feed's text is HTML by agreement: its tags go and its entities are read."""
    assert without_markup("<p>Fish &amp; <b>chips</b><!-- x --></p>") == "Fish & chips"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.example/b?c=d", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a.example/ b", False),
        ("https://", False),
        ("https://a.example/\x07", False),
        ("https://a.example/" + "x" * 600, False),
        ("//a.example", False),
        (7, False),
    ],
)
def test_only_web_addresses_are_links(url: object, good: bool) -> None:
    """Anything else is left out; the row stays."""
    assert address(url) == (url if good else None)


HOSTILE = [
    "<script>alert(1)</script>",
    "</table></body>{{ 7*7 }}{% raw %}",
    "通义千问-7B",
    "نموذج-عربي",
    "🚀🚀🚀",
    "Привет-мир",
    "\u202egnp.exe",
    "a" * 180,
    "-" * 40,
    "'\"&lt;b&gt;",
    "%s%n%x{0}$(rm -rf)",
    "ℵ₀-модель-𝕏",
]


@pytest.mark.slow
def test_a_paper_full_of_hostile_names_is_printed(desk: Paper, world: World, press: Press) -> None:
    """Markup, templates, controls, pictographs, scripts without a font and names without end: the issue builds."""
    world.hub("models", lambda: [model(f"x{n}/{name}", 10) for n, name in enumerate(HOSTILE)])
    world.github(lambda: [repository(f"o{n}/{name}", 12_000, name * 3) for n, name in enumerate(HOSTILE)])
    url = world.url
    desk.orders(
        f'  models: {{source: models, count: 12, endpoint: "{url}/hub"}}\n'
        f'  repositories: {{source: repositories, count: 12, endpoint: "{url}/github"}}\n'
    )
    story = f"  - story: {{headline: A headline, copy: '{COPY}'}}\n"
    issue = desk.issue(
        "issue-1", f"{story}  - trending: {{source: wire/models}}\n  - trending: {{source: wire/repositories}}\n"
    )
    haul = desk.fetch()
    assert not haul.failed
    report = build(issue, press=press, force=True)
    printed = " ".join("\n".join(texts(report.output.read_bytes())).split())
    assert "<script>alert(1)</script>" in printed
    assert "TongYiQianWen-7B" in printed
    assert "Привет-мир" in printed
    assert "gnp.exe" in printed
    said = [problem.message for problem in report.warnings]
    assert any("'通义千问-7B' is printed as 'TongYiQianWen-7B'" in message for message in said)


TEXTS = st.text(max_size=60)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, st.integers(-5, 10**18)), max_size=6))
def test_whatever_a_server_lists_can_be_read_by_the_newsroom(
    desk: Paper, world: World, rows: list[tuple[str, str, int]]
) -> None:
    """Fetched, frozen and read back without an error, whatever names, descriptions and counts come."""
    world.github(lambda: [repository("a/" + name, stars, about) for name, about, stars in rows])
    desk.orders(f'  repositories: {{source: repositories, endpoint: "{world.url}/github"}}\n')
    issue = desk.issue("issue-1", "  - notice: {text: x}\n  - trending: {source: wire}\n")
    desk.fetch(refresh=True)
    assert read(issue).issue.contents


def test_a_frozen_file_in_strange_hands_is_refused(desk: Paper) -> None:
    """One that is not as it was written is named, with what to do; nothing is printed from it."""
    issue = desk.issue("issue-1", "  - trending: {source: wire/models}\n")
    desk.fetch()
    path = Path(desk.folder / "issue-1.wire.json")
    data = json.loads(path.read_text())
    data["sections"]["models"]["rows"][0]["url"] = "javascript:alert(1)"
    path.write_text(json.dumps(data))
    from printpost.problems import BadInput

    with pytest.raises(BadInput, match="'javascript:alert\\(1\\)' is not a link that can be printed"):
        read(issue)
