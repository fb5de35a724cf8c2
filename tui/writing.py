"""Words being prepared: a template's form, or a text in the responder's own hands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casebook.case import Draft
from playbooks.playbook import Playbook
from playbooks.template import Template, holes, marks_in, partial
from sources.text import clean


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands in the composer.

    While `by_hand` is None the text is what the template's form makes of it; from the moment the responder
    takes it into their own hands, it is theirs, and the form touches it no more.
    """

    template: Template | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What was said for each field; kept over a change of template."""
    by_hand: str | None = None

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
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The values as a draft keeps them."""
        return tuple((name, value) for name, value in self.values.items() if value)


def begun(draft: Draft | None, playbook: Playbook) -> Writing:
    """Return the writing a draft was kept from; a text that still is what the form makes shows the form.

    Words that stand in public already are not gone on with; what was said for their fields is offered again.
    """
    if draft is None:
        return Writing(by_hand="")
    if draft.up_at is not None:
        return Writing(by_hand="", values=dict(draft.fields))
    template = playbook.template(draft.template) if draft.template else None
    form = Writing(template, dict(draft.fields))
    same = template is not None and clean(form.text) == clean(draft.text)
    return form if same else replace(form, by_hand=draft.text)


def with_template(writing: Writing, template: Template, known: Mapping[str, str] | None = None) -> Writing:
    """Return the writing as this template's form; what was said for fields of the same name stays.

    Where nothing was said for a field, what is known of it is offered.
    """
    asked = {field.name for field in template.fields}
    offered = {name: value for name, value in (known or {}).items() if name in asked}
    return Writing(template, {**offered, **writing.values})


def taken_in_hand(writing: Writing) -> Writing:
    """Return the writing as a text of the responder's own."""
    return replace(writing, by_hand=writing.text)


def back_to_form(writing: Writing) -> Writing | None:
    """Return the writing as its form again, or None where a change made by hand would be lost."""
    form = replace(writing, by_hand=None)
    return form if writing.template and form.text == writing.by_hand else None
