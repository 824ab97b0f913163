"""Cold runs of commands: wall time, interleaved so that all suffer alike from a busy machine, and memory."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Timing:
    """The median and the spread of a command's runs, in seconds."""

    median: float
    least: float
    most: float


def interleaved(commands: Mapping[str, Command], runs: int, environment: Mapping[str, str]) -> dict[str, Timing]:
    """Run every command once to warm the disk, then all of them in turn, `runs` times."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            run(command, environment)
            if turn:
                seconds[name].append(time.perf_counter() - started)
    return {name: Timing(statistics.median(each), min(each), max(each)) for name, each in seconds.items()}


def run(command: Command, environment: Mapping[str, str]) -> str:
    """Run a command and return what it printed. Raises RuntimeError with its complaint if it fails."""
    ended = subprocess.run(
        list(command), env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)[:200]}\n{ended.stderr[-2000:]}")
    return ended.stdout


def peak_memory(command: Command, environment: Mapping[str, str]) -> float | None:
    """Return the most memory in MiB that a command's processes held together; None where the system does not say."""
    if not Path("/proc/self/statm").exists():
        return None
    process = subprocess.Popen(
        list(command), env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, sum(_proportional(pid) for pid in _family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return most / 1024


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _proportional(pid: int) -> int:
    """Return a process's share of memory in KiB: pages that two processes share count half in each."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
