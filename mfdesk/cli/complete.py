"""mfdesk complete: a table with holes in, the whole table out."""

from __future__ import annotations

import argparse
import sys

from mfdesk.cli.common import config_of, open_named, with_attributes
from mfdesk.cli.terminal import drive
from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.files.opened import Layout
from mfdesk.files.write import write_completed


def complete_table(options: argparse.Namespace, control: RunControl) -> None:
    """Fills the holes of a table and writes it whole."""
    config = config_of(options, options.held_out)
    ratings = with_attributes(open_named(options.file, control).ratings, options, control)
    training = drive(train(ratings, config, control), "Training")
    table = CompletedTable(ratings, training.model)
    writing = write_completed(
        table, options.output, control, layout=Layout(options.layout), spread=options.spread, mask=options.mask
    )
    drive(writing, "Writing")
    if training.held_out_error is not None:
        cells = f"{training.held_out_cells:,} held-out cells"
        print(f"Error on {cells}: {training.held_out_error:.4f} (root mean square)", file=sys.stderr)
