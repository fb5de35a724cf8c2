"""Follows short links, beside the intake and never in its way: a few a minute, each once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from casebook.errors import CasebookError
from casebook.redirect import Redirect
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.errors import DeskError
from desk.redirects import answered, to_ask, unanswered
from playbooks.playbook import Playbook
from sources.clock import Clock, WallClock
from sources.errors import Misled, SourceError
from sources.kit import HoldsLines
from sources.shorteners import Short, whither

T = TypeVar("T")

log = logging.getLogger(__name__)

A_MINUTE = 20
"""Links that are followed in a minute at most, over all hosts."""
PAUSE = 60.0


@dataclass
class Follower:
    """Asks the hosts of short links where these lead."""

    store: Store
    scribe: Scribe
    lines: HoldsLines
    short: Short
    clock: Clock = field(default_factory=WallClock)
    playbook: Playbook | None = None
    """What makes a mention an echo, once its short links are followed."""

    async def run(self) -> None:
        """Follow what has come in, minute by minute, until cancelled."""
        while True:
            await self.once()
            await self.clock.wait(asyncio.Event(), PAUSE)

    async def once(self) -> None:
        """Follow the links that wait, as many as a minute allows; what goes wrong matters to nobody else."""
        try:
            for each in await self._write(to_ask, self.store, self.clock.now(), A_MINUTE):
                await self._follow(each)
        except (CasebookError, DeskError) as error:
            log.warning("short links could not be followed: %s", error)

    async def _follow(self, link: Redirect) -> None:
        try:
            to = await whither(self.lines, link.url, self.short)
        except (SourceError, TimeoutError) as error:
            log.info("a short link was not followed: %s", error)
            for_good = isinstance(error, Misled)
            await self._write(unanswered, self.store, link, self.clock.now(), for_good=for_good)
        else:
            await self._write(answered, self.store, link, to, self.clock.now(), self.playbook)

    async def _write(self, work: Callable[..., T], *args: Any, **about: Any) -> T:
        return await asyncio.wrap_future(self.scribe.write(work, *args, **about))
