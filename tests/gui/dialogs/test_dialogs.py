"""Dialogs take values and answer by signals."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from mfdesk import __version__
from mfdesk.errors import Problem, Reason
from mfdesk.files.opened import Layout
from mfdesk.gui.dialogs.about import AboutDialog
from mfdesk.gui.dialogs.crash import CrashDialog, crash_report
from mfdesk.gui.dialogs.export import ExportChoice, ExportDialog
from mfdesk.gui.dialogs.problems import ProblemsDialog


def export_dialog(qtbot: QtBot, start: ExportChoice, *, knows_spread: bool = True) -> ExportDialog:
    dialog = ExportDialog(start, knows_spread=knows_spread)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("layout", list(Layout))
def test_the_export_dialog_answers_what_it_was_started_with(qtbot: QtBot, tmp_path: Path, layout: Layout) -> None:
    wide = layout is Layout.WIDE
    start = ExportChoice(tmp_path / "out.csv", layout, spread=wide, mask=wide)
    dialog = export_dialog(qtbot, start)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.findChild(QPushButton, "exportButton"), Qt.MouseButton.LeftButton)
    assert chosen.args == [start]


def test_companions_go_with_a_wide_table_only(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = export_dialog(qtbot, ExportChoice(tmp_path / "out.csv", Layout.WIDE, spread=True, mask=True))
    dialog.findChild(QRadioButton, "exportLong").click()
    assert dialog.choice() == ExportChoice(tmp_path / "out.csv", Layout.LONG)
    dialog.findChild(QRadioButton, "exportWide").click()
    assert dialog.choice().mask


def test_spreads_are_not_offered_by_a_method_that_has_none(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = export_dialog(qtbot, ExportChoice(tmp_path / "out.csv", spread=True), knows_spread=False)
    assert not dialog.findChild(QCheckBox, "exportSpread").isEnabled()
    assert not dialog.choice().spread


def test_a_table_that_is_sorted_or_filtered_is_written_whole_unless_what_is_shown_is_wanted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    start = ExportChoice(tmp_path / "out.csv")
    assert not export_dialog(qtbot, start).findChild(QCheckBox, "exportAsShown"), "there is no other way to write it"
    dialog = ExportDialog(start, knows_spread=True, shown="214 of 1,373 respondents, all 40 cuisines")
    qtbot.addWidget(dialog)
    dialog.show()
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "214 of 1,373 respondents, all 40 cuisines; else all, in the order of the table." in said
    assert not dialog.choice().as_shown
    qtbot.keyClick(dialog.findChild(QCheckBox, "exportAsShown"), Qt.Key.Key_Space)
    assert dialog.choice().as_shown


def test_where_nothing_is_shown_the_whole_table_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(
        ExportChoice(tmp_path / "out.csv"), knows_spread=True, shown="None of 5 users, all 4 movies", nothing_shown=True
    )
    qtbot.addWidget(dialog)
    assert not dialog.findChild(QCheckBox, "exportAsShown").isEnabled()


def test_the_export_dialog_says_what_becomes_of_a_file_that_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("x", encoding="utf-8")
    dialog = export_dialog(qtbot, ExportChoice(tmp_path / "new.csv"))
    field = dialog.findChild(QLineEdit, "exportPath")
    field.setText(str(there))
    assert any("will be replaced" in label.text() for label in dialog.findChildren(QLabel))
    field.setText("")
    assert not dialog.findChild(QPushButton, "exportButton").isEnabled()


def test_browsing_fills_in_the_file(qtbot: QtBot, tmp_path: Path, qapp: object) -> None:
    QGuiApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dialog = export_dialog(qtbot, ExportChoice(tmp_path / "out.csv"))
    qtbot.mouseClick(dialog.findChild(QPushButton, "exportBrowse"), Qt.MouseButton.LeftButton)
    browser = dialog.findChild(QFileDialog)
    name = browser.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(tmp_path / "elsewhere"))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert dialog.choice().path == tmp_path / "elsewhere.csv"


def test_a_name_that_no_file_can_have_is_told_before_anything_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(ExportChoice(tmp_path / "out.csv"), knows_spread=True)
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit, "exportPath").setText("a" * 300)
    assert any("No file can have this name" in label.text() for label in dialog.findChildren(QLabel))
    assert not dialog.findChild(QPushButton, "exportButton").isEnabled()


def test_the_list_of_problems_says_when_it_is_not_whole(qtbot: QtBot) -> None:
    dialog = ProblemsDialog([Problem(12, Reason.NOT_A_NUMBER, "many", "Chile")], 1234)
    qtbot.addWidget(dialog)
    assert any("The first 1 of 1,234 places" in label.text() for label in dialog.findChildren(QLabel))


def test_about_says_the_version(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert any(__version__ in label.text() for label in dialog.findChildren(QLabel))


def test_a_crash_report_holds_what_a_developer_needs_and_can_be_copied(qtbot: QtBot) -> None:
    try:
        raise RuntimeError("a defect")
    except RuntimeError as error:
        report = crash_report(type(error), error, error.__traceback__)
    dialog = CrashDialog(report)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.findChild(QPushButton, "crashCopy"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert __version__ in copied
    assert "RuntimeError: a defect" in copied
    assert "test_dialogs.py" in copied
