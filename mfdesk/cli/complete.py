"""mfdesk complete: a table with holes in, the whole table out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from mfdesk.cli.common import config_of, described, open_named
from mfdesk.cli.terminal import drive
from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.methods import can_be_ordered
from mfdesk.engine.train import train
from mfdesk.errors import ChancesNeedLong, NoChances
from mfdesk.files.opened import Layout
from mfdesk.files.write import write_completed
from mfdesk.ratings.table import Ratings


def complete_table(options: argparse.Namespace, control: RunControl) -> None:
    """Fills the holes of a table and writes it whole."""
    if options.chances and options.layout != Layout.LONG.value:
        raise ChancesNeedLong
    config = config_of(options, options.held_out)
    ratings = described(open_named(options.file, control).ratings, options, control)
    if options.chances:
        config = _with_chances(config, ratings)
    training = drive(train(ratings, config, control), "Training")
    table = CompletedTable(ratings, training.model)
    writing = write_completed(
        table,
        options.output,
        control,
        layout=Layout(options.layout),
        spread=options.spread,
        mask=options.mask,
        chances=options.chances,
    )
    drive(writing, "Writing")
    if training.held_out_error is not None:
        cells = f"{training.held_out_cells:,} held-out cells"
        print(f"Error on {cells}: {training.held_out_error:.4f} (root mean square)", file=sys.stderr)


def _with_chances(config: Config, ratings: Ratings) -> Config:
    """The same settings, and the ratings taken as ordered steps, without which there are no chances to write."""
    if config.ordered is False or not can_be_ordered(config, ratings):
        raise NoChances
    return replace(config, ordered=True)
