"""The table of epochs: every report is a row, the newest on top."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Method
from mfdesk.engine.observe import Observation, Trend
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.epoch_columns import COLUMNS, OBSERVATION, OPTIONAL, Entry, shown
from mfdesk.gui.panels.epoch_table import PADDING, EpochTable
from mfdesk.gui.panels.epoch_words import observation_sentence, observation_words
from mfdesk.gui.theme import DARK
from mfdesk.gui.words import NO_BREAK
from tests.gui.panels.epochs import filled, measured


@pytest.fixture
def table(qtbot: QtBot) -> EpochTable:
    table = EpochTable()
    qtbot.addWidget(table)
    table.epochs.begin(Method.GRADIENT_DESCENT)
    table.resize(348, 200)
    table.show()
    return table


def seen(table: EpochTable) -> list[str]:
    """The headers of the columns that are shown."""
    return [column.header for place, column in enumerate(COLUMNS) if not table.isColumnHidden(place)]


def trigger(table: EpochTable, name: str) -> None:
    table.findChild(QAction, name).trigger()


def text(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data().strip() for column in range(model.columnCount())]


def test_the_newest_epoch_is_on_top(table: EpochTable) -> None:
    table.add_reports(measured(1, 3))
    table.add_reports(measured(4, 4))
    assert [text(table.epochs, row)[0] for row in range(4)] == ["4", "3", "2", "1"]


def test_a_row_tells_the_numbers_of_its_stage_and_what_they_show(table: EpochTable) -> None:
    table.add_reports([EpochReport(Stage.MEASURING, 2, 60, 1.5, 2.441, accuracy=0.484, seconds=0.25)])
    table.add_reports(filled(1, 1))
    share = f"48{NO_BREAK}%"
    assert text(table.epochs, 1) == ["2", "measuring", "1.500", "1.225", "1.562", share, "0.250", "Random start"]
    assert text(table.epochs, 0) == ["1", "filling", "1.900", "1.378", "–", "–", "0.250", "Random start"]


def test_the_observations_go_with_the_method_of_the_run(table: EpochTable) -> None:
    reports = [
        EpochReport(Stage.MEASURING, n, 9, 1 / n, held, averaging=False)
        for n, held in enumerate((0.9, 0.5, 0.6, 0.7), start=1)
    ]
    table.add_reports(reports)
    assert text(table.epochs, 0)[OBSERVATION] == "Overfits since 3"
    table.epochs.begin(Method.GIBBS)
    table.add_reports(reports)
    assert text(table.epochs, 0)[OBSERVATION] == "Learning patterns"


@pytest.mark.parametrize(
    ("loss", "said"),
    [(0.6618, "0.662"), (9.99951, "10.00"), (61.8, "61.80"), (999.96, "1,000"), (123456, "1e+05"), (5e-6, "5e-06")],
)
def test_numbers_of_every_scale_fit_into_their_column(table: EpochTable, loss: float, said: str) -> None:
    table.add_reports([EpochReport(Stage.MEASURING, 1, 9, loss)])
    assert text(table.epochs, 0)[2] == said


def test_the_model_keeps_to_the_rules_of_qt(table: EpochTable) -> None:
    tester = QAbstractItemModelTester(table.epochs, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.add_reports(measured(1, 30))
    table.add_reports([])
    table.epochs.mark_best(Stage.MEASURING, 23)
    table.add_reports(filled(1, 3))
    table.epochs.clear()
    table.add_reports(measured(1, 2))
    assert tester.model() is table.epochs


def test_numbers_stand_at_the_right_and_words_at_the_left(table: EpochTable) -> None:
    table.add_reports(measured(1, 1))
    sides = [table.epochs.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(len(COLUMNS))]
    left = [bool(side & Qt.AlignmentFlag.AlignLeft) for side in sides]
    assert left == [False, True, False, False, False, False, False, True]


def test_the_kept_epoch_is_marked_in_its_stage_only(table: EpochTable) -> None:
    table.add_reports(measured(1, 3) + filled(1, 3))
    table.epochs.mark_best(Stage.MEASURING, 2)
    marked = [row for row in range(6) if text(table.epochs, row)[0].startswith("●")]
    assert marked == [4]
    assert table.epochs.index(4, 2).data(Qt.ItemDataRole.FontRole).bold()
    assert table.epochs.index(4, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_copied_rows_are_tab_separated_with_headers(qtbot: QtBot, table: EpochTable) -> None:
    table.add_reports(measured(1, 2))
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "epoch\tstage\tloss\terror\theld out\tright\tsec.\tobservation\n"
        "1\tmeasuring\t2.000\t1.414\t1.576\t–\t0.250\tRandom start"
    )


def test_copying_all_takes_the_hidden_columns_and_plain_percentages(table: EpochTable) -> None:
    table.add_reports([EpochReport(Stage.MEASURING, n, 9, 1 / n, 1.0, accuracy=0.5) for n in (1, 2, 3)])
    trigger(table, "copyAllEpochs")
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == [column.header for column in COLUMNS]
    assert [line[0] for line in lines[1:]] == ["3", "2", "1"]
    assert [line[5] for line in lines[1:]] == ["50%"] * 3


def test_exporting_hands_out_every_report_in_order_with_its_words(qtbot: QtBot, table: EpochTable) -> None:
    reports = measured(1, 3) + filled(1, 2)
    table.add_reports(reports)
    with qtbot.waitSignal(table.export_requested) as asked:
        trigger(table, "exportEpochs")
    assert asked.args[0] == tuple(reports)
    assert asked.args[1] == ("Random start", *["Learning patterns"] * 2, "Random start", "Learning patterns")


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_opens_by_mouse_and_key_and_offers_what_can_be_done(
    qtbot: QtBot, table: EpochTable, reason: QContextMenuEvent.Reason
) -> None:
    def offered() -> list[bool]:
        target = table.viewport() if reason is QContextMenuEvent.Reason.Mouse else table
        QApplication.sendEvent(target, QContextMenuEvent(reason, QPoint(30, 60), table.mapToGlobal(QPoint(30, 60))))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.close()
        names = ("copyEpochs", "copyAllEpochs", "exportEpochs")
        return [table.findChild(QAction, name).isEnabled() for name in names]

    assert offered() == [False, False, False]
    table.add_reports(measured(1, 3))
    assert offered() == [False, True, True]
    table.selectRow(0)
    assert offered() == [True, True, True]


def test_copying_nothing_leaves_the_clipboard_alone(qtbot: QtBot, table: EpochTable) -> None:
    QGuiApplication.clipboard().setText("mine")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "mine"


@pytest.mark.parametrize("place", [1, 40, 90])
def test_older_rows_that_are_being_read_stay_in_place(qtbot: QtBot, table: EpochTable, place: int) -> None:
    table.add_reports(measured(1, 100))
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() >= place)
    table.verticalScrollBar().setValue(place)
    assert text(table.epochs, table.rowAt(2))[0] == str(100 - place)
    table.add_reports(measured(101, 110))
    assert text(table.epochs, table.rowAt(2))[0] == str(100 - place)


def test_the_newest_row_stays_in_sight_of_who_has_not_scrolled(table: EpochTable) -> None:
    table.add_reports(measured(1, 100))
    table.add_reports(measured(101, 110))
    assert text(table.epochs, table.rowAt(2))[0] == "110"


def test_a_narrow_place_shows_what_matters_and_nothing_is_cut(table: EpochTable) -> None:
    assert seen(table) == ["epoch", "loss", "held out", "right", "observation"]
    table.add_reports(measured(1, 100))
    table.epochs.mark_best(Stage.MEASURING, 100)
    for place in range(len(COLUMNS)):
        if not table.isColumnHidden(place):
            assert table.sizeHintForColumn(place) <= table.columnWidth(place)
            header = table.horizontalHeader().fontMetrics().horizontalAdvance(COLUMNS[place].header)
            assert header + 2 * PADDING <= table.columnWidth(place)
    assert not table.horizontalScrollBar().isVisible()


def test_the_narrowest_dock_still_shows_the_words(table: EpochTable) -> None:
    table.resize(298, 200)
    assert seen(table) == ["epoch", "loss", "held out", "observation"]
    assert not table.horizontalScrollBar().isVisible()


def test_a_wide_place_shows_every_column(table: EpochTable) -> None:
    table.resize(850, 200)
    assert seen(table) == [column.header for column in COLUMNS]


def test_the_user_can_show_and_hide_columns(table: EpochTable) -> None:
    trigger(table, "showRight")
    trigger(table, "showSeconds")
    assert seen(table) == ["epoch", "loss", "held out", "sec.", "observation"]
    table.resize(850, 200)
    assert seen(table) == ["epoch", "loss", "held out", "sec.", "observation"]
    trigger(table, "showWhatFits")
    assert table.findChild(QAction, "showRight").isChecked()
    assert len(seen(table)) == len(COLUMNS)


def test_columns_that_the_user_adds_push_out_no_other(qtbot: QtBot, table: EpochTable) -> None:
    trigger(table, "showStage")
    assert seen(table) == ["epoch", "stage", "loss", "held out", "right", "observation"]
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)


def test_a_long_run_gets_room_for_its_epochs(table: EpochTable) -> None:
    before = table.columnWidth(0)
    table.add_reports([EpochReport(Stage.MEASURING, 1, 100_000, 1.0)])
    table.epochs.mark_best(Stage.MEASURING, 1)
    assert table.columnWidth(0) > before


@given(
    widths=st.lists(st.integers(20, 150), min_size=len(COLUMNS), max_size=len(COLUMNS)),
    room=st.integers(0, 1500),
    wanted=st.dictionaries(st.sampled_from(OPTIONAL), st.booleans()),
)
def test_columns_are_given_room_in_turn(widths: list[int], room: int, wanted: dict[int, bool]) -> None:
    chosen = shown(widths, room, wanted)
    assert {place for place, column in enumerate(COLUMNS) if column.turn == 0} <= chosen
    assert all((place in chosen) is on for place, on in wanted.items())
    added = chosen.intersection(OPTIONAL) - wanted.keys()
    assert not added or sum(widths[place] for place in chosen) <= room
    assert chosen <= shown(widths, room + 1000, wanted)


def test_the_second_stage_begins_with_a_line(table: EpochTable) -> None:
    table.set_palette_colours(DARK)
    table.add_reports(measured(1, 2) + filled(1, 2))
    assert table.epochs.first_rows == [1]
    image = table.viewport().grab().toImage()
    bottom = table.visualRect(table.epochs.index(1, 0)).bottom()
    ratio = image.devicePixelRatio()
    assert image.pixelColor(round(40 * ratio), round(bottom * ratio)) == QColor(DARK.dim)


def test_who_listens_hears_the_newest_epoch(table: EpochTable) -> None:
    assert table.accessibleDescription() == "Every epoch of a training becomes a row here"
    table.add_reports(measured(1, 2))
    assert table.accessibleDescription() == (
        "epoch 2, measuring: loss 1.500, error 1.225, held out 1.562, sec. 0.250, learning patterns"
    )
    table.epochs.clear()
    assert table.accessibleDescription() == "Every epoch of a training becomes a row here"


@pytest.mark.parametrize("trend", Trend)
def test_every_observation_has_words_and_a_sentence_that_fit(table: EpochTable, trend: Trend) -> None:
    observation = Observation(trend, 100 if trend is Trend.OVERFITTING else None)
    words = observation_words(observation)
    assert words[0].isupper()
    assert table.fontMetrics().horizontalAdvance(words) <= table.fontMetrics().horizontalAdvance(
        COLUMNS[OBSERVATION].widest
    )
    assert observation_sentence(observation).endswith(".")
    assert COLUMNS[OBSERVATION].text(Entry(measured(1, 1)[0], observation)) == words


def test_the_words_of_an_epoch_are_explained_under_the_mouse(table: EpochTable) -> None:
    table.add_reports(measured(1, 1))
    tip = table.epochs.index(0, OBSERVATION).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == observation_sentence(Observation(Trend.STARTING))
