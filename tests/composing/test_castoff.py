"""Casting off: each depth measured once, in one render, and as true of a skeleton as of the real thing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from markupsafe import Markup

from printpost.composing.castoff import Cast, block_html, cast_off, skeleton
from printpost.composing.composition import Edition
from printpost.composing.fragments import Fragment
from printpost.composing.lineage import load_layout
from printpost.composing.scripts import script_of
from printpost.composing.stylesheet import stylesheet
from printpost.premises import layouts_folder
from printpost.pressroom.press import Press
from tests.composing.specimen import elements


class Tape:
    """A measure that writes down which blocks it was asked for; all are ten points deep."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, html: str, /) -> Mapping[str, float]:
        """The depths of all blocks."""
        ids = [element.attributes["id"] for element in elements(html) if "block" in element.classes]
        self.asked.append(ids)
        return dict.fromkeys(ids, 10.0)


def fragment(key: str, html: str, width: float = 120.0) -> Fragment:
    """A fragment of a head."""
    return Fragment(key, "head", Markup(html), width)


def test_all_fragments_are_measured_in_one_render() -> None:
    """One question, whatever the number of blocks; every key gets its depth."""
    tape = Tape()
    depths = cast_off([fragment("a", "<p>one</p>"), fragment("b", "<p>two</p>")], "", tape)
    assert {key: cast.depth for key, cast in depths.items()} == {"a": 10.0, "b": 10.0}
    assert tape.asked == [["a", "b"]]


def test_a_depth_once_measured_is_remembered() -> None:
    """The same content at the same width is not measured again; another width or content is."""
    tape, memory = Tape(), dict[str, Cast]()
    cast_off([fragment("a", "<p>one</p>")], "", tape, memory)
    depths = cast_off([fragment("z", "<p>one</p>")], "", tape, memory)
    assert depths == {"z": Cast(10.0)}
    assert tape.asked == [["a"]]
    cast_off([fragment("b", "<p>one</p>", 250.0), fragment("c", "<p>two</p>")], "", tape, memory)
    assert tape.asked[1:] == [["b", "c"]]


def test_heads_of_as_many_lines_are_measured_once() -> None:
    """Lines that were broken before are as deep whatever they say."""
    tape = Tape()
    heads = [
        fragment(key, f'<h2><span class="line">{text} </span></h2>')
        for key, text in (("a", "One"), ("b", "Two &amp; 3"))
    ]
    assert cast_off(heads, "", tape) == {"a": Cast(10.0), "b": Cast(10.0)}
    assert tape.asked == [["a"]]


def test_every_block_carries_its_end_marker() -> None:
    """The press measures from an element to the marker named after it, which stands last inside it."""
    (block, *_, marker) = elements(str(block_html(fragment("a.b", "<p>one</p>"), "--x:0pt")))
    assert block.attributes["id"] == "a.b"
    assert marker.attributes["id"] == "a.b.end"
    assert marker.around == ("div",)


def test_a_skeleton_is_as_deep_as_its_fragment(edition: Edition, press: Press) -> None:
    """Every head, panel and inset of a real issue measures the same with its own words and drawings, to 0.01 pt."""
    fragments = list(edition.desk.fragments.values())
    assert len(fragments) > 40
    assert any(skeleton(fragment).html != fragment.html for fragment in fragments)
    body = Markup("").join(block_html(each, f"--x:0pt;--y:0pt;--w:{each.width:.3f}pt") for each in fragments)
    html = (
        "<!DOCTYPE html><html><head><title>-</title><style>@page{size:4000pt 12000pt;margin:0}"
        f"{edition.css}</style></head><body>{body}</body></html>"
    )
    real = press.measure(html, edition.layout.folders)
    for each in fragments:
        assert edition.depths[each.key] == pytest.approx(real[each.key], abs=0.01), each.key


@pytest.mark.parametrize("name", ["morning", "letter"])
def test_what_the_renderer_breaks_is_as_deep_as_without_marks(name: str, press: Press) -> None:
    """Cutlines with credits and panels with labels measure what they print at any width: a mark is a place where a line
    may be broken.
    """
    layout = load_layout(name, (layouts_folder(),))
    css = stylesheet(layout, script_of("en-GB"))
    words = "The company did not reply to four letters, two telephone calls and a visit."
    text = f'<p class="cutline">{words} <span class="credit">Tom Okonkwo</span></p>'
    label = '<h2 class="label{}"><b>Concludes, was responsible for most</b></h2><p>1</p>'
    cuts = [Fragment(f"cut{n}", "cut", Markup(text), 100.0 + n * 1.513) for n in range(50)]
    for parts in ("", " parts"):
        panel = Markup(label).format(parts)
        cuts += [Fragment(f"label{parts.strip()}{n}", "panel", panel, 100.0 + n * 0.757) for n in range(110)]
    body = Markup("").join(block_html(each, f"--x:0pt;--y:0pt;--w:{each.width:.3f}pt") for each in cuts)
    html = f"<!DOCTYPE html><html><head><title>-</title><style>{css}</style></head><body>{body}</body></html>"
    real = press.measure(html, layout.folders)
    cast = cast_off(cuts, css, lambda page: press.measure(page, layout.folders))
    assert {key: each.depth for key, each in cast.items()} == pytest.approx(real, abs=0.01)
    assert len(set(real.values())) > 1


def test_only_what_the_renderer_broke_is_measured_again(edition: Edition, press: Press) -> None:
    """A byline in one line is asked for once; one that runs on into a second line once more, without its marks."""
    asked: list[list[str]] = []

    def measure(html: str) -> Mapping[str, float]:
        asked.append([element.attributes["id"] for element in elements(html) if "block" in element.classes])
        return press.measure(html, edition.layout.folders)

    heads = [
        Fragment("short", "head level-brief", Markup('<p class="byline">A. Osei</p>'), 120.0),
        Fragment("long", "head level-brief", Markup(f'<p class="byline">{"Adwoa Osei " * 9}</p>'), 120.0),
    ]
    cast = cast_off(heads, edition.css, measure)
    assert asked == [["short", "long"], ["long"]]
    assert cast["short"].lines["byline"][0] == cast["short"].lines["byline"][1] < cast["long"].lines["byline"][1]
