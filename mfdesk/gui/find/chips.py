"""What is sorted, filtered and pinned, as chips in a strip above the table; each can be taken away."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QToolButton,
    QWidget,
)

from mfdesk.gui.panels.parts import named
from mfdesk.gui.resources import icon
from mfdesk.gui.theme import Palette, scaled

_OLD = "The table has changed since"


@dataclass(frozen=True)
class Chip:
    """``key`` is handed out when the chip is pressed or taken away; ``tip`` says what pressing it does, "" where it
    does nothing. An ``old`` one does not tell what the table says by now."""

    key: Hashable
    text: str
    tip: str = ""
    old: bool = False


class Chips(QWidget):
    """Seen only while there is a chip."""

    pressed = Signal(object)
    """The key of the chip that is to be changed."""
    removed = Signal(object)
    again_requested = Signal()
    """What has become old is to be found anew."""
    show_all_requested = Signal()
    left = Signal()
    """The last chip was taken away by a key; the keys are to go back to the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arrangementChips")
        self.setAccessibleName("How the table is sorted, filtered and pinned")
        self._palette: Palette | None = None
        self._shown: tuple[Chip, ...] = ()
        self._chips: list[_ChipFrame] = []
        self._waiting = named(QLabel(), "arrangementWaiting")
        self._again = _wide("arrangementAgain", "Sort and filter again", _OLD)
        self._all = _wide("arrangementShowAll", "Show all again", "Take every filter away")
        self._flow = _Flow(self)
        for part in (self._waiting, self._again, self._all):
            self._flow.addWidget(part)
        self._again.setAccessibleDescription(_OLD)
        self._again.clicked.connect(self.again_requested)
        self._all.clicked.connect(self.show_all_requested)
        self.show_chips((), filtered=False)

    def show_chips(self, chips: Sequence[Chip], *, filtered: bool, waiting: str = "") -> None:
        """``waiting`` says what is being found at this moment."""
        self._set_chips(tuple(chips))
        old = any(chip.old for chip in chips)
        self._waiting.setText(waiting)
        self._waiting.setVisible(bool(waiting))
        self._again.setVisible(old)
        self._all.setVisible(filtered)
        self.setVisible(bool(chips or waiting))

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.setStyleSheet(
            f"QFrame[chip='true'] {{ background: {palette.selection}; border: 1px solid {palette.selection};"
            " border-radius: 6px; }"
            f"QFrame[old='true'] {{ background: {palette.ground}; border: 1px dashed {palette.dim}; }}"
            "QFrame[chip='true'] QLabel { padding: 4px 2px 4px 8px; }"
            "QFrame[chip='true'] QToolButton { padding: 3px 4px; border-radius: 6px; }"
            "QFrame[chip='true'] QToolButton#chipText { padding: 3px 2px 3px 7px; }"
            "QPushButton { padding: 2px 10px; min-height: 18px; }"
            f"QLabel#arrangementWaiting {{ color: {palette.dim}; }}"
        )
        for chip in self._chips:
            chip.set_palette_colours(palette)

    def _set_chips(self, chips: tuple[Chip, ...]) -> None:
        if chips == self._shown:
            return
        focused = self._focused_place()
        self._shown = chips
        for frame in self._chips:
            self._flow.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._chips = [self._frame(chip) for chip in chips]
        for place, frame in enumerate(self._chips):
            self._flow.insert(place, frame)
        if focused is not None and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].take_focus()
        elif focused is not None:
            self.left.emit()

    def _focused_place(self) -> int | None:
        """Which chip has the keys."""
        focus = QApplication.focusWidget()
        holds = [focus is not None and frame.isAncestorOf(focus) for frame in self._chips]
        return holds.index(True) if any(holds) else None

    def _frame(self, chip: Chip) -> _ChipFrame:
        frame = _ChipFrame(chip, self)
        frame.pressed.connect(self.pressed)
        frame.removed.connect(self.removed)
        if self._palette:
            frame.set_palette_colours(self._palette)
        frame.show()
        return frame


class _ChipFrame(QFrame):
    """Words that can be pressed, and a cross that takes them away, as Del does."""

    pressed = Signal(object)
    removed = Signal(object)

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("chip", True)
        self._chip = chip
        self.setProperty("old", chip.old)
        self._remove = named(QToolButton(), "chipRemove")
        self._remove.setAccessibleName(f"Take away: {chip.text}")
        self._remove.setToolTip("Take away (Del)")
        self._remove.setIconSize(QSize(scaled(14), scaled(14)))
        self._remove.clicked.connect(lambda: self.removed.emit(chip.key))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._words())
        line.addWidget(self._remove)

    def take_focus(self) -> None:
        self._remove.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_palette_colours(self, palette: Palette) -> None:
        self._remove.setIcon(icon("close", palette))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removed.emit(self._chip.key)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QToolButton):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _words(self) -> QWidget:
        self._remove.installEventFilter(self)
        text, tip = self._chip.text, f"{self._chip.tip}. {_OLD}." if self._chip.old else self._chip.tip
        if not self._chip.tip:
            return named(QLabel(text), "chipText")
        button = named(QToolButton(), "chipText")
        button.setText(text.replace("&", "&&"))
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.pressed.emit(self._chip.key))
        button.installEventFilter(self)
        return button


class _Flow(QLayout):
    """Puts its widgets beside each other, and goes on in the next line where there is no room."""

    _EDGES, _GAP = (8, 4), (8, 4)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def insert(self, place: int, widget: QWidget) -> None:
        """As ``addWidget``, before what stands at this place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items if not item.isEmpty()), default=0)
        return QSize(min(widest, 160) + 2 * self._EDGES[0], self._place(QRect(0, 0, 10_000, 0), move=False))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Places what is seen and says how high it all is."""
        (side, top), right = self._EDGES, rect.right() - self._EDGES[0]
        seen = [item for item in self._items if not item.isEmpty()]
        height = max((item.sizeHint().height() for item in seen), default=0)
        x, y = rect.left() + side, rect.top() + top
        for item in seen:
            width = item.sizeHint().width()
            if x + width > right and x > rect.left() + side:
                x, y = rect.left() + side, y + height + self._GAP[1]
            if move:
                item.setGeometry(QRect(x, y, min(width, max(right - x, 1)), height))
            x += width + self._GAP[0]
        return y + height + top - rect.top()


def _wide(name: str, text: str, tip: str) -> QPushButton:
    button = named(QPushButton(text), name)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
