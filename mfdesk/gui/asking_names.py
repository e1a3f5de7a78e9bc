"""Asks for the names of new rows and columns, and for another name of one that is there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mfdesk.gui.dialogs.names import NameDialog
from mfdesk.gui.document import Document
from mfdesk.gui.edit_words import noun
from mfdesk.gui.editing import Editing
from mfdesk.ratings.side import Side


class AskingNames(QObject):
    """A name is checked while it is typed, and given by ``editing``."""

    def __init__(self, window: QWidget, document: Document, editing: Editing) -> None:
        super().__init__(window)
        self._window, self._document, self._editing = window, document, editing

    def ask_new(self, side: Side) -> None:
        """For rows (or columns) to be added."""
        project = self._document.project
        if project is not None:
            check = partial(self._editing.name_problem, side)
            dialog = NameDialog(noun(project.edited, side), check, parent=self._window)
            dialog.named.connect(partial(self._editing.append, side))
            dialog.open()

    def ask_another(self, side: Side, position: int) -> None:
        """For the row (or column) at this position."""
        project = self._document.project
        if project is None:
            return
        check = partial(self._editing.name_problem, side, own=position)
        dialog = NameDialog(noun(project.edited, side), check, project.edited.labels[side][position], self._window)
        dialog.named.connect(lambda names: self._editing.rename(side, position, names[0]))
        dialog.open()

    def give_up(self) -> None:
        """What is still asked for is about the table that was open until now."""
        for dialog in self._window.findChildren(NameDialog):
            dialog.reject()
