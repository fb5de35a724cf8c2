"""What the casebook knows around mentions: who wrote them, what was between us, what people said of them.

Looked up for a batch together. Most authors are strangers, and one question tells that of all of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, CustomerKind, Decision, PromiseState
from casebook.lesson import Lesson
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import people, shelf
from desk.acts import Act
from desk.held import Held
from desk.people import Whose
from playbooks.around import Answer, Around
from playbooks.playbook import Playbook
from playbooks.steady import kind_of
from sources.links import canonical

LATEST = 20
"""Mentions of one author that are looked through for earlier matters, the newest first."""

_ANSWERS = frozenset({Act.OVERRULE, Act.REACH})
"""The acts by which a person says what a mention is."""


@frozen
class Matter:
    """An earlier case of an author's."""

    case: int
    thread: str | None
    opened_at: datetime
    cause: str | None
    """As whoever closed it has said; else the likeliest of what they wrote."""
    resolved_at: datetime | None
    broken: int
    """What we promised in it, and have not kept."""


class Surroundings:
    """What is known around the mentions of some authors."""

    def __init__(
        self,
        store: Store,
        playbook: Playbook,
        mentions: Iterable[Mention],
        now: datetime,
        *,
        match: bool = True,
    ) -> None:
        """Look it up.

        Args:
            store: The casebook.
            playbook: Says who counts as a steady customer.
            mentions: Those that will be asked about.
            now: Promises are overdue by then, or not.
            match: Whether their source allows its accounts to be compared with our customers.
        """
        authors = {each.author for each in mentions if each.author}
        self._store, self._playbook, self._now = store, playbook, now
        self._guesses = people.whose(store, authors) if match and authors else {}
        self._matters = _matters(store, authors, self._guesses, now) if authors else {}

    def around(self, kept: KeptMention, case: Case | None = None) -> Around:
        """Return what is known around a mention.

        Args:
            kept: The mention; what else is in its thread is the same matter, and no earlier one.
            case: The case of its thread, if there is one.
        """
        author = kept.mention.author or ""
        guess = self._guesses.get(author)
        before = [each for each in self._matters.get(author, ()) if _is_earlier(each, kept, case)]
        return Around(
            customer=self._kind(guess),
            known=guess is not None and guess.known,
            answers_us=case is not None and _answers_us(self._store, kept.mention, case),
            copies=_copies(self._store, kept),
            rung=max(1 if kept.rung is None else kept.rung, case.rung if case is not None else 0),
            broken=sum(each.broken for each in before),
            failures=tuple(sorted(Counter(each.cause for each in before if each.cause).items())),
            at=self._now,
            said=answers(self._store, kept.copy_of or kept.id) if kept.overruled else (),
        )

    def _kind(self, guess: Whose | None) -> CustomerKind:
        if guess is None:
            return CustomerKind.UNKNOWN
        return kind_of(guess.customer, self._playbook.steady, self._now)


def answers(store: Store, mention: int) -> tuple[Answer, ...]:
    """Return what people have said that a mention is, oldest first; what is said of it is of its copies."""
    told = shelf.records(Lesson, store.lessons.select(where("mention") == mention, order="+"))
    answered = (each for each in told if each.from_act in _ANSWERS)  # what else teaches answers nothing
    return tuple(Answer(each.facet, each.said, each.by) for each in answered)


def _is_earlier(matter: Matter, kept: KeptMention, case: Case | None) -> bool:
    """Return whether a matter was before a mention: over when it was written, or another one."""
    if matter.resolved_at is not None and matter.resolved_at <= (kept.mention.created_at or kept.seen_at):
        return True
    same = matter.case in (kept.case, case.id if case is not None else None)
    return not same and matter.thread != kept.thread and matter.opened_at <= kept.seen_at


def _copies(store: Store, kept: KeptMention) -> int:
    return store.mentions.count(where("copy_of") == kept.id) if kept.id and kept.voices > 1 else 0


def _answers_us(store: Store, mention: Mention, case: Case) -> bool:
    """Return whether it answers our word, or its customer writes again after it."""
    first = case.acknowledged_at or case.answered_at
    if first is None:
        return False
    if mention.reply_to_url and case.reply_url and _same_page(mention.reply_to_url, case.reply_url):
        return True
    later = mention.created_at is None or mention.created_at > first
    return later and mention.author is not None and _author_of(store, case) == mention.author


def _same_page(one: str, other: str) -> bool:
    return canonical(one) == canonical(other)


def _author_of(store: Store, case: Case) -> str | None:
    return shelf.mention(store, case.lead).mention.author


def _matters(
    store: Store, authors: set[str], guesses: Mapping[str, Whose], now: datetime
) -> Mapping[str, list[Matter]]:
    """Return the earlier matters of those authors that have any, by their accounts and as our customers."""
    guessed = {(author, case): cause for author, case, cause in _in_cases(store, authors)}
    theirs = {**guessed, **{pair: guessed.get(pair) for pair in _of_customers(store, guesses)}}
    numbers = sorted({case for _, case in theirs})
    if not numbers:
        return {}
    cases = {each.id: each for each in shelf.records(Case, store.cases.get(doc_ids=numbers))}
    broken, found = _broken(store, numbers, now), dict[str, list[Matter]]()
    for (author, number), cause in theirs.items():
        case = cases[number]
        if case.status is not CaseStatus.MERGED:
            held = (case.cause or cause, case.resolved_at, broken[number])
            matter = Matter(number, case.thread, case.opened_at, *held)
            found.setdefault(author, []).append(matter)
    return found


def _in_cases(store: Store, authors: set[str]) -> Iterator[tuple[str, int, str | None]]:
    """Yield the cases of those authors we have met before, each with what was guessed of its cause."""
    held = Held()
    held.look(store, "mentions", "author", authors)
    for author in sorted(each for each in authors if held.may_have("mentions", "author", each)):
        latest = store.mentions.select(where("author") == author, order="-created_at", limit=LATEST)
        for each in latest:
            if each["decision"] == Decision.IN_CASE.value and each.get("case") is not None:
                yield author, each["case"], each.get("cause")


def _of_customers(store: Store, guesses: Mapping[str, Whose]) -> Iterator[tuple[str, int]]:
    known = [(author, guess.customer.id) for author, guess in guesses.items() if guess.known]
    for author, customer in known:
        for each in store.cases.select(where("customer") == customer, order="-", limit=LATEST):
            yield author, each.doc_id


def _broken(store: Store, cases: list[int], now: datetime) -> Counter[int]:
    """Return of each case how many promises were broken, or are overdue."""
    owed = (where("state") == PromiseState.OWED.value) & (where("due_at") < to_ms(now))
    broken = owed | (where("state") == PromiseState.BROKEN.value)
    return Counter(each["case"] for each in store.promises.select(where("case").one_of(cases) & broken))
