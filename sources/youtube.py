"""A YouTube channel or playlist as a source; YouTube says at times, for days, that a good one is gone."""

from dataclasses import replace
from datetime import datetime, timedelta

from casebook.document import from_ms, to_ms
from casebook.query.rule import EVERYTHING, Rule
from sources.dialects.youtube import DIALECT
from sources.feed import FeedSource
from sources.kit import Kit, Reply
from sources.settings.youtube import YouTubeSettings
from sources.source import Answer, Cursor
from sources.status import has_news

_SPELL = timedelta(days=7)
"""So long YouTube has denied good channels."""
_MISSING = "missing"
"""In the cursor: since when it is denied, in milliseconds since 1970."""
_DENIED = "YouTube says that this channel is not there, as it does of good ones at times"
_WAIT = "nothing for now: it is asked again by itself, and what it holds comes in then"
_LOOK = "look whether the channel is still there; if it has another id, say so in the settings"


class YouTube:
    """One channel or playlist, by the settings."""

    def __init__(self, name: str, settings: YouTubeSettings, kit: Kit, rule: Rule = EVERYTHING) -> None:
        """Make it.

        Args:
            name: Our own name of it.
            settings: Which channel.
            kit: What asks and what reads.
            rule: What it is listened to for.
        """
        self._feed = FeedSource(name, settings, kit.web, kit.parser, DIALECT, self._fresh, rule)
        self.name, self.every, self.host = name, self._feed.every, self._feed.host
        self._status = 0
        """What the last answer said."""

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once; new videos are delivered, and known ones whose views have doubled."""
        self._status = 0
        before = {key: value for key, value in cursor.items() if key != _MISSING}
        answer = await self._feed.fetch(before, now)
        if self._status != 404:
            return answer if self._status or _MISSING not in cursor else _still(answer, cursor)
        said = cursor.get(_MISSING)
        since = said if type(said) is int else to_ms(now)
        say, todo = _denied(now - from_ms(since))
        health = replace(answer.health, say=say, do=todo)
        return replace(answer, cursor={**answer.cursor, _MISSING: since}, health=health)

    def _fresh(self, reply: Reply, now: datetime) -> bool:
        self._status = reply.status
        return has_news(reply, now)


def _still(answer: Answer, cursor: Cursor) -> Answer:
    """Return the answer of an asking that told nothing of the channel: what we knew of it stays so."""
    return replace(answer, cursor={**answer.cursor, _MISSING: cursor[_MISSING]})


def _denied(spell: timedelta) -> tuple[str, str]:
    """Return what is wrong, and what is to be done, after so long."""
    if spell < _SPELL:
        return f"{_DENIED}{_for(spell.days)}", _WAIT
    return f"YouTube has not shown this channel for {spell.days} days", _LOOK


def _for(days: int) -> str:
    return f": for {days} {'day' if days == 1 else 'days'} now" if days else ""


def build(name: str, settings: YouTubeSettings, kit: Kit, rule: Rule) -> YouTube:
    """Return a channel or playlist as a source."""
    return YouTube(name, settings, kit, rule)
