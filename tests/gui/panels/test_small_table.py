"""What all short tables share."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from mfdesk.gui.panels.small_table import SmallTable


class Counted(QAbstractItemModel):
    """A hundred thousand rows of one column, that count how often they are asked what they may."""

    asked = 0

    def index(self, row: int, column: int, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        return self.createIndex(row, column)

    def parent(self, *_child: QModelIndex) -> QModelIndex:  # type: ignore[override]
        return QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 100_000

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, _index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        self.asked += 1
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def test_painting_does_not_ask_of_every_row_whether_it_is_chosen(qtbot: QtBot) -> None:
    table = SmallTable("table", "Numbers", 4)
    qtbot.addWidget(table)
    model = Counted(table)
    table.setModel(model)
    with qtbot.waitExposed(table):
        table.show()
    table.selectAll()
    assert table.selectionModel().isSelected(model.index(99_999, 0))
    model.asked = 0
    table.grab()
    assert model.asked < 1000
