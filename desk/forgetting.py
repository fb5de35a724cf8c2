"""Words that may not be kept: taken out of the store for good, where the platform wants what is deleted gone.

That there was a mention, whose, where and when, and that it was deleted stays. Its words go from the record,
from what the log holds of it before and after each act, from the search index, and from where we repeated
them: the evidence for its priority, and the title of its case. What people of ours wrote themselves stays.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tinydb import where

from casebook.mention import KeptMention, Mention, Reason
from casebook.store.store import Store
from desk import seating, shelf

GONE = "(deleted by its author)"
"""The title of a case whose own words are gone."""

Scrub = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Returns what a document holds instead of words that go."""


def wordless(mention: Mention) -> Mention:
    """Return a mention without its words."""
    return replace(mention, text="", title=None)


def forget_words(store: Store, kept: KeptMention, now: datetime) -> KeptMention:
    """Take a mention's words out of the store and return it without them; the caller has an act open."""
    row, quoted = seating.row_of(store, kept), {each.words for each in kept.reasons if each.words}
    bare = shelf.keep_mention(store, _without(replace(kept, mention=wordless(kept.mention)), quoted))
    if row.id != kept.id:
        shelf.keep_mention(store, _without(row, quoted))
        _scrub_log(store, "mentions", row.id, lambda each: _unquoted(each, quoted))
    _forget_title(store, kept)
    _scrub_log(store, "mentions", kept.id, lambda each: {"text": "", "title": None, **_unquoted(each, None)})
    store.likenesses.remove(where("mention") == kept.id)
    return bare


def _without(kept: KeptMention, quoted: set[str]) -> KeptMention:
    reasons = tuple(
        Reason(each.what, "", each.points) if each.words in quoted else each for each in kept.reasons
    )
    return replace(kept, reasons=reasons)


def _unquoted(document: Mapping[str, Any], quoted: set[str] | None) -> dict[str, Any]:
    """Return a mention's reasons without these words, or without any."""
    reasons: Iterable[Mapping[str, Any]] = document.get("reasons") or ()
    told = [{**each, "words": ""} if quoted is None or each["words"] in quoted else each for each in reasons]
    return {"reasons": told}


def _forget_title(store: Store, kept: KeptMention) -> None:
    """Give the case that is called by these words another title."""
    if kept.case is None:
        return
    case = shelf.case(store, kept.case)
    if case.lead == kept.id:
        shelf.keep(store.cases, replace(case, title=GONE))
        _scrub_log(store, "cases", case.id, lambda each: {"title": GONE})


def _scrub_log(store: Store, table: str, number: int, scrub: Scrub) -> None:
    """Write anew what the log holds of a document."""
    for row in store.log.select((where("id") == number) & (where("table") == table)):
        held = {name: {**row[name], **scrub(row[name])} for name in ("was", "now") if row[name] is not None}
        if any(row[name] != each for name, each in held.items()):
            store.log.update(held, doc_ids=[row.doc_id])
