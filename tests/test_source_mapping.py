"""Any tool's JSON as mentions, by dot paths: where they lead, what fits, and what is told of the rest."""

from datetime import UTC, datetime
from typing import Any

import pytest

from casebook.kinds import MentionKind
from sources.dotpath import dot_path
from sources.handed import hand_of
from sources.mapping import BadMapping, plan
from sources.settings.sender import SenderSettings
from tests.test_source_handed import F5BOT, mapped, read


def test_any_json_can_be_mapped() -> None:
    issue = {
        "issue": {
            "body": "It broke",
            "user": {"login": "jane", "the id": 7},
            "html_url": "https://a.example/1",
            "labels": [{"name": "bug"}, {"name": "late"}],
            "stars": "2",
        }
    }
    [row] = mapped(
        issue,
        text=["$.issue.nothing", "$.issue.body"],
        url="$.issue.html_url",
        author_handle="$.issue.user.login",
        native_id='$.issue.user["the id"]',
        community="$.issue.labels[-1].name",
        rating="$.issue.stars",
        kind="issue",
        lang="$.none[3].there",
    )
    mention = row.mentions[0]
    assert (mention.text, mention.url, mention.author_handle) == ("It broke", "https://a.example/1", "jane")
    assert (mention.native_id, mention.community, mention.rating) == ("7", "late", 2)
    assert (mention.kind, mention.lang, mention.uri) == (MentionKind.ISSUE, None, "tool:7")


def test_numbers_may_be_written_in_quotes_and_a_whole_one_must_be_whole() -> None:
    [row] = mapped({"share": "0.5", "stars": "4.0"}, text="x", upvote_ratio="$.share", rating="$.stars")
    assert [(each.upvote_ratio, each.rating) for each in row.mentions] == [(0.5, 4)]
    [row] = mapped({"stars": "4.5"}, text="x", rating="$.stars")
    assert (row.mentions, "rating" in row.error) == ((), True)


def test_a_part_that_does_not_fit_costs_no_other_part_of_its_line() -> None:
    said = {
        "hits": [{"t": "one", "stars": 9}, {"t": "two"}, {}, {"t": "three", "stars": "--5"}, {"t": "four"}]
    }
    [row] = mapped(said, each="$.hits", text="$.t", rating="$.stars")
    assert [each.text for each in row.mentions] == ["two", "four"]
    assert row.error == (
        "part 1: rating: expected a number from 1 to 5; part 3: it needs at least one of t; "
        "part 4: rating: expected a whole number, not “--5”"
    )
    [feed] = read({"items": [F5BOT, 5, {**F5BOT, "id": "2"}]}, hand_of("tool", "f5bot"))
    assert (len(feed.mentions), feed.error) == (2, "part 2: it is JSON, but not an object")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 10 Mar 2020 13:29:44 +0200", datetime(2020, 3, 10, 11, 29, 44, tzinfo=UTC)),
        ("1583839784", datetime(2020, 3, 10, 11, 29, 44, tzinfo=UTC)),
        (1583839784000, datetime(2020, 3, 10, 11, 29, 44, tzinfo=UTC)),
        ("2020-03-10T11:29:44Z", datetime(2020, 3, 10, 11, 29, 44, tzinfo=UTC)),
    ],
)
def test_times_are_taken_as_tools_write_them(written: object, expected: datetime) -> None:
    [row] = mapped({"at": written}, text="x", created_at="$.at")
    assert row.mentions[0].created_at == expected


@pytest.mark.parametrize(
    ("fields", "each", "why"),
    [
        ({"txt": "$.a"}, "$", "no field of a mention"),
        ({"text": "$a"}, "$", "cannot be followed at 'a'"),
        ({"text": "$.a[x]"}, "$", "cannot be followed at"),
        ({"text": ["$.a", "b"]}, "$", "begins with"),
        ({"text": {"a": 1}}, "$", "must be a path"),
        ({"kind": "issue"}, "$", "at least one of text, html, url, title"),
        ({"text": "$.a"}, "items", "begins with"),
        ({"text": "$.a", "via": "me"}, "$", "no field"),
    ],
)
def test_a_mapping_that_cannot_be_followed_says_why(fields: dict[str, Any], each: str, why: str) -> None:
    with pytest.raises(BadMapping, match=why):
        plan(fields, each)
    assert why.split("'")[0] in SenderSettings(map=fields, each=each).mistakes()["map"]


def test_a_path_leads_through_objects_and_lists() -> None:
    document = {"a": [{"b.c": 1}, "text"]}
    assert dot_path('$.a[0]["b.c"]').value_in(document) == 1
    assert dot_path("$").value_in(document) is document
    for nowhere in ("$.a[5]", "$.a.b", "$.x", "$.a[1][0]", "$.a[0][0]"):
        assert dot_path(nowhere).value_in(document) is None
