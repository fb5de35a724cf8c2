"""What is broken between us and customers stands in the header, and on the health screen with what to do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import ContactKind
from casebook.store.store import Store
from desk.contacts.keeper import answered
from desk.contacts.proof import HEALTHY, Verdict
from desk.contacts.rows import name_contacts
from playbooks.contacts import Contact
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import NOON, after, complaint
from tests.test_health_screen import keep, named
from tests.test_source_faring import new, said
from tui.screens.sources import SourcesScreen

FORM = Contact("refund form", ContactKind.FORM, "https://corncrake.example/refund", 3600.0, field="message")
LINE = Contact(
    "hotline", ContactKind.PHONE, "https://corncrake.example/contact", 3600.0, number="+44 800 123"
)
GONE = Verdict("no field “message” can be filled in", "put it back, or what the playbook expects right")


def fares(store: Store, contact: Contact, verdict: Verdict, *minutes: float) -> None:
    """Let a contact point answer at these minutes."""
    for each in minutes:
        answered(store, contact, verdict, after(each))


async def at_health(hands: Hands) -> None:
    await hands.press("g", "s")
    await hands.on(SourcesScreen)


@pytest.mark.parametrize(("size", "told"), [(WIDE, "!! contact broken: refund form"), (NARROW, "!! 1 alert")])
async def test_a_broken_contact_is_an_alert_and_goes_when_it_is_mended(
    tmp_path: Path, size: tuple[int, int], told: str
) -> None:
    async with at_the_desk(tmp_path, complaint(), size=size) as hands:
        store = hands.world.store
        name_contacts(store, (FORM, LINE), after(-20))
        fares(store, LINE, HEALTHY, -9)
        fares(store, FORM, GONE, -9, -8)
        await at_health(hands)
        await hands.shows("1 of 2 contacts healthy")
        assert "contact broken" not in hands.frame()
        fares(store, FORM, GONE, -4)
        await hands.shows(told)
        assert told in hands.frame().splitlines()[0]
        await hands.shows("refund form  form broken since 11:51")
        await hands.shows("no field “message” can be filled in")
        await hands.shows("https://corncrake.example/refund")
        fares(store, FORM, HEALTHY, 0)
        await hands.shows("2 of 2 contacts healthy")
        assert "contact broken" not in hands.frame()


@pytest.mark.parametrize(
    ("size", "shown"), [(WIDE, "refund form for trains at night"), (NARROW, "refund form for…")]
)
async def test_all_names_stand_under_one_head(tmp_path: Path, size: tuple[int, int], shown: str) -> None:
    long = replace(FORM, name="refund form for trains at night")
    async with at_the_desk(tmp_path, complaint(), size=size) as hands:
        keep(hands, named("blog", said(new(), -5)))
        name_contacts(hands.world.store, (long,), after(-20))
        fares(hands.world.store, long, HEALTHY, -9)
        await at_health(hands)
        await hands.shows(f"{shown}  form healthy")
        lines = hands.frame().splitlines()
        head = next(line for line in lines if "last ok" in line)
        assert next(line for line in lines if shown in line).index("9m ago") == head.index("last ok")


async def test_one_that_nobody_has_asked_yet_is_neither(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        name_contacts(hands.world.store, (FORM,), NOON)
        await at_health(hands)
        await hands.shows("refund form  form not asked yet")
        assert "contact broken" not in hands.frame()
        hands.clock[0] = NOON + timedelta(hours=4)
        await hands.press("escape")
        await at_health(hands)
        await hands.shows("nobody has asked it for 4h")


async def test_a_desk_without_contacts_says_nothing_of_them(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await at_health(hands)
        await hands.shows("No source has been asked yet")
        assert "contact" not in hands.frame()
