"""What a mention we have says anew: pure, old and new side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from casebook.kinds import Completeness
from casebook.mention import KeptMention, Mention

WORDS = ("title", "text", "rating")
"""What counts as the author's words."""
STIR = ("author_reach", "score", "comments", "reposts", "likes", "views")
"""What counts how far it has come."""

_LEAST_GROWTH = 5


class Change(StrEnum):
    """How a mention differs from what we have."""

    EDITED = "edited"
    GROWN = "grown"
    DELETED = "deleted"


def change_of(old: Mention, new: Mention, late: Callable[[], bool] = lambda: False) -> Change | None:
    """Return how a mention differs from what we have; None where nothing is worth writing down.

    A shorter form of the same text (a snippet where we have it in full) and an older version are no edits.
    What was taken back stays so: an index that still lists it has not heard of it. Counts are noted each time
    one has doubled: a mention with much stir is not written at every look.

    Args:
        old: What we have.
        new: What has come.
        late: Whether a version that does not say when it was written is one from before; asked only then.
    """
    if new.deleted or old.deleted:
        return None if old.deleted else Change.DELETED
    if _said(old) != _said(new) and _newer(old, new, late):
        return Change.EDITED
    return Change.GROWN if _grown(old, new) else None


def edited(kept: KeptMention, new: Mention, change: Change, now: datetime) -> KeptMention:
    """Return the mention with what is new in it; what was said before stays in the log."""
    if change is Change.DELETED:
        return replace(kept, mention=replace(kept.mention, deleted=True))
    said: dict[str, Any] = {name: getattr(new, name) for name in STIR if getattr(new, name) is not None}
    if change is Change.EDITED:
        said |= _said(new) | {"edited_at": new.edited_at or now, "completeness": new.completeness}
    return replace(kept, mention=replace(kept.mention, **said))


def _newer(old: Mention, new: Mention, late: Callable[[], bool]) -> bool:
    if new.completeness is not old.completeness:
        return _ORDER[new.completeness] > _ORDER[old.completeness]
    if old.edited_at is None:
        return True
    return not late() if new.edited_at is None else new.edited_at >= old.edited_at


def _said(mention: Mention) -> dict[str, Any]:
    return {name: getattr(mention, name) for name in WORDS}


def _grown(old: Mention, new: Mention) -> bool:
    return any(_doubled(getattr(old, name), getattr(new, name)) for name in STIR)


def _doubled(old: int | None, new: int | None) -> bool:
    if new is None:
        return False
    return old is None or new >= max(2 * old, old + _LEAST_GROWTH)


_ORDER = {Completeness.TITLE_ONLY: 0, Completeness.SNIPPET: 1, Completeness.FULL: 2}
