"""Tables to try mfdesk on: a real survey that comes with it, and a made-up table drawn on demand."""

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.files.opened import Accounting, Layout, Opened, Understood
from mfdesk.files.read import open_ratings
from mfdesk.paths import resource
from mfdesk.ratings.movie_night import movie_night


@dataclass(frozen=True)
class Sample:
    """``config`` is how a training of it starts out."""

    id: str
    title: str
    description: str
    config: Config = field(default_factory=Config)


FOOD_WORLD_CUP = Sample(
    "food-world-cup",
    "Food World Cup",
    "How 1,373 people like the cuisines of 40 countries, from 1 to 5. A survey by FiveThirtyEight, CC BY 4.0.",
)
MOVIE_NIGHT = Sample(
    "movie-night",
    "Movie night",
    "1,000 users and 500 movies, about a tenth of them rated from 1 to 5. Made up, to watch how a training learns.",
    Config(method=Method.GRADIENT_DESCENT, rank=10, epochs=20),
)
SAMPLES = (FOOD_WORLD_CUP, MOVIE_NIGHT)


def sample(sample_id: str) -> Sample:
    """The sample with this id; ``KeyError`` when there is none."""
    return {each.id: each for each in SAMPLES}[sample_id]


def open_sample(sample_id: str, control: RunControl) -> Generator[Progress, None, Opened]:
    """The table of a sample, as if it had been opened from a file."""
    chosen = sample(sample_id)
    if chosen is MOVIE_NIGHT:
        return (yield from _drawn())
    path = resource("samples", "food-world-cup", "food-world-cup-data.csv")
    opened = yield from open_ratings(path, control)
    return replace(opened, ratings=replace(opened.ratings, title=chosen.title, column_noun="cuisine"))


def _drawn() -> Generator[Progress, None, Opened]:
    """A table that no file holds; its account is that of a long file with a line for each rating."""
    yield Progress(0, 0)
    ratings = movie_night()
    accounting = Accounting(ratings.known, ratings.known, 0, 0, 0, 0, (), 0)
    return Opened(ratings, Understood(Layout.LONG, "", "", header=False), accounting)
