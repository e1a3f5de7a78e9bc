"""The texts: complete in every language, true in what they say of Movie night, and refused when damaged."""

import re
import shutil
import tomllib
from pathlib import Path
from string import Formatter

import numpy as np
import pytest

from mfdesk.completed import CompletedTable
from mfdesk.engine.axes import principal_axes
from mfdesk.engine.config import Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import CENTRAL_90
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.engine.train import Training, train
from mfdesk.files.samples import MOVIE_NIGHT
from mfdesk.gui.learn.texts import FILES, Texts, best_language, languages, load
from mfdesk.gui.panels.pipeline.phrases import cells, furthest_move, sum_of
from mfdesk.gui.panels.pipeline.record import Record
from mfdesk.gui.panels.pipeline.view import Table as PipelineTable
from mfdesk.gui.panels.pipeline.view import View
from mfdesk.paths import resource
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive

STRUCTURE = {"id", "targets", "waits_for", "action", "on_show", "picture", "step", "right"}
"""What is the same in every language."""


def shape(value: object, key: str = "") -> object:
    """What a translation may not change: keys, ids, and what stands in braces."""
    if key in STRUCTURE:
        return value
    if isinstance(value, dict):
        return {name: shape(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return sorted(name for _, name, _, _ in Formatter().parse(str(value)) if name)


def tables(language: str) -> dict[str, object]:
    folder = resource("learn", language)
    return {name: tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in FILES[:3]}


def all_words(texts: Texts) -> list[str]:
    steps = [words for step in texts.steps for words in (step.title, *step.sentences, step.do)]
    answers = [
        words for question in texts.questions for each in question.answers for words in (each.text, each.because)
    ]
    return [
        *texts.idea.sentences,
        *steps,
        *answers,
        *(question.question for question in texts.questions),
        texts.teacher,
    ]


@pytest.mark.parametrize("language", languages())
def test_every_language_is_whole_and_shaped_like_english(language: str) -> None:
    assert load(language).language == language
    assert shape(tables(language)) == shape(tables("en"))


@pytest.mark.parametrize("language", languages())
def test_nothing_shouts_and_nothing_is_empty(language: str) -> None:
    texts = load(language)
    assert not [words for words in all_words(texts) if "!" in words]
    assert all(answer.because.strip() for question in texts.questions for answer in question.answers)


@pytest.mark.parametrize("language", languages())
def test_each_wrong_answer_has_an_explanation_of_its_own(language: str) -> None:
    for question in load(language).questions:
        reasons = {answer.because for answer in question.answers}
        assert len(reasons) == len(question.answers) == 4


def test_the_quiz_begins_with_loss_epochs_and_factors() -> None:
    questions = load().questions
    assert [question.id for question in questions[:3]] == ["loss", "epoch", "factor"]
    assert len(questions) >= 12


def test_a_word_is_explained_no_later_than_it_is_asked_for() -> None:
    """The step that a question links to says the word that the question is about."""
    steps = {step.id: " ".join((step.title, *step.sentences)).lower() for step in load().steps}
    words = {
        "loss": "loss",
        "epoch": "epoch",
        "factor": "factor",
        "known": "only known cells",
        "random": "random",
        "compute": "multiply",
        "biases": "biases",
        "held_out": "held-out",
        "twice": "trains twice",
        "overfitting": "overfitting",
        "rank": "rank",
        "mean": "mean",
        "cause": "not a cause",
        "spread": "spread",
        "cold_start": "cold start",
    }
    questions = {question.id: question for question in load().questions}
    assert words.keys() == questions.keys()
    assert [name for name, word in words.items() if word not in steps[questions[name].step]] == []


@pytest.mark.parametrize(
    ("wanted", "there", "found"),
    [
        ("de_DE", ["de", "de_DE", "en"], "de_DE"),
        ("de-AT", ["de", "en"], "de"),
        ("fr_FR", ["de", "en"], "en"),
        ("en_GB", ["en"], "en"),
        ("", ["en"], "en"),
    ],
)
def test_the_nearest_language_is_taken(wanted: str, there: list[str], found: str) -> None:
    assert best_language(wanted, there) == found


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(resource("learn"), tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("learn.toml", "title =", "titel =", "titel"),
        ("learn.toml", "title =", "title", "learn.toml"),
        ("tour.toml", 'id = "holes"', 'id = "welcome"', "same id"),
        ("tour.toml", 'do = "Train for me"', "", "train"),
        ("tour.toml", 'title = "Welcome"', "title = 7", "title"),
        ("tour.toml", 'picture = "overfitting"', 'picture = "cat"', "cat"),
        ("tour.toml", "[words]", "[wörter]", "tour.toml"),
        ("quiz.toml", "right = true", "right = false", "exactly one"),
        ("quiz.toml", "right = true", "right = 1", "right"),
        ("quiz.toml", 'step = "loss"', 'step = "nowhere"', "nowhere"),
    ],
)
def test_a_damaged_text_is_told_with_its_place(copied: Path, name: str, old: str, new: str, told: str) -> None:
    path = copied / "en" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(re.sub(re.escape(old), new, text, count=1), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load("en", copied)


def test_texts_without_any_step_are_refused(copied: Path) -> None:
    path = copied / "en" / "tour.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[[steps]]", "[[stops]]"), encoding="utf-8")
    with pytest.raises(ValueError, match="steps"):
        load("en", copied)


def test_another_language_is_read_from_its_folder(copied: Path) -> None:
    shutil.copytree(copied / "en", copied / "de")
    path = copied / "de" / "learn.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('close = "Close"', 'close = "Schließen"'), "utf-8")
    assert load("de_DE", copied).idea.close == "Schließen"
    assert load("en_GB", copied).idea.close == "Close"


