"""Rules and what is stored: what one would have caught, and what becomes of mentions when they change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from casebook.event import Event
from casebook.kinds import Decision, Lane, MuteKind
from casebook.mention import Mention
from casebook.query.rule import Brand, Rule, rule_of
from desk import reruling
from desk.acts import Act
from desk.deciding import let_go
from desk.errors import Refused
from desk.muting import mute
from desk.opening import open_case
from desk.reruling import apply_rules, planned
from desk.ruled import Heard, heard, try_rule
from desk.snoozing import snooze
from desk.source_settings import SourceSettings
from desk.timeline import words_of
from desk.undo import redo, undo
from sources.settings.feed import FeedSettings
from tests.desk_world import NOON, World, after, complaint, playbook, world

ACME = rule_of([Brand("acme", ("Acme",), lookalikes=("acme comics",))])
WIDER = rule_of([Brand("acme", ("Acme", "akme"))])
TOLD: dict[str, Any] = {"by": "dana", "now": NOON}


def source(name: str, rule: Rule) -> SourceSettings:
    return SourceSettings(name, "feed", FeedSettings(f"https://{name.split()[-1]}.example/f"), rule)


def post(number: int, text: str, **about: Any) -> Mention:
    about = {"via": "the forum", "author_handle": f"u{number}", **about}
    return complaint(str(number), text=text, created_at=after(-number), **about)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as found:
        yield found


def applied(at: World, *sources: SourceSettings, by: str = "dana") -> tuple[int, int, int]:
    return apply_rules(at.store, playbook(), planned(at.store, sources, None), by=by, now=NOON)


def test_a_rule_tells_what_it_would_have_caught(at: World) -> None:
    at.take(
        post(1, "Acme lost my refund"),
        post(2, "acme comics refund"),
        post(3, "A refund from akme", via="the blog"),
        post(1500, "Refund!", via="the blog"),
        post(5, "Acme again"),
        post(60 * 24 * 20, "an old refund"),
    )
    sources = [source("the forum", ACME)]

    found = try_rule(at.store, rule_of(match="refund"), sources, NOON - timedelta(days=14))

    assert (found.stored, found.caught, found.gained, found.lost) == (5, 4, 1, 1)
    assert found.places == {"the forum": 2, "the blog": 2}
    assert [(each.isoformat(), many) for each, many in found.days.items()] == [
        ("2026-03-01", 1),
        ("2026-03-02", 3),
    ]
    assert [each.mention.native_id for each in found.examples] == ["1", "2", "3", "1500"]
    assert [each.mention.native_id for each in found.missed] == ["5"]
    assert try_rule(at.store, rule_of(match="refund"), sources, None).caught == 5


def test_very_many_rules_and_brands_are_no_more_than_the_store_can_read(at: World) -> None:
    at.take(post(1, "Acme lost my refund"), post(2, "else refund", via="feed 7"))
    many = [source(f"feed {number}", ACME) for number in range(600)]
    assert try_rule(at.store, rule_of(match="refund"), many, None).lost == 0
    brands = rule_of([Brand(f"b{number}", (f"acme{number}", "refund")) for number in range(600)])
    assert try_rule(at.store, brands, [source("the forum", brands)], None).caught == 2
    assert planned(at.store, [source("the forum", brands)], None).gone == ()


def test_what_fits_no_more_is_let_go_with_its_reason_and_one_undo_takes_it_back(at: World) -> None:
    fits, comics, other = (
        each.id for each in at.take(post(1, "Acme!"), post(2, "acme comics"), post(3, "else", via="the blog"))
    )

    assert applied(at, source("the forum", ACME)) == (1, 0, 1)

    gone = at.kept(comics)
    assert (gone.decision, gone.lane, gone.why) == (Decision.NO_ACTION, None, "no longer matches rule acme")
    assert at.kept(fits).mention.query == "acme"
    assert (at.kept(other).lane, at.kept(other).mention.query) == (Lane.DESK, None)
    assert undo(at.store, playbook(), by="dana", now=after(1)).act == Act.RULE
    assert (at.kept(comics).lane, at.kept(comics).why) == (Lane.DESK, None)
    assert at.kept(fits).mention.query is None


def gone(at: World) -> list[int]:
    return [each.doc_id for each in at.store.mentions.select(where("decision") == Decision.NO_ACTION.value)]


@pytest.fixture
def in_parts(at: World, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Rules applied to seven mentions, three in a part; return the parts."""
    monkeypatch.setattr(reruling, "TOGETHER", 3)
    at.take(*(post(number, f"else {number} {'so ' * number}") for number in range(1, 8)))
    assert applied(at, source("the forum", ACME)) == (7, 0, 0)
    return at.store.events(after=0)[-3:]


