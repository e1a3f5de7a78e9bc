"""The page of a stage as HTML: sentences, formula, and the formula with the numbers of the shown epoch."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from mfdesk.gui import words
from mfdesk.gui.panels.pipeline import phrases
from mfdesk.gui.panels.pipeline.calculation import Calculation, calculated, rounded
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.phrases import Cell, in_brackets, mean_square, number, signed
from mfdesk.gui.panels.pipeline.playback import FACTORS, INPUT, STAGES
from mfdesk.gui.panels.pipeline.spoken import filled_in
from mfdesk.gui.panels.pipeline.view import View, features
from mfdesk.gui.theme import Palette, points
from mfdesk.ratings.arrays import Singles

_FORMULA_POINTS = 13


def page_html(view: View, stage: int, palette: Palette) -> str:
    """All that the page says under its title."""
    told = page(stage, view.method)
    sentences = "".join(f"<p>{escape(filled_in(sentence, view))}</p>" for sentence in told.sentences)
    style = f"font-size: {points(_FORMULA_POINTS):g}pt; color: {palette.accent}; margin: 12px 8px"
    formula = f'<p style="{style}">{told.formula_html}</p>'
    formula += f'<p style="color: {palette.dim}; margin: 0 8px">{escape(filled_in(told.symbols, view))}</p>'
    lines = number_lines(view, stage)
    if not lines:
        hint = "Train, and the numbers of each epoch stand here." if view.table else ""
        return f'{sentences}{formula}<p style="color: {palette.dim}">{hint}</p>'
    heading = f'<p style="color: {palette.dim}; margin-bottom: 4px">{escape(_heading(view, stage))}</p>'
    body = "".join(f'<p style="margin: 2px 8px">{line}</p>' for line in lines)
    return f"{sentences}{formula}{heading}{body}"


def number_lines(view: View, stage: int) -> list[str]:
    """The formula with numbers in it, line by line, as HTML; empty while there are none."""
    if view.table is None or (stage != INPUT and (view.moment is None or view.glimpse is None)):
        return []
    return _LINES[stage](view)


def _heading(view: View, stage: int) -> str:
    if stage == INPUT or view.moment is None:
        return f"In the table {view.note}" if view.note else "In this table"
    if stage == FACTORS:
        return "Before the first epoch"
    report = view.moment.report
    return f"With the numbers of epoch {report.epoch:,} of {report.epochs:,}"


def _input(view: View) -> list[str]:
    assert view.table is not None
    ratings = view.table.ratings
    rows, columns = ratings.shape
    size = f"{rows:,} × {columns:,} = {rows * columns:,} cells, {ratings.known:,} of them known: "
    return [size + words.percent(ratings.share_known), *(escape(each[0]) for each in phrases.input_words(view))]


def _factors(view: View) -> list[str]:
    assert view.table is not None
    start = view.moment.start if view.moment else None
    rows, columns = view.table.ratings.shape
    rank = view.rank or 0
    if start is None:
        return []
    return [
        f"{escape(phrases.row_name(view))} starts with <i>p</i> = ({_list(start.row_before)}), bias "
        f"{number(float(start.row_before[-1]))}",
        f"{escape(phrases.column_names(view)[0])} starts with <i>q</i> = ({_list(start.columns_before[0])}), bias "
        f"{number(float(start.columns_before[0, -1]))}",
        f"({rows:,} + {columns:,}) × ({rank:,} features + 1 bias) = {(rows + columns) * (rank + 1):,} numbers "
        f"stand for {rows * columns:,} cells",
    ]


def _multiply(view: View) -> list[str]:
    made, cell = calculated(view), phrases.cells(view)[0]
    products, total = number(made.products, made.digits), number(made.total, made.digits)
    row_bias, column_bias = (in_brackets(bias, made.digits) for bias in made.biases)
    return [
        escape(f"{cell.row}, {cell.column}"),
        f"<i>p</i> · <i>q</i> = {_terms(made)} =&nbsp;<b>{products}</b>",
        f"with both biases: {products} + {row_bias} + {column_bias} = <b>{total}</b>",
        f"on the scale of the ratings: {_on_the_scale(view, made, cell)}",
    ]


def _on_the_scale(view: View, calculation: Calculation, cell: Cell) -> str:
    """How the sum becomes a rating: by a straight line where there is one."""
    found, digits = phrases.sum_of(view), calculation.digits
    if calculation.line is None or calculation.made is None or found is None:
        return f"<b>{number(cell.predicted, phrases.digits_of(view))}</b>"
    mean, deviation = (number(part, digits) for part in calculation.line)
    made = f"{mean} + {deviation} × {in_brackets(calculation.total, digits)} = <b>{found.total}</b>"
    return f"{made}, which the scale cuts to {found.cut}" if found.cut else made


def _loss(view: View) -> list[str]:
    assert view.moment is not None
    report, before = view.moment.report, view.moment.loss_before
    said = [_comparison(cell, phrases.digits_of(view)) for cell in phrases.cells(view)]
    count = f"The mean of all {report.known:,} squares"
    if before is None:
        said.append(f"{count} is first taken after this epoch: <b>{mean_square(report.loss)}</b>")
    else:
        said.append(f"{count} = <b>{mean_square(before)}</b>; after this epoch {mean_square(report.loss)}")
    said.append(f"Its root, {mean_square(report.error)} {escape(view.unit)}, is the usual miss after this epoch")
    if report.averaging:
        said.append("This is the loss of the averaged draws")
    return said


def _comparison(cell: Cell, digits: int) -> str:
    name, value = escape(cell.column), number(cell.predicted, digits)
    if cell.given is None:
        return f"{name}: predicted {value}, {phrases.NO_RATING}"
    given = words.given(cell.given)
    if cell.square is None:
        return f"{name}: predicted {value}, given {given}, {phrases.HELD_OUT}"
    return f"{name}: ({given} − {in_brackets(cell.predicted, digits)})² = {number(cell.shown_square(digits) or 0.0, 3)}"


def _update(view: View) -> list[str]:
    assert view.glimpse is not None
    assert view.moment is not None
    glimpse = view.glimpse
    parts = (
        (phrases.row_name(view), "p", glimpse.row_before, glimpse.row_after),
        (phrases.column_names(view)[0], "q", glimpse.columns_before[0], glimpse.columns_after[0]),
    )
    said = [f"{escape(name)}: {_changes(letter, before, after)}" for name, letter, before, after in parts]
    value = f"{number(glimpse.predicted_before[0], 3)} → {number(glimpse.predicted_after[0], 3)}"
    return [*said, f"Their prediction {value}, the loss {phrases.losses(view)}"]


def _changes(letter: str, before: Singles, after: Singles) -> str:
    """The first features before and after, and how far they moved."""
    steps = [
        f"<i>{letter}</i><sub>{index}</sub> {number(x, 3)} → {number(y, 3)} ({signed(y - x, 3)})".replace(" ", "&nbsp;")
        for index, (x, y) in enumerate(zip(_rounded(before), _rounded(after), strict=True), start=1)
    ]
    return ", ".join(steps) + (" …" if len(before) > 4 else "")


def _rounded(factors: Singles) -> list[float]:
    """The first features as they are shown, so that their difference is that of what a reader sees."""
    return [rounded(float(value), 3) for value in factors[:-1][:3]]


def _terms(calculation: Calculation) -> str:
    """ "0.163 × (−0.142) + … + 0.312 (the others)" """
    digits = calculation.digits
    terms = [
        f"{in_brackets(p, digits)} × {in_brackets(q, digits)}".replace(" ", "&nbsp;") for p, q in calculation.factors
    ]
    rest = [] if calculation.rest is None else [f"{in_brackets(calculation.rest, digits)} (the other features)"]
    return " + ".join([*terms, *rest])


def _list(factors: Singles) -> str:
    shown = features(factors)
    return phrases.listed(shown, more=len(shown) < len(factors) - 1).replace("  ", ", ")


_LINES: dict[int, Callable[[View], list[str]]] = dict(
    zip(STAGES, (_input, _factors, _multiply, _loss, _update), strict=True)
)
