"""What an observation is called on screen, and the sentence that explains it. Knows no Qt."""

from __future__ import annotations

from mfdesk.engine.observe import Observation, Trend

_WORDS = {
    Trend.STARTING: "Random start",
    Trend.LEARNING: "Learning patterns",
    Trend.IMPROVING: "Improving",
    Trend.SLOWING: "Slowing",
    Trend.STABLE: "Stable",
    Trend.OVERFITTING: "Overfits",
    Trend.DIVERGING: "Diverging",
    Trend.AVERAGING: "Averaging draws",
    Trend.SETTLED: "Average is stable",
}

_SENTENCES = {
    Trend.STARTING: "The factors were random a moment ago.",
    Trend.LEARNING: "The last four epochs made at least two fifths of the whole way that the loss has fallen.",
    Trend.IMPROVING: "The loss still falls well: a fifth or more of its whole way in the last four epochs.",
    Trend.SLOWING: "A loss still falls, but little: in the last four epochs by less than a fifth of its whole way.",
    Trend.STABLE: "The loss hardly changes any more.",
    Trend.OVERFITTING: "Cells learned from are fitted closer and closer, while the error on held-out cells has grown.",
    Trend.DIVERGING: "The loss grows instead of falling.",
    Trend.AVERAGING: "The predictions are now the average of all draws so far, and that still gets better.",
    Trend.SETTLED: "The average of the draws hardly changes any more; more epochs would add little.",
}


def observation_words(observation: Observation) -> str:
    """Two or three words: "Stable", "Overfits since 18"."""
    words = _WORDS[observation.trend]
    return words if observation.since is None else f"{words} since {observation.since:,}"


def observation_sentence(observation: Observation) -> str:
    """What the numbers were that the words stand for."""
    return _SENTENCES[observation.trend]
