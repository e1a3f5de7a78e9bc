"""The bar by which one moves through the epochs: buttons, a slider, and where one is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.pipeline.pace import FASTEST, PACES, Pace
from mfdesk.gui.resources import icon
from mfdesk.gui.theme import LIGHT, Palette, points, scaled

_SMALL_POINTS = 9
_SMALL = "{} {{ padding: 3px 8px; font-size: {:g}pt; }}"
"""The bar is as low as it can be: the height belongs to the stages."""


@dataclass(frozen=True)
class Standing:
    """What the bar is to show: the place in ``recorded`` epochs, what can be done, and a sentence."""

    index: int = 0
    recorded: int = 0
    words: tuple[str, ...] = ("",)
    """Where one is, the longest form first."""
    playing: bool = False
    can_step: bool = False
    can_run: bool = False
    can_follow: bool = False


_LEAST_SLIDER, _LEAST_WORDS = 72, 96
_SPACE, _AIR = 2, 28
"""Pixels between two parts, and those between groups of them taken together."""


class FittingLabel(QLabel):
    """Says the same shorter where there is less room; its size never asks for a new layout."""

    _variants: tuple[str, ...] = ("",)

    def say(self, variants: tuple[str, ...]) -> None:
        """``variants``: the longest first."""
        self._variants = variants
        self.setToolTip(variants[0])
        self.setAccessibleName(variants[0])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        fitting = (words for words in self._variants if metrics.horizontalAdvance(words) <= self.width())
        self.setText(next(fitting, self._variants[-1]))


class Transport(QWidget):
    """Shows a ``Standing``; every wish leaves as a signal."""

    first_requested = Signal()
    back_requested = Signal()
    play_requested = Signal()
    stage_step_requested = Signal()
    epoch_step_requested = Signal()
    run_requested = Signal()
    live_requested = Signal()
    place_chosen = Signal(int)
    pace_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pipelineTransport")
        self._palette = LIGHT
        self._icons: dict[QToolButton, str] = {}
        self._brief = False
        self._first = self._button("pipelineFirst", "Go to the first epoch", icon_name="replay-first")
        self._back = self._button("pipelineBack", "Go back one epoch", icon_name="replay-back")
        self._play = self._button("pipelinePlay", "Replay the recorded epochs", icon_name="train")
        self._stage = self._button(
            "pipelineStageStep", "Go on by one stage; learns another epoch at the end", "One stage"
        )
        self._epoch = self._button("pipelineEpochStep", "Go on by one epoch; learns it at the end", "One epoch")
        self._run = self._button("pipelineRun", "Train, or let the training go on", "Run")
        self._live = self._button("pipelineLive", "Return to the newest epoch and follow the training", "Live")
        self._steps = {self._stage: "step-stage", self._epoch: "step-epoch", self._run: "step-run"}
        self._slider = self._make_slider()
        self._words = self._make_words()
        self._pace = self._make_pace()
        self._lay_out()
        self._connect()
        self.set_palette_colours(LIGHT)
        self.show_standing(Standing())

    @property
    def pace(self) -> Pace:
        return PACES[self._pace.currentIndex()]

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        for button, name in self._icons.items():
            button.setIcon(icon(name, palette))
        self._name_steps()

    def show_standing(self, standing: Standing) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setMaximum(max(standing.recorded - 1, 0))
            self._slider.setValue(standing.index)
        self._slider.setEnabled(standing.recorded > 1)
        self._say(standing.words)
        self._first.setEnabled(standing.index > 0)
        self._back.setEnabled(standing.index > 0)
        self._play.setEnabled(standing.playing or standing.recorded > 1)
        self._show_playing(playing=standing.playing)
        self._stage.setEnabled(standing.can_step)
        self._epoch.setEnabled(standing.can_step)
        self._run.setEnabled(standing.can_run)
        self._live.setEnabled(standing.can_follow)

    def _say(self, words: tuple[str, ...]) -> None:
        if words[0] != self._words.toolTip():
            self._words.say(words)
            self._slider.setAccessibleDescription(words[0])

    def _show_playing(self, *, playing: bool) -> None:
        name = "pause" if playing else "train"
        if self._icons[self._play] != name:
            self._icons[self._play] = name
            self._play.setIcon(icon(name, self._palette))
            self._play.setAccessibleName("Pause the replay" if playing else "Replay the recorded epochs")
            self._play.setToolTip(self._play.accessibleName())

    def _button(self, name: str, tip: str, text: str = "", icon_name: str = "") -> QToolButton:
        button = named(QToolButton(), name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        button.setAccessibleDescription(tip if text else "")
        button.setIconSize(QSize(scaled(16), scaled(16)))
        button.setStyleSheet(_SMALL.format("QToolButton", points(_SMALL_POINTS)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if icon_name:
            self._icons[button] = icon_name
        return button

    def _make_slider(self) -> QSlider:
        slider = named(QSlider(Qt.Orientation.Horizontal), "pipelineSlider")
        slider.setAccessibleName("Recorded epochs")
        slider.setToolTip("Go to any recorded epoch")
        slider.setMinimumWidth(scaled(_LEAST_SLIDER))
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return slider

    def _make_words(self) -> FittingLabel:
        label = named(FittingLabel(), "pipelineWords")
        label.setProperty("dim", True)
        label.setMinimumWidth(scaled(_LEAST_WORDS))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _make_pace(self) -> QComboBox:
        box = named(QComboBox(), "pipelinePace")
        box.setAccessibleName("Speed")
        box.setToolTip("How fast epochs are shown. Slower than as fast as it goes, the training waits for the picture.")
        box.addItems([pace.name for pace in PACES])
        box.setCurrentIndex(PACES.index(FASTEST))
        box.setStyleSheet(_SMALL.format("QComboBox", points(_SMALL_POINTS)))
        return box

    def _lay_out(self) -> None:
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_SPACE)
        for button in (self._first, self._back, self._play):
            line.addWidget(button)
        line.addSpacing(8)
        for button in self._steps:
            line.addWidget(button)
        line.addSpacing(4)
        line.addWidget(self._slider, 2)
        line.addWidget(self._live)
        line.addSpacing(8)
        line.addWidget(self._words, 5)
        line.addSpacing(8)
        line.addWidget(self._pace)

    # how it makes do with the room there is

    def minimumSizeHint(self) -> QSize:
        """Six buttons with icons: all that one cannot do without."""
        return QSize(6 * (self._first.sizeHint().width() + _SPACE) + _AIR, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """What one can do without longest goes first; at last words become icons."""
        shown: list[QWidget] = [self._first, self._back, self._play, *self._steps]
        self._shorten(brief=False)
        self._shorten(brief=self._needed(shown) > self.width())
        for part in (self._live, self._slider, self._pace, self._words):
            shown.append(part)
            part.setVisible(self._needed(shown) <= self.width())
        self._line.activate()

    def _needed(self, parts: list[QWidget]) -> int:
        """How many pixels these take beside each other."""
        able = (self._slider, self._words)
        return _AIR + sum((part.minimumWidth() if part in able else part.sizeHint().width()) + _SPACE for part in parts)

    def _shorten(self, *, brief: bool) -> None:
        if brief != self._brief:
            self._brief = brief
            self._name_steps()

    def _name_steps(self) -> None:
        """A word each, or an icon where there is no room for words."""
        for button, name in self._steps.items():
            button.setText("" if self._brief else button.accessibleName())
            button.setIcon(icon(name, self._palette) if self._brief else QIcon())

    def _connect(self) -> None:
        for button, wish in (
            (self._first, self.first_requested),
            (self._back, self.back_requested),
            (self._play, self.play_requested),
            (self._stage, self.stage_step_requested),
            (self._epoch, self.epoch_step_requested),
            (self._run, self.run_requested),
            (self._live, self.live_requested),
        ):
            button.clicked.connect(wish)
        self._slider.valueChanged.connect(self.place_chosen)
        self._pace.currentIndexChanged.connect(self._tell_pace)

    @Slot()
    def _tell_pace(self) -> None:
        self.pace_changed.emit()
