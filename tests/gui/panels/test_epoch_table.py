"""The table of epochs: every report is a row, the newest on top."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mfdesk.engine.report import Stage
from mfdesk.gui.panels.epoch_table import COLUMNS, EpochTable
from tests.gui.panels.epochs import filled, measured


@pytest.fixture
def table(qtbot: QtBot) -> EpochTable:
    table = EpochTable()
    qtbot.addWidget(table)
    table.resize(350, 200)
    table.show()
    return table


def text(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_newest_epoch_is_on_top(table: EpochTable) -> None:
    table.add_reports(measured(1, 3))
    table.add_reports(measured(4, 4))
    assert [text(table.epochs, row)[0] for row in range(4)] == ["4", "3", "2", "1"]


def test_a_row_tells_loss_error_and_held_out_error_of_its_stage(table: EpochTable) -> None:
    table.add_reports(measured(2, 2))
    table.add_reports(filled(1, 1))
    assert text(table.epochs, 1) == ["2", "measuring", "1.500", "1.225", "1.562", "0.250"]
    assert text(table.epochs, 0) == ["1", "filling", "1.900", "1.378", "–", "0.250"]


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
    assert left == [False, True, False, False, False, False]


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
        "epoch\tstage\tloss\terror\theld out\tsec.\n1\tmeasuring\t2.000\t1.414\t1.576\t0.250"
    )


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
