"""What a person does with one kind of widget, drawn by chance: each gesture is a few events of the hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from tests.qa._hand import Hand, Place

Gesture = Callable[[Place, QWidget], None]
_Key = Qt.Key
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier
_RIGHT = Qt.MouseButton.RightButton
ARROWS = (_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down)
JUMPS = (_Key.Key_Home, _Key.Key_End, _Key.Key_PageUp, _Key.Key_PageDown)
EDITING = (
    _Key.Key_Return,
    _Key.Key_Enter,
    _Key.Key_Tab,
    _Key.Key_Backtab,
    _Key.Key_Delete,
    _Key.Key_Backspace,
    _Key.Key_Space,
    _Key.Key_Escape,
    _Key.Key_Insert,
    _Key.Key_Menu,
)
FUNCTIONS = tuple(_Key(_Key.Key_F1 + number) for number in range(12))
CHORDS = (
    _Key.Key_A,
    _Key.Key_C,
    _Key.Key_V,
    _Key.Key_X,
    _Key.Key_Z,
    _Key.Key_Y,
    _Key.Key_F,
    _Key.Key_G,
    _Key.Key_D,
    _Key.Key_Home,
    _Key.Key_End,
    _Key.Key_Space,
    _Key.Key_Plus,
    _Key.Key_Minus,
    _Key.Key_0,
)
TEXTS = (
    "3", "4.5", "4,5", "-1", "0", "6", "1e9", "1e400", "nan", "12345678901234567890", " ", "x", "abc", "Ali", "fo",
    "Brazil", "Überraschung", "日本", "🙂", "שלום", "<b>bold", "%s %d {0}", "&", "'\"", "a" * 40,
)  # fmt: skip
CLIPBOARD = (*TEXTS, "1\t2\n3\t4", "5\n\n4\n", "\tAlien\nann\t4\n", "2\t" * 300, "0\n" * 300, "a" * 5000, "")


class Gestures:
    """``folder`` is where files may be named."""

    def __init__(self, hand: Hand, chance: random.Random, folder: Path) -> None:
        self._hand, self._chance, self._folder = hand, chance, folder
        self._of_kind: tuple[tuple[type[QWidget], tuple[Gesture, ...]], ...] = (
            (QMenu, (self._click, self._click, self._click, self._walk)),
            (QMenuBar, (self._click,)),
            (QTabBar, (self._click, self._click, self._click, self._wheel, self._walk, self._drag)),
            (QHeaderView, (self._click, self._click, self._drag, self._double_click, self._context, self._rest)),
            (QAbstractItemView, (self._click, self._pick, self._double_click, self._drag, self._wheel, self._walk,
                                 self._walk, self._type, self._chord, self._context, self._rest)),
            (QLineEdit, (self._fill, self._fill, self._type, self._chord, self._edit, self._context, self._drag)),
            (QAbstractSpinBox, (self._click, self._fill, self._wheel, self._walk, self._type, self._edit,
                                self._context)),
            (QComboBox, (self._click, self._click, self._wheel, self._walk, self._type)),
            (QAbstractSlider, (self._click, self._drag, self._wheel, self._walk, self._context)),
            (QSplitterHandle, (self._drag,)),
            (QAbstractButton, (self._click, self._click, self._click, self._press_space, self._miss, self._rest,
                               self._context)),
            (QWidget, (self._click, self._pick, self._double_click, self._drag, self._drag, self._wheel, self._wheel,
                       self._walk, self._chord, self._hover, self._hover, self._context, self._rest, self._edit)),
        )  # fmt: skip

    def draw(self, widget: QWidget) -> Gesture:
        """One of those that this kind of widget is there for."""
        return self._chance.choice(next(gestures for kind, gestures in self._of_kind if isinstance(widget, kind)))

    def name_file(self, place: Place) -> None:
        """A path of the folder instead of what stands in the field."""
        names = (
            "movies.csv",
            "broken.csv",
            "no such.csv",
            "out.csv",
            f"out {self._chance.randrange(9)}.csv",
            "picture",
        )
        QGuiApplication.clipboard().setText(str(self._folder / self._chance.choice(names)))
        self._hand.click(place)
        self._hand.key(place, _Key.Key_A, _CONTROL)
        self._hand.key(place, _Key.Key_V, _CONTROL)

    # mouse

    def _click(self, place: Place, _widget: QWidget) -> None:
        self._hand.travel(place)
        self._hand.click(place)

    def _pick(self, place: Place, _widget: QWidget) -> None:
        self._hand.click(place, keys=self._chance.choice((_CONTROL, _SHIFT, _CONTROL | _SHIFT, _ALT)))

    def _double_click(self, place: Place, _widget: QWidget) -> None:
        self._hand.travel(place)
        self._hand.double_click(place)

    def _context(self, place: Place, _widget: QWidget) -> None:
        self._hand.travel(place)
        self._hand.click(place, _RIGHT)

    def _drag(self, place: Place, _widget: QWidget) -> None:
        button = self._chance.choice((Qt.MouseButton.LeftButton,) * 4 + (_RIGHT, Qt.MouseButton.MiddleButton))
        keys = self._chance.choice((_NONE, _NONE, _SHIFT, _CONTROL))
        self._hand.travel(place)
        self._hand.press(place, button, keys)
        for _ in range(self._chance.randint(4, 16)):
            place = place.moved(self._chance.randint(-60, 60), self._chance.randint(-40, 40))
            self._hand.move(place)
        self._hand.release(place, button, keys)

    def _miss(self, place: Place, widget: QWidget) -> None:
        """Pressed, then let go elsewhere; pressed, it may be gone already."""
        elsewhere = place.moved(widget.width() + 5, widget.height() + 5)
        self._hand.press(place)
        self._hand.move(elsewhere)
        self._hand.release(elsewhere)

    def _hover(self, place: Place, _widget: QWidget) -> None:
        self._hand.travel(place)
        for _ in range(self._chance.randint(4, 16)):
            self._hand.move(place.moved(self._chance.randint(-40, 40), self._chance.randint(-30, 30)))

    def _wheel(self, place: Place, _widget: QWidget) -> None:
        keys = self._chance.choice((_NONE, _NONE, _NONE, _CONTROL, _SHIFT))
        for _ in range(self._chance.randint(1, 3)):
            turn = self._chance.choice((-120, 120, -360, 360, -15, 15))
            across = self._chance.random() < 0.2
            self._hand.wheel(place, turn if across else 0, 0 if across else turn, keys)

    def _rest(self, place: Place, widget: QWidget) -> None:
        viewport = getattr(widget, "viewport", None)
        inner: QWidget = viewport() if viewport is not None else widget
        point = inner.mapFrom(inner.window(), place.point)
        self._hand.point_out(inner, point, place.name)

    # keys

    def _focus(self, place: Place, widget: QWidget) -> None:
        """As Tab would bring it there; a click first where only a click does."""
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.activateWindow()
            self._hand.do(f"tab to {place.name}", lambda: widget.setFocus(Qt.FocusReason.TabFocusReason))
        else:
            self._click(place, widget)

    def _walk(self, place: Place, widget: QWidget) -> None:
        self._focus(place, widget)
        for _ in range(self._chance.randint(1, 4)):
            self._hand.key(
                place, self._chance.choice(ARROWS * 2 + JUMPS), self._chance.choice((_NONE, _NONE, _SHIFT, _CONTROL))
            )
        if isinstance(widget, QMenu):
            self._hand.key(place, Qt.Key.Key_Escape)

    def _press_space(self, place: Place, widget: QWidget) -> None:
        self._focus(place, widget)
        self._hand.key(place, _Key.Key_Space)

    def _type(self, place: Place, widget: QWidget) -> None:
        self._focus(place, widget)
        self._hand.write(place, self._chance.choice(TEXTS)[:12])
        self._hand.key(place, self._chance.choice((_Key.Key_Return, _Key.Key_Escape, _Key.Key_Tab, _Key.Key_Enter)))

    def _fill(self, place: Place, widget: QWidget) -> None:
        """Another text for all that stands there; a path stays one of the folder."""
        if isinstance(widget, QLineEdit) and widget.text().startswith("/"):
            self.name_file(place)
            return
        self._focus(place, widget)
        self._hand.key(place, _Key.Key_A, _CONTROL)
        self._hand.write(place, self._chance.choice(TEXTS)[:12])
        if self._chance.random() < 0.7:
            self._hand.key(place, self._chance.choice((_Key.Key_Return, _Key.Key_Tab, _Key.Key_Down)))

    def _edit(self, place: Place, widget: QWidget) -> None:
        self._focus(place, widget)
        for _ in range(self._chance.randint(1, 3)):
            self._hand.key(place, self._chance.choice(EDITING))

    def _chord(self, place: Place, widget: QWidget) -> None:
        self._focus(place, widget)
        if self._chance.random() < 0.3:
            QGuiApplication.clipboard().setText(self._chance.choice(CLIPBOARD))
        for _ in range(self._chance.randint(1, 3)):
            keys = _CONTROL | _SHIFT if self._chance.random() < 0.15 else _CONTROL
            self._hand.key(place, self._chance.choice(CHORDS), keys)


def middle(widget: QWidget, name: str) -> Place | None:
    return Place.of(widget, widget.rect().center() if not widget.rect().isEmpty() else QPoint(1, 1), name)
