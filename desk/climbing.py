"""How far a story has travelled: a case climbs by what joins it, copies it or grows in it, and never falls.

A mention has the rung that it puts its story on alone; a row shows that of its case, or of all that stand
behind it. Whoever seats a mention in a case has it climb by that: see `climb`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.kinds import CaseStatus
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import lanes, parts, seating, shelf, waking
from desk.acts import COLLECTOR, Act
from desk.judging import row_again, verdict_of
from desk.rules import LIVE
from playbooks.ladder import Ladder, Placed, by_number, rung_of, rung_of_kept, rung_of_story
from playbooks.playbook import Playbook
from playbooks.rungs import POSTED, TOP


def rung(kept: KeptMention) -> int:
    """Return the rung that a mention, or its row, is on."""
    return POSTED if kept.rung is None else kept.rung


def begun(kept: KeptMention, ladder: Ladder) -> KeptMention:
    """Return a new mention with the rung it puts its story on."""
    return lanes.on_rung(kept, rung_of(kept.mention, ladder, kept.page).rung)


def grown(kept: KeptMention, ladder: Ladder) -> KeptMention:
    """Return a mention we have with the rung it puts its story on by now; never a lower one than before."""
    found = rung_of(kept.mention, ladder, kept.page).rung
    return lanes.on_rung(kept, found) if found > rung(kept) else kept


def climb(store: Store, playbook: Playbook, case: Case, by_mention: KeptMention, now: datetime) -> Case:
    """Have a case climb to where a mention puts its story, and return it as it is then; mostly as it was.

    In an event of its own, which says why. A row that was set aside or waited for the customer is back with
    that reason, and is as urgent as the story is by now.

    Args:
        store: Where it is.
        playbook: Its ladder.
        case: As it is in the store, with the mention in it.
        by_mention: What has joined it, copies it, echoes it, or has grown in it.
        now: When.
    """
    found = _reached(store, playbook.ladder, case, by_mention)
    if found.rung <= case.rung:
        return case
    with store.act(COLLECTOR, Act.CLIMBED, now, case=case.id):
        return lift(store, playbook, case.id, found, now)


def climb_on(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> KeptMention:
    """Have the story climb that a mention is part of: its case, the row it stands behind, or its own row.

    Returns the mention as it stands then.
    """
    if kept.case is not None:
        climb(store, playbook, parts.survivor(store, shelf.case(store, kept.case)), kept, now)
    elif kept.copy_of is not None:
        climb_row(store, playbook, shelf.mention(store, kept.copy_of), kept, now)
    else:
        return climb_row(store, playbook, kept, kept, now)
    return shelf.mention(store, kept.id)


def climb_row(
    store: Store, playbook: Playbook, row: KeptMention, by_mention: KeptMention, now: datetime
) -> KeptMention:
    """Have an undecided row climb by a copy that stands behind it, or by itself; return it as it is then."""
    together = by_number(playbook.ladder, copies=row.voices - 1)
    found = max(rung(by_mention), together.rung)
    if found <= rung(row) and row.id != by_mention.id:
        return row
    higher = shelf.keep_mention(store, lanes.on_rung(row, max(found, rung(row))))
    if higher.lane is None:
        return higher
    higher = shelf.keep_mention(store, row_again(store, playbook, higher, now))
    return waking.bring_back(store, higher, _said(playbook, rung(higher)), now)


def lift(store: Store, playbook: Playbook, case: int, to: Placed, now: datetime) -> Case:
    """Put a case on a higher rung, its row back on the desk where it was away; the caller has an act open."""
    was = shelf.case(store, case)
    higher: Case = shelf.keep(store.cases, risen(was, to, now))
    row = shelf.keep_mention(store, lanes.on_rung(shelf.mention(store, was.lead), higher.rung))
    if was.status not in LIVE:
        return higher
    urgent = shelf.keep_mention(store, _as_urgent(store, playbook, row, now))
    if was.status is CaseStatus.WAITING or waking.more_urgent(urgent.priority, row.priority):
        owed = seating.owed_from(store, playbook, higher, now)
        higher = shelf.keep(store.cases, lanes.taken_up(higher, owed))
    urgent = lanes.lead(urgent, higher, urgent.voices)
    if row.snooze is not None or was.status is CaseStatus.WAITING:
        back = waking.why_back(row, _said(playbook, higher.rung, to.why))
        urgent = replace(lanes.awake(urgent, back), back=back)
    shelf.keep_mention(store, urgent)
    return higher


def risen(case: Case, to: Placed, now: datetime) -> Case:
    """Return a case on a rung, where that is a higher one."""
    if to.rung <= case.rung:
        return case
    return replace(case, rung=to.rung, rung_why=to.why, rung_at=now)


def risen_by(case: Case, arrivals: Iterable[KeptMention], now: datetime) -> Case:
    """Return a case on the rung of the highest of the mentions that are put to it."""
    for each in arrivals:
        case = risen(case, Placed(rung(each), f"mention #{each.id} was put to it"), now)
    return case


def risen_with(case: Case, part: Case, now: datetime) -> Case:
    """Return a case on the rung of a part of it, where that is a higher one."""
    return risen(case, Placed(part.rung, f"case #{part.id}: {part.rung_why or 'it stands there'}"), now)


def at_least(store: Store, case: Case, now: datetime, ladder: Ladder | None = None) -> Case:
    """Return a case at least as high as the highest of the mentions that are in it.

    Args:
        store: Where they are.
        case: Its row shows the rung of the whole, so what its first mention has reached is told anew.
        now: When.
        ladder: Tells that; None: it is not asked.
    """
    inside = (where("case") == case.id) & (where("rung") != None)  # noqa: E711 - TinyDB's own way of asking
    others = [each for each in shelf.mentions(store.mentions.select(inside)) if each.id != case.lead]
    if ladder is not None:
        case = risen(case, rung_of_kept(shelf.mention(store, case.lead), ladder), now)
    return risen_by(case, others, now)


def opened_on(case: Case, mentions: Iterable[KeptMention], ladder: Ladder, now: datetime) -> Case:
    """Return a new case on the rung its mentions put it on."""
    found = list(mentions)
    placed = rung_of_story(found, ladder)
    why = placed.why if placed.rung > POSTED else None
    begins = replace(case, rung=placed.rung, rung_why=why, rung_at=now if why else None)
    return risen_by(begins, found, now)


def _reached(store: Store, ladder: Ladder, case: Case, voice: KeptMention) -> Placed:
    """Return where a voice puts the story of its case: alone, or as one of many."""
    alone = rung_of_kept(voice, ladder)
    if max(alone.rung, case.rung) >= ladder.counted_to:
        return alone
    copies = store.mentions.count(where("copy_of") == voice.copy_of) if voice.copy_of is not None else 0
    together = by_number(ladder, copies=copies, voices=_people(store, ladder, case))
    return max(alone, together, key=lambda each: each.rung)


def _people(store: Store, ladder: Ladder, case: Case) -> int:
    """Return how many people speak in a case, among its latest voices; no more are looked at than count.

    0 where it has not so many mentions as would put it higher if each were another's.
    """
    inside, least = where("case") == case.id, ladder.voices_above(case.rung)
    if least is None or store.mentions.count(inside) < least:
        return 0
    latest = store.mentions.select(inside, order="-", limit=2 * ladder.most_voices)
    return len({each["author"] for each in latest} - {None})


def _as_urgent(store: Store, playbook: Playbook, row: KeptMention, now: datetime) -> KeptMention:
    """Return a case's row as urgent as it is where its story is now; never less than it was."""
    said = verdict_of(store, playbook, row, now)
    if not waking.more_urgent(said.priority, row.priority):
        return row
    return replace(row, priority=said.priority, reasons=said.reasons, ahead=said.ahead or None)


def _said(playbook: Playbook, number: int, why: str = "") -> str:
    name = playbook.ladder.rungs[number].name
    return f"the story is on rung {number} of {TOP} now, {name}{f': {why}' if why else ''}"
