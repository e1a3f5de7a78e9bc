"""The texts that explain the stages: data that can be translated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from mfdesk.engine.config import Method
from mfdesk.gui.panels.pipeline.playback import STAGES
from mfdesk.paths import resource

_NAMES = dict(zip(STAGES, ("input", "factors", "multiply", "loss", "update"), strict=True))


@dataclass(frozen=True)
class Page:
    """What is said of one stage. ``brief`` is its title where there is little room. ``short`` stands on its card;
    ``coming`` stands there before the first epoch; ``formula`` is plain text, ``formula_html`` the same with italics
    and indices, ``symbols`` says what its letters are."""

    title: str
    brief: str
    short: str
    coming: str
    sentences: tuple[str, ...]
    formula: str
    formula_html: str
    symbols: str


def page(stage: int, method: Method | None) -> Page:
    """The page of a stage (1 to 5) for this method; None: where methods differ, what they share."""
    return _page(stage, method)


@cache
def _page(stage: int, method: Method | None) -> Page:
    told: dict[str, Any] = _texts()[_NAMES[stage]]
    told = told | told.get(method.value if method else "any", {})
    return Page(
        title=told["title"],
        brief=told["brief"],
        short=told["short"],
        coming=told["coming"],
        sentences=tuple(told["sentences"]),
        formula=told["formula"],
        formula_html=told["formula_html"],
        symbols=told["symbols"],
    )


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(resource("learn", "stages", "en.toml").read_text(encoding="utf-8"))
