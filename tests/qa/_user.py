"""A person without a plan: touches what there is, drawn from a seed, and prefers what was touched least."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from mfdesk.gui.main_window import MainWindow
from tests.qa._gestures import CLIPBOARD, FUNCTIONS, Gesture, Gestures, middle
from tests.qa._hand import Enough, Hand, Place
from tests.qa._table_deeds import TableDeeds
from tests.qa._tally import Tally
from tests.qa._targets import FORBIDDEN, Target, Touched, name_of, reachable_tops, targets

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_PATIENCE = 250
"""Events after which whatever still runs is cancelled, else one long job would be all that is tried."""
_CURIOSITY, _CURIOSITY_IN_MENUS = 0.5, 0.9
"""The chance that only what was never touched comes into question, where there is such a thing."""
_LOOKED_AT = 12
"""Gestures for which one look at all widgets is good, unless a window comes or goes."""
NARROWEST, WIDEST = (700, 500), (1920, 1200)


class Answer(QObject):
    """To whoever closes the main window: no."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.refusals, self.refuses = 0, True
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and self.refuses:
            self.refusals += 1
            event.ignore()
            return True
        return False


class RandomUser:
    """``seed`` says what is done, as far as threads and clocks allow; files are named in ``folder`` alone."""

    def __init__(self, hand: Hand, folder: Path, seed: int, tally: Tally) -> None:
        self._hand, self._folder, self.tally = hand, folder, tally
        self._chance = random.Random(seed)
        self._gestures = Gestures(hand, self._chance, folder)
        self.touched = Touched()
        self._window: MainWindow
        self._targets: list[Target] = []
        self._looked: tuple[object, ...] = ()
        self._gone_by, self._busy_since = 0, 0
        self._openers: dict[str, tuple[str, Gesture]] = {}
        deeds = TableDeeds(hand, self._chance)
        self._deeds: tuple[tuple[int, Callable[[], None]], ...] = (
            (85, self._touch),
            (25, self._go_back),
            (6, self._command),
            (5, self._shortcut),
            (3, self._function_key),
            (3, self._train),
            (2, self._resize),
            (1, self._open),
            (1, self._drop),
            (2, self._tab_on),
            (1, self._fill_clipboard),
            (3, lambda: deeds.rate(self._window.table)),
            (1, lambda: deeds.carry(self._window.table)),
        )

    def use(self, window: MainWindow) -> None:
        """Until the events that the hand may make are spent."""
        self._window, self._looked, self._busy_since = window, (), self._hand.count
        self.tally.follow(window)
        try:
            while True:
                self._step()
        except Enough:
            return

    def _step(self) -> None:
        tops = reachable_tops()
        self.tally.see(tops)
        self._mind_jobs()
        dialog = next((top for top in tops if isinstance(top, QFileDialog)), None)
        if dialog is not None:
            self._answer_files(dialog)
        elif QApplication.activePopupWidget() is not None:
            self._touch() if self._chance.random() < 0.85 else self._leave(tops[0])
        elif isinstance(tops[-1], QDialog) and self._chance.random() < 0.1:
            self._leave(tops[-1]) if self._chance.random() < 0.5 else self._confirm(tops[-1])
        else:
            weights, deeds = zip(*self._deeds, strict=True)
            self._chance.choices(deeds, weights)[0]()

    # what there is

    def _look(self) -> None:
        """Looks around again when another window is there, and every few gestures."""
        tops = reachable_tops()
        seen = tuple(id(top) for top in tops)
        self._gone_by += 1
        if seen != self._looked or self._gone_by >= _LOOKED_AT:
            self._targets = targets(tops)
            self.touched.see(self._targets, self._chance)
            self._looked, self._gone_by = seen, 0

    def _touch(self) -> None:
        self._look()
        there = [target for target in self._targets if target.alive]
        if not there:
            self._leave(reachable_tops()[-1])
            return
        new = [target for target in there if self.touched.is_new(target)]
        curiosity = _CURIOSITY if QApplication.activePopupWidget() is None else _CURIOSITY_IN_MENUS
        if new and self._chance.random() < curiosity:
            there = new
        target = self._chance.choices(there, [self.touched.weight(target) for target in there])[0]
        self._make(target, self._gestures.draw(target.widget))

    def _make(self, target: Target, gesture: Gesture) -> None:
        point = target.point(self._chance)
        place = Place.of(target.widget, point, target.name) if point is not None else None
        if place is None:
            return
        self.touched.add(target)
        popup = QApplication.activePopupWidget()
        gesture(place, target.widget)
        opened = QApplication.activePopupWidget()
        if opened is not None and opened is not popup:
            self._openers[name_of(opened)] = (target.path, gesture)

    def _go_back(self) -> None:
        """Opens a menu again of which not everything was touched, by what opened it the last time."""
        left = {path.split("/")[0] for path in self.touched.untouched}
        names = [name for name in self._openers if name in left]
        if not names:
            self._touch()
            return
        for path, gesture in self._way_to(self._chance.choice(names)):
            self._look()
            target = next((one for one in self._targets if one.path == path and one.alive), None)
            if target is None:
                return
            self._make(target, gesture)

    def _way_to(self, menu: str) -> list[tuple[str, Gesture]]:
        """What opens it, after what opens the menu that it hangs on, and so on."""
        way: list[tuple[str, Gesture]] = []
        while menu in self._openers and self._openers[menu] not in way:
            way.insert(0, self._openers[menu])
            menu = way[0][0].split("/")[0]
        return way

    # deeds without a widget

    def _command(self) -> None:
        """One that was rarely triggered is preferred."""
        actions = [action for action in self._actions() if action.isEnabled()]
        weights = [(1 + self.tally.commands[action.objectName()]) ** -1.5 for action in actions]
        action = self._chance.choices(actions, weights)[0]
        self._hand.do(f"trigger {action.objectName()}", action.trigger)

    def _actions(self) -> list[QAction]:
        named = [action for action in self._window.findChildren(QAction) if "." in action.objectName()]
        return [action for action in named if action.objectName() not in FORBIDDEN]

    def _shortcut(self) -> None:
        chords = [action.shortcut() for action in self._actions() if not action.shortcut().isEmpty()]
        if not chords:
            return
        self._window.activateWindow()
        combination = self._chance.choice(chords)[0]  # type: ignore[index]
        self._press(combination.key(), combination.keyboardModifiers())

    def _function_key(self) -> None:
        self._press(self._chance.choice(FUNCTIONS), _NONE)

    def _tab_on(self) -> None:
        for _ in range(self._chance.randint(1, 6)):
            self._press(self._chance.choice((Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)), _NONE)

    def _press(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        place = middle(self._top(), "the window")
        if place is not None:
            self._hand.key(place, key, keys)

    def _top(self) -> QWidget:
        """The window that hears the keys."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    def _train(self) -> None:
        controls = ("model.train", "model.pause", "model.one_epoch", "model.stop", "model.cancel")
        able = [one for one in self._actions() if one.objectName() in controls and one.isEnabled()]
        if able:
            action = self._chance.choice(able)
            self._hand.do(f"trigger {action.objectName()}", action.trigger)

    def _resize(self) -> None:
        """Large windows are rarer than small ones, where more is cut off and less is painted."""
        (least, low), (most, high) = NARROWEST, WIDEST
        width = round(self._chance.triangular(least, most, least + 200))
        height = round(self._chance.triangular(low, high, low + 150))
        self._hand.do(f"resize to {width} x {height}", lambda: self._window.resize(width, height))

    def _open(self) -> None:
        if self._chance.random() < 0.3:
            file = self._folder / self._chance.choice(("movies.csv", "movies.csv", "broken.csv"))
            self._hand.do(f"open {file.name}", lambda: self._window.open_file(file))
        else:
            sample = self._chance.choice(("movie-night", "food-world-cup"))
            self._hand.do(f"open the sample {sample}", lambda: self._window.controller.open_sample(sample))

    def _drop(self) -> None:
        """Something is dragged over the window, and dropped there or not."""
        mime = QMimeData()
        kind = self._chance.choice(("movies.csv", "broken.csv", "no such.csv", "", "text", "address"))
        if kind == "text":
            mime.setText("Alien")
        else:
            mime.setUrls([QUrl("https://example.org/a.csv") if kind == "address" else _url(self._folder / kind)])
        self._hand.do(f"drag {kind or 'a folder'} over the window", lambda: self._drag_over(mime))

    def _drag_over(self, mime: QMimeData) -> None:
        point = self._window.rect().center()
        entered = QDragEnterEvent(point, Qt.DropAction.CopyAction, mime, _LEFT, _NONE)
        entered.ignore()
        QApplication.sendEvent(self._window, entered)
        if not entered.isAccepted() or self._chance.random() < 0.5:
            QApplication.sendEvent(self._window, QDragLeaveEvent())
        else:
            dropped = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, mime, _LEFT, _NONE)
            QApplication.sendEvent(self._window, dropped)

    def _fill_clipboard(self) -> None:
        text = self._chance.choice(CLIPBOARD)
        self._hand.do(f"clipboard holds {text[:20]!r}", lambda: QGuiApplication.clipboard().setText(text))

    # what would not end by itself

    def _mind_jobs(self) -> None:
        if not self._window.controller.jobs.busy:
            self._busy_since = self._hand.count
        elif self._hand.count - self._busy_since > _PATIENCE:
            self._busy_since = self._hand.count
            self._hand.do("cancel what runs for long", self._window.controller.cancel)

    def _leave(self, top: QWidget) -> None:
        """By Esc, or as the cross of its frame does."""
        place = middle(top, type(top).__name__)
        if place is not None and (self._chance.random() < 0.6 or top is self._window):
            self._hand.key(place, Qt.Key.Key_Escape)
        elif top is not self._window:
            self._hand.do(f"close {type(top).__name__} by its frame", lambda: top.close() if isValid(top) else None)

    def _confirm(self, dialog: QDialog) -> None:
        """By the button that Enter presses."""
        button = next((one for one in dialog.findChildren(QPushButton) if one.isDefault() and one.isEnabled()), None)
        place = middle(button, button.objectName()) if button is not None and button.isVisible() else None
        if place is not None:
            self._hand.click(place)

    def _answer_files(self, dialog: QFileDialog) -> None:
        """Names a file of the folder, or leaves."""
        self._looked = ()
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        place = Place.of(field, QPoint(5, 5), "the name of a file") if field is not None else None
        if field is None or place is None or self._chance.random() < 0.3:
            self._hand.do("leave the file dialog", dialog.reject)
            return
        self._gestures.name_file(place)
        self._hand.key(place, Qt.Key.Key_Return)
        self._hand.do("let the file dialog be", lambda: None)
        if isValid(dialog) and dialog.isVisible() and QApplication.activeModalWidget() is dialog:
            self._hand.do("leave the file dialog", dialog.reject)


def _url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))
