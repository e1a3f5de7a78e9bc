"""One go at the quiz: which question is next, what was answered, how it stands. Knows no Qt."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from mfdesk.gui.learn.texts import Answer, Question


class QuizRound:
    """The questions in their order, the answers of each in an order that ``seed`` draws."""

    def __init__(self, questions: Sequence[Question], seed: int) -> None:
        shuffle = random.Random(seed)
        self.questions = tuple(
            replace(question, answers=tuple(shuffle.sample(question.answers, len(question.answers))))
            for question in questions
        )
        self._given: list[Answer] = []

    @property
    def answered(self) -> int:
        return len(self._given)

    @property
    def over(self) -> bool:
        return self.answered == len(self.questions)

    @property
    def score(self) -> int:
        """How many of the answers so far are right."""
        return sum(answer.right for answer in self._given)

    @property
    def missed(self) -> list[Question]:
        """The questions that were answered wrong, in their order."""
        return [question for question, answer in zip(self.questions, self._given, strict=False) if not answer.right]

    def answer(self, position: int) -> Answer:
        """Gives the answer at this position to the next question; the answer with its explanation."""
        answer = self.questions[self.answered].answers[position]
        self._given.append(answer)
        return answer
