"""search(): which method and rank predict a table best, found in a given time.

The candidates race by successive halving (Jamieson and Talwalkar 2016): all of them run a little, the worse half is
dropped, the others run further. What is fair between methods that learn so differently was decided like this:

- *What is compared* is the held-out error that a training would be judged by if it ended now: for a sampler that of the
  average of its draws, for the others the lowest so far.
- *The first cut* is made on the first fold after a quarter of the epochs that a method would run; a sampler counts them
  from the end of its burn-in, because a single draw says nothing about the average. At that point the curves of
  different methods cannot be compared (least squares begins with a strong ridge and falls late), those of the same
  method can: so each candidate is measured against its own method only, and the worse half of each goes.
- *Later cuts* are made between whole trainings, on one fold and then on two, three, ..., so all methods stand side by
  side. At most three finalists are cross-validated on all folds, one fold after the other together, so that in
  whatever moment time runs out they can be compared on the same folds.
- *Time* is shared by giving the next epoch to whoever has used the least. Where time for a cut runs out first,
  candidates are compared on the folds that they share and by what they have learned so far of the first one; who has
  not even come to the point of the first cut, because it is slow or time is short, stands behind those who have.

The number of epochs is chosen on the same cells that judge, as everywhere in mfdesk; for methods that do not average
this flatters the error a little, by less than what separates folds.

The search needs a clock to hold its budget, so unlike a training it need not end the same on two machines; each single
error in it does.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import closing

from mfdesk.engine.contender import Clock, Contender, LentControl
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport
from mfdesk.engine.search_cost import FIRST_DEADLINE, HEATS_DEADLINE, SECOND_DEADLINE, most_live
from mfdesk.engine.search_plan import FINALISTS, FIRST_SHARE, Goal, SearchPlan, Variant, half
from mfdesk.engine.search_report import CandidateState, SearchReport
from mfdesk.engine.search_result import SearchEnd, SearchResult, Standing, spread
from mfdesk.ratings.split import folds
from mfdesk.ratings.table import Ratings

_FIRST_GOAL = Goal(FIRST_SHARE, 1)


def search(
    ratings: Ratings, plan: SearchPlan, control: RunControl, clock: Clock = time.perf_counter
) -> Generator[SearchReport, None, SearchResult]:
    """Tries the plan's candidates and ranks them; one report an epoch, and one at each change of a candidate's fate.

    Heeds ``control`` at least every 50 ms. Finishing ends the search and keeps the ranking so far. Time counts while
    a candidate learns, not while the search is paused. Raises ``TooFewForFolds``, and ``Cancelled``.
    """
    plan.check(ratings)
    with closing(_Race(ratings, plan, control, clock)) as race:
        yield from race.run()
        return race.result()


class _Race:
    def __init__(self, ratings: Ratings, plan: SearchPlan, control: RunControl, clock: Clock) -> None:
        self._plan, self._control, self._clock = plan, control, clock
        self._lent = LentControl(control, clock)
        parts = folds(ratings, plan.folds, plan.seed)
        self._all = [
            Contender(number, config, ratings, parts, self._lent) for number, config in enumerate(plan.candidates)
        ]
        self._most_live = most_live(ratings, plan)
        self._elapsed = 0.0

    def close(self) -> None:
        """Drops all learners."""
        for contender in self._all:
            contender.let_go()

    def run(self) -> Iterator[SearchReport]:
        """The heats and the final."""
        if len(self._all) > FINALISTS:
            yield from self._advance(_FIRST_GOAL, FIRST_DEADLINE)
            yield from self._cut_within_methods()
        done = 1
        while len(self._racing) > FINALISTS and done < self._plan.folds and not self._ended:
            goal = Goal(1.0, done)
            yield from self._advance(goal, SECOND_DEADLINE if done == 1 else HEATS_DEADLINE)
            yield from self._cut(self._racing, half(len(self._racing)))
            done += 1
        yield from self._advance(Goal(1.0, self._plan.folds), 1.0)
        yield from self._end()

    def result(self) -> SearchResult:
        standings = sorted((self._standing(contender) for contender in self._all), key=_place)
        return SearchResult(
            standings=tuple(standings),
            folds=self._plan.folds,
            ended=self._how_it_ended(),
            seconds=self._elapsed,
            trainings=sum(contender.trainings for contender in self._all),
        )

    # racing

    @property
    def _racing(self) -> list[Contender]:
        return [one for one in self._all if one.state in (CandidateState.RUNNING, CandidateState.FINISHED)]

    @property
    def _ended(self) -> bool:
        return self._control.finishing or self._elapsed >= self._plan.seconds

    def _advance(self, goal: Goal, deadline: float) -> Iterator[SearchReport]:
        """Brings all in the race to the goal, as many at the same time as memory holds learners, until a ``deadline``
        (a share of the plan's seconds)."""
        behind = [one for one in self._racing if not one.reached(goal)]
        behind.sort(key=lambda one: not one.live)
        waves = [behind[first : first + self._most_live] for first in range(0, len(behind), self._most_live)]
        end = deadline * self._plan.seconds
        for number, wave in enumerate(waves):
            self._make_room(wave)
            slot = max(end - self._elapsed, 0.0) / (len(waves) - number)
            yield from self._run_wave(wave, goal, self._elapsed + slot)

    def _run_wave(self, wave: list[Contender], goal: Goal, until: float) -> Iterator[SearchReport]:
        while behind := [one for one in wave if not one.reached(goal)]:
            if self._ended or self._elapsed >= until:
                return
            self._control.checkpoint()
            yield from self._step(min(behind, key=lambda one: _turn(one, goal)))

    def _step(self, contender: Contender) -> Iterator[SearchReport]:
        fold = contender.fold
        began, waited = self._clock(), self._lent.waited
        report = contender.step()
        took = self._clock() - began - (self._lent.waited - waited)
        self._elapsed += took
        contender.spend(took)
        if len(contender.errors) == self._plan.folds:
            contender.state = CandidateState.FINISHED
        yield self._report(contender, fold, report)

    def _make_room(self, wave: list[Contender]) -> None:
        """Lets go of learners outside the wave until the wave's fit beside the others."""
        outside = [one for one in self._all if one.live and one not in wave]
        for one in outside[max(self._most_live - len(wave), 0) :]:
            one.let_go()

    # cutting

    def _cut_within_methods(self) -> Iterator[SearchReport]:
        methods: dict[Variant, list[Contender]] = defaultdict(list)
        for contender in self._racing:
            methods[Variant.of(contender.config)].append(contender)
        for same in methods.values():
            yield from self._cut(same, half(len(same)))

    def _cut(self, contenders: list[Contender], survivors: int) -> Iterator[SearchReport]:
        """Drops all but the best on the folds that they share; when the search is over nobody is dropped any more."""
        if self._ended:
            return
        shared = _shared_folds(contenders)
        ranked = sorted(contenders, key=lambda one: _merit(one.reached(_FIRST_GOAL), one.error_over(shared)))
        for contender in ranked[:survivors]:
            contender.rung += 1
            yield self._report(contender, contender.fold, None)
        for contender in ranked[survivors:]:
            contender.state = CandidateState.DROPPED
            contender.let_go()
            yield self._report(contender, contender.fold, None)

    def _end(self) -> Iterator[SearchReport]:
        """Who is still running is stopped."""
        for contender in self._racing:
            contender.let_go()
            if contender.state is CandidateState.RUNNING:
                contender.state = CandidateState.STOPPED
                yield self._report(contender, contender.fold, None)

    # telling

    def _report(self, contender: Contender, fold: int, report: EpochReport | None) -> SearchReport:
        return SearchReport(
            candidate=contender.number,
            fold=fold,
            epoch=contender.so_far.epoch,
            epochs=contender.so_far.epochs,
            fold_seconds=contender.so_far.seconds,
            total_epochs=contender.epochs,
            held_out_error=report.held_out_error if report else None,
            averaging=contender.so_far.averaging,
            error=contender.error,
            spread=contender.spread,
            folds_done=len(contender.errors),
            state=contender.state,
            rung=contender.rung,
            elapsed=self._elapsed,
            remaining=max(self._plan.seconds - self._elapsed, 0.0),
        )

    def _standing(self, contender: Contender) -> Standing:
        dropped = contender.state is CandidateState.DROPPED
        others = [one for one in self._all if one.state is not CandidateState.DROPPED]
        shared = len(contender.errors) if dropped else _shared_folds(others)
        errors = tuple(contender.errors[:shared])
        return Standing(
            candidate=contender.number,
            config=contender.config,
            error=contender.error_over(shared),
            spread=spread(errors),
            fold_errors=errors,
            rank=contender.rank,
            epochs=contender.epochs,
            seconds=contender.seconds,
            rung=contender.rung,
            state=contender.state,
            fair=contender.reached(_FIRST_GOAL),
        )

    def _how_it_ended(self) -> SearchEnd:
        if any(one.state is CandidateState.STOPPED for one in self._all):
            return SearchEnd.BY_HAND if self._control.finishing else SearchEnd.OUT_OF_TIME
        return SearchEnd.COMPLETE


def _turn(contender: Contender, goal: Goal) -> tuple[int, float]:
    """Who goes first: in a final the one with the fewest folds; then who has learned for the shortest time."""
    return (len(contender.errors) if goal.share == 1 else 0), contender.seconds


def _shared_folds(contenders: list[Contender]) -> int:
    """How many folds all of them have finished; 1 where some have not finished any, and are judged by part of it."""
    return max(min(len(one.errors) for one in contenders), 1)


def _place(standing: Standing) -> tuple[int, bool, float]:
    """Who survived more cuts first."""
    return (-standing.rung, *_merit(standing.fair, standing.error))


def _merit(fair: bool, error: float | None) -> tuple[bool, float]:
    """What ranks candidates between two cuts: whoever has not come to a fair comparison stands behind."""
    return not fair, math.inf if error is None or not math.isfinite(error) else error
