"""The picker offers the right words first, and finds any by a few letters."""

import pytest

from casebook.kinds import Blame, CustomerKind
from playbooks.choose import ranked
from playbooks.playbook import Playbook, load
from playbooks.template import Use


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


def names(
    playbook: Playbook,
    search: str = "",
    customer: CustomerKind = CustomerKind.UNKNOWN,
    blame: Blame = Blame.NONE,
) -> list[str]:
    return [each.name for each in ranked(playbook.templates, customer, blame, search)]


def test_while_nothing_is_known_the_first_word_comes_first(playbook: Playbook) -> None:
    offered = names(playbook)
    assert offered[:2] == ["acknowledge", "ask-what-would-help"]
    assert len(offered) == len(playbook.templates)


@pytest.mark.parametrize("customer", [CustomerKind.STEADY, CustomerKind.CASUAL])
@pytest.mark.parametrize("blame", [Blame.GREED, Blame.INTENTIONAL, Blame.UNINTENTIONAL])
def test_who_it_is_and_what_they_believe_bring_their_apology_up(
    playbook: Playbook, customer: CustomerKind, blame: Blame
) -> None:
    offered = names(playbook, customer=customer, blame=blame)
    assert offered[0] == f"apology-{customer}-{blame}"
    assert len(offered) == len(playbook.templates), "the others stay within reach"


def test_the_wrong_kind_of_apology_stands_last(playbook: Playbook) -> None:
    assert names(playbook, customer=CustomerKind.STEADY, blame=Blame.GREED)[-2:] == [
        "apology-casual-intentional",
        "apology-casual-unintentional",
    ]


def test_a_mistake_is_presumed_where_no_motive_is_stated(playbook: Playbook) -> None:
    offered = [name for name in names(playbook, customer=CustomerKind.STEADY) if name.startswith("apology")]
    assert offered[0] == "apology-steady-unintentional"


@pytest.mark.parametrize("search", ["stead greed", "greed stead", "STEADY  Greed", "stéady greed"])
def test_words_are_found_by_their_beginnings_in_any_order(playbook: Playbook, search: str) -> None:
    assert names(playbook, search)[0] == "apology-steady-greed"


def test_a_title_goes_before_a_text(playbook: Playbook) -> None:
    assert names(playbook, "thank")[0] == "thank-you"
    assert "put-right" in names(playbook, "thank"), "it thanks in its text"


@pytest.mark.parametrize("use", [*Use])
def test_where_the_step_is_known_its_words_come_first(playbook: Playbook, use: Use) -> None:
    offered = ranked(playbook.templates, CustomerKind.STEADY, Blame.GREED, use=use)
    assert offered[0].use is use
    assert len(offered) == len(playbook.templates)


def test_among_the_words_of_a_step_the_fitting_ones_come_first(playbook: Playbook) -> None:
    offered = ranked(playbook.templates, CustomerKind.CASUAL, Blame.GREED, use=Use.APOLOGY)
    assert offered[0].name == "apology-casual-greed"


def test_a_title_that_is_searched_for_goes_before_the_step(playbook: Playbook) -> None:
    offered = ranked(playbook.templates, CustomerKind.STEADY, Blame.GREED, "thank", use=Use.PUT_RIGHT)
    assert [each.name for each in offered[:2]] == ["thank-you", "put-right"]


def test_what_nobody_wrote_is_not_found(playbook: Playbook) -> None:
    assert names(playbook, "zebra") == []
    assert names(playbook, "thank zebra") == []
