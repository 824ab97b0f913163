"""What the model refuses, in an editor's words.

The model's errors and the file's places come in; located problems go out, one for each fault: a misspelt key is not
also reported as a missing one. The wording of the validation library never reaches an editor.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from printpost.newsroom.issue import BLOCKS, Issue, Publication
from printpost.newsroom.places import Places, Step
from printpost.newsroom.scalars import REFUSED
from printpost.problems import Problem

Path = tuple[Step, ...]

_SYNONYMS = {
    "headline": "title heading head",
    "title": "headline heading name label",
    "deck": "subtitle standfirst subheadline summary dek lede",
    "byline": "author by writer",
    "copy": "body text content markdown",
    "art": "image picture photo",
    "cutline": "caption",
    "alt": "description",
    "src": "file path image source",
    "url": "link href address",
    "note": "footer footnote",
    "number": "issue no",
    "language": "lang locale",
    "place": "location city",
    "contents": "articles stories blocks content items",
    "span": "columns width",
    "with": "beside next_to near keep_with",
    "text": "body copy description",
    "rows": "items facts",
    "items": "rows entries",
    "figure": "value number",
    "name": "title",
    "tagline": "motto slogan",
}
_LINES = {
    "headline": "add a line: headline: ...",
    "copy": "add copy: | and write the text in the lines under it, indented",
    "date": "add a line such as date: 2026-04-25",
    "contents": "add contents: and the blocks of the issue under it, each beginning with a dash",
    "alt": "say in a few words what the picture shows: alt: ...",
    "name": "add the title of the paper: name: ...",
}
_PATTERNS = {
    "url": ("'{value}' is not a link that can be printed", "links begin with https://, http://, mailto: or tel:"),
    "language": ("'{value}' is not the code of a language", "for example en-GB, de, fr-CH"),
    "change": ("'{value}' is not a change", "write +412, -3, 5.2%, = or new"),
    "source": ("'{value}' is not a source", "write wire, or wire/ and the name of a section of the publication's wire"),
}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date such as 2026-04-25",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "tuple_type": "a list",
    "list_type": "a list",
}


def explained(failure: ValidationError, places: Places, model: type[BaseModel], data: Any) -> tuple[Problem, ...]:
    """The problems in ``data``, which ``model`` has refused."""
    errors = failure.errors(include_url=False)
    unknown = {_path(e["loc"]) for e in errors if e["type"] == "extra_forbidden"}
    mistaken = {(*path[:-1], near) for path in unknown if (near := _near(model, path, data))}
    # A list counts only its good entries, and must not be called too short because one of them is bad.
    errors = [e for e in errors if e["type"] != "too_short" or not e["input"]]
    problems: list[Problem] = []
    for each in errors:
        path = _path(each["loc"])
        if each["type"] == "extra_forbidden":
            problems.append(_unknown(model, path, data, places))
        elif each["type"] != "missing" or path not in mistaken:
            problems.extend(_refused(dict(each), path, places, model))
    return tuple(problems)


def _path(location: Sequence[Step]) -> Path:
    """The library marks the key of a mapping as a step of its own."""
    return tuple(step for step in location if step != "[key]")


def _refused(each: dict[str, Any], path: Path, places: Places, model: type[BaseModel]) -> Iterator[Problem]:
    kind, value, context = each["type"], each.get("input"), each.get("ctx", {})
    name = _name(path, model)
    is_key = each["loc"][-1:] == ("[key]",)
    if kind == REFUSED:
        for inside, message in context["inside"].items():
            yield places.error((*path, *inside), message, context["hint"])
        if not context["inside"]:
            message = context["message"].replace("{name}", "this label" if is_key else name)
            at = places.key_at(path) if is_key or value is None or isinstance(value, dict) else places.at(path)
            yield places.error(at, message, context["hint"])
    elif kind == "missing":
        yield _missing(path, places, model)
    elif value is None or kind == "string_too_short":
        hint = "write a value, or take the line away"
        where = places.key_at(path)
        if "#" in (places.excerpt(where) or ""):
            hint = "a # begins a comment: put text that holds one in quotes"
        yield places.error(where, "a label is empty" if is_key else f"{name} is empty", hint)
    elif kind == "string_pattern_mismatch":
        field = next((step for step in reversed(path) if isinstance(step, str)), "")
        message, line = _PATTERNS.get(field, ("'{value}' does not fit here", "check its spelling"))
        text = " ".join(str(value).split())
        if field == "url" and "." in text and ":" not in text:
            line = f"perhaps https://{text}"
        yield places.error(path, message.format(value=text if len(text) < 60 else text[:59] + "…"), line)
    else:
        yield places.error(path, f"{name} {_complaint(kind, value, context)}", _advice(kind, value))


def _missing(path: Path, places: Places, model: type[BaseModel]) -> Problem:
    *owner, key = path
    if isinstance(key, int):
        return places.error(tuple(owner), f"{_name(tuple(owner), model)} has too few values", None)
    return places.error(
        places.key_at(tuple(owner)),
        f"this {_owner(tuple(owner), model)} has no {key}",
        _LINES.get(key, f"add a line: {key}: ..."),
    )


def _complaint(kind: str, value: Any, context: dict[str, Any]) -> str:
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, not {_shape(value)}"
    if kind == "literal_error":
        return f"must be {context['expected'].replace(chr(39), '')}, not {_shape(value)}"
    if kind in ("greater_than_equal", "greater_than"):
        return f"must be at least {_number(context.get('ge', context.get('gt')))}"
    if kind in ("less_than_equal", "less_than"):
        return f"must be at most {_number(context.get('le', context.get('lt')))}"
    if kind == "string_too_long":
        return f"is too long: {len(str(value))} characters, at most {context['max_length']}"
    if kind == "too_short":
        return "is empty"
    if kind == "too_long":
        return f"has {context.get('actual_length') or len(value)} entries, at most {context['max_length']} are set"
    return "does not fit here"


def _advice(kind: str, value: Any) -> str | None:
    if kind == "string_type" and isinstance(value, dict):
        return "if it is a text with a colon in it, put it in quotes"
    if kind == "string_type" and isinstance(value, list):
        return "take the dashes or brackets away, or put the text in quotes"
    if kind in ("tuple_type", "list_type"):
        return "begin each entry on a line of its own with a dash"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "write its keys in the lines under it, indented"
    if kind == "too_short":
        return "write its entries in the lines under it, each beginning with a dash"
    return None


def _unknown(model: type[BaseModel], path: Path, data: Any, places: Places) -> Problem:
    *owner, key = path
    keys = _keys(model, tuple(owner))
    where = places.key_at(path)
    is_kind = keys.keys() == BLOCKS.keys()
    message = f"unknown kind of block '{key}'" if is_kind else f"unknown key '{key}'"
    near = _near(model, path, data)
    if near:
        return places.error(where, message, f"did you mean '{near}'?")
    if key == "<<":
        return places.error(where, message, "merging with << is not read: write the keys out")
    if is_kind:
        return places.error(where, message, "kinds are " + ", ".join(keys))
    for depth in range(len(owner) - 1, -1, -1):
        outer = tuple(owner[:depth])
        if key in _keys(model, outer) and _keys(model, outer).keys() != BLOCKS.keys():
            return places.error(where, message, f"it belongs to the {_owner(outer, model)}: check its indentation")
    if not owner and key in _keys(Publication if model is Issue else Issue, ()):
        return places.error(where, message, f"it belongs into {'publication.yaml' if model is Issue else 'an issue'}")
    return places.error(
        where, message, f"a {_owner(tuple(owner), model)} may have " + ", ".join(keys) if keys else None
    )


def _near(model: type[BaseModel], path: Path, data: Any) -> str | None:
    """The key that was meant, as far as it can be told: one that is not there yet."""
    *owner, key = path
    found = data
    for step in owner:
        found = found[step]
    free = [name for name in _keys(model, tuple(owner)) if name not in found]
    typed = str(key).lower().strip().replace("-", "_")
    close = difflib.get_close_matches(typed, free, 1, 0.75)
    if close:
        return close[0]
    meant = (name for name in free if typed in _SYNONYMS.get(name, "").split())
    return next(meant, None)


def _keys(model: Any, path: Path) -> dict[str, Any]:
    """The keys that the model has at the path, with what they hold."""
    for step in path:
        model = _inside(model, step)
    model = _model(model)
    return {f.alias or name: f.annotation for name, f in model.model_fields.items()} if model else {}


def _inside(annotation: Any, step: Step) -> Any:
    model = _model(annotation)
    if model:
        return next((f.annotation for n, f in model.model_fields.items() if (f.alias or n) == step), None)
    for part in _parts(annotation):
        if get_origin(part) in (tuple, dict):
            return get_args(part)[-1 if get_origin(part) is dict else 0]
    return None


def _model(annotation: Any) -> type[BaseModel] | None:
    return next((p for p in _parts(annotation) if isinstance(p, type) and issubclass(p, BaseModel)), None)


def _parts(annotation: Any) -> list[Any]:
    """The annotation without its constraints and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    arguments = get_args(annotation)
    if NoneType in arguments:
        return [part for each in arguments if each is not NoneType for part in _parts(each)]
    return [annotation]


def _name(path: Path, model: type[BaseModel]) -> str:
    """What a value is called in a message."""
    if not path:
        return f"this {_owner(path, model)}"
    *owner, last = path
    if isinstance(last, int):
        return f"entry {last + 1} of {_name(tuple(owner), model)}"
    return str(last)


def _owner(path: Path, model: type[BaseModel]) -> str:
    """What holds a key: the issue, a story, an item of a list."""
    if not path:
        return model.__name__.lower()
    if path[0] == "wire" and len(path) == 2:
        return "section of the wire"
    names = {"items": "item", "rows": "row", "contents": "entry", "fillers": "filler", "art": "picture"}
    last = next(str(step) for step in reversed(path) if isinstance(step, str))
    return names.get(last, last) if isinstance(path[-1], int) or last == "art" else last


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
