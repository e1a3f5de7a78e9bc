"""The dialogs by which the window asks: none of them stops the work behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from mfdesk.engine.report import EpochReport
from mfdesk.gui.controller import Controller
from mfdesk.gui.dialogs.about import AboutDialog
from mfdesk.gui.dialogs.export import ExportChoice, ExportDialog
from mfdesk.gui.dialogs.problems import ProblemsDialog
from mfdesk.gui.find.words import Naming
from mfdesk.gui.messages import Message
from mfdesk.gui.remembered import Remembered
from mfdesk.ratings.side import Side

TABLES = "Tables of ratings (*.csv *.tsv *.txt *.dat *.data *.base *.test *.inter);;All files (*)"


class Asking(QObject):
    """Opens dialogs over the window and hands the answers to the controller."""

    file_chosen = Signal(Path)

    def __init__(self, window: QMainWindow, controller: Controller, remembered: Remembered) -> None:
        super().__init__(window)
        self._window, self._controller, self._remembered = window, controller, remembered

    def ask_file(self) -> None:
        """The dialog of File > Open."""
        dialog = self._file_dialog("Open a table of ratings", str(self._remembered.folder), TABLES)
        dialog.setObjectName("openFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.file_chosen.emit(Path(name)))
        dialog.open()

    def ask_picture(self, data: bytes, suffix: str, name: str) -> None:
        """Where a picture is to go that is called ``name`` unless the user says otherwise."""
        start = str(self._remembered.folder / f"{name}.{suffix}")
        dialog = self._file_dialog("Save the picture", start, f"Pictures (*.{suffix})")
        dialog.setObjectName("pictureFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(lambda name: self._controller.save_picture(bytes(data), Path(name)))
        dialog.open()

    def ask_trace(self, reports: Sequence[EpochReport], observations: Sequence[str]) -> None:
        """Where the epochs of a training are to go."""
        self._ask_csv(
            "Export the epochs",
            "epochs.csv",
            "traceFileDialog",
            lambda path: self._controller.export_trace(reports, observations, path),
        )

    def ask_recommendations(self, side: Side, position: int | None, count: int, with_rated: bool) -> None:
        """Where the recommendations of one row or column, or of all, are to go."""
        self._ask_csv(
            "Export the recommendations",
            "recommendations.csv",
            "recommendationsFileDialog",
            lambda path: self._controller.export_recommendations(side, position, count, path, with_rated=with_rated),
        )

    def ask_attributes(self, side: str) -> None:
        """A file that describes the rows or the columns."""
        dialog = self._file_dialog(f"A file about the {side}", str(self._remembered.folder), TABLES)
        dialog.setObjectName("attributesFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        chosen = Side.ROWS if side == "rows" else Side.COLUMNS
        dialog.fileSelected.connect(lambda name: self._controller.add_attributes(chosen, Path(name)))
        dialog.open()

    def ask_export(self) -> None:
        """The dialog of File > Export."""
        project = self._controller.document.project
        if project is None:
            return
        stem = project.source.stem if project.source else project.opened.title or "table"
        name = f"{stem} filled.csv" if project.training else f"{stem} edited.csv"
        start = self._remembered.export_choice(name, project.source.parent if project.source else None)
        knows_spread = project.training is not None and project.training.model.knows_spread
        shown, nothing = self._shown()
        dialog = ExportDialog(start, knows_spread=knows_spread, shown=shown, nothing_shown=nothing, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._export)
        dialog.open()

    def _shown(self) -> tuple[str, bool]:
        """What is shown of a table that is sorted, filtered or pinned, in words, and whether that is nothing."""
        document = self._controller.document
        project, arrangement = document.project, document.arrangement
        if project is None or arrangement is None or not arrangement.is_arranged:
            return "", False
        words = Naming(project.edited).shown(arrangement.shape)
        return words[:1].upper() + words[1:], not all(arrangement.shape)

    def ask_replacement(self, following: Callable[[], None], running: str) -> None:
        """Asks before a running job is dropped for the sake of another table."""
        what = "A training is running" if running == "train" else "A file is being written"
        box = QMessageBox(self._window)
        box.setObjectName("replacementBox")
        box.setWindowTitle("mfdesk")
        box.setText(f"{what}. Stop it and open the other table?")
        stop = box.addButton("Stop and open", QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton("Keep it running", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stop.clicked.connect(lambda: self._controller.replace_running(following))
        box.open()

    def show_problems(self, message: Message) -> None:
        ProblemsDialog(message.problems, message.problems_total, self._window).open()

    def show_about(self) -> None:
        AboutDialog(self._window).open()

    def _export(self, choice: ExportChoice) -> None:
        self._remembered.remember_export(choice)
        self._controller.export(choice)

    def _ask_csv(self, title: str, name: str, object_name: str, then: Callable[[Path], None]) -> None:
        dialog = self._file_dialog(title, str(self._remembered.folder / name), "CSV (*.csv)")
        dialog.setObjectName(object_name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def _file_dialog(self, title: str, start: str, files: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, start, files)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
