"""A closed line to a mail server: taken where its certificate is known, refused where it is not."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import HealthKind
from tests.post_office import CAME, PostOffice, mail

LATER = CAME + timedelta(hours=1)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("NOT TESTED: there is no openssl here to make a certificate with")
    file = tmp_path / "both.pem"
    made = [str(file), "-out", str(tmp_path / "public.pem"), "-days", "2", "-subj", "/CN=mail"]
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", *made]
    subprocess.run([*words, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    with file.open("ab") as both:
        both.write((tmp_path / "public.pem").read_bytes())
    return file


async def test_a_known_certificate_closes_the_line(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with PostOffice([mail("one")], certificate=certificate) as office:
        answer = await office.source(tls=True).fetch({}, LATER)
    assert [each.text for each in answer.mentions] == ["one"]


async def test_a_certificate_nobody_knows_is_said_before_any_password_is(certificate: Path) -> None:
    async with PostOffice([mail("one")], certificate=certificate) as office:
        answer = await office.source(tls=True).fetch({}, LATER)
        assert office.said == []
    assert (answer.mentions, answer.health.kind) == ((), HealthKind.ERROR)
    assert "shows a certificate that is not its own" in answer.health.say
