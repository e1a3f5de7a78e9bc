"""How far a training is: never backwards, and done when it is done."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.config import Config
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.run_progress import RunProgress, time_left
from tests.gui.panels.epochs import filled, measured

TWO_STAGES, ONE_STAGE = Config(), Config(refill=False)


def after(config: Config, reports: list[EpochReport]) -> RunProgress:
    progress = RunProgress(config)
    for report in reports:
        progress.add(report)
    return progress


def test_nothing_is_said_of_the_time_before_the_first_epoch() -> None:
    progress = RunProgress(TWO_STAGES)
    assert (progress.share, progress.seconds_left, progress.phrase) == (0, None, "Starting")


def test_the_first_of_two_stages_counts_half() -> None:
    assert after(TWO_STAGES, measured(1, 30)).share == pytest.approx(30 / 120)
    assert after(ONE_STAGE, measured(1, 30)).share == pytest.approx(30 / 60)


def test_the_time_left_counts_the_second_stage_too() -> None:
    assert after(TWO_STAGES, measured(1, 40)).seconds_left == pytest.approx(0.25 * (20 + 60))
    assert after(ONE_STAGE, measured(1, 40)).seconds_left == pytest.approx(0.25 * 20)
    assert after(TWO_STAGES, measured(1, 40) + filled(1, 3)).seconds_left == pytest.approx(0.25 * 20)


def test_a_single_slow_epoch_does_not_upset_the_estimate() -> None:
    steady = after(ONE_STAGE, measured(1, 30))
    slow = EpochReport(Stage.MEASURING, 31, 60, loss=1, seconds=2.5)
    steady.add(slow)
    assert steady.seconds_left < 2 * 0.25 * 29


def test_a_machine_that_is_busy_by_turns_does_not_toss_the_estimate_about() -> None:
    """Of twenty epochs five take eight times as long as the others."""
    progress, left = RunProgress(ONE_STAGE), []
    for n in range(1, 151):
        progress.add(EpochReport(Stage.MEASURING, n, 150, loss=1, seconds=0.08 if n % 20 < 5 else 0.01))
        left.append(progress.seconds_left)
    told = [seconds for seconds in left[20:] if seconds is not None]
    assert all(after < 1.1 * before for before, after in pairwise(told))
    assert 0.5 < told[0] / (130 * 0.0275) < 1.5


def test_what_makes_a_stage_ready_is_not_taken_for_the_pace_of_its_epochs() -> None:
    ready = replace(filled(1, 1)[0], seconds=9.0)
    progress = after(TWO_STAGES, [*measured(1, 40), ready])
    assert progress.seconds_left == pytest.approx(0.25 * 22)


def test_an_estimate_follows_a_machine_that_became_slow_for_good() -> None:
    slow = [replace(report, seconds=1.0) for report in measured(31, 60)]
    assert after(ONE_STAGE, measured(1, 30) + slow[:20]).seconds_left == pytest.approx(1.0 * 10, rel=0.2)


def test_the_phrase_names_stage_epoch_and_time() -> None:
    assert after(TWO_STAGES, measured(1, 12)).phrase == "Measuring, epoch 12 of 60, about 27 s left"
    assert after(TWO_STAGES, filled(1, 12)).phrase == "Filling the table, epoch 12 of 23, about 3 s left"


def test_without_times_the_phrase_keeps_silent_about_them() -> None:
    report = EpochReport(Stage.MEASURING, 1, 60, loss=1)
    assert after(TWO_STAGES, [report]).phrase == "Measuring, epoch 1 of 60"


@given(stops=st.integers(1, 60), best=st.integers(1, 60), two=st.booleans())
def test_the_share_never_falls_and_ends_at_one(stops: int, best: int, two: bool) -> None:
    progress = RunProgress(TWO_STAGES if two else ONE_STAGE)
    shares = [0.0]
    for report in measured(1, stops if two else 60) + (filled(1, best, best) if two else []):
        progress.add(report)
        shares.append(progress.share)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.3, "less than a second left"),
        (1.2, "about 1 s left"),
        (59.4, "about 59 s left"),
        (59.6, "about 1 min left"),
        (3569, "about 59 min left"),
        (5400, "about 1.5 h left"),
    ],
)
def test_times_are_told_as_people_tell_them(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
