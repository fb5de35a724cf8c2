"""A source that is listened to for its rule alone: whatever it answers, only what fits is delivered."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from casebook.mention import Mention
from casebook.query.rule import Rule
from sources.source import Answer, Cursor, Deliver, Listens, Source

AT_ONCE = 20
"""Mentions that are matched without leaving the event loop."""


class Matched:
    """A source and the rule its mentions must fit; cursor and health are the source's own.

    What does not fit is not lost on those who have the mention already: it may be an edit that took our name
    out, or a post that was deleted. Only the store knows, so it is answered beside the others, for whoever
    keeps them to take where they have it.
    """

    def __init__(self, source: Source, rule: Rule) -> None:
        self.name, self.every, self.host = source.name, source.every, source.host
        self.let_through = 0
        """Mentions that fitted so far."""
        self.held_back = 0
        """Mentions that did not."""
        self._source, self._rule = source, rule

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask the source once, and deliver what fits."""
        return await self._sifted(await self._source.fetch(cursor, now))

    async def _sifted(self, answer: Answer) -> Answer:
        if len(answer.mentions) > AT_ONCE:
            fit, rest = await asyncio.to_thread(self._sorted, answer.mentions)
        else:
            fit, rest = self._sorted(answer.mentions)
        self.let_through += len(fit)
        self.held_back += len(rest)
        return replace(answer, mentions=tuple(fit), beside=(*answer.beside, *rest))

    def _sorted(self, mentions: Iterable[Mention]) -> tuple[list[Mention], list[Mention]]:
        return sorted_by(self._rule, mentions)


class MatchedLine(Matched):
    """The same of a source that also tells by itself."""

    def __init__(self, source: Source, told: Listens, rule: Rule) -> None:
        super().__init__(source, rule)
        self._told = told

    async def listen(self, cursor: Cursor, deliver: Deliver) -> None:
        """Listen to the source, and deliver what fits."""

        async def sifted(answer: Answer) -> None:
            await deliver(await self._sifted(answer))

        await self._told.listen(cursor, sifted)


def matched(source: Source, rule: Rule) -> Source:
    """Return a source that gives what fits a rule alone; itself where the rule lets everything pass."""
    if not rule.filters:
        return source
    return MatchedLine(source, source, rule) if isinstance(source, Listens) else Matched(source, rule)


def sorted_by(rule: Rule, mentions: Iterable[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions that fit a rule, each with what it fits, and the others."""
    fit: list[Mention] = []
    rest: list[Mention] = []
    for each in mentions:
        match = rule.matches(each)
        if match is None:
            rest.append(each)
        else:
            fit.append(replace(each, query=match.rule))
    return fit, rest
