"""A template is a text a person wrote: its fields are described, and a slip in it is named."""

from pathlib import Path

import pytest

from casebook.kinds import CustomerKind
from playbooks.errors import Holes, PlaybookError
from playbooks.template import Template, Use, fill, holes, marks_in, partial, read_template

HEAD = """+++
title = "First word"
use = "acknowledge"
when = "At once."
suits = "everywhere"
customer = "steady"

[fields.me]
ask = "How do you sign?"
hint = "Dana"

[fields.name]
ask = "Who is it?"
hint = "Jane"
+++
"""
BODY = "{name}, I am looking into it, {name}.\n\n{me}\n"


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return written(tmp_path, HEAD + BODY)


def written(folder: Path, text: str) -> Template:
    file = folder / "first-word.md"
    file.write_text(text, encoding="utf-8")
    return read_template(file)


def test_a_template_is_read_with_its_fields_in_the_order_of_the_text(template: Template) -> None:
    assert (template.name, template.title, template.use) == ("first-word", "First word", Use.ACKNOWLEDGE)
    assert (template.customer, template.blame) == (CustomerKind.STEADY, None)
    assert [(field.name, field.ask, field.hint) for field in template.fields] == [
        ("name", "Who is it?", "Jane"),
        ("me", "How do you sign?", "Dana"),
    ]


def test_filled_fields_stand_in_the_text_and_only_there(template: Template) -> None:
    assert (
        fill(template, {"name": " Jane ", "me": "{name}", "else": "x"})
        == "Jane, I am looking into it, Jane.\n\n{name}"
    )


@pytest.mark.parametrize("empty", ["", "  ", "\n\t", "\u00a0"])
def test_an_empty_field_is_a_hole_and_nothing_goes_out_with_one(template: Template, empty: str) -> None:
    assert holes(template, {"name": empty, "me": "Dana"}) == ("name",)
    with pytest.raises(Holes, match="still empty: name") as caught:
        fill(template, {"name": empty, "me": "Dana"})
    assert caught.value.names == ("name",)


def test_what_is_still_empty_is_seen_in_the_text(template: Template) -> None:
    so_far = partial(template, {"me": "Dana"})
    assert so_far == "⟨name⟩, I am looking into it, ⟨name⟩.\n\nDana"
    assert marks_in(so_far) == ("name",)
    assert marks_in(fill(template, {"name": "Jane", "me": "Dana"})) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BODY, "two lines of"),
        (HEAD, "no text below its head"),
        (HEAD + "Hello {name}.", r"me is described, but the text has no \{me\}"),
        (HEAD + BODY + "{remedy}", r"\{remedy\}, but \[fields.remedy\] is not there"),
        (HEAD + BODY + "{Name}", "a brace that is no field"),
        (HEAD + BODY + "{name", "a brace that is no field"),
        (HEAD.replace("acknowledge", "acknowlege") + BODY, 'did you mean "acknowledge"'),
        (HEAD.replace("steady", "loyal") + BODY, "customer: 'loyal' is unknown; known here: casual, steady"),
        (HEAD.replace('hint = "Dana"\n', "") + BODY, r"\[fields.me\] hint: is needed here"),
        (HEAD.replace("when =", "whne =") + BODY, 'did you mean "when"'),
        (HEAD.replace('title = "First word"', "title = ") + BODY, "is not TOML: .*line 2"),
    ],
)
def test_a_slip_in_a_template_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PlaybookError, match=told):
        written(tmp_path, text)


def test_lines_ended_the_other_way_are_read_alike(tmp_path: Path, template: Template) -> None:
    file = tmp_path / "first-word.md"
    file.write_bytes((HEAD + BODY).replace("\n", "\r\n").encode())
    assert read_template(file) == template
