"""A defect of mfdesk, told with all that a report of it needs."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mfdesk import __version__


def crash_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Version, system and traceback as plain text."""
    lines = [
        f"mfdesk {__version__}",
        f"Python {sys.version.split()[0]}, PySide6 {pyside_version}, {QGuiApplication.platformName()}",
        f"{platform.platform()}",
        "",
        *traceback.format_exception(kind, error, trace),
    ]
    return "\n".join(line.rstrip("\n") for line in lines)


class CrashDialog(QDialog):
    """Shows a report, ready to copy; when it is closed the program ends."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle("mfdesk has to close")
        self.resize(680, 420)
        self._report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._sentence())
        column.addWidget(self._text(), 1)
        column.addLayout(self._button_row())

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _sentence(self) -> QLabel:
        label = QLabel(
            "Something went wrong inside mfdesk that is not your fault. Your files are unchanged. "
            "The report below says what happened; please send it to the people who make mfdesk."
        )
        label.setWordWrap(True)
        return label

    def _text(self) -> QPlainTextEdit:
        text = QPlainTextEdit(self._report)
        text.setObjectName("crashReport")
        text.setAccessibleName("Report of what went wrong")
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        return text

    def _button_row(self) -> QHBoxLayout:
        copy, close = QPushButton("&Copy the report"), QPushButton("Close mfdesk")
        copy.setObjectName("crashCopy")
        copy.clicked.connect(self.copy)
        close.setObjectName("crashClose")
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        return row
