"""The rest of the main job in the window: train, see the holes filled, export."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QProgressBar, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from mfdesk.files.opened import Layout
from mfdesk.filters import MeanWithin
from mfdesk.gui.dialogs.export import ExportChoice, ExportDialog
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.messages import Severity
from mfdesk.ratings.side import Side


@pytest.fixture
def filled(qtbot: QtBot, opened: MainWindow) -> MainWindow:
    with qtbot.waitSignal(opened.controller.training_ended):
        qtbot.keyClick(opened, Qt.Key.Key_F5)
    return opened


def test_training_fills_every_hole_and_leaves_given_cells_alone(filled: MainWindow) -> None:
    model = filled.table.ratings_model
    texts = [[model.index(row, column).data() for column in range(3)] for row in range(4)]
    assert all(text for line in texts for text in line)
    assert texts[0][0] == "4"
    assert texts[0][2] == "5"


def test_progress_shows_while_a_job_runs_and_only_then(
    qtbot: QtBot, opened: MainWindow, train_forever: Callable[[], MainWindow]
) -> None:
    bar = opened.findChild(QProgressBar, "statusProgress")
    assert not bar.isVisible()
    train_forever()
    assert bar.isVisible()
    with qtbot.waitSignal(opened.controller.training_ended):
        qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_cancelled_training_leaves_the_holes(qtbot: QtBot, train_forever: Callable[[], MainWindow]) -> None:
    window = train_forever()
    with qtbot.waitSignal(window.controller.training_ended) as ended:
        window.actions_table["model.cancel"].trigger()
    assert ended.args[0] is None
    assert window.table.ratings_model.index(0, 1).data() == ""
    assert window.actions_table["model.train"].isEnabled()


def test_a_stopped_training_keeps_what_it_has_learned(qtbot: QtBot, train_forever: Callable[[], MainWindow]) -> None:
    window = train_forever()
    with qtbot.waitSignal(window.controller.training_ended):
        qtbot.keyClick(window, Qt.Key.Key_F7)
    assert window.table.ratings_model.index(0, 1).data() != ""


def test_pause_holds_the_training_and_says_so(qtbot: QtBot, train_forever: Callable[[], MainWindow]) -> None:
    window = train_forever()
    pause = window.actions_table["model.pause"]
    pause.trigger()
    assert pause.isChecked()
    assert window.controller.jobs.paused
    pause.trigger()
    assert not window.controller.jobs.paused
    with qtbot.waitSignal(window.controller.epochs_reported):
        pass
    with qtbot.waitSignal(window.controller.training_ended):
        window.actions_table["model.cancel"].trigger()
    assert not pause.isChecked()


def test_the_holes_of_another_table_are_empty_again(qtbot: QtBot, filled: MainWindow, wide_file: Path) -> None:
    with qtbot.waitSignal(filled.controller.opened):
        filled.open_file(wide_file)
    assert filled.table.ratings_model.index(0, 1).data() == ""
    assert not filled.actions_table["view.show.spread"].isEnabled()


def test_a_training_that_is_refused_is_told_and_the_window_goes_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    path.write_text("user,item,rating\nann,Alien,4\n", encoding="utf-8")
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    with qtbot.waitSignal(window.controller.training_ended) as ended:
        window.actions_table["model.train"].trigger()
    assert ended.args[0] is None
    assert window.message_bar.message.severity is Severity.ERROR
    assert window.actions_table["model.train"].isEnabled()


@pytest.mark.parametrize("layout", list(Layout))
def test_the_export_dialog_writes_what_was_chosen(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path, layout: Layout
) -> None:
    filled.actions_table["file.export"].trigger()
    dialog = filled.findChild(ExportDialog)
    dialog.findChild(QRadioButton, f"export{layout.value.capitalize()}").click()
    target = tmp_path / "out.csv"
    dialog.findChild(QLineEdit, "exportPath").setText(str(target))
    with qtbot.waitSignal(filled.controller.exported):
        qtbot.mouseClick(dialog.findChild(QPushButton, "exportButton"), Qt.MouseButton.LeftButton)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == (5 if layout is Layout.WIDE else 13)
    assert not any(",," in line for line in lines[1:]) or layout is Layout.LONG


def test_an_export_of_what_is_shown_says_how_many_of_how_many_and_saves_no_edit(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    controller, target = filled.controller, tmp_path / "shown.csv"
    filled.tools.editing.type_text(0, 0, "5")
    filled.tools.arranging.sort(Side.COLUMNS, SortBy.NAME, descending=True)
    filled.tools.arranging.set_filters(Side.ROWS, [MeanWithin(lowest=3.5)])
    whole, shown = filled.table.ratings_model.table.shape[0], filled.table.ratings_model.rowCount()
    assert shown < whole
    filled.actions_table["file.export"].trigger()
    dialog = filled.findChild(ExportDialog)
    dialog.findChild(QCheckBox, "exportAsShown").click()
    dialog.findChild(QLineEdit, "exportPath").setText(str(target))
    with qtbot.waitSignal(controller.exported):
        dialog.findChild(QPushButton, "exportButton").click()
    lines = [line.split(",") for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines[0][1:] == sorted(lines[0][1:], reverse=True)
    assert len(lines) == shown + 1
    assert f"{shown} of {whole} users, all 3 columns." in filled.message_bar.message.text
    assert not controller.may_quit(lambda: None), "a part of the table is no copy of it"


def test_an_export_that_cannot_be_written_is_told_in_one_sentence(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(filled.controller.said):
        filled.controller.export(ExportChoice(tmp_path / "no such folder" / "out.csv"))
    assert filled.message_bar.message.severity is Severity.ERROR
    assert "was not written" in filled.message_bar.message.text
    assert filled.actions_table["file.export"].isEnabled()


def test_the_last_choices_of_an_export_are_offered_again(qtbot: QtBot, filled: MainWindow, tmp_path: Path) -> None:
    filled._asking._export(ExportChoice(tmp_path / "a.csv", Layout.WIDE, mask=True))
    qtbot.waitUntil(lambda: not filled.controller.state.job)
    filled.actions_table["file.export"].trigger()
    choice = filled.findChild(ExportDialog).choice()
    assert (choice.layout, choice.mask) == (Layout.WIDE, True)
    assert choice.path == tmp_path / "movies filled.csv"


def test_a_picture_of_the_plot_is_written_whole(filled: MainWindow, tmp_path: Path) -> None:
    filled.controller.save_picture(b"picture", tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes() == b"picture"
    assert "plot.png" in filled.message_bar.message.text
