"""The Learn page: the key idea in three sentences and a picture, the way to tour and quiz, and where one stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mfdesk.gui.learn.key_idea_picture import KeyIdeaPicture
from mfdesk.gui.learn.parts import WIDTH, button, named, words
from mfdesk.gui.learn.teacher import TeacherDialog
from mfdesk.gui.learn.texts import Texts
from mfdesk.gui.theme import Palette


class LearnDialog(QDialog):
    """Asks for tour and quiz by signals; ``set_best`` tells it what was reached before."""

    tour_requested = Signal()
    quiz_requested = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setObjectName("learnDialog")
        self.setWindowTitle(texts.idea.title)
        self._picture = KeyIdeaPicture(texts.idea)
        self._best = named(words(look="dim"), "learnBest")
        self._tour = button(texts.idea.tour_button, "learnTour", primary=True)
        self._quiz = button(texts.idea.quiz_button, "learnQuiz")
        self._teachers = button(texts.idea.teachers, "learnTeachers")
        self._close = button(texts.idea.close, "learnClose")
        self._lay_out()
        self._connect()
        self.set_best(None)

    def set_palette_colours(self, palette: Palette) -> None:
        self._picture.set_palette_colours(palette)

    def set_best(self, score: int | None) -> None:
        """The best score in the quiz; None when it was never taken to its end."""
        idea, questions = self._texts.idea, len(self._texts.questions)
        about = idea.quiz_about.format(questions=questions)
        standing = idea.not_yet if score is None else idea.best.format(score=score, questions=questions)
        self._best.setText(f"{about} {standing}")
        self._quiz.setAccessibleDescription(self._best.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words(self._texts.idea.title, "title"))
        column.addWidget(self._card())
        for sentence in self._texts.idea.sentences:
            label = words(sentence)
            label.setMinimumWidth(WIDTH)
            column.addWidget(label)
        column.addSpacing(4)
        column.addLayout(self._ways())
        column.addSpacing(4)
        column.addLayout(self._bottom())
        self.setMinimumHeight(column.totalHeightForWidth(column.totalSizeHint().width()))

    def _card(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 16, 16, 8)
        inside.addWidget(self._picture)
        return frame

    def _ways(self) -> QGridLayout:
        """Tour and quiz, each with a sentence beside it."""
        about = words(self._texts.idea.tour_about, "dim")
        self._tour.setAccessibleDescription(about.text())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        ways: tuple[tuple[QPushButton, QLabel], ...] = ((self._tour, about), (self._quiz, self._best))
        for row, (pressed, sentence) in enumerate(ways):
            grid.addWidget(pressed, row, 0)
            grid.addWidget(sentence, row, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._teachers)
        row.addStretch(1)
        row.addWidget(self._close)
        return row

    def _connect(self) -> None:
        self._tour.clicked.connect(self.tour_requested)
        self._quiz.clicked.connect(self.quiz_requested)
        self._teachers.clicked.connect(self._show_teachers)
        self._close.clicked.connect(self.accept)

    @Slot()
    def _show_teachers(self) -> None:
        dialog = TeacherDialog(self._texts, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
