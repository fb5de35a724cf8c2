"""A mailbox as a source: alerts, notices and mailing lists, read without leaving a trace.

Mails are read by their numbers and never marked, moved or deleted, unless the settings want them marked. What
is read is delivered even where the line breaks after it, and the rest is asked for again.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Rule
from sources.errors import NoSecret, SourceError, Unreachable
from sources.imap_cursor import ImapCursor
from sources.imap_line import Letter, Mailbox
from sources.kit import Kit, Unlocks
from sources.mail import read_mail
from sources.mail_alerts import mentions_of
from sources.settings.imap import ImapSettings
from sources.source import Answer, Cursor, Health, failed
from sources.stamp import stamped

PORTION = 50
"""Mails of one asking at most; the next asking goes on at once."""
PATIENCE = 90.0
"""Seconds of one visit at most."""


@frozen
class Haul:
    """What one visit brought."""

    mentions: tuple[Mention, ...]
    cursor: ImapCursor
    read: int = 0
    lost: int = 0
    """Mails that nobody could read."""
    left: int = 0
    """Mails that are still to be read."""
    anew: bool = False
    """Whether the server has begun a new numbering since we were last there."""
    error: SourceError | None = None
    """What ended the visit too early."""


class ImapSource:
    """One mailbox, by the settings."""

    def __init__(self, name: str, settings: ImapSettings, keys: Unlocks) -> None:
        self.name = name
        self.every = settings.every
        self.host = settings.host
        self._settings = settings
        self._keys = keys

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once and return what has come in since."""
        known = ImapCursor.from_json(cursor).begun(now, self._settings.backfill)
        try:
            password = await self._keys.of(self._settings.password)
            haul = await _visited(Mailbox(self._settings, password), self._settings, known)
        except SourceError as error:
            if error.health is HealthKind.AUTH and not isinstance(error, NoSecret):
                self._keys.forget(self._settings.password)
            return failed(error, cursor)
        return self._answer(haul, now)

    def _answer(self, haul: Haul, now: datetime) -> Answer:
        ours = tuple(stamped(each, self.name, self._settings.portal, now) for each in haul.mentions)
        more = haul.left > 0 and haul.error is None and not haul.anew  # some number anew at each visit
        return Answer(ours, haul.cursor.to_json(), _health(haul), more=more)


def build(name: str, settings: ImapSettings, kit: Kit, rule: Rule) -> ImapSource:
    """Return a mailbox as a source; it gives everything, whatever it is listened to for."""
    return ImapSource(name, settings, kit.keys)


async def _visited(box: Mailbox, settings: ImapSettings, known: ImapCursor) -> Haul:
    """Visit a mailbox in a thread; one that takes too long is left, and so it is when we are called off.

    Raises:
        SourceError: Nothing could be read at all.
    """
    visit, late = asyncio.create_task(asyncio.to_thread(visited, box, settings, known)), False
    try:
        await asyncio.wait({visit}, timeout=PATIENCE)
    finally:
        if late := not visit.done():
            box.break_off()
            with suppress(Exception):  # it was called off: however it ends is its own matter
                await visit
    return _in_time(visit, settings.host) if late else visit.result()


def _in_time(visit: asyncio.Task[Haul], host: str) -> Haul:
    """Return what a visit brought until it was broken off."""
    say = Unreachable(f"{host} took longer than {PATIENCE:g} s")
    if visit.exception() is not None:
        raise say
    haul = visit.result()
    return replace(haul, error=say) if haul.error is not None else haul


def visited(box: Mailbox, settings: ImapSettings, known: ImapCursor) -> Haul:
    """Return what a mailbox holds behind a cursor; blocks.

    Raises:
        SourceError: Nothing could be read at all.
    """
    with box.opened():
        same = known.validity == box.validity and known.last > 0
        numbers = box.after(known.last) if same or known.day is None else box.since(known.day)
        first = replace(known, validity=box.validity, last=known.last if same else 0)
        haul = _read(box, settings, first, numbers)
        return replace(haul, anew=known.last > 0 and not same)


def _read(box: Mailbox, settings: ImapSettings, cursor: ImapCursor, numbers: Sequence[int]) -> Haul:
    haul = Haul((), cursor, left=len(numbers))
    for number in numbers[:PORTION]:
        try:
            letter = box.letter(number)
            if letter is not None and settings.mark_seen and not cursor.is_old(letter.came_at):
                box.mark_seen(number)
        except SourceError as error:
            return replace(haul, error=error)
        haul = _with(haul, number, letter)
    return haul


def _with(haul: Haul, number: int, letter: Letter | None) -> Haul:
    """Return a haul with one mail more; one that is gone meanwhile is none."""
    cursor = replace(haul.cursor, last=number)
    if letter is None or cursor.is_old(letter.came_at):
        return replace(haul, cursor=cursor, left=haul.left - 1)
    times = [each for each in (cursor.since, letter.came_at) if each is not None]
    mail = read_mail(letter.raw)
    return replace(
        haul,
        mentions=(*haul.mentions, *(mentions_of(mail) if mail is not None else ())),
        cursor=replace(cursor, since=max(times, default=None)),
        read=haul.read + 1,
        lost=haul.lost + (mail is None),
        left=haul.left - 1,
    )


def _health(haul: Haul) -> Health:
    if haul.error is not None:
        return Health(haul.error.health, f"{haul.error}; {haul.left} mails are still to be read")
    if haul.anew and haul.left:
        return Health(HealthKind.PARTIAL, f"it numbers its mails anew: {haul.left} are still to be read")
    if haul.lost:
        return Health(HealthKind.PARTIAL, f"{haul.lost} of {haul.read} mails could not be read")
    return Health(HealthKind.OK if haul.read else HealthKind.NOT_MODIFIED)
