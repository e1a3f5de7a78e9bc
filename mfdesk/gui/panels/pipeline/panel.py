"""The Pipeline page: five stages from left to right, and the bar that moves through the epochs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mfdesk.engine.config import Config, Method
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training
from mfdesk.gui.panels.pipeline.cards import StageRow
from mfdesk.gui.panels.pipeline.explanation import StageDialog
from mfdesk.gui.panels.pipeline.phrases import epoch_words
from mfdesk.gui.panels.pipeline.playback import UPDATE, Playback, Step
from mfdesk.gui.panels.pipeline.transport import Standing, Transport
from mfdesk.gui.panels.pipeline.view import Table, View
from mfdesk.gui.theme import Palette, scaled
from mfdesk.ratings.table import Ratings


class PipelinePanel(QWidget):
    """Takes a table and the epochs of its training, and shows one of them at a time."""

    epoch_requested = Signal()
    """Start a training, or let the one under way, held or not, go on to the end of its next epoch and hold it there."""
    run_requested = Signal()
    """Start a training, or let the held one go on."""
    stage_requested = Signal(int)
    """The card of this stage (1 to 5) was pressed; the panel itself opens its page."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pipelinePanel")
        self.setAccessibleName("Pipeline")
        self._table: Table | None = None
        self._method: Method | None = None
        self._unit, self._note = "rating points", ""
        self._can_train = self._training = self._held = False
        self._pacing = False
        self._playback = Playback()
        self._stages = StageRow()
        self._transport = Transport()
        self._dialog = StageDialog(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self._connect()
        self._show()

    # what it shows

    @property
    def paces(self) -> bool:
        """Whether the panel paces the run: one that starts now is to be held after its first epoch."""
        return self._transport.pace.slow

    @property
    def transport(self) -> QWidget:
        """The bar of buttons, which may also be put elsewhere, such as into the title of a dock."""
        return self._transport

    def set_ratings(self, ratings: Ratings | None) -> None:
        """The open table; what was learned of another one is forgotten."""
        self._table, self._note = None if ratings is None else Table.of(ratings), ""
        self._method = None
        self._playback.awaited = None
        self._playback.begin()
        self._stop()
        self._show()

    def show_input(self, ratings: Ratings, note: str) -> None:
        """Another state of the open table, and which one, where that is not the present one; what was learned stays."""
        if self._table is None or self._table.ratings is not ratings:
            self._table = Table.of(ratings)
        self._note = note
        self._show()

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._unit = word
        self._show()

    def set_palette_colours(self, palette: Palette) -> None:
        for part in (self._stages, self._transport, self._dialog):
            part.set_palette_colours(palette)

    def set_state(self, can_train: bool, training: bool) -> None:
        """``can_train``: a training may be started now; ``training``: one is under way."""
        self._can_train, self._training = can_train, training
        self._show()

    def set_held(self, held: bool) -> None:
        """The training under way is paused, or no longer. One that goes on by itself is followed again."""
        self._held = held
        playback = self._playback
        if not held and self._training and playback.awaited is None and not self._pacing and playback.at_newest:
            self._go_on()
        self._show()

    def begin(self, config: Config) -> None:
        """A run with this config starts; the record of the last one goes."""
        self._method, self._training = config.method, True
        self._timer.stop()
        self._playback.begin()
        if self.paces and self._playback.awaited is None:
            self._pacing, self._playback.following = True, False
        self._show()

    def add_reports(self, reports: Sequence[EpochReport]) -> None:
        """The next epochs of the run, in order."""
        if not reports:
            return
        if self._pacing and self._playback.shown is None and self._playback.awaited is None:
            self._playback.awaited = Step.STAGE
        self._playback.add(reports)
        if self._pacing and not self._timer.isActive():
            self._timer.start(self._transport.pace.milliseconds)
        self._show()

    def end(self, _training: Training | None) -> None:
        """The run is over; its record stays, also when it was cancelled (None)."""
        self._training = self._held = False
        self._playback.awaited = None
        self._pacing = self._pacing and self._timer.isActive()
        self._show()

    # what the user does

    @Slot()
    def step_stage(self) -> None:
        """One stage on; at the end of the record that takes another epoch."""
        self._stop()
        if not self._playback.next_stage():
            self._ask(Step.STAGE)
        self._show()

    @Slot()
    def step_epoch(self) -> None:
        """One epoch on; at the end of the record that takes another epoch."""
        self._stop()
        if not self._playback.next_epoch():
            self._ask(Step.EPOCH)
        self._show()

    @Slot()
    def run(self) -> None:
        """Trains, at the chosen pace."""
        self._stop()
        if self.paces:
            self._pace_run()
        else:
            self._playback.follow()
            self.run_requested.emit()
        self._show()

    @Slot()
    def play(self) -> None:
        """Replays what is recorded, from the start if the end is shown; or pauses that."""
        if self._timer.isActive() or self._pacing:
            self._stop()
        else:
            if self._playback.at_newest:
                self._playback.go_to(0)
            self._playback.following = False
            self._timer.start(self._transport.pace.milliseconds)
        self._show()

    @Slot(int)
    def go_to(self, index: int) -> None:
        """Shows a recorded epoch and stays there, while the run goes on."""
        self._stop()
        self._playback.go_to(index)
        self._show()

    @Slot()
    def follow(self) -> None:
        """Returns to the newest epoch."""
        self._stop()
        self._playback.follow()
        self._show()

    @Slot(int)
    def explain(self, stage: int) -> None:
        """Opens the page of a stage."""
        self.stage_requested.emit(stage)
        self._dialog.open_page(stage)

    # how it moves

    def _go_on(self) -> None:
        """Follows a run that goes on by itself, or slows it down."""
        if self.paces:
            self._pace_run()
        else:
            self._playback.following = True

    def _pace_run(self) -> None:
        """Shows what is recorded at the chosen pace, and asks for an epoch each time it has come to the end."""
        self._pacing, self._playback.following = True, False
        if self._playback.shown is None or not self._training:
            self._ask(Step.STAGE)
        else:
            self._timer.start(self._transport.pace.milliseconds)

    @Slot()
    def _tick(self) -> None:
        playback, pace = self._playback, self._transport.pace
        moved = playback.next_epoch() if pace.whole_epoch else playback.next_stage()
        if not moved:
            self._come_to_end()
        self._show()

    def _come_to_end(self) -> None:
        self._timer.stop()
        if self._pacing and self._training:
            self._ask(Step.EPOCH if self._transport.pace.whole_epoch else Step.STAGE)
        else:
            self._pacing, self._playback.following = False, True

    def _ask(self, step: Step) -> None:
        """Asks for an epoch; what is awaited is shown when it comes."""
        self._playback.awaited = step
        self.epoch_requested.emit()

    def _stop(self) -> None:
        self._pacing = False
        self._playback.awaited = None
        self._timer.stop()

    @Slot()
    def _change_pace(self) -> None:
        """A run under way is slowed down, or let go."""
        if self._timer.isActive():
            self._timer.setInterval(self._transport.pace.milliseconds)
        free = self._training and not self._held and not self._pacing
        if self.paces and free and self._playback.following:
            self._pace_run()
        elif self._pacing and not self.paces:
            self.run()
        self._show()

    # showing

    def _view(self) -> View:
        playback = self._playback
        return View(self._table, self._method, playback.shown, playback.stage, playback.reached, self._unit, self._note)

    def _show(self) -> None:
        view = self._view()
        self._stages.show_view(view)
        self._dialog.show_view(view)
        self._transport.show_standing(self._standing())

    def _standing(self) -> Standing:
        playback = self._playback
        can_learn = self._table is not None and (self._training or self._can_train)
        has_next = playback.shown is not None and (playback.stage < UPDATE or not playback.at_newest)
        return Standing(
            index=playback.index,
            recorded=len(playback.record),
            words=self._words(),
            playing=self._timer.isActive() or self._pacing,
            can_step=playback.awaited is None and (can_learn or has_next),
            can_run=can_learn and not self._pacing and (not self._training or self._held or not playback.following),
            can_follow=self._training and not playback.following and playback.shown is not None,
        )

    def _words(self) -> tuple[str, ...]:
        shown = self._playback.shown
        if shown is None:
            return ("" if self._table is None else "no epoch yet",)
        return epoch_words(shown.report, held=self._held and self._playback.at_newest)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._transport)
        column.addWidget(self._stages, 1)

    def sizeHint(self) -> QSize:
        return QSize(scaled(1040), scaled(168))

    def _connect(self) -> None:
        bar = self._transport
        bar.first_requested.connect(lambda: self.go_to(0))
        bar.back_requested.connect(lambda: self.go_to(self._playback.index - 1))
        bar.play_requested.connect(self.play)
        bar.stage_step_requested.connect(self.step_stage)
        bar.epoch_step_requested.connect(self.step_epoch)
        bar.run_requested.connect(self.run)
        bar.live_requested.connect(self.follow)
        bar.place_chosen.connect(self.go_to)
        bar.pace_changed.connect(self._change_pace)
        self._stages.stage_requested.connect(self.explain)
        self._stages.save_requested.connect(self.save_requested)
