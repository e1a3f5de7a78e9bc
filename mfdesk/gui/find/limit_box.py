"""A number that may be left open: one end of a range."""

from __future__ import annotations

import math

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from mfdesk.gui.panels.parts import named

OPEN = "any"


class LimitBox(QDoubleSpinBox):
    """Emptied, or turned below its lowest number, it says "any" and limits nothing."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        named(self, name).setAccessibleName(title)
        self.setSpecialValueText(OPEN)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.set_range(0, 1, 0)

    def set_range(self, lowest: float, highest: float, decimals: int) -> None:
        """Which numbers there are; what was set stays, as far as it lies among them."""
        before, step = self.limit, 10.0**-decimals
        self.setDecimals(decimals)
        self.setSingleStep(
            max(step, 10.0 ** math.floor(math.log10(max(highest - lowest, step) / 10))) if decimals else 1
        )
        self.setRange(lowest - step, highest)
        self.set_limit(before)

    @property
    def limit(self) -> float | None:
        """None where it is left open."""
        return None if self.value() <= self.minimum() else self.value()

    def set_limit(self, limit: float | None) -> None:
        self.setValue(self.minimum() if limit is None or math.isinf(limit) else limit)

    def stepBy(self, steps: int) -> None:
        """From "any" to the lowest number, whatever the width of a step."""
        if self.limit is None and steps > 0:
            self.setValue(self.minimum() + 10.0 ** -self.decimals())
        else:
            super().stepBy(steps)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if not text.strip() or text == OPEN:
            return QValidator.State.Acceptable, text, position
        judged: tuple[QValidator.State, str, int] = super().validate(text, position)
        return judged

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text) if text.strip() and text != OPEN else self.minimum()
