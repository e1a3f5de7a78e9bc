"""The names of rows and columns along the edges of the table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.theme import LIGHT, Palette, tabular

ROW_HEIGHT = 27
COLUMN_WIDTH = 76
HEADER_HEIGHT = 44
_PADDING = 12
_SAMPLED = 256
_SMALL = 0.85


class NameHeader(QHeaderView):
    """Elided names in sections of fixed size; a column has its mean and count in a second, dim line."""

    def __init__(self, orientation: Qt.Orientation, model: RatingsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._names = model
        self._palette = LIGHT
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        across = orientation is Qt.Orientation.Horizontal
        self.setDefaultSectionSize(COLUMN_WIDTH if across else ROW_HEIGHT)
        self.setMinimumSectionSize(16)
        if across:
            self.setFixedHeight(HEADER_HEIGHT)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.viewport().update()

    def fit(self, least: int = 0) -> None:
        """Chooses one size for all from a sample of the names; asking each of a million would take minutes.

        ``least`` is the width, in pixels, that the corner beside a header of rows needs.
        """
        widest = self._usual_width()
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setDefaultSectionSize(min(max(widest + _PADDING, COLUMN_WIDTH), 104))
        else:
            self.setFixedWidth(min(max(widest + 2 * _PADDING, least, 104), 240))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, QColor(self._palette.ground))
        painter.setPen(QColor(self._palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name = self._names.headerData(section, self.orientation()) or ""
        if self.orientation() is Qt.Orientation.Horizontal:
            self._paint_column(painter, rect, name, self._names.mean_and_count(section))
        else:
            inside = rect.adjusted(_PADDING, 0, -_PADDING, 0)
            self._write(painter, inside, name, self._palette.dim, Qt.AlignmentFlag.AlignLeft)

    def _paint_column(self, painter: QPainter, rect: QRect, name: str, numbers: str) -> None:
        middle = rect.top() + rect.height() * 53 // 100
        upper = QRect(rect.left() + 5, rect.top() + 4, rect.width() - 10, middle - rect.top() - 4)
        lower = QRect(rect.left() + 3, middle, rect.width() - 6, rect.bottom() - middle - 3)
        self._write(painter, upper, name, self._palette.text, Qt.AlignmentFlag.AlignHCenter)
        self._write(painter, lower, numbers, self._palette.dim, Qt.AlignmentFlag.AlignHCenter, _SMALL)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, colour: str, side: Qt.AlignmentFlag, size: float = 1.0
    ) -> None:
        font = tabular(self.font())
        font.setPointSizeF(font.pointSizeF() * size)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _usual_width(self) -> int:
        """The width, in pixels, that five of six sampled names fit into."""
        stride = max(self.count() // _SAMPLED, 1)
        metrics = self.fontMetrics()
        names = (self._names.headerData(section, self.orientation()) for section in range(0, self.count(), stride))
        widths = sorted(metrics.horizontalAdvance(name or "") for name in names)
        return widths[len(widths) * 5 // 6] if widths else 0
