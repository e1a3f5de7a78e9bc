"""The parts that find, in a window of their own."""

from PySide6.QtWidgets import QLabel, QMainWindow, QToolBar, QToolButton, QVBoxLayout, QWidget

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.finding import Finding
from mfdesk.gui.questions import Questions
from mfdesk.gui.theme import LIGHT


class Bench(QMainWindow):
    """The parts in a window, and what they ask of the table."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document, self.questions = document, Questions(self)
        self.arranging = Arranging(document, self.questions, self)
        self.finding = Finding(document, self.arranging, self)
        self.finding.set_palette_colours(LIGHT)
        self.went: list[object] = []
        self.finding.row_requested.connect(lambda row: self.went.append(("row", row)))
        self.finding.column_requested.connect(lambda column: self.went.append(("column", column)))
        self.finding.go_requested.connect(lambda row, column: self.went.append((row, column)))
        self.finding.table_requested.connect(lambda: self.went.append("table"))
        bar, middle = QToolBar(), QWidget()
        bar.addWidget(self.finding.field)
        self.addToolBar(bar)
        column = QVBoxLayout(middle)
        column.addWidget(self.finding.chips)
        column.addStretch(1)
        self.setCentralWidget(middle)
        self.resize(900, 300)

    def part(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.findChild(kind, name)
        assert isinstance(found, QWidget), name
        return found

    @property
    def chips(self) -> list[str]:
        texts = [part for part in self.finding.chips.findChildren(QWidget, "chipText") if part.isVisible()]
        return [part.text() for part in texts if isinstance(part, QLabel | QToolButton)]

    def crosses(self) -> list[QToolButton]:
        found = self.finding.chips.findChildren(QToolButton, "chipRemove")
        return [cross for cross in found if cross.isVisible()]
