"""Steady or casual: by stated thresholds, and unknown as long as nothing is known (rule J3)."""

from datetime import UTC, datetime

from casebook.customer import Customer
from casebook.kinds import CustomerKind
from playbooks.playbook import Steady

_DAYS_A_YEAR = 365.25


def kind_of(customer: Customer | None, thresholds: Steady, now: datetime) -> CustomerKind:
    """Return what kind of customer this is; unknown where the list tells nothing to judge by."""
    if customer is None:
        return CustomerKind.UNKNOWN
    if _is_steady(customer, thresholds, now):
        return CustomerKind.STEADY
    told = (customer.orders, customer.since, customer.value, customer.tier)
    return CustomerKind.UNKNOWN if all(each is None for each in told) else CustomerKind.CASUAL


def years_with_us(customer: Customer, now: datetime) -> float | None:
    """Return how long somebody has been a customer, in years; None where the list does not say."""
    if customer.since is None:
        return None
    return max(0.0, (now.astimezone(UTC).date() - customer.since).days / _DAYS_A_YEAR)


def _is_steady(customer: Customer, thresholds: Steady, now: datetime) -> bool:
    return (
        _reaches(customer.orders, thresholds.orders)
        or _reaches(customer.value, thresholds.value)
        or _stayed(customer, thresholds, now)
        or _in_tier(customer, thresholds)
    )


def _reaches(figure: int | None, threshold: int) -> bool:
    return figure is not None and figure >= threshold


def _stayed(customer: Customer, thresholds: Steady, now: datetime) -> bool:
    years = years_with_us(customer, now)
    if years is None or years < thresholds.years:
        return False
    return customer.orders is None or customer.orders >= thresholds.orders_in_years


def _in_tier(customer: Customer, thresholds: Steady) -> bool:
    tiers = {tier.casefold() for tier in thresholds.tiers}
    return customer.tier is not None and customer.tier.casefold() in tiers
