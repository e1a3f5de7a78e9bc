"""What the pages of explanation say is complete, and their sums are right."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from mfdesk.engine.config import Method
from mfdesk.engine.standard import Standard
from mfdesk.gui.panels.pipeline.numbers import number_lines, page_html
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.phrases import cells, mean_square, number
from mfdesk.gui.panels.pipeline.playback import LOSS, MULTIPLY, STAGES, UPDATE
from mfdesk.gui.panels.pipeline.record import Record
from mfdesk.gui.panels.pipeline.spoken import spoken
from mfdesk.gui.panels.pipeline.view import Table, View, line_of, rounded_up
from mfdesk.gui.theme import LIGHT
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.split import held_out
from mfdesk.ratings.table import Scale
from tests.gui.panels.pipeline_runs import Run, run_of


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
    value = number(cells(view)[0].predicted, 3)
    assert plain(number_lines(view, MULTIPLY)[-1]) == f"on the scale of the ratings: {value}"


def test_the_multiplication_adds_up_in_the_digits_that_are_shown() -> None:
    view = view_of(run_of(Method.GRADIENT_DESCENT), 4)
    lines = [plain(line).replace("−", "-") for line in number_lines(view, MULTIPLY)]
    products, row_bias, column_bias, total = map(float, re.findall(r"-?\d+\.\d{3}", lines[2]))
    assert products + row_bias + column_bias == pytest.approx(total, abs=2e-3)
    mean, deviation, same_total, *_, prediction = map(float, re.findall(r"-?\d+\.\d{3}", lines[3]))
    assert same_total == total
    assert np.clip(mean + deviation * total, 1, 5) == pytest.approx(prediction, abs=2e-3)


def test_a_hole_and_a_held_out_cell_are_told_apart() -> None:
    view = view_of(run_of(Method.GRADIENT_DESCENT), 2)
    for cell, line in zip(cells(view), number_lines(view, LOSS), strict=False):
        told = plain(line)
        if cell.given is None:
            assert told.endswith("no rating, not counted")
        elif not cell.counted:
            assert told.endswith("held out, not counted")
        else:
            assert f"= {number((cell.given - cell.predicted) ** 2, 3)}" in told
    assert any(cell.given is None for cell in cells(view))
    assert any(cell.square is not None for cell in cells(view))


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
