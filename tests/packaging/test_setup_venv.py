"""The environment is made again only when it is broken, and left alone only while nothing has changed."""

import subprocess
import sys
from pathlib import Path

import pytest
import setup_venv


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A real environment, without pip, at a place with a blank in its name."""
    folder = tmp_path / "with blank" / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder


def stamp(venv: Path, extra: str) -> None:
    setup_venv.stamp_path(venv, extra).write_text(setup_venv.stamp(venv), encoding="ascii")


def test_a_whole_environment_is_not_broken(venv: Path) -> None:
    assert not setup_venv.is_broken(venv)


def test_an_environment_that_is_not_there_is_not_broken(tmp_path: Path) -> None:
    assert not setup_venv.is_broken(tmp_path / ".venv")


def test_an_environment_without_its_python_is_broken(venv: Path) -> None:
    setup_venv.venv_program("python", venv).unlink()
    assert setup_venv.is_broken(venv)


def test_a_setup_that_was_broken_off_leaves_a_broken_environment(venv: Path) -> None:
    with pytest.raises(KeyboardInterrupt), setup_venv.marked_unfinished(venv):
        raise KeyboardInterrupt
    assert setup_venv.is_broken(venv)


def test_a_setup_that_failed_by_itself_is_only_tried_again(venv: Path) -> None:
    with pytest.raises(setup_venv.SetupFailed), setup_venv.marked_unfinished(venv):
        raise setup_venv.SetupFailed("no network")
    assert not setup_venv.is_broken(venv)
    assert not setup_venv.is_prepared(venv, "start")


def test_a_stamp_serves_its_own_purpose_and_starting(venv: Path) -> None:
    stamp(venv, "test")
    assert setup_venv.is_prepared(venv, "test")
    assert setup_venv.is_prepared(venv, "start")
    assert not setup_venv.is_prepared(venv, "bundle")


def test_a_stamp_is_void_once_the_requirements_change(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_venv, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text("dependencies = []", encoding="utf-8")
    stamp(venv, "start")
    assert setup_venv.is_prepared(venv, "start")
    (tmp_path / "pyproject.toml").write_text("dependencies = ['numpy']", encoding="utf-8")
    assert not setup_venv.is_prepared(venv, "start")


def test_a_stamp_is_void_once_the_python_changes(venv: Path) -> None:
    stamp(venv, "start")
    with (venv / "pyvenv.cfg").open("a", encoding="utf-8") as file:
        file.write("version = 3.99.0\n")
    assert not setup_venv.is_prepared(venv, "start")


def test_what_a_failing_step_said_is_told_whole() -> None:
    program = "import sys; print('on one'); print('and the other', file=sys.stderr); sys.exit(3)"
    with pytest.raises(setup_venv.SetupFailed) as failed:
        setup_venv.run([sys.executable, "-c", program], "It did not work.")
    assert str(failed.value).splitlines()[0] == "on one"
    assert "and the other" in str(failed.value)
    assert "It did not work." in str(failed.value)
