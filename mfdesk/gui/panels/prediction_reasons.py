"""The given ratings that speak most for and against a prediction, each of which can be gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mfdesk.engine.reasons import Reason, Reasons
from mfdesk.gui.panels.parts import hint
from mfdesk.gui.panels.prediction_lines import Cell
from mfdesk.gui.panels.prediction_rounding import in_units, signed
from mfdesk.gui.theme import tabular
from mfdesk.gui.words import given

SHOWN = 3
"""Ratings on either side."""


class ReasonList(QWidget):
    """``chosen`` carries the position of the column that was rated."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("predictionReasons")
        self.setAccessibleName("The given ratings that speak for and against")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._parts: list[QWidget] = []

    def show_reasons(self, reasons: Reasons | None, cell: Cell, name_of: Callable[[int], str], digits: int) -> None:
        self.clear()
        if reasons is None:
            return
        for title, name, found in (
            ("Given ratings that raise it most", "For", reasons.most_for(SHOWN)),
            ("Given ratings that lower it most", "Against", reasons.most_against(SHOWN)),
        ):
            self._show_side(title, f"predictionReason{name}", found, name_of, digits)
        if not self._parts:
            self._add(hint(f"No given rating of this {cell.row_noun} speaks for or against it."))
        elif not reasons.straight:
            self._add(hint("Told along the straight line that comes nearest to the steps of the ratings."))

    def clear(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    def _show_side(
        self, title: str, name: str, found: Sequence[Reason], name_of: Callable[[int], str], digits: int
    ) -> None:
        told = [reason for reason in found if in_units(reason.contribution, digits)]
        if told:
            self._add(_side_title(title))
        for number, reason in enumerate(told, start=1):
            button = ReasonButton(reason, name_of(reason.position), digits)
            button.setObjectName(f"{name}{number}")
            button.chosen.connect(self.chosen)
            self._add(button)

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)


def _side_title(text: str) -> QLabel:
    label = hint(text)
    label.setContentsMargins(0, 8, 0, 4)
    return label


class ReasonButton(QToolButton):
    """A line: the name, the given rating, and what it adds to the prediction."""

    chosen = Signal(int)

    def __init__(self, reason: Reason, name: str, digits: int) -> None:
        super().__init__()
        self._position = reason.position
        adds = signed(in_units(reason.contribution, digits), digits)
        rated = given(reason.given)
        self.setAccessibleName(f"{name}, rated {rated}, adds {adds}")
        self.setToolTip(f"{name}, rated {rated}, adds {adds}. Click to go there.")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(OneLine(name), 1)
        for text, width in ((f"rated {rated}", 64), (adds, 48)):
            label = QLabel(text)
            label.setFont(tabular(label.font()))
            label.setMinimumWidth(width)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(label)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        """A button asks for the size of its text; this one has a layout instead."""
        layout = self.layout()
        return layout.sizeHint() if layout else QSize()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._position)


class OneLine(QLabel):
    """A text on one line that ends in an ellipsis where there is no room for the whole."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fit()

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
