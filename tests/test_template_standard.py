"""The words that ship: each answer whole, none of it worthless (rules A1 to A6, A10, L5)."""

import re
from itertools import product

import pytest

from casebook.kinds import Blame, CustomerKind
from playbooks.playbook import load
from playbooks.template import Template, Use, fill, marks_in

TEMPLATES = load().templates
APOLOGIES = [each for each in TEMPLATES if each.use is Use.APOLOGY]
NAMES = [each.name for each in TEMPLATES]

WORTHLESS = (
    "inconvenience",
    "if anyone",
    "if you were",
    "if you felt",
    "any frustration",
    "sorry you feel",
    "sorry that you feel",
    "mistakes were made",
    "valued customer",
    "we value your",
    "your feedback",
    "reach out",
    "take this seriously",
    "take this very seriously",
    "policy",
    "unfortunately",
    "hesitate",
    "as soon as possible",
    "soon",
)


def example(template: Template) -> str:
    return fill(template, {field.name: field.hint for field in template.fields})


def by_name(name: str) -> Template:
    return next(each for each in TEMPLATES if each.name == name)


def test_there_is_an_apology_for_each_customer_and_each_blame() -> None:
    kinds = {(each.customer, each.blame) for each in APOLOGIES}
    customers = (CustomerKind.STEADY, CustomerKind.CASUAL)
    assert kinds == set(product(customers, (Blame.GREED, Blame.INTENTIONAL, Blame.UNINTENTIONAL)))


def test_there_are_words_for_every_step_of_a_case() -> None:
    assert {each.use for each in TEMPLATES} == set(Use)


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_filled_with_its_own_hints_a_template_reads_as_a_whole_answer(template: Template) -> None:
    text = example(template)
    assert marks_in(text) == ()
    assert len(text) <= 480, f"{len(text)} characters: too long for most places"
    assert not re.search(r"[.,;:?!]{2,}|\s[.,;:?!]| {2,}", text), text
    assert text.endswith("Dana, on call") or "I am Dana, on call" in text, "a person signs"


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_nothing_worthless_is_said(template: Template) -> None:
    text = f"{template.body} {example(template)}".casefold()
    assert [word for word in WORTHLESS if word in text] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_the_responder_is_asked_in_plain_questions(template: Template) -> None:
    assert template.when
    assert template.suits
    assert all(field.ask.strip() and field.hint.strip() for field in template.fields)


@pytest.mark.parametrize("template", APOLOGIES, ids=[each.name for each in APOLOGIES])
def test_an_apology_owns_it_gives_a_reason_a_remedy_and_a_day(template: Template) -> None:
    asked = {field.name for field in template.fields}
    assert {"reason", "by_when", "me"} <= asked
    assert asked & {"remedy", "amount"}
    assert "I am sorry" in template.body
    assert re.search(r"\b(we|ours?)\b", template.body, re.IGNORECASE)


def test_to_the_steady_the_relationship_counts_and_to_the_casual_the_sum_comes_first() -> None:
    for each in APOLOGIES:
        first = next(field.name for field in each.fields if field.name != "name")
        if each.customer is CustomerKind.STEADY:
            assert "how_long" in {field.name for field in each.fields}, each.name
        else:
            assert first == "amount", each.name


def test_the_first_word_promises_only_another_word_by_a_time() -> None:
    body = by_name("acknowledge").body
    assert "solved or not" in body
    assert "{by_when}" in body


def test_going_private_says_that_the_end_will_be_told_here() -> None:
    assert "I come back here" in by_name("go-private").body


def test_the_second_disappointment_is_named_as_the_worse_one() -> None:
    assert "let you down twice" in by_name("let-down-twice").body


@pytest.mark.parametrize("name", ["acknowledge", "thank-you"])
def test_what_claims_to_fit_everywhere_does(name: str) -> None:
    assert len(example(by_name(name))) <= 300
