"""The given ratings that speak most for and against a prediction, each of which can be gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mfdesk.engine.reasons import Reason, Reasons
from mfdesk.gui.panels.parts import hint, named
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
        self._for = _ReasonSide("Given ratings that raise it most", "predictionReasonFor")
        self._against = _ReasonSide("Given ratings that lower it most", "predictionReasonAgainst")
        self._note = named(hint(""), "predictionReasonsNote")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._for, self._against, self._note):
            column.addWidget(part)
        for side in (self._for, self._against):
            side.chosen.connect(self.chosen)

    def show_reasons(self, reasons: Reasons | None, cell: Cell, name_of: Callable[[int], str], digits: int) -> None:
        told = [
            side.show_reasons(found, name_of, digits)
            for side, found in (
                (self._for, reasons.most_for(SHOWN) if reasons else ()),
                (self._against, reasons.most_against(SHOWN) if reasons else ()),
            )
        ]
        self.setVisible(reasons is not None)
        if not any(told):
            self._note.setText(f"No given rating of this {cell.row_noun} speaks for or against it.")
        elif reasons and not reasons.straight:
            self._note.setText("Told along the straight line that comes nearest to the steps of the ratings.")
        self._note.setVisible(not any(told) or bool(reasons and not reasons.straight))


class _ReasonSide(QWidget):
    """Up to three ratings under a title; hidden where there are none. The buttons are used again for every cell."""

    chosen = Signal(int)

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._buttons = [named(ReasonButton(), f"{name}{number}") for number in range(1, SHOWN + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hint(title))
        for button in self._buttons:
            column.addWidget(button)
            button.chosen.connect(self.chosen)

    def show_reasons(self, found: Sequence[Reason], name_of: Callable[[int], str], digits: int) -> bool:
        """Whether any of them adds something in the shown digits."""
        told = [reason for reason in found if in_units(reason.contribution, digits)]
        for button, reason in zip_longest(self._buttons, told):
            button.setVisible(reason is not None)
            if reason is not None:
                button.show_reason(reason, name_of(reason.position), digits)
        self.setVisible(bool(told))
        return bool(told)


class ReasonButton(QToolButton):
    """A line: the name, the given rating, and what it adds to the prediction."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._position = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name, self._rated, self._adds = OneLine(), _number_label(64), _number_label(48)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self._name, 1)
        line.addWidget(self._rated)
        line.addWidget(self._adds)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._choose)

    def show_reason(self, reason: Reason, name: str, digits: int) -> None:
        self._position = reason.position
        adds, rated = signed(in_units(reason.contribution, digits), digits), f"rated {given(reason.given)}"
        self._name.say(name)
        self._rated.setText(rated)
        self._adds.setText(adds)
        self.setAccessibleName(f"{name}, {rated}, adds {adds}")
        self.setToolTip(f"{name}, {rated}, adds {adds}. Click to go there.")

    def sizeHint(self) -> QSize:
        """A button asks for the size of its text; this one has a layout instead."""
        layout = self.layout()
        return layout.sizeHint() if layout else QSize()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._position)


def _number_label(width: int) -> QLabel:
    label = QLabel()
    label.setFont(tabular(label.font()))
    label.setMinimumWidth(width)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


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
