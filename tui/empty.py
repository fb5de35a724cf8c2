"""What an empty list says; nothing yet, nothing here, and nobody could be asked are different texts."""

from desk.views import Counts
from tui.hints import Hints
from tui.rows import plural

_TABS = {
    "all": "Nothing waits for a decision.",
    "mine": "You have claimed nothing. {case.claim} on a row claims it.",
    "waiting": "No case waits for a customer.",
    "snoozed": "Nothing is set aside. {case.snooze} on a row snoozes it.",
    "praise": "No praise yet.",
}


def nothing_matches(said: str, tab: str, hints: Hints) -> str:
    """Return the words of a tab in which the filter leaves nothing, though there may be rows."""
    text = "Nothing matches “{said}” in {tab}. {queue.unfilter} clears the filter."
    return hints.say(text, said=said, tab=tab)


def empty_words(tab: str, counts: Counts, hints: Hints) -> str:
    """Return the words of an empty tab, by how the sources are."""
    said = hints.say(_TABS.get(tab, "Nothing here."))
    why = hints.say("{app.go go.sources} shows why")
    if not counts.sources:
        return f"{said} No source has been asked yet."
    if counts.unwell == counts.sources:
        return f"{said} But no source answers: {why}."
    if counts.unwell:
        return f"{said} {plural(counts.unwell, 'source')} cannot be heard: {why}."
    if counts.well < counts.sources:
        return f"{said} The sources are being asked …"
    return f"{said} {plural(counts.sources, 'source')} listened to."
