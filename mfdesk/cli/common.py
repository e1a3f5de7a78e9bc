"""What the commands share: opening FILE, and the settings of a training."""

from __future__ import annotations

import argparse
from pathlib import Path

from mfdesk.cli.terminal import drive
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.files.opened import Opened
from mfdesk.files.read import open_ratings
from mfdesk.files.read_attributes import with_attributes
from mfdesk.files.samples import SAMPLES, open_sample
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

_SAMPLE = "sample:"
SAMPLE_NAMES = tuple(_SAMPLE + sample.id for sample in SAMPLES)


def open_named(name: str, control: RunControl) -> Opened:
    """Opens a file, or one of the samples by its name ``sample:ID``."""
    if name in SAMPLE_NAMES:
        return drive(open_sample(name.removeprefix(_SAMPLE), control), "Opening")
    return drive(open_ratings(Path(name), control), "Opening")


def config_of(options: argparse.Namespace, held_out: float) -> Config:
    """The settings that the options of a training name."""
    method = Method(options.method or Method.GIBBS)
    return Config(
        method=method,
        rank=options.rank,
        epochs=options.epochs,
        seed=options.seed,
        held_out=held_out,
        budget=options.budget,
        implicit=options.implicit,
        ordered=options.ordered,
    )


def described(ratings: Ratings, options: argparse.Namespace, control: RunControl) -> Ratings:
    """The ratings with what the files of ``--users`` and ``--items`` know of the rows and columns."""
    for side, path in ((Side.ROWS, options.users), (Side.COLUMNS, options.items)):
        if path is not None:
            ratings = drive(with_attributes(ratings, side, path, control), "Reading")
    return ratings
