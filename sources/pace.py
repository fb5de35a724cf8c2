"""When a source is asked next: at its own pace while all is well, ever slower while it is not."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from sources.source import Answer, Health

CEILING = 6 * 3600.0
"""Seconds between two askings of a source that fails, at most."""
_LEAST = 1.0
"""Seconds between two askings at least, whatever the settings say."""
_FIRST_WAIT = 60.0
"""Seconds after a refusal that does not say how long."""
_LONGEST_WAIT = 1800.0
_LINE = 2.0
"""Seconds before a line that broke is opened again."""
_LINE_CEILING = 300.0
_JITTER = 0.1
"""Part of a pause that chance decides, so that sources do not march in step."""
_READ = frozenset({HealthKind.OK, HealthKind.NOT_MODIFIED, HealthKind.PARTIAL, HealthKind.EMPTY})
"""The server answered, so the next asking comes at the source's own pace."""


@frozen
class Wait:
    """How long to wait before the next asking."""

    seconds: float
    least: float
    """As long as the server itself asked for: no hurry of ours shortens it."""


def failures_after(health: Health, before: int) -> int:
    """Return how often in a row a source has failed now."""
    return 0 if health.kind in _READ else before + 1


def wait_after(answer: Answer, every: float, failures: int, chance: float, now: datetime) -> Wait:
    """Return how long to wait after an answer.

    Args:
        answer: What the source said.
        every: Seconds of its own pace.
        failures: How often in a row it has failed, this answer included.
        chance: From 0 to 1.
        now: The time of the answer.
    """
    until = answer.health.until
    every = max(every, _LEAST)
    least = max(answer.pause or 0.0, (until - now).total_seconds() if until else 0.0, 0.0)
    return Wait(max(_base(answer.health.kind, every, failures, least) * _shift(chance), least), least)


def line_wait(broken: Answer, failures: int, chance: float, now: datetime) -> float:
    """Return the seconds to wait before a line is opened again that broke so often in a row."""
    least = wait_after(broken, 0.0, 0, 0.0, now).least
    return max(min(_LINE * 2.0 ** min(failures - 1, 30), _LINE_CEILING) * _shift(chance), least)


def _base(kind: HealthKind, every: float, failures: int, least: float) -> float:
    if failures == 0:
        return max(every, least)
    doubled = 2.0 ** min(failures - 1, 30)
    if kind is HealthKind.RATE_LIMITED:
        return max(every, least or min(_FIRST_WAIT * doubled, _LONGEST_WAIT))
    return max(min(every * doubled, max(CEILING, every)), least)


def _shift(chance: float) -> float:
    return 1.0 + _JITTER * (2.0 * chance - 1.0)
