"""Random but realistic issues: a seed and a size go in, the YAML of an issue comes out, the same for the same seed.

Sizes run from 2 items to 60. Stories are many short ones and a few long ones, as in a newspaper; heads, insets, panels
and everything that copy may hold occur about as often as they do there. `write` puts the issue into a folder with a
publication and the pictures that it may name, so that it builds.
"""

import math
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from PIL import Image

from tests.bench.stock import ENGLISH, OTHERS, Tongue

LEAST_ITEMS, MOST_ITEMS = 2, 60
SHORTEST, LONGEST = 30, 2000  # words of a story
PICTURES = {  # pixels across and down
    "wide": (1280, 720),
    "classic": (1200, 800),
    "old": (1200, 900),
    "square": (1000, 1000),
    "tall": (800, 1200),
    "panorama": (1500, 600),
    "small": (320, 240),
}
PUBLICATION = {
    "name": "The Harbour Gazette",
    "tagline": "All the news that the tide brings in",
    "topics": ["Town", "Trade", "Weather"],
    "established": "Est. 1871",
    "place": "Harbour Town",
    "language": "en-GB",
    "url": "https://gazette.example/",
    "imprint": "Printed and published at the Old Customs House, Harbour Town.",
    "fillers": [
        {"title": "Corrections", "text": "We put mistakes right in the next issue, in the same size of type."},
        {
            "title": "Letters",
            "text": "Write to the editor in 150 words or fewer.",
            "url": "mailto:desk@gazette.example",
        },
        {"text": "Finished with this copy? Leave it where somebody will find it."},
        {"title": "Small advertisements", "text": "Ten words for nothing, every further word a penny. Bring them in."},
    ],
}

Block = dict[str, Any]


def size_of(seed: int, *, most: int = MOST_ITEMS) -> int:
    """How many items the issue of a seed has: small issues are commoner than large ones."""
    drawn = random.Random(f"size {seed}").random()
    return round(math.exp(math.log(LEAST_ITEMS) + drawn * math.log(most / LEAST_ITEMS)))


def paper(seed: int, size: int) -> str:
    """The YAML of a random issue of so many items."""
    chance = random.Random(f"paper {seed} {size}")
    tongue = ENGLISH if chance.random() < 0.8 else chance.choice(OTHERS)
    issue: dict[str, Any] = {"number": seed, "date": f"2026-{1 + seed % 12:02}-{1 + seed % 28:02}"}
    if chance.random() < 0.6:
        issue["weather"] = f"{chance.randrange(-4, 31)}°C, cloudy"
    issue["language"] = tongue.tag
    issue["contents"] = list(_contents(chance, tongue, size))
    return as_yaml(issue)


