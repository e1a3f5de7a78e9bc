"""Asks before very many cells are copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mfdesk.gui.dialogs.question import Answer, Question, QuestionDialog
from mfdesk.gui.words import counted

_MEGABYTE = 1_000_000


class LargeCopyBox(QuestionDialog):
    """``size`` in bytes; with ``can_export`` the way by a file is offered too."""

    copy_chosen = Signal()
    export_chosen = Signal()

    def __init__(self, cells: int, size: int, *, can_export: bool, parent: QWidget | None = None) -> None:
        export = (Answer("&Export instead…", lambda: self.export_chosen.emit()),) if can_export else ()
        question = Question(
            "Copy",
            f"This copies {counted(cells, 'cell')}, {megabytes(size)}.",
            "Other programs may take long to paste so much.",
            (Answer("&Copy", lambda: self.copy_chosen.emit()), *export),
        )
        super().__init__(question, parent)
        self.setObjectName("largeCopyBox")


def megabytes(size: int) -> str:
    """ "about 14 MB"."""
    return f"about {round(size / _MEGABYTE):,} MB" if size >= _MEGABYTE else "less than 1 MB"
