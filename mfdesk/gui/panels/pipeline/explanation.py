"""The page that explains a stage, beside the run that it explains."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.pipeline.numbers import page_html
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.playback import INPUT, UPDATE
from mfdesk.gui.panels.pipeline.view import View
from mfdesk.gui.theme import LIGHT, Palette


class StageDialog(QDialog):
    """Stays open while the run goes on, and its numbers go with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stageDialog")
        self.setModal(False)
        self.resize(560, 520)
        self._palette, self._view, self._stage, self._html = LIGHT, View(), INPUT, ""
        self._title = named(QLabel(), "stageTitle")
        self._title.setProperty("title", True)
        self._text = self._make_text()
        self._previous = self._button("stagePrevious", "Previous stage", -1)
        self._next = self._button("stageNext", "Next stage", 1)
        self._lay_out()
        self._refresh()

    def open_page(self, stage: int) -> None:
        """Shows the page of a stage, 1 to 5."""
        self._stage = stage
        self._refresh()
        self._text.verticalScrollBar().setValue(0)
        self.show()
        self.activateWindow()

    def show_view(self, view: View) -> None:
        self._view = view
        if self.isVisible():
            self._refresh()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._refresh()

    def _refresh(self) -> None:
        told = page(self._stage, self._view.method)
        title = told.title
        self.setWindowTitle(f"Stage {self._stage} of {UPDATE}: {title}")
        self._title.setText(f"{self._stage}  {title}")
        self._text.setAccessibleName(f"Stage {self._stage}, {title}")
        self._text.setAccessibleDescription(told.formula)
        self._previous.setEnabled(self._stage > INPUT)
        self._next.setEnabled(self._stage < UPDATE)
        html = page_html(self._view, self._stage, self._palette)
        if html != self._html:
            self._html = html
            place = self._text.verticalScrollBar().value()
            self._text.setHtml(html)
            self._text.verticalScrollBar().setValue(place)

    def _make_text(self) -> QTextBrowser:
        text = named(QTextBrowser(), "stageText")
        text.setFrameShape(QFrame.Shape.NoFrame)
        text.setOpenLinks(False)
        text.setTabChangesFocus(True)
        text.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")
        return text

    def _button(self, name: str, text: str, step: int) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.open_page(self._stage + step))
        return button

    def _lay_out(self) -> None:
        close = named(QPushButton("Close"), "stageClose")
        close.clicked.connect(self._close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._previous)
        buttons.addWidget(self._next)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text, 1)
        column.addLayout(buttons)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    @Slot()
    def _close(self) -> None:
        self.close()
