"""Recommendations as a file: the best of one row or of every row, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mfdesk.completed import CompletedTable
from mfdesk.engine.cards import card_of
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.report import Progress
from mfdesk.engine.train import train
from mfdesk.errors import NotWritten
from mfdesk.files.samples import open_sample
from mfdesk.files.write_recommendations import HEADERS, write_recommendations
from mfdesk.ratings import Labels, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Drop, apply
from mfdesk.ratings.side import Side
from tests.drive import drive
from tests.engine.models import any_model
from tests.tables import ratings_of

CELLS = {(0, 0): 5.0, (0, 2): 3.0, (1, 0): 2.0, (2, 1): 1.0}
Write = Callable[..., str]


@pytest.fixture
def small() -> CompletedTable:
    ratings = replace(ratings_of(CELLS, 7, 6), scale=Scale(1, 5, 1))
    return CompletedTable(ratings, any_model(Method.GIBBS))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(table: CompletedTable, **wishes: Any) -> str:
        path = tmp_path / "best.csv"
        drive(write_recommendations(table, path, RunControl(), **wishes))
        return path.read_text(encoding="utf-8")

    return written


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_one_row_has_its_best_columns_in_order(small: CompletedTable, write: Write) -> None:
    text = write(small, count=3, position=0)
    card = drive(card_of(small.model, small.ratings, Side.ROWS, 0, None, RunControl()))[1]
    best = card.recommended
    assert best is not None
    assert best.spreads is not None
    expected = [
        f"r0,{rank},c{best.positions[rank - 1]},{best.values[rank - 1]:.3f},{best.spreads[rank - 1]:.3f}"
        for rank in (1, 2, 3)
    ]
    assert text == "\n".join([",".join(HEADERS[Side.ROWS]), *expected, ""])


def test_one_column_has_the_rows_that_would_rate_it_highest(small: CompletedTable, write: Write) -> None:
    found = lines(write(small, count=10, side=Side.COLUMNS, position=0))
    assert {line["column"] for line in found} == {"c0"}
    assert sorted(line["row"] for line in found) == ["r2", "r3", "r4", "r5", "r6"]
    values = [float(line["predicted"]) for line in found]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("side", list(Side))
def test_everyone_gets_what_each_gets_alone(small: CompletedTable, write: Write, side: Side) -> None:
    everyone = write(small, count=2, side=side).splitlines()
    alone = [write(small, count=2, side=side, position=each).splitlines()[1:] for each in range(small.shape[side])]
    assert everyone == [",".join(HEADERS[side]), *(line for some in alone for line in some)]


def test_who_has_rated_all_gets_nothing(write: Write) -> None:
    full = ratings_of({(0, column): 3.0 for column in range(6)}, 7, 6)
    found = lines(write(CompletedTable(full, any_model(Method.ALS)), count=2))
    assert {line["row"] for line in found} == {f"r{row}" for row in range(1, 7)}


def test_the_rated_come_where_they_are_asked_for(small: CompletedTable, write: Write) -> None:
    assert len(lines(write(small, count=10, position=0))) == 4
    assert len(lines(write(small, count=10, position=0, with_rated=True))) == 6


def test_dropped_rows_and_columns_are_not_written(small: CompletedTable, write: Write) -> None:
    table = Edited.of(small.ratings)
    for side, position in ((Side.ROWS, 1), (Side.COLUMNS, 3)):
        table = apply(table, Drop(side, np.array([position], np.int32)))[0]
    found = lines(write(CompletedTable(table, small.model), count=10))
    assert {line["row"] for line in found} == {"r0", "r2", "r3", "r4", "r5", "r6"}
    assert "c3" not in {line["column"] for line in found}


def test_a_method_that_knows_no_spread_leaves_it_blank(small: CompletedTable, write: Write) -> None:
    table = CompletedTable(small.ratings, any_model(Method.ALS))
    assert {line["spread"] for line in lines(write(table, count=2))} == {""}


def test_names_are_safe_in_a_spreadsheet_and_bring_the_mark_of_utf_8(small: CompletedTable, write: Write) -> None:
    names = Labels(["=1+1", "Amélie", 'a "b", c', "d", "e", "f"])
    text = write(CompletedTable(replace(small.ratings, column_labels=names), small.model), count=6, position=5)
    assert text.startswith("\ufeffrow,")
    assert {line["column"] for line in lines(text)} == {"'=1+1", "Amélie", 'a "b", c', "d", "e", "f"}


def test_predictions_never_leave_the_scale(write: Write) -> None:
    ratings = replace(ratings_of(CELLS, 7, 6), scale=Scale(1, 5, 1))
    found = lines(write(CompletedTable(ratings, any_model(Method.GIBBS, scale=5)), count=6))
    values = [float(line["predicted"]) for line in found]
    assert max(values) == 5
    assert min(values) >= 1


def test_many_rows_tell_how_far_they_are(tmp_path: Path) -> None:
    table = CompletedTable(ratings_of(CELLS, 600, 6), any_model(Method.ALS, rows=600))
    told, _ = drive(write_recommendations(table, tmp_path / "best.csv", RunControl(), count=1))
    assert [report.done for report in told] == sorted(report.done for report in told)
    assert told[-1] == Progress(600, 600)
    assert len(lines((tmp_path / "best.csv").read_text())) == 600


def test_a_cancelled_file_leaves_the_old_one(tmp_path: Path, small: CompletedTable) -> None:
    path, control = tmp_path / "best.csv", RunControl()
    path.write_text("old")
    writing = write_recommendations(small, path, control, count=3)
    next(writing)
    control.cancel()
    with pytest.raises(Cancelled):
        drive(writing)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_place_for_it(tmp_path: Path, small: CompletedTable) -> None:
    with pytest.raises(NotWritten):
        drive(write_recommendations(small, tmp_path, RunControl(), count=3))


def test_the_survey_for_everyone(write: Write) -> None:
    ratings = drive(open_sample("food-world-cup", RunControl()))[1].ratings
    model = drive(train(ratings, Config(Method.GIBBS, rank=2, epochs=12, held_out=0.0), RunControl()))[1].model
    found = lines(write(CompletedTable(ratings, model), count=5))
    rated = set(
        zip((ratings.row_labels[row] for row in ratings.rows), (ratings.column_labels[c] for c in ratings.columns),
            strict=True)
    )  # fmt: skip
    holes = ratings.shape[1] - np.diff(ratings.row_starts)
    assert len(found) == int(np.minimum(holes, 5).sum())
    assert not any((line["row"], line["column"]) in rated for line in found)
