"""The door for other tools: real requests over a real line, into a real store."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Brand, rule_of
from desk import reception
from desk.reception import Reception
from desk.source_settings import SourceSettings
from sources.handed import Row
from sources.settings.sender import SenderSettings
from tests.desk_world import NOON
from tests.doors import SENDERS, Door, hand_in, open_door, opened_door  # noqa: F401 - a fixture
from tests.fixtures_folder import fixtures
from tests.full_disk import full_disk, room_again
from tests.knocking import knock, post, request, signature


async def test_a_mention_is_kept_before_it_is_answered(door: Door) -> None:
    answer = await hand_in(door, {"text": "It broke again", "native_id": 7})
    assert answer.status == 202
    assert door.texts() == ["It broke again"]
    assert answer.json() == {
        "lines": 1,
        "refused": 0,
        "new": 1,
        "repeated": False,
        "results": [{"line": 1, "uri": "tool:7", "id": 1, "state": "new"}],
    }
    kept = door.store.mentions.get(doc_id=1)
    assert isinstance(kept, dict)
    assert (kept["via"], kept["source"]) == ("tool", "tool")
    row = await door.row("tool")
    assert (row.health, row.last_new_at) == (HealthKind.OK, NOON)


async def test_what_comes_twice_is_nothing_new(door: Door) -> None:
    await hand_in(door, {"text": "It broke", "native_id": 7})
    answer = await hand_in(door, {"text": "It broke", "native_id": 7})
    assert (answer.status, answer.json()["new"]) == (202, 0)
    assert answer.json()["results"][0]["state"] == "known"
    for number in range(2):
        answer = await hand_in(door, {"text": f"Once {number}"}, idempotency_key="abc")
        assert (answer.status, answer.json()["repeated"]) == (202, bool(number))
    assert door.texts() == ["It broke", "Once 0"]


async def test_only_the_latest_deliveries_are_known_by_their_keys(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "_REMEMBERED", 2)
    for key in "abc":
        await hand_in(door, {"text": key}, idempotency_key=key)
    again = [await hand_in(door, {"text": key}, idempotency_key=key) for key in "cba"]
    assert [each.json()["repeated"] for each in again] == [True, True, False]


async def test_one_bad_line_costs_no_other(door: Door) -> None:
    body = b'{"text": "one"}\n{"text": \n{"text": "three"}\n'
    answer = await hand_in(door, body, content_type="application/x-ndjson")
    assert answer.status == 202
    assert answer.json()["results"][1] == {"line": 2, "error": "it is not JSON"}
    assert door.texts() == ["one", "three"]
    row = await door.row("tool")
    assert row.health is HealthKind.PARTIAL
    assert "line 2: it is not JSON" in row.say
    await hand_in(door, {"text": "four"})
    assert (await door.row("tool")).well


async def test_of_many_bad_lines_an_answer_tells_some_and_counts_all(door: Door) -> None:
    answer = await hand_in(door, b"{}\n" * 500 + b'{"text": "fine"}\n' + b"{}\n" * 500)
    told = answer.json()
    assert (answer.status, told["lines"], told["refused"], told["new"]) == (202, 1001, 1000, 1)
    assert [each["line"] for each in told["results"]] == [*range(1, 101), 501]


async def test_a_delivery_of_which_a_part_fits_is_kept(door: Door) -> None:
    answer = await hand_in(door, {"items": [{"id": "1", "content_text": "fine"}, {"id": "2"}]}, "/in/feed")
    assert (answer.status, door.texts()) == (202, ["fine"])
    told = answer.json()
    assert (told["refused"], told["new"]) == (1, 1)
    assert told["results"][0]["error"].startswith("part 2: it needs at least one of")


async def test_nothing_that_fits_is_a_400_with_the_lines(door: Door) -> None:
    answer = await hand_in(door, b'{"text": 5}\nnonsense')
    assert answer.status == 400
    assert [each["line"] for each in answer.json()["results"]] == [1, 2]
    assert (await hand_in(door, b"")).status == 400
    assert (await hand_in(door, b"[]")).status == 202
    assert (await door.row("tool")).say == ""


async def test_ten_thousand_lines_come_in_once(door: Door) -> None:
    body = b"".join(b'{"text": "t", "native_id": %d}\n' % (number % 1000) for number in range(10_000))
    answer = await hand_in(door, body, content_type="application/x-ndjson")
    assert (answer.status, answer.json()["new"], answer.json()["lines"]) == (202, 1000, 10_000)
    assert door.store.mentions.count() == 1000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": ""}, 401),
        ({"authorization": "Bearer let-me-out"}, 401),
        ({"authorization": "Bearer l\u00e9t"}, 401),
        ({"authorization": "let-me-in"}, 401),
        ({"authorization": "Basic " + b64encode(b"me:let-me-in").decode()}, 202),
        ({"authorization": "Basic !!!"}, 401),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": ""}, 415),
        ({"content_type": "application/json; charset=utf-8"}, 202),
        ({"content_type": "application/cloudevents+json"}, 202),
        ({"content_encoding": "gzip"}, 415),
        ({"origin": "https://desk.example"}, 202),
    ],
)
async def test_who_may_hand_in_what(door: Door, headers: dict[str, str], status: int) -> None:
    answer = await hand_in(door, {"text": "x"}, **headers)
    assert answer.status == status
    assert door.store.mentions.count() == (status == 202)


async def test_a_token_in_the_address_will_do_for_tools_that_set_no_header(door: Door) -> None:
    assert (await post(door.where, {"text": "x"}, "/in/tool?token=let-me-in")).status == 202
    assert (await post(door.where, {"text": "x"}, "/in/tool?token=")).status == 401


async def test_a_signature_is_looked_at_over_the_very_bytes(door: Door) -> None:
    body = fixtures("webhook", "github_issues_opened.payload.json").read_bytes()
    good = signature(body, "between us")
    for sign, status in ((good[:-1] + "0", 401), ("", 401), (signature(body, ""), 401), (good, 202)):
        answer = await post(door.where, body, "/in/github", x_hub_signature_256=sign)
        assert answer.status == (202 if sign == good else status), sign
    assert (await post(door.where, body + b" ", "/in/github", x_hub_signature_256=good)).status == 401
    none = signature(body, "")
    assert (await post(door.where, body, x_hub_signature_256=none)).status == 401, "it has a token alone"
    assert door.texts() == ["It looks like you accidently spelled 'commit' with two 't's."]
    row = await door.row("github")
    assert row.health is HealthKind.AUTH
    assert row.say == "a delivery was refused: neither token nor signature fits (1x)"
    ping = b'{"zen": "Speak like a human.", "hook_id": 1}'
    answer = await post(door.where, ping, "/in/github", x_hub_signature_256=signature(ping, "between us"))
    assert (answer.status, answer.json()["results"]) == (202, [])
    assert (await door.row("github")).well


async def test_a_secret_that_was_changed_is_fetched_anew(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await hand_in(door, {"text": "x"})).status == 202
    monkeypatch.setenv("TOOL", "new")
    assert (await hand_in(door, {"text": "y"}, authorization="Bearer new")).status == 202
    assert (await hand_in(door, {"text": "z"})).status == 401


async def test_a_secret_that_cannot_be_had_is_our_trouble(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOOL")
    answer = await hand_in(door, {"text": "x"})
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")
    row = await door.row("tool")
    assert row.health is HealthKind.AUTH
    assert "the variable TOOL is not set" in row.say


async def test_an_open_door_is_none_for_web_pages(door: Door) -> None:
    assert (await post(door.where, {"text": "x"}, "/in/neighbour")).status == 202
    answer = await post(door.where, {"text": "y"}, "/in/neighbour", origin="https://evil.example")
    assert answer.status == 403
    assert door.texts() == ["x"]


async def test_without_a_name_the_proof_tells_who_it_is(door: Door) -> None:
    body = json.dumps({"action": "opened", "issue": {"id": 1, "body": "b"}}).encode()
    answer = await post(door.where, body, "/in", x_hub_signature_256=signature(body, "between us"))
    assert answer.json()["results"][0]["uri"] == "github:issue-1"


async def test_without_a_name_whoever_can_prove_it_is_not_taken_for_one_who_need_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOL", "let-me-in")
    senders = {"neighbour": SenderSettings(open=True), "tool": SenderSettings(token="env:TOOL")}
    async with opened_door(tmp_path, senders) as door:
        assert (await hand_in(door, {"text": "x"}, "/in")).status == 202
        assert [each["via"] for each in door.store.mentions.select()] == ["tool"]


async def test_without_a_name_the_trouble_of_one_sender_is_no_other_one_s(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOOL")
    body = json.dumps({"action": "opened", "issue": {"id": 1, "body": "b"}}).encode()
    answer = await post(door.where, body, "/in", x_hub_signature_256=signature(body, "between us"))
    assert answer.status == 202
    assert (await post(door.where, body, "/in", x_hub_signature_256="sha256=00")).status == 503
    assert (await door.row("github")).health is not HealthKind.AUTH, "nobody knows who it was"


@pytest.mark.parametrize(
    "path", ["/", "/in/nobody", "/in/tool/x", "/inx/tool", "/in/../in/tool", "*", "/in//"]
)
async def test_what_is_not_there_is_not_there_and_says_no_more(door: Door, path: str) -> None:
    answer = await hand_in(door, {"text": "x"}, path)
    assert (answer.status, answer.json()) == (404, {"error": "there is nothing here"})


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
async def test_only_post_hands_in(door: Door, method: str) -> None:
    async with knock(door.where) as line:
        await line.send(request(b"", method=method))
        head = await line.reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 405")
    assert b"allow: POST" in head.replace(b"Allow", b"allow")


async def test_what_cannot_be_kept_is_asked_for_again(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.book.scribe.write(full_disk, door.store).result()
    body = [{"text": "x" * 2000, "native_id": number} for number in range(300)]
    answer = await hand_in(door, body)
    assert answer.status == 503, answer.body[:300]
    assert answer.headers["retry-after"] == "30"
    assert "let-me-in" not in caplog.text
    door.book.scribe.write(room_again, door.store).result()
    assert (await hand_in(door, body)).json()["lines"] == 300
    assert door.store.mentions.count() == 300


async def test_refusals_are_counted_with_their_reasons(door: Door) -> None:
    await hand_in(door, {"text": "x"}, content_type="text/plain")
    await hand_in(door, {"text": "x"}, authorization="Bearer wrong")
    await hand_in(door, {"text": "x"}, authorization="Bearer wrong")
    row = await door.row("tool")
    assert row.say == (
        "3 deliveries were refused: neither token nor signature fits (2x); not announced as JSON (1x)"
    )


async def test_what_names_no_brand_is_passed_over_unless_we_have_it(door: Door) -> None:
    rule = rule_of([Brand("acme", ("acme",))])
    door.reception = Reception(door.book, [SourceSettings("tool", "sender", SENDERS["tool"], rule)])
    first = [Row(1, (told("1", "Acme broke"), told("2", "It broke"), told("3", "acme again")))]
    receipt = await door.reception.handed_in("tool", first, "")
    assert [(each.uri, each.state) for each in receipt.kept] == [
        ("tool:1", "new"),
        ("tool:2", "passed over"),
        ("tool:3", "new"),
    ]
    edited = [Row(1, (told("1", "They broke"),)), Row(2, (told("1", "They broke"), told("4", "x")))]
    receipt = await door.reception.handed_in("tool", edited, "")
    assert [each.state for each in receipt.kept] == ["edited", "known", "passed over"]
    assert door.texts() == ["They broke", "acme again"]


async def test_who_is_passed_over_is_not_mistaken_for_one_whose_number_begins_alike(door: Door) -> None:
    rule = rule_of([Brand("acme", ("acme",))])
    door.reception = Reception(door.book, [SourceSettings("tool", "sender", SENDERS["tool"], rule)])
    await door.reception.handed_in("tool", [Row(1, (told("12", "Acme broke"),))], "")
    receipt = await door.reception.handed_in("tool", [Row(1, (told("1", "x"), told("12", "It broke")))], "")
    assert [(each.uri, each.id, each.state) for each in receipt.kept] == [
        ("tool:1", None, "passed over"),
        ("tool:12", 1, "edited"),
    ]


def told(number: str, text: str) -> Mention:
    return Mention("tool", number, text, via="tool", created_at=NOON)


async def test_a_refusal_is_told_for_a_day_and_says_what_to_do(door: Door) -> None:
    now = [NOON]
    door.reception = Reception(
        door.book, [SourceSettings("tool", "sender", SENDERS["tool"])], clock=lambda: now[0]
    )
    door.reception.refused("tool", "neither token nor signature fits", unproven=True)
    row = await door.row("tool")
    assert (row.health, row.do.split(" ")[0]) == (HealthKind.AUTH, "compare")
    for hours, well in ((24, False), (24.1, True)):
        now[0] = NOON + timedelta(hours=hours)
        assert (await door.row("tool")).well is well


async def test_a_refusal_is_still_told_after_a_start(door: Door) -> None:
    await hand_in(door, {"text": "x"}, authorization="Bearer wrong")
    before = await door.row("tool")
    door.book.open(NOON)
    door.reception = Reception(door.book, [SourceSettings("tool", "sender", SENDERS["tool"])])
    after = await door.row("tool")
    assert (after.health, after.say, after.do) == (before.health, before.say, before.do)
