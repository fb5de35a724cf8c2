"""Short links of mentions: noted when they come in, and what is known of a page once its link is followed."""

from dataclasses import replace
from datetime import datetime, timedelta

from tinydb import where

from casebook.document import to_ms
from casebook.kinds import Decision
from casebook.mention import KeptMention, Mention
from casebook.redirect import Redirect
from casebook.store.store import Store
from desk import climbing, copies, known, shelf
from desk.acts import COLLECTOR, Act
from desk.attaching import follow_again
from desk.likeness import WITHIN
from desk.traces import link_key, links_in
from playbooks.playbook import Playbook
from sources.links import canonical
from sources.shorteners import Short

_BEARERS = 50
"""Mentions with a short link in their text that are looked at anew."""
TRIES = 3
AGAIN = timedelta(hours=1)
"""After which a host that did not answer is asked again."""
_NOTED = 2
"""Short links of one text that are followed: nobody has us ask a thousand hosts."""
KEPT = timedelta(days=30)
"""How long it is known where a link leads."""


def page_of(store: Store, mention: Mention, short: Short, now: datetime) -> str | None:
    """Return the page of a mention that comes in; a short link is one of its own until it is followed."""
    page = known.page_of(mention)
    if page is None or mention.url is None or not short(page):
        return page
    found = shelf.records(Redirect, store.redirects.select(where("link") == page, limit=1))
    if not found:
        shelf.keep(store.redirects, Redirect(0, page, mention.url, now))
        return page
    return (found[0].to and canonical(found[0].to)) or page


def leads(store: Store, mention: Mention, short: Short, now: datetime) -> dict[str, str]:
    """Return where the short links in a text lead, as far as that is known; of others a few are noted."""
    found: dict[str, str] = {}
    unknown = 0
    for page, written in links_in(mention.text).items():
        if not short(page):
            continue
        row = next(
            iter(shelf.records(Redirect, store.redirects.select(where("link") == page, limit=1))), None
        )
        if row is None and unknown < _NOTED:
            unknown += 1
            url = written if "://" in written else f"https://{written}"
            shelf.keep(store.redirects, Redirect(0, page, url, now))
        elif row is not None and row.to and (to := canonical(row.to)):
            found[page] = to
    return found


def to_ask(store: Store, now: datetime, most: int) -> list[Redirect]:
    """Return the links that are to be asked, the oldest first; what is too old to matter is left."""
    waiting = (where("waiting") == True) & (where("at") >= to_ms(now - WITHIN))  # noqa: E712
    now_due = (where("again_at") == None) | (where("again_at") <= to_ms(now))  # noqa: E711
    return shelf.records(Redirect, store.redirects.select(waiting & now_due, order="+", limit=most))


def answered(store: Store, asked: Redirect, to: str, now: datetime, playbook: Playbook | None = None) -> None:
    """Note where a link leads; mentions that bear it are of that page, and may prove to be copies.

    Those that have it in their text may prove to be echoes, by the playbook's measure where there is one.
    """
    with store.act(COLLECTOR, Act.FOLLOWED, now):
        shelf.keep(store.redirects, replace(asked, waiting=None, to=to, tries=asked.tries + 1))
        page = canonical(to)
        for kept in shelf.mentions(store.mentions.select(where("page") == asked.link, order="+")):
            if page is not None and page != asked.link:
                _moved(store, replace(kept, page=page), now)
                _climbed(store, playbook, kept.id, now)
        if page is not None and page != asked.link and playbook is not None:
            _led(store, playbook, {asked.link: page}, now)


def _led(store: Store, playbook: Playbook, to: dict[str, str], now: datetime) -> None:
    """Look anew at the mentions that link there by a short link: few, as one that all post says nothing."""
    (link,) = to
    rows = store.traces.select(where("key") == link_key(link), order="+", limit=_BEARERS)
    for number in dict.fromkeys(each["mention"] for each in rows):
        follow_again(store, playbook, shelf.mention(store, number), now, leads=to)


def unanswered(store: Store, asked: Redirect, now: datetime, *, for_good: bool) -> None:
    """Note that nobody said where a link leads: it is asked again later, or given up."""
    tries = asked.tries + 1
    done = for_good or tries >= TRIES
    later = replace(asked, tries=tries, waiting=None if done else True, again_at=now + AGAIN)
    with store.batch():
        shelf.keep(store.redirects, later)


def forget_old(store: Store, now: datetime) -> None:
    """Forget links that nobody has posted for long, a portion each time."""
    shelf.forget_before(store.redirects, now - KEPT)


def _moved(store: Store, kept: KeptMention, now: datetime) -> None:
    found = copies.find(store, kept) if _alone(kept) else None
    if found is not None and found.first.id != kept.id:
        copies.seat(store, kept, found, now)
    else:
        shelf.keep_mention(store, kept)


def _climbed(store: Store, playbook: Playbook | None, mention: int, now: datetime) -> None:
    """Have a story climb to where the page puts it that its mention turns out to be."""
    kept = shelf.mention(store, mention)
    higher = climbing.grown(kept, playbook.ladder) if playbook is not None else kept
    if playbook is not None and higher.rung != kept.rung:
        climbing.climb_on(store, playbook, shelf.keep_mention(store, higher), now)


def _alone(kept: KeptMention) -> bool:
    """Return whether a mention has a row of its own that nobody has touched."""
    untouched = kept.decision is Decision.UNDECIDED and kept.lane is not None and kept.case is None
    return untouched and kept.voices == 1 and kept.snooze is None and not kept.apart
