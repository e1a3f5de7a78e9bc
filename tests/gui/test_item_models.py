"""Every item model of the program keeps the contract that Qt's views rely on, whatever the window goes through.

Models are found by looking through the live window and its dialogs, so that a new one is tried without being named
here; one that this walk does not meet fails the claim too.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QStringListModel,
    Qt,
    qInstallMessageHandler,
)
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

import mfdesk.gui
from mfdesk.gui.main_window import MainWindow

Kind = TypeVar("Kind", bound=QWidget)
FORBIDDEN = {"file.quit", "file.open_sample.food-world-cup", "file.open_sample.movie-night"}
"""The one would end the walk; the others open thousands of cells, and a tester looks at each after each change."""
WARNING = QAbstractItemModelTester.FailureReportingMode.Warning
"""Qt's message fails the test, as any other; the fatal mode would end the whole run."""


class Watched:
    """The models met so far, each with a tester that hears of all that happens to it from then on."""

    def __init__(self) -> None:
        self.kinds: set[type[QAbstractItemModel]] = set()
        self.changed: set[type[QAbstractItemModel]] = set()
        """Those that had something to say while they were watched; the contract is about changes."""
        self._testers: dict[QAbstractItemModel, QAbstractItemModelTester] = {}

    def look(self) -> None:
        for model in _live_models():
            if _is_ours(type(model)):
                self.kinds.add(type(model))
            if model not in self._testers:
                self._testers[model] = QAbstractItemModelTester(model, WARNING)
                self._hear(model)

    def _hear(self, model: QAbstractItemModel) -> None:
        kind = type(model)
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged, model.layoutChanged):
            signal.connect(lambda *_what: self.changed.add(kind))

    def end(self) -> None:
        """Before the window goes."""
        for tester in self._testers.values():
            Shiboken.delete(tester)
        self._testers.clear()


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    """Twelve people, eight movies, three of four cells known."""
    path = tmp_path / "small.csv"
    cells = [
        ["" if (row + column) % 4 == 0 else str(1 + (row * column) % 5) for column in range(8)] for row in range(12)
    ]
    lines = [",".join((f"person {row}", *line)) for row, line in enumerate(cells)]
    path.write_text("\n".join((",".join(("user", *(f"movie {column}" for column in range(8)))), *lines)) + "\n")
    return path


@pytest.fixture
def watched(window: MainWindow) -> Iterator[Watched]:
    watched = Watched()
    watched.look()
    yield watched
    watched.end()


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)  # the offscreen platform
def test_every_model_of_the_program_keeps_the_contract_of_qt(
    qtbot: QtBot, window: MainWindow, watched: Watched, small_file: Path, wide_file: Path
) -> None:
    _open(qtbot, window, watched, small_file)
    _train(qtbot, window, watched)
    _press_every_command(qtbot, window, watched)
    _see_every_page(qtbot, window, watched)
    _use_every_view(watched)
    _type_into_every_field_of_names()
    _search(qtbot, window, watched)
    window.controller.document.undo_stack.setIndex(0)  # else the window asks before it lets go of the edits
    _open(qtbot, window, watched, wide_file)
    _train(qtbot, window, watched)
    _use_every_view(watched)
    never_met = {f"{kind.__module__}.{kind.__name__}" for kind in _model_classes() - watched.kinds}
    assert not never_met
    assert not {*_model_classes(), QStringListModel} - watched.changed


