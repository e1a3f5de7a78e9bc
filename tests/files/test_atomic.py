"""A file is there whole or not at all, whatever fails on the way."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mfdesk.engine.control import Cancelled
from mfdesk.errors import NotWritten
from mfdesk.files import atomic
from mfdesk.files.atomic import atomic_write

posix_only = pytest.mark.skipif(os.name == "nt", reason="speaks of permissions and limits that Windows has not")


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A file in a folder of its own that must survive."""
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "table.csv"
    path.write_bytes(b"old")
    return path


def assert_untouched(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


def write(path: Path, content: bytes = b"new") -> None:
    with atomic_write(path) as stream:
        stream.write(content)


def test_a_new_file_is_there_whole(tmp_path):
    write(tmp_path / "table.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    assert (tmp_path / "table.csv").read_bytes() == b"new"


def test_the_old_file_stays_until_the_block_has_ended_well(old_file):
    with atomic_write(old_file) as stream:
        stream.write(b"new")
        stream.flush()
        assert old_file.read_bytes() == b"old"
    assert old_file.read_bytes() == b"new"


@pytest.mark.parametrize("why", [Cancelled, KeyboardInterrupt, ValueError, GeneratorExit])
def test_leaving_half_way_leaves_the_old_file(old_file, why):
    def leave() -> None:
        with atomic_write(old_file) as stream:
            stream.write(b"half of it")
            raise why

    with pytest.raises(why):
        leave()
    assert_untouched(old_file)


@posix_only
def test_the_permissions_of_the_old_file_stay(old_file):
    old_file.chmod(0o640)
    write(old_file)
    assert stat.S_IMODE(old_file.stat().st_mode) == 0o640


@posix_only
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "any").write_text("")
    write(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").stat().st_mode == (tmp_path / "any").stat().st_mode


@posix_only
def test_a_link_keeps_leading_to_the_file(old_file, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(old_file)
    write(link)
    assert link.is_symlink()
    assert old_file.read_bytes() == b"new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("size", [3, 1 << 20])
def test_a_full_disk_is_told_and_leaves_the_old_file(old_file, monkeypatch, size):
    new_file = atomic._new_file

    def on_a_full_disk(path: Path):
        new_file(path).close()
        return Path("/dev/full").open("wb")

    monkeypatch.setattr(atomic, "_new_file", on_a_full_disk)
    with pytest.raises(NotWritten) as caught:
        write(old_file, b"x" * size)
    assert caught.value.disk_full
    assert caught.value.path == old_file
    assert_untouched(old_file)


@posix_only
def test_a_file_beyond_the_allowed_size_is_told_and_leaves_the_old_file(old_file):
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from mfdesk.errors import NotWritten; from mfdesk.files.atomic import atomic_write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    with atomic_write(Path(sys.argv[1])) as stream: stream.write(b'x' * 100_000)\n"
        "except NotWritten as error: sys.stdout.write(f'full {error.disk_full}')\n"
    )
    run = subprocess.run([sys.executable, "-c", script, old_file], capture_output=True, text=True, check=False)
    assert run.stdout == "full True", run.stderr
    assert_untouched(old_file)


def fail(*_: object) -> None:
    raise OSError(errno.EIO, "the disk is broken")


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace"), (Path, "chmod")])
def test_any_failing_step_is_told_and_leaves_the_old_file(old_file, monkeypatch, owner, step):
    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(NotWritten) as caught:
        write(old_file)
    monkeypatch.undo()
    assert caught.value.detail == "the disk is broken"
    assert not caught.value.disk_full
    assert_untouched(old_file)


def test_a_failing_close_is_told_and_leaves_the_old_file(old_file, monkeypatch):
    forced = atomic._force_to_disk

    def close_early(stream):
        forced(stream)
        os.close(stream.fileno())  # as when the system loses the file: closing it again fails

    monkeypatch.setattr(atomic, "_force_to_disk", close_early)
    with pytest.raises(NotWritten):
        write(old_file)
    assert_untouched(old_file)


def test_the_folder_is_forced_to_the_disk_after_the_rename(old_file, monkeypatch):
    steps = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os, "fsync", lambda number: (steps.append(stat.S_ISDIR(os.fstat(number).st_mode)), fsync(number))
    )
    monkeypatch.setattr(Path, "replace", lambda *paths: (steps.append("rename"), replace(*paths)))
    write(old_file)
    assert steps == [False, "rename", *([True] if os.name != "nt" else [])]


@pytest.mark.parametrize("place", ["no folder/table.csv", ".", "table.csv/inside.csv"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, place):
    (tmp_path / "table.csv").write_bytes(b"old")
    with pytest.raises(NotWritten) as caught:
        write(tmp_path / place)
    assert caught.value.detail
    assert_untouched(tmp_path / "table.csv")


@posix_only
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o666), (0o777, 0o444)])
def test_a_folder_or_file_closed_for_writing_is_told_and_stays(old_file, folder_mode, file_mode):
    old_file.chmod(file_mode)
    old_file.parent.chmod(folder_mode)
    for folder in list(old_file.parents)[1:4]:
        folder.chmod(folder.stat().st_mode | 0o055)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from mfdesk.errors import NotWritten; from mfdesk.files.atomic import atomic_write\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try:\n"
        "    with atomic_write(Path(sys.argv[1])) as stream: stream.write(b'new')\n"
        "except NotWritten as error: sys.stdout.write(error.detail)\n"
    )
    run = subprocess.run([sys.executable, "-c", script, old_file], capture_output=True, text=True, check=False)
    old_file.parent.chmod(0o755)
    assert run.stdout == os.strerror(errno.EACCES), run.stderr
    assert_untouched(old_file)
