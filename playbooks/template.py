"""A text with fields: read from its file, looked at for holes, filled."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from casebook.frozen import frozen
from casebook.kinds import Blame, CustomerKind
from casebook.toml import Place, parsed, record, text_at
from playbooks.errors import Holes, PlaybookError

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MARK = re.compile(r"⟨([a-z][a-z0-9_]*)⟩")
_FENCE = "+++\n"


class Use(StrEnum):
    """What a template is for, in the order a case needs them."""

    ACKNOWLEDGE = "acknowledge"
    """The first word, before there is a solution (rule A1)."""
    ASK = "ask"
    """What would put it right? (rule A3)"""
    APOLOGY = "apology"
    """The admission and the remedy (rules A4, A5)."""
    DOUBLE = "double"
    """The opening words to somebody who has already asked in vain (rule J2)."""
    PRIVATE = "private"
    """Personal matters go private, the matter stays visible (rule A10)."""
    PUT_RIGHT = "put_right"
    """The closing word, where it began."""
    THANKS = "thanks"
    """For great service (rule L5)."""


@frozen
class Field:
    """One thing the responder must say in their own words."""

    name: str
    ask: str
    """The question put to the responder."""
    hint: str
    """An answer that would do, as an example."""


@frozen
class Template:
    """One text with fields, in a playbook."""

    name: str
    """The file's name without its ending."""
    title: str
    use: Use
    customer: CustomerKind | None
    """Which kind of customer it speaks to; None: either."""
    blame: Blame | None
    """Which kind of blame it answers; None: any."""
    body: str
    fields: tuple[Field, ...]
    """In the order they stand in the body."""
    when: str = ""
    """When to take this one, in a sentence."""
    suits: str = ""
    """Where it fits, in a few words."""


@frozen
class _Question:
    ask: str
    hint: str


@frozen
class _Head:
    title: str
    use: Use
    when: str
    suits: str
    fields: Mapping[str, _Question]
    customer: CustomerKind | None = None
    blame: Blame | None = None


def read_template(file: Path) -> Template:
    """Return the template a Markdown file with a TOML head holds.

    Raises:
        PlaybookError: The head does not fit, or its fields are not the body's.
    """
    place = Place(file, PlaybookError)
    head_text, body = _parted(text_at(place), place)
    head = record(_Head, parsed(head_text, place), place)
    names = _field_names(body, place)
    _agree(names, head.fields, place.inside("fields"))
    asked = tuple(Field(name, head.fields[name].ask, head.fields[name].hint) for name in names)
    return Template(
        file.stem, head.title, head.use, head.customer, head.blame, body, asked, head.when, head.suits
    )


def holes(template: Template, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the fields nothing has been said for, in order."""
    return tuple(field.name for field in template.fields if not values.get(field.name, "").strip())


def fill(template: Template, values: Mapping[str, str]) -> str:
    """Return the text with every field filled.

    Raises:
        Holes: Some fields are empty; white space counts as empty.
    """
    empty = holes(template, values)
    if empty:
        raise Holes(empty)
    return partial(template, values)


def partial(template: Template, values: Mapping[str, str]) -> str:
    """Return the text as far as it is filled, with a mark ⟨name⟩ where a field stands empty."""
    return _FIELD.sub(lambda found: values.get(found[1], "").strip() or mark(found[1]), template.body)


def mark(name: str) -> str:
    """Return the visible mark of an empty field."""
    return f"⟨{name}⟩"


def marks_in(text: str) -> tuple[str, ...]:
    """Return the names whose marks still stand in a text, in order, each once."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def _parted(text: str, place: Place) -> tuple[str, str]:
    """Return head and body; the head begins with a line's end, so that its lines count as the file's."""
    text = text.replace("\r\n", "\n")
    if not text.startswith(_FENCE) or _FENCE not in text[len(_FENCE) :]:
        raise place.error("should begin with a head between two lines of +++")
    head, body = text[len(_FENCE) - 1 :].split(_FENCE, 1)
    if not body.strip():
        raise place.error("has no text below its head")
    return head, body.strip()


def _field_names(body: str, place: Place) -> tuple[str, ...]:
    rest = _FIELD.sub("", body)
    if "{" in rest or "}" in rest:
        raise place.error("has a brace that is no field; a field looks like {what_happened}")
    return tuple(dict.fromkeys(_FIELD.findall(body)))


def _agree(names: tuple[str, ...], head: Mapping[str, _Question], place: Place) -> None:
    for name in names:
        if name not in head:
            raise place.error(f"the text asks for {{{name}}}, but [fields.{name}] is not there")
    for name in head:
        if name not in names:
            raise place.error(f"{name} is described, but the text has no {{{name}}}")
