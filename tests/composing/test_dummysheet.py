"""The dummy sheet as JSON: its schema holds it, its figures are the plan's, and its charges add up."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from printpost.composing.composition import Edition
from printpost.composing.dummysheet import VERSION, DummySheet, draw_up, sheet_schema
from printpost.newsroom.schema import as_json

SCHEMA = Path(__file__).parents[2] / "printpost" / "schema" / "plan.json"


@pytest.fixture(scope="module")
def sheet(edition: Edition) -> DummySheet:
    """The dummy sheet of the sample of four pages."""
    return draw_up(edition)


def test_the_committed_schema_is_that_of_the_sheet() -> None:
    """`printpost schema --plan` prints the committed file: programs may rely on it."""
    assert SCHEMA.read_text(encoding="utf-8") == as_json(sheet_schema())


def test_the_schema_says_what_every_key_is_for() -> None:
    """Each key has a sentence."""
    schema = sheet_schema()
    nodes = {"sheet": schema, **schema["$defs"]}
    silent = [
        f"{n}.{key}" for n, node in nodes.items() for key, f in node["properties"].items() if not f.get("description")
    ]
    assert silent == []


def test_a_sheet_is_held_by_its_schema(sheet: DummySheet) -> None:
    """What is printed is what is promised: no key more, no key less."""
    plain = json.loads(json.dumps(sheet.plain()))
    schema = sheet_schema()
    for node in (schema, *schema["$defs"].values()):
        node["additionalProperties"] = False
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(plain)] == []
    assert plain["version"] == VERSION
    del plain["pages"][0]["modules"][0]["span"]
    assert list(validator.iter_errors(plain))


def test_the_figures_of_a_sheet_add_up(sheet: DummySheet) -> None:
    """Charges to costs, modules and cuts to pages, pages to the whole: also after rounding."""
    for page in sheet.pages:
        entries = [(m.cost, m.charges) for m in page.modules] + [(c.cost, c.charges) for c in page.cuts]
        for cost, charges in entries:
            assert sum(charges.values()) == pytest.approx(cost, abs=0.001)
        parts = sum(m.cost for m in page.modules) + sum(c.cost for c in page.cuts) + sum(page.charges.values())
        assert parts == pytest.approx(page.cost, abs=0.01)
    assert sum(page.cost for page in sheet.pages) == pytest.approx(sheet.cost, abs=0.01)
    assert sum(sheet.together().values()) == pytest.approx(sheet.cost, abs=0.05)


def test_a_sheet_tells_what_the_dummy_holds(sheet: DummySheet, edition: Edition) -> None:
    """Every take in its place with its lines; what one take carries over is what the next begins with."""
    for number, page in enumerate(edition.dummy.pages):
        shown = sheet.pages[number].modules
        assert [(m.item, m.column - 1, m.row - 1, m.span, m.depth) for m in shown] == [
            (t.item, t.module.column, t.module.row, t.module.span, t.module.depth) for t in page.takes
        ]
    for item, pages in edition.dummy.turns.items():
        takes = [m for page in sheet.pages for m in page.modules if m.item == item]
        assert [m.to_page for m in takes] == [*(n + 1 for n in pages[1:]), None]
        assert [m.from_page for m in takes] == [None, *(n + 1 for n in pages[:-1])]
        assert takes[-1].carried == 0
        for one, other in pairwise(takes):
            # The rest may be set in a line or two more or less than looks best.
            assert one.carried == pytest.approx(other.lines + other.carried, abs=6)


def test_one_trial_was_taken(sheet: DummySheet) -> None:
    """It is the cheapest of its page count, and its cost is that of the plan."""
    (taken,) = (trial for trial in sheet.trials if trial.taken)
    assert (taken.pages, taken.size, taken.leading) == (len(sheet.pages), sheet.size, sheet.leading)
    assert taken.cost == pytest.approx(sheet.cost)
    scores = [trial.score for trial in sheet.trials if trial.score is not None and trial.pages == taken.pages]
    assert taken.score == min(scores)
