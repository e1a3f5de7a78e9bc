"""A strip above the table: a sign, a sentence, what can be done about it, and a cross that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from mfdesk.gui.resources import icon, picture
from mfdesk.gui.theme import Palette, scaled


class Strip(QFrame):
    """``parts`` begins the object names of what lies on the strip, ``closing`` is said of its cross."""

    def __init__(self, name: str, parts: str, button: QPushButton, closing: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon, self._text = QLabel(self), QLabel(self)
        self._button, self._close = button, QToolButton(self)
        self._text.setObjectName(f"{parts}Text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._close.setObjectName(f"{parts}Close")
        self._close.setToolTip(closing)
        self._close.setAccessibleName(closing)
        self._close.setIconSize(QSize(scaled(14), scaled(14)))
        self._close.setProperty("small", True)
        self._lay_out()
        self.hide()

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def _dress(self, sign: str, colour: str, palette: Palette) -> None:
        """The sign and the edge take the colour."""
        self._icon.setPixmap(picture(sign, colour, scaled(20)))
        self._close.setIcon(icon("close", palette, palette.dim))
        self.setStyleSheet(
            f"#{self.objectName()} {{ background: {palette.panel}; border: none;"
            f" border-left: 4px solid {colour}; border-bottom: 1px solid {palette.line}; }}"
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
