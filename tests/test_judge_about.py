"""Is it about us at all: said in words, ranked lower where it hardly is, and never hidden."""

from pathlib import Path

import pytest

from casebook.kinds import MentionKind, Portal
from casebook.query.rule import Brand
from desk.ours import names_of
from desk.settings import Company, Settings
from playbooks.names import Names
from playbooks.playbook import load
from tests.costs import growth
from tests.playbook_samples import judged, said, why

NAMES = Names(("Corncrake Railway", "Corncrake", "nightcrake*"), ("corncrake population", "corncrake calls"))
PLAYBOOK = load().with_names(NAMES)
LATE = "was three hours late and nobody answers."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"The Corncrake {LATE}", "Corncrake"),
        (f"CORNCRAKE railway {LATE}", "CORNCRAKE railway"),
        (f"Corncrake’s train {LATE}", "Corncrake’s"),
        (f"My @CorncrakeHelp train {LATE}", "@CorncrakeHelp"),
        (f"#corncrakerailway {LATE}", "#corncrakerailway"),
        (f"The nightcrakes {LATE}", "nightcrakes"),
        (f"More corncrake calls than ever, and the Corncrake {LATE}", "Corncrake"),
    ],
)
def test_it_says_where_it_names_us(text: str, words: str) -> None:
    verdict = judged(PLAYBOOK, text)
    ground = next(each for each in verdict.grounds if each.what == "names us")
    assert ground.words == words
    assert text[ground.start : ground.end] == words
    assert verdict.complaint


def test_another_thing_of_our_name_ranks_lower_and_says_so() -> None:
    text = f"The corncrake population count {LATE}"
    other = judged(PLAYBOOK, text)
    assert 'perhaps not about us: another thing of our name "corncrake population" -3' in why(other)
    assert other.points == judged(load(), text).points + PLAYBOOK.weights.another
    assert other.complaint, "it stays what it is, and in the queue"
    assert other.priority is not None


def test_what_does_not_name_us_ranks_a_little_lower_where_people_speak_of_anything() -> None:
    text = f"The train {LATE}"
    verdict = judged(PLAYBOOK, text)
    assert 'perhaps not about us: does not name us "" -1' in why(verdict)
    assert verdict.points == judged(load(), text).points + PLAYBOOK.weights.unnamed


@pytest.mark.parametrize(
    "mention",
    [
        said(f"The train {LATE}", kind=MentionKind.COMMENT),
        said(f"The train {LATE}", kind=MentionKind.REVIEW, rating=1),
        said(f"The train {LATE}", portal=Portal.COMPLAINT),
        said(f"The train {LATE}", community="corncrake"),
        said(f"The train {LATE}", query="Corncrake"),
        said(f"@somebody the train {LATE}"),
    ],
)
def test_where_it_stands_may_say_that_it_is_about_us(mention) -> None:  # type: ignore[no-untyped-def]
    assert "not about us" not in why(judged(PLAYBOOK, mention))


def test_nothing_is_said_while_no_name_is_known() -> None:
    assert "us" not in why(judged(load(), "The weather is fine.")).split()
    assert "names us" not in why(judged(load(), f"The Corncrake {LATE}"))


def test_our_names_stand_for_us_in_the_word_lists() -> None:
    text = "Corncrake lied to the whole platform."
    assert "we lied to them" in why(judged(PLAYBOOK, text))
    assert "we lied to them" not in why(
        judged(load(), "Corncrake lied, says the paper, to its shareholders.")
    )


def test_the_settings_say_what_people_call_us() -> None:
    brand = Brand("night", ("Nightcrake",), ("Nigthcrake",), ("nightcrake bird",))
    settings = Settings(Path("s.db"), company=Company("Corncrake Railway"), brands=(brand,))
    names = names_of(settings)
    assert names.words == ("Corncrake Railway", "Nightcrake", "Nigthcrake")
    assert names.named("a nightcrake bird sang") is None
    assert names.another("a nightcrake bird sang") == (2, 17)
    assert not names_of(Settings(Path("s.db")))


def test_a_company_s_whole_name_is_hardly_what_people_say() -> None:
    firm = load().with_names(names_of(Settings(Path("s.db"), company=Company("Corncrake Night Trains"))))
    assert "not about us" not in why(judged(firm, f"#corncrake {LATE}")), "no brand says how we are called"
    assert "names us" in why(judged(firm, f"The Corncrake Night Trains {LATE}"))
    brand = Brand("night", ("Nightcrake",))
    told = names_of(Settings(Path("s.db"), company=Company("Corncrake Night Trains"), brands=(brand,)))
    assert "does not name us" in why(judged(load().with_names(told), f"The train {LATE}"))
    short = names_of(Settings(Path("s.db"), company=Company("Corncrake")))
    assert "does not name us" in why(judged(load().with_names(short), f"The train {LATE}"))


def test_no_text_takes_long() -> None:
    hostile = "corncrake population corncrak " * 4_000
    assert growth(lambda letters: NAMES.named(hostile[:letters]), 2_500, 100_000) < 60
