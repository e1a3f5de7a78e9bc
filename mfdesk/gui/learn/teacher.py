"""The page for teachers, to read and to print from."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from mfdesk.gui.learn.parts import button, named
from mfdesk.gui.learn.texts import Texts


class TeacherDialog(QDialog):
    """Goals, a plan of the lesson and the answers, as the Markdown of the texts has them."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("teacherDialog")
        self.setWindowTitle(texts.idea.teachers)
        page = named(QTextBrowser(), "teacherPage", texts.idea.teachers)
        page.setMarkdown(texts.teacher_page)
        page.document().setDocumentMargin(16)
        close = button(texts.idea.close, "teacherClose", primary=True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(page, 1)
        column.addLayout(buttons)
        self.resize(680, 720)
