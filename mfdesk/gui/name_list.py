"""The list of names below a field in which one is typed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QStyleOptionViewItem


class NameList(QListView):
    """Long names are shortened in their middle, as they often differ only at their ends; nothing scrolls sideways."""

    def __init__(self, completer: QCompleter, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("names", True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(self)
        self.setItemDelegate(_AsWideAsTheList(self))  # the completer has put in one of its own


class _AsWideAsTheList(QStyledItemDelegate):
    """Asks for no width, else all would be as wide as the longest name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())