class Liar(QAbstractListModel):
    """Says that a row goes, and keeps it."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, _index: QModelIndex | QPersistentModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None


def test_a_model_that_says_what_is_not_so_is_found_out(qapp: QApplication) -> None:
    said: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, text: said.append(text))
    try:
        model = Liar()
        QAbstractItemModelTester(model, WARNING, model)
        model.beginRemoveRows(QModelIndex(), 0, 0)
        model.endRemoveRows()
    finally:
        qInstallMessageHandler(before)
    assert any("FAIL" in text for text in said)


# what the window goes through


def _open(qtbot: QtBot, window: MainWindow, watched: Watched, path: Path) -> None:
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    watched.look()


def _press_every_command(qtbot: QtBot, window: MainWindow, watched: Watched) -> None:
    """Whatever opens is looked at and left, whatever begins is cancelled."""
    for action in window.findChildren(QAction):
        if "." not in action.objectName() or action.objectName() in FORBIDDEN or not action.isEnabled():
            continue
        action.trigger()
        watched.look()
        _leave_all(window)
        window.controller.cancel()
        qtbot.waitUntil(lambda: not window.controller.jobs.busy)


def _leave_all(window: MainWindow) -> None:
    """Closes what lies over the window, the last opened first."""
    while (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        top.close()
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()


def _train(qtbot: QtBot, window: MainWindow, watched: Watched) -> None:
    document = window.controller.document
    document.set_config(replace(document.project.config, epochs=5, held_out=0.25))  # type: ignore[union-attr]
    with qtbot.waitSignal(window.controller.training_ended, timeout=30_000):
        window.actions_table["model.train"].trigger()
    watched.look()


def _see_every_page(qtbot: QtBot, window: MainWindow, watched: Watched) -> None:
    """Those that wait until they are seen to find out what they show."""
    insights = window.pages.insights
    window.table.setCurrentIndex(window.table.model().index(1, 1))
    for name, shown in (("prediction", insights.traced), ("quality", insights.judged), ("patterns", insights.mapped)):
        window.docks.bring("training")
        _train(qtbot, window, watched)
        with qtbot.waitSignal(shown, timeout=30_000):
            window.docks.bring(name)
        watched.look()
    for row in (0, 2):
        with qtbot.waitSignal(insights.card.carded, timeout=30_000):
            window.table.setCurrentIndex(window.table.model().index(row, 1))
            window.docks.bring("card")
        watched.look()


def _use_every_view(watched: Watched) -> None:
    """Sorts by each header that can be clicked, goes to the last row and chooses all."""
    for view in _all(QAbstractItemView):
        if isinstance(view, QTableView):
            _click_headers(view)
        view.scrollToBottom()
        view.selectAll()
    watched.look()


def _click_headers(table: QTableView) -> None:
    header = table.horizontalHeader()
    for section in range(min(header.count(), 4)):
        middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2))


def _type_into_every_field_of_names() -> None:
    """So that it lists those that fit."""
    for field in _all(QLineEdit):
        if field.completer() is not None and isinstance(field.completer().model(), QStringListModel):
            field.textEdited.emit("movie")
            field.textEdited.emit("movie 1")


def _search(qtbot: QtBot, window: MainWindow, watched: Watched) -> None:
    window.actions_table["model.search"].trigger()
    (start,) = (button for button in _all(QPushButton) if button.objectName() == "searchStart")
    with qtbot.waitSignal(window.controller.searched, timeout=30_000):
        QTest.mouseClick(start, Qt.MouseButton.LeftButton)
    watched.look()
    with qtbot.waitSignal(window.controller.search_ended, timeout=30_000):
        window.controller.stop()
    _use_every_view(watched)
    _leave_all(window)


# where models are


def _live_models() -> list[QAbstractItemModel]:
    """Those that views show, and those that windows hold."""
    shown = [view.model() for view in _all(QAbstractItemView)]
    held = [model for top in QApplication.topLevelWidgets() for model in top.findChildren(QAbstractItemModel)]
    return [model for model in (*shown, *held) if model is not None and not _is_of_qt_alone(model)]


def _is_of_qt_alone(model: QAbstractItemModel) -> bool:
    """Of Qt's own file dialog, completer and combo boxes: what they do is not the program's."""
    return type(model) is QAbstractItemModel or model.metaObject().className().startswith(("QFile", "QCompletion"))


def _all(kind: type[Kind]) -> list[Kind]:
    return [widget for widget in QApplication.allWidgets() if isinstance(widget, kind)]


def _model_classes() -> set[type[QAbstractItemModel]]:
    """Every class of the program that is an item model."""
    for module in pkgutil.walk_packages(mfdesk.gui.__path__, "mfdesk.gui."):
        importlib.import_module(module.name)
    return {kind for kind in _descendants(QAbstractItemModel) if _is_ours(kind)}


def _descendants(kind: type[QAbstractItemModel]) -> Iterator[type[QAbstractItemModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from _descendants(one)


def _is_ours(kind: type[QAbstractItemModel]) -> bool:
    return kind.__module__.startswith("mfdesk.")
