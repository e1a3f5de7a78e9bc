"""The trace as a file: every epoch with all its digits, whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.report import EpochReport, Progress, Stage
from mfdesk.errors import NotWritten
from mfdesk.files.write_trace import write_trace
from tests.drive import drive

NUMBERS = st.floats(0, allow_infinity=False)
REPORTS = st.builds(
    EpochReport,
    stage=st.sampled_from(Stage),
    epoch=st.integers(1, 100_000),
    epochs=st.just(100_000),
    loss=NUMBERS,
    held_out_loss=st.none() | NUMBERS,
    seconds=NUMBERS,
    accuracy=st.none() | st.floats(0, 1),
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def number(text: str) -> float | None:
    return float(text) if text else None


def test_a_trace_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "trace.csv"
    reports = [
        EpochReport(Stage.MEASURING, 1, 2, 0.25, 0.36, seconds=0.125, accuracy=0.5),
        EpochReport(Stage.FILLING, 1, 1, 4.0, seconds=0.1),
    ]
    drive(write_trace(path, reports, ["Overfitting since 1,000", "Stable"], RunControl()))
    assert path.read_text(encoding="utf-8") == (
        "epoch,stage,loss,error,held_out_error,accuracy,seconds,observation\n"
        '1,measuring,0.25,0.5,0.6,0.5,0.125,"Overfitting since 1,000"\n'
        "1,filling,4,2,,,0.1,Stable\n"
    )


@given(reports=st.lists(REPORTS, max_size=20))
def test_every_digit_comes_back(tmp_path: Path, reports: list[EpochReport]) -> None:
    path = tmp_path / "trace.csv"
    drive(write_trace(path, reports, ["Stable"] * len(reports), RunControl()))
    assert [
        (int(line["epoch"]), line["stage"], *(number(line[name]) for name in list(line)[2:7])) for line in read(path)
    ] == [(one.epoch, one.stage, one.loss, one.error, one.held_out_error, one.accuracy, one.seconds) for one in reports]


def test_a_long_trace_tells_how_far_it_is(tmp_path: Path) -> None:
    reports = [EpochReport(Stage.FILLING, epoch, 2500, 1.0) for epoch in range(1, 2501)]
    told, _ = drive(write_trace(tmp_path / "trace.csv", reports, ["Stable"] * 2500, RunControl()))
    assert told == [Progress(1000, 2500), Progress(2000, 2500), Progress(2500, 2500)]


def test_a_cancelled_trace_leaves_the_old_file(tmp_path: Path) -> None:
    path, control = tmp_path / "trace.csv", RunControl()
    path.write_text("old")
    writing = write_trace(path, [EpochReport(Stage.FILLING, 1, 1, 1.0)] * 2000, ["Stable"] * 2000, control)
    next(writing)
    control.cancel()
    with pytest.raises(Cancelled):
        drive(writing)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_place_for_a_trace(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        drive(write_trace(tmp_path, [], [], RunControl()))
