"""Points of a curve, and the ranges around them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.gui.panels.loss_series import LossSeries, epoch_range, error_range, thinned


@given(batches=st.lists(st.lists(st.floats(0, 1e6), max_size=90), max_size=12))
def test_a_series_is_all_its_points_in_order(batches: list[list[float]]) -> None:
    series, losses = LossSeries(), [loss for batch in batches for loss in batch]
    for batch in batches:
        series.extend(range(len(series) + 1, len(series) + len(batch) + 1), batch)
    assert series.losses.tolist() == losses
    assert series.epochs.tolist() == list(range(1, len(losses) + 1))
    assert [series.at(epoch) for epoch in range(len(losses) + 2)] == [None, *losses, None]


def test_the_best_epoch_is_the_first_of_the_lowest() -> None:
    series = LossSeries()
    assert series.best is None
    series.extend([1, 2, 3, 4], [3, 1, 2, 1])
    assert series.best == 2


@given(last=st.integers(1, 100_000))
def test_the_epoch_axis_holds_the_last_epoch_and_wastes_little(last: int) -> None:
    left, right = epoch_range(last)
    assert left == 0
    assert last <= right <= max(2 * last, 16)


@given(lowest=st.floats(1e-9, 1e9), span=st.floats(0, 1e9))
def test_the_error_axis_holds_every_value(lowest: float, span: float) -> None:
    bottom, top = error_range(lowest, lowest + span)
    slack = 1e-9 * (lowest + span)
    assert bottom - slack <= lowest <= lowest + span <= top + slack
    assert bottom < top


@given(values=st.lists(st.floats(0, 1e6), min_size=1, max_size=400), most=st.integers(10, 100))
def test_a_thinned_curve_keeps_its_ends_and_extremes(values: list[float], most: int) -> None:
    epochs, kept = thinned(np.arange(1.0, len(values) + 1), np.array(values), most)
    assert len(kept) <= most + 4
    assert (epochs[0], epochs[-1]) == (1, len(values))
    assert (np.diff(epochs) > 0).all()
    assert (kept == np.array(values)[epochs.astype(int) - 1]).all()
    assert min(kept) == min(values) or len(values) % (-(-2 * len(values) // most))
