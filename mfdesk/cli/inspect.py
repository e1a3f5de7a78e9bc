"""mfdesk inspect and mfdesk table: how a file is understood."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from mfdesk.cli.common import open_named
from mfdesk.engine.control import RunControl
from mfdesk.files.opened import Opened
from mfdesk.files.read import look_at, plain_rows
from mfdesk.sentences import problem


def inspect_file(options: argparse.Namespace, control: RunControl) -> None:
    """Tells what would be read from a file."""
    opened = open_named(options.file, control)
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


def print_table(options: argparse.Namespace, control: RunControl) -> None:
    """Prints the raw table as it was understood, as plain CSV."""
    path = Path(options.file)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for row in plain_rows(path, look_at(path), control):
        writer.writerow(row)
    sys.stdout.flush()
