"""A storm: complaints far beyond the usual, of one cause (rule J7)."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import StormState

ANY = ""
"""The stream of all complaints, whatever their cause: each other stream is named by a key of the causes."""
ALIKE = "="
"""The stream of what says nearly the same, whatever its cause."""


@frozen
class Figures:
    """What was counted when a storm was raised."""

    complaints: int
    voices: int
    """Different people among them: one who writes often is one."""
    places: int
    """Different sites, as far as they were looked at."""
    minutes: int
    """In how many minutes, the last of which is that in which it was raised."""
    usual: float | None
    """How many people complain in so long at this hour of the week; None: nothing is known yet."""
    weeks: int
    """From how many weeks that is known."""
    alike: int = 0
    """How many of them, of `looked`, say nearly the same."""
    looked: int = 0
    """Of how many the words were compared: the newest."""


@frozen
class Storm:
    """One storm, from the first complaint above the usual until it is as usual again."""

    id: int
    stream: str
    """A key of the playbook's causes, `ANY` or `ALIKE`."""
    state: StormState
    began_at: datetime
    """When more was said than usual, as far as it can be told afterwards."""
    raised_at: datetime
    figures: Figures
    over_at: datetime | None = None
    """When it was as usual again, or somebody said that it is over."""
    over_by: str | None = None
    """Who said so; None where it was told by its figures."""
    case: int | None = None
    """The case that stands for all of it: the umbrella."""
    held_at: datetime | None = None
    """Since when ordinary replies to its members wait; None: they do not."""
    held_by: str | None = None
    ordinary: bool | None = None
    """True where somebody has said that it was none: then its hours are as usual as any."""
    key: int | None = None
    """Of a storm of the same words: the key most of them share."""
