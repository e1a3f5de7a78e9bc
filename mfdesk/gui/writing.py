"""What is written to files: the table, the epochs of a training, recommendations, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Arrangement
from mfdesk.engine.report import EpochReport
from mfdesk.errors import UserError
from mfdesk.files.atomic import atomic_write
from mfdesk.files.write import write_completed
from mfdesk.files.write_recommendations import write_recommendations
from mfdesk.files.write_trace import write_trace
from mfdesk.gui.dialogs.export import ExportChoice
from mfdesk.gui.find.words import Naming
from mfdesk.gui.messages import Message, Severity, told
from mfdesk.gui.tasks import Tasks
from mfdesk.gui.unsaved import Unsaved
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side


class Writing(Tasks):
    """Each file is a job of its own, and is said when it is there."""

    exported = Signal(object)
    """The path of the table that was written."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsaved = Unsaved()

    def export(self, choice: ExportChoice) -> None:
        """Writes the table, whole or as it is shown."""
        table = self.document.completed
        if table is None:
            return
        path, arrangement = choice.path, self.document.arrangement if choice.as_shown else None
        self.start(
            "write the table",
            lambda control: write_completed(
                table,
                path,
                control,
                layout=choice.layout,
                spread=choice.spread,
                mask=choice.mask,
                arrangement=arrangement,
            ),
            reported=lambda reports: self.share_reported(f"Writing {path.name}", reports),
            done=lambda _result: self._exported(path, table.edited, arrangement),
        )

    def export_trace(self, reports: Sequence[EpochReport], observations: Sequence[str], path: Path) -> None:
        """Writes the epochs of a training."""
        self.start(
            "write the epochs",
            lambda control: write_trace(path, reports, observations, control),
            reported=lambda written: self.share_reported(f"Writing {path.name}", written),
            done=lambda _result: self._wrote(path),
        )

    def export_recommendations(
        self, side: Side, position: int | None, count: int, path: Path, *, with_rated: bool
    ) -> None:
        """Writes the best of one row or column, or of all of them."""
        table = self.document.completed
        if table is None:
            return
        self.start(
            "write the recommendations",
            lambda control: write_recommendations(
                table, path, control, count=count, side=side, position=position, with_rated=with_rated
            ),
            reported=lambda written: self.share_reported(f"Writing {path.name}", written),
            done=lambda _result: self._wrote(path),
        )

    def save_picture(self, data: bytes, path: Path) -> None:
        """Writes a picture; so small that it needs no job."""
        try:
            with atomic_write(path) as stream:
                stream.write(data)
        except UserError as error:
            self.said.emit(told(error))
        else:
            self._wrote(path)

    def _exported(self, path: Path, edited: Edited, arrangement: Arrangement | None) -> None:
        """A part of the table does not save what was edited."""
        shape, naming = arrangement.shape if arrangement else None, Naming(edited)
        if shape is None or shape == tuple(naming.total(side) for side in Side):
            self._unsaved.exported(edited)
        self._wrote(path, naming.shown(shape) if shape else "")
        self.exported.emit(path)

    def _wrote(self, path: Path, what: str = "") -> None:
        what = f": {what}" if what else ""
        self.said.emit(Message(f"Wrote {path.name} to {path.parent}{what}.", Severity.DONE))
