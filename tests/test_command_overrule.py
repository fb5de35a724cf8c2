"""`amends do overrule`: a person's answer from a script, and what is refused in one line."""

from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import shelf
from desk.intake import take_in
from tests.desk_processes import amends
from tests.desk_world import complaint, playbook


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place(tmp_path).parent.mkdir(parents=True)
    store, now = Store(place(tmp_path)), utc_now()
    take_in(store, playbook(), [complaint(created_at=now)], now)
    store.close()
    return tmp_path


def place(home: Path) -> Path:
    return home / ".local/state/amends/amends.db"


def kept(home: Path) -> KeptMention:
    store = Store(place(home), read_only=True)
    found = shelf.mention(store, 1)
    store.close()
    return found


def test_it_is_said_done_and_taken_back(home: Path) -> None:
    before = kept(home)
    done = amends(home, "do", "overrule", "m1", "complaint", "no")
    assert (done.returncode, done.stdout.decode()) == (0, "mention 1: it is no complaint; priority ·\n")
    assert kept(home).priority is None
    undone = amends(home, "do", "undo")
    assert undone.stdout.decode() == "taken back: overruled: it is no complaint\n"
    assert kept(home) == before


def test_a_cause_is_said_in_the_playbook_s_words(home: Path) -> None:
    cause = playbook().causes[0]
    done = amends(home, "do", "overrule", "1", "cause", cause.key)
    assert f"the cause is: {cause.label}" in done.stdout.decode()
    assert kept(home).cause == cause.key


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("m1", "cause", "biling"), 'did you mean "billing"'),
        (("m1", "complaint", "maybe"), "is no answer to complaint"),
        (("m7", "complaint", "no"), "there is no mention #7"),
        (("m1", "complain", "no"), "invalid choice"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(home: Path, words: tuple[str, ...], say: str) -> None:
    done = amends(home, "do", "overrule", *words)
    assert done.returncode != 0
    assert say in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert kept(home).overruled is None
