"""How a round of the quiz ended: the score, and the questions that are worth another look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mfdesk.gui.learn.parts import button, named, words
from mfdesk.gui.learn.quiz_round import QuizRound
from mfdesk.gui.learn.texts import Question, QuizWords


class ResultPage(QWidget):
    """Lists what was missed, each with its right answer and a way to the step of the tour that explains it."""

    step_requested = Signal(str)
    restart_requested = Signal()
    close_requested = Signal()

    def __init__(self, quiz_words: QuizWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = quiz_words
        self._score, self._about = named(words(look="title"), "quizScore"), words()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._restart = button(quiz_words.restart, "quizRestart")
        self._close = button(quiz_words.close, "quizClose", primary=True)
        self._lay_out()
        self._restart.clicked.connect(self.restart_requested)
        self._close.clicked.connect(self.close_requested)

    def show_round(self, played: QuizRound) -> None:
        self._score.setText(self._words.score.format(score=played.score, questions=len(played.questions)))
        self._about.setText(self._words.again if played.missed else self._words.all_right)
        self._area.setWidget(self._list(played.missed))
        self._close.setFocus()

    def _list(self, missed: list[Question]) -> QWidget:
        page = named(QWidget(), "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for question in missed:
            column.addWidget(self._entry(question))
        column.addStretch(1)
        return page

    def _entry(self, question: Question) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", True)
        show = button(self._words.show_me, f"quizShow.{question.id}")
        show.setAccessibleDescription(question.question)
        show.clicked.connect(self._asking(question.step))
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(words(question.question, "heading"))
        texts.addWidget(words(question.right.text))
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        return frame

    def _asking(self, step: str) -> Callable[[], None]:
        return lambda: self.step_requested.emit(step)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._restart)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._score)
        column.addWidget(self._about)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)
