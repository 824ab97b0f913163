"""The JSON Schemas of an issue and a publication, so that an editor's program completes and checks while they type.

They come from the models and are committed under ``printpost/schema/``. They accept whatever the reader accepts: it
takes a number or a truth value for text, and a number in quotes for a number.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from printpost.newsroom.issue import BLOCKS, Issue, Publication
from printpost.newsroom.pagecount import MOST_PAGES

_BOUNDS = {"ge": "minimum", "le": "maximum"}
_TITLES = {"issue": "An issue of a paper", "publication": "A publication: what all issues of a paper share"}


class _AsTyped(GenerateJsonSchema):
    """Schemas of what YAML makes of what an editor types."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        pattern = made.get("pattern")
        if pattern is None:
            made["type"] = ["string", "number", "boolean"]
        elif re.search(pattern, "1"):
            made["type"] = ["string", "number"]
        return made

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$"}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return super().float_schema(schema) | {
            "type": ["number", "string"],
            "pattern": r"^[+-]?[0-9.]+([eE][+-]?[0-9]+)?$",
        }

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        words = "|".join(
            f"[{w[0].upper()}{w[0]}]{w[1:]}|{w.upper()}" for w in ("yes", "no", "on", "off", "true", "false")
        )
        return super().bool_schema(schema) | {"type": ["boolean", "string"], "pattern": f"^({words})$"}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return super().date_schema(schema) | {"pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name: ``issue`` and ``publication``."""
    made = {"issue": _schema(Issue, "issue"), "publication": _schema(Publication, "publication")}
    issue = made["issue"]
    issue["properties"]["pages"] |= {
        "anyOf": [
            {"const": "auto"},
            {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
            {"type": "string", "pattern": r"^[0-9]+(x(\.\.[0-9]+)?)?$"},
            {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": {
                    "multiple_of": _pages(
                        "The number of pages is a multiple of this, as the sheets of a press want it."
                    ),
                    "max": _pages("The most pages that the issue may take."),
                },
            },
        ]
    }
    entry = issue["$defs"]["Entry"]
    entry |= {"minProperties": 1, "maxProperties": 1}
    for kind, model in BLOCKS.items():
        about = (model.__doc__ or "").split(". ")[0].split("\n")[0]
        entry["properties"][kind] = {"$ref": f"#/$defs/{model.__name__}", "description": about}
    return made


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Writes each schema to ``folder`` as ``<name>.json``; the same models give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        path.write_text(as_json(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def as_json(schema: dict[str, Any]) -> str:
    """The schema as the committed files have it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _pages(description: str) -> dict[str, Any]:
    return {
        "type": ["integer", "string"],
        "pattern": "^[0-9]+$",
        "minimum": 1,
        "maximum": MOST_PAGES,
        "description": description,
    }


def _schema(model: type[Issue | Publication], name: str) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, schema_generator=_AsTyped)
    plain = _plain(schema)
    assert isinstance(plain, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _TITLES[name]} | plain


def _plain(node: Any) -> Any:
    """The schema with what only lengthens it for a reader taken out: titles that repeat the field's name, defaults of
    and choices between a type and null. The bounds of numbers get their proper names, which a list of types costs them.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            made[key] = {name: _plain(field) for name, field in value.items()}
        elif key == "anyOf" and len(value) == 2 and value[1] == {"type": "null"} and "type" in value[0]:
            first = _plain(value[0])
            types = first["type"] if isinstance(first["type"], list) else [first["type"]]
            made |= first | {"type": [*types, "null"]}
        elif not (key == "title" and isinstance(value, str)) and not (key == "default" and value is None):
            made[str(_BOUNDS.get(key, key))] = _plain(value)
    return made
