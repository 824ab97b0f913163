"""The schemas that editors' programs use: true to the models, and no stricter than the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from printpost.newsroom.schema import as_json, schemas, write_schemas
from printpost.newsroom.starter import starter

from .conftest import Desk
from .test_bad_input import FAULTY
from .test_reader import EDITIONS, EVERYTHING

SCHEMAS = Path(__file__).parents[2] / "printpost" / "schema"


class _Core(yaml.SafeLoader):
    """YAML as an editor's program reads it: dates are texts."""


_Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "value", "merge"))]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(name: str, text: str) -> list[str]:
    """What the schema has against a file."""
    validator = jsonschema.Draft202012Validator(schemas()[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(yaml.load(text, _Core))]


@pytest.mark.parametrize("name", ["issue", "publication"])
def test_the_committed_schema_is_that_of_the_models(name: str) -> None:
    """A change of the models changes the files: write_schemas(Path("printpost/schema")) makes them true again."""
    assert (SCHEMAS / f"{name}.json").read_text(encoding="utf-8") == as_json(schemas()[name])


def test_schemas_are_written_as_committed(tmp_path: Path) -> None:
    """The same models give the same bytes."""
    written = write_schemas(tmp_path / "schema")
    assert [path.read_bytes() for path in written] == [(SCHEMAS / path.name).read_bytes() for path in written]


def _fields(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in node.get("properties", {}).items():
        yield f"{path}.{name}", field
    for name, inner in node.get("$defs", {}).items():
        yield from _fields(inner, name)


@pytest.mark.parametrize("name", ["issue", "publication"])
def test_every_key_says_what_it_is_for(name: str) -> None:
    """An editor's program shows a sentence for each key."""
    silent = [path for path, field in _fields(schemas()[name]) if not field.get("description")]
    assert silent == []


def test_the_schema_accepts_what_the_reader_accepts(desk: Desk, tmp_path: Path) -> None:
    """Every kind of matter, numbers and truth values for texts, quoted numbers for numbers."""
    assert faults("issue", EVERYTHING) == []
    typed = (
        EVERYTHING.replace("number: 87", 'number: "87"')
        .replace("pages: 2", 'pages: "2"')
        .replace("rank: 2", 'rank: "2"')
    )
    desk.read(typed)
    assert faults("issue", typed) == []
    publication, issue = starter(tmp_path / "new", "Mine", dt.date(2026, 1, 2))
    assert faults("publication", publication.read_text()) == []
    assert faults("issue", issue.read_text()) == []


@pytest.mark.parametrize("path", sorted(EDITIONS.glob("issue-*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_the_sample_issues(path: Path) -> None:
    """What builds is not underlined in red."""
    assert faults("issue", path.read_text(encoding="utf-8")) == []


SEEN = [
    "misspelt key",
    "missing headline",
    "no copy",
    "unknown kind",
    "two blocks in one entry",
    "no contents",
    "empty contents",
]
SEEN += [
    "no date",
    "date in words",
    "number too small",
    "pages",
    "list for a text",
    "text for a list",
    "url",
    "span",
    "change",
]


@pytest.mark.parametrize("fault", SEEN)
def test_the_schema_sees_what_a_schema_can_see(fault: str) -> None:
    """Faults of structure are found as the editor types."""
    assert faults("issue", FAULTY[fault][0])
