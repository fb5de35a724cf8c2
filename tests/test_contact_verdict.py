"""What a page or a name server's answer means for a contact point: healthy, or what is broken. No network."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.contact import ContactRow, TestMail
from casebook.kinds import ContactKind, Standing
from desk.contacts.pace import KEPT, SOON, SURE, WATCHED, after
from desk.contacts.proof import HEALTHY, Verdict, proof_verdict
from desk.contacts.verdict import mail_verdict, page_verdict, same_site, unreachable
from playbooks.contacts import Contact
from sources.kit import Reply
from sources.mail_facts import MailHosts
from sources.page_seen import PageSeen, seen

NOW = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
URL = "https://corncrake.example/contact"
HELP = """<html><head><title>Contact us</title><script>var a = "down for maintenance";</script></head><body>
<h1>Talk to\n a  person</h1><p>We’re here. Call <b>0800</b>&nbsp;496 0123, 24/7.</p>
<form method="post" action="/send"><input type="hidden" name="token"><input name="order">
<textarea name="message"></textarea><button>Send</button></form></body></html>"""


def page(body: str = HELP, url: str = URL, status: int = 200, **more: Any) -> PageSeen:
    return seen(Reply(status, {"content-type": "text/html"}, body.encode(), url, **more))


def contact(kind: ContactKind = ContactKind.PAGE, **more: Any) -> Contact:
    return Contact("help", kind, more.pop("where", URL), 3600.0, **more)


def fault(expected: Contact, found: PageSeen | None = None) -> str:
    return page_verdict(expected, found or page(), NOW).fault


def test_a_page_as_it_should_be_is_healthy() -> None:
    expected = contact(
        words=("talk to a person", "We're here"), not_words=("under maintenance", "down for maintenance")
    )
    assert page_verdict(expected, page(), NOW) is HEALTHY


@pytest.mark.parametrize(
    ("expected", "found", "told"),
    [
        (contact(), page(status=500), "answers with status 500 instead of 200"),
        (contact(words=("Email us",)), page(), "“Email us” does not stand on it"),
        (contact(not_words=("24/7",)), page(), "“24/7” stands on it"),
        (
            contact(words=("Email us",)),
            page(cut="broke off its answer"),
            "“Email us” does not stand on it (it broke off its answer)",
        ),
        (contact(), page(url="https://parked.example/?d=1"), "leads away to https://parked.example/?…"),
        (
            contact(redirects_to="https://corncrake.example/en"),
            page(),
            "leads to https://corncrake.example/contact instead of https://corncrake.example/en",
        ),
    ],
)
def test_what_is_broken_is_told_in_one_sentence_with_what_to_do(
    expected: Contact, found: PageSeen, told: str
) -> None:
    verdict = page_verdict(expected, found, NOW)
    assert verdict.fault == told
    assert verdict.do


def test_a_page_may_move_within_its_site_or_where_it_is_told_to() -> None:
    assert not fault(contact(), page(url="https://www.corncrake.example/contact/"))
    assert not fault(contact(), page(url="https://help.corncrake.example/"))
    assert not fault(contact(redirects_to="https://Other.example/x/"), page(url="https://other.example/x"))
    assert not same_site("corncrake.example", "notcorncrake.example")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>Our form is gone</p>", "there is no form on it"),
        ("<form action=/send><input name=email></form>", "no field “message” can be filled in"),
        ("<form><input type=hidden name=message></form>", "no field “message” can be filled in"),
        ("<form><textarea name=message disabled></textarea></form>", "no field “message” can be filled in"),
        (
            "<form action='https://evil.example/t'><textarea name=message></textarea></form>",
            "the form sends to https://evil.example/t",
        ),
        (
            "<form action='http://corncrake.example/t'><textarea name=message></textarea></form>",
            "the form sends to http://corncrake.example/t",
        ),
        (
            "<form action='mailto:x@corncrake.example'><textarea name=message></textarea></form>",
            "the form sends to an address that is none",
        ),
        (
            "<form action='http://[broken'><textarea name=message></textarea></form>",
            "the form sends to an address that is none",
        ),
        (
            "<base href='https://evil.example/'><form action=t><textarea name=message></textarea></form>",
            "the form sends to https://evil.example/t",
        ),
    ],
)
def test_a_form_that_takes_no_words_or_sends_them_away_is_broken(body: str, told: str) -> None:
    assert fault(contact(ContactKind.FORM, field="message"), page(body)) == told


def test_a_form_is_healthy_where_its_words_go_home_or_where_they_may() -> None:
    asked = contact(ContactKind.FORM, field="message")
    assert not fault(asked)
    assert not fault(asked, page("<form><textarea id=message></textarea></form>"))
    assert not fault(asked, page("<div><textarea name=message></textarea></div>"))
    bare = "http://corncrake.example/contact"
    assert not fault(replace(asked, where=bare), page(url=bare)), "no form is more secret than its page"
    away = page("<form action='https://eu.forms.example/9'><textarea name=message></textarea></form>")
    assert not fault(replace(asked, sends_to="https://forms.example"), away)


@pytest.mark.parametrize(
    ("number", "body", "there"),
    [
        ("+44 800 496 0123", "call 0800 496 0123 24/7", True),
        ("+44 800 496 0123", "call +44 (0) 800 496-0123", True),
        ("+44 800 496 0123", "call 0044 800 4960123", True),
        ("+44 800 496 0123", "call (0)800.496.0123", True),
        ("+1 555 010 0199", "call (555) 010-0199 or text", True),
        ("0800 496 0123", "call 0800/4960123", True),
        ("+44 800 496 0123", "call +49 800 496 0123", False),
        ("+44 800 496 0123", "call 0800 496 0124", False),
        ("+44 800 496 0123", "order 108004960123", False),
        ("+44 800 496 0123", "call 0800 496 01234", False),
        ("+44 800 496 0123", "<script>'0800 496 0123'</script>", False),
    ],
)
def test_a_telephone_number_is_compared_by_its_digits(number: str, body: str, there: bool) -> None:
    asked = contact(ContactKind.PHONE, number=number)
    assert fault(asked, page(f"<p>{body}</p>")) == (
        "" if there else f"the number {number} does not stand on it"
    )


def test_a_certificate_that_ends_soon_is_broken_at_once() -> None:
    verdict = page_verdict(contact(), page(expires=NOW + timedelta(days=9, hours=5)), NOW)
    assert verdict.fault == "its certificate ends in 9d, on 2026-03-13"
    assert verdict.lasting
    assert not fault(contact(), page(expires=NOW + timedelta(days=14, hours=1)))
    assert not fault(contact(certificate_days=0), page(expires=NOW + timedelta(days=1)))


def test_a_page_that_a_script_fills_is_told_as_one() -> None:
    asked = contact(words=("Refunds",))
    found = page_verdict(asked, page("<div id=root>Loading …</div><script>x</script>"), NOW)
    assert "a script may fill it" in found.do
    assert "put it back" in page_verdict(asked, page("<p>Talk to us. " * 20), NOW).do


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe" * 999, b"<form " * 20_000, b"<a <a <a" * 20_000, b"<" * 200_000, b"(0)" * 60_000],
)
def test_no_page_breaks_the_look_or_takes_long(body: bytes) -> None:
    for content_type in ("text/html", "text/html; charset=rot13", "text/html; charset=utf-7", "image/png"):
        found = seen(Reply(200, {"content-type": content_type}, body, URL))
        assert not found.says("refund")
        assert not found.shows("+44 800 496 0123")


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    said = '<meta charset="iso-8859-15"><p>Rückerstattung</p>'.encode("iso-8859-15")
    assert seen(Reply(200, {"content-type": "text/html"}, said, URL)).says("RÜCKERSTATTUNG")


def test_what_the_name_servers_say_is_judged() -> None:
    asked = contact(ContactKind.MAIL, where="help@Corncrake.example")
    assert mail_verdict(asked, MailHosts(("mx1.corncrake.example",))) is HEALTHY
    assert mail_verdict(asked, MailHosts(missing=True)).fault == "there is no domain corncrake.example"
    assert "null MX" in mail_verdict(asked, MailHosts(refused=True)).fault
    lost = mail_verdict(asked, MailHosts(homeless=("mx1.corncrake.example",)))
    assert lost.fault == "corncrake.example has no mail server: mx1.corncrake.example has no address"


BAD = unreachable(ContactKind.PAGE, "could not be reached")


def row() -> ContactRow:
    return ContactRow(1, "help", ContactKind.PAGE, URL)


def test_one_bad_answer_is_asked_again_before_it_alarms() -> None:
    first = after(row(), BAD, 3600, NOW)
    assert (first.standing, first.again_at) == (Standing.DOUBTFUL, NOW + SOON)
    second = after(first, BAD, 3600, NOW + SOON)
    assert (second.standing, second.again_at) == (Standing.DOUBTFUL, NOW + SURE)
    late = after(first, BAD, 3600, NOW + SURE - SOON / 2)
    assert late.again_at == NOW + SURE + SOON / 2, "two askings are a minute apart at least"
    third = after(second, BAD, 3600, NOW + SURE)
    assert (third.standing, third.bad_since) == (Standing.BROKEN, NOW)
    assert third.again_at == NOW + SURE + WATCHED
    fine = after(third, HEALTHY, 3600, NOW + SURE + WATCHED)
    assert (fine.standing, fine.bad_since, fine.say) == (Standing.HEALTHY, None, "")
    assert [bool(each.fault) for each in fine.tried] == [True, True, True, False]


def test_a_blip_leaves_no_trace_but_in_the_history() -> None:
    blip = after(after(row(), BAD, 3600, NOW), HEALTHY, 3600, NOW + SOON)
    assert blip.standing is Standing.HEALTHY
    assert blip.again_at == NOW + SOON + timedelta(hours=1)
    later = after(blip, BAD, 3600, NOW + timedelta(hours=5))
    assert later.standing is Standing.DOUBTFUL


def test_asking_over_and_over_makes_nothing_broken_sooner() -> None:
    found = row()
    for second in range(20):
        found = after(found, BAD, 3600, NOW + timedelta(seconds=second))
    assert found.standing is Standing.DOUBTFUL
    assert len(found.tried) == KEPT


def test_what_lasts_is_broken_at_once() -> None:
    broken = after(row(), Verdict("its certificate ends", "renew", True), 3600, NOW)
    assert broken.broken
    assert after(broken, BAD, 3600, NOW + SOON).broken, "another fault makes it no better"


def mail(days_ago: float, **more: Any) -> TestMail:
    return TestMail(0, "help", "help@x.example", "AMENDS-A", NOW - timedelta(days=days_ago), "dana", **more)


def test_a_test_mail_that_nobody_has_found_is_a_fault() -> None:
    within = 3 * 86_400.0
    assert proof_verdict([], within, NOW) is HEALTHY
    assert proof_verdict([mail(2)], within, NOW) is HEALTHY
    late = proof_verdict([mail(3.1)], within, NOW)
    assert late.fault == "a test mail was sent 3d ago and has not been proven to arrive"
    assert "amends contacts proved" in late.do
    assert proof_verdict([mail(3.1, proved_at=NOW)], within, NOW) is HEALTHY


def test_a_later_mail_that_arrived_clears_an_earlier_one_and_a_new_one_does_not() -> None:
    within = 3 * 86_400.0
    assert proof_verdict([mail(9), mail(2, proved_at=NOW)], within, NOW) is HEALTHY
    assert "9d ago" in proof_verdict([mail(9), mail(2)], within, NOW).fault
    for days in (0.1, 9):
        assert "could not be sent: no" in proof_verdict([mail(days, refused="no")], within, NOW).fault
