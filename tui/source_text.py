"""How a source is, as a person reads it: its state, when it last answered, what is wrong and what to do.

Plain words without colours, so that a command tells the same as the screen. Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.cells import cell_len

from casebook.kinds import HealthKind, Silence
from casebook.source_row import SourceRow
from desk.alerts import source_alerts
from desk.faring import blind_since
from desk.silence import bounds, custom_words, in_words, silence
from desk.source_words import state, to_do, wrong
from tui.figures import age, clock, plural, when

NEWS_OF_BLINDNESS = timedelta(hours=1)
"""Time for which it is told in the list that a source was blind."""
_A_BLINK = timedelta(minutes=1)
"""Time a source may be blind without a word: a stream that was cut and taken up again."""
_REMEMBERED = timedelta(days=7)
"""Time for which it is told of the selected one."""
_SILENT = {Silence.QUIET: "quiet", Silence.SILENT: "silent"}


def mark(row: SourceRow, now: datetime) -> str:
    """Return the sign of how a source is: "!!" an alert, "!" unwell, "~" quiet, "…" not asked yet."""
    if row.health is None:
        return "…"
    if source_alerts([row], now):
        return "!!"
    if not row.well:
        return "!"
    return "~" if silence(row, now) is Silence.QUIET else ""


def standing(row: SourceRow, now: datetime, wide: int | None = None) -> str:
    """Return how a source answers, since or until when; and how silent it is, which is another thing.

    Args:
        row: The source.
        now: When.
        wide: Cells there are; the time is left out where both do not fit.
    """
    silent = _silent(row, now)
    told = _answers_since(row, now) + silent
    return told if wide is None or cell_len(told) <= wide else state(row) + silent


def _silent(row: SourceRow, now: datetime) -> str:
    quiet = _SILENT.get(silence(row, now))
    return f" · {quiet}" if quiet else ""


def _answers_since(row: SourceRow, now: datetime) -> str:
    said = state(row)
    if row.well:
        return said
    if row.health is HealthKind.RATE_LIMITED and row.until and row.until > now:
        return f"{said} until {when(row.until, now)}"
    return f"{said} since {when(row.failing_since, now)}" if row.failing_since else said


def rank(row: SourceRow, now: datetime) -> int:
    """Return the place of a source in the list: an alert first, what is well last."""
    return ("!!", "!", "~", "…", "").index(mark(row, now))


def answered(row: SourceRow, now: datetime) -> str:
    """Return when it last really answered."""
    return _ago(row.last_ok_at, now)


def spoke(row: SourceRow, now: datetime) -> str:
    """Return when it last brought something new."""
    return _ago(row.last_new_at, now)


def following(row: SourceRow, now: datetime) -> str:
    """Return when it is asked next, as far as that is known; or that it comes by itself."""
    if row.hands_in:
        return "by itself"
    late = max((each for each in (row.again_at, row.until) if each is not None and each > now), default=None)
    if late is not None:
        return when(late, now)
    soon = row.asked_at + timedelta(seconds=row.every) if row.asked_at and row.every is not None else None
    return clock(soon) if soon is not None and soon > now else "soon"


def sentences(row: SourceRow, now: datetime) -> list[str]:
    """Return what is wrong and what is to be done, a sentence each; or what it missed a while ago."""
    told = [wrong(row, now), f"→ {do}" if (do := to_do(row, now)) else ""]
    if row.well and _was_blind(row, now - NEWS_OF_BLINDNESS):
        told.append(blindness(row, now))
    return [each for each in told if each]


def _was_blind(row: SourceRow, lately: datetime) -> bool:
    """Return whether it was blind until some time ago, and for longer than a blink."""
    if row.blind_from is None or row.blind_until is None:
        return False
    return row.blind_until > lately and row.blind_until - row.blind_from >= _A_BLINK


def blindness(row: SourceRow, now: datetime) -> str:
    """Return from when to when nothing was seen of it, and whether that came in later; empty for never."""
    if row.blind_from is None or row.blind_until is None:
        return ""
    begun, ended = when(row.blind_from, now), when(row.blind_until, now)
    return f"blind from {begun} to {ended}: {_MISSED[row.blind_whole].format(ended=ended)}"


def facts(row: SourceRow, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield all that is known of a source beside what is wrong, each with its label."""
    yield "answers", ", ".join(_answers(row, now)) + _silent(row, now)
    yield "last ok", _at(row.last_ok_at, now, "it never really answered")
    yield "last new", _last_new(row, now)
    yield "custom", _custom(row, now)
    yield "asked", _asked(row, now)
    if _was_blind(row, now - _REMEMBERED):
        yield "missed", blindness(row, now)


_MISSED = {
    True: "what was said then was fetched at {ended}",
    False: "some of what was said then is missing, what was still there was fetched at {ended}",
    None: "what was still there was fetched at {ended}",
}


def _answers(row: SourceRow, now: datetime) -> Iterator[str]:
    yield _answers_since(row, now)
    if row.failures > 1:
        yield f"{row.failures} times in a row"
    since = blind_since(row)
    if since is not None:
        yield f"nothing seen for {in_words(now - since)}"


def _asked(row: SourceRow, now: datetime) -> str:
    last = _at(row.asked_at, now, "not yet")
    if row.hands_in:
        return f"by nobody, it hands in by itself; last listened to: {last}"
    return f"{last}{_pace(row)}; next {following(row, now)}"


def _last_new(row: SourceRow, now: datetime) -> str:
    told = _at(row.last_new_at, now, "nothing yet")
    many = f", {plural(row.last_brought, 'mention')} then, {row.brought} in all" if row.brought else ""
    return told + many


def _custom(row: SourceRow, now: datetime) -> str:
    found = bounds(row)
    told = custom_words(row)
    if found is None or silence(row, now) is Silence.UNKNOWN:
        return told
    return f"{told}; quiet from {when(found.quiet_at, now)}, an alert from {when(found.silent_at, now)}"


def _pace(row: SourceRow) -> str:
    return f", every {in_words(timedelta(seconds=row.every))}" if row.every else ""


def _at(moment: datetime | None, now: datetime, otherwise: str) -> str:
    return otherwise if moment is None else f"{when(moment, now)}, {_ago(moment, now)}"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    told = age(moment, now)
    return told if told == "now" else f"{told} ago"
