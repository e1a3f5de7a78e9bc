"""The texts of Learn, read from ``resources/learn/<language>/`` and checked. Knows no Qt.

They are read when Learn is opened, never at the start of the program. A file that is damaged is a defect of mfdesk
(``ValueError`` with the place), which the tests of every language find.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TypeVar, cast

from mfdesk.paths import resource

FALLBACK = "en"
KEY_IDEA, OVERFITTING = PICTURES = ("key_idea", "overfitting")
"""The pictures that a card of the tour can show."""
FILES = ("learn.toml", "tour.toml", "quiz.toml", "teacher.md")

Table = Mapping[str, object]
Some = TypeVar("Some")


@dataclass(frozen=True)
class KeyIdea:
    """The Learn page: three ``sentences``, the words in its picture, and what its buttons say."""

    title: str
    sentences: tuple[str, ...]
    picture_ratings: str
    picture_rows: str
    picture_columns: str
    picture_described: str
    tour_button: str
    tour_about: str
    quiz_button: str
    quiz_about: str
    best: str
    not_yet: str
    teachers: str
    close: str

    def __post_init__(self) -> None:
        if len(self.sentences) != 3:
            raise ValueError("the key idea is told in three sentences")


@dataclass(frozen=True)
class TourStep:
    """One card of the tour.

    ``targets`` are object names; the first one that is seen is lit up. "one + other" lights both, and what lies
    between. ``on_show`` is what the window is asked for when the step is shown. ``waits_for`` is an event that takes
    the tour on; ``do`` is the button that lets mfdesk do it instead, and ``action`` what is asked of the window then.
    ``picture`` is one of ``PICTURES``, which the card then shows.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    targets: tuple[str, ...] = ()
    waits_for: str = ""
    do: str = ""
    action: str = ""
    on_show: str = ""
    picture: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.sentences) <= 4:
            raise ValueError(f"the step {self.id} has {len(self.sentences)} paragraphs instead of one to four")
        if not bool(self.waits_for) == bool(self.do) == bool(self.action):
            raise ValueError(f"the step {self.id} needs all or none of waits_for, do and action")
        if self.picture not in ("", *PICTURES):
            raise ValueError(f"the step {self.id} asks for the unknown picture {self.picture}")


@dataclass(frozen=True)
class TourWords:
    name: str
    step: str
    back: str
    next: str
    leave: str
    working: str
    quiz: str
    curve_learned: str
    curve_held_out: str
    curve_kept: str
    curve_epochs: str
    curves_described: str
    """What stands in the picture of overfitting, and what it shows for who listens."""


@dataclass(frozen=True)
class Answer:
    """``because`` says why it is right or wrong."""

    text: str
    because: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """``step`` is the step of the tour that explains it; exactly one answer is right."""

    id: str
    question: str
    step: str
    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        if sum(answer.right for answer in self.answers) != 1:
            raise ValueError(f"the question {self.id} needs exactly one right answer")

    @property
    def right(self) -> Answer:
        return next(answer for answer in self.answers if answer.right)


@dataclass(frozen=True)
class QuizWords:
    title: str
    question: str
    right: str
    wrong: str
    really: str
    show_me: str
    next: str
    last: str
    score: str
    all_right: str
    again: str
    restart: str
    close: str
    answer_name: str
    keys: str


@dataclass(frozen=True)
class Texts:
    """All of Learn in one language; ``teacher`` is Markdown, with the answers of the quiz at ``{answers}``."""

    language: str
    idea: KeyIdea
    tour_words: TourWords
    steps: tuple[TourStep, ...]
    quiz_words: QuizWords
    questions: tuple[Question, ...]
    teacher: str

    def __post_init__(self) -> None:
        for what, ids in (("steps", [step.id for step in self.steps]), ("questions", [q.id for q in self.questions])):
            if len(set(ids)) < len(ids):
                raise ValueError(f"two {what} have the same id")
        if strangers := {question.step for question in self.questions} - {step.id for step in self.steps}:
            raise ValueError(f"no step of the tour is called {', '.join(sorted(strangers))}")

    @property
    def teacher_page(self) -> str:
        """The page for teachers, with the answers as the quiz has them now."""
        rows = (f"| {question.question} | {question.right.text} |" for question in self.questions)
        return self.teacher.replace("{answers}", "\n".join(rows))


def languages(root: Path | None = None) -> list[str]:
    """The languages that there are texts in."""
    return sorted(first.parent.name for first in (root or resource("learn")).glob(f"*/{FILES[0]}"))


def best_language(wanted: str, there: Sequence[str]) -> str:
    """ "de_DE" gives "de_DE", else "de", else English."""
    for language in (wanted.replace("-", "_"), wanted.replace("-", "_").partition("_")[0]):
        if language in there:
            return language
    return FALLBACK


def load(language: str = FALLBACK, root: Path | None = None) -> Texts:
    """The texts in this language, such as "de_DE", or the nearest that there is."""
    root = root or resource("learn")
    chosen = best_language(language, languages(root))
    learn, tour, quiz = (_read(root / chosen / name) for name in FILES[:3])
    return Texts(
        chosen,
        _made(KeyIdea, learn, "learn.toml"),
        _made(TourWords, _table(tour, "words", "tour.toml"), "tour.toml"),
        tuple(_made(TourStep, step, "tour.toml") for step in _tables(tour, "steps", "tour.toml")),
        _made(QuizWords, _table(quiz, "words", "quiz.toml"), "quiz.toml"),
        tuple(_question(question) for question in _tables(quiz, "questions", "quiz.toml")),
        (root / chosen / FILES[3]).read_text(encoding="utf-8"),
    )


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def _question(table: Table) -> Question:
    answers = tuple(_made(Answer, answer, "quiz.toml") for answer in _tables(table, "answers", "quiz.toml"))
    return _made(Question, {**table, "answers": answers}, "quiz.toml")


def _table(table: Table, key: str, where: str) -> Table:
    found = table.get(key)
    if not isinstance(found, dict):
        raise ValueError(f"{where}: there is no table {key}")
    return found


def _tables(table: Table, key: str, where: str) -> list[Table]:
    found = table.get(key)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f"{where}: there is no list of tables {key}")
    return cast("list[Table]", found)


def _made(kind: type[Some], table: Table, where: str) -> Some:
    """A dataclass from a table that has its fields and no others, each of the type that the field asks for."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    missing = {name for name, field in known.items() if field.default is MISSING} - set(table)
    if wrong := missing | set(table) - set(known):
        raise ValueError(f"{where}: {kind.__name__} {table.get('id', '')} lacks or does not know {sorted(wrong)}")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    for name, value in values.items():
        if not _fits(value, str(known[name].type)):
            raise ValueError(f"{where}: {name} in {kind.__name__} {table.get('id', '')} is {value!r}")
    return kind(**values)


def _fits(value: object, wanted: str) -> bool:
    """``wanted`` is a type as the dataclasses above write it."""
    if wanted == "str":
        return isinstance(value, str)
    if wanted == "bool":
        return isinstance(value, bool)
    inner = str if wanted == "tuple[str, ...]" else Answer
    return isinstance(value, tuple) and all(isinstance(each, inner) for each in value)
