"""Everything worth knowing of one row or of one column, on one card.

What a card says of others is said of the others alone: a row's ratings are compared with the mean of what everyone
else has given to the same columns, so that a row with few neighbours is not compared with itself.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.answer import Answered
from mfdesk.engine.blas import one_thread
from mfdesk.engine.control import RunControl
from mfdesk.engine.everyone import Bins, Everyone, everyone_of
from mfdesk.engine.neighbours import Likeness
from mfdesk.engine.reasons import Reasons, reasons
from mfdesk.engine.recommend import Recommended, Speaker, recommended
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, Longs, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.natural import ranking
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings, Scale

MOST_RECOMMENDED = 50
MOST_ALIKE = 20


@dataclass(frozen=True, eq=False)
class Shares:
    """How often each part of the scale was given, as shares of 0 to 1: ``own`` (b,) by the one that the card is of,
    ``everyone`` (b,) in the whole table; ``counts`` (b,) are its own ratings."""

    bins: Bins
    counts: Longs
    own: Floats
    everyone: Floats


@dataclass(frozen=True, eq=False)
class Alike:
    """Rows (or columns) whose predictions are most like those of the one that the card is of, the most alike first:
    their ``positions`` (n,) and the ``correlations`` (n,) of their predictions."""

    positions: Integers
    correlations: Floats


@dataclass(frozen=True, eq=False)
class Card:
    """One row (or column). Its ratings are those of the ``rated`` positions (n,) on the other side, with ``values``
    (n,), the highest first and equal ones by the natural order of names, in which each has its place in ``names`` (n,).

    ``mean`` and ``sd`` are of its ratings (None where there are too few), ``everyone`` the mean of the whole table.
    ``above_others``: how far its ratings lie above what the others say of the same cells, on average (None where there
    is nobody to compare with). ``attributes`` are (name, text), only what is known. ``recommended`` and ``alike``
    are None while there is no model, or nothing to compare with.
    """

    side: Side
    position: int
    scale: Scale
    rated: Integers
    values: Floats
    names: Integers
    mean: float | None
    sd: float | None
    everyone: float | None
    above_others: float | None
    attributes: tuple[tuple[str, str], ...]
    shares: Shares
    recommended: Recommended | None
    alike: Alike | None

    @property
    def count(self) -> int:
        """How many ratings it has."""
        return len(self.values)


def card_of(
    model: Speaker | None,
    table: Ratings | Edited,
    side: Side,
    position: int,
    likeness: Likeness | None,
    control: RunControl,
    *,
    everyone: Everyone | None = None,
    count: int = MOST_RECOMMENDED,
    with_rated: bool = False,
) -> Generator[Progress, None, Card]:
    """The card of one row or column, as the table stands now.

    ``model`` is who predicts the cells of the table. ``likeness`` is that of this side, made once for each model.
    ``everyone`` is made once for each table as it was opened (None, or of a scale that was widened since: here).
    ``count`` columns (or rows) are recommended, with those that are rated already only if ``with_rated``.
    """
    edited = table if isinstance(table, Edited) else Edited.of(table)
    if everyone is None or everyone.bins.scale != edited.scale:
        everyone = yield from everyone_of(edited.base.ratings, control, edited.scale)
    now = everyone.now(edited)
    rated, values = _cells(edited, side, position)
    above = _above_others(edited, side, rated, values)
    names = yield from _named(edited, side, rated, control)
    order = np.lexsort((names, -values))
    rated, values, names = read_only(rated[order]), read_only(values[order]), read_only(names[order])
    best = None
    if model is not None:
        chosen = np.array([position], np.int32)
        job = recommended(model, edited, side, chosen, count, control, with_rated=with_rated)
        best = (yield from job)[0]
    control.checkpoint()
    return Card(
        side=side,
        position=position,
        scale=edited.scale,
        rated=rated,
        values=values,
        names=names,
        mean=float(values.mean()) if len(values) else None,
        sd=float(values.std(ddof=1)) if len(values) > 1 else None,
        everyone=now.mean,
        above_others=above,
        attributes=_attributes(edited, side, position),
        shares=_shares(now, values),
        recommended=best,
        alike=_alike(edited, likeness, side, position),
    )


def why(model: Speaker, table: Ratings | Edited, row: int, column: int) -> Reasons:
    """What the given ratings of the row say of its cell in the column: which speak most for a recommendation."""
    edited = table if isinstance(table, Edited) else Edited.of(table)
    own = edited.part(Side.ROWS, np.array([row], np.int32))
    learned = model
    if isinstance(model, Answered):
        learned = model.model if column < model.model.shape[1] else model.whole
    assert not isinstance(learned, Answered)
    return reasons(learned, own, row, column)


def _cells(table: Edited, side: Side, position: int) -> tuple[Integers, Floats]:
    return table.cells_of_row(position) if side is Side.ROWS else table.cells_of_column(position)


def _above_others(table: Edited, side: Side, rated: Integers, values: Floats) -> float | None:
    """The mean difference to the mean of the others' ratings, over the cells that others have rated too."""
    counts, means = table.counts_and_means(side.other, rated)
    compared = counts > 1
    if not compared.any():
        return None
    own, others = values[compared], counts[compared] - 1
    theirs = (means[compared] * counts[compared] - own) / others
    return float((own - theirs).mean())


def _named(table: Edited, side: Side, rated: Integers, control: RunControl) -> Generator[Progress, None, Integers]:
    """(n,): where each of the rated ones stands among them by the natural order of names."""
    labels: Labels = table.labels[side.other]
    labels = table.labels[side.other].opened if table.labels[side.other].as_opened else labels  # quicker to ask
    job = ranking(Labels(map(labels.__getitem__, rated.tolist())))
    while True:
        control.checkpoint()
        try:
            next(job)
        except StopIteration as end:
            ranks: Integers = end.value
            return ranks
        yield Progress(0, 0)


def _attributes(table: Edited, side: Side, position: int) -> tuple[tuple[str, str], ...]:
    texts = ((attribute.name, attribute.values[position].strip()) for attribute in table.attributes(side))
    return tuple((name, text) for name, text in texts if text)


def _shares(everyone: Everyone, values: Floats) -> Shares:
    counts = everyone.bins.counted(values)
    own, all_of_them = (each / max(int(each.sum()), 1) for each in (counts, everyone.counts))
    return Shares(everyone.bins, read_only(counts), read_only(own), read_only(all_of_them))


def _alike(table: Edited, likeness: Likeness | None, side: Side, position: int) -> Alike | None:
    """The most alike by the model as it was learned; what came to the table since is not among them."""
    if likeness is None or position >= likeness.model.shape[0]:
        return None
    dropped = table.dropped[side]
    with one_thread():
        positions, correlations = likeness.nearest(position, MOST_ALIKE + len(dropped))
    kept = np.flatnonzero(~np.isin(positions, dropped))[:MOST_ALIKE]
    return Alike(read_only(positions[kept]), read_only(correlations[kept]))
