"""How candidates, costs and the outcome of a search are said on screen. Knows no Qt."""

from __future__ import annotations

from mfdesk.engine.config import Config, Method
from mfdesk.engine.search_cost import Cost
from mfdesk.engine.search_plan import SearchPlan, Variant
from mfdesk.engine.search_report import CandidateState, SearchReport
from mfdesk.engine.search_result import SearchEnd, SearchResult, Standing, within_noise
from mfdesk.gui.words import counted

METHODS = {
    Variant(Method.GIBBS, False): "Bayesian",
    Variant(Method.GIBBS, True): "Bayesian (ordered steps)",
    Variant(Method.GIBBS, None): "Bayesian (steps or numbers)",
    Variant(Method.ALS): "Alternating least squares",
    Variant(Method.GRADIENT_DESCENT): "Gradient descent",
}
AUTOMATIC = "automatic"
NONE = "–"


def method_name(config: Config) -> str:
    return METHODS[Variant.of(config)]


def rank_name(rank: int | None) -> str:
    return AUTOMATIC if rank is None else str(rank)


def named(config: Config) -> str:
    """ "Gradient descent with rank 8", "Bayesian with automatic rank"."""
    rank = f"{AUTOMATIC} rank" if config.rank is None else f"rank {config.rank}"
    return f"{method_name(config)} with {rank}"


def duration(seconds: float) -> str:
    """A length of time in the coarsest unit that still says it."""
    if seconds < 99.5:
        return counted(max(round(seconds), 1), "second")
    if seconds < 5970:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:.1f} hours"


def cost_words(cost: Cost, plan: SearchPlan) -> str:
    """What a search costs, in one sentence, and a second one where its time is too short."""
    if cost.seconds < plan.seconds:
        time = f"probably {duration(cost.seconds)} and at most {duration(plan.seconds)}"
    else:
        time = f"at most {duration(plan.seconds)}"
    said = (
        f"{counted(cost.candidates, 'candidate')}, {counted(plan.folds, 'fold')}; {time}, "
        f"about {counted(cost.trainings, 'training')}."
    )
    if cost.enough:
        return said
    return f"{said} To give every candidate a fair try, allow {duration(cost.needed)} or try fewer."


def state_words(report: SearchReport | None, folds: int) -> str:
    """What a candidate is doing, or what has become of it."""
    if report is None:
        return "waiting"
    match report.state:
        case CandidateState.RUNNING:
            return f"fold {report.fold + 1} of {folds}" if report.epoch else f"{report.folds_done} of {folds} folds"
        case CandidateState.FINISHED:
            return f"all {folds} folds"
        case CandidateState.STOPPED:
            return f"{report.folds_done} of {folds} folds"
        case CandidateState.DROPPED:
            return f"dropped, {counted(report.folds_done, 'fold')}" if report.folds_done else "dropped"


def race_words(report: SearchReport, racing: int, candidates: int) -> str:
    """How far the whole search is."""
    left = f"{racing} of {counted(candidates, 'candidate')} in the race"
    return f"{left}; {duration(report.remaining)} left at most" if report.remaining else left


def search_words(result: SearchResult, unit: str) -> str:
    """What came of a search: which settings predict best, by how much, and why it ended."""
    best = result.best
    if best is None or best.error is None:
        return "Stopped before anything was measured; the settings are as they were."
    said = f"{_lead(best)}: off by {best.error:.2f} {unit} on held-out cells{_measured(best, result.folds)}"
    parts = (f"{said}{_second(best, result)}.", _cut_short(result), _ending(result))
    return " ".join(part for part in parts if part)


def _lead(best: Standing) -> str:
    if best.fair:
        return f"{named(best.config)} predicts best"
    return f"No candidate had learned enough for a fair comparison; the lowest error so far has {_inside(best.config)}"


def _inside(config: Config) -> str:
    """The name within a sentence; Bayes keeps the capital."""
    name = named(config)
    return name if name.startswith("Bayes") else name[0].lower() + name[1:]


def _measured(best: Standing, folds: int) -> str:
    done = len(best.fold_errors)
    return f" ({done} of {folds} folds)" if done < folds else ""


def _second(best: Standing, result: SearchResult) -> str:
    """How the runner-up does, where there is one that was measured as the best was."""
    others = [one for one in result.standings[1:] if one.error is not None and one.rung == best.rung]
    if not others or best.error is None or others[0].error is None:
        return ""
    other, behind = others[0], others[0].error - best.error
    distance = f"{behind:.2f} behind" if behind >= 0.005 else "as good to two digits"
    said = f"; {_inside(other.config)} is"
    match within_noise(best, other):
        case True:
            return f"{said} {distance}, within the noise of the folds"
        case False:
            shown = f"{behind:.1g} behind, little, but" if behind < 0.005 else f"{distance},"
            return f"{said} {shown} more than the noise of the folds"
        case None:
            return f"{said} {distance}"


def _cut_short(result: SearchResult) -> str:
    """Whoever was better than the best while time lasted, but did not come to a fair comparison."""
    best = result.best
    if best is None or best.error is None or not best.fair:
        return ""
    ahead = [(one.error, one) for one in result.standings if one.error and not one.fair and one.error < best.error]
    if not ahead:
        return ""
    error, other = min(ahead, key=lambda pair: pair[0])
    return f"{named(other.config)} came to {error:.2f}, but its time was too short for a fair comparison: allow more."


def _ending(result: SearchResult) -> str:
    match result.ended:
        case SearchEnd.COMPLETE:
            return ""
        case SearchEnd.OUT_OF_TIME:
            return "Time was up before all folds were done."
        case SearchEnd.BY_HAND:
            return "Stopped by hand."
