"""Words being prepared: a template's form, or a text in the responder's own hands. Pure."""

from collections.abc import Mapping
from dataclasses import field, replace

from casebook.case import Draft
from casebook.frozen import frozen
from playbooks.playbook import Playbook
from playbooks.template import Template, holes, marks_in, partial
from sources.text import clean

TIMES = frozenset({"by_when"})
"""The fields that name a time."""
PERSONS = frozenset({"name", "me", "how_long"})
"""The fields whose answer stays the same in all words of a case."""


@frozen
class Writing:
    """What stands in the composer.

    While `by_hand` is None the text is what the template's form makes of it; from the moment the responder
    takes it into their own hands, it is theirs, and the form touches it no more.
    """

    template: Template | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What was said for each field; kept over a change of template."""
    by_hand: str | None = None
    last: Mapping[str, str] = field(default_factory=dict)
    """What was said for fields in words that are up, perhaps to another question, and not checked yet."""

    @property
    def form(self) -> Template | None:
        """The template whose fields are walked; None while the text is written by hand."""
        return self.template if self.by_hand is None else None

    @property
    def text(self) -> str:
        """The text as far as it is finished, with a mark ⟨name⟩ for each hole."""
        if self.by_hand is not None:
            return self.by_hand
        return partial(self.template, self.values) if self.template else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the holes, in order."""
        return holes(self.form, self.values) if self.form else marks_in(self.text)

    @property
    def carried(self) -> tuple[str, ...]:
        """The fields that hold what was said in the last words: to be checked before they say it again."""
        asked = self.form.fields if self.form else ()
        return tuple(each.name for each in asked if each.name in self.unchecked)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The same, for whatever template is taken."""
        held = (name for name, said in self.last.items() if self.values.get(name) == said)
        return tuple(name for name in held if name not in PERSONS)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The values as a draft keeps them."""
        return tuple((name, value) for name, value in self.values.items() if value)


def begun(draft: Draft | None, playbook: Playbook) -> Writing:
    """Return the writing a draft was kept from; a text that still is what the form makes shows the form.

    Words that stand in public already are not gone on with; what was said for their fields is offered again,
    but for times: each reply names its own.
    """
    if draft is None:
        return Writing(by_hand="")
    if draft.up_at is not None:
        last = {name: said for name, said in draft.fields if name not in TIMES}
        return Writing(by_hand="", values=last, last=last)
    template = playbook.template(draft.template) if draft.template else None
    values = dict(draft.fields)
    last = {name: values[name] for name in draft.unchecked if name in values}
    form = Writing(template, values, last=last)
    same = template is not None and clean(form.text) == clean(draft.text)
    return form if same else replace(form, by_hand=draft.text)


def with_template(writing: Writing, template: Template, known: Mapping[str, str] | None = None) -> Writing:
    """Return the writing as this template's form; what was said for fields of the same name stays.

    Where nothing was said for a field, what is known of it is offered.
    """
    asked = {field.name for field in template.fields}
    offered = {name: value for name, value in (known or {}).items() if name in asked}
    return Writing(template, {**offered, **writing.values}, last=writing.last)


def checked(writing: Writing, name: str) -> Writing:
    """Return the writing with a field looked at: what was carried over into it is meant."""
    return replace(writing, last={each: said for each, said in writing.last.items() if each != name})


def left_to_do(writing: Writing) -> str:
    """Return how many fields are to fill, and how many to check; empty where none is."""
    found = ((len(writing.missing), "to fill"), (len(writing.carried), "from your last words to check"))
    return ", ".join(f"{many} {what}" for many, what in found if many)


def taken_in_hand(writing: Writing) -> Writing:
    """Return the writing as a text of the responder's own."""
    return replace(writing, by_hand=writing.text)


def back_to_form(writing: Writing) -> Writing | None:
    """Return the writing as its form again, or None where a change made by hand would be lost."""
    form = replace(writing, by_hand=None)
    return form if writing.template and form.text == writing.by_hand else None
