import contextlib
import threading

import pytest

from mfdesk.engine.control import Cancelled, RunControl


def test_a_checkpoint_passes_while_nothing_is_asked() -> None:
    RunControl().checkpoint()


def test_a_cancelled_job_ends_at_its_checkpoint() -> None:
    control = RunControl()
    control.cancel()
    with pytest.raises(Cancelled):
        control.checkpoint()


@pytest.mark.parametrize("release", ["resume", "finish", "cancel"])
def test_a_paused_job_waits_until_it_is_let_go(release: str) -> None:
    control, ended = RunControl(), threading.Event()

    def job() -> None:
        with contextlib.suppress(Cancelled):
            control.checkpoint()
        ended.set()

    control.pause()
    thread = threading.Thread(target=job)
    thread.start()
    assert not ended.wait(0.02)
    getattr(control, release)()
    assert ended.wait(5)
    thread.join()


def test_a_job_that_is_ending_cannot_be_paused() -> None:
    control = RunControl()
    control.finish()
    control.pause()
    assert not control.paused


def test_a_step_lets_a_held_job_go_on_for_one_epoch() -> None:
    control = RunControl()
    control.pause()
    control.step()
    control.checkpoint()
    control.epoch_ended()
    assert control.paused


def test_a_job_that_is_let_go_runs_past_the_end_of_its_epoch() -> None:
    control = RunControl()
    control.step()
    control.resume()
    control.epoch_ended()
    assert not control.paused


def test_a_step_asked_for_before_the_last_one_has_ended_is_not_lost() -> None:
    control = RunControl()
    control.step()
    control.step()
    control.epoch_ended()
    assert not control.paused
    control.epoch_ended()
    assert control.paused
