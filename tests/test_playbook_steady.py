"""Steady, casual or unknown: by stated thresholds, and never by a guess."""

from datetime import date
from typing import Any

import pytest

from casebook.customer import Customer
from casebook.kinds import CustomerKind
from playbooks.playbook import Steady
from playbooks.steady import kind_of, years_with_us
from tests.playbook_samples import NOW

THRESHOLDS = Steady(orders=6, years=2, orders_in_years=3, value=1000, tiers=("Gold",))


def kind(**told: Any) -> CustomerKind:
    return kind_of(Customer(1, "Jane", "C-1", **told), THRESHOLDS, NOW)


@pytest.mark.parametrize(
    "told",
    [
        {"orders": 6},
        {"value": 1000},
        {"since": date(2020, 1, 1), "orders": 3},
        {"since": date(2020, 1, 1)},
        {"tier": "gold", "orders": 0},
    ],
)
def test_any_one_threshold_makes_a_steady_customer(told: dict[str, Any]) -> None:
    assert kind(**told) is CustomerKind.STEADY


@pytest.mark.parametrize(
    "told",
    [
        {"orders": 5},
        {"orders": 0},
        {"value": 999, "orders": 1},
        {"since": date(2025, 1, 1)},
        {"since": date(2010, 1, 1), "orders": 1},
        {"tier": "blue"},
    ],
)
def test_below_every_threshold_a_customer_is_casual(told: dict[str, Any]) -> None:
    assert kind(**told) is CustomerKind.CASUAL


def test_nobody_and_a_bare_name_are_unknown_not_casual() -> None:
    assert kind_of(None, THRESHOLDS, NOW) is CustomerKind.UNKNOWN
    assert kind(contacts=4, notes="friendly") is CustomerKind.UNKNOWN


def test_years_are_counted_and_a_date_to_come_counts_none() -> None:
    assert years_with_us(Customer(1, "", "C-1", since=date(2022, 3, 4)), NOW) == pytest.approx(4, abs=0.01)
    assert years_with_us(Customer(1, "", "C-1", since=date(2030, 1, 1)), NOW) == 0
    assert years_with_us(Customer(1, "", "C-1"), NOW) is None
