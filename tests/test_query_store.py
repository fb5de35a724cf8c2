"""Whatever is asked of whatever is kept: the query when called, and the store in SQL, say the same."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where

from casebook.keeping import mention_document
from casebook.kinds import Decision, Lane, MentionKind, Portal
from casebook.mention import KeptMention, Mention
from casebook.query.errors import QueryError
from casebook.query.fields import FIELDS
from casebook.query.parser import MOST, parse
from casebook.query.values import Asking
from casebook.store import nearby, searching
from casebook.store.narrow import narrow
from casebook.store.store import Store
from tests.store_samples import NOON, opened

DANA = Asking("dana", NOON)
SAID = [
    "The parcel is late, no reply for weeks.",
    "Thank you! Wonderful.",
    "退款退款 please",
    "REFUND me, refund-me, Café",
    "",
    "no. reply? late refund OR else",
    "the the the parcel",
]
NAMES = ["jane_doe", "Jane Doe", "émile", None, "退款", "a@b.example"]


def documents() -> Iterator[dict[str, Any]]:
    """Mentions with and without everything, each field turning at its own pace."""
    for number in range(240):
        kinds, lanes = [*MentionKind], [*Lane, None]
        said = Mention(
            "hackernews" if number % 2 else "feed",
            str(number),
            text=SAID[number % 7],
            title=("No reply", None, "Parcel late")[number % 3],
            kind=kinds[number % len(kinds)],
            author_handle=NAMES[number % 6],
            author_name=NAMES[(number + 1) % 6],
            via=("the forum", None, "forum 2")[number % 3],
            url=None if number % 5 == 0 else f"https://forum.example/t/{number}",
            community=("help", None)[number % 2],
            lang=("en", "de-AT", None, "pt")[number % 4],
            rating=(None, 1, 2, 5, 0)[number % 5],
            author_reach=(None, 0, 900, 1000, 250_000)[(number // 3) % 5],
            portal=([*Portal, None])[number % 4],
            created_at=NOON - timedelta(hours=number),
        )
        kept = KeptMention(
            id=0,
            mention=said,
            seen_at=NOON,
            lane=lanes[number % 4],
            decision=[*Decision][(number // 2) % 4],
            case=None if number % 3 else number // 10,
            owner=(None, "dana", "eli", "Dana")[(number // 5) % 4],
            priority=(None, 1, 2, 3)[(number // 7) % 4],
            due_at=NOON + timedelta(minutes=number - 100) if number % 2 else None,
        )
        yield mention_document(kept)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("asked")) as found:
        found.mentions.insert_multiple(documents())
        yield found


WORDS = st.sampled_from(
    [
        "late",
        "parcel",
        "refund",
        "the",
        "no",
        '"no reply"',
        '"late no"',
        "re*",
        "退",
        "退款",
        "cafe",
        "w*",
        "!!!",
        "late NEAR/1 no",
        '(refund* OR "no reply") NEAR/3 (late OR parcel)',
        "the NEAR/0 the",
        "款 NEAR cafe",
    ]
)
NUMBERS = ["1", "2", "<=2", ">1", "0..1", "none", "any", ">1k", "2d", "50h", "2026-03-10", "7"]
NAMED = ["jane*", "forum", '"jane doe"', "me", "en", "de", "desk", "review", "thanked", "overdue", "link"]
VALUES = [*NUMBERS, *NAMED]
ASKED = st.builds("{}:{}".format, st.sampled_from([each.name for each in FIELDS]), st.sampled_from(VALUES))
EXAMPLES = st.sampled_from(
    [each.example for each in FIELDS] + [f"{each.name}:{value}" for each in FIELDS for value in each.values]
)
PARTS = st.one_of(WORDS, WORDS, EXAMPLES, ASKED)
QUERIES = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("{} OR {}".format, inner, inner),
        st.builds("-{}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=5,
)


@pytest.fixture(
    params=[(130, 50_000, 1, 600), (1, 50_000, 1, 0), (130, 1, 1, 0), (10**6, 1, 5_000, 40)], scope="module"
)
def ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the store look up fields and words, or read documents, as if there were more of them or fewer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "COMMON", request.param[0])
        patch.setattr(searching, "PATIENCE", request.param[1])
        patch.setattr(searching, "GLIMPSE", request.param[2])
        patch.setattr(searching, "FEW", request.param[3])
        patch.setattr(searching, "LITTLE", request.param[3])
        yield


@pytest.fixture(params=[(1_000, 0.35, 100), (1_000, 1, 100), (3, 1, 1_000), (20, 1, 1)], scope="module")
def near(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the store look for words at the top of an order first, near it, or not at all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearby, "CLOSE", request.param[0])
        patch.setattr(nearby, "FAR", 5 * request.param[0])
        patch.setattr(nearby, "WIDE", request.param[1])
        patch.setattr(nearby, "EFFORT", request.param[2])
        patch.setattr(nearby, "BROAD", 0)
        yield


@pytest.mark.usefixtures("ways", "near")
@given(QUERIES, st.sampled_from(["", "rank", "-rank", "-", "created_at"]), st.booleans())
def test_called_and_selected_come_out_alike(store: Store, said: str, order: str, on_the_desk: bool) -> None:
    try:
        query = parse(said, DANA).query
    except QueryError:
        return
    if on_the_desk:
        query &= where("lane") == Lane.DESK.value
    matching = [each.doc_id for each in store.mentions.all() if query(each)]
    found = store.mentions.select(query, order=order)

    assert sorted(each.doc_id for each in found) == matching
    assert store.mentions.count(query) == len(matching)
    assert store.mentions.select(query, order=order, limit=3, offset=2) == found[2:5]
    assert store.mentions.select(query, order=order, limit=9) == found[:9]
    assert store.mentions.glance(query, order="rank", most=4) in (min(len(matching), 4), None)


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    ("few", "common", "patience"), [(0, 130, 50_000), (0, 0, 50_000), (0, 0, 1), (9, 1, 1)]
)
@pytest.mark.parametrize(
    "said",
    [
        "late",
        "-late",
        "refund -late",
        "re*",
        "zzz",
        "z*",
        '"no reply" OR thank',
        "late -by:jane*",
        "-(late OR x)",
        "late NEAR/1 no",
        "re* NEAR/4 late",
        '-(("no reply" OR refund) NEAR/2 late) re*',
        "by:jane",
        "by:j* -late",
        "where:forum OR where:feed",
        "-lang:de",
        "title:late refund",
        "url:example",
        "has:case",
        "-has:case late",
        "case:2..7 OR case:9",
        "owner:dana",
        "owner:d* -owner:me",
        "-(owner:eli OR has:case)",
        "is:claimed",
        "is:unclaimed has:case",
        "p:1",
        "-p:<=2",
        "p:7",
        "is:overdue p:2",
        "-is:overdue",
        "decision:thanked OR decision:in_case",
        "-lane:desk",
        "since:50h",
        "kind:review stars:any",
        "zzz OR by:jane OR owner:eli",
        "kind:review late",
        "kind:review by:j* -owner:me",
        "-kind:post re* -late",
        "p:none by:jane",
        "p:1..2 title:late has:case",
        "-has:link where:forum decision:thanked",
        '"no rep*"',
    ],
)
def test_whichever_way_costs_least_the_rows_are_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, said: str, few: int, common: int, patience: int
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "COMMON", common)
    monkeypatch.setattr(searching, "PATIENCE", patience)
    monkeypatch.setattr(searching, "GLIMPSE", patience)
    monkeypatch.setattr(searching, "LITTLE", 10 * few)
    query = (where("rank") >= 0) & parse(said, DANA).query
    matching = [each for each in store.mentions.all() if query(each)]
    ranked = sorted(matching, key=lambda each: (each["rank"], each.doc_id))

    assert store.mentions.select(query, order="rank", limit=500) == ranked
    assert store.mentions.select(query, order="rank", limit=4, offset=3) == ranked[3:7]
    assert store.mentions.count(query, above=100) == sum(each.doc_id > 100 for each in matching)
    assert store.mentions.glance(query, order="rank", most=10) in (min(len(matching), 10), None)
    assert store.mentions.glance(query, order="rank", most=10) is not None or patience == 1
    for start in (ranked[:1], ranked[2:3]):
        after = (start[0]["rank"], start[0].doc_id) if start else (0, 0)
        behind = [each for each in ranked if (each["rank"], each.doc_id) > after]
        assert store.mentions.select(query, order="rank", limit=5, after=after) == behind[:5]


@given(QUERIES)
def test_sql_says_all_of_it(said: str) -> None:
    try:
        query = parse(said, DANA).query
    except QueryError:
        return
    assert narrow(query, '"words"').exact


@pytest.mark.parametrize("sign", [" ", " OR ", " -"])
def test_as_much_as_may_be_said_is_not_too_deep_for_the_index(store: Store, sign: str) -> None:
    most = MOST if sign == " " else MOST // 2
    view, typed = (parse(sign.join(f"{each}{n}" for n in range(most)), DANA).query for each in "vw")
    for query in (view, typed, view & typed):
        assert len(store.mentions.select(query)) == sum(map(query, store.mentions.all()))
