"""The columns of the table of epochs, and which of them a place has room for. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mfdesk.engine.observe import Observation
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.epoch_words import observation_words
from mfdesk.gui.words import NO_BREAK, percent

_STAGES = {Stage.MEASURING: "measuring", Stage.FILLING: "filling"}


@dataclass(frozen=True)
class Entry:
    """One epoch, and what it shows."""

    report: EpochReport
    observation: Observation


@dataclass(frozen=True)
class Column:
    """``widest`` is a text that it is wide enough for ("": that of the highest epoch). ``turn`` says in which order
    columns are given room (0: first, and always there)."""

    header: str
    tip: str
    text: Callable[[Entry], str]
    widest: str
    turn: int
    is_words: bool = False


COLUMNS = (
    Column("epoch", "The epoch; ● is the one that is kept", lambda one: f"{one.report.epoch:,}", "", 0),
    Column("stage", "Which of the two models learns", lambda one: _STAGES[one.report.stage], "measuring", 4, True),
    Column("loss", "Mean squared error on the cells learned from", lambda one: _short(one.report.loss), "0.000", 0),
    Column(
        "error", "Root mean square error on the cells learned from", lambda one: _short(one.report.error), "0.000", 2
    ),
    Column(
        "held out",
        "Root mean square error on the held-out cells",
        lambda one: _or_dash(one.report.held_out_error),
        "0.000",
        0,
    ),
    Column(
        "right",
        "Share of the held-out cells whose prediction, rounded to the nearest step, is right",
        lambda one: "–" if one.report.accuracy is None else percent(one.report.accuracy, 0),
        f"100{NO_BREAK}%",
        1,
    ),
    Column("sec.", "Seconds that the epoch took", lambda one: _short(one.report.seconds), "0.000", 3),
    Column(
        "observation",
        "What these numbers show beside those of earlier epochs",
        lambda one: observation_words(one.observation),
        "Overfits since 100",
        0,
        True,
    ),
)
EPOCH, STAGE, OBSERVATION = 0, 1, len(COLUMNS) - 1
OPTIONAL = tuple(place for place, column in enumerate(COLUMNS) if column.turn)


def as_lines(entries: Sequence[Entry]) -> list[list[str]]:
    """The headers and the epochs as a spreadsheet takes them, every column of them."""
    lines = [[column.header for column in COLUMNS]]
    return lines + [[column.text(entry).replace(NO_BREAK, "") for column in COLUMNS] for entry in entries]


def shown(widths: Sequence[int], room: int, wanted: Mapping[int, bool]) -> set[int]:
    """The columns that are shown in so much ``room``: those that always are, those that the user ``wanted`` (or not),
    and of the others as many as still fit, in turn."""
    chosen = {place for place, column in enumerate(COLUMNS) if wanted.get(place, column.turn == 0)}
    left = room - sum(widths[place] for place in chosen)
    for place in sorted(OPTIONAL, key=lambda place: COLUMNS[place].turn):
        if place not in wanted and widths[place] <= left:
            chosen.add(place)
            left -= widths[place]
    return chosen


def spoken(entry: Entry) -> str:
    """An epoch for who listens: "epoch 20, measuring: loss 0.222, held out 0.621, right 59 %, slowing"."""
    cells = [column.text(entry) for column in COLUMNS]
    named = [
        f"{COLUMNS[place].header} {cells[place]}" for place in range(STAGE + 1, OBSERVATION) if cells[place] != "–"
    ]
    return f"epoch {cells[EPOCH]}, {cells[STAGE]}: {', '.join([*named, cells[OBSERVATION].lower()])}"


def _or_dash(value: float | None) -> str:
    return "–" if value is None else _short(value)


def _short(value: float) -> str:
    """A number of 0 or more in five signs, whatever the ratings are counted in: 0.662, 61.80, 1,234, 5e-06."""
    if 0 < value < 0.0005 or value >= 9999.5:
        return f"{value:.0e}"
    decimals = next((digits for digits, end in ((3, 9.9995), (2, 99.995), (1, 999.95)) if value < end), 0)
    return f"{value:,.{decimals}f}"
