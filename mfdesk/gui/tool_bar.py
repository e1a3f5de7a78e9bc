"""A tool bar whose buttons give up their words, one group after the other, before anything on it is out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from mfdesk.gui.theme import scaled

_Style = Qt.ToolButtonStyle
_WIDEST = 16_777_215
"""What Qt takes for no limit."""


class FittingToolBar(QToolBar):
    """``at_the_end`` is kept in sight too, if need be narrower, down to what it needs at least."""

    def __init__(self, title: str, at_the_end: QWidget) -> None:
        super().__init__(title)
        self.setMovable(False)
        self.setIconSize(QSize(scaled(18), scaled(18)))
        self.setToolButtonStyle(_Style.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._end, self._groups = at_the_end, list[list[QToolButton]]()

    def shortened(self, groups: Sequence[Sequence[QAction]]) -> None:
        """Which buttons give up their words, the first group first. Ends the bar."""
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.addWidget(self._end)
        found = [[self.widgetForAction(action) for action in group] for group in groups]
        self._groups = [[button for button in group if isinstance(button, QToolButton)] for group in found]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """All words and all room for the end where there is space for them, else less and less. The last group keeps
        its words longest: before it gives them up, the end is made narrower."""
        self._end.setMaximumWidth(_WIDEST)
        usual, least = self._end.sizeHint().width(), self._end.minimumSizeHint().width()
        for wordless in range(len(self._groups) + 1):
            self._take_words(wordless)
            if self._lacking <= (usual - least if wordless >= len(self._groups) - 1 else 0):
                break
        if self._lacking > 0:
            self._end.setMaximumWidth(max(usual - self._lacking, least))

    def _take_words(self, wordless: int) -> None:
        """Only the buttons of so many groups say nothing."""
        for place, group in enumerate(self._groups):
            for button in group:
                button.setToolButtonStyle(
                    _Style.ToolButtonIconOnly if place < wordless else _Style.ToolButtonTextBesideIcon
                )

    @property
    def _lacking(self) -> int:
        """How many pixels are missing for all to be in sight."""
        return self.sizeHint().width() - self.width()
