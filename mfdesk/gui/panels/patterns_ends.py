"""The names at one end of a factor, each with a small bar as long as it lies far out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mfdesk.engine.patterns import End
from mfdesk.gui.panels.patterns_words import signed
from mfdesk.gui.theme import LIGHT, Palette, points, scaled

_LINE = 22
_BAR = 48
SMALL_POINTS = 9


class PatternsEnds(QWidget):
    """A list that arrows move in; the current name is shown on the map, Enter or a double click opens it."""

    pointed = Signal(int)
    """The place in the map of the name that became current."""
    opened = Signal(int)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = LIGHT
        self._colour = LIGHT.accent
        self._ends: Sequence[End] = ()
        self._names: Sequence[str] = ()
        self._longest = 1.0
        self._current = -1
        font = QFont(self.font())
        font.setPointSizeF(points(SMALL_POINTS))
        self.setFont(font)

    def show_ends(self, ends: Sequence[End], names: Sequence[str], longest: float) -> None:
        """``longest`` is the feature that a bar of full length stands for."""
        self._ends, self._names, self._longest, self._current = ends, names, longest or 1.0, -1
        said = (f"{name} {signed(end.value)}" for name, end in zip(names, ends, strict=True))
        self.setAccessibleDescription(", ".join(said))
        self.updateGeometry()
        self.update()

    def set_palette_colours(self, palette: Palette, colour: str) -> None:
        """``colour`` is that of the bars."""
        self._palette, self._colour = palette, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, scaled(_LINE) * max(len(self._ends), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, end in enumerate(self._ends):
            self._paint_line(painter, number, end)

    def _paint_line(self, painter: QPainter, number: int, end: End) -> None:
        line = QRectF(0, number * scaled(_LINE), self.width(), scaled(_LINE))
        painter.setPen(Qt.PenStyle.NoPen)
        if number == self._current:
            painter.setBrush(QColor(self._palette.selection))
            painter.drawRoundedRect(line, 4, 4)
        width = max(_BAR * min(abs(end.value) / self._longest, 1), 1)
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(QRectF(4, line.center().y() - 4, width, 8), 2, 2)
        painter.setPen(QColor(self._palette.text))
        room = line.adjusted(_BAR + 12, 0, -4, 0)
        name = painter.fontMetrics().elidedText(self._names[number], Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().y() // scaled(_LINE)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(int(event.position().y() // scaled(_LINE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._choose(min(max(self._current + step, 0), len(self._ends) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._current = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = event.pos().y() // scaled(_LINE)
            if 0 <= number < len(self._ends):
                QToolTip.showText(event.globalPos(), f"{self._names[number]} {signed(self._ends[number].value)}", self)
            return True
        return super().event(event)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._ends):
            self._current = number
            self.update()
            self.pointed.emit(self._ends[number].place)

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._ends):
            self.opened.emit(self._ends[number].place)
