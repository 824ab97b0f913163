"""Pango and its kin, the system libraries that the renderer sets text with: are they here, and if not, what to type.

    python -m printpost.pressroom.libraries

says nothing and exits with 0 if they load; otherwise it prints the command that installs them and exits with 1.
"""

import ctypes
import os
import shutil
import sys

_PLATFORM: str = sys.platform

_NEEDED = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libgobject-2.0.so.0", "libfontconfig.so.1"),
    "darwin": ("libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib", "libgobject-2.0.0.dylib", "libfontconfig.1.dylib"),
}

_BREW_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib")

_COMMANDS = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0",
    "dnf": "sudo dnf install pango",
    "pacman": "sudo pacman -S pango",
    "zypper": "sudo zypper install libpango-1_0-0",
    "apk": "sudo apk add pango fontconfig",
    "brew": "brew install pango",
}


def missing() -> tuple[str, ...]:
    """Return the libraries that do not load."""
    return tuple(name for name in _NEEDED.get(_PLATFORM, ()) if not _loads(name))


def install_command() -> str:
    """Return what to type on this system to install Pango."""
    for manager, command in _COMMANDS.items():
        if shutil.which(manager):
            return command
    return "install Pango 1.44 or newer with the system's package manager"


def environment() -> dict[str, str]:
    """Return what the renderer's process needs set to find the libraries, beyond what is set already."""
    if _PLATFORM != "darwin":
        return {}
    known = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "")
    return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join([*filter(None, known.split(":")), *_BREW_FOLDERS, "/usr/lib"])}


def _loads(name: str) -> bool:
    folders = _BREW_FOLDERS if _PLATFORM == "darwin" else ()
    for path in (name, *(f"{folder}/{name}" for folder in folders)):
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False


if __name__ == "__main__":
    if missing():
        print(install_command())  # noqa: T201  the set-up script reads it
        sys.exit(1)
