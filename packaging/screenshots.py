"""Takes the pictures that README shows: the window and each of its pages, light and dark, in a real X window.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Without a folder they go to packaging/screenshots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from virtual_screen import virtual_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mfdesk.gui.main_window import MainWindow

HERE = Path(__file__).resolve().parent
SIZE = (1440, 900)
CELL = (3, 3)
"""The row and the column of the prediction that is taken apart."""
SORTED_BY, EDITED = "Italy", (4, 7)
"""The column whose values order the rows, and those in which a rating is typed."""
SEARCH_SECONDS = 8
EPOCHS_SHOWN, STAGES_SHOWN = 3, 2
TOUR_STEPS = 8
"""As far as the loss."""
Grab = Callable[..., None]
"""Saves a picture of a state, of the whole window unless another is given."""


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("QT_QPA_PLATFORM") == "xcb" and os.environ.get("MFDESK_ON_SCREEN"):
        take(folder)
        return 0
    with virtual_screen() as screen:
        environment = screen.environment() | {"QT_QPA_PLATFORM": "xcb", "MFDESK_ON_SCREEN": "1"}
        return subprocess.run([sys.executable, __file__, str(folder)], env=environment, check=False).returncode


def take(folder: Path) -> None:
    """Opens a window for each theme and grabs it in each state."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from mfdesk.gui.controller import Controller
    from mfdesk.gui.main_window import MainWindow
    from mfdesk.gui.preferences import Preferences
    from mfdesk.gui.theme import Theme

    application = QApplication([])
    for choice in ("light", "dark"):
        with tempfile.TemporaryDirectory() as nowhere:
            preferences = Preferences(QSettings(str(Path(nowhere, "p.ini")), QSettings.Format.IniFormat))
            theme = Theme(application, choice)
            window = MainWindow(Controller(), theme, preferences)
            window.resize(*SIZE)
            window.show()
            shoot(window, folder, choice)
            window.close()
            window.deleteLater()


def shoot(window: MainWindow, folder: Path, theme: str) -> None:
    """A picture of each state that one gets to, one after the other."""

    def grab(state: str, top: QWidget | None = None) -> None:
        wait(lambda: False, 700)  # each page hears of the last epochs in its turn
        shown = top or window
        shown.grab().save(str(folder / f"{state}-{theme}.png"))

    shoot_survey(window, grab)
    shoot_pages(window, grab)
    shoot_table(window, grab)
    shoot_search(window, grab)
    shoot_pipeline(window, grab)
    shoot_learn(window, grab)


def shoot_survey(window: MainWindow, grab: Grab) -> None:
    """The empty window, the survey opened, half way through its training, and filled."""
    grab("empty")
    open_sample(window, "food-world-cup")
    grab("opened")
    seen: list[object] = []
    window.controller.epochs_reported.connect(seen.extend)
    do(window, "model.train")
    wait(lambda: len(seen) > 50)
    do(window, "model.pause")
    grab("training")
    do(window, "model.pause")
    wait(lambda: not window.controller.state.job)
    grab("filled")


def shoot_pages(window: MainWindow, grab: Grab) -> None:
    """Each page on the right, of the filled survey."""
    window.table.go_to(*CELL)
    for page, part in (("prediction", "predictionSum"), ("patterns", "patternsMap"), ("quality", "qualityChooser")):
        do(window, f"view.{page}")
        wait(part_of(window, part).isVisible)
        grab(page)


def shoot_table(window: MainWindow, grab: Grab) -> None:
    """The table while it is worked in: sorted, filtered, pinned and edited, beside a card; and the filters."""
    from mfdesk.filters import CountWithin
    from mfdesk.ratings.side import Side

    tools, names = window.tools, window.controller.document.project.edited.labels[Side.COLUMNS]  # type: ignore[union-attr]
    wait(lambda: not tools.arranging.is_waiting)
    tools.arranging.set_filters(Side.ROWS, [CountWithin(15, 30)])
    column = next(place for place, name in enumerate(names) if SORTED_BY in name)
    window.table.go_to_column(column)
    do(window, "view.sort.rows_by_column")
    tools.arranging.pin(Side.COLUMNS, [column])
    do(window, "view.card")
    row = window.controller.document.arrangement.rows.position(2)  # type: ignore[union-attr]
    for edited, text in zip(EDITED, "54", strict=True):
        window.table.go_to(row, edited)
        tools.editing.type_text(row, edited, text)
    wait(lambda: False, 1500)
    grab("table")
    do(window, "view.filter")
    grab("filter", part_of(window, "filterDialog"))
    part_of(window, "filterDialog").close()
    window.controller.document.undo_stack.setIndex(0)


def shoot_search(window: MainWindow, grab: Grab) -> None:
    """The search for settings under way, and what came of it."""
    do(window, "model.search")
    dialog = part_of(window, "searchDialog")
    for name, value in (("searchFolds", 3), ("searchTime", SEARCH_SECONDS)):
        part_of(window, name).setValue(value)  # type: ignore[attr-defined]
    press(window, "searchStart")
    wait(lambda: False, 500 * SEARCH_SECONDS)
    grab("search-running", dialog)
    wait(lambda: not window.controller.state.job)
    grab("search", dialog)
    dialog.close()


def shoot_pipeline(window: MainWindow, grab: Grab) -> None:
    """The five stages of Movie night, in the middle of the fourth epoch."""
    open_sample(window, "movie-night")
    do(window, "view.training")
    step, words = part_of(window, "pipelineStageStep"), part_of(window, "pipelineWords")
    for epoch in range(1, EPOCHS_SHOWN + 1):
        press(window, "pipelineEpochStep")
        wait(lambda epoch=epoch: step.isEnabled() and words.toolTip().startswith(f"epoch {epoch} "))  # type: ignore[misc]
    for _ in range(STAGES_SHOWN):
        press(window, "pipelineStageStep")
        wait(step.isEnabled)
    grab("pipeline")
    do(window, "model.stop")
    wait(lambda: not window.controller.state.job)


def shoot_learn(window: MainWindow, grab: Grab) -> None:
    """The page of Learn, a step of the tour, and a question of the quiz that has been answered."""
    do(window, "help.learn")
    grab("learn", part_of(window, "learnDialog"))
    press(window, "learnTour")
    for _ in range(TOUR_STEPS):
        wait(lambda: part_of(window, "tourSpotlight").settled)  # type: ignore[attr-defined]
        press(window, "tourNext")
        wait(lambda: not window.controller.state.job)
    wait(lambda: False, 400)
    grab("tour")
    press(window, "tourLeave")
    do(window, "help.learn")
    press(window, "learnQuiz")
    press(window, "quizAnswer1")
    grab("quiz", part_of(window, "quizDialog"))
    part_of(window, "quizDialog").close()


def open_sample(window: MainWindow, sample: str) -> None:
    window.controller.open_sample(sample)
    wait(lambda: not window.controller.state.job)


def do(window: MainWindow, command: str) -> None:
    window.actions_table[command].trigger()


def press(window: MainWindow, name: str) -> None:
    part_of(window, name).click()  # type: ignore[attr-defined]


def part_of(window: MainWindow, name: str) -> QWidget:
    """The part of the window that has this name."""
    from PySide6.QtWidgets import QWidget

    found: QWidget | None = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def wait(done: Callable[[], bool], most: int = 60_000) -> None:
    """Lets the window live until it is done, or for so many milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(5)
    QTimer.singleShot(most, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
