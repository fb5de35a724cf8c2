"""A widget whose keys are all bindings: they need not go through it, nor through what it stands in."""

from textual import events
from textual.widget import Widget


class ByBindings(Widget):
    """Hands a key on at once to where bindings are looked up: nothing on the way up listens to keys.

    What it has to say of a key it says to its screen at first hand, so that it is not overtaken.
    """

    over = False
    """Whether all is done that follows from the key it had last; to be said by the action, if it knows."""

    def _forward_event(self, event: events.Event) -> None:
        """Take an event from the app; a key goes back to it as one that nobody on the way wanted."""
        if not isinstance(event, events.Key):
            super()._forward_event(event)
            return
        event._set_forwarded()
        self.app.post_message(event)
