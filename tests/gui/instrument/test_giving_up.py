"""What takes long can be given up by Esc: a copy, a sort, a filter; what was there before stays."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mfdesk import sorting
from mfdesk.filters import ValueWithin
from mfdesk.gui import copying
from mfdesk.gui.find import keys
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import find
from tests.gui.instrument.hand import CONTROL, Key, chips, choose_cell, message, names, press_keys, selection

ROWS = Side.ROWS


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is long enough to be done beside the window."""
    monkeypatch.setattr(copying, "AT_ONCE", 10)
    monkeypatch.setattr(keys, "_PREDICTED_AT_ONCE", 0)
    monkeypatch.setattr(sorting, "_CELLS_AT_ONCE", 1)


def waiting(window: MainWindow) -> str:
    label = find(window, "arrangementWaiting", QLabel)
    return label.text() if label.isVisible() else ""


def can_cancel(window: MainWindow) -> bool:
    return window.actions_table["model.cancel"].isEnabled()


@pytest.mark.usefixtures("slow")
def test_escape_gives_up_a_copy(qtbot: QtBot, survey: MainWindow) -> None:
    QGuiApplication.clipboard().setText("before")
    assert not can_cancel(survey)
    press_keys(survey, Key.Key_A, CONTROL)
    press_keys(survey, Key.Key_C, CONTROL)
    assert can_cancel(survey)
    assert selection(survey).startswith("Copying 54,920 cells")
    press_keys(survey, Key.Key_Escape)
    assert not can_cancel(survey)
    assert message(survey) == "The copy was cancelled; the clipboard is as it was before."
    assert not selection(survey).startswith("Copying")
    qtbot.waitUntil(lambda: not survey.tools.copying._jobs.busy)
    assert QGuiApplication.clipboard().text() == "before"


@pytest.mark.usefixtures("slow")
def test_escape_gives_up_a_sort(qtbot: QtBot, survey: MainWindow) -> None:
    before = names(survey, ROWS)
    choose_cell(survey, before[0], "Brazil")
    survey.actions_table["view.sort.rows_by_column"].trigger()
    assert waiting(survey) == "Sorting respondents by Brazil …"
    qtbot.waitUntil(lambda: waiting(survey).endswith("%"))
    assert can_cancel(survey)
    press_keys(survey, Key.Key_Escape)
    assert not can_cancel(survey)
    assert waiting(survey) == ""
    qtbot.waitUntil(lambda: not survey.tools._questions.busy)
    assert names(survey, ROWS) == before
    assert chips(survey) == []


@pytest.mark.usefixtures("slow")
def test_escape_gives_up_a_filter(qtbot: QtBot, survey: MainWindow) -> None:
    survey.tools.arranging.set_filters(ROWS, [ValueWithin(3, lowest=4)])
    assert waiting(survey) == "Filtering respondents …"
    press_keys(survey, Key.Key_Escape)
    assert waiting(survey) == ""
    qtbot.waitUntil(lambda: not survey.tools._questions.busy)
    assert survey.controller.document.arrangement.shape == (1373, 40)
    assert not can_cancel(survey)


@pytest.mark.usefixtures("slow")
def test_a_sort_that_comes_to_its_end_has_nothing_to_cancel(qtbot: QtBot, survey: MainWindow) -> None:
    choose_cell(survey, names(survey, ROWS)[0], "Brazil")
    for _ in range(2):  # the second time it finds nothing else
        survey.tools.arranging.sort(ROWS, keys.SortBy.VALUES, 3, descending=True)
        assert can_cancel(survey)
        qtbot.waitUntil(lambda: not can_cancel(survey))
        assert waiting(survey) == ""
    assert len(chips(survey)) == 1
