"""However small the window, and however large the letters of the system: nothing scrolls sideways or is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.empty_state import StartPanel
from mfdesk.gui.panels.parts import scrolled
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme


@pytest.fixture(params=[10, 16])
def small(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, preferences: Preferences
) -> Iterator[MainWindow]:
    """A window of 1,000 by 700 pixels, nothing open, on a system with letters of this size."""
    usual, font = qapp.font(), qapp.font()
    font.setPointSize(request.param)
    qapp.setFont(font)
    theme = Theme(qapp, "light")
    window = MainWindow(Controller(), theme, preferences)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    yield window
    window.leave()
    theme.setParent(None)
    qapp.setStyleSheet("")
    qapp.setFont(usual)


def test_the_start_page_wraps_its_words_and_stacks_its_cards(small: MainWindow) -> None:
    start = small.start
    holder = start.parentWidget()
    assert holder is not None
    area = holder.parentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    for label in start.findChildren(QLabel):
        assert label.width() >= label.minimumSizeHint().width(), label.text()
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in start.findChildren(QPushButton):
        assert start.rect().adjusted(8, 0, -8, 0).contains(button.geometry()), button.objectName()


def test_the_cards_of_the_start_page_stand_beside_each_other_where_there_is_room(qtbot: QtBot) -> None:
    start = StartPanel()
    area = scrolled(start)
    qtbot.addWidget(area)
    area.show()
    for width, beside in ((800, True), (360, False), (900, True)):
        area.resize(width, 800)
        QApplication.processEvents()
        one, other = (button for button in start.findChildren(QPushButton) if button.property("card"))
        assert (one.y() == other.y()) is beside


def test_the_window_can_be_that_small_and_its_middle_has_the_larger_part(small: MainWindow) -> None:
    assert (small.width(), small.height()) == (1000, 700)
    right = small.docks["training"]
    assert right.width() <= 0.5 * small.width()
    small.controller.open_sample("movie-night")
    assert small.width() == 1000
