"""mfdesk recommend: what one row would rate highest of what it has not rated."""

from __future__ import annotations

import argparse
import difflib
import json
from dataclasses import replace

from mfdesk.cli.common import config_of, described, open_named
from mfdesk.cli.terminal import drive
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.neighbours import Best, best_columns
from mfdesk.engine.train import train
from mfdesk.errors import BadSetting, NameUnknown
from mfdesk.ratings import Labels, Ratings
from mfdesk.sentences import brief

_NEAREST = 3


def recommend_columns(options: argparse.Namespace, control: RunControl) -> None:
    """Trains on the file and prints the columns that the row would rate highest, best first."""
    config = _learning_from_all(config_of(options, 0.0))
    ratings = open_named(options.file, control).ratings
    row = _position(ratings.row_labels, options.row, ratings.row_noun or "row")
    if options.top < 1:
        raise BadSetting("top", options.top, 1, ratings.shape[1])
    job = train(described(ratings, options, control), config, control)
    model = drive(job, "Training").model
    rated = ratings.columns[ratings.row_starts[row] : ratings.row_starts[row + 1]]
    best = best_columns(model, row, rated, options.top)
    if options.json:
        print(json.dumps({"row": options.row, "columns": _facts(best, ratings)}, ensure_ascii=False))
    else:
        _print_table(best, ratings)


def _learning_from_all(config: Config) -> Config:
    """Nothing is held out, but where a method has to find out when to stop; it then learns again from all."""
    finds_its_end = config.method is Method.GRADIENT_DESCENT and config.epochs is None
    return replace(config, held_out=0.1 if finds_its_end else 0.0)


def _position(labels: Labels, name: str, kind: str) -> int:
    position = labels.position(name)
    if position is None:
        raise NameUnknown(kind, name, tuple(difflib.get_close_matches(name, labels, _NEAREST)))
    return position


def _facts(best: Best, ratings: Ratings) -> list[dict[str, str | float | None]]:
    return [
        {
            "column": ratings.column_labels[column],
            "rating": round(float(best.values[place]), 4),
            "spread": None if best.spreads is None else round(float(best.spreads[place]), 4),
        }
        for place, column in enumerate(best.columns)
    ]


def _print_table(best: Best, ratings: Ratings) -> None:
    names = [brief(ratings.column_labels[column], 60) for column in best.columns]
    width = max(map(len, (*names, "column")))
    print(f"{'column':{width}}  rating" + ("" if best.spreads is None else "  spread"))
    for place, name in enumerate(names):
        spread = "" if best.spreads is None else f"  {best.spreads[place]:6.2f}"
        print(f"{name:{width}}  {best.values[place]:6.2f}{spread}")
