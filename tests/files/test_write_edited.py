"""What was edited by hand goes into the file as given, and what was dropped not at all."""

from pathlib import Path

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Method
from mfdesk.engine.control import RunControl
from mfdesk.files.opened import Layout
from mfdesk.files.write import write_completed
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, Rename, SetCells, apply
from mfdesk.ratings.side import Side
from tests.drive import drive
from tests.engine.models import any_model
from tests.ratings.edit_world import small_table


def _edited() -> Edited:
    edited = Edited.of(small_table(7, 6, 0.5, 0))
    for change in (
        Drop(Side.ROWS, np.array([2], np.int32)),
        Drop(Side.COLUMNS, np.array([0, 4], np.int32)),
        Rename(Side.ROWS, 0, "first"),
        Append(Side.ROWS, ("new",)),
        SetCells(np.array([7, 0], np.int32), np.array([1, 1], np.int32), np.array([4.25, np.nan]), widen=True),
    ):
        edited, _ = apply(edited, change)
    return edited


def test_a_wide_file_has_the_rows_and_columns_that_are_left(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    drive(write_completed(CompletedTable(_edited(), any_model(Method.ALS)), path, RunControl(), mask=True))
    lines = [line.split(",") for line in path.read_text().splitlines()]
    assert lines[0] == ["row", "c1", "c2", "c3", "c5"]
    assert [line[0] for line in lines[1:]] == ["first", "r1", "r3", "r4", "r5", "r6", "new"]
    assert lines[-1][1] == "4.25"
    masks = (tmp_path / "table.mask.csv").read_text().splitlines()
    assert masks[-1] == "new,given,predicted,predicted,predicted"
    assert masks[1].startswith("first,predicted,")


def _as_shown() -> tuple[CompletedTable, Arrangement]:
    """Rows from the last to the first, without the second; columns as in the table, the fourth of them first."""
    table = CompletedTable(_edited(), any_model(Method.ALS, rows=8))
    order = Arrangement.of(table.edited)
    passing = np.ones(8, np.bool_)
    passing[1] = False
    rows = order.rows.sorted_by(np.arange(8), descending=True).filtered(passing)
    return table, Arrangement(rows, order.columns.with_pinned([5]))


def test_what_is_shown_is_written_in_the_order_shown(tmp_path: Path) -> None:
    (table, arrangement), path = _as_shown(), tmp_path / "table.csv"
    drive(write_completed(table, path, RunControl(), arrangement=arrangement, mask=True))
    lines = [line.split(",") for line in path.read_text().splitlines()]
    assert lines[0] == ["row", "c5", "c1", "c2", "c3"]
    assert [line[0] for line in lines[1:]] == ["new", "r6", "r5", "r4", "r3", "first"]
    masks = [line.split(",") for line in (tmp_path / "table.mask.csv").read_text().splitlines()]
    assert [line[0] for line in masks] == [line[0] for line in lines]
    assert (lines[1][2], masks[1][2]) == ("4.25", "given")


def test_a_cell_says_the_same_in_whatever_order_it_is_written(tmp_path: Path) -> None:
    table, arrangement = _as_shown()
    for name, order in (("whole", None), ("shown", arrangement)):
        drive(write_completed(table, tmp_path / name, RunControl(), layout=Layout.LONG, arrangement=order))
    whole, shown = (set((tmp_path / name).read_text().splitlines()) for name in ("whole", "shown"))
    assert shown < whole
    assert {line.partition(",")[0] for line in whole - shown} == {"r1"}


def test_a_long_file_says_given_of_an_edit(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    drive(write_completed(CompletedTable(_edited()), path, RunControl(), layout=Layout.LONG))
    lines = path.read_text().splitlines()
    assert "new,c1,4.25,given," in lines
    assert not [line for line in lines if line.startswith("r2,") or ",c0," in line or ",c4," in line]
