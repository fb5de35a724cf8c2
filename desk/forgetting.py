"""Words that may not be kept: taken out of the store for good, where the platform wants what is deleted gone.

That there was a mention, whose, where and when, and that it was deleted stays. Its words go from the record,
from what the log holds of it before and after each act, from the search index, and from where we repeated
them: the evidence for its priority and for that of rows it made more urgent, the title of its case, and the
name of a mute of its thread. What people of ours wrote themselves stays.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tinydb import where

from casebook.case import Case
from casebook.kinds import MuteKind
from casebook.mention import KeptMention, Mention, Reason
from casebook.store.store import Store
from desk import muted, parts, shelf

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
    for row in _rows(store, kept):
        shelf.keep_mention(store, _without(row, quoted))
        _scrub_log(store, "mentions", row.id, lambda each: _unquoted(each, quoted))
    _forget_title(store, kept)
    _forget_name(store, kept)
    _scrub_log(store, "mentions", kept.id, lambda each: {"text": "", "title": None, **_unquoted(each, None)})
    store.likenesses.remove(where("mention") == kept.id)
    return bare


def _rows(store: Store, kept: KeptMention) -> list[KeptMention]:
    """Return what else a mention may have made more urgent: its first, and what speaks for its cases."""
    leads = [each.lead for each in _cases(store, kept.case)] if kept.case is not None else []
    numbers = {each for each in (kept.copy_of, *leads) if each is not None} - {kept.id}
    return [shelf.mention(store, each) for each in sorted(numbers)]


def _cases(store: Store, number: int) -> list[Case]:
    """Return a case, all it is part of or was, and the other parts of that."""
    case = shelf.case(store, number)
    numbers = {number, *parts.family(store, parts.survivor(store, case).id), *case.was_part_of}
    return [shelf.case(store, each) for each in sorted(numbers)]


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


def _forget_name(store: Store, kept: KeptMention) -> None:
    """Call a mute of its thread by the address: what it was called by may be this title."""
    if kept.mention.title is None:
        return
    name = muted.thread_name(replace(kept, mention=wordless(kept.mention)))
    for mute in store.mutes.select(
        (where("value") == kept.thread) & (where("kind") == MuteKind.THREAD.value)
    ):
        store.mutes.update({"name": name}, doc_ids=[mute.doc_id])
        _scrub_log(store, "mutes", mute.doc_id, lambda each: {"name": name})


def _scrub_log(store: Store, table: str, number: int, scrub: Scrub) -> None:
    """Write anew what the log holds of a document."""
    for row in store.log.select((where("id") == number) & (where("table") == table)):
        held = {name: {**row[name], **scrub(row[name])} for name in ("was", "now") if row[name] is not None}
        if any(row[name] != each for name, each in held.items()):
            store.log.update(held, doc_ids=[row.doc_id])
