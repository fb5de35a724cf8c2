"""A matter as a command shows it: read in one state of the store, told as facts or as one JSON object."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from casebook.frozen import frozen
from casebook.store.store import Store
from desk.cards import card_of, rules_of
from desk.decided import Decided, decided
from desk.errors import Missing
from desk.lanes import is_echo
from desk.ruled import Heard, heard
from desk.settings import Settings
from desk.timeline import timeline
from desk.views import CaseView, History, case_view, history
from playbooks.playbook import Playbook
from sources.policy import Card
from sources.text import clean_line
from tui.aside import next_words
from tui.commands.facts import lines, of_card, of_case, of_heard, of_mention
from tui.commands.lines import as_json, kept_document
from tui.commands.steps import COMMANDS, OF_ECHO, said
from tui.commands.target import Target, name_of
from tui.figures import when
from tui.matter import Matter, read_matter
from tui.rung_words import rung_document


@frozen
class Told:
    """Everything there is to say of a matter."""

    target: Target
    matter: Matter
    view: CaseView | None
    """None before a case is open."""
    past: History
    next: str
    """The next step, every act in it as a command."""
    playbook: Playbook
    now: datetime
    heard: Heard
    """By what it came in."""
    card: Card | None
    """What the place it stands at allows."""
    decided: Decided | None = None
    """Who took it out of the queue, and why; told of what has no case, whose timeline tells it."""


def told(store: Store, settings: Settings, playbook: Playbook, target: Target, now: datetime) -> Told:
    """Return everything there is to say of a matter.

    Raises:
        Missing: There is no such mention or case.
    """
    me = settings.responder.name
    with store.snapshot():
        matter = read_matter(store, target.mention, me, playbook, now)
        if matter is None:
            raise Missing(f"there is no mention #{target.mention}")
        view = case_view(store, target.case, me) if target.case is not None else None
        who = matter.customer.id if matter.customer and matter.handle is None else None
        past = history(store, account=matter.kept.mention.author, customer=who)
        end = decided(store, matter.kept, playbook) if view is None else None
    looks = settings.responder.read_only
    of = (str(matter.kept.id), OF_ECHO) if is_echo(matter.kept) else (name_of(target), COMMANDS)
    todo = said(next_words(matter, now, me), *of, only_looks=looks)
    by, card = heard(settings.heard, matter.kept), card_of(settings.heard, matter.kept.mention)
    return Told(target, matter, view, past, todo, playbook, now, by, card, end)


def plain(what: Told) -> str:
    """Return it as facts, one a line, the next step first."""
    end = what.decided
    if what.view is not None:
        facts = list(of_case(what.view, what.matter, what.past, what.playbook, what.now))
    else:
        facts = list(of_mention(what.matter, what.playbook, what.now))
        facts += [("decided", f"{when(end.at, what.now)} {end.by} {end.why}")] if end else []
    return "\n".join(
        [f"next: {clean_line(what.next)}", *lines([*facts, *of_heard(what.heard), *of_card(what.card)])]
    )


def in_json(what: Told) -> str:
    """Return it as one line of JSON; times are ISO 8601, UTC."""
    matter, view = what.matter, what.view
    document = {
        "mention": kept_document(matter.kept),
        "case": as_document(view.case) if view else None,
        "decided": as_document(what.decided),
        "rung": rung_document(matter.kept, view.case if view else None, what.playbook),
        "next": what.next,
        "rule": {"name": what.heard.rule, "fits": what.heard.fits, "words": list(what.heard.words)},
        "allowed": {} if what.card is None else {"on": what.card.name, **dict(rules_of(what.card))},
        "customer": as_document(matter.customer),
        "customer_kind": str(matter.kind),
        "handle": as_document(matter.handle),
        "thread": [kept_document(each) for each in view.mentions] if view else [],
        "edits": as_document(matter.evidence.edits),
        "copies": [kept_document(each) for each in matter.evidence.copies],
        "notes": as_document(view.notes) if view else [],
        "follow_ups": as_document(view.follow_ups) if view else [],
        "promises": as_document(view.promises) if view else [],
        "draft": as_document(view.draft) if view else None,
        "timeline": as_document(timeline(view.events, what.playbook)) if view else [],
        "history": {
            "cases": as_document(what.past.cases),
            "mentions": [each.id for each in what.past.mentions],
        },
    }
    return as_json(document)


def as_document(value: Any) -> Any:
    """Return a record, or a list of them, as JSON: its own names, null for unknown."""
    if is_dataclass(value):
        return {each.name: as_document(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [as_document(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
