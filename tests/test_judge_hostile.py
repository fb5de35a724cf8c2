"""Whatever a stranger writes, a verdict comes at once and quotes nothing that was not said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.playbook import Playbook, load
from playbooks.tokens import LONGEST
from playbooks.verdict import Verdict
from tests.costs import growth, seconds
from tests.playbook_samples import judged, said, why

PLAYBOOK = load()

HOSTILE = {
    "one word": "a" * 100_000,
    "cues": "called never " * 8_000,
    "halves": "support " * 6_000 + "nobody " * 6_000,
    "gaps": "told would told would but " * 4_000,
    "sentences": "no. " * 25_000,
    "marks": "!?.…;:\n" * 14_000,
    "quotes": "’'" * 50_000,
    "figures": "1,1.1" * 20_000,
    "stars": "★" * 100_000,
    "hearts": "❤" * 100_000,
    "us": "@a you they " * 8_000,
    "no spaces": "返金がありません" * 12_000,
    "signs": "Why? " + "exam " * 20_000,
    "times": "Why? " + "flight at 6 " * 8_000,
    "wishes": "Why? " + "please note i want my " * 5_000,
    "zalgo": "Z̸̢̛͙̈" * 16_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_letters_cost_no_more_than_their_number(text: str) -> None:
    def work(letters: int) -> Verdict:
        return judged(PLAYBOOK, said(text[:letters], title=text[:letters]))

    assert growth(work, 2_500, 100_000) < 40
    verdict = work(100_000)
    assert all(len(reason.words) <= 100 for reason in verdict.reasons)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_letters_cost_no_more_than_others(text: str) -> None:
    plain = "The page hung and I paid twice. I called on Monday, was told to wait, nobody rang back. " * 50
    hostile, ordinary = said(text[:LONGEST]), said(plain[:LONGEST])
    work, usual = (lambda: judged(PLAYBOOK, hostile)), (lambda: judged(PLAYBOOK, ordinary))
    assert seconds(work, times=5) < 4 * seconds(usual, times=5)


def test_what_stands_behind_four_thousand_letters_is_not_looked_at_and_that_is_said() -> None:
    verdict = judged(PLAYBOOK, "lengthy " * 550 + "I called and nobody answered")
    assert not verdict.complaint
    assert "long: its first 4,000 letters were judged, read the rest yourself" in why(verdict)
    assert "letters were judged" not in why(judged(PLAYBOOK, "lengthy " * 400))


def test_an_ordinary_mention_is_judged_in_a_moment() -> None:
    text = "The page hung and I paid twice. I called on Monday, was told to wait, nobody rang back. "
    mention = said(text * 2, title="Charged twice")
    assert seconds(lambda: judged(PLAYBOOK, mention), times=200) < 0.003  # a fast machine takes 0.0003


def test_markup_and_codes_are_words_like_any_other() -> None:
    verdict = judged(
        PLAYBOOK, "[@click=app.quit]free[/] \x1b[31m \u202e <b>my card was charged twice</b> {name}"
    )
    assert verdict.complaint
    assert '"was charged"' in why(verdict)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400), title=st.none() | st.text(max_size=60))
def test_every_quoted_word_was_said(text: str, title: str | None) -> None:
    verdict = judged(_playbook(), said(text, title=title))
    heard = " ".join(f"{title or ''}\n{text}".split())
    for reason in verdict.reasons:
        assert all(part in heard for part in reason.words.split(" … "))


def _playbook() -> Playbook:
    return PLAYBOOK
