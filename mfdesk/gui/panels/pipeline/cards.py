"""A card for each stage, and the row that they stand in."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from mfdesk.gui.panels.picture import PictureMenu, Suffix, widget_bytes
from mfdesk.gui.panels.pipeline.drawings import LINE, draw, subtitle
from mfdesk.gui.panels.pipeline.ink import Fonts, Ink
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.playback import FACTORS, INPUT, STAGES
from mfdesk.gui.panels.pipeline.small_drawings import draw_small
from mfdesk.gui.panels.pipeline.spoken import coming, spoken
from mfdesk.gui.panels.pipeline.view import View
from mfdesk.gui.theme import LIGHT, Palette, scaled

_PADDING, _HEAD, _RADIUS = 10, 20, 8.0
_ROOMY, _NARROWEST = 164, 48
"""The width from which a card has room for names and sums, and the least, at which its picture says something yet."""
_LOWEST, _TALLEST = 112, 260
_CHEVRON, _NARROW_CHEVRON = 16, 8
_FADED = 0.38
_STRING = 48
_EMPTY = "Open a table to see the five stages"


class StageCard(QAbstractButton):
    """One stage: what it is called, what it is made of, and its picture. Pressing it asks for its explanation."""

    left = Signal(int)
    """An arrow key: to the card so many places on."""

    def __init__(self, stage: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage = stage
        self.setObjectName(f"pipelineStage{stage}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._palette, self._view, self._fonts = LIGHT, View(), Fonts.of(self.font())

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def show_view(self, view: View) -> None:
        known, self._view = self._look(self._view), view
        if known == self._look(view):
            return
        self.setAccessibleName(f"Stage {self.stage}: {page(self.stage, view.method).title}")
        self.setAccessibleDescription(spoken(view, self.stage))
        self.update()

    def _look(self, view: View) -> tuple[object, ...]:
        """What this card's picture is made of: as long as that stays, it need not be drawn again."""
        moment = view.moment
        changing = moment if self.stage > FACTORS or moment is None else moment.start if self.stage == FACTORS else None
        table = view.table, view.note
        return table, view.method, view.stage == self.stage, view.shows(self.stage), moment is None, changing

    def sizeHint(self) -> QSize:
        return QSize(scaled(_ROOMY), scaled(_LOWEST))

    def event(self, event: QEvent) -> bool:
        """The description is also what the mouse is told."""
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(f"<p>{escape(self.accessibleDescription())}</p>")
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -9, Qt.Key.Key_End: 9}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in steps:
            self.left.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fonts = Fonts.of(self.font())
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), QColor(self._palette.ground))
        self._paint(Ink(painter, self._palette, self._fonts))
        painter.end()

    def _paint(self, ink: Ink) -> None:
        view = self._view
        active = view.stage == self.stage and (view.moment is not None or self.stage == INPUT)
        shown = view.shows(self.stage)
        self._paint_frame(ink.painter, active=active)
        narrow = self.width() < scaled(_ROOMY)
        padding = _PADDING * 0.6 if narrow else _PADDING
        inside = QRectF(self.rect()).adjusted(padding, 8, -padding, -8)
        middle = QPointF(inside.left() + scaled(_HEAD) / 2, inside.top() + scaled(_HEAD) / 2)
        ink.badge(middle, scaled(_HEAD) / 2, self.stage, active=active, idle=not shown)
        body = inside.adjusted(0, scaled(_HEAD) + 2, 0, 0)
        line = QRectF(body.left(), body.top(), body.width(), scaled(LINE))
        below = self._paint_title(ink, inside, line)
        if shown or (view.moment is not None and view.table is not None):
            ink.painter.setOpacity(1.0 if shown else _FADED)
            if not below and (not narrow or ink.fits(line, subtitle(view, self.stage))):
                ink.text(line, subtitle(view, self.stage), ink.palette.dim)
            paint = draw_small if narrow else draw
            paint(ink, body.adjusted(0, scaled(LINE) + 3, 0, 0), view, self.stage)
        else:
            ink.paragraph(body, coming(view, self.stage), ink.palette.dim)

    def _paint_title(self, ink: Ink, inside: QRectF, line: QRectF) -> bool:
        """Beside the badge; where that is too narrow for one of the five, on the line below it, or not at all. Answers
        whether that line is taken."""
        pages = {stage: page(stage, self._view.method) for stage in STAGES}
        title, brief = pages[self.stage].title, pages[self.stage].brief
        head = QRectF(inside.left(), inside.top(), inside.width(), scaled(_HEAD)).adjusted(scaled(_HEAD) + 8, 0, 0, 0)
        if all(ink.fits(head, (each.brief,), ink.fonts.title) for each in pages.values()):
            ink.text(head, (title, brief), face=ink.fonts.title)
            return False
        if all(ink.fits(line, (each.brief,), ink.fonts.strong) for each in pages.values()):
            ink.text(line, brief, face=ink.fonts.strong)
            return True
        return False

    def _paint_frame(self, painter: QPainter, *, active: bool) -> None:
        colours = self._palette
        strong = active or self.hasFocus() or self.underMouse()
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(colours.accent if strong else colours.line), width))
        painter.setBrush(QColor(colours.selection if self.isDown() else colours.panel))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


