"""The ladder: each rung by each way, what is unknown, sites that only look like others, and its file (J5)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import MentionKind, ReachKind
from casebook.mention import KeptMention, Mention
from playbooks.errors import PlaybookError
from playbooks.ladder import by_number, rung_of, rung_of_story
from playbooks.playbook import SHIPPED, load
from playbooks.rungs import FILE, read_ladder
from tests.desk_world import NOON
from tests.playbook_samples import copied

LADDER = load().ladder


def said(**besides: Any) -> Mention:
    return Mention(source="mastodon", native_id="1", text="The Corncrake railway lost my bag.", **besides)


def at(url: str, kind: MentionKind = MentionKind.ARTICLE, **besides: Any) -> int:
    return rung_of(said(url=url, kind=kind, **besides), LADDER).rung


def followed_by(count: int | None, kind: ReachKind | None = ReachKind.FOLLOWERS) -> int:
    return rung_of(said(author_reach=count, author_reach_kind=kind), LADDER).rung


def test_a_private_message_is_on_the_lowest_rung_and_one_with_an_address_is_not() -> None:
    assert rung_of(said(kind=MentionKind.MESSAGE), LADDER).rung == 0
    assert at("https://chat.example/1", MentionKind.MESSAGE) == 1


def test_what_stands_in_public_is_posted() -> None:
    assert rung_of(said(), LADDER).rung == 1


@pytest.mark.parametrize(
    ("name", "shared", "bigger"),
    [("reposts", 3, 100), ("likes", 20, 1_000), ("comments", 10, 150), ("score", 15, 300)],
)
def test_each_figure_alone_shares_a_story_and_makes_its_voice_bigger(
    name: str, shared: int, bigger: int
) -> None:
    found = [
        rung_of(said(**{name: count}), LADDER).rung for count in (shared - 1, shared, bigger - 1, bigger)
    ]
    assert found == [1, 2, 2, 3]


def test_a_bigger_voice_is_one_that_many_follow_or_see() -> None:
    assert followed_by(9_999) == 1
    assert followed_by(10_000) == 3
    assert rung_of(said(views=100_000), LADDER).rung == 3


def test_unknown_reach_stays_unknown_and_other_figures_are_no_followers() -> None:
    assert followed_by(None) == 1
    assert followed_by(90_000, None) == 1
    assert followed_by(90_000, ReachKind.KARMA) == 1


def test_no_figure_of_a_post_is_a_front_page() -> None:
    assert rung_of(said(score=90_000, reposts=90_000, likes=900_000), LADDER).rung == 3


def test_the_highest_of_what_counts_is_told_with_its_reason() -> None:
    found = rung_of(said(url="https://www.which.co.uk/news", likes=30), LADDER)
    assert (found.rung, found.why) == (3, "on which.co.uk: a site of consumers")
    assert rung_of(said(likes=1_200), LADDER).why == "1,200 likes"


def test_a_front_page_counts_from_its_score_on() -> None:
    item = "https://news.ycombinator.com/item?id=1"
    assert at(item, MentionKind.POST) == 1
    assert at(item, MentionKind.POST, score=49) == 2
    assert at(item, MentionKind.POST, score=50) == 4
    assert at(item, MentionKind.POST, comments=60) == 4
    assert at("https://old.reddit.com/r/trains/1", MentionKind.POST, score=2_000) == 4


def test_a_comment_below_a_front_page_is_not_the_front_page() -> None:
    assert at("https://news.ycombinator.com/item?id=2", MentionKind.COMMENT, score=50) == 2


@pytest.mark.parametrize(
    ("url", "rung"),
    [
        ("https://www.theregister.com/2026/03/02/bags/", 4),
        ("https://techmeme.com/1", 4),
        ("https://www.bbc.co.uk/news/1", 5),
        ("https://www.spiegel.de/reise/1", 5),
        ("https://reise.spiegel.de/1", 5),
        ("https://www.lemonde.fr/1", 5),
        ("http://BBC.co.uk", 5),
        ("https://bbc.co.uk:8443/x", 5),
        ("https://news.bbc.co.uk./x", 5),
        ("https://bbc。co。uk/", 5),
    ],
)
def test_press_is_known_by_its_domain_and_whatever_is_below_it(url: str, rung: int) -> None:
    assert at(url) == rung
    assert at(url, MentionKind.POST) == rung


@pytest.mark.parametrize(
    "url",
    [
        "https://bbc.co.uk.evil.example/news",
        "https://evilbbc.co.uk/news",
        "https://bbc.co.uk@evil.example/",
        "https://bbc.co.uk:x@evil.example/",
        "https://evil.example/bbc.co.uk",
        "https://evil.example?bbc.co.uk",
        "https://evil.example#.bbc.co.uk",
        "https://evil.example\\.bbc.co.uk/",
        "https://evil.example%2f.bbc.co.uk/",
        "https://evil.example..bbc.co.uk/",
        "https://bb\u0441.co.uk/",
        "https://xn--bb-nlc.co.uk/",
        "https://co.uk/",
        "ftp://bbc.co.uk/",
        "javascript://bbc.co.uk/",
        "https://[::1]/bbc.co.uk",
        "https://[bbc.co.uk",
        "https://",
        "",
    ],
)
def test_what_only_looks_like_the_press_is_none(url: str) -> None:
    assert at(url) == 1


def test_what_readers_write_at_the_press_is_not_the_press() -> None:
    assert at("https://www.theguardian.com/1", MentionKind.COMMENT) == 1
    assert at("https://blogs.mediapart.fr/somebody/1") == 1
    assert at("https://www.mediapart.fr/1") == 5


def test_a_link_counts_as_what_it_leads_to() -> None:
    wrapped = said(url="https://short.example/1", kind=MentionKind.ARTICLE)
    assert rung_of(wrapped, LADDER, "https://bbc.co.uk/news/1").rung == 5


def kept(number: int, **besides: Any) -> KeptMention:
    return KeptMention(number, replace(said(), **besides), NOON)


def test_a_story_is_as_high_as_the_highest_that_tells_it() -> None:
    article = kept(7, url="https://www.bbc.co.uk/1", kind=MentionKind.ARTICLE)
    found = rung_of_story([kept(5), article, kept(6)], LADDER)
    assert (found.rung, found.why) == (5, "mention #7: on bbc.co.uk: the mainstream press")


def test_copies_and_distinct_voices_share_a_story() -> None:
    copies = [kept(1), *(replace(kept(number), copy_of=1) for number in (2, 3))]
    assert rung_of_story(copies, LADDER).rung == 2
    assert rung_of_story(copies[:2], LADDER).rung == 1
    alone = [kept(number, author_handle="jane") for number in range(1, 6)]
    assert rung_of_story(alone, LADDER).rung == 1
    five = [kept(number, author_handle=f"jane{number}") for number in range(1, 6)]
    assert rung_of_story(five, LADDER).why == "5 people speak in it"
    assert by_number(LADDER, copies=8).rung == 3


def test_every_rung_has_a_name_and_says_what_it_asks_for() -> None:
    assert len(LADDER.rungs) == 6
    assert all(each.name and each.asks for each in LADDER.rungs)
    assert [bool(each.plan) for each in LADDER.rungs] == [True] * 5 + [False]


def test_a_company_adds_sites_of_its_own(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write('\n[[sites]]\nrung = 4\nwhat = "rail"\ndomains = ["Bücher.example", "www.rail.example"]\n')
    own = load(folder).ladder
    for url in ("https://bücher.example/1", "https://xn--bcher-kva.example/1", "https://news.rail.example/1"):
        assert rung_of(said(url=url, kind=MentionKind.ARTICLE), own).rung == 4


def test_a_playbook_from_before_there_was_a_ladder_has_the_one_that_ships(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / FILE).unlink()
    assert load(folder).ladder.rungs == LADDER.rungs


def wrong(tmp_path: Path, old: str, new: str) -> str:
    text = (SHIPPED / FILE).read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / FILE
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlaybookError) as caught:
        read_ladder(file)
    return str(caught.value).removeprefix(str(file))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("reposts = 3 ", "repost = 3 ", '[rungs.3.reached] repost: unknown key; did you mean "reposts"?'),
        ('what = "a specialist site"', "", ": [sites.2] what: is needed here"),
        ('"lobste.rs"', '"https://lobste.rs"', 'domains: "https://lobste.rs" write the domain alone'),
        ('"bbc.co.uk"', '"co.uk"', '"co.uk" is where others have their domains'),
        ('"bbc.co.uk"', '"bbc"', '"bbc" is no domain'),
        ("rung = 5", "rung = 6", "rung: must be from 2 to 5, not 6"),
        ("rung = 5", 'rung = "5"', "rung: must be"),
        ("followers = 10_000", "followers = 0", "[rungs.4.reached] followers: must be 1 at least"),
        ('name = "posted"', 'name = ""', "rung 1 needs a name"),
        ("[[rungs]]             # 5", "[[rung]]", "rung: unknown key"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in wrong(tmp_path, old, new)


def test_a_rung_too_many_and_a_plan_too_few_are_named(tmp_path: Path) -> None:
    more = '[[rungs]]\nname = "x"\nasks = "x"\nplan = "x"\n[[rungs]]             # 5'
    assert "there are 6 rungs, from 0 to 5; here are 7" in wrong(tmp_path, "[[rungs]]             # 5", more)
    line = next(each for each in (SHIPPED / FILE).read_text().splitlines() if each.startswith("plan"))
    assert "[rungs.1] plan: is needed here" in wrong(tmp_path, line, "")


def test_the_lowest_rungs_have_no_figures(tmp_path: Path) -> None:
    added = "[rungs.reached]\nlikes = 1\n\n[[rungs]]             # 1"
    assert "[rungs.1] reached: rung 0 is reached by" in wrong(tmp_path, "[[rungs]]             # 1", added)
