"""The quiz: one question at a time, each answer explained, and in the end what is worth another look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from mfdesk.gui.learn.question_page import QuestionPage
from mfdesk.gui.learn.quiz_round import QuizRound
from mfdesk.gui.learn.result_page import ResultPage
from mfdesk.gui.learn.texts import Texts
from mfdesk.gui.theme import Palette


class QuizDialog(QDialog):
    """``seed`` draws the order of the answers; starting again draws another."""

    step_requested = Signal(str)
    """The step of the tour with this id is to be shown."""
    scored = Signal(int, int)
    """A round is over: how many were right, of how many."""

    def __init__(self, texts: Texts, seed: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quizDialog")
        self.setWindowTitle(texts.quiz_words.title)
        self.setAccessibleName(texts.quiz_words.title)
        self._texts, self._seed = texts, seed
        self._question, self._result = QuestionPage(texts.quiz_words), ResultPage(texts.quiz_words)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.restart(seed)

    @property
    def round(self) -> QuizRound:
        return self._round

    def set_palette_colours(self, palette: Palette) -> None:
        self._question.set_palette_colours(palette)

    def restart(self, seed: int) -> None:
        self._seed, self._round = seed, QuizRound(self._texts.questions, seed)
        self._pages.setCurrentWidget(self._question)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 9 choose, Enter goes on; the rest is the dialog's."""
        key, here = event.key(), self._pages.currentWidget()
        if here is self._question and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._question.choose(key - Qt.Key.Key_1)
        elif here is self._question and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._question.press_enter()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._question)
        self._pages.addWidget(self._result)
        column.addWidget(self._pages)
        self.resize(560, 520)

    def _connect(self) -> None:
        self._question.answered.connect(self._take_answer)
        self._question.next_requested.connect(self._go_on)
        self._question.step_requested.connect(self.step_requested)
        self._result.step_requested.connect(self.step_requested)
        self._result.restart_requested.connect(self._start_again)
        self._result.close_requested.connect(self.accept)

    def _ask(self) -> None:
        played = self._round
        self._question.show_question(played.questions[played.answered], played.answered, len(played.questions))

    @Slot(int)
    def _take_answer(self, position: int) -> None:
        self._question.explain(self._round.answer(position), last=self._round.over)

    @Slot()
    def _go_on(self) -> None:
        if not self._round.over:
            self._ask()
            return
        self._result.show_round(self._round)
        self._pages.setCurrentWidget(self._result)
        self.scored.emit(self._round.score, len(self._round.questions))

    @Slot()
    def _start_again(self) -> None:
        self.restart(self._seed + 1)
