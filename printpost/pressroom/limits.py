"""Limits: a command that may take so much memory and so much time and no more, for issues that one does not trust.

The command line of a run comes in; it is run in a child process with everything that it starts, and its exit code
goes out. A limit that is hit ends all of them and is an error like any other. The limit of memory holds for each of
the processes; it is the system's own (RLIMIT_AS), so nothing in the issue can get round it.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence

from printpost.problems import BadInput, LimitReached, error

LEAST_MEMORY = 512 << 20
"""Bytes: the renderer and its fonts need as much for an empty page."""
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_OUR_CODES = range(2, 8)
_BREATH = 2.0  # seconds for the processes to end in good order


def bounded(arguments: Sequence[str], *, memory: int | None, seconds: float | None) -> int:
    """Run the command line in a child process and give its exit code.

    ``memory`` (bytes) bounds each process, ``seconds`` all of them together. Raises LimitReached.
    """

    def limit() -> None:
        os.setsid()
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    # Threads of the linear algebra library reserve memory that nothing uses.
    surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "printpost", *arguments]
    child = subprocess.Popen(command, env=surroundings, preexec_fn=limit, stderr=subprocess.PIPE)  # noqa: PLW1509, S603
    try:
        _, said = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(child)
        raise LimitReached(
            error(f"stopped after {seconds:g} seconds", hint="give more with --timeout, or see what takes so long")
        ) from None
    except BaseException:
        _end(child)
        raise
    code = child.returncode
    told = said.decode("utf-8", "replace")
    if code and memory is not None and code not in _OUR_CODES and _wanted_memory(code, told):
        raise LimitReached(
            error(
                f"stopped at {memory >> 20} MiB of memory",
                hint="give more with --max-memory, or see what is so large: pictures, most of the time",
            )
        )
    sys.stderr.write(told)
    return code


def in_bytes(told: str) -> int:
    """The bytes of a size such as 800M or 2G. Raises BadInput for anything else and for too little."""
    found = _SIZE.fullmatch(told.strip())
    size = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
    if size < LEAST_MEMORY:
        raise BadInput(error(f"--max-memory is {told!r}", hint="give at least 512M, such as 800M or 2G"))
    return size


def _wanted_memory(code: int, said: str) -> bool:
    """Whether a run that failed did so for want of memory: it says so, or it died of what a library does then."""
    signs = (
        "MemoryError",
        "Cannot allocate memory",
        "bad_alloc",
        "failed to map",
        "out of memory",
        "Memory allocation",
        "for want of memory",
    )
    died = code in {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL, -signal.SIGTRAP, -signal.SIGBUS}
    return died or any(sign in said for sign in signs)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the run: its processes first, which are one session, then the renderer's, which ends with its pipe."""
    for number, patience in ((signal.SIGTERM, _BREATH), (signal.SIGKILL, None)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)
        try:
            child.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            continue
        return
