"""Keeps the first of the five stages true: before a training it shows the table as it is by now, from then on what the
training has seen, and says so where the table is another since."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Slot

from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.panels.pipeline import PipelinePanel
from mfdesk.ratings.edited import Edited

AS_OPENED, BEFORE_EDITS = "as opened", "before your edits"
_DELAY = 150
"""Milliseconds after the last change of the table before it is shown anew: many changes come in a row."""
_MOST = 1_000_000
"""So many ratings are put together in a blink; a larger table is shown as it was opened."""


class InputStage(QObject):
    """Listens to the document; the pages say when a training begins, reports, and ends."""

    def __init__(self, document: Document, pipeline: PipelinePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._pipeline = document, pipeline
        self._seen: Edited | None = None
        self._reported = False
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._timer.timeout.connect(self._show)
        document.changed.connect(self._on_changed)

    @Slot()
    def begin(self) -> None:
        """A training learns from the table as it is now."""
        project = self._document.project
        self._seen, self._reported = project.edited if project else None, False
        self._show()

    @Slot()
    def report(self) -> None:
        """The training has taken in its table: the ratings that it learns from are put together by now."""
        if not self._reported:
            self._reported = True
            self._show()

    @Slot()
    def end(self) -> None:
        """Of a training that was given up before its first epoch nothing is shown."""
        if not self._reported:
            self._seen = None
            self._show()

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._seen = None
            self._timer.stop()
        elif aspect is Aspect.ATTRIBUTES and self._seen is not None and self._document.project is not None:
            self._seen = replace(self._seen, base=self._document.project.edited.base)
        elif aspect is Aspect.EDITS:
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        project = self._document.project
        if project is None:
            return
        now, seen = project.edited, self._seen
        if seen is not None and self._reported:
            self._pipeline.show_input(seen.ratings, BEFORE_EDITS if _differ(now, seen) else "")
        elif now.known > _MOST and not now.as_opened:
            self._pipeline.show_input(project.opened, AS_OPENED)
        else:
            self._pipeline.show_input(now.kept, "")


def _differ(one: Edited, other: Edited) -> bool:
    return one is not other and (bool(one.unseen(other)) or one.labels != other.labels)
