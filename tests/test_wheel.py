"""The wheel is whole: installed in an empty environment it makes a paper in an empty folder."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it in an environment of its own.

    The packages that it depends on are lent by the environment that runs the tests, so that nothing is fetched; a .pth
    file lends them without the editable printpost, which has a .pth file of its own that is not followed.
    """
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    environment = folder / "venv"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-index", "--no-deps", str(wheel)],
        check=True,
        capture_output=True,
    )
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin" / "printpost"


def _run(command: Path, folder: Path, *arguments: str) -> str:
    ended = subprocess.run([str(command), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.slow
def test_the_wheel_carries_layouts_and_fonts(command: Path, tmp_path: Path) -> None:
    """They are inside the package, and so is the marker for type checkers; the checkout plays no part."""
    assert "morning" in _run(command, tmp_path, "layouts").split()
    script = (
        "import printpost.premises as p; from pathlib import Path\n"
        "print(p.fonts_folder(), Path(p.__file__).with_name('py.typed').exists(), *p.fonts_folder().rglob('*.ttf'), "
        "*p.profiles_folder().rglob('*.icc'))"
    )
    python = command.with_name("python")
    said = subprocess.run([str(python), "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"{command.parents[1]}/lib/")
    assert "_data/fonts True" in said
    assert "UnifrakturCook_700Bold.ttf" in said
    assert "printpost/profiles/icc/PSO_SNP_Paper_eci.icc" in said


@pytest.mark.slow
def test_the_installed_program_builds_a_paper_in_an_empty_folder(command: Path, tmp_path: Path) -> None:
    """`new`, then `build`: two commands to a finished page."""
    made = _run(command, tmp_path, "new", "paper", "--name", "The Morning Post").splitlines()
    issue = made[-1].removeprefix("Now try: printpost build ")
    _run(command, tmp_path, "build", issue)
    assert (tmp_path / issue).with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
