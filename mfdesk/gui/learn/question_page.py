"""One question of the quiz with its answers and, once one is chosen, why it is right or wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mfdesk.gui.learn.answer_card import AnswerCard, Mark
from mfdesk.gui.learn.parts import button, named, words
from mfdesk.gui.learn.texts import Answer, Question, QuizWords
from mfdesk.gui.theme import Palette

MOST_ANSWERS = 4


class QuestionPage(QWidget):
    """Shows a question, hears the answer, and explains it."""

    answered = Signal(int)
    """The position of the chosen answer."""
    next_requested = Signal()
    step_requested = Signal(str)

    def __init__(self, quiz_words: QuizWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = quiz_words
        self._shown: Question | None = None
        self._count, self._asked = words(look="dim"), words(look="heading")
        self._progress = named(QProgressBar(), "quizProgress")
        self._cards = [AnswerCard(position) for position in range(MOST_ANSWERS)]
        self._verdict, self._because = words(look="heading"), named(words(), "quizBecause")
        self._really = words(look="soft")
        self._keys = words(quiz_words.keys, "dim")
        self._show_me = button(quiz_words.show_me, "quizShowMe")
        self._next = button(quiz_words.next, "quizNext", primary=True)
        self._lay_out()
        self._connect()

    def set_palette_colours(self, palette: Palette) -> None:
        for card in self._cards:
            card.set_palette_colours(palette)

    def show_question(self, question: Question, place: int, count: int) -> None:
        """``place`` counts from 0."""
        self._shown = question
        self._count.setText(self._words.question.format(question=place + 1, questions=count))
        self._progress.setAccessibleName(self._count.text())
        self._progress.setRange(0, count)
        self._progress.setValue(place)
        self._asked.setText(question.question)
        for position, card in enumerate(self._cards):
            there = position < len(question.answers)
            card.setVisible(there)
            if there:
                text = question.answers[position].text
                card.set_answer(text, self._words.answer_name.format(number=position + 1, answer=text))
        self._show_explanation(shown=False)
        self._cards[0].setFocus()
        self._say(f"{self._count.text()}. {question.question}")

    def explain(self, answer: Answer, *, last: bool) -> None:
        """Marks the answers and says why; ``last``: there is no further question."""
        question = self._shown
        if question is None:
            return
        for card, each in zip(self._cards, question.answers, strict=False):
            card.set_mark(Mark.RIGHT if each.right else Mark.WRONG if each is answer else Mark.PASSED)
        self._verdict.setText(self._words.right if answer.right else self._words.wrong)
        self._because.setText(answer.because)
        self._really.setText("" if answer.right else self._words.really.format(answer=question.right.text))
        self._next.setText(self._words.last if last else self._words.next)
        self._next.setAccessibleName(self._next.text())
        self._next.setAccessibleDescription(f"{self._verdict.text()} {answer.because} {self._really.text()}".strip())
        self._progress.setValue(self._progress.value() + 1)
        self._show_explanation(shown=True)
        self._next.setFocus()
        self._say(self._next.accessibleDescription())

    def choose(self, position: int) -> None:
        """As if the card at this position had been pressed; nothing where there is none to press."""
        if position < len(self._cards) and self._cards[position].isVisible() and self._cards[position].isEnabled():
            self.answered.emit(position)

    def press_enter(self) -> None:
        """Presses the button or card with the focus, else goes on once the question is answered."""
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and focus.hasFocus() and focus.isEnabled():
            focus.click()
        elif self._next.isVisible():
            self._next.click()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        self._progress.setTextVisible(False)
        for widget in (self._count, self._progress):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self._asked)
        column.addSpacing(4)
        for card in self._cards:
            column.addWidget(card)
        column.addSpacing(8)
        for widget in (self._verdict, self._because, self._really):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(self._bottom())

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._keys, 1)
        row.addWidget(self._show_me)
        row.addWidget(self._next)
        return row

    def _connect(self) -> None:
        for card in self._cards:
            card.chosen.connect(self.answered)
        self._next.clicked.connect(self.next_requested)
        self._show_me.clicked.connect(self._ask_for_step)

    def _show_explanation(self, *, shown: bool) -> None:
        self._verdict.setVisible(shown)
        self._because.setVisible(shown)
        self._really.setVisible(shown and bool(self._really.text()))
        self._show_me.setVisible(shown)
        self._next.setVisible(shown)

    def _say(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot()
    def _ask_for_step(self) -> None:
        if self._shown is not None:
            self.step_requested.emit(self._shown.step)
