"""What is wrong with how a page looks, as sentences: words that are cut, parts that overlap, what cannot be read."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QTabBar,
    QToolButton,
    QWidget,
)

from mfdesk.gui.panels.picture import PictureMenu
from mfdesk.gui.theme import Palette
from tests.gui.colour_vision import contrast

READABLE = 4.5
_INTERACTIVE = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QSlider, QTabBar)
_INSIDE = (QAbstractSpinBox, QComboBox, QAbstractItemView, QScrollBar, QGraphicsView, QTabBar)
"""What lies within these is Qt's own."""


def defects(page: QWidget, palette: Palette) -> list[str]:
    """Of all that can be seen on the page."""
    parts = list(seen(page))
    found = [*cut(parts), *overlapping(parts), *outside(parts), *nameless(parts), *undescribed(page)]
    return [*found, *unreadable(page, parts, palette)]


def seen(page: QWidget) -> Iterator[QWidget]:
    """The page and what is shown on it, without the insides of Qt's own parts."""
    yield page
    for child in page.children():
        if isinstance(child, QWidget) and child.isVisibleTo(page) and not child.isWindow():
            if isinstance(child, _INSIDE):
                yield child
            else:
                yield from seen(child)


def who(widget: QWidget) -> str:
    """What it is called, or what it says and lies on."""
    if name := widget.objectName():
        return name
    said = words_of(widget)
    parent = widget.parentWidget()
    within = f" in {who(parent)}" if parent is not None else ""
    return f"{type(widget).__name__}{f' “{said[:40]}”' if said else ''}{within}"


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "")
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLineEdit | QAbstractSpinBox) else ""


# words that are cut


def cut(parts: list[QWidget]) -> Iterator[str]:
    """Words wider or higher than what they stand on; an ellipsis is fine where the mouse or the ear gets the whole."""
    for widget in parts:
        words = words_of(widget)
        if not words or "<" in words:
            continue
        if words.endswith("…") and isinstance(widget, QLabel):
            if not (widget.toolTip() or widget.accessibleName()) and not _told_beside(widget):
                yield f"{who(widget)}: is shortened and tells the whole nowhere"
        elif needed := _lacking(widget, words):
            yield f"{who(widget)}: {needed}"


def _told_beside(widget: QWidget) -> bool:
    """A label on a button, or beside one, that says the whole."""
    parent = widget.parentWidget()
    return parent is not None and any(
        each.accessibleName() or each.accessibleDescription()
        for each in (parent, *parent.findChildren(QAbstractButton))
    )


def _lacking(widget: QWidget, words: str) -> str:
    metrics, room = widget.fontMetrics(), widget.contentsRect()
    if isinstance(widget, QLabel) and widget.wordWrap():
        high = widget.heightForWidth(widget.width())
        longest = max(metrics.horizontalAdvance(word) for word in words.split())
        if longest > room.width():
            return f"a word of {longest} px has {room.width()}"
        return f"its lines need {high} px and have {widget.height()}" if high > widget.height() + 1 else ""
    wide = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
    if isinstance(widget, QComboBox | QLineEdit | QAbstractSpinBox):
        if isinstance(widget, QComboBox):
            room = room.adjusted(8, 0, -26, 0)
        return "" if wide <= room.width() or widget.toolTip() or isinstance(widget, QLineEdit) else _short(wide, room)
    if metrics.height() > room.height() + 1:
        return f"needs {metrics.height()} px of height and has {room.height()}"
    return _short(wide, room) if wide > room.width() else ""


def _short(wide: int, room: QRect) -> str:
    return f"needs {wide} px and has {room.width()}"


# where things lie


def overlapping(parts: list[QWidget]) -> Iterator[str]:
    """Two parts of the same page over one another; a reading beside the mouse may be."""
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in parts:
        if widget.parentWidget() is not None and not widget.testAttribute(
            Qt.WidgetAttribute.WA_TransparentForMouseEvents
        ):
            by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for children in by_parent.values():
        for one, other in combinations(children, 2):
            shared = one.geometry() & other.geometry()
            if shared.width() > 1 and shared.height() > 1 and not _apart(one, other):
                yield f"{who(one)} and {who(other)} overlap by {shared.width()} × {shared.height()} px"


