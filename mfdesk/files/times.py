"""When a rating was given: seconds since 1970, or a date."""

from datetime import UTC, datetime
from math import nan

import numpy as np

from mfdesk.files.cells import is_missing
from mfdesk.ratings.arrays import Floats

_LATEST = 1e11
"""Seconds: beyond the year 5000. Larger numbers count milliseconds."""


def seconds(text: str) -> float | None:
    """Seconds since 1970 (NaN for a blank), or None for a text that is no time. Dates without a zone are UTC."""
    text = text.strip()
    if is_missing(text):
        return nan
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 20:
        value = float(text)
        return value / 1000 if value > _LATEST else value
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def many_seconds(texts: tuple[str, ...]) -> Floats:
    """(n,) seconds since 1970, NaN where a text is blank or no time."""
    joined = "".join(texts)
    if joined.isascii() and joined.isdigit() and all(texts) and max(map(len, texts)) < 11:
        return np.fromiter(map(int, texts), np.float64, len(texts))  # the usual case, six times as fast
    found = [seconds(text) for text in texts]
    return np.array([nan if value is None else value for value in found], np.float64)


def looks_like_times(texts: list[str]) -> bool:
    """Dates, or numbers of seconds that lie after 1973: no rating is that large."""
    found = [value for text in texts if not is_missing(text) and (value := seconds(text)) is not None]
    given = sum(not is_missing(text) for text in texts)
    return bool(given) and len(found) >= 0.9 * given and all(abs(value) >= 1e8 for value in found)