def _paint_chevron(painter: QPainter, middle: QPointF) -> None:
    painter.drawPolyline([middle + QPointF(*step) for step in ((-2.5, -5), (2.5, 0), (-2.5, 5))])


class StageRow(QWidget):
    """The five cards from left to right, arrows between them; nothing but a sentence while no table is open."""

    stage_requested = Signal(int)
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pipelineStages")
        self.setAccessibleName("The five stages")
        self._palette, self._empty = LIGHT, True
        self.cards = [StageCard(stage, self) for stage in STAGES]
        self._menu = PictureMenu("five stages", self._picture, self)
        self._menu.save_requested.connect(self.save_requested)
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, stage=card.stage: self.stage_requested.emit(stage))
            card.left.connect(lambda steps, stage=card.stage: self._move(stage, steps))
        self.setMinimumSize(5 * scaled(_NARROWEST) + 4 * _NARROW_CHEVRON, scaled(_LOWEST))
        self.show_view(View())

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        for card in self.cards:
            card.set_palette_colours(palette)
        self.update()

    def show_view(self, view: View) -> None:
        self._empty = view.table is None
        self.setAccessibleDescription(_EMPTY if self._empty else "")
        for card in self.cards:
            card.show_view(view)
            card.setVisible(not self._empty)
        if self._empty:
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(1000), scaled(124))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        chevron = self._chevron
        width = (self.width() - 4 * chevron) / 5
        height = min(self.height(), scaled(_TALLEST))
        for index, card in enumerate(self.cards):
            left, right = (round(place * (width + chevron)) for place in (index, index + 1))
            card.setGeometry(QRect(left, 0, right - left - chevron, height))

    @property
    def _chevron(self) -> int:
        """The room for an arrow between two cards."""
        return _CHEVRON if self.width() >= 5 * scaled(_ROOMY) + 4 * _CHEVRON else _NARROW_CHEVRON

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QPen(QColor(self._palette.dim), 1.4))
        if self._empty:
            self._paint_empty(Ink(painter, self._palette, Fonts.of(self.font())))
        else:
            for card in self.cards[:-1]:
                _paint_chevron(painter, QPointF(card.geometry().right() + 1 + self._chevron / 2, card.height() / 2))
        painter.end()

    def _paint_empty(self, ink: Ink) -> None:
        """Five numbers on a string, and what would fill them."""
        middle = QPointF(self.rect().center())
        for card in self.cards:
            place = middle + QPointF((card.stage - 3) * scaled(_STRING), -scaled(18))
            if card is not self.cards[-1]:
                _paint_chevron(ink.painter, place + QPointF(scaled(_STRING) / 2, 0))
            ink.badge(place, scaled(_HEAD) / 2, card.stage, active=False, idle=True)
            ink.painter.setPen(QPen(QColor(self._palette.dim), 1.4))
        below = self.rect().adjusted(0, scaled(36), 0, 0)
        ink.painter.setFont(self.font())
        ink.painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _EMPTY)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.open_at(event.globalPos())

    def _move(self, stage: int, steps: int) -> None:
        index = min(max(stage - 1 + steps, 0), len(self.cards) - 1)
        self.cards[index].setFocus(Qt.FocusReason.TabFocusReason)

    def _picture(self, suffix: Suffix) -> bytes:
        return widget_bytes(self, suffix, self._palette.ground, "The five stages")
