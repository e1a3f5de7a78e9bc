"""Opens bytes and writes tables as the program does, by driving the generators to their end."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.files.opened import Layout, Opened
from mfdesk.files.read import open_ratings
from mfdesk.files.write import write_completed

_Result = TypeVar("_Result")

OpenPath = Callable[[Path], Opened]
OpenText = Callable[..., Opened]
Write = Callable[..., Path]


def _drive(job: Generator[Any, None, _Result]) -> _Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: _Result = end.value
            return result


@pytest.fixture(scope="session")
def drive() -> Callable[[Generator[Any, None, Any]], Any]:
    """Runs a job to its end and gives its result."""
    return _drive


@pytest.fixture(scope="session")
def open_path() -> OpenPath:
    def opened(path: Path) -> Opened:
        result = _drive(open_ratings(path, RunControl()))
        account = result.accounting
        assert account.rows_in == account.used + account.merged + account.rejected + account.blank
        return result

    return opened


@pytest.fixture(scope="session")
def open_text(open_path: OpenPath, tmp_path_factory: pytest.TempPathFactory) -> OpenText:
    """Opens a file that holds this text, or these bytes."""
    path = tmp_path_factory.mktemp("opened") / "some ratings.csv"

    def opened(content: str | bytes) -> Opened:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_path(path)

    return opened


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a completed table and gives the path of the file."""
    path = tmp_path_factory.mktemp("written") / "completed.csv"

    def written(table: CompletedTable, layout: Layout = Layout.WIDE, **options: bool) -> Path:
        _drive(write_completed(table, path, RunControl(), layout=layout, **options))
        return path

    return written
