"""Missing system libraries: found, named by their packages, and installed only by those who may."""

import contextlib
import ctypes.util
import sys
from pathlib import Path

import pytest
import setup_system
from hypothesis import given
from hypothesis import strategies as st

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="system packages are looked at on Linux only"
)


@linux_only
def test_a_library_that_is_there_loads_and_an_invented_one_does_not() -> None:
    there = ctypes.util.find_library("c")
    assert there is not None
    assert setup_system.loads(there)
    assert not setup_system.loads("libmfdesk-invented.so.9")


@linux_only
@pytest.mark.parametrize("purpose", ["start", "test", "bundle"])
def test_only_what_is_missing_is_named(purpose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_system, "loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(setup_system.shutil, "which", lambda name: None if name == "objdump" else name)
    monkeypatch.setattr(setup_system, "has_font", lambda: False)
    expected = {"libxcb-cursor.so.0": ("libxcb-cursor0",), "a font": ("fonts-dejavu-core",)}
    if purpose == "bundle":
        expected["objdump"] = ("binutils",)
    assert setup_system.find_missing(purpose) == expected


def test_the_newer_name_of_a_package_is_taken_where_the_archive_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"), "libEGL.so.1": ("libegl1",)}
    monkeypatch.setattr(setup_system, "archive_has", lambda _: True)
    assert setup_system.choose(missing) == ["libegl1", "libglib2.0-0t64"]
    monkeypatch.setattr(setup_system, "archive_has", lambda _: False)
    assert setup_system.choose(missing) == ["libegl1", "libglib2.0-0"]


@linux_only
def test_without_root_and_terminal_the_line_is_named_and_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup_system.sys, "stdin", None)
    monkeypatch.setattr(setup_system.subprocess, "run", lambda *_, **__: pytest.fail("something was run"))
    with pytest.raises(setup_system.SystemIncomplete) as refused:
        setup_system.install({"libEGL.so.1": ("libegl1",), "Xvfb": ("xvfb",)})
    assert str(refused.value).endswith("\n  sudo apt-get install -y --no-install-recommends libegl1 xvfb")


@linux_only
@pytest.mark.parametrize(("answer", "runs"), [("y", True), (" Yes ", True), ("", False), ("n", False)])
def test_sudo_is_used_only_after_a_yes_on_the_terminal(
    answer: str, runs: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []
    terminal = type("Terminal", (), {"isatty": lambda _: True})()
    monkeypatch.setattr(setup_system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup_system.shutil, "which", lambda name: name)
    monkeypatch.setattr(setup_system.sys, "stdin", terminal)
    monkeypatch.setattr(setup_system, "input", lambda _: answer, raising=False)
    monkeypatch.setattr(setup_system.subprocess, "run", lambda command, **_: ran.append(command))
    with contextlib.nullcontext() if runs else pytest.raises(setup_system.SystemIncomplete, match=r"install .* xvfb"):
        setup_system.install({"Xvfb": ("xvfb",)})
    assert (ran[-1:] == [["sudo", "apt-get", "install", "-y", "--no-install-recommends", "xvfb"]]) is runs
    assert bool(ran) is runs
    assert "Missing on this system: Xvfb." in capsys.readouterr().out


@linux_only
def test_what_is_still_missing_after_installing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_system.shutil, "which", lambda program: f"/bin/{program}")
    monkeypatch.setattr(setup_system, "find_missing", lambda _: {"libEGL.so.1": ("libegl1",)})
    monkeypatch.setattr(setup_system, "install", lambda _: None)
    with pytest.raises(setup_system.SystemIncomplete, match=r"libEGL\.so\.1"):
        setup_system.provide("start")


@linux_only
def test_where_there_is_no_apt_the_libraries_are_named_and_the_setup_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup_system.shutil, "which", lambda _: None)
    monkeypatch.setattr(setup_system, "find_missing", lambda _: {"libEGL.so.1": ("libegl1",)})
    setup_system.provide("start")
    assert "libEGL.so.1" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "counts"), [("Some.TTF", True), ("some.otf", True), ("readme.txt", False)])
def test_a_font_is_known_by_its_ending(
    name: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).touch()
    monkeypatch.setattr(setup_system, "FONT_FOLDERS", (str(tmp_path),))
    assert setup_system.has_font() is counts


@given(st.lists(st.text("abc", min_size=1), unique=True, min_size=1))
def test_a_short_list_loses_no_name_from_the_count(names: list[str]) -> None:
    said = setup_system.in_short(names)
    shown, _, more = said.partition(" and ")
    assert len(shown.split(", ")) + (int(more.split()[0]) if more else 0) == len(names)


@linux_only
def test_what_apt_get_said_is_told_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(setup_system, "archive_has", lambda _: False)
    monkeypatch.setattr(setup_system, "apt_get", lambda *words: "No space left" if words[0] == "install" else "offline")
    with pytest.raises(setup_system.SystemIncomplete, match=r"^No space left\n"):
        setup_system.install({"Xvfb": ("xvfb",)})
