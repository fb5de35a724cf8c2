"""A rule asked of what has just come, and of what is stored: the same answer, however many words it has."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.keeping import kept_mention
from casebook.kinds import Completeness
from casebook.query.rule import Brand, rule_of
from casebook.store.narrow import narrow
from casebook.store.signs import MOST
from casebook.store.standing import near, some
from casebook.store.store import Store
from casebook.store.words import Phrase
from tests.store_samples import opened
from tests.test_query_store import documents

WORDS = st.sampled_from(
    ["late", "parcel", "refund", "no reply", "re*", "退", "退款", "cafe", "the parcel", "refund me", "Café"]
)
BRANDS = st.builds(
    lambda words, but, also: Brand("b", tuple(words), lookalikes=tuple(but), also=also),
    st.lists(WORDS, min_size=1, max_size=3),
    st.lists(WORDS, max_size=3),
    st.sampled_from(["", "late", "-late", "lang:de OR refund", "late NEAR/3 no"]),
)
MANY = tuple(Phrase((f"word{number}",), prefix=False) for number in range(MOST + 1))
LATE = Phrase(("late",), prefix=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("ruled")) as found:
        pieces = (
            {**each, "completeness": [*Completeness][number % 3]} for number, each in enumerate(documents())
        )
        found.mentions.insert_multiple(pieces)
        yield found


@given(
    st.lists(BRANDS, max_size=3),
    st.sampled_from(["", "late", "refund OR by:jane*", "-(no NEAR/1 reply)"]),
    st.booleans(),
)
def test_called_and_selected_come_out_alike(
    store: Store, brands: list[Brand], match: str, searched: bool
) -> None:
    rule = rule_of(brands, match, searched=searched)
    query = rule.query

    kept = [kept_mention(each, each.doc_id) for each in store.mentions.all()]
    matching = [each.id for each in kept if rule.matches(each.mention)]

    assert sorted(each.doc_id for each in store.mentions.select(query, order="-created_at")) == matching
    assert store.mentions.count(query) == len(matching)
    assert store.mentions.count(~query) == store.mentions.count() - len(matching)


@pytest.mark.parametrize(
    "query",
    [
        some((*MANY, LATE)),
        some((LATE, *MANY), (Phrase(("is", "late"), prefix=False),)),
        near(3, (*MANY, LATE), (Phrase(("reply",), prefix=False),)),
        near(3, MANY, MANY),
    ],
)
def test_more_words_than_the_index_is_asked_for_at_once_are_all_looked_for(
    store: Store, query: object
) -> None:
    found = [each.doc_id for each in store.mentions.all() if query(each)]  # type: ignore[operator]
    assert [each.doc_id for each in store.mentions.select(query)] == found  # type: ignore[arg-type]
    assert narrow(query).exact  # type: ignore[arg-type]
