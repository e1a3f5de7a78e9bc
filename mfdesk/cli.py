"""The command line: the same work as the window does, for scripts. ``mfdesk --help`` tells the rest.

Exit codes: 0 done, 1 refused with one line on standard error, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from mfdesk import __version__
from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.evaluate import Evaluation, evaluate_folds, evaluate_held_out, evaluate_test
from mfdesk.engine.report import EpochReport, Report
from mfdesk.engine.train import train
from mfdesk.errors import BadSetting, UserError
from mfdesk.files.opened import Layout, Opened
from mfdesk.files.read import look_at, open_ratings, plain_rows
from mfdesk.files.samples import SAMPLES, open_sample
from mfdesk.files.write import write_completed
from mfdesk.sentences import problem, sentence

COMMANDS = ("inspect", "complete", "evaluate", "table")
_SAMPLE = "sample:"

_Result = TypeVar("_Result")
_Work = Callable[[argparse.Namespace, RunControl], None]


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    control = RunControl()
    try:
        work: _Work = options.work
        work(options, control)
    except UserError as error:
        print(sentence(error), file=sys.stderr)
        return 2 if isinstance(error, BadSetting) else 1
    except (KeyboardInterrupt, Cancelled):
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mfdesk", description="Fills the holes in a table of ratings.")
    parser.add_argument("--version", action="version", version=f"mfdesk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    samples = ", ".join(_SAMPLE + sample.id for sample in SAMPLES)

    def command(
        name: str, work: Callable[[argparse.Namespace, RunControl], None], text: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.add_argument("file", metavar="FILE", help=f"a table of ratings, or {samples}")
        added.set_defaults(work=work)
        return added

    inspect = command("inspect", _inspect, "Tell what would be read from a file.")
    inspect.add_argument("--json", action="store_true", help="as one line of JSON")

    complete = command("complete", _complete, "Fill the holes of a table and write it whole.")
    complete.add_argument("-o", "--output", required=True, type=Path, metavar="OUT", help="the CSV file to write")
    complete.add_argument("--layout", choices=[layout.value for layout in Layout], default=Layout.WIDE.value)
    complete.add_argument("--spread", action="store_true", help="tell how sure each prediction is")
    complete.add_argument("--mask", action="store_true", help="wide: write which cells are predicted beside it")
    complete.add_argument(
        "--held-out", type=float, default=0.1, metavar="SHARE", help="kept aside to measure the error"
    )
    _add_method(complete)

    evaluate = command("evaluate", _evaluate, "Measure the error on ratings that the model has not seen.")
    how = evaluate.add_mutually_exclusive_group(required=True)
    how.add_argument("--test", type=Path, metavar="TEST", help="a second file of ratings; all of FILE is trained on")
    how.add_argument("--holdout", type=float, metavar="SHARE", help="this share of FILE, drawn at random")
    how.add_argument("--folds", type=int, metavar="N", help="N parts in turn")
    evaluate.add_argument("--json", action="store_true", help="as one line of JSON")
    _add_method(evaluate)

    command("table", _table, "Print the raw table as it was understood, as plain CSV.")
    return parser


def _add_method(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--method", choices=[method.value for method in Method], help="how to learn (default: gibbs)")
    parser.add_argument("--rank", type=int, metavar="K", help="how many hidden factors (default: by the data)")
    parser.add_argument("--epochs", type=int, metavar="N", help="passes over the ratings (default: by the method)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same bytes")


def _config(options: argparse.Namespace, held_out: float) -> Config:
    method = Method(options.method or Method.GIBBS)
    return Config(method=method, rank=options.rank, epochs=options.epochs, seed=options.seed, held_out=held_out)


def _open(name: str, control: RunControl) -> Opened:
    if name.startswith(_SAMPLE):
        known = {sample.id for sample in SAMPLES}
        if name.removeprefix(_SAMPLE) in known:
            return _drive(open_sample(name.removeprefix(_SAMPLE), control), "Opening")
    return _drive(open_ratings(Path(name), control), "Opening")


def _inspect(options: argparse.Namespace, control: RunControl) -> None:
    opened = _open(options.file, control)
    facts = _facts(opened)
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
        return
    for name, value in facts.items():
        if name not in ("problems", "scale"):
            print(f"{name:12} {', '.join(value) if isinstance(value, list) else value}")
    low, high, step = facts["scale"].values()
    print(f"{'scale':12} {low:g} to {high:g}" + (f" in steps of {step:g}" if step else ""))
    for found in opened.accounting.problems:
        print(f"left out     {problem(found)}")


def _facts(opened: Opened) -> dict[str, Any]:
    ratings, understood, accounting = opened.ratings, opened.understood, opened.accounting
    rows, columns = ratings.shape
    scale = ratings.scale
    return {
        "layout": understood.layout.value,
        "encoding": understood.encoding,
        "delimiter": understood.delimiter,
        "header": understood.header,
        "rows": rows,
        "columns": columns,
        "known": ratings.known,
        "scale": {"low": scale.lowest, "high": scale.highest, "step": scale.step},
        "rows_in": accounting.rows_in,
        "used": accounting.used,
        "merged": accounting.merged,
        "rejected": accounting.rejected,
        "blank": accounting.blank,
        "merged_cells": accounting.merged_cells,
        "attributes": [attribute.name for attribute in (*ratings.row_attributes, *ratings.column_attributes)],
        "problems_total": accounting.problems_total,
        "problems": [
            {"line": found.line, "reason": found.reason.value, "text": found.text, "column": found.column}
            for found in accounting.problems
        ],
    }


def _complete(options: argparse.Namespace, control: RunControl) -> None:
    config = _config(options, options.held_out)
    ratings = _open(options.file, control).ratings
    training = _drive(train(ratings, config, control), "Training")
    table = CompletedTable(ratings, training.model)
    writing = write_completed(
        table, options.output, control, layout=Layout(options.layout), spread=options.spread, mask=options.mask
    )
    _drive(writing, "Writing")
    if training.held_out_error is not None:
        cells = f"{training.held_out_cells:,} held-out cells"
        print(f"Error on {cells}: {training.held_out_error:.4f} (root mean square)", file=sys.stderr)


def _evaluate(options: argparse.Namespace, control: RunControl) -> None:
    began = time.perf_counter()
    config = _config(options, 0.0)
    if options.holdout is not None and not 0 < options.holdout < 1:
        raise BadSetting("holdout", options.holdout, 0, 1)
    ratings = _open(options.file, control).ratings
    if options.folds is not None and not 2 <= options.folds <= max(ratings.known, 2):
        raise BadSetting("folds", options.folds, 2, ratings.known)
    if options.test is not None:
        job = evaluate_test(ratings, _open(str(options.test), control).ratings, config, control)
    elif options.folds is not None:
        job = evaluate_folds(ratings, options.folds, config, control)
    else:
        job = evaluate_held_out(ratings, options.holdout, config, control)
    facts = _judged(_drive(job, "Training"), config, time.perf_counter() - began)
    if options.json:
        print(json.dumps(facts))
    else:
        for name, value in facts.items():
            print(f"{name:12} {value:.4f}" if isinstance(value, float) else f"{name:12} {value}")


def _judged(evaluation: Evaluation, config: Config, seconds: float) -> dict[str, Any]:
    return {"method": config.method.value, **asdict(evaluation), "seconds": seconds, "peak_mb": _peak_megabytes()}


def _peak_megabytes() -> float | None:
    """The most memory this process has used, where the system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _table(options: argparse.Namespace, control: RunControl) -> None:
    path = Path(options.file)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for row in plain_rows(path, look_at(path), control):
        writer.writerow(row)
    sys.stdout.flush()


def _drive(job: Generator[Report, None, _Result], title: str) -> _Result:
    """Runs a long job to its end; on a terminal its progress is shown on one line."""
    shown = _Line(title) if sys.stderr.isatty() else None
    try:
        while True:
            report = next(job)
            if shown:
                shown.show(report)
    except StopIteration as end:
        result: _Result = end.value
        return result
    finally:
        job.close()
        if shown:
            shown.clear()


class _Line:
    """One line of a terminal that is written over and over, at most ten times a second."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._next = 0.0

    def show(self, report: Report) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.1
        if isinstance(report, EpochReport):
            error = report.held_out_error or report.error
            text = f"epoch {report.epoch} of {report.epochs}, {report.stage.value}, error {error:.4f}"
        else:
            text = f"{100 * report.done // report.total} %" if report.total else f"{report.done:,}"
        print(f"\r\033[K{self._title}: {text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
