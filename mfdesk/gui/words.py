"""How numbers, shapes and outcomes are said on screen."""

from __future__ import annotations

import math
import unicodedata

import numpy as np

from mfdesk.engine.report import Stage
from mfdesk.files.opened import Layout, Opened
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings, Scale

NO_BREAK = "\u00a0"


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0 to 1 as percent, on one line."""
    return f"{100 * share:.{decimals}f}{NO_BREAK}%"


def apart(name: str) -> str:
    """A name as it goes into a sentence: one from right to left neither draws its neighbours along nor turns the
    sentence round."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
        return f"\u200e\u2068{name}\u2069"
    return name


def plural(noun: str) -> str:
    """The English plural of a regular noun; one that ends in a single s is taken to be plural already."""
    if noun.endswith(("ss", "sh", "ch", "x")):
        return f"{noun}es"
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def one(noun: str) -> str:
    """ "a movie", "an album", "a user"."""
    start = noun.casefold()
    vowel = start.startswith(tuple("aeiou")) and not start.startswith(("us", "uni", "eu", "one"))
    return f"an {noun}" if vowel else f"a {noun}"


def counted(count: int, noun: str) -> str:
    """ "1 movie", "1,373 movies"."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def rows_counted(ratings: Ratings) -> str:
    return counted(ratings.shape[0], ratings.row_noun or "row")


def columns_counted(ratings: Ratings) -> str:
    return counted(ratings.shape[1], ratings.column_noun or "column")


def shape(ratings: Ratings) -> str:
    """ "1,373 respondents × 40 cuisines"."""
    return f"{rows_counted(ratings)} × {columns_counted(ratings)}"


def share_known(ratings: Ratings) -> str:
    return f"{percent(ratings.share_known, 1 if ratings.share_known > 0.0005 else 4)} known"


def edited_shape(edited: Edited) -> str:
    """As ``shape``, of a table as it is now: what was dropped is not counted."""
    rows, columns = (size - len(gone) for size, gone in zip(edited.shape, edited.dropped, strict=True))
    opened = edited.base.ratings
    return f"{counted(rows, opened.row_noun or 'row')} × {counted(columns, opened.column_noun or 'column')}"


def edited_share_known(edited: Edited) -> str:
    """As ``share_known``, of a table as it is now."""
    rows, columns = (size - len(gone) for size, gone in zip(edited.shape, edited.dropped, strict=True))
    share = edited.known / (rows * columns) if rows and columns else 0.0
    return f"{percent(share, 1 if share > 0.0005 else 4)} known"


def given(value: float) -> str:
    """A rating in the shortest form that is still exact: 4, 3.5, 12.25."""
    return repr(float(value)).removesuffix(".0").replace("-", "−")


def predicted(value: float, digits: int) -> str:
    """A predicted rating with so many digits after the point; a zero has no sign."""
    text = f"{value:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")


def decimals(scale: Scale) -> int:
    """How many digits after the point a prediction is shown with: one more than the steps of the scale need."""
    if scale.step is not None:
        return scale.decimals + 1
    width = scale.highest - scale.lowest
    return 0 if width > 300 else 1 if width > 20 else 2 + (max(-math.floor(math.log10(width)), 0) if width else 0)


def origin(stage: Stage, held_out: float) -> str:
    """Which model a predicted number comes from."""
    if stage is Stage.FILLING or not held_out:
        return "predicted by a model that has seen every known cell"
    return f"predicted by the model learned from {percent(1 - held_out, 0)} of the known cells"


def opened(result: Opened, name: str) -> str:
    """ "Opened food.csv: 1,373 respondents × 40 cuisines, 43.6 % known; 3 lines were left out"."""
    accounting, ratings = result.accounting, result.ratings
    parts = [f"Opened {name}: {shape(ratings)}, {share_known(ratings)}"]
    if about := len(ratings.row_attributes):
        verb = "describes" if about == 1 else "describe"
        parts.append(f"{counted(about, 'other column')} {verb} the {plural(ratings.row_noun or 'row')}")
    line = "line" if result.understood.layout is Layout.LONG else "row"
    if accounting.rejected:
        parts.append(f"{counted(accounting.rejected, line)} {_was(accounting.rejected)} left out")
    if (cells := accounting.problems_total - accounting.rejected) > 0:
        parts.append(f"{counted(cells, 'cell')} could not be read and {_was(cells)} left empty")
    if accounting.merged_cells:
        counts = "the latest rating counts" if ratings.times is not None else "the mean counts"
        merged = counted(accounting.merged_cells, "cell")
        parts.append(f"{merged} {_was(accounting.merged_cells)} given more than once, of which {counts}")
    if lonely := int((np.diff(ratings.row_starts) == 0).sum()):
        parts.append(f"{counted(lonely, ratings.row_noun or 'row')} {_has(lonely)} no rating")
    if lonely := int((ratings.column_counts == 0).sum()):
        parts.append(f"{counted(lonely, ratings.column_noun or 'column')} {_has(lonely)} no rating")
    if ratings.known > 1 and ratings.scale.lowest == ratings.scale.highest:
        parts.append(f"all ratings are {given(ratings.scale.lowest)}, so there is nothing to learn from them")
    return f"{'; '.join(parts)}."


def attributes_read(ratings: Ratings, side: Side, name: str) -> str:
    """ "Read users.csv: 3 columns describe the users; the next training learns from them."."""
    known = ratings.row_attributes if side is Side.ROWS else ratings.column_attributes
    nouns = plural(ratings.row_noun or "row") if side is Side.ROWS else plural(ratings.column_noun or "column")
    told = "1 column describes" if len(known) == 1 else f"{len(known):,} columns describe"
    return f"Read {name}: {told} the {nouns} now; the next training learns from that."


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
