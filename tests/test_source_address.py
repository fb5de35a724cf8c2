"""Addresses: where a redirect may lead, and what may be shown of one."""

import pytest

from sources.address import base_of, followed, here, shown
from sources.errors import Misled


@pytest.mark.parametrize(
    "target",
    [
        "https://forum.example/login/?dest=x",
        "https://consent.google.com/ml?x",
        "https://www.google.com/sorry/index",
    ],
)
def test_a_redirect_to_a_gate_is_an_error(target: str) -> None:
    with pytest.raises(Misled, match="login, consent or captcha"):
        followed("https://forum.example/f", target)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:8080/admin",
        "http://localhost/",
        "http://LocalHost./",
        "http://desk.localhost/",
        "http://[::1]/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0:8080/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:0:0:1]/",
    ],
)
def test_nobody_out_there_sends_us_into_this_machine(target: str) -> None:
    with pytest.raises(Misled, match="into this machine"):
        followed("https://forum.example/f", target)
    assert here("127.0.0.1")


@pytest.mark.parametrize(
    "host", ["forum.example", "10.0.0.1", "1270.example", "localhost.example", "fe80::1", ""]
)
def test_another_host_is_not_this_machine(host: str) -> None:
    assert not here(host)


def test_an_address_is_shown_without_what_may_be_secret() -> None:
    assert shown("https://jane:hush@a.example:8443/x/y?token=hush#z") == "https://a.example:8443/x/y?…"
    assert shown("http://[::1") == "an address that is none"
    assert shown("https://a.example/u/3fa9c1d2e4b5a6978877/rss.xml") == "https://a.example/u/…/rss.xml"
    assert shown("https://a.example/Zx81-kQ_03bT7uHw2LmP.xml?x") == "https://a.example/….xml?…"
    assert shown("https://a.example/u/3fa9c1d2%2De4b5a6978877") == "https://a.example/u/…"
    plain = "https://a.example/what-acme-did-to-my-parcel-in-2026/v2/00000000000000000000000"
    assert shown(plain) == plain, "words and numbers are no secret"
    assert base_of("https://jane:hush@a.example/x?token=hush") == "https://a.example/x"
