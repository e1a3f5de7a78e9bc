"""A line of words that says as much as there is room for, and never asks for more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class FittingLabel(QLabel):
    """Of several ways to say the same it shows the longest that fits, and the shortest with an ellipsis where none
    does. The longest is always what is read aloud, and in the tip where it is not shown. It asks for the room that
    the longest takes and makes do with less; ``takes_the_rest``: it asks for nothing."""

    _margins = (0, 0)

    def __init__(self, parent: QWidget | None = None, *, takes_the_rest: bool = False) -> None:
        super().__init__(parent)
        self._wordings: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Ignored if takes_the_rest else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    @property
    def words(self) -> str:
        """All of it, however much is shown."""
        return self._wordings[0] if self._wordings else ""

    def show_words(self, wordings: Sequence[str]) -> None:
        """``wordings``, the longest first; none: the line is blank."""
        if tuple(wordings) == self._wordings:
            return
        self._wordings = tuple(wordings)
        self.setAccessibleDescription(self.words)
        self.updateGeometry()
        self._fit()

    def keep_clear(self, before: int, after: int) -> None:
        """Leaves so many pixels blank at either end."""
        self._margins = before, after
        self.setContentsMargins(before, 0, after, 0)

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of("…"), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Qt forgets the margins when the style changes while there is no room for anything else."""
        super().changeEvent(event)
        self.keep_clear(*self._margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _width_of(self, words: str) -> int:
        margins = self.contentsMargins()
        return self.fontMetrics().horizontalAdvance(words) + margins.left() + margins.right()

    def _fit(self) -> None:
        measure, room = self.fontMetrics(), self.contentsRect().width()
        fitting = [words for words in self._wordings if measure.horizontalAdvance(words) <= room]
        shortest = self._wordings[-1] if self._wordings else ""
        shown = fitting[0] if fitting else measure.elidedText(shortest, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip("" if shown == self.words else self.words)
