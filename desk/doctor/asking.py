"""One real call to each source, all at once and each in a bounded time; nothing is stored."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from casebook.clock import utc_now
from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.source_row import SourceRow
from desk.doctor.finding import Finding, note, ok, wrong
from desk.source_settings import SourceSettings
from desk.source_words import STATES, TO_DO
from sources.address import host_of
from sources.errors import SourceError
from sources.hints import http_date
from sources.kit import FEED_LIMIT, JSON_LIMIT, Asks, Kit, Reply
from sources.registry import KINDS
from sources.settings.common import OLDEST
from sources.source import Answer, Source
from sources.tools import opened
from sources.turns import line_of

PATIENCE = 20.0
"""Seconds a source may take."""
_SHOWN = 2
"""Mentions of a source that are shown."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_OTHERWISE = TO_DO[HealthKind.ERROR]


class _Enough(SourceError):
    """One call was to be made, and has been."""


@dataclass
class _OneCall:
    """A web that answers once, and remembers what time the server had."""

    web: Asks
    ahead: dict[str, timedelta] = field(default_factory=dict)
    """By host, how far its clock is ahead of ours."""
    made: bool = False
    stopped: bool = False
    """Whether a second call was wanted, after one that went well."""
    refused: Reply | None = None
    """What the one call was answered, where that was no good: whoever asks once more is told so again."""
    failed: SourceError | None = None
    """The same where there was no answer."""

    async def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = FEED_LIMIT
    ) -> Reply:
        """Ask once; a second time there is no answer."""
        if self.made:
            return self._again()
        self.made = True
        try:
            reply = await self.web.get(url, headers, limit=limit)
        except SourceError as error:
            self.failed = error
            raise
        self.refused = reply if reply.status >= HTTPStatus.BAD_REQUEST else None
        self._note(reply)
        return reply

    def _again(self) -> Reply:
        if self.failed is not None:
            raise self.failed
        if self.refused is not None:
            return self.refused
        self.stopped = True
        raise _Enough("one call was enough")

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, limit: int = JSON_LIMIT
    ) -> Reply:
        """Sign in, or whatever else must come before the one call."""
        return await self.web.post(url, body, headers, limit=limit)

    def _note(self, reply: Reply) -> None:
        date = http_date(reply.headers.get("date", ""))
        if date is not None:
            self.ahead[host_of(reply.url)] = date - utc_now()


@frozen
class Asked:
    """What one source said."""

    finding: Finding
    ahead: Mapping[str, timedelta]
    """By host, how far its clock is ahead of ours."""
    mentions: tuple[Mention, ...] = ()
    """The newest of what came, to be looked at."""


async def ask(
    sources: Iterable[SourceSettings],
    rows: Iterable[SourceRow],
    now: datetime,
    *,
    patience: float = PATIENCE,
) -> list[Asked]:
    """Return what each source says now, in their order; one that asked for a pause is left alone.

    Args:
        sources: Whom to ask.
        rows: How they were, as the store knows.
        now: The time.
        patience: Seconds each may take.
    """
    known = {row.name: row for row in rows}
    async with opened() as kit:
        lines: dict[str, str] = {}
        tasks = [
            _one(each, known.get(each.name, SourceRow(each.name)), kit, now, patience, lines)
            for each in sources
        ]
        return list(await asyncio.gather(*tasks))


async def _one(
    source: SourceSettings,
    row: SourceRow,
    kit: Kit,
    now: datetime,
    patience: float,
    lines: dict[str, str],
) -> Asked:
    what = source.name
    if row.until is not None and row.until > now:
        return Asked(note(what, f"not asked: it wants to be left alone until {row.until:%H:%M} UTC"), {})
    web = _OneCall(kit.web)
    try:
        fields = _looking_far_back(source.fields)
        asked = KINDS[source.kind].build(source.name, fields, replace(kit, web=web), source.rule)
        if (first := _before(asked, lines)) is not None:
            return Asked(note(what, f"not asked: {first} was, and its host allows one question a minute"), {})
        async with asyncio.timeout(patience):
            answer = await asked.fetch({}, now)
    except TimeoutError:
        return Asked(wrong(what, f"no whole answer within {patience:g} seconds", _OTHERWISE), web.ahead)
    except Exception as error:  # the worker edge: a source that breaks is a finding too
        say = str(error) if isinstance(error, SourceError) else f"something broke ({type(error).__name__})"
        return Asked(wrong(what, say, _OTHERWISE), web.ahead)
    newest = sorted(answer.mentions, key=lambda each: each.created_at or _LONG_AGO, reverse=True)
    finding = _finding(what, answer, now, more=web.stopped)
    told = _of_its_rest(finding, row) if web.stopped else finding
    return Asked(told, web.ahead, tuple(newest[:_SHOWN]))


def _before(asked: Source, lines: dict[str, str]) -> str | None:
    """Return who has been asked already in the line this source stands in; None where it may be asked."""
    line = line_of(asked.host)
    first = lines.setdefault(line.key, asked.name) if line.gap else asked.name
    return None if first == asked.name else first


def _looking_far_back(fields: Any) -> Any:
    """Return a source's settings under which everything it holds is told, however old."""
    return replace(fields, backfill=OLDEST) if hasattr(fields, "backfill") else fields


def _finding(what: str, answer: Answer, now: datetime, *, more: bool) -> Finding:
    health = answer.health
    if not (health.kind.well or more):
        return _unwell(what, answer, now)
    if not answer.mentions and answer.beside:
        say = f"answers, but none of its {len(answer.beside)} mentions fits its rule"
        return note(what, say, "see with amends rules list whether its brands and its match are meant so")
    if not answer.mentions and more:
        return note(what, "answers; its first part holds nothing now, and the others were not asked")
    if not answer.mentions:
        return note(what, "answers, but holds nothing now", "see that words and address are meant so")
    return ok(what, _came(answer, now, more=more))


def _of_its_rest(finding: Finding, row: SourceRow) -> Finding:
    """Return what was found by its first part, with what ailed the others when they were last collected."""
    if row.health is not HealthKind.PARTIAL or not row.say:
        return finding
    say = f"{finding.say}; when last collected: {row.say}"
    return note(finding.what, say, row.do or TO_DO[HealthKind.PARTIAL])


def _unwell(what: str, answer: Answer, now: datetime) -> Finding:
    kind, say = answer.health.kind, answer.health.say or STATES[answer.health.kind]
    if kind is HealthKind.PARTIAL and answer.mentions:
        return note(what, f"{_came(answer, now, more=False)}; {say}")
    return wrong(what, say, answer.health.do or TO_DO[kind])


def _came(answer: Answer, now: datetime, *, more: bool) -> str:
    many = len(answer.mentions)
    count = f"{many} mention{'' if many == 1 else 's'}{' and more' if more else ''}"
    count += f", {len(answer.beside)} more do not fit its rule" if answer.beside else ""
    times = [each.created_at for each in answer.mentions if each.created_at is not None]
    return f"{count}, newest {_ago(now - max(times))}" if times else f"{count}, none of them dated"


def _ago(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, word in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {word} ago"
    return "just now" if seconds >= -60 else "dated in the future"
