"""The App Store: recorded reviews as a person reads them, its false silences, and its end after ten pages."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import HealthKind, LangSource, MentionKind, Portal, Precision
from casebook.mention import Mention
from sources.appstore_parse import parse
from sources.registry import KINDS
from sources.settings.appstore import AppStoreSettings
from tests.fixtures_folder import fixtures
from tests.loopback import Request, Step, error
from tests.loopback import json as json_step
from tests.rig import Post, on
from tests.rig_appstore import WORKS, AppStoreWorld, feed, review

APP_PAGE = "https://itunes.apple.com/jp/review?id=1404176564&type=Purple%20Software"


def recorded(name: str) -> tuple[Mention, ...]:
    parsed = parse(fixtures("appstore", name).read_bytes())
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def stars(mentions: tuple[Mention, ...]) -> dict[int | None, int]:
    return {each: sum(one.rating == each for one in mentions) for each in {one.rating for one in mentions}}


def test_recorded_reviews_in_xml() -> None:
    mentions = recorded("jp_reviews_0.xml")
    first = mentions[0]
    assert (len(mentions), stars(mentions)) == (50, {1: 15, 2: 6, 3: 9, 4: 9, 5: 11})
    assert (first.uri, first.kind, first.rating) == ("appstore:6310006838", MentionKind.REVIEW, 5)
    assert first.title == "髪型追加してもらいたい"
    assert first.text.splitlines()[0] == "いろんな髪型追加して欲しい", (
        "the plain text, not the table of the page"
    )
    assert len(first.text.splitlines()) == 3
    assert (first.author_handle, first.author_name) == (None, "単刀直入にさきいか")
    assert first.author_url == "https://itunes.apple.com/jp/reviews/id945418104"
    assert (first.created_at, first.created_precision) == (
        datetime(2020, 8, 12, 11, 6, 20, tzinfo=UTC),
        Precision.EXACT,
    )
    assert (first.community, first.lang, first.lang_source) == ("jp", "ja", LangSource.FEED)
    assert (first.score, first.upvote_ratio, first.likes, first.comments) == (0, None, None, None)
    assert {each.url for each in mentions} == {APP_PAGE}, "no review has a page of its own"
    assert len({each.uri for each in mentions}) == 50


def test_recorded_reviews_in_json() -> None:
    mentions = recorded("jp_reviews_1.json")
    first = mentions[0]
    assert (len(mentions), stars(mentions)) == (50, {1: 13, 2: 7, 3: 15, 4: 6, 5: 9})
    assert (first.uri, first.title, first.rating) == ("appstore:6290024630", "神アプリ", 4)
    assert first.text.endswith("だけど不具合が少し多いので、星4で")
    assert (first.author_name, first.url, first.community) == ("ヤミ。", APP_PAGE, "jp")
    assert (first.created_at, first.created_precision) == (None, Precision.FIRST_SEEN)
    assert first.lang is None
    voted = [each for each in mentions if each.upvote_ratio is not None]
    assert {each.score for each in mentions} == {0, 1, 2, 3}
    assert all(0 < (each.upvote_ratio or 0) <= 1 for each in voted)


def told(*entries: Any, **more: Any) -> bytes:
    return json.dumps({"feed": {"entry": list(entries), **more}}).encode()


def one(**labels: str) -> dict[str, Any]:
    whole = review(Post(7, "Lost", datetime(2026, 3, 1, tzinfo=UTC)))
    return whole | {name.replace("__", ":"): {"label": label} for name, label in labels.items()}


def test_the_first_entry_may_be_the_app_itself() -> None:
    app = {"im:name": {"label": "Acme"}, "id": {"label": "https://itunes.apple.com/us/app/id4711000"}}
    parsed = parse(told(app, one()))
    assert [each.native_id for each in parsed.mentions] == ["7"]
    assert parsed.health.kind is HealthKind.OK


def test_no_entry_one_entry_and_many_are_three_shapes() -> None:
    none, single = json.dumps({"feed": {}}), json.dumps({"feed": {"entry": one()}})
    many = told(one(), one(id="8"))
    counts = [len(parse(body).mentions) for body in (none.encode(), single.encode(), many)]
    assert counts == [0, 1, 2]


@pytest.mark.parametrize("said", ["0", "6", "five", ""])
def test_stars_that_cannot_be_are_unknown(said: str) -> None:
    (mention,) = parse(told(one(im__rating=said))).mentions
    assert mention.rating is None


@pytest.mark.parametrize("odd", [{"id": "https://x"}, {"title": "", "content": ""}])
def test_a_review_that_says_nothing_or_is_none_is_counted_as_lost(odd: dict[str, str]) -> None:
    parsed = parse(told(one(**odd), one()))
    assert (len(parsed.mentions), parsed.health.kind) == (1, HealthKind.PARTIAL)


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>',
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        b"<html><body>Please wait</body></html>",
        b'{"feed": 3}',
        b"[]",
        b"",
    ],
)
def test_what_is_no_list_of_reviews_says_so(body: bytes) -> None:
    assert parse(body).health.kind is HealthKind.NOT_A_FEED


async def test_the_address_that_gives_reviews_is_remembered() -> None:
    here = AppStoreWorld()
    here.write(3, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        first = len(asker.asked)
        again = KINDS["appstore"].build("mine", here.settings(asker.server.url()), asker.kit)
        answer = await again.fetch(asker.cursor, here.now)
        asked = asker.asked[first:]
    assert first == 3, "the empty address, the one that works, and its second page"
    assert all(WORKS.fullmatch(each.path) for each in asked)
    assert (answer.mentions, answer.health.kind) == ((), HealthKind.OK)


async def test_an_app_whose_reviews_are_suddenly_gone_is_suspicious_and_a_new_one_is_not() -> None:
    here = AppStoreWorld()
    async with on(here) as asker:
        empty = await asker.ask()
        here.write(3, minutes=30)
        await asker.ask()
        here.posts.clear()
        gone = await asker.ask()
        forms = {each.path for each in asker.asked}
    assert (empty.health.kind, gone.health.kind) == (HealthKind.OK, HealthKind.EMPTY)
    assert len(forms) == 4, "each of its addresses was tried"


async def test_the_form_without_pages_is_asked_for_the_first_page_alone() -> None:
    class Unpaged(AppStoreWorld):
        def answer(self, request: Request) -> Step:
            told = [] if "page=" in request.path else [review(each) for each in self.newest_first()]
            return feed(told)

    here = Unpaged()
    here.write(2, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        await asker.ask()
        asked = [each.path for each in asker.asked]
    assert asked[0].endswith("mostRecent/json")
    assert "page=2/" in asked[1]


async def test_an_app_without_reviews_is_no_error_where_one_address_is_not_there() -> None:
    class Moved(AppStoreWorld):
        def answer(self, request: Request) -> Step:
            gone = request.path.endswith("sortby=mostrecent/json")
            return json_step("{}", status=404) if gone else super().answer(request)

    async with on(Moved()) as asker:
        answer = await asker.ask()
    assert (answer.mentions, answer.health.kind) == ((), HealthKind.OK)


async def test_a_storm_beyond_five_hundred_reviews_is_told() -> None:
    here = AppStoreWorld()
    here.write(620, minutes=30)
    async with on(here) as asker:
        answer = await asker.ask()
        again = await asker.ask()
    assert (len(answer.mentions), answer.health.kind) == (500, HealthKind.PARTIAL)
    assert "500 reviews at most" in answer.health.say
    assert again.mentions == ()


async def test_an_edited_review_comes_again_with_its_new_stars() -> None:
    class Kinder(AppStoreWorld):
        def answer(self, request: Request) -> Step:
            if not WORKS.fullmatch(request.path):
                return feed([])
            told = [review(each) for each in self.newest_first()]
            kinder = [
                {**each, "im:rating": {"label": "5"}} if self.posts[0].edited else each for each in told
            ]
            return feed(kinder if request.path.endswith("page=1/json") else [])

    here = Kinder()
    here.write(1, minutes=30)
    async with on(here) as asker:
        (first,) = (await asker.ask()).mentions
        here.change(1, here.posts[0].text)
        (second,) = (await asker.ask()).mentions
    assert (first.native_id, first.rating, second.native_id, second.rating) == ("1", 2, "1", 5)
    assert (second.portal, second.community) == (Portal.COMPLAINT, "us")


async def test_reviews_without_a_date_are_looked_for_in_xml() -> None:
    class Undated(AppStoreWorld):
        def answer(self, request: Request) -> Step:
            if request.path.endswith("/xml"):
                return Step(XML.encode(), headers={"content-type": "text/xml"})
            bare = {name: value for name, value in one(id="6310006838").items() if name != "updated"}
            return feed([bare])

    here = Undated()
    async with on(here) as asker:
        answer = await asker.ask()
    assert [each.created_at for each in answer.mentions] == [datetime(2026, 3, 2, 4, tzinfo=UTC)]
    assert answer.health.kind is HealthKind.OK, "the app itself is no review that could not be read"


XML = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<entry><id>1</id><im:name>Acme</im:name></entry>
<entry><updated>2026-03-01T21:00:00-07:00</updated><id>6310006838</id><title>Lost</title>
<content type="text">Where is it?</content><im:rating>1</im:rating></entry></feed>"""


async def test_one_country_that_fails_is_named() -> None:
    class Two(AppStoreWorld):
        def settings(self, base: str) -> AppStoreSettings:
            return AppStoreSettings("4711000", ("de", "us"), base)

        def answer(self, request: Request) -> Step:
            gone = json_step("{}", status=404)
            return gone if request.path.startswith("/de/") else super().answer(request)

    here = Two()
    here.write(3, minutes=30)
    async with on(here) as asker:
        answer = await asker.ask()
        busy = await asker.ask({turn: lambda good: error(503) for turn in range(9)})
    assert asker.told(answer) == [1, 2, 3]
    assert (answer.health.kind, answer.health.say.startswith("de: ")) == (HealthKind.PARTIAL, True)
    assert busy.health.kind is HealthKind.ERROR


def test_what_the_settings_take() -> None:
    assert AppStoreSettings("1404176564", ("us", "de")).mistakes() == {}
    assert list(AppStoreSettings("id140", ("USA",)).mistakes()) == ["app", "countries"]
    assert list(AppStoreSettings("1404176564", ()).mistakes()) == ["countries"]
