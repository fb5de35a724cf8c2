"""`amends sources`: how each source is, a line each, what somebody must look after first."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from casebook.clock import utc_now
from casebook.kinds import Silence
from casebook.source_row import SourceRow
from desk.alerts import source_alerts
from desk.sender_settings import SENDER
from desk.settings import Settings
from desk.silence import bounds, custom_words, silence
from desk.source_words import state, to_do, wrong
from desk.views import sources_health
from sources.text import clean_line
from tui.commands.lines import as_json
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of
from tui.source_text import answered, following, rank, spoke, standing

_OWN = frozenset({"rhythm", "health", "quiet_at", "silent_at"})
"""What of a row is told in other words, or to nobody."""


def run(args: Namespace) -> int:
    """Print the lines; the exit code tells whether a source is unwell, or silent beyond all custom."""
    settings = settings_of(args)
    now = utc_now()
    rows = sorted(_rows(settings, now), key=lambda row: (rank(row, now), row.name))
    if not rows:
        return complain("the settings name no sources yet: nothing will come in", FINE)
    line = in_json if args.json else plain
    for row in rows:
        print(line(row, now))
    return WORLD if any(_ill(row, now) for row in rows) else FINE


def plain(row: SourceRow, now: datetime) -> str:
    """Return a source as words parted by tabs: name, state, times, what is wrong, what to do."""
    cells = (
        row.name,
        standing(row, now),
        f"last ok {answered(row, now)}",
        f"last new {spoke(row, now)}",
        custom_words(row) or "no custom yet",
        f"next {following(row, now)}",
        wrong(row, now),
        to_do(row, now),
    )
    return "\t".join(clean_line(cell) for cell in cells).rstrip("\t")


def in_json(row: SourceRow, now: datetime) -> str:
    """Return a source as one line of JSON; times are ISO 8601, UTC, and null is unknown."""
    found = bounds(row)
    told = {each.name: _said(getattr(row, each.name)) for each in fields(row) if each.name not in _OWN}
    return as_json(
        {
            **told,
            "state": state(row),
            "health": row.health,
            "say": wrong(row, now),
            "do": to_do(row, now),
            "silence": silence(row, now),
            "quiet_at": _said(found.quiet_at) if found else None,
            "silent_at": _said(found.silent_at) if found else None,
            "alert": bool(source_alerts([row], now)),
        }
    )


def _rows(settings: Settings, now: datetime) -> Sequence[SourceRow]:
    """Return the sources as the store knows them, and those of the settings that nobody has asked yet."""
    known: list[SourceRow] = []
    if settings.store.exists():
        with open_store(settings) as store:
            known = sources_health(store, now)
    names = {row.name for row in known}
    new = (each for each in settings.heard if each.name not in names)
    return [*known, *(SourceRow(each.name, hands_in=each.kind == SENDER, expect=each.expect) for each in new)]


def _ill(row: SourceRow, now: datetime) -> bool:
    return (row.health is not None and not row.well) or silence(row, now) is Silence.SILENT


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value
