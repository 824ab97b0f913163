"""The press: depths and pages from a child process that sees our fonts and the given folders, and nothing else."""

import base64
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from printpost.premises import fonts_folder
from printpost.pressroom import libraries, worker
from printpost.pressroom.press import Press, PressStopped, epoch
from printpost.problems import MissingRenderer
from tests.pressroom.specimen import sheetwork

TALL = "<!DOCTYPE html><style>@page { size: 300pt 3000pt; margin: 0 } body { margin: 0 }</style>"
PIXEL = (  # a PNG of one grey pixel
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cch\x00\x00\x00\x82\x00\x81\xdd\xcd5\x18\x00\x00\x00\x00IEND\xaeB`\x82"
)


def test_depths_are_measured_from_an_element_to_its_end_marker(press: Press) -> None:
    """Every element with an end marker is measured, in points; others are not."""
    html = f'{TALL}<div id="a" style="height: 31.5pt"></div><div id="a.end"></div><div id="b">x</div>'
    assert press.measure(html, ()) == {"a": pytest.approx(31.5)}


def test_measuring_refuses_a_second_page(press: Press) -> None:
    """Depths across a page end would be wrong, so they are not given."""
    with pytest.raises(PressStopped, match="one page; it ran to 2"):
        press.measure(f'{TALL}<div style="height: 3001pt"></div><p>x', ())


def test_measuring_reports_what_the_stylesheet_got_wrong(press: Press) -> None:
    """A property that the renderer ignores would give a wrong depth in silence."""
    with pytest.raises(ValueError, match="unknown property"):
        press.measure(f'{TALL}<p style="heigth: 3pt">x', ())


def test_pages_carry_their_metadata_labels_and_outline(press: Press) -> None:
    """Title, author, subject, language, keywords, dates, labels and headings are in the PDF."""
    pdf = pikepdf.open(BytesIO(press.print(sheetwork()).pdf))
    info = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == "The Morning Post, no. 7"
    assert info["/Author"] == "The Post’s desk"
    assert info["/Subject"] == "A specimen"
    assert info["/Keywords"] == "bridge, Überfahrt"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260425000000Z"
    assert str(pdf.Root.Lang) == "en-GB"
    assert [str(page.label) for page in pdf.pages] == ["A1", "A2"]
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["The bridge, part 1", "The bridge, part 2"]
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "The Morning Post, no. 7"
        assert xmp["xmp:CreateDate"] == "2026-04-25T00:00:00Z"
    assert pdf.Root.MarkInfo.Marked


def test_anchors_are_in_points_from_the_page_corner(press: Press) -> None:
    """The composing room's claims and the print share one measure and one origin."""
    anchors = press.print(sheetwork()).anchors
    assert anchors[1]["a1"] == pytest.approx((40, 40))
    assert anchors[1]["a1.end"] == pytest.approx((40, 310))


def test_system_fonts_are_shut_out(press: Press) -> None:
    """A family that does not ship is set in one that does."""
    work = sheetwork(extra="<p style=\"font-family: 'DejaVu Sans', Arial\">Other type</p>")
    shipped = {path.stem.split("_")[0] for path in fonts_folder().rglob("*.ttf")}
    pdf = pikepdf.open(BytesIO(press.print(work).pdf))
    fonts = {
        str(font.BaseFont).lstrip("/").split("+")[-1].replace("-", "") for font in pdf.pages[0].Resources.Font.values()
    }
    assert fonts
    assert {name for name in fonts if not any(name.startswith(known) for known in shipped)} == set()


def test_fonts_are_embedded_as_small_subsets(press: Press) -> None:
    """Only used glyphs go into the file: two pages stay far under the size of one font."""
    printed = press.print(sheetwork())
    assert printed.warnings == ()
    assert len(printed.pdf) < 60_000


class TestSameBytes:
    """The same sheetwork gives the same file, whatever the process and its surroundings."""

    def test_again_and_in_another_press(self, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
        """Hash seed, time zone and language of the surroundings do not matter."""
        first = press.print(sheetwork()).pdf
        assert press.print(sheetwork()).pdf == first
        for name, value in {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "C"}.items():
            monkeypatch.setenv(name, value)
        with Press([fonts_folder()]) as other:
            assert other.print(sheetwork()).pdf == first

    def test_wherever_the_pictures_lie(self, press: Press, tmp_path: Path) -> None:
        """A picture's path is not in the file."""
        made = []
        for place in ("one", "another"):
            folder = tmp_path / place
            folder.mkdir()
            (folder / "a.png").write_bytes(PIXEL)
            work = sheetwork(extra=f'<img alt="a" src="{(folder / "a.png").as_uri()}">')
            printed = press.print(replace(work, folders=(folder,)))
            assert printed.errors == ()
            made.append(printed.pdf)
        assert made[0] == made[1]

    def test_source_date_epoch_goes_before_the_issues_date(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Reproducible builds have their say."""
        day = dt.date(2026, 4, 25)
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert epoch(day) == 1777075200
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
        assert epoch(day) == 86400


class TestFetching:
    """The renderer opens files in the folders that it is given, and nothing else."""

    @pytest.mark.parametrize(
        "address",
        [
            "http://localhost:9/a.png",
            "https://localhost:9/a.png",
            "ftp://localhost/a.png",
            "file:///etc/hostname",
            "file://localhost/etc/hostname",
            "file://elsewhere/etc/hostname",
            "FILE:///etc/hostname",
            "{folder}/../secret.png",
            "{folder}/%2e%2e/secret.png",
            "{folder}/link.png",
            "{folder}/missing.png",
            "{folder}",
        ],
    )
    def test_anything_else_is_an_error(self, press: Press, tmp_path: Path, address: str) -> None:
        """Neither the network, nor a file outside, nor a link that leads out, nor a missing file goes by in silence."""
        folder = tmp_path / "issue"
        folder.mkdir()
        (tmp_path / "secret.png").write_bytes(PIXEL)
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
        work = sheetwork(extra=f'<img alt="a" src="{address.format(folder=folder.as_uri())}">')
        printed = press.print(replace(work, folders=(folder,)))
        assert len(printed.errors) == 1
        assert "Failed to load image" in printed.errors[0]

    def test_a_stylesheet_outside_is_an_error(self, press: Press, tmp_path: Path) -> None:
        """The same holds for what CSS asks for."""
        (tmp_path / "a.css").write_text("p { color: red }")
        work = sheetwork(extra=f'<style>@import "{(tmp_path / "a.css").as_uri()}";</style>')
        printed = press.print(work)
        assert "outside the folders" in "".join(printed.errors + printed.warnings)

    def test_files_in_the_folders_and_data_are_opened(self, press: Press, tmp_path: Path) -> None:
        """What an issue needs is there."""
        (tmp_path / "a b.png").write_bytes(PIXEL)
        data = base64.b64encode(PIXEL).decode()
        work = sheetwork(
            extra=f'<img alt="a" src="{(tmp_path / "a b.png").as_uri()}">'
            f'<img alt="b" src="data:image/png;base64,{data}">'
        )
        printed = press.print(replace(work, folders=(tmp_path,)))
        assert (printed.errors, printed.warnings) == ((), ())


class TestTheChild:
    """What happens when the renderer is missing, fails, dies or hangs."""

    def test_a_failure_comes_back_with_its_traceback_and_the_press_goes_on(self, press: Press) -> None:
        """One bad job does not spoil the next."""
        with pytest.raises(PressStopped, match=r"(?s)asked to no such job.*KeyError"):
            press._ask("no such job")
        assert press.measure(f"{TALL}<p>x", ()) == {}

    def test_a_dead_child_is_reported_and_replaced(self) -> None:
        """A killed renderer is an error with its reason; the next job gets a new child."""
        with Press([fonts_folder()]) as press:
            assert press._child is not None
            press._child.kill()
            with pytest.raises(PressStopped, match="killed, for want of memory"):
                press.measure(TALL, ())
            assert press.measure(f"{TALL}<p>x", ()) == {}

    def test_a_hung_child_is_stopped(self) -> None:
        """No job takes for ever."""
        with Press([fonts_folder()], longest=0.01) as press, pytest.raises(PressStopped, match="after 0 seconds"):
            press.measure(TALL, ())

    def test_missing_pango_says_what_to_type(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The message is the command that mends it."""
        (tmp_path / "weasyprint").mkdir()
        (tmp_path / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library libpango')")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(libraries, "missing", lambda: ("libpango-1.0.so.0",))
        monkeypatch.setattr(libraries, "install_command", lambda: "sudo apt-get install libpango-1.0-0")
        with Press([fonts_folder()]) as press, pytest.raises(MissingRenderer) as caught:
            press.measure(TALL, ())
        assert "run: sudo apt-get install libpango-1.0-0" in str(caught.value)

    def test_files_in_the_editors_folder_do_not_stand_in_for_modules(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """An issue's folder may hold a file named like a module."""
        for name in ("logging.py", "weasyprint.py", "printpost.py"):
            (tmp_path / name).write_text("raise SystemExit(9)")
        monkeypatch.chdir(tmp_path)
        with Press([fonts_folder()]) as press:
            assert press.measure(f"{TALL}<p>x", ()) == {}

    @pytest.mark.slow
    def test_the_child_ends_with_its_parent(self, cache: Path) -> None:
        """Even a parent that is killed leaves no renderer behind, not even in mid-render."""
        script = (
            "from printpost.pressroom.press import Press\nfrom printpost.premises import fonts_folder\n"
            "press = Press([fonts_folder()])\nprint(press._child.pid, flush=True)\n"
            f"press.measure({TALL!r} + '<p>x</p>' * 20, ())\nprint('ready', flush=True)\n"
            f"press.measure('<style>@page {{ size: 300pt 2900000pt }}</style>' + '<p>x y z</p>' * 60000, ())\n"
        )
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == "ready\n"
        time.sleep(0.2)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
        for _ in range(30):  # tenths of a second; the render itself takes far longer
            try:
                os.kill(child, 0)
            except ProcessLookupError:
                return
            status = Path(f"/proc/{child}/stat")
            if status.exists() and status.read_text().rsplit(") ", 1)[1].startswith("Z"):
                return  # ended, and nobody has asked for its exit code
            time.sleep(0.1)
        pytest.fail("the child outlived its parent")


def test_modules_that_are_put_off_are_imported_at_the_first_call() -> None:
    """A stand-in gives way to the module when its function is called."""
    for name in ("sndhdr", "colorsys"):
        sys.modules.pop(name, None)
    worker.put_off("colorsys", function="rgb_to_hls")
    stand_in = sys.modules["colorsys"]
    assert stand_in.__file__ is None if hasattr(stand_in, "__file__") else True
    assert stand_in.rgb_to_hls(0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)
    assert sys.modules["colorsys"] is not stand_in
