"""How a source is, what is wrong and what to do, in words: the same on every screen and in every command.

Times of day are told by whoever shows them: they are local, and nothing here is.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from casebook.kinds import HealthKind, Silence
from casebook.source_row import SourceRow
from desk.silence import silence, silence_words

STATES: Mapping[HealthKind, str] = MappingProxyType(
    {
        HealthKind.OK: "ok",
        HealthKind.NOT_MODIFIED: "not modified",
        HealthKind.EMPTY: "suspiciously empty",
        HealthKind.PARTIAL: "partly parsed",
        HealthKind.RATE_LIMITED: "rate-limited",
        HealthKind.BLOCKED: "blocked",
        HealthKind.AUTH: "signed out",
        HealthKind.NOT_A_FEED: "not a feed",
        HealthKind.ERROR: "failing",
    }
)
"""Each health in a word or two."""
TO_DO: Mapping[HealthKind, str] = MappingProxyType(
    {
        HealthKind.EMPTY: "open its address in a browser and see whether it is broken there",
        HealthKind.PARTIAL: "open its address and see what is missing; what broke off is asked for again",
        HealthKind.RATE_LIMITED: "nothing for now; if it stays so, ask less often: every = … in its settings",
        HealthKind.BLOCKED: "open its address in a browser and see who stands in the way",
        HealthKind.AUTH: "put the key or password right in its settings",
        HealthKind.NOT_A_FEED: "open its address in a browser: it may have moved, or ask for a login",
        HealthKind.ERROR: "see whether its address opens from this machine, and what its host says",
    }
)
"""What is to be done, where the answer itself does not say."""
_LISTEN = "look whether people write there at all; expect = … sets what is usual"


def state(row: SourceRow) -> str:
    """Return how the source answered, in a word or two."""
    return STATES[row.health] if row.health is not None else "not asked yet"


def wrong(row: SourceRow, now: datetime) -> str:
    """Return what is wrong with a source, in one sentence; empty where nothing is."""
    silent = silence_words(row, now)
    if row.health is None or row.well:
        return silent or row.say
    return "; ".join(each for each in (row.say or state(row), silent) if each)


def to_do(row: SourceRow, now: datetime) -> str:
    """Return what is to be done about it, in one sentence; empty where nothing is."""
    listen = _LISTEN if silence(row, now) in (Silence.QUIET, Silence.SILENT) else ""
    if row.health is None or row.well:
        return listen
    return "; ".join(each for each in (row.do or TO_DO[row.health], listen) if each)
