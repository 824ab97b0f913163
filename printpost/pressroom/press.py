"""The press: prints sheetwork in a child process, which it starts at once.

Importing the renderer takes most of a second; a press that is opened before the issue is read has it ready when the
composing room asks for its first depths. The child sees our fonts alone: a fontconfig file, made here and set before
the renderer loads, lists the given folders and nothing of the system's.

One press can print many issues, one after the other; it may be shared between threads.
"""

import contextlib
import datetime as dt
import hashlib
import html
import importlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from printpost.composing.sheetwork import Sheetwork
from printpost.morgue import cache_folder
from printpost.pressroom import libraries
from printpost.problems import MissingRenderer, error

_CHILD = "import sys; sys.path.append(sys.argv.pop()); import printpost.pressroom.worker as worker; worker.main()"

_LONGEST = 600.0  # seconds for one job


class PressStopped(RuntimeError):
    """The renderer failed, died or hung. No user can mend that; the message has its own traceback."""


class Unmeasured(ValueError):
    """The renderer had errors or warnings while heads and panels were measured: ``said``, a line for each."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__("while heads and panels were measured: " + "; ".join(said))
        self.said = tuple(said)


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished pages. Anchors give, per page, each id's left and top in points from the page's corner."""

    pdf: bytes
    anchors: tuple[dict[str, tuple[float, float]], ...]
    errors: tuple[str, ...]  # what the renderer could not do, such as load a picture
    warnings: tuple[str, ...]  # what it ignored, such as a property that it does not know
    seconds: dict[str, float]  # by step: layout, write


