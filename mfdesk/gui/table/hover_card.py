"""A card beside a cell that tells everything known about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mfdesk.gui.table.cell_facts import CellFacts
from mfdesk.gui.theme import LIGHT, Palette, scaled
from mfdesk.gui.words import given

_SHADE = 6
_WIDEST = 420
_AIR = 12


class HoverCard(QWidget):
    """Never takes the mouse, so that the cells below it can still be pointed at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hoverCard")
        self.setAccessibleName("About the cell")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._palette = LIGHT
        self._title, self._story, self._lines, self._bars = QLabel(), QLabel(), QLabel(), ChanceBars()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADE + _AIR, _SHADE + 8, _SHADE + _AIR, _SHADE + 8)
        column.setSpacing(4)
        for part in (self._title, self._story, self._bars, self._lines):
            column.addWidget(part)
        for label in (self._title, self._story, self._lines):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMaximumWidth(scaled(_WIDEST))
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self._lines.setProperty("dim", True)
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._bars.set_palette_colours(palette)
        self.update()

    def show_facts(self, facts: CellFacts, cell: QRect, room: QRect) -> None:
        """Beside the ``cell`` and inside the ``room``, both in the coordinates of the parent."""
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(facts.title, Qt.TextElideMode.ElideMiddle, scaled(_WIDEST)))
        font = self._story.font()
        font.setItalic(facts.predicted)
        self._story.setFont(font)
        self._story.setText(facts.story)
        self._lines.setText("\n".join(facts.lines))
        self._lines.setVisible(bool(facts.lines))
        self._bars.show_chances(facts.chances)
        self.setAccessibleDescription(facts.spoken)
        self.adjustSize()
        self.move(beside(cell, self.size(), room))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        body = QRectF(self.rect()).adjusted(_SHADE, _SHADE - 2, -_SHADE, -_SHADE - 2)
        for reach in range(_SHADE, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 10))
            painter.drawRoundedRect(body.adjusted(-reach, -reach + 3, reach, reach + 2), 8 + reach, 8 + reach)
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.setBrush(QColor(self._palette.panel))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class ChanceBars(QWidget):
    """The chance of each step of the scale as a small bar, its step below and its share above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chances: tuple[tuple[float, float], ...] = ()
        self._palette = LIGHT
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def show_chances(self, chances: tuple[tuple[float, float], ...]) -> None:
        self._chances = chances
        self.setVisible(bool(chances))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            min(scaled(40) * max(len(self._chances), 1), scaled(_WIDEST)), 2 * self.fontMetrics().height() + 28
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, line = QPainter(self), self.fontMetrics().height()
        width, most = self.sizeHint().width() / len(self._chances), max(chance for _, chance in self._chances)
        numbered = width >= self.fontMetrics().horizontalAdvance("100 ")
        for number, (step, chance) in enumerate(self._chances):
            left, tall = number * width, 24 * chance / max(most, 1e-9)
            painter.fillRect(
                QRectF(left + width * 0.2, line + 26 - tall, width * 0.6, max(tall, 1)), QColor(self._palette.accent)
            )
            if not numbered:
                continue
            for words, top, colour in (
                (f"{100 * chance:.0f} %", 24 - tall, self._palette.text),
                (given(step), line + 27, self._palette.dim),
            ):
                painter.setPen(QColor(colour))
                painter.drawText(QRectF(left, top, width, line), Qt.AlignmentFlag.AlignCenter, words)


def beside(cell: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a card of this size lies near a cell without covering any of it: below, above, or at a side."""
    left = max(min(cell.left(), room.right() + 1 - size.width()), room.left())
    top = max(min(cell.top(), room.bottom() + 1 - size.height()), room.top())
    below, above = cell.bottom() + 3, cell.top() - 2 - size.height()
    after, before = cell.right() + 3, cell.left() - 2 - size.width()
    if below + size.height() <= room.bottom() + 1:
        return QPoint(left, below)
    if above >= room.top():
        return QPoint(left, above)
    if after + size.width() <= room.right() + 1:
        return QPoint(after, top)
    if before >= room.left():
        return QPoint(before, top)
    return QPoint(left, below)
