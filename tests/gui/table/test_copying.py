"""Chosen cells reach the clipboard and other programs as they stand in the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.at_once import result_of
from mfdesk.engine.config import Method
from mfdesk.engine.control import RunControl
from mfdesk.files.clip import copied
from mfdesk.gui.table import dragging
from mfdesk.gui.table.copying import asking, mime_data, parts_of
from mfdesk.gui.table.dragging import Carried, SelectionDrag, drag_data, drag_file
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.edited import Edited
from tests.engine.models import any_model
from tests.tables import ratings_of

ROWS, COLUMNS = 7, 6
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table() -> CompletedTable:
    ratings = ratings_of({(place, place): 1.0 + place % 5 for place in range(COLUMNS)}, ROWS, COLUMNS)
    return CompletedTable(Edited.of(ratings), any_model(Method.GIBBS, ROWS, COLUMNS))


@pytest.fixture
def view(qtbot: QtBot) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(ROWS, COLUMNS, view))
    view.resize(700, 400)
    view.show()
    return view


def choose(view: QTableView, *rectangles: tuple[int, int, int, int]) -> None:
    model = view.model()
    for top, left, bottom, right in rectangles:
        part = QItemSelection(model.index(top, left), model.index(bottom, right))
        view.selectionModel().select(part, QItemSelectionModel.SelectionFlag.Select)


def middle(view: QTableView, row: int, column: int) -> QPoint:
    """Of a cell, in the window."""
    return view.viewport().mapTo(view.window(), view.visualRect(view.model().index(row, column)).center())


def press_and_move(view: QTableView, first: QPoint, last: QPoint) -> None:
    """Through the window, as a real mouse: so Qt knows which buttons are down."""
    window = view.windowHandle()
    QTest.mousePress(window, LEFT, CTRL, first)
    QTest.mouseMove(window, (first + last) / 2)
    QTest.mouseMove(window, last)


def test_the_parts_of_a_selection_are_its_rectangles_of_places(view: QTableView) -> None:
    choose(view, (0, 1, 2, 3), (5, 0, 6, 0))
    assert set(parts_of(view.selectionModel().selection())) == {
        Part(range(3), range(1, 4)),
        Part(range(5, 7), range(1)),
    }
    assert parts_of(QItemSelection()) == ()


def test_the_clipboard_gives_the_same_numbers_back(qapp: object, table: CompletedTable) -> None:
    part = Part(range(ROWS), range(COLUMNS))
    job = copied(table, Arrangement.of(table.edited), (part,), True, RunControl())
    QGuiApplication.clipboard().setMimeData(mime_data(result_of(job)))
    data = QGuiApplication.clipboard().mimeData()
    lines = list(csv.reader(io.StringIO(data.text(), newline=""), delimiter="\t"))
    assert lines[0] == ["", *(f"c{column}" for column in range(COLUMNS))]
    assert [line[0] for line in lines[1:]] == [f"r{row}" for row in range(ROWS)]
    block = table.block(np.arange(ROWS, dtype=np.int32), np.arange(COLUMNS, dtype=np.int32))
    found = np.array([[float(text) for text in line[1:]] for line in lines[1:]])
    np.testing.assert_allclose(found, block.values, rtol=1e-5)
    assert data.hasHtml()
    assert data.html().count("<td x:num=") == ROWS * COLUMNS


def test_spreads_and_residuals_are_copied_where_they_are_shown(qapp: object, table: CompletedTable) -> None:
    rows, columns = np.arange(ROWS, dtype=np.int32), np.arange(COLUMNS, dtype=np.int32)
    block = table.block(rows, columns)
    given = block.kinds == Kind.GIVEN
    predictions, _ = table.speaker.block(rows, columns)

    def numbers(shown: Shown) -> np.ndarray:
        job = copied(
            table,
            Arrangement.of(table.edited),
            (Part(range(ROWS), range(COLUMNS)),),
            False,
            RunControl(),
            asking(table, shown),
        )
        lines = [line.split("\t") for line in result_of(job).tsv.splitlines()]
        return np.array([[float(text) if text else np.nan for text in line] for line in lines])

    np.testing.assert_allclose(numbers(Shown.SPREAD), np.where(given, np.nan, block.spreads), rtol=1e-5)
    expected = np.where(given, block.values - predictions, np.nan)
    np.testing.assert_allclose(numbers(Shown.RESIDUAL), expected, rtol=1e-4, atol=1e-5)


def test_what_is_dragged_is_text_a_table_and_a_file_with_names(qapp: object, table: CompletedTable) -> None:
    selection = SelectionParts((Part(range(2), range(2)),), Arrangement.of(table.edited))
    data, path = drag_data(table, selection), drag_file(table, selection)
    assert bytes(data.data("text/tab-separated-values").data()).decode() == data.text()
    assert data.hasHtml()
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "row,c0,c1"
    assert [line.split(",")[0] for line in lines[1:]] == ["r0", "r1"]
    assert drag_file(table, selection) != path


def carried(view: QTableView, table: CompletedTable) -> Callable[[], Carried]:
    return lambda: (
        table,
        SelectionParts.of(view.selectionModel().selection(), Arrangement.of(table.edited)),
        Shown.VALUE,
    )


@pytest.fixture
def dragged(view: QTableView, table: CompletedTable, monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """What is dragged; a drag itself would wait for a hand on the mouse."""
    found: list[QMimeData] = []
    monkeypatch.setattr(SelectionDrag, "_run", lambda _self, data, _cells: found.append(data))
    SelectionDrag(view, carried(view, table))
    return found


def test_ctrl_and_a_drag_from_a_chosen_cell_carries_the_selection(
    qtbot: QtBot, view: QTableView, dragged: list[QMimeData]
) -> None:
    choose(view, (0, 0, 1, 1))
    press_and_move(view, middle(view, 0, 0), middle(view, 3, 3))
    qtbot.waitUntil(lambda: bool(dragged))
    QTest.mouseRelease(view.windowHandle(), LEFT, CTRL, middle(view, 3, 3))
    (data,) = dragged
    assert [len(line.split("\t")) for line in data.text().splitlines()] == [2, 2]
    (path,) = (Path(url.toLocalFile()) for url in data.urls())
    assert path.is_file()
    assert parts_of(view.selectionModel().selection()) == (Part(range(2), range(2)),)


def test_a_click_with_ctrl_on_a_chosen_cell_takes_it_out_as_ever(view: QTableView, dragged: list[QMimeData]) -> None:
    choose(view, (0, 0, 1, 1))
    QTest.mouseClick(view.windowHandle(), LEFT, CTRL, middle(view, 0, 0))
    assert not view.selectionModel().isSelected(view.model().index(0, 0))
    assert view.selectionModel().isSelected(view.model().index(1, 1))
    assert not dragged


@pytest.mark.parametrize(("keys", "start"), [(Qt.KeyboardModifier.NoModifier, (1, 1)), (CTRL, (2, 1))])
def test_any_other_drag_draws_a_selection_as_ever(
    view: QTableView, dragged: list[QMimeData], keys: Qt.KeyboardModifier, start: tuple[int, int]
) -> None:
    choose(view, (0, 0, 1, 1))
    window = view.windowHandle()
    QTest.mousePress(window, LEFT, keys, middle(view, *start))
    QTest.mouseMove(window, middle(view, 2, 3))
    QTest.mouseMove(window, middle(view, 3, 3))
    QTest.mouseRelease(window, LEFT, keys, middle(view, 3, 3))
    assert view.selectionModel().isSelected(view.model().index(2, 2))
    assert not dragged


def test_a_button_that_is_up_again_at_once_carries_nothing(
    qtbot: QtBot, view: QTableView, dragged: list[QMimeData]
) -> None:
    choose(view, (0, 0, 1, 1))
    timer = view.findChild(SelectionDrag).findChild(QTimer)
    timer.setInterval(60_000)
    press_and_move(view, middle(view, 0, 0), middle(view, 3, 3))
    assert timer.isActive()
    QTest.mouseRelease(view.windowHandle(), LEFT, CTRL, middle(view, 3, 3))
    assert not timer.isActive()
    assert not dragged
    assert parts_of(view.selectionModel().selection()) == (Part(range(2), range(2)),)


def test_too_many_cells_are_not_dragged_and_it_says_so(
    qtbot: QtBot, view: QTableView, table: CompletedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dragging, "UNASKED", 3)
    drag = SelectionDrag(view, carried(view, table))
    choose(view, (0, 0, 1, 1))
    with qtbot.waitSignal(drag.said) as said:
        press_and_move(view, middle(view, 0, 0), middle(view, 3, 3))
    QTest.mouseRelease(view.windowHandle(), LEFT, CTRL, middle(view, 3, 3))
    assert said.args[0].text == "4 cells are too many to drag, at most 3 can be; copy or export them instead."


def test_where_no_file_can_be_written_the_cells_are_dragged_without_and_it_says_so(
    qtbot: QtBot, view: QTableView, table: CompletedTable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found: list[QMimeData] = []
    monkeypatch.setattr(SelectionDrag, "_run", lambda _self, data, _cells: found.append(data))
    monkeypatch.setattr(dragging, "_folder", lambda: tmp_path / "gone")
    drag = SelectionDrag(view, carried(view, table))
    choose(view, (0, 0, 1, 1))
    with qtbot.waitSignal(drag.said) as said:
        press_and_move(view, middle(view, 0, 0), middle(view, 3, 3))
    QTest.mouseRelease(view.windowHandle(), LEFT, CTRL, middle(view, 3, 3))
    assert "was not written" in said.args[0].text
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].hasHtml()
    assert not found[0].hasUrls()
