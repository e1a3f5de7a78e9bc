"""Encoding, delimiter, header and layout are found without asking."""

import pytest

from mfdesk.files.encoding import decide_encoding
from mfdesk.files.headings import noun
from mfdesk.files.opened import Layout

WIDE = "person,Alien,Heat,Up\nAnn,5,,3\nBob,N/A,4,\nCleo,2,1,4\n"
LONG = "Ann,Alien,5\nAnn,Up,3\nBob,Heat,4\nCleo,Alien,2\nCleo,Heat,1\n"


def cells(ratings):
    """{(row name, column name): rating}."""
    return {
        (ratings.row_labels[row], ratings.column_labels[column]): value
        for row, column, value in zip(ratings.rows, ratings.columns, ratings.values, strict=True)
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "::", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_wide_table_is_the_same_with_any_delimiter_and_line_end(open_text, delimiter, ending):
    opened = open_text(WIDE.replace(",", delimiter).replace("\n", ending))
    assert opened.understood.layout is Layout.WIDE
    assert opened.understood.delimiter == delimiter
    assert opened.ratings.row_labels[:] == ("Ann", "Bob", "Cleo")
    assert opened.ratings.column_labels[:] == ("Alien", "Heat", "Up")
    assert opened.ratings.known == 6
    assert cells(opened.ratings)["Cleo", "Up"] == 4


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "::", "|"])
@pytest.mark.parametrize("header", ["", "user,movie,rating\n", "who,film,stars\n", "what,ever,says\n"])
def test_a_list_of_ratings_is_the_same_with_any_delimiter_and_header(open_text, delimiter, header):
    opened = open_text((header + LONG).replace(",", delimiter))
    assert opened.understood.layout is Layout.LONG
    assert opened.understood.header == bool(header)
    assert opened.ratings.shape == (3, 3)
    assert opened.ratings.known == 5
    assert cells(opened.ratings)["Bob", "Heat"] == 4


@pytest.mark.parametrize(
    "order",
    [("movieId", "userId", "rating"), ("rating", "userId", "movieId"), ("timestamp", "userId", "rating", "movieId")],
)
def test_the_fields_of_a_list_are_found_by_their_names_in_any_order(open_text, order):
    values = {"userId": "7", "movieId": "31", "rating": "4.5", "timestamp": "1112486027"}
    ratings = open_text(",".join(order) + "\n" + ",".join(values[name] for name in order) + "\n").ratings
    assert cells(ratings) == {("7", "31"): 4.5}
    assert (ratings.row_noun, ratings.column_noun) == ("user", "movie")


def test_further_fields_of_a_list_are_ignored(open_text):
    ratings = open_text("user,comment,item,score\nAnn,so so,Up,3\nAnn,good,Heat,5\n").ratings
    assert cells(ratings) == {("Ann", "Up"): 3, ("Ann", "Heat"): 5}


def test_a_table_of_numbers_alone_is_wide_and_counted_from_1(open_text):
    opened = open_text("4,,5\n3,2,\n,1,4\n")
    assert opened.understood.layout is Layout.WIDE
    assert opened.ratings.row_labels[:] == opened.ratings.column_labels[:] == ("1", "2", "3")
    assert cells(opened.ratings)["1", "3"] == 5


def test_column_names_that_are_numbers_are_names(open_text):
    opened = open_text("user,1,2,3,4,5\nAnn,5,4,,2,1\nBob,1,,3,4,5\n")
    assert opened.ratings.column_labels[:] == ("1", "2", "3", "4", "5")
    assert opened.ratings.row_labels[:] == ("Ann", "Bob")


def test_row_names_that_are_numbers_are_names(open_text):
    ratings = open_text("number,Alien,Heat\n3308895255,5,\n3308891308,,4\n3308891135,3,3\n").ratings
    assert ratings.row_labels[:] == ("3308895255", "3308891308", "3308891135")
    assert ratings.shape == (3, 2)


def test_the_names_of_a_matrix_of_numbers_may_count_up(open_text):
    ratings = open_text("Kritiker,1,2,3,4\nAnn,5,4,,2\nBob,1,,3,4\n").ratings
    assert ratings.column_labels[:] == ("1", "2", "3", "4")
    ratings = open_text("Ann,5,4,3,2\nBob,1,,3,4\n").ratings
    assert ratings.row_labels[:] == ("Ann", "Bob")


