"""The few parts that pages are put together from."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

Some = TypeVar("Some", bound=QWidget)


def named(widget: Some, name: str) -> Some:
    """The same widget under a name that tests and scripts find it by."""
    widget.setObjectName(name)
    return widget


def heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    return label


def hint(text: str) -> QLabel:
    """A dim sentence."""
    label = QLabel(text)
    label.setProperty("dim", True)
    label.setWordWrap(True)
    return label


def card(widget: QWidget) -> QFrame:
    """The widget on a panel of its own with round corners."""
    frame = QFrame()
    frame.setProperty("card", True)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(4, 4, 4, 4)
    inside.addWidget(widget)
    return frame


def beside(first: QWidget, last: QWidget) -> QHBoxLayout:
    """The one at the left end of a line, the other at the right end."""
    line = QHBoxLayout()
    line.addWidget(first)
    line.addStretch(1)
    line.addWidget(last)
    return line


def scrolled(page: QWidget) -> QScrollArea:
    """The page in a frame that scrolls when there is too little room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
