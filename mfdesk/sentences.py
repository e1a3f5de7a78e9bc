"""Every error a user can cause, told in one sentence: what happened, where, and the way out.

The window and the command line show the same sentences. They stand together here so that they read alike
and can be translated together.
"""

from functools import singledispatch
from pathlib import Path

from mfdesk import errors
from mfdesk.errors import Problem, Reason, UserError

_REASONS = {
    Reason.NOT_A_NUMBER: "“{text}” is not a number",
    Reason.NOT_FINITE: "“{text}” is not a finite number",
    Reason.TOO_LARGE: "“{text}” is too large to be a number here",
    Reason.TOO_SMALL: "“{text}” is too small to be told from 0 here",
    Reason.TOO_PRECISE: "“{text}” has more digits than can be kept exactly",
    Reason.TOO_FEW_FIELDS: "it has fewer fields than the others",
    Reason.TOO_MANY_FIELDS: "it has more fields than the others",
    Reason.NAME_MISSING: "a name is missing",
    Reason.NAME_TOO_LONG: "the name “{text}” is too long",
    Reason.BAD_TIME: "“{text}” is not a time",
    Reason.QUOTE_OPEN: "its quotation mark is never closed",
    Reason.NOT_TEXT: "it holds bytes that are no text",
}


def brief(text: str, length: int = 40) -> str:
    """The start of a text on one line, with an ellipsis where it was cut."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def reason(problem: Problem) -> str:
    """Why a place of a file was left out, without saying where."""
    return _REASONS[problem.reason].format(text=brief(problem.text))


def problem(problem: Problem) -> str:
    """One place of a file that was left out: "line 3, column “Chile”: “abc” is not a number"."""
    column = f", column “{brief(problem.column)}”" if problem.column else ""
    return f"line {problem.line}{column}: {reason(problem)}"


def _because(found: Problem | None) -> str:
    return f" The first place that could not be read is {problem(found)}." if found else ""


def _name(path: Path) -> str:
    return f"“{brief(path.name, 60)}”"


@singledispatch
def sentence(error: UserError) -> str:
    """What the user reads of an error."""
    raise NotImplementedError(f"no sentence for {type(error).__name__}") from error


@sentence.register
def _(error: errors.FileMissing) -> str:
    return f"There is no file {_name(error.path)} in {error.path.parent}; check the name and try again."


@sentence.register
def _(error: errors.FileIsFolder) -> str:
    return f"{_name(error.path)} is a folder; choose a file inside it."


@sentence.register
def _(error: errors.FileForbidden) -> str:
    return f"{_name(error.path)} may not be read by you; ask its owner for permission, or copy it first."


@sentence.register
def _(error: errors.FileEmpty) -> str:
    return f"{_name(error.path)} is empty; choose a file that holds ratings."


@sentence.register
def _(error: errors.FileNotText) -> str:
    kind = f" ({error.looks_like})" if error.looks_like else ""
    return f"{_name(error.path)} is not a text file{kind}; save the table as CSV and open that."


@sentence.register
def _(error: errors.FileFailed) -> str:
    return f"{_name(error.path)} could not be read: {error.detail}."


@sentence.register
def _(error: errors.NotATable) -> str:
    return (
        f"No table of ratings could be made out in {_name(error.path)}.{_because(error.problem)} "
        "Expected are rows of ratings under column names, or lines of row, column, rating."
    )


@sentence.register
def _(error: errors.NoRatings) -> str:
    return f"{_name(error.path)} holds no rating that could be read.{_because(error.problem)}"


@sentence.register
def _(error: errors.NoNamesShared) -> str:
    return (
        f"{_name(error.path)} names nothing that the table has; "
        "the first field of its lines must be the names of the rows, or of the columns."
    )


@sentence.register
def _(error: errors.TooFewRatings) -> str:
    known = "one is" if error.known == 1 else f"{error.known} are" if error.known else "none is"
    return f"Training needs at least {error.needed} known ratings and {known} known; add more and train again."


@sentence.register
def _(error: errors.TooFewForFolds) -> str:
    known = "one is" if error.known == 1 else f"{error.known} are" if error.known else "none is"
    return (
        f"Cross-validation in {error.folds} folds needs at least {error.needed} known ratings and {known} known; "
        "choose fewer folds or add ratings."
    )


@sentence.register
def _(error: errors.BadSetting) -> str:
    name = error.name.replace("_", " ")
    return f"The {name} {error.value} is outside {error.lowest} to {error.highest}; choose one within."


@sentence.register
def _(error: errors.NotWritten) -> str:
    if error.disk_full:
        return f"{_name(error.path)} was not written, the disk is full; free some space or choose another place."
    return f"{_name(error.path)} was not written: {error.detail}; choose another place or name."


@sentence.register
def _(error: errors.ModelDamaged) -> str:
    part = f"its part “{brief(error.what)}” does not fit the rest"
    return f"The stored model is damaged ({part}); train again to make a new one."


@sentence.register
def _(error: errors.NoChances) -> str:
    del error
    return (
        "Chances are known only where gibbs learns ratings on a scale of 2 to 12 even steps as ordered steps; "
        "leave out --chances, or what forbids it."
    )


@sentence.register
def _(error: errors.ChancesNeedLong) -> str:
    del error
    return "Chances have no place in a wide file; add --layout long, or leave out --chances."


@sentence.register
def _(error: errors.NameUnknown) -> str:
    near = " or ".join(f"“{brief(name)}”" for name in error.near)
    way_out = f"like it is {near}" if near else "write the name as it stands in the file"
    return f"There is no {error.kind} “{brief(error.name)}”; {way_out}."


@sentence.register
def _(error: errors.RatingOffScale) -> str:
    steps = "" if error.step is None else f" in steps of {error.step:g}"
    ends = f"{error.lowest:g} to {error.highest:g}"
    return f"The rating {error.value:g} is not on the scale of {ends}{steps}; choose another."


@sentence.register
def _(error: errors.RatingNotFinite) -> str:
    del error
    return "A rating must be a finite number; type one, or clear the cell."


@sentence.register
def _(error: errors.RatingTooExtreme) -> str:
    reach = f"a rating is 0, or between {error.smallest:g} and {error.largest:g}, with either sign"
    return f"The rating {error.value:g} cannot be reckoned with; {reach}, so give it in another unit."


@sentence.register
def _(error: errors.NameTaken) -> str:
    way_out = f"bring that {error.kind} back, or choose another name" if error.dropped else "choose another name"
    which = f"A dropped {error.kind}" if error.dropped else f"Another {error.kind}"
    return f"{which} is called “{brief(error.name)}”; {way_out}."


@sentence.register
def _(error: errors.NameEmpty) -> str:
    return f"Each {error.kind} needs a name; type one."


@sentence.register
def _(error: errors.OutOfMemory) -> str:
    return f"There is not enough memory to {error.job}; close other programs or use a smaller table or rank."
