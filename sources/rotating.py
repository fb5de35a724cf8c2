"""One source that is several questions to one place: one at each asking, each in its turn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from casebook.kinds import HealthKind
from sources.source import Answer, Cursor, Health, Source

_OF_ONE = frozenset({HealthKind.ERROR, HealthKind.NOT_A_FEED, HealthKind.EMPTY, HealthKind.PARTIAL})
"""What ails one question alone; anything else ails the place, and the next question shows it too."""


class Rotating:
    """Questions asked in turn. A question that went wrong is told of until it goes well again."""

    def __init__(self, asked: Mapping[str, Source], every: float) -> None:
        """Make it.

        Args:
            asked: By what they are asked for, at least one; the cursor is kept by these words.
            every: Seconds between two askings of the same question.
        """
        first = next(iter(asked.values()))
        self.name, self.host = first.name, first.host
        self.every = every / len(asked)
        self._asked = asked
        self._ails: dict[str, Health] = {}

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask the question whose turn it is; the cursor knows it, for nobody may be here for long."""
        turn, stored = cursor.get("turn"), cursor.get("each")
        said = turn if isinstance(turn, str) and turn in self._asked else first_of(self._asked)
        each = {key: known for key, known in _dict(stored).items() if key in self._asked}
        answer = await self._asked[said].fetch(_dict(each.get(said)), now)
        each |= {said: dict(answer.cursor)} if answer.cursor else {}
        after = {"turn": said if answer.more else self._after(said), "each": each}
        self._ails.pop(said, None)
        if answer.health.kind in _OF_ONE:
            self._ails[said] = answer.health
        whole = answer.reaches_back if len(self._asked) == 1 else None
        return replace(answer, cursor=after, health=self._health(said, answer.health), reaches_back=whole)

    def _after(self, said: str) -> str:
        words = list(self._asked)
        return words[(words.index(said) + 1) % len(words)]

    def _health(self, said: str, own: Health) -> Health:
        """Return how the question just asked is, or how another one was that ails still."""
        if not own.kind.well:
            return replace(own, say=self._named(said, own.say)) if own.kind in _OF_ONE else own
        if not self._ails:
            return own
        other, ill = next(iter(self._ails.items()))
        return Health(HealthKind.PARTIAL, self._named(other, ill.say), do=ill.do)

    def _named(self, said: str, say: str) -> str:
        return f"{said}: {say}" if len(self._asked) > 1 else say


def first_of(asked: Mapping[str, Source]) -> str:
    """Return what is asked first."""
    return next(iter(asked))


def _dict(stored: object) -> dict[str, object]:
    return stored if isinstance(stored, dict) else {}
