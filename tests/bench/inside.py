"""One build with a stop-watch on its steps; prints what each took, as JSON.

python -m tests.bench.inside ISSUE OUTPUT
"""

import functools
import importlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

# The steps that the benchmark times, by the function that does each. A step that is called by another of the list
# counts in both.
STEPS = {
    "reading": "printpost.newsroom.reader:read",
    "setting": "printpost.composing.setting:set_copy",
    "planning": "printpost.composing.dummy:Planner.plan",
    "casting off": "printpost.pressroom.press:Press.measure",
    "printing": "printpost.pressroom.press:Press.print",
    "inspecting": "printpost.pressroom.inspect:inspect",
}

_seconds: dict[str, float] = defaultdict(float)


def main() -> None:
    """Build the issue once with the watch on."""
    issue, output = map(Path, sys.argv[1:])
    started = time.perf_counter()
    for step, place in STEPS.items():
        _watch(step, place)
    imported = time.perf_counter()
    from printpost.build import build

    report = build(issue, output=output, layout=None, pages=None, force=True, press=None, progress=lambda _: None)
    whole = time.perf_counter() - imported
    print(
        json.dumps(
            {"whole": whole, "imports": imported - started, "pages": report.pages, "words": report.words} | _seconds
        )
    )


def _watch(step: str, place: str) -> None:
    """Put the watch around a function or method, before others import it from its module."""
    module, _, path = place.partition(":")
    holder: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        holder = getattr(holder, part)
    function = getattr(holder, name)

    @functools.wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            _seconds[step] += time.perf_counter() - started

    setattr(holder, name, timed)


if __name__ == "__main__":
    main()
