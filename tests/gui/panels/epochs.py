"""Reports as a training would give them, for the panels to show."""

from __future__ import annotations

from mfdesk.engine.report import EpochReport, Stage


def measured(first: int, last: int, best: int = 23) -> list[EpochReport]:
    """Epochs of a measuring stage: the loss falls, the held-out loss is lowest at ``best``."""
    return [
        EpochReport(Stage.MEASURING, n, 60, loss=1 + 1 / n, held_out_loss=2 + (n - best) ** 2 / 1000, seconds=0.25)
        for n in range(first, last + 1)
    ]


def filled(first: int, last: int, epochs: int = 23) -> list[EpochReport]:
    return [EpochReport(Stage.FILLING, n, epochs, loss=0.9 + 1 / n, seconds=0.25) for n in range(first, last + 1)]
