"""`amends do draft`: words for a case, from a template with its fields or of one's own; nothing is sent."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from casebook.store.store import Store
from casebook.toml import nearest
from desk.answering import draft_of, save_draft
from desk.errors import Missing, Refused
from desk.opening import claim, may_claim
from desk.settings import Settings
from desk.shelf import case as case_of
from playbooks.choose import ranked
from playbooks.next_step import use_now
from playbooks.playbook import Playbook
from playbooks.template import Template
from tui.commands.parser import FINE
from tui.commands.say import complain
from tui.known import known
from tui.matter import Matter, read_matter
from tui.writing import Writing, begun, with_template


def draft(
    store: Store, settings: Settings, playbook: Playbook, case: int, args: Namespace, now: datetime
) -> str:
    """Keep the words as they are now, claim the case where nobody has, and return the text.

    Raises:
        Missing: There is no such case.
        Refused: There is no such template or field, or the case is another's.
    """
    me = settings.responder.name
    matter = _matter(store, playbook, case, me, now)
    templates = _fitting(matter, playbook)
    if args.templates:
        return "\n".join(f"{each.name}: {each.title}. {each.when}" for each in templates)
    writing = _written(begun(draft_of(store, case, me), playbook), templates, args, known(matter, me, now))
    if may_claim(store, case, now):
        claim(store, playbook, case, by=me, now=now)
    template = writing.template.name if writing.template else None
    save_draft(store, case, writing.text, template=template, fields=writing.fields, by=me, now=now)
    _tell_holes(writing)
    return writing.text


def _matter(store: Store, playbook: Playbook, case: int, me: str, now: datetime) -> Matter:
    matter = read_matter(store, case_of(store, case).lead, me, playbook, now)
    if matter is None:
        raise Missing(f"case #{case} has no mention")
    return matter


def _fitting(matter: Matter, playbook: Playbook) -> list[Template]:
    """Return the templates, best first."""
    case = matter.case
    if case is None:
        return list(playbook.templates)
    return ranked(playbook.templates, matter.kind, case.blame, use=use_now(matter.kept, case))


def _written(
    writing: Writing, templates: list[Template], args: Namespace, offered: dict[str, str]
) -> Writing:
    """Return the writing after what the command says."""
    if args.text:
        return replace(writing, by_hand=" ".join(args.text))
    if args.template:
        writing = with_template(writing, _named(args.template, templates), offered)
    elif not writing.text:
        writing = with_template(writing, templates[0], offered)
    return replace(writing, values={**writing.values, **dict(_values(args.field, writing))})


def _named(name: str, templates: Iterable[Template]) -> Template:
    by_name = {each.name: each for each in templates}
    if name not in by_name:
        raise Refused(f"{name!r:.40} is no template; {nearest(name, by_name)}")
    return by_name[name]


def _values(said: Iterable[str], writing: Writing) -> Iterable[tuple[str, str]]:
    names = [each.name for each in writing.form.fields] if writing.form else []
    for each in said:
        name, sign, value = each.partition("=")
        if not sign or name not in names:
            raise Refused(
                f"{name!r:.40} is no field of these words; {nearest(name, names)}: --field NAME=WORDS"
            )
        yield name, value


def _tell_holes(writing: Writing) -> None:
    fields = {each.name: each for each in writing.form.fields} if writing.form else {}
    for name in writing.missing:
        ask = f"{fields[name].ask} E.g. {fields[name].hint}" if name in fields else "write it"
        complain(f"still open: {name}: {ask}", FINE)
