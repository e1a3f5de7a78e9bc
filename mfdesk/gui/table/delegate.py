"""The field in which a rating is typed; the cells themselves are painted by the view, many at a time."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellDelegate(QStyledItemDelegate):
    """Opens a field on a cell; what was typed leaves it as a wish and changes nothing by itself."""

    wished = Signal(int, int, str)
    """The row and column, by place, and the text."""
    left = Signal(int, int)
    """The field was left by a key that goes on by so many rows and columns."""
    filled = Signal(str)
    """The field was left by the key that gives all that is chosen what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.begin_with: str | None = None
        """What the next field begins with instead of the rating that is there."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("cellEditor")
        field.setAccessibleName("Rating")
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setStyleSheet("padding: 0; border-radius: 0;")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once, when the field opens: news of the table must not overwrite what is being typed."""
        if not isinstance(editor, QLineEdit) or editor.property("opened"):
            return
        editor.setProperty("opened", True)
        rated = index.data(Qt.ItemDataRole.EditRole)
        editor.setProperty("rated", rated)
        if self.begin_with is None:
            editor.setText(rated)
            editor.selectAll()
        else:
            editor.setText(self.begin_with)
        self.begin_with = None

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text() != editor.property("rated"):
            self.wished.emit(index.row(), index.column(), editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.filled.emit(watched.text())
                return True
            if key in _ENTER or key in _TAB:
                step = -1 if back or key == Qt.Key.Key_Backtab else 1
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.left.emit(*((step, 0) if key in _ENTER else (0, step)))
                return True
        return super().eventFilter(watched, event)
