"""Real files are understood without asking."""

import csv
from pathlib import Path

import numpy as np
import pytest

from mfdesk.engine.control import RunControl
from mfdesk.errors import UserError
from mfdesk.files.opened import Layout
from mfdesk.files.read import plain_rows
from mfdesk.paths import resource
from mfdesk.sentences import sentence

SURVEY = resource("samples", "food-world-cup", "food-world-cup-data.csv")


def test_the_survey_is_a_wide_table_of_40_cuisines(open_path):
    ratings = open_path(SURVEY).ratings
    assert ratings.shape == (1373, 40)
    assert ratings.known == 23_943
    assert (ratings.scale.lowest, ratings.scale.highest, ratings.scale.step) == (1, 5, 1)
    assert ratings.row_noun == "respondent"


def test_the_survey_keeps_its_no_break_spaces(open_path):
    opened = open_path(SURVEY)
    assert opened.understood.encoding == "mac_roman"
    assert "Please rate how much you like the traditional cuisine of\u00a0Australia." in list(
        opened.ratings.column_labels
    )


def test_what_the_survey_asks_of_the_person_becomes_an_attribute(open_path):
    attributes = open_path(SURVEY).ratings.row_attributes
    assert [attribute.name for attribute in attributes[2:]] == [
        "Gender",
        "Age",
        "Household Income",
        "Education",
        "Location (Census Region)",
    ]
    assert len(attributes) == 7
    assert {len(attribute.values) for attribute in attributes} == {1373}
    assert set(attributes[2].values) == {"Male", "Female", ""}


def test_every_cell_of_the_survey_is_where_an_independent_reading_finds_it(open_path):
    ratings = open_path(SURVEY).ratings
    with SURVEY.open(encoding="mac_roman", newline="") as stream:
        header, *lines = csv.reader(stream)
    for row, line in enumerate(lines):
        given = {header[at]: float(line[at]) for at in range(3, 43) if line[at] in "12345" and line[at]}
        span = slice(ratings.row_starts[row], ratings.row_starts[row + 1])
        names = [ratings.column_labels[column] for column in ratings.columns[span]]
        assert dict(zip(names, ratings.values[span], strict=True)) == given


def test_movielens_100k_is_a_list_of_ratings_without_a_header(shared_data, open_path):
    opened = open_path(shared_data / "ml-100k" / "u.data")
    ratings = opened.ratings
    assert (opened.understood.layout, opened.understood.delimiter) == (Layout.LONG, "\t")
    assert not opened.understood.header
    assert ratings.shape == (943, 1682)
    assert ratings.known == opened.accounting.used == 100_000
    assert ratings.row_labels[:3] == ("1", "2", "3")
    assert ratings.times is not None
    assert ratings.times.min() == 874_724_710


def test_movielens_100k_is_read_as_numpy_reads_it(shared_data, open_path):
    path = shared_data / "ml-100k" / "u1.base"
    ratings = open_path(path).ratings
    expected = {(row, column): value for row, column, value, _ in np.loadtxt(path, dtype=int).tolist()}
    rows = [int(ratings.row_labels[row]) for row in ratings.rows]
    columns = [int(ratings.column_labels[column]) for column in ratings.columns]
    assert dict(zip(zip(rows, columns, strict=True), ratings.values, strict=True)) == expected


def test_movielens_small_is_a_list_of_ratings_with_a_header(shared_data, open_path):
    opened = open_path(shared_data / "ml-latest-small" / "ratings.csv")
    ratings = opened.ratings
    assert opened.understood.header
    assert ratings.shape == (610, 9724)
    assert ratings.known == 100_836
    assert (ratings.row_noun, ratings.column_noun, ratings.scale.step) == ("user", "movie", 0.5)


@pytest.mark.parametrize("double_colon", [True, False])
def test_movielens_with_double_colons_is_the_same_table(shared_data, open_path, tmp_path, double_colon):
    original = shared_data / "ml-100k" / "u1.test"
    copy = tmp_path / "ratings.dat"
    copy.write_text(original.read_text().replace("\t", "::" if double_colon else ";"))
    ours, theirs = open_path(copy).ratings, open_path(original).ratings
    assert ours.row_labels == theirs.row_labels
    assert ours.column_labels == theirs.column_labels
    assert (ours.values == theirs.values).all()


def test_the_plain_rows_are_the_fields_of_the_file(open_path):
    understood = open_path(SURVEY).understood
    with SURVEY.open(encoding="mac_roman", newline="") as stream:
        assert list(plain_rows(SURVEY, understood, RunControl())) == list(csv.reader(stream))


def test_every_polluted_file_opens_with_a_balanced_account_or_is_refused(shared_data: Path, open_path):
    folder = shared_data.parent / "corpora"
    if not folder.is_dir():
        pytest.skip(f"the collection of polluted files is not here ({folder})")
    looked_at = opened = refused = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file())[::5]:
        looked_at += 1
        try:
            open_path(path)
        except UserError as error:
            refused += sentence(error).endswith(".")
        else:
            opened += 1
    assert opened > 0
    assert opened + refused == looked_at
    assert 0 < refused < looked_at
