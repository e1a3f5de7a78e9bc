"""A window with the parts that find, and the small table open."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config
from mfdesk.gui.document import Document
from tests.gui.find.bench import Bench
from tests.gui.find.tables import movies


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(Document())
    bench.document.open(movies(), Config())
    qtbot.addWidget(bench)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    yield bench
    assert bench.questions.shutdown()
