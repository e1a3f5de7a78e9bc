from pathlib import Path

import pytest

from mfdesk import errors
from mfdesk.errors import Problem, Reason, UserError
from mfdesk.sentences import brief, problem, sentence

PATH = Path("folder") / "my ratings.csv"
PLACE = Problem(17, Reason.NOT_A_NUMBER, "abc", "Chile")

ONE_OF_EACH: list[UserError] = [
    errors.FileMissing(PATH),
    errors.FileIsFolder(PATH),
    errors.FileForbidden(PATH),
    errors.FileEmpty(PATH),
    errors.FileNotText(PATH, "a spreadsheet"),
    errors.FileFailed(PATH, "Input/output error"),
    errors.NotATable(PATH, PLACE),
    errors.NoRatings(PATH, PLACE),
    errors.NoNamesShared(PATH),
    errors.TooFewRatings(1, 2),
    errors.TooFewForFolds(3, 5, 10),
    errors.BadSetting("rank", 0, 1, 500),
    errors.NotWritten(PATH, "No space left on device", disk_full=True),
    errors.NotWritten(PATH, "Permission denied"),
    errors.ModelDamaged("noise"),
    errors.NameUnknown("user", "alise", ("alice", "elise", "lise")),
    errors.NameUnknown("row", "nobody"),
    errors.RatingOffScale(6.0, 1.0, 5.0, 0.5),
    errors.RatingNotFinite(),
    errors.RatingTooExtreme(1e200, 1e15, 1e-30),
    errors.NameTaken("movie", "Alien"),
    errors.NameTaken("movie", "Alien", dropped=True),
    errors.NameEmpty("movie"),
    errors.OutOfMemory("train"),
    errors.NoChances(),
    errors.ChancesNeedLong(),
]


def test_there_is_a_sentence_for_every_error() -> None:
    assert {type(error) for error in ONE_OF_EACH} == set(UserError.__subclasses__())


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_a_sentence_is_whole_and_names_its_file(error: UserError) -> None:
    text = sentence(error)
    assert text[0].isupper() or text[0] == "“"
    assert text.endswith(".")
    assert "\n" not in text
    assert "{" not in text
    if hasattr(error, "path"):
        assert "my ratings.csv" in text


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_told_with_its_line(reason: Reason) -> None:
    assert problem(Problem(17, reason, "abc", "Chile")).startswith("line 17, column “Chile”: ")


def test_a_long_or_many_lined_text_is_cut_to_one_short_line() -> None:
    assert brief("a\nb\x00c") == "a b c"
    assert len(brief("x" * 65_536)) == 40
