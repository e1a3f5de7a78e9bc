"""What the pages of explanation say is complete, and their sums are right."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mfdesk.engine.config import Method
from mfdesk.engine.standard import Standard
from mfdesk.gui.panels.pipeline.numbers import number_lines, page_html
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.phrases import Move, cells, furthest_move, mean_square, number, sum_of
from mfdesk.gui.panels.pipeline.playback import LOSS, MULTIPLY, STAGES, UPDATE
from mfdesk.gui.panels.pipeline.record import Record
from mfdesk.gui.panels.pipeline.spoken import spoken
from mfdesk.gui.panels.pipeline.view import Table, View, line_of, rounded_up
from mfdesk.gui.theme import LIGHT
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.split import held_out
from mfdesk.ratings.table import Scale
from tests.gui.panels.pipeline_runs import Run, run_of

pytestmark = pytest.mark.usefixtures("qapp")
"""How large letters are is asked of the application."""


def view_of(run: Run, index: int) -> View:
    record = Record()
    record.add(run.reports)
    return View(Table.of(run.ratings), run.config.method, record[index], UPDATE, UPDATE)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


@pytest.mark.parametrize("method", [*Method, None])
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_of_every_method_has_its_page(stage: int, method: Method | None) -> None:
    told = page(stage, method)
    assert told.title
    assert told.sentences
    assert told.formula
    assert told.formula_html.count("<i>") == told.formula_html.count("</i>") > 0


def test_the_update_is_another_for_each_method() -> None:
    assert len({page(UPDATE, method).formula for method in Method}) == 3
    assert page(UPDATE, Method.GIBBS).short == "one draw"


@pytest.mark.parametrize("method", Method)
def test_every_page_of_a_run_has_numbers_and_the_nouns_of_the_data(method: Method) -> None:
    view = view_of(run_of(method), 1)
    for stage in STAGES:
        assert number_lines(view, stage)
        html = page_html(view, stage, LIGHT)
        assert "{" not in html
    assert "user" in page_html(view, UPDATE, LIGHT) or method is Method.GRADIENT_DESCENT


@pytest.mark.parametrize("method", Method)
def test_the_line_from_sums_to_ratings_is_that_of_the_cells_learned_from(method: Method) -> None:
    run = run_of(method)
    seen = run.ratings.take(~held_out(run.ratings, run.config.held_out, run.config.seed))
    standard = Standard.of(seen.values)
    found = [line_of(report.glimpse, run.ratings.scale) for report in run.reports[:4] if report.glimpse]
    told = [line for line in found if line]
    assert told
    for mean, deviation in told:
        assert mean == pytest.approx(standard.mean, abs=1e-3)
        assert deviation == pytest.approx(standard.deviation, abs=1e-3)


def test_ordered_steps_have_no_line_and_the_page_does_not_claim_one() -> None:
    view = view_of(run_of(Method.GIBBS, ordered=True), 3)
    assert view.glimpse is not None
    assert line_of(view.glimpse, Scale(1, 5, 1)) is None
    value = number(cells(view)[0].predicted)
    assert plain(number_lines(view, MULTIPLY)[-1]) == f"on the scale of the ratings: {value}"


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("index", range(6))
def test_who_calculates_along_comes_to_the_prediction_on_the_card(method: Method, index: int) -> None:
    view = view_of(run_of(method), index)
    lines = [plain(line) for line in number_lines(view, MULTIPLY)]
    terms, products = lines[1].removeprefix("p · q = ").split(" = ")
    assert len(terms.split(" × ")) - 1 == min(view.rank or 0, 10)
    decimals = len(products.partition(".")[2])
    assert round(calculate(terms), decimals) == value_of(products)
    biases, total = lines[2].removeprefix("with both biases: ").split(" = ")
    assert biases.startswith(f"{products} + ")
    assert calculate(biases) == pytest.approx(value_of(total), abs=1e-9)
    made, shown = lines[3].removeprefix("on the scale of the ratings: ").split(" = ")
    found = sum_of(view)
    assert found is not None
    assert total in made
    assert f"{calculate(made):.2f}" == shown.partition(",")[0] == found.total


def test_features_beyond_the_tenth_are_added_as_one_number() -> None:
    line = plain(number_lines(view_of(run_of(Method.GIBBS), 2), MULTIPLY)[1])
    assert " (the other features) = " in line


def test_a_calculation_beyond_the_scale_says_what_it_is_cut_to_and_counts_uncut() -> None:
    view = with_bias(view_of(run_of(Method.GRADIENT_DESCENT), 0), 1.5)
    found, cell = sum_of(view), cells(view)[0]
    assert found is not None
    assert plain(number_lines(view, MULTIPLY)[-1]).endswith(f" = {found.total}, which the scale cuts to 5.00")
    assert number(cell.predicted) == found.total
    assert cell.square == pytest.approx((4 - cell.predicted) ** 2)


def test_the_squares_of_all_known_cells_make_the_loss_that_is_shown() -> None:
    """Also where predictions lie beyond the scale: whoever cuts them comes to another mean."""
    run = run_of(Method.GRADIENT_DESCENT)
    model, ratings = run.training.model, run.ratings
    rows, columns = ratings.rows, ratings.columns
    sums = np.einsum("nk,nk->n", model.row_factors[0][rows], model.column_factors[0][columns])
    sums = model.mean + model.deviation * (sums + model.row_biases[0][rows] + model.column_biases[0][columns])
    squares = np.mean((sums - ratings.values) ** 2), np.mean((np.clip(sums, 1, 5) - ratings.values) ** 2)
    assert run.reports[-1].loss == pytest.approx(squares[0], rel=1e-6)
    assert run.reports[-1].loss > (1 + 1e-5) * squares[1]


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("index", range(6))
def test_a_feature_moves_by_the_difference_of_the_numbers_that_are_shown(method: Method, index: int) -> None:
    told = " ".join(plain(line) for line in number_lines(view_of(run_of(method), index), UPDATE))
    moves = re.findall(r"(−?[\d.]+) → (−?[\d.]+) \(([+−]?[\d.]+)\)", told)
    assert len(moves) == 6
    for before, after, moved in moves:
        assert value_of(after) - value_of(before) == pytest.approx(value_of(moved.replace("+", "")), abs=1e-9)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("stage", STAGES)
def test_the_letters_of_a_formula_are_explained(method: Method, stage: int) -> None:
    told = page(stage, method)
    for letter in re.findall("[Ωμσηλ]", told.formula_html):
        assert letter in told.symbols or letter in " ".join(told.sentences)


def test_a_hole_and_a_held_out_cell_are_told_apart() -> None:
    view = view_of(run_of(Method.GRADIENT_DESCENT), 2)
    for cell, line in zip(cells(view), number_lines(view, LOSS), strict=False):
        told = plain(line)
        if cell.given is None:
            assert told.endswith("no rating, not counted")
        elif not cell.counted:
            assert told.endswith("held out, not counted")
        else:
            assert f"= {number((cell.given - round(cell.predicted, 2)) ** 2, 3)}" in told
    assert any(cell.given is None for cell in cells(view))
    assert any(cell.square is not None for cell in cells(view))


@pytest.mark.parametrize("method", [Method.GRADIENT_DESCENT, Method.ALS])
@pytest.mark.parametrize("index", range(6))
def test_who_calculates_along_gets_the_squares_that_are_shown(method: Method, index: int) -> None:
    view = view_of(run_of(method), index)
    told = [plain(line) for line in number_lines(view, LOSS) if ")² = " in line]
    assert told
    for line in told:
        given, predicted, square = map(float, re.findall(r"\d+(?:\.\d+)?", line.partition(": ")[2].replace("²", "")))
        assert square == pytest.approx((given - predicted) ** 2, abs=6e-4)


@pytest.mark.parametrize("method", [Method.GRADIENT_DESCENT, Method.ALS])
@pytest.mark.parametrize("index", range(8))
def test_mean_features_and_biases_add_up_in_the_digits_that_are_shown(method: Method, index: int) -> None:
    view = view_of(run_of(method), index)
    found = sum_of(view)
    assert found is not None
    mean, features, biases, total = (value_of(text) for text in astuple(found)[:4])
    assert mean + features + biases == pytest.approx(total, abs=1e-9)
    assert number(cells(view)[0].predicted) == found.total


def test_a_sum_beyond_the_scale_says_what_it_is_cut_to() -> None:
    view = with_bias(view_of(run_of(Method.GRADIENT_DESCENT), 0), 1.5)
    found = sum_of(view)
    assert found is not None
    assert value_of(found.total) > 5
    assert found.cut == "5.00"
    assert spoken(view, MULTIPLY).endswith(f"= {found.total}; the prediction is 5.00.")


def test_ordered_steps_are_not_said_to_add_up() -> None:
    view = view_of(run_of(Method.GIBBS, ordered=True), 3)
    assert sum_of(view) is None
    assert "on the scale of the ratings the prediction is" in spoken(view, MULTIPLY)


def calculate(text: str) -> float:
    """The value of a sum of products as it is written."""
    plain_text = text.replace("(the other features)", "").replace("(", "").replace(")", "")
    return sum(float(np.prod([value_of(part) for part in term.split("×")])) for term in plain_text.split(" + "))


def value_of(text: str) -> float:
    return float(text.strip(" ()").replace("−", "-"))


def with_bias(view: View, more: float) -> View:
    """The same epoch with so much more in the bias of the first of the columns, so that its cell is cut."""
    moment, glimpse = view.moment, view.glimpse
    assert moment is not None
    assert glimpse is not None
    line = line_of(glimpse, Scale(1, 5, 1))
    assert line is not None
    columns = glimpse.columns_before.copy()
    columns[0, -1] += more
    predicted = glimpse.predicted_before.copy()
    predicted[0] = min(predicted[0] + line[1] * more, 5)
    changed = replace(glimpse, columns_before=columns, predicted_before=predicted)
    return replace(view, moment=replace(moment, report=replace(moment.report, glimpse=changed)))


@given(some.lists(some.tuples(some.floats(-3, 3), some.floats(-3, 3)), min_size=1, max_size=20))
def test_the_feature_that_moves_most_is_seen_to_move(pairs: list[tuple[float, float]]) -> None:
    before, after = (np.array([*side, 0.0], np.float32) for side in zip(*pairs, strict=True))
    move = furthest_move(before, after)
    way = np.abs(after - before)[:-1]
    assert way[move.number - 1] == way.max()
    assert move.before != move.after or way.max() < 2e-6


def test_a_bias_is_not_taken_for_a_feature_and_small_steps_get_more_digits() -> None:
    before, after = np.array([0.5, -0.134, 0.0], np.float32), np.array([0.5, -0.131, 3.0], np.float32)
    assert furthest_move(before, after) == Move(2, "−0.134", "−0.131")


def test_the_update_names_the_feature_that_moved_most() -> None:
    view = view_of(run_of(Method.GRADIENT_DESCENT), 2)
    assert view.glimpse is not None
    move = furthest_move(view.glimpse.row_before, view.glimpse.row_after)
    assert f"Feature {move.number} moves most, {move.before} → {move.after}." in spoken(view, UPDATE)


def test_names_cannot_change_the_page() -> None:
    run = run_of(Method.ALS)
    names = ("<b>1</b>", *run.ratings.row_labels[1:])
    odd = Table.of(replace(run.ratings, row_labels=Labels(names)))
    record = Record()
    record.add(run.reports)
    view = View(odd, Method.ALS, record[0], UPDATE, UPDATE)
    assert "&lt;b&gt;1&lt;/b&gt;" in page_html(view, MULTIPLY, LIGHT)
    assert "<b>1</b>" in spoken(view, MULTIPLY)


@pytest.mark.parametrize(("value", "rounded"), [(0.52, 0.6), (1.0, 1.0), (0.0, 1.0), (float("inf"), 1.0), (73.0, 80.0)])
def test_the_height_of_bars_is_a_round_number(value: float, rounded: float) -> None:
    assert rounded_up(value) == pytest.approx(rounded)


@pytest.mark.parametrize(("value", "said"), [(-0.001, "0.00"), (-1.234, "−1.23"), (1234567.0, "1.23e6"), (0.5, "0.50")])
def test_numbers_have_true_minus_signs_and_no_signed_zero(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0.000"), (0.352, "0.352"), (3.2e-7, "3.20e−7"), (4.1e199, "4.10e199")]
)
def test_a_loss_never_looks_like_nothing(value: float, said: str) -> None:
    assert mean_square(value) == said
