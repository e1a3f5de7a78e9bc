"""What a training is asked to do."""

from dataclasses import dataclass
from enum import StrEnum

from mfdesk.errors import BadSetting


class Method(StrEnum):
    """How the factor tables are learned; the values are the names on the command line."""

    GIBBS = "gibbs"
    ALS = "als"
    GRADIENT_DESCENT = "gd"


@dataclass(frozen=True)
class Config:
    """Settings of one training. ``rank`` and ``epochs`` None: chosen by the method.

    ``held_out`` is the share of known cells kept aside to measure the error (0 to 0.5; 0: none).
    ``refill`` true: the table is filled by a second model that has seen every known cell; false: by the
    model that was measured. ``threads`` 0: as many as there are cores. ``budget``: how many seconds, on a plain
    machine, a sampler may learn one model when it chooses its rank and epochs itself. ``implicit``: ALS learns from
    which cells were rated, and from attributes, too. ``ordered``: a sampler takes
    ratings on a scale of few steps as steps (true), as plain numbers (false), or as what predicts the held-out cells
    better (None; where none are held out, as plain numbers).
    """

    method: Method = Method.GIBBS
    rank: int | None = None
    epochs: int | None = None
    seed: int = 1
    held_out: float = 0.1
    refill: bool = True
    threads: int = 0
    budget: float = 30.0
    implicit: bool = True
    ordered: bool | None = None

    def __post_init__(self) -> None:
        for name, value, lowest, highest in (
            ("rank", self.rank, 1, 500),
            ("epochs", self.epochs, 1, 100_000),
            ("seed", self.seed, 0, 2**31 - 1),
            ("held_out", self.held_out, 0.0, 0.5),
            ("budget", self.budget, 1.0, 86_400.0),
        ):
            if value is not None and not lowest <= value <= highest:
                raise BadSetting(name, value, lowest, highest)
