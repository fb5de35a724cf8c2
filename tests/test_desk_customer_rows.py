"""The cells of a customer list: a figure is one number, whatever stands beside it."""

import pytest

from desk.customer_rows import BadRow, Row, rows


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
