"""A mail's bytes to what a reader sees of it, whatever a stranger sends; knows no network and never raises.

The standard library reads mails, but slowly where somebody means harm: long heads and deep nests are cut off
before it sees them.
"""

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

from casebook.frozen import frozen
from sources.decoded import lettered
from sources.hints import http_date
from sources.text import GLANCE, clean_line
from sources.times import believed

LIMIT = 2**20
"""Bytes of a mail that are looked at."""
_HEAD = 65_536
_LINE = 4096
"""Bytes of one header's line that are looked at."""
_NESTS = 32
_NEST = re.compile(rb"boundary\*?\d*\*?\s*=|message/(?:rfc822|partial|global)", re.I)
_WANTED = re.compile(
    rb"(?:from|subject|date|message-id|references|in-reply-to|list-id|archived-at|mime-version"
    rb"|content-[a-z-]+)\s*:",
    re.I,
)
_ID = re.compile(r"<?([^<>\s@]{1,200}@[^<>\s]{1,200})>?")
_BEFORE = re.compile(rb"(?:>?From [^\n]*\n|\s*\n)*")
"""What a mailbox's file, or its keeper, puts before a mail."""


@frozen
class Mail:
    """What was written, by whom, and in answer to what."""

    subject: str = ""
    sender: str = ""
    """The address, in lower case; anybody may claim any."""
    name: str = ""
    """The sender's name."""
    sent_at: datetime | None = None
    id: str | None = None
    answers: tuple[str, ...] = ()
    """The ids of the mails it answers, the thread's first at the front, the one before it at the end."""
    list_id: str = ""
    archived_at: str = ""
    """Where the list keeps it for everybody."""
    text: str = ""
    """Its plain words, not cleaned; empty where it has none."""
    html: str = ""
    """Its HTML; empty where it has none."""


def read_mail(raw: bytes) -> Mail | None:
    """Return what a mail says; None where nobody could read it."""
    try:
        return _read(_shortened(raw[:LIMIT]))
    except (
        Exception
    ):  # the door: whatever the standard library makes of a stranger's mail, it costs that mail
        return None


def mails_in(body: bytes) -> Iterator[bytes]:
    """Yield the mails of a file: one, or those of an mbox."""
    if not body.startswith(b"From "):
        yield body
        return
    yield from (each for each in re.split(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n", body) if each.strip())


def _shortened(raw: bytes) -> bytes | None:
    """Return a mail with the headers that are wanted, each cut off where it is too long; None: too deep."""
    raw = _BEFORE.sub(b"", raw, count=1)
    parts = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)
    lines = re.split(rb"\r?\n(?![ \t])", parts[0][:_HEAD])
    head = [re.sub(rb"\r?\n[ \t]+", b" ", each)[:_LINE] for each in lines if _WANTED.match(each)]
    body = parts[1] if len(parts) > 1 else b""
    whole = b"\n".join([*head, b"", body])
    return None if len(_NEST.findall(whole)) > _NESTS else whole


def _read(raw: bytes | None) -> Mail | None:
    if raw is None:
        return None
    mail = email.message_from_bytes(raw, policy=policy.default)
    name, address = _sender(_header(mail, "from"))
    ids = (*_ids(_header(mail, "references")), *_ids(_header(mail, "in-reply-to")))
    found = Mail(
        subject=_header(mail, "subject"),
        sender=address.lower(),
        name=clean_line(name or _commented(mail)),
        sent_at=believed(http_date(_header(mail, "date"))),
        id=next(iter(_ids(_header(mail, "message-id"))), None),
        answers=tuple(dict.fromkeys(ids)),
        list_id=_header(mail, "list-id"),
        archived_at=_header(mail, "archived-at").strip("<> "),
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
    )
    return found if found.subject or found.text.strip() or found.html else None


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header as one clean line; empty where it is missing or breaks its reader."""
    with suppress(Exception):  # the standard library's readers of headers raise whatever comes to their mind
        return clean_line(str(mail.get(name, "")))
    return ""


def _sender(said: str) -> tuple[str, str]:
    """Return name and address; without any @ an archive has hidden it, as in `jane at example.org`."""
    return parseaddr(said if "@" in said else said.replace(" at ", "@", 1))


def _ids(said: str) -> list[str]:
    return [each.strip("<>") for each in _ID.findall(said)]


def _commented(mail: EmailMessage) -> str:
    """Return the name that stands behind the address, as in `jane at example.org (Jane)`."""
    raw = next((str(said) for name, said in mail.raw_items() if name.lower() == "from"), "")
    found = re.search(r"\(([^()]{1,200})\)", raw)
    if found is None:
        return ""
    with suppress(Exception):  # as above
        return str(make_header(decode_header(found[1])))
    return found[1]


def _part(mail: EmailMessage, kind: str) -> str:
    """Return the words of the first part of a kind; letters nobody can read become question marks."""
    found = mail.get_body((kind,))
    if found is None:
        return ""
    payload = found.get_payload(decode=True)
    raw = payload[:GLANCE] if isinstance(payload, bytes) else b""
    charset = "utf-8"
    with suppress(Exception):  # as above
        charset = found.get_content_charset("utf-8")
    return lettered(raw, charset)
