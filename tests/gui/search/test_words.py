"""What the window of the search says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.search_cost import Cost
from mfdesk.engine.search_plan import SearchPlan
from mfdesk.engine.search_report import CandidateState
from mfdesk.engine.search_result import SearchEnd, SearchResult, Standing
from mfdesk.gui.search.words import cost_words, duration, search_words

ALS = Config(method=Method.ALS, rank=8)
BAYES = Config(method=Method.GIBBS, ordered=False)


def standing(config: Config, *errors: float, rung: int = 2, fair: bool = True) -> Standing:
    error = sum(errors) / len(errors) if errors else None
    return Standing(0, config, error, None, errors, config.rank, 9, 1.0, rung, CandidateState.FINISHED, fair)


def result(*standings: Standing, ended: SearchEnd = SearchEnd.COMPLETE) -> SearchResult:
    return SearchResult(standings, 3, ended, 10.0, 12)


def test_the_best_settings_are_named_with_their_error_and_the_runner_up() -> None:
    found = result(standing(ALS, 0.70, 0.72, 0.71), standing(BAYES, 0.70, 0.71, 0.75))
    assert search_words(found, "stars") == (
        "Alternating least squares with rank 8 predicts best: off by 0.71 stars on held-out cells; "
        "Bayesian with automatic rank is 0.01 behind, within the noise of the folds."
    )


def test_a_clear_difference_is_said_to_be_clear() -> None:
    found = result(standing(BAYES, 0.70, 0.72, 0.71), standing(ALS, 0.80, 0.82, 0.81))
    assert "alternating least squares with rank 8 is 0.10 behind, more than the noise of the folds." in search_words(
        found, "stars"
    )


def test_a_small_difference_that_is_clear_is_said_in_digits_that_show_it() -> None:
    found = result(standing(BAYES, 0.7000, 0.7200, 0.7100), standing(ALS, 0.7020, 0.7220, 0.7121))
    words = search_words(found, "stars")
    assert "rank 8 is 0.002 behind, little, but more than the noise of the folds." in words
    assert "as good" not in words


def test_whoever_was_ahead_when_time_ended_is_named() -> None:
    late = standing(BAYES, 0.69, rung=0, fair=False)
    said = "Bayesian with automatic rank came to 0.69, but its time was too short for a fair comparison: allow more."
    assert said in search_words(result(standing(ALS, 0.70, 0.72, 0.71), late), "stars")
    assert "came to" not in search_words(result(standing(ALS, 0.68, 0.68, 0.68), late), "stars")
    assert "came to" not in search_words(result(standing(ALS, 0.7), replace(late, fair=True)), "stars")


def test_a_candidate_that_was_dropped_earlier_is_no_runner_up() -> None:
    found = result(standing(ALS, 0.70, 0.72, 0.71), standing(BAYES, 0.70, rung=0))
    assert search_words(found, "stars").endswith("off by 0.71 stars on held-out cells.")


def test_why_a_search_ended_early_is_said() -> None:
    late = result(standing(ALS, 0.7), ended=SearchEnd.OUT_OF_TIME)
    assert "(1 of 3 folds)" in search_words(late, "stars")
    assert search_words(late, "stars").endswith("Time was up before all folds were done.")
    assert search_words(replace(late, ended=SearchEnd.BY_HAND), "stars").endswith("Stopped by hand.")


def test_an_unfair_best_is_not_praised() -> None:
    words = search_words(result(standing(ALS, 0.9, fair=False), ended=SearchEnd.BY_HAND), "stars")
    assert words.startswith("No candidate had learned enough for a fair comparison")
    assert "predicts best" not in words


def test_nothing_measured_says_that_nothing_changed() -> None:
    assert "the settings are as they were" in search_words(result(standing(ALS)), "stars")


def test_the_cost_is_one_sentence_and_says_when_time_is_too_short() -> None:
    plan = SearchPlan((ALS,) * 12, folds=5, seconds=60)
    assert cost_words(Cost(12, 48, 100.0, 20.0, enough=True), plan) == (
        "12 candidates, 5 folds; at most 60 seconds, about 48 trainings."
    )
    assert "probably 30 seconds and at most 60 seconds" in cost_words(Cost(12, 48, 30.0, 20.0, enough=True), plan)
    assert cost_words(Cost(12, 48, 300.0, 80.0, enough=False), plan).endswith("allow 80 seconds or try fewer.")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 second"), (90, "90 seconds"), (100, "2 minutes"), (7200, "2.0 hours")]
)
def test_a_duration_has_the_unit_of_its_size(seconds: float, said: str) -> None:
    assert duration(seconds) == said
