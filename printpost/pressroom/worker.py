"""The press hand: a child process that holds the renderer and does one job after another.

Jobs come in on standard input and answers go out on standard output, both pickled plain values (no class of ours
crosses the pipe). Nothing else may use that pipe: prints, warnings and the libraries' own messages go to standard
error, which `press` reads. The renderer sees the fonts that `press` laid out through FONTCONFIG_FILE, the folders
named in the job, and nothing of the network. When standard input closes, the process ends, even in mid-render.

Importing the renderer is the dear part (0.9 s as it comes, 0.4 s as done here), so `press` starts this process
before there is anything to print.
"""

import ctypes.util
import gc
import importlib
import logging
import os
import pickle
import queue
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from typing import Any
from urllib import request

Job = tuple[str, dict[str, Any]]
Answer = dict[str, Any]

_SPECIMEN = """<!DOCTYPE html><html lang="en"><head><title>.</title><style>
@page { size: 300pt 300pt; margin: 0 } p { position: absolute; top: 9pt; margin: 0; font: 9pt/11pt serif }
b { font-variant: small-caps } a { letter-spacing: .1pt; word-spacing: .2pt } table { display: table }
</style></head><body><section><article><h1 id="a">A</h1><p>a <i>b</i> <b>c</b> <a href="#a">d</a></p>
<table><tr><td>1</td></tr></table><svg viewBox="0 0 2 2" width="2pt"><path d="M0 0h1v1z"/></svg></article></section>
</body></html>"""
"""One of each thing that a page has: rendering it once loads what the renderer loads late."""


def main() -> None:
    """Answer jobs until standard input closes."""
    gc.disable()  # a collection in mid-render only finds what is still in use; we collect between the jobs
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_take_jobs, args=(jobs,), daemon=True).start()
    try:
        render = _renderer()
    except (ImportError, OSError) as reason:
        _answer(answers, {"missing": f"{type(reason).__name__}: {reason}"})
        return
    gc.collect()
    gc.freeze()
    while True:
        name, details = jobs.get()
        try:
            _answer(answers, {"done": render(name, **details)})
        except Exception:
            _answer(answers, {"failed": traceback.format_exc()})
        gc.collect()


def _take_jobs(jobs: "queue.SimpleQueue[Job]") -> None:
    """Read jobs in a thread of their own, so that the end of the parent is noticed at once."""
    while True:
        try:
            jobs.put(pickle.load(sys.stdin.buffer))  # noqa: S301  our own parent wrote it
        except EOFError:
            os._exit(0)


def _answer(answers: Any, answer: Answer) -> None:
    try:
        pickle.dump(answer, answers, protocol=5)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)


def _renderer() -> Callable[..., Answer]:
    """Import the renderer without what it does not need here, and warm it up."""
    if sys.platform == "linux":
        # cffi asks ctypes for each name of a library that it does not find at once, and ctypes asks gcc and ld:
        # 0.4 s for names that no Linux has. The loader itself finds the names that exist.
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    # Each default fetcher, and the renderer makes three at import, would read the system's CA bundle for a
    # connection that is never made. Nothing in this process speaks https.
    request.HTTPSHandler = lambda **_: request.UnknownHandler()  # type: ignore[misc, assignment]

    # The font library's subsetter and instancer, a tenth of a second: `rendering` subsets with HarfBuzz, and only a
    # variable font needs an instance.
    put_off("fontTools.subset")
    put_off("fontTools.varLib", "fontTools.varLib.instancer", function="instantiateVariableFont")

    logging.captureWarnings(capture=True)
    log = _Log()
    logging.getLogger().addHandler(log)

    from printpost.pressroom import rendering  # noqa: PLC0415  the dear import

    rendering.print_(_SPECIMEN, folders=(), metadata={}, epoch=0)
    log.take()
    work: dict[str, Callable[..., Answer]] = {"measure": rendering.measure, "print": rendering.print_}

    def render(name: str, **details: Any) -> Answer:
        started = time.perf_counter()
        done = work[name](**details)
        return done | log.take() | {"seconds": time.perf_counter() - started}

    return render


def put_off(*names: str, function: str | None = None) -> None:
    """Let modules be imported when `function`, of the last one named, is called for the first time.

    Until then stand-ins answer for them, so that others can import them and the function.
    """
    stand_ins = {name: types.ModuleType(name) for name in names}

    def call(*arguments: Any, **options: Any) -> Any:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
        return getattr(importlib.import_module(names[-1]), str(function))(*arguments, **options)

    if function:
        setattr(stand_ins[names[-1]], function, call)
    sys.modules.update(stand_ins)


class _Log(logging.Handler):
    """Keeps what the libraries say during a job: errors, such as a picture that is not there, and warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[tuple[bool, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        entry = (record.levelno >= logging.ERROR, record.getMessage())
        if entry not in self._said:
            self._said.append(entry)

    def take(self) -> dict[str, tuple[str, ...]]:
        said, self._said = self._said, []
        return {
            "errors": tuple(text for grave, text in said if grave),
            "warnings": tuple(text for grave, text in said if not grave),
        }
