"""A model as plain arrays and back, for files: nothing that could run, and nothing taken on trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from mfdesk.engine.beliefs import DrawnPriors, PulledRidge, SidePrior
from mfdesk.engine.config import Method
from mfdesk.engine.drift import Bins, Drift, Seasons, Sittings
from mfdesk.engine.model import Model
from mfdesk.engine.steps import OrderedSteps
from mfdesk.engine.support import ErrorBySupport
from mfdesk.engine.sweep import Ridge
from mfdesk.errors import ModelDamaged
from mfdesk.ratings.arrays import read_only
from mfdesk.ratings.table import Scale

Arrays = Mapping[str, npt.NDArray[Any]]
"""Arrays by name, little-endian."""

_SINGLE, _DOUBLE, _WORD, _LONG, _BYTE = (np.dtype(name) for name in ("<f4", "<f8", "<i4", "<i8", "u1"))


def model_arrays(model: Model) -> dict[str, npt.NDArray[Any]]:
    """All that a model is made of, by name: ``model_from_arrays`` gives back the same bits."""
    scale = model.scale
    arrays = {
        "method": _text(model.method.value),
        "standard": np.array([model.mean, model.deviation], _DOUBLE),
        "scale": np.array([scale.lowest, scale.highest, np.nan if scale.step is None else scale.step], _DOUBLE),
        "row_factors": model.row_factors,
        "column_factors": model.column_factors,
        "row_biases": model.row_biases,
        "column_biases": model.column_biases,
        "noise": model.noise,
        "drifts": np.array([len(model.drifts)], _LONG),
    }
    for side, prior in (("row_prior", model.row_prior), ("column_prior", model.column_prior)):
        arrays |= {f"{side}.{name}": array for name, array in _prior_arrays(prior).items()}
    arrays |= {f"support.{name}": array for name, array in _support_arrays(model.support).items()}
    arrays |= {f"steps.{name}": array for name, array in _steps_arrays(model.steps).items()}
    for number, drift in enumerate(model.drifts):
        arrays |= {f"drift{number}.{name}": array for name, array in _drift_arrays(drift).items()}
    return {name: np.ascontiguousarray(array) for name, array in arrays.items()}


def model_from_arrays(arrays: Arrays) -> Model:
    """The model that these arrays are; raises ``ModelDamaged`` if one is missing, too many, or not as it must be."""
    taking = _Taking(arrays)
    row_factors = taking.array("row_factors", _SINGLE, (None, None, None))
    draws, rows, rank = row_factors.shape
    column_factors = taking.array("column_factors", _SINGLE, (draws, None, rank))
    columns = column_factors.shape[1]
    mean, deviation = taking.array("standard", _DOUBLE, (2,))
    taking.require("standard", deviation > 0 and draws > 0 and rank > 0)
    model = Model(
        method=taking.method(),
        scale=taking.scale(),
        mean=float(mean),
        deviation=float(deviation),
        row_factors=row_factors,
        column_factors=column_factors,
        row_biases=taking.array("row_biases", _SINGLE, (draws, rows)),
        column_biases=taking.array("column_biases", _SINGLE, (draws, columns)),
        noise=taking.noise(draws),
        row_prior=taking.prior("row_prior", draws, (rows, columns), rank + 1),
        column_prior=taking.prior("column_prior", draws, (columns, rows), rank + 1),
        drifts=taking.drifts(rows, columns),
        support=taking.support(rows, columns),
        steps=taking.steps(draws),
    )
    taking.nothing_left()
    return model


def _prior_arrays(prior: SidePrior | None) -> dict[str, npt.NDArray[Any]]:
    match prior:
        case None:
            return {"kind": _text("none")}
        case Ridge():
            numbers = np.array([prior.strength, prior.power, prior.noise_precision], _DOUBLE)
            return {"kind": _text("ridge"), "numbers": numbers}
        case PulledRidge():
            numbers = np.array([prior.strength, prior.power], _DOUBLE)
            parts = {"mean": prior.mean, "weights": prior.weights, "right": prior.right, "fixed": prior.fixed}
            return {"kind": _text("pulled"), "numbers": numbers} | parts
        case DrawnPriors():
            return {
                "kind": _text("drawn"),
                "means": prior.means,
                "precisions": prior.precisions,
                "weights": prior.weights,
                "right": prior.right,
                "fixed": prior.fixed,
            }


def _support_arrays(support: ErrorBySupport | None) -> dict[str, npt.NDArray[Any]]:
    if support is None:
        return {"kind": _text("none")}
    counts = {"row_counts": support.row_counts, "column_counts": support.column_counts}
    return counts | {"kind": _text("known"), "supports": support.supports, "errors": support.errors}


def _steps_arrays(steps: OrderedSteps | None) -> dict[str, npt.NDArray[Any]]:
    if steps is None:
        return {"kind": _text("none")}
    return {"kind": _text("ordered"), "levels": steps.levels, "cuts": steps.cuts, "noise": steps.noise}


def _drift_arrays(drift: Drift) -> dict[str, npt.NDArray[Any]]:
    match drift.bins:
        case Sittings() as bins:
            numbers = np.array([bins.first, bins.span, bins.gap], _DOUBLE)
            own = {"kind": _text("sittings"), "keys": bins.keys, "bins": bins.bins, "numbers": numbers}
        case Seasons() as bins:
            own = {"kind": _text("seasons"), "edges": bins.edges, "columns": np.array([bins.columns], _LONG)}
        case _:
            raise TypeError(type(drift.bins).__name__)
    return own | {"means": drift.means, "variances": drift.variances}


def _text(text: str) -> npt.NDArray[Any]:
    return np.frombuffer(text.encode("ascii"), _BYTE)


class _Taking:
    """Arrays that are taken one by one, each looked at on the way."""

    def __init__(self, arrays: Arrays) -> None:
        self._left = dict(arrays)

    def require(self, name: str, holds: bool) -> None:
        if not holds:
            raise ModelDamaged(name)

    def array(
        self, name: str, dtype: np.dtype[Any], shape: tuple[int | None, ...], finite: bool = True
    ) -> npt.NDArray[Any]:
        """The array of this name, read-only; None in ``shape`` stands for any length."""
        array = self._left.pop(name, None)
        if array is None or array.dtype != dtype or array.ndim != len(shape):
            raise ModelDamaged(name)
        self.require(name, all(want is None or have == want for have, want in zip(array.shape, shape, strict=True)))
        self.require(name, not finite or bool(np.isfinite(array).all()))
        return read_only(array.view())

    def word(self, name: str, known: Iterable[str]) -> str:
        """The text of this name, which must be one of the known."""
        text = self.array(name, _BYTE, (None,)).tobytes().decode("ascii", errors="replace")
        self.require(name, text in known)
        return text

    def method(self) -> Method:
        return Method(self.word("method", [method.value for method in Method]))

    def scale(self) -> Scale:
        lowest, highest, step = (float(number) for number in self.array("scale", _DOUBLE, (3,), finite=False))
        self.require("scale", bool(np.isfinite([lowest, highest]).all()) and lowest <= highest and not step <= 0)
        self.require("scale", not np.isinf(step))
        return Scale(lowest, highest, None if np.isnan(step) else step)

    def noise(self, draws: int) -> npt.NDArray[Any]:
        noise = self.array("noise", _DOUBLE, (draws,), finite=False)
        known = np.isfinite(noise) & (noise > 0)
        self.require("noise", bool(known.all() or np.isnan(noise).all()))
        return noise

    def prior(self, side: str, draws: int, shape: tuple[int, int], width: int) -> SidePrior | None:
        """What is remembered of a side, never half of it; ``shape`` counts its rows and the others."""
        rows, others = shape
        kind = self.word(f"{side}.kind", ("none", "ridge", "pulled", "drawn"))
        if kind == "none":
            return None
        if kind == "ridge":
            strength, power, weight = (float(number) for number in self.array(f"{side}.numbers", _DOUBLE, (3,)))
            self.require(f"{side}.numbers", strength >= 0 and weight > 0)
            return Ridge(strength, power, weight)
        right = self.array(f"{side}.right", _SINGLE, (others, None))
        fixed = self.array(f"{side}.fixed", _SINGLE, (None, right.shape[1]))
        self.require(f"{side}.fixed", len(fixed) in (0, rows))
        if kind == "pulled":
            strength, power = (float(number) for number in self.array(f"{side}.numbers", _DOUBLE, (2,)))
            self.require(f"{side}.numbers", strength >= 0)
            mean = self.array(f"{side}.mean", _SINGLE, (width,))
            weights = self.array(f"{side}.weights", _SINGLE, (right.shape[1], width))
            return PulledRidge(strength, power, mean, weights, right, fixed)
        precisions = self.array(f"{side}.precisions", _SINGLE, (draws, width, width))
        self.require(f"{side}.precisions", bool((np.linalg.eigvalsh(precisions.astype(np.float64)) > 0).all()))
        return DrawnPriors(
            means=self.array(f"{side}.means", _SINGLE, (draws, width)),
            precisions=precisions,
            weights=self.array(f"{side}.weights", _SINGLE, (draws, right.shape[1], width)),
            right=right,
            fixed=fixed,
        )

    def support(self, rows: int, columns: int) -> ErrorBySupport | None:
        if self.word("support.kind", ("none", "known")) == "none":
            return None
        supports = self.array("support.supports", _DOUBLE, (None,))
        found = ErrorBySupport(
            row_counts=self.array("support.row_counts", _DOUBLE, (rows,)),
            column_counts=self.array("support.column_counts", _DOUBLE, (columns,)),
            supports=supports,
            errors=self.array("support.errors", _DOUBLE, supports.shape),
        )
        self.require("support.supports", len(supports) > 0 and bool((np.diff(supports, prepend=0) >= 0).all()))
        for name, array in (
            ("row_counts", found.row_counts),
            ("column_counts", found.column_counts),
            ("errors", found.errors),
        ):
            self.require(f"support.{name}", bool((array >= 0).all()))
        return found

    def steps(self, draws: int) -> OrderedSteps | None:
        """Levels rise, and so do the cut points between them."""
        if self.word("steps.kind", ("none", "ordered")) == "none":
            return None
        levels = self.array("steps.levels", _DOUBLE, (None,))
        self.require("steps.levels", len(levels) > 1 and bool((np.diff(levels) > 0).all()))
        cuts = self.array("steps.cuts", _DOUBLE, (draws, len(levels) - 1))
        self.require("steps.cuts", bool((np.diff(cuts, axis=1) > 0).all()))
        noise = self.array("steps.noise", _DOUBLE, (draws,))
        self.require("steps.noise", bool((noise > 0).all()))
        return OrderedSteps(levels, cuts, noise)

    def drifts(self, rows: int, columns: int) -> tuple[Drift, ...]:
        count = int(self.array("drifts", _LONG, (1,))[0])
        self.require("drifts", 0 <= count <= len(self._left))
        return tuple(self.drift(f"drift{number}", rows, columns) for number in range(count))

    def drift(self, name: str, rows: int, columns: int) -> Drift:
        bins: Bins
        if self.word(f"{name}.kind", ("sittings", "seasons")) == "seasons":
            bins = self.seasons(name, columns)
        else:
            bins = self.sittings(name, rows)
        means, variances = (self.array(f"{name}.{part}", _DOUBLE, (bins.count + 1,)) for part in ("means", "variances"))
        self.require(f"{name}.means", means[-1] == 0)
        self.require(f"{name}.variances", bool((variances >= 0).all()))
        return Drift(bins, means, variances)

    def seasons(self, name: str, columns: int) -> Seasons:
        edges = self.array(f"{name}.edges", _DOUBLE, (None,))
        known = int(self.array(f"{name}.columns", _LONG, (1,))[0])
        self.require(f"{name}.edges", bool((np.diff(edges) >= 0).all()))
        self.require(f"{name}.columns", 0 <= known <= columns)
        return Seasons(edges, known)

    def sittings(self, name: str, rows: int) -> Sittings:
        """Keys must rise and belong to rows that there are, bins count on from 0: each is looked up by another."""
        first, span, gap = (float(number) for number in self.array(f"{name}.numbers", _DOUBLE, (3,)))
        self.require(f"{name}.numbers", 0 <= gap < span and span == int(span))
        keys = self.array(f"{name}.keys", _LONG, (None,))
        bins = self.array(f"{name}.bins", _WORD, keys.shape)
        self.require(f"{name}.keys", len(keys) > 0 and keys[0] >= 0 and bool((np.diff(keys) > 0).all()))
        self.require(f"{name}.keys", int(keys[-1]) < rows * int(span))
        self.require(f"{name}.bins", bins[0] == 0 and bool(np.isin(np.diff(bins), (0, 1)).all()))
        return Sittings(keys, bins, first, int(span), gap)

    def nothing_left(self) -> None:
        for name in self._left:
            raise ModelDamaged(name)
