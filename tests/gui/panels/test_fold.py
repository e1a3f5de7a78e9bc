"""A part of a page that folds away and says in a few words what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from mfdesk.gui.panels.fold import Fold


def test_a_closed_fold_says_what_is_in_it_and_an_open_one_shows_it(qtbot: QtBot) -> None:
    body = QLabel("body")
    fold = Fold("Settings", body, "settingsFold")
    qtbot.addWidget(fold)
    fold.resize(400, 100)
    fold.show()
    fold.set_summary("rank 3")
    said = next(label for label in fold.findChildren(QLabel) if label is not body)
    assert body.isVisible()
    assert said.text() == ""
    qtbot.mouseClick(fold.findChild(QToolButton, "settingsFold"), Qt.MouseButton.LeftButton)
    assert not body.isVisible()
    assert said.text() == "rank 3"


def test_a_summary_without_room_ends_in_an_ellipsis_and_comes_back(qtbot: QtBot) -> None:
    fold = Fold("Settings", QLabel(), "settingsFold")
    qtbot.addWidget(fold)
    fold.close_up()
    fold.set_summary("Alternating least squares, rank automatic")
    fold.resize(200, 60)
    fold.show()
    assert any(label.text().endswith("…") for label in fold.findChildren(QLabel))
    fold.resize(700, 60)
    assert any(label.text().endswith("automatic") for label in fold.findChildren(QLabel))
