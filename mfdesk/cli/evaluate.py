"""mfdesk evaluate: the error on ratings that the model has not seen."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from typing import Any

from mfdesk.cli.common import config_of, described, open_named
from mfdesk.cli.terminal import drive
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import Evaluation, evaluate_folds, evaluate_held_out, evaluate_test, with_names_of_both
from mfdesk.errors import BadSetting


def evaluate_file(options: argparse.Namespace, control: RunControl) -> None:
    """Measures the error, on a test file, on held-out cells or in folds."""
    began = time.perf_counter()
    config = config_of(options, 0.0)
    if options.holdout is not None and not 0 < options.holdout < 1:
        raise BadSetting("holdout", options.holdout, 0, 1)
    ratings = open_named(options.file, control).ratings
    if options.folds is not None and not 2 <= options.folds <= max(ratings.known, 2):
        raise BadSetting("folds", options.folds, 2, ratings.known)
    if options.test is not None:
        ratings, test = with_names_of_both(ratings, open_named(str(options.test), control).ratings)
        job = evaluate_test(described(ratings, options, control), test, config, control)
    elif options.folds is not None:
        job = evaluate_folds(described(ratings, options, control), options.folds, config, control)
    else:
        job = evaluate_held_out(described(ratings, options, control), options.holdout, config, control)
    facts = _judged(drive(job, "Training"), config, time.perf_counter() - began)
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
