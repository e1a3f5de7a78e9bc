"""One contestant of the comparison with peers, in a process of its own: fits a table, predicts another, tells both.

    PYTHON _contestant.py NAME TABLE.npz

Needs NumPy and the contestant itself, nothing else: peers live in a Python of their own. TABLE holds ``shape`` and,
for ``train`` and ``test``, rows, columns and values. Prints one line of JSON: seconds of the fit alone, RMSE, MAE.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Predict = Callable[[Array, Array], Array]
THREADS, SWEEPS = 2, 10


@dataclass(frozen=True)
class Table:
    shape: tuple[int, int]
    rows: Array
    columns: Array
    values: Array
    test_rows: Array
    test_columns: Array
    test_values: Array

    @property
    def range(self) -> tuple[float, float]:
        return float(self.values.min()), float(self.values.max())

    @property
    def is_large(self) -> bool:
        return len(self.values) > 500_000


Fit = Callable[[Table], tuple[float, Predict]]
"""Fits the table; returns the seconds that it took and how to predict cells."""


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cmfrec(**options: object) -> Fit:
    """Penalties are those of a few that serve cmfrec best: a plain one on small tables, one by count on large ones."""

    def fit(table: Table) -> tuple[float, Predict]:
        from cmfrec import CMF
        from scipy.sparse import coo_matrix

        penalty = {"lambda_": 0.05, "scale_lam": True} if table.is_large else {"lambda_": 10.0}
        model = CMF(k=32, niter=SWEEPS, nthreads=THREADS, use_float=True, verbose=False, **penalty, **options)
        places = table.rows.astype(np.int32), table.columns.astype(np.int32)
        cells = coo_matrix((table.values.astype(np.float32), places), shape=table.shape)
        return timed(lambda: model.fit(cells)), model.predict

    return fit


def myfm(table: Table) -> tuple[float, Predict]:
    import myfm
    from scipy.sparse import csr_matrix

    def design(rows: Array, columns: Array) -> object:
        """Each cell as a 1 for its row and a 1 for its column."""
        places = np.column_stack([rows, columns + table.shape[0]]).ravel()
        starts = np.arange(0, 2 * len(rows) + 1, 2)
        return csr_matrix((np.ones(len(places)), places, starts), shape=(len(rows), sum(table.shape)))

    model = myfm.MyFMRegressor(rank=10, random_seed=1)
    seen = design(table.rows, table.columns)
    settings = {"n_iter": 200, "n_kept_samples": 180, "group_shapes": list(table.shape)}
    seconds = timed(lambda: model.fit(seen, table.values, **settings))
    return seconds, lambda rows, columns: model.predict(design(rows, columns))


def surprise(table: Table) -> tuple[float, Predict]:
    from pandas import DataFrame
    from surprise import SVD, Dataset, Reader

    frame = DataFrame({"row": table.rows, "column": table.columns, "value": table.values})
    seen = Dataset.load_from_df(frame, Reader(rating_scale=table.range)).build_full_trainset()
    model = SVD(random_state=1)

    def predict(rows: Array, columns: Array) -> Array:
        return np.array([model.predict(row, column).est for row, column in zip(rows, columns, strict=True)])

    return timed(lambda: model.fit(seen)), predict


def mfdesk(method: str, rank: int | None = None, epochs: int | None = None) -> Fit:
    def fit(table: Table) -> tuple[float, Predict]:
        from mfdesk.engine.config import Config, Method
        from mfdesk.engine.control import RunControl
        from mfdesk.engine.train import train
        from mfdesk.ratings import Labels, Ratings

        labels = (Labels(map(str, range(count))) for count in table.shape)
        ratings = Ratings.from_cells(table.rows, table.columns, table.values, *labels)
        config = Config(method=Method(method), rank=rank, epochs=epochs, held_out=0.0, threads=THREADS)
        kept: list[Any] = []

        def work() -> None:
            job = train(ratings, config, RunControl())
            while not kept:
                try:
                    next(job)
                except StopIteration as end:
                    kept.append(end.value.model)

        seconds = timed(work)
        return seconds, lambda rows, columns: kept[0].cells(rows, columns)[0]

    return fit


CONTESTANTS: dict[str, Fit] = {
    "surprise-svd": surprise,
    "cmfrec-exact": cmfrec(use_cg=False),
    "cmfrec-gradients": cmfrec(use_cg=True),
    "cmfrec-implicit": cmfrec(use_cg=True, add_implicit_features=True),
    "myfm": myfm,
    "mfdesk-als-16": mfdesk("als", 16, SWEEPS),
    "mfdesk-als-32": mfdesk("als", 32, SWEEPS),
    "mfdesk-gibbs": mfdesk("gibbs"),
}


def judge(name: str, table: Table) -> dict[str, float]:
    """Errors over every test cell, clipped to the range of the ratings; a row or column without any gets the mean."""
    seconds, predict = CONTESTANTS[name](table)
    predicted = np.full(len(table.test_values), table.values.mean())
    known = np.isin(table.test_rows, table.rows) & np.isin(table.test_columns, table.columns)
    if name.startswith("mfdesk"):
        known[:] = True  # it has an answer for every cell
    predicted[known] = predict(table.test_rows[known], table.test_columns[known])
    errors = np.clip(predicted, *table.range) - table.test_values
    return {"seconds": seconds, "rmse": float(np.sqrt(np.mean(errors**2))), "mae": float(np.mean(np.abs(errors)))}


def main() -> None:
    name, path = sys.argv[1:]
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored}
    table = Table(shape=tuple(int(count) for count in arrays.pop("shape")), **arrays)
    print(json.dumps(judge(name, table)))


if __name__ == "__main__":
    main()
