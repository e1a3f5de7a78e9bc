"""run.py: what it understands, and that an old Python can read it."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import run
import setup_python

READ_BY_OLD_PYTHON = ("run.py", "setup_python.py", "setup_system.py", "setup_venv.py")


def test_no_command_starts_the_program() -> None:
    assert run.understand([]) == ("start", [])


def test_what_follows_test_goes_to_pytest() -> None:
    assert run.understand(["test", "-k", "jobs"]) == ("test", ["-k", "jobs"])


@pytest.mark.parametrize("arguments", [["tests"], ["--tests"], ["bundle", "--quick"], ["start", "x"]])
def test_what_is_not_understood_is_refused_with_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(arguments) == 2
    said = capsys.readouterr()
    assert arguments[-1] in said.err
    assert "packaging/run.py test" in said.err
    assert not said.out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in run.COMMANDS if f"run.py {name}" not in said] == ["start"]


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHON)
def test_python_3_9_can_read(name: str, checkout: Path) -> None:
    ast.parse((checkout / "packaging" / name).read_text(encoding="utf-8"), feature_version=(3, 9))


def test_an_old_python_says_which_one_is_needed(checkout: Path, tmp_path: Path) -> None:
    names = [shutil.which(name) for name in ("python3.9", "python3.10")]
    old = next((name for name in names if name and setup_python.works(name, "pass")), None)
    if old is None:
        pytest.skip("there is no Python older than 3.11 on this machine")
    # On an empty path it can find neither a newer Python nor apt-get.
    result = subprocess.run(
        [old, str(checkout / "packaging" / "run.py")], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert result.stderr.startswith("Python 3.11 or newer is needed; this one is 3.")
    assert "Traceback" not in result.stderr


def test_3_11_is_new_enough_and_3_10_is_not() -> None:
    assert setup_python.is_new_enough((3, 11))
    assert setup_python.is_new_enough((4, 0))
    assert not setup_python.is_new_enough((3, 10))


def test_an_interpreter_that_is_not_there_does_not_work(tmp_path: Path) -> None:
    assert setup_python.works(sys.executable, "pass")
    assert not setup_python.works(sys.executable, "raise SystemExit(1)")
    assert not setup_python.works(tmp_path / "python3", "pass")


def test_without_a_display_the_command_line_shows_the_sample(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    called: list[list[object]] = []
    monkeypatch.setattr(run, "call", lambda command: called.append(command) or 0)
    assert run.start() == 0
    assert [command[1:] for command in called] == [["inspect", run.SAMPLE_FILE]]
    assert f"complete {run.SAMPLE_FILE} -o completed.csv" in capsys.readouterr().out


def test_with_a_display_the_window_opens_on_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    called: list[list[object]] = []
    monkeypatch.setattr(run, "call", lambda command: called.append(command) or 0)
    assert run.start() == 0
    assert [command[1:] for command in called] == [["-m", "mfdesk", "--sample", run.SAMPLE]]


def test_the_sample_that_run_names_is_in_the_checkout(checkout: Path) -> None:
    assert (checkout / run.SAMPLE_FILE).is_file()
