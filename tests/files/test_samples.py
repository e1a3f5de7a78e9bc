"""Both samples open and are what their descriptions say."""

import hashlib

import pytest

from mfdesk.engine.config import Method
from mfdesk.engine.control import RunControl
from mfdesk.files.samples import MOVIE_NIGHT, SAMPLES, open_sample
from mfdesk.paths import resource


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_a_sample_opens_under_its_title(sample, drive):
    opened = drive(open_sample(sample.id, RunControl()))
    assert opened.ratings.title == sample.title
    assert opened.ratings.column_noun
    assert opened.accounting.problems == ()


def test_movie_night_has_its_first_row_and_a_tenth_of_its_cells(drive):
    ratings = drive(open_sample("movie-night", RunControl())).ratings
    assert ratings.shape == (1000, 500)
    assert 0.09 < ratings.share_known < 0.11
    assert ratings.columns[:2].tolist() == [0, 2]
    assert ratings.values[:2].tolist() == [4, 5]
    assert MOVIE_NIGHT.config.method is Method.GRADIENT_DESCENT


def test_the_survey_is_byte_for_byte_as_published():
    content = resource("samples", "food-world-cup", "food-world-cup-data.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "0ada78c5e93576f50fa84954d1c940292c2211ff9f0cfc0ba5f2d46ac232dd98"


@pytest.mark.parametrize("name", ["LICENSE-CC-BY-4.0", "ATTRIBUTION.md"])
def test_the_survey_comes_with_its_licence_and_attribution(name):
    assert "4.0" in resource("samples", "food-world-cup", name).read_text()
