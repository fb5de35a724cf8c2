"""A Mastodon server that tells by itself what is written under our tags, and to us (server-sent events).

What a broken line has missed is found by asking the lists, which is done as soon as a line is open.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.address import shown
from sources.batch import EVERY, Batch
from sources.errors import SourceError, Unreachable, Unreadable
from sources.inwards import home_of
from sources.kit import SILENCE, Kit, Line, Reply
from sources.mastodon_look import check, instance
from sources.mastodon_parse import mention_of, status_of, tells, visible
from sources.mastodon_server import Mastodon
from sources.paging import address
from sources.roll import Roll
from sources.settings.mastodon import MastodonSettings
from sources.source import Answer, Cursor, Deliver, Health
from sources.sse import Event, Events
from sources.stamp import stamped
from sources.status import has_news
from sources.values import id_of, part_of, text_of

_STREAM = "/api/v1/streaming"
_SCHEMES = {"wss": "https", "ws": "http", "https": "https", "http": "http"}
_WORDS = 2000
"""Bytes of a refusal that are read."""


class MastodonLive:
    """A server that is asked, and told by."""

    def __init__(
        self, roll: Roll, server: Mastodon, settings: MastodonSettings, kit: Kit, *,
        silence: float = SILENCE, every: float = EVERY, now: Callable[[], datetime] = utc_now,
    ) -> None:  # fmt: skip
        """Make it.

        Args:
            roll: The server as it is asked.
            server: Who signs in.
            settings: What is listened to.
            kit: What holds the lines.
            silence: Seconds without any sign of life after which a line is broken.
            every: Seconds for which what comes is gathered.
            now: Tells the time.
        """
        self.name, self.every, self.host = roll.name, roll.every, roll.host
        self._roll, self._server, self._settings, self._kit = roll, server, settings, kit
        self._silence, self._gathers, self._now = silence, every, now

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask the lists once."""
        return await self._roll.fetch(cursor, now)

    async def listen(self, cursor: Cursor, deliver: Deliver) -> None:
        """Hold a line open for each tag, and for what is written to us, until one of them breaks.

        Raises:
            SourceError: A line cannot be opened, or broke.
        """
        base, batch = await self._where(), Batch(deliver, every=self._gathers)
        paths = [f"/hashtag?tag={each}" for each in self._settings.bare_tags]
        paths += ["/user/notification"] if self._settings.mentions else []
        opened = _Count(len(paths))
        try:
            async with asyncio.TaskGroup() as group:
                for path in paths:
                    group.create_task(self._follow(address(base, _STREAM + path, {}), batch, opened))
                group.create_task(opened.told(deliver))
                group.create_task(batch.run())
        except BaseExceptionGroup as broken:
            raise _first(broken) from None

    async def _where(self) -> str:
        """Return where the server streams, as it says itself; itself where it does not."""
        said = await instance(self._settings.base_url, self._kit.web)
        scheme, _, where = text_of(part_of(said, "configuration", "urls"), "streaming").partition("://")
        named = f"{_SCHEMES.get(scheme.lower(), '')}://{where}"
        return await home_of(self._settings.base_url, named) or self._settings.base_url

    async def _follow(self, url: str, batch: Batch, opened: "_Count") -> None:
        """Take in what one line carries, until it breaks."""
        signed = await self._server.signed()
        told = {**signed, "accept": "text/event-stream"}
        async with self._kit.lines.line(url, told, silence=self._silence) as line:
            await self._check(line, signed)
            opened.one()
            events = Events()
            async for piece in line.pieces:
                for event in events.take(piece):
                    await self._take(event, batch)
        raise Unreachable(f"{shown(url)} closed its line")

    async def _check(self, line: Line, signed: Mapping[str, str]) -> None:
        """Let a line pass that is one.

        Raises:
            SourceError: The server says no, or gives something else.
        """
        if line.status == 200 and line.headers.get("content-type", "").startswith("text/event-stream"):
            return
        body = await anext(line.pieces, b"") if line.status != 200 else b""
        reply = Reply(line.status, line.headers, body[:_WORDS], line.url)
        if line.status == 401:
            self._kit.keys.forget(self._settings.token)
        check(reply, signed.get("authorization", "").removeprefix("Bearer "))
        has_news(reply, self._now())
        raise Unreadable(f"{shown(line.url)} answers, but not with a stream")

    async def _take(self, event: Event, batch: Batch) -> None:
        if event.name == "delete":
            uri = self._server.met.get(event.data.strip())
            if uri:
                await batch.put(Mention(source="mastodon", native_id=uri, deleted=True), beside=True)
        elif event.name in ("update", "status.update", "notification"):
            mention = await asyncio.to_thread(self._read, event.data)
            if mention is not None:
                await batch.put(mention)

    def _read(self, data: str) -> Mention | None:
        """Return what an event tells as a mention; None where it is nobody's business, or nothing."""
        try:
            said: Any = json.loads(data)
        except (ValueError, RecursionError):
            return None
        status = status_of(said) if isinstance(said, Mapping) and tells(said) else {}
        found = mention_of(status, self.host, self._server.met) if visible(status) else None
        if found is None:
            return None
        self._server.met[id_of(status, "id")] = found.native_id
        return stamped(found, self.name, self._settings.portal, self._now())


_OPEN = Answer((), {}, Health(HealthKind.OK))


class _Count:
    """Counts the lines that are open."""

    def __init__(self, many: int) -> None:
        self._left, self._all = many, asyncio.Event()

    def one(self) -> None:
        """One more is open."""
        self._left -= 1
        if self._left == 0:
            self._all.set()

    async def told(self, deliver: Deliver) -> None:
        """Say so when all of them are."""
        await self._all.wait()
        await deliver(_OPEN)


def _first(broken: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return what broke first of several lines that end together."""
    errors = [each for each in broken.exceptions if not isinstance(each, asyncio.CancelledError)]
    known = [each for each in errors if isinstance(each, SourceError)]
    return (known or errors)[0]
