"""The words of commands that set aside, mute and promise, read as people say them. Pure.

What the dialogs ask, in one line: "2h or they write: the courier calls", "author sells followers for 7d",
"a refund by friday".
"""

from datetime import datetime

from casebook.kinds import MuteKind, WakeOn
from casebook.toml import nearest
from desk import muting, snoozing
from playbooks.rungs import POSTED, TOP
from playbooks.within_reach import OVER
from tui.aside import SOONER
from tui.command_line.command import NotMeant
from tui.due import EXAMPLES, due_at
from tui.screens.mute import MuteWanted
from tui.screens.promise import Promised
from tui.screens.snooze import SnoozeWanted

HOW = "mute author spam for 7d, mute thread …, mute word giveaway …"
"""Examples of a mute."""


def snoozed(words: str, now: datetime) -> SnoozeWanted:
    """Return how a row is to be set aside: a time, then what brings it back sooner, then the reason.

    Raises:
        NotMeant: There is no such time.
    """
    when, _, why = words.partition(": ")
    said, on = _sooner(when.strip())
    until = due_at(said, now)
    if until is None:
        raise NotMeant(f"say until when: snooze {EXAMPLES}")
    if until > now + snoozing.LONGEST:
        raise NotMeant(f"{snoozing.LONGEST.days} days at most")
    return SnoozeWanted(until, on, why.strip() or None)


def muted(words: str, now: datetime) -> MuteWanted:
    """Return what is to be muted: its kind, the word of a mute of one, the reason, and for how long.

    Raises:
        NotMeant: One of them is missing.
    """
    name, _, rest = words.partition(" ")
    if name.casefold() not in set(MuteKind):
        raise NotMeant(f'mute what? no "{name:.24}"; {nearest(name, MuteKind)}')
    kind = MuteKind(name.casefold())
    word, why = _word(rest.strip()) if kind is MuteKind.WORD else (None, rest.strip())
    reason, until = _timed(why, ("for", "until"), now)
    if until is None or until > now + muting.LONGEST:
        raise NotMeant(
            f"say for how long, {muting.LONGEST.days} days at most: mute {name} {why or 'spam'} for 7d"
        )
    if not reason:
        raise NotMeant(f"say why: {HOW}")
    return MuteWanted(kind, word, reason, until)


def until_when(words: str, now: datetime) -> datetime | None:
    """Return until when somebody is within reach; None where that is over.

    Raises:
        NotMeant: There is no such time.
    """
    if words.casefold() == OVER:
        return None
    until = due_at(words, now)
    if until is None:
        raise NotMeant(f"say until when, or over: reach {EXAMPLES}")
    return until


def raised(words: str) -> tuple[int, str]:
    """Return the rung that a story is to be put on, and what took it there.

    Raises:
        NotMeant: There is no such rung, or no reason.
    """
    number, _, why = words.partition(" ")
    if not (number.isascii() and number.isdigit() and POSTED < int(number[:9]) <= TOP):
        raise NotMeant(f"say which rung, {POSTED + 1} to {TOP}, and why: rung {TOP} the evening news")
    if not why.strip():
        raise NotMeant(f"say what took it there: rung {number} the evening news")
    return int(number), why.strip()


def promised(words: str, now: datetime) -> Promised:
    """Return what was promised, and by when.

    Raises:
        NotMeant: One of them is missing.
    """
    what, due = _timed(words, ("by", "within", "until"), now)
    if not what or due is None:
        raise NotMeant("say what, and by when: promise a refund by fri 12:00")
    return Promised(what, due)


def _timed(words: str, signs: tuple[str, ...], now: datetime) -> tuple[str, datetime | None]:
    """Return the words before the last sign that a time follows, and that time."""
    parts = f" {words}".split(" ")
    for at in range(len(parts) - 1, 0, -1):
        if parts[at].casefold() in signs and (due := due_at(" ".join(parts[at + 1 :]), now)):
            return " ".join(parts[:at]).strip(), due
    return words, None


def _sooner(when: str) -> tuple[str, WakeOn | None]:
    for on, said in SOONER.items():
        if when.casefold().endswith(f" or {said}"):
            return when[: -len(f" or {said}")], on
    return when, None


def _word(rest: str) -> tuple[str, str]:
    """Return the word of a mute, several in quotes, and what stands behind it."""
    if rest.startswith('"'):
        word, _, why = rest[1:].partition('"')
    else:
        word, _, why = rest.partition(" ")
    if not word.strip():
        raise NotMeant(f"say which word: {HOW}")
    return word.strip(), why.strip()
