"""Hears what the tour must follow: moves of its target, keys where the focus is, and the focus itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from mfdesk.gui.learn.tour_card import TourCard

_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}
_FORWARD = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
_ON_CARD = {Qt.Key.Key_Escape, Qt.Key.Key_Left, *_FORWARD}


class Watch(QObject):
    """Watches as little as it can: only ``follow``ed widgets, the window and the widget with the focus.

    On the ``card`` Enter and the arrow keys lead through the tour; Esc leaves it from everywhere in the window, before
    any command that has the same key.
    """

    moved = Signal()
    focused = Signal(object)
    """The widget of the window that has got the focus."""

    def __init__(self, window: QWidget, card: TourCard) -> None:
        super().__init__(window)
        self._window, self._card = window, card
        self._followed: set[QObject] = set()
        self._focus: QObject | None = None
        self._on = False

    def start(self) -> None:
        if not self._on:
            self._on = True
            _application().focusChanged.connect(self._focus_moved)
            self._listen(QApplication.focusWidget())

    def stop(self) -> None:
        if self._on:
            self._on = False
            _application().focusChanged.disconnect(self._focus_moved)
            self.follow([])
            self._listen(None)

    def follow(self, widgets: Iterable[QWidget]) -> None:
        """Hears of moves of these instead of those before."""
        wanted: set[QObject] = {*widgets, *([self._window] if self._on else [])}
        for gone in self._followed - wanted - {self._focus}:
            if isValid(gone):
                gone.removeEventFilter(self)
        for new in wanted - self._followed:
            new.installEventFilter(self)
        self._followed = wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.moved.emit()
        elif isinstance(event, QKeyEvent) and watched is self._focus and event.type() is not QEvent.Type.KeyRelease:
            return self._take_key(watched, event)
        return False

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._listen(new)
        if new is not None and new.window() is self._window:
            self.focused.emit(new)

    def _listen(self, focus: QWidget | None) -> None:
        if self._focus is not None and self._focus not in self._followed and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus if focus is not None and focus.window() is self._window else None
        if self._focus is not None:
            self._focus.installEventFilter(self)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Qt asks first whether a key is wanted (the override), so that no shortcut takes it, and then sends it."""
        key, on_card = Qt.Key(event.key()), self._card.isAncestorOf(self._focus)  # type: ignore[arg-type]
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or key not in (_ON_CARD if on_card else {Qt.Key.Key_Escape}):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self._act(key, watched)
        return True

    def _act(self, key: Qt.Key, watched: QObject) -> None:
        """Enter presses the button that has the focus."""
        if key is Qt.Key.Key_Escape:
            self._card.leave.emit()
        elif key is Qt.Key.Key_Left:
            self._card.back.emit()
        elif key is not Qt.Key.Key_Right and isinstance(watched, QPushButton):
            watched.click()
        else:
            self._card.forward.emit()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
