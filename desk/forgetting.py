"""Words that may not be kept: taken out of the store for good, where the platform wants what is deleted gone.

That there was a mention, whose, where and when, and that it was deleted stays. Its words go from the record,
from what the log holds of it before and after each act, from the search index, and from where we repeated
them: the evidence for its priority and for that of rows it made more urgent, the title of its case, and the
name of a mute of its thread. What people of ours wrote themselves stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.kinds import MuteKind
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from casebook.store.tables import LiveTable
from desk import muted, shelf

GONE = "(deleted by its author)"
"""The title of a case whose own words are gone."""

Scrub = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Returns what a document holds instead of words that go."""


def wordless(mention: Mention) -> Mention:
    """Return a mention without its words."""
    return replace(mention, text="", title=None)


def forget_words(store: Store, kept: KeptMention) -> KeptMention:
    """Take a mention's words out of the store and return it without them; the caller has an act open."""
    quoted = {each.words for each in kept.reasons if each.words}
    bare = shelf.keep_mention(store, _without(replace(kept, mention=wordless(kept.mention)), quoted))
    cases = _values(store, "mentions", {kept.id}, "case")
    for row in _rows(store, kept, cases):
        shelf.keep_mention(store, _without(row, quoted))
        _scrub_log(store, "mentions", row.id, lambda each: _unquoted(each, quoted))
    _forget_titles(store, kept, cases)
    _forget_name(store, kept)
    _scrub_log(store, "mentions", kept.id, lambda each: {"text": "", "title": None, **_unquoted(each, None)})
    for keys in (store.likenesses, store.traces):
        keys.remove(where("mention") == kept.id)
    store.lessons.update({"wordless": True}, where("mention") == kept.id)
    return bare


def _rows(store: Store, kept: KeptMention, cases: set[int]) -> list[KeptMention]:
    """Return what else it may ever have made more urgent: its first, and what speaks for its cases."""
    firsts = _values(store, "mentions", {kept.id}, "copy_of")
    whole = cases | _values(store, "cases", cases, "merged_into")
    numbers = (firsts | _values(store, "cases", whole, "lead")) - {kept.id}
    return [shelf.mention(store, each) for each in sorted(numbers)]


def _values(store: Store, table: str, numbers: Iterable[int], name: str) -> set[int]:
    """Return what documents hold in a field, or ever held, as far as the log tells."""
    held = (each for number in numbers for each in _ever(store, table, number))
    return {each[name] for each in held if each.get(name) is not None}


def _ever(store: Store, table: str, number: int) -> Iterator[Mapping[str, Any]]:
    """Yield a document as it is, and as each act found it and left it; one that is gone was there once."""
    live: LiveTable = getattr(store, table)
    told = [each for row in store.log.select(_of(table, number)) for each in (row["was"], row["now"])]
    yield from (each for each in (live.get(doc_id=number), *told) if each is not None)


def _without(kept: KeptMention, quoted: set[str]) -> KeptMention:
    reasons = tuple(replace(each, words="") if each.words in quoted else each for each in kept.reasons)
    return replace(kept, reasons=reasons)


def _unquoted(document: Mapping[str, Any], quoted: set[str] | None) -> dict[str, Any]:
    """Return a mention's reasons without these words, or without any."""
    reasons: Iterable[Mapping[str, Any]] = document.get("reasons") or ()
    told = [{**each, "words": ""} if quoted is None or each["words"] in quoted else each for each in reasons]
    return {"reasons": told}


def _forget_titles(store: Store, kept: KeptMention, cases: set[int]) -> None:
    """Give the cases that are called by these words another title, and those that were taken back."""
    for number in sorted(cases):
        case = store.cases.get(doc_id=number)
        if case is not None and case["lead"] == kept.id:
            store.cases.update({"title": GONE}, doc_ids=[number])
        _scrub_log(store, "cases", number, lambda each: {"title": GONE} if each["lead"] == kept.id else {})


def _forget_name(store: Store, kept: KeptMention) -> None:
    """Call a mute of its thread by the address: what it was called by may be this title."""
    if kept.mention.title is None:
        return
    name = muted.thread_name(replace(kept, mention=wordless(kept.mention)))
    theirs = (where("value") == kept.thread) & (where("kind") == MuteKind.THREAD.value)
    found = store.mutes.update({"name": name}, theirs)
    for number in {*found, *_values(store, "mentions", {kept.id}, "mute")}:
        _scrub_log(store, "mutes", number, lambda each: {"name": name} if theirs(each) else {})


def _scrub_log(store: Store, table: str, number: int, scrub: Scrub) -> None:
    """Write anew what the log holds of a document."""
    for row in store.log.select(_of(table, number)):
        held = {name: {**row[name], **scrub(row[name])} for name in ("was", "now") if row[name] is not None}
        if any(row[name] != each for name, each in held.items()):
            store.log.update(held, doc_ids=[row.doc_id])


def _of(table: str, number: int) -> QueryInstance:
    query: QueryInstance = (where("id") == number) & (where("table") == table)
    return query
