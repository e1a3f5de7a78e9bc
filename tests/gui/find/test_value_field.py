"""The field that limits the values of one column."""

import pytest
from PySide6.QtWidgets import QLineEdit

from mfdesk.engine.config import Config
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import MOVIES
from tests.tables import ratings_of

WIDER = ratings_of({(0, 0): 1.0, (1, 7): 5.0}, 2, 8)


def across(bench: Bench) -> str:
    field = bench.part(QLineEdit, "filterRowsAcross")
    assert isinstance(field, QLineEdit)
    return field.text()


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)  # offscreen
def test_a_column_that_the_next_table_does_not_have_is_forgotten(bench: Bench) -> None:
    small = bench.document.project
    assert small
    bench.document.open(WIDER, Config())
    bench.finding.open_filter(Side.ROWS, 7)
    assert across(bench) == WIDER.column_labels[7]
    bench.finding.filter.hide()
    bench.document.open(small.edited, Config())
    bench.finding.open_filter(Side.ROWS)
    assert across(bench) == ""
    bench.finding.open_filter(Side.ROWS, 3)
    assert across(bench) == MOVIES[3]
