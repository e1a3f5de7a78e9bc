import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk import selected
from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import apply
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle, Sums, all_sums, given_sums, residual_sums, spread_sums
from mfdesk.sorting import all_values, given_values
from tests.drive import drive
from tests.engine.models import any_model
from tests.ratings.edit_world import small_table
from tests.ratings.test_edits import Hand


def _edited(seed: int) -> Edited:
    hand, edited = Hand(seed), Edited.of(small_table(7, 6, 0.5, seed))
    for _ in range(seed % 9):
        edited, _ = apply(edited, hand.next(edited))
    return edited


def _some(random: np.random.Generator, size: int) -> np.ndarray:
    return random.permutation(size)[: random.integers(0, size + 1)].astype(np.int32)


def check(sums: Sums, values: np.ndarray) -> None:
    assert sums.count == len(values)
    if len(values):
        assert sums.mean == pytest.approx(values.mean())
        assert sums.deviation == pytest.approx(values.std(), abs=1e-6)


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(1, 5))
@settings(max_examples=40)
def test_sums_are_those_of_the_cells_themselves(seed: int, at_once: int, predicted_at_once: int) -> None:
    random, edited = np.random.default_rng(seed), _edited(seed % 89)
    rows, columns = (_some(random, size) for size in edited.shape)
    rest = np.setdiff1d(np.arange(edited.shape[0]), rows).astype(np.int32)
    parts = [Rectangle(rows, columns), Rectangle(rest, columns)]
    table = CompletedTable(edited, any_model(Method.ALS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selected, "_AT_ONCE", at_once)
        patch.setattr(selected, "_PREDICTED_AT_ONCE", predicted_at_once)
        found = drive(all_sums(table, parts, RunControl()))[1]
        at_once_found = given_sums(edited, parts)
    blocks = [table.block(part.rows, part.columns) for part in parts]
    values = np.concatenate([block.values.ravel() for block in blocks])
    predicted = np.concatenate([block.kinds.ravel() for block in blocks]) == Kind.PREDICTED
    assert found.cells == at_once_found.cells == values.size
    assert at_once_found.given == found.given
    check(found.given, values[~predicted])
    assert found.predicted is not None
    assert found.all is not None
    check(found.predicted, values[predicted])
    check(found.all, values)


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(1, 5))
@settings(max_examples=40)
def test_spreads_and_residuals_are_those_of_the_cells_themselves(seed: int, at_once: int, predicted: int) -> None:
    random, edited = np.random.default_rng(seed), _edited(seed % 89)
    whole = Rectangle(*(_some(random, size) for size in edited.shape))
    table = CompletedTable(edited, any_model(Method.GIBBS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selected, "_AT_ONCE", at_once)
        patch.setattr(selected, "_PREDICTED_AT_ONCE", predicted)
        spreads = drive(spread_sums(table, [whole], RunControl()))[1]
        reports, residuals = drive(residual_sums(table, [whole], RunControl()))
    block, speaker = table.block(whole.rows, whole.columns), table.speaker
    assert speaker is not None
    given = np.isin(block.kinds, (Kind.GIVEN, Kind.EDITED))
    said, _ = speaker.block(whole.rows, whole.columns, with_spreads=False)
    assert spreads.cells == residuals.cells == block.values.size
    check(spreads.sums, block.spreads[block.kinds == Kind.PREDICTED])
    check(residuals.sums, (block.values - said)[given])
    assert sum(given.ravel()) == (reports[-1].done if reports else 0)


def test_residuals_are_those_of_few_ratings_among_many_holes(monkeypatch: pytest.MonkeyPatch) -> None:
    table = CompletedTable(_edited(0), any_model(Method.GIBBS))
    whole = Rectangle(np.arange(7, dtype=np.int32), np.arange(6, dtype=np.int32))
    monkeypatch.setattr(selected, "MOST_PREDICTED", 41)
    assert drive(spread_sums(table, [whole], RunControl()))[1].sums is None
    assert drive(residual_sums(table, [whole], RunControl()))[1].sums.count == table.edited.known
    monkeypatch.setattr(selected, "MOST_PREDICTED", table.edited.known - 1)
    assert drive(residual_sums(table, [whole], RunControl()))[1].sums is None


def test_too_many_predictions_are_not_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selected, "MOST_PREDICTED", 41)
    whole = Rectangle(np.arange(7, dtype=np.int32), np.arange(6, dtype=np.int32))
    reports, found = drive(all_sums(CompletedTable(_edited(0), any_model(Method.ALS)), [whole], RunControl()))
    assert (reports, found.predicted, found.all) == ([], None, None)


def test_adding_up_can_be_cancelled() -> None:
    whole, control = Rectangle(np.arange(7, dtype=np.int32), np.arange(6, dtype=np.int32)), RunControl()
    control.cancel()
    with pytest.raises(Cancelled):
        drive(all_sums(CompletedTable(_edited(0), any_model(Method.ALS)), [whole], control))


def test_a_mean_far_from_zero_does_not_spoil_the_deviation() -> None:
    values = 1e9 + np.array([0.0, 1.0, 2.0, 3.0])
    assert (Sums.of(values[:1]) + Sums.of(values[1:])).deviation == pytest.approx(values.std())


@pytest.mark.parametrize("side", list(Side))
def test_what_rows_are_sorted_by_is_what_the_table_shows(side: Side) -> None:
    table = CompletedTable(_edited(7), any_model(Method.GIBBS))
    everything = np.arange(table.shape[side], dtype=np.int32)
    asked = np.array([2], np.int32)
    rows, columns = (everything, asked) if side is Side.ROWS else (asked, everything)
    block = table.block(rows, columns)
    _, values = drive(all_values(table, side, 2, RunControl()))
    assert values == pytest.approx(block.values.ravel())
    given_at, ratings = given_values(table, side, 2)
    assert given_at.tolist() == np.flatnonzero(block.kinds.ravel() != Kind.PREDICTED).tolist()
    assert ratings.tolist() == block.values.ravel()[given_at].tolist()


def test_without_a_model_only_given_values_sort() -> None:
    _, values = drive(all_values(CompletedTable(_edited(0)), Side.ROWS, 0, RunControl()))
    assert np.isnan(values).any()
    assert (~np.isnan(values)).sum() == len(given_values(CompletedTable(_edited(0)), Side.ROWS, 0)[0])
