"""What workers tell the screens: past participles, no widgets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from textual.message import Message

from casebook.customer import Customer, Handle
from desk.views import CaseView, Counts, History
from tui.matter import Matter
from tui.moment import Moment
from tui.paging import Page, Wanted
from tui.told import told


class Changed(Message, bubble=False):
    """Somebody committed to the store: read again what is shown."""

    def can_replace(self, message: Message) -> bool:
        """Let ten changes in a row become one."""
        return isinstance(message, Changed)


@told
class Performed(Message):
    """An act is on disk."""

    done: str
    """What was done, in words for the status line; empty for nothing to say."""
    result: Any
    """What the act returned."""
    then: Callable[[Any], None] | None = None
    """What the screen does with the result, if anything."""


@told
class Refused(Message):
    """An act could not be done; nothing was changed."""

    why: str
    """A sentence for the responder."""


class StoreFared(Message, bubble=False):
    """The store has fallen ill, or is well again."""


@told
class PageRead(Message, bubble=False):
    """A window of the queue has been read."""

    want: Wanted
    page: Page
    now: datetime


@told
class MomentRead(Message, bubble=False):
    """All that the queue's screen shows has been read."""

    want: Wanted
    moment: Moment
    now: datetime


@told
class MatterRead(Message, bubble=False):
    """The selected mention has been read; None when nothing is selected."""

    matter: Matter | None
    now: datetime
    about: int | None
    """Which was to be read."""


@told
class AheadRead(Message, bubble=False):
    """Mentions near the selected one have been read before they are asked for."""

    matters: Mapping[int, Matter]
    state: int
    """What was known when they were asked for."""


@told
class CaseWanted(Message):
    """A case is to be shown."""

    case: int


@told
class PlaceWanted(Message):
    """A place of the go-to menu is to be shown."""

    place: str


@told
class Sat(Message):
    """The responder has come to a screen."""

    case: int | None
    """The case that is open on it."""
    writing: bool = False
    """Whether words for it are being written."""


@told
class HeaderRead(Message, bubble=False):
    """The header's figures have been read."""

    counts: Counts
    now: datetime


@told
class Listed(Message):
    """The rows of a list have been read."""

    rows: Sequence[Any]
    now: datetime


@told
class CaseRead(Message, bubble=False):
    """A case has been read, with the mention that stands for it."""

    view: CaseView
    matter: Matter | None
    history: History
    now: datetime


@told
class CaseGone(Message, bubble=False):
    """The case that was to be read is no more."""

    why: str
    """A sentence for the responder."""


@told
class HistoryRead(Message):
    """The history of an account has been read, with whose it may be."""

    history: History
    guesses: list[tuple[Handle, Customer]]
    now: datetime


@told
class DraftsCounted(Message):
    """The responder wants to leave, with so many drafts on open cases."""

    drafts: int
