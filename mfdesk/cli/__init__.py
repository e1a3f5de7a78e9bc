"""The command line: the same work as the window does, for scripts. ``mfdesk --help`` tells the rest.

Exit codes: 0 done, 1 refused with one line on standard error, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from mfdesk import __version__
from mfdesk.cli.common import SAMPLE_NAMES
from mfdesk.cli.complete import complete_table
from mfdesk.cli.evaluate import evaluate_file
from mfdesk.cli.inspect import inspect_file, print_table
from mfdesk.cli.recommend import recommend_columns
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.errors import BadSetting, UserError
from mfdesk.files.opened import Layout
from mfdesk.sentences import sentence

_DESCRIPTION = "Fills the holes in a table of ratings. mfdesk [FILE] alone opens the window."
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
    parser = argparse.ArgumentParser(prog="mfdesk", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"mfdesk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    samples = ", ".join(SAMPLE_NAMES)

    def command(name: str, work: _Work, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.add_argument("file", metavar="FILE", help=f"a table of ratings, or {samples}")
        added.set_defaults(work=work)
        return added

    looking = command("inspect", inspect_file, "Tell what would be read from a file.")
    looking.add_argument("--json", action="store_true", help="as one line of JSON")

    filling = command("complete", complete_table, "Fill the holes of a table and write it whole.")
    filling.add_argument("-o", "--output", required=True, type=Path, metavar="OUT", help="the CSV file to write")
    filling.add_argument("--layout", choices=[layout.value for layout in Layout], default=Layout.WIDE.value)
    filling.add_argument("--spread", action="store_true", help="tell how sure each prediction is")
    filling.add_argument("--mask", action="store_true", help="wide: write which cells are predicted beside it")
    filling.add_argument("--chances", action="store_true", help="long: tell the chance of each step of the scale")
    filling.add_argument("--held-out", type=float, default=0.1, metavar="SHARE", help="kept aside to measure the error")
    _add_method(filling)

    judging = command("evaluate", evaluate_file, "Measure the error on ratings that the model has not seen.")
    how = judging.add_mutually_exclusive_group(required=True)
    how.add_argument("--test", type=Path, metavar="TEST", help="a second file of ratings; all of FILE is trained on")
    how.add_argument("--holdout", type=float, metavar="SHARE", help="this share of FILE, drawn at random")
    how.add_argument("--folds", type=int, metavar="N", help="N parts in turn")
    judging.add_argument("--json", action="store_true", help="as one line of JSON")
    _add_method(judging)

    advising = command("recommend", recommend_columns, "Tell what one row would rate highest of what it has not rated.")
    advising.add_argument("--row", required=True, metavar="NAME", help="the row, by its name in the file")
    advising.add_argument("--top", type=int, default=10, metavar="N", help="how many (default: 10)")
    advising.add_argument("--json", action="store_true", help="as one line of JSON")
    _add_method(advising)

    command("table", print_table, "Print the raw table as it was understood, as plain CSV.")
    return parser


def _add_method(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--method", choices=[method.value for method in Method], help="how to learn (default: gibbs)")
    parser.add_argument("--rank", type=int, metavar="K", help="how many hidden factors (default: by the data)")
    parser.add_argument("--epochs", type=int, metavar="N", help="passes over the ratings (default: by the method)")
    parser.add_argument("--budget", type=float, default=30.0, metavar="SECONDS", help="what gibbs may take for a model")
    parser.add_argument(
        "--implicit",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="als: learn from which cells were rated and from attributes, too",
    )
    parser.add_argument(
        "--ordered",
        action=argparse.BooleanOptionalAction,
        help="gibbs: ratings are steps (default: as predicts better)",
    )
    parser.add_argument("--users", type=Path, metavar="F", help="what is known of the rows: name, then attributes")
    parser.add_argument("--items", type=Path, metavar="F", help="what is known of the columns: name, then attributes")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same bytes")
