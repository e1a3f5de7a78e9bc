"""The card of the tour: what there is to see, and the way on, back and out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mfdesk.gui.learn.drawing import Drawing
from mfdesk.gui.learn.key_idea_picture import KeyIdeaPicture
from mfdesk.gui.learn.overfitting_picture import OverfittingPicture
from mfdesk.gui.learn.parts import button, words
from mfdesk.gui.learn.texts import KEY_IDEA, OVERFITTING, KeyIdea, TourStep, TourWords
from mfdesk.gui.theme import Palette, scaled

CARD_WIDTH = 416
GAP = 12
"""Between the card and what is lit, and the edge of the window."""
TURN = 25
"""So many pixels a card is slid along what is lit, rather than put on the next best side of it."""
MOST_PARAGRAPHS = 4


class TourCard(QFrame):
    """Shows one step and says which way the user wants to go."""

    forward = Signal()
    back = Signal()
    leave = Signal()

    def __init__(self, tour_words: TourWords, idea: KeyIdea, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = tour_words
        self.beyond: list[QWidget] = []
        """Where Tab leads after the last button: what is lit."""
        self.setObjectName("tourCard")
        self.setProperty("card", True)
        self._count, self._title = words(look="dim"), words(look="heading")
        self._pictures: dict[str, Drawing] = {
            KEY_IDEA: KeyIdeaPicture(idea),
            OVERFITTING: OverfittingPicture(tour_words),
        }
        self._paragraphs = [words() for _ in range(MOST_PARAGRAPHS)]
        self._leave = button(tour_words.leave, "tourLeave")
        self._back = button(tour_words.back, "tourBack")
        self.next = button(tour_words.next, "tourNext", primary=True)
        self._lay_out()
        for pressed, signal in ((self._leave, self.leave), (self._back, self.back), (self.next, self.forward)):
            pressed.clicked.connect(signal)
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        for picture in self._pictures.values():
            picture.set_palette_colours(palette)
        self.setStyleSheet(f"TourCard {{ border: 1px solid {palette.accent}; }}")  # it may lie on what is lit

    def show_step(self, step: TourStep, position: int, steps: int) -> None:
        """``position`` counts from 0."""
        self._count.setText(self._words.step.format(step=position + 1, steps=steps))
        self._title.setText(step.title)
        for label, sentence in zip(self._paragraphs, [*step.sentences, *[""] * MOST_PARAGRAPHS], strict=False):
            label.setText(sentence)
            label.setVisible(bool(sentence))
        for name, picture in self._pictures.items():
            picture.setVisible(name == step.picture)
        self._back.setEnabled(position > 0)
        self.setAccessibleName(f"{self._words.name}: {step.title}")
        self.setAccessibleDescription(" ".join(step.sentences))
        self.next.setAccessibleDescription(f"{step.title}. {' '.join(step.sentences)}")
        self._fit()

    def set_next(self, text: str) -> None:
        """What the button that goes on says."""
        self.next.setText(text)
        self.next.setAccessibleName(text)

    def announce(self) -> None:
        """Has a screen reader read the step."""
        spoken = f"{self._count.text()}. {self.next.accessibleDescription()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def place_beside(self, lit: QRect, page: QRect, window: QRect) -> None:
        """Left of the page that holds what is lit, right, under or above it, if need be slid along its edge; where
        there is no room, beside what is lit itself, and at last in its lower right corner; in the middle of the window
        if nothing is lit."""
        room = window.adjusted(GAP, GAP, -GAP, -GAP)
        self.move(_place(self.size(), lit, page, room))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round among the buttons and what is lit, and never into the dark."""
        stops: list[QWidget] = [each for each in (self._leave, self._back, self.next) if each.isEnabled()]
        stops += _focusable(self.beyond)[:1]
        here = next((place for place, each in enumerate(stops) if each.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for widget in (self._count, self._title, *self._pictures.values(), *self._paragraphs):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(buttons)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(scaled(CARD_WIDTH), layout.totalHeightForWidth(scaled(CARD_WIDTH)))


def _focusable(lit: list[QWidget]) -> list[QWidget]:
    """What can be reached by Tab in what is lit."""
    inside = (each for widget in lit for each in (widget, *widget.findChildren(QWidget)))
    return [
        each
        for each in inside
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]


def _place(size: QSize, lit: QRect, page: QRect, room: QRect) -> QPoint:
    if lit.isEmpty():
        middle = QRect(QPoint(), size)
        middle.moveCenter(room.center())
        return _inside(middle, room).topLeft()
    for taboo in (page, lit):
        ways = _ways(size, lit, taboo, room)
        if ways:
            return min(ways, key=lambda way: way[0])[1]
    corner = QRect(QPoint(), size)
    corner.moveBottomRight(lit.bottomRight() - QPoint(GAP, GAP))
    return _inside(corner, room).topLeft()


def _ways(size: QSize, lit: QRect, taboo: QRect, room: QRect) -> list[tuple[int, QPoint]]:
    """The places that lie in the room and not on what is ``taboo``, and what each costs."""
    ways: list[tuple[int, QPoint]] = []
    for turn, side in enumerate(_sides(size, lit, taboo)):
        place = _inside(side, room)
        if room.contains(place) and not place.intersects(taboo):
            ways.append((turn * TURN + (place.topLeft() - side.topLeft()).manhattanLength(), place.topLeft()))
    return ways


def _sides(size: QSize, lit: QRect, taboo: QRect) -> list[QRect]:
    """The places around what is taboo, level with the top or the left edge of what is lit, the best first."""
    width, height = size.width(), size.height()
    places = (
        QPoint(taboo.left() - GAP - width, lit.top()),
        QPoint(taboo.right() + 1 + GAP, lit.top()),
        QPoint(lit.left(), taboo.bottom() + 1 + GAP),
        QPoint(lit.left(), taboo.top() - GAP - height),
    )
    return [QRect(place, size) for place in places]


def _inside(place: QRect, room: QRect) -> QRect:
    """The place, slid so that it lies in the room as far as it fits."""
    left = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    top = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QRect(QPoint(left, top), place.size())
