"""Numbers and shapes as a rater reads them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mfdesk.engine.report import Stage
from mfdesk.files.opened import Accounting, Layout, Opened, Understood
from mfdesk.gui import words
from mfdesk.ratings import Attribute, Labels, Ratings, Scale


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("movie", "movies"), ("dish", "dishes"), ("hobby", "hobbies"), ("toy", "toys"), ("ratings", "ratings")],
)
def test_plurals(noun: str, expected: str) -> None:
    assert words.plural(noun) == expected


def test_one_is_not_many() -> None:
    assert words.counted(1, "movie") == "1 movie"
    assert words.counted(1373, "movie") == "1,373 movies"


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (Scale(1, 5, 1), "3.4"),
        (Scale(0.5, 5, 0.5), "3.43"),
        (Scale(-10, 10), "3.43"),
        (Scale(0, 100), "3.4"),
        (Scale(0, 5000), "3"),
    ],
)
def test_a_prediction_has_one_digit_more_than_the_scale_has_steps(scale: Scale, expected: str) -> None:
    assert words.predicted(3.4321, words.decimals(scale)) == expected


def test_there_is_no_minus_before_a_zero() -> None:
    assert words.predicted(-0.001, 1) == words.predicted(-0.0, 1) == "0.0"
    assert words.predicted(-1.26, 1) == "−1.3"


@for_all(st.floats(-1e15, 1e15).map(lambda number: number + 0.0))
def test_a_given_rating_is_written_exactly(value: float) -> None:
    assert float(words.given(value).replace("−", "-")) == value


def test_a_prediction_says_which_model_it_comes_from() -> None:
    assert words.origin(Stage.FILLING, 0.1) == "predicted by a model that has seen every known cell"
    assert words.origin(Stage.MEASURING, 0.0) == "predicted by a model that has seen every known cell"
    assert "90\u00a0% of the known cells" in words.origin(Stage.MEASURING, 0.1)


def test_what_was_left_out_merged_or_set_apart_is_told() -> None:
    cells = np.zeros(1, np.int32)
    table = Ratings.from_cells(cells, cells, np.ones(1), Labels("a"), Labels("xy"), row_noun="rater")
    table = replace(table, row_attributes=(Attribute("age", ("30",)),))
    account = Accounting(9, 6, 1, 2, 0, 1, (), 5)
    said = words.opened(Opened(table, Understood(Layout.LONG, "utf-8", ",", header=True), account), "a.csv")
    assert said == (
        "Opened a.csv: 1 rater × 2 columns, 50.0\u00a0% known; 1 other column describes the raters; "
        "2 lines were left out; 3 cells could not be read and were left empty; 1 cell was given more than once, "
        "of which the mean counts; 1 column has no rating."
    )
    timed = replace(table, times=np.zeros(1))
    said = words.opened(Opened(timed, Understood(Layout.LONG, "utf-8", ",", header=True), account), "a.csv")
    assert "1 cell was given more than once, of which the latest rating counts; " in said


def test_equal_ratings_are_told() -> None:
    cells = np.arange(2, dtype=np.int32)
    table = Ratings.from_cells(cells, cells, np.full(2, 4.0), Labels("ab"), Labels("xy"))
    account = Accounting(2, 2, 0, 0, 0, 0, (), 0)
    said = words.opened(Opened(table, Understood(Layout.LONG, "utf-8", ",", header=True), account), "a.csv")
    assert said.endswith("all ratings are 4, so there is nothing to learn from them.")
