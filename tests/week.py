"""A scripted week after six ordinary ones, played through the real intake; every word of it is made up.

    python -m tests.week_told [SEED]    play it, and tell what was raised, what climbed, what stood first

Normal hours with the rhythm of day and week; a Monday louder than any before it; on Wednesday evening a real
storm of one cause; from Tuesday to Friday a story that climbs slowly to the top of the ladder and is put
right on Saturday; a day after, on Sunday, an echo of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random

from casebook.kinds import MentionKind, Portal, ReachKind
from casebook.mention import Mention
from tests import week_words
from tests.week_words import Told

WEEKS = 6
"""Ordinary weeks before the one that counts."""
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
"""When that one begins."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STORM = (MONDAY + timedelta(days=2, hours=17, minutes=20), MONDAY + timedelta(days=2, hours=19, minutes=30))
"""The storm's first and last voice."""
NIGHT = MONDAY + timedelta(days=3, hours=3)
"""Thursday, three in the morning: what stands first?"""

LATE = frozenset({"night-9"})
"""What was written long ago, and is found in the night before Thursday."""

_RHYTHM = (1, 0.5, 0.5, 0.5, 1, 2, 5, 9, 9, 6, 4, 4, 5, 4, 4, 5, 8, 10, 8, 5, 4, 3, 2, 1.5)
"""Mentions an hour, by the hour of an ordinary Tuesday."""
_DAYS = (1.8, 1, 1, 1, 1.1, 0.6, 0.5)
"""What the days of a week make of it, from Monday."""
_LOUD = 1.5
"""What the Monday of the scripted week makes of an ordinary Monday."""
_COMPLAINTS = 0.6
"""The part of what is said that complains."""
_VOICES = 50.0
"""Seconds between two voices of the storm, on the mean."""


@dataclass(frozen=True)
class _Where:
    """One place people write in."""

    source: str
    via: str
    portal: Portal
    kind: MentionKind
    host: str
    often: int


_PLACES = (
    _Where("mastodon", "mastodon", Portal.SOCIAL, MentionKind.POST, "social.example", 5),
    _Where("bluesky", "bluesky", Portal.SOCIAL, MentionKind.POST, "sky.example", 5),
    _Where("reddit", "r/trains", Portal.SOCIAL, MentionKind.COMMENT, "reddit.example", 3),
    _Where("appstore", "the app's reviews", Portal.COMPLAINT, MentionKind.REVIEW, "apps.example", 2),
    _Where("feed", "railwoes", Portal.AIMED, MentionKind.POST, "railwoes.example", 1),
)


@dataclass
class Course:
    """Draws the weeks: the same seed draws the same."""

    seed: int = 1
    weeks: int = WEEKS
    """Ordinary weeks before the one that counts."""
    _made: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Begin the draw."""
        self.random = Random(self.seed)

    def before(self) -> list[Mention]:
        """Return the ordinary weeks."""
        return sorted(self._weeks(range(-self.weeks, 0)), key=_at)

    def week(self) -> list[Mention]:
        """Return the scripted week's ordinary hours and its storm."""
        return sorted([*self._weeks(range(1)), *self._storm()], key=_at)

    def _weeks(self, weeks: Iterable[int]) -> Iterator[Mention]:
        for week in weeks:
            for hour in range(7 * 24):
                start = MONDAY + timedelta(weeks=week, hours=hour)
                for _ in range(self._many(_usual(start, loud=week == 0))):
                    complains = self.random.random() < _COMPLAINTS
                    told = (week_words.complaint if complains else week_words.other)(self.random)
                    yield self.mention(told, start + self.random.random() * HOUR)

    def _storm(self) -> Iterator[Mention]:
        at, end = STORM
        while at <= end:
            yield self.mention(week_words.charged_twice(self.random), at)
            at += timedelta(seconds=self.random.expovariate(1 / _VOICES))

    def _many(self, mean: float) -> int:
        """Draw how many, as chance has it."""
        many, left = 0, self.random.expovariate(1)
        while left < mean:
            many, left = many + 1, left + self.random.expovariate(1)
        return many

    def mention(self, told: Told, at: datetime) -> Mention:
        """Return one told sentence as a mention of some place, by one of some thousand people."""
        self._made += 1
        (place,) = self.random.choices(_PLACES, weights=[each.often for each in _PLACES])
        number, who = f"{self.seed}-{self._made}", f"rider{self.random.randrange(4000)}"
        review = place.kind is MentionKind.REVIEW
        return Mention(
            place.source,
            number,
            told.text,
            place.kind,
            f"https://{place.host}/{who}/{number}",
            author_handle=who,
            author_reach=None if review else int(self.random.lognormvariate(5, 1.4)),
            author_reach_kind=None if review else ReachKind.FOLLOWERS,
            created_at=at,
            rating=self.random.choice((1, 1, 2) if told.cause else (4, 5, 5)) if review else None,
            lang="en",
            via=place.via,
            portal=place.portal,
        )


def deliveries(mentions: Iterable[Mention]) -> Iterator[tuple[datetime, list[Mention]]]:
    """Yield what each minute brings, at its end; the mentions in the order in which they are seen."""
    for minute, batch in groupby(mentions, key=lambda each: seen(each).replace(second=0, microsecond=0)):
        yield minute + MINUTE, list(batch)


def seen(mention: Mention) -> datetime:
    """Return when a mention comes in: at once, but what is marked as late is found in the night."""
    return NIGHT - 10 * MINUTE if mention.native_id in LATE else _at(mention)


def _usual(start: datetime, *, loud: bool) -> float:
    day = _DAYS[start.weekday()] * (_LOUD if loud and start.weekday() == 0 else 1)
    return _RHYTHM[start.hour] * day


def _at(mention: Mention) -> datetime:
    return mention.created_at or MONDAY
