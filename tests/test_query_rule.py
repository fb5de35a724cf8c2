"""A rule: what a source is listened to for, asked of what has just come and of what a search is told."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casebook.kinds import Completeness
from casebook.mention import Mention
from casebook.query.errors import QueryError
from casebook.query.rule import EVERYTHING, Brand, Rule, rule_of
from casebook.store.words import located, phrase, words

ACME = Brand(
    "acme", ("Acme", "acme.com"), misspellings=("acmee", "Akme"), lookalikes=("acme comics", "Acme, Idaho")
)
CAFE = Brand("café", ("Café Zürich",), also="refund OR money")


def said(text: str, title: str | None = None, **more: str) -> Mention:
    return Mention("feed", "1", text=text, title=title, **more)  # type: ignore[arg-type]


def matched(rule: Rule, text: str, title: str | None = None) -> tuple[str, tuple[str, ...]] | None:
    mention = said(text, title)
    found = rule.matches(mention)
    return None if found is None else (found.rule, found.words(mention))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ACME never answers", ("ACME",)),
        ("see acme.com/help and acmee", ("acme.com", "acmee")),
        ("Ákme!", ("Ákme",)),
        ("I love Acme Comics", None),
        ("I love Acme Comics, but ACME lost my parcel", ("ACME",)),
        ("moved to Acme,\nIdaho", None),
        ("acme comics at acme.com", ("acme.com",)),
        ("the acmes of taste", None),
    ],
)
def test_a_brand_is_found_however_it_is_written_but_not_in_what_looks_like_it(
    text: str, found: tuple[str, ...] | None
) -> None:
    assert matched(rule_of([ACME]), text) == (None if found is None else ("acme", found))


def test_of_several_brands_one_must_be_named_and_what_must_hold_besides_holds() -> None:
    rule = rule_of([ACME, CAFE], "-praise")

    assert matched(rule, "acme and cafe zurich: refund!") == ("acme, café", ("acme", "cafe zurich", "refund"))
    assert matched(rule, "cafe zurich is nice") is None
    assert matched(rule, "nothing of ours") is None
    assert matched(rule, "praise for acme") is None


def test_without_brands_the_query_is_the_rule() -> None:
    rule = rule_of(match='refund NEAR/2 never by:"jane doe"')

    found = rule.matches(said("Never a refund", author_name="Jane Doe"))

    assert found is not None
    assert found.rule == 'refund NEAR/2 never by:"jane doe"'
    assert found.words(said("Never a refund")) == ("Never", "refund")
    assert rule.matches(said("Never a refund", author_name="Joe")) is None


def test_where_nothing_is_asked_for_everything_fits() -> None:
    assert matched(EVERYTHING, "anything") == ("", ())
    assert not EVERYTHING.filters
    assert EVERYTHING.cover() == ()
    assert EVERYTHING.may("anything")


@pytest.mark.parametrize(
    ("match", "cover"),
    [
        ("late", ("late",)),
        ("Café", ("Café",)),
        ("late parcel", ("parcel",)),
        ('late "no reply"', ("no reply",)),
        ("late OR parcel", ("late", "parcel")),
        ("late OR lang:de", ()),
        ("(late OR parcel) refund", ("refund",)),
        ("-late parcel", ("parcel",)),
        ("-late", ()),
        ("--late", ("late",)),
        ("lang:de late", ("late",)),
        ("by:jane", ()),
        ("title:late", ("late",)),
        ("refund NEAR/5 (never OR not)", ("refund",)),
        ("refund*", ()),
        ("refund* late", ("late",)),
        ('"late refund*"', ("late refund",)),
        ('"late refund"*', ("late",)),
        ("late OR refund*", ()),
    ],
)
def test_a_search_is_asked_for_what_every_match_holds(match: str, cover: tuple[str, ...]) -> None:
    assert rule_of(match=match).cover() == cover


def test_brands_are_what_a_search_is_asked_for_as_they_are_written() -> None:
    assert rule_of([ACME, CAFE], "late").cover() == ("Acme", "acme.com", "acmee", "Akme", "Café Zürich")
    assert rule_of([Brand("a", ("acme*",))]).cover() == ()
    assert rule_of([Brand("a", ("acme*",))], "late").cover() == ("late",)


BEGUN = rule_of(match='"late refund"*', searched=True)


@pytest.mark.parametrize(
    "asked",
    [
        "is:overdue",
        "has:case",
        "late -has:CASE",
        "p:1",
        "owner:me",
        "since:2d late",
        "-case:any",
        "lane:desk",
    ],
)
def test_what_nobody_knows_of_what_has_just_come_is_refused(asked: str) -> None:
    with pytest.raises(QueryError, match="cannot be asked of what has just come"):
        rule_of(match=asked)
    with pytest.raises(QueryError, match="cannot be asked of what has just come"):
        rule_of([Brand("a", ("acme",), also=asked)])


def test_of_a_piece_of_a_text_the_searchs_word_is_taken() -> None:
    rule, plain = rule_of([ACME], "refund", searched=True), rule_of([ACME], "refund")
    piece = replace(said("… and nobody answers …"), completeness=Completeness.SNIPPET)

    found = rule.matches(piece)

    assert found is not None
    assert (found.rule, found.words(piece)) == ("acme: refund", ())
    assert plain.matches(piece) is None
    for text in ("I love acme comics", "acme, but nothing to give back"):  # shown, and not meant
        assert rule.matches(replace(piece, text=text)) is None
    assert rule.matches(replace(piece, completeness=Completeness.FULL)) is None


@pytest.mark.parametrize("rule", [rule_of([Brand("a", ("acme*",))], "late", searched=True), BEGUN])
def test_a_searchs_word_is_taken_for_nothing_it_was_not_asked_for(rule: Rule) -> None:
    piece = replace(said("… and nobody answers …"), completeness=Completeness.SNIPPET)
    assert rule.cover() == ("late",)
    assert rule.matches(piece) is not None
    assert rule.matches(replace(piece, text="It came too late …")) is None


TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["Acme", "ÀCME", "acme", "ﬁne", "FINE", "straße", "STRASSE", "退款", "退", "款", ".", "　"]
        )
        | st.sampled_from(
            ["कि", "İstanbul", "e\u0301te", "Ｆull", "Ünï", "_x", "re-fund", "x" * 90, "\u0301"]
        ),
        max_size=6,
    ).map(" ".join),
)


@example("ﬁne", "a FINE day")
@example("straße", "STRASSEN")
@example("退款", "退 款")
@given(TEXTS, TEXTS)
def test_the_glance_misses_nothing_that_fits(sought: str, text: str) -> None:
    word = phrase(sought)
    if word is None:
        return
    for brand in (Brand("b", (sought,)), Brand("b", (f"{sought.strip()}*", "zzz"))):
        rule = rule_of([brand])
        if rule.matches(said(text)):
            assert rule.may(text)


@given(TEXTS)
def test_words_are_where_they_are_found(text: str) -> None:
    found = list(located(text))

    assert [word for word, _, _ in found] == words(text)
    assert all(start < end for _, start, end in found)
