"""The search field of the tool bar: how many names hold the text, and the way from one to the next.

It stands in the tool bar rather than in a strip of its own above the table: there it can always be seen, and the table
does not move while something is looked for.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QActionGroup, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from mfdesk.gui.find.hits import Scope
from mfdesk.gui.panels.parts import named
from mfdesk.gui.resources import icon
from mfdesk.gui.theme import Palette, scaled, tabular
from mfdesk.gui.words import counted, one, plural

TYPING_MILLISECONDS = 60
"""So long after the last key the text is looked for."""
_KEYS = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
_NARROWEST, _USUAL = 200, 344


class FindField(QFrame):
    """Takes a text; says when it is another and which way to go. ``show_count`` answers."""

    text_changed = Signal(str)
    """The text or the scope is another, and the first that is found is to be shown."""
    next_requested = Signal()
    previous_requested = Signal()
    entered = Signal()
    """Somebody is about to type."""
    closed = Signal()
    """The keys are to go back to the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findField")
        self._nouns, self._words = ("row", "column"), ""
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._text, self._count = named(_Text(), "findText"), named(QLabel(), "findCount")
        self._scope = _button("findScope", "Where to look")
        self._previous = _button("findPrevious", "Find previous (Shift+F3)")
        self._next = _button("findNext", "Find next (F3)")
        self._clear = _button("findClear", "Clear the search")
        self._menu, self._scopes = QMenu(self), QActionGroup(self)
        self._fill_menu()
        self._lay_out()
        self._listen()
        self.set_nouns("row", "column")
        self.show_count(-1, 0, 0)

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def scope(self) -> Scope:
        chosen = self._scopes.checkedAction()
        return Scope(chosen.data()) if chosen else Scope.BOTH

    def open(self) -> None:
        """Takes the keys; what was looked for last can be typed over."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def clear(self) -> None:
        self._text.clear()
        self._tell()

    def set_nouns(self, row: str, column: str) -> None:
        """What one row and one column are called."""
        self._nouns = (row, column)
        names = f"{plural(row)} and {plural(column)}", plural(row), plural(column)
        for action, name in zip(self._scopes.actions(), names, strict=True):
            action.setText(name[:1].upper() + name[1:])
        self._show_placeholder()

    def show_count(self, at: int, rows: int, columns: int, hidden: int = 0) -> None:
        """The hit gone to (``at`` counts from 0, -1: none), how many rows and columns there are, and how many more the
        filters hide."""
        found = rows + columns
        self._words = "" if not self.text.strip() else self._told(rows, columns, hidden)
        short = f"{at + 1:,} of {found:,}" if at >= 0 else f"{found:,} found"
        self._count.setText("" if not self._words else short if found else f"{hidden:,} hidden" if hidden else "none")
        for part in (self._count, self._text):
            part.setToolTip(self._words)
            part.setAccessibleDescription(self._words)
        self._count.setVisible(bool(self._words))
        for button in (self._previous, self._next):
            button.setVisible(bool(self._words))
            button.setEnabled(found > 0)
        self._clear.setVisible(bool(self.text))

    @property
    def words(self) -> str:
        """What was found, as a sentence: "2 respondents, 1 cuisine"."""
        return self._words

    def set_palette_colours(self, palette: Palette) -> None:
        self.setStyleSheet(
            f"QFrame#findField {{ background: {palette.panel}; border: 1px solid {palette.line}; border-radius: 6px; }}"
            f'QFrame#findField[focused="true"] {{ border-color: {palette.accent}; }}'
            "QLineEdit { background: transparent; border: none; padding: 4px 2px; }"
            f"QLabel {{ color: {palette.dim}; }}"
            "QToolButton { padding: 3px; border-radius: 4px; }"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        for button, name in (
            (self._scope, "find"),
            (self._previous, "find-previous"),
            (self._next, "find-next"),
            (self._clear, "close"),
        ):
            button.setIcon(icon(name, palette, palette.dim if button is self._scope else ""))

    def sizeHint(self) -> QSize:
        return QSize(scaled(_USUAL), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_NARROWEST), super().minimumSizeHint().height())

    # what it says

    def _told(self, rows: int, columns: int, hidden: int) -> str:
        found = [counted(n, noun) for n, noun in zip((rows, columns), self._nouns, strict=True) if n]
        if not found and not hidden:
            return f"No {self._sought} is called so"
        words = ", ".join(found) or "Nothing that is shown"
        return f"{words}; {hidden:,} more hidden by the filters" if hidden else words

    @property
    def _sought(self) -> str:
        both = f"{self._nouns[0]} or {self._nouns[1]}"
        return {Scope.BOTH: both, Scope.ROWS: self._nouns[0], Scope.COLUMNS: self._nouns[1]}[self.scope]

    def _show_placeholder(self) -> None:
        self._text.setPlaceholderText(f"Find {one(self._sought)}  ·  {_KEYS}")
        self._text.setAccessibleName(f"Find {one(self._sought)}")
        self._scope.setToolTip(f"Where to look: {self._scopes.checkedAction().text()}")

    # what the user does

    @Slot()
    def _tell(self) -> None:
        self._typing.stop()
        self.text_changed.emit(self.text)

    @Slot()
    def _enter(self) -> None:
        """Enter goes to the next one, and shows the first while that has not been done yet."""
        if self._typing.isActive():
            self._tell()
        else:
            self.next_requested.emit()

    @Slot()
    def _leave(self) -> None:
        self.closed.emit()

    @Slot(bool)
    def _show_focus(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().unpolish(self)
        self.style().polish(self)
        if focused:
            self.entered.emit()

    @Slot()
    def _choose_scope(self) -> None:
        self._show_placeholder()
        self._tell()

    # building

    def _fill_menu(self) -> None:
        for scope in Scope:
            action = self._menu.addAction(scope.value)
            action.setObjectName(f"findScope.{scope.value}")
            action.setData(scope.value)
            action.setCheckable(True)
            self._scopes.addAction(action)
        self._scopes.actions()[0].setChecked(True)
        self._scope.setMenu(self._menu)
        self._scope.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        self._count.setFont(tabular(self._count.font()))
        self._count.setAccessibleName("How many were found")
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 1, 4, 1)
        line.setSpacing(2)
        for part in (self._scope, self._text, self._count, self._previous, self._next, self._clear):
            line.addWidget(part, 1 if part is self._text else 0)
        self.setFocusProxy(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _listen(self) -> None:
        self._text.textEdited.connect(self._typing.start)
        self._typing.timeout.connect(self._tell)
        self._text.entered.connect(self._enter)
        self._text.entered_backwards.connect(self.previous_requested)
        self._text.left.connect(self._leave)
        self._text.focused.connect(self._show_focus)
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._clear.clicked.connect(self.clear)
        self._scopes.triggered.connect(self._choose_scope)


class _Text(QLineEdit):
    """Keeps Enter and Esc for itself: elsewhere in the window Esc ends what runs."""

    entered = Signal()
    entered_backwards = Signal()
    left = Signal()
    focused = Signal(bool)

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                (self.entered_backwards if back else self.entered).emit()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


def _button(name: str, title: str) -> QToolButton:
    button = named(QToolButton(), name)
    button.setAccessibleName(title)
    button.setToolTip(title)
    button.setIconSize(QSize(scaled(16), scaled(16)))
    return button
