"""The program as a process: what it opens, how it refuses, and with what code it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mfdesk.app import unfit_toolkit


def start(*arguments: str, platform: str | None = "offscreen", home: Path) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m mfdesk`` to its end, with a home of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    environment |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    command = [sys.executable, "-m", "mfdesk", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_the_smoke_run_does_the_whole_job_and_ends_with_0(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = start("--sample", "movie-night", "--smoke", str(target), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1001
    assert not any(",," in line or line.endswith(",") for line in lines)


def test_the_smoke_run_fails_with_one_sentence(tmp_path: Path) -> None:
    done = start("gone.csv", "--smoke", str(tmp_path / "out.csv"), home=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("mfdesk: There is no file “gone.csv”")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_it_says_so_and_names_the_command_line(tmp_path: Path) -> None:
    done = start(platform=None, home=tmp_path)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "mfdesk inspect FILE" in done.stderr


def test_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    assert start("--sample", "no-such-sample", home=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("python", "toolkit", "fits"),
    [
        ((3, 11), "6.11.3", True),
        ((3, 11), "6.12.0", False),
        ((3, 11), "6.13.1", False),
        ((3, 12), "6.12.0", True),
    ],
)
def test_a_toolkit_that_would_abort_is_refused(python: tuple[int, int], toolkit: str, fits: bool) -> None:
    assert (unfit_toolkit(python, toolkit) == "") is fits


def test_a_defect_ends_the_program_with_a_report_and_1(tmp_path: Path) -> None:
    script = tmp_path / "defect.py"
    script.write_text(
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from mfdesk import app\n"
        "def press():\n"
        "    dialog = QApplication.activeModalWidget()\n"
        "    print(dialog.objectName())\n"
        "    dialog.copy()\n"
        "    dialog.accept()\n"
        "def begin(window, options):\n"
        "    QTimer.singleShot(0, lambda: (QTimer.singleShot(0, press), 1 / 0))\n"
        "app._begin = begin\n"
        "sys.exit(app.run([]))\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stdout.strip() == "crashDialog"
    assert "ZeroDivisionError" in done.stderr
