"""Pango: found, or the command that installs it is said."""

import shutil
import subprocess
import sys

import pytest

from printpost.pressroom import libraries


def test_on_this_machine_nothing_is_missing() -> None:
    """The set-up saw to that; the module says so in silence."""
    assert libraries.missing() == ()
    ended = subprocess.run(
        [sys.executable, "-m", "printpost.pressroom.libraries"], capture_output=True, text=True, check=True
    )
    assert ended.stdout == ""


def test_a_library_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name that the loader knows."""
    monkeypatch.setitem(libraries._NEEDED, libraries._PLATFORM, ("libpango-9.9.so.9",))
    assert libraries.missing() == ("libpango-9.9.so.9",)


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        ("dnf", "sudo dnf install pango"),
        ("brew", "brew install pango"),
        (None, "install Pango 1.44 or newer with the system's package manager"),
    ],
)
def test_the_command_is_that_of_the_systems_package_manager(
    monkeypatch: pytest.MonkeyPatch, manager: str | None, command: str
) -> None:
    """Exactly what to type."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name == manager else None)
    assert libraries.install_command() == command


def test_brews_folders_are_searched_on_macos_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every Python on macOS looks there by itself."""
    monkeypatch.setattr(libraries, "_PLATFORM", "linux")
    assert libraries.environment() == {}
    monkeypatch.setattr(libraries, "_PLATFORM", "darwin")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    assert libraries.environment() == {"DYLD_FALLBACK_LIBRARY_PATH": "/mine:/opt/homebrew/lib:/usr/local/lib:/usr/lib"}
