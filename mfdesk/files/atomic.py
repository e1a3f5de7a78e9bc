"""The one writer: a file is there whole or not at all."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from mfdesk.errors import NotWritten

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EACCES, errno.EPERM, getattr(errno, "ENOTSUP", errno.EINVAL)})


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``path`` when the block ends well.

    They go to a temporary file in the same folder, are forced to the disk, and take the place of the old file
    in one step; its permissions stay, and a link keeps leading to it. When anything fails or the block is left
    by an exception, the temporary file is removed and the old file is as it was. Raises ``NotWritten`` for
    what the system refuses. (Only when the folder itself cannot be forced to the disk at the very end, which
    is a failing disk, is the new file in place and the error told nevertheless.)
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_untouchable(target)
        temporary = target.with_name(f".mfdesk-{secrets.token_hex(8)}.part")
        stream = _new_file(temporary)
        try:
            with stream:
                yield stream
                _force_to_disk(stream)
            _take_permissions(target, temporary)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _force_folder_to_disk(target.parent)
    except OSError as error:
        raise NotWritten(path, error.strerror or str(error), error.errno in _FULL) from error


def _refuse_untouchable(target: Path) -> None:
    """A folder, and a file that its owner closed for writing: renaming would take the place of the latter."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _new_file(path: Path) -> BinaryIO:
    """A new file with the permissions that new files get here."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def _force_to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _take_permissions(old: Path, new: Path) -> None:
    if old.exists():
        new.chmod(stat.S_IMODE(old.stat().st_mode))


def _force_folder_to_disk(folder: Path) -> None:
    """Makes the new name last. Windows cannot do this, and needs not; nor can some network disks."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
