"""What a stranger's record costs: an answer within the size limit may still be made of millions of parts."""

import json
from time import process_time

import pytest

from casebook.kinds import HealthKind
from sources.errors import Unreadable
from sources.kit import Reply
from sources.registry import KINDS
from sources.values import MOST, anything_in, parts_of
from tests.feed_samples import NOW
from tests.roll_board import HOST, asking, board_of

LISTS = {
    "appstore": '{"feed": {"entry": [%s]}}',
    "bluesky": '{"posts": [%s]}',
    "discourse": '{"latest_posts": [%s]}',
    "github": "[%s]",
    "hackernews": '{"hits": [%s]}',
    "lemmy": '{"posts": [%s]}',
    "mastodon": "[%s]",
    "stackexchange": '{"items": [%s]}',
}
"""A page of each kind that answers in JSON."""
MANY = 600_000
"""Parts of a page; there is room for five times as many within the limit of its size."""
SECONDS = 1.0
"""Of the CPU; without limits it is two to six."""


@pytest.mark.parametrize("part", ["[]", "0"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_page_of_millions_of_nothings_is_no_page(kind: str, part: str) -> None:
    body = (LISTS[kind] % ",".join([part] * MANY)).encode()
    begun = process_time()
    parsed = KINDS[kind].parse(body)
    assert process_time() - begun < SECONDS
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.NOT_A_FEED)
    assert "more parts than any page" in parsed.health.say


@pytest.mark.parametrize("kind", LISTS)
def test_a_page_of_very_many_nothings_is_read_in_part(kind: str) -> None:
    body = (LISTS[kind] % ",".join(["[]"] * 190_000)).encode()
    begun = process_time()
    parsed = KINDS[kind].parse(body)
    assert process_time() - begun < SECONDS
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.PARTIAL)
    assert parsed.health.say == f"{MOST} of {MOST} entries could not be read"


def test_commas_in_what_people_wrote_part_nothing() -> None:
    log = 'a \\ " b, c, ' * 1_500
    issues = [{"number": each, "body": log} for each in range(100)]
    assert len(anything_in(json.dumps(issues).encode(), "GitHub")) == 100


def test_a_page_of_texts_is_no_dearer() -> None:
    body = b"[%s]" % b",".join([b'""'] * 3_000_000)
    begun = process_time()
    with pytest.raises(Unreadable, match="more parts than any page"):
        anything_in(body, "GitHub")
    assert process_time() - begun < SECONDS


@pytest.mark.parametrize("many", [MANY, 190_000])
def test_a_page_of_markup_is_no_dearer(many: int) -> None:
    body = b'<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>' % (b"<entry/>" * many)
    begun = process_time()
    parsed = KINDS["appstore"].parse(body)
    assert process_time() - begun < SECONDS
    assert (parsed.mentions, parsed.health.kind.well) == ((), False)


def test_the_first_records_of_a_list_are_looked_at() -> None:
    records = [{"id": number} for number in range(MOST + 1)]
    assert parts_of({"all": records}, "all") == records[:MOST]
    assert parts_of({"all": [1, {"id": 2}]}, "all") == [{}, {"id": 2}]


async def test_a_page_with_more_entries_than_are_read_says_so() -> None:
    board = board_of()
    at = int(NOW.timestamp()) - 60
    posts = [{"id": number, "text": f"Lost {number}", "at": at} for number in range(MOST + 5)]
    board.instead["/a?page=1"] = Reply(200, {}, json.dumps({"posts": posts}).encode(), f"{HOST}/a?page=1")
    told, answer = await asking(board).ask()
    assert (len(told), answer.health.kind) == (MOST, HealthKind.PARTIAL)
    assert f"{MOST} entries or more" in answer.health.say
