"""What is kept of words is asked once of each, and never grows without end."""

from playbooks.kept import LONGEST, MOST, Kept


def test_a_word_is_asked_about_once() -> None:
    asked = list[str]()

    def told(word: str) -> str:
        asked.append(word)
        return word.upper()

    kept = Kept(told)
    assert [kept[each] for each in ("one", "two", "one")] == ["ONE", "TWO", "ONE"]
    assert asked == ["one", "two"]


def test_no_text_can_make_it_keep_more_words_or_longer_ones() -> None:
    kept = Kept(len)
    assert kept["w" * (LONGEST + 1)] == LONGEST + 1
    assert not kept
    for number in range(MOST + 2):
        assert kept[f"{number}"] == len(f"{number}")
    assert len(kept) == 2
