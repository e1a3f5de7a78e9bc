"""A table of which the filters hide everything says so instead of being blank."""

import numpy as np
from PySide6.QtWidgets import QLabel

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.gui.table.mini_map import MiniMap
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.gui.table.conftest import Show


def test_a_table_of_which_the_filters_hide_everything_says_so(show: Show, edited: Edited) -> None:
    table, everything = CompletedTable(edited, None, edited), Arrangement.of(edited)
    view = show(table)
    label = view.findChild(QLabel, "nothingShown")
    assert label.isHidden()
    none = everything.rows.filtered(np.zeros(edited.shape[0], np.bool_))
    view.set_table(table, everything.with_side(Side.ROWS, none))
    assert label.isVisible()
    assert label.text() == "The filters hide all raters. Take one away above, or show all again."
    assert label.geometry().center() == view.viewport().rect().center()
    assert not view.findChild(MiniMap).isVisible(), "there is nothing to be seen on it"
    view.set_table(table, everything)
    assert label.isHidden()
