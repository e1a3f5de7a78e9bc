"""Documents with all that can be taken back in them end like anything else."""

import subprocess
import sys
from weakref import ref

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.questions import Questions
from mfdesk.ratings.side import Side
from tests.gui.edited_document import Desk

_MANY = """
import gc
from PySide6.QtWidgets import QApplication
from tests.gui.test_undo import ring
application = QApplication([])
for _ in range(200):
    ring()
gc.collect()
print("ended")
"""


def ring() -> Desk:
    """A document that is edited and arranged, and that nobody but Python's collector of garbage will find."""
    desk = Desk()
    arranging = Arranging(desk.document, Questions())
    desk.editing.type_text(0, 0, "3")
    arranging.sort(Side.ROWS, SortBy.COUNT)
    desk.editing.append(Side.ROWS, ["Eve"])
    desk.document.held_by = desk, arranging  # type: ignore[attr-defined]
    return desk


def test_what_can_be_taken_back_keeps_no_document_alive(qapp: object) -> None:
    desk = Desk()
    desk.editing.type_text(0, 0, "3")
    document = ref(desk.document)
    del desk
    assert document() is None


def test_documents_that_are_collected_as_garbage_do_not_end_the_process() -> None:
    """In a process of its own, as that is what would end."""
    ran = subprocess.run([sys.executable, "-c", _MANY], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "ended\n"), ran.stderr
