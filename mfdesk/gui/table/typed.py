"""A rating is typed in a field on its cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from mfdesk.gui.table.choosing import ChoosingGrid
from mfdesk.gui.table.delegate import CellDelegate
from mfdesk.ratings.side import Side

_NOT_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_OPENS_A_FIELD = frozenset("0123456789.,-−+")


class TypingGrid(ChoosingGrid):
    """What was typed leaves it as a wish, by position, and changes nothing by itself."""

    chosen_by_user = Signal()
    """The current cell is another by the mouse or a key, and not because a table was opened."""
    edit_requested = Signal(int, int, str)
    """The row and column of a cell, and what was typed into it."""
    fill_requested = Signal(str)
    """What was typed is for all that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wished: tuple[int, int, str] | None = None
        self._goes_on = False
        """One types cell by cell: Tab leads to the next one, until another key, the mouse or the end of the row."""
        self._delegate = CellDelegate(self)
        self._delegate.wished.connect(self._wish)
        self._delegate.left.connect(self._go_on)
        self._delegate.filled.connect(self._fill)
        self.setItemDelegate(self._delegate)

    def edit_current(self, begin_with: str | None = None) -> None:
        """Opens a field on the current cell, with its rating in it or with what was typed."""
        current = self.currentIndex()
        if not current.isValid() or self.state() is QAbstractItemView.State.EditingState:
            return
        self._delegate.begin_with = begin_with
        self.scrollTo(current)
        self.edit(current, QAbstractItemView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))
        field = self.indexWidget(current)
        if begin_with is not None and isinstance(field, QLineEdit):
            field.end(False)  # Qt chooses all of it, and the next key would take the first one away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        self._goes_on = False
        if not self._own_key(event):
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.chosen_by_user.emit()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab leaves the table, as it leaves everything: only who types cell by cell is led on to the next one."""
        if not self._goes_on or not self._has_beside(0, 1 if forwards else -1):
            return super().focusNextPrevChild(forwards)
        self._go_on(0, 1 if forwards else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._goes_on = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._goes_on = False
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.chosen_by_user.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.edit_current()

    def keyboardSearch(self, _search: str) -> None:
        """Letters find nothing: Qt would look at every row. Names are found by the find bar."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """What was typed is told once the field is gone: the table may be arranged anew by it."""
        super().closeEditor(editor, hint)
        wish, self._wished = self._wished, None
        if wish:
            self.edit_requested.emit(*wish)

    def _close_field(self) -> None:
        """A field does not move with its cell: what is typed into it is given up."""
        field = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        if field is not None:
            self.closeEditor(field, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _own_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else here than in other tables; says whether it was one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.text() in _OPENS_A_FIELD and not event.modifiers() & _NOT_TYPING:
            self.edit_current(event.text())
        else:
            return False
        return True

    def _wish(self, row: int, column: int, text: str) -> None:
        self._wished = (self._model.position(Side.ROWS, row), self._model.position(Side.COLUMNS, column), text)

    def _go_on(self, rows: int, columns: int) -> None:
        """From the field that was left to the cell beside it."""
        current = self.currentIndex()
        if self._has_beside(rows, columns):
            self.setCurrentIndex(self._model.index(current.row() + rows, current.column() + columns))
            self.chosen_by_user.emit()
        self.setFocus()
        self._goes_on = True

    def _has_beside(self, rows: int, columns: int) -> bool:
        current = self.currentIndex()
        return current.isValid() and self._model.hasIndex(current.row() + rows, current.column() + columns)

    def _fill(self, text: str) -> None:
        self.setFocus()
        self.fill_requested.emit(text)