def test_very_many_go_in_parts_and_are_taken_back_and_done_again_at_once(
    at: World, in_parts: list[Event]
) -> None:
    assert [len({each.id for each in part.changes}) for part in in_parts] == [3, 3, 1]
    for minute in (1, 3):
        back = undo(at.store, playbook(), by="dana", now=after(minute))
        assert (gone(at), words_of(back)) == ([], "applied the rules to 7")
        if minute == 1:
            redo(at.store, by="dana", now=after(2))
            assert len(gone(at)) == 7
    with pytest.raises(Refused, match="nothing of yours"):
        undo(at.store, playbook(), by="dana", now=after(4))


def test_what_the_same_person_did_between_two_parts_stays(at: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reruling, "TOGETHER", 1)
    first, mine, last = (
        each.id for each in at.take(*(post(number, f"else {number}") for number in (1, 2, 3)))
    )
    plan = planned(at.store, [source("the forum", ACME)], None)
    one, other = (
        replace(plan, gone=tuple(each for each in plan.gone if each.id == number)) for number in (first, last)
    )
    apply_rules(at.store, playbook(), one, **TOLD)
    let_go(at.store, mine, "spam", by="dana", now=after(1))
    apply_rules(at.store, playbook(), other, **TOLD)

    undo(at.store, playbook(), by="dana", now=after(2))
    assert gone(at) == [mine]
    undo(at.store, playbook(), by="dana", now=after(3))
    assert gone(at) == []


def test_where_somebody_has_touched_one_part_since_no_part_is_taken_back(
    at: World, in_parts: list[Event]
) -> None:
    number = in_parts[0].changes[0].id
    with at.store.act("eve", Act.LET_GO, after(1)):
        at.store.mentions.update({"why": "spam"}, doc_ids=[number])
    with pytest.raises(Refused, match=f"mention #{number} has been changed since"):
        undo(at.store, playbook(), by="dana", now=after(2))
    assert len(gone(at)) == 7


def test_what_somebody_works_on_is_left_alone(at: World) -> None:
    case, aside, dropped, _ = (each.id for each in at.take(*(post(number, "else") for number in range(1, 5))))
    meant = at.one(post(9, "Acme!"))
    for each in (case, meant):
        open_case(at.store, playbook(), each, **TOLD)
    snooze(at.store, aside, after(600), **TOLD)
    let_go(at.store, dropped, "spam", **TOLD)
    before = [at.kept(each) for each in (case, meant, aside, dropped)]

    assert planned(at.store, [source("the forum", ACME)], None).renewed == (), "nor is it said that it would"
    assert applied(at, source("the forum", ACME)) == (1, 0, 0)

    assert [at.kept(each) for each in (case, meant, aside, dropped)] == before


def test_what_fits_again_stays_away_where_its_author_is_muted_meanwhile(at: World) -> None:
    old, new = (each.id for each in at.take(post(1, "akme once more"), post(2, "Acme", author_handle="u1")))
    assert applied(at, source("the forum", ACME)) == (1, 0, 1)
    held = mute(at.store, new, MuteKind.AUTHOR, "noise", after(600), **TOLD)

    assert applied(at, source("the forum", WIDER)) == (0, 0, 1)
    assert (at.kept(old).lane, at.kept(old).mute) == (None, held)


