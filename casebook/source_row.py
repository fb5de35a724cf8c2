"""How one source is, as far as the store is told."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import HealthKind


@frozen
class SourceRow:
    """One source as it last answered."""

    name: str
    health: HealthKind | None = None
    """None before it was first asked."""
    say: str = ""
    """What is wrong and what to do, in one sentence."""
    until: datetime | None = None
    """When it may be asked again, where it told us."""
    again_at: datetime | None = None
    """When it is asked again, where that takes longer than usual."""
    asked_at: datetime | None = None
    since: datetime | None = None
    """When somebody last set out to ask it, over and over."""
    every: float | None = None
    """Seconds after which it is asked again while all is well; None where nobody wrote it down."""
    last_ok_at: datetime | None = None
    """When it really answered last: silence is no safety."""
    last_new_at: datetime | None = None
    """When it last brought something."""

    @property
    def well(self) -> bool:
        """Whether the last answer was one."""
        return self.health is not None and self.health.well
