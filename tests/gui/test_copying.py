"""Copying from the window: at once, beside the work, or after a question, by how much it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.chosen import Part
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.files import clip
from mfdesk.gui import copying
from mfdesk.gui.copying import Copying
from mfdesk.gui.dialogs.large_copy import LargeCopyBox, megabytes
from mfdesk.gui.document import Document
from mfdesk.gui.messages import Message, Severity
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.ratings.side import Side
from tests.drive import drive
from tests.tables import low_rank

ROWS, COLUMNS = 60, 40
WHOLE = (Part(range(ROWS), range(COLUMNS)),)


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    document.open(low_rank(ROWS, COLUMNS, 2, 0.3), Config())
    return document


@pytest.fixture
def copies(qtbot: QtBot, document: Document) -> Iterator[Copying]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QGuiApplication.clipboard().setText("before")
    document.setParent(window)
    copies = Copying(document, window)
    yield copies
    assert copies.shutdown()


def copy(copies: Copying, parts: tuple[Part, ...], *, names: bool) -> None:
    document = copies.parent().findChild(Document)
    copies.copy(SelectionParts(parts, document.arrangement), names=names)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def box_of(copies: Copying) -> LargeCopyBox:
    (box,) = copies.parent().findChildren(LargeCopyBox)
    return box


def button(box: LargeCopyBox, text: str) -> QPushButton:
    return next(each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == text)


def test_a_few_cells_are_on_the_clipboard_at_once(copies: Copying) -> None:
    copy(copies, (Part(range(2), range(1)),), names=True)
    assert [line.split("\t")[0] for line in clipboard().splitlines()] == ["", "r0", "r1"]
    assert not copies.is_copying


def test_cells_are_copied_as_they_are_arranged(document: Document, copies: Copying) -> None:
    arrangement = document.arrangement
    document.arrange(arrangement.with_side(Side.ROWS, arrangement.rows.with_pinned([7])), "Pin r7")
    copy(copies, (Part(range(2), range(1)),), names=True)
    assert [line.split("\t")[0] for line in clipboard().splitlines()] == ["", "r7", "r0"]


def test_nothing_chosen_leaves_the_clipboard_alone(copies: Copying) -> None:
    copy(copies, (), names=False)
    assert clipboard() == "before"


def test_many_cells_are_copied_beside_the_work(qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 100)
    with qtbot.waitSignals([copies.progressed, copies.progressed], check_params_cbs=[bool, lambda words: not words]):
        copy(copies, WHOLE, names=False)
        assert copies.is_copying
    assert len(clipboard().splitlines()) == ROWS


def test_the_newest_of_several_copies_is_the_one_on_the_clipboard(
    qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 100)
    for height in (60, 50, 40):
        copy(copies, (Part(range(height), range(COLUMNS)),), names=False)
    qtbot.waitUntil(lambda: not copies.is_copying)
    assert len(clipboard().splitlines()) == 40
    copy(copies, WHOLE, names=False)
    copy(copies, (Part(range(1), range(1)),), names=True)
    qtbot.waitUntil(lambda: not copies.is_copying)
    assert clipboard().splitlines()[0] == "\tc0"


def test_a_cancelled_copy_leaves_the_clipboard_alone(
    qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 100)
    copy(copies, WHOLE, names=False)
    with (
        qtbot.waitSignal(copies.progressed, check_params_cb=lambda words: not words),
        qtbot.waitSignal(copies.said) as said,
    ):
        copies.cancel()
    assert not copies.is_copying
    words = "The copy was cancelled; the clipboard is as it was before."
    assert said.args == [Message(words, Severity.DONE)]
    assert copies.shutdown()
    assert clipboard() == "before"


def test_very_many_cells_are_copied_only_after_a_question(
    qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "UNASKED", 1000)
    copy(copies, WHOLE, names=False)
    box = box_of(copies)
    assert box.accessibleDescription().startswith("This copies 2,400 cells, less than 1 MB.")
    assert [each.text() for each in box.findChildren(QPushButton) if "xport" in each.text()] == []
    assert clipboard() == "before"
    button(box, "Copy").click()
    qtbot.waitUntil(lambda: not copies.is_copying)
    assert len(clipboard().splitlines()) == ROWS


def test_the_question_offers_a_file_where_there_is_a_model(
    qtbot: QtBot, document: Document, copies: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "UNASKED", 1000)
    edited = document.project.edited
    document.set_training(drive(train(edited.ratings, Config(rank=2, epochs=3), RunControl()))[1], edited)
    copy(copies, WHOLE, names=False)
    with qtbot.waitSignal(copies.export_requested):
        button(box_of(copies), "Export instead…").click()
    assert clipboard() == "before"


def test_the_question_can_be_declined(qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "UNASKED", 1000)
    copy(copies, WHOLE, names=False)
    button(box_of(copies), "Cancel").click()
    assert not copies.is_copying
    assert clipboard() == "before"


def test_too_many_cells_are_refused_with_the_way_out(
    qtbot: QtBot, copies: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST", 2000)
    with qtbot.waitSignal(copies.said) as said:
        copy(copies, WHOLE, names=False)
    words = "2,400 cells are too many to copy, at most 2,000 can be; choose fewer."
    assert said.args == [Message(words, Severity.ERROR)]
    assert "or export the table instead" in copying.too_many(3, can_export=True).text
    assert clipboard() == "before"


def test_who_cancels_when_nothing_is_copied_hears_nothing(copies: Copying) -> None:
    heard: list[object] = []
    copies.said.connect(heard.append)
    copies.cancel()
    assert not heard


def test_sizes_are_told_in_megabytes() -> None:
    assert megabytes(14_200_000) == "about 14 MB"
    assert copying.UNASKED == clip.UNASKED < clip.MOST
