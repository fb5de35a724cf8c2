"""The made-up afternoon is whole, believable, and stands in public minute by minute."""

import csv
import re
import tomllib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from casebook.kinds import Portal
from desk.demo.afternoon import CUSTOMERS, FAST, ORDINARY, Said, Shape, load
from desk.demo.begun import begun
from desk.demo.prepare import prepare
from desk.demo.shapes import link_of

START = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
AFTERNOON = load()
SAID = [each for group in AFTERNOON.said.values() for each in group]


def standing(now: datetime, pace: float = ORDINARY) -> int:
    return sum(len(AFTERNOON.standing(feed, START, pace, now)) for feed in AFTERNOON.feeds)


def test_some_seventy_mentions_stand_on_every_kind_of_portal() -> None:
    assert 65 <= len(SAID) <= 80
    assert {feed.portal for feed in AFTERNOON.feeds} == set(Portal)
    assert {feed.shape for feed in AFTERNOON.feeds} == set(Shape)
    assert all(AFTERNOON.said[feed.name] for feed in AFTERNOON.feeds)


def test_a_dozen_are_there_already_and_the_last_comes_within_twenty_five_minutes() -> None:
    assert 10 <= standing(START) <= 16
    assert standing(START + timedelta(minutes=10)) < len(SAID) == standing(START + timedelta(minutes=25))


def test_they_come_at_a_believable_pace_and_never_all_at_once() -> None:
    counts = [standing(START + timedelta(minutes=minute)) for minute in range(26)]
    steps = [after - before for before, after in pairwise(counts)]
    assert all(0 <= step <= 6 for step in steps), steps


def test_the_impatient_have_it_all_within_twenty_five_seconds() -> None:
    assert standing(START + timedelta(seconds=10), FAST) < len(SAID)
    assert standing(START + timedelta(seconds=25), FAST) == len(SAID)
    assert standing(START, FAST) == standing(START)


def test_what_was_published_stays_published() -> None:
    feed = AFTERNOON.feeds[0]
    seen: set[str] = set()
    for minute in range(0, 60, 3):
        now = {
            each.said.id
            for each in AFTERNOON.standing(feed, START, ORDINARY, START + timedelta(minutes=minute))
        }
        assert seen <= now
        seen = now


def test_one_of_them_is_edited_later() -> None:
    edited = [each for each in SAID if each.edited]
    assert len(edited) == 1
    feed = next(feed for feed in AFTERNOON.feeds if edited[0] in AFTERNOON.said[feed.name])
    before, after = (
        next(
            each
            for each in AFTERNOON.standing(feed, START, ORDINARY, START + timedelta(minutes=minute))
            if each.said.id == edited[0].id
        )
        for minute in (14, 18)
    )
    assert before.text != after.text
    assert after.updated > after.at == before.updated


def test_every_answer_has_something_to_answer() -> None:
    for group in AFTERNOON.said.values():
        ids = {each.id: each for each in group}
        assert len(ids) == len(group)
        assert all(
            each.reply_to in ids and ids[each.reply_to].at < each.at for each in group if each.reply_to
        )


def test_no_link_leads_anywhere_real() -> None:
    for feed in AFTERNOON.feeds:
        for said in AFTERNOON.said[feed.name]:
            host = link_of(feed, said).split("/")[2]
            assert host.endswith(".example") or feed.shape is Shape.HACKERNEWS, host


def test_there_is_one_hostile_text_and_several_languages() -> None:
    assert any("\x1b" in each.text and "\u202e" in f"{each.title}" for each in SAID)
    assert len({each.lang for each in SAID}) >= 5


def test_twenty_five_customers_of_whom_some_write() -> None:
    with CUSTOMERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["ref"] for row in rows}) == 25
    authors = {_name(each) for each in SAID}
    writing = [row for row in rows if {row["name"], *re.split(r"[;\s]+", row["accounts"])} & authors]
    assert 8 <= len(writing) < 25


def _name(said: Said) -> str:
    return said.author.partition("@")[0] or said.author


def test_the_settings_are_like_any_responder_s(tmp_path: Path) -> None:
    told = tomllib.loads(prepare(tmp_path, 4711).read_text(encoding="utf-8"))
    assert told["company"] == {"name": "Corncrake Night Trains"}
    assert told["store"] == {"place": "amends.db"}
    assert len(told["sources"]) == len(AFTERNOON.feeds)
    assert told["sources"]["fairtrip"] == {
        "kind": "feed",
        "url": "http://127.0.0.1:4711/fairtrip",
        "backfill": "7d",
        "every": "5s",
        "portal": "complaint",
    }
    assert told["sources"]["hn"]["base_url"] == "http://127.0.0.1:4711/hn"
    assert "port" not in {key for table in told["sources"].values() for key in table}


def test_an_afternoon_goes_on_where_it_stood(tmp_path: Path) -> None:
    first = begun(tmp_path / "new", FAST, START)
    again = begun(tmp_path / "new", ORDINARY, START + timedelta(hours=1))
    assert first == again
    assert first.start == START


@pytest.mark.parametrize("spoilt", ["", "{", '{"start": "noon"}', "[]"])
def test_a_spoilt_note_of_the_beginning_begins_anew(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "afternoon.json").write_text(spoilt, encoding="utf-8")
    assert begun(tmp_path, ORDINARY, START).start == START


def test_what_was_there_before_keeps_its_distance_at_any_pace() -> None:
    for feed in AFTERNOON.feeds:
        for each in AFTERNOON.standing(feed, START, FAST, START):
            assert each.at == START + timedelta(minutes=each.said.at)
