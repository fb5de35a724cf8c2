"""Keys in turn: the next one goes where it is meant to, once the one before it has been done.

Over a slow line many keys come in one piece. Each may open a screen, move the focus or begin an act; a key
that comes meanwhile waits until nothing more follows from the one before. A message sent after a key takes
the same way through the queues of the widgets, so that the key is done when the message is back. It is sent
only when the next key is there: a key that nobody waits for costs nothing but itself.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakSet

from textual import events, on
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

from tui.bound import BoundApp
from tui.keys import typed_into
from tui.told import told
from tui.widgets.by_bindings import ByBindings

R = TypeVar("R")

PATIENCE = 1.0
"""Seconds after which a key no longer waits for the one before it."""

BRIEF, LONG = 0.005, 0.05
"""Seconds between two looks whether the work that a key has begun is done: at first, while more are typed
ahead, and at most."""

BACKGROUND = frozenset({"reading", "ahead", "header", "beside", "figures", "copy"})
"""Groups of workers that no key waits for."""


@told
class Followed(Message):
    """What goes behind a key, and is the last that is seen of it."""

    number: int


class InTurnApp(BoundApp[R]):
    """An app that takes one key at a time."""

    patience = PATIENCE

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._ahead: deque[events.Key | events.Paste] = deque()
        """What was typed ahead, in the order it came."""
        self._current: events.Key | events.Paste | None = None
        self._began = 0.0
        self._way: MessagePump = self
        """Where the key has gone, and what is sent after it goes."""
        self._number = 0
        self._quiet: Screen[Any] | None = None
        """The screen that nothing followed on when it was last asked."""
        self._again = False
        """Whether it is to be asked once more."""
        self._beat_in = BRIEF
        self._beat_at = 0
        """The number that was sent when it was last looked whether anything is lost."""
        self._beating: asyncio.TimerHandle | None = None
        """What comes next of the beats; None while nobody waits for the key."""
        self._left: WeakSet[Worker[Any]] = WeakSet()
        """Work that has been waited for long enough."""

    def all_done(self) -> bool:
        """Return whether every key is done, with all that follows from it; to ask has it found out."""
        if self._current is not None and self.is_running:
            self._ask()
        return not self.is_running or (self._current is None and not self._ahead)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Do a key whose turn it is; a subclass may have something against it."""
        if not (isinstance(event, events.Key) and await self.do_bound(event)):
            await super().on_event(event)

    def still_reading(self, screen: Screen[Any]) -> bool:
        """Return whether a screen is about to show what the last key has asked for."""
        return False

    def hurry(self, screen: Screen[Any]) -> None:
        """Have a screen read at once what it would read after a rest."""

    async def on_event(self, event: events.Event) -> None:
        """Let every key and every paste wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or not self.screen_stack:
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            if event is self._current:
                self._gone_by(self.screen)  # whatever it has closed hands on nothing any more
        elif self._must_wait(event):
            self._ahead.append(event)
            self._press_on()
        else:
            await self._begin(event)

    def _press_on(self) -> None:
        """See at once whether the next key may begin, and have what it waits for read without rest."""
        if not self._repeated():
            self.hurry(self.screen)
        self._ask()

    def _repeated(self) -> bool:
        """Return whether the next key is the same again, as while one is held."""
        return bool(self._ahead) and _name(self._ahead[0]) == _name(self._current)

    def _must_wait(self, event: events.Key | events.Paste) -> bool:
        if self._ahead:
            return True
        return self._current is not None and not self._same_field(self._current, event)

    def _same_field(self, before: events.Event, event: events.Event) -> bool:
        """Return whether a letter goes into the field the letter before it went into: in order by itself."""
        return typed_into(self.focused) and _is_letter(before) and _is_letter(event)

    async def _begin(self, event: events.Key | events.Paste) -> None:
        self._still()
        self._current, self._quiet, self._began = event, None, monotonic()
        here, way = self.focused, self._usual_way()
        if isinstance(here, ByBindings):
            here.over = False
        await self.take(event)
        if isinstance(here, ByBindings) and here.over:
            self._current = None
        else:  # whatever it has closed hands on nothing any more
            self._gone_by(self.screen if isinstance(way, Screen) else way)

    def _usual_way(self) -> MessagePump:
        """Return where a key begins its way; one that only bindings hear goes no other than the screen's."""
        here = self.focused
        return self.screen if here is None or isinstance(here, ByBindings) else here

    def _gone_by(self, way: MessagePump) -> None:
        """Know where the key has gone, and follow it if somebody waits."""
        self._way = way
        if self._beating:
            self._follow(way)
        elif self._ahead:
            self._ask()

    def _ask(self) -> None:
        """Follow the key, and go on to look until it is done: somebody waits for it."""
        if not self._beating:
            self._follow(self._way)
            self._beat_after(BRIEF)

    def _follow(self, target: MessagePump) -> None:
        """Send something after the key, on the same way; what closes on the way hands on nothing."""
        self._number += 1
        target.post_message(Followed(self._number))

    @on(Followed)
    async def _come_by(self, event: Followed) -> None:
        if event.number != self._number or self._current is None or not self.screen_stack:
            return
        if self._unfinished():
            self._quiet = None
        elif self._quiet is not self.screen:
            self._quiet, self._again = self.screen, True
            self._follow(self.focused or self.screen)
        elif self._again:  # a widget may have told its own words after another's, behind what follows
            self._again = False
            self._follow(self.focused or self.screen)
        else:
            await self._next()

    async def _next(self) -> None:
        """Begin with the next key, if one has been typed ahead, and with more while they are done at once."""
        self._current = None
        self._still()
        while self._ahead and self._current is None:
            await self._begin(self._ahead.popleft())
            await asyncio.sleep(0)

    def _still(self) -> None:
        """Look no more whether the key is done."""
        if self._beating:
            self._beating.cancel()
            self._beating = None

    def _beat_after(self, seconds: float) -> None:
        loop, self._beat_in, self._beat_at = asyncio.get_running_loop(), seconds, self._number
        self._beating = loop.call_later(seconds, self.call_later, self._beat, self._current)

    async def _beat(self, event: events.Event) -> None:
        """Ask again what is lost or was not done yet, and see that nobody waits for too long."""
        if event is not self._current or not self.screen_stack:
            return
        if monotonic() > self._began + self.patience:
            self._left.update(self._busy())
            await self._next()
            return
        if self._number == self._beat_at:
            self._follow(self.screen)
        self._beat_after(min(self._beat_in * 2, LONG))

    def _unfinished(self) -> bool:
        """Return whether something more follows from the key."""
        if any(self._busy()):
            return True
        return not self._repeated() and self.still_reading(self.screen)

    def _busy(self) -> Iterable[Worker[Any]]:
        return [each for each in self.workers if self._counts(each) and each not in self._left]

    def _counts(self, work: Worker[Any]) -> bool:
        return not work.is_finished and work.group not in BACKGROUND and work.node is not self


def _is_letter(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.is_printable


def _name(event: events.Event | None) -> str | None:
    return event.key if isinstance(event, events.Key) else None
