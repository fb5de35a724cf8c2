"""Mail readers, whose lists are the nearest thing to a queue of mentions, each with messages of its own."""

import mailbox
from collections.abc import Sequence
from email.message import Message
from pathlib import Path

from bench.home import Home
from bench.terminal import Terminal

_SAID = "I asked support for a refund three times and nobody answers.\n"
_THEN = 1_770_000_000
"""When the first message came, in seconds since 1970."""


def neomutt(home: Home, messages: int) -> Sequence[str]:
    """Write a mailbox and return the command that shows it."""
    (home.folder / "Mail").mkdir()
    box = mailbox.mbox(home.folder / "box")
    for number in range(messages):
        box.add(_message(number))
    box.close()
    return ["neomutt", "-n", "-F", "/dev/null", "-R", "-f", str(home.folder / "box")]


class Aerc:
    """aerc over a maildir, in a home of its own."""

    def __init__(self, home: Home, messages: int) -> None:
        """Write its files, and so many messages."""
        self._home = home
        self.last = f"Matter {messages - 1}"
        """What stands on top of its list."""
        inbox = home.folder / "Maildir" / "INBOX"
        for each in ("cur", "new", "tmp"):
            (inbox / each).mkdir(parents=True)
        for number in range(messages):
            (inbox / "cur" / f"{_THEN + number}.{number}.bench:2,S").write_bytes(bytes(_message(number)))
        self._settle(home.folder / "config" / "aerc", home.folder / "Maildir")

    def terminal(self) -> Terminal:
        """Start it on a screen."""
        return Terminal(["aerc"], self._home.env())

    def _settle(self, folder: Path, mail: Path) -> None:
        folder.mkdir(parents=True)
        accounts = folder / "accounts.conf"
        accounts.touch(mode=0o600)  # it reads no other
        accounts.write_text(
            f"[bench]\nsource = maildir://{mail}\ndefault = INBOX\nfrom = Bench <bench@bench.example>\n"
        )


def _message(number: int) -> Message:
    each = Message()
    each["From"] = f"writer{number}@forum.example"
    each["Subject"] = f"Matter {number}"
    each["Date"] = "Mon, 02 Mar 2026 12:00:00 +0000"
    each["Message-ID"] = f"<{number}@forum.example>"
    each.set_payload(_SAID)
    return each
