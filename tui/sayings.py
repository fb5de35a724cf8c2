"""Words of the house for what a case holds, the same on every screen and in the plain front."""

from datetime import datetime

from casebook.customer import Customer
from playbooks.steady import years_with_us
from tui.figures import plural


def customer_facts(customer: Customer, now: datetime) -> list[str]:
    """Return how long they have been with us, and what they have had of us, as far as the list tells."""
    facts = []
    if customer.since is not None:
        years = int(years_with_us(customer, now) or 0)
        facts.append(f"{years} y" if years else "this year")
    if customer.orders is not None:
        facts.append(plural(customer.orders, "order"))
    if customer.contacts is not None:
        facts.append(plural(customer.contacts, "contact"))
    return facts
