"""What the commands share: opening FILE, and the settings of a training."""

from __future__ import annotations

import argparse
from pathlib import Path

from mfdesk.cli.terminal import drive
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.files.opened import Opened
from mfdesk.files.read import open_ratings
from mfdesk.files.samples import SAMPLES, open_sample

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
    return Config(method=method, rank=options.rank, epochs=options.epochs, seed=options.seed, held_out=held_out)
