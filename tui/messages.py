"""What workers tell the screens: past participles, no widgets."""

from dataclasses import dataclass
from typing import Any

from textual.message import Message


class Changed(Message, bubble=False):
    """Somebody committed to the store: read again what is shown."""

    def can_replace(self, message: Message) -> bool:
        """Let ten changes in a row become one."""
        return isinstance(message, Changed)


@dataclass
class Performed(Message):
    """An act is on disk."""

    done: str
    """What was done, in words for the status line; empty for nothing to say."""
    result: Any
    """What the act returned."""


@dataclass
class Refused(Message):
    """An act could not be done; nothing was changed."""

    why: str
    """A sentence for the responder."""
