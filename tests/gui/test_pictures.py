"""Every page as it is painted: its structure is right at the least width and at the usual one, in both themes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.docks import RIGHT_LEAST, RIGHT_WIDTH
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import DARK, LIGHT, Theme
from tests.gui.by_hand import (
    bring,
    choices,
    choose,
    click,
    click_cell,
    command,
    find,
    open_sample,
    train,
    type_and_enter,
    type_number,
    until,
)
from tests.gui.looks import defects, too_wide
from tests.gui.test_search_by_hand import open_search

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
PALETTES = {"light": LIGHT, "dark": DARK}
themes = pytest.mark.parametrize("theme", PALETTES)
sizes = pytest.mark.parametrize("size", [(RIGHT_LEAST, 1400), (RIGHT_WIDTH, 760)], ids=["least", "usual"])
right = pytest.mark.parametrize("page", ["training", "prediction", "card", "patterns", "quality"])


@pytest.fixture(scope="module", params=["movie-night", "food-world-cup"])
def filled(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A window that has learned a sample, with something on every page, each of which floats."""
    qtbot, file = QtBot(request), tmp_path_factory.mktemp("home") / "preferences.ini"
    preferences = Preferences(QSettings(str(file), QSettings.Format.IniFormat))
    window = MainWindow(Controller(), Theme(qapp, "light"), preferences)
    window.resize(1440, 900)
    window.show()
    open_sample(qtbot, window, request.param)
    type_number(window, "epochsBox", 20)
    train(qtbot, window)
    for dock in window.findChildren(QDockWidget):
        bring(window, dock.objectName().removesuffix("Dock"))
        click(window, f"{dock.objectName()}Float")
    click_cell(window.table, window.table.model().index(3, 3))
    type_and_enter(window, "cardRow", window.controller.document.project.learned_from.row_labels[3])
    for part in ("predictionSum", "cardTabs", "patternsMap", "qualityChooser"):
        until(qtbot, find(window, part).isVisible)
    yield window
    window.close()
    window.deleteLater()


def faces(window: MainWindow, page: str) -> Iterator[str]:
    """Turns to all that a page can show."""
    if page == "quality":
        for text in choices(window, "qualityChooser"):
            choose(window, "qualityChooser", text)
            yield text
    elif page == "card":
        tabs = find(window, "cardTabs", QTabBar)
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            yield tabs.tabText(place)
    elif page == "training":
        yield "folded"
        click(window, "settingsFold")
        click(window, "advancedFold")
        yield "unfolded"
        click(window, "advancedFold")
        click(window, "settingsFold")
    else:
        yield ""


def settle() -> None:
    """Layouts are told of one another's changes by events, one after the other."""
    for _ in range(8):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def judged(page: QWidget, theme: str) -> list[str]:
    settle()
    return [*defects(page, PALETTES[theme]), *too_wide(page)]


@themes
@sizes
@right
def test_a_page_is_whole_at_this_width(filled: MainWindow, page: str, size: tuple[int, int], theme: str) -> None:
    command(filled, f"view.{theme}")
    dock = find(filled, f"{page}Dock", QDockWidget)
    dock.resize(*size)
    settle()
    assert dock.width() == size[0]
    found = {f"{page} {face}: {each}" for face in faces(filled, page) for each in judged(dock, theme)}
    assert not found, "\n".join(sorted(found))


@themes
@pytest.mark.parametrize("size", [(840, 190), (1040, 200), (1440, 300)])
def test_the_five_stages_are_whole(filled: MainWindow, size: tuple[int, int], theme: str) -> None:
    command(filled, f"view.{theme}")
    dock = find(filled, "pipelineDock", QDockWidget)
    dock.resize(*size)
    found = judged(dock, theme)
    assert not found, "\n".join(found)


@themes
def test_the_windows_of_search_learn_and_quiz_are_whole(qtbot: QtBot, filled: MainWindow, theme: str) -> None:
    command(filled, f"view.{theme}")
    search = open_search(qtbot, filled)
    with qtbot.waitSignal(filled.controller.search_ended, timeout=60_000):
        click(search, "searchStart")
    click(filled, "pipelineStage3")
    command(filled, "help.learn")
    learn = find(filled, "learnDialog", QDialog)
    found = [each for top in (search, find(filled, "stageDialog"), learn) for each in judged(top, theme)]
    click(learn, "learnQuiz")
    quiz = find(filled, "quizDialog", QDialog)
    found += judged(quiz, theme)
    if not find(quiz, "quizAnswer2").isEnabled():
        click(quiz, "quizNext")
    click(quiz, "quizAnswer2")
    found += judged(quiz, theme)
    quiz.close()
    command(filled, "help.learn")
    click(learn, "learnTour")
    found += judged(find(filled, "tourCard"), theme)
    click(filled, "tourLeave")
    for dialog in (search, learn, quiz, find(filled, "stageDialog")):
        dialog.close()
    assert not found, "\n".join(found)


def test_all_of_this_holds_at_200_percent() -> None:
    """Qt takes the scale from the environment when it starts, so another process looks."""
    environment = os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    wanted = [__file__, "-q", "-k", "movie-night", "-p", "no:xvfb"]
    looked = subprocess.run(
        [sys.executable, "-m", "pytest", *wanted], env=environment, capture_output=True, text=True, check=False
    )
    assert looked.returncode == 0, looked.stdout[-3000:]
