"""Delivery: the finished file goes into place in one move, or not at all.

The bytes are written to a file of another name in the same folder, made safe on the disk, and renamed. Whatever
interrupts that, a reader finds the earlier file whole or the new file whole, and nothing else is left behind.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from printpost.problems import CannotWrite, error

_ELSEWHERE = "choose another place with --output"


def deliver(pdf: bytes, output: Path) -> None:
    """Write the file. Raises CannotWrite with what is in the way."""
    check_place(output)
    place = Path(os.path.realpath(output))  # a link stays a link
    try:
        with _orderly_end(), _draft(place) as draft:
            if place.exists():
                os.fchmod(draft, place.stat().st_mode & 0o777)
            with os.fdopen(draft, "wb", closefd=False) as file:
                file.write(pdf)
                file.flush()
                os.fsync(draft)
    except OSError as reason:
        raise CannotWrite(error(f"cannot write {output}: {reason.strerror}", hint=_ELSEWHERE)) from reason


@contextlib.contextmanager
def drafted(output: Path) -> Iterator[Path]:
    """Give a name to write a file to in steps; it takes its place at the end or vanishes. Raises CannotWrite."""
    check_place(output)
    place = Path(os.path.realpath(output))
    draft = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    with _orderly_end():
        try:
            yield draft
            draft.replace(place)
        except OSError as reason:
            raise CannotWrite(error(f"cannot write {output}: {reason.strerror}", hint=_ELSEWHERE)) from reason
        finally:
            draft.unlink(missing_ok=True)
    _sync_folder(place.parent)


def check_place(output: Path) -> None:
    """Raise CannotWrite if the file could not be written there: better before the pages are made than after."""
    folder = output.parent
    if output.is_dir():
        raise CannotWrite(error(f"cannot write {output}: it is a folder", hint="name a file in it"))
    if output.exists() and not output.is_file():
        raise CannotWrite(error(f"cannot write {output}: it is not an ordinary file", hint=_ELSEWHERE))
    if not folder.exists():
        raise CannotWrite(
            error(f"cannot write {output}: the folder {folder} does not exist", hint=f"create it: mkdir -p {folder}")
        )
    if not folder.is_dir():
        raise CannotWrite(error(f"cannot write {output}: {folder} is not a folder", hint=_ELSEWHERE))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotWrite(
            error(f"cannot write {output}: no permission to write in the folder {folder}", hint=_ELSEWHERE)
        )


@contextlib.contextmanager
def _draft(place: Path) -> Iterator[int]:
    """Give a file open for writing, which takes the given place at the end or vanishes."""
    draft = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
        draft.replace(place)
    except FileExistsError:
        raise  # not ours to clear away
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name safe on the disk as well, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _orderly_end() -> Iterator[None]:
    """Turn SIGTERM into an exception for the time being, so that the draft is cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
