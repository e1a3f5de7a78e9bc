"""The line along the bottom: what the faces mean, what the chosen cells add up to, what is open, and how far the
running job is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget

from mfdesk.gui.fitting import FittingLabel
from mfdesk.gui.table.legend import Legend
from mfdesk.gui.theme import Palette, scaled, tabular

_FINE = 1000


class StatusLine(QStatusBar):
    """Legend and selection at the left; shape, progress in words and a slim bar at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self.legend, self._selection = Legend(), FittingLabel(takes_the_rest=True)
        self._selected: tuple[str, ...] = ()
        self._copying = ""
        self._selection.setObjectName("statusSelection")
        self._selection.setAccessibleName("Chosen cells")
        self._selection.setFont(tabular(self.font()))
        self._selection.keep_clear(24, 8)
        self._shape, self._words, self._bar = FittingLabel(), FittingLabel(), QProgressBar()
        self._shape.setObjectName("statusShape")
        self._words.setObjectName("statusWords")
        self._bar.setObjectName("statusProgress")
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(180))
        self._words.keep_clear(0, 4)
        self._shape.keep_clear(16, 12)
        self.addWidget(self.legend)
        self.addWidget(self._selection, 1)
        for part in (self._words, self._bar, self._shape):
            self.addPermanentWidget(part)
        self.legend.hide()
        self._bar.hide()

    def show_shape(self, words: str) -> None:
        self._shape.show_words((words, words.split(" · ")[0]))
        self.legend.setVisible(bool(words))

    def show_selection(self, wordings: Sequence[str]) -> None:
        """What the chosen cells add up to, the longest wording first; none: nothing is chosen."""
        self._selected = tuple(wordings)
        self._show_chosen()

    def show_copying(self, words: str) -> None:
        """How far a long copy is, in the place of what the cells add up to; "" when it is done."""
        self._copying = words
        self._show_chosen()

    def show_progress(self, words: str, share: float | None, *, running: bool) -> None:
        """``share`` 0 to 1, None: a bar that only says that something goes on."""
        self._words.show_words((words,))
        self._bar.setVisible(running)
        self._bar.setUpdatesEnabled(False)  # else it paints at once, and all the window with it, at every value
        self._bar.setRange(0, 0 if running and share is None else _FINE)
        self._bar.setValue(round((share or 0) * _FINE))
        self._bar.setUpdatesEnabled(True)

    def _show_chosen(self) -> None:
        self._selection.show_words((self._copying,) if self._copying else self._selected)

    def set_palette_colours(self, palette: Palette) -> None:
        self.legend.set_palette_colours(palette)
