"""One source that is several questions to the same place: one for each phrase a search is asked for."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.source import Answer, Cursor, Health, Source


class Several:
    """Sources of one name, asked one after the other; each reads on where it stood.

    Where one is told to wait, the others are not asked any more. What was found is delivered in any case, and
    the health is that of the worst.
    """

    def __init__(self, asked: Mapping[str, Source]) -> None:
        """Keep whom to ask.

        Args:
            asked: By what they are asked for; at least one. The cursor is kept by these words.
        """
        first = next(iter(asked.values()))
        self.name, self.every, self.host = first.name, first.every, first.host
        self._asked = asked

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask each once, and deliver each mention once."""
        before = cursor.get("each")
        after = {
            said: known
            for said, known in (before if isinstance(before, dict) else {}).items()
            if said in self._asked
        }
        answers: list[Answer] = []
        for said, source in self._asked.items():
            known = after.get(said)
            answer = await source.fetch(known if isinstance(known, dict) else {}, now)
            answers.append(answer)
            after[said] = dict(answer.cursor)
            if answer.health.kind in _ENOUGH:
                break
        return _joined(answers, {"each": after}, whole=len(answers) == len(self._asked))


_ENOUGH = frozenset({HealthKind.RATE_LIMITED, HealthKind.BLOCKED, HealthKind.AUTH})
"""What the others would be told too."""


def _joined(answers: list[Answer], cursor: Cursor, *, whole: bool) -> Answer:
    pauses = [each.pause for each in answers if each.pause is not None]
    return Answer(
        tuple(_once(mention for each in answers for mention in each.mentions)),
        cursor,
        _worst([each.health for each in answers]),
        max(pauses, default=None),
        more=any(each.more for each in answers),
        reaches_back=_all_reach(answers) if whole else None,
    )


def _all_reach(answers: list[Answer]) -> bool | None:
    told = {each.reaches_back for each in answers}
    return False if False in told else (None if None in told else True)


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    return {each.uri: each for each in mentions}.values()


def _worst(healths: list[Health]) -> Health:
    unwell = [each for each in healths if not each.kind.well]
    if not unwell:
        return next((each for each in healths if each.kind is HealthKind.OK), healths[0])
    return max(unwell, key=lambda each: _WEIGHT.index(each.kind))


_WEIGHT = (
    HealthKind.PARTIAL,
    HealthKind.EMPTY,
    HealthKind.NOT_A_FEED,
    HealthKind.ERROR,
    HealthKind.RATE_LIMITED,
    HealthKind.BLOCKED,
    HealthKind.AUTH,
)
"""The unwell, the worst last."""
