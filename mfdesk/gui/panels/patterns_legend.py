"""What the colours, shapes and sizes of a map mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.panels.patterns_dress import Dress
from mfdesk.gui.panels.patterns_marks import paint_mark
from mfdesk.gui.panels.patterns_words import attribute
from mfdesk.gui.theme import LIGHT, Palette, points, scaled

_LINE = 20
_MARK = 18
_BETWEEN = 14
_STEP = 14
SMALL_POINTS = 8


class PatternsLegend(QWidget):
    """Entries one after the other, in as many lines as they need; steps of one scale in a row between their ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsLegend")
        self.setAccessibleName("Legend")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = LIGHT
        self._dress: Dress | None = None
        font = QFont(self.font())
        font.setPointSizeF(points(SMALL_POINTS))
        self.setFont(font)
        self.hide()

    def show_dress(self, dress: Dress) -> None:
        self._dress = dress
        texts = [kind.text for kind in dress.kinds if kind.text]
        self.setVisible(bool(texts))
        between = " to " if dress.ordered else ", "
        self.setAccessibleDescription(f"{dress.title}: {between.join(texts)}" if texts else "")
        self.setToolTip(dress.title if attribute(dress.title) != dress.title else "")
        self._fit()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._dress is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QColor(self._palette.dim))
        painter.setFont(self.font())
        painter.drawText(self._line(0, 0), Qt.AlignmentFlag.AlignVCenter, self._title())
        for number, x, line in self._places():
            self._paint_entry(painter, number, x, line)

    def _paint_entry(self, painter: QPainter, number: int, x: float, line: int) -> None:
        assert self._dress is not None
        kind = self._dress.kinds[number]
        ordered = self._dress.ordered and number < len(self._dress.kinds) - 1
        text = self._text(number)
        if ordered and number == 0:
            self._say(painter, text, x, line)
            x += self._width(text) + 4
        paint_mark(painter, kind, QPointF(x + _STEP / 2, line * scaled(_LINE) + scaled(_LINE) / 2), self._palette.panel)
        if text and not (ordered and number == 0):
            self._say(painter, text, x + (_STEP + 2 if ordered else _MARK), line)

    def _say(self, painter: QPainter, text: str, x: float, line: int) -> None:
        painter.setPen(QColor(self._palette.text))
        painter.drawText(self._line(x, line), Qt.AlignmentFlag.AlignVCenter, text)

    def _places(self) -> list[tuple[int, float, int]]:
        """The number of each entry that is shown, and its left end and line."""
        assert self._dress is not None
        found, x, line = [], self._width(self._title()) + float(_BETWEEN), 0
        for number, kind in enumerate(self._dress.kinds):
            step = self._dress.ordered and number < len(self._dress.kinds) - 1
            if not step and not kind.text:
                continue
            text = self._width(self._text(number))
            width = _STEP + (text + 4 if text else 0) if step else _MARK + text
            if not step and x + width > self.width() and x > 0:
                x, line = 0.0, line + 1
            found.append((number, x, line))
            x += width + (0 if step and number < len(self._dress.kinds) - 2 else _BETWEEN)
        return found

    def _height(self) -> int:
        if self._dress is None:
            return 0
        return scaled(_LINE) * (1 + max((line for _, _, line in self._places()), default=0))

    def _fit(self) -> None:
        self.setFixedHeight(self._height())
        self.update()

    def _line(self, x: float, line: int) -> QRectF:
        return QRectF(x, line * scaled(_LINE), max(self.width() - x, 0), scaled(_LINE))

    def _title(self) -> str:
        title = attribute(self._dress.title) if self._dress else ""
        return QFontMetrics(self.font()).elidedText(title, Qt.TextElideMode.ElideRight, max(self.width() - 8, 0))

    def _text(self, number: int) -> str:
        assert self._dress is not None
        room = max(self.width() - _MARK - 4, 0)
        text = self._dress.kinds[number].text
        return QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _width(self, text: str) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(text)
