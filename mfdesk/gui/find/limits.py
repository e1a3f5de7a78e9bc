"""Two ends of a range, either of which may be left open."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mfdesk.gui.find.limit_box import LimitBox


class Range(QWidget):
    """``name`` begins the object names of its fields, ``title`` says what lies between them."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._lowest = LimitBox(f"{name}Lowest", f"Lowest {title}")
        self._highest = LimitBox(f"{name}Highest", f"Highest {title}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._lowest, 1)
        line.addWidget(QLabel("to"))
        line.addWidget(self._highest, 1)
        self.setFocusProxy(self._lowest)
        for box in self._boxes:
            box.valueChanged.connect(self.changed)

    def set_title(self, title: str) -> None:
        """What lies between the limits, where that may be one thing or another; it is no amount, but may be a year."""
        for box, end in zip(self._boxes, ("Lowest", "Highest"), strict=True):
            box.setAccessibleName(f"{end} {title}")
            box.setGroupSeparatorShown(False)

    @property
    def limits(self) -> tuple[float, float]:
        """Both ends; an open one is infinite."""
        lowest, highest = self._lowest.limit, self._highest.limit
        return -math.inf if lowest is None else lowest, math.inf if highest is None else highest

    @property
    def is_open(self) -> bool:
        return self.limits == (-math.inf, math.inf)

    def set_range(self, lowest: float, highest: float, decimals: int) -> None:
        """Which numbers there are; tells nothing."""
        with QSignalBlocker(self):
            for box in self._boxes:
                box.set_range(lowest, max(highest, lowest + 10.0**-decimals), decimals)

    def show_limits(self, lowest: float | None, highest: float | None) -> None:
        """Tells nothing."""
        with QSignalBlocker(self):
            for box, limit in zip(self._boxes, (lowest, highest), strict=True):
                box.set_limit(limit)

    @property
    def _boxes(self) -> tuple[LimitBox, LimitBox]:
        return self._lowest, self._highest
