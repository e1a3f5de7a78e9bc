"""Says what the program is, and which version."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mfdesk import __version__
from mfdesk.gui.theme import scaled

_TEXT = (
    "Opens a table of ratings that has holes, learns a matrix factorization from what is there, "
    "and hands the table back whole, with how sure each filled value is."
)
_SOURCES = (
    "MIT licence. The Food World Cup survey is by FiveThirtyEight (CC BY 4.0). "
    "Built on Python, NumPy, Qt for Python (LGPL) and pyqtgraph."
)


class AboutDialog(QDialog):
    """A small page with the icon of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle("About mfdesk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(_paragraph(_TEXT))
        column.addWidget(_paragraph(_SOURCES, dim=True))
        column.addLayout(self._button_row())
        self.setFixedWidth(scaled(440))

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        icon: QIcon = self.windowIcon()
        picture.setPixmap(icon.pixmap(48, 48))
        picture.setVisible(not icon.isNull())
        title = QLabel(f"mfdesk {__version__}")
        title.setProperty("title", True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(picture)
        row.addWidget(title, 1)
        return row

    def _button_row(self) -> QHBoxLayout:
        close = QPushButton("Close")
        close.setObjectName("aboutClose")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        return row


def _paragraph(text: str, *, dim: bool = False) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("dim", dim)
    return label
