"""Waiting rows judged anew once more was learned: what stands highest, a few in a turn, by whoever is first.

What a person has said of a mention stays as they said it, and what is decided or without its words is left
alone; what is set aside is judged when its time has come. A row keeps its lane unless more is owed to it than
thanks: nothing leaves the desk by what was learned. No time that was told is put off by it. Only a row whose
verdict is another is written.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce

from tinydb import where

from casebook.document import from_document
from casebook.frozen import frozen
from casebook.judging import Judging
from casebook.keeping import LAST
from casebook.kinds import Decision, Lane
from casebook.mention import KeptMention, Reason
from casebook.store.store import Store
from desk import copies, lanes, muted, shelf
from desk.acts import COLLECTOR, Act
from desk.judging import described, judged, verdict
from desk.learning import Version, version
from desk.surroundings import Surroundings
from playbooks.learned import AS_LEARNED, is_learned
from playbooks.playbook import Playbook

HIGHEST = {Lane.DESK: 400, Lane.PRAISE: 100}
"""Rows that are judged anew at most, of each lane those that stand highest."""
LATEST = 100
"""Mentions that are looked at besides, those that came last: what nobody knew to be urgent stands low."""
TOGETHER = 25
"""Rows that are judged in one turn: a key waits for no more of them than these."""
_COPIES = 8
"""Copies behind a row that are judged with it, the newest; older ones stay as urgent as they were."""
_FIGURES = re.compile(r"\d+")


@frozen
class By:
    """By what somebody judges."""

    playbook: Playbook
    """With what was learned."""
    lessons: Version | None
    """What it was learned from; None where nothing is."""
    rules: str | None = None
    """What changes with the playbook's own rules; None: that is not known."""
    collects: bool = False
    """Whether new mentions are judged by it: then its rules hold for those that wait, too."""


@frozen
class Moved:
    """What has become of rows that were judged anew."""

    higher: int = 0
    lower: int = 0
    alike: int = 0
    """As urgent as before, with something else of the verdict another."""

    def since(self, before: "Moved") -> "Moved":
        """Return what of it is new since then."""
        return Moved(self.higher - before.higher, self.lower - before.lower, self.alike - before.alike)


def judge_some(store: Store, by: By, now: datetime, *, newcomers: bool = False) -> bool:
    """Judge the next few waiting rows anew, where what they were judged by is another; whether more wait.

    Args:
        store: Where they are.
        by: What is known by now; where it is behind what was decided, nothing is done.
        now: When.
        newcomers: Whether to see to those as well that came in since the rows were listed: until just now
            they were judged as before.
    """
    with store.batch():
        known = _round(store, by, newcomers=newcomers)
        if known is None:
            return False
        few, rest = known.waiting[:TOGETHER], known.waiting[TOGETHER:]
        moved = _judged(store, by.playbook, few, now)
        shelf.keep(store.judgings, replace(_counted(known, moved), waiting=rest))
        return bool(rest)


def see_to(store: Store, rows: Sequence[int]) -> None:
    """Have rows judged with the next few that were left alone so far, where anything was ever judged anew."""
    with store.batch():
        known = _known(store)
        if known.id:
            shelf.keep(store.judgings, replace(known, waiting=(*known.waiting, *rows)))


def is_due(store: Store, by: By, *, newcomers: bool = False) -> bool:
    """Return whether there is anything to judge anew; nearly always there is not, and nobody need write."""
    return _round(store, by, newcomers=newcomers) is not None


def moved_so_far(store: Store) -> Moved:
    """Return what has become of all rows that ever were judged anew."""
    known = _known(store)
    return Moved(known.higher, known.lower, known.alike)


def is_under_way(store: Store) -> bool:
    """Return whether rows are still to be judged anew."""
    return bool(_known(store).waiting)


def _known(store: Store) -> Judging:
    document = next(iter(store.judgings.select(limit=1)), None)
    return Judging(0) if document is None else from_document(Judging, document, id=document.doc_id)


def _round(store: Store, by: By, *, newcomers: bool) -> Judging | None:
    """Return what is to be done, its first rows still to be judged; None where nothing is."""
    known = _known(store)
    if _is_behind(store, by, known):
        return None
    rules = (by.collects and by.rules) or known.rules
    lessons = known.lessons if by.lessons is None else by.lessons
    if (known.lessons, known.rules) != (lessons, rules):
        waiting = tuple(dict.fromkeys((*_highest(store), *_latest(store))))
        return replace(known, lessons=lessons, rules=rules, waiting=waiting, upto=store.mentions.top())
    if newcomers and (late := _late(store, known)):
        return replace(known, waiting=(*known.waiting, *late), upto=late[0])
    return known if known.waiting else None


