"""Says which face and which ground of a cell means what."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from mfdesk.gui.table.legend_words import UNKNOWN_SPREAD, Ends, ends, given_words, predicted_words
from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.table.surety import ONE_TINT, STEPS
from mfdesk.gui.table.tones import Tones
from mfdesk.gui.theme import LIGHT, Palette, mixed

_CHIP = 22, 14
"""Wide like a cell: a square would look like a box to be ticked."""
_STEP, _BAR = 10, 12


class Legend(QWidget):
    """A chip for each face of a cell that says something, and a bar with numbers where the grounds are a scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableLegend")
        self.setAccessibleName("Legend of the table")
        self._state, self._palette = LegendState(), LIGHT
        self._given, self._predicted, self._edited = _Chip("given"), _Chip("predicted", italic=True), _Chip("edited")
        self._edited.mark_corner()
        self._bar = ScaleBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(16)
        for part in (self._given, self._predicted, self._bar, self._edited):
            row.addWidget(part)
        self._show()

    def show_state(self, state: LegendState) -> None:
        """What the table shows now."""
        self._state = state
        self._show()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._show()

    def _show(self) -> None:
        state, palette = self._state, self._palette
        by_scale = state.colouring in (Colouring.VALUE, Colouring.MIDDLE)
        told = predicted_words(state)
        has_faces = not by_scale and told != UNKNOWN_SPREAD
        self._given.show_as(given_words(state), palette.panel, palette, chip=has_faces)
        self._predicted.show_as(told, _tint(state, palette), palette, chip=has_faces)
        self._edited.show_as("edited", palette.panel, palette, chip=True)
        self._given.setVisible(state.shown is not Shown.SPREAD)
        self._predicted.setVisible(state.shown is Shown.SPREAD or (state.filled and state.shown is Shown.VALUE))
        self._edited.setVisible(state.edited)
        found = ends(state) if by_scale else None
        self._bar.setVisible(found is not None)
        if found:
            self._bar.show_scale(found, Tones.of(palette, state.colouring), palette)
        self.setAccessibleDescription(self._spoken(found))

    def _spoken(self, found: Ends | None) -> str:
        """The legend in words."""
        chips = [chip.said for chip in (self._given, self._predicted, self._edited) if not chip.isHidden()]
        scale = [f"grounds from {found.low} to {found.high} {found.words}".strip()] if found else []
        return "; ".join([*chips, *scale])


def _tint(state: LegendState, palette: Palette) -> str:
    """The ground of a predicted cell, of the surest where they are told apart."""
    if state.colouring is not Colouring.SURETY:
        return palette.panel
    return Tones.of(palette, Colouring.SURETY).grounds[STEPS if state.tells_surety else ONE_TINT].name()


class _Chip(QWidget):
    """A small cell of a ground with the word for it."""

    def __init__(self, words: str, *, italic: bool = False) -> None:
        super().__init__()
        self._cell, self._label = _Cell(), QLabel(words)
        font = self._label.font()
        font.setItalic(italic)
        self._label.setFont(font)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._cell)
        row.addWidget(self._label)

    @property
    def said(self) -> str:
        return self._label.text()

    def mark_corner(self) -> None:
        self._cell.marked = True

    def show_as(self, words: str, ground: str, palette: Palette, *, chip: bool) -> None:
        self._label.setText(words)
        self._cell.setVisible(chip)
        self._cell.accent = QColor(palette.accent)
        edge = mixed(palette.line, palette.dim, 0.3).name()
        self._cell.setStyleSheet(f"background: {ground}; border: 1px solid {edge}; border-radius: 0;")


class _Cell(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.marked, self.accent = False, QColor()
        self.setFixedSize(*_CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.marked:
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.accent)
            right = self.rect().right() + 1
            painter.drawPolygon(QPolygon([QPoint(right - 7, 0), QPoint(right, 0), QPoint(right, 7)]))
            painter.end()


class ScaleBar(QWidget):
    """The steps of a colour scale between the numbers of its ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableScaleBar")
        self._ends, self._colours, self._text, self._edge = Ends("", "", ""), [QColor()], QColor(), QColor()

    def show_scale(self, ends: Ends, tones: Tones, palette: Palette) -> None:
        self._ends, self._colours = ends, list(tones.grounds[1:])
        self._text, self._edge = QColor(palette.text), mixed(palette.line, palette.dim, 0.3)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = sum(metrics.horizontalAdvance(text) for text in (self._ends.low, self._after)) + 16
        return QSize(words + _STEP * len(self._colours), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setPen(self._text)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignLeft, self._ends.low)
        left, top = metrics.horizontalAdvance(self._ends.low) + 8, (self.height() - _BAR) // 2
        for number, colour in enumerate(self._colours):
            painter.fillRect(left + number * _STEP, top, _STEP, _BAR, colour)
        right = left + len(self._colours) * _STEP
        painter.drawText(self.rect().adjusted(right + 8, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, self._after)
        painter.setPen(self._edge)
        painter.drawRect(left, top, right - left - 1, _BAR - 1)

    @property
    def _after(self) -> str:
        return f"{self._ends.high} {self._ends.words}".strip()
