"""One command of the `:` line, and the place it is said from."""

from collections.abc import Callable, Sequence

from casebook.frozen import frozen
from tui.screens.base import DeskScreen
from tui.screens.queue import QueueScreen


class NotMeant(Exception):
    """What was typed cannot be done; the text is a sentence for the responder. Nothing was changed."""


@frozen
class Seat:
    """Where the line was opened."""

    front: DeskScreen
    """The full screen in front."""
    queue: QueueScreen


Deed = Callable[[], object]
"""What a command does once it is understood; it finds the line closed and the full screen in front."""


Ready = Callable[[Seat, str], Deed]
"""Understands the words behind a name; raises `NotMeant` where they make no sense."""


def no_offers(seat: Seat, words: str) -> Sequence[str]:
    """Return no words, for a command that knows none."""
    return ()


@frozen
class Command:
    """Something that can be said."""

    name: str
    what: str
    """What it does, for the line above the prompt."""
    ready: Ready
    takes: str = ""
    """What the words are, e.g. "QUERY"; empty where there are none."""
    offers: Callable[[Seat, str], Sequence[str]] = no_offers
    """Returns what the words typed so far may become."""
    whole: bool = False
    """Whether it is meant without words too; else that is the key of the same name, where there is one."""
    also: tuple[str, ...] = ()
    """Other names of it."""
