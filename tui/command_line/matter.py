"""Commands on the matter in front, with words of their own: what the keys ask in dialogs, in one line."""

from collections.abc import Iterable, Sequence

from casebook.kinds import MuteKind
from desk.errors import ONLY_LOOKS, Refused
from desk.overruling import check
from playbooks.overruled import Overrulable, answers
from playbooks.rungs import POSTED, TOP
from playbooks.within_reach import OVER
from tui.aside import SOONER
from tui.command_line.command import Command, Deed, NotMeant, Seat
from tui.command_line.phrases import muted, promised, raised, snoozed, until_when
from tui.screens import mute, promise, snooze
from tui.screens.acting import ActingScreen
from tui.screens.promising import PromisingScreen
from tui.screens.setting_aside import SettingAsideScreen
from tui.screens.timing import TimingScreen

REACHES = ("1h", "3h", "tonight", "tomorrow 9:00")
"""What is offered of how long somebody is within reach."""


def _note(seat: Seat, words: str) -> Deed:
    front = seat.front
    if not isinstance(front, ActingScreen):
        raise NotMeant("no matter is in front here to note anything on")
    _expect_hands(seat)
    if not words:
        raise NotMeant("say what is to be noted: note they were promised a call")
    return lambda: front.log_note(words)


def _snooze(seat: Seat, words: str) -> Deed:
    front = _aside(seat, "set aside")
    wanted = snoozed(words, front.desk.clock())
    return lambda: front.set_aside(wanted)


def _mute(seat: Seat, words: str) -> Deed:
    front = _aside(seat, "muted")
    wanted = muted(words, front.desk.clock())
    return lambda: front.mute_as(wanted)


def _overrule(seat: Seat, words: str) -> Deed:
    front = _aside(seat, "overruled")
    facet, _, said = words.partition(" ")
    try:
        check(facet, said.strip(), front.desk.playbook)
    except Refused as error:
        raise NotMeant(str(error)) from None
    return lambda: front.overrule_as(facet, said.strip())


def _promise(seat: Seat, words: str) -> Deed:
    front = seat.front
    if not isinstance(front, PromisingScreen):
        raise NotMeant("no matter is in front here to promise anything on")
    _expect_hands(seat)
    made = promised(words, front.desk.clock())
    return lambda: front.log_promise(made)


def _reach(seat: Seat, words: str) -> Deed:
    front = _timing(seat)
    _expect_hands(seat)
    until = until_when(words, front.desk.clock())
    return lambda: front.say_reach(until)


def _clock(seat: Seat, words: str) -> Deed:
    if words:
        raise NotMeant(":clock stands alone: it tells of the matter in front")
    return _timing(seat).tell_clock


def _timing(seat: Seat) -> TimingScreen:
    if not isinstance(seat.front, TimingScreen):
        raise NotMeant("no matter is in front here whose time could be told")
    return seat.front


def _rung(seat: Seat, words: str) -> Deed:
    front = seat.front
    if not isinstance(front, PromisingScreen):
        raise NotMeant("no matter is in front here whose story could be put higher")
    _expect_hands(seat)
    number, why = raised(words)
    return lambda: front.put_on_rung(number, why)


def _aside(seat: Seat, done: str) -> SettingAsideScreen:
    if not isinstance(seat.front, SettingAsideScreen):
        raise NotMeant(f"no matter is in front here to be {done}")
    _expect_hands(seat)
    return seat.front


def _expect_hands(seat: Seat) -> None:
    if seat.front.desk.read_only:
        raise NotMeant(ONLY_LOOKS)


def _snooze_offers(seat: Seat, words: str) -> Sequence[str]:
    when, either, begun = words.partition(" or ")
    if either:
        return [f"{when} or {each}" for each in SOONER.values() if each.startswith(begun)]
    return [each for each in snooze.SUGGESTED if each.startswith(words)]


def _mute_offers(seat: Seat, words: str) -> Sequence[str]:
    if " " in words:
        return _timed(words, " for ", mute.SUGGESTED)
    return [each for each in MuteKind if each.startswith(words)]


def _overrule_offers(seat: Seat, words: str) -> Sequence[str]:
    facet, parts, begun = words.partition(" ")
    if not parts:
        return [each for each in Overrulable if each.startswith(words)]
    known = answers(facet, seat.front.desk.playbook)
    return [f"{facet} {each}" for each in known if each.startswith(begun)]


def _promise_offers(seat: Seat, words: str) -> Sequence[str]:
    return _timed(words, " by ", promise.SUGGESTED)


def _reach_offers(seat: Seat, words: str) -> Sequence[str]:
    return [each for each in (*REACHES, OVER) if each.startswith(words)]


def _rung_offers(seat: Seat, words: str) -> Sequence[str]:
    return [each for each in map(str, range(POSTED + 1, TOP + 1)) if each.startswith(words)]


def _timed(words: str, sign: str, suggested: Iterable[str]) -> list[str]:
    """Return the words with each of the times that may stand behind the last sign."""
    before, found, begun = words.rpartition(sign)
    return [f"{before}{sign}{each}" for each in suggested if each.startswith(begun)] if found else []


ON_MATTER: tuple[Command, ...] = (
    Command("note", "an internal word on the case in front", _note, "WORDS"),
    Command("snooze", "set it aside: 2h or they write: why", _snooze, "WHEN", _snooze_offers),
    Command("mute", "mute it: author spam for 7d", _mute, "author|thread|word REASON for TIME", _mute_offers),
    Command("overrule", "say what it is: complaint no", _overrule, "WHAT ANSWER", _overrule_offers),
    Command("reach", "within reach until: 6 pm today, over", _reach, "WHEN|over", _reach_offers),
    Command("clock", "why its clocks stand where they stand", _clock, whole=True),
    Command("rung", "its story has come as far as: 5 the evening news", _rung, "2-5 WHY", _rung_offers),
    Command("promise", "log a promise: a refund by friday", _promise, "WHAT by WHEN", _promise_offers),
)
"""In the order they are offered."""
