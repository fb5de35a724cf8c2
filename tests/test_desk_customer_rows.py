"""The cells of a customer list: a figure is one number, whatever stands beside it."""

import pytest

from desk.customer_rows import BadRow, Header, Row, rows
from desk.errors import BadList


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("31", 31),
        ("$31.90", 31),
        ("1.234,50 €", 1234),
        ("1 234", 1234),
        ("1'234'567", 1234567),
        ("12 orders", 12),
        ("EUR 12", 12),
    ],
)
def test_a_figure_may_have_a_unit_beside_it(cell: str, figure: int) -> None:
    (_, row) = rows(["ref|orders\n", f"1|{cell}\n"])
    assert isinstance(row, Row)
    assert row.fields["orders"] == figure


@pytest.mark.parametrize("cell", ["3 of 10", "12 (3 open)", "1e3", "12 34", "2-3", "-5", "many", "1.2.3"])
def test_what_holds_more_than_one_figure_is_none(cell: str) -> None:
    (_, row) = rows(["ref|orders\n", f"1|{cell}\n"])
    assert row == BadRow(2, f'orders: "{cell}" is no number of zero or more')


def told(*lines: str) -> list[tuple[int, str]]:
    """Return each row's line, and its ref or what is wrong with it."""
    found = [each for each in rows([f"{line}\n" for line in lines]) if not isinstance(each, Header)]
    return [(each.line, each.ref if isinstance(each, Row) else each.why) for each in found]


OPENED = "a quote is opened here and not closed: double it, or close it"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (('1,"Ann', "2,Bea", "3,Cleo"), [(2, OPENED), (3, "2"), (4, "3")]),
        (('1,"Ann', '2,"Bea"', '3,"Cleo"'), [(2, OPENED), (3, "2"), (4, "3")]),
        (('1,"Ann', '2,"Bea', "3,Cleo"), [(2, OPENED), (3, OPENED), (4, "3")]),
        (('1,"two', 'lines"', "2,Bea"), [(2, "1"), (4, "2")]),
        (('1,"a ""nick"" name"', '2,5" disk', '3,"x" y'), [(2, "1"), (3, "2"), (4, "3")]),
        (('1,"', *["x,y"] * 300), None),
        (("1,Ann", '2,"'), [(2, "1"), (3, OPENED)]),
    ],
)
def test_an_open_quote_spoils_its_own_line_only(
    lines: tuple[str, ...], said: list[tuple[int, str]] | None
) -> None:
    found = told("ref,name", *lines)
    if said is None:
        assert (found[0], len(found)) == ((2, OPENED), 301)
    else:
        assert found == said


def test_an_open_quote_in_the_first_line_is_told() -> None:
    with pytest.raises(BadList, match="the first line must name the columns: a quote is opened here"):
        list(rows(['"ref,name\n', "1,Ann\n"]))
