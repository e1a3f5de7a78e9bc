"""Asks before very many cells are copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from mfdesk.gui.words import counted

_MEGABYTE = 1_000_000


class LargeCopyBox(QMessageBox):
    """``size`` in bytes; with ``can_export`` the way by a file is offered too."""

    copy_chosen = Signal()
    export_chosen = Signal()

    def __init__(self, cells: int, size: int, *, can_export: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("largeCopyBox")
        self.setWindowTitle("mfdesk")
        self.setText(f"This copies {counted(cells, 'cell')}, {megabytes(size)}.")
        self.setInformativeText("Other programs may take long to paste so much.")
        copy = self.addButton("&Copy", QMessageBox.ButtonRole.AcceptRole)
        copy.clicked.connect(self.copy_chosen)
        if can_export:
            export = self.addButton("&Export instead…", QMessageBox.ButtonRole.ActionRole)
            export.clicked.connect(self.export_chosen)
        cancel = self.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def megabytes(size: int) -> str:
    """ "about 14 MB"."""
    return f"about {round(size / _MEGABYTE):,} MB" if size >= _MEGABYTE else "less than 1 MB"
