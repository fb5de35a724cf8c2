"""Which places `amends init` listens to: chosen from the list, with what must be known of each."""

import re
from collections.abc import Mapping
from pathlib import Path

from casebook.toml import Place as InFile
from desk.beginning.answers import Answers, listed
from desk.beginning.keeping import TypedKeys
from desk.beginning.places import PLACES, Place, Table
from desk.brand_settings import read_brands
from desk.errors import Refused, SettingsError
from desk.source_settings import read_sources
from sources.secret import FORM, flaw_of
from tui.commands.asked import Asked

_KEY = """\
  With a key it hears {hears}.
  Where is it? env:NAME, command:pass show NAME or file:PATH; "type" to type it
  now, into a file that only you can read; or Enter to go without."""


def chosen_places(
    asked: Asked, answers: Answers, keys: TypedKeys, bases: Mapping[str, str]
) -> list[tuple[str, Table]]:
    """Return the kinds that were chosen, each with its table.

    Args:
        asked: Who asks.
        answers: What was said before.
        keys: Keeps keys that are typed.
        bases: Other addresses of platforms, by kind.
    """
    asked.tell("\nWhere do your customers talk? None of these needs an account.")
    for number, each in enumerate(PLACES, 1):
        asked.tell(f"  {number:>2} {'*' if each.usual else ' '} {each.title:<15} {each.what}")
    tables = ((each, _table(asked, each, answers, keys, bases)) for each in _chosen(asked))
    return [(each.kind, table) for each, table in tables if table is not None]


def _chosen(asked: Asked) -> list[Place]:
    while True:
        said = asked.line("Which? Numbers, “all”, “none”, or Enter for those with a star").casefold()
        if said in ("", "all", "none"):
            return [each for each in PLACES if said == "all" or (not said and each.usual)]
        numbers = _numbers(said)
        if numbers and all(1 <= each <= len(PLACES) for each in numbers):
            return [PLACES[each - 1] for each in dict.fromkeys(numbers)]
        asked.tell(f"  Numbers from 1 to {len(PLACES)}, please.")


def _numbers(said: str) -> list[int]:
    """Return the numbers of "1, 3-5"; a range that runs backwards is one that does not exist."""
    spans = re.findall(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", said)
    return [each for first, last in spans for each in range(int(first), int(last or first) + 1) or (0,)]


def _table(
    asked: Asked, place: Place, answers: Answers, keys: TypedKeys, bases: Mapping[str, str]
) -> Table | None:
    """Return a place's table, asked for until it is one the settings may hold; None where it is left out."""
    if place.asks or place.key:
        asked.tell(f"\n{place.title}:")
    while True:
        said = asked.line(f"  {place.asks}") if place.asks else ""
        if place.asks and not (said or place.may_be_empty):
            asked.tell("  Left out.")
            return None
        table = place.said(answers, said)
        table |= {"base_url": bases[place.kind]} if place.kind in bases else {}
        flaw = flaw_of_table(place, table, answers)
        if not flaw:
            return table | _key(asked, place, keys)
        asked.tell(f"  {flaw}")
        if not place.asks:
            asked.tell("  Left out.")
            return None


def flaw_of_table(place: Place, table: Table, answers: Answers) -> str:
    """Return what the settings would say against a table; empty for nothing."""
    here = InFile(Path("settings"), SettingsError)
    brands = read_brands({answers.brand: {"words": list(answers.words)}}, here)
    try:
        read_sources({place.kind: {"kind": place.kind, **table}}, here, brands)
    except SettingsError as error:
        return str(error).partition("] ")[2] or str(error)
    return ""


def flaw_of_words(said: str) -> str:
    """Return what the settings would say against the words of a brand; empty for nothing."""
    try:
        read_brands({"own": {"words": list(listed(said))}}, InFile(Path("settings"), SettingsError))
    except SettingsError as error:
        return str(error).partition("words: ")[2] or str(error)
    return ""


def _key(asked: Asked, place: Place, keys: TypedKeys) -> Table:
    if not place.key:
        return {}
    asked.tell(_KEY.format(hears=place.hears))
    while said := asked.line("  Key"):
        try:
            said = _typed(asked, place, keys) if said == "type" else said
        except Refused as refused:
            asked.tell(f"  {refused}")
            continue
        if not flaw_of(said):
            return {place.key: said, **({place.turned_on: True} if place.turned_on else {})}
        asked.tell(f"  It {FORM}.")
    return {}


def _typed(asked: Asked, place: Place, keys: TypedKeys) -> str:
    """Return how a key is referred to that was typed just now.

    Raises:
        Refused: It cannot be kept, or none was typed.
    """
    key = asked.hidden(f"  The key for {place.title} (not shown)").strip()
    if not key:
        raise Refused("Nothing was typed: Enter once more goes without.")
    return keys.keep(place.kind, key)
