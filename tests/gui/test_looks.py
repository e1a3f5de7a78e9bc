"""What finds defects in pages finds each of them, and nothing on a page that is right."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.panels.picture import PictureMenu
from mfdesk.gui.theme import LIGHT, Theme
from tests.gui.looks import defects


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> QWidget:
    """A label, and a button below it, that are right."""
    page = QWidget()
    page.setObjectName("page")
    qtbot.addWidget(page)
    page.resize(400, 300)
    for kind, name, top in ((QLabel, "words", 20), (QPushButton, "press", 80)):
        widget = kind("Some words", page)
        widget.setObjectName(name)
        widget.setGeometry(20, top, 200, 40)
    page.show()
    return page


def shorten(page: QWidget) -> None:
    page.findChild(QLabel).setText("Far more words than there is room for, on a label of this width")


def elide(page: QWidget) -> None:
    page.findChild(QLabel).setText("Far more w…")


def wrap(page: QWidget) -> None:
    page.findChild(QLabel).setWordWrap(True)
    page.findChild(QLabel).setText("Words " * 40)


def cover(page: QWidget) -> None:
    page.findChild(QPushButton).move(100, 40)


def push_out(page: QWidget) -> None:
    page.findChild(QPushButton).move(300, 80)


def take_name(page: QWidget) -> None:
    page.findChild(QPushButton).setObjectName("")


def add_field(page: QWidget) -> None:
    field = QLineEdit(page)
    field.setObjectName("field")
    field.setGeometry(20, 200, 100, 30)
    field.show()


def add_picture(page: QWidget) -> None:
    PictureMenu("picture", lambda _suffix: b"", page.findChild(QLabel))


def fade(page: QWidget) -> None:
    page.findChild(QLabel).setStyleSheet("color: #c0c0c0")


def paint_over(page: QWidget) -> None:
    page.setStyleSheet("#page { background: #ffff00; }")


def test_a_page_that_is_right_has_no_defects(page: QWidget) -> None:
    assert defects(page, LIGHT) == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (shorten, "words: needs"),
        (elide, "words: is shortened"),
        (wrap, "words: its lines need"),
        (cover, "words and press overlap"),
        (push_out, "press: (300, 80, 200 × 40) lies outside page"),
        (take_name, "has no objectName"),
        (add_field, "field: has no accessible name"),
        (add_picture, "words: a picture without a description"),
        (fade, "words: words stand out"),
        (paint_over, "page: stands on #ffff00"),
    ],
)
def test_each_defect_is_found_and_told(page: QWidget, spoil: Callable[[QWidget], None], told: str) -> None:
    spoil(page)
    assert [each for each in defects(page, LIGHT) if told in each]
