"""What is known of a template before anybody types: who we are, who they are, how long they are ours."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casebook.customer import Customer, Handle
from casebook.kinds import CustomerKind, LinkState
from casebook.mention import KeptMention
from tests.desk_world import NOON, complaint
from tui.known import known
from tui.matter import Matter

JANE = Customer(1, "Jane Doe", "C-1", since=date(2019, 3, 2))
GUESS = Handle(1, "forum:jane_doe", 1, LinkState.SUGGESTED, "same name", NOON)
SURE = replace(GUESS, state=LinkState.CONFIRMED)


def matter(customer: Customer | None = None, handle: Handle | None = None, **about: Any) -> Matter:
    return Matter(
        KeptMention(1, complaint(**about), NOON), None, customer, handle, CustomerKind.UNKNOWN, False
    )


def test_who_signs_and_who_wrote_are_known() -> None:
    assert known(matter(), "dana", NOON) == {"me": "dana", "name": "jane_doe"}


def test_the_name_they_show_goes_before_their_handle() -> None:
    assert known(matter(author_name=" C.  Baptiste\n"), "dana", NOON)["name"] == "C. Baptiste"


@pytest.mark.parametrize("name", [None, "", "  ", "x" * 61])
def test_what_is_no_name_to_call_anybody_by_is_not_offered(name: str | None) -> None:
    assert "name" not in known(matter(author_handle=name), "dana", NOON)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 3, 2, tzinfo=UTC), "7 years"),
        (datetime(2026, 3, 1, tzinfo=UTC), "6 years"),
        (datetime(2020, 9, 1, tzinfo=UTC), "a year"),
        (datetime(2019, 9, 1, tzinfo=UTC), None),
        (datetime(2018, 9, 1, tzinfo=UTC), None),
    ],
)
def test_how_long_they_are_ours_is_counted_in_whole_years(now: datetime, said: str | None) -> None:
    assert known(matter(JANE, SURE), "dana", now).get("how_long") == said


@pytest.mark.parametrize(
    ("customer", "handle", "offered"),
    [
        (JANE, SURE, True),
        (JANE, None, True),
        (JANE, GUESS, False),
        (replace(JANE, since=None), SURE, False),
        (None, None, False),
    ],
)
def test_a_guess_whose_account_it_is_says_nothing_in_public(
    customer: Customer | None, handle: Handle | None, offered: bool
) -> None:
    assert ("how_long" in known(matter(customer, handle), "dana", NOON)) is offered
