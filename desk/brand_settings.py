"""The `[brands.NAME]` tables of the settings, and the rule that brands and a query make for a source."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from casebook.frozen import frozen
from casebook.query.errors import QueryError
from casebook.query.rule import Brand, Rule, condition, rule_of
from casebook.store.standing import places
from casebook.store.words import phrase, words
from casebook.toml import Place, nearest, record, shown

_NAME = re.compile(r"\w[\w .\-]{0,39}")


@frozen
class _Table:
    """What a brand's table may say."""

    words: tuple[str, ...]
    misspellings: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    also: str = ""


@frozen
class Listened:
    """What a source's table may say of what it is listened to for."""

    brands: tuple[str, ...] = ()
    """Names of brands; one of them must be named."""
    match: str = ""
    """What must hold besides, in the query language."""


def read_brands(tables: Any, place: Place) -> Mapping[str, Brand]:
    """Return the brands of the `[brands.NAME]` tables, by their names.

    Raises:
        Exception: The place's refusal: a table cannot be followed.
    """
    if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
        raise place.error('must hold tables such as [brands.acme] with words = ["Acme", "acme.com"]')
    return {name: _brand(name, table, place.inside(name)) for name, table in tables.items()}


def read_rule(said: Listened, brands: Mapping[str, Brand], place: Place, *, search: bool, all_: bool) -> Rule:
    """Return what a source is listened to for.

    Args:
        said: What its table says.
        brands: All there are, by their names.
        place: Its table.
        search: Whether it is one that must be told words every hit holds.
        all_: Whether all brands are meant where none is named.

    Raises:
        Exception: The place's refusal: a brand nobody knows, a query that cannot be meant, or too little.
    """
    for each in said.brands:
        if each not in brands:
            known = nearest(each, brands) if brands else f"there is no [brands.{each}] table"
            raise place.inside("brands").error(f"{shown(each)} is no brand; {known}")
    check_query(said.match, place.inside("match"))
    named = said.brands or (tuple(brands) if all_ else ())
    rule = rule_of([brands[each] for each in named], said.match, searched=search)
    if all_ and not rule.filters:
        raise place.inside("brands").error("is needed here: no [brands.NAME] table says what to listen for")
    if search and not rule.cover():
        key = "match" if said.match else "brands"
        raise place.inside(key).error(
            "says no whole word that every hit holds, so nothing can be searched for"
        )
    return rule


def check_query(said: str, place: Place) -> None:
    """Let a rule's query pass.

    Raises:
        Exception: The place's refusal; it says what is wrong, and at which character.
    """
    try:
        condition(said)
    except QueryError as error:
        raise place.error(f'"{said}": {error}') from error


def _brand(name: str, table: Mapping[str, Any], place: Place) -> Brand:
    if not _NAME.fullmatch(name):
        raise place.error("a brand is named with letters, digits, spaces and - _ . only, at most 40")
    said = record(_Table, table, place)
    if not said.words:
        raise place.inside("words").error("must name at least one word")
    for key in ("words", "misspellings", "lookalikes"):
        _check_words(getattr(said, key), place.inside(key))
    _check_lookalikes(said, place.inside("lookalikes"))
    check_query(said.also, place.inside("also"))
    return Brand(name, said.words, said.misspellings, said.lookalikes, said.also)


def _check_words(said: Iterable[str], place: Place) -> None:
    for each in said:
        if '"' in each or not words(each):
            raise place.error(
                f"{shown(each)} holds no word" if '"' not in each else f"{shown(each)} holds a quote"
            )


def _check_lookalikes(said: _Table, place: Place) -> None:
    """Let look-alikes pass that hold one of the brand's words: others would exclude nothing."""
    named = [each.strip() for each in (*said.words, *said.misspellings)]
    sought = [phrase(each, prefix=each.endswith("*")) for each in named]
    for each in said.lookalikes:
        if not any(list(places(words(each), one)) for one in sought if one):
            raise place.error(f"{shown(each)} holds none of the brand's words, so it excludes nothing")
