"""What can go wrong through no fault of the program: each error carries data and no sentence.

``mfdesk.sentences`` turns them into the one sentence that the window and the command line show.
Anything else that is raised is a defect of mfdesk and is treated as one.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why one cell or one line of a file could not be used."""

    NOT_A_NUMBER = "not a number"
    NOT_FINITE = "not finite"
    TOO_LARGE = "too large"
    TOO_SMALL = "too small"
    TOO_PRECISE = "more digits than can be kept"
    TOO_FEW_FIELDS = "too few fields"
    TOO_MANY_FIELDS = "too many fields"
    NAME_MISSING = "name missing"
    NAME_TOO_LONG = "name too long"
    BAD_TIME = "not a time"
    QUOTE_OPEN = "quote never closed"
    NOT_TEXT = "bytes that are no text"


@dataclass(frozen=True)
class Problem:
    """One place of a file that was left out.

    ``line`` counts from 1 as an editor shows it, ``column`` is the header of the cell ("" where the
    whole line is meant), ``text`` the start of what stood there.
    """

    line: int
    reason: Reason
    text: str
    column: str = ""


class UserError(Exception):
    """The base of all errors that a user can cause and that are told in one sentence."""


@dataclass(eq=False)
class FileMissing(UserError):
    path: Path


@dataclass(eq=False)
class FileIsFolder(UserError):
    path: Path


@dataclass(eq=False)
class FileForbidden(UserError):
    path: Path


@dataclass(eq=False)
class FileEmpty(UserError):
    path: Path


@dataclass(eq=False)
class FileNotText(UserError):
    """The file holds binary data; ``looks_like`` names the kind where it is known ("a spreadsheet", "")."""

    path: Path
    looks_like: str = ""


@dataclass(eq=False)
class FileFailed(UserError):
    """The operating system refused; ``detail`` is its own word for it."""

    path: Path
    detail: str


@dataclass(eq=False)
class NotATable(UserError):
    """Neither a wide table nor a list of ratings could be made out; ``problem`` is the first place that failed."""

    path: Path
    problem: Problem | None = None


@dataclass(eq=False)
class NoRatings(UserError):
    """A table was made out, but no cell of it holds a usable rating."""

    path: Path
    problem: Problem | None = None


@dataclass(eq=False)
class NoNamesShared(UserError):
    """A file of attributes names none of the rows (or columns) of the table."""

    path: Path


@dataclass(eq=False)
class TooFewRatings(UserError):
    """Training needs more known cells than there are."""

    known: int
    needed: int


@dataclass(eq=False)
class TooFewForFolds(UserError):
    """Cross-validation in so many folds needs more known cells than there are."""

    known: int
    folds: int
    needed: int


@dataclass(eq=False)
class BadSetting(UserError):
    """A setting outside what the method can use."""

    name: str
    value: object
    lowest: object
    highest: object


@dataclass(eq=False)
class NotWritten(UserError):
    """Nothing was written to ``path`` and what stood there is untouched; ``detail`` is the system's word for why."""

    path: Path
    detail: str
    disk_full: bool = False


@dataclass(eq=False)
class ModelDamaged(UserError):
    """A stored model is not as it was written; ``what`` names the part that does not fit."""

    what: str


@dataclass(eq=False)
class NoChances(UserError):
    """The chances of the steps were asked for, but the ratings were not, or cannot be, learned as ordered steps."""


@dataclass(eq=False)
class ChancesNeedLong(UserError):
    """The chances of the steps were asked for in a wide file, which has one number for each cell."""


@dataclass(eq=False)
class NameUnknown(UserError):
    """No ``kind`` of thing (a row, a column, or what the file calls them) has this name; ``near`` are names like it."""

    kind: str
    name: str
    near: tuple[str, ...] = ()


@dataclass(eq=False)
class RatingOffScale(UserError):
    """A rating beyond the ends of the scale or between its steps (``step`` None: it has none)."""

    value: float
    lowest: float
    highest: float
    step: float | None


@dataclass(eq=False)
class RatingNotFinite(UserError):
    """A rating that is infinite or too large to be a number here."""


@dataclass(eq=False)
class RatingTooExtreme(UserError):
    """A rating so large, or so near to 0, that sums of squares of it would be no numbers any more."""

    value: float
    largest: float
    smallest: float


@dataclass(eq=False)
class NameTaken(UserError):
    """Another ``kind`` of thing (a row, a column, or what the file calls them) has this name; ``dropped``: one that was
    dropped and may come back."""

    kind: str
    name: str
    dropped: bool = False


@dataclass(eq=False)
class NameEmpty(UserError):
    """A ``kind`` of thing (a row, a column, or what the file calls them) without a name."""

    kind: str


@dataclass(eq=False)
class OutOfMemory(UserError):
    """The job needs more memory than the machine gives."""

    job: str
