"""A part of a page that folds away under its heading and then says in a few words what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mfdesk.gui.panels.parts import named


class Fold(QWidget):
    """``body`` under the heading ``title``, which opens and closes it."""

    def __init__(self, title: str, body: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body, self._words = body, ""
        self._button = named(QToolButton(), name)
        self._button.setText(title)
        self._button.setAccessibleName(title)
        self._button.setProperty("fold", True)
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._summary = _Summary()
        self._lay_out()
        self._button.toggled.connect(self._show)
        self.open()

    @property
    def is_open(self) -> bool:
        return self._button.isChecked()

    def open(self) -> None:
        self._button.setChecked(True)
        self._show(True)

    def close_up(self) -> None:
        self._button.setChecked(False)

    def set_summary(self, text: str) -> None:
        """What is said beside the heading while the body is folded away."""
        self._words = text
        self._summary.say("" if self.is_open else text)
        self._button.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._button)
        line.addWidget(self._summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._body)

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        self._button.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._body.setVisible(shown)
        self._summary.say("" if shown else self._words)


class _Summary(QLabel):
    """One dim line that ends in an ellipsis where there is no room for the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self.setProperty("dim", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._said = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width()))
