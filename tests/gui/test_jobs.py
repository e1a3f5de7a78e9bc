"""Long jobs: whatever is asked of them and whenever, each ends once and loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEventLoop
from pytestqt.qtbot import QtBot

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport, Progress, Report, Stage
from mfdesk.errors import OutOfMemory, TooFewRatings
from mfdesk.gui.jobs import Abandoned, Busy, Done, Failed, Jobs, Outcome

Work = Generator[Report, None, int]


def epoch(number: int) -> EpochReport:
    return EpochReport(Stage.MEASURING, number, 1_000_000, loss=1 / number)


def until_finished(control: RunControl) -> Work:
    """Learns on and on until it is asked to finish; returns how many epochs it did."""
    done = 0
    while not control.finishing:
        control.checkpoint()
        done += 1
        yield epoch(done)
    return done


def counting(total: int) -> Callable[[RunControl], Work]:
    def job(control: RunControl) -> Work:
        for number in range(1, total + 1):
            control.checkpoint()
            yield epoch(number)
        return total

    return job


class Ear:
    """Writes down all that is heard, in the order in which it is heard."""

    def __init__(self, jobs: Jobs) -> None:
        self.heard: list[tuple[int, list[Report] | Outcome]] = []
        jobs.reported.connect(lambda run, reports: self.heard.append((run, reports)))
        jobs.ended.connect(lambda run, outcome: self.heard.append((run, outcome)))

    def reports(self, run: int) -> list[Report]:
        return [report for number, said in self.heard if number == run and isinstance(said, list) for report in said]

    def batches(self, run: int) -> int:
        return sum(1 for number, said in self.heard if number == run and isinstance(said, list))

    def ends(self, run: int) -> list[Outcome]:
        return [said for number, said in self.heard if number == run and not isinstance(said, list)]

    def end(self, run: int) -> Outcome:
        (outcome,) = self.ends(run)
        return outcome


@pytest.fixture
def jobs(qapp: QCoreApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.shutdown()


@pytest.fixture
def ear(jobs: Jobs) -> Ear:
    return Ear(jobs)


def wait_for_end(qtbot: QtBot, ear: Ear, run: int) -> Outcome:
    qtbot.waitUntil(lambda: bool(ear.ends(run)))
    return ear.end(run)


def test_a_job_delivers_every_report_in_order_and_then_its_result(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    run = jobs.start(counting(50_000), name="training")
    assert wait_for_end(qtbot, ear, run).result == 50_000
    assert [report.epoch for report in ear.reports(run)] == list(range(1, 50_001))
    assert not isinstance(ear.heard[-1][1], list)


def test_reports_come_in_at_most_twenty_batches_a_second(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    begin = time.monotonic()
    run = jobs.start(until_finished, name="training")
    qtbot.waitUntil(lambda: ear.batches(run) >= 6)
    seconds = time.monotonic() - begin
    assert ear.batches(run) <= 20 * seconds + 2  # the first one comes at once
    jobs.finish()
    wait_for_end(qtbot, ear, run)


def test_the_first_report_does_not_wait_for_a_batch(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    jobs._timer.setInterval(3_600_000)
    held = threading.Event()

    def job(control: RunControl) -> Work:
        yield epoch(1)
        held.wait()
        yield epoch(2)
        return 2

    run = jobs.start(job, name="training")
    qtbot.waitUntil(lambda: len(ear.reports(run)) == 1)
    held.set()
    wait_for_end(qtbot, ear, run)
    assert len(ear.reports(run)) == 2


def test_a_second_job_is_refused_while_one_runs(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    run = jobs.start(until_finished, name="training")
    with pytest.raises(Busy) as refused:
        jobs.start(counting(1), name="saving")
    assert refused.value.name == "training"
    jobs.cancel()
    assert isinstance(wait_for_end(qtbot, ear, run), Abandoned)


def test_a_new_job_may_start_from_the_end_of_the_last(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    def start_another(run: int) -> None:
        if run < 5:
            jobs.start(counting(run + 1), name="again")

    jobs.ended.connect(start_another)
    jobs.start(counting(1), name="first")
    qtbot.waitUntil(lambda: bool(ear.ends(5)))
    assert [ear.end(run).result for run in range(1, 6)] == [1, 2, 3, 4, 5]


def test_cancelling_a_paused_run_ends_it(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    run = jobs.start(until_finished, name="training")
    jobs.pause()
    assert jobs.paused
    jobs.cancel()
    assert isinstance(wait_for_end(qtbot, ear, run), Abandoned)
    assert not jobs.busy
    assert not jobs.paused


def test_a_paused_run_is_silent_until_it_is_resumed(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    run = jobs.start(until_finished, name="training")
    qtbot.waitUntil(lambda: bool(ear.reports(run)))
    jobs.pause()
    qtbot.wait(150)  # at most one more report: the one under way
    before = len(ear.reports(run))
    qtbot.wait(150)
    assert len(ear.reports(run)) == before
    jobs.resume()
    qtbot.waitUntil(lambda: len(ear.reports(run)) > before)
    jobs.finish()
    assert wait_for_end(qtbot, ear, run).result == len(ear.reports(run))


def test_a_cancelled_job_ends_the_next_time_it_looks(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    cancelled, looks = threading.Event(), list[bool]()

    def job(control: RunControl) -> Work:
        while True:
            looks.append(cancelled.is_set())
            control.checkpoint()
            cancelled.wait()
        yield epoch(1)

    run = jobs.start(job, name="training")
    qtbot.waitUntil(lambda: bool(looks))
    jobs.cancel()
    cancelled.set()
    assert isinstance(wait_for_end(qtbot, ear, run), Abandoned)
    assert looks == [False, True]


def test_a_job_that_never_looks_is_still_cancelled_between_two_reports(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    closed = threading.Event()

    def job(control: RunControl) -> Work:
        try:
            while True:
                yield Progress(1, 0)
        finally:
            closed.set()

    run = jobs.start(job, name="deaf")
    jobs.cancel()
    assert isinstance(wait_for_end(qtbot, ear, run), Abandoned)
    assert closed.is_set()


@pytest.mark.parametrize("error", [TooFewRatings(1, 2), ZeroDivisionError("defect"), SystemExit(3)])
def test_a_failing_job_tells_its_reports_and_then_its_error(
    qtbot: QtBot, jobs: Jobs, ear: Ear, error: BaseException
) -> None:
    def job(control: RunControl) -> Work:
        yield epoch(1)
        raise error

    run = jobs.start(job, name="training")
    outcome = wait_for_end(qtbot, ear, run)
    assert isinstance(outcome, Failed)
    assert outcome.error is error
    assert outcome.error.__traceback__ is not None
    assert len(ear.reports(run)) == 1


def test_a_job_that_fails_before_its_first_report_ends_too(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    def job(control: RunControl) -> Work:
        raise ZeroDivisionError

    run = jobs.start(job, name="training")
    assert isinstance(wait_for_end(qtbot, ear, run).error, ZeroDivisionError)


def test_running_out_of_memory_is_told_with_the_name_of_the_job(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    def job(control: RunControl) -> Work:
        yield epoch(1)
        raise MemoryError

    run = jobs.start(job, name="training")
    error = wait_for_end(qtbot, ear, run).error
    assert isinstance(error, OutOfMemory)
    assert error.job == "training"


def test_a_receiver_with_an_event_loop_of_its_own_hears_nothing_out_of_order(
    qtbot: QtBot, jobs: Jobs, ear: Ear
) -> None:
    """As a message box does, opened by a report: the run ends meanwhile, and is told afterwards."""
    nested = QEventLoop()

    def stay(run: int, reports: list[Report]) -> None:
        if reports[0].epoch == 1:
            jobs.cancel()
            jobs._thread.finished.connect(nested.quit)
            nested.exec()

    jobs.reported.connect(stay)
    late = Ear(jobs)  # hears each signal after the nested loop
    run = jobs.start(until_finished, name="training")
    wait_for_end(qtbot, late, run)
    assert isinstance(late.heard[-1][1], Abandoned)
    assert len(late.reports(run)) == len(ear.reports(run))


class _Defect(Exception):
    pass


def test_a_receiver_that_raises_does_not_stop_the_run(qtbot: QtBot, jobs: Jobs, ear: Ear) -> None:
    def raise_(run: int, reports: list[Report]) -> None:
        raise _Defect

    jobs.reported.connect(raise_)
    with qtbot.captureExceptions() as raised:
        run = jobs.start(counting(3), name="training")
        assert wait_for_end(qtbot, ear, run).result == 3
    assert {kind for kind, *_ in raised} == {_Defect}


REQUESTS = ("pause", "resume", "finish", "cancel", "look")


@given(requests=st.lists(st.sampled_from(REQUESTS), max_size=8), total=st.sampled_from([0, 1, 40, 1_000_000]))
@settings(max_examples=120)
def test_any_sequence_of_requests_ends_once_with_every_report_in_order(
    qtbot: QtBot, jobs: Jobs, requests: list[str], total: int
) -> None:
    ear = Ear(jobs)
    run = jobs.start(until_finished if total == 1_000_000 else counting(total), name="training")
    for request in requests:
        if request == "look":
            QCoreApplication.processEvents()
        else:
            getattr(jobs, request)()
    jobs.finish()
    outcome = wait_for_end(qtbot, ear, run)
    QCoreApplication.processEvents()
    assert [report.epoch for report in ear.reports(run)] == list(range(1, len(ear.reports(run)) + 1))
    assert ear.heard[-1] == (run, outcome)
    assert not isinstance(outcome, Failed)
    if isinstance(outcome, Done):
        assert outcome.result == len(ear.reports(run))
    else:
        assert "cancel" in requests


def test_shutdown_at_any_moment_tells_the_end_and_leaves_silence(qtbot: QtBot) -> None:
    for moment in range(100):
        jobs = Jobs()
        ear = Ear(jobs)
        run = jobs.start(until_finished if moment % 2 else counting(moment), name="training")
        if moment % 3:
            qtbot.waitUntil(lambda ear=ear, run=run: bool(ear.reports(run) or ear.ends(run)))
        if moment % 5 == 0:
            jobs.pause()
        assert jobs.shutdown()
        assert not jobs.busy
        heard = list(ear.heard)
        assert len(ear.ends(run)) == 1
        qtbot.wait(1)
        assert ear.heard == heard


def test_after_a_shutdown_nothing_can_be_started(jobs: Jobs) -> None:
    assert jobs.shutdown()
    with pytest.raises(Busy):
        jobs.start(counting(1), name="late")


def test_shutdown_gives_up_on_a_job_that_does_not_answer(qtbot: QtBot) -> None:
    jobs, release = Jobs(), threading.Event()
    ear = Ear(jobs)

    def job(control: RunControl) -> Work:
        release.wait()
        yield epoch(1)
        return 1

    jobs.start(job, name="deaf")
    thread = jobs._thread
    assert not jobs.shutdown(timeout=0.01)
    release.set()
    assert thread.wait(5000)
    qtbot.wait(1)
    assert ear.heard == []


PROGRAM = """
import sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from mfdesk.engine.report import Progress
from mfdesk.gui.jobs import Jobs

def job(control):
    while True:
        control.checkpoint()
        yield Progress(1, 0)

application = QCoreApplication([])
jobs = Jobs()
jobs.start(job, name="training")
QTimer.singleShot(int(sys.argv[1]), application.quit)
sys.exit(application.exec())
"""


@pytest.mark.parametrize("moment", [0, 1, 30])
def test_a_program_that_quits_during_a_job_ends_cleanly(moment: int) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(moment)], capture_output=True, text=True, env=environment, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
