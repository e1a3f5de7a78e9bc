"""Which bytes stand for which letters: decided on a sample, without asking."""

import codecs
import re

_SURROGATES = re.compile("[\udc80-\udcff]")
_OTHERS = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CONTROLS = re.compile(b"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_QUOTES_AND_DASHES = frozenset("‘’“”–—…•™€£°®©«»½¼¾·¿¡")

_KINDS = (
    (b"PK\x03\x04", "a spreadsheet or another packed file"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet in the old Excel format"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"\x93NUMPY", "a NumPy array"),
)


def binary_kind(sample: bytes) -> str | None:
    """What a file that is no text looks like ("" when it could be anything), or None for text."""
    for start, kind in _KINDS:
        if sample.startswith(start):
            return kind
    if _has_utf16_mark(sample):
        return None
    controls = len(_CONTROLS.findall(sample))
    return "" if b"\x00" in sample or controls * 10 > len(sample) else None


def decide_encoding(sample: bytes) -> str:
    """The name of the encoding, as Python knows it. A few damaged bytes do not turn UTF-8 into something else."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if _has_utf16_mark(sample):
        return "utf-16"
    return "utf-8" if _is_utf8(sample) else _single_byte(sample)


def _has_utf16_mark(sample: bytes) -> bool:
    return sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and sample[2:4] != b"\x00\x00"


def _is_utf8(sample: bytes) -> bool:
    """True when broken sequences are at most a tenth of the whole ones; the end may be cut inside a letter."""
    text = sample.decode("utf-8", "surrogateescape")
    broken = len(_SURROGATES.findall(text[:-3])) + len(_SURROGATES.findall(text[-3:])) * (len(text) < 1000)
    return broken * 10 <= len(_OTHERS.findall(text))


def _single_byte(sample: bytes) -> str:
    """The encoding in which the letters beyond ASCII stand where letters stand; Windows' own when in doubt."""
    candidates = ["cp1252", "mac_roman", "latin-1"]
    scores = {name: _plausibility(sample, name) for name in candidates}
    return max(candidates, key=lambda name: scores[name])  # the first of the best


def _plausibility(sample: bytes, encoding: str) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    return sum(_fits(text, match.start()) for match in _OTHERS.finditer(text))


def _fits(text: str, at: int) -> int:
    """How well one letter beyond ASCII sits between its neighbours: 1 well, 0 who knows, less than 0 badly.

    A capital inside a word of small letters, a symbol inside a word and a control character are the marks
    of a wrong guess: the no-break space of an old Mac shows as a capital E with a hat in Windows' encoding.
    """
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if letter.isspace() and letter != "\x85":
        return 1
    if letter.isalpha():
        return -1 if letter.isupper() and before.islower() else int(before.isalpha() or after.isalpha())
    if letter in _QUOTES_AND_DASHES:
        return 1
    if not letter.isprintable():
        return -3
    return -1 if before.isalpha() and after.isalpha() else 0
