"""How often each rating was given, beside how often everyone gives it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mfdesk.engine.cards import Shares
from mfdesk.gui.panels.card_words import CardWords, part
from mfdesk.gui.panels.prediction_picture import EDGE, LINE, LinedPicture
from mfdesk.gui.theme import scaled
from mfdesk.gui.words import counted, percent

_BAR = 12
_MARK = 16
_KEY = 26


class CardHistogram(LinedPicture):
    """A line for each part of the scale, the highest on top: a bar for the share of its ratings, a mark where
    everyone's lies. ``chosen`` carries the line."""

    def __init__(self) -> None:
        super().__init__("cardHistogram", "Ratings beside everyone's", "card-ratings")
        self.head = scaled(_KEY)
        self._shares: Shares | None = None
        self._labels: tuple[str, ...] = ()

    def show_shares(self, words: CardWords) -> None:
        shares = words.card.shares
        self._shares = shares
        self._labels = tuple(part(shares.bins, place) for place in range(shares.bins.count))[::-1]
        lines = zip(self._labels, *(each[::-1].tolist() for each in (shares.own, shares.everyone, shares.counts)),
                    strict=True)  # fmt: skip
        self.show_readings(
            [
                f"{label} · {counted(count, 'rating')}, {percent(own, 0)} · everyone {percent(everyone, 0)}"
                for label, own, everyone, count in lines
            ]
        )

    def place_of(self, line: int) -> int:
        """The part of the scale that a line stands for."""
        return len(self._labels) - 1 - line

    def paint_behind(self, painter: QPainter) -> None:
        """The key."""
        if self._shares is None:
            return
        area = QRectF(self._bars().left(), 4, self.width(), scaled(LINE))
        painter.fillRect(QRectF(area.left(), area.center().y() - _BAR / 2, 16, _BAR), QColor(self.colours.accent))
        self.write(painter, area.adjusted(22, 0, 0, 0), "these ratings", self.colours.dim)
        left = area.left() + 22 + painter.fontMetrics().horizontalAdvance("these ratings") + 20
        self._paint_mark(painter, left, area.center().y())
        self.write(painter, QRectF(left + 8, area.top(), 120, scaled(LINE)), "everyone", self.colours.dim)

    def paint_line(self, painter: QPainter, index: int, area: QRectF) -> None:
        if self._shares is None:
            return
        place, bars, middle = self.place_of(index), self._bars(), area.center().y()
        own, everyone = float(self._shares.own[place]), float(self._shares.everyone[place])
        right = Qt.AlignmentFlag.AlignRight
        label = QRectF(area.left(), area.top(), bars.left() - area.left() - 8, scaled(LINE))
        self.write(painter, label, self._labels[index], self.colours.dim, right)
        longest = max(float(self._shares.own.max()), float(self._shares.everyone.max())) or 1.0
        width = bars.width() / longest
        painter.fillRect(QRectF(bars.left(), middle - _BAR / 2, own * width, _BAR), QColor(self.colours.accent))
        self._paint_mark(painter, bars.left() + everyone * width, middle)
        beside = QRectF(bars.right() + 8, area.top(), area.right() - bars.right() - 8, scaled(LINE))
        self.write(painter, beside, percent(own, 0), self.colours.text, right)

    def _paint_mark(self, painter: QPainter, x: float, middle: float) -> None:
        painter.setPen(QPen(QColor(self.colours.panel), 4))  # keeps the mark apart from a bar that it lies on
        painter.drawLine(int(x), int(middle - _MARK / 2), int(x), int(middle + _MARK / 2))
        painter.setPen(QPen(QColor(self.colours.counter), 2))
        painter.drawLine(int(x), int(middle - _MARK / 2), int(x), int(middle + _MARK / 2))

    def _bars(self) -> QRectF:
        metrics = self.fontMetrics()
        left = max((metrics.horizontalAdvance(label) for label in self._labels), default=0)
        right = metrics.horizontalAdvance(percent(1, 0))
        return QRectF(EDGE, 0, self.width() - 2 * EDGE, scaled(LINE)).adjusted(left + 10, 0, -right - 12, 0)
