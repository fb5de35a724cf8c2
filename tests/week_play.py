"""Plays the scripted week through the real intake, and notes what the desk made of it."""

from datetime import datetime
from functools import cached_property

from tinydb import where

from casebook.case import Case
from casebook.customer import Customer
from casebook.document import to_document
from casebook.kinds import Aftermath, Decision, Lane
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from casebook.storm import Storm
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.deciding import let_go
from desk.intake import take_in
from desk.opening import claim, open_case
from desk.passing_time import pass_time
from playbooks.playbook import Playbook
from tests.week import HOUR, MINUTE, MONDAY, NIGHT, STORM, WEEKS, Course, deliveries, seen
from tests.week_story import (
    AIMED,
    DECOYS,
    ECHO,
    FIRST,
    FIRST_ROWS,
    FRONT_PAGE,
    GROWN,
    GROWN_AT,
    PRESS,
    RECAP,
    VOICE,
)

ME = "dana"
_STORY = (FIRST, VOICE, RECAP, FRONT_PAGE, PRESS, ECHO, *FIRST_ROWS, AIMED, *DECOYS)


class Week:
    """One play of it."""

    def __init__(self, store: Store, playbook: Playbook, seed: int = 1, weeks: int = WEEKS) -> None:
        self.store, self.playbook, self.course = store, playbook, Course(seed, weeks)
        self.case = 0
        """The slow story's case."""

    def play_before(self) -> None:
        """Let the ordinary weeks come in and be decided, so that the desk knows what is usual."""
        with self.store.batch():
            for now, batch in deliveries(self.course.before()):
                for each in take_in(self.store, self.playbook, batch, now):
                    let_go(self.store, each.id, "answered by phone", by=ME, now=now)
        with self.store.act(ME, "customers.import", MONDAY):
            steady = Customer(0, "Margit Olsen", "4711", orders=31, accounts=("margit_o",))
            self.store.customers.insert(to_document(steady))

    def until_night(self) -> None:
        """Play up to Thursday, three in the morning; on Wednesday before the storm the desk is left clear."""
        opened, cleared = MONDAY + 35 * HOUR, STORM[0] - HOUR
        self.play(MONDAY, opened)
        self.open(opened)
        self.play(opened, GROWN_AT)
        self.grow()
        self.play(GROWN_AT, cleared)
        self.clear(cleared)
        self.play(cleared, NIGHT)

    def to_the_end(self) -> None:
        """Play the rest: the story is answered on Friday and closed on Saturday, and echoes on Sunday."""
        answered, resolved = MONDAY + 108 * HOUR, MONDAY + 130 * HOUR
        self.play(NIGHT, answered)
        self.answer(answered)
        self.play(answered, resolved)
        self.put_right(resolved)
        self.play(resolved, MONDAY + 168 * HOUR)

    def play(self, start: datetime, end: datetime) -> None:
        """Let what is said from one time up to another come in, minute by minute."""
        said = sorted([*self._week, *_STORY], key=seen)
        brought = dict(deliveries(each for each in said if start <= seen(each) < end))
        minutes = int((end - start) / MINUTE)
        for now in (start + (number + 1) * MINUTE for number in range(minutes)):
            if batch := brought.get(now):
                take_in(self.store, self.playbook, batch, now)
            if batch or not now.minute % 5:
                self._passed(now)

    def grow(self) -> None:
        """Let the story's first post be seen again, with what it has stirred."""
        take_in(self.store, self.playbook, [GROWN], GROWN_AT)

    def open(self, now: datetime) -> None:
        """Open the slow story's case, and take it."""
        self.case = open_case(self.store, self.playbook, self.kept(FIRST).id, by=ME, now=now)
        claim(self.store, self.playbook, self.case, by=ME, now=now)

    def answer(self, now: datetime) -> None:
        """Answer the slow story where it began."""
        link = "https://social.example/@corncrake/1"
        claim(self.store, self.playbook, self.case, by=ME, now=now)
        posted(self.store, self.playbook, self.case, link, answer=True, by=ME, now=now)

    def put_right(self, now: datetime) -> None:
        """Close the slow story."""
        resolve(self.store, self.case, "product", Aftermath.FOLLOW_UP, by=ME, now=now)

    def clear(self, now: datetime) -> None:
        """Decide all that waits, as whoever goes home leaves the desk; the slow story stays."""
        waiting = (where("decision") == Decision.UNDECIDED.value) & where("lane").one_of(
            [Lane.DESK.value, Lane.PRAISE.value]
        )
        for each in self.store.mentions.select(waiting):
            let_go(self.store, each.doc_id, "answered by phone", by=ME, now=now)

    def kept(self, mention: Mention) -> KeptMention:
        """Return a mention as it is kept."""
        (found,) = shelf.mentions(self.store.mentions.select(where("uri") == mention.uri))
        return found

    def story(self) -> Case:
        """Return the slow story's case."""
        return shelf.case(self.store, self.case)

    def storms(self) -> list[Storm]:
        """Return every storm that was raised, oldest first."""
        return shelf.records(Storm, self.store.storms.select(order="+"))

    def first_rows(self, many: int = 10) -> list[KeptMention]:
        """Return the first rows of the queue."""
        desk = where("lane") == Lane.DESK.value
        return shelf.mentions(self.store.mentions.select(desk, order="rank", limit=many))

    def undecided(self) -> int:
        """Return how many mentions wait for a decision."""
        return self.store.mentions.count(where("decision") == Decision.UNDECIDED.value)

    @cached_property
    def _week(self) -> list[Mention]:
        return self.course.week()

    def _passed(self, now: datetime) -> None:
        pass_time(self.store, now, self.playbook)
