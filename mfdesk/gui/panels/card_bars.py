"""Small pictures in the lists of the Card page: a prediction on the scale, and a correlation."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mfdesk.gui.panels.card_list import PADDING, Index
from mfdesk.gui.theme import LIGHT, Palette

BAR = Qt.ItemDataRole.UserRole
"""What a model says is drawn in a cell: an ``OnScale`` or a ``Signed``, None where nothing is."""
_BAND, _HIGH = 8, 10


@dataclass(frozen=True)
class OnScale:
    """A prediction and its spread as places on the scale, all shares of 0 to 1 of its width; and the given rating,
    where there is one."""

    value: float
    low: float
    high: float
    given: float | None = None


@dataclass(frozen=True)
class Signed:
    """A number of -1 to 1, drawn from the middle."""

    value: float


class BarDelegate(QStyledItemDelegate):
    """Paints the bar of a cell on the ground that the list gives it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.colours: Palette = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar = index.data(BAR)
        if bar is None:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(PADDING, 0, -PADDING, 0)
        if isinstance(bar, OnScale):
            self._paint_on_scale(painter, area, bar)
        else:
            self._paint_signed(painter, area, bar.value)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(option.rect, QColor(self.colours.selection))

    def _paint_on_scale(self, painter: QPainter, area: QRectF, bar: OnScale) -> None:
        middle, room = area.center().y(), area.adjusted(4, 0, -4, 0)
        painter.setPen(QPen(QColor(self.colours.dim), 1))
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
        low, high, value = (room.left() + room.width() * each for each in (bar.low, bar.high, bar.value))
        painter.setPen(QPen(QColor(self.colours.accent), 1))
        painter.setBrush(QColor(self.colours.predicted))
        painter.drawRoundedRect(QRectF(low, middle - _BAND / 2, high - low, _BAND), 2, 2)
        if bar.given is not None:
            x = room.left() + room.width() * bar.given
            painter.setPen(QPen(QColor(self.colours.text), 2))
            painter.drawLine(QPointF(x, middle - _BAND), QPointF(x, middle + _BAND))
        painter.setPen(QPen(QColor(self.colours.panel), 1))
        painter.setBrush(QColor(self.colours.accent))
        painter.drawEllipse(QPointF(value, middle), 4, 4)

    def _paint_signed(self, painter: QPainter, area: QRectF, value: float) -> None:
        middle, centre = area.center().y(), area.center().x()
        width = area.width() / 2 * value
        colour = self.colours.accent if value >= 0 else self.colours.counter
        painter.fillRect(QRectF(centre, middle - _HIGH / 2, width, _HIGH).normalized(), QColor(colour))
        painter.setPen(QPen(QColor(self.colours.dim), 1))
        painter.drawLine(QPointF(centre, middle - _HIGH), QPointF(centre, middle + _HIGH))