@pytest.mark.parametrize(
    "content",
    [
        "Alien,Heat\nAnn,4,5\nBob,2,1\n",
        "name,Alien,Heat\nAnn,4,5,\nBob,2,1,\n",
        "sep=;\nname;Alien;Heat\nAnn;4;5\nBob;2;1\n",
    ],
)
def test_the_ways_of_other_programs_shift_no_column(open_text, content):
    opened = open_text(content)
    assert cells(opened.ratings) == {("Ann", "Alien"): 4, ("Ann", "Heat"): 5, ("Bob", "Alien"): 2, ("Bob", "Heat"): 1}
    assert opened.accounting.problems == ()


def test_decimal_commas_are_read_where_the_comma_parts_nothing(open_text):
    ratings = open_text("user;Alien;Heat\nAnn;3,5;4\nBob;2;1,5\n").ratings
    assert cells(ratings)["Ann", "Alien"] == 3.5


def test_columns_off_the_scale_of_the_others_describe_the_rows(open_text):
    lines = [
        f"p{place},{20 + place},{1950 + place},{place % 5 + 1},{place % 4 + 1},{place % 3 + 1},2,3,1,4"
        for place in range(30)
    ]
    ratings = open_text("name,age,born,a,b,c,d,e,f,g\n" + "\n".join(lines)).ratings
    assert [attribute.name for attribute in ratings.row_attributes] == ["age", "born"]
    assert ratings.row_attributes[0].values[:2] == ("20", "21")
    assert ratings.column_labels[:] == ("a", "b", "c", "d", "e", "f", "g")


def test_rows_and_columns_without_any_rating_stay_in_the_table(open_text):
    ratings = open_text("name,a,b,c\nAnn,5,,3\nBob,,,\nCleo,1,,2\n").ratings
    assert ratings.shape == (3, 3)
    assert ratings.known == 4


def test_quoted_names_hold_delimiters_quotes_and_line_ends(open_text):
    ratings = open_text('name,"Alien, the first","the ""Heat""","Up\nand away"\nAnn,5,4,\nBob,,1,2\n').ratings
    assert ratings.column_labels[:] == ("Alien, the first", 'the "Heat"', "Up\nand away")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_letters_beyond_ascii_come_out_right(open_text, encoding):
    names = "Café Zürich,Señor Muñoz,Dvořák" if encoding.startswith("utf") else "Café Zürich,Señor Muñoz,Groß"
    opened = open_text(f"name,{names}\nRené,5,4,\nAndré,,1,2\n".encode(encoding))
    assert opened.ratings.column_labels[:] == tuple(names.split(","))
    assert opened.ratings.row_labels[:] == ("René", "André")


def test_letters_of_another_encoding_far_down_are_found_too(open_text):
    plain = "".join(f"user {n},Heat,{n % 5 + 1}\n" for n in range(30_000))
    assert len(plain) > 1 << 18
    opened = open_text((plain + "André,Heat,5\n").encode("cp1252"))
    assert opened.understood.encoding == "cp1252"
    assert opened.ratings.row_labels[-1] == "André"


def test_a_damaged_letter_in_utf8_costs_its_line_only(open_text):
    lines = [f"Zoë {n},Heat,{n % 5 + 1}".encode() for n in range(50)]
    opened = open_text(b"\n".join([*lines, b"Jos\xe9,Heat,5"]))
    assert opened.understood.encoding == "utf-8"
    assert opened.ratings.known == 50
    assert [problem.line for problem in opened.accounting.problems] == [51]


def test_half_a_letter_at_the_end_of_utf16_costs_its_line_only(open_text):
    opened = open_text("user,item,rating\nZoë,Up,4\nBob,Up,3\nCleo,Up,2".encode("utf-16")[:-1])
    assert opened.ratings.row_labels[:] == ("Zoë", "Bob")
    assert [problem.line for problem in opened.accounting.problems] == [4]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_the_single_byte_encoding_shows_in_whole_words(encoding):
    text = "naïve façade, déjà vu — “Übermut” tut selten gut; mañana, São Tomé, Ærø, cœur, l’été"
    assert decide_encoding(text.encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("userId", "user"),
        ("RespondentID", "respondent"),
        ("movie_id", "movie"),
        ("", ""),
        ("id", ""),
        ("row", ""),
        ("7", ""),
    ],
)
def test_a_header_says_what_a_row_is_called(name, expected):
    assert noun(name) == expected


def test_a_name_of_two_million_characters_is_read(open_text):
    """Whatever looked again at each of them would not come to an end."""
    ratings = open_text("name," + "x" * 2_000_000 + ",b\nAnn,5,3\nBob,4,2\n").ratings
    assert ratings.known == 4
