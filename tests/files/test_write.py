"""What is written comes back the same, and predictions never leave the scale."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.steps import OrderedSteps
from mfdesk.files.formulas import protected, unprotected
from mfdesk.files.headings import COLUMN, base
from mfdesk.files.opened import Layout
from mfdesk.files.texts import Rounded, shortest
from mfdesk.files.write import companion, write_completed
from mfdesk.ratings import Labels, Ratings, Scale

names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n\x85"), min_size=1, max_size=12
).filter(lambda name: name.strip() and base(name) not in COLUMN)
risky = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "'=", "''@", "'a", '"', ",", ";", "-5", "\ufeff"]),
    names,
)
some_names = st.lists(names | risky, min_size=1, max_size=6, unique=True)
"""Names such as "item" are left out: a wide table with the columns "item" and "rating" cannot be told from a
list of ratings, not by a person either."""


def a_table(row_names, column_names, values, *, model=None, scale=None, **more) -> CompletedTable:
    """``values``: rows of numbers, None for a hole."""
    grid = np.array(values, np.float64)
    rows, columns = np.nonzero(~np.isnan(grid))
    ratings = Ratings.from_cells(
        rows.astype(np.int32),
        columns.astype(np.int32),
        grid[rows, columns],
        Labels(row_names),
        Labels(column_names),
        scale=scale,
        **more,
    )
    return CompletedTable(ratings, model)


def a_model(shape, *, mean=3.0, scale=None, draws=3, noise=0.5) -> Model:
    scale = scale or Scale(1, 5, 1)
    random = np.random.default_rng(0)
    rows, columns = shape
    factors = [random.normal(size=(draws, size, 2)).astype(np.float32) for size in (rows, columns)]
    biases = [random.normal(size=(draws, size)).astype(np.float32) for size in (rows, columns)]
    return Model(Method.GIBBS, scale, mean, 1.0, *factors, *biases, np.full(draws, noise))


def cells(ratings):
    return {
        (ratings.row_labels[row], ratings.column_labels[column]): value
        for row, column, value in zip(ratings.rows, ratings.columns, ratings.values, strict=True)
    }


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture
def small() -> CompletedTable:
    values = [[4, None, 5], [None, 2.5, None]]
    return a_table(
        ["Ann", "Bob"], ["Alien", "Heat", "Up"], values, model=a_model((2, 3)), scale=Scale(1, 5, 0.5), row_noun="user"
    )


def test_a_wide_table_holds_given_cells_as_they_are_and_predictions_with_three_decimals(small, write):
    header, ann, bob = read(write(small))
    assert header == ["user", "Alien", "Heat", "Up"]
    assert (ann[0], ann[1], ann[3]) == ("Ann", "4", "5")
    assert (bob[0], bob[2]) == ("Bob", "2.5")
    for text in (ann[2], bob[1], bob[3]):
        assert len(text.partition(".")[2]) == 3
        assert 1 <= float(text) <= 5


def test_a_long_table_says_of_each_rating_where_it_comes_from(small, write):
    header, *lines = read(write(small, Layout.LONG))
    assert header == ["row", "column", "rating", "source", "spread"]
    assert [line[:2] for line in lines] == [
        [row, column] for row in ("Ann", "Bob") for column in ("Alien", "Heat", "Up")
    ]
    assert lines[0] == ["Ann", "Alien", "4", "given", ""]
    assert lines[1][3] == "predicted"
    assert float(lines[1][4]) >= 0.5


def test_what_was_predicted_is_a_hole_again_when_a_long_table_is_read(small, write, open_path):
    opened = open_path(write(small, Layout.LONG))
    assert cells(opened.ratings) == cells(small.ratings)
    assert opened.ratings.row_labels == small.ratings.row_labels
    assert opened.ratings.column_labels == small.ratings.column_labels
    assert (opened.accounting.used, opened.accounting.blank) == (3, 3)


def test_without_a_model_holes_stay_holes(small, write):
    table = CompletedTable(small.ratings)
    assert read(write(table))[1:] == [["Ann", "4", "", "5"], ["Bob", "", "2.5", ""]]
    assert len(read(write(table, Layout.LONG))) == 1 + 3


def test_the_mask_says_which_cells_are_given_and_the_spreads_how_sure_the_others_are(small, write):
    path = write(small, mask=True, spread=True)
    assert read(companion(path, "mask"))[1] == ["Ann", "given", "predicted", "given"]
    assert read(companion(path, "mask"))[0] == read(path)[0]
    ann = read(companion(path, "spread"))[1]
    assert (ann[1], ann[3]) == ("", "")
    assert float(ann[2]) >= 0.5


def test_a_method_that_knows_no_spread_leaves_it_blank(small, write):
    table = CompletedTable(small.ratings, a_model((2, 3), draws=1, noise=np.nan))
    assert {line[4] for line in read(write(table, Layout.LONG))[1:]} == {""}


def test_names_beyond_ascii_bring_the_mark_that_spreadsheets_need(write):
    assert write(a_table(["Ann"], ["Up"], [[4]])).read_bytes() == b"row,Up\nAnn,4\n"
    assert write(a_table(["René"], ["Up"], [[4]])).read_bytes() == b"\xef\xbb\xbfrow,Up\nRen\xc3\xa9,4\n"


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_no_name_starts_a_formula(name, write):
    path = write(a_table([name], [name + "!"], [[4]]))
    for line in read(path):
        assert line[0] == "row" or line[0] == "'" + name
        assert line[1] in ("4", "'" + name + "!")


@given(names | risky)
def test_a_protected_name_comes_back(name):
    assert unprotected(protected(name)) == name
    assert protected(name) == name or not protected(name).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(data=st.data(), row_names=some_names, column_names=some_names, layout=st.sampled_from(Layout))
def test_any_names_and_ratings_come_back_the_same(write, open_path, data, row_names, column_names, layout):
    rating = st.sampled_from([1, 1.5, 2, 2.25, 3, 4.1, 5, None])
    row = st.lists(rating, min_size=len(column_names), max_size=len(column_names))
    values = data.draw(
        st.lists(row, min_size=len(row_names), max_size=len(row_names)).filter(lambda rows: any(map(any, rows)))
    )
    table = a_table(row_names, column_names, values)
    ratings = open_path(write(table, layout)).ratings
    assert cells(ratings) == cells(table.ratings)
    if layout is Layout.WIDE:
        assert ratings.row_labels == table.ratings.row_labels
        assert ratings.column_labels == table.ratings.column_labels


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_text_gives_back_the_number(value):
    assert float(shortest(value)) == value
    assert not shortest(value).endswith(".0")


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2, unique=True).map(sorted),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_rounding_never_leaves_the_scale(ends, shares):
    lowest, highest = ends
    values = np.clip([lowest + (highest - lowest) * share for share in shares], lowest, highest)
    for value, text in zip(values, Rounded(Scale(lowest, highest)).texts(values), strict=True):
        assert lowest <= float(text) <= highest
        assert abs(float(text) - value) <= 0.001


@pytest.mark.parametrize("layout", Layout)
def test_cancelling_leaves_the_old_file_and_nothing_else(small, tmp_path, layout):
    path = tmp_path / "table.csv"
    path.write_text("old")
    wide = a_table([f"r{n}" for n in range(4)], [f"c{n}" for n in range(40_000)], [[3] * 40_000] * 4)
    control = RunControl()
    job = write_completed(wide, path, control, layout=layout, mask=True)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]
    assert path.read_text() == "old"


def test_the_same_table_gives_the_same_bytes(small, write):
    assert write(small).read_bytes() == write(small).read_bytes()


def test_given_ratings_of_movielens_are_written_and_read_unchanged(shared_data, write, open_path):
    ratings = open_path(shared_data / "ml-100k" / "u.data").ratings
    table = CompletedTable(ratings, a_model(ratings.shape, scale=ratings.scale))
    back = open_path(write(table)).ratings
    assert back.shape == ratings.shape
    assert back.known == ratings.shape[0] * ratings.shape[1]
    assert (back.values[ratings.rows.astype(int) * ratings.shape[1] + ratings.columns] == ratings.values).all()
    assert back.scale.lowest >= 1
    assert back.scale.highest <= 5


def test_a_long_table_tells_the_chance_of_each_step_where_it_is_asked_for(small, write, open_path):
    steps = OrderedSteps(np.array([1.0, 2.5, 4.0]), np.tile([-0.5, 0.8], (3, 1)), np.ones(3))
    table = CompletedTable(small.ratings, replace(small.model, steps=steps))
    path = write(table, Layout.LONG, chances=True)
    header, *lines = read(path)
    assert header[5:] == ["chance_1", "chance_2.5", "chance_4"]
    for line in lines:
        if line[3] == "given":
            assert line[5:] == ["", "", ""]
        else:
            chances = [float(text) for text in line[5:]]
            assert sum(chances) == pytest.approx(1, abs=0.002)
            assert float(line[2]) == pytest.approx(np.dot(chances, [1, 2.5, 4]), abs=0.01)
    assert cells(open_path(path).ratings) == cells(small.ratings)


def test_a_model_that_knows_no_chances_tells_none(small, write):
    assert read(write(small, Layout.LONG, chances=True)) == read(write(small, Layout.LONG))


def test_predictions_on_a_narrow_scale_keep_the_digits_that_tell_them_apart() -> None:
    values = np.array([0.0123456, 0.0123457])
    assert list(Rounded(Scale(0.0, 0.1)).texts(values)) == ["0.0123456", "0.0123457"]
    assert list(Rounded(Scale(0.0, 1.0)).texts(values)) == ["0.012", "0.012"]
