"""Keys that only look or copy, the same on the queue and on a case: why, the customer, the link, copies."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.screens.acting import ActingScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.go import GoDialog
from tui.screens.history import HistoryScreen
from tui.screens.link import LinkDialog
from tui.screens.sources import SourcesScreen
from tui.screens.why import WhyDialog


class LookingScreen(ActingScreen):
    """A screen with a matter in front, which can be looked at from all sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "history", "history", id="case.history", tooltip="what we have had with this customer"),
        Binding("w", "why", "why", id="queue.why", tooltip="why it stands where it stands"),
        Binding("o", "link", "show the link", id="mention.link", show=False),
        Binding("y", "copy_text", "copy the text", id="mention.copy_text", show=False),
        Binding("Y", "copy_link", "copy the link", id="mention.copy_link", show=False),
        Binding("g", "go", "go to …", id="app.go", show=False),
    ]

    def action_history(self) -> None:
        """Show the customer's history."""
        if (kept := self.matter()) is not None:
            self.app.push_screen(HistoryScreen(self.desk, kept))

    def action_why(self) -> None:
        """Show the sum behind the priority."""
        if (kept := self.matter()) is not None:
            self.app.push_screen(WhyDialog(kept))

    def action_link(self) -> None:
        """Show the address in full; there is no browser at this end of the line."""
        kept = self.matter()
        if kept is None or kept.mention.url is None:
            self.say("it has no link")
            return
        url = kept.mention.url
        self.app.push_screen(LinkDialog(url), lambda wanted: self._copy_wanted(url, wanted=bool(wanted)))

    def action_copy_text(self) -> None:
        """Copy the mention's words."""
        if (kept := self.matter()) is not None:
            self.copy(kept.mention.text or kept.mention.title or "")

    def action_copy_link(self) -> None:
        """Copy the mention's address."""
        kept = self.matter()
        if kept is None or kept.mention.url is None:
            self.say("it has no link")
        else:
            self.copy(kept.mention.url)

    def action_go(self) -> None:
        """Ask where to go."""
        self.app.push_screen(GoDialog(), self.went)

    def went(self, place: str | None) -> None:
        """Go to a place of the go-to menu."""
        if place == "sources":
            self.app.push_screen(SourcesScreen(self.desk))
        elif place == "follow_ups":
            self.app.push_screen(FollowUpsScreen(self.desk))
        elif place == "queue":
            self.to_queue()

    def to_queue(self) -> None:
        """Go back to the queue, from wherever this screen stands."""
        while len(self.app.screen_stack) > 2:
            self.app.pop_screen()

    def _copy_wanted(self, url: str, *, wanted: bool) -> None:
        if wanted:
            self.copy(url)
