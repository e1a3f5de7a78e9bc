"""Names that a spreadsheet would run as a formula: made safe by an apostrophe, and made themselves again."""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_SAFE = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")


def protected(name: str) -> str:
    """The name with one apostrophe more where it could be taken for a formula; plain numbers are harmless."""
    return "'" + name if _RISKY.match(name) and not _NUMBER.fullmatch(name) else name


def unprotected(name: str) -> str:
    """Undoes ``protected``. Any file is read like this: an apostrophe before one of = + - @ is never part of a name
    but the sign, known to spreadsheets too, that what follows is text."""
    return name[1:] if _SAFE.match(name) else name
