"""How one source is, as far as the store is told."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.rhythm import Rhythm


@frozen
class SourceRow:
    """One source as it last answered."""

    name: str
    health: HealthKind | None = None
    """None before it was first asked."""
    say: str = ""
    """What is wrong, in one sentence."""
    do: str = ""
    """What is to be done about it, in one sentence, where that is more than its health tells."""
    until: datetime | None = None
    """When it may be asked again, where it told us."""
    again_at: datetime | None = None
    """When it is asked again, where that takes longer than usual."""
    asked_at: datetime | None = None
    since: datetime | None = None
    """When somebody last set out to ask it, over and over."""
    every: float | None = None
    """Seconds after which it is asked again while all is well; None where nobody wrote it down."""
    first_ok_at: datetime | None = None
    """When it first answered."""
    last_ok_at: datetime | None = None
    """When it really answered last: silence is no safety."""
    read_at: datetime | None = None
    """When an answer of it could last be read, if only in part."""
    last_new_at: datetime | None = None
    """When it last brought something, whether or not that fitted a rule."""
    failing_since: datetime | None = None
    """When the present row of answers that were none began; None while it is well."""
    failures: int = 0
    """How many answers there are in that row."""
    brought: int = 0
    """New mentions it ever brought."""
    last_brought: int = 0
    """New mentions in the last answer that had any."""
    blind_from: datetime | None = None
    """From when on it was last blind, until it answered again."""
    blind_until: datetime | None = None
    blind_whole: bool | None = None
    """Whether what was said in that time came in with the first answer; None: nobody can know."""
    hands_in: bool = False
    """Whether it comes by itself, and nobody asks it."""
    expect: float | None = None
    """Seconds of the longest silence the settings expect of it."""
    rhythm: Rhythm | None = None
    """In which hours it brought something."""
    usual: float | None = None
    """Seconds its silence after `last_new_at` usually lasts at most, learned from its rhythm."""
    quiet_at: datetime | None = None
    """When it is quieter than that, if nothing comes."""
    silent_at: datetime | None = None
    """When it is so quiet that somebody must look."""

    @property
    def well(self) -> bool:
        """Whether the last answer was one."""
        return self.health is not None and self.health.well

    @property
    def blind(self) -> bool:
        """Whether the last answer was none, not even in part: whatever is said there, nobody here sees it."""
        return self.health is not None and self.health.blind