def as_yaml(issue: Block) -> str:
    """The issue as an editor would write it: copy in literal blocks, so that problems name its lines."""
    return yaml.dump(issue, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def write(folder: Path, seed: int, size: int) -> Path:
    """Write the issue of a seed into the folder, with its publication and pictures; return the issue's path."""
    folder.mkdir(parents=True, exist_ok=True)
    furnish(folder)
    path = folder / f"issue-{seed}.yaml"
    path.write_text(paper(seed, size), encoding="utf-8")
    return path


def furnish(folder: Path, **said: Any) -> None:
    """Write the publication (with more keys, or others) and the pictures, unless they are there."""
    publication = folder / "publication.yaml"
    if said or not publication.exists():
        publication.write_text(yaml.safe_dump(PUBLICATION | said, allow_unicode=True), encoding="utf-8")
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    for name, (width, height) in PICTURES.items():
        if not (path := pictures / f"{name}.jpg").exists():
            _draw(width, height).save(path, quality=60)


def printed_words(text: str) -> list[str]:
    """The words of an issue's YAML that must be on its pages, as they were typed."""
    words: list[str] = []
    section = None
    for entry in yaml.safe_load(text)["contents"]:
        for block in entry.values():
            # A section's name stands once over the stories that follow each other in it.
            words += _printed({key: value for key, value in block.items() if (key, value) != ("section", section)})
            section = block.get("section")
    return words


_SILENT = {
    "src",
    "alt",
    "url",
    "focus",
    "short",
    "refer",
    "with",
    "trend",
    "change",
    "page",
    "span",
    "rank",
    "turn",
    "numbered",
    "ranked",
}


def _printed(value: Any, key: str = "") -> Iterator[str]:
    if key in _SILENT or value is None:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if key == "rows":
                yield from _printed(name)
            yield from _printed(inner, "" if key == "rows" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _printed(inner)
    else:
        plain = re.sub(r"\]\([^)]*\)", "]", str(value)) if key == "copy" else str(value)
        yield from re.findall(r"[^\W_]+", plain)


# -- contents


def _contents(chance: random.Random, tongue: Tongue, size: int) -> Iterator[Block]:
    section, left = None, 0
    for number in range(size):
        if number and chance.random() < 0.35:
            kind = chance.choices(list(_PANELS), weights=[weight for weight, _ in _PANELS.values()])[0]
            block = _PANELS[kind][1](chance, tongue)
            if chance.random() < 0.4:
                block = {"section": chance.choice(tongue.sections)} | block
            yield {kind: block}
            continue
        if not left:
            section, left = chance.choice((*tongue.sections, None)), chance.randint(1, 4)
        left -= 1
        story = _story(chance, tongue, lead=number == 0)
        yield {"story": ({"section": section} if section else {}) | story}


def _story(chance: random.Random, tongue: Tongue, *, lead: bool) -> Block:
    words = round(chance.lognormvariate(math.log(320 if lead else 165), 0.55 if lead else 0.85))
    words = min(max(words, SHORTEST), LONGEST)
    large = words > 120
    story: Block = {}
    _perhaps(chance, 0.3, story, "kicker", lambda: chance.choice(tongue.kickers))
    _perhaps(chance, 0.15 if lead else 0.05, story, "rating", lambda: f"{chance.randint(1, 10)}/10")
    story["headline"] = _headline(chance, tongue, short=not large)
    _perhaps(chance, 0.3, story, "short", lambda: _phrase(chance, tongue, 3))
    _perhaps(chance, 0.7 if lead else 0.4 if large else 0.05, story, "deck", lambda: _text(chance, tongue, 18))
    _perhaps(chance, 0.5 if large else 0.1, story, "byline", lambda: tongue.by.format(chance.choice(tongue.people)))
    _perhaps(chance, 0.3, story, "dateline", lambda: chance.choice(tongue.places))
    story["copy"] = _copy(chance, tongue, words)
    _perhaps(chance, 0.2 if large else 0.03, story, "facts", lambda: _facts(chance, tongue))
    _perhaps(chance, 0.2 if large else 0.02, story, "quote", lambda: _quote(chance, tongue))
    _perhaps(chance, 0.55 if lead else 0.25 if large else 0.05, story, "art", lambda: _art(chance, tongue))
    return story


def _copy(chance: random.Random, tongue: Tongue, words: int) -> str:
    parts: list[str] = []
    count = 0
    dressed = chance.random() < 0.5  # whether the story has more than plain paragraphs
    while count < words:
        drawn = chance.random() if dressed and parts else 1.0
        if drawn < 0.07 and count + 40 < words and not parts[-1].startswith("#"):
            part = f"## {_phrase(chance, tongue, chance.randint(2, 5))}"
        elif drawn < 0.12:
            part = "\n".join(f"- {_text(chance, tongue, chance.randint(3, 22))}" for _ in range(chance.randint(2, 5)))
        elif drawn < 0.16:
            part = f"> {_text(chance, tongue, 20)}"
        else:
            part = _text(chance, tongue, min(chance.choice((15, 30, 45, 60, 80, 110)), words - count))
            part = _dressed(chance, part) if dressed else part
        parts.append(part)
        count += len(part.split())
    return "\n\n".join(parts) + "\n"


def _dressed(chance: random.Random, text: str) -> str:
    """The text with a word here and there emphasised, linked or set as code."""
    words = text.split(" ")
    ways = ("*{}*", "**{}**", "[{}](https://gazette.example/a)", "`{}`")
    for at, word in enumerate(words):
        if word.isalpha() and len(word) > 3 and chance.random() < 0.03:
            words[at] = chance.choices(ways, weights=(5, 2, 2, 1))[0].format(word)
    return " ".join(words)


# -- words


def _text(chance: random.Random, tongue: Tongue, words: int) -> str:
    """Sentences of about so many words in all."""
    said: list[str] = []
    while (count := sum(len(sentence.split()) for sentence in said)) < words:
        fitting = [one for one in tongue.sentences if len(one.split()) < words - count + 8] or tongue.sentences
        said.append(chance.choice([one for one in fitting if one not in said[-8:]] or fitting))
    return " ".join(said)


def _phrase(chance: random.Random, tongue: Tongue, words: int) -> str:
    """So many words, or fewer, from the middle of a sentence, without the points at its ends."""
    phrase = ""
    # A single word may be no more than a dash.
    while not re.search(r"\w", phrase):
        sentence = re.sub(r'["()]', "", chance.choice(tongue.sentences)).split()
        first = chance.randrange(max(len(sentence) - words, 0) + 1)
        phrase = " ".join(sentence[first : first + words]).strip(" ,;:.?!¿-–—")
    return phrase[:1].upper() + phrase[1:]


def _headline(chance: random.Random, tongue: Tongue, *, short: bool) -> str:
    words = min(max(round(chance.gauss(6 if short else 8.5, 3)), 3), 20)
    head = _phrase(chance, tongue, words)
    while words > 12 and len(head.split()) < words - 2:
        head += f": {_phrase(chance, tongue, words - len(head.split()))}"
    return head


def _perhaps(chance: random.Random, share: float, block: Block, key: str, make: Callable[[], Any]) -> None:
    if chance.random() < share:
        block[key] = make()


# -- insets and panels


def _rows(chance: random.Random, tongue: Tongue, most: int) -> dict[str, str]:
    figures = ("41", "6.4 per cent", "1,024", "three of nine", "€2.3m", "1938")
    return {
        _phrase(chance, tongue, chance.randint(1, 4)): chance.choice(figures) for _ in range(chance.randint(3, most))
    }


def _facts(chance: random.Random, tongue: Tongue) -> Block:
    facts: Block = {}
    _perhaps(chance, 0.7, facts, "title", lambda: _phrase(chance, tongue, 3))
    facts["rows"] = _rows(chance, tongue, 7)
    _perhaps(chance, 0.3, facts, "note", lambda: _phrase(chance, tongue, 6))
    return facts


def _quote(chance: random.Random, tongue: Tongue) -> Block:
    quote: Block = {"text": _text(chance, tongue, 8)}
    _perhaps(chance, 0.5, quote, "by", lambda: chance.choice(tongue.people))
    return quote


def _art(chance: random.Random, tongue: Tongue) -> Block:
    art: Block = {"src": f"pictures/{chance.choice(list(PICTURES))}.jpg", "alt": "Shapes in grey."}
    _perhaps(chance, 0.8, art, "cutline", lambda: _text(chance, tongue, 12))
    _perhaps(chance, 0.6, art, "credit", lambda: chance.choice(tongue.people))
    return art


def _titled(chance: random.Random, tongue: Tongue) -> Block:
    block: Block = {}
    _perhaps(chance, 0.8, block, "title", lambda: _phrase(chance, tongue, chance.randint(2, 5)))
    _perhaps(chance, 0.3, block, "intro", lambda: _text(chance, tongue, 10))
    return block


def _list(chance: random.Random, tongue: Tongue) -> Block:
    items = []
    for _ in range(chance.randint(2, 9)):
        item: Block = {"title": _phrase(chance, tongue, chance.randint(1, 6))}
        _perhaps(chance, 0.7, item, "text", lambda: _text(chance, tongue, 10))
        _perhaps(chance, 0.4, item, "url", lambda: "https://gazette.example/tools")
        items.append(item)
    return _titled(chance, tongue) | {"numbered": chance.random() < 0.6, "items": items}


def _trending(chance: random.Random, tongue: Tongue) -> Block:
    rows = []
    for _ in range(chance.randint(3, 10)):
        row: Block = {"name": "/".join(_phrase(chance, tongue, 1).lower() for _ in range(chance.randint(1, 2)))}
        _perhaps(chance, 0.5, row, "text", lambda: _text(chance, tongue, 8))
        row["figure"] = f"{chance.uniform(0.5, 98):.1f}K"
        _perhaps(chance, 0.5, row, "change", lambda: chance.choice(("+412", "-3", "=", "new", "+1.2%")))
        _perhaps(chance, 0.3, row, "trend", lambda: [chance.randint(1, 99) for _ in range(8)])
        rows.append(row)
    return _titled(chance, tongue) | {"rows": rows}


def _table(chance: random.Random, tongue: Tongue) -> Block:
    wide = chance.randint(2, 6)
    rows = [
        [_phrase(chance, tongue, chance.randint(1, 3)), *(f"{chance.randint(1, 9999):,}" for _ in range(wide - 1))]
        for _ in range(chance.randint(3, 12))
    ]
    heads = [_phrase(chance, tongue, 1) for _ in range(wide)]
    return _titled(chance, tongue) | {"columns": heads, "rows": rows}


def _facts_panel(chance: random.Random, tongue: Tongue) -> Block:
    return _titled(chance, tongue) | {"rows": _rows(chance, tongue, 9)}


def _panel(chance: random.Random, tongue: Tongue) -> Block:
    return {"title": _phrase(chance, tongue, 3), "copy": _copy(chance, tongue, chance.randint(20, 110))}


def _notice(chance: random.Random, tongue: Tongue) -> Block:
    notice: Block = {"title": _phrase(chance, tongue, 3), "text": _text(chance, tongue, 12)}
    _perhaps(chance, 0.4, notice, "url", lambda: "https://gazette.example/notice")
    return notice


def _subscribe(chance: random.Random, tongue: Tongue) -> Block:
    return {
        "title": _phrase(chance, tongue, 4),
        "text": _text(chance, tongue, 14),
        "url": "https://gazette.example/subscribe",
        "action": _phrase(chance, tongue, 5),
    }


def _art_panel(chance: random.Random, tongue: Tongue) -> Block:
    return _art(chance, tongue) | ({"title": _phrase(chance, tongue, 4)} if chance.random() < 0.3 else {})


_PANELS: dict[str, tuple[int, Callable[[random.Random, Tongue], Block]]] = {
    "list": (6, _list),
    "trending": (3, _trending),
    "table": (3, _table),
    "facts": (3, _facts_panel),
    "panel": (4, _panel),
    "notice": (3, _notice),
    "subscribe": (2, _subscribe),
    "art": (2, _art_panel),
}


class _Dumper(yaml.SafeDumper):
    """Sets text of several lines as a literal block."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _draw(width: int, height: int) -> Image.Image:
    """A grey landscape of sorts: a graded sky, hills and a disc."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    grey = 225 - 70 * down
    for number, base in enumerate((0.55, 0.7, 0.85)):
        hill = base + 0.06 * np.sin(across * (7 + 3 * number) + number)
        grey = np.where(down > hill, 150 - 45 * number + 20 * np.cos(across * 40), grey)
    disc = (across - 0.7) ** 2 + ((down - 0.25) * height / width) ** 2 < 0.006
    return Image.fromarray(np.where(disc, 90, grey).astype(np.uint8), "L")
