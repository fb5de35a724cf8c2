"""What is decided beforehand: mentions that need nobody, for a stated time and reason."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import MuteKind


@frozen
class Mute:
    """Mentions of one kind that are let go as they come in; each is kept, and says why."""

    id: int
    kind: MuteKind
    value: str
    """The account, the thread's key, or the word in lower case."""
    name: str
    """What is muted as people read it; a stranger's words may be in it."""
    why: str
    by: str
    at: datetime
    until: datetime
    """When it stops by itself: nothing is muted for ever."""
    source: str | None = None
    """Where a word counts, as shown under "where"."""
    priority: int | None = None
    """Of what was muted first: whatever is more urgent is shown all the same."""
    lifted_at: datetime | None = None
    """When somebody lifted it before its time."""