class Press:
    """A child process with the renderer in it. Use it in a `with` statement, or close it."""

    def __init__(self, fonts: Sequence[Path], *, longest: float = _LONGEST) -> None:
        self._fonts = self._own = tuple(folder.resolve() for folder in fonts)
        self._longest = longest
        self._turn = threading.RLock()
        self._child: subprocess.Popen[bytes] | None = None
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)

    def equip(self, fonts: Sequence[Path]) -> None:
        """Use the fonts of these folders too, and of none that were asked for here before. The child is started anew if
        that changes anything.
        """
        folders = (*self._own, *(folder.resolve() for folder in fonts))
        with self._turn:
            if folders != self._fonts:
                self.close(at_once=True)
                self._fonts = folders

    def measure(self, html: str, folders: Iterable[Path]) -> dict[str, float]:
        """Return the depth in points of every element of a one-page document that has an end marker.

        An element `id="x"` is measured from its top to the top of the element `id="x.end"`; where there is no element
        `x`, from the page's top. Raises ValueError if the document is not one page long or the renderer reports an
        error or a warning.
        """
        answer = self._ask("measure", html=html, folders=_names(folders))
        if said := answer["errors"] + answer["warnings"]:
            raise Unmeasured(said)
        depths: dict[str, float] = answer["depths"]
        return depths

    def print(self, sheetwork: Sheetwork) -> Printed:
        """Render the sheetwork once. The pages are not checked yet: that is `inspect`'s part."""
        record = sheetwork.metadata
        answer = self._ask(
            "print",
            html=sheetwork.html,
            folders=_names(sheetwork.folders),
            metadata={
                "title": record.title,
                "author": record.author,
                "subject": record.subject,
                "language": record.language,
                "keywords": record.keywords,
                "page_labels": record.page_labels,
            },
            epoch=epoch(record.date),
            meanwhile=_load_the_inspection,
        )
        return Printed(
            pdf=answer["pdf"],
            anchors=answer["anchors"],
            errors=answer["errors"],
            warnings=answer["warnings"],
            seconds={"layout": answer["layout"], "write": answer["write"]},
        )

    def close(self, *, at_once: bool = False) -> None:
        """End the child: it stops when its input closes, and is made to where that must not be waited for."""
        with self._turn:
            child, self._child = self._child, None
            if child is None:
                return
            if at_once:
                child.kill()
            assert child.stdin is not None
            assert child.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                child.stdin.close()
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            child.stdout.close()
            self._said.close()

    def _start(self) -> None:
        self._read = 0
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the child
        self._child = subprocess.Popen(  # noqa: S603
            # -P: a file in the editor's folder must not stand in for a module. Our own package comes last, so that
            # nothing beside it does either.
            [sys.executable, "-P", "-c", _CHILD, str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment(self._fonts),
            start_new_session=True,  # a Ctrl-C is the parent's to handle
        )

    def _ask(self, job: str, *, meanwhile: Callable[[], None] = lambda: None, **details: Any) -> dict[str, Any]:
        with self._turn:
            if self._child is None:
                self._start()
            child = self._child
            assert child is not None
            assert child.stdin is not None
            assert child.stdout is not None
            limit = threading.Timer(self._longest, child.kill)
            limit.start()
            try:
                with contextlib.suppress(BrokenPipeError):  # a child that could not start has answered already
                    pickle.dump((job, details), child.stdin, protocol=5)
                    child.stdin.flush()
                meanwhile()
                answer: dict[str, Any] = pickle.load(child.stdout)  # noqa: S301  our own child wrote it
            except EOFError:
                reason = self._reason(child)
                self.close(at_once=True)
                raise PressStopped(f"the renderer stopped while it was asked to {job}: {reason}") from None
            except BaseException:  # an interrupted job leaves half an answer in the pipe
                self.close(at_once=True)
                raise
            finally:
                limit.cancel()
            if "missing" in answer:
                self.close(at_once=True)
                raise _missing_renderer(answer["missing"])
            if "failed" in answer:
                raise PressStopped(f"the renderer failed while it was asked to {job}:\n{answer['failed']}")
            done: dict[str, Any] = answer["done"]
            done["warnings"] += tuple(line for line in self._new_messages().splitlines() if line)
            return done

    def _reason(self, child: subprocess.Popen[bytes]) -> str:
        try:
            code = child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = None
        messages = self._new_messages().strip()
        if code == -9 and not messages:
            return f"it was killed, for want of memory or after {self._longest:.0f} seconds"
        return messages or f"exit code {code}"

    def _new_messages(self) -> str:
        """Return what the child wrote to standard error since the last job (its C libraries do)."""
        # pread, since the child writes at the offset that both processes share.
        text = os.pread(self._said.fileno(), 1 << 20, self._read)
        self._read += len(text)
        return text.decode("utf-8", "replace")


def epoch(date: dt.date) -> int:
    """Return the seconds that date the file: SOURCE_DATE_EPOCH, else midnight UTC of the issue's date."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    return int(dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC).timestamp())


def _load_the_inspection() -> None:
    """Import what reads and finishes PDF files, two tenths of a second, while the child renders: both come next."""
    importlib.import_module("printpost.pressroom.inspect")
    importlib.import_module("printpost.pressroom.finishing")


def _names(folders: Iterable[Path]) -> tuple[str, ...]:
    return tuple(str(folder) for folder in folders)


def _missing_renderer(reason: str) -> MissingRenderer:
    if libraries.missing():
        return MissingRenderer(
            error("Pango, which sets the type, is not installed", hint=f"run: {libraries.install_command()}")
        )
    return MissingRenderer(
        error(
            f"the renderer (WeasyPrint) cannot be loaded: {reason}",
            hint="install printpost again in a fresh virtual environment",
        )
    )


def _environment(fonts: tuple[Path, ...]) -> dict[str, str]:
    """Return the child's environment: ours, less what would make its pages differ from another machine's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "FC_", "FONTCONFIG_"))}
    return (
        kept
        | libraries.environment()
        | {
            "FONTCONFIG_FILE": str(fontconfig(fonts)),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "TZ": "UTC",
        }
    )


def fontconfig(fonts: tuple[Path, ...]) -> Path:
    """Return a fontconfig file, kept in the user's cache, that lists these folders and no others."""
    cache = cache_folder() / "fontconfig"
    lines = [f"  <dir>{html.escape(str(folder))}</dir>" for folder in fonts]
    text = "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            *lines,
            f"  <cachedir>{html.escape(str(cache))}</cachedir>",
            "</fontconfig>",
            "",
        ]
    )
    path = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    return path