def test_a_name_that_was_taken_out_of_the_words_lets_nothing_go(at: World) -> None:
    (number,) = (each.id for each in at.take(post(1, "Acme lost it")))
    at.take(post(1, "They lost it"), now=after(5))

    assert applied(at, source("the forum", ACME)) == (0, 0, 0)
    assert (at.kept(number).mention.text, at.kept(number).lane) == ("They lost it", Lane.DESK)


def test_what_fits_again_comes_back_judged_anew_but_nothing_a_person_has_let_go(at: World) -> None:
    mine, theirs = (each.id for each in at.take(post(1, "akme lost it all"), post(2, "akme too")))
    before = at.kept(mine)
    let_go(at.store, theirs, "spam", **TOLD)
    assert applied(at, source("the forum", ACME)) == (1, 0, 0)

    assert applied(at, source("the forum", WIDER)) == (0, 1, 2)

    again = at.kept(mine)
    assert (again.lane, again.why, again.priority) == (Lane.DESK, None, before.priority)
    assert again.mention.query == "acme"
    assert (at.kept(theirs).decision, at.kept(theirs).why) == (Decision.NO_ACTION, "spam")


def test_what_its_author_has_deleted_does_not_come_back(at: World) -> None:
    number = at.one(post(1, "akme lost it all"))
    assert applied(at, source("the forum", ACME)) == (1, 0, 0)
    at.take(post(1, "", deleted=True), now=after(5))

    assert applied(at, source("the forum", WIDER))[1] == 0
    assert at.kept(number).lane is None


def test_a_row_stays_while_a_copy_behind_it_is_meant(at: World) -> None:
    page = "https://forum.example/same"
    first, _ = (
        each.id
        for each in at.take(
            post(1, "else", url=page), post(1, "else", url=page, source="feed", via="the blog")
        )
    )
    assert at.kept(first).voices == 2

    assert applied(at, source("the forum", ACME)) == (0, 0, 0)
    assert applied(at, source("the forum", ACME), source("the blog", ACME)) == (1, 0, 0)
    assert [at.kept(each).decision for each in (1, 2)] == [Decision.NO_ACTION] * 2
    assert applied(at, source("the forum", WIDER), source("the blog", rule_of(match="else"))) == (0, 1, 1)
    assert (at.kept(first).lane, at.kept(2).lane, at.kept(2).decision) == (
        Lane.DESK,
        None,
        Decision.UNDECIDED,
    )


def test_a_copy_of_what_a_rule_has_let_go_is_news_where_it_fits(at: World) -> None:
    page = "https://forum.example/same"
    at.take(post(1, "else", url=page))
    applied(at, source("the forum", ACME))

    copy = at.one(post(1, "else", url=page, source="feed", via="the blog"), now=after(5))

    assert at.kept(copy).lane is Lane.DESK


def test_what_was_decided_meanwhile_stays_decided(at: World) -> None:
    (number,) = (each.id for each in at.take(post(1, "else")))
    plan = planned(at.store, [source("the forum", ACME)], None)
    let_go(at.store, number, "spam", **TOLD)

    assert apply_rules(at.store, playbook(), plan, by="eli", now=NOON) == (0, 0, 0)
    assert at.kept(number).why == "spam"


def test_by_what_a_mention_came_in_is_told_with_its_words(at: World) -> None:
    fits, comics, hn, loose = (
        at.kept(each.id)
        for each in at.take(
            post(1, "ACME, again", query="acme"),
            post(2, "acme comics", query="acme"),
            post(3, "about Lost Parcels", via="hn", query="lost parcels"),
            post(4, "whatever", via="the blog"),
        )
    )
    sources = [source("the forum", ACME), source("hn", rule_of())]

    assert heard(sources, fits) == Heard("the forum", "acme", ("ACME",))
    assert heard(sources, comics) == Heard("the forum", "acme", (), fits=False)
    assert heard(sources, hn) == Heard("hn", "lost parcels", ("Lost Parcels",))
    assert heard(sources, loose) == Heard("the blog")
