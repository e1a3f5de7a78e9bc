"""The guided tour: walks through its steps, lights what each is about, and hears what happens meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from mfdesk.gui.learn.sight import chain, named_widgets, page_of, scroll_to, seen_part, seen_parts
from mfdesk.gui.learn.spotlight import Spotlight
from mfdesk.gui.learn.texts import Texts, TourStep
from mfdesk.gui.learn.tour_card import TourCard
from mfdesk.gui.learn.watch import Watch
from mfdesk.gui.theme import Palette


class Tour(QObject):
    """A tour over ``window``, whose widgets it finds by their object names; it changes nothing by itself.

    What it needs done it asks for by signals, and ``happened`` tells it what has been done. While it runs it keeps
    the focus on its card or within what is lit. It can be walked again; what has happened is forgotten when it ends.
    """

    show_requested = Signal(str)
    """The widget of this object name is not seen: its dock is to be raised, or what it lies in opened."""
    prepare_requested = Signal(str)
    """The window is to be made as a step that is shown now speaks of it; the ``on_show`` of the step."""
    do_requested = Signal(str)
    """What a step waits for is to be done for the user; the ``action`` of the step."""
    step_shown = Signal(str)
    """The id of the step that begins."""
    quiz_requested = Signal()
    """The tour was walked to its end, and the quiz is to follow."""
    ended = Signal(bool)
    """The tour is over, once; true when its last step had been reached."""

    def __init__(self, window: QWidget, texts: Texts) -> None:
        super().__init__(window)
        self._window, self._steps, self._words = window, texts.steps, texts.tour_words
        self._position, self._running, self._asked = 0, False, False
        self._happened: set[str] = set()
        self._scrolled: list[QSize] = []
        self._spotlight = Spotlight(window)
        self._card = TourCard(texts.tour_words, texts.idea, window)
        self._watch = Watch(window, self._card)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._connect()

    @property
    def running(self) -> bool:
        return self._running

    @property
    def step(self) -> TourStep:
        return self._steps[self._position]

    def set_palette_colours(self, palette: Palette) -> None:
        self._spotlight.set_palette_colours(palette)
        self._card.set_palette_colours(palette)

    def start(self, step_id: str = "") -> None:
        """Begins, or goes on, at this step (default: the first). ``KeyError`` when there is none of this id."""
        places = {step.id: place for place, step in enumerate(self._steps)}
        self._position = places[step_id] if step_id else 0
        self._running = True
        self._watch.start()
        self._begin_step()

    def happened(self, event: str) -> None:
        """Something happened that a step may wait for; the tour goes on if it is this one."""
        self._happened.add(event)
        if self._running and self.step.waits_for == event:
            self._go_to(self._position + 1)

    @Slot()
    def forward(self) -> None:
        """The next step; what this one waits for is asked for first, once. After the last one comes the quiz."""
        if self._is_waiting and not self._asked:
            self._asked = True
            self._card.set_next(self._words.working)
            self.do_requested.emit(self.step.action)
        elif self._at_end:
            self.leave()
            self.quiz_requested.emit()
        else:
            self._go_to(self._position + 1)

    @Slot()
    def back(self) -> None:
        self._go_to(self._position - 1)

    @Slot()
    def leave(self) -> None:
        """Ends the tour; the window stays as it is."""
        if not self._running:
            return
        self._running = False
        self._happened.clear()
        self._soon.stop()
        self._watch.stop()
        self._spotlight.light(QRect())
        self._spotlight.hide()
        self._card.hide()
        self.ended.emit(self._at_end)

    @property
    def _is_waiting(self) -> bool:
        return bool(self.step.waits_for) and self.step.waits_for not in self._happened

    @property
    def _at_end(self) -> bool:
        return self._position == len(self._steps) - 1

    def _connect(self) -> None:
        self._card.forward.connect(self.forward)
        self._card.back.connect(self.back)
        self._card.leave.connect(self.leave)
        self._watch.moved.connect(self._soon.start)
        self._watch.focused.connect(self._keep_focus)
        self._soon.timeout.connect(self._follow)
        self._spotlight.pressed.connect(self._take_focus)

    def _go_to(self, position: int) -> None:
        if 0 <= position < len(self._steps) and self._running:
            self._position = position
            self._begin_step()

    def _begin_step(self) -> None:
        self._asked = False
        self._card.show_step(self.step, self._position, len(self._steps))
        self._card.set_next(self._next_word())
        self._ask_to_show()
        if self.step.on_show:
            self.prepare_requested.emit(self.step.on_show)
            self._scroll()
        self._aim(glide=True)
        self._take_focus()
        self._card.announce()
        self.step_shown.emit(self.step.id)

    def _next_word(self) -> str:
        if self._is_waiting:
            return self.step.do
        return self._words.quiz if self._at_end else self._words.next

    # what is lit

    def _targets(self) -> list[list[QWidget]]:
        """Those of this step that are there, seen or not, in their order; each is one widget or several together."""
        found = (named_widgets(names, self._window) for names in self.step.targets)
        return [widgets for widgets in found if widgets]

    def _lit(self) -> list[QWidget]:
        """The first target of which anything is seen."""
        return next((each for each in self._targets() if not seen_parts(each, self._window).isEmpty()), [])

    def _ask_to_show(self) -> None:
        """Scrolls to the first target that is there and asks for what of it is not seen; where none is there, asks for
        the last of all."""
        self._scroll()
        targets = self._targets()
        wanted = [each.objectName() for each in targets[0] if each.objectName()] if targets else self.step.targets[-1:]
        hidden = [name for name in wanted if not self._is_seen(name)]
        for name in hidden:
            self.show_requested.emit(name)
        if hidden:
            self._scroll()

    def _is_seen(self, name: str) -> bool:
        widget = self._window.findChild(QWidget, name)
        return widget is not None and not seen_part(widget, self._window).isEmpty()

    def _scroll(self) -> None:
        for widget in self._first_target():
            scroll_to(widget)
        self._scrolled = self._sizes()

    def _first_target(self) -> list[QWidget]:
        return next(iter(self._targets()), [])

    def _sizes(self) -> list[QSize]:
        """Of the first target, empty where it is hidden."""
        return [each.size() if each.isVisible() else QSize() for each in self._first_target()]

    def _aim(self, *, glide: bool) -> None:
        self._come_to_front()
        lit = self._lit()
        self._spotlight.light(seen_parts(lit, self._window), glide=glide)
        self._card.beyond = lit
        hole = self._spotlight.hole
        self._card.place_beside(hole, hole | seen_parts(map(page_of, lit), self._window), self._window.rect())
        self._watch.follow({above for target in self._targets() for each in target for above in chain(each)})

    def _come_to_front(self) -> None:
        """Docks and their tabs come and go, so what is on top is looked up; it is not raised for nothing, as that
        paints the whole window."""
        self._spotlight.cover()
        on_top = [child for child in self._window.children() if isinstance(child, QWidget)][-2:]
        if on_top != [self._spotlight, self._card]:
            self._spotlight.raise_()
            self._card.raise_()
        self._card.show()

    @Slot()
    def _follow(self) -> None:
        """Scrolls again only where what is to be seen has come or grown, so that nobody is held back who scrolls."""
        if not self._running:
            return
        if self._sizes() != self._scrolled:
            self._scroll()
        self._aim(glide=False)

    # where keys go

    @Slot(object)
    def _keep_focus(self, focus: QWidget) -> None:
        lit = self._lit()
        if focus not in lit and not any(each.isAncestorOf(focus) for each in (self._card, *lit)):
            QTimer.singleShot(0, self, self._take_focus)

    @Slot()
    def _take_focus(self) -> None:
        if self._running and not self._card.isAncestorOf(self._window.focusWidget() or self._window):
            self._card.next.setFocus()
