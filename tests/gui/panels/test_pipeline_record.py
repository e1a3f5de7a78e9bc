"""The record of a run is bounded, and what is left of it is true."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.pipeline.playback import FACTORS, MULTIPLY, UPDATE, Playback, Step
from mfdesk.gui.panels.pipeline.record import Record
from tests.gui.panels.epochs import filled, measured


def recorded(reports: list[EpochReport], most: int = 5000) -> Record:
    record = Record(most)
    record.add(reports)
    return record


@given(count=st.integers(1, 400), most=st.integers(2, 30), batch=st.integers(1, 50))
def test_a_long_record_is_thinned_evenly_and_keeps_both_ends(count: int, most: int, batch: int) -> None:
    reports, record = measured(1, count), Record(most)
    for first in range(0, count, batch):
        record.add(reports[first : first + batch])
    numbers = [record[index].number for index in range(len(record))]
    assert len(numbers) <= most
    assert (numbers[0], numbers[-1]) == (0, count - 1)
    gaps = {right - left for left, right in pairwise(numbers[:-1])}
    assert len(gaps) <= 1
    assert all(record[index].report is reports[number] for index, number in enumerate(numbers))


def test_the_default_record_holds_five_thousand_epochs() -> None:
    assert len(recorded(measured(1, 5000))) == 5000
    assert 2500 <= len(recorded(measured(1, 5001))) <= 5000


def test_each_epoch_knows_the_loss_it_began_with_also_after_thinning() -> None:
    reports = measured(1, 100)
    record = recorded(reports, most=10)
    for index in range(len(record)):
        number = record[index].number
        assert record[index].loss_before == (reports[number - 1].loss if number else None)


def test_the_second_model_begins_anew() -> None:
    record = recorded(measured(1, 3) + filled(1, 2))
    assert record[3].report.stage is Stage.FILLING
    assert record[3].loss_before is None
    assert record[4].loss_before == record[3].report.loss


def test_an_epoch_that_was_let_go_is_found_at_the_one_before_it() -> None:
    record = Record(most=10)
    record.add(measured(1, 10))
    odd = record[5]
    record.add(measured(11, 11))
    assert record[record.index_of(odd)].number == 4
    following = record.after(odd)
    assert following is not None
    assert following.number == 6


def test_stages_go_one_by_one_and_the_end_asks_for_more() -> None:
    playback = Playback()
    playback.add(measured(1, 2))
    playback.go_to(0)
    places = []
    while playback.next_stage():
        assert playback.shown is not None
        places.append((playback.shown.report.epoch, playback.stage))
    assert places == [(2, 3), (2, 4), (2, 5)]
    assert not playback.next_epoch()


def test_a_stepped_run_starts_with_its_factor_tables() -> None:
    playback = Playback()
    playback.awaited = Step.STAGE
    playback.begin()
    playback.add(measured(1, 1))
    assert (playback.stage, playback.reached) == (FACTORS, FACTORS)
    assert playback.next_stage()
    assert (playback.stage, playback.reached) == (MULTIPLY, MULTIPLY)


def test_an_epoch_step_finishes_the_epoch_that_was_begun() -> None:
    playback = Playback()
    playback.add(measured(1, 3))
    playback.go_to(0)
    assert playback.next_stage()
    assert playback.next_epoch()
    assert playback.shown is playback.record[1]
    assert playback.reached == UPDATE
    assert playback.next_epoch()
    assert playback.shown is playback.record[2]


def test_the_eye_walks_from_multiply_to_update_while_the_run_goes_on() -> None:
    playback = Playback()
    stages = []
    for report in measured(1, 6):
        playback.add([report])
        stages.append(playback.stage)
        assert playback.reached == UPDATE
    assert sorted(set(stages)) == [3, 4, 5]
    assert all(right != left for left, right in pairwise(stages))
