"""Asks how the completed table is to be written, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mfdesk.files.opened import Layout
from mfdesk.gui.theme import scaled

_FILES = "CSV files (*.csv);;All files (*)"


@dataclass(frozen=True)
class ExportChoice:
    """``spread`` and ``mask`` add a companion file each to a wide table: how sure each predicted value is, and which
    cells were given. A long table says both by itself. ``as_shown``: only the rows and columns that are shown, in the
    order in which they are."""

    path: Path
    layout: Layout = Layout.WIDE
    spread: bool = False
    mask: bool = False
    as_shown: bool = False


class ExportDialog(QDialog):
    """Emits ``chosen`` with an ``ExportChoice``; ``knows_spread`` false: the method cannot tell how sure it is.

    ``shown`` says what is shown of a table that is sorted or filtered, "" where it is shown whole and as it is;
    ``nothing_shown``: it is filtered so that nothing is."""

    chosen = Signal(object)

    def __init__(
        self,
        start: ExportChoice,
        *,
        knows_spread: bool,
        shown: str = "",
        nothing_shown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export the filled table")
        self._knows_spread, self._shown = knows_spread, shown
        self._wide = QRadioButton("&Wide: a line for each row, a field for each column")
        self._long = QRadioButton("&Long: a line for each cell")
        self._as_shown = QCheckBox("Only what is s&hown, in the order shown")
        self._as_shown.setEnabled(not nothing_shown)
        self._spread = QCheckBox("A file that says how &sure each predicted value is")
        self._mask = QCheckBox("A file that marks what was &given")
        self._path = QLineEdit(str(start.path))
        self._note = _dim("")
        self._export = QPushButton("&Export")
        self._name_parts()
        self._lay_out()
        self._take(start)
        self._update()

    def choice(self) -> ExportChoice:
        """What is chosen now; an option that does not go with the layout is off."""
        wide = self._wide.isChecked()
        return ExportChoice(
            Path(self._path.text().strip()).expanduser(),
            Layout.WIDE if wide else Layout.LONG,
            spread=self._spread.isChecked() and self._spread.isEnabled(),
            mask=self._mask.isChecked() and self._mask.isEnabled(),
            as_shown=self._as_shown.isChecked(),
        )

    def accept(self) -> None:
        choice = self.choice()
        super().accept()
        self.chosen.emit(choice)

    def _take(self, start: ExportChoice) -> None:
        (self._wide if start.layout is Layout.WIDE else self._long).setChecked(True)
        self._spread.setChecked(start.spread)
        self._mask.setChecked(start.mask)

    def _update(self) -> None:
        """Turns off what does not go together and says what is about to happen to the file."""
        wide = self._wide.isChecked()
        self._mask.setEnabled(wide)
        self._spread.setEnabled(wide and self._knows_spread)
        text = self._path.text().strip()
        note, possible = _about(self.choice().path) if text else ("Name the file that is to be written.", False)
        self._note.setText(note)
        self._export.setEnabled(possible)

    def _browse(self) -> None:
        dialog = QFileDialog(
            self, "Export the filled table", str(self.choice().path), "CSV files (*.csv);;All files (*)"
        )
        dialog.setObjectName("exportFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._path.setText)
        dialog.open()

    def _name_parts(self) -> None:
        for part, name, spoken in (
            (self._wide, "exportWide", "Wide layout"),
            (self._long, "exportLong", "Long layout"),
            (self._as_shown, "exportAsShown", "Write only what is shown, in the order shown"),
            (self._spread, "exportSpread", "Write a file of spreads"),
            (self._mask, "exportMask", "Write a file that marks what was given"),
            (self._path, "exportPath", "File to write"),
            (self._export, "exportButton", "Export"),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self._export.setProperty("primary", True)
        self._export.setDefault(True)
        self._export.clicked.connect(self.accept)
        self._wide.toggled.connect(self._update)
        self._path.textChanged.connect(self._update)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(4)
        column.addWidget(_heading("Layout"))
        self._add(column, self._wide, "As most spreadsheets have it; given and predicted values look alike.")
        self._add(column, self._long, "Row, column, rating, whether it was given or predicted, and how sure it is.")
        if self._shown:
            column.addSpacing(12)
            column.addWidget(_heading("Rows and columns"))
            self._add(column, self._as_shown, f"{self._shown}; else all, in the order of the table.")
        column.addSpacing(12)
        column.addWidget(_heading("Beside a wide table"))
        spread = "Standard deviations in rating units; its name ends in .spread.csv."
        if not self._knows_spread:
            spread = "This method cannot tell how sure it is; the Bayesian method can."
        self._add(column, self._spread, spread)
        self._add(column, self._mask, "The word given or predicted for each cell; its name ends in .mask.csv.")
        column.addSpacing(12)
        column.addWidget(_heading("File"))
        column.addLayout(self._file_row())
        column.addWidget(self._note)
        column.addSpacing(16)
        column.addLayout(self._button_row())

    def _add(self, column: QVBoxLayout, button: QAbstractButton, sentence: str) -> None:
        """A choice and, below it, the one sentence that explains it."""
        note = _dim(sentence)
        note.setContentsMargins(24, 0, 0, 6)
        button.setToolTip(sentence)
        column.addWidget(button)
        column.addWidget(note)

    def _file_row(self) -> QHBoxLayout:
        browse = QPushButton("&Browse…")
        browse.setObjectName("exportBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._path.setMinimumWidth(scaled(380))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        return row

    def _button_row(self) -> QHBoxLayout:
        cancel = QPushButton("Cancel")
        cancel.setObjectName("exportCancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._export)
        return row


def _about(path: Path) -> tuple[str, bool]:
    """What will become of this file, and whether it can be written as far as its name goes."""
    try:
        if path.is_dir():
            return "This is a folder; add a file name.", True
        if path.exists():
            return "This file is there already and will be replaced.", True
    except (OSError, ValueError):  # longer than a name may be, or with a character that no name can have
        return "No file can have this name; choose a shorter or plainer one.", False
    return "The file is written whole or not at all.", True


def _dim(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("dim", True)
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    return label
