"""What a mention gains on its way out of a source, whatever the kind."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.kinds import Portal, Precision
from casebook.mention import Mention
from sources.times import believed


def stamped(mention: Mention, via: str, portal: Portal, now: datetime, **besides: Any) -> Mention:
    """Return a mention with what the settings say of its source, and only times that can be.

    Args:
        mention: As its source gives it.
        via: Our own name of the source.
        portal: What kind of place it is.
        now: No time lies behind it.
        **besides: Other fields of which the settings, and not the source, have the word.
    """
    return replace(mention, via=via, portal=portal, **_times(mention, now), **besides)


def possible(mention: Mention, now: datetime) -> Mention:
    """Return a mention without times that nobody can have written at, such as one in the future."""
    return replace(mention, **_times(mention, now))


def _times(mention: Mention, now: datetime) -> dict[str, Any]:
    when = believed(mention.created_at, now)
    return {
        "created_at": when,
        "created_precision": mention.created_precision if when else Precision.FIRST_SEEN,
        "edited_at": believed(mention.edited_at, now),
    }
