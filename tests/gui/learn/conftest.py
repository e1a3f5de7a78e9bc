"""A small window with the widgets that a tour of three or four steps talks about."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.learn.texts import Texts, TourStep, load
from mfdesk.gui.learn.tour import Tour

STEPS = (
    TourStep("hello", "Hello", ("Nothing is lit.",)),
    TourStep("press", "Press", ("Press the button.",), ("bigButton",), "pressed", "Press for me", "button.press"),
    TourStep("field", "Type", ("Type a word.",), ("absent", "field")),
    TourStep("dock", "Look", ("Look at the dock.",), ("page",), on_show="page.first"),
    TourStep("bye", "Bye", ("That was it.",)),
)


@pytest.fixture
def texts() -> Texts:
    return load("en")


@pytest.fixture
def small_window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A button and a field in the middle, a dock with a page that is closed."""
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    window.setCentralWidget(middle)
    for kind, name, top in ((QPushButton, "bigButton", 40), (QLineEdit, "field", 120), (QPushButton, "other", 200)):
        widget = kind(middle)
        widget.setObjectName(name)
        widget.setGeometry(40, top, 160, 40)
    dock = QDockWidget("Page", window)
    page = QWidget()
    page.setObjectName("page")
    page.setMinimumSize(120, 80)
    dock.setWidget(page)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.hide()
    label = QLabel("Type", middle)
    label.setBuddy(window.findChild(QLineEdit, "field"))
    label.setGeometry(4, 130, 32, 20)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    QApplication.processEvents()


@pytest.fixture
def tour(qtbot: QtBot, small_window: QMainWindow, texts: Texts) -> Iterator[Tour]:
    tour = Tour(small_window, replace(texts, steps=STEPS, questions=()))
    yield tour
    tour.leave()


@pytest.fixture
def at(qtbot: QtBot, tour: Tour, small_window: QMainWindow) -> Callable[[str], Tour]:
    """Brings the tour to the step of this id and waits until its light stands still."""

    def go(step_id: str) -> Tour:
        tour.start(step_id)
        qtbot.waitUntil(lambda: settled(small_window))
        return tour

    return go


def settled(window: QWidget) -> bool:
    spotlight = window.findChild(QWidget, "tourSpotlight")
    assert spotlight is not None
    return bool(spotlight.settled)
