"""From lessons to what is learned of them: made anew when they have changed, beside all other work."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.document import from_ms
from casebook.frozen import frozen
from casebook.kinds import Sort
from casebook.mention import Mention
from casebook.store.store import Store
from desk import shelf
from playbooks.learned import CAUSE, FACETS, SEVERITY
from playbooks.learner import LATEST, QUESTIONS, Decision, learn
from playbooks.overruled import YES, Overrulable
from playbooks.playbook import Playbook
from playbooks.severity import LOSS

_MOST = LATEST * QUESTIONS
"""Lessons that are read at most, the newest of them."""

Version = tuple[int, int, int]
"""What changes whenever lessons do: one more, one taken back, one whose words are gone."""


@frozen
class Heard:
    """The decisions that teach."""

    decisions: tuple[Decision, ...]
    """In the order in which they were last decided about."""
    wordless: int
    """Mentions that were decided about whose words are gone: they teach nothing."""
    last: datetime | None
    """When the latest was decided; None where there is none."""


class Learner:
    """A playbook, with what the lessons of a store teach it."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self.known: tuple[Playbook, Version] = playbook, (0, 0, 0)
        """The playbook as it was taught last, and what it was learned from."""
        self._busy = threading.Lock()

    def look(self, store: Store) -> Playbook | None:
        """Return the playbook as the lessons teach it now; None where that is as before.

        It may take a second, in whatever thread calls it; other threads go first. Whoever comes while one is
        at it gets None.
        """
        if not self._playbook.learn or not self._busy.acquire(blocking=False):
            return None
        try:
            now = version(store)
            if now == self.known[1]:
                return None
            taught = replace(self._playbook, learned=learn(self._playbook, heard(store).decisions, _breathe))
            self.known = taught, now
            return taught
        finally:
            self._busy.release()


def taught(store: Store, playbook: Playbook) -> Playbook:
    """Return a playbook as the lessons of a store teach it, for a command that judges once."""
    return Learner(playbook).look(store) or playbook


def version(store: Store) -> Version:
    """Return what changes whenever what can be learned does."""
    lessons = store.lessons
    return lessons.top(), lessons.count(), lessons.count(where("wordless") == True)  # noqa: E712 - a query


def heard(store: Store) -> Heard:
    """Return the decisions of a store: of several on one facet of a mention the latest."""
    said: dict[int, dict[str, bool | str]] = {}
    rows = sorted(store.lessons.select(order="-", limit=_MOST), key=lambda each: int(each.doc_id))
    for row in rows:
        for facet, answer in _answers(row["facet"], row["said"]):
            known = said.pop(row["mention"], {})
            said[row["mention"]] = {**known, facet: answer}  # at the end: it was decided about last
    found = shelf.mentions(store.mentions.get(doc_ids=list(said)))
    kept = {each.id: each.mention for each in found if each.mention.text or each.mention.title}
    decisions = tuple(_decision(kept[number], each) for number, each in said.items() if number in kept)
    return Heard(decisions, len(said) - len(decisions), from_ms(rows[-1]["at"]) if rows else None)


def _decision(mention: Mention, said: Mapping[str, bool | str]) -> Decision:
    cause = said.get(CAUSE)
    facets = {facet: answer is True for facet, answer in said.items() if facet != CAUSE}
    return Decision(mention, facets, None if cause is None else str(cause))


def _answers(facet: str, said: str) -> Iterator[tuple[str, bool | str]]:
    if facet == Overrulable.SORT:
        yield Overrulable.COMPLAINT, said == Sort.COMPLAINT
    elif facet in FACETS:
        yield facet, said == YES
    elif facet == SEVERITY:
        yield SEVERITY, int(said) >= LOSS
    elif facet == CAUSE:
        yield CAUSE, said


def _breathe() -> None:
    """Let another thread have its turn: whoever presses a key meanwhile does not wait for us."""
    time.sleep(0)
