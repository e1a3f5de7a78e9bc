"""A strip above the table: a sign, a sentence, what can be done about it, and a cross that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from mfdesk.gui.resources import icon, picture
from mfdesk.gui.theme import Palette, scaled


class Strip(QFrame):
    """``text`` is what its sentence is shown on, ``parts`` begins the object names of what lies on the strip,
    ``closing`` is said of its cross."""

    def __init__(
        self, name: str, text: QLabel, parts: str, button: QPushButton, closing: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon, self._text = QLabel(self), text
        self._button, self._close = button, QToolButton(self)
        self._text.setObjectName(f"{parts}Text")
        self._close.setObjectName(f"{parts}Close")
        self._close.setToolTip(closing)
        self._close.setAccessibleName(closing)
        self._close.setIconSize(QSize(scaled(14), scaled(14)))
        self._close.setProperty("small", True)
        self._lay_out()
        self.hide()

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
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