def _is_behind(store: Store, by: By, known: Judging) -> bool:
    """Return whether somebody else knows better: more was decided, or other rules hold for new mentions."""
    if by.lessons is not None and by.lessons != version(store):
        return True
    return not by.collects and None not in (by.rules, known.rules) and by.rules != known.rules


def _highest(store: Store) -> Iterator[int]:
    for lane, most in HIGHEST.items():
        query = (where("lane") == lane.value) & (where("decision") == Decision.UNDECIDED.value)
        found = store.mentions.select(query, order="rank", limit=most)
        yield from (each.doc_id for each in found if not each.get("overruled"))


def _latest(store: Store) -> range:
    """Return the ids of what came last, the newest first, whatever became of it."""
    top = store.mentions.top()
    return range(top, max(0, top - LATEST), -1)


def _late(store: Store, known: Judging) -> tuple[int, ...]:
    """Return what has come in since the rows were listed, the newest first."""
    top = store.mentions.top()
    return tuple(range(top, max(known.upto, top - sum(HIGHEST.values())), -1))


def _counted(known: Judging, moved: Moved) -> Judging:
    return replace(
        known,
        higher=known.higher + moved.higher,
        lower=known.lower + moved.lower,
        alike=known.alike + moved.alike,
    )


def _judged(store: Store, playbook: Playbook, numbers: Sequence[int], now: datetime) -> Moved:
    rows = [each for each in shelf.mentions(store.mentions.get(doc_ids=list(numbers))) if _waits(each)]
    behind = {each.id: copies.copies_of(store, each) for each in rows}
    heard = [each.mention for row in rows for each in (row, *behind[row.id][-_COPIES:])]
    anew = _Anew(store, playbook, Surroundings(store, playbook, heard, now), now)
    return reduce(_plus, (anew.judge(each, behind[each.id]) for each in rows), Moved())


def _plus(one: Moved, other: Moved) -> Moved:
    return Moved(one.higher + other.higher, one.lower + other.lower, one.alike + other.alike)


def _waits(kept: KeptMention) -> bool:
    """Return whether nobody has said anything of a row, and its words are there to be judged."""
    seen = kept.decision is Decision.UNDECIDED and kept.lane in HIGHEST
    return seen and not kept.overruled and bool(kept.mention.text or kept.mention.title)


class _Anew:
    """One turn's work."""

    def __init__(self, store: Store, playbook: Playbook, about: Surroundings, now: datetime) -> None:
        self._store, self._playbook, self._about, self._now = store, playbook, about, now

    def judge(self, row: KeptMention, behind: list[KeptMention]) -> Moved:
        """Judge a row and its latest copies, and write what has become another."""
        time.sleep(0)  # whoever presses a key meanwhile goes first
        older, latest = behind[:-_COPIES], behind[-_COPIES:]
        voices = [*older, *(self._kept(each, self._copy(each)) for each in latest)]
        again = reduce(lanes.more_urgent, map(lanes.no_copy, voices), self._row(row))
        return _moved(row, self._kept(row, again))

    def _row(self, row: KeptMention) -> KeptMention:
        case = shelf.case(self._store, row.case) if row.case is not None else None
        again = judged(row, verdict(self._playbook, row, self._about.around(row, case)))
        reasons = (*again.reasons, *muted.reasons_all_the_same(row))
        return replace(again, reasons=reasons, lane=Lane.DESK if row.lane is Lane.DESK else again.lane)

    def _copy(self, copy: KeptMention) -> KeptMention:
        said = described(copy, verdict(self._playbook, copy, self._about.around(copy)))
        return replace(said, reasons=(*lanes.copy_reasons(copy), *said.reasons))

    def _kept(self, before: KeptMention, again: KeptMention) -> KeptMention:
        """Return a mention as it is from now on; where that says the same, nothing is written."""
        if _same(before, again):
            return before
        with self._store.act(COLLECTOR, Act.JUDGED, self._now, case=before.case):
            return shelf.keep_mention(self._store, again)


def _same(one: KeptMention, other: KeptMention) -> bool:
    return replace(one, reasons=()) == replace(other, reasons=()) and _gist(one) == _gist(other)


def _gist(kept: KeptMention) -> list[tuple[object, ...]]:
    """Return what counts in the reasons: how many they count, and which words were learned, are details."""
    return [_gist_of(each) for each in kept.reasons if each.points or is_learned(each)]


def _gist_of(reason: Reason) -> tuple[object, ...]:
    what = reason.what.partition(AS_LEARNED)[0]
    return _FIGURES.sub("", what), "" if is_learned(reason) else reason.words, reason.points, reason.key


def _moved(before: KeptMention, again: KeptMention) -> Moved:
    if again is before:
        return Moved()
    by = (again.priority or LAST) - (before.priority or LAST)
    return Moved(higher=int(by < 0), lower=int(by > 0), alike=int(not by))
