"""Where in its window a widget is seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDockWidget, QLabel, QScrollArea, QToolBar, QWidget


def seen_part(widget: QWidget, window: QWidget) -> QRect:
    """The rectangle of ``window`` in which the widget is seen; empty when it is hidden, scrolled away or in a window
    of its own."""
    if widget.window() is not window or not widget.isVisible():
        return QRect()
    seen = QRect(widget.mapTo(window, QPoint()), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not window:
        seen &= QRect(above.mapTo(window, QPoint()), above.size())
        above = above.parentWidget()
    return seen & window.rect()


def seen_parts(widgets: Iterable[QWidget], window: QWidget) -> QRect:
    """The smallest rectangle of ``window`` around all of these, as far as they are seen."""
    around = QRect()
    for widget in widgets:
        around |= seen_part(widget, window)
    return around


def named_widgets(names: str, window: QWidget) -> list[QWidget]:
    """The widgets of "one + other", the labels that belong to them and the cards that they fill; none unless all of the
    names are there."""
    found = [window.findChild(QWidget, name) for name in names.split(" + ")]
    widgets = [widget for widget in found if widget is not None]
    if len(widgets) < len(found):
        return []
    labels = [label for label in window.findChildren(QLabel) if label.buddy() in widgets]
    return [
        *widgets,
        *labels,
        *(above for each in widgets if (above := each.parentWidget()) and above.property("card")),
    ]


def page_of(widget: QWidget) -> QWidget:
    """The page or tool bar that the widget lies on, or itself where it lies on none."""
    return next((above for above in chain(widget) if isinstance(above, QDockWidget | QToolBar)), widget)


def scroll_to(widget: QWidget) -> None:
    """Brings the widget into sight within the pages that scroll around it."""
    for area in chain(widget):
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 0, 0)


def chain(widget: QWidget) -> list[QWidget]:
    """The widget and all that it lies in, its window last."""
    result = [widget]
    while (above := result[-1].parentWidget()) is not None and not result[-1].isWindow():
        result.append(above)
    return result
