"""Keys that act on one matter: while rows are marked they say so, and act on none."""

from collections.abc import Callable

from tui.rows import plural
from tui.screens import promise
from tui.screens.in_bulk import BulkScreen
from tui.screens.joining import JoiningScreen


class OneOnlyScreen(JoiningScreen, BulkScreen):
    """A screen with marked rows, none of which is acted on alone by a slip."""

    def action_template(self) -> None:
        """Open the composer with the template picker in front."""
        self._on_one("case.template", super().action_template)

    def action_reply(self) -> None:
        """Open the composer on the draft."""
        self._on_one("case.reply", super().action_reply)

    def action_follow_up(self) -> None:
        """Ask what ripple to look at."""
        self._on_one("case.followup", super().action_follow_up)

    def action_posted(self) -> None:
        """Ask what is up in public."""
        self._on_one("case.posted", super().action_posted)

    def action_note(self) -> None:
        """Ask for an internal word."""
        self._on_one("case.note", super().action_note)

    def log_note(self, text: str) -> None:
        """Keep an internal word."""
        self._on_one("case.note", lambda: super(OneOnlyScreen, self).log_note(text))

    def action_heard(self) -> None:
        """Ask what the customer believes and wants."""
        self._on_one("case.heard", super().action_heard)

    def action_reopen(self) -> None:
        """Take a case up again."""
        self._on_one("case.reopen", super().action_reopen)

    def action_promise(self) -> None:
        """Ask what is promised."""
        self._on_one("case.promise", super().action_promise)

    def log_promise(self, made: "promise.Promised") -> None:
        """Log a promise."""
        self._on_one("case.promise", lambda: super(OneOnlyScreen, self).log_promise(made))

    def action_link_to(self) -> None:
        """Ask which case to link to."""
        self._on_one("case.link", super().action_link_to)

    def action_release(self) -> None:
        """Let a claim go."""
        self._on_one("case.release", super().action_release)

    def _on_one(self, key: str, act: Callable[[], None]) -> None:
        if marked := self.marked():
            rows = plural(len(marked), "row is", "rows are")
            clear = "{queue.unmark} clears the marks"
            self.say(self.hints.say(f"{{rows}} marked: {{{key}}} acts on one; {clear}", rows=rows))
        else:
            act()
