"""What stands in the composer: a form, or a text in one's own hands, and what of it is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.case import Case, Draft
from casebook.kinds import CaseStatus, MentionKind
from casebook.mention import Mention
from desk.settings import Company, Responder, Settings
from playbooks.template import Template
from sources.text import clean
from tests.at_the_desk import settings
from tests.desk_world import NOON, playbook
from tui.due import due_at
from tui.place import LIMITS, room, standing
from tui.writing import TIMES, Writing, back_to_form, begun, checked, left_to_do, taken_in_hand, with_template

FIRST = playbook().templates[0]
FILLED = {field.name: f"my {field.name}" for field in FIRST.fields}

letters = st.text(alphabet="ab é字🙏 \t\n", max_size=8)
values = st.dictionaries(st.sampled_from([field.name for field in FIRST.fields]), letters)
hands = st.text(max_size=40)


def draft_of(writing: Writing) -> Draft:
    """Return the draft as the desk keeps it: cleaned at the door."""
    name = writing.template.name if writing.template else None
    fields = tuple((field, clean(value)) for field, value in writing.fields)
    return Draft(1, 1, "dana", NOON, clean(writing.text), name, fields, unchecked=writing.unchecked)


def test_nothing_is_written_at_first() -> None:
    assert begun(None, playbook()).text == ""
    assert begun(None, playbook()).form is None


def test_words_that_are_up_are_not_gone_on_with_but_their_fields_are_offered() -> None:
    up = replace(draft_of(Writing(FIRST, FILLED)), up_at=NOON)
    anew = begun(up, playbook())
    assert anew.text == ""
    said = {name: value for name, value in FILLED.items() if name != "by_when"}
    assert with_template(anew, FIRST).values == said


def test_what_is_carried_over_is_counted_until_it_is_looked_at() -> None:
    up = replace(draft_of(Writing(FIRST, FILLED)), up_at=NOON)
    anew = with_template(begun(up, playbook()), FIRST, {"me": "dana"})
    assert anew.missing == ("by_when",)
    assert anew.carried == ("what_happened", "looking_into")
    assert left_to_do(anew) == "1 to fill, 2 from your last words to check"
    once = checked(anew, "looking_into")
    assert (once.carried, once.text) == (("what_happened",), anew.text)
    again = replace(once, values={**once.values, "what_happened": "It broke", "by_when": "noon"})
    assert left_to_do(again) == ""


def test_what_is_still_to_check_is_so_when_the_draft_is_opened_again() -> None:
    up = replace(draft_of(Writing(FIRST, FILLED)), up_at=NOON)
    once = checked(with_template(begun(up, playbook()), FIRST), "looking_into")
    again = begun(draft_of(once), playbook())
    assert again.carried == ("what_happened",)
    assert left_to_do(again) == "1 to fill, 1 from your last words to check"


def test_every_field_that_names_a_time_is_asked_anew() -> None:
    about_time = {
        field.name for each in playbook().templates for field in each.fields if due_at(field.hint, NOON)
    }
    assert about_time <= TIMES


def test_a_template_shows_its_holes_until_they_are_filled() -> None:
    writing = with_template(Writing(by_hand=""), FIRST)
    assert writing.missing == tuple(field.name for field in FIRST.fields)
    assert all(f"⟨{name}⟩" in writing.text for name in writing.missing)
    assert replace(writing, values=FILLED).missing == ()


def test_spaces_fill_no_hole() -> None:
    writing = Writing(FIRST, FILLED | {FIRST.fields[0].name: " \t "})
    assert writing.missing == (FIRST.fields[0].name,)


def test_another_template_keeps_what_was_said_for_fields_of_the_same_name() -> None:
    other = next(each for each in playbook().templates[1:] if shared(each))
    writing = with_template(Writing(FIRST, FILLED), other)
    assert FILLED[shared(other)[0]] in writing.text


def test_what_is_known_is_offered_unless_something_was_said() -> None:
    known = {"name": "C. Baptiste", "me": "dana"}
    assert with_template(Writing(by_hand=""), FIRST, known).values == known
    assert with_template(Writing(FIRST, {"name": "Chris"}), FIRST, known).values == known | {"name": "Chris"}
    assert with_template(Writing(FIRST, {"name": ""}), FIRST, known).missing[0] == "name"


def shared(other: Template) -> list[str]:
    ours = {field.name for field in FIRST.fields}
    return [field.name for field in other.fields if field.name in ours]


def test_a_text_taken_in_hand_still_shows_its_holes() -> None:
    writing = taken_in_hand(with_template(Writing(), FIRST))
    assert writing.form is None
    assert FIRST.fields[0].name in writing.missing


def test_an_unchanged_text_goes_back_to_its_form_a_changed_one_does_not() -> None:
    form = Writing(FIRST, FILLED)
    assert back_to_form(taken_in_hand(form)) == form
    assert back_to_form(replace(taken_in_hand(form), by_hand="changed")) is None
    assert back_to_form(Writing(by_hand="")) is None


@given(values)
def test_a_form_comes_back_from_its_draft_as_it_was(said: dict[str, str]) -> None:
    writing = Writing(FIRST, said)
    again = begun(draft_of(writing), playbook())
    assert again.form == FIRST
    assert clean(again.text) == clean(writing.text)
    assert again.missing == writing.missing


@given(values, hands)
def test_a_text_by_hand_comes_back_from_its_draft_as_it_was(said: dict[str, str], text: str) -> None:
    writing = Writing(FIRST, said, by_hand=text)
    assert clean(begun(draft_of(writing), playbook()).text) == clean(text)


def test_a_draft_of_a_template_that_is_gone_keeps_its_words() -> None:
    draft = replace(draft_of(Writing(FIRST, FILLED)), template="no-such-template")
    again = begun(draft, playbook())
    assert again.form is None
    assert again.text == Writing(FIRST, FILLED).text


def case() -> Case:
    return Case(7, "Charged twice", None, 1, CaseStatus.OPEN, NOON, "dana", NOON, NOON)


@pytest.mark.parametrize(
    ("mention", "line"),
    [
        (Mention("mastodon", "1", author_handle="jane"), "in public on mastodon · to jane"),
        (Mention("forum", "1", via="our forum"), "in public on our forum · to nobody named"),
        (Mention("x", "1", kind=MentionKind.MESSAGE, author_name="J"), "private message on x · to J"),
    ],
)
def test_the_first_line_says_as_whom_where_and_how_public(mention: Mention, line: str) -> None:
    assert standing(case(), mention, desk_settings()) == f"Case #7 · as dana for Corncrake · {line}"


def desk_settings(company: str = "Corncrake") -> Settings:
    return replace(settings(Path("nowhere")), company=Company(company), responder=Responder("dana"))


def test_without_a_company_it_names_nobody_elses() -> None:
    assert "as dana · in public" in standing(case(), Mention("hn", "1"), desk_settings(""))


def test_the_room_says_how_much_too_long_a_text_is() -> None:
    toot = Mention("mastodon", "1")
    assert room("x" * 500, toot) == "500 of 500 characters"
    assert room("x" * 512, toot) == "512 of 500 characters · 12 too many!"
    assert room("xyz", Mention("forum", "1")) == "3 characters"
    assert room("x", Mention("forum", "1")) == "1 character"
    assert room("⟨name⟩, sorry. ⟨by_when⟩", toot) == "9 of 500 characters", "a hole is not counted"
    assert all(limit > 0 for limit in LIMITS.values())
