"""The few parts that the pages of Learn are put together from."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

Some = TypeVar("Some", bound=QWidget)

WIDTH = 480
"""Of the text on a page, in pixels: about 75 letters, as is easy to read."""


def named(widget: Some, name: str, accessible: str = "") -> Some:
    """The same widget under the name that tests and scripts find it by, and that a screen reader says."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget


def words(text: str = "", look: str = "") -> QLabel:
    """A paragraph; ``look`` is one of "title", "heading", "dim", "soft"."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if look:
        label.setProperty(look, True)
    return label


def button(text: str, name: str, *, primary: bool = False) -> QPushButton:
    made = named(QPushButton(text), name, text)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    return made
