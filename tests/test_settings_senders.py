"""Who hands mentions in, and where: what the settings may say of it."""

import re
from pathlib import Path

import pytest

from desk.errors import SettingsError
from desk.settings import Settings, load
from sources.doorway import Doorway, doorway
from sources.settings.sender import SenderSettings
from tests.feed_samples import NOW
from tests.test_laws import HOUSE

TOKEN = '[senders.f5bot]\nshape = "f5bot"\ntoken = "env:F5BOT"\n'


def said(folder: Path, text: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, {"HOME": str(folder), "USER": "dana"})


def test_senders_are_read_with_where_they_hand_in(tmp_path: Path) -> None:
    settings = said(tmp_path, f'[listen]\nat = "8799"\n{TOKEN}match_customers = false\n')
    assert (settings.listen, [each.name for each in settings.senders]) == (Doorway(port=8799), ["f5bot"])
    assert settings.apart == {"f5bot"}


def test_without_a_word_nobody_listens(tmp_path: Path) -> None:
    settings = said(tmp_path, '[senders.pipe]\nmap = {text = "$.a"}\n')
    assert (settings.listen, settings.senders[0].kind) == (None, "sender")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '[senders.a]\nshape = "f5bott"\n',
            "[senders.a] shape: 'f5bott' is unknown; did you mean \"f5bot\"?",
        ),
        ('[senders.a]\ntoken = "hush"\n', "[senders.a] token: must say where the secret is"),
        ('[senders.a]\nsecret = "hush"\n', "[senders.a] secret: must say where"),
        ('[senders.a]\nmap = {txt = "$.a"}\n', "[senders.a] map: 'txt' is no field of a mention"),
        ('[senders.a]\nshape = "github"\nmap = {text = "$.a"}\n', "either a shape or a map"),
        ('[senders.a]\neach = "$.items"\n', "`each` goes with a map"),
        ('[senders."a b"]\n', "a sender is named with letters"),
        ('[senders.a]\ntokn = "env:A"\n', 'tokn: unknown key; did you mean "token"?'),
        ("senders = 5\n", "must hold tables such as [senders.f5bot]"),
        (
            '[sources.f5bot]\nkind = "feed"\nurl = "https://a.example/"\n' + TOKEN,
            "a source has this name already",
        ),
        ('[listen]\nat = "here"\n', "[listen] at: must be a port"),
        ('[listen]\nat = "1:2:3"\n', "[listen] at: must be a port"),
        ('[listen]\nat = "127.0.0.1:70000"\n', "[listen] at: must be a port"),
        ('[listen]\nat = "8799"\n[senders.a]\n', "[senders.a] needs a token, a secret, or open = true"),
        (
            '[listen]\nat = "0.0.0.0:8799"\n[senders.a]\nopen = true\n',
            "[senders.a] needs a token or a secret: others than this machine can reach 0.0.0.0:8799",
        ),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(SettingsError) as error:
        said(tmp_path, text)
    assert why in str(error.value)
    assert "hush" not in str(error.value)


@pytest.mark.parametrize(
    ("written", "where", "private"),
    [
        ("8799", "127.0.0.1:8799", True),
        (":8799", "127.0.0.1:8799", True),
        ("localhost:1", "localhost:1", True),
        ("[::1]:8799", "[::1]:8799", True),
        ("127.8.8.8:8799", "127.8.8.8:8799", True),
        ("0.0.0.0:8799", "0.0.0.0:8799", False),
        ("[::]:8799", "[::]:8799", False),
        ("10.0.0.7:8799", "10.0.0.7:8799", False),
        ("127.0.0.1.evil.example:80", "127.0.0.1.evil.example:80", False),
    ],
)
def test_an_address_says_who_can_reach_it(written: str, where: str, private: bool) -> None:
    assert (str(doorway(written)), doorway(written).private) == (where, private)


def test_what_the_documents_show_can_be_followed(tmp_path: Path) -> None:
    for page in ("README.md", "docs/senders.md"):
        text = (HOUSE / page).read_text(encoding="utf-8")
        blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
        ours = [each for each in blocks if "[senders." in each]
        assert ours, page
        for each in ours:
            assert said(tmp_path, each).senders


def test_the_mailbox_the_documents_show_can_be_followed(tmp_path: Path) -> None:
    for page in ("README.md", "docs/mailbox.md"):
        blocks = re.findall(r"```toml\n(.*?)```", (HOUSE / page).read_text(encoding="utf-8"), re.DOTALL)
        [ours] = [each for each in blocks if 'kind = "imap"' in each]
        assert said(tmp_path, ours).sources[0].kind == "imap"


def test_a_sender_is_listened_to_for_brands_and_has_its_silence(tmp_path: Path) -> None:
    brands = '[brands.acme]\nwords = ["acme"]\n'
    [sender] = said(tmp_path, f'{brands}{TOKEN}brands = ["acme"]\nexpect = "6h"\n').senders
    assert (sender.rule.filters, sender.expect) == (True, 21_600.0)
    with pytest.raises(SettingsError, match=r"\[senders.f5bot\] kind: a sender has none"):
        said(tmp_path, f'{TOKEN}kind = "feed"\n')


@pytest.mark.parametrize(
    ("sender", "source"),
    [(SenderSettings(open=True), "ours"), (SenderSettings(token="env:T"), "mastodon")],
)
def test_who_proves_nothing_speaks_for_nobody_else(sender: SenderSettings, source: str) -> None:
    said = {"source": "mastodon", "native_id": "7", "text": "gone", "deleted": True}
    (mention,) = sender.hand("ours").read(1, said, NOW).mentions
    assert mention.uri == f"{source}:7"
