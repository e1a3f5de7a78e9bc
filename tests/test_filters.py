import numpy as np
import pytest

from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Method
from mfdesk.engine.judged import Judged
from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    CountWithin,
    ErrorWithin,
    Facts,
    Filter,
    HasEdited,
    HasHoles,
    IsWhole,
    MeanWithin,
    NameHas,
    ValueWithin,
    Which,
    errors_by,
)
from mfdesk.ratings import Attribute, Labels, Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, apply
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.side import Side
from tests.engine.models import any_model
from tests.ratings.test_edits import cells, positions


def _table() -> Edited:
    """Ann rated all three films (mean 3), Bob one, Cleo none; the fourth row is new and rated one."""
    ratings = Ratings.from_cells(
        positions(0, 0, 0, 1),
        positions(0, 1, 2, 1),
        np.array([1.0, 3.0, 5.0, 4.0]),
        Labels(["Ann", "Bob", "Cleo"]),
        Labels(["x", "y", "z"]),
        scale=Scale(1, 5, 1),
        row_attributes=(Attribute("city", ("Rome", "Oslo", "Rome")), Attribute("age", ("31", "9.5", "NA"))),
    )
    edited, _ = apply(Edited.of(ratings), Append(Side.ROWS, ("Dan",)))
    return apply(edited, cells((3, 2, 2.0)))[0]


def _facts(side: Side = Side.ROWS, with_model: bool = True) -> Facts:
    edited = _table()
    model = any_model(Method.ALS, rows=4, columns=3) if with_model else None
    return Facts(
        CompletedTable(edited, model),
        side,
        NameIndex(edited.labels[side]),
        np.array([0.5, 1.5, np.nan]),
        {1: _ALL_OF_Y},
    )


_ALL_OF_Y = np.array([3.0, 4.0, 2.0, 4.5])
"""What stands in the second column: given, given, predicted, predicted."""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([NameHas("AN")], [0, 3]),
        ([AttributeIs("city", frozenset({"Rome"}))], [0, 2]),
        ([AttributeIs("city", frozenset({"Rome", ""}))], [0, 2, 3]),
        ([AttributeIs("shoe", frozenset({"Rome"}))], []),
        ([AttributeWithin("age", 9.5, 31)], [0, 1]),
        ([AttributeWithin("age", lowest=10)], [0]),
        ([AttributeWithin("city", 0, 100)], []),
        ([AttributeWithin("shoe", 0, 100)], []),
        ([CountWithin(1, 1)], [1, 3]),
        ([CountWithin(highest=0)], [2]),
        ([MeanWithin(lowest=3)], [0, 1]),
        ([MeanWithin()], [0, 1, 3]),
        ([ErrorWithin(lowest=1)], [1]),
        ([HasHoles()], [1, 2, 3]),
        ([IsWhole()], [0]),
        ([ValueWithin(1, 3, 4, Which.GIVEN)], [0, 1]),
        ([ValueWithin(1, lowest=3.5)], [1, 3]),
        ([ValueWithin(1, 2.0, 2.1, Which.OTHERS)], [2]),
        ([ValueWithin(1, which=Which.GIVEN)], [0, 1]),
        ([ValueWithin(1, which=Which.OTHERS)], [2, 3]),
        ([ValueWithin(1)], [0, 1, 2, 3]),
        ([HasEdited()], [3]),
        ([NameHas("n"), CountWithin(lowest=2)], [0]),
    ],
)
def test_a_row_passes_when_it_passes_every_filter(filters: list[Filter], expected: list[int]) -> None:
    passing = _facts().passing(filters)
    assert passing is not None
    assert np.flatnonzero(passing).tolist() == expected


def test_without_filters_there_is_nothing_to_pass() -> None:
    assert _facts().passing([]) is None


def test_columns_are_filtered_alike() -> None:
    facts = _facts(Side.COLUMNS)
    assert facts.passing([CountWithin(lowest=2)]).tolist() == [False, True, True]  # type: ignore[union-attr]
    assert facts.passing([HasEdited()]).tolist() == [False, False, True]  # type: ignore[union-attr]


def test_without_a_model_empty_cells_are_found_but_have_no_value() -> None:
    facts = _facts(with_model=False)
    assert facts.passing([HasHoles()]).tolist() == [False, True, True, True]  # type: ignore[union-attr]
    assert facts.passing([ValueWithin(1, which=Which.OTHERS)]).tolist() == [False, False, True, True]  # type: ignore[union-attr]
    assert not facts.passing([ValueWithin(1, lowest=1, which=Which.OTHERS)]).any()  # type: ignore[union-attr]
    assert facts.passing([ValueWithin(1, lowest=1)]).tolist() == [True, True, False, False]  # type: ignore[union-attr]


def test_a_rating_lies_within_limits_that_say_the_same_number() -> None:
    labels = Labels(["Ann", "Bob"])
    ratings = Ratings.from_cells(positions(0, 1), positions(0, 0), np.array([4.3, 4.2]), labels, Labels(["x"]))
    for edited in (Edited.of(ratings), apply(Edited.of(ratings), cells((1, 0, 4.3)))[0]):
        passing = Facts(CompletedTable(edited), Side.ROWS, NameIndex(labels)).passing([ValueWithin(0, 4.3, 4.3)])
        assert passing is not None
        assert passing.tolist() == [True, not edited.as_opened]


def test_columns_are_filtered_by_the_values_of_a_row() -> None:
    facts = _facts(Side.COLUMNS)
    assert facts.passing([ValueWithin(0, 3, 5, Which.GIVEN)]).tolist() == [False, True, True]  # type: ignore[union-attr]


def test_a_row_that_has_all_columns_that_are_left_has_nothing_to_predict() -> None:
    edited, _ = apply(_table(), Drop(Side.COLUMNS, positions(0, 2)))
    facts = Facts(CompletedTable(edited, any_model(Method.ALS)), Side.ROWS, NameIndex(edited.labels[0]))
    assert facts.passing([HasHoles()]).tolist() == [False, False, True, True]  # type: ignore[union-attr]


def test_the_error_of_a_row_is_that_of_its_held_out_ratings() -> None:
    judged = Judged(
        rows=positions(0, 0, 2),
        columns=positions(0, 1, 1),
        given=np.array([1.0, 2.0, 3.0]),
        predicted=np.array([2.0, 2.0, 1.0]),
        spreads=None,
        row_support=positions(1, 1, 1),
        column_support=positions(1, 1, 1),
        guess=3.0,
    )
    np.testing.assert_allclose(errors_by(judged, Side.ROWS, 4), [np.sqrt(0.5), np.nan, 2.0, np.nan])
    np.testing.assert_allclose(errors_by(judged, Side.COLUMNS, 2), [1.0, np.sqrt(2)])
