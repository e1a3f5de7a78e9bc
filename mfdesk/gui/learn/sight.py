"""Where in its window a widget is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget


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
