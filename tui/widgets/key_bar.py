"""The bottom line: the keys that work here, made from the live bindings."""

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer

from tui.keys import Shown, shown_keys
from tui.rows import joined, words
from tui.widgets.lines import Line, room


class KeyBar(Line):
    """As many keys as fit, always with the way back and help; for a few seconds what was just done."""

    lasts = 4.0
    """Seconds for which a sentence stands in place of the keys."""

    _speaking: Timer | None = None
    _stale = True
    """Whether other keys are to be shown as soon as all is done that tells so by now."""

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_resize(self, event: events.Resize) -> None:
        """Another width shows other keys, and the first one any."""
        if self._stale:  # the screen has told more than once of its bindings before there was a width
            self.call_next(self._draw_once)
        else:
            self._draw()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        self._stale = True
        self.call_next(self._draw_once)

    def _draw_once(self) -> None:
        if self._stale:
            self._draw()

    def speak(self, sentence: str) -> bool:
        """Show a sentence in place of the keys for a moment; returns False where it does not fit.

        What was said before is over in any case.
        """
        if words(sentence).cell_length > room(self):
            self.hush()
            return False
        if self._speaking is not None:
            self._speaking.stop()
        self.say(words(sentence, "bold $notice"))
        self._speaking = self.set_timer(self.lasts, self._spoken)
        return True

    def hush(self) -> None:
        """Show the keys again, whatever was said."""
        if self._speaking is not None:
            self._speaking.stop()
            self._spoken()

    def _spoken(self) -> None:
        self._speaking = None
        self._draw()

    def _draw(self) -> None:
        width = room(self)
        if width and self.screen.is_current and self._speaking is None:
            self._stale = False
            self.say(line_of_keys(shown_keys(self.screen), width))


_LAST = (".back", ".help")
"""How the ids of keys end that stand last on every screen, however narrow it is."""
_KEPT = (".confirm", "dialog.leave")
"""The same of those that are left out nowhere, and keep their place."""


def line_of_keys(keys: list[Shown], width: int) -> Content:
    """Return "key word" pairs, cut at a whole pair; the way back, what confirms, and help always stand."""
    bar = [each for each in keys if each.bar]
    last = [each for each in bar if each.id.endswith(_LAST)]
    kept = [each for each in bar if each.id.endswith(_KEPT)]
    left = width - sum(map(_size, (*last, *kept)))
    taken = list(kept)
    for each in (each for each in bar if each not in (*last, *kept)):
        left -= _size(each)
        if left < 0:
            break
        taken.append(each)
    shown = [*(each for each in bar if each in taken), *last]
    return joined([joined([words(each.first, "bold $key"), " " + each.word]) for each in shown], "  ")


def _size(shown: Shown) -> int:
    return len(shown.first) + len(shown.word) + 3
