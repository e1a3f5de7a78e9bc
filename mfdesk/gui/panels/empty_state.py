"""The page before the first table: what mfdesk does, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mfdesk.files.samples import SAMPLES, Sample
from mfdesk.gui.resources import icon, picture
from mfdesk.gui.theme import Palette, scaled

_CARD_WIDTH, _NARROWEST_CARD = 328, 224
_SENTENCE_WIDTH = 440
_EDGE, _AIR = 24, 16
_ICONS = {"food-world-cup": "food", "movie-night": "film"}


class StartPanel(QWidget):
    """``sample_requested`` carries the id of a sample."""

    open_requested = Signal()
    sample_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPanel")
        self.setAccessibleName("Start")
        self._picture = QLabel()
        self._open = QPushButton(" Open a table of ratings…")
        self._cards = [SampleCard(sample) for sample in SAMPLES]
        self._card_row = self._make_row()
        self._drop = QLabel("or drop a CSV file anywhere on this window")
        self._lay_out()
        self._open.clicked.connect(self.open_requested)
        for card in self._cards:
            card.chosen.connect(self.sample_requested)

    def set_palette_colours(self, palette: Palette) -> None:
        self._picture.setPixmap(picture("table", palette.accent, 64))
        self._open.setIcon(icon("open", palette, palette.on_accent))
        for card in self._cards:
            card.set_palette_colours(palette)

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._open.setObjectName("startOpen")
        self._open.setProperty("primary", True)
        self._open.setProperty("large", True)
        self._open.setIconSize(QSize(20, 20))
        self._drop.setProperty("dim", True)
        for part, space in (
            (self._picture, 16),
            (_title("Fill the holes in a table of ratings"), 8),
            (_sentence(), 24),
            (self._open, 8),
            (self._drop, 40),
            (_heading("Or try a sample"), 12),
        ):
            if isinstance(part, QLabel) and part.wordWrap():
                inner.addLayout(_in_the_middle(part))
            else:
                inner.addWidget(part, 0, centre)
            inner.addSpacing(space)
        inner.addLayout(self._card_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.addStretch(2)
        column.addLayout(inner)
        column.addStretch(3)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one card; below that it scrolls."""
        return QSize(scaled(_NARROWEST_CARD) + 2 * _EDGE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards stand below each other where there is no room beside."""
        super().resizeEvent(event)
        needed = len(self._cards) * (scaled(_NARROWEST_CARD) + _AIR) - _AIR + 2 * _EDGE
        way = QBoxLayout.Direction.LeftToRight if self.width() >= needed else QBoxLayout.Direction.TopToBottom
        self._card_row.setDirection(way)

    def _make_row(self) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(_AIR)
        row.addStretch(1)
        for card in self._cards:
            row.addWidget(card)
        row.addStretch(1)
        return row


class SampleCard(QPushButton):
    """A button that tells what is in a sample."""

    chosen = Signal(str)

    def __init__(self, sample: Sample, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample = sample
        self.setObjectName(f"sampleCard.{sample.id}")
        self.setAccessibleName(f"Open the sample {sample.title}. {sample.description}")
        self.setProperty("card", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = QLabel()
        self._lay_out()
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        """A button asks for the size of its text; this one has a layout instead."""
        return QSize(scaled(_CARD_WIDTH), self.heightForWidth(scaled(_CARD_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_NARROWEST_CARD), self.heightForWidth(scaled(_NARROWEST_CARD)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout else 0

    def set_palette_colours(self, palette: Palette) -> None:
        self._picture.setPixmap(picture(_ICONS.get(self._sample.id, "table"), palette.accent, 32))

    def _lay_out(self) -> None:
        title, about = QLabel(self._sample.title), QLabel(self._sample.description)
        title.setProperty("heading", True)
        about.setProperty("dim", True)
        about.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(about, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        for label in (title, about, self._picture):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMaximumWidth(scaled(_CARD_WIDTH))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _choose(self) -> None:
        self.chosen.emit(self._sample.id)


def _title(text: str) -> QLabel:
    return _wrapped(text, "title")


def _sentence() -> QLabel:
    sentence = _wrapped(
        "mfdesk learns the tastes behind the ratings that are there, "
        "fills in those that are missing, and says how sure it is of each.",
        "soft",
    )
    sentence.setMaximumWidth(scaled(_SENTENCE_WIDTH))
    return sentence


def _wrapped(text: str, look: str) -> QLabel:
    """In the middle, on as many lines as it takes."""
    label = QLabel(text)
    label.setProperty(look, True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label


def _in_the_middle(label: QLabel) -> QHBoxLayout:
    """As wide as it may be, and no wider than there is room; a layout would put it to the left."""
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(label, 1000)
    line.addStretch(1)
    return line


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    return label
