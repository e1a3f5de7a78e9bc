"""Each page hears of every epoch, in its own turn."""

from pytestqt.qtbot import QtBot

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.turns import Turns


def reports(first: int, last: int) -> list[EpochReport]:
    return [EpochReport(Stage.MEASURING, number, 99, loss=1.0) for number in range(first, last + 1)]


def test_all_listeners_hear_all_reports_in_order(qtbot: QtBot) -> None:
    heard: list[list[int]] = [[], [], []]
    turns = Turns([lambda news, own=own: own.extend(report.epoch for report in news) for own in heard])
    for number in range(1, 40):
        turns.add(reports(number, number))
    qtbot.waitUntil(lambda: all(len(own) == 39 for own in heard))
    assert heard == [list(range(1, 40))] * 3


def test_only_one_listener_is_told_at_a_time(qtbot: QtBot) -> None:
    turn: list[str] = []
    turns = Turns([lambda _news: turn.append("first"), lambda _news: turn.append("second")])
    turns.add(reports(1, 5))
    assert turn == ["first"]
    qtbot.waitUntil(lambda: len(turn) == 2)


def test_a_flush_leaves_nobody_waiting(qapp: object) -> None:
    heard: list[list[int]] = [[], []]
    turns = Turns([lambda news, own=own: own.extend(report.epoch for report in news) for own in heard])
    turns.add(reports(1, 3))
    turns.add(reports(4, 4))
    turns.flush()
    assert heard == [[1, 2, 3, 4]] * 2
