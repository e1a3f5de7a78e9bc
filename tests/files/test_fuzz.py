"""Whatever bytes come, they open with a balanced account or are refused in one sentence."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.errors import UserError
from mfdesk.sentences import sentence

fields = st.sampled_from(
    [
        "",
        "NA",
        "1",
        "2",
        "3.5",
        "3,5",
        "5",
        "007",
        "1e400",
        "nan",
        "x",
        "Ann",
        "é",
        '"',
        '"a,b"',
        '"x\ny"',
        "user",
        "rating",
        "item",
        "2001-01-01",
        "99999999999999999999",
        "=1+1",
        "'=1",
        " ",
    ]
)
delimiters = st.sampled_from([",", ";", "\t", "::", "|"])
endings = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Lines of fields that are nearly a table, in some encoding."""
    delimiter, ending, width = draw(delimiters), draw(endings), draw(st.integers(1, 6))
    usual = st.lists(fields, min_size=width, max_size=width)
    lines = draw(st.lists(usual | st.lists(fields, max_size=8), max_size=12))
    text = ending.join(delimiter.join(line) for line in lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])))


def judge(content: bytes, open_text) -> None:
    """``open_text`` itself checks that the account is balanced."""
    try:
        opened = open_text(content)
    except UserError as error:
        assert sentence(error)  # noqa: PT017 - any other error must come through
        return
    ratings, account = opened.ratings, opened.accounting
    assert ratings.known > 0
    assert np.isfinite(ratings.values).all()
    assert len(set(ratings.row_labels)) == len(ratings.row_labels)
    assert len(set(ratings.column_labels)) == len(ratings.column_labels)
    assert account.problems_total >= account.rejected
    assert [problem.line for problem in account.problems] == sorted(problem.line for problem in account.problems)


@settings(max_examples=300)
@given(files())
def test_nearly_a_table_opens_or_is_refused(open_text, content):
    judge(content, open_text)


@given(st.binary(max_size=300))
def test_any_bytes_open_or_are_refused(open_text, content):
    judge(content, open_text)


@given(files(), st.data())
def test_a_table_with_bytes_changed_opens_or_is_refused(open_text, content, data):
    damaged = bytearray(content)
    for _ in range(min(3, len(damaged))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    judge(bytes(damaged), open_text)
