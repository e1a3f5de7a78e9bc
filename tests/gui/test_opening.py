"""A file comes in by dialog, by drop or by argument; what cannot be read leaves what was there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Method
from mfdesk.gui.dialogs.problems import ProblemsDialog
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.messages import Severity


def mime(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def drag_in(window: MainWindow, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(200, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return event


def drop(window: MainWindow, data: QMimeData) -> None:
    QApplication.sendEvent(
        window,
        QDropEvent(
            QPointF(200, 200),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def shape(window: MainWindow) -> tuple[int, int]:
    model = window.table.ratings_model
    return model.rowCount(), model.columnCount()


def test_the_first_page_says_how_to_begin(window: MainWindow) -> None:
    assert window.start.isVisible()
    assert not window.table.isVisible()


def test_a_file_is_opened_by_the_dialog(qtbot: QtBot, window: MainWindow, wide_file: Path) -> None:
    window.actions_table["file.open"].trigger()
    dialog = window.findChild(QFileDialog, "openFileDialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(wide_file))
    with qtbot.waitSignal(window.controller.opened):
        qtbot.keyClick(dialog.findChild(QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)
    assert window.table.isVisible()
    assert shape(window) == (4, 3)
    assert window.windowTitle() == "movies — mfdesk"


def test_a_file_is_opened_by_letting_it_fall_on_the_window(qtbot: QtBot, window: MainWindow, wide_file: Path) -> None:
    data = mime(wide_file)
    assert drag_in(window, data).isAccepted()
    shade = window.findChild(object, "dropShade")
    assert shade.isVisible()
    with qtbot.waitSignal(window.controller.opened):
        drop(window, data)
    assert not shade.isVisible()
    assert shape(window) == (4, 3)


def test_the_drop_shade_goes_when_the_file_is_dragged_away(window: MainWindow, wide_file: Path) -> None:
    data = mime(wide_file)
    drag_in(window, data)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.findChild(object, "dropShade").isVisible()


def test_what_is_no_file_cannot_be_dropped(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("4,5,3")
    assert not drag_in(window, data).isAccepted()


@pytest.mark.parametrize(
    ("sample", "expected", "method"),
    [("food-world-cup", (1373, 40), Method.GIBBS), ("movie-night", (1000, 500), Method.GRADIENT_DESCENT)],
)
def test_a_sample_is_opened_by_its_card_with_its_own_settings(
    qtbot: QtBot, window: MainWindow, sample: str, expected: tuple[int, int], method: Method
) -> None:
    card = window.findChild(QPushButton, f"sampleCard.{sample}")
    with qtbot.waitSignal(window.controller.opened):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert shape(window) == expected
    assert window.pages.training.config().method is method


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("gone.csv", None, "no file"),
        ("empty.csv", b"", "empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not a text file"),
        ("letter.txt", b"Dear Ann,\nthank you for the book.\nYours, Bob\n", "letter.txt"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence_and_the_table_stays(
    qtbot: QtBot, opened: MainWindow, tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = opened.controller.document.project
    with qtbot.waitSignal(opened.controller.said):
        opened.open_file(path)
    assert opened.message_bar.isVisible()
    assert opened.message_bar.message.severity is Severity.ERROR
    assert word in opened.message_bar.accessibleName()
    assert opened.controller.document.project is before
    assert shape(opened) == (4, 3)


def test_a_folder_is_refused_and_the_window_can_still_open_a_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, wide_file: Path
) -> None:
    with qtbot.waitSignal(window.controller.said):
        window.open_file(tmp_path)
    assert "folder" in window.message_bar.message.text
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(wide_file)
    assert shape(window) == (4, 3)


def test_cells_that_could_not_be_read_are_counted_and_listed_by_line(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "spoiled.csv"
    path.write_text("user,a,b,c\nann,4,x1,5\nbob,2,3,2\ncat,1,2,4\ndan,5,4,1\n", encoding="utf-8")
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    assert "1 cell could not be read" in window.message_bar.message.text
    qtbot.mouseClick(window.findChild(QPushButton, "messageDetails"), Qt.MouseButton.LeftButton)
    dialog = window.findChild(ProblemsDialog)
    table = dialog.findChild(object, "problemsTable")
    assert [table.item(0, column).text() for column in range(3)] == ["2", "b", "“x1” is not a number"]
    dialog.close()


def test_a_message_that_needs_no_answer_goes_by_itself(qtbot: QtBot, window: MainWindow, wide_file: Path) -> None:
    window._message_timer.setInterval(1)
    with qtbot.waitSignal(window._message_timer.timeout):
        window.open_file(wide_file)
    assert not window.message_bar.isVisible()


def test_opening_another_table_while_training_asks_first_and_keeps_on_when_told_so(
    qtbot: QtBot, train_forever: Callable[[], MainWindow], wide_file: Path
) -> None:
    window = train_forever()
    window.open_file(wide_file)
    box = window.findChild(QMessageBox, "replacementBox")
    qtbot.mouseClick(box.escapeButton(), Qt.MouseButton.LeftButton)
    assert window.controller.state.training


def test_opening_another_table_while_training_ends_it_when_told_so(
    qtbot: QtBot, train_forever: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = train_forever()
    other = tmp_path / "other.csv"
    other.write_text("user,a,b\nann,4,2\nbob,2,3\n", encoding="utf-8")
    window.open_file(other)
    box = window.findChild(QMessageBox, "replacementBox")
    stop = next(button for button in box.buttons() if button is not box.escapeButton())
    with qtbot.waitSignal(window.controller.opened):
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert shape(window) == (2, 2)
    assert not window.controller.state.model


def test_of_two_files_opened_at_once_the_last_is_shown(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("user,a,b\nann,4,2\nbob,2,3\n", encoding="utf-8")
    second.write_text("user,a,b,c\nann,4,2,1\nbob,2,3,5\n", encoding="utf-8")
    window.open_file(first)
    window.open_file(second)
    qtbot.waitUntil(lambda: not window.controller.state.job)
    assert shape(window) == (2, 3)
