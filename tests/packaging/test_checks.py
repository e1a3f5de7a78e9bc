"""The checks: each is run whatever the others said, and one that failed is never forgotten."""

import sys
from pathlib import Path

import checks
import pytest
from checks import Check

PASSES = Check("passes", (sys.executable, "-c", "pass"))
FAILS = Check("fails", (sys.executable, "-c", "raise SystemExit(1)"))


def test_all_that_pass_end_with_0(capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.run_all([PASSES, PASSES]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "checks: 2 passed, 0 failed"


def test_a_failing_check_does_not_hide_those_after_it(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mark = tmp_path / "reached"
    last = Check("last", (sys.executable, "-c", f"open({str(mark)!r}, 'w')"))
    assert checks.run_all([FAILS, last]) == 1
    assert mark.exists()
    said = capfd.readouterr().out
    assert "Failed: fails\n" in said
    assert said.splitlines()[-1] == "checks: 1 passed, 1 failed"


@pytest.mark.parametrize(("may_be_empty", "expected"), [(True, 0), (False, 1)])
def test_a_pytest_without_tests_passes_only_where_arguments_chose_them(
    may_be_empty: bool, expected: int, capfd: pytest.CaptureFixture[str]
) -> None:
    empty = Check("empty", (sys.executable, "-c", f"raise SystemExit({checks.NO_TEST_CHOSEN})"), "", may_be_empty)
    assert checks.run_all([empty]) == expected
    assert capfd.readouterr().out


def test_the_qt_platform_of_a_check_reaches_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "of the caller")
    program = "import os; print(os.environ['QT_QPA_PLATFORM'])"
    checks.run_all(
        [Check("own", (sys.executable, "-c", program), "xcb"), Check("none", (sys.executable, "-c", program))]
    )
    lines = capfd.readouterr().out.splitlines()
    assert "xcb" in lines
    assert "of the caller" in lines


def test_every_script_of_a_folder_is_run_but_its_helpers(tmp_path: Path) -> None:
    for name in ("closing.py", "_helper.py", "attack.py", "notes.txt"):
        (tmp_path / name).touch()
    found = checks.script_checks(tmp_path, ["--quick"])
    assert [check.name for check in found] == ["attack", "closing"]
    assert all(check.command[-1] == "--quick" for check in found)


def test_tests_run_once_without_a_screen_and_once_in_a_real_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.shutil, "which", lambda program: f"/bin/{program}")
    without, within = checks.pytest_checks("python", ["-k", "jobs"])
    assert (without.platform, within.platform) == ("offscreen", "xcb")
    assert "not x11" in without.command
    assert "x11" in within.command
    assert without.command[-2:] == within.command[-2:] == ("-k", "jobs")


def test_without_xvfb_the_window_tests_are_left_out_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks.shutil, "which", lambda _: None)
    assert len(checks.pytest_checks("python", [])) == 1
    assert "Xvfb is not there" in capsys.readouterr().out
