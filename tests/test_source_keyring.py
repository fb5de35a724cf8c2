"""Secrets: fetched where the settings say, remembered while they serve, and told to nobody."""

import shlex
import sys
from pathlib import Path

import pytest

from casebook.kinds import HealthKind
from sources.errors import NoSecret
from sources.keyring import Keyring, fetched
from sources.secret import FORM, flaw_of, named

HUSH = "hush-hush-1234"


def kept(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "token"
    file.write_text(text)
    file.chmod(mode)
    return file


def printing(text: str, code: int = 0) -> str:
    program = f"import sys; sys.stdout.write({text!r}); sys.exit({code})"
    return f"command:{shlex.join([sys.executable, '-c', program])}"


async def test_each_way_leads_to_the_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_TOKEN", HUSH)
    keyring = Keyring()
    assert await keyring.of("env:AMENDS_TEST_TOKEN") == HUSH
    assert await keyring.of(f"file:{kept(tmp_path, HUSH + chr(10))}") == HUSH
    assert await keyring.of(printing(f"{HUSH}\nuser: dana\n")) == HUSH, (
        "the first line, as pass and op print it"
    )
    assert await keyring.of("") == ""


async def test_a_secret_is_fetched_once_until_it_is_refused(tmp_path: Path) -> None:
    file = kept(tmp_path, "old")
    keyring = Keyring()
    assert await keyring.of(f"file:{file}") == "old"
    kept(tmp_path, "new")
    assert await keyring.of(f"file:{file}") == "old"
    keyring.forget(f"file:{file}")
    assert await keyring.of(f"file:{file}") == "new"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
async def test_a_file_others_may_read_is_no_secret(mode: int, tmp_path: Path) -> None:
    with pytest.raises(NoSecret, match="others may read"):
        await Keyring().of(f"file:{kept(tmp_path, HUSH, mode)}")


@pytest.mark.parametrize(
    ("reference", "say"),
    [
        ("env:AMENDS_NOT_SET", "the variable AMENDS_NOT_SET is not set"),
        ("file:/nowhere/token", "cannot be read"),
        ("command:amends-no-such-command x", "amends-no-such-command"),
        ("command:'open", "a quote that is not closed"),
        (printing(HUSH, code=3), "ended with 3"),
        (printing(""), "is empty"),
        (printing("one\x1btwo"), "no single line of text"),
        (HUSH, "must say where the secret is"),
    ],
)
async def test_what_cannot_be_had_is_said_without_any_of_it(reference: str, say: str) -> None:
    with pytest.raises(NoSecret) as caught:
        await Keyring().of(reference)
    assert say in str(caught.value)
    assert HUSH not in str(caught.value)
    assert caught.value.health is HealthKind.AUTH


@pytest.mark.parametrize("reference", [HUSH, "env:", "file: ", "pass:show x", "https://x.example/token"])
def test_settings_that_hold_the_secret_itself_are_wrong_and_do_not_show_it(reference: str) -> None:
    assert flaw_of(reference) == FORM


def test_a_command_is_named_without_its_arguments() -> None:
    assert named("command:pass show work/mastodon") == "command:pass …"
    assert named("command:get-token") == "command:get-token"
    assert named("env:TOKEN") == "env:TOKEN"
    assert named("file:/home/jane doe/token") == "file:/home/jane doe/token"


@pytest.mark.parametrize("reference", ["file:~nobody-of-this-name/x", "file:/a\0b", "command:a\0b"])
def test_a_place_that_is_none_is_said(reference: str) -> None:
    with pytest.raises(NoSecret):
        fetched(reference)
