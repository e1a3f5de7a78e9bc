"""Proofs that neither the order of the data nor the unit of the ratings changes what is learned."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mfdesk.engine.als import AlternatingLeastSquares
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.gradient import GradientDescent
from mfdesk.engine.learner import Learner, Sides, sides
from mfdesk.engine.model import Model
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Ridge, Workers
from mfdesk.engine.train import train
from mfdesk.files.read import open_ratings
from mfdesk.ratings import Labels, Ratings, Scale
from tests.drive import drive
from tests.tables import low_rank

every_method = pytest.mark.parametrize("method", list(Method))
ROWS, COLUMNS = 60, 40


def _table(noise: float = 0.4) -> Ratings:
    return low_rank(ROWS, COLUMNS, 2, 0.4, noise=noise, seed=5)


def _model(ratings: Ratings, **settings: object) -> Model:
    return drive(train(ratings, Config(**{"held_out": 0.0, "epochs": 10, "rank": 3} | settings), RunControl()))[1].model


def _whole(model: Model) -> np.ndarray:
    rows, columns = model.shape
    return model.block(np.arange(rows, dtype=np.int32), np.arange(columns, dtype=np.int32))[0]


def _orders() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(2)
    return random.permutation(ROWS), random.permutation(COLUMNS)


def _moved(ratings: Ratings, rows: np.ndarray, columns: np.ndarray) -> Ratings:
    """The same table with its i-th row now the one that stood at ``rows[i]``; columns alike."""
    return Ratings.from_cells(
        np.argsort(rows)[ratings.rows].astype(np.int32),
        np.argsort(columns)[ratings.columns].astype(np.int32),
        ratings.values,
        Labels(ratings.row_labels[row] for row in rows),
        Labels(ratings.column_labels[column] for column in columns),
        scale=ratings.scale,
    )


def _als(both: Sides) -> Learner:
    return AlternatingLeastSquares(both, lambda _epoch: Ridge(0.5, 0.5))


def _descent(both: Sides) -> Learner:
    return GradientDescent(both, rate=0.467, momentum=0.406, decay=0.037)


@pytest.mark.parametrize("start", [_als, _descent])
def test_moving_rows_and_columns_moves_their_factors_and_nothing_else(start: Callable[[Sides], Learner]) -> None:
    ratings, (rows, columns) = _table(), _orders()
    standard = Standard.of(ratings.values)
    plain, moved = (
        sides(table, standard, 3, 1, Workers(1, RunControl()), spread=0.3)
        for table in (ratings, _moved(ratings, rows, columns))
    )
    moved.rows.factors[:], moved.columns.factors[:] = plain.rows.factors[rows], plain.columns.factors[columns]
    for learner in (start(plain), start(moved)):
        for _ in range(15):
            learner.epoch()
    assert moved.rows.factors == pytest.approx(plain.rows.factors[rows], abs=1e-4)
    assert moved.columns.factors == pytest.approx(plain.columns.factors[columns], abs=1e-4)


@every_method
def test_the_order_of_the_ratings_changes_no_bit(method: Method) -> None:
    ratings = _table()
    order = np.random.default_rng(3).permutation(ratings.known)
    shuffled = Ratings.from_cells(
        ratings.rows[order],
        ratings.columns[order],
        ratings.values[order],
        ratings.row_labels,
        ratings.column_labels,
    )
    assert (_whole(_model(ratings, method=method)) == _whole(_model(shuffled, method=method))).all()


def test_a_file_whose_lines_are_shuffled_gives_the_same_cells(tmp_path: Path) -> None:
    ratings = _table()
    lines = [
        (ratings.row_labels[row], ratings.column_labels[column], repr(float(value)))
        for row, column, value in zip(ratings.rows, ratings.columns, ratings.values, strict=True)
    ]
    shuffled = [lines[at] for at in np.random.default_rng(3).permutation(len(lines))]
    read = []
    for name, order in (("as_it_is.csv", lines), ("shuffled.csv", shuffled)):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([("rater", "movie", "rating"), *order])
        read.append(drive(open_ratings(tmp_path / name, RunControl()))[1].ratings)
    first, second = map(_cells, read)
    assert first == second
    assert read[0].scale == read[1].scale


def _cells(ratings: Ratings) -> dict[tuple[str, str], float]:
    return {
        (ratings.row_labels[row], ratings.column_labels[column]): float(value)
        for row, column, value in zip(ratings.rows, ratings.columns, ratings.values, strict=True)
    }


def test_a_sampler_agrees_with_itself_on_moved_rows_as_well_as_on_another_seed() -> None:
    ratings, (rows, columns) = _table(), _orders()
    settings = {"method": Method.GIBBS, "epochs": 300}
    first, second = (_whole(_model(ratings, **settings, seed=seed)) for seed in (1, 2))
    moved = _whole(_model(_moved(ratings, rows, columns), **settings))
    by_seed = np.sqrt(np.mean((second - first) ** 2))
    by_order = np.sqrt(np.mean((moved - first[np.ix_(rows, columns)]) ** 2))
    assert 0.6 * by_seed < by_order < 1.6 * by_seed
    assert by_order < 0.1 * ratings.values.std()


def _stars() -> Ratings:
    """Ratings from 1 to 5 in whole steps."""
    ratings = _table()
    values = np.clip(np.rint(3 + 0.8 * ratings.values), 1, 5)
    return replace(ratings, values=values, scale=Scale(1, 5, 1))


def _mapped(ratings: Ratings, factor: float, offset: float) -> Ratings:
    """The same opinions on another scale: factor * rating + offset."""
    old = ratings.scale
    assert old.step is not None
    scale = Scale(factor * old.lowest + offset, factor * old.highest + offset, factor * old.step)
    return replace(ratings, values=factor * ratings.values + offset, scale=scale)


@every_method
@pytest.mark.parametrize(
    ("factor", "offset"), [(25.0, -25.0), (5.0, -15.0), (0.25, -0.25)], ids=["0 to 100", "-10 to 10", "0 to 1"]
)
@pytest.mark.parametrize("held_out", [0.0, 0.1])
def test_the_same_opinions_on_another_scale_are_predicted_alike(
    method: Method, factor: float, offset: float, held_out: float
) -> None:
    stars = _stars()
    expected = factor * _whole(_model(stars, method=method, held_out=held_out)) + offset
    found = _whole(_model(_mapped(stars, factor, offset), method=method, held_out=held_out))
    assert found == pytest.approx(expected, rel=0, abs=2e-3 * factor)


@every_method
def test_doubling_the_unit_changes_no_bit_of_the_factors(method: Method) -> None:
    stars = _stars()
    plain, doubled = (_model(table, method=method) for table in (stars, _mapped(stars, 2.0, 0.0)))
    assert plain.row_factors.tobytes() == doubled.row_factors.tobytes()
    assert plain.column_biases.tobytes() == doubled.column_biases.tobytes()