def _apart(one: QWidget, other: QWidget) -> bool:
    return isinstance(one, QScrollBar) or isinstance(other, QScrollBar)


def outside(parts: list[QWidget]) -> Iterator[str]:
    """Beyond the edge of what it lies on, where that does not scroll."""
    for widget in parts[1:]:
        parent = widget.parentWidget()
        if parent is None or _scrolls(parent):
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            yield f"{who(widget)}: {_text(widget.geometry())} lies outside {who(parent)}, {_text(parent.rect())}"


def _scrolls(viewport: QWidget) -> bool:
    area = viewport.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport


def _text(area: QRect) -> str:
    return f"({area.x()}, {area.y()}, {area.width()} × {area.height()})"


def too_wide(page: QWidget) -> list[str]:
    """Pages that would have to be scrolled sideways."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisibleTo(page) and area.widget()]
    return [
        f"{who(area.widget())}: {area.widget().width()} px wide in a view of {area.viewport().width()}"
        for area in areas
        if area.widget().width() > area.viewport().width() + 1
    ]


# names


def nameless(parts: list[QWidget]) -> Iterator[str]:
    for widget in parts:
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(widget, QScrollArea)
        if not (isinstance(widget, _INTERACTIVE) or takes_keys) or isinstance(widget, QHeaderView):
            continue
        if not widget.objectName():
            yield f"{who(widget)}: has no objectName"
        if not (widget.accessibleName() or (words_of(widget) and isinstance(widget, QAbstractButton))):
            yield f"{who(widget)}: has no accessible name"
        if isinstance(widget, QToolButton) and not widget.text() and not widget.toolTip():
            yield f"{who(widget)}: a picture alone, without a tooltip"


def undescribed(page: QWidget) -> Iterator[str]:
    """Pictures that say nothing to who does not see them."""
    for menu in page.findChildren(PictureMenu):
        picture = menu.parentWidget()
        told = [picture, *picture.findChildren(QWidget)]
        if picture.isVisibleTo(page) and not any(each.accessibleDescription() for each in told):
            yield f"{who(picture)}: a picture without a description"


# what can be read


def unreadable(page: QWidget, parts: list[QWidget], palette: Palette) -> Iterator[str]:
    """Words whose strongest pixel stands out too little from the ground below them, as it is painted."""
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = image.devicePixelRatio()
    ground = image.pixelColor(1, 1).name()
    if ground not in (palette.ground, palette.panel):
        yield f"{who(page)}: stands on {ground}"
    for widget in parts:
        if isinstance(widget, QLabel | QAbstractButton) and words_of(widget).strip() and widget.isEnabledTo(page):
            area = QRect(widget.mapTo(page, QPoint()), widget.size()) & page.rect()
            if widget.visibleRegion().boundingRect().size() == widget.size() and area.size() == widget.size():
                reached = _contrast(image, QRect(area.topLeft() * ratio, area.size() * ratio))
                if reached < READABLE:
                    yield f"{who(widget)}: words stand out {reached:.1f} : 1"


def _contrast(image: QImage, area: QRect) -> float:
    """Between the commonest colour of an area and the one of its pixels that stands out most."""
    part = image.copy(area.adjusted(2, 2, -2, -2))
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(part.height(), part.bytesPerLine() // 4)
    colours, counts = np.unique(pixels[:, : part.width()] & 0xFFFFFF, return_counts=True)
    ground = f"#{colours[counts.argmax()]:06x}"
    return max(contrast(ground, f"#{colour:06x}") for colour in colours.tolist())


def frames(page: QWidget) -> list[QFrame]:
    """The cards of a page."""
    return [frame for frame in page.findChildren(QFrame) if frame.property("card") and frame.isVisibleTo(page)]
