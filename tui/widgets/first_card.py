"""The card of the first evening: what this screen is, and the five keys one needs."""

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from tui.hints import Hints, hints_of
from tui.rows import fitted, joined, words

FIVE: Mapping[str, str] = {
    "queue.down queue.up": "walk the queue; it never moves under you",
    "queue.open": "open the case: thread, customer, history",
    "case.template": "choose a template of an apology",
    "case.followup": "log a ripple that is worth another look",
    "app.help": "every key of the screen in front",
}
"""What to know first, by the acts."""
LOOKING: Mapping[str, str] = {
    "queue.down queue.up": FIVE["queue.down queue.up"],
    "queue.open": FIVE["queue.open"],
    "case.history": "what we have had with this customer",
    "queue.why": "why it stands where it stands",
    "app.help": FIVE["app.help"],
}
"""The same for who only looks."""


class FirstCard(Widget):
    """Stands in the place of the mention until the first key, which does what it always does."""

    def __init__(self) -> None:
        super().__init__(id="card")

    def render(self) -> Content:
        """Write it with the keys that are live."""
        return card(hints_of(self))


def card(hints: Hints) -> Content:
    """Return the words of the card."""
    five = LOOKING if hints.only_looks else FIVE
    wide = max(len(hints.keys(acts)) for acts in five)
    lines = [
        joined([words(fitted(hints.keys(acts), wide), "bold $key"), f"  {say}"]) for acts, say in five.items()
    ]
    head = words("What people say of us in public, urgent first", "bold")
    calm = hints.words("Nothing is sent by itself; {desk.undo} takes an act back.")
    if hints.only_looks:
        calm = words("Read only: nothing is changed from here.")
    again = hints.words("Any key goes on as ever; {app.first_keys} shows this again.")
    return joined([head, "", *lines, "", calm, again], "\n")
