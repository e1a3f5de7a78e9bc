"""Ratings at the ends of what can be reckoned with go the whole way, or are refused in a sentence."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.axes import own_axes, principal_axes
from mfdesk.engine.cards import card_of
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import evaluate_folds
from mfdesk.engine.explain import explain
from mfdesk.engine.neighbours import likeness_of_rows
from mfdesk.engine.patterns import pattern_map
from mfdesk.engine.quality import quality_of
from mfdesk.engine.reasons import reasons
from mfdesk.engine.train import Training, train
from mfdesk.errors import NoRatings, NotATable, RatingTooExtreme, Reason
from mfdesk.files.opened import Layout
from mfdesk.files.read import open_ratings
from mfdesk.files.write import write_completed
from mfdesk.ratings import Attribute, Labels, Ratings
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import SetCells, apply
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import LARGEST, SMALLEST
from mfdesk.selected import Rectangle, all_sums
from mfdesk.sentences import sentence
from tests.drive import drive

every_method = pytest.mark.parametrize("method", list(Method))
_HARD = [0.0, LARGEST, -LARGEST, SMALLEST, -SMALLEST, 1.0, 1.0 + 2**-52, 2.0, 1e14, 1e-20, LARGEST - 0.125]
_sizes = st.floats(SMALLEST, LARGEST)
_within = st.sampled_from(_HARD) | _sizes | _sizes.map(lambda size: -size)
_beyond = st.sampled_from([1e200, 1e308, -1e308, 1.0000001e15, 1e-320, -5e-324, 9e-31])
_wild = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def tables(draw: st.DrawFn) -> Ratings:
    """Small tables of few or many different extreme ratings, described by numbers as extreme."""
    rows, columns = draw(st.integers(2, 7)), draw(st.integers(2, 6))
    known = draw(st.lists(st.integers(0, rows * columns - 1), min_size=4, max_size=30, unique=True))
    few = draw(st.lists(_within, min_size=1, max_size=4))
    value = st.sampled_from(few) | (_within if draw(st.booleans()) else st.sampled_from(few))
    places = np.array(known, np.int32)
    about = tuple(map(str, draw(st.lists(_wild, min_size=rows, max_size=rows))))
    return Ratings.from_cells(
        places // columns,
        places % columns,
        np.array([draw(value) for _ in places]),
        Labels(f"r{row}" for row in range(rows)),
        Labels(f"c{column}" for column in range(columns)),
        row_attributes=(Attribute("about", about),),
    )


def _trained(ratings: Ratings, method: Method, held_out: float = 0.3) -> Training:
    return drive(train(ratings, Config(method=method, rank=2, epochs=4, held_out=held_out, threads=1), RunControl()))[1]


def _every(ratings: Ratings) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = (np.arange(size, dtype=np.int32) for size in ratings.shape)
    return rows, columns


@every_method
@given(ratings=tables(), held_out=st.sampled_from([0.0, 0.3]))
@settings(max_examples=40, deadline=None)
def test_what_is_learned_and_told_is_finite_and_on_the_scale(method: Method, ratings: Ratings, held_out: float) -> None:
    training, scale = _trained(ratings, method, held_out), ratings.scale
    width = scale.highest - scale.lowest
    block = CompletedTable(ratings, training.model).block(*_every(ratings))
    assert ((block.values >= scale.lowest) & (block.values <= scale.highest)).all()
    assert np.isfinite(block.spreads[block.kinds == Kind.GIVEN]).all()
    assert (np.isfinite(block.spreads[block.kinds == Kind.PREDICTED]) == training.model.knows_spread).all()
    for report in training.epochs:
        assert 0 <= report.error < math.inf
        assert report.held_out_error is None or report.held_out_error <= width * 1.000001
    if training.judged is not None:
        quality = drive(quality_of(ratings, training.judged, RunControl()))[1]
        assert all(np.isfinite([score.rmse, score.mae]).all() for score in (quality.model, quality.mean_guess))
        assert quality.errors.counts.sum() == quality.cells
        if method is not Method.GIBBS:  # whose few draws here are summed up by curves
            assert training.held_out_error == pytest.approx(quality.model.rmse, rel=1e-3, abs=1e-6 * width)


@every_method
@given(ratings=tables())
@settings(max_examples=25, deadline=None)
def test_pages_tell_them_without_a_number_that_is_none(method: Method, ratings: Ratings) -> None:
    model, control = _trained(ratings, method).model, RunControl()
    axes = drive(principal_axes(model, control))[1]
    for chosen in (axes, own_axes(model)) if not model.knows_noise else (axes,):
        for side in Side:
            assert np.isfinite(drive(pattern_map(model, chosen, ratings, side, control))[1].features).all()
    told = explain(model, axes, ratings, 0, 0)
    assert math.isfinite(told.value)
    assert math.isfinite(reasons(model, ratings, 0, 0).prediction)
    likeness = drive(likeness_of_rows(model, control))[1]
    card = drive(card_of(model, ratings, Side.ROWS, 0, likeness, control))[1]
    assert card.shares.counts.sum() == card.count
    assert card.mean is None or math.isfinite(card.mean)
    sums = drive(all_sums(CompletedTable(ratings, model), [Rectangle(*_every(ratings))], control))[1]
    assert sums.all is not None
    assert sums.all.count == ratings.shape[0] * ratings.shape[1]
    assert math.isfinite(sums.all.deviation)


@every_method
@given(ratings=tables())
@settings(max_examples=15, deadline=None)
def test_evaluating_gives_an_error_no_larger_than_the_scale(method: Method, ratings: Ratings) -> None:
    config = Config(method=method, rank=2, epochs=4, threads=1)
    evaluation = drive(evaluate_folds(ratings, 2, config, RunControl()))[1]
    width = ratings.scale.highest - ratings.scale.lowest
    assert 0 <= evaluation.mae <= evaluation.rmse * 1.000001
    assert evaluation.rmse <= 1.000001 * width


@given(ratings=tables())
@settings(max_examples=25, deadline=None)
def test_an_export_holds_what_was_given_to_the_last_digit(ratings: Ratings) -> None:
    table = CompletedTable(ratings, _trained(ratings, Method.ALS).model)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "whole.csv"
        drive(write_completed(table, path, RunControl(), layout=Layout.WIDE))
        lines = list(csv.reader(path.read_text().splitlines()))[1:]
    texts = np.array([line[1:] for line in lines])
    assert texts[ratings.rows, ratings.columns].astype(float).tolist() == ratings.values.tolist()
    predicted = texts.astype(float)
    assert ((predicted >= ratings.scale.lowest) & (predicted <= ratings.scale.highest)).all()


@given(values=st.lists(_within | _beyond | _wild, min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_file_gives_what_can_be_reckoned_with_and_names_the_rest(values: list[float]) -> None:
    fits = [value for value in values if value == 0 or SMALLEST <= abs(value) <= LARGEST]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd.csv"
        lines = [f"row{number},film,{value!r}\n" for number, value in enumerate(values)]
        path.write_text("name,film,rating\n" + "".join(lines))
        if not fits:
            with pytest.raises((NoRatings, NotATable)):
                drive(open_ratings(path, RunControl()))
            return
        opened = drive(open_ratings(path, RunControl()))[1]
    assert sorted(opened.ratings.values.tolist()) == sorted(fits)
    reasons_told = {problem.reason for problem in opened.accounting.problems}
    assert reasons_told <= {Reason.TOO_LARGE, Reason.TOO_SMALL}
    assert opened.accounting.problems_total == len(values) - len(fits)


@every_method
@given(value=_beyond)
@settings(max_examples=7, deadline=None)
def test_a_rating_out_of_reach_is_refused_by_training_and_by_an_edit(method: Method, value: float) -> None:
    places = np.array([0, 1], np.int32)
    labels = Labels(["a", "b"]), Labels(["c", "d"])
    ratings = Ratings.from_cells(places, places, np.array([1.0, value]), *labels)
    with pytest.raises(RatingTooExtreme) as refused:
        drive(train(ratings, Config(method), RunControl()))
    assert f"{value:g}" in sentence(refused.value)
    plain = Edited.of(Ratings.from_cells(places, places, np.array([1.0, 2.0]), *labels))
    with pytest.raises(RatingTooExtreme):
        apply(plain, SetCells(np.array([0], np.int32), np.array([1], np.int32), np.array([value]), widen=True))
