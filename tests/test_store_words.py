"""What a word is; and the search index agrees with the query, whatever strangers write."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where

from casebook.store.narrow import narrow
from casebook.store.schema import words_of
from casebook.store.upkeep import check
from casebook.store.words import LONGEST, holds, phrase, text, within, words
from tests.store_samples import mention, opened


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The parcel is LATE, again!", ["the", "parcel", "is", "late", "again"]),
        ("don't re-send #refund @acme_help", ["don", "t", "re", "send", "refund", "acme_help"]),
        ("Café CAFE\u0301 cafe", ["cafe", "cafe", "cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ﬁne ＦＵＬＬ", ["fine", "full"]),
        ("退款退款", ["退", "款", "退", "款"]),
        ("हिन्दी", ["हिन्दी"]),
        ("a\u200bb c\u00add e\u202ef", ["a", "b", "c", "d", "e", "f"]),
        ("👍🏽 ok", ["ok"]),
        ("\ud800x", ["x"]),
        ("a\U0001fae8b", ["a", "b"]),  # an emoji of Unicode 15: Python 3.11 does not know it
        ("\U00011f04", ["\U00011f04"]),  # a letter of Unicode 15
        ("", []),
    ],
)
def test_a_word_is_letters_and_digits_without_case_and_accents(said: str, found: list[str]) -> None:
    assert words(said) == found


def test_a_word_without_end_is_cut() -> None:
    assert words("a" * 100_000) == ["a" * LONGEST]


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ("late parcel", True),
        ("parcel late", True),
        ('"is late"', True),
        ('"late is"', False),
        ("parc*", True),
        ("parc", False),
        ('"the par"*', False),
        ("PARCÉL", True),
        ("late refund", False),
        ('"unclosed late', False),
        ("late AND parcel", False),
        ("*", True),
        ('""', True),
        ("", True),
    ],
)
def test_words_are_looked_for_in_title_and_text(said: str, matches: bool) -> None:
    assert text(said)({"title": "The parcel", "text": "It is late."}) is matches


def test_what_has_no_text_has_no_words() -> None:
    assert not text("none")({"title": None, "text": 5})
    assert text("")({})


HOSTILE = [
    *("late", "LATE", "refund", "re", "no", "reply", "AND", "OR", "NOT", "NEAR", "#tag", "@me", "x" * 200),
    *("Ä", "ä", "a\u0308", "İ", "ı", "ß", "ẞ", "ﬁ", "ﬃ", "Å", "Ω", "ς", "Σ", "1", "٣", "½", "①", "Ⅻ", "𝒽"),
    *(
        "退",
        "款",
        "ﾊ",
        "ハ",
        "ば",
        "は\u3099",
        "한",
        "글",
        "हि",
        "न्",
        "ก็",
        "𠀀",
        "🙂",
        "👨\u200d👩",
        "\U000e0041",
    ),
    *("\u0301", "\u20dd", "\u200d", "\u200b", "\u202e", "\ufeff", "\u00ad", "\u2028", "\x85", "\x1b[31m"),
    *("\0", "\x7f", "'", '"', "*", "^", "-", "+", "(", ")", ":", "_", "__", "’", "{", "}", "\\", "%", ";"),
    *(" ", "\t", "\n"),
]


URGENT = where("priority") == 1


def sentence(chance: random.Random, most: int) -> str:
    glue = chance.choice(["", " ", " "])
    return glue.join(chance.choice(HOSTILE) for _ in range(chance.randint(0, most)))


def test_the_index_and_the_query_agree_on_hostile_text(tmp_path: Path) -> None:
    chance = random.Random(20260314)
    with opened(tmp_path) as store:
        clean = (sentence(chance, 12).replace("\0", "") for _ in range(150))
        store.mentions.insert_multiple(
            mention(number, said, priority=1 + number % 3) for number, said in enumerate(clean)
        )
        kept, hits = store.mentions.all(), 0
        for _ in range(500):
            query = text(chance.choice(["{}", "{}", '"{}"', "{}*"]).format(sentence(chance, 3)))
            found = [one.doc_id for one in store.mentions.select(query, order="+")]
            assert found == [one.doc_id for one in kept if query(one)], query
            hits += bool(found)

            mixed = chance.choice([~query, query | URGENT, query & ~URGENT, ~query & URGENT])
            found = [one.doc_id for one in store.mentions.select(mixed, order="+")]
            assert found == [one.doc_id for one in kept if mixed(one)], mixed
            assert store.mentions.count(mixed) == len(found)

        assert narrow(query, words_of("mentions")).exact
        assert hits > 100
        assert check(store) == []


@given(st.text(max_size=60))
def test_no_text_makes_a_word_the_index_would_split(said: str) -> None:
    for word in words(said):
        assert word
        assert not any(char.isspace() for char in word)
        assert words(word) == [word]


PIECES = st.lists(
    st.sampled_from(
        ["late", "Late", "la", "te", "x" * 78, "x", "xx", "é", "ß", "ss", "_", " ", " ", ".", "-", "\n", "退"]
    ),
    max_size=9,
).map("".join)


@given(st.lists(st.one_of(PIECES, st.text(max_size=9)), max_size=3), PIECES, st.booleans())
def test_a_text_is_passed_over_only_where_the_words_do_not_stand(
    said: list[str], sought: str, prefix: bool
) -> None:
    found = phrase(sought, prefix=prefix)
    if found is None:
        return
    stands = " ".join(found.words) + ("" if prefix else " ")
    expected = f" {stands}" in f" {' '.join(words(chr(10).join(said)))} "

    assert holds(" ".join(found.words), prefix, None, *said, 5) is expected
    assert within(("text",), (found,))({"text": chr(10).join(said)}) is expected


def test_more_words_than_the_index_can_be_asked_for_are_found_all_the_same(tmp_path: Path) -> None:
    many = " ".join(f"w{number}" for number in range(150))
    with opened(tmp_path) as store:
        store.mentions.insert_multiple([mention(1, many), mention(2, many[:-5])])

        assert [one.doc_id for one in store.mentions.select(text(many))] == [1]
        assert store.mentions.count(text(f'"{many}"')) == 1
