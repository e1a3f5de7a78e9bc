"""What the names of fields say: who rated, what was rated, how, and when."""

import re

ROW = frozenset(
    [
        "user",
        "rater",
        "respondent",
        "customer",
        "reviewer",
        "person",
        "member",
        "client",
        "judge",
        "participant",
        "student",
        "viewer",
        "reader",
        "listener",
        "subject",
        "visitor",
        "account",
        "player",
        "uid",
        "row",
        "who",
    ]
)
COLUMN = frozenset(
    [
        "item",
        "movie",
        "product",
        "film",
        "book",
        "song",
        "track",
        "artist",
        "restaurant",
        "title",
        "cuisine",
        "dish",
        "game",
        "show",
        "series",
        "anime",
        "joke",
        "recipe",
        "beer",
        "wine",
        "business",
        "place",
        "hotel",
        "article",
        "asin",
        "isbn",
        "question",
        "iid",
        "column",
        "what",
    ]
)
RATING = frozenset(
    [
        "rating",
        "ratings",
        "score",
        "scores",
        "stars",
        "star",
        "value",
        "grade",
        "mark",
        "points",
        "vote",
        "preference",
        "overall",
    ]
)
TIME = frozenset(
    [
        "time",
        "timestamp",
        "date",
        "datetime",
        "day",
        "when",
        "unixtime",
        "ratedat",
        "reviewtime",
        "created",
        "createdat",
    ]
)

_PLAIN = frozenset(["", "row", "column", "name", "label", "index", "unnamed", "key", "number", "id"])
_TAIL = re.compile(r"[ _\-.]*(ids?|names?|no|nr|number|key|code|index)$")
_LONGEST_NOUN = 30

EXPORT_HEADER = ["row", "column", "rating", "source", "spread"]
"""The first line of a long file that mfdesk wrote."""


def base(name: str) -> str:
    """The word itself: ``userId``, ``User_ID`` and ``user id`` are all "user"."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()).lower()
    short = _TAIL.sub("", word)
    return re.sub(r"[ _\-.]+", "", short or word)


def noun(name: str) -> str:
    """What one row (or column) is called by the name of its field, "" when that says nothing."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.strip()).lower().replace("_", " ")
    word = _TAIL.sub("", word)
    plain = word in _PLAIN or len(word) > _LONGEST_NOUN or not re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", word)
    return "" if plain else word


def names_rows(name: str) -> bool:
    """True for the heads that a column of row names has: blank, "row", "name", "id", "user", "movie"."""
    return name.strip().lower() in _PLAIN or base(name) in ROW | COLUMN | _PLAIN
