"""What all rooms' tests share: a cache of their own, one press, since its start is the dear part, and the command."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from printpost import cli
from printpost.premises import fonts_folder
from printpost.pressroom.press import Press

# The checks judge a change, so they try the same examples every time; `--hypothesis-profile=default` goes looking for
# new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
gc.set_threshold(cli.COLLECTED_AFTER)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests: no process then waits at the end for one that took long."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what the tests build out of the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["PRINTPOST_CACHE"] = str(folder)
    yield folder
    del os.environ["PRINTPOST_CACHE"]


@pytest.fixture(scope="session")
def press(cache: Path) -> Iterator[Press]:
    """A press with the fonts that ship."""
    with Press([fonts_folder()]) as press:
        yield press


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process; return its exit code and what it printed."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run