# What the tour says of Movie night is so.


@pytest.fixture(scope="module")
def run() -> tuple[list[EpochReport], Training]:
    reports, training = drive(train(movie_night(), MOVIE_NIGHT.config, RunControl()))
    return [report for report in reports if isinstance(report, EpochReport)], training


def step_words(step_id: str) -> str:
    return " ".join(next(step for step in load().steps if step.id == step_id).sentences)


def test_the_table_is_as_the_tour_says() -> None:
    ratings = movie_night()
    assert ratings.shape == (1000, 500)
    assert ratings.share_known == pytest.approx(0.1, abs=0.005)
    assert "1,000 users and 500 movies" in step_words("holes")
    first = dict(zip(ratings.columns[:2].tolist(), ratings.values[:2].tolist(), strict=True))
    assert first == {0: 4.0, 2: 5.0}
    assert "Movie 1 as 4 and Movie 3 as 5" in step_words("holes")
    assert MOVIE_NIGHT.config.rank == 10
    assert "ten" in step_words("settings")
    assert MOVIE_NIGHT.config.epochs == 20
    assert "20 epochs" in step_words("again")
    assert MOVIE_NIGHT.config.held_out == 0.1
    assert "one known rating in ten" in step_words("input")


def test_the_training_goes_as_the_tour_says(run: tuple[list[EpochReport], Training]) -> None:
    reports, training = run
    measured = [report for report in reports if report.held_out_error is not None]
    assert (round(measured[0].loss, 1), round(measured[-1].loss, 1)) == (1.2, 0.2)
    assert "1.2 after the first epoch to about 0.2" in step_words("again")
    assert measured[0].accuracy == pytest.approx(1 / 3, abs=0.03)
    assert measured[-1].accuracy is not None
    assert 0.5 < measured[-1].accuracy < 0.66
    losses = [(report.loss, report.held_out_loss or 0) for report in measured]
    assert losses == sorted(losses, reverse=True)
    assert [held_out for _, held_out in losses] == sorted((held_out for _, held_out in losses), reverse=True)
    judged = training.judged
    assert judged is not None
    ratio = np.abs(judged.given - judged.guess).mean() / np.abs(judged.given - judged.predicted).mean()
    assert 1.7 < ratio < 2
    assert "almost twice" in step_words("quality")


def moment(run: tuple[list[EpochReport], Training]) -> View:
    """What the pipeline shows of the first epoch."""
    record = Record()
    record.add(run[0])
    return View(PipelineTable.of(movie_night()), Method.GRADIENT_DESCENT, record[0])


def test_the_first_epoch_is_as_the_tour_says(run: tuple[list[EpochReport], Training]) -> None:
    view = moment(run)
    made = sum_of(view)
    assert made is not None
    assert f"{made.mean} + {made.features} + {made.biases} = {made.total}" in step_words("multiply")
    cell = cells(view)[0]
    assert cell.given == 4
    square = (4 - round(cell.predicted, 2)) ** 2
    assert f"came out at {made.total}" in step_words("loss")
    assert f"Off by {4 - cell.predicted:.2f}, squared {square:.2f}" in step_words("loss")
    assert view.glimpse is not None
    move = furthest_move(view.glimpse.row_before, view.glimpse.row_after)
    assert f"feature {move.number} of User 1 went from {move.before} to {move.after}" in step_words("update")


def test_one_cell_ends_farther_off_as_the_tour_says(run: tuple[list[EpochReport], Training]) -> None:
    record = Record()
    record.add(run[0])
    first, last = (View(PipelineTable.of(movie_night()), Method.GRADIENT_DESCENT, record[place]) for place in (0, -1))
    off = [cells(view)[0].predicted for view in (first, last)]
    assert abs(off[1] - 4) > abs(off[0] - 4)
    assert f"came out at {off[0]:.2f} in the first epoch and comes out at {off[1]:.2f} in the last" in step_words(
        "again"
    )


def test_the_first_pattern_tells_as_much_as_the_tour_says(run: tuple[list[EpochReport], Training]) -> None:
    axes = drive(principal_axes(run[1].model, RunControl()))[1]
    assert f"pattern 1 alone tells {axes.strengths[0]:.0%}".replace("%", " %") in step_words("meaning")


def test_both_trainings_start_anew_and_each_does_all_epochs(run: tuple[list[EpochReport], Training]) -> None:
    stages = [report.stage for report in run[0]]
    assert (stages.count(Stage.MEASURING), stages.count(Stage.FILLING)) == (20, 20)
    first, second = (run[0][place].glimpse for place in (0, 20))
    assert first is not None
    assert second is not None
    assert np.array_equal(first.row_before, second.row_before)


def test_the_example_is_predicted_as_the_tour_says(run: tuple[list[EpochReport], Training]) -> None:
    block = CompletedTable(movie_night(), run[1].model).block(np.arange(1), np.arange(3))
    value, spread = float(block.values[0, 1]), float(block.spreads[0, 1])
    assert f"predicts {value:.1f}" in step_words("filled")
    assert f"{value:.1f} ± {spread:.1f}" in step_words("sure")
    assert f"from {value - CENTRAL_90 * spread:.2f} up to 5, the end" in step_words("sure")
    assert value + CENTRAL_90 * spread > 5
    assert (block.values[0, 0], block.values[0, 2]) == (4, 5)


def test_two_thirds_of_the_held_out_ratings_lie_within_the_spread(run: tuple[list[EpochReport], Training]) -> None:
    judged = run[1].judged
    assert judged is not None
    assert judged.spreads is not None
    inside = np.abs(judged.given - judged.predicted) <= judged.spreads
    assert inside.mean() == pytest.approx(2 / 3, abs=0.04)
