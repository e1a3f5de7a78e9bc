"""What a person can touch in the windows that are open, and what has been touched.

A widget counts when it takes part: it has a focus policy, is a button, slider, bar, tab, header, menu, handle or
plot, or is one of mfdesk's own that hears the mouse. Labels, frames, boxes and other decorations do not count, nor does
the inside of Qt's own file dialog. Entries of menus and tabs of a tab bar count one by one.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QDockWidget,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

FORBIDDEN = {"file.quit"}
"""Actions that end the trial."""
_KINDS = (QAbstractButton, QAbstractSlider, QHeaderView, QMenuBar, QSplitterHandle, QTabBar)
_HEARS = {"mousePressEvent", "mouseMoveEvent", "mouseReleaseEvent", "mouseDoubleClickEvent", "wheelEvent"}
_HEARS |= {"contextMenuEvent"}
_ONLY_TOP = (QMenu, QFileDialog)
_TIPS = Qt.WindowType.ToolTip


@dataclass(frozen=True, eq=False)
class Target:
    """A widget, or of a menu one entry, or of a bar of tabs one tab; ``path`` is its name for ever."""

    path: str
    widget: QWidget
    action: QAction | None = None
    tab: int = -1

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def area(self) -> QRect:
        """In the widget's own pixels."""
        if isinstance(self.widget, QMenu | QMenuBar) and self.action is not None:
            return self.widget.actionGeometry(self.action) & self.widget.rect()
        if isinstance(self.widget, QTabBar) and self.tab >= 0:
            return self.widget.tabRect(self.tab) & self.widget.rect()
        return self.widget.visibleRegion().boundingRect()

    @property
    def alive(self) -> bool:
        gone = not isValid(self.widget) or (self.action is not None and not isValid(self.action))
        return not gone and self.widget.isVisible() and self.widget.isEnabled()

    def point(self, chance: random.Random) -> QPoint | None:
        """One of its points that nothing else covers, None where none was found."""
        area = self.area
        if area.isEmpty():
            return None
        points = [area.center()]
        points += [
            QPoint(area.x() + chance.randrange(area.width()), area.y() + chance.randrange(area.height()))
            for _ in range(4)
        ]
        chance.shuffle(points)
        return next((point for point in points if self._hit(point)), None)

    def _hit(self, point: QPoint) -> bool:
        top = self.widget.window()
        if top is self.widget:
            return True
        hit = top.childAt(self.widget.mapTo(top, point))
        return hit is not None and (hit is self.widget or self.widget.isAncestorOf(hit))


class Touched:
    """How often each target was touched; those that were only seen stand at 0."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def see(self, targets: list[Target], chance: random.Random) -> None:
        for target in targets:
            if target.path not in self._counts and target.point(chance) is not None:
                self._counts[target.path] = 0

    def add(self, target: Target) -> None:
        self._counts[target.path] += 1

    def weight(self, target: Target) -> float:
        """Rarely touched ones are preferred."""
        return float((1 + self._counts[target.path]) ** -1.5) if target.path in self._counts else 0.05

    def is_new(self, target: Target) -> bool:
        return self._counts.get(target.path) == 0

    @property
    def seen(self) -> int:
        return len(self._counts)

    @property
    def untouched(self) -> list[str]:
        return sorted(path for path, count in self._counts.items() if not count)


def targets(tops: list[QWidget]) -> list[Target]:
    """In an order that depends on nothing but the windows themselves."""
    return [target for top in tops for target in _of_top(top)]


def reachable_tops() -> list[QWidget]:
    """The windows that hear the mouse now: an open popup, else a modal dialog and its own, else all."""
    popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    if popup is not None:
        return [popup]
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and not _is_tip(top)]
    if modal is not None:
        tops = [top for top in tops if top is modal or modal.isAncestorOf(top)]
    return sorted(tops, key=lambda top: (name_of(top), top.x(), top.y()))


def _is_tip(top: QWidget) -> bool:
    return top.windowType() == _TIPS or top.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _of_top(top: QWidget) -> Iterator[Target]:
    if isinstance(top, QFileDialog):
        return
    steps: Counter[tuple[str, str]] = Counter()
    paths: dict[QWidget, str] = {top: name_of(top)}
    if _takes_part(top):
        yield from _parts(top, paths[top])
    for widget in top.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or parent not in paths or widget.isWindow() or not widget.isVisible():
            continue
        step = name_of(widget)
        steps[paths[parent], step] += 1
        number = steps[paths[parent], step]
        above = "" if isinstance(widget, QDockWidget) else f"{paths[parent]}/"  # the same while it floats
        paths[widget] = above + step + (f"[{number}]" if number > 1 else "")
        if widget.isEnabled() and _takes_part(widget):
            yield from _parts(widget, paths[widget])


def name_of(widget: QWidget) -> str:
    """Its class and what it is called."""
    kind = type(widget).__name__
    if isinstance(widget, QMenu) and not widget.objectName():
        parent = widget.parentWidget()
        return f"{kind}#{_plain(widget.title()) or (f'of {name_of(parent)}' if parent is not None else '')}"
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        return f"{kind}#{widget.defaultAction().objectName()}"
    return f"{kind}#{widget.objectName()}" if widget.objectName() else kind


def _plain(text: str) -> str:
    return text.replace("&", "")


def _parts(widget: QWidget, path: str) -> Iterator[Target]:
    if isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            if action.isVisible() and action.isEnabled() and not action.isSeparator() and _allowed(action):
                yield Target(f"{path}/{action.objectName() or _plain(action.text())}", widget, action)
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if widget.isTabVisible(tab):
                yield Target(f"{path}/tab {_plain(widget.tabText(tab))}", widget, tab=tab)
    else:
        yield Target(path, widget)


def _allowed(action: QAction) -> bool:
    return action.objectName() not in FORBIDDEN


def _takes_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return False  # the area counts
    if isinstance(widget, QLabel):
        return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or _hears(type(widget))
    if isinstance(widget, QScrollArea | QMainWindow) or (widget.isWindow() and not isinstance(widget, QMenu)):
        return False
    takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    return takes_keys or isinstance(widget, (*_KINDS, QMenu)) or _hears(type(widget))


def _hears(kind: type[QWidget]) -> bool:
    """One of mfdesk's own classes with a method for the mouse."""
    return any(one.__module__.startswith("mfdesk") and _HEARS & set(vars(one)) for one in kind.__mro__)
