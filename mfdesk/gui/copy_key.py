"""Copying from lists: the key that asks for it, and the lines as a spreadsheet takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from mfdesk.files.clip import tsv_field


class CopyKey(QObject):
    """Calls ``copy`` when the copy key is pressed in the widget, which does not hear of it."""

    def __init__(self, widget: QWidget, copy: Callable[[], None]) -> None:
        super().__init__(widget)
        self._copy = copy
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Copy):
            return False
        self._copy()
        return True


def lines_to_clipboard(lines: Iterable[Sequence[str]]) -> None:
    """Each line as cells parted by tabs; no lines: the clipboard stays as it is."""
    text = "\n".join("\t".join(map(tsv_field, line)) for line in lines)
    if text:
        QGuiApplication.clipboard().setText(text)
